"""Names above the first turn that no label explains, but by which turns begin: Ann Berg, Tom Li."""

import re
from collections.abc import Collection, Iterator, Sequence
from typing import Final

from forum.reader.event_record import EN, Line
from forum.reader.guest_cells import Guest
from forum.reader.shapes.record.name_forms import has_title_word, is_name_en, split_honorific
from forum.reader.shapes.record.role_labels import role_label
from forum.reader.vocabulary.list_marks import BULLETS

_HEAD_LINES: Final = 12
_LONGEST: Final = 240  # characters
_MARK: Final = re.compile(r"\s*[,;&|]\s*(?:and\s+)?|\s+and\s+")
_LIST_MARK: Final = re.compile(rf"^\s*[{BULLETS}]\s+")
# Ann Berg - Moderator; Tom Li, Coast Office
_BESIDE: Final = re.compile(
    r"^(?P<name>[^,–—-]{4,40}?)(?:\s*,\s*|\s+[–—-]\s+)(?P<title>\S.{1,80})$"
)
# Ann Berg (moderator)
_WITH_ROLE: Final = re.compile(r"(?P<name>[^,()（]{4,40}?)\s*[(（](?P<role>[^()（）]{4,30})[)）]")
_FEWEST_HOUSED: Final = 3  # lines
# Ann Berg (AB), by which the further turns begin
_EXPLAINED: Final = re.compile(
    r"(?P<name>[A-ZÀ-Þ][^,:()（]{2,40}?)\s*[(\[（](?P<initials>[A-ZÀ-Þ](?:[a-z]?[A-ZÀ-Þ]){0,3})[)\]）]"
)


def initials_of(name: str) -> set[str]:
    """Return the first letters of a name, with and without its small words: evd, ed."""
    words = re.split(r"[\s-]+", name)
    capitals = "".join(word[0] for word in words if word[:1].isupper())
    return {capitals.casefold(), "".join(word[:1] for word in words).casefold()}


def is_explained(label: str) -> bool:
    """Tell whether a label is a name with initials behind it, hers or not: Ann Berg (AB)."""
    match = _EXPLAINED.fullmatch(label)
    return match is not None and is_name_en(match["name"])


def explained_initials(label: str, labels: Collection[str]) -> tuple[str, str] | None:
    """Return name and initials of a label that has both: Ann Berg (AB), not Ann Berg (WHO).

    labels: by which the turns begin.
    """
    match = _EXPLAINED.fullmatch(label)
    if match is None or not is_name_en(match["name"]):
        return None
    name, initials = match["name"], match["initials"]
    is_hers = initials.casefold() in initials_of(name) or initials in labels
    return (name, initials) if is_hers else None


def find_listed(lines: Sequence[Line], labels: Collection[str]) -> Iterator[tuple[Guest, Line]]:
    """Yield those whom the lines below the title list, if turns begin by at least half of a line.

    lines: those above the first turn. labels: by which the turns begin.
    """
    called = {label.casefold() for label in labels}
    written = [line for line in lines if line.text.strip() and line.table is None]
    head = [(line, _LIST_MARK.sub("", line.text).strip()) for line in written[1:_HEAD_LINES]]
    is_housed = sum(_gives_house(text, called) for _line, text in head) >= _FEWEST_HOUSED
    for line, text in head:
        if (guest := _read_role(text)) and _speaks(guest.name[EN], called):
            yield guest, line
            continue
        parts = _MARK.split(text) if len(text) <= _LONGEST else []
        if is_housed and _gives_house(text, called):
            parts = []
        names = [part for part in parts if _is_name(part) or part.casefold() in called]
        speaking = sum(_speaks(name, called) for name in names)
        if parts and (speaking > 1 or len(names) == len(parts)):
            is_list = speaking and 2 * speaking >= len(parts) and any(map(_is_name, names))
            yield from ((Guest({EN: name}), line) for name in (names if is_list else ()))
        elif (guest := _read_beside(text)) and _speaks(guest.name[EN], called):
            yield guest, line


def _gives_house(text: str, called: Collection[str]) -> bool:
    """Tell whether a line is somebody who speaks, a comma, and what does not: Ann Berg, Tide Co."""
    name, mark, house = text.partition(",")
    is_two = bool(mark) and len(_MARK.split(text)) == len((name, house))
    return is_two and _speaks(name.strip(), called) and not _speaks(house.strip(), called)


def _read_role(text: str) -> Guest | None:
    """Return the person of a line with a role in brackets: Ann Berg (moderator)."""
    match = _WITH_ROLE.match(text)
    role = role_label(f"{match['role']}:", EN) if match else None
    if match is None or role is None or role.rest or not _is_name(match["name"]):
        return None
    return Guest({EN: match["name"]}, role=role.role)


def _read_beside(text: str) -> Guest | None:
    """Return the person of a line with what she or he is or does behind the name."""
    beside = _BESIDE.match(text)
    name, honorific = split_honorific(beside["name"] if beside else "", EN)
    if beside is None or not _is_name(name):
        return None
    title, _mark, last = beside["title"].rpartition(" - ")
    role = role_label(f"{last}:", EN)
    if role is None or role.rest:
        title, role = beside["title"], None
    # Ann Berg, Tom Li, Harbour: who may be people is nobody's title.
    is_title = "," not in title or has_title_word(title, EN)
    post = {EN: title} if title and is_title else {}
    honorifics = {EN: honorific} if honorific else {}
    return Guest({EN: name}, post, honorifics, role=role.role if role else "")


def _is_name(text: str) -> bool:
    return " " in text and is_name_en(text)


def _speaks(name: str, called: Collection[str]) -> bool:
    """Tell whether turns begin with a name, one of its words, or its first letters."""
    forms = {name.casefold(), *initials_of(name), *name.casefold().split()}
    return any(form in called for form in forms)

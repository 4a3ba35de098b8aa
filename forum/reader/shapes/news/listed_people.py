"""People whom news list: below a label or a colon, or behind a label below a panel's heading."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from forum.reader.event_record import EN
from forum.reader.guest_cells import Guest, read_guests
from forum.reader.people_lists import read_list_entry
from forum.reader.prose.acts_en import kind_en
from forum.reader.prose.mentions import Mention
from forum.reader.prose.sentences import ProseParagraph
from forum.reader.shapes.record.name_forms import is_name_en, is_whole_name
from forum.reader.shapes.record.role_labels import role_label
from forum.reader.vocabulary.roles import DISCUSSED, NOUNS_EN, role_called

MARKED: Final = re.compile(r"[•·●▪◦*–—-]\s*")
# Opening remarks by: with people on the lines below
_LABEL: Final = re.compile(r"[A-Z][A-Za-z’' /&-]{3,60}:")
_ROLE_WORD: Final = re.compile(rf"\b(?:{NOUNS_EN})\b", re.IGNORECASE)
_KEY_SPEAKERS: Final = re.compile(r"\b(?:key|main|principal|keynote)\s+speakers\b", re.IGNORECASE)
_NAME_AND_HOUSE: Final = re.compile(
    r"(?P<name>[A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*){1,3}),\s+(?P<title>[^;.]{2,160})"
)
# Anna Berg, Tom Li, and Eva Strand--three members of the Tide Circle
_NAMES_AND_HOUSE: Final = re.compile(
    r"(?P<names>[A-Z][^–—:;]{6,160}?)\s*(?:--+|[–—]+)\s*"
    r"(?:(?:both|all|two|three|four|five|six|seven|eight)\s+)?(?P<title>[^;–—].{2,200})"
)
_NAME_MARK: Final = re.compile(r",\s+and\s+|,\s+|\s+and\s+")
# Moderated by Anna Berg, Tide Office: a label without a colon
_LED_BY: Final = re.compile(r"(?P<label>(?:Moderated|Chaired|Facilitated)\s+by)\s+(?=[A-Z])")
# Anna Berg, Editor, Tides; Tom Li, Head, Ports and Eva Strand, Chair, Dike Board: the last of them
_LAST: Final = re.compile(r"\s+and\s+(?=(?P<name>[A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*){1,3}), )")
_LONGEST_HEADING: Final = 110
_ENDS_SENTENCE: Final = re.compile(r"[.。:：;；,，]$")
_FEWEST_LISTED: Final = 2


@dataclass(frozen=True, slots=True)
class PanelLine:
    """A line that says who is in a panel, and in which role. heading: what stands above them."""

    heading: ProseParagraph
    role: str
    guests: Sequence[Guest]


def find_panel_lines(paragraphs: Sequence[ProseParagraph]) -> dict[int, PanelLine]:
    """Return the lines that say who is in the panel whose heading is above, by their numbers.

    Tides and trade / Moderator: Anna Berg, Tide Office / Panellists: Tom Li, Head of Ports; …
    """
    panel_lines: dict[int, PanelLine] = {}
    heading: ProseParagraph | None = None
    for above, paragraph in pairwise(paragraphs):
        role, guests = _read_label(paragraph)
        if above.number not in panel_lines:
            heading = above if above is not paragraphs[0] and is_heading(above) else None
        if guests and heading:
            panel_lines[paragraph.number] = PanelLine(heading, role, guests)
    return panel_lines


def is_heading(paragraph: ProseParagraph) -> bool:
    """Tell whether a line may be a heading: it is short, no sentence and no entry of a list."""
    text = paragraph.text.strip()
    is_short = len(text) <= _LONGEST_HEADING and not _ENDS_SENTENCE.search(text)
    return is_short and not MARKED.match(text) and not _read_label(paragraph)[1]


def _read_label(paragraph: ProseParagraph) -> tuple[str, Sequence[Guest]]:
    """Return the role and the people of a label's line, each with a title; "" and none for none."""
    text = _LED_BY.sub(r"\g<label>: ", paragraph.text, count=1)
    label = role_label(text, paragraph.language) if paragraph.language == EN else None
    if label is None or not label.rest:
        return "", ()
    guests, unread = read_guests(_part_last(label.rest))
    is_people = all(
        guest.title and all(map(is_whole_name, guest.name.values())) for guest in guests
    )
    return (label.role, guests) if guests and is_people and not unread else ("", ())


def _part_last(listed: str) -> str:
    """Return a list whose last two people semicolons part as well."""
    last = [match for match in _LAST.finditer(listed) if is_name_en(match["name"])]
    if ";" not in listed or not last:
        return listed
    return f"{listed[: last[-1].start()]}; {listed[last[-1].end() :]}"


def lists_people(paragraphs: Sequence[ProseParagraph], place: int) -> bool:
    """Tell whether a colon ends a paragraph and marked lines with people and titles follow it."""
    if not paragraphs[place].text.endswith(":"):
        return False
    below = paragraphs[place + 1 : place + 1 + _FEWEST_LISTED]
    entries = [read_list_entry(line.text) for line in below if MARKED.match(line.text)]
    return len(entries) == _FEWEST_LISTED and all(entry and entry.title for entry in entries)


def role_in(text: str) -> str:
    """Return the role of those whom a sentence lists, by its words."""
    kind = kind_en(text)
    role = role_of_label(text.split(":")[-2])
    is_told = role not in {"speaker", "moderator"}
    return role if is_told else ("panellist" if kind in DISCUSSED else "speaker")


def may_be_entry(text: str) -> bool:
    """Tell whether a line may be the entry of a list without marks: no sentence."""
    return bool(text) and not MARKED.match(text) and not text.rstrip().endswith((".", "。"))


def kind_of_label(text: str) -> str:
    """Return the kind of session whose people stand below a label, "" for no such label."""
    if not _LABEL.fullmatch(text):
        return ""
    return kind_en(text) or ("keynote" if _KEY_SPEAKERS.search(text) else "")


def role_of_label(text: str) -> str:
    """Return the role of those below a label: of the first word in it for one."""
    match = _ROLE_WORD.search(text)
    return role_called(match[0]) if match else "speaker"


def people_of_entry(entry: str) -> list[Mention]:
    """Return the people of a list's entry, [] where it is not nothing but them."""
    return _guests_of(entry) or _guest_of(entry) or _guest_of_list(entry)


def _guest_of(entry: str) -> list[Mention]:
    """Return the person of a list's entry whose title is a field or a house: Anna Berg, history."""
    match = _NAME_AND_HOUSE.fullmatch(entry)
    name = match["name"] if match else ""
    if match is None or not is_name_en(name):
        return []
    return [Mention(0, len(entry), name, EN, match["title"])]


def _guest_of_list(entry: str) -> list[Mention]:
    """Return the person of an entry as lists have it: Rt. Hon Anna Berg, Director, Tide Office."""
    guest = read_list_entry(entry)
    if guest is None or not guest.title or EN not in guest.name or " " not in guest.name[EN]:
        return []
    title = next(iter(guest.title.values()))
    return [Mention(0, len(entry), guest.name[EN], EN, title, guest.honorific.get(EN, ""))]


def _guests_of(entry: str) -> list[Mention]:
    """Return the people of a list's entry who share what stands behind a dash."""
    match = _NAMES_AND_HOUSE.fullmatch(entry)
    names = _NAME_MARK.split(match["names"]) if match else []
    if match is None or not all(" " in name and is_name_en(name) for name in names):
        return []
    starts = [entry.index(name) for name in names]
    return [
        Mention(start, start + len(name), name, EN, match["title"])
        for start, name in zip(starts, names, strict=True)
    ]

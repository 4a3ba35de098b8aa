"""Whom the labels of a transcript mean: MR. BERG, SECRETARY BERG, THE PRESIDENT, [Anna]."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import repeat, takewhile
from statistics import median
from typing import Final

from forum.core.names import simplified
from forum.reader.bilingual import language_of
from forum.reader.event_record import EN, ZH
from forum.reader.folded_text import shadow
from forum.reader.guest_cells import Guest, read_guest
from forum.reader.shapes.record.name_forms import (
    NAME_AND_NUMBER,
    has_title_word,
    is_name_en,
    is_name_zh,
)
from forum.reader.shapes.record.places import is_country_en
from forum.reader.shapes.record.role_labels import role_label
from forum.reader.vocabulary.minutes import NO_SPEAKER
from forum.reader.vocabulary.prose_en import FIRST_WORDS
from forum.reader.vocabulary.titles import HONORIFICS_EN, OFFICES_EN, TITLE_WORDS_EN

_SURNAME: Final = r"(?P<name>[A-ZÀ-Þ][\w’'-]+(?:\s+[A-ZÀ-Þ][\w’'-]+){0,2})"
_CALLED: Final = re.compile(
    rf"(?:(?P<honorific>(?i:{HONORIFICS_EN}))|(?P<office>(?i:{OFFICES_EN})))\s+{_SURNAME}"
    r"(?:\s*（(?P<behind>[^（）]+)）)?"
)
_OFFICE_ALONE: Final = re.compile(rf"the\s+(?P<office>{OFFICES_EN})", re.IGNORECASE)
# What a speaker says before a surname, and no given name.
_NO_GIVEN_NAME: Final = FIRST_WORDS | {
    "Thank", "Thanks", "Okay", "Well", "So", "And", "But", "Yes", "No", "Thankfully",
    "Or", "If", "Because", "Like", "Then", "Now", "Hey", "Hi", "Hello", "Right", "Yeah", "Oh",
    "Maybe", "Dear", "Welcome", "I", "Another", "Sure", "Reporter", "Presenter", "Scribe",
}  # fmt: skip
_HONORIFIC: Final = re.compile(HONORIFICS_EN, re.IGNORECASE)
_CONTRACTED: Final = re.compile(r"[’'](?:m|s|re|ve|ll|d)$")
_HEAD_LINES: Final = 6
_FEWEST_TURNS: Final = 2
_INITIALS: Final = re.compile("[A-ZÀ-Þ]{2,3}")
_SINGLE: Final = re.compile(r"[A-ZÀ-Þ][\w’'-]+")
# annab: The wall has sunk by a hand., as whoever is called by a handle speaks
_HANDLE_TURN: Final = re.compile(r"^\s*(?P<who>[a-z][a-z\d._-]{2,19})\s*:\s+(?P<words>\S.*)$")
_HANDLE: Final = re.compile(r"[a-z][a-z\d._-]{2,19}")
_SHORT_LABELS: Final = (_SINGLE, _INITIALS, _HANDLE)
_SHORTEST_WORDS: Final = 24  # characters, in the median
_NO_HANDLE: Final = frozenset({
    "note", "notes", "nota", "update", "edit", "example", "source", "sources", "todo", "action",
    "actions", "decision", "decisions", "see", "via", "name", "title", "date", "time", "place",
    "venue", "summary", "topic", "abstract", "description", "tags", "url", "link", "links",
    "warning", "result", "results", "resolved", "resolution", "agreed", "conclusion", "and", "but",
    "first", "second", "third", "finally", "also", "for", "that", "this",
})  # fmt: skip
# [林岚，某报] 潮水守时。; 【Anna】 with the words on the line below
_BRACKETED: Final = re.compile(
    r"^\s*[\[【〔]\s*(?P<name>[^\[\]【】〔〕，,（(:：]{1,24}?)\s*"
    r"(?:[，,]\s*(?P<title>[^\[\]【】〔〕]{1,40}?))?\s*[\]】〕]\s*[:：]?\s*(?P<words>.*)$"
)
# （滨海大学 林岚副教授）, alone on the line above the words
_ALONE: Final = re.compile(r"^\s*[（(]\s*(?P<who>[^（()）。；，,]{3,40}?)\s*[)）]\s*$")
_UNKNOWN_ALONE: Final = re.compile(
    r"^\s*[（(]\s*(?P<who>[^（()）。；，,\s]{4,30}\s+[\u4e00-\u9fff]{4,12})\s*[)）]\s*$"
)
_FEWEST_ALONE: Final = 3
_FEWEST_WORDS: Final = 2  # of a name
# Coast | Anna Berg | Chair, alone on the line above the words
_STROKED: Final = re.compile(r"[^|｜\d。.!?！？]{1,60}(?:[|｜][^|｜\d。!?！？]{1,60}){1,3}")
_STROKE: Final = re.compile(r"\s*[|｜]\s*")
_LONGEST_PART: Final = 32
# 水利局：, whoever that is, where most turns begin so
_HEAD_ALONE: Final = re.compile(r"(?P<who>[^。！？!?；;，,：:]{1,24})[:：]")


def find_handles(lines: Iterable[str]) -> dict[str, str]:
    """Return the handles by which turns begin, under forms of names: AnnaB -> anna_b.

    Each speaks again, and mostly in sentences; what a list calls by small letters does not.
    """
    turns = [match for line in lines if (match := _HANDLE_TURN.match(line))]
    counted = Counter(match["who"] for match in turns)
    spoken = {
        who: [len(match["words"]) for match in turns if match["who"] == who]
        for who, count in counted.items() if count >= _FEWEST_TURNS and who not in _NO_HANDLE
    }  # fmt: skip
    return {
        _write_name(who): who for who, sizes in spoken.items()
        if median(sizes) >= _SHORTEST_WORDS
    }  # fmt: skip


def write_handle(text: str, handles: Mapping[str, str]) -> str:
    """Return a line that begins by a handle in the form of a name, as other turns begin."""
    match = _HANDLE_TURN.match(text) if handles else None
    name = _write_name(match["who"]) if match else ""
    return f"{name}: {match['words']}" if match and name in handles else text


def _write_name(handle: str) -> str:
    return "".join(f"{part[:1].upper()}{part[1:]}" for part in handle.split("_"))


def has_bracketed_labels(texts: Iterable[str]) -> bool:
    """Tell whether lines begin with names in brackets, several of them more than once.

    Such a line may also be nothing but somebody with a title in brackets, where several are.
    """
    texts = list(texts)
    if has_labels_alone(texts):
        return True
    names = Counter(
        match["name"]
        for text in texts
        if (match := _BRACKETED.match(text)) and _is_name(match["name"])
    )
    return sum(count >= _FEWEST_TURNS for count in names.values()) >= _FEWEST_TURNS


def has_labels_alone(texts: Iterable[str]) -> bool:
    """Tell whether several lines are nothing but a person in brackets, each of them another.

    Or nothing but somebody between strokes, one of them more than once.
    """
    texts = list(texts)
    stroked = Counter(label for text in texts if (label := _stroked_label(text)))
    is_stroked = len(stroked) >= _FEWEST_TURNS and stroked.total() > len(stroked)
    labels = {label for text in texts if (label := _label_alone(text))}
    return len(labels) >= _FEWEST_ALONE or is_stroked


def find_heads_alone(texts: Iterable[str]) -> set[str]:
    """Return who is a label alone on a line, if several are people and speak again.

    Each is somebody, or stands so more than once: a sentence may end with a colon too.
    """
    heads = Counter(
        who for text in texts
        if (match := _HEAD_ALONE.fullmatch(text.strip()))
        and not NO_SPEAKER.fullmatch(simplified(who := match["who"].strip()))
    )  # fmt: skip
    known = [who for who, count in heads.items() if count >= _FEWEST_TURNS and _is_name(who)]
    if len(known) < _FEWEST_ALONE:
        return set()
    return {who for who, count in heads.items() if count >= _FEWEST_TURNS or _is_somebody(who)}


def _is_somebody(who: str) -> bool:
    code = language_of(who)
    return _is_name(who) or bool(role_label(who, code)) or has_title_word(who, code)


def _stroked_label(text: str) -> str:
    """Return the label of a line in which a name stands between strokes, "" for none."""
    text = text.strip()
    parts = _STROKE.split(text) if _STROKED.fullmatch(text) else []
    names = [part for part in parts if is_name_zh(part) or (" " in part and is_name_en(part))]
    if len(names) != 1 or max(map(len, parts)) > _LONGEST_PART:
        return ""
    comma = "，" if language_of(names[0]) == ZH else ", "
    return f"{names[0]}（{comma.join(part for part in parts if part not in names)}）："


def without_brackets(text: str) -> str:
    """Return a line whose label ends with a colon: 林岚（某报）：潮水守时。"""
    if label := _label_alone(text) or _stroked_label(text):
        return label
    if unknown := _UNKNOWN_ALONE.match(text):
        return f"{unknown['who']}："  # whoever it is, the words above end here
    match = _BRACKETED.match(text)
    if match is None or not _is_who(match):
        return text
    title = f"（{match['title']}）" if match["title"] else ""
    return f"{match['name']}{title}：{match['words']}"


def _label_alone(text: str) -> str:
    """Return the label of a line that is a person in brackets, "" for none: 林岚（副教授）：."""
    match = _ALONE.match(text)
    printed = match["who"] if match else ""
    twin = shadow(printed)
    guest = read_guest(twin) if match else None
    name = guest.name.get(ZH, "") if guest else ""
    if guest is None or not guest.title or not is_name_zh(name) or len(twin) != len(printed):
        return ""
    start = twin.find(name)
    end = start + len(name)
    parts = (printed[:start].strip(), printed[end:].strip())
    title = "".join(part for part in parts if part)
    return f"{printed[start:end]}（{title}）：" if start >= 0 and title else ""


def _is_who(match: re.Match[str]) -> bool:
    name = match["name"]
    return _is_name(name) or role_label(f"{name}：", language_of(name)) is not None


def _is_name(text: str) -> bool:
    return is_name_zh(text) if language_of(text) == ZH else is_name_en(text)


def find_short_labels(labels: Mapping[str, int]) -> set[str]:
    """Return initials and given names alone, where most turns begin with such: AB, Anna.

    What a number ends needs no others: Gull 9000.
    labels: those of nobody who is known yet, with how often each begins a turn.
    """
    short = {
        label: count for label, count in labels.items()
        if count >= _FEWEST_TURNS and any(map(re.fullmatch, _SHORT_LABELS, repeat(label)))
        and label not in _NO_GIVEN_NAME and not _is_titled(label)
    }  # fmt: skip
    is_several = len(short) > 1 or max(short.values(), default=0) > _FEWEST_TURNS
    is_usual = is_several and sum(short.values()) > sum(labels.values()) / 2
    numbered = {
        label for label, count in labels.items()
        if count >= _FEWEST_TURNS and NAME_AND_NUMBER.fullmatch(label)
    }  # fmt: skip
    return {*short, *numbered} if is_usual else numbered


def _is_titled(label: str) -> bool:
    code = language_of(label)
    return role_label(f"{label}:", code) is not None or has_title_word(label, code)


def is_called(label: str) -> bool:
    """Tell whether a label is a form of address or an office, with a surname or alone."""
    return bool(_called(label) or _OFFICE_ALONE.fullmatch(label))


def _called(label: str) -> re.Match[str] | None:
    match = _CALLED.fullmatch(label)
    if match is None or (match["office"] and not match["name"].isupper()):
        return None  # Director General: an office alone
    return None if has_title_word(match["name"], EN) else match


def find_called(labels: Mapping[str, int], lines: Iterable[str]) -> dict[str, tuple[Guest, bool]]:
    """Return whom such labels mean, and whether the document names them elsewhere by name.

    labels: with how often each begins a turn; one word that does so again may be part of a name.
    A surname that two labels share is completed for neither; an office that nobody of a name is
    said to hold stands for its bearer.
    """
    printed = list(lines)
    called = {label: match for label in labels if (match := _called(label))}
    surnames = [match["name"].casefold() for match in called.values()]
    guests: dict[str, tuple[Guest, bool]] = {}
    for label, match in called.items():
        surname = match["name"]
        if surnames.count(surname.casefold()) > 1:
            guests[label] = Guest({EN: label}), True
            continue
        behind = match["behind"] or ""
        post = ", ".join(filter(None, ((match["office"] or "").title(), behind)))
        is_land = bool(behind) and is_country_en(behind)
        title, country = ({}, {EN: behind}) if is_land else ({EN: post} if post else {}, {})
        honorific = {EN: match["honorific"]} if match["honorific"] else {}
        name = _complete(surname, printed) or surname
        guests[label] = Guest({EN: name}, title, honorific, country=country), True
    for label, count in labels.items():
        is_capital = label.isupper() and bool(
            _complete(label, printed) or _continue(label, printed)
        )
        if (count >= _FEWEST_TURNS or is_capital) and _SINGLE.fullmatch(label):
            if further := _go_on(label, printed):
                guests[label] = Guest({EN: further}), False
            elif name := _complete(label, printed) or _continue(label, printed):
                guests[label] = Guest({EN: name}), True
        elif alone := _OFFICE_ALONE.fullmatch(label):
            office = alone["office"].title()
            name = _holder(office, printed[:_HEAD_LINES]) or _holder(office, printed)
            role = role_label(f"{office}:", EN)
            guest = Guest(
                {EN: name or label}, {EN: office} if name else {}, role=role.role if role else ""
            )
            guests[label] = guest, bool(name)
    return guests


def _complete(surname: str, lines: Iterable[str]) -> str:
    """Return the one full name of a surname that the lines print, "" for none or several."""
    words = r"\s+".join(map(re.escape, surname.split()))
    pattern = re.compile(rf"((?:[A-ZÀ-Þ][\w’'.-]*\s+){{1,3}})((?i:{words}))\b")
    names = set()
    for line in lines:
        for match in pattern.finditer(line):
            given = list(takewhile(_is_given_name, reversed(match[1].split())))
            # A word all in capitals is no surname but where the name is: Another FUD.
            is_surname = match[2][0].isupper() and not match[2].isupper()
            if given and (is_surname or match[1].isupper()):
                names.add(" ".join([*reversed(given), match[2]]))
    return names.pop() if len(names) == 1 else ""


def _continue(given: str, lines: Iterable[str]) -> str:
    """Return the one full name that begins with a given name, "" for none or several."""
    pattern = re.compile(rf"(?<![A-Za-z’'-]){re.escape(given)}\s+([A-ZÀ-Þ][A-Za-zÀ-ÿ’'-]*[a-z])")
    names = {f"{given} {match[1]}" for line in lines for match in pattern.finditer(line)}
    return names.pop() if len(names) == 1 and all(map(is_name_en, names)) else ""


def _go_on(name: str, lines: Iterable[str]) -> str:
    """Return the full name that goes on behind two of its words, "" where the paper stops there.

    Mehmet Oguz Derin, whom Oguz calls; Wenhe Eric Li. Such a word may also be of the sentence.
    """
    word = r"[A-ZÀ-Þ][A-Za-zÀ-ÿ’'-]*[a-z]"
    pattern = re.compile(
        rf"(?<![\w’'-])(?:(?P<before>{word})\s+)?{re.escape(name)}((?:\s+{word}){{0,2}})(?![\w’'-])"
    )
    names = set()
    for line in lines:
        for match in pattern.finditer(line):
            given = match["before"] or ""
            parts = [*([given] if given and _is_given_name(given) else []), name, *match[2].split()]
            if len(parts) > 1:
                names.add(" ".join(parts))
    full = names.pop() if len(names) == 1 else ""
    is_longer = len(full.split()) > _FEWEST_WORDS and not full.endswith(name)
    return full if is_longer and is_name_en(full) and not has_title_word(full, EN) else ""


def _is_given_name(word: str) -> bool:
    plain = word.strip(".")
    if word.endswith("."):
        return len(plain) == 1  # else the end of a sentence
    if _CONTRACTED.search(plain):
        return False  # I’m Anna
    is_title = plain.casefold() in TITLE_WORDS_EN or _HONORIFIC.fullmatch(word)
    return not is_title and plain not in _NO_GIVEN_NAME and is_name_en(f"{word} Ng")


def _holder(office: str, lines: Iterable[str]) -> str:
    """Return the name behind an office, where the lines print one and no second: President Berg."""
    before = r"(?<!Vice )(?<!Deputy )(?<!Press )(?<!Former )(?<!former )"
    pattern = re.compile(rf"{before}\b{office}\s+((?:[A-ZÀ-Þ][\w’'-]*[a-z]\s?)+)")
    names = [match[1].strip() for line in lines for match in pattern.finditer(line)]
    names = [name for name in names if is_name_en(name) and name.split()[0] not in FIRST_WORDS]
    surnames = {name.split()[-1] for name in names}
    return max(names, key=len) if len(surnames) == 1 else ""

"""The lines of a list of people: several names, two languages, attendance beside a name."""

import re
from dataclasses import dataclass, replace

from forum.core.names import fold, is_han
from forum.reader.attendance_notes import split_note
from forum.reader.event_record import EN, ZH
from forum.reader.shapes.record import name_forms, names, sounds, texts
from forum.reader.shapes.record.lexicon import Lexicon
from forum.reader.shapes.record.names import NameLine
from forum.reader.shapes.record.placeholders import placeholder
from forum.reader.shapes.record.rows import Row
from forum.reader.vocabulary import attendance


@dataclass(frozen=True, slots=True)
class Entry:
    """One person in the list: language code -> what it prints in that language.

    attendance: video, written, in_person, or None where the list does not say;
    note: the list's word for it (视频).
    """

    printed: dict[str, NameLine]
    lines: tuple[int, ...]
    attendance: str | None = None
    note: str = ""

    @property
    def name(self) -> str:
        """The name that findings use: the Chinese one, else the English."""
        named = self.printed.get(ZH) or self.printed[EN]
        return named.name


_MARK = re.compile(
    r"^(?:[•●○◆◇■□▪·*※►▶\-–—]\s*|[（(]\d{1,2}[)）]\s*|\d{1,2}\s*[.、．)）]\s*|[①-⑳]\s*|[一二三四五六七八九十]+、\s*)"
)
_ATTENDANCE = [
    (
        kind,
        re.compile(
            rf"\s*(?:[（(\[【]\s*(?P<in>(?:{words})(?:出席|参会|参加|致[辞词]|发言|连线)?)\s*[)）\]】]|"
            rf"[,，\s]+(?P<out>(?:{words}))$)",
            re.IGNORECASE,
        ),
    )
    for kind, words in attendance.MARKS.items()
]


class EntryReader:
    """Reads one row of a list; knows what the captions print, for entries without a separator."""

    def __init__(self, lexicon: Lexicon, turned: frozenset[str]) -> None:
        self._lexicon = lexicon
        self._turned = turned

    def read(self, row: Row) -> list[Entry]:
        """Return the people of one row, none when no name can be seen in it."""
        text = _MARK.sub("", row.text)
        if len(text) > 400 or (texts.is_prose(text) and len(text) > 80):
            return []
        people = (self._one(part, row) for part in self._people(text, row.language))
        return [entry for entry in people if entry is not None]

    def _people(self, text: str, code: str) -> list[str]:
        """Cut a line that lists several people."""
        parts = [part for part in re.split(r"\s*[；;]\s*", text) if part]
        if len(parts) > 1:
            return [piece for part in parts for piece in self._people(part, code)]
        if code == ZH:
            pieces = texts.split_outside_brackets(text, "、，,")
            if len(pieces) > 1 and all(map(_stands_alone, pieces)):
                return pieces
        return [text]

    def _one(self, text: str, row: Row) -> Entry | None:
        text, attended, note = _without_attendance(text)
        if not note and (beside := split_note(text)).words:
            text, attended, note = beside.text, beside.kind, next(iter(beside.words.values()))
        printed = self._languages(text, row.language or ZH)
        return Entry(printed, (row.number,), attended, note) if printed else None

    def _languages(self, text: str, code: str) -> dict[str, NameLine]:
        if cells := _cells(text):
            return cells
        if both := _bilingual(text):
            parts = {lang: self._named(part, lang) for lang, part in both.items()}
            if all(parts.values()):
                return {lang: named for lang, named in parts.items() if named}
        if interleaved := _interleaved(text):
            return interleaved
        person = self._named(text, code)
        if person is None:
            return {}
        counterpart = (
            {EN if code == ZH else ZH: NameLine(person.other_name)} if person.other_name else {}
        )
        return {code: replace(person, other_name=""), **counterpart}

    def _named(self, text: str, code: str) -> NameLine | None:
        person = names.entry(text, code, self._lexicon, self._turned)
        return None if person is None or placeholder(person.name) else person


def _stands_alone(text: str) -> bool:
    """Tell whether a piece of a line is a person on its own, a bare name or name and title."""
    parts = texts.clean(re.sub(r"[（(][^）)]*[)）]", "", text)).split()
    if len(parts) == 2 and name_forms.has_title_word(parts[1], ZH):
        return name_forms.is_name_zh(parts[0])
    return name_forms.is_name_zh(" ".join(parts))


def _without_attendance(text: str) -> tuple[str, str | None, str]:
    for kind, pattern in _ATTENDANCE:
        if match := pattern.search(text):
            note = match["in"] or match["out"]
            return texts.clean(text[: match.start()] + " " + text[match.end() :]), kind, note
    return text, None, ""


_HALVES = re.compile(
    r"^(?P<zh>[^A-Za-z]*[\u3400-\u9fff][^A-Za-z]*?)\s*(?:[/|｜\t]|\s)\s*"
    r"(?P<en>(?:H\.E\.|[A-Z])[^\u3400-\u9fff]+)$"
)


def _bilingual(text: str) -> dict[str, str] | None:
    """Cut 王芳 某某中心主任 / Wang Fang, Director of … into its two halves."""
    match = _HALVES.match(text)
    if match is None or len(match["en"].split()) < 3 or not re.search(r"[,\t—–:(]", match["en"]):
        return None
    halves = {ZH: match["zh"].rstrip(" /|｜\t　"), EN: match["en"]}
    return halves if name_forms.has_title_word(match["en"], EN) else None


def _cells(text: str) -> dict[str, NameLine] | None:
    """Read a table's row that gives name and title in both languages, each in a cell of its own."""
    cells = [texts.clean(cell) for cell in text.split("\t") if texts.clean(cell)]
    both = {code: [cell for cell in cells if texts.language(cell) == code] for code in (ZH, EN)}
    if not 3 <= len(cells) <= 4 or {len(texts_in) for texts_in in both.values()} - {1, 2}:
        return None
    if not name_forms.is_loose_name_zh(both[ZH][0]) or not name_forms.is_name_en(both[EN][0]):
        return None
    return {code: names.named(name, "".join(title), code) for code, (name, *title) in both.items()}


_RUNS = re.compile(r"[\u3400-\u9fff][^A-Za-z]*|[A-Za-z][^\u3400-\u9fff]*")


def _interleaved(text: str) -> dict[str, NameLine] | None:
    """Read 王芳 Wang Fang 某某中心主任 Director, … where each part stands in both languages."""
    runs = [texts.clean(run).strip(" ,，、/|｜-—–\t") for run in _RUNS.findall(text)]
    if len(runs) not in {3, 4} or not is_han(runs[0]):
        return None
    chinese, english = runs[0], runs[1].strip("()（） ")
    zh_title = runs[2].strip("（） ") if is_han(runs[2]) else ""
    if (
        not name_forms.is_loose_name_zh(chinese)
        or not name_forms.is_name_en(english)
        or len(english.split()) < 2
        or not name_forms.has_title_word(zh_title, ZH)
    ):
        return None
    en_title = runs[3] if len(runs) > 3 else ""
    return {ZH: names.named(chinese, zh_title, ZH), EN: names.named(english, en_title, EN)}


_MOST_LINES = 40  # that a title takes


def continues(text: str, previous_entry: Entry) -> bool:
    """Tell whether a line goes on with the title of the entry before it."""
    code = texts.language(text)
    if code not in previous_entry.printed or len(previous_entry.lines) >= _MOST_LINES:
        return False
    last = previous_entry.printed[code].title
    if code == ZH:
        return bool(re.match(r"^[兼、，及和]", text)) and bool(last)
    return bool(last) and (last.endswith((",", " of", " and", " for", "&")) or text[:1].islower())


def extended(previous_entry: Entry, row: Row) -> Entry:
    """Return the entry with one more line of its title."""
    code = row.language
    named = previous_entry.printed[code]
    longer = replace(named, title=texts.joined([named.title, row.text], code))
    return replace(
        previous_entry,
        printed=previous_entry.printed | {code: longer},
        lines=(*previous_entry.lines, row.number),
    )


def paired(entries: list[Entry]) -> list[Entry]:
    """Unite the Chinese and the English entry of one person within one group.

    By position when both languages name as many in the same order; else by the sound of the names;
    what cannot be paired stays apart.
    """
    chinese = [entry for entry in entries if EN not in entry.printed]
    english = [entry for entry in entries if ZH not in entry.printed]
    if not chinese or not english:
        return entries
    names_zh = [entry.printed[ZH].name for entry in chinese]
    names_en = [entry.printed[EN].name for entry in english]
    if len(chinese) == len(english) and sounds.is_same_order(names_zh, names_en):
        pairs = [
            (entry, again)
            for entry, again, *names in zip(chinese, english, names_zh, names_en, strict=True)
            if sounds.same_person(*names) is not False
        ]
    else:
        pairs = _by_sound(chinese, english)
    united = {
        id(chinese_entry): _united(chinese_entry, partner) for chinese_entry, partner in pairs
    }
    absorbed = {id(partner) for _, partner in pairs}
    return [united.get(id(entry), entry) for entry in entries if id(entry) not in absorbed]


def _by_sound(chinese: list[Entry], english: list[Entry]) -> list[tuple[Entry, Entry]]:
    by_name = {fold(entry.printed[EN].name): entry for entry in english}
    pairs = [
        (entry, by_name.pop(key))
        for entry in chinese
        for key in sounds.pinyin_keys(entry.printed[ZH].name)
        if key in by_name
    ]
    paired_already = {id(entry) for entry, _other in pairs}
    rest = [entry for entry in chinese if id(entry) not in paired_already][: sounds.MOST_HEARD]
    for english_entry in list(by_name.values())[: sounds.MOST_HEARD]:
        name = english_entry.printed[EN].name
        alike = [entry for entry in rest if sounds.same_person(entry.printed[ZH].name, name)]
        if len(alike) == 1:
            rest.remove(alike[0])
            pairs.append((alike[0], english_entry))
    return pairs


def _united(chinese: Entry, english: Entry) -> Entry:
    return Entry(
        chinese.printed | english.printed,
        tuple(sorted({*chinese.lines, *english.lines})),
        chinese.attendance or english.attendance,
        chinese.note or english.note,
    )

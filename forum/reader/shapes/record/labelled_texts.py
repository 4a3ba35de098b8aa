"""Texts that a label names: 环节综述：…, 发言题目（林岚）：…, and the points below 【要点】.

So are answers of offices, about the points or about what somebody said: 发言审定（林岚）：已送审.

They are taken out before the sections are read, so that nothing else makes anything of them.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice, takewhile
from typing import Any, Final

from forum.core.names import fold
from forum.reader.bilingual import language_of
from forum.reader.event_record import (
    EN,
    ZH,
    AppearanceRecord,
    EventRecord,
    Line,
    SessionRecord,
    Text,
)
from forum.reader.shapes.record.name_forms import split_honorific
from forum.reader.vocabulary.table_sheets import (
    APPEARANCE_LABELS,
    CLEARANCES,
    SESSION_LABELS,
    find_code,
)

# What stands before a text, folded -> its field and language. A room may stand without a label.
_FIELDS: Final = {
    label.lower(): (field, language)
    for field, labels in {**SESSION_LABELS, **APPEARANCE_LABELS}.items()
    if field != "room"
    for language, label in labels.items()
} | {
    "会议综述": ("summary", ZH), "演讲题目": ("speech_title", ZH), "报告题目": ("speech_title", ZH),
}  # fmt: skip
_LABELLED: Final = re.compile(
    rf"^\s*(?P<label>{'|'.join(map(re.escape, _FIELDS))})\s*"
    r"(?:[（(](?P<name>[^（）()]{2,60})[)）]\s*)?[:：]\s*(?P<text>\S.*)$",
    re.IGNORECASE,
)
_CLEARANCE: Final = re.compile(
    r"^\s*(?:(?P<zh>要点|发言)审定|Clearance of the (?P<en>key points|remarks))\s*"
    r"(?:[（(](?P<name>[^（）()]{2,60})[)）])?\s*[:：]\s*(?P<text>\S.*)$",
    re.IGNORECASE,
)
# What the label says was answered about, whether it names a guest -> the field.
_ANSWERED: Final = {
    ("要点", False): "key_points_clearance", ("key points", False): "key_points_clearance",
    ("发言", True): "clearance", ("remarks", True): "clearance",
}  # fmt: skip
_KEY_POINTS: Final = re.compile(
    r"(?:[•·●▪■◆◇○▶➢]\s{0,8})?[【\[]?\s{0,8}"
    r"(?:(?P<zh>(?:会议|论坛|活动|环节)?要点)|(?P<en>Key points))"
    r"\s{0,8}[】\]]?\s{0,8}[:：]?",
    re.IGNORECASE,
)
_LIST_MARK: Final = re.compile(
    r"^\s*(?:[•·●▪◆■–—*-]|[（(]?(?:\d{1,2}|[一二三四五六七八九十])[)）.．、])\s*(?=\S)"
)
_OF_SEVERAL_LINES: Final = frozenset({"summary", "key_points"})
# Of points without the mark of a list, where nothing else ends them.
_MOST_UNMARKED: Final = 5


@dataclass(frozen=True, slots=True)
class LabelledText:
    """A labelled line. field: of the event, the session, or the guest who is named; "" of none.

    name: of the guest whom it is about, "" for nobody.
    """

    line: int
    language: str
    text: str
    field: str = "summary"
    name: str = ""


def take_labelled_texts(
    lines: Sequence[Line],
) -> tuple[tuple[Line, ...], tuple[LabelledText, ...]]:
    """Return the lines, those with such a label as blank ones, and what the labels name."""
    labelled = {line.number: text for line in lines if (text := _read(line))}
    points = dict(_read_key_points(lines))
    labelled |= {number: text for number, text in points.items() if text}
    rest = tuple(
        replace(line, text="") if line.number in {*labelled, *points} else line for line in lines
    )
    return rest, tuple(labelled.values())


def _read_key_points(lines: Sequence[Line]) -> Iterator[tuple[int, LabelledText | None]]:
    """Yield the number of each heading of key points and, with its text, that of each point."""
    for place, line in enumerate(lines):
        match = _KEY_POINTS.fullmatch(line.text.strip())
        points = _points_below(lines[place + 1 :]) if match else []
        if match and points:
            language = ZH if match["zh"] else EN
            yield line.number, None
            for point in points:
                text = _LIST_MARK.sub("", point.text).strip()
                yield point.number, LabelledText(point.number, language, text, "key_points")


def _points_below(lines: Sequence[Line]) -> list[Line]:
    """Return the points: lines with a list's mark, else up to what looks otherwise."""
    first = next((line for line in lines if line.text.strip()), None)
    if first is None or _opens_section(first):
        return []
    below = lines[lines.index(first) :]
    if mark := _list_mark(first):
        # Headings may be marked too, in another way.
        marked = takewhile(lambda line: not line.text.strip() or _list_mark(line) == mark, below)
        return [line for line in marked if line.text.strip()]
    alike = takewhile(
        lambda line: (
            line.text.strip() and not _opens_section(line) and line.look.style == first.look.style
        ),
        below,
    )
    return [*islice(alike, _MOST_UNMARKED)]


def _list_mark(line: Line) -> str:
    """Return the mark of a point, "1" for every number, "" without one."""
    match = _LIST_MARK.match(line.text)
    mark = match[0].strip() if match else ""
    return "1" if len(mark) > 1 else mark


def _opens_section(line: Line) -> bool:
    is_heading = bool(line.heading) or line.text.lstrip().startswith(("【", "["))
    return is_heading or bool(_KEY_POINTS.match(line.text))


def _read(line: Line) -> LabelledText | None:
    if match := _CLEARANCE.match(line.text):
        return _read_answer(line, match)
    match = _LABELLED.match(line.text)
    if match is None:
        return None
    field, language = _FIELDS[match["label"].lower()]
    name = match["name"] or ""
    if bool(name) != (field in APPEARANCE_LABELS):
        return None
    return LabelledText(line.number, language, match["text"].strip(), field, name.strip())


def _read_answer(line: Line, match: re.Match[str]) -> LabelledText:
    """Return what an office answered; words that are no answer are nobody's.

    Nor is an answer about the key points of a guest, or about the words of nobody.
    """
    language = ZH if match["zh"] else EN
    name = (match["name"] or "").strip()
    noun = match["zh"] or match["en"].lower()
    field = _ANSWERED.get((noun, bool(name)), "")
    try:
        return LabelledText(
            line.number, language, find_code(CLEARANCES, match["text"]), field, name
        )
    except ValueError:
        return LabelledText(line.number, language, match["text"], "")


def add_labelled_texts(
    record: EventRecord, texts: Sequence[LabelledText]
) -> tuple[EventRecord, set[int]]:
    """Return a record with the texts in the sessions below whose headings they stand.

    Key points above every session are the event's. With it come the lines of the texts that find
    no owner.
    """
    unplaced = set()
    for text in texts:
        session = find_session_above(record, text.line)
        if session is None and text.field.startswith("key_points"):
            record = _with_text(record, text)
        elif session is None or not text.field:
            unplaced.add(text.line)
        elif not text.name:
            record = replace(record, sessions=tuple(
                _with_text(part, text) if part is session else part for part in record.sessions
            ))  # fmt: skip
        else:
            speaking = [part for part in record.appearances if _speaks(record, part, session, text)]
            unplaced.update([] if speaking else [text.line])
            record = replace(record, appearances=tuple(
                _with_text(part, text) if part in speaking else part
                for part in record.appearances
            ))  # fmt: skip
    return record, unplaced


def find_session_above(record: EventRecord, line: int) -> SessionRecord | None:
    """Return the session below whose heading a line stands."""
    above = [
        (max(number for number in session.lines if number <= line), session)
        for session in record.sessions
        if any(number <= line for number in session.lines)
    ]
    session = max(above, key=lambda pair: pair[0])[1] if above else None
    return None if session and _is_only_listed_above(record, session, line) else session


def _is_only_listed_above(record: EventRecord, session: SessionRecord, line: int) -> bool:
    """Tell whether a session's heading above a line is the list's, its section further below."""
    further = min((number for number in session.lines if number > line), default=0)
    return any(
        line < number < further for part in record.sessions if part is not session
        for number in part.lines
    )  # fmt: skip


def _with_text[Owner: EventRecord | SessionRecord | AppearanceRecord](
    owner: Owner, text: LabelledText
) -> Owner:
    """Return a record or part with a text, behind earlier lines of one that may have several."""
    stored: Text = getattr(owner, text.field)
    earlier = stored.get(text.language) if text.field in _OF_SEVERAL_LINES else None
    lines = filter(None, (earlier, text.text))
    # Any: no checker knows fields that a string names.
    fields: Any = {text.field: {**stored, text.language: "\n".join(lines)}}
    return replace(owner, **fields)


def _speaks(
    record: EventRecord, appearance: AppearanceRecord, session: SessionRecord, text: LabelledText
) -> bool:
    person = next(part for part in record.people if part.key == appearance.person)
    names = {fold(name) for name in person.name.values()}
    name, _honorific = split_honorific(text.name, language_of(text.name))
    return appearance.session == session.key and not names.isdisjoint(map(fold, (text.name, name)))

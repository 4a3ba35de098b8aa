"""The cover of a record that this site wrote: its styles say which lines are title and forum.

What they say is put as a label, or taken out, before anything is made of the words.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from forum.reader.event_record import EN, ZH, EventRecord, Line, ParentRecord
from forum.reader.shapes.record import forums, texts
from forum.reader.vocabulary.record_styles import TITLE, RecordStyle

_LABELS: Final = {
    TITLE: {ZH: "论坛名称：", EN: "Forum title: "},
    RecordStyle.FORUM: {ZH: "主论坛：", EN: "Part of: "},
}

_SUB_FORUM: Final = {
    ZH: re.compile("“(?P<title>.+)”分论坛"),
    EN: re.compile("“(?P<title>.+)” Sub-Forum"),
}


def label_cover(lines: Iterable[Line]) -> Iterator[Line]:
    """Yield the lines, a title and a forum behind a label, those of the series blank."""
    for line in lines:
        labels = _LABELS.get(line.states)
        if line.states == RecordStyle.SERIES:
            yield replace(line, text="")
        elif labels and line.text.strip():
            yield replace(line, text=f"{labels[_language(line)]}{line.text.strip()}")
        else:
            yield line


def add_stated(record: EventRecord, lines: Sequence[Line]) -> EventRecord:
    """Return a record with what its lines state: title, sub-forum or not, series.

    The series of an event that stands below another one is that one's.
    """
    titles = [line for line in lines if line.states == TITLE and line.text.strip()]
    series = [line for line in lines if line.states == RecordStyle.SERIES and line.text.strip()]
    if titles:
        record = _with_titles(record, titles)
    return replace(record, parent=_series(series)) if series and not record.parent else record


def _with_titles(record: EventRecord, lines: Sequence[Line]) -> EventRecord:
    """Return a record with its titles, which are as printed but for what says sub-forum."""
    title, kind = dict(record.title), "main_forum" if record.kind == "main_forum" else "event"
    for line in lines:
        code, text = _language(line), line.text.strip()
        if match := _SUB_FORUM[code].fullmatch(text):
            kind = "sub_forum"
        title[code] = match["title"] if match else text
    return replace(record, title=title, kind=kind)


def _series(lines: Sequence[Line]) -> ParentRecord:
    names = {_language(line): forums.named(line.text.strip(), _language(line)) for line in lines}
    short = next((name.short for name in names.values() if name.short), None)
    numbers = tuple(line.number for line in lines)
    return ParentRecord({code: name.name for code, name in names.items()}, None, short, numbers)


def _language(line: Line) -> str:
    return texts.language(line.text) or ZH

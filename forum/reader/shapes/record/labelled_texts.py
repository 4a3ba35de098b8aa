"""Texts below a section's heading that a label names: 环节综述：…, 发言题目（林岚）：…

They are taken out before the sections are read, so that nothing else makes anything of them.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from forum.core.names import fold
from forum.reader.event_record import EN, ZH, AppearanceRecord, EventRecord, Line, SessionRecord

_SUMMARY: Final = re.compile(
    r"^\s*(?:(?P<zh>环节综述|会议综述)|(?P<en>Session summary))\s*[:：]\s*(?P<text>\S.*)$",
    re.IGNORECASE,
)
_SPEECH_TITLE: Final = re.compile(
    r"^\s*(?:(?P<zh>(?:发言|演讲|报告)题目)|(?P<en>Title of the speech))\s*"
    r"[（(](?P<name>[^（）()]{2,60})[)）]\s*[:：]\s*(?P<text>\S.*)$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class LabelledText:
    """A labelled line. name: of the guest whose speech has this title, "" for a summary."""

    line: int
    language: str
    text: str
    name: str = ""


def take_labelled_texts(
    lines: Sequence[Line],
) -> tuple[tuple[Line, ...], tuple[LabelledText, ...]]:
    """Return the lines, those with such a label as blank ones, and what the labels name."""
    labelled = {line.number: text for line in lines if (text := _read(line))}
    rest = tuple(replace(line, text="") if line.number in labelled else line for line in lines)
    return rest, tuple(labelled.values())


def _read(line: Line) -> LabelledText | None:
    match = _SUMMARY.match(line.text) or _SPEECH_TITLE.match(line.text)
    if match is None:
        return None
    language = ZH if match["zh"] else EN
    name = match.groupdict().get("name") or ""
    return LabelledText(line.number, language, match["text"].strip(), name.strip())


def add_labelled_texts(record: EventRecord, texts: Sequence[LabelledText]) -> EventRecord:
    """Return a record with the texts in the sessions below whose headings they stand."""
    for text in texts:
        session = _session_above(record, text.line)
        if session is None:
            continue
        if not text.name:
            record = replace(record, sessions=tuple(
                _summed_up(part, text) if part is session else part for part in record.sessions
            ))  # fmt: skip
        else:
            record = replace(record, appearances=tuple(
                _entitled(part, text) if _speaks(record, part, session, text) else part
                for part in record.appearances
            ))  # fmt: skip
    return record


def _session_above(record: EventRecord, line: int) -> SessionRecord | None:
    above = [
        (max(number for number in session.lines if number <= line), session)
        for session in record.sessions
        if any(number <= line for number in session.lines)
    ]
    return max(above, key=lambda pair: pair[0])[1] if above else None


def _summed_up(session: SessionRecord, text: LabelledText) -> SessionRecord:
    lines = filter(None, (session.summary.get(text.language), text.text))
    return replace(session, summary={**session.summary, text.language: "\n".join(lines)})


def _entitled(appearance: AppearanceRecord, text: LabelledText) -> AppearanceRecord:
    return replace(appearance, speech_title={**appearance.speech_title, text.language: text.text})


def _speaks(
    record: EventRecord, appearance: AppearanceRecord, session: SessionRecord, text: LabelledText
) -> bool:
    person = next(part for part in record.people if part.key == appearance.person)
    names = {fold(name) for name in person.name.values()}
    return appearance.session == session.key and fold(text.name) in names

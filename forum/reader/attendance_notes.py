"""What stands in brackets behind a person and is no title: （视频）, (by video), （代表李四）."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from forum.reader.bilingual import language_of
from forum.reader.event_record import Text
from forum.reader.vocabulary import attendance

_LAST_BRACKET: Final = re.compile(r"\s*[（(](?P<inner>[^（()）]+)[)）]\s*$")
_COMMA: Final = re.compile(r"\s*[，,；;]\s*")
_WORDS: Final = {
    "video": (attendance.VIDEO_ZH, attendance.VIDEO_EN),
    "written": (attendance.WRITTEN_ZH, attendance.WRITTEN_EN),
    "in_person": (attendance.IN_PERSON_ZH,),
}
_KINDS: Final = {
    kind: re.compile("|".join((mark, *_WORDS[kind])), re.IGNORECASE)
    for kind, mark in attendance.MARKS.items()
}
_ABSENT: Final = re.compile(attendance.ABSENT, re.IGNORECASE)
_CLAUSE: Final = re.compile(r"\s*[，,；;。]\s*")
_CAUSE: Final = re.compile(r"^因[^，。]{1,10}?(?=请假|缺席|取消)")
_ASIDE: Final = re.compile(attendance.ASIDE, re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class AttendanceNote:
    """A person's text without its note. kind: as in an appearance; words: the document's own."""

    text: str
    kind: str | None = None
    words: Text = field(default_factory=dict)


def split_note(text: str) -> AttendanceNote:
    """Return a text without what its last bracket says of how, or for whom, somebody came."""
    bracket = _LAST_BRACKET.search(text)
    if bracket is None:
        return AttendanceNote(text)
    parts = _COMMA.split(bracket["inner"].strip())
    notes = [part for part in parts if find_attendance(part) or _ASIDE.fullmatch(part)]
    if parts[-len(notes) :] != notes or not notes:
        return AttendanceNote(text)
    title = bracket["inner"][: bracket["inner"].rindex(notes[0])].strip(" ，,；;")
    rest = text[: bracket.start()] + (f"（{title}）" if title else "")
    kinds = (find_attendance(part) for part in notes)
    words = bracket["inner"][bracket["inner"].rindex(notes[0]) :].strip()
    return AttendanceNote(rest, next(filter(None, kinds), None), {language_of(words): words})


def find_attendance(text: str) -> str | None:
    """Return how somebody takes part, where a text says nothing else."""
    text = text.strip()
    return next((kind for kind, words in _KINDS.items() if words.fullmatch(text)), None)


def find_absence(cells: Iterable[str]) -> str:
    """Return the words of a cell that say that somebody is not coming, "" for none."""
    clauses = (_CAUSE.sub("", clause) for text in cells for clause in _CLAUSE.split(text))
    return next(filter(_ABSENT.fullmatch, clauses), "")

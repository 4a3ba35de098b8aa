"""Minutes of several meetings in one paper: each with its time, who was there, and conclusions."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, time
from typing import Final

from forum.reader.bilingual import language_of
from forum.reader.event_record import ZH
from forum.reader.guest_cells import Guest
from forum.reader.prose.sentences import ProseParagraph
from forum.reader.reading import Certainty
from forum.reader.record_draft import RecordDraft
from forum.reader.shapes.record import dates
from forum.reader.shapes.record.name_forms import is_name_zh
from forum.reader.vocabulary.list_marks import BULLETS

# （第一次工作会议时间：2031/5/6 10:00）
_MEETING: Final = re.compile(
    r"[（(]?\s*(?P<name>[^（()）：:，。]{1,24}?(?:会议|会))(?:会议)?时间\s*[:：]\s*"
    r"(?P<when>\d{4}\s*[-/.年][^（()）：:，。]{3,16}?)\s+(?P<hour>\d{1,2})[:：](?P<minute>\d{2})\s*[)）]?"
)
_ATTENDING: Final = re.compile(r"(?:出席|列席|与会|参会)(?:人员|者|名单)?\s*[:：]?")
_CONCLUDED: Final = re.compile(r"(?:会议)?(?:结论|决议|决定|纪要|内容|讨论事项)\s*[:：]?")
# • 潮汐局 林岚 / 王芳
_HOUSE_AND_NAMES: Final = re.compile(
    rf"^\s*(?:[{BULLETS}]\s*)?(?:(?P<house>\S.{{0,30}}?)\s+)?"
    r"(?P<names>[\u3400-\u9fff]{2,4}(?:\s*[/／、]\s*[\u3400-\u9fff]{2,4})*)\s*$"
)
_NAME_MARK: Final = re.compile(r"\s*[/／、]\s*")
_FEWEST: Final = 2
_LAST_HOUR: Final = 23
_LAST_MINUTE: Final = 59


@dataclass(slots=True)
class Meeting:
    """One of several meetings. start: None where the hour cannot be; content: the lines below."""

    heading: ProseParagraph
    name: str
    day: date
    start: time | None
    content: list[ProseParagraph] = field(default_factory=list)


def find_meetings(paragraphs: Sequence[ProseParagraph]) -> list[Meeting]:
    """Return the meetings that lines head with their times, none where there are not several."""
    meetings: list[Meeting] = []
    for paragraph in paragraphs:
        if meeting := _read_heading(paragraph):
            meetings.append(meeting)
        elif meetings:
            meetings[-1].content.append(paragraph)
    return meetings if len(meetings) >= _FEWEST else []


def _read_heading(paragraph: ProseParagraph) -> Meeting | None:
    match = _MEETING.fullmatch(paragraph.line.text.strip())
    days = dates.find(match["when"]) if match else None
    if match is None or days is None or days.start is None:
        return None
    hour, minute = int(match["hour"]), int(match["minute"])
    start = time(hour, minute) if hour <= _LAST_HOUR and minute <= _LAST_MINUTE else None
    return Meeting(paragraph, match["name"], days.start, start)


def read_meetings(draft: RecordDraft, meetings: Sequence[Meeting]) -> None:
    """Add a session for each meeting with those who were there, and what was concluded."""
    days = [meeting.day for meeting in meetings]
    numbers = [meeting.heading.number for meeting in meetings]
    draft.set_fact("start_date", min(days), numbers, Certainty.LIKELY)
    draft.set_fact("end_date", max(days), numbers, Certainty.LIKELY)
    seen: set[tuple[str, date, time | None]] = set()
    for meeting in meetings:
        lines = [meeting.heading.number]
        place = (meeting.name, meeting.day, meeting.start)
        if place in seen:  # the paper gives two meetings one name and time
            draft.notebook.warn("not_understood", meeting.name, lines, text=meeting.heading.text)
        seen.add(place)
        key = draft.add_session(
            "other", lines=lines, title={ZH: meeting.name}, day=meeting.day, start=meeting.start
        )
        _read_content(draft, key, meeting)


def _read_content(draft: RecordDraft, session: str, meeting: Meeting) -> None:
    is_attendance = is_conclusion = False
    told: list[tuple[int, str]] = []
    for paragraph in meeting.content:
        text = paragraph.line.text.strip()
        if _ATTENDING.fullmatch(text) or _CONCLUDED.fullmatch(text):
            is_attendance = bool(_ATTENDING.fullmatch(text))
            is_conclusion = not is_attendance
            draft.account.furniture.add(paragraph.number)
        elif is_attendance:
            _seat_listed(draft, session, paragraph)
        elif is_conclusion:
            told.append((paragraph.number, text))
    draft.add_summary(session, told)


def _seat_listed(draft: RecordDraft, session: str, paragraph: ProseParagraph) -> None:
    """Let those attend whom a line names behind their house; say so where it names nobody."""
    lines = [paragraph.number]
    guests = list(_read_house(paragraph.line.text))
    if not guests:
        draft.notebook.warn_of_words(paragraph.text, lines)
    for guest in guests:
        person = draft.add_guest(guest, lines)
        draft.add_appearance(person, session, "attendee", guest.title, lines)


def _read_house(text: str) -> Iterator[Guest]:
    """Yield the people of a line, all of one house, unless one of them is no name."""
    match = _HOUSE_AND_NAMES.match(text)
    names = _NAME_MARK.split(match["names"]) if match else []
    if match and all(map(is_name_zh, names)):
        house = (match["house"] or "").rstrip("：: ")
        for name in names:
            yield Guest({ZH: name}, {language_of(house): house} if house else {})

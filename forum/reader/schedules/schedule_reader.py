"""The talks of a schedule as a record: sessions, who takes part, and what the site cannot hold."""

import re
from collections.abc import Iterator
from datetime import datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo, available_timezones

from forum.reader.bilingual import language_of
from forum.reader.document import Document
from forum.reader.errors import DocumentError
from forum.reader.event_record import ZH, Scope, Text
from forum.reader.finished_draft import finish_draft
from forum.reader.formats import XML_SCHEDULE
from forum.reader.reading import Certainty, Reading, Shape
from forum.reader.record_draft import RecordDraft
from forum.reader.schedules.schedule_json import parse_schedule_json
from forum.reader.schedules.schedule_xml import parse_schedule_xml
from forum.reader.schedules.talks import MOST_TALKS, FileTalk, ScheduleGuest, TalkSchedule
from forum.reader.vocabulary.roles import GUEST_ROLES, usual_role

# The zone that events have unless told.
_USUAL_ZONE: Final = "Asia/Shanghai"
_ENGLISH: Final = re.compile(r"eng?(?:\b|_)", re.IGNORECASE)
_CHINESE: Final = re.compile(r"(?:zh|cmn|cn)(?:[-_](?:cn|sg|hans)\b.*)?\Z", re.IGNORECASE)
_OWN_SLUG: Final = re.compile(r"[a-z0-9]+-session-(?P<slug>[a-z0-9]+(?:-[a-z0-9]+)*)\Z")
# What programs call a talk -> kind of session; the site's own words stand for themselves.
_KINDS: Final = {
    "opening": "opening", "keynote": "keynote", "launch": "launch", "discussion": "discussion",
    "panel": "discussion", "podium": "discussion", "roundtable": "roundtable",
    "dialogue": "dialogue", "signing": "signing", "award": "award", "break": "break",
    "pause": "break", "lunch": "break", "closing": "closing",
}  # fmt: skip
_ROLES: Final = frozenset(GUEST_ROLES)


def read_schedule(document: Document) -> Reading:
    """Read a file that ``document`` took for a schedule; raise DocumentError."""
    try:
        return _ScheduleReader(document, parse_schedule(document)).read()
    except DocumentError as error:
        raise error.about(document.source) from error.__cause__


def parse_schedule(document: Document) -> TalkSchedule:
    if document.format == XML_SCHEDULE:
        schedule = parse_schedule_xml(document.path.read_bytes())
    else:
        schedule = parse_schedule_json("\n".join(line.text for line in document.lines))
    if not schedule.talks:
        raise DocumentError("schedule_empty")
    if len(schedule.talks) > MOST_TALKS:
        raise DocumentError("too_many_sections", found=len(schedule.talks), most=MOST_TALKS)
    return schedule


def find_column(tag: str, words: str) -> str:
    """Return the language whose column takes a title, "" where none does.

    tag: as the file writes it. Han script that is not said to be of another language is Chinese,
    whatever the talk is held in.
    """
    written = language_of(words)
    if not tag:
        return written
    if _CHINESE.match(tag):
        return ZH
    if _ENGLISH.match(tag):
        return written
    return ""


class _ScheduleReader:
    def __init__(self, document: Document, schedule: TalkSchedule) -> None:
        self._draft = RecordDraft(document)
        self._schedule = schedule
        self._text = [line.text for line in document.lines]
        self._zone = schedule.zone if schedule.zone in available_timezones() else ""

    def read(self) -> Reading:
        draft = self._draft
        # The file is markup: all of it was read, and what has no column is said apart.
        draft.account.furniture.update(line.number for line in draft.document.lines)
        if title := self._schedule.title:
            certainty = Certainty.CERTAIN
            draft.set_fact("title", {language_of(title): title}, self._lines(title), certainty)
        self._read_days()
        talks = sorted(self._schedule.talks, key=lambda talk: str(talk.hours.starts_at or "~"))
        for talk in talks:
            self._read_talk(talk)
        self._say_what_has_no_column()
        return finish_draft(draft, Shape.PROGRAMME, Scope.SCHEDULE)

    def _read_days(self) -> None:
        starts = [talk.hours.starts_at for talk in self._schedule.talks]
        days = [self._wall(moment).date() for moment in starts if moment]
        first, last = (
            self._wall(moment).date() if moment else None
            for moment in (self._schedule.starts_at, self._schedule.ends_at)
        )
        first, last = first or min(days, default=None), last or max(days, default=None)
        if first and last and last >= first:
            self._draft.set_fact("start_date", first, [1], Certainty.CERTAIN)
            self._draft.set_fact("end_date", last, [1], Certainty.CERTAIN)

    def _read_talk(self, talk: FileTalk) -> None:
        lines = self._lines(talk.mark)
        kind = _KINDS.get(talk.kind.casefold(), "other")
        starts_at = self._wall(talk.hours.starts_at) if talk.hours.starts_at else None
        titles = self._find_titles(talk, lines)
        key = self._draft.add_session(
            kind,
            lines=lines,
            title=titles,
            topic=self._find_topic(talk, titles),
            day=starts_at.date() if starts_at else None,
            start=starts_at.time() if starts_at else None,
            end=find_end(starts_at, talk.hours.minutes),
            room={language_of(talk.room): talk.room} if talk.room else {},
            key=self._find_key(talk),
        )
        for words in talk.hours.unread:
            self._draft.notebook.warn("not_understood", words, lines, "hours", text=words)
        for guest in talk.guests:
            self._add_guest(guest, key, kind, lines)

    def _find_titles(self, talk: FileTalk, lines: list[int]) -> Text:
        titles: dict[str, str] = {}
        for tag, words in talk.titles.items():
            if column := find_column(tag, words):
                titles.setdefault(column, words)
            else:
                self._draft.notebook.warn(
                    "not_understood", words, lines, "language", text=words, language=tag
                )
        return titles

    def _find_topic(self, talk: FileTalk, titles: Text) -> Text:
        """Return the label that a file of this site has for its subtitle: 主题一."""
        is_label = self._is_own and talk.subtitle and len(talk.subtitle) <= 60
        code = language_of(talk.subtitle) if is_label else ""
        return {code: talk.subtitle} if code in titles else {}

    @property
    def _is_own(self) -> bool:
        """Whether this site wrote the file: then its sessions' addresses stand in it."""
        return self._schedule.generator == "forum-record"

    def _find_key(self, talk: FileTalk) -> str:
        own = _OWN_SLUG.match(talk.slug) if self._is_own else None
        return own["slug"] if own else ""

    def _add_guest(self, guest: ScheduleGuest, session: str, kind: str, lines: list[int]) -> None:
        title = {language_of(guest.title): guest.title} if guest.title else {}
        person = self._draft.add_person({language_of(guest.name): guest.name}, title, lines)
        is_stated = guest.role in _ROLES
        role = guest.role if is_stated else usual_role(kind)
        self._draft.add_appearance(person, session, role, title, lines, is_role_stated=is_stated)

    def _say_what_has_no_column(self) -> None:
        notebook = self._draft.notebook
        abstracts = sum(1 for talk in self._schedule.talks if talk.abstract)
        if abstracts:
            notebook.note("not_understood", "abstract", (), "abstracts", count=abstracts)
        if self._zone and self._zone != _USUAL_ZONE:
            notebook.warn("not_understood", self._zone, (), "zone", zone=self._zone)

    def _wall(self, moment: datetime) -> datetime:
        """Return the wall time of a moment: in the schedule's zone, as written without one."""
        if moment.tzinfo and self._zone:
            moment = moment.astimezone(ZoneInfo(self._zone))
        return moment.replace(tzinfo=None, second=0, microsecond=0)

    def _lines(self, mark: str) -> list[int]:
        """Return the first line that a mark stands in, the file's first where none does."""
        return [next(self._places(mark), 1)]

    def _places(self, mark: str) -> Iterator[int]:
        if mark:
            yield from (number for number, text in enumerate(self._text, 1) if mark in text)


def find_end(starts_at: datetime | None, minutes: int) -> time | None:
    """Return the time of day at which a talk ends, None where it is unknown or of the next day."""
    if starts_at is None or not minutes:
        return None
    ends_at = starts_at + timedelta(minutes=minutes)
    return ends_at.time() if ends_at.date() == starts_at.date() else None

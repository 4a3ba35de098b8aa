"""What both files say of a published programme, in the active language."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Final

from django.utils.translation import gettext

from forum.core.content import column, language_codes
from forum.core.control_characters import printable
from forum.core.record_names import name_of
from forum.core.richtext import to_text
from forum.core.translated import Translated, html_lang, in_language, translated
from forum.exports.permanent_ids import stable_uuid
from forum.localization.text_marks import list_reservations
from sessions_app.models import Appearance, Event, Session

_LETTERS: Final = re.compile(r"[^a-z]+")


@dataclass(frozen=True, slots=True)
class ScheduledPerson:
    """number: the key; title: as of the event; role: as ``Appearance.Role`` has it."""

    number: int
    guid: str
    name: str
    title: str
    role: str
    path: str


@dataclass(frozen=True, slots=True)
class ScheduledTalk:
    """One session. language: BCP 47 tag of the title; path: of its page; abstract: plain text.

    recordings: where it is watched, and the file of the site's own, whose address may lack the
    site's.
    """

    number: int
    guid: str
    slug: str
    title: str
    subtitle: str
    kind: str
    track: str
    track_slug: str
    start: datetime
    end: datetime
    room: str
    room_guid: str
    language: str
    abstract: str
    recordings: tuple[str, ...]
    path: str
    persons: tuple[ScheduledPerson, ...]

    @property
    def duration(self) -> str:
        """Hours and minutes, at most 99:59: 01:30."""
        minutes = int((self.end - self.start).total_seconds()) // 60
        return f"{minutes // 60:02}:{minutes % 60:02}"


@dataclass(frozen=True, slots=True)
class ScheduledDay:
    """index: from 1. talks: in the programme's order."""

    index: int
    day: date
    talks: tuple[ScheduledTalk, ...]

    @property
    def start(self) -> datetime:
        return min(talk.start for talk in self.talks)

    @property
    def end(self) -> datetime:
        return max(talk.end for talk in self.talks)

    def by_room(self) -> dict[str, list[ScheduledTalk]]:
        """Return the talks room by room, the rooms in the order of their first talks."""
        rooms: dict[str, list[ScheduledTalk]] = {}
        for talk in self.talks:
            rooms.setdefault(talk.room, []).append(talk)
        return rooms


@dataclass(frozen=True, slots=True)
class Schedule:
    """acronym: letters and figures, a letter first, four or more; version: the record's state."""

    title: str
    acronym: str
    version: str
    time_zone: str
    color: str
    path: str
    days: tuple[ScheduledDay, ...]

    @property
    def talks(self) -> list[ScheduledTalk]:
        return [talk for day in self.days for talk in day.talks]


def has_hours(sessions: Iterable[Session]) -> bool:
    """Tell whether each session has a day, a start and an end: else no file would be valid."""
    rows = list(sessions)
    return bool(rows) and all(
        session.start and session.end and session.day_held for session in rows
    )


def compose_schedule(event: Event, sessions: list[Session]) -> Schedule:
    """Return a programme whose sessions ``has_hours``.

    event: of a queryset ``with_last_change``; sessions: public ones ``with_appearances``.
    """
    acronym = make_acronym(event)
    talks = [make_talk(session, event, acronym) for session in sessions]
    talks.sort(key=lambda talk: talk.start)
    days = groupby(talks, lambda talk: talk.start.date())
    return Schedule(
        title=printable(translated(event, "title").value),
        acronym=acronym,
        version=f"{event.changed_at:%Y-%m-%dT%H:%M:%SZ}",
        time_zone=event.time_zone,
        color=event.accent or "#8c2f22",
        path=event.get_absolute_url(),
        days=tuple(
            ScheduledDay(index, day, tuple(rows)) for index, (day, rows) in enumerate(days, 1)
        ),
    )


def make_acronym(event: Event) -> str:
    """Return hqf2023: the series' abbreviation in Latin letters, else “forum”, and the year."""
    parent = event.public_parent
    series = event.public_series or (parent and parent.public_series)
    names = [in_language(series, "abbreviation", code).value for code in language_codes() if series]
    letters = next(filter(None, (_LETTERS.sub("", name.lower()) for name in names)), "forum")
    return f"{letters}{event.starts_on:%Y}" if event.starts_on else f"{letters}forum"


def make_talk(session: Session, event: Event, acronym: str) -> ScheduledTalk:
    session.event = event
    title, subtitle = name_session(session)
    heading = translated(session, "heading").value or str(session.get_kind_display())
    room = translated(session, "room").value or translated(event, "venue").value
    original = next(
        (value for code in language_codes() if (value := getattr(session, column("room", code)))),
        "",
    )
    own = session.public_recording
    return ScheduledTalk(
        number=session.pk,
        guid=str(stable_uuid(session)),
        slug=f"{acronym}-session-{session.slug}",
        title=printable(title.value),
        subtitle=printable(subtitle),
        kind=session.kind,
        track=printable(heading),
        track_slug=session.kind,
        start=session.moment(session.start),
        end=session.moment(session.end),
        room=printable(room) or gettext("Room not stated"),
        room_guid=str(stable_uuid(event, "room", original)),
        language=html_lang(title.language),
        abstract=list_remarks(session, str(event.get_standing_display())),
        recordings=tuple(filter(None, (session.recording_url, own.url if own else ""))),
        path=session.get_absolute_url(),
        persons=tuple(map(make_person, session.public_appearances)),
    )


def name_session(session: Session) -> tuple[Translated, str]:
    """Return what a session is called, and its label, or what it is a part of."""
    label = translated(session, "label").value
    if not label and translated(session, "title"):
        label = translated(session, "heading").value
    return name_of(session), label


def list_remarks(session: Session, reservation: str) -> str:
    """Return what was said, in plain text: the speaker's name before each.

    reservation: what must be known of all of it, "" for nothing.
    """
    lines = [
        f"{name_speaker(row, words)}: {to_text(words.value)}"
        for row in session.public_appearances
        if (words := translated(row, "remarks"))
    ]
    return printable("\n\n".join(filter(None, [reservation, *lines])))


def name_speaker(row: Appearance, words: Translated) -> str:
    """Return who said some words, with what a reader must know of them in brackets."""
    name = translated(row.person, "name").value
    reservations = " · ".join(list_reservations(row, words.language))
    return f"{name} [{reservations}]" if reservations else name


def make_person(row: Appearance) -> ScheduledPerson:
    person = row.person
    return ScheduledPerson(
        number=person.pk,
        guid=str(stable_uuid(person)),
        name=printable(translated(person, "name").value),
        title=printable(translated(row, "title").value),
        role=row.role,
        path=person.get_absolute_url() if person.is_public else "",
    )

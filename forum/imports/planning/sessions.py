"""The sessions of an event."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import replace
from datetime import time
from typing import Any

from django.utils.translation import gettext, override

from forum.core.columns import field_texts
from forum.core.content import column, language_codes
from forum.core.names import fold
from forum.history.import_plan import FieldChange
from forum.imports.planning.columns import first_text, part_columns, text_columns
from forum.imports.planning.field_comparison import stored_value
from forum.imports.planning.plan_builder import PlanBuilder
from forum.imports.planning.protocol_order import plan_order
from forum.imports.planning.record_plan import Ref, Value
from forum.imports.planning.row_matching import DocumentItem, Trait, match_rows
from forum.imports.planning.session_days import SessionDays
from forum.imports.usual_words import HEADINGS, without_usual_words
from forum.reader.event_record import LANGUAGES, Finding, Level, Scope, SessionRecord, Text
from sessions_app.models import Session


def plan_sessions(
    builder: PlanBuilder, event: Ref, rows: Sequence[Session], days: SessionDays
) -> Mapping[str, Ref]:
    """Take the sessions into the plan; return key of the record -> session."""
    sessions = builder.record.sessions
    if builder.record.scope is Scope.GUESTS:
        stored = {row.slug: row for row in rows}
        # One that is stated with its title is the list's own.
        return {
            session.key: _refer_to(builder, session.key, stored[session.key])
            if session.key in stored
            else _plan_session(builder, event, session, None, days)
            for session in sessions
            if session.key in stored or session.title
        }
    event_row = builder.changes[event].row
    items = [
        DocumentItem(
            session.key,
            days.identities[session.key],
            (days.identities[session.key], *_list_traits_of(session, days)),
        )
        for session in sessions
    ]
    matches = match_rows(items, rows, builder.previous, _list_traits(days))
    refs = {
        session.key: _plan_session(
            builder, event, _without_stand_ins(builder, session, row, event_row), row, days
        )
        for session in sessions
        for row in [matches.get(session.key)]
    }
    plan_order(builder, list(refs.values()), rows, is_earlier=days.is_earlier)
    if days.days and days.stated_day:
        # The event's only day was theirs; it has another now.
        for row in days.beside:
            if row.day is None:
                builder.set_unnamed(row, "day", days.stated_day)
    builder.list_dropped([row for row in rows if row not in days.beside], matches)
    return refs


def _list_traits(days: SessionDays) -> Sequence[Trait[Session]]:
    """Return what tells a session from others: its key, else what it is called in a language.

    News, programmes and records number their sessions each in another way, so that an event which
    came in by one and was exported comes back under other keys. Days that the document is not of
    have sessions of the same names.
    """

    def read_name(number: int) -> Callable[[Session], Hashable]:
        return lambda row: (
            None
            if row in days.beside
            else _list_names(field_texts(row, "title"), field_texts(row, "heading"))[number]
        )

    names = (Trait(read_name(number), is_loose=True) for number in range(len(LANGUAGES)))
    return (Trait(lambda row: row.slug), *names)


def _list_traits_of(session: SessionRecord, days: SessionDays) -> tuple[str | None, ...]:
    """Return the names by which a session may be known; none of one that its day tells apart."""
    if days.identities[session.key] != session.key:
        return (None,) * len(LANGUAGES)
    return _list_names(session.title, session.heading)


def _list_names(title: Text, heading: Text) -> tuple[str | None, ...]:
    """Return what a session is called in each language, None where it bears no name.

    Many a session stands below one heading: it names those alone that have no title.
    """
    texts = title if any(title.values()) else heading
    names = (texts.get(code) for code in LANGUAGES)
    return tuple(fold(name) if name else None for name in names)


def _refer_to(builder: PlanBuilder, key: str, row: Session) -> Ref:
    """Take a session into the plan that a list only names."""
    return builder.put_part(Session, key, row, {}, identity=key, name=str(row))


def _without_stand_ins(
    builder: PlanBuilder, session: SessionRecord, row: Session | None, event: Any
) -> SessionRecord:
    """Return a session without what a schedule has in place of what the row lacks.

    event: the stored row, None for a new event.
    """
    if row is None or builder.record.scope is not Scope.SCHEDULE:
        return session
    headings = field_texts(row, "heading")
    names, rooms = dict[str, str](), dict[str, str]()
    for code in language_codes():
        with override(code):
            names[code] = headings.get(code) or str(row.get_kind_display())
            rooms[code] = getattr(event, column("venue", code), "") or gettext("Room not stated")
    return replace(
        session,
        title=without_usual_words(session.title, row, "title", names),
        topic=without_usual_words(session.topic, row, "label", headings),
        room=without_usual_words(session.room, row, "room", rooms),
        day=session.day if row.day or not event or session.day != event.starts_on else None,
    )


def _plan_session(
    builder: PlanBuilder, event: Ref, session: SessionRecord, row: Session | None, days: SessionDays
) -> Ref:
    usual_heading = HEADINGS.get(session.kind, {})
    heading = without_usual_words(session.heading, row, "heading", usual_heading)
    identity = days.identities[session.key]
    start, end = _sound_times(session)
    times = {"start": start, "end": end}
    is_contradicting = row is not None and _contradict(row, start, end)
    # A record has no word for this kind: whatever its headings do not tell is of it.
    is_unstated = (
        session.kind == Session.Kind.OTHER
        and builder.record.scope in (Scope.RECORD, Scope.NEWS)
        and session.key not in builder.record.decided_kinds
    )
    values: dict[str, Value] = {
        "event": event,
        "kind": "" if row is not None and is_unstated else session.kind,
        **part_columns(Session, replace(session, heading=heading), topic="label"),
        **text_columns("clearance_key_points", session.key_points_clearance),
        "day": session.day or days.days.get(session.key),
        **({} if is_contradicting else times),
    }
    ref = builder.put_part(
        Session, session.key, row, values, identity=identity, name=session_name(session),
        new={"slug": identity}, lines=session.lines,
    )  # fmt: skip
    if row is not None and is_contradicting:
        _renew_times(builder, ref, row, times)
    return ref


def session_name(session: SessionRecord) -> str:
    """Return what people call a session."""
    return first_text(session.title) or first_text(session.heading) or session.key


def _sound_times(session: SessionRecord) -> tuple[time | None, time | None]:
    """Return the times, without one that would end the session before it starts."""
    start, end = session.start, session.end
    return (start, None) if start and end and end <= start else (start, end)


def _contradict(row: Session, start: time | None, end: time | None) -> bool:
    """Tell whether one time alone does not fit the other that is stored."""
    if bool(start) == bool(end):
        return False
    first, last = start or row.start, end or row.end
    return bool(first and last and last <= first)


def _renew_times(
    builder: PlanBuilder, ref: Ref, row: Session, times: Mapping[str, time | None]
) -> None:
    """Take the one time that the document states in the place of both that are stored.

    Those that staff typed stay. Either is a finding.
    """
    stored = {name: stored_value(row, name) for name in times}
    is_kept = not builder.overwrite and any(
        builder.previous.value(ref.label, row.pk, name) != value for name, value in stored.items()
    )
    for name, new in times.items():
        builder.add_field(ref, FieldChange(name, stored[name], new, is_conflict=is_kept))
    change = builder.changes[ref]
    stated = next(f"{at:%H:%M}" for at in times.values() if at)
    builder.findings.append(
        Finding(
            level=Level.WARNING,
            kind="time_conflict",
            subject=change.name,
            lines=change.lines,
            case="kept" if is_kept else "renewed",
            params={
                "session": change.name,
                "stored": "–".join(filter(None, stored.values())),
                "time": stated,
            },
        )
    )

"""The sessions of an event."""

from collections.abc import Mapping, Sequence

from forum.imports import usual_words
from forum.imports.planning.changes import Ref, Value
from forum.imports.planning.columns import shown, translated
from forum.imports.planning.parts import keep_left_over, list_take_down
from forum.imports.planning.plan_builder import Bench
from forum.imports.planning.positions import put_in_order
from forum.imports.planning.row_matching import Mark, Wanted, pair
from forum.reader.event_record import SessionRecord, Text
from sessions_app.models import Session

_MARKS: Sequence[Mark[Session]] = (Mark(lambda row: row.slug),)


def put_sessions(bench: Bench, event: Ref, rows: Sequence[Session]) -> Mapping[str, Ref]:
    """Take the sessions into the plan; return key of the record -> session."""
    printed = bench.record.sessions
    wanted = [Wanted(one.key, one.key, (one.key,)) for one in printed]
    found = pair(wanted, rows, bench.memory, _MARKS)
    refs = {one.key: _put(bench, event, one, found.get(one.key)) for one in printed}
    put_in_order(bench, list(refs.values()), rows)
    keep_left_over(bench, rows, found)
    return refs


def _put(bench: Bench, event: Ref, one: SessionRecord, row: Session | None) -> Ref:
    values: dict[str, Value] = {
        "event": event,
        "kind": one.kind,
        **translated("heading", _heading(one, row)),
        **translated("label", one.topic),
        **translated("title", one.title),
        "day": one.day,
        **_sound_times(one, row),
        **translated("room", one.room),
    }
    ref = bench.put(
        Session, one.key, row, values,
        identity=one.key, name=session_name(one), new={"slug": one.key}, lines=one.lines,
    )  # fmt: skip
    return list_take_down(bench, ref)


def session_name(one: SessionRecord) -> str:
    """Return what people call a session."""
    return shown(one.title) or shown(one.heading) or one.key


def _heading(one: SessionRecord, row: Session | None) -> Text:
    return usual_words.news(one.heading, row, "heading", usual_words.HEADINGS.get(one.kind, {}))


def _sound_times(one: SessionRecord, row: Session | None) -> dict[str, Value]:
    """Return the times, without one that would end the session before it starts."""
    start, end = one.start, one.end
    if start and end and end <= start:
        end = None
    if row and bool(start) != bool(end):
        first, last = start or row.start, end or row.end
        if first and last and last <= first:
            return {}
    return {"start": start, "end": end}

"""The event itself, with the series and the parent event that it stands in."""

from forum.imports.planning.changes import Ref, Value
from forum.imports.planning.columns import languages_of, rich, shown, translated
from forum.imports.planning.events import Place
from forum.imports.planning.places import country_code, time_zone
from forum.imports.planning.plan_builder import Bench
from forum.imports.planning.shared_records import new_content
from forum.imports.planning.slugs import event_slug, name_slug
from forum.imports.planning.three_way import Mode
from forum.reader.event_record import ParentRecord
from sessions_app.models import Event, Series

_MOST = 32_767  # of a PositiveSmallIntegerField


def put_event(bench: Bench, place: Place) -> Ref:
    """Take series, parent event and event into the plan; return the event."""
    record = bench.record
    parent = record.parent
    series = (
        _put_series(bench, parent, place.series) if parent and any(parent.name.values()) else None
    )
    forum = _put_parent(bench, parent, series, place.parent) if parent and series else None
    code = country_code(record.country)
    days = record.start_date, record.end_date or record.start_date
    values: dict[str, Value] = {
        # A sub-forum's place in the series is its parent event's.
        "series": None if forum else series,
        "parent": forum,
        "kind": record.kind,
        **translated("title", record.title),
        **translated("subtitle", record.subtitle),
        "starts_on": days[0],
        "ends_on": max(day for day in days if day) if days[0] else None,
        "time_zone": time_zone(code, record.city),
        **translated("venue", record.venue),
        **translated("city", record.city),
        "country": code,
        **rich("introduction", record.introduction),
    }
    if place.event:
        values["ready_languages"] = languages_of(record.title)
        new = None
    else:
        year = record.start_date.year if record.start_date else None
        new = new_content(bench, Event, event_slug(year, record.title), record.title)
    return bench.put(
        Event, "event", place.event, values, identity="event", name=shown(record.title),
        modes={"ready_languages": Mode.ADD}, new=new,
    )  # fmt: skip


def _put_series(bench: Bench, parent: ParentRecord, row: Series | None) -> Ref:
    short = dict.fromkeys(languages_of(parent.name), parent.short or "")
    values = {**translated("name", parent.name), **translated("abbreviation", short)}
    new = None if row else new_content(bench, Series, name_slug(parent.name), parent.name)
    return bench.put(
        Series, "series", row, values, identity="series", name=shown(parent.name), new=new,
        default=Mode.FILL, lines=parent.lines,
    )  # fmt: skip


def _put_parent(bench: Bench, parent: ParentRecord, series: Ref, row: Event | None) -> Ref | None:
    """Take the parent event into the plan. Without an edition nobody can tell which one it is."""
    edition = parent.edition if parent.edition and parent.edition <= _MOST else None
    if row is None and edition is None:
        return None
    title = parent.printed if any(parent.printed.values()) else parent.name
    values: dict[str, Value] = {
        "series": series,
        "edition": edition,
        "kind": str(Event.Kind.MAIN_FORUM),
        **translated("title", title),
    }
    start = bench.record.start_date
    new = None
    if row is None:
        new = new_content(bench, Event, event_slug(start.year if start else None, title), title)
    return bench.put(
        Event, "parent", row, values, identity="parent", name=shown(title), new=new,
        default=Mode.FILL, lines=parent.lines,
    )  # fmt: skip

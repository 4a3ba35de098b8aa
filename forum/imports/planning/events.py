"""The event itself, with the series and the parent event that it stands in."""

from typing import Final

from forum.core.columns import field_texts
from forum.imports.planning.columns import (
    first_text,
    languages_of,
    rich_text_columns,
    text_columns,
)
from forum.imports.planning.event_matching import (
    EventMatch,
    is_edition_itself,
    is_titled_unlike,
)
from forum.imports.planning.field_comparison import Mode
from forum.imports.planning.places import country_code, time_zone
from forum.imports.planning.plan_builder import PlanBuilder, name_row
from forum.imports.planning.record_plan import Ref, Value
from forum.imports.planning.session_days import SessionDays
from forum.imports.planning.shared_records import new_content
from forum.imports.planning.slugs import event_slug, name_slug
from forum.reader.event_record import EventRecord, Finding, Level, ParentRecord, Scope, Text
from sessions_app.models import Event, Series

_MOST_EDITIONS = 32_767  # of a PositiveSmallIntegerField


def plan_event(builder: PlanBuilder, match: EventMatch, days: SessionDays) -> Ref:
    """Take series, parent event and event into the plan; return the event."""
    record = builder.record
    if match.event and record.scope is Scope.GUESTS:
        if is_titled_unlike(record.title, match.event):
            builder.findings.append(_report_title_of_list(record, match.event))
        return builder.put(
            Event, "event", match.event, {}, identity="event", name=name_row(match.event)
        )
    series = parent = edition = None
    if match.is_parent_titled and (row := match.parent):
        name = first_text(field_texts(row, "title"))
        parent = builder.put(Event, "parent", row, {}, identity="parent", name=name)
    elif record.parent and any(record.parent.name.values()):
        series = _plan_series(builder, record.parent, match.series)
        if is_edition_itself(record, match.event, match.parent):
            edition = _find_edition(record.parent)
        else:
            parent = _plan_parent(builder, record.parent, series, match.parent)
    code = country_code(record.country)
    values: dict[str, Value] = {
        # A sub-forum's place in the series is its parent event's.
        "series": None if parent else series,
        "parent": parent,
        "edition": edition,
        "kind": _find_kind(record, match.event),
        **text_columns("title", record.title),
        **text_columns("subtitle", record.subtitle),
        "starts_on": days.first,
        "ends_on": days.last,
        "time_zone": _find_time_zone(record, code, match.event),
        **text_columns("venue", record.venue),
        **text_columns("city", record.city),
        "country": code,
        **rich_text_columns("introduction", record.introduction),
        **text_columns("key_points", record.key_points),
        **text_columns("clearance_key_points", record.key_points_clearance),
    }
    if match.event:
        stored = field_texts(match.event, "title")
        values["ready_languages"] = [
            code for code in languages_of(record.title) if code not in stored
        ]
        new = None
    else:
        builder.findings += _report_no_day(record)
        slug = event_slug(days.first.year if days.first else None, record.title)
        new = new_content(builder, Event, slug, record.title)
    return builder.put(
        Event, "event", match.event, values, identity="event", name=first_text(record.title),
        modes={"ready_languages": Mode.ADD}, new=new,
    )  # fmt: skip


def _report_title_of_list(record: EventRecord, event: Event) -> Finding:
    """Return the question whether a list of guests goes into the right event."""
    title = first_text(record.title)
    params = {"title": title, "event": name_row(event)}
    return Finding(Level.WARNING, "event_title_variant", title, (), "list", params)


# How the reader tells that the document gives no whole day.
_NO_DAY: Final = {("field_empty", "date"), ("date_invalid", ""), ("not_understood", "no_year")}


def _report_no_day(record: EventRecord) -> list[Finding]:
    """Return a finding where a new event would have no day; not where the reader told of it."""
    told = {(finding.kind, finding.case) for finding in record.findings}
    if record.start_date or told & _NO_DAY:
        return []
    return [Finding(Level.WARNING, "field_empty", "date", (), "date")]


def _plan_series(builder: PlanBuilder, parent: ParentRecord, row: Series | None) -> Ref:
    abbreviation = dict.fromkeys(languages_of(parent.name), parent.short or "")
    values = {
        **text_columns("name", parent.name),
        **text_columns("abbreviation", abbreviation),
    }
    new = None if row else new_content(builder, Series, name_slug(parent.name), parent.name)
    return builder.put(
        Series, "series", row, values, identity="series", name=first_text(parent.name), new=new,
        default=Mode.FILL, lines=parent.lines,
    )  # fmt: skip


def _find_kind(record: EventRecord, event: Event | None) -> str:
    """Return the kind that a record states, else the stored event's.

    Tables have a column, and a sub-forum is called one; what else a text is, its title suggests.
    """
    is_unstated = record.kind != Event.Kind.SUB_FORUM and record.scope is not Scope.TABLES
    return event.kind if event and is_unstated else record.kind


def _find_time_zone(record: EventRecord, code: str, event: Event | None) -> str:
    """Return the zone of the place; of a place that is stored already somebody chose it.

    code: of the country, ISO 3166.
    """
    if event and event.country == code and _is_stored(record.city, field_texts(event, "city")):
        return ""
    return time_zone(code, record.city)


def _is_stored(printed: Text, stored: Text) -> bool:
    return all(stored.get(language) == text for language, text in printed.items())


def _find_edition(parent: ParentRecord) -> int | None:
    return parent.edition if parent.edition and parent.edition <= _MOST_EDITIONS else None


def _plan_parent(
    builder: PlanBuilder, parent: ParentRecord, series: Ref, row: Event | None
) -> Ref | None:
    """Take the parent event into the plan. Without an edition nobody can tell which one it is."""
    edition = _find_edition(parent)
    if row is None and edition is None:
        return None
    title = parent.printed if any(parent.printed.values()) else parent.name
    values: dict[str, Value] = {
        "series": series,
        "edition": edition,
        "kind": str(Event.Kind.MAIN_FORUM),
        **text_columns("title", title),
    }
    new = None
    if row is None:
        start = builder.record.start_date
        slug = event_slug(start.year if start else None, title)
        new = new_content(builder, Event, slug, title)
    return builder.put(
        Event, "parent", row, values, identity="parent", name=first_text(title), new=new,
        default=Mode.FILL, lines=parent.lines,
    )  # fmt: skip

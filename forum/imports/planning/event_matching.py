"""Which stored event a record is about, and the series and parent event that it stands in.

An event is the same when its parent edition, its first day and its title in either language are.
Where exactly one of the three differs nobody can tell a correction from another event: that is a
near miss, and the operator decides. So is an event on the same days that is called alike, or that
the same host holds in the same place: news name no edition, and a title their own way. A record
without a title is about people or organizations alone, unless the operator names the event that
they belong to.
"""

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import Final, NamedTuple

from django.utils.translation import gettext

from forum.core.columns import field_texts
from forum.core.names import fold
from forum.imports.planning.columns import first_text
from forum.imports.planning.name_matching import fold_names
from forum.imports.planning.plan_builder import PlanBuilder
from forum.imports.planning.questions import NEW, Question
from forum.imports.planning.record_plan import first_stored_text
from forum.imports.planning.stored_records import Store
from forum.reader.event_record import EventRecord, Finding, Level, ParentRecord, Text
from sessions_app.models import Event, EventOrganization, Series

# The question about the event: there is one event, and one question.
QUESTION: Final = "sessions_app.event:"
_SIMILAR: Final = 0.8
# Letters of a title that tell an event wherever they stand within a longer one.
_TELLING: Final = 6
_SIGNS = re.compile(r"[\W_]+")


class PlanError(Exception):
    """A record cannot be planned; ``str`` is one sentence for the operator."""


class EventMatch(NamedTuple):
    """Where a record belongs: the stored rows, None for what is new.

    is_blocked: nobody can tell. is_about_event: else the record holds no event at all.
    is_parent_titled: the parent was found by its title alone; what its series is called is no fact.
    """

    event: Event | None = None
    series: Series | None = None
    parent: Event | None = None
    is_blocked: bool = False
    is_about_event: bool = True
    is_parent_titled: bool = False


def match_event(builder: PlanBuilder, event_slug: str | None) -> EventMatch:
    """Find the event of a record, its series and its parent event.

    event_slug: the operator's word, or NEW: “new” unless an event bears that slug.
    """
    record, store = builder.record, builder.store
    if event_slug is None and not any(record.title.values()):
        return EventMatch(is_about_event=False)
    events = store.events()
    series = _find_series(record.parent, store)
    parent = _find_parent(record, series, events)
    titled = None if parent else _find_titled_parent(record, events)
    parent = parent or titled
    new = EventMatch(None, series, parent, is_parent_titled=titled is not None)
    if event_slug and (event_slug != NEW or any(event.slug == NEW for event in events)):
        return new._replace(event=_get_by_slug(event_slug, events))
    if event_slug == NEW:
        if not any(record.title.values()):
            raise PlanError(
                gettext(
                    "The document gives no title of an event: say what the new one is called with "
                    "--title, or leave --event away to take the people alone."
                )
            )
        return new
    run = store.run_of_file(record.sha256)
    if run and run.event_id:
        return new._replace(event=next(event for event in events if event.pk == run.event_id))
    distances = {
        event: _distance(record, parent, event)
        for event in events
        if event != parent or is_edition_itself(record, event, parent)
    }
    if same := [event for event, distance in distances.items() if distance == 0]:
        return new._replace(event=same[0])
    near = [event for event, distance in distances.items() if distance == 1]
    near += _find_alike(record, parent, [event for event in distances if event not in near], store)
    if not near and not run:
        return new
    if builder.answers.can_ask:
        return _ask_which(builder, events, near, new)
    builder.findings.append(_near_miss(record, near))
    return new._replace(is_blocked=True)


def _ask_which(
    builder: PlanBuilder, events: Sequence[Event], near: Sequence[Event], new: EventMatch
) -> EventMatch:
    """Ask which event is meant; return the one that was chosen."""
    record, answers = builder.record, builder.answers
    pk = answers.take(QUESTION)
    chosen = next((event for event in events if event.pk == pk), None)
    is_new = answers.is_new(QUESTION)
    answer = str(chosen.pk) if chosen else ""
    answers.ask(
        Question(
            key=QUESTION,
            label=Event._meta.label_lower,
            name=first_text(record.title),
            title=record.start_date.isoformat() if record.start_date else "",
            candidates=tuple(event.pk for event in near),
            answer=NEW if is_new else answer,
        )
    )
    return new._replace(event=chosen, is_blocked=not (chosen or is_new))


def _get_by_slug(slug: str, events: Sequence[Event]) -> Event:
    for event in events:
        if event.slug == slug:
            return event
    raise PlanError(
        gettext("No event has the slug “%(slug)s”; look it up in the admin, or write --event new.")
        % {"slug": slug}
    )


def is_edition_itself(record: EventRecord, event: Event | None, forum: Event | None) -> bool:
    """Tell whether a record has an event in its series, below no other: it prints no parent.

    A table's column for it may be missing, so a sub-forum, or what stands below an event, is none.
    event: the stored one, None for a new one. forum: the event that bears the edition.
    """
    if record.parent is None or any(record.parent.printed.values()):
        return False
    is_stored_so = event is not None and event == forum and event.kind == record.kind
    has_parent = forum not in (None, event) or (event is not None and event.parent_id is not None)
    return is_stored_so or (record.kind != Event.Kind.SUB_FORUM and not has_parent)


def _find_series(parent: ParentRecord | None, store: Store) -> Series | None:
    """Return the series that bears the forum's name, else its abbreviation, in any language."""
    if parent is None:
        return None
    all_series = store.series()
    for keys, field in (
        (fold_names(parent.name), "name"),
        (fold_names({}, parent.short or ""), "abbreviation"),
    ):
        for series in all_series:
            if keys & fold_names(field_texts(series, field)):
                return series
    return None


def _find_parent(
    record: EventRecord, series: Series | None, events: Sequence[Event]
) -> Event | None:
    """Return the forum of the series and edition; without an edition, the year's only one."""
    if record.parent is None or series is None:
        return None
    forums = [event for event in events if event.series_id == series.pk and event.parent_id is None]
    if record.parent.edition:
        return next((forum for forum in forums if forum.edition == record.parent.edition), None)
    year = record.start_date.year if record.start_date else None
    of_year = [forum for forum in forums if forum.starts_on and forum.starts_on.year == year]
    return of_year[0] if len(of_year) == 1 else None


def _find_titled_parent(record: EventRecord, events: Sequence[Event]) -> Event | None:
    """Return the only event with the larger forum's title as it is printed.

    Somebody may have made it without its series, or without the number of its edition.
    """
    printed = record.parent.printed if record.parent else {}
    titled = [event for event in events if event.parent_id is None and _is_titled(event, printed)]
    return titled[0] if len(titled) == 1 else None


def _is_titled(event: Event, printed: Text) -> bool:
    """Tell whether an event bears a printed title in one language."""
    stored = {code: _fold_title(text) for code, text in field_texts(event, "title").items()}
    return any(text and stored.get(code) == _fold_title(text) for code, text in printed.items())


def is_titled_unlike(title: Text, event: Event) -> bool:
    """Tell whether a document bears the title of some other event than the one it goes into."""
    stored = field_texts(event, "title")
    is_comparable = any(text and code in stored for code, text in title.items())
    return is_comparable and _title_distance(title, event, exactly=False) > 1


def _distance(record: EventRecord, parent: Event | None, event: Event) -> int:
    """Count which of parent edition, first day and title differ; a title unlike counts for all."""
    if is_edition_itself(record, event, parent):
        has_another_place = False
    else:
        is_edition_unknown = parent is None and bool(record.parent and record.parent.edition)
        has_another_parent = event.parent_id != (parent.pk if parent else None)
        has_another_place = is_edition_unknown or has_another_parent
    facts = has_another_place + (event.starts_on != record.start_date)
    title = _title_distance(record.title, event, exactly=facts > 0)
    return 3 if title == 2 else facts + title


def _title_distance(title: Text, event: Event, exactly: bool) -> int:
    """Return 0 for one title in either language, 1 for a similar one, 2 for another.

    exactly: a similar one is another.
    """
    stored = field_texts(event, "title")
    pairs = [
        (_fold_title(text), _fold_title(stored[code]))
        for code, text in title.items()
        if text and code in stored
    ]
    comparable = [pair for pair in pairs if all(pair)]
    if any(printed == present for printed, present in comparable):
        return 0
    return 1 if not exactly and any(_are_similar(*pair) for pair in comparable) else 2


def _find_alike(
    record: EventRecord, parent: Event | None, events: Sequence[Event], store: Store
) -> list[Event]:
    """Return the events on days of a record that are called alike; behind them those of its hosts.

    Sub-forums of one forum have its days, place and hosts in common: their titles tell them apart.
    """
    simultaneous = [event for event in events if _is_on_days(record, event)]
    titled = [event for event in simultaneous if _is_called_alike(record.title, event)]
    placed = [
        event
        for event in simultaneous
        if event not in titled
        and (parent is None or event.parent_id != parent.pk)
        and _is_in_place(record, event)
    ]
    hosts = fold_names({}, *(
        name for row in record.organizations if row.role == EventOrganization.Role.HOST
        for name in row.name.values()
    ))  # fmt: skip
    hosted = store.events_hosted_by(placed, hosts) if placed and hosts else set()
    return titled + [event for event in placed if event.pk in hosted]


def _is_on_days(record: EventRecord, event: Event) -> bool:
    if record.start_date is None or event.starts_on is None:
        return False
    ends = record.end_date or record.start_date, event.ends_on or event.starts_on
    return record.start_date <= ends[1] and event.starts_on <= ends[0]


def _is_called_alike(title: Text, event: Event) -> bool:
    """Tell whether two titles are alike in a language, or one stands whole within the other."""
    stored = field_texts(event, "title")
    pairs = [
        sorted((_fold_title(text), _fold_title(stored[code])), key=len)
        for code, text in title.items()
        if text and code in stored
    ]
    return any(
        short and (_are_similar(short, long) or (len(short) >= _TELLING and short in long))
        for short, long in pairs
    )


def _is_in_place(record: EventRecord, event: Event) -> bool:
    """Tell whether both are at one venue; where one of them names none, in one city."""
    for field, printed in (("venue", record.venue), ("city", record.city)):
        stored = fold_names(field_texts(event, field))
        if stored and (names := fold_names(printed)):
            return bool(stored & names)
    return False


def _fold_title(title: str) -> str:
    """Return a title without what printers vary: spaces, signs, width, case."""
    return _SIGNS.sub("", fold(title))


def _are_similar(first: str, second: str) -> bool:
    if first in second or second in first:
        return min(len(first), len(second)) * 2 >= max(len(first), len(second))
    matcher = SequenceMatcher(None, first, second, autojunk=False)
    return matcher.quick_ratio() >= _SIMILAR and matcher.ratio() >= _SIMILAR


def _near_miss(record: EventRecord, near: Sequence[Event]) -> Finding:
    """Report the events that may be meant; none is left where the file's own was deleted."""
    descriptions = "; ".join(_describe(event) for event in near)
    return Finding(
        level=Level.WARNING,
        kind="near_miss",
        subject=first_text(record.title),
        lines=(),
        case="similar_event" if near else "event_deleted",
        params={"events": descriptions, "first": near[0].slug} if near else {},
    )


def _describe(event: Event) -> str:
    day = event.starts_on.isoformat() if event.starts_on else "–"
    edition = event.parent.edition if event.parent else None
    facts = [first_stored_text(event, "title"), day, f"#{edition}" if edition else ""]
    return f"{event.slug} ({', '.join(filter(None, facts))})"

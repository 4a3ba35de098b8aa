"""Which stored event a record is about, and the series and parent event that it stands in.

An event is the same when its parent edition, its first day and its title in either language are.
Where exactly one of the three differs nobody can tell a correction from another event: that is a
near miss, and the operator decides.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import Final

from django.utils.translation import gettext

from forum.core.names import fold
from forum.imports.planning.changes import display, texts_of
from forum.imports.planning.columns import shown
from forum.imports.planning.name_pairs import folded
from forum.imports.planning.questions import NEW, Answers, Question
from forum.imports.planning.stored_records import Store
from forum.reader.event_record import EventRecord, Finding, Level, ParentRecord, Text
from sessions_app.models import Event, Series

# The question about the event: there is one event, and one question.
QUESTION: Final = "sessions_app.event:"
_SIMILAR: Final = 0.8
_SIGNS = re.compile(r"[\W_]+")


class PlanError(Exception):
    """A record cannot be planned; ``str`` is one sentence for the operator."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a record belongs: the stored rows, None for what is new. blocked: nobody can tell."""

    event: Event | None = None
    series: Series | None = None
    parent: Event | None = None
    blocked: bool = False


def find_place(
    record: EventRecord,
    store: Store,
    event_slug: str | None,
    report: Callable[[Finding], None],
    answers: Answers,
) -> Place:
    """Find the event of a record, its series and its parent event.

    event_slug: the operator's word, or NEW: “new” unless an event bears that slug.
    """
    events = store.events()
    series = _find_series(record.parent, store)
    parent = _find_parent(record, series, events)
    if event_slug and (event_slug != NEW or any(one.slug == NEW for one in events)):
        return Place(_by_slug(event_slug, events), series, parent)
    if event_slug == NEW:
        return Place(None, series, parent)
    run = store.run_of_file(record.sha256)
    if run and run.event_id:
        found = next(one for one in events if one.pk == run.event_id)
        return Place(found, series, parent)
    others = [one for one in events if one != parent]
    same = next((one for one in others if _distance(record, parent, one) == 0), None)
    if same:
        return Place(same, series, parent)
    near = [one for one in others if _distance(record, parent, one) == 1]
    if not near and not run:
        return Place(None, series, parent)
    if answers.wanted:
        return _decided(record, events, near, Place(None, series, parent), answers)
    report(_near_miss(record, near))
    return Place(None, series, parent, blocked=True)


def _decided(
    record: EventRecord, events: list[Event], near: list[Event], place: Place, answers: Answers
) -> Place:
    """Ask which event is meant; return the one that was chosen."""
    pk = answers.take(QUESTION)
    chosen = next((one for one in events if one.pk == pk), None)
    new = answers.is_new(QUESTION)
    answers.ask(
        Question(
            key=QUESTION,
            label=Event._meta.label_lower,
            name=shown(record.title),
            title=record.start_date.isoformat() if record.start_date else "",
            candidates=tuple(one.pk for one in near),
            answer=NEW if new else str(chosen.pk) if chosen else "",
        )
    )
    return replace(place, event=chosen, blocked=not (chosen or new))


def words(title: str) -> str:
    """Return a title without what printers vary: spaces, signs, width, case."""
    return _SIGNS.sub("", fold(title))


def _by_slug(slug: str, events: list[Event]) -> Event:
    found = next((one for one in events if one.slug == slug), None)
    if found is None:
        raise PlanError(
            gettext(
                "No event has the slug “%(slug)s”; look it up in the admin, or write --event new."
            )
            % {"slug": slug}
        )
    return found


def _find_series(parent: ParentRecord | None, store: Store) -> Series | None:
    """Return the series that bears the forum's name, else its abbreviation, in any language."""
    if parent is None:
        return None
    known = store.series()
    for keys, field in (
        (folded(parent.name), "name"),
        (frozenset({fold(parent.short or "")} - {""}), "abbreviation"),
    ):
        for one in known:
            if keys & folded(texts_of(one, field)):
                return one
    return None


def _find_parent(record: EventRecord, series: Series | None, events: list[Event]) -> Event | None:
    """Return the forum of the series and edition; without an edition, the year's only one."""
    if record.parent is None or series is None:
        return None
    forums = [one for one in events if one.series_id == series.pk and one.parent_id is None]
    if record.parent.edition:
        return next((one for one in forums if one.edition == record.parent.edition), None)
    year = record.start_date.year if record.start_date else None
    held = [one for one in forums if one.starts_on and one.starts_on.year == year]
    return held[0] if len(held) == 1 else None


def _distance(record: EventRecord, parent: Event | None, event: Event) -> int:
    """Count which of parent edition, first day and title differ; a title unlike counts for all."""
    edition_unknown = parent is None and bool(record.parent and record.parent.edition)
    other_parent = edition_unknown or event.parent_id != (parent.pk if parent else None)
    others = other_parent + (event.starts_on != record.start_date)
    title = _title_distance(record.title, event, exactly=others > 0)
    return 3 if title == 2 else others + title


def _title_distance(title: Text, event: Event, exactly: bool) -> int:
    """Return 0 for one title in either language, 1 for a similar one, 2 for another.

    exactly: a similar one is another.
    """
    stored = texts_of(event, "title")
    pairs = [(words(text), words(stored.get(code, ""))) for code, text in title.items() if text]
    both = [(mine, theirs) for mine, theirs in pairs if mine and theirs]
    if any(mine == theirs for mine, theirs in both):
        return 0
    similar = not exactly and any(_similar(mine, theirs) for mine, theirs in both)
    return 1 if similar else 2


def _similar(mine: str, theirs: str) -> bool:
    if mine in theirs or theirs in mine:
        return min(len(mine), len(theirs)) * 2 >= max(len(mine), len(theirs))
    matcher = SequenceMatcher(None, mine, theirs, autojunk=False)
    return matcher.quick_ratio() >= _SIMILAR and matcher.ratio() >= _SIMILAR


def _near_miss(record: EventRecord, near: list[Event]) -> Finding:
    if near:
        return Finding(
            level=Level.WARNING,
            kind="near_miss",
            subject=shown(record.title),
            lines=(),
            case="similar_event",
            params={
                "events": "; ".join(_described(one) for one in near),
                "first": near[0].slug,
            },
        )
    return Finding(
        level=Level.WARNING,
        kind="near_miss",
        subject=shown(record.title),
        lines=(),
        case="event_deleted",
    )


def _described(event: Event) -> str:
    day = event.starts_on.isoformat() if event.starts_on else "–"
    edition = event.parent.edition if event.parent else None
    facts = [
        display(event, "title"),
        day,
        *([f"#{edition}"] if edition else []),
    ]
    return f"{event.slug} ({', '.join(fact for fact in facts if fact)})"

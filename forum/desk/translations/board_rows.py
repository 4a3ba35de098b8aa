"""Records and how far their translations are: chosen, counted together, put in order."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any, NamedTuple

from django.contrib.contenttypes.models import ContentType
from django.db.models import Min, Model, Q, QuerySet, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone

from forum.core.content import Record, language_codes
from forum.localization.progress import COUNTS, Owner, TranslationProgress
from forum.models import KnowledgeProduct, TranslationTally
from forum.models.translations import TallyQuerySet
from people.models import Organization, Person
from sessions_app.models import Appearance, Event, EventOrganization, Series

MOST, SOONEST = "todo", "next"
type Days = dict[Owner, date]
"""The first day of a record's next event."""

type Keys = Any
"""Primary keys, or a query for them: the stubs have no type that lookups take for both."""


class BoardLine(NamedTuple):
    """A record in a language that it is translated into, with the counts of its progress.

    As they come of the table: ten thousand are put in order at once.
    """

    kind: int
    pk: int
    language: str
    missing: int
    outdated: int
    draft: int
    reviewed: int
    authored: int
    unconfirmed: int
    characters: int
    words: int

    @property
    def owner(self) -> Owner:
        """The record, as tallies know it."""
        return self.kind, self.pk

    @property
    def progress(self) -> TranslationProgress:
        """The counts as figures."""
        return TranslationProgress(*self[2:])


def read_lines(tallies: TallyQuerySet) -> list[BoardLine]:
    """Return the sums of some tallies, a line for each record and language, in no order."""
    sums = {f"sum_{name}": Sum(name) for name in COUNTS}
    rows = tallies.order_by().values_list("owner_type", "owner_id", "language").annotate(**sums)
    return [BoardLine._make(row) for row in rows]


def lines_in_state(lines: Iterable[BoardLine], state: str) -> list[BoardLine]:
    """Return the lines with a text in a state; "todo" for missing or outdated, "done" for neither
    of them nor a draft, "" for all.
    """
    if state == "todo":
        return [line for line in lines if line.missing or line.outdated]
    if state == "done":
        return [
            line
            for line in lines
            if not (line.missing or line.outdated or line.draft or line.unconfirmed)
        ]
    return [line for line in lines if getattr(line, state)] if state else list(lines)


def lines_due_within(lines: Iterable[BoardLine], days: Days, number: int) -> list[BoardLine]:
    """Return the lines of records whose next event begins within so many days."""
    last = timezone.localdate() + timedelta(days=number)
    return [line for line in lines if days.get(line.owner, date.max) <= last]


def sort_lines(lines: Iterable[BoardLine], days: Days | None = None) -> list[BoardLine]:
    """Return the lines with most to do first; days: those of the next events before that."""
    days_by_owner = days or {}

    def rank(line: BoardLine) -> tuple[date, int, int, int, int, str]:
        day = days_by_owner.get(line.owner, date.max)
        to_do = line.missing + line.outdated
        return day, -line.characters - line.words, -to_do, line.kind, line.pk, line.language

    return sorted(lines, key=rank)


def totals(lines: Iterable[BoardLine]) -> list[TranslationProgress]:
    """Return the sum of the lines of each language."""
    counts: dict[str, list[tuple[int, ...]]] = {}
    for line in lines:
        counts.setdefault(line.language, []).append(line[3:])
    return [
        TranslationProgress(code, *(sum(numbers) for numbers in zip(*counts[code], strict=True)))
        for code in language_codes()
        if code in counts
    ]


def tallies_of(models: Iterable[type[Record]]) -> TallyQuerySet:
    """Return the tallies of whole records of some models; those that count nothing are left out."""
    kinds = ContentType.objects.get_for_models(*models).values()
    nothing = dict.fromkeys(TranslationTally.STATES, 0)
    tallies = TranslationTally.objects.filter(owner_type__in=[kind.pk for kind in kinds])
    return tallies.exclude(**nothing)


def belongs_to_events(events: Keys) -> Q:
    """Return the condition that a tally belongs to one of some events, or to who is part of it."""
    guests = Appearance.objects.filter(session__event__in=events)
    roles = EventOrganization.objects.filter(event__in=events)
    launched = KnowledgeProduct.objects.filter(launched_in__event__in=events)
    with_organization = guests.exclude(organization=None)
    return (
        _is_owned_by(Event, events)
        | _is_owned_by(Person, guests.values("person"))
        | _is_owned_by(Organization, roles.values("organization"))
        | _is_owned_by(Organization, with_organization.values("organization"))
        | _is_owned_by(KnowledgeProduct, launched.values("pk"))
    )


def belongs_to_records(querysets: Iterable[QuerySet[Record]]) -> Q:
    """Return the condition that a tally belongs to a record of one of some querysets."""
    condition = Q(pk__in=[])
    for queryset in querysets:
        condition |= _is_owned_by(queryset.model, queryset.order_by().values("pk"))
    return condition


def next_days(models: Iterable[type[Record]], owners: Iterable[Owner] | None = None) -> Days:
    """Return the first day of the next event of each record that has one to come.

    owners: those that are asked about, None for all records of the models.
    """
    keys: dict[int, list[int]] | None = None
    if owners is not None:
        keys = {}
        for kind, pk in owners:
            keys.setdefault(kind, []).append(pk)
    days: Days = {}
    for model in models:
        kind = ContentType.objects.get_for_model(model).pk
        if keys is None or kind in keys:
            for key, day in _days_of(model, keys[kind] if keys is not None else None):
                owner = (kind, key)
                days[owner] = min(day, days.get(owner, day))
    return days


# Where a record's events are found: model -> rows, path to the record, path to the event.
_EVENT_PATHS: dict[type[Record], tuple[tuple[type[Model], str, str], ...]] = {
    Event: ((Event, "pk", ""),),
    Series: ((Event, "series", ""),),
    Person: ((Appearance, "person", "session__event__"),),
    Organization: (
        (EventOrganization, "organization", "event__"),
        (Appearance, "organization", "session__event__"),
    ),
    KnowledgeProduct: ((KnowledgeProduct, "pk", "launched_in__event__"),),
}


def _days_of(model: type[Record], keys: list[int] | None) -> Iterator[tuple[int, date]]:
    today = timezone.localdate()
    for row_model, path, event in _EVENT_PATHS.get(model, ()):
        first, last = (
            Coalesce(f"{event}{name}", f"{event}parent__{name}")
            for name in ("starts_on", "ends_on")
        )
        coming = row_model._default_manager.annotate(last=last).filter(last__gte=today)
        if keys is not None:
            coming = coming.filter(**{f"{path}__in": keys})
        days = coming.order_by().values(path).annotate(day=Min(first)).exclude(**{path: None})
        yield from days.values_list(path, "day")


def _is_owned_by(model: type[Model], keys: Keys) -> Q:
    kind = ContentType.objects.get_for_model(model)
    return Q(owner_type=kind, owner_id__in=keys)

"""Records and how far their translations are: chosen, counted together, put in order."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any, NamedTuple

from django.contrib.contenttypes.models import ContentType
from django.db.models import Min, Q, Sum
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


class Line(NamedTuple):
    """A record in a language that it is translated into; the counts of ``Progress``, as they come
    of the table: ten thousand are put in order at once.
    """

    kind: int
    pk: int
    language: str
    missing: int
    outdated: int
    draft: int
    reviewed: int
    authored: int
    asked: int
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


def lines(tallies: TallyQuerySet) -> list[Line]:
    """Return the sums of some tallies, a line for each record and language, in no order."""
    sums: Any = {f"sum_{name}": Sum(name) for name in COUNTS}
    rows = tallies.order_by().values_list("owner_type", "owner_id", "language").annotate(**sums)
    return [Line._make(row) for row in rows]


def in_state(found: Iterable[Line], state: str) -> list[Line]:
    """Return the lines with a text in a state; "todo" for missing or outdated, "done" for neither
    of them nor a draft, "" for all.
    """
    if state == "todo":
        return [one for one in found if one.missing or one.outdated]
    if state == "done":
        return [one for one in found if not (one.missing or one.outdated or one.draft or one.asked)]
    return [one for one in found if getattr(one, state)] if state else list(found)


def due_within(found: Iterable[Line], days: Days, number: int) -> list[Line]:
    """Return the lines of records whose next event begins within so many days."""
    last = timezone.localdate() + timedelta(days=number)
    return [one for one in found if days.get(one.owner, date.max) <= last]


def in_order(found: Iterable[Line], days: Days | None = None) -> list[Line]:
    """Return the lines with most to do first; days: those of the next events before that."""

    def key(one: Line) -> tuple[Any, ...]:
        day = days.get(one.owner, date.max) if days is not None else None
        to_do = one.missing + one.outdated
        return day, -one.characters - one.words, -to_do, one.kind, one.pk, one.language

    if days is None:
        return sorted(found, key=lambda one: key(one)[1:])
    return sorted(found, key=key)


def totals(found: Iterable[Line]) -> list[TranslationProgress]:
    """Return the sum of the lines of each language."""
    by_language: dict[str, list[Line]] = {}
    for one in found:
        by_language.setdefault(one.language, []).append(one)
    return [
        TranslationProgress(
            code, *(sum(column) for column in zip(*(one[3:] for one in some), strict=True))
        )
        for code in language_codes()
        if (some := by_language.get(code))
    ]


def tallies_of(models: Iterable[type[Record]]) -> TallyQuerySet:
    """Return the tallies of whole records of some models; those that count nothing are left out."""
    own = ContentType.objects.get_for_models(*models).values()
    nothing = dict.fromkeys(TranslationTally.STATES, 0)
    return TranslationTally.objects.filter(owner_type__in=[one.pk for one in own]).exclude(
        **nothing
    )


def about(events: Any) -> Q:
    """Return the condition that a tally belongs to one of some events, or to who is part of it.

    events: keys, or a query for them.
    """
    guests = Appearance.objects.filter(session__event__in=events)
    roles = EventOrganization.objects.filter(event__in=events)
    launched = KnowledgeProduct.objects.filter(launched_in__event__in=events)
    sent = guests.exclude(organization=None)
    return (
        _owned(Event, events)
        | _owned(Person, guests.values("person"))
        | _owned(Organization, roles.values("organization"))
        | _owned(Organization, sent.values("organization"))
        | _owned(KnowledgeProduct, launched.values("pk"))
    )


def named(querysets: Iterable[Any]) -> Q:
    """Return the condition that a tally belongs to a record of one of some querysets."""
    condition = Q(pk__in=[])
    for rows in querysets:
        condition |= _owned(rows.model, rows.order_by().values("pk"))
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
    found: Days = {}
    for model in models:
        kind = ContentType.objects.get_for_model(model).pk
        if keys is None or kind in keys:
            for key, day in _days_of(model, keys[kind] if keys is not None else None):
                owner = (kind, key)
                found[owner] = min(day, found.get(owner, day))
    return found


# Where a record's events are found: model -> rows, path to the record, path to the event.
_PLACES: dict[type[Record], tuple[tuple[Any, str, str], ...]] = {
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
    for rows, path, event in _PLACES.get(model, ()):
        first, last = (
            Coalesce(f"{event}{name}", f"{event}parent__{name}")
            for name in ("starts_on", "ends_on")
        )
        coming = rows.objects.annotate(last=last).filter(last__gte=today)
        if keys is not None:
            coming = coming.filter(**{f"{path}__in": keys})
        days = coming.order_by().values(path).annotate(day=Min(first)).exclude(**{path: None})
        yield from days.values_list(path, "day")


def _owned(model: Any, keys: Any) -> Q:
    kind = ContentType.objects.get_for_model(model)
    return Q(owner_type=kind, owner_id__in=keys)

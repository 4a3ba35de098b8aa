"""What the directory of people can be cut down to: country or area, organization, event."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q
from django.http import HttpRequest
from django.utils.translation import gettext
from django_countries import countries

from forum.core.content import Content, ContentQuerySet, column, language_codes, public
from forum.core.translated import Translated, translated
from forum.site.facets import Choice, Facet, Filters, by_label, chosen_values, said
from people.models import NamedQuerySet, Organization, Person
from sessions_app.models import Appearance, Event
from sessions_app.querysets import AppearanceQuerySet

# A longer list is no help to choose from: a field to type in takes its place.
MOST_CHOICES = 200


@dataclass(frozen=True, slots=True)
class Found:
    """People that the filters leave. appearances: those by which they were found."""

    people: NamedQuerySet[Person]
    appearances: AppearanceQuerySet
    filters: Filters


def found_people(request: HttpRequest) -> Found:
    """Return the published people that the filters of an address leave."""
    chosen = chosen_values(request, "country", "organization", "event")
    organization, event = chosen.get("organization", ""), chosen.get("event", "")
    people, appearances = Person.objects.published().brief(), Appearance.objects.published()
    if event:
        meant = Event.objects.filter(pk__in=_meant(Event.objects.published(), "title", event))
        appearances = appearances.filter(session__event__in=_keys(meant.with_those_below()))
        people = people.filter(pk__in=appearances.values("person"))
    if organization:
        people = people.filter(_of(_meant(Organization.objects.published(), "name", organization)))
    countries = _country_facet(people, chosen.get("country", ""))
    if "country" in chosen:
        people = people.filter(country=chosen["country"])
    facets = [countries, _organization_facet(organization), _event_facet(event)]
    return Found(people, appearances, Filters(facets))


def _meant(records: ContentQuerySet[Any], field: str, value: str) -> ContentQuerySet[Any]:
    """Return the records of a slug, or those whose name holds the typed words."""
    named = Q(slug=value)
    for code in language_codes():
        words = Q(**{f"{column(field, code)}__icontains": value})
        named |= words & Q(ready_languages__contains=[code])
    return records.filter(named)


def _keys(events: ContentQuerySet[Event]) -> list[int]:
    """Return the keys, asked beforehand: the database plans better for them than for a query."""
    return list(events.order_by().values_list("pk", flat=True))


def _of(organizations: ContentQuerySet[Organization]) -> Q:
    """Return the condition that somebody belongs to an organization, or did at an event."""
    sent = Appearance.objects.published().filter(organization__in=organizations)
    return Q(organization__in=organizations) | Q(pk__in=sent.values("person"))


def _country_facet(people: NamedQuerySet[Person], value: str) -> Facet:
    counts = people.exclude(country="").order_by().values("country").annotate(count=Count("pk"))
    choices = [
        Choice(code, said(countries.name(code)), count)
        for code, count in counts.values_list("country", "count")
    ]
    words = said(countries.name(value)) if value in countries else None
    label = gettext("Country or area")
    return Facet("country", label, value, sorted(choices, key=by_label), words)


def _organization_facet(value: str) -> Facet:
    shown = Appearance.objects.published().filter(public("person"), organization=OuterRef("pk"))
    belonging = Person.objects.published().filter(organization=OuterRef("pk"))
    records = Organization.objects.published()
    # Both at once look at every appearance, for 60,000 in 105 ms; mostly the first settles it.
    many = _too_many(records.filter(Exists(belonging)))
    choices = None if many else _choices(records.filter(Exists(belonging) | Exists(shown)), "name")
    if choices is not None:
        choices.sort(key=by_label)
    words = _words(records, "name", value) if choices is None else None
    return Facet("organization", gettext("Organization"), value, choices, words)


def _event_facet(value: str) -> Facet:
    shown = Appearance.objects.published().filter(public("person"), session__event=OuterRef("pk"))
    records = Event.objects.published()
    choices = _choices(records.filter(Exists(shown)).latest_first(), "title")
    words = _words(records, "title", value) if choices is None else None
    return Facet("event", gettext("Event"), value, choices, words)


def _words(records: ContentQuerySet[Any], field: str, value: str) -> Translated | None:
    """Return the name of the record whose slug stands in the address, if it is one."""
    record = records.filter(slug=value).first() if value else None
    return _label(record, field) if record else None


def _choices(offered: ContentQuerySet[Any], field: str) -> list[Choice] | None:
    """Return the records as choices, None where there are too many to choose from."""
    if _too_many(offered):
        return None
    records: Iterable[Content] = offered
    return [Choice(record.slug, _label(record, field)) for record in records]


def _too_many(offered: ContentQuerySet[Any]) -> bool:
    # Counted before they are read: 201 whole events took 10 ms.
    return offered.order_by()[: MOST_CHOICES + 1].count() > MOST_CHOICES


def _label(record: Any, field: str) -> Translated:
    """Return the name of a record, of an event with its year."""
    found = translated(record, field)
    day = getattr(record, "starts_on", None)
    return Translated(f"{found} ({day.year})", found.language, found.wanted) if day else found

"""The directory of people, and each person's page."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django_countries import countries

from forum.core.content import Content, ContentQuerySet, Record, column, language_codes
from forum.core.translated import Translated, translated
from forum.core.visibility import public_filter, ready_filter
from forum.delivery.facets import (
    Facet,
    FacetChoice,
    Filters,
    by_label,
    in_page_language,
    read_chosen_values,
)
from forum.delivery.person_page import build_person_page
from forum.delivery.renderer import render_page
from forum.site.directory import group_by_letter, paginate_directory
from forum.site.record_lookup import explain_absence, public_page
from people.models import NamedQuerySet, Organization, Person
from sessions_app.models import Appearance, Event
from sessions_app.models.appearance_queryset import AppearanceQuerySet

# A longer list is no help to choose from: a field to type in takes its place.
MOST_CHOICES = 200


@public_page
def people(request: HttpRequest) -> HttpResponse:
    filtered = filter_people(request)
    directory = paginate_directory(request, filtered.people)
    appearances = filtered.appearances.filter(person__in=list(directory.page)).with_event()
    latest = {record.person_id: record for record in appearances.latest_of_each_person()}
    letters = group_by_letter((person, latest.get(person.pk)) for person in directory.page)
    context = {"directory": directory, "letters": letters, "filters": filtered.filters}
    return render(request, "people/people.html", context)


@public_page
def person(request: HttpRequest, slug: str) -> HttpResponse:
    page = build_person_page(slug, request)
    if page is None:
        raise explain_absence(Person.objects.published(), slug)
    return HttpResponse(render_page("people/person.jinja", page))


@dataclass(frozen=True, slots=True)
class FilteredPeople:
    """People that the filters leave. appearances: those by which they were found."""

    people: NamedQuerySet[Person]
    appearances: AppearanceQuerySet
    filters: Filters


def filter_people(request: HttpRequest) -> FilteredPeople:
    """Return the published people that the filters of an address leave."""
    chosen = read_chosen_values(request, "country", "organization", "event")
    organization, event = chosen.get("organization", ""), chosen.get("event", "")
    people, appearances = Person.objects.published().brief(), Appearance.objects.published()
    if event:
        matching = match_records(Event.objects.published(), "title", event)
        events = Event.objects.filter(pk__in=matching).with_those_below()
        appearances = appearances.filter(session__event__in=list_keys(events))
        people = people.filter(pk__in=appearances.values("person"))
    if organization:
        organizations = match_records(Organization.objects.published(), "name", organization)
        people = people.filter(belongs_to(organizations))
    country = make_country_facet(people, chosen.get("country", ""))
    if "country" in chosen:
        people = people.filter(country=chosen["country"])
    facets = [country, make_organization_facet(organization), make_event_facet(event)]
    return FilteredPeople(people, appearances, Filters(facets))


def match_records[M: Content](
    records: ContentQuerySet[M], field: str, value: str
) -> ContentQuerySet[M]:
    """Return the records of a slug, or those whose name holds the typed words."""
    named = Q(slug=value)
    for code in language_codes():
        words = Q(**{f"{column(field, code)}__icontains": value})
        named |= words & ready_filter(code)
    return records.filter(named)


def list_keys(events: ContentQuerySet[Event]) -> list[int]:
    """Return the keys, asked beforehand: the database plans better for them than for a query."""
    return list(events.order_by().values_list("pk", flat=True))


def belongs_to(organizations: ContentQuerySet[Organization]) -> Q:
    """Return the condition that somebody belongs to an organization, or did at an event."""
    sent = Appearance.objects.published().filter(organization__in=organizations)
    return Q(organization__in=organizations) | Q(pk__in=sent.values("person"))


def make_country_facet(people: NamedQuerySet[Person], value: str) -> Facet:
    counts = people.exclude(country="").order_by().values("country").annotate(count=Count("pk"))
    choices = [
        FacetChoice(code, in_page_language(countries.name(code)), count)
        for code, count in counts.values_list("country", "count")
    ]
    words = in_page_language(countries.name(value)) if value in countries else None
    label = gettext("Country or area")
    return Facet("country", label, value, sorted(choices, key=by_label), words)


def make_organization_facet(value: str) -> Facet:
    appearances = Appearance.objects.published().filter(public_filter(Person, "person"))
    sent = Exists(appearances.filter(organization=OuterRef("pk")))
    belonging = Exists(Person.objects.published().filter(organization=OuterRef("pk")))
    records = Organization.objects.published()
    # Both at once look at every appearance, for 60,000 in 105 ms; mostly the first settles it.
    is_long = has_too_many(records.filter(belonging))
    choices = None if is_long else list_choices(records.filter(belonging | sent), "name")
    if choices is not None:
        choices.sort(key=by_label)
    words = label_of_slug(records, "name", value) if choices is None else None
    return Facet("organization", gettext("Organization"), value, choices, words)


def make_event_facet(value: str) -> Facet:
    appearances = Appearance.objects.published().filter(public_filter(Person, "person"))
    guests = Exists(appearances.filter(session__event=OuterRef("pk")))
    records = Event.objects.published()
    choices = list_choices(records.filter(guests).latest_first(), "title")
    words = label_of_slug(records, "title", value) if choices is None else None
    return Facet("event", gettext("Event"), value, choices, words)


def label_of_slug(records: ContentQuerySet[Content], field: str, value: str) -> Translated | None:
    """Return the name of the record whose slug stands in the address, if it is one."""
    record = records.filter(slug=value).first() if value else None
    return label_record(record, field) if record else None


def list_choices(offered: ContentQuerySet[Content], field: str) -> list[FacetChoice] | None:
    """Return the records as choices, None where there are too many to choose from."""
    if has_too_many(offered):
        return None
    records: Iterable[Content] = offered
    return [FacetChoice(record.slug, label_record(record, field)) for record in records]


def has_too_many(offered: ContentQuerySet[Content]) -> bool:
    # Counted before they are read: 201 whole events took 10 ms.
    return offered.order_by()[: MOST_CHOICES + 1].count() > MOST_CHOICES


def label_record(record: Record, field: str) -> Translated:
    """Return the name of a record, of an event with its year."""
    label = translated(record, field)
    day = getattr(record, "starts_on", None)
    return Translated(f"{label} ({day.year})", label.language, label.wanted) if day else label

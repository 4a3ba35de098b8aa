"""The directory of people as data, with its filters: one statement, however it is cut down."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from django.db.models import Count, Exists, OuterRef, Q
from django.http import HttpRequest
from django.utils.translation import gettext
from django_countries import countries

from forum.core.columns import columns
from forum.core.content import ContentQuerySet, Record, column, language_codes
from forum.core.translated import Translated, translated
from forum.core.visibility import READINESS, public_filter, ready_filter
from forum.delivery.directory import count_letters, describe_directory, list_page_keys
from forum.delivery.facets import (
    Facet,
    FacetChoice,
    Filters,
    by_label,
    in_page_language,
    read_chosen_values,
)
from forum.delivery.frame import FRAME, build_list_frame
from forum.delivery.lists import describe_filters, find_start
from forum.delivery.page_texts import PageTexts, list_in_other_languages
from forum.delivery.pictures import portrait
from forum.delivery.record_fragments import Data, address_of
from forum.delivery.statements import PageAnswer, PageStatement, Records, Rows, keys_among
from people.models import NamedQuerySet, Organization, Person
from sessions_app.models import Appearance, Event
from sessions_app.models.appearance_queryset import AppearanceQuerySet

# A longer list is no help to choose from: a field to type in takes its place.
MOST_CHOICES: Final = 200
# What tells in which languages a record's texts may be read.
OF_TEXTS: Final = ("source_language", *READINESS)

type Chosen = Mapping[str, str]


class PeopleFilter:
    """The people that the filters of an address leave. chosen: filter -> value."""

    def __init__(self, chosen: Chosen) -> None:
        self.country = chosen.get("country", "")
        self.organization = chosen.get("organization", "")
        self.event = chosen.get("event", "")
        # Asked beforehand: the database plans better for keys than for a query.
        self.events = list_event_keys(self.event) if self.event else []

    def list_appearances(self) -> AppearanceQuerySet:
        """Return the appearances by which they were found."""
        appearances: AppearanceQuerySet = Appearance.objects.published()
        return appearances.filter(session__event__in=self.events) if self.event else appearances

    def list_people(self, *, everywhere: bool = False) -> NamedQuerySet[Person]:
        """Return the people. everywhere: of whichever country."""
        people: NamedQuerySet[Person] = Person.objects.published().brief()
        if self.event:
            people = people.filter(pk__in=self.list_appearances().values("person"))
        if self.organization:
            people = people.filter(belongs_to(match_organizations(self.organization)))
        return people.filter(country=self.country) if self.country and not everywhere else people

    def list_page(self) -> NamedQuerySet[Person]:
        people = self.list_people().filter(pk__in=keys_among("page_keys", column="pk"))
        return people.in_directory_order()

    def list_latest(self) -> AppearanceQuerySet:
        """Return what each of the page's people was called last."""
        event = "session__event"
        of_page = self.list_appearances().filter(person__in=keys_among("page_keys", column="pk"))
        return (
            of_page.select_related(event)
            .latest_of_each_person()
            .only(
                "person", "session", event, f"{event}__starts_on", *columns("title", "clearance"),
                *(f"{event}__{name}" for name in OF_TEXTS),
            )
        )  # fmt: skip

    def count_countries(self) -> Rows:
        people = self.list_people(everywhere=True).exclude(country="").order_by()
        return people.values("country").annotate(count=Count("pk"))

    def make_statement(self) -> PageStatement:
        return PageStatement(
            page_keys=lambda: list_page_keys(self.list_people()),
            people=self.list_page,
            latest=self.list_latest,
            letters=lambda: count_letters(self.list_people()),
            countries=self.count_countries,
            organizations=lambda: list_organizations()[: MOST_CHOICES + 1],
            senders=lambda: list_senders()[: MOST_CHOICES + 1],
            events=lambda: list_events()[: MOST_CHOICES + 1],
            chosen_organization=lambda: Organization.objects.published().filter(
                slug=self.organization
            ),
            chosen_event=lambda: Event.objects.published().filter(slug=self.event),
            **FRAME,
        )


PEOPLE_STATEMENT: Final = PeopleFilter({}).make_statement()


def ask_for_people(request: HttpRequest) -> PageAnswer:
    """Return the rows of the page of the directory that an address asks for."""
    chosen = read_chosen_values(request, "country", "organization", "event")
    statement = PeopleFilter(chosen).make_statement() if chosen else PEOPLE_STATEMENT
    return statement.ask(start=find_start(request))


def build_people_list(records: Records, request: HttpRequest) -> Data:
    """Return what a page of the directory shows. records: of ``ask_for_people``."""
    texts = PageTexts()
    latest = {record.person_id: record for record in records["latest"]}

    def describe(person: Person) -> Data:
        return describe_entry(person, latest.get(person.pk), texts)

    filters = make_filters(request, records)
    directory = describe_directory(request, records, records["people"], describe)
    return {
        **build_list_frame(request, records, texts, gettext("People"), filters),
        "directory": directory,
        "filters": describe_filters(request, filters),
    }


def describe_entry(person: Person, appearance: Appearance | None, texts: PageTexts) -> Data:
    """Return a person with what she or he was called last, and when."""
    held_title = texts.show_marked(appearance, "title") if appearance else None
    day = appearance.session.event.starts_on if appearance else None
    return {
        "portrait": portrait(person),
        "href": address_of(person),
        "name": texts.show(person, "name"),
        "others": list_in_other_languages(person, "name"),
        "held_title": held_title,
        "year": str(day.year) if day else "",
    }


# --- The filters --------------------------------------------------------------------------------


def list_event_keys(value: str) -> list[int]:
    """Return the keys of the events that were chosen, and of their sub-forums."""
    matching = Event.objects.published().filter(match_records(value, "title"))
    events = Event.objects.filter(pk__in=matching).with_those_below()
    return list(events.order_by().values_list("pk", flat=True))


def match_organizations(value: str) -> NamedQuerySet[Organization]:
    """Return the organizations of a slug, or those that are called or abbreviated so."""
    named = match_records(value, "name", "abbreviation") | Q(aliases__icontains=value)
    organizations: NamedQuerySet[Organization] = Organization.objects.published()
    return organizations.filter(named)


def match_records(value: str, *fields: str) -> Q:
    """Return the condition that a record has a slug, or holds typed words in one of its fields."""
    named = Q(slug=value)
    for code in language_codes():
        for field in fields:
            words = Q(**{f"{column(field, code)}__icontains": value})
            named |= words & ready_filter(code)
    return named


def belongs_to(organizations: ContentQuerySet[Organization]) -> Q:
    """Return the condition that somebody belongs to an organization, or did at an event."""
    sent = Appearance.objects.published().filter(organization__in=organizations)
    return Q(organization__in=organizations) | Q(pk__in=sent.values("person"))


def list_organizations() -> NamedQuerySet[Organization]:
    """Return the organizations that somebody belongs to."""
    belonging = Exists(Person.objects.published().filter(organization=OuterRef("pk")))
    records: NamedQuerySet[Organization] = Organization.objects.published().filter(belonging)
    return records.only(*columns("name"), "slug", *OF_TEXTS)


def list_senders() -> NamedQuerySet[Organization]:
    """Return the further organizations that somebody spoke for, unless the first are too many.

    To look at every appearance takes 100 ms where there are 60,000.
    """
    appearances = Appearance.objects.published().filter(public_filter(Person, "person"))
    sent = Exists(appearances.filter(organization=OuterRef("pk")))
    first = list_organizations()
    too_many = Exists(first.order_by()[MOST_CHOICES : MOST_CHOICES + 1])
    published: NamedQuerySet[Organization] = Organization.objects.published()
    records = published.filter(~too_many, sent).exclude(pk__in=first.values("pk"))
    return records.only(*columns("name"), "slug", *OF_TEXTS)


def list_events() -> ContentQuerySet[Event]:
    """Return the events that had guests, the latest first."""
    appearances = Appearance.objects.published().filter(public_filter(Person, "person"))
    guests = Exists(appearances.filter(session__event=OuterRef("pk")))
    events = Event.objects.published().filter(guests).latest_first()
    return events.only(*columns("title"), "slug", "starts_on", *OF_TEXTS)


def make_filters(request: HttpRequest, records: Records) -> Filters:
    """Return the filters as an address sets them, with what they offer."""
    chosen = read_chosen_values(request, "country", "organization", "event")
    organizations = list_choices([*records["organizations"], *records["senders"]], "name")
    if organizations is not None:
        organizations.sort(key=by_label)
    events = list_choices(records["events"], "title")
    return Filters(
        [
            make_country_facet(records["countries"], chosen.get("country", "")),
            Facet(
                "organization",
                gettext("Organization"),
                chosen.get("organization", ""),
                organizations,
                label_chosen(records["chosen_organization"], "name"),
            ),
            Facet(
                "event",
                gettext("Event"),
                chosen.get("event", ""),
                events,
                label_chosen(records["chosen_event"], "title"),
            ),
        ]
    )


def make_country_facet(counts: Iterable[Mapping[str, Any]], value: str) -> Facet:
    choices = [
        FacetChoice(row["country"], in_page_language(countries.name(row["country"])), row["count"])
        for row in counts
    ]
    words = in_page_language(countries.name(value)) if value in countries else None
    label = gettext("Country or area")
    return Facet("country", label, value, sorted(choices, key=by_label), words)


def list_choices(offered: list[Any], field: str) -> list[FacetChoice] | None:
    """Return the records as choices, None where there are too many to choose from."""
    if len(offered) > MOST_CHOICES:
        return None
    return [FacetChoice(record.slug, label_record(record, field)) for record in offered]


def label_chosen(records: list[Any], field: str) -> Translated | None:
    """Return the name of the record whose slug stands in the address, if it is one."""
    return label_record(records[0], field) if records else None


def label_record(record: Record, field: str) -> Translated:
    """Return the name of a record, of an event with its year."""
    label = translated(record, field)
    day = getattr(record, "starts_on", None)
    return Translated(f"{label} ({day.year})", label.language, label.wanted) if day else label

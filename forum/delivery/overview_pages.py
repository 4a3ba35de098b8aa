"""Who came, in figures: of an event, and of a series over the years; tables with drawn bars."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final, NamedTuple

from django.db.models import Case, CharField, F, Q, Value, When
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext
from django_countries import countries

from forum.core.visibility import public_filter
from forum.delivery.event_page import accent_address
from forum.delivery.events_list import list_of_series
from forum.delivery.facets import label_sort_key
from forum.delivery.frame import FRAME, build_frame, find_site, read_frame
from forum.delivery.page_texts import PageTexts, plain_text
from forum.delivery.record_fragments import Data, address_of, describe_days, describe_reservation
from forum.delivery.statements import SLUG, PageStatement, Records, Rows
from people.models import Organization, Person
from sessions_app.models import Appearance, Event, Series
from sessions_app.models.appearance_queryset import AppearanceQuerySet

NOT_KNOWN: Final = ""
# Beside a public list of guests, a smaller number tells of somebody.
LEAST_OF_A_GENDER: Final = 5


class AppearanceFacts(NamedTuple):
    """An appearance as the figures see it; "" for what is not recorded or not public."""

    event: int
    person: int
    role: str
    attendance: str
    country: str
    organization_kind: str
    gender: str = NOT_KNOWN


@dataclass(frozen=True, slots=True)
class OverviewRow:
    """A line of a table. share: of the longest bar, 0 to 100."""

    label: str
    number: int
    share: float


@dataclass(frozen=True, slots=True)
class OverviewTable:
    """Guests counted by something, each once a line. anchor: the heading's id."""

    anchor: str
    heading: str
    rows: list[OverviewRow]


@dataclass(frozen=True, slots=True)
class OverviewYear:
    """An edition of a series, its sub-forums included. share: of the most guests, 0 to 100."""

    event: Event
    guests: int
    areas: int
    sub_forums: int
    share: float


def list_of_event() -> AppearanceQuerySet:
    """Return who took part in an event, its sub-forums included."""
    appearances: AppearanceQuerySet = Appearance.objects.published()
    below = Event.objects.published().filter(parent__slug=SLUG).values("pk")
    return appearances.filter(Q(session__event__slug=SLUG) | Q(session__event__in=below))


def list_facts(appearances: AppearanceQuerySet) -> Rows:
    """Return who took part; of people and organizations without a public page names alone count."""
    nothing = Value(NOT_KNOWN, output_field=CharField())
    is_public = public_filter(Person, "person")
    country = Case(When(is_public, then="person__country"), default=nothing)
    gender = Case(When(is_public, then="person__gender"), default=nothing)
    kind = Case(
        When(public_filter(Organization, "organization"), then="organization__kind"),
        default=nothing,
    )
    rows: Rows = appearances.order_by().annotate(
        event=F("session__event"), country=country, kind=kind, gender=gender
    )
    return rows.values(*COLUMNS)


COLUMNS: Final = ("event", "person_id", "role", "attendance", "country", "kind", "gender")
EVENT_OVERVIEW_STATEMENT: Final = PageStatement(
    subjects=lambda: Event.objects.published().with_place_in_series().filter(slug=SLUG),
    facts=lambda: list_facts(list_of_event()),
    **FRAME,
)
SERIES_OVERVIEW_STATEMENT: Final = PageStatement(
    subjects=lambda: Series.objects.published().filter(slug=SLUG),
    events=list_of_series,
    facts=lambda: list_facts(
        Appearance.objects.published().filter(session__event__in=list_of_series().values("pk"))
    ),
    **FRAME,
)


def build_event_overview(records: Records, request: HttpRequest) -> Data | None:
    """Return an event in figures, None where the public sees no such event.

    records: of ``EVENT_OVERVIEW_STATEMENT``.
    """
    page = build_overview(records, request, "title")
    if page is None:
        return None
    [event] = records["subjects"]
    return {**page, "standing": describe_reservation(event), "accent": accent_address(event)}


def build_series_overview(records: Records, request: HttpRequest) -> Data | None:
    """Return a series in figures, None where the public sees no such series.

    records: of ``SERIES_OVERVIEW_STATEMENT``.
    """
    return build_overview(records, request, "name")


def build_overview(records: Records, request: HttpRequest, name: str) -> Data | None:
    """Return the figures of a record. name: its field of the name."""
    if not records["subjects"]:
        return None
    [subject] = records["subjects"]
    texts = PageTexts()
    facts = [AppearanceFacts(*(row[name] for name in COLUMNS)) for row in records["facts"]]
    years = list_years({event.pk: event for event in records.get("events", ())}, facts)
    content = {
        "accent": "",
        "standing": "",
        "name": texts.show(subject, name),
        "href": address_of(subject),
        # As the link that leads here.
        "heading": gettext("Guests in figures, over the years")
        if len(years) > 1
        else gettext("Guests in figures"),
        "years": [describe_year(year, texts) for year in years],
        "has_sub_forums": any(year.sub_forums for year in years),
        "tables": make_tables(facts, counts_gender=find_site(records).counts_gender),
        "total": count_guests(facts),
    }
    context = {"subject": subject, **read_frame(records)}
    return {
        **build_frame(request, context),
        "title": plain_text(subject, name),
        "honest": texts.say_honestly(),
        **content,
    }


def describe_year(year: OverviewYear, texts: PageTexts) -> Data:
    return {
        "href": reverse("event-overview", args=[year.event.slug]),
        "title": texts.show(year.event, "title"),
        "days": describe_days(year.event),
        "sub_forums": year.sub_forums,
        "areas": year.areas,
        "guests": year.guests,
        "share": year.share,
    }


def count_guests(facts: Iterable[AppearanceFacts]) -> int:
    return len({fact.person for fact in facts})


def make_tables(facts: list[AppearanceFacts], *, counts_gender: bool) -> list[OverviewTable]:
    """Return the tables that say anything: one where nothing is recorded is left out."""
    genders = Person.Gender
    kinds, roles, ways = Organization.Kind, Appearance.Role, Appearance.Attendance
    tables = [
        make_table(
            "countries",
            gettext("By country or area"),
            count_people(facts, lambda fact: fact.country),
            countries.name,
        ),
        make_table(
            "organizations",
            gettext("By kind of organization"),
            count_people(facts, lambda fact: fact.organization_kind),
            lambda key: str(kinds(key).label),
        ),
        make_table(
            "roles",
            gettext("By role"),
            count_people(facts, lambda fact: fact.role),
            lambda key: str(roles(key).label),
        ),
        make_table(
            "attendance",
            gettext("By attendance"),
            count_people(facts, lambda fact: fact.attendance),
            lambda key: str(ways(key).label),
        ),
    ]
    people = count_people(facts, lambda fact: fact.gender)
    recorded = [number for gender, number in people.items() if gender]
    # Of how many nothing is recorded is said whatever the number: it tells of nobody.
    if counts_gender and min(recorded, default=0) >= LEAST_OF_A_GENDER:
        tables.append(
            make_table(
                "gender",
                gettext("By gender"),
                people,
                lambda key: str(genders(key).label),
            )
        )
    return [table for table in tables if table]


def count_people(
    facts: Iterable[AppearanceFacts], key: Callable[[AppearanceFacts], str]
) -> dict[str, int]:
    """Return how many people have each key. Who has one somewhere is not “not recorded”."""
    people: dict[str, set[int]] = defaultdict(set)
    for fact in facts:
        people[key(fact)].add(fact.person)
    recorded = set().union(*(group for name, group in people.items() if name))
    people[NOT_KNOWN] = people[NOT_KNOWN] - recorded
    return {name: len(group) for name, group in people.items() if group}


def make_table(
    anchor: str, heading: str, counts: dict[str, int], name: Callable[[str], str]
) -> OverviewTable | None:
    """Return the table, the largest number first and what is not recorded last."""
    if not any(counts.keys()):
        return None
    most = max(counts.values())
    labels = {key: str(name(key)) if key else gettext("Not recorded") for key in counts}
    ordered = sorted(counts, key=lambda key: (not key, -counts[key], label_sort_key(labels[key])))
    rows = [
        OverviewRow(labels[key], counts[key], round(100 * counts[key] / most, 1)) for key in ordered
    ]
    return OverviewTable(anchor, heading, rows)


def list_years(events: dict[int, Event], facts: list[AppearanceFacts]) -> list[OverviewYear]:
    """Return the editions, the latest first; a sub-forum counts within its parent."""
    if not events:
        return []
    heads = {
        key: event.parent_id if event.parent_id in events else key for key, event in events.items()
    }
    of_heads: dict[int, list[AppearanceFacts]] = defaultdict(list)
    for fact in facts:
        of_heads[heads[fact.event]].append(fact)
    guests = {head: count_guests(of_heads[head]) for head in heads.values()}
    most = max(guests.values(), default=0) or 1
    years = [
        OverviewYear(
            event=events[head],
            guests=number,
            areas=len({fact.country for fact in of_heads[head]} - {NOT_KNOWN}),
            sub_forums=sum(1 for key, other in heads.items() if other == head and key != head),
            share=round(100 * number / most, 1),
        )
        for head, number in guests.items()
    ]
    return sorted(years, key=lambda year: _order(year.event), reverse=True)


def _order(event: Event) -> tuple[str, int, str]:
    return str(event.starts_on or ""), event.edition or 0, event.slug

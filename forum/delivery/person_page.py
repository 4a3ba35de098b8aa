"""The page of a person as data: who somebody is, and what she or he did and said at each event."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from django.db.models import F, QuerySet
from django.db.models.functions import Coalesce
from django.http import HttpRequest

from forum.core.addressable import page_address
from forum.core.translated import translated
from forum.delivery.facets import Filters
from forum.delivery.frame import FRAME, build_frame, read_frame
from forum.delivery.lists import describe_filters, describe_pages, paginate
from forum.delivery.page_texts import (
    PageTexts,
    list_in_other_languages,
    list_marks,
    plain_text,
    spell_name,
)
from forum.delivery.pictures import portrait
from forum.delivery.product_cards import describe_product_pages, list_product_querysets
from forum.delivery.programme import PageTurn, lay_out_programme
from forum.delivery.record_fragments import (
    Data,
    describe_attendance,
    describe_days,
    describe_honorific,
    describe_link,
    describe_reservation,
    describe_session_line,
)
from forum.delivery.related import OF_PERSON
from forum.delivery.related_rows import describe_related
from forum.delivery.remarks_filters import Tags, filter_facts, make_fact
from forum.delivery.statements import SLUG, PageStatement, Records, Rows
from forum.delivery.text_markup import display
from forum.delivery.time_markup import days
from forum.models import KnowledgeProduct, Topic
from forum.models.products import KnowledgeProductQuerySet
from people.models import Person
from sessions_app.models import Appearance, Event, Series, Session
from sessions_app.models.appearance_queryset import AppearanceQuerySet


def list_appearances() -> AppearanceQuerySet:
    """Return what somebody did, each with ``series_key``: of the event, or of its parent."""
    event = "session__event"
    appearances = Appearance.objects.published().filter(person__slug=SLUG)
    return appearances.annotate(series_key=Coalesce(f"{event}__series", f"{event}__parent__series"))


def list_products() -> KnowledgeProductQuerySet:
    launched = Appearance.objects.published().filter(person__slug=SLUG).values("pk")
    return KnowledgeProduct.objects.published().filter(launched_by__in=launched).distinct()


def list_series() -> "QuerySet[Series]":
    keys: Rows = list_appearances().order_by()
    series: QuerySet[Series] = Series.objects.published().filter(pk__in=keys.values("series_key"))
    return series


PERSON_STATEMENT = PageStatement(
    people=lambda: Person.objects.published().select_related("organization").filter(slug=SLUG),
    appearances=lambda: list_appearances().with_event().with_people().newest_event_first(),
    topics=lambda: (
        Topic.objects.published()
        .filter(appearances__person__slug=SLUG)
        .annotate(key=F("appearances"))
    ),
    session_topics=lambda: (
        Topic.objects.published()
        .filter(sessions__appearances__person__slug=SLUG)
        .annotate(key=F("sessions"))
    ),
    series=list_series,
    **list_product_querysets(list_products),
    **OF_PERSON,
    **FRAME,
)


def build_person_page(records: Records, request: HttpRequest) -> Data | None:
    """Return what the page of a person shows, None where the public sees no such person.

    records: of ``PERSON_STATEMENT``.
    """
    if not records["people"]:
        return None
    [person] = records["people"]
    filters, appearances = filter_records(records, request)
    page = paginate(request, appearances)
    texts = PageTexts()
    content = {
        "person": describe_head(person, texts),
        "biography": texts.show_prose(person, "biography"),
        "biography_as_of": days(person.biography_as_of) if person.biography_as_of else "",
        "events": [describe_event(event, texts) for event in group_by_event(page)],
        "count": len(appearances),
        "pages": describe_pages(request, page, "#appearances"),
        **describe_product_pages(records, request, texts),
        "filters": describe_filters(request, filters),
        **describe_related(records, texts),
    }
    context = {
        "subject": person,
        **read_frame(records),
        "filters": filters,
        "has_hours": any(guest.session.has_hour for guest in records["appearances"]),
    }
    return {
        **build_frame(request, context),
        "title": plain_text(person, "name"),
        "honest": texts.say_honestly(),
        **content,
    }


def filter_records(records: Records, request: HttpRequest) -> tuple[Filters, list[Appearance]]:
    """Return the filters, and the appearances that they leave: all of one country."""
    tags = Tags(records["topics"], records["session_topics"], records["series"])
    facts = [
        make_fact(
            tags,
            appearance.pk,
            appearance.session_id,
            appearance.role,
            appearance.session.event.starts_on and appearance.session.event.starts_on.year,
            appearance.series_key,
            "",
        )
        for appearance in records["appearances"]
    ]
    filters, matching = filter_facts(request, facts, without="country")
    keys = {fact.pk for fact in matching}
    return filters, [record for record in records["appearances"] if record.pk in keys]


def describe_head(person: Person, texts: PageTexts) -> Data:
    organization, country = person.public_organization, person.country
    return {
        "portrait": portrait(person, size="large", lazy=False),
        **describe_honorific(person, texts),
        "name": texts.show(person, "name"),
        "others": list_in_other_languages(person, "name"),
        "organization": describe_link(organization, "name", texts) if organization else None,
        "country": str(country.name) if country else "",
        "compatriots": f"{page_address('people')}?country={country.code}" if country else "",
        "aliases": [spell_name(name) for name in person.aliases],
    }


@dataclass(frozen=True, slots=True)
class AtEvent:
    """What somebody did at an event, in the order of the programme."""

    event: Event
    turns: list[PageTurn]

    @property
    def one_title(self) -> Appearance | None:
        """The first appearance, if every other one states the same title; else None."""
        titles = {translated(turn.appearance, "title").value for turn in self.turns}
        return self.turns[0].appearance if len(titles) == 1 else None


def group_by_event(appearances: Iterable[Appearance]) -> list[AtEvent]:
    """Group one person's appearances, which stand event by event."""
    groups = groupby(appearances, key=lambda appearance: appearance.session.event)
    return [AtEvent(event, list(list_turns(group))) for event, group in groups]


def list_turns(appearances: Iterable[Appearance]) -> Iterator[PageTurn]:
    for session, group in groupby(appearances, key=lambda appearance: appearance.session):
        yield from list_session_turns(session, list(group))


def list_session_turns(session: Session, appearances: list[Appearance]) -> list[PageTurn]:
    """Return a person's turns in a session; its page gives each its anchor, whoever else speaks."""
    session.public_appearances = appearances
    [segment] = lay_out_programme([session]).segments
    return segment.turns


def describe_event(at_event: AtEvent, texts: PageTexts) -> Data:
    """Return an event with what somebody did there; a title that was the same stands once."""
    event, title = at_event.event, at_event.one_title
    return {
        "days": describe_days(event),
        "href": event.get_absolute_url(),
        "title": texts.show(event, "title"),
        "standing": describe_reservation(event),
        "held_title": texts.show_marked(title, "title") if title else None,
        "turns": [
            {
                **describe_part(turn, texts),
                "held_title": None if title else texts.show_marked(turn.appearance, "title"),
            }
            for turn in at_event.turns
        ],
    }


def describe_part(turn: PageTurn, texts: PageTexts) -> Data:
    appearance = turn.appearance
    return {
        "session": describe_session_line(appearance.session, texts),
        "anchor": turn.anchor,
        "role": display(appearance, "role"),
        "topic": texts.show_marked(appearance, "speech_title"),
        "attendance": describe_attendance(appearance, texts),
        "excerpt": texts.show_excerpt(appearance, "remarks"),
        "marks": list_marks(appearance, translated(appearance, "remarks")),
        "kind": display(appearance, "remarks_kind"),
    }

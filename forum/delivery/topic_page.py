"""The page of a topic as data: who said what about it, and what else is tagged with it."""

from collections.abc import Callable
from typing import Final

from django.db.models import Q, QuerySet
from django.http import HttpRequest

from forum.delivery.facets import read_chosen_values
from forum.delivery.frame import FRAME, build_frame, read_frame
from forum.delivery.lists import (
    describe_filters,
    describe_pages,
    find_part_starts,
    find_start,
    make_page,
    page_slice,
)
from forum.delivery.page_texts import PageTexts, list_in_other_languages, plain_text
from forum.delivery.product_cards import describe_product_pages, list_product_querysets
from forum.delivery.record_fragments import (
    Data,
    describe_days,
    describe_event_row,
    describe_session_link,
)
from forum.delivery.remarks_filters import (
    FILTER_NAMES,
    TOPIC,
    filter_appearances,
    filter_facts,
    list_fact_querysets,
    read_facts,
)
from forum.delivery.remarks_list import describe_remarks_list
from forum.delivery.statements import (
    PART_STARTS,
    SLUG,
    PageAnswer,
    PageStatement,
    Records,
    count_once,
    read_count,
)
from forum.models import KnowledgeProduct, Topic
from forum.models.products import KnowledgeProductQuerySet
from sessions_app.models import Appearance, Event, Session
from sessions_app.models.appearance_queryset import AppearanceQuerySet
from sessions_app.models.events import EventQuerySet


def list_tagged_appearances(slug: str = SLUG) -> AppearanceQuerySet:
    """Return the appearances that are tagged with a topic, or whose session is."""
    said = Appearance.objects.published().with_words()
    return said.filter(Q(topics__slug=slug) | Q(session__topics__slug=slug))


def list_page(said: AppearanceQuerySet) -> AppearanceQuerySet:
    """Return a page of appearances, each once."""
    once = Appearance.objects.filter(pk__in=said.order_by().values("pk"))
    return once.with_event().with_people().newest_event_first()[page_slice()]


def list_events() -> EventQuerySet:
    return Event.objects.published().filter(topics__slug=SLUG)


def list_sessions() -> "QuerySet[Session]":
    return Session.objects.published().filter(topics__slug=SLUG)


def list_products() -> KnowledgeProductQuerySet:
    return KnowledgeProduct.objects.published().filter(topics__slug=SLUG)


def make_statement(list_remarks: Callable[[], AppearanceQuerySet]) -> PageStatement:
    """Return what the page asks. list_remarks: those that it lists."""
    return PageStatement(
        subjects=lambda: Topic.objects.published().filter(slug=SLUG),
        remarks=lambda: list_page(list_remarks()),
        events=lambda: (
            list_events().with_place_in_series().latest_first()[page_slice(PART_STARTS["events"])]
        ),
        events_count=lambda: count_once(list_events(), count="pk"),
        sessions=lambda: (
            list_sessions()
            .select_related("event")
            .order_by("-event__starts_on", "event__slug", "position")[
                page_slice(PART_STARTS["sessions"])
            ]
        ),
        sessions_count=lambda: count_once(list_sessions(), count="pk"),
        **list_product_querysets(list_products),
        **list_fact_querysets(list_tagged_appearances),
        **FRAME,
    )


TOPIC_STATEMENT: Final = make_statement(list_tagged_appearances)


def ask_for_topic(slug: str, request: HttpRequest) -> PageAnswer:
    """Return the rows of a topic's page."""
    statement = TOPIC_STATEMENT
    if read_chosen_values(request, *(name for name in FILTER_NAMES if name != TOPIC)):
        filtered = filter_appearances(request, list_tagged_appearances(slug), without=TOPIC)
        statement = make_statement(lambda: filtered.appearances)
    starts = find_part_starts(request, *PART_STARTS)
    return statement.ask(slug, start=find_start(request), part_starts=starts)


def build_topic_page(records: Records, request: HttpRequest) -> Data | None:
    """Return what the page shows, None where the public sees no such topic.

    records: of ``ask_for_topic``.
    """
    if not records["subjects"]:
        return None
    [topic] = records["subjects"]
    texts = PageTexts()
    filters, facts = filter_facts(request, read_facts(records), without=TOPIC)
    page = make_page(request, records["remarks"], len(facts))
    content = {
        "topic": {
            "name": texts.show(topic, "name"),
            "others": list_in_other_languages(topic, "name"),
        },
        "filters": describe_filters(request, filters),
        "count": len(facts),
        "remarks": describe_remarks_list(page, texts),
        "pages": describe_pages(request, page, "#remarks"),
        **({} if filters.chosen or page.number > 1 else describe_tagged(records, request, texts)),
    }
    context = {
        "subject": topic,
        **read_frame(records),
        "filters": filters,
    }
    return {
        **build_frame(request, context),
        "title": plain_text(topic, "name"),
        "honest": texts.say_honestly(),
        "events": [],
        "sessions": [],
        "products": [],
        **content,
    }


def describe_tagged(records: Records, request: HttpRequest, texts: PageTexts) -> Data:
    """Return what is tagged with the topic besides remarks, each list with pages of its own."""
    pages = {}
    for name in ("events", "sessions"):
        page = make_page(request, records[name], read_count(records[f"{name}_count"]), name)
        pages[f"{name}_pages"] = describe_pages(request, page, f"#{name}", name)
    return {
        **pages,
        **describe_product_pages(records, request, texts),
        "events": [describe_event_row(event, texts) for event in records["events"]],
        "sessions": [
            {
                **describe_session_link(session, texts),
                "event": texts.show(session.event, "title"),
                "days": describe_days(session.event),
            }
            for session in records["sessions"]
        ],
    }

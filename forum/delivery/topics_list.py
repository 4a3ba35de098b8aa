"""Subjects across the years as data: the list of topics, each with how much there is about it."""

from typing import Any, Final

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.utils.translation import ngettext, pgettext

from forum.core.translated import translated
from forum.delivery.facets import label_sort_key
from forum.delivery.frame import FRAME, build_list_frame
from forum.delivery.page_texts import PageTexts
from forum.delivery.record_fragments import Data, describe_link
from forum.delivery.statements import PageStatement, Records
from forum.models import KnowledgeProduct, Topic
from sessions_app.models import Appearance, Event, Session


def list_topics() -> "QuerySet[Topic]":
    appearances = Appearance.objects.published().with_words()
    topics: QuerySet[Topic] = Topic.objects.published().annotate(
        events_count=count_tagged(Event.objects.published()),
        sessions_count=count_tagged(Session.objects.published()),
        appearances_count=count_tagged(appearances)
        + count_tagged(appearances.exclude(topics=OuterRef("pk")), "session__topics"),
        products_count=count_tagged(KnowledgeProduct.objects.published()),
    )
    return topics


def count_tagged(records: "QuerySet[Any]", path: str = "topics") -> Coalesce:
    """Return how many records are tagged with a topic, in a query of their own.

    path: lookup from a record to the topics that count.

    Joined to the topics together, each kind would multiply the rows of the rest.
    """
    tagged = records.filter(**{path: OuterRef("pk")}).order_by().values(path)
    counted = tagged.annotate(count=Count("pk", distinct=True))
    return Coalesce(Subquery(counted.values("count")), 0)


TOPICS_STATEMENT: Final = PageStatement(topics=list_topics, **FRAME)


def build_topics_list(records: Records, request: HttpRequest) -> Data:
    """Return what the list of topics shows. records: of ``TOPICS_STATEMENT``."""
    texts = PageTexts()
    topics = sorted(
        records["topics"], key=lambda topic: label_sort_key(translated(topic, "name").value)
    )
    content = {
        "topics": [
            {**describe_link(topic, "name", texts), "counts": describe_counts(topic)}
            for topic in topics
        ]
    }
    return {**build_list_frame(request, records, texts, pgettext("tag", "Topics")), **content}


def describe_counts(topic: Any) -> list[str]:
    """Return in words how much there is about a topic; what there is none of is left out."""
    words = (
        (topic.events_count, ngettext("%(number)s event", "%(number)s events", topic.events_count)),
        (
            topic.sessions_count,
            ngettext("%(number)s session", "%(number)s sessions", topic.sessions_count),
        ),
        (
            topic.appearances_count,
            ngettext("%(number)s appearance", "%(number)s appearances", topic.appearances_count),
        ),
        (
            topic.products_count,
            ngettext("%(number)s product", "%(number)s products", topic.products_count),
        ),
    )
    return [text % {"number": number} for number, text in words if number]

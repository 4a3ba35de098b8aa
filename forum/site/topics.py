"""Subjects across the years: the list of topics, and who said what about each."""

from typing import Any

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from forum.core.translated import translated
from forum.delivery.facets import label_sort_key
from forum.delivery.lists import paginate
from forum.delivery.remarks_filters import TOPIC, about_topic, filter_appearances
from forum.models import KnowledgeProduct, Topic
from forum.site.record_lookup import find_published, public_page
from sessions_app.models import Appearance, Event, Session


@public_page
def topics(request: HttpRequest) -> HttpResponse:
    counts = {
        "events_count": count_tagged(Event.objects.published()),
        "sessions_count": count_tagged(Session.objects.published()),
        "appearances_count": count_tagged(Appearance.objects.published().with_words()),
        "products_count": count_tagged(KnowledgeProduct.objects.published()),
    }
    records = sorted(
        Topic.objects.published().annotate(**counts),
        key=lambda topic: label_sort_key(translated(topic, "name").value),
    )
    return render(request, "topics/topics.html", {"topics": records})


def count_tagged(records: QuerySet[Any]) -> Coalesce:
    """Return how many records are tagged with a topic, in a query of their own.

    Joined to the topics together, each kind would multiply the rows of the rest.
    """
    tagged = records.filter(topics=OuterRef("pk")).order_by().values("topics")
    counted = tagged.annotate(count=Count("pk", distinct=True))
    return Coalesce(Subquery(counted.values("count")), 0)


@public_page
def topic(request: HttpRequest, slug: str) -> HttpResponse:
    topic = find_published(Topic.objects.published(), slug)
    said = Appearance.objects.published().filter(about_topic(topic)).with_words()
    filtered = filter_appearances(request, said, without=TOPIC)
    ordered = filtered.appearances.with_event().with_people().newest_event_first().distinct()
    page = paginate(request, ordered, count=filtered.count)
    events = Event.objects.published().filter(topics=topic).with_place_in_series()
    sessions = Session.objects.published().filter(topics=topic).select_related("event")
    context = {
        "subject": topic,
        "page": page,
        "filters": filtered.filters,
        "count": filtered.count,
        "events": events.latest_first(),
        "sessions": sessions.order_by("-event__starts_on", "event__slug", "position"),
        "products": topic.products.published().with_launch().latest_first(),
    }
    return render(request, "topics/topic.html", context)

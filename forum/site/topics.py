"""Subjects across the years: the list of topics, and who said what about each."""

from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from forum.core.translated import translated
from forum.core.visibility import public_filter
from forum.models import KnowledgeProduct, Topic
from forum.site.facets import label_sort_key
from forum.site.record_lookup import find_published, paginate, public_page
from forum.site.remarks_filters import TOPIC, about_topic, filter_appearances, with_words
from sessions_app.models import Appearance, Event, Session


@public_page
def topics(request: HttpRequest) -> HttpResponse:
    counts = {
        f"{name}_count": Count(name, filter=public_filter(model, name), distinct=True)
        for name, model in (
            ("events", Event),
            ("sessions", Session),
            ("appearances", Appearance),
            ("products", KnowledgeProduct),
        )
    }
    records = sorted(
        Topic.objects.published().annotate(**counts),
        key=lambda topic: label_sort_key(translated(topic, "name").value),
    )
    return render(request, "topics/topics.html", {"topics": records})


@public_page
def topic(request: HttpRequest, slug: str) -> HttpResponse:
    topic = find_published(Topic.objects.published(), slug)
    said = with_words(Appearance.objects.published().filter(about_topic(topic)))
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

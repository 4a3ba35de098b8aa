"""Subjects across the years: the list of topics, and who said what about each."""

from django.http import HttpRequest, HttpResponse

from forum.delivery.page_cache import show_list, show_page
from forum.delivery.topic_page import ask_for_topic, build_topic_page
from forum.delivery.topics_list import TOPICS_STATEMENT, build_topics_list
from forum.models import Topic
from forum.site.record_lookup import explain_absence, public_page


@public_page
def topics(request: HttpRequest) -> HttpResponse:
    return show_list(request, "topics/topics.jinja", TOPICS_STATEMENT.ask(), build_topics_list)


@public_page
def topic(request: HttpRequest, slug: str) -> HttpResponse:
    page = show_page(request, "topics/topic.jinja", ask_for_topic(slug, request), build_topic_page)
    if page is None:
        raise explain_absence(Topic.objects.published(), slug)
    return page

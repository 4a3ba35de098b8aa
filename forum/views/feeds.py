"""Atom feeds."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import conditional_page

from forum.feeds import EventFeed, NewsFeed, SeriesFeed
from forum.views.lookup import public_page, published_or_moved
from sessions_app.models import Series


@public_page
@conditional_page
def feed(request: HttpRequest) -> HttpResponseBase:
    return EventFeed()(request)


@public_page
@conditional_page
def news_feed(request: HttpRequest) -> HttpResponseBase:
    return NewsFeed()(request)


@public_page
@conditional_page
def series_feed(request: HttpRequest, slug: str) -> HttpResponseBase:
    found = published_or_moved(Series.objects.published(), slug)
    return SeriesFeed()(request, found)

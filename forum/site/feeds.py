"""Atom feeds."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import conditional_page

from forum.site.atom_feeds import EventFeed, NewsFeed, SeriesFeed
from forum.site.record_lookup import public_page, published_or_moved
from sessions_app.models import Series


@public_page
@conditional_page
def feed(request: HttpRequest) -> HttpResponse:
    return _answer(EventFeed()(request))


@public_page
@conditional_page
def news_feed(request: HttpRequest) -> HttpResponse:
    return _answer(NewsFeed()(request))


@public_page
@conditional_page
def series_feed(request: HttpRequest, slug: str) -> HttpResponse:
    found = published_or_moved(Series.objects.published(), slug)
    return _answer(SeriesFeed()(request, found))


def _answer(response: HttpResponse) -> HttpResponse:
    """Let the content alone tell whether a feed has changed: a record that goes leaves an older
    date behind, and a reader that asks by date would keep it.
    """
    del response.headers["Last-Modified"]
    return response

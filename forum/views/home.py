"""The front page: what comes next, or what was last."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from forum.models import KnowledgeProduct, Page
from forum.views.lookup import public_page
from sessions_app.models import Event

RECENT = 6


@public_page
def home(request: HttpRequest) -> HttpResponse:
    events = Event.objects.published().with_place_in_series()
    dated = list(events.exclude(starts_on=None).latest_first()[: RECENT + 1])
    featured = events.upcoming().first() or next(iter(dated), None)
    context = {
        "featured": featured,
        "events": [event for event in dated if event != featured][:RECENT],
        "products": KnowledgeProduct.objects.published().latest_first()[:RECENT],
        "news": Page.objects.published().news()[:3],
    }
    return render(request, "home.html", context)

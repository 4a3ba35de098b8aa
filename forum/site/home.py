"""The front page: what is on or comes next, else what was last; records, products, news."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext

from forum.models import KnowledgeProduct, Page
from forum.site.record_lookup import public_page
from sessions_app.models import Event

COMING = 4
RECENT = 6
NEWS = 3


@public_page
def home(request: HttpRequest) -> HttpResponse:
    events = Event.objects.published().with_place_in_series()
    coming = list(events.upcoming()[: COMING + 1])
    past = list(events.with_a_record().past()[: RECENT + 1])
    featured = next(iter([*coming, *past]), None)
    context = {
        "featured": featured,
        "featured_as": describe_standing(featured) if featured else "",
        "coming": [event for event in coming if event != featured][:COMING],
        "recent": [event for event in past if event != featured][:RECENT],
        "products": KnowledgeProduct.objects.published().with_launch().latest_first()[:COMING],
        "news": Page.objects.published().news()[:NEWS],
    }
    return render(request, "home.html", context)


def describe_standing(event: Event) -> str:
    """Return in words whether the event is on, comes next or is over."""
    today = timezone.localdate()
    if not event.starts_on or not event.ends_on or event.ends_on < today:
        return gettext("Latest record")
    return gettext("On now") if event.starts_on <= today else gettext("Next event")

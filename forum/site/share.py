"""The pictures that shared links show."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import conditional_page

from forum.models import SiteSettings
from forum.site.record_lookup import public_page, published_or_moved
from forum.site.share_images.card import Card, event_card, site_card
from forum.site.share_images.store import picture
from sessions_app.models import Event

# An address names the version; still no longer, for an event may be taken offline.
MAX_AGE = 3600


@public_page
@conditional_page
def share(request: HttpRequest, slug: str) -> HttpResponse:
    found = published_or_moved(Event.objects.published().with_place_in_series(), slug)
    return _answer(event_card(found, SiteSettings.current()))


@public_page
@conditional_page
def site_share(request: HttpRequest) -> HttpResponse:
    return _answer(site_card(SiteSettings.current()))


def _answer(card: Card) -> HttpResponse:
    response = HttpResponse(picture(card), content_type="image/png")
    response.headers["Cache-Control"] = f"public, max-age={MAX_AGE}"
    return response

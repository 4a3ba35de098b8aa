"""The pictures that shared links show."""

from django.http import HttpRequest, HttpResponse

from forum.sharing.image import png
from forum.views.lookup import public_page, published_or_moved
from sessions_app.models import Event


@public_page
def share(request: HttpRequest, slug: str) -> HttpResponse:
    found = published_or_moved(Event.objects.published(), slug)
    return HttpResponse(png(found.accent or "#7a1f1f"), content_type="image/png")


@public_page
def site_share(request: HttpRequest) -> HttpResponse:
    return HttpResponse(png("#7a1f1f"), content_type="image/png")

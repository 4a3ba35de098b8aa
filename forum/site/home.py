"""The front page."""

from django.http import HttpRequest, HttpResponse

from forum.delivery.home_page import build_home_page
from forum.delivery.renderer import render_page
from forum.site.record_lookup import public_page


@public_page
def home(request: HttpRequest) -> HttpResponse:
    return HttpResponse(render_page("home.jinja", build_home_page(request)))

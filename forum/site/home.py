"""The front page."""

from django.http import HttpRequest, HttpResponse

from forum.delivery.home_page import build_home_page
from forum.delivery.home_statement import HOME_STATEMENT
from forum.delivery.page_cache import show_list
from forum.site.record_lookup import public_page


@public_page
def home(request: HttpRequest) -> HttpResponse:
    return show_list(request, "home.jinja", HOME_STATEMENT.ask(), build_home_page)

"""The site's own pages, and its news."""

from django.http import HttpRequest, HttpResponse

from forum.delivery.news_pages import (
    NEWS_ITEM_STATEMENT,
    PAGE_STATEMENT,
    ask_for_news,
    build_news_list,
    build_own_page,
)
from forum.delivery.page_cache import show_list, show_page
from forum.models import Page
from forum.site.record_lookup import explain_absence, public_page


@public_page
def page(request: HttpRequest, slug: str) -> HttpResponse:
    page = show_page(request, "pages/page.jinja", PAGE_STATEMENT.ask(slug), build_own_page)
    if page is None:
        pages = Page.objects.filter(kind=Page.Kind.PAGE)
        raise explain_absence(pages.published(), slug, pages.taken_down())
    return page


@public_page
def news(request: HttpRequest) -> HttpResponse:
    return show_list(request, "pages/news.jinja", ask_for_news(request), build_news_list)


@public_page
def news_item(request: HttpRequest, slug: str) -> HttpResponse:
    answer = NEWS_ITEM_STATEMENT.ask(slug)
    page = show_page(request, "pages/news_item.jinja", answer, build_own_page)
    if page is None:
        news = Page.objects.published().news()
        raise explain_absence(news, slug, Page.objects.taken_down().news())
    return page

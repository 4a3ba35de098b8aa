"""The site's own pages, and its news."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from forum.models import Page
from forum.site.record_lookup import paged, public_page, published_or_moved


@public_page
def page(request: HttpRequest, slug: str) -> HttpResponse:
    pages = Page.objects.filter(kind=Page.Kind.PAGE)
    found = published_or_moved(pages.published(), slug, pages.taken_down())
    return render(request, "pages/page.html", {"subject": found})


@public_page
def news(request: HttpRequest) -> HttpResponse:
    return render(
        request, "pages/news.html", {"page": paged(request, Page.objects.published().news())}
    )


@public_page
def news_item(request: HttpRequest, slug: str) -> HttpResponse:
    news = Page.objects.published().news()
    found = published_or_moved(news, slug, Page.objects.taken_down().news())
    context = {
        "subject": found,
        "older": news.older_than(found).first(),
        "newer": news.newer_than(found).last(),
    }
    return render(request, "pages/news_item.html", context)

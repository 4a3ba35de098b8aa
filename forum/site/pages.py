"""The site's own pages, and its news."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from forum.delivery.lists import paginate
from forum.models import Page
from forum.site.record_lookup import find_published, public_page


@public_page
def page(request: HttpRequest, slug: str) -> HttpResponse:
    pages = Page.objects.filter(kind=Page.Kind.PAGE)
    page = find_published(pages.published(), slug, pages.taken_down())
    return render(request, "pages/page.html", {"subject": page})


@public_page
def news(request: HttpRequest) -> HttpResponse:
    page = paginate(request, Page.objects.published().news())
    return render(request, "pages/news.html", {"page": page})


@public_page
def news_item(request: HttpRequest, slug: str) -> HttpResponse:
    news = Page.objects.published().news()
    item = find_published(news, slug, Page.objects.taken_down().news())
    context = {
        "subject": item,
        "older": news.older_than(item).first(),
        "newer": news.newer_than(item).last(),
    }
    return render(request, "pages/news_item.html", context)

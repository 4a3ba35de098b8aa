"""The site's own pages, and its news."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from forum.models import Page
from forum.views.lookup import public_page, published_or_moved


@public_page
def page(request: HttpRequest, slug: str) -> HttpResponse:
    found = published_or_moved(Page.objects.published().filter(kind=Page.Kind.PAGE), slug)
    return render(request, "pages/page.html", {"subject": found})


@public_page
def news_item(request: HttpRequest, slug: str) -> HttpResponse:
    found = published_or_moved(Page.objects.published().filter(kind=Page.Kind.NEWS), slug)
    return render(request, "pages/page.html", {"subject": found})

"""The library of knowledge products, and each product's page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from forum.models import KnowledgeProduct
from forum.views.lookup import paged, public_page, published_or_moved
from sessions_app.models import Appearance


@public_page
def knowledge(request: HttpRequest) -> HttpResponse:
    products = paged(request, KnowledgeProduct.objects.published().by_kind())
    return render(request, "knowledge/knowledge.html", {"products": products})


@public_page
def product(request: HttpRequest, slug: str) -> HttpResponse:
    shown = KnowledgeProduct.objects.published().select_related("launched_in__event")
    found = published_or_moved(shown, slug)
    launchers = Appearance.objects.published().filter(launched_products=found)
    context = {
        "subject": found,
        "launchers": launchers.with_event().with_people(),
        "publishers": found.publishers.order_by("pk"),
        "topics": found.topics.published().order_by("slug"),
        "parts": found.parts.published(),
    }
    return render(request, "knowledge/product.html", context)

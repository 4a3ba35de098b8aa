"""The library of knowledge products, and each product's page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from forum.models import KnowledgeProduct
from forum.site.library_filters import library_filters
from forum.site.product_parts import chapters
from forum.site.record_lookup import paged, public_page, published_or_moved
from sessions_app.models import Appearance


@public_page
def knowledge(request: HttpRequest) -> HttpResponse:
    filters, keys = library_filters(request)
    products = KnowledgeProduct.objects.published()
    if filters.chosen:
        products = products.filter(pk__in=keys)
    page = paged(request, products.with_launch().by_kind(), count=len(keys))
    context = {"page": page, "filters": filters, "found": len(keys)}
    return render(request, "knowledge/knowledge.html", context)


@public_page
def product(request: HttpRequest, slug: str) -> HttpResponse:
    shown = KnowledgeProduct.objects.published().select_related("launched_in__event__parent")
    found = published_or_moved(shown, slug)
    launchers = Appearance.objects.published().filter(launched_products=found)
    context = {
        "subject": found,
        "launchers": launchers.with_event().with_people(),
        "publishers": found.publishers.not_offline().order_by("pk"),
        "topics": found.topics.published().order_by("slug"),
        "chapters": chapters(found.parts.published()),
    }
    return render(request, "knowledge/product.html", context)

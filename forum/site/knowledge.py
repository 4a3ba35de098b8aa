"""The library of knowledge products, and each product's page."""

from django.http import HttpRequest, HttpResponse

from forum.delivery.page_cache import show_list, show_page
from forum.delivery.product_page import PRODUCT_STATEMENT, build_product_page
from forum.delivery.products_list import ask_for_products, build_products_list
from forum.models import KnowledgeProduct
from forum.site.record_lookup import explain_absence, public_page


@public_page
def knowledge(request: HttpRequest) -> HttpResponse:
    answer = ask_for_products(request)
    return show_list(request, "knowledge/knowledge.jinja", answer, build_products_list)


@public_page
def product(request: HttpRequest, slug: str) -> HttpResponse:
    answer = PRODUCT_STATEMENT.ask(slug)
    page = show_page(request, "knowledge/product.jinja", answer, build_product_page)
    if page is None:
        raise explain_absence(KnowledgeProduct.objects.published(), slug)
    return page

"""The products of a person, an organization or a topic: a list with pages of its own."""

from collections.abc import Callable

from django.http import HttpRequest

from forum.delivery.lists import describe_pages, make_page, page_slice
from forum.delivery.page_texts import PageTexts
from forum.delivery.record_fragments import Data, describe_products
from forum.delivery.statements import PART_STARTS, Querysets, Records, count_once, read_count
from forum.models.products import KnowledgeProductQuerySet
from sessions_app.models import Appearance


def list_product_querysets(list_products: Callable[[], KnowledgeProductQuerySet]) -> Querysets:
    """Return what a page's statement asks for a page of products, with who launched them."""

    def list_page() -> KnowledgeProductQuerySet:
        return list_products().latest_first()[page_slice(PART_STARTS["products"])]

    return {
        "products": lambda: list_page().select_related("launched_in__event"),
        "products_count": lambda: count_once(list_products(), count="pk"),
        "launchers": lambda: Appearance.objects.published().launching(list_page().values("pk")),
    }


def describe_product_pages(records: Records, request: HttpRequest, texts: PageTexts) -> Data:
    """Return the cards of those products, and the links to the list's other pages."""
    count = read_count(records["products_count"])
    page = make_page(request, records["products"], count, "products")
    return {
        "products": describe_products(records, texts, launch="event"),
        "products_pages": describe_pages(request, page, "#products", "products"),
    }

"""Knowledge products: courses, books, reports."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest

from forum.core.content import column, language_codes
from forum.core.translated import html_lang
from forum.models import KnowledgeProduct
from forum.site.structured_data.nodes import (
    Node,
    address,
    description,
    node,
    other_names,
    reference,
    text,
)
from people.models import Organization

_REPORTS = ("报告", "report")


def product_node(
    product: KnowledgeProduct, publishers: Iterable[Organization], request: HttpRequest
) -> Node:
    """Return a product with who publishes it and the event that launched it."""
    kind = kind_of(product)
    session = product.launched_in
    gives = [reference("Organization", one, request) for one in publishers]
    image = request.build_absolute_uri(product.cover.large) if product.cover else ""
    return node(
        kind,
        name=text(product, "title"),
        alternateName=[*other_names(product, "title"), *product.other_names],
        url=address(product, request),
        description=description(product, "summary") or description(product, "description"),
        image=image,
        inLanguage=[html_lang(code) for code in product.languages],
        sameAs=product.link,
        subjectOf=reference("Event", session.event, request) if session else None,
        **{"provider" if kind == "Course" else "publisher": gives},
    )


def product_reference(product: KnowledgeProduct, request: HttpRequest) -> Node:
    return reference(kind_of(product), product, request)


def kind_of(product: KnowledgeProduct) -> str:
    """Return the type of a product; a publication that calls itself a report is one."""
    if product.kind == KnowledgeProduct.Kind.COURSE:
        return "Course"
    if product.kind != KnowledgeProduct.Kind.PUBLICATION:
        return "CreativeWork"
    titles: list[Any] = [getattr(product, column("title", code)) for code in language_codes()]
    named = " ".join(filter(None, titles)).casefold()
    return "Report" if any(word in named for word in _REPORTS) else "Book"

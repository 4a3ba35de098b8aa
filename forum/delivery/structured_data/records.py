"""People, organizations and knowledge products: courses, books, reports."""

from collections.abc import Iterable
from mimetypes import guess_type
from typing import Any

from django.http import HttpRequest

from forum.core.addressable import page_address
from forum.core.content import column
from forum.core.translated import html_lang
from forum.delivery.pictures import large_address
from forum.delivery.structured_data.nodes import (
    Node,
    add_reservation,
    make_node,
    make_reference,
    other_names,
    page_text,
    public_address,
    short_description,
)
from forum.models import KnowledgeProduct
from people.models import Organization, Person

REPORTS = ("报告", "report")
# Of products that are no publications; searches for datasets know them by theirs.
TYPES = {"course": "Course", "dataset": "Dataset", "tool": "SoftwareApplication"}


def make_person_node(person: Person, request: HttpRequest) -> Node:
    """Return a person without a title: titles belong to events."""
    portrait, affiliation = person.public_portrait, person.public_organization
    return make_node(
        "Person",
        name=page_text(person, "name"),
        alternateName=[*other_names(person, "name"), *person.aliases],
        honorificPrefix=page_text(person, "honorific"),
        url=public_address(person, request),
        description=short_description(person, "biography"),
        image=request.build_absolute_uri(large_address(portrait)) if portrait else "",
        affiliation=make_reference("Organization", affiliation, request) if affiliation else None,
    )


def make_organization_node(organization: Organization, request: HttpRequest) -> Node:
    logo = organization.logo
    return make_node(
        "Organization",
        name=page_text(organization, "name"),
        alternateName=[*other_names(organization, "name"), page_text(organization, "abbreviation")],
        url=public_address(organization, request),
        image=request.build_absolute_uri(logo.url) if logo else "",
        sameAs=organization.website,
    )


def make_product_node(
    product: KnowledgeProduct, publishers: Iterable[Organization], request: HttpRequest
) -> Node:
    """Return a product with who publishes it and the event that launched it."""
    kind = schema_type(product)
    session = product.launched_in
    organizations = [make_reference("Organization", giver, request) for giver in publishers]
    image = request.build_absolute_uri(large_address(product.cover)) if product.cover else ""
    return make_node(
        kind,
        name=page_text(product, "title"),
        alternateName=[*other_names(product, "title"), *product.other_names],
        url=public_address(product, request),
        description=add_reservation(
            short_description(product, "summary") or short_description(product, "description"),
            product.reservation,
        ),
        image=image,
        inLanguage=[html_lang(code) for code in product.languages],
        identifier=product.identifier_addresses,
        sameAs=product.link,
        subjectOf=make_reference("Event", session.event, request) if session else None,
        distribution=make_file_node(product, request) if kind == "Dataset" else None,
        **{"provider" if kind == "Course" else "publisher": organizations},
    )


def make_file_node(product: KnowledgeProduct, request: HttpRequest) -> Node | None:
    """Return the file of a dataset, None where the site has none."""
    name = product.file_name
    if not name:
        return None
    return make_node(
        "DataDownload",
        name=name,
        contentUrl=request.build_absolute_uri(page_address("product-file", product.slug, name)),
        encodingFormat=guess_type(name)[0],
    )


def product_reference(product: KnowledgeProduct, request: HttpRequest) -> Node:
    return make_reference(schema_type(product), product, request)


def schema_type(product: KnowledgeProduct) -> str:
    """Return the type of a product; a publication that calls itself a report is one."""
    if product.kind != KnowledgeProduct.Kind.PUBLICATION:
        return TYPES.get(product.kind, "CreativeWork")
    titles: list[Any] = [
        getattr(product, column("title", code)) for code in product.readable_languages
    ]
    named = " ".join(filter(None, titles)).casefold()
    return "Report" if any(word in named for word in REPORTS) else "Book"

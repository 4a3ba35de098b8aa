"""Which nodes a page has, by the route that led to it."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext

from forum.core.addressable import page_address
from forum.core.record_names import name_of
from forum.delivery.structured_data.datasets import make_dataset_node
from forum.delivery.structured_data.events import (
    make_event_node,
    make_series_node,
    make_session_node,
)
from forum.delivery.structured_data.nodes import (
    Node,
    make_node,
    public_address,
)
from forum.delivery.structured_data.records import (
    make_organization_node,
    make_person_node,
    make_product_node,
)
from forum.models.list_pages import LISTS

# Route of a record -> the list that stands above it.
LISTS_ABOVE: dict[str, str] = {
    "event": "events",
    "session": "events",
    "series": "events",
    "person": "people",
    "organization": "organizations",
    "product": "knowledge",
    "topic": "topics",
    "news-item": "news",
    "page": "",
}


def list_page_nodes(context: Any, request: HttpRequest, route: str) -> list[Node]:
    """Return what a page is about, and where it stands; nothing for pages of other kinds."""
    subject = context.get("subject")
    if subject is None or route not in LISTS_ABOVE:
        return []
    return [
        *describe_subject(subject, context, request, route),
        make_breadcrumbs(subject, request, route),
    ]


def describe_subject(subject: Any, context: Any, request: HttpRequest, route: str) -> list[Node]:
    """Return the node of a page's record. context: that of its page, which has what it shows."""
    match route:
        case "event":
            return [
                make_event_node(subject, context, request),
                make_dataset_node(subject, context, request),
            ]
        case "session":
            return [make_session_node(subject, context, request)]
        case "series":
            return [make_series_node(subject, context.get("page") or (), request)]
        case "person":
            return [make_person_node(subject, request)]
        case "organization":
            return [make_organization_node(subject, request)]
        case "product":
            return [make_product_node(subject, context.get("publishers", ()), request)]
        case _:
            return []


def make_breadcrumbs(subject: Any, request: HttpRequest, route: str) -> Node:
    above = LISTS_ABOVE[route]
    steps = [(gettext("Home"), page_address("home"))]
    if above:
        steps.append((str(LISTS[above].name), page_address(above)))
    if route == "session":
        steps.append((name_of(subject.event).value, subject.event.get_absolute_url()))
    places = [(words, request.build_absolute_uri(path)) for words, path in steps]
    places.append((name_of(subject).value, public_address(subject, request)))
    items = [
        make_node("ListItem", position=number, name=words, item=place)
        for number, (words, place) in enumerate(places, 1)
    ]
    return make_node("BreadcrumbList", itemListElement=items)

"""Which nodes a page has, by the route that led to it."""

from collections.abc import Callable, Mapping
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy

from forum.core.record_names import name_of
from forum.site.structured_data.events import event_node, series_node, session_node
from forum.site.structured_data.nodes import Node, address, node
from forum.site.structured_data.people import organization_node, person_node
from forum.site.structured_data.products import product_node

type Context = Mapping[str, Any]

# Route -> the list that stands above it: its route and its name.
ABOVE: dict[str, tuple[str, Any]] = {
    "event": ("events", gettext_lazy("Events")),
    "session": ("events", gettext_lazy("Events")),
    "series": ("events", gettext_lazy("Events")),
    "person": ("people", gettext_lazy("People")),
    "organization": ("organizations", gettext_lazy("Organizations")),
    "product": ("knowledge", gettext_lazy("Knowledge products")),
    "news-item": ("news", gettext_lazy("News")),
    "page": ("", ""),
}
RECORDS: dict[str, Callable[[Any, Any, HttpRequest], Node]] = {
    "event": event_node,
    "session": session_node,
    "series": lambda one, context, request: series_node(one, context.get("page") or (), request),
    "person": lambda one, _context, request: person_node(one, request),
    "organization": lambda one, _context, request: organization_node(one, request),
    "product": lambda one, context, request: product_node(
        one, context.get("publishers", ()), request
    ),
}


def nodes(context: Any, request: HttpRequest, route: str) -> list[Node]:
    """Return what a page is about, and where it stands; nothing for pages of other kinds."""
    subject = context.get("subject")
    if subject is None or route not in ABOVE:
        return []
    about = RECORDS.get(route)
    found = [about(subject, context, request)] if about else []
    return [*found, _breadcrumbs(subject, request, route)]


def _breadcrumbs(subject: Any, request: HttpRequest, route: str) -> Node:
    above, name = ABOVE[route]
    steps = [(gettext("Home"), reverse("home"))]
    if above:
        steps.append((str(name), reverse(above)))
    if route == "session":
        steps.append((name_of(subject.event).value, subject.event.get_absolute_url()))
    places = [(words, request.build_absolute_uri(path)) for words, path in steps]
    places.append((name_of(subject).value, address(subject, request)))
    items = [
        node("ListItem", position=number, name=words, item=place)
        for number, (words, place) in enumerate(places, 1)
    ]
    return node("BreadcrumbList", itemListElement=items)

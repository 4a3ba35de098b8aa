"""What the page of a record says about taking it away: how to cite it, its code, its formats."""

from collections.abc import Mapping
from typing import Any

from forum.core.addressable import page_address
from forum.delivery.citations import cite_record
from forum.delivery.link_previews import RECORD_ROUTES, route_name
from forum.delivery.other_formats import formats_of, list_references
from forum.delivery.time_markup import days

# The pages of events and sessions have a colophon of their own.
ROUTES = {"news-item", *RECORD_ROUTES.values()}


def describe_take_away(context: Mapping[str, Any]) -> dict[str, Any] | None:
    """Return it, None for a page that is about no record. context: as for the page's frame."""
    record = context.get("subject")
    if record is None or route_name(context) not in ROUTES:
        return None
    address = context["request"].build_absolute_uri(record.get_absolute_url())
    route = RECORD_ROUTES[record._meta.model_name]
    return {
        # Only events and their sessions are records of something that took place.
        "is_page": True,
        "published": days(record.published_at) if record.published_at else "",
        "updated": days(record.updated),
        "address": address,
        "short_address": address.partition("://")[2],
        "citation": cite_record(record, context, address),
        "code": page_address(f"{route}-qr", record.slug),
        "references": list_references(record),
        "formats": formats_of(record, has_hours=context.get("has_hours", False)),
    }

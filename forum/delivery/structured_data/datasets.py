"""What programs may take of an event, as search engines for datasets list it."""

from collections.abc import Iterable
from typing import Any, Final

from django.http import HttpRequest
from django.utils.translation import gettext

from forum.core.addressable import page_address
from forum.core.content import language_codes
from forum.core.translated import html_lang
from forum.delivery.share_cards import page_site_name
from forum.delivery.structured_data.events import ORGANIZERS, day_text, make_place
from forum.delivery.structured_data.nodes import (
    Node,
    add_reservation,
    make_node,
    make_reference,
    page_text,
    public_address,
)
from forum.exports.schedules.schedule_records import has_hours
from forum.exports.schedules.schedule_xml import XML_TYPE
from sessions_app.models import Event, EventOrganization, Session

JSON: Final = "application/json"
# Lists of the read interface that may be asked for those of an event.
PARTS: Final = ("sessions", "appearances", "products")


def make_dataset_node(event: Event, context: Any, request: HttpRequest) -> Node:
    """Return an event's data with the files that its page offers.

    context: that of its page. Descriptions have fifty characters at least, as Google asks.
    """
    title = page_text(event, "title")
    site = page_site_name(context["site"])
    sessions = [segment.session for segment in context["programme"].segments]
    days = [day_text(day) for day in (event.starts_on, event.ends_on) if day]
    return make_node(
        "Dataset",
        name=gettext("Data of “%(event)s”") % {"event": title},
        description=describe_dataset(event, title),
        url=public_address(event, request),
        about=make_reference("Event", event, request),
        identifier=event.identifier_addresses,
        creator=list_creators(context.get("organizations", ()), request),
        publisher=make_node("Organization", name=site),
        inLanguage=[
            html_lang(code) for code in language_codes() if code in event.readable_languages
        ],
        isAccessibleForFree=True,
        dateModified=event.changed_at.isoformat(timespec="seconds"),
        temporalCoverage="/".join(days),
        spatialCoverage=make_place(event),
        includedInDataCatalog=make_node(
            "DataCatalog",
            name=site,
            url=request.build_absolute_uri(page_address("api-docs")),
        ),
        distribution=[
            make_download(name, request.build_absolute_uri(address), kind)
            for name, address, kind in list_files(event, sessions)
        ],
    )


def describe_dataset(event: Event, title: str) -> str:
    """Return what the data are, with what a reader must know of the whole record."""
    words = gettext(
        "Sessions, guests under the titles that they held then, organizations and knowledge "
        "products of “%(event)s”, in all languages of the site, each text with its state: "
        "for programs to read, and to cite."
    ) % {"event": title}
    return add_reservation(words, str(event.get_standing_display()))


def list_files(event: Event, sessions: list[Session]) -> list[tuple[str, str, str]]:
    """Return name, address and media type of what programs may take. sessions: public ones."""
    interface = "/api/v1/"
    files = [(gettext("Event (JSON)"), f"{interface}events/{event.slug}", JSON)]
    names = (gettext("Sessions (JSON)"), gettext("Appearances (JSON)"), gettext("Products (JSON)"))
    files += [
        (name, f"{interface}{part}?event={event.slug}", JSON)
        for name, part in zip(names, PARTS, strict=True)
    ]
    if has_hours(sessions):
        xml, json = (page_address(f"schedule-{kind}", event.slug) for kind in ("xml", "json"))
        files.append((gettext("Programme (schedule.xml)"), xml, XML_TYPE))
        files.append((gettext("Programme (schedule.json)"), json, JSON))
    return files


def make_download(name: str, address: str, kind: str) -> Node:
    """Return a file of a dataset. kind: its media type."""
    return make_node("DataDownload", name=name, contentUrl=address, encodingFormat=kind)


def list_creators(roles: Iterable[EventOrganization], request: HttpRequest) -> list[Node]:
    return [
        make_reference("Organization", printed.organization, request)
        for printed in roles
        if printed.role in ORGANIZERS
    ]

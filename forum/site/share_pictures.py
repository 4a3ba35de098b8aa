"""The pictures that shared links show."""

import os
import tempfile
from pathlib import Path
from typing import Any

from django.db.models import Exists, OuterRef
from django.http import Http404, HttpRequest, HttpResponse
from django.urls.converters import StringConverter
from django.utils.translation import get_language
from django.views.decorators.http import conditional_page

from forum.core.storage import share_folder
from forum.delivery.share_cards import (
    Card,
    make_event_card,
    make_quote_card,
    make_record_card,
    make_session_card,
    make_site_card,
)
from forum.exports.stored_files import discard_stored_file, read_stored_file
from forum.models import HomePart, SiteSettings
from forum.site.event_lookup import find_event, find_session_of
from forum.site.record_lookup import find_published, find_session, public_page
from forum.site.share_drawing import draw_card, draw_square
from sessions_app.models import Appearance, Event

# Some 40 MB; a larger site draws its least recent pictures again.
MOST_STORED = 2000


class ShapeConverter(StringConverter):
    """The shapes in an address: share, as Open Graph has pictures, and square, as WeChat has."""

    regex = "share|square"


class RoleConverter(StringConverter):
    """A role in an address, after a point; "" for none."""

    regex = r"(?:\.[a-z]+)?"

    def to_python(self, value: str) -> str:
        return value.removeprefix(".")

    def to_url(self, value: str) -> str:
        return f".{value}" if value else ""


@public_page
@conditional_page
def share(request: HttpRequest, slug: str, shape: str) -> HttpResponse:
    event = find_published(Event.objects.published().with_place_in_series(), slug)
    return send_card(make_event_card(event, SiteSettings.current()), shape)


@public_page
@conditional_page
def session(request: HttpRequest, slug: str, session_slug: str, shape: str) -> HttpResponse:
    event = find_published(Event.objects.published().with_place_in_series(), slug)
    session = find_session(event.sessions.published(), event, session_slug)
    session.event = event
    return send_card(make_session_card(session, event, SiteSettings.current()), shape)


@public_page
@conditional_page
def record(request: HttpRequest, slug: str, shape: str, model: Any) -> HttpResponse:
    record = find_published(model.objects.published(), slug)
    return send_card(make_record_card(record, SiteSettings.current()), shape)


@public_page
@conditional_page
def site_share(request: HttpRequest, shape: str) -> HttpResponse:
    return send_card(make_site_card(SiteSettings.current()), shape)


@public_page
@conditional_page
def quote(
    request: HttpRequest, slug: str, session_slug: str, person_slug: str, role: str
) -> HttpResponse:
    """Answer with the card of what somebody said in a session.

    Without a role: of several texts the one that the front page quotes, else the first.
    """
    event = find_event(slug)
    session = find_session_of(event, session_slug)
    appearances = Appearance.objects.published().filter(session=session, person__slug=person_slug)
    if role:
        appearances = appearances.filter(role=role)
    site = SiteSettings.current()
    cards = (
        make_quote_card(appearance, event, site)
        for appearance in appearances.select_related("person", "session__event").order_by(
            ~Exists(HomePart.objects.quoting(OuterRef("pk"))), "position", "pk"
        )
    )
    card = next(filter(None, cards), None)
    parts = (slug, session_slug, person_slug, role, get_language(), "png")
    name = ".".join(filter(None, parts))
    if card is None:
        discard_stored_file(name)
        raise Http404
    return send_picture(load_quote(card, name))


def load_quote(card: Card, name: str) -> bytes:
    """Return the picture of a quote, kept with the event's files, which an erasure removes."""
    try:
        return read_stored_file(name, card.key, lambda: draw_card(card))
    except OSError:
        # A full or read-only disk costs time, not the answer.
        return draw_card(card)


def send_card(card: Card, shape: str) -> HttpResponse:
    return send_picture(load_picture(card, shape))


def send_picture(picture: bytes) -> HttpResponse:
    # To be asked for each time, as pages are: an event may be taken offline.
    return HttpResponse(picture, content_type="image/png")


def load_picture(card: Card, shape: str) -> bytes:
    """Return the picture of a card, drawn when it is first asked for."""
    file = share_folder() / f"{card.key}-{shape}.png"
    try:
        return file.read_bytes()
    except FileNotFoundError:
        drawn = draw_square(card) if shape == "square" else draw_card(card)
        store_picture(file, drawn)
        return drawn


def store_picture(file: Path, content: bytes) -> None:
    """Store a picture whole or not at all: another request may draw the same one meanwhile."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=file.parent, suffix=".part")
        with os.fdopen(handle, "wb") as part:
            part.write(content)
        Path(name).replace(file)
        make_room(file.parent)
    except OSError:
        # A full or read-only disk costs time, not the answer.
        return


def make_room(folder: Path) -> None:
    pictures = [(file.stat().st_mtime, file) for file in folder.iterdir()]
    surplus = max(0, len(pictures) - MOST_STORED)
    for _age, file in sorted(pictures)[:surplus]:
        file.unlink(missing_ok=True)

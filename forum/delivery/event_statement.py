"""What the pages of an event and of a session ask the database: one statement each."""

from typing import Final

from django.db.models import Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from forum.core.columns import columns
from forum.delivery.frame import FRAME
from forum.delivery.related import OF_EVENT, OF_SESSION
from forum.delivery.statements import PART_SLUG, SLUG, PageStatement, Querysets, Rows
from forum.models import KnowledgeProduct, Topic
from sessions_app.models import (
    Appearance,
    Correction,
    Document,
    Event,
    EventOrganization,
    Photo,
    Session,
)
from sessions_app.models.appearance_queryset import AppearanceQuerySet
from sessions_app.models.events import EventQuerySet


def list_launchers() -> "QuerySet[Appearance]":
    """Return who launched the products of the event, each with the key of the product."""
    products = KnowledgeProduct.objects.filter(launched_in__event__slug=SLUG).values("pk")
    return Appearance.objects.published().launching(products)


def list_edition_candidates() -> "QuerySet[Event]":
    """Return the events of the same series and kind, and those that staff joined to the event."""
    this = Event.objects.filter(slug=SLUG)
    series = Coalesce("series_id", "parent__series_id")
    alike = Q(
        series_key=Subquery(this.annotate(series_key=series).values("series_key")[:1]),
        kind=Subquery(this.values("kind")[:1]),
    )
    joined = Q(pk=Subquery(this.values("previous_edition")[:1])) | Q(previous_edition__slug=SLUG)
    texts = columns("introduction", "key_points", "clearance_key_points", "subtitle", "cover_alt")
    events = Event.objects.published().with_place_in_series().with_last_day().defer(*texts)
    candidates = events.annotate(series_key=series).filter(alike | joined)
    return candidates.order_by("slug")


def list_event_alone() -> EventQuerySet:
    return Event.objects.published().with_place_in_series().with_cover().filter(slug=SLUG)


def list_event() -> EventQuerySet:
    return list_event_alone().with_last_change()


def list_roles() -> "QuerySet[EventOrganization]":
    return EventOrganization.objects.published().in_print_order().filter(event__slug=SLUG)


def list_appearances() -> AppearanceQuerySet:
    return Appearance.objects.published().with_people().filter(session__event__slug=SLUG)


def list_products() -> "QuerySet[KnowledgeProduct]":
    products = KnowledgeProduct.objects.published().select_related("launched_in__event")
    return products.filter(launched_in__event__slug=SLUG)


def list_photos() -> "QuerySet[Photo]":
    return Photo.objects.published().in_gallery().filter(event__slug=SLUG)


def list_guests_on_photos() -> Rows:
    """Return who is on which photo of the event, by keys; who of them is public is asked beside."""
    ties: Rows = Appearance.photos.through._default_manager.filter(photo__event__slug=SLUG)
    return ties.values("photo_id", "appearance_id")


def list_documents() -> "QuerySet[Document]":
    documents: QuerySet[Document] = Document.objects.published().filter(event__slug=SLUG)
    return documents


# What both pages show whole.
COMMON: Final[Querysets] = {
    "organizations": list_roles,
    "sessions": lambda: Session.objects.published().with_recordings().filter(event__slug=SLUG),
    "guests_on_photos": list_guests_on_photos,
    **FRAME,
}

EVENT_STATEMENT = PageStatement(
    events=lambda: list_event_alone().with_last_day(),
    appearances=list_appearances,
    products=list_products,
    launchers=list_launchers,
    photos=list_photos,
    documents=list_documents,
    sub_forums=lambda: (
        Event.objects.published().filter(parent__slug=SLUG).order_by("starts_on", "slug")
    ),
    topics=lambda: Topic.objects.published().filter(events__slug=SLUG),
    corrections=lambda: Correction.objects.published().filter(event__slug=SLUG),
    candidates=list_edition_candidates,
    **OF_EVENT,
    **COMMON,
)

SESSION_STATEMENT = PageStatement(
    events=list_event,
    appearances=lambda: list_appearances().filter(session__slug=PART_SLUG),
    products=lambda: list_products().filter(launched_in__slug=PART_SLUG),
    photos=lambda: list_photos().filter(session__slug=PART_SLUG),
    documents=lambda: list_documents().filter(session__slug=PART_SLUG),
    topics=lambda: Topic.objects.published().filter(
        sessions__event__slug=SLUG, sessions__slug=PART_SLUG
    ),
    **OF_SESSION,
    **COMMON,
)

"""What the page of an event asks the database: one statement."""

from django.db.models import F, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from forum.delivery.statements import SLUG, PageStatement
from forum.models import KnowledgeProduct, Page, SiteSettings, Topic
from sessions_app.models import (
    Appearance,
    Correction,
    Document,
    Event,
    EventOrganization,
    Photo,
    Session,
)


def list_launchers() -> "QuerySet[Appearance]":
    """Return who launched the products of the event, each with the key of the product."""
    launchers = Appearance.objects.published().filter(
        launched_products__launched_in__event__slug=SLUG
    )
    launchers = launchers.annotate(product_id=F("launched_products"))
    ordered: QuerySet[Appearance] = launchers.select_related("person").order_by("position", "pk")
    return ordered


def list_edition_candidates() -> "QuerySet[Event]":
    """Return the events of the same series and kind, and those that staff joined to the event."""
    this = Event.objects.filter(slug=SLUG)
    series = Coalesce("series_id", "parent__series_id")
    alike = Q(
        series_key=Subquery(this.annotate(series_key=series).values("series_key")[:1]),
        kind=Subquery(this.values("kind")[:1]),
    )
    joined = Q(pk=Subquery(this.values("previous_edition")[:1])) | Q(previous_edition__slug=SLUG)
    events = Event.objects.published().with_place_in_series().with_last_day()
    candidates: QuerySet[Event] = events.annotate(series_key=series).filter(alike | joined)
    return candidates.order_by("slug")


STATEMENT = PageStatement(
    events=lambda: (
        Event.objects.published()
        .with_place_in_series()
        .with_last_change()
        .with_last_day()
        .filter(slug=SLUG)
    ),
    organizations=lambda: (
        EventOrganization.objects.published().in_print_order().filter(event__slug=SLUG)
    ),
    sessions=lambda: Session.objects.published().filter(event__slug=SLUG),
    appearances=lambda: (
        Appearance.objects.published().with_people().filter(session__event__slug=SLUG)
    ),
    products=lambda: (
        KnowledgeProduct.objects.published()
        .select_related("launched_in__event")
        .filter(launched_in__event__slug=SLUG)
    ),
    launchers=list_launchers,
    photos=lambda: Photo.objects.published().filter(event__slug=SLUG, appearances=None),
    documents=lambda: Document.objects.published().filter(event__slug=SLUG),
    sub_forums=lambda: (
        Event.objects.published().filter(parent__slug=SLUG).order_by("starts_on", "slug")
    ),
    topics=lambda: Topic.objects.published().filter(events__slug=SLUG),
    corrections=lambda: Correction.objects.published().filter(event__slug=SLUG),
    candidates=list_edition_candidates,
    menu=lambda: Page.objects.published().in_menu(),
    site=lambda: SiteSettings.objects.all(),
)

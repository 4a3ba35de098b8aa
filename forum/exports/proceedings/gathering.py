"""What a book holds of an event: only what is published, or for the desk all that is not kept back.

Each answers with the same records, by a constant number of queries an event.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from forum.models import KnowledgeProduct
from sessions_app.models import (
    Appearance,
    Correction,
    Event,
    EventOrganization,
    Photo,
    Session,
)


@dataclass(frozen=True, slots=True)
class EventRecords:
    """An event of a book with its parts, each in the order of print.

    sessions: with ``public_appearances``; products: with ``public_launchers``; photos: those that
    stand beside nobody's remarks.
    """

    event: Event
    organizations: list[EventOrganization]
    sessions: list[Session]
    products: list[KnowledgeProduct]
    photos: list[Photo]
    corrections: list[Correction]


def gather_public(event: Event, session: Session | None = None) -> list[EventRecords]:
    """Return what the public may see of an event and its sub-forums, in the active language.

    event: of a queryset ``published``; session: the one whose remarks alone are printed.
    """
    sub_forums = Event.objects.published().with_place_in_series().with_last_change()
    events = [event, *sub_forums.filter(parent=event).order_by("starts_on", "slug")]
    return [find_public(printed, session) for printed in ([event] if session else events)]


def find_public(event: Event, session: Session | None) -> EventRecords:
    sessions = _only(Session.objects.published().filter(event=event).with_appearances(), session)
    appearances = list_appearances(sessions)
    products = KnowledgeProduct.objects.published().with_launch().prefetch_related("publishers")
    photos = _beside_nobody(Photo.objects.published().filter(event=event), appearances)
    return collect(
        event,
        EventOrganization.objects.published().filter(event=event).in_print_order(),
        sessions,
        products.filter(launched_in__in=sessions).order_by("launched_in__position", "position"),
        photos if session is None else photos.filter(session=session),
        Correction.objects.published().filter(event=event),
    )


def gather_draft(
    event: Event, session: Session | None = None, among: QuerySet[Event] | None = None
) -> list[EventRecords]:
    """Return all of an event and its sub-forums that staff do not keep back, published or not.

    among: the events of which sub-forums come along; all unless told.
    """
    related = Event.objects.not_offline().with_place_in_series().filter(parent=event)
    if among is not None:
        related = related.filter(pk__in=among.values("pk"))
    events = [event, *related.order_by("starts_on", "slug")]
    return [find_draft(printed, session) for printed in ([event] if session else events)]


def find_draft(event: Event, session: Session | None) -> EventRecords:
    photos = Photo.objects.not_withheld().refused_by_nobody().filter(event=event)
    drafts: Any = Appearance.objects.not_withheld().with_people()
    appearances = drafts.annotate(photo_is_public=Exists(photos.filter(pk=OuterRef("photo"))))
    named: Any = Prefetch("appearances", queryset=appearances, to_attr="public_appearances")
    unhidden = Session.objects.not_withheld().filter(event=event)
    sessions = _only(unhidden.prefetch_related(named), session)
    launchers = Appearance.objects.not_withheld().select_related("person").order_by("position")
    launched_by = Prefetch("launched_by", queryset=launchers, to_attr="public_launchers")
    products = KnowledgeProduct.objects.not_offline().select_related("launched_in__event")
    loose = _beside_nobody(photos, list_appearances(sessions))
    return collect(
        event,
        EventOrganization.objects.not_withheld().filter(event=event).in_print_order(),
        sessions,
        products.prefetch_related(launched_by, "publishers")
        .filter(launched_in__in=sessions)
        .order_by("launched_in__position", "position"),
        loose if session is None else loose.filter(session=session),
        Correction.objects.not_withheld().filter(event=event),
    )


def collect(event: Event, *parts: Iterable[Any]) -> EventRecords:
    """Return the parts of an event as lists; each knows the event, so that none asks for it."""
    records = EventRecords(event, *(list(part) for part in parts))
    for session in records.sessions:
        session.event = event
        for appearance in session.public_appearances:
            appearance.session = session
    owned: Iterable[Any] = (*records.organizations, *records.photos, *records.corrections)
    for part in owned:
        part.event = event
    return records


def list_appearances(sessions: Iterable[Session]) -> list[Appearance]:
    return [appearance for session in sessions for appearance in session.public_appearances]


def _only(sessions: Any, session: Session | None) -> list[Session]:
    rows = sessions.order_by("position", "pk")
    return list(rows if session is None else rows.filter(pk=session.pk))


def _beside_nobody(photos: Any, appearances: list[Appearance]) -> Any:
    """Return the photos of guests of the book, or of nobody, that stand beside no remarks in it."""
    guests = Appearance.photos.through.objects.filter(appearance__in=appearances)
    beside_remarks = {row.photo_id for row in appearances if row.photo_id}
    loose = photos.filter(Q(appearances=None) | Q(pk__in=guests.values("photo")))
    return loose.exclude(pk__in=beside_remarks).order_by("position", "pk")

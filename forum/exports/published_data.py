"""What the public may see of an event, as ``EventExport``.

Only public parts are gathered, and of each the texts that nobody may read yet are emptied before
anything reads them: whatever a format prints, it cannot print what is not there.
"""

from dataclasses import replace
from typing import Any, cast

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from forum.core.content import PartQuerySet, Record
from forum.core.translated import in_language
from forum.exports.event_data import EventGathering, empty_texts
from forum.exports.export_records import EventExport
from forum.models import KnowledgeProduct
from forum.models.products import KnowledgeProductQuerySet
from people.models import Person
from sessions_app.models import Appearance, Event
from sessions_app.models.appearance_queryset import AppearanceQuerySet


def gather_published(event: Event) -> EventExport:
    """Return what is public of an event, by the active language's rules of visibility.

    event: of a queryset ``published().with_place_in_series()``; unready texts leave the instance.
    """
    event.parent, event.series = event.public_parent, event.public_series
    records = [event, event.parent, event.series]
    if event.parent:
        event.parent.series = event.parent.public_series
        records.append(event.parent.series)
    for record in records:
        empty_unready_texts(record)
    return PublishedGathering(event, withheld=False).export()


class PublishedGathering(EventGathering):
    """Gathers what is public, and of that the texts that are ready."""

    stage = _("Published texts only")

    def export(self) -> EventExport:
        """Return what is gathered; what an office answered is the desk's, as on every page.

        That some words were not reviewed by who said them, the head of each sheet says.
        """
        export = super().export()
        guests = [replace(guest, clearance={}) for guest in export.record.appearances]
        return replace(export, record=replace(export.record, appearances=tuple(guests)))

    def list_visible(self, rows: QuerySet[Any]) -> list[Any]:
        parts = list(select_published(rows))
        for part in parts:
            self._know_owner(part)
            for record in (part, *list_related(part)):
                empty_unready_texts(record)
            if isinstance(part, Appearance):
                empty_what_pages_omit(part)
        return parts

    def list_products(self, rows: KnowledgeProductQuerySet) -> list[KnowledgeProduct]:
        products = list(rows.published())
        for product in products:
            empty_unready_texts(product)
        return products

    def _know_owner(self, part: Any) -> None:
        """Let a part know the event whose languages hold for it, so that none is asked for it."""
        if isinstance(part, Appearance):
            part.session.event = self._event
        else:
            part.event = self._event


def select_published(rows: QuerySet[Any]) -> QuerySet[Any]:
    """Return those that the public may see, in the same order; guests with their photos."""
    published = cast("PartQuerySet[Any]", rows).published()
    if isinstance(published, AppearanceQuerySet):
        return published.with_people().order_by(*rows.query.order_by)
    return published


def list_related(part: Record) -> list[Record | None]:
    """Return the records that a part is printed with."""
    names = (
        ("person", "organization", "session") if isinstance(part, Appearance) else ("organization",)
    )
    return [getattr(part, name, None) for name in names]


def empty_unready_texts(record: Record | None) -> None:
    """Empty what the public may not read of a record, in this instance of it."""
    if record is not None:
        empty_texts(record, lambda field, code: not in_language(record, field, code))


def empty_what_pages_omit(appearance: Appearance) -> None:
    """Empty what no page shows of a guest: a caption without its photo, a draft's spellings."""
    if appearance.public_photo is None:
        empty_texts(appearance, lambda field, _code: field == "caption")
        appearance.photo = None
    person: Person = appearance.person
    if not person.is_public:
        person.aliases, person.country = [], None

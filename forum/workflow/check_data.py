"""What the checks look at besides an event itself, read at once for any number of events."""

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any, Final

from django.db.models import Count

from forum.core.content import Content
from forum.localization.glossary.matching import Glossary
from forum.localization.glossary.store import glossary
from forum.models import ImportWarning, KnowledgeProduct, ProductPart
from sessions_app.models import (
    Appearance,
    Document,
    Event,
    EventOrganization,
    Photo,
    Session,
)

# Parts of an event whose wording alone is looked at, each with what it is named by.
_OTHERS: Final[tuple[tuple[Any, tuple[str, ...]], ...]] = (
    (EventOrganization, ("organization",)),
    (Document, ()),
)


@dataclass(slots=True)
class Material:
    """What the public would see of an event, in the programme's order; parts: of a product.

    others: organizations and documents of the event.
    findings: level of an import's open warnings, key of its run, how many.
    """

    sessions: list[Session] = field(default_factory=list)
    appearances: list[Appearance] = field(default_factory=list)
    photos: list[Photo] = field(default_factory=list)
    others: list[Any] = field(default_factory=list)
    parts: list[ProductPart] = field(default_factory=list)
    findings: list[tuple[str, int, int]] = field(default_factory=list)
    glossary: Glossary = field(default_factory=lambda: Glossary(()))


def material_of(records: Collection[Content]) -> dict[int, Material]:
    """Return the material of each record, by its key; of what is no event little."""
    terms = glossary()
    found = {record.pk: Material(glossary=terms) for record in records}
    events = [record.pk for record in records if isinstance(record, Event)]
    if events:
        _read(events, found)
    products = [record.pk for record in records if isinstance(record, KnowledgeProduct)]
    if products:
        shown = ProductPart.objects.not_withheld().filter(product__in=products)
        for part in shown.order_by("position", "pk"):
            found[part.product_id].parts.append(part)
    return found


def _read(events: list[int], found: dict[int, Material]) -> None:
    shown: Any = Session.objects.not_withheld().filter(event__in=events)
    for session in shown.order_by("position", "pk"):
        found[session.event_id].sessions.append(session)
    for one in _appearances(events):
        found[one.session.event_id].appearances.append(one)
    for photo in Photo.objects.not_withheld().filter(event__in=events).order_by("position", "pk"):
        found[photo.event_id].photos.append(photo)
    for model, related in _OTHERS:
        others = model.objects.not_withheld().filter(event__in=events)
        for other in others.select_related(*related) if related else others:
            found[other.event_id].others.append(other)
    for event, level, run, number in _findings(events):
        found[event].findings.append((level, run, number))


def _appearances(events: list[int]) -> Any:
    rows = Appearance.objects.not_withheld().filter(session__event__in=events)
    related = rows.select_related("person", "session")
    return related.order_by("session__position", "position", "pk")


def _findings(events: list[int]) -> Any:
    """Return what the imports found and nobody has settled; notes need no settling."""
    still_open = ImportWarning.objects.filter(
        run__event__in=events, run__undone_at=None, resolved_at=None
    ).exclude(level=ImportWarning.Level.NOTE)
    counted = still_open.order_by("level", "run").values_list("run__event", "level", "run")
    return counted.annotate(number=Count("pk"))

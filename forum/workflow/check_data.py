"""What the checks look at besides an event itself, read at once for any number of events."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from django.db.models import Count, Max, QuerySet

from forum.core.content import Content
from forum.localization.glossary.matching import Glossary
from forum.localization.glossary.store import load_glossary
from forum.models import KnowledgeProduct, ProductPart
from forum.workflow.open_findings import (
    list_findings_naming,
    list_open_findings,
    names_in_findings,
)
from sessions_app.models import (
    Appearance,
    Document,
    Event,
    EventOrganization,
    Photo,
    Session,
)

# Parts of an event whose wording alone is looked at, each with what it is named by.
_WORDED_PARTS: Final[tuple[tuple[type[EventOrganization | Document], tuple[str, ...]], ...]] = (
    (EventOrganization, ("organization",)),
    (Document, ()),
)


@dataclass(slots=True)
class CheckData:
    """What the public would see of an event, in the programme's order; parts: of a product.

    worded_parts: organizations and documents of the event.
    findings: level of an import's open warnings, key of its run, how many, key of the latest.
    at: the moment from which on the public would see it; None: now.
    """

    sessions: list[Session] = field(default_factory=list)
    appearances: list[Appearance] = field(default_factory=list)
    photos: list[Photo] = field(default_factory=list)
    worded_parts: list[EventOrganization | Document] = field(default_factory=list)
    parts: list[ProductPart] = field(default_factory=list)
    findings: list[tuple[str, int, int, int]] = field(default_factory=list)
    at: datetime | None = None
    glossary: Glossary = field(default_factory=lambda: Glossary(()))

    @property
    def roles(self) -> list[EventOrganization]:
        """The roles of organizations."""
        return [part for part in self.worded_parts if isinstance(part, EventOrganization)]

    @property
    def documents(self) -> list[Document]:
        """The documents of the event."""
        return [part for part in self.worded_parts if isinstance(part, Document)]


def read_material(
    records: Collection[Content], terms: Glossary | None = None
) -> dict[int, CheckData]:
    """Return the material of each record, by its key; of what is no event little.

    terms: the glossary, where it has been read already.
    """
    terms = load_glossary() if terms is None else terms
    material = {record.pk: CheckData(glossary=terms) for record in records}
    events = [record.pk for record in records if isinstance(record, Event)]
    if events:
        _read_events(events, material)
    products = [record.pk for record in records if isinstance(record, KnowledgeProduct)]
    if products:
        parts = ProductPart.objects.not_withheld().filter(product__in=products)
        for part in parts.order_by("position", "pk"):
            material[part.product_id].parts.append(part)
    return material


def add_findings_naming(records: Collection[Content], material: Mapping[int, CheckData]) -> None:
    """Add the open findings of imports that name people or organizations to their material."""
    keys = defaultdict[str, list[int]](list)
    for record in records:
        for name in names_in_findings(record):
            keys[name].append(record.pk)
    findings = list_findings_naming(keys) if keys else ()
    for finding in findings:
        for key in keys[finding.subject]:
            material[key].findings.append((finding.level, finding.run_id, 1, finding.pk))


def _read_events(events: list[int], material: dict[int, CheckData]) -> None:
    sessions = Session.objects.not_withheld().filter(event__in=events)
    for session in sessions.order_by("position", "pk"):
        material[session.event_id].sessions.append(session)
    for appearance in _appearances(events):
        material[appearance.session.event_id].appearances.append(appearance)
    for photo in Photo.objects.not_withheld().filter(event__in=events).order_by("position", "pk"):
        material[photo.event_id].photos.append(photo)
    for model, related in _WORDED_PARTS:
        parts = model.objects.not_withheld().filter(event__in=events)
        for part in parts.select_related(*related) if related else parts:
            material[part.event_id].worded_parts.append(part)
    counted = list_open_findings(events).order_by("level", "run")
    columns = counted.values_list("run__event", "level", "run")
    for event, *facts in columns.annotate(number=Count("pk"), latest=Max("pk")):
        level, run, number, latest = facts
        material[event].findings.append((level, run, number, latest))


def read_named(event: Event) -> CheckData:
    """Return of an event's material what others are named by: roles and appearances."""
    roles = EventOrganization.objects.not_withheld().filter(event=event.pk)
    return CheckData(
        appearances=list(_appearances([event.pk])),
        worded_parts=list(roles.select_related("organization")),
        glossary=load_glossary(),
    )


def _appearances(events: list[int]) -> QuerySet[Appearance]:
    rows: QuerySet[Appearance] = Appearance.objects.not_withheld().filter(session__event__in=events)
    related = rows.select_related("person", "session", "organization")
    return related.order_by("session__position", "position", "pk")

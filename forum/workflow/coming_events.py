"""Whom events that are still to come name: of any number of events in as many statements."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final, cast

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q

from forum.core.content import Content, Part, column, language_codes
from forum.core.record_tree import owner_lookup
from forum.core.visibility import scheduled_filter, withheld_filter
from forum.history.row_conditions import RowCondition
from forum.history.rows import Fields, RowKey, columns_of, key_of
from forum.history.working_copies.store import edits_of
from forum.models import KnowledgeProduct, WorkingCopy
from forum.workflow.copy_steps import scheduled_moments
from people.models import Organization, Person
from sessions_app.models import Appearance, Event, EventOrganization, Session

# The parts that name others, each after what it stands in, with the columns that say so.
_NAMING: Final[dict[type[Part], tuple[str, ...]]] = {
    Session: (),
    EventOrganization: ("organization",),
    Appearance: ("session", "person", "organization"),
}
_WITHHELD: Final = {model: RowCondition(withheld_filter(model)) for model in _NAMING}

type Rows = dict[RowKey, Fields]


@dataclass(slots=True)
class ComingNames:
    """What events name that are due at a moment or later, each with one of these events.

    named: what stands on a page in the language that was asked for. needed: whose only name an
    event of any language cannot do without.
    """

    named: dict[RowKey, Event] = field(default_factory=dict)
    needed: dict[RowKey, Event] = field(default_factory=dict)

    def event_of(self, record: Content) -> Event | None:
        """Return an event that would miss a record, None where none would.

        In another language than the one that was asked for that is whom it leaves without a name.
        """
        key = key_of(record)
        needing = self.needed.get(key) if len(record.ready_languages) == 1 else None
        return self.named.get(key) or needing


def read_coming_names(language: str, moment: datetime) -> ComingNames:
    """Return what the events name that are due at a moment or later.

    What is due may be a change of a public event: then it is read as its working copy has it.
    """
    coming = _list_due(moment)
    keys = {event.pk for event, _codes, _copy in coming}
    rows_of = _read_rows(keys)
    products = _read_products(keys)
    names = ComingNames()
    for event, codes, copy in coming:
        rows = _lay_over(rows_of[event.pk], copy) if copy else rows_of[event.pk]
        named, needed = _names_in(rows)
        if language in codes:
            launched = products.get(event.pk, set())
            names.named |= dict.fromkeys(named | needed | launched, event)
        names.needed |= dict.fromkeys(needed, event)
    return names


def _list_due(moment: datetime) -> list[tuple[Event, set[str], WorkingCopy | None]]:
    """Return each event that is due with the languages, and the working copy where that is due."""
    due = Q()
    for code in language_codes():
        due |= scheduled_filter(code)
    coming: list[tuple[Event, set[str], WorkingCopy | None]] = [
        (event, codes, None)
        for event in Event.objects.filter(due)
        if (codes := _later(event.schedule, moment))
    ]
    kind = ContentType.objects.get_for_model(Event)
    copies = {
        copy.object_id: copy
        for copy in WorkingCopy.objects.open().filter(content_type=kind).exclude(schedule={})
        if _later(scheduled_moments(copy), moment) and not copy.proposals.get("deletes")
    }
    for event in Event.objects.filter(pk__in=copies):
        copy = copies[event.pk]
        coming.append((event, _later(scheduled_moments(copy), moment), copy))
    return coming


def _later(schedule: Mapping[str, datetime], moment: datetime) -> set[str]:
    return {code for code, at in schedule.items() if at >= moment}


def _read_rows(events: set[int]) -> dict[int, Rows]:
    """Return of each event the rows that name others."""
    rows: dict[int, Rows] = {pk: {} for pk in events}
    printed = [column("printed_name", code) for code in language_codes()]
    asked = {step for condition in _WITHHELD.values() for step in condition.steps}
    for model, names in _NAMING.items():
        lookup = owner_lookup(model)
        more = [*asked.intersection(columns_of(model)).difference(names)]
        more += printed if model is EventOrganization else []
        parts = model._base_manager.filter(**{f"{lookup}__in": events})
        for row in parts.values("pk", lookup, *names, *more):
            rows[row[lookup]][_key(model, row["pk"])] = row
    return rows


def _read_products(events: set[int]) -> dict[int, set[RowKey]]:
    """Return of each event the products that are launched in it."""
    products: dict[int, set[RowKey]] = {}
    launched = KnowledgeProduct.objects.filter(launched_in__event__in=events)
    for owner, pk in launched.values_list("launched_in__event", "pk"):
        products.setdefault(owner, set()).add(_key(KnowledgeProduct, pk))
    return products


def _lay_over(rows: Rows, copy: WorkingCopy) -> Rows:
    """Return the rows as a working copy has them."""
    labels = {model._meta.label_lower for model in _NAMING}
    edited = {**rows}
    for key, edit in edits_of(copy).items():
        if edit.kind == "deleted":
            edited.pop(key, None)
        elif key.label in labels and (edit.kind == "added" or key in rows):
            edited[key] = {**edited.get(key, {}), **edit.values}
    return edited


def _names_in(rows: Rows) -> tuple[set[RowKey], set[RowKey]]:
    """Return what rows that are not withheld name, and whose name they cannot do without."""
    named: set[RowKey] = set()
    needed: set[RowKey] = set()
    for key, row in rows.items():
        model = cast("type[Part]", key.model)
        if _WITHHELD[model].holds(key, rows):
            continue
        if model is EventOrganization:
            is_printed = any(row.get(column("printed_name", code)) for code in language_codes())
            (named if is_printed else needed).add(_key(Organization, row["organization"]))
        # A working copy may have deleted its session.
        elif model is Appearance and _key(Session, row["session"]) in rows:
            needed.add(_key(Person, row["person"]))
            if row["organization"]:
                named.add(_key(Organization, row["organization"]))
    return named, needed


def _key(model: type[Content | Part], pk: int) -> RowKey:
    return RowKey(model._meta.label_lower, pk)

"""Which changed rows no page tells of, neither before the change nor after it.

A record that is not released stands on no page but those that name it, a part of one on none,
unless it decides over the file of a photo, which other events may show; a withheld part to which
nothing refers likewise. Where it is not certain, a row is taken for seen: then pages end in vain,
else one would outlive what it says.
"""

from collections import defaultdict
from collections.abc import Collection
from typing import Any, Final

from django.db.models import Model, Q, QuerySet
from django.utils import timezone

from forum.core.content import Content, Part
from forum.core.record_tree import holder_field
from forum.core.visibility import released_filter, withheld_filter
from forum.delivery.publishing.reads import PARTS
from forum.delivery.publishing.triggers import (
    UNSEEN,
    WITHHELD_ALONE,
    foreign_keys,
    models_by_table,
    noted_models,
)
from forum.models import KnowledgeProduct, Page, PageChange, Topic
from forum.models.page_files import CHANGES_LIFE
from sessions_app.models import Session

type RowKey = tuple[str, int]
"""A table, and the key of a row there."""

# Before they are released they are not even named, as events, people and organizations may be.
_NEVER_NAMED: Final = (Topic, KnowledgeProduct, Page)


def find_unseen(changes: Collection[PageChange]) -> set[RowKey]:
    """Return the rows of some changes that no page tells of; a relation with one of its ends."""
    states = RowStates(changes)
    unseen, unreleased, withheld = set[RowKey](), set[RowKey](), set[RowKey]()
    seen_relations = set[RowKey]()
    for change in changes:
        key, model = (change.table, change.row), models_by_table().get(change.table)
        if model is None:
            continue
        if not issubclass(model, Content | Part):
            ends = [*filter(None, map(read_key, change.keys))]
            is_hidden = any(_is_never_named(end) and states.is_unreleased(end) for end in ends)
            # One that was rewritten names its ends before beside those after.
            (unseen if is_hidden and len(ends) == 2 else seen_relations).add(key)
        elif states.is_unreleased(key):
            # What named a row that is gone has changed with it.
            is_named = key in states.present and not _is_never_named(key)
            (unreleased if is_named else unseen).add(key)
        elif states.is_withheld(key):
            (withheld if key in states.present else unseen).add(key)
    named = _find_named(unreleased, with_parts=False) | _find_named(withheld, with_parts=True)
    named |= _find_photographed(unreleased)
    return (unseen - seen_relations) | ((unreleased | withheld) - named)


class RowStates:
    """What changed rows are and were, and so what they belong to.

    present: those that are there; seen: those that are released, or not withheld, or were; holders:
    what each stands in, or stood in.
    """

    def __init__(self, changes: Collection[PageChange]) -> None:
        self.present, self.noted, self.seen = set[RowKey](), set[RowKey](), set[RowKey]()
        self.holders: dict[RowKey, set[RowKey]] = defaultdict(set)
        self._read(
            {
                key
                for change in changes
                for name in (f"{change.table}:{change.row}", *change.keys)
                if (key := read_key(name))
            }
        )

    def is_unreleased(self, key: RowKey) -> bool:
        """Tell whether the record that a row is, or that owns it, was not released and is not."""
        if issubclass(models_by_table()[key[0]], Content):
            return self._is_known(key) and key not in self.seen
        holders = self.holders[key]
        return bool(holders) and all(map(self.is_unreleased, holders))

    def is_withheld(self, key: RowKey) -> bool:
        """Tell whether a part was withheld and is, of those that decide over no other."""
        is_alone = models_by_table()[key[0]] in WITHHELD_ALONE
        return is_alone and self._is_known(key) and key not in self.seen

    def _is_known(self, key: RowKey) -> bool:
        return key in self.present or key in self.noted

    def _read(self, keys: set[RowKey]) -> None:
        """Read rows, what is noted of them, and what they stand in."""
        rows: dict[type[Model], set[int]] = defaultdict(set)
        for table, pk in keys:
            rows[models_by_table()[table]].add(pk)
        # Before what is noted of them: what another process commits in between is noted.
        for model, pks in rows.items():
            self._read_rows(model, pks)
        for change in _list_notes(keys):
            key = (change.table, change.row)
            if key in keys:
                self.noted.add(key)
                self.seen |= {key} if UNSEEN not in change.keys else set()
                places = (read_key(name) for name in change.keys if name.endswith(PARTS))
                self.holders[key].update(filter(None, places))
        above = set[RowKey]().union(*(self.holders[key] for key in keys))
        if fresh := above - self.present - self.noted - keys:
            self._read(fresh)

    def _read_rows(self, model: type[Model], pks: set[int]) -> None:
        table, rows = model._meta.db_table, model._base_manager.order_by().filter(pk__in=pks)
        if issubclass(model, Content):
            self.present |= {(table, pk) for pk in rows.values_list("pk", flat=True)}
            released = rows.filter(released_filter(model))
            self.seen |= {(table, pk) for pk in released.values_list("pk", flat=True)}
        elif issubclass(model, Part):
            held_by: Any = model._meta.get_field(holder_field(model))
            above = held_by.related_model._meta.db_table
            withheld = set(rows.filter(withheld_filter(model)).values_list("pk", flat=True))
            for pk, holder in rows.values_list("pk", held_by.attname):
                self.present.add((table, pk))
                self.holders[table, pk].add((above, holder))
                self.seen |= set() if pk in withheld else {(table, pk)}


def read_key(name: str) -> RowKey | None:
    """Return the row that a key of a page names, or what stands in it; None for other keys."""
    table, _colon, row = name.removesuffix(PARTS).partition(":")
    return (table, int(row)) if row and table in models_by_table() else None


def _list_notes(keys: set[RowKey]) -> QuerySet[PageChange]:
    """Return what is noted of rows, among others with their keys, and is not settled.

    And what was settled a moment ago: it may have ended pages by rows as they were before another
    process changed these. Notes may be many, and are found by their indexes.
    """
    recent = Q(is_settled=False) | Q(at__gte=timezone.now() - 2 * CHANGES_LIFE)
    of_rows = Q(table__in={table for table, _pk in keys}, row__in={pk for _table, pk in keys})
    return PageChange.objects.filter(recent, of_rows)


def _is_never_named(key: RowKey) -> bool:
    return models_by_table()[key[0]] in _NEVER_NAMED


def _find_named(keys: set[RowKey], *, with_parts: bool) -> set[RowKey]:
    """Return those of some rows that others name. with_parts: also what stands in them."""
    rows: dict[type[Model], set[int]] = defaultdict(set)
    for table, pk in keys:
        rows[models_by_table()[table]].add(pk)
    named = set[RowKey]()
    for referring in noted_models() if rows else ():
        for field in foreign_keys(referring):
            pks: set[int] = rows.get(field.related_model, set())
            if pks and (with_parts or field.name != holder_field(referring)):
                naming = referring._base_manager.order_by().filter(**{f"{field.name}__in": pks})
                table = field.related_model._meta.db_table
                named |= {(table, pk) for pk in naming.values_list(field.attname, flat=True)}
    return named


def _find_photographed(keys: set[RowKey]) -> set[RowKey]:
    """Return the sessions among some rows of whose guests there are photos.

    Who is kept back hides the file of a photo wherever it is used, whatever the event is.
    """
    table = Session._meta.db_table
    sessions = Session._base_manager.order_by().filter(
        pk__in={pk for of_table, pk in keys if of_table == table},
        appearances__photos__isnull=False,
    )
    return {(table, pk) for pk in sessions.values_list("pk", flat=True)}

"""The marks of what was undone in the changes of an import run.

Undoing marks what it sets back as ``proposed``. What the tables hold as before becomes ``undone``;
what waits in a working copy, or for somebody to delete it, stays proposed until that is published,
and counts as it did before where it is discarded. What was published with a third value was edited
since: it stays, and nothing of it waits.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import batched
from typing import Any, Final

from django.apps import apps
from django.db.models import Model

from forum.core.columns import ModelField, model_field
from forum.core.richtext import RichTextField, sanitize
from forum.history.rows import RowKey, key_of
from forum.history.working_copies.store import owner_of_key
from forum.imports.planning.field_comparison import is_blank, stored_value
from forum.imports.planning.record_plan import Json

_BATCH: Final = 200

type Entry = dict[str, Json]


def settle_marks(entries: Iterable[Entry], published: RowKey | None = None) -> bool:
    """Mark as undone what was proposed and is; tell whether nothing waits any more.

    published: the record whose working copy has just been published.
    """
    proposed = [entry for entry in entries if entry.get("proposed")]
    for entry, row in read_rows(proposed):
        if entry["action"] == "create":
            _settle_row(entry, row)
        else:
            _settle_fields(entry, row, published)
    return not any(entry.get("proposed") for entry in proposed)


def settled(entries: list[Entry]) -> list[Entry]:
    """Return the changes of a run with their marks as the tables are now."""
    settle_marks(entries)
    return entries


def _settle_row(entry: Entry, row: Model | None) -> None:
    if row is None:
        entry["undone"] = entry.pop("proposed")


def _settle_fields(entry: Entry, row: Model | None, published: RowKey | None) -> None:
    """Settle the columns of a row; those of one that is gone are no more than they were."""
    names = entry.pop("proposed")
    undone = [name for name in names if row is None or _holds(row, name, entry["fields"][name][0])]
    waiting = [name for name in names if name not in undone]
    if row and waiting and published and owner_of_key(key_of(row)) == published:
        waiting = [name for name in waiting if _holds(row, name, entry["fields"][name][1])]
    if undone:
        entry["undone"] = [*entry.get("undone", ()), *undone]
    if waiting:
        entry["proposed"] = waiting


def _holds(row: Model, name: str, value: Json) -> bool:
    return is_same(model_field(type(row), name), stored_value(row, name), value)


def read_rows(entries: Iterable[Entry], *, lock: bool = False) -> Iterator[tuple[Entry, Any]]:
    """Yield entries with their rows, None for one that is gone, a query for some hundred of them.

    lock: until the end of the transaction nobody else changes the rows.
    """
    for batch in batched(entries, _BATCH):
        pks: dict[str, list[int]] = defaultdict(list)
        for entry in batch:
            pks[entry["model"]].append(entry["pk"])
        rows: dict[RowKey, Model] = {}
        for label, model_pks in pks.items():
            model: type[Model] = apps.get_model(label)
            relations = [field.name for field in model._meta.many_to_many]
            stored = model._base_manager.filter(pk__in=model_pks).order_by("pk")
            locked = stored.select_for_update() if lock else stored
            rows |= {RowKey(label, row.pk): row for row in locked.prefetch_related(*relations)}
        for entry in batch:
            yield entry, rows.get(RowKey(entry["model"], entry["pk"]))


def is_same(field: ModelField, value: Json, new: Json) -> bool:
    """Tell whether a column holds a value that an import found or wrote."""
    if isinstance(field, RichTextField):
        return sanitize(value or "") == sanitize(new or "")
    if isinstance(value, list) and isinstance(new, list):
        return sorted(map(str, value)) == sorted(map(str, new))
    return bool(value == new or (is_blank(value) and is_blank(new)))

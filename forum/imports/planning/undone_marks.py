"""The marks of what was undone in the changes of an import run.

Undoing marks what it sets back as ``proposed``. What the tables hold as before becomes ``undone``;
what waits in a working copy, or for somebody to delete it, stays proposed until that is published,
and counts as it did before where it is discarded. What was published with a third value was edited
since: it stays, and nothing of it waits. What went into a working copy that was discarded no table
ever had: it is undone by that, until the working copy is taken up again.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import batched
from typing import Any, Final

from django.apps import apps
from django.db.models import Model

from forum.core.columns import ModelField, model_field
from forum.core.richtext import RichTextField, sanitize
from forum.history.rows import RowKey, key_of
from forum.history.working_copies.changes import RowEdit, from_json
from forum.history.working_copies.store import owner_of_key
from forum.history.working_copies.tables_with_copies import values_of
from forum.imports.planning.field_comparison import is_blank, stored_value
from forum.imports.planning.record_plan import Json
from forum.models import WorkingCopy

_BATCH: Final = 200

type Entry = dict[str, Json]
# Row -> moment at which a working copy was discarded, and what it did with the row.
type Discarded = dict[RowKey, list[tuple[datetime, RowEdit]]]


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


def settled(entries: list[Entry], at: datetime, discarded: Discarded) -> list[Entry]:
    """Return the changes of a run with their marks as the tables are now. at: when it was."""
    settle_marks(entries)
    mark_discarded(entries, at, discarded)
    return entries


def read_discarded(entries: Iterable[Entry], since: datetime) -> Discarded:
    """Return what went into working copies that were discarded since some moment.

    entries: the changes of runs; copies that hold none of their rows are left out.
    """
    names = list({f"{entry['model']}:{entry['pk']}" for entry in entries})
    copies = WorkingCopy.objects.filter(
        outcome=WorkingCopy.Outcome.DISCARDED, closed_at__gte=since, changes__has_any_keys=names
    ).values_list("closed_at", "changes")
    discarded: Discarded = defaultdict(list)
    for closed_at, changes in copies:
        assert closed_at  # noqa: S101 - what is discarded is closed
        for key, edit in from_json(changes).items():
            discarded[key].append((closed_at, edit))
    return discarded


def mark_discarded(entries: list[Entry], at: datetime, discarded: Discarded) -> None:
    """Mark as undone what of a run went into a working copy that was discarded since."""
    lost = [entry for entry in entries if RowKey(entry["model"], entry["pk"]) in discarded]
    for entry, row in read_rows(lost):
        if entry.get("undone") is True:
            continue
        for closed_at, edit in discarded[RowKey(entry["model"], entry["pk"])]:
            if closed_at < at:
                continue
            if row is None and edit.kind == "added":
                entry["undone"] = True
                break
            if row is not None:
                _mark_columns(entry, row, edit)


def _mark_columns(entry: Entry, row: Model, edit: RowEdit) -> None:
    names = entry["fields"].keys() & list_copied_columns(edit, entry["fields"])
    lost = [name for name in names if not _holds(row, name, entry["fields"][name][1])]
    if lost:
        entry["undone"] = [*entry.get("undone", ()), *sorted(lost)]


def list_copied_columns(edit: RowEdit, fields: dict[str, list[Json]]) -> set[str]:
    """Return the columns of a row in which a working copy has an import's values."""
    model = edit.key.model
    names = fields.keys() & edit.values.keys()
    values, related_keys = values_of(model, {name: edit.values[name] for name in names})
    row = model(**values)
    present = {name: stored_value(row, name) for name in names - related_keys.keys()} | related_keys
    return {
        name for name in names if is_same(model_field(model, name), present[name], fields[name][1])
    }


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

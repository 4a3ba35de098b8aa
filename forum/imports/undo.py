"""Undoing an import: its recorded changes are reversed, the latest first, in one transaction.

A field that still holds what the import wrote goes back to what it was; one that was edited since
stays and is listed. A row that the import created goes if nobody edited it or worked on it
beside, and nothing else uses it; else it stays and is listed. Everything goes through
``Model.save`` and ``Model.delete``.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import DEFAULT_DB_ALIAS, DataError, IntegrityError, transaction
from django.db.models import Count, ForeignKey, ManyToManyField, Model, QuerySet
from django.db.models.deletion import Collector
from django.utils import timezone
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext

from forum.core.columns import ModelField
from forum.core.content import Content, Record
from forum.core.record_names import full_name
from forum.core.record_tree import tree_of
from forum.core.save_batches import batched_saves, rolled_back
from forum.core.visibility import READINESS
from forum.history.audit import Action, log_action
from forum.history.recording import recording
from forum.history.row_names import kind_of
from forum.history.rows import RowKey, fields_of, key_of
from forum.history.state_changes import row_changes
from forum.history.states import (
    RowState,
    current_keys,
    list_snapshots,
    lock_records_of,
    row_state,
)
from forum.history.working_copies.copy_diversion import editing, edits_directly, is_diverted
from forum.history.working_copies.store import edits_of, open_copies, owner_of_copy, owner_of_key
from forum.imports.import_lock import WAIT_SECONDS, hold_import_lock
from forum.imports.planning.field_comparison import is_blank, stored_value
from forum.imports.planning.record_plan import Json
from forum.imports.planning.undone_marks import (
    Entry,
    is_same,
    list_copied_columns,
    mark_discarded,
    read_discarded,
    read_rows,
    settle_marks,
)
from forum.imports.rows_worked_on import find_work
from forum.imports.writer import ignore
from forum.models import ImportRun, WorkingCopy
from forum.workflow.step_labels import moment
from forum.workflow.take_down.actions import take_offline
from people.models import User

_LONGEST_VALUE: Final = 120

# Rows that were looked at so far, rows in all.
type Progress = Callable[[int, int], object]


class UndoError(Exception):
    """Nothing was undone; ``str`` is one sentence."""


@dataclass(frozen=True, slots=True)
class UndoLine:
    """What happened to one row, or to one field of it. label: of the field, "" for the row.

    kind: of the row; reason: a sentence where something stays, "" else.
    """

    kind: str
    name: str
    label: str = ""
    reason: str = ""

    def __str__(self) -> str:
        words = {"what": self.kind, "name": self.name, "field": self.label}
        if self.label:
            place = gettext("%(what)s “%(name)s”, %(field)s") % words
        else:
            place = gettext("%(what)s “%(name)s”") % words
        if not self.reason:
            return place
        return gettext("%(place)s: %(why)s") % {"place": place, "why": self.reason}


@dataclass(slots=True)
class UndoResult:
    """What undoing did, or would do: lines that went back, were deleted, or stay with a reason.

    edits: of each row that goes back its columns, as they are and as they were. unscheduled: the
    working copies whose publication was scheduled, and is not any more. waits: whether some of it
    is proposed only, and becomes public with working copies: the import is not undone until then.
    """

    reverted: list[UndoLine] = field(default_factory=list)
    deleted: list[UndoLine] = field(default_factory=list)
    retained: list[UndoLine] = field(default_factory=list)
    edits: dict[RowKey, dict[str, tuple[Json, Json]]] = field(default_factory=dict)
    unscheduled: list[WorkingCopy] = field(default_factory=list)
    waits: bool = False

    def __str__(self) -> str:
        words = (
            gettext(
                "Undoing is prepared: %(reverted)d fields go back, %(deleted)d rows are deleted, "
                "%(kept)d stay. The import is undone once the working copies of what is public are "
                "published; until then, and where they are discarded, it can be undone again."
            )
            if self.waits
            else gettext(
                "The import has been undone: %(reverted)d fields went back, %(deleted)d rows were "
                "deleted, %(kept)d stay."
            )
        )
        return words % {
            "reverted": len(self.reverted),
            "deleted": len(self.deleted),
            "kept": len(self.retained),
        }


@rolled_back()
def preview_undo(
    run: ImportRun, by: User | None = None, on_progress: Progress = ignore
) -> UndoResult:
    """Return what undoing would do; it is done, looked at and taken back. Raises UndoError."""
    return _undo(run, by, on_progress, lock=False)


def undo_run(
    run: ImportRun,
    by: User | None = None,
    seconds: float = WAIT_SECONDS,
    on_progress: Progress = ignore,
) -> UndoResult:
    """Reverse what an import changed; seconds: how long to wait for an import that is under way.

    Where whoever undoes it may not publish, what it changed of public records goes back in their
    working copies; the import stays open until they are published, and can be undone again where
    they are discarded. Raises UndoError and ImportLockedError, each with one sentence.
    """
    with hold_import_lock(lambda _holder: None, seconds), recording(by):
        return _undo(run, by, on_progress, lock=True)


def _undo(run: ImportRun, by: User | None, on_progress: Progress, *, lock: bool) -> UndoResult:
    runs = ImportRun.objects.defer("record")
    stored = (runs.select_for_update() if lock else runs).get(pk=run.pk)
    _require_open(stored)
    if lock:
        lock_records_of(RowKey(entry["model"], entry["pk"]) for entry in stored.changes)
    mark_discarded(stored.changes, stored.at, read_discarded(stored.changes, stored.at))
    copies = _copies_at_work(stored, by, lock=lock)
    with editing(by, copies) as diversion, batched_saves():
        undoing = RunUndoing(stored.changes, on_progress, by, lock=lock)
        undoing.undo()
    result = undoing.result
    result.unscheduled = diversion.unscheduled
    with_copy = {owner_of_copy(copy) for copy in copies}
    result.edits = {
        key: edits for key, edits in result.edits.items() if owner_of_key(key) not in with_copy
    }
    stored.undone_by = by
    result.waits = not _settle(stored)
    return result


@transaction.atomic
def settle_waiting_runs(published: RowKey | None = None) -> None:
    """Close the imports whose undoing waited, where it waits for nothing any more.

    published: the record whose working copy has just been published.
    """
    runs = ImportRun.objects.filter(undoing_waits=True)
    for run in runs.defer("record").order_by("pk").select_for_update(of=("self",)):
        _settle(run, published)


def _settle(run: ImportRun, published: RowKey | None = None) -> bool:
    """Settle the marks of a run; tell whether nothing of it waits any more, and it is undone."""
    is_undone = settle_marks(run.changes, published)
    run.undoing_waits = not is_undone
    if is_undone:
        run.undone_at = timezone.now()
        log_action(Action.IMPORT_UNDONE, run, run.undone_by, file=run.source)
    run.save(update_fields=["changes", "undone_at", "undone_by", "undoing_waits"])
    return is_undone


def _require_open(run: ImportRun) -> None:
    if run.undone_at:
        words = gettext("This import was undone already, on %(when)s.")
        raise UndoError(words % {"when": moment(run.undone_at)})


def _copies_at_work(run: ImportRun, by: User | None, *, lock: bool) -> list[WorkingCopy]:
    """Return the working copies in which an import is undone.

    What is public goes back in working copies, unless whoever is at work may publish. What still
    waits in working copies is undone there by everybody.
    """
    if edits_directly(by, is_doubtful=False):
        return find_waiting_copies(run.changes, open_copies(lock=lock))
    return list(open_copies(lock=lock))


def find_waiting_copies(
    entries: Iterable[dict[str, Json]], copies: QuerySet[WorkingCopy]
) -> list[WorkingCopy]:
    """Return those of some working copies in which changes of an import still wait."""
    written = {RowKey(entry["model"], entry["pk"]): entry["fields"] for entry in entries}
    names = [f"{key.label}:{key.pk}" for key in written]
    return [
        copy
        for copy in copies.filter(changes__has_any_keys=names)
        if any(
            list_copied_columns(edit, written.get(edit.key, {})) for edit in edits_of(copy).values()
        )
    ]


class RunUndoing:
    """Goes through the changes of a run, the latest first. lock: the rows, while they change."""

    def __init__(
        self, entries: list[Entry], on_progress: Progress, by: User | None = None, *, lock: bool
    ) -> None:
        self._entries = list(reversed(entries))
        self._on_progress = on_progress
        self._by = by
        self._lock = lock
        self._done = 0
        self._targets = _Targets(self._entries)
        self.result = UndoResult()

    def undo(self) -> None:
        """Set back what was changed, then delete what was created."""
        updates = [entry for entry in self._entries if entry["action"] == "update"]
        for entry, row in read_rows(updates, lock=self._lock):
            self._revert(entry, row)
            self._count()
        self._delete([entry for entry in self._entries if entry["action"] == "create"])

    def _count(self) -> None:
        self._done += 1
        self._on_progress(self._done, len(self._entries))

    def _revert(self, entry: Entry, row: Any) -> None:
        """Set the fields of a row back that still hold what the import wrote."""
        if row is None:
            self.result.retained.append(_line(entry, reason=gettext("It has been deleted since.")))
            return
        proposed = entry.pop("proposed", [])
        try:
            with transaction.atomic():
                reverted, staying = self._set_back(entry, row, proposed)
        except (IntegrityError, DataError, ValidationError):
            entry.pop("proposed", None)
            self.result.edits.pop(key_of(row), None)
            reason = gettext("The former values no longer fit what is stored.")
            self.result.retained.append(_line(entry, reason=reason))
            return
        self.result.reverted += reverted
        self.result.retained += staying

    def _set_back(
        self, entry: Entry, row: Model, proposed: Sequence[str]
    ) -> tuple[list[UndoLine], list[UndoLine]]:
        """Set fields back; proposed: those that an earlier attempt set back in working copies."""
        reverted, staying, columns = [], [], []
        relations: dict[str, list[int]] = {}
        undone = entry.get("undone", ())
        for name, (old, new) in entry["fields"].items():
            field: Any = row._meta.get_field(name)
            label = capfirst(str(field.verbose_name))
            value = stored_value(row, name)
            if name in undone:
                continue
            if name in proposed and is_same(field, value, old):
                entry.setdefault("proposed", []).append(name)
                continue
            if reason := self._reason_to_stay(field, value, old, new):
                staying.append(_line(entry, label, reason))
                continue
            if isinstance(field, ManyToManyField):
                relations[name] = old
            else:
                setattr(row, field.attname, _to_python(field, old))
                _put_state_back(row, field, entry)
                columns.append(name)
            reverted.append(_line(entry, label))
            self.result.edits.setdefault(key_of(row), {})[name] = (new, old)
            entry.setdefault("proposed", []).append(name)
        if columns:
            row.validate_constraints()
            row.save(update_fields=[*columns, "translations"])
        for name, pks in relations.items():
            getattr(row, name).set(pks)
        return reverted, staying

    def _reason_to_stay(self, field: ModelField, value: Json, old: Json, new: Json) -> str:
        """Return why a field stays as it is, "" if it goes back."""
        if not is_same(field, value, new):
            words = gettext("It has been edited since and stays: %(value)s")
            return words % {"value": _shorten(value)}
        if self._targets.are_lost(field, old):
            return gettext("What stood there before has been deleted since.")
        return ""

    def _delete(self, entries: list[Entry]) -> None:
        """Delete what was created, round by round: what goes may free what it used."""
        rows = list(read_rows(entries, lock=self._lock))
        public = [key_of(row) for _entry, row in rows if _is_public_tree(row)]
        parts = {key: current_keys(key) for key in public}
        for entry, row in rows:
            if row is not None:
                entry.pop("proposed", None)
        waiting = [(entry, row) for entry, row in rows if row is not None]
        staying = _reasons_in_use([row for _entry, row in waiting])
        self.result.retained += [
            _line(entry, reason=staying[key_of(row)])
            for entry, row in waiting
            if key_of(row) in staying
        ]
        waiting = [(entry, row) for entry, row in waiting if key_of(row) not in staying]
        while waiting:
            users = count_users(row for _entry, row in waiting)
            free = [(entry, row) for entry, row in waiting if key_of(row) not in users]
            if not free:
                break
            _delete_together(row for _entry, row in free)
            for entry, _row in free:
                entry["proposed"] = True
                self.result.deleted.append(_line(entry))
                self._count()
            waiting = [(entry, row) for entry, row in waiting if row.pk]
        for entry, row in waiting:
            names = gettext(", ").join(users[key_of(row)])
            reason = gettext("It is used by %(users)s.") % {"users": names}
            self.result.retained.append(_line(entry, reason=reason))
        self._hide_emptied(parts)

    def _hide_emptied(self, parts: dict[RowKey, set[RowKey]]) -> None:
        """Take public records offline that stay without what the import brought."""
        for key, former in parts.items():
            record: Any = key.model._base_manager.filter(pk=key.pk).first()
            if record and not is_diverted(record) and current_keys(key) != former:
                take_offline(record, self._by, gettext("Its import was undone."))
                reason = gettext("It loses what the import brought, and is taken offline.")
                line = UndoLine(kind_of(key), full_name(record), reason=reason)
                self.result.retained.append(line)


def _is_public_tree(row: Any) -> bool:
    """Tell whether a row is a published record that has parts."""
    return isinstance(row, Content) and row.is_published and len(tree_of(type(row))) > 1


def _delete_together(rows: Iterable[Record]) -> None:
    """Delete rows that nothing names, each model's at once, with what hangs on them."""
    by_model: dict[type[Record], list[Record]] = defaultdict(list)
    for row in rows:
        by_model[type(row)].append(row)
    for of_model in by_model.values():
        collector = Collector(using=DEFAULT_DB_ALIAS, origin=of_model[0])
        collector.collect(of_model)
        collector.delete()


class _Targets:
    """The rows that columns led to before an import, and which of them are there still."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        pks: dict[type[Model], set[int]] = defaultdict(set)
        for entry in entries:
            if entry["action"] == "update":
                model = apps.get_model(entry["model"])
                for name, (old, _new) in entry["fields"].items():
                    field: Any = model._meta.get_field(name)
                    if field.is_relation:
                        pks[field.related_model].update(_keys(old))
        self._present = {
            model: set(model._base_manager.filter(pk__in=keys).values_list("pk", flat=True))
            for model, keys in pks.items()
            if keys
        }

    def are_lost(self, field: Any, old: Json) -> bool:
        """Tell whether one of the rows that a column led to is gone."""
        is_relation = isinstance(field, ForeignKey | ManyToManyField)
        return is_relation and not self._present.get(field.related_model, set()).issuperset(
            _keys(old)
        )


def _keys(value: Json) -> list[int]:
    return value if isinstance(value, list) else [value] if value else []


def _line(entry: dict[str, Json], label: str = "", reason: str = "") -> UndoLine:
    model = apps.get_model(entry["model"])
    return UndoLine(capfirst(str(model._meta.verbose_name)), str(entry["name"]), label, reason)


def _shorten(value: Json) -> str:
    text = str(value) if not is_blank(value) else gettext("empty")
    return Truncator(text).chars(_LONGEST_VALUE)


def _to_python(field: ModelField, old: Json) -> Any:
    if old is None and not field.null:
        return ""
    return old if isinstance(field, ForeignKey) else field.to_python(old)


def _put_state_back(row: Any, field: Any, entry: dict[str, Json]) -> None:
    """Let an old translation come back with its state; that of the new one goes."""
    translated = getattr(field, "translated_field", None)
    if translated is None:
        return
    states = row.translations.pop(translated.name, {})
    states.pop(field.language, None)
    if old := entry.get("states", {}).get(translated.name, {}).get(field.language):
        states[field.language] = old
    if states:
        row.translations[translated.name] = states


def _reasons_in_use(rows: list[Record]) -> dict[RowKey, str]:
    """Return the rows that nobody may delete under the hands of others, each with the reason."""
    work, edited = find_work(rows), _find_edited(rows)
    reasons = {key: gettext("It has been edited since.") for key in edited}
    for key, beside in work.items():
        words = gettext("People have worked on it: %(work)s.")
        reasons.setdefault(key, words % {"work": gettext(", ").join(beside)})
    return reasons


def _find_edited(rows: list[Record]) -> set[RowKey]:
    """Return the rows that somebody changed since they were created."""
    saved = {key_of(row): row for row in rows if row.version > 1}
    snapshots = list_snapshots(saved) if saved else list_snapshots([]).none()
    columns = ("content_type_id", "object_id")
    first = {
        state.key: state
        for state in map(row_state, snapshots.order_by(*columns, "pk").distinct(*columns))
    }
    # A step of publication writes nothing.
    steps = {"published_at", *READINESS}
    return {
        key
        for key, row in saved.items()
        if key not in first
        or any(
            {*change.names} - steps
            for change in row_changes({key: first[key]}, {key: RowState(key, fields_of(row))})
        )
    }


def count_users(rows: Iterable[Record]) -> dict[RowKey, list[str]]:
    """Return what still names some rows: “2 × Appearance”; a query a relation of their models."""
    pks: dict[type[Record], list[int]] = defaultdict(list)
    for row in rows:
        pks[type(row)].append(row.pk)
    users: dict[RowKey, list[str]] = defaultdict(list)
    for model, keys in pks.items():
        for relation in model._meta.related_objects:
            user: type[Model] = relation.related_model
            if issubclass(user, Record):
                name, kind = relation.field.name, capfirst(str(user._meta.verbose_name))
                naming = user._base_manager.filter(**{f"{name}__in": keys}).order_by()
                for pk, count in naming.values_list(name).annotate(count=Count("pk")):
                    words = gettext("%(count)d × %(kind)s") % {"count": count, "kind": kind}
                    users[RowKey(model._meta.label_lower, pk)].append(words)
    return dict(users)

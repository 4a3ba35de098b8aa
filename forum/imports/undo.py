"""Undoing an import: its recorded changes are reversed, the latest first, in one transaction.

A field that still holds what the import wrote goes back to what it was; one that was edited since
stays and is listed. A row that the import created goes if nobody edited it or worked on it
beside, and nothing else uses it; else it stays and is listed. Everything goes through
``Model.save`` and ``Model.delete``.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import DataError, IntegrityError, transaction
from django.db.models import ForeignKey, ManyToManyField, Model, QuerySet
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext

from forum.core.columns import ModelField, model_field
from forum.core.content import Record
from forum.core.richtext import RichTextField, sanitize
from forum.core.save_batches import batched_saves
from forum.history.audit import Action, log_action
from forum.history.recording import recording
from forum.history.rows import RowKey, fields_of, key_of
from forum.history.state_changes import row_changes
from forum.history.states import RowState, list_snapshots, row_state
from forum.history.working_copies.changes import RowEdit
from forum.history.working_copies.diverting import editing
from forum.history.working_copies.staging import values_of
from forum.history.working_copies.store import edits_of, open_copies, owner_of_copy, owner_of_key
from forum.imports.import_lock import WAIT_SECONDS, hold_import_lock
from forum.imports.planning.field_comparison import is_blank, stored_value
from forum.imports.planning.record_plan import Json
from forum.imports.rows_worked_on import find_work
from forum.imports.writer import ignore
from forum.models import ImportRun, WorkingCopy
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
    working copies whose publication was scheduled, and is not any more.
    """

    reverted: list[UndoLine] = field(default_factory=list)
    deleted: list[UndoLine] = field(default_factory=list)
    retained: list[UndoLine] = field(default_factory=list)
    edits: dict[RowKey, dict[str, tuple[Json, Json]]] = field(default_factory=dict)
    unscheduled: list[WorkingCopy] = field(default_factory=list)


def preview_undo(
    run: ImportRun, by: User | None = None, on_progress: Progress = ignore
) -> UndoResult:
    """Return what undoing would do; it is done, looked at and taken back. Raises UndoError."""
    with transaction.atomic():
        undone = _undo(run, by, on_progress)
        transaction.set_rollback(True)
    return undone


def undo_run(
    run: ImportRun,
    by: User | None = None,
    seconds: float = WAIT_SECONDS,
    on_progress: Progress = ignore,
) -> UndoResult:
    """Reverse what an import changed; seconds: how long to wait for an import that is under way.

    Raises UndoError and ImportLockedError, each with one sentence.
    """
    with hold_import_lock(lambda _holder: None, seconds), recording(by):
        return _undo(run, by, on_progress)


def _undo(run: ImportRun, by: User | None, on_progress: Progress) -> UndoResult:
    stored = ImportRun.objects.select_for_update().defer("record").get(pk=run.pk)
    if stored.undone_at:
        when = timezone.localtime(stored.undone_at)
        raise UndoError(
            gettext("This import was undone already, on %(when)s.")
            % {"when": f"{when:%Y-%m-%d %H:%M}"}
        )
    # What is public goes back in working copies, unless whoever is at work may publish.
    # What still waits in working copies is undone there by everybody.
    copies = find_waiting_copies(stored.changes, open_copies())
    with editing(by, copies) as diversion, batched_saves():
        undoing = RunUndoing(stored.changes, on_progress)
        undoing.undo()
    undoing.result.unscheduled = diversion.unscheduled
    owners = {owner_of_copy(copy) for copy in copies}
    edits = undoing.result.edits
    undoing.result.edits = {key: edits[key] for key in edits if owner_of_key(key) not in owners}
    stored.undone_at, stored.undone_by = timezone.now(), by
    stored.save(update_fields=["changes", "undone_at", "undone_by"])
    log_action(Action.IMPORT_UNDONE, stored, by, file=run.source)
    return undoing.result


def find_waiting_copies(
    entries: Iterable[dict[str, Json]], copies: QuerySet[WorkingCopy]
) -> list[WorkingCopy]:
    """Return those of some working copies in which changes of an import still wait."""
    written = {RowKey(entry["model"], entry["pk"]): entry["fields"] for entry in entries}
    names = [f"{key.label}:{key.pk}" for key in written]
    return [
        copy
        for copy in copies.filter(changes__has_any_keys=names)
        if any(_holds(edit, written.get(edit.key, {})) for edit in edits_of(copy).values())
    ]


def _holds(edit: RowEdit, fields: dict[str, list[Json]]) -> bool:
    """Tell whether a working copy is where an import's values of a row stand."""
    model = edit.key.model
    names = fields.keys() & edit.values.keys()
    values, related_keys = values_of(model, {name: edit.values[name] for name in names})
    row = model(**values)
    present = {name: stored_value(row, name) for name in names - related_keys.keys()} | related_keys
    return any(_is_same(model_field(model, name), present[name], fields[name][1]) for name in names)


class RunUndoing:
    """Goes through the changes of a run, the latest first."""

    def __init__(self, entries: list[dict[str, Json]], on_progress: Progress) -> None:
        self._entries = list(reversed(entries))
        self._on_progress = on_progress
        self._done = 0
        self.result = UndoResult()

    def undo(self) -> None:
        """Set back what was changed, then delete what was created."""
        for entry in self._entries:
            if entry["action"] == "update":
                self._revert(entry)
                self._count()
        self._delete([entry for entry in self._entries if entry["action"] == "create"])

    def _count(self) -> None:
        self._done += 1
        self._on_progress(self._done, len(self._entries))

    def _revert(self, entry: dict[str, Json]) -> None:
        """Set the fields of a row back that still hold what the import wrote."""
        row = _locked(entry)
        if row is None:
            self.result.retained.append(_line(entry, reason=gettext("It has been deleted since.")))
            return
        try:
            with transaction.atomic():
                reverted, staying = self._set_back(entry, row)
        except (IntegrityError, DataError, ValidationError):
            entry.pop("undone", None)
            self.result.edits.pop(key_of(row), None)
            reason = gettext("The former values no longer fit what is stored.")
            self.result.retained.append(_line(entry, reason=reason))
            return
        self.result.reverted += reverted
        self.result.retained += staying

    def _set_back(
        self, entry: dict[str, Json], row: Model
    ) -> tuple[list[UndoLine], list[UndoLine]]:
        reverted, staying, columns = [], [], []
        relations: dict[str, list[int]] = {}
        for name, (old, new) in entry["fields"].items():
            field: Any = row._meta.get_field(name)
            label = capfirst(str(field.verbose_name))
            if reason := _reason_to_stay(field, row, old, new):
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
            entry.setdefault("undone", []).append(name)
        if columns:
            row.validate_constraints()
            row.save(update_fields=[*columns, "translations"])
        for name, pks in relations.items():
            getattr(row, name).set(pks)
        return reverted, staying

    def _delete(self, entries: list[dict[str, Json]]) -> None:
        """Delete what was created, round by round: what goes may free what it used."""
        waiting = [(entry, row) for entry in entries if (row := _locked(entry))]
        work = find_work(row for _entry, row in waiting)
        staying = {id(row): reason for _entry, row in waiting if (reason := _why_in_use(row, work))}
        self.result.retained += [
            _line(entry, reason=staying[id(row)]) for entry, row in waiting if id(row) in staying
        ]
        waiting = [(entry, row) for entry, row in waiting if id(row) not in staying]
        while free := [(entry, row) for entry, row in waiting if not _users(row)]:
            for entry, row in free:
                row.delete()
                entry["undone"] = True
                self.result.deleted.append(_line(entry))
                self._count()
            deleted = {id(row) for _entry, row in free}
            waiting = [pair for pair in waiting if id(pair[1]) not in deleted]
        for entry, row in waiting:
            users = gettext(", ").join(_users(row))
            reason = gettext("It is used by %(users)s.") % {"users": users}
            self.result.retained.append(_line(entry, reason=reason))


def _locked(entry: dict[str, Json]) -> Any:
    model: type[Record] = apps.get_model(entry["model"])
    return model._base_manager.select_for_update().filter(pk=entry["pk"]).first()


def _line(entry: dict[str, Json], label: str = "", reason: str = "") -> UndoLine:
    model = apps.get_model(entry["model"])
    return UndoLine(capfirst(str(model._meta.verbose_name)), str(entry["name"]), label, reason)


def _reason_to_stay(field: ModelField, row: Model, old: Json, new: Json) -> str:
    """Return why a field stays as it is, "" if it goes back."""
    value = stored_value(row, field.name)
    if not _is_same(field, value, new):
        return gettext("It has been edited since and stays: %(value)s") % {"value": _shorten(value)}
    if isinstance(field, ForeignKey | ManyToManyField):
        pks = old if isinstance(old, list) else [old] if old else []
        if field.related_model._base_manager.filter(pk__in=pks).count() < len(pks):
            return gettext("What stood there before has been deleted since.")
    return ""


def _is_same(field: ModelField, value: Json, new: Json) -> bool:
    if isinstance(field, RichTextField):
        return sanitize(value or "") == sanitize(new or "")
    if isinstance(value, list) and isinstance(new, list):
        return sorted(map(str, value)) == sorted(map(str, new))
    return bool(value == new or (is_blank(value) and is_blank(new)))


def _shorten(value: Json) -> str:
    text = str(value) if not is_blank(value) else gettext("empty")
    return text if len(text) <= _LONGEST_VALUE else f"{text[:_LONGEST_VALUE]}…"


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


def _why_in_use(row: Record, work: Mapping[RowKey, list[str]]) -> str:
    """Return why nobody may delete a row under the hands of others, "" if nobody is at it."""
    if _is_edited(row):
        return gettext("It has been edited since.")
    if beside := work.get(key_of(row)):
        return gettext("People have worked on it: %(work)s.") % {"work": gettext(", ").join(beside)}
    return ""


def _is_edited(row: Record) -> bool:
    """Tell whether somebody changed a row since it was created."""
    if row.version == 1:
        return False
    key = key_of(row)
    first = list_snapshots([key]).order_by("pk").first()
    present = {key: RowState(key, fields_of(row))}
    return first is None or bool(row_changes({key: row_state(first)}, present))


def _users(row: Model) -> list[str]:
    """Return what still names a row: “2 × Appearance”."""
    return list(_counted(row))


def _counted(row: Model) -> Iterator[str]:
    for relation in row._meta.related_objects:
        model: type[Model] = relation.related_model
        if issubclass(model, Record):
            count = model._base_manager.filter(**{relation.field.name: row.pk}).count()
            if count:
                kind = capfirst(str(model._meta.verbose_name))
                yield gettext("%(count)d × %(kind)s") % {"count": count, "kind": kind}

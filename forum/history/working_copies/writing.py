"""Publishing a working copy: its changes are written into the tables, each row by ``save()``."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import DataError, IntegrityError, transaction
from django.db.models import Model
from django.utils.translation import gettext

from forum.core.columns import model_field, related_model
from forum.core.content import Content
from forum.core.save_batches import batched_saves
from forum.history.row_names import RowNames, kind_of
from forum.history.rows import RowKey, tree_place
from forum.history.states import RecordState, RowState
from forum.history.working_copies.changes import DERIVED, RecordEdits, RowEdit, values_over
from forum.history.working_copies.store import edits_of
from forum.models import WorkingCopy

type RelatedKeys = dict[str, list[int]]
"""Name of a many-to-many relation -> the keys that it leads to."""


class CopyRefusedError(Exception):
    """Nothing was written; ``str`` names the row that does not fit, and why."""


def write_edits(
    public: RecordState, edits: RecordEdits, *, is_partial: bool = False
) -> list[RowKey]:
    """Write a difference into the tables, in one transaction.

    public: the record as it is stored, its rows locked. is_partial: something of the difference
    stays behind; returned are the new rows that cannot stand without it: a correction without its
    English text. Raises CopyRefusedError.
    """
    rows = [edits[key] for key in sorted(edits, key=tree_place)]
    held_back: list[RowKey] = []
    related_keys: dict[RowKey, RelatedKeys] = {}
    with transaction.atomic(), batched_saves():
        deleted = [edit for edit in reversed(rows) if edit.kind == "deleted"]
        # Parts first: they name records, of which some cannot go before.
        _delete(sorted(deleted, key=lambda edit: issubclass(edit.key.model, Content)))
        for edit in rows:
            try:
                with transaction.atomic():
                    related_keys[edit.key] = _write_row(public, edit)
            except (ValidationError, IntegrityError, DataError) as error:
                if edit.kind != "added" or not is_partial:
                    raise CopyRefusedError(_refusal(edit, public, error)) from error
                held_back.append(edit.key)
        written = [edit for edit in rows if edit.key not in held_back]
        _require_targets(public, written)
        # When every row is there that they may lead to.
        for edit in written:
            _relate(public, edit, related_keys[edit.key])
    return held_back


def _delete(edits: Iterable[RowEdit]) -> None:
    for edit in edits:
        # It may have been deleted with what it belonged to.
        if row := edit.key.model._base_manager.filter(pk=edit.key.pk).first():
            row.delete()


def _write_row(public: RecordState, edit: RowEdit) -> RelatedKeys:
    """Write a row; return the keys of the many-to-many relations that are still to be set."""
    related_keys: RelatedKeys = {}
    model, stored = edit.key.model, public.get(edit.key)
    if edit.kind == "added" and not stored:
        row, values = model(), edit.values
        row.pk = edit.key.pk
    elif edit.kind == "changed" and stored:
        row, values = model._base_manager.get(pk=edit.key.pk), values_over(stored, edit)
    else:
        return related_keys
    for name, value in values.items():
        field = model_field(model, name)
        if name in DERIVED:
            continue
        if field.many_to_many:
            related_keys[name] = value or []
        else:
            setattr(row, field.attname, value if field.is_relation else field.to_python(value))
    row.validate_constraints()
    row.save(force_insert=edit.kind == "added")
    return related_keys


def _relate(public: RecordState, edit: RowEdit, related_keys: RelatedKeys) -> None:
    """Set relations; raise CopyRefusedError where one leads to what waits in a working copy.

    A related row may be gone since, and the relation with it.
    """
    for name, pks in related_keys.items():
        row: Any = edit.key.model._base_manager.get(pk=edit.key.pk)
        related = getattr(row, name)
        present = set(related.model._base_manager.filter(pk__in=pks).values_list("pk", flat=True))
        for pk in {*pks} - present:
            target = RowKey(related.model._meta.label_lower, pk)
            if is_waiting(target):
                raise CopyRefusedError(_refusal(edit, public, _waits(target)))
        if present or edit.kind == "changed":
            related.set(present)


def is_waiting(target: RowKey) -> bool:
    """Tell whether a row is in no table yet, for a working copy adds it."""
    copies = WorkingCopy.objects.open().with_row(*target)
    return any(edits_of(copy)[target].kind == "added" for copy in copies)


def _waits(target: RowKey) -> ValidationError:
    words = gettext("“%(name)s” waits in a working copy: publish that first.")
    return ValidationError(words % {"name": _name(target)})


def _name(target: RowKey) -> str:
    names = RowNames()
    names.read([target])
    return names.of(target)


def find_lost_targets(edits: Iterable[RowEdit]) -> dict[RowKey, RowEdit]:
    """Return what rows of a difference name although it was deleted since, each with such a row.

    The database itself looks at the end of the transaction only.
    """
    naming: dict[type[Model], dict[int, RowEdit]] = defaultdict(dict)
    added = set()
    for edit in edits:
        if edit.kind == "added":
            added.add(edit.key)
        for name, value in edit.values.items() if edit.kind != "deleted" else ():
            field = model_field(edit.key.model, name)
            if value and field.is_relation and not field.many_to_many:
                naming[related_model(edit.key.model, name)][value] = edit
    lost: dict[RowKey, RowEdit] = {}
    for model, by_key in naming.items():
        present = model._base_manager.filter(pk__in=by_key).values_list("pk", flat=True)
        missing = {RowKey(model._meta.label_lower, pk): by_key[pk] for pk in {*by_key} - {*present}}
        lost |= {key: edit for key, edit in missing.items() if key not in added}
    return lost


def _require_targets(public: RecordState, edits: Iterable[RowEdit]) -> None:
    """Raise CopyRefusedError where a row names what was deleted since."""
    for target, edit in find_lost_targets(edits).items():
        words = gettext(
            "“%(name)s” was deleted meanwhile: recover it, choose another, or decide on the row "
            "under “What will change”."
        )
        gone = ValidationError(words % {"name": _name(target)})
        error = _waits(target) if is_waiting(target) else gone
        raise CopyRefusedError(_refusal(edit, public, error))


def _refusal(edit: RowEdit, public: RecordState, error: Exception) -> str:
    added = {edit.key: RowState(edit.key, edit.values)} if edit.kind == "added" else {}
    names = RowNames(public, added)
    names.read([edit.key])
    reason = (
        " ".join(error.messages)
        if isinstance(error, ValidationError)
        else gettext("It does not fit what is stored now.")
    )
    return gettext("%(what)s “%(name)s”: %(why)s") % {
        "what": kind_of(edit.key), "name": names.of(edit.key), "why": reason
    }  # fmt: skip

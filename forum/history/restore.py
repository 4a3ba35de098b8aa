"""Putting a record back as a revision had it: its own rows only, each through ``Model.save()``.

What decides who may see it, its address, and what others decided since stays: publication,
take-downs, embargoes, clearance, consent. People, organizations and series are shared with other
records and are named only: one that is gone is told and left out.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db import DataError, IntegrityError, models, transaction
from django.db.models import QuerySet
from django.db.models.fields.files import FileField
from django.utils.translation import gettext

from forum.core.addressable import Addressed
from forum.core.columns import ModelField, model_field
from forum.core.content import RESTRICTING, Content, Part, Record, Status
from forum.core.record_tree import owner_lookup
from forum.core.save_batches import batched_saves
from forum.core.translations.states import add_missing_entries
from forum.core.visibility import READINESS
from forum.history.row_names import RowNames, kind_of, target_key
from forum.history.rows import RowKey, columns_of, is_clearance, tree_place
from forum.history.states import RecordState, RowState, current_state, latest_states, state_token
from forum.history.version_token import require_token

# Not restored. Those of a row that was deleted come back as they were last.
NOT_RESTORED = frozenset(
    {
        "published_at", *READINESS, "expires_at", "when_not_ready", "slug", *RESTRICTING,
    }
)  # fmt: skip
_COUNTERS = frozenset({"version", "created", "updated", "match_keys"})


class _TakenBackError(Exception):
    """Rolls back what was tried."""


@dataclass(slots=True)
class Outcome:
    """What came of it.

    notes: what could not be restored, and why, in sentences. added: rows that the revision does
    not have. before, after: the record's state.
    """

    before: RecordState
    after: RecordState = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    added: list[RowState] = field(default_factory=list)


def preview(root: RowKey, state: RecordState) -> Outcome:
    """Return what restoring would do: it is done and rolled back."""
    return try_out(lambda: _restore(root, state, current_state(root), delete_added=False))


def try_out(work: Callable[[], Outcome]) -> Outcome:
    """Do something, roll it back, and return its result."""
    outcome = Outcome(before={})
    # Left by an error, so that nothing follows saves that are taken back.
    with suppress(_TakenBackError), transaction.atomic(), batched_saves():
        outcome = work()
        raise _TakenBackError
    return outcome


def restore(root: RowKey, state: RecordState, *, version_token: str, delete_added: bool) -> Outcome:
    """Put a record back as a state has it.

    version_token: of the state that the editor looked at; raises OvertakenError if it is another.
    delete_added: whether rows go that the state does not have.
    """
    with transaction.atomic():
        stored = current_state(root, lock=True)
        require_token(version_token, state_token(stored))
        with batched_saves():
            return _restore(root, state, stored, delete_added=delete_added)


def bring_back(state: RecordState) -> Outcome:
    """Store rows again that were deleted; within a transaction."""
    outcome = Outcome(before={})
    work = _Restoring(state, {}, {}, outcome)
    for key in sorted(state, key=tree_place):
        work.create(state[key])
    outcome.after = {key: row for key, row in state.items() if work.is_back(key)}
    return outcome


def put_back(gone: RecordState, changed: RecordState, stored: RecordState) -> Outcome:
    """Store deleted rows again, and give stored ones columns of whatever kind; as above.

    changed: of each row the columns alone that it gets. The outcome's ``after`` has what came back.
    """
    outcome = Outcome(before=stored)
    work = _Restoring({**gone, **changed}, stored, {}, outcome, is_whole=True)
    for key in sorted(gone, key=tree_place):
        work.create(gone[key])
    # Records first: by another name of theirs what was cleared in parts is so no more.
    for key in sorted(changed, key=lambda key: (issubclass(key.model, Part), tree_place(key))):
        work.update(changed[key])
    outcome.after = {key: row for key, row in gone.items() if work.is_back(key)}
    return outcome


def _restore(
    root: RowKey, state: RecordState, stored: RecordState, *, delete_added: bool
) -> Outcome:
    outcome = Outcome(before=stored, added=[row for key, row in stored.items() if key not in state])
    last = latest_states(key for key in state if key not in stored)
    work = _Restoring(state, stored, last, outcome)
    doomed = outcome.added if delete_added else []
    # Before what they stand in the way of; sessions last, when nothing stands in them any more.
    _delete(row for row in doomed if not _holds_others(row))
    for key in sorted(state, key=tree_place):
        if key in stored:
            work.update(state[key])
        else:
            work.create(state[key])
    _delete(row for row in doomed if _holds_others(row))
    outcome.after = current_state(root)
    return outcome


def _holds_others(row: RowState) -> bool:
    return any(
        relation.on_delete is models.CASCADE for relation in row.key.model._meta.related_objects
    )


def _delete(rows: Iterable[RowState]) -> None:
    for row in rows:
        row.key.model._base_manager.get(pk=row.key.pk).delete()


class _Restoring:
    """Writes row by row, and notes what cannot be written.

    is_whole: whether a stored row gets also what decides who may see it.
    """

    def __init__(
        self,
        state: RecordState,
        stored: RecordState,
        last: dict[RowKey, RowState],
        outcome: Outcome,
        *,
        is_whole: bool = False,
    ) -> None:
        self._wanted = state
        self._now = stored
        self._last = last
        self._outcome = outcome
        self._is_whole = is_whole
        self._names = RowNames(stored, state)
        self._there: dict[RowKey, bool] = {}

    def update(self, row: RowState) -> None:
        """Restore the fields of a stored row."""
        stored = self._now[row.key].fields
        restorable = [*row.fields] if self._is_whole else _restorable(row)
        names = [name for name in restorable if row.fields[name] != stored.get(name)]
        if not names:
            return
        with self._noting(row):
            record = row.key.model._base_manager.get(pk=row.key.pk)
            related_keys = self._set(record, row, names)
            add_missing_entries(record)
            record.validate_constraints()
            record.save()
            _relate(record, related_keys)

    def create(self, row: RowState) -> None:
        """Store a deleted row again, under the key that it had."""
        if row.key.model._base_manager.filter(pk=row.key.pk).exists():
            text = gettext("%(name)s belongs to another record now and stays there.")
            self._note(row, text)
            return
        self._there[row.key] = False
        with self._noting(row):
            record = row.key.model()
            record.pk = row.key.pk
            last = self._last.get(row.key, row)
            related_keys = self._set(record, row, _restorable(row))
            columns = columns_of(row.key.model)
            protected = [name for name in last.fields if _stays(name) and name in columns]
            self._set(record, last, protected)
            record.version = last.fields["version"] + 1
            add_missing_entries(record)
            self._make_public_later(record, row)
            record.validate_constraints()
            record.save(force_insert=True)
            _relate(record, related_keys)
            self._there[row.key] = True

    def is_back(self, key: RowKey) -> bool:
        """Tell whether a deleted row was stored again."""
        return self._there.get(key, False)

    def _make_public_later(self, record: Record, row: RowState) -> None:
        """Make a recovered record a draft, with a free slug."""
        if isinstance(record, Content) and record.is_published:
            record.status = Status.DRAFT
        if not isinstance(record, Addressed):
            return
        wished, record.slug = record.slug, free_slug(record)
        if record.slug != wished:
            text = gettext("%(name)s: the address “%(old)s” is taken; it is “%(new)s” now.")
            self._note(row, text, old=wished, new=record.slug)

    def _set(self, record: Record, row: RowState, names: list[str]) -> dict[str, list[int]]:
        """Set fields as a row has them; return the many-to-many ones, to be set after the save."""
        related_keys = {}
        for name in names:
            field = model_field(type(record), name)
            value = row.fields[name]
            if field.many_to_many:
                related_keys[name] = [pk for pk in value if self._is_there(target_key(field, pk))]
            elif field.is_relation:
                self._link(record, row, field, value)
            elif isinstance(field, FileField):
                self._put_file(record, row, field, value)
            else:
                setattr(record, field.attname, field.to_python(value))
        return related_keys

    def _link(self, record: Record, row: RowState, field: ModelField, value: int | None) -> None:
        if value is not None and not self._is_there(target_key(field, value)):
            name = self._called(target_key(field, value))
            if not field.null:
                text = gettext("%(what)s “%(missing)s” is gone.")
                raise ValidationError(text % {"what": field.verbose_name, "missing": name})
            text = gettext("%(name)s: %(what)s “%(missing)s” is gone and stays empty.")
            self._note(row, text, what=field.verbose_name, missing=name)
            value = None
        setattr(record, field.attname, value)

    def _put_file(self, record: Record, row: RowState, field: FileField, value: str) -> None:
        if value and not field.storage.exists(value):
            if not field.blank and not getattr(record, field.attname):
                text = gettext("The file of “%(what)s” is gone.")
                raise ValidationError(text % {"what": field.verbose_name})
            text = gettext("%(name)s: the file of “%(what)s” is gone.")
            self._note(row, text, what=field.verbose_name)
            return
        setattr(record, field.attname, value or "")

    def _is_there(self, key: RowKey) -> bool:
        if key not in self._there:
            is_stored = key.model._base_manager.filter(pk=key.pk).exists()
            # Those that are created in the same go come later.
            self._there[key] = is_stored or (key in self._wanted and key not in self._now)
        return self._there[key]

    @contextmanager
    def _noting(self, row: RowState) -> Iterator[None]:
        """Note why a row could not be written, and go on."""
        try:
            with transaction.atomic():
                yield
        except ValidationError as error:
            self._note(row, gettext("%(name)s is left out: %(why)s"), why=" ".join(error.messages))
        except (IntegrityError, DataError):
            text = gettext("%(name)s is left out: it does not fit what is stored now.")
            self._note(row, text)

    def _note(self, row: RowState, text: str, **params: object) -> None:
        name = f"{kind_of(row.key)} “{self._called(row.key)}”"
        self._outcome.notes.append(text % {"name": name, **params})

    def _called(self, key: RowKey) -> str:
        self._names.read([key])
        return self._names.of(key)


def free_slug(record: Addressed) -> str:
    """Return the slug of a record, with the first number that makes it free within its scope."""
    rows: QuerySet[Any] = type(record)._base_manager.all()
    rows = rows.filter(slug__startswith=record.slug[:76])
    if (lookup := owner_lookup(type(record))) != "pk":
        rows = rows.filter(**{lookup: record.address_scope})
    slugs = set(rows.values_list("slug", flat=True))
    numbered = (f"{record.slug[:76]}-{number}" for number in range(2, len(slugs) + 3))
    return str(next(slug for slug in (record.slug, *numbered) if slug not in slugs))


def _restorable(row: RowState) -> list[str]:
    columns = columns_of(row.key.model)
    return [
        name
        for name in row.fields
        if name in columns and name not in _COUNTERS and not _stays(name)
    ]


def _stays(name: str) -> bool:
    return name in NOT_RESTORED or is_clearance(name)


def _relate(record: Record, related_keys: dict[str, list[int]]) -> None:
    for name, pks in related_keys.items():
        getattr(record, name).set(pks)

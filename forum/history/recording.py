"""Making revisions: a block's saves and deletions are stored as snapshots at its end.

    with recording(user):
        ...
        log_action(Action.IMPORTED, run, file=name)

Rows are read again at the end of the block, so that a snapshot holds what is stored, whatever the
way it took. Each goes to the entry that was logged in the block about its record, else to the first
that was logged, else to one that says no more than added, changed or deleted. The first change of a
record that has no snapshot stores it whole first, as it was.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from itertools import batched

from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.db.models import SET_NULL, Model
from django.utils import timezone

from forum.core.acting_user import acting
from forum.core.columns import model_field
from forum.core.content import Part
from forum.core.record_tree import holder_field, holder_model, record_models
from forum.history.audit import Action, logged_entries
from forum.history.row_names import RowNames
from forum.history.rows import (
    COUNTERS,
    Fields,
    RowKey,
    fields_of,
    fields_of_rows,
    key_from,
    key_of,
    owner_of_row,
    stored_key,
)
from forum.history.states import RowState, current_state, list_snapshots, pick_newest
from forum.models import AuditEntry, Snapshot
from people.models import User

_BATCH = 200

_active: ContextVar["Recorder | None"] = ContextVar("recorder", default=None)


@contextmanager
def recording(user: User | AnonymousUser | None = None) -> Iterator[None]:
    """Record what the block changes, in one transaction with it; user: the author.

    A block within another one is part of that.
    """
    if _active.get() is not None:
        yield
        return
    recorder = Recorder(getattr(user, "pk", None))
    with transaction.atomic():
        token, entries = _active.set(recorder), logged_entries.set(recorder.logged)
        try:
            with acting(recorder.user):
                yield
        finally:
            _active.reset(token)
            logged_entries.reset(entries)
        if not transaction.get_rollback():
            recorder.write()


def before_save(record: Model) -> None:
    """Note a record before it is saved, or before a relation of it changes."""
    if recorder := _active.get():
        recorder.before(record)


def after_save(record: Model) -> None:
    """Note a record that was saved, or a relation of it that was changed."""
    if recorder := _active.get():
        recorder.saved(record)


def before_delete(record: Model) -> None:
    """Note a record before it is deleted."""
    if recorder := _active.get():
        recorder.deleting(record)


class Recorder:
    """Collects the keys of the rows that a block changes: an import changes thousands."""

    def __init__(self, user: int | None) -> None:
        self.user = user
        self.started = timezone.now()
        # What was logged in the block: entry -> the owner of its record.
        self.logged: dict[int, RowKey | None] = {}
        self._touched: dict[RowKey, None] = {}
        # Each with its owner, and with what it stood in, whose deletion may follow.
        self._deleted: dict[RowKey, tuple[Fields, list[RowKey]]] = {}
        self._owners: dict[RowKey, None] = {}
        self._baselines: list[RowKey] = []
        self._followed: dict[tuple[str, int, str], int | None] = {}

    def before(self, record: Model) -> None:
        """Store a baseline of the record if it has no snapshot yet."""
        owner = owner_of_row(record, self._follow)
        if owner is None or owner in self._owners:
            return
        self._owners[owner] = None
        if not _is_recorded(owner):
            self._baselines.append(owner)
            self._store_baseline(owner)

    def saved(self, record: Model) -> None:
        """Remember a row that was saved."""
        key = key_of(record)
        self._touched[key] = None
        self._deleted.pop(key, None)
        if isinstance(record, Part):
            # Known from here on, so its parts need not query it.
            step = holder_field(type(record))
            field = model_field(type(record), step)
            self._followed[key.label, key.pk, step] = getattr(record, field.attname)
        if owner := owner_of_row(record, self._follow):
            self._owners[owner] = None

    def deleting(self, record: Model) -> None:
        """Note a row with its content, and the rows whose reference to it will be cleared."""
        self.before(record)
        self._deleted[key_of(record)] = fields_of(record), self._above(record)
        for relation in record._meta.related_objects:
            model: type[Model] = relation.related_model
            loses = relation.many_to_many or relation.on_delete is SET_NULL
            if loses and model in record_models():
                for row in model._base_manager.filter(**{relation.field.name: record.pk}):
                    self.before(row)
                    self.saved(row)

    def write(self) -> None:
        """Store snapshots of the rows that differ from their latest ones."""
        for owner in self._baselines:
            # A savepoint that was rolled back within the block has removed the baseline.
            if not _is_recorded(owner):
                self._store_baseline(owner)
        self._forget_deletions_taken_back()
        entries = _Entries(self)
        for label, pks in _by_label(key for key in self._touched if key not in self._deleted):
            for batch in batched(pks, _BATCH):
                Snapshot.objects.bulk_create(self._snapshots_of_saved(label, batch, entries))
        Snapshot.objects.bulk_create(self._snapshots_of_deleted(entries), batch_size=_BATCH)

    def is_deleted(self, key: RowKey) -> bool:
        """Tell whether the block deleted a row."""
        return key in self._deleted

    def _snapshots_of_saved(
        self, label: str, pks: tuple[int, ...], entries: "_Entries"
    ) -> list[Snapshot]:
        former_snapshots = _latest_snapshots(label, pks)
        snapshots = []
        for pk, fields in _stored_fields(label, pks).items():
            row, former = RowState(RowKey(label, pk), fields), former_snapshots.get(pk)
            if _differs(former, fields):
                # A row that moved from another record changes that one, too.
                owners = [row.owner(self._follow), _owner_of(former) if former else None]
                snapshots += [
                    _snapshot(row, owner, entries.entry_for(owner, is_new=former is None))
                    for owner in dict.fromkeys(owners)
                    if owner
                ]
        return snapshots

    def _snapshots_of_deleted(self, entries: "_Entries") -> Iterator[Snapshot]:
        for key, (fields, above) in self._deleted.items():
            row = RowState(key, fields, is_deleted=True)
            owner = above[-1] if above else key
            goes_along = any(holder in self._deleted for holder in above)
            kind = Snapshot.Kind.DELETED_WITH if goes_along else Snapshot.Kind.DELETED
            yield _snapshot(row, owner, entries.entry_for(owner), kind)

    def _forget_deletions_taken_back(self) -> None:
        for label, pks in _by_label(self._deleted):
            rows = RowKey(label, 0).model._base_manager.filter(pk__in=pks)
            for pk in rows.values_list("pk", flat=True):
                del self._deleted[RowKey(label, pk)]

    def _above(self, record: Model) -> list[RowKey]:
        """Return what a row stands in: an appearance in its session and its event."""
        if not isinstance(record, Part):
            return []
        model = type(record)
        field = model_field(type(record), holder_field(model))
        above = RowKey(holder_model(model)._meta.label_lower, getattr(record, field.attname))
        owner = owner_of_row(record, self._follow)
        return [above, owner] if owner else [above]

    def _store_baseline(self, owner: RowKey) -> None:
        state = current_state(owner)
        if owner not in state:
            return
        entry = _make_entry(owner, action=Action.BASELINE, is_edit=False, at=self.started)
        rows = (_snapshot(row, owner, entry) for row in state.values())
        Snapshot.objects.bulk_create(rows, batch_size=_BATCH)

    def _follow(self, model: type[Model], pk: int, step: str) -> int | None:
        place = model._meta.label_lower, pk, step
        if place not in self._followed:
            self._followed[place] = stored_key(model, pk, step)
        return self._followed[place]


class _Entries:
    """The entries of a block, to which its snapshots go."""

    def __init__(self, recorder: Recorder) -> None:
        self._recorder = recorder
        # A savepoint that was rolled back within the block has removed its entries.
        alive = AuditEntry.objects.filter(pk__in=recorder.logged) if recorder.logged else ()
        keys = {entry.pk for entry in alive}
        logged = {pk: owner for pk, owner in recorder.logged.items() if pk in keys}
        self._first = next(iter(logged), None)
        self._by_owner: dict[RowKey, int] = {}
        for pk, owner in logged.items():
            if owner:
                self._by_owner.setdefault(owner, pk)

    def entry_for(self, owner: RowKey, *, is_new: bool = False) -> int:
        """Return the entry to which the rows of a record go; one is made where none was logged.

        is_new: whether the row at hand was not there before.
        """
        if owner not in self._by_owner:
            self._by_owner[owner] = self._first or self._make(owner, is_new=is_new)
        return self._by_owner[owner]

    def _make(self, owner: RowKey, *, is_new: bool) -> int:
        action = Action.ADDED if is_new else Action.CHANGED
        if self._recorder.is_deleted(owner):
            action = Action.DELETED
        return _make_entry(owner, action=action, actor_id=self._recorder.user)


def _make_entry(owner: RowKey, **values: object) -> int:
    """Store an entry about a whole record, under what that is called in every language."""
    names = RowNames()
    names.read([owner])
    entry = AuditEntry(
        content_type=owner.kind,
        object_id=owner.pk,
        owner_type=owner.kind,
        owner_id=owner.pk,
        name=names.of(owner)[: AuditEntry.NAME_LENGTH],
        **values,
    )
    entry.save(force_insert=True)
    return entry.pk


def _snapshot(
    row: RowState, owner: RowKey, entry: int, kind: Snapshot.Kind = Snapshot.Kind.STORED
) -> Snapshot:
    return Snapshot(
        entry_id=entry,
        kind=kind,
        content_type=row.key.kind,
        object_id=row.key.pk,
        owner_type=owner.kind,
        owner_id=owner.pk,
        fields=row.fields,
    )


def _by_label(keys: Iterable[RowKey]) -> Iterable[tuple[str, list[int]]]:
    pks_by_label: dict[str, list[int]] = defaultdict(list)
    for key in keys:
        pks_by_label[key.label].append(key.pk)
    return list(pks_by_label.items())


def _latest_snapshots(label: str, pks: Iterable[int]) -> dict[int, Snapshot]:
    """Return the latest snapshot of each row of a model that has one, by its key."""
    snapshots = pick_newest(list_snapshots(RowKey(label, pk) for pk in pks))
    return {snapshot.object_id: snapshot for snapshot in snapshots}


def _owner_of(snapshot: Snapshot) -> RowKey:
    return key_from(snapshot.owner_type_id, snapshot.owner_id)


def _is_recorded(owner: RowKey) -> bool:
    return Snapshot.objects.filter(owner_type=owner.kind, owner_id=owner.pk).exists()


def _stored_fields(label: str, pks: Iterable[int]) -> dict[int, Fields]:
    model = RowKey(label, 0).model
    return fields_of_rows(model, model._base_manager.filter(pk__in=pks))


def _differs(former: Snapshot | None, fields: Fields) -> bool:
    if former is None or former.is_deleted:
        return True
    names = {*fields, *former.fields} - COUNTERS
    return any(fields.get(name) != former.fields.get(name) for name in names)

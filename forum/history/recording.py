"""Making revisions: what is saved and deleted inside a block becomes one, in its transaction.

    with recording(user, "Imported from %(file)s", file=name):
        ...

Rows are read again at the end of the block, so that a version holds what is stored, whatever the
way it took. The first change of a record that has no revision stores it whole first, as it was.
"""

import json
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from itertools import batched
from typing import Any

from django.db import transaction
from django.db.models import SET_NULL, Model
from django.db.models.signals import m2m_changed, post_save, pre_delete, pre_save
from django.utils import timezone
from django.utils.translation import gettext_noop
from reversion.models import Revision, Version

from forum.core.acting_user import acting
from forum.core.content import Part
from forum.core.record_tree import holder_field, record_models
from forum.history.states import Row, current, latest, versions_of
from forum.history.trees import COUNTERS, Key, as_text, key_of, root_of, serialized

# What was deleted itself, and what went with something that it belonged to.
DELETED, DELETED_WITH = "deleted", "deleted-with"
BASELINE = gettext_noop("Before the first recorded change")
# What moves a record along: its status, its languages, the record of a clearance.
STEP = gettext_noop("Status or clearance only; no text was edited")
_BATCH = 200

_active: ContextVar["Recorder | None"] = ContextVar("recorder", default=None)


@contextmanager
def recording(user: Any = None, comment: str = "", **params: Any) -> Iterator[None]:
    """Make one revision of what the block changes, in one transaction with it.

    comment: English msgid, with its params. A block within another one gives that its comment.
    """
    text = _stored(comment, **params) if comment else ""
    outer = _active.get()
    if outer is not None:
        outer.comment = text or outer.comment
        yield
        return
    recorder = Recorder(getattr(user, "pk", None), text)
    with transaction.atomic():
        token = _active.set(recorder)
        try:
            with acting(recorder.user):
                yield
        finally:
            _active.reset(token)
        if not transaction.get_rollback():
            recorder.write()


def is_no_edit() -> None:
    """Let the revision under way, if any, say that it is a step and no edit."""
    if recorder := _active.get():
        recorder.comment = _stored(STEP)


def no_edits() -> list[str]:
    """Return the comments of revisions that are no edit, as they are stored."""
    return [_stored(BASELINE), _stored(STEP)]


def _stored(comment: str, **params: Any) -> str:
    return json.dumps({"text": comment, "params": params}, ensure_ascii=False)


def connect() -> None:
    """Listen to the models whose rows have revisions."""
    for model in record_models():
        name = model._meta.label_lower
        pre_save.connect(_saving, sender=model, dispatch_uid=f"saving {name}")
        post_save.connect(_saved, sender=model, dispatch_uid=f"saved {name}")
        pre_delete.connect(_deleting, sender=model, dispatch_uid=f"deleting {name}")
        for field in model._meta.local_many_to_many:
            through: Any = field.remote_field.through
            m2m_changed.connect(_related, sender=through, dispatch_uid=f"related {field}")


def _saving(instance: Any, **kwargs: Any) -> None:
    if recorder := _active.get():
        recorder.before(instance)


def _saved(instance: Any, **kwargs: Any) -> None:
    if recorder := _active.get():
        recorder.saved(instance)


def _deleting(instance: Any, **kwargs: Any) -> None:
    if recorder := _active.get():
        recorder.deleting(instance)


def _related(instance: Any, action: str, reverse: bool, **kwargs: Any) -> None:
    recorder = _active.get()
    if recorder and not reverse:
        recorder.before(instance) if action.startswith("pre_") else recorder.saved(instance)


class Recorder:
    """Keeps in mind what a block touches. Keys alone: an import touches thousands of rows."""

    def __init__(self, user: int | None, comment: str) -> None:
        self.user = user
        self.comment = comment
        self._touched: dict[Key, None] = {}
        # Each with what it stood in, whose deletion may be told later.
        self._deleted: dict[Key, tuple[dict[str, Any], list[Key]]] = {}
        self._roots: dict[Key, None] = {}
        self._baselines: list[Key] = []
        self._followed: dict[tuple[str, int, str], int | None] = {}

    def before(self, record: Any) -> None:
        """Store the record whole, as it is, if it was never recorded."""
        root = root_of(record, self._follow)
        if root is None or root in self._roots:
            return
        self._roots[root] = None
        if not _is_recorded(root):
            self._baselines.append(root)
            self._store_baseline(root)

    def saved(self, record: Any) -> None:
        """Remember a row that was saved."""
        key = key_of(record)
        self._touched[key] = None
        self._deleted.pop(key, None)
        if isinstance(record, Part):
            # What stands in it need not ask.
            step = holder_field(type(record))
            field: Any = record._meta.get_field(step)
            self._followed[key.label, key.pk, step] = getattr(record, field.attname)
        if root := root_of(record, self._follow):
            self._roots[root] = None

    def deleting(self, record: Any) -> None:
        """Remember a row with its contents, and those that will no longer name it."""
        self.before(record)
        key = key_of(record)
        self._deleted[key] = serialized(type(record), [record])[record.pk], self._above(record)
        for relation in record._meta.related_objects:
            model: Any = relation.related_model
            loses = relation.many_to_many or relation.on_delete is SET_NULL
            if loses and model in record_models():
                for one in model._base_manager.filter(**{relation.field.name: record.pk}):
                    self.before(one)
                    self.saved(one)

    def write(self) -> None:
        """Store the revision, unless nothing is another than it was."""
        for root in self._baselines:
            # What was tried and taken back within the block took its baseline along.
            if not _is_recorded(root):
                self._store_baseline(root)
        revision = _LazyRevision(self.user, self.comment)
        self._forget_deletions_taken_back()
        by_model: dict[str, list[int]] = defaultdict(list)
        for key in self._touched:
            if key not in self._deleted:
                by_model[key.label].append(key.pk)
        for label, pks in by_model.items():
            for some in batched(pks, _BATCH):
                self._write_rows(revision, label, some)
        for key, (one, above) in self._deleted.items():
            goes_too = any(other in self._deleted for other in above)
            revision.add(key, one, DELETED_WITH if goes_too else DELETED)
        for root in self._owners(revision):
            if found := _stored_now(root.model, [root.pk]):
                revision.add(root, found[root.pk])
        revision.flush()

    def _forget_deletions_taken_back(self) -> None:
        by_model: dict[str, list[int]] = defaultdict(list)
        for key in self._deleted:
            by_model[key.label].append(key.pk)
        for label, pks in by_model.items():
            there = Key(label, 0).model._base_manager.filter(pk__in=pks)
            for pk in there.values_list("pk", flat=True):
                del self._deleted[Key(label, pk)]

    def _write_rows(self, revision: "_LazyRevision", label: str, pks: tuple[int, ...]) -> None:
        keys = [Key(label, pk) for pk in pks]
        before = latest(keys)
        for pk, one in _stored_now(keys[0].model, pks).items():
            key = Key(label, pk)
            if _differs(before.get(key), one):
                revision.add(key, one)
        for row in before.values():
            # What belonged to another record before changes that one, too.
            revision.note_owner(row, self._follow)

    def _owners(self, revision: "_LazyRevision") -> list[Key]:
        """Return the records of which something changed, without those that are in already."""
        owners = revision.owners(self._follow)
        return [root for root in owners if root not in revision.keys]

    def _above(self, record: Any) -> list[Key]:
        """Return what a row stands in: an appearance in its session and its event."""
        if not isinstance(record, Part):
            return []
        field: Any = record._meta.get_field(holder_field(type(record)))
        above = Key(field.related_model._meta.label_lower, getattr(record, field.attname))
        root = root_of(record, self._follow)
        return [above, root] if root else [above]

    def _store_baseline(self, root: Key) -> None:
        state = current(root)
        if root in state:
            revision = _LazyRevision(None, _stored(BASELINE))
            for key, row in state.items():
                revision.add(key, {"model": key.label, "pk": key.pk, "fields": row.fields})
            revision.flush()

    def _follow(self, model: type[Any], pk: int, step: str) -> int | None:
        place = model._meta.label_lower, pk, step
        if place not in self._followed:
            name = model._meta.get_field(step).attname
            found = model._base_manager.filter(pk=pk).values_list(name, flat=True).first()
            self._followed[place] = found
        return self._followed[place]


class _LazyRevision:
    """A revision that is stored with its first version."""

    def __init__(self, user: int | None, comment: str) -> None:
        self._user = user
        self._comment = comment
        self._revision: Revision | None = None
        self._pending: list[Version] = []
        self._rows: dict[Key, Row] = {}
        self._left: list[tuple[Row, Any]] = []
        self.keys: set[Key] = set()

    def add(self, key: Key, one: dict[str, Any], format_name: str = "json") -> None:
        """Add the version of a row."""
        if self._revision is None:
            self._revision = Revision.objects.create(
                user_id=self._user, comment=self._comment, date_created=timezone.now()
            )
        self.keys.add(key)
        self._rows[key] = Row(key, _owner_fields(key.model, one["fields"]))
        self._pending.append(
            Version(
                revision=self._revision,
                content_type=key.kind,
                object_id=str(key.pk),
                db="default",
                format=format_name,
                serialized_data=as_text(one),
                object_repr=str(key),
            )
        )
        if len(self._pending) >= _BATCH:
            self.flush()

    def note_owner(self, row: Row, follow: Any) -> None:
        """Count the owner that a row had before among those that changed."""
        if row.key in self.keys:
            self._left.append((row, follow))

    def owners(self, follow: Any) -> dict[Key, None]:
        """Return the records that own, or owned, the rows of the revision."""
        rows = [*self._rows.values(), *(row for row, _follow in self._left)]
        return {root: None for row in rows if (root := row.root(follow))}

    def flush(self) -> None:
        """Store what has been added."""
        Version.objects.bulk_create(self._pending)
        self._pending.clear()


def _owner_fields(model: type[Any], fields: dict[str, Any]) -> dict[str, Any]:
    holder = holder_field(model)
    return {holder: fields[holder]} if holder else {}


def _is_recorded(root: Key) -> bool:
    return bool(versions_of([root]).exists())


def _stored_now(model: type[Model], pks: Any) -> dict[int, dict[str, Any]]:
    return serialized(model, model._base_manager.filter(pk__in=pks))


def _differs(before: Row | None, one: dict[str, Any]) -> bool:
    if before is None or before.is_deleted:
        return True
    after = json.loads(as_text(one))[0]["fields"]
    names = {*after, *before.fields} - COUNTERS
    return any(after.get(name) != before.fields.get(name) for name in names)

"""Reading revisions: a record with all its parts, as it is and as it was."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet
from reversion.models import Revision, Version

from forum.core.content import Part
from forum.core.record_tree import (
    FollowKey,
    holder_field,
    holder_model,
    owner_key,
    owner_lookup,
    owner_model,
    tree_of,
)
from forum.history.trees import Key, as_text, serialized


@dataclass(frozen=True, slots=True)
class Row:
    """One row as a version holds it.

    fields: name -> value in JSON's types. revision: its key, 0 for what is stored now.
    """

    key: Key
    fields: dict[str, Any] = field(repr=False)
    is_deleted: bool = False
    revision: int = 0

    def root(self, follow: FollowKey) -> Key | None:
        """Return the record that the row belongs to; follow: as for ``trees.root_of``."""
        model = self.key.model
        if not issubclass(model, Part):
            return self.key
        pk = owner_key(model, self.key.pk, self.fields.get(holder_field(model)), follow)
        return Key(owner_model(model)._meta.label_lower, pk) if pk else None

    def holder(self) -> Key | None:
        """Return what the row stands in: the session of an appearance, None for a record."""
        model = self.key.model
        pk = self.fields.get(holder_field(model)) if issubclass(model, Part) else None
        return Key(holder_model(model)._meta.label_lower, pk) if pk else None


# The rows of one record, that itself first.
type State = dict[Key, Row]


def row_of(version: Version) -> Row:
    """Return the row that a version holds."""
    (one,) = json.loads(version.serialized_data)
    key = Key(one["model"], one["pk"])
    deleted = version.format.startswith("deleted")
    return Row(key, one["fields"], deleted, version.revision_id)


def current(root: Key, *, lock: bool = False) -> State:
    """Return a record and its parts as they are stored now.

    lock: until the end of the transaction nobody else changes them.
    """
    state: State = {}
    for model in tree_of(root.model):
        owned: QuerySet[Any] = model._base_manager.filter(**{owner_lookup(model): root.pk})
        rows = owned.order_by("pk")
        if lock:
            rows = rows.select_for_update(of=("self",))
        for pk, one in serialized(model, rows).items():
            key = Key(model._meta.label_lower, pk)
            state[key] = Row(key, json.loads(as_text(one))[0]["fields"])
    return state


def digest(state: State) -> str:
    """Return what changes whenever a row of the state is saved, added or deleted."""
    versions = sorted((*key, row.fields["version"]) for key, row in state.items())
    return hashlib.sha256(repr(versions).encode()).hexdigest()[:16]


def revisions_of(root: Key) -> QuerySet[Revision]:
    """Return the revisions of a record and its parts, the latest first."""
    found: QuerySet[Revision] = Revision.objects.filter(
        version__db="default", version__content_type=root.kind, version__object_id=str(root.pk)
    )
    return found.order_by("-pk")


def state_at(root: Key, revision: int) -> State:
    """Return a record and its parts as a revision left them."""
    kinds = [Key(model._meta.label_lower, 0).kind for model in tree_of(root.model)]
    until = revisions_of(root).filter(pk__lte=revision).values("pk")
    versions = Version.objects.filter(revision__in=until, content_type__in=kinds)
    rows = {row.key: row for row in map(row_of, _newest(versions))}
    return _belonging(root, rows)


def latest(keys: Iterable[Key]) -> dict[Key, Row]:
    """Return the latest version of each row that has one, a deletion included."""
    return {row.key: row for row in map(row_of, _newest(versions_of(keys)))}


def versions_of(keys: Iterable[Key]) -> QuerySet[Version]:
    """Return the versions of some rows."""
    wanted = set(keys)
    kinds = {key.label: key.kind for key in wanted}
    found: QuerySet[Version] = Version.objects.filter(
        db="default",
        content_type__in=list(kinds.values()),
        object_id__in={str(key.pk) for key in wanted},
    )
    return found


def _newest(versions: QuerySet[Version]) -> QuerySet[Version]:
    """Return the newest of some versions for each row."""
    return versions.order_by("content_type_id", "object_id", "-revision_id").distinct(
        "content_type_id", "object_id"
    )


def _belonging(root: Key, rows: dict[Key, Row]) -> State:
    """Return those rows that are not deleted and belong to a record, in the order of its tree."""

    def follow(model: type[Any], pk: int, step: str) -> int | None:
        above = rows.get(Key(model._meta.label_lower, pk))
        return above.fields.get(step) if above and not above.is_deleted else None

    order = {model._meta.label_lower: no for no, model in enumerate(tree_of(root.model))}
    alive = [row for row in rows.values() if not row.is_deleted and row.root(follow) == root]
    return {row.key: row for row in sorted(alive, key=lambda row: (order[row.key.label], row.key))}

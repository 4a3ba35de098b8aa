"""The journal of a merge: what it changed, stored in its own transaction."""

from collections.abc import Iterator

from django.db.models import Model, QuerySet

from forum.core.content import Record
from forum.history.row_names import name_in_each_language
from forum.history.rows import RowKey, key_of
from forum.history.states import stored_states
from forum.history.working_copies.changes import as_json, find_edits
from forum.models import MergeJournal
from forum.workflow.merging.planning import MergePlan
from people.models import Person, User
from sessions_app.models import Appearance


class MergeNotes:
    """Notes what a merge changes, from before its first change on."""

    def __init__(self, plan: MergePlan) -> None:
        self._survivor, self._gone = plan.survivor, key_of(plan.duplicate)
        self._name = name_in_each_language(plan.duplicate)[: MergeJournal.NAME_LENGTH]
        pairs = [(pair.duplicate, pair.survivor) for move in plan.moves for pair in move.pairs]
        pairs.append((plan.duplicate, plan.survivor))
        self._joined = {key_of(duplicate): key_of(survivor) for duplicate, survivor in pairs}
        keys = (*self._joined, *self._joined.values(), *_list_affected(plan))
        self._before = stored_states(keys, lock=True)
        self._moved: list[dict[str, object]] = []

    def move(self, rows: QuerySet[Model], column: str, duplicate: Record, survivor: Record) -> None:
        """Let rows of another table be about the row that stays."""
        keys = sorted(rows.values_list("pk", flat=True))
        rows.update(**{column: survivor.pk})
        if keys:
            label, place = rows.model._meta.label_lower, place_of(key_of(duplicate))
            self._moved.append(
                {"table": label, "column": column, "keys": keys, "from": place, "to": survivor.pk}
            )

    def store(self, user: User) -> MergeJournal:
        """Write the journal, once all is changed."""
        after = stored_states(self._before)
        joined = self._joined.items()
        return MergeJournal.objects.create(
            object=self._survivor,
            other=self._gone.pk,
            name=self._name,
            rows=as_json(find_edits(self._before, after, {}, 0)),
            joined={place_of(gone): (twin.pk, after[twin].fields) for gone, twin in joined},
            moved=self._moved,
            by=user,
        )


def place_of(key: RowKey) -> str:
    """Return how a journal names a row."""
    return f"{key.label}:{key.pk}"


def key_at(place: str) -> RowKey:
    """Return the row that a journal names."""
    label, _colon, pk = place.rpartition(":")
    return RowKey(label, int(pk))


def _list_affected(plan: MergePlan) -> Iterator[RowKey]:
    """Yield the rows that a merge changes beside those that it joins."""
    for move in plan.moves:
        yield from map(key_of, move.rows)
        gone = [pair.duplicate.pk for pair in move.pairs]
        for relation in move.relation.model._meta.related_objects if gone else ():
            rows = relation.related_model._base_manager.filter(
                **{f"{relation.field.name}__in": gone}
            )
            yield from map(key_of, rows.only("pk"))
    if isinstance(plan.survivor, Person):
        # What was cleared under a name is not, under another one.
        yield from map(key_of, Appearance.objects.filter(person=plan.survivor).only("pk"))

"""Who wrote a record: nobody approves their own edit."""

from collections.abc import Collection, Iterator, Mapping
from datetime import datetime

from django.contrib.contenttypes.models import ContentType

from forum.core.content import Content, column
from forum.history.rows import Fields, RowKey, key_of
from forum.history.states import revisions_of, row_state
from forum.models import AuditEntry, ImportRun, Snapshot
from people.models import User
from sessions_app.models import Event


def editors(record: Content, since: datetime | None = None) -> set[int]:
    """Return the keys of those who edited a record or a part of it, in the desk or by an import.

    since: only later edits; None for all.
    """
    return editors_of_all([record], {record.pk: since})[record.pk]


def editors_of_all(
    records: Collection[Content], since: Mapping[int, datetime | None]
) -> dict[int, set[int]]:
    """Return who edited each of some records of one model, by its key. since: as above, of each."""
    authors: dict[int, set[int]] = {record.pk: set() for record in records}
    for owner, user, at in (*_edits(records), *_imports(records)):
        start = since.get(owner)
        if start is None or at > start:
            authors[owner].add(user)
    return authors


def _edits(records: Collection[Content]) -> Iterator[tuple[int, int, datetime]]:
    """Yield record, user and moment of each edit of the records and their parts."""
    if not records:
        return
    kind = ContentType.objects.get_for_model(next(iter(records)))
    keys = [record.pk for record in records]
    logged = AuditEntry.objects.edits().filter(owner_type=kind, owner_id__in=keys)
    entries = logged.order_by().values_list("owner_id", "actor", "at", "params__authors")
    for owner, user, at, authors in entries:
        # A merge brings the texts of those who wrote the other record.
        for author in (user, *(authors or ())):
            if owner and author:
                yield owner, author, at
    # What else the same act changed: who merges two people edits the events that they attended.
    changed = Snapshot.objects.filter(owner_type=kind, owner_id__in=keys, entry__is_edit=True)
    columns = ("owner_id", "entry__actor", "entry__at")
    yield from changed.exclude(entry__actor=None).order_by().values_list(*columns).distinct()


def has_written(
    record: Content, by: User, languages: Collection[str], since: datetime | None, until: datetime
) -> bool:
    """Tell whether somebody wrote texts of some languages between two moments; since: or ever."""
    owner = key_of(record)
    edits = revisions_of(owner).edits().filter(actor=by, at__lte=until)
    edits = edits.filter(at__gt=since) if since else edits
    keys = set(edits.values_list("pk", flat=True))
    ends = tuple(column("", code) for code in languages)
    snapshots = Snapshot.objects.filter(owner_type=owner.kind, owner_id=owner.pk).order_by("pk")
    before: dict[RowKey, Fields] = {}
    for snapshot in snapshots if keys else ():
        row = row_state(snapshot)
        texts = {name: value or "" for name, value in row.fields.items() if name.endswith(ends)}
        texts = dict.fromkeys(texts, "") if row.is_deleted else texts
        old = before.get(row.key, dict.fromkeys(texts, ""))
        if snapshot.entry_id in keys and texts != old:
            return True
        before[row.key] = texts
    return False


def _imports(records: Collection[Content]) -> Iterator[tuple[int, int, datetime]]:
    events = [record.pk for record in records if isinstance(record, Event)]
    if events:
        runs = ImportRun.objects.filter(event__in=events, by__isnull=False)
        yield from runs.values_list("event", "by", "at")

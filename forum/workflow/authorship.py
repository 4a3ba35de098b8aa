"""Who wrote a record: nobody approves their own edit."""

from collections.abc import Collection, Iterator, Mapping
from datetime import datetime
from typing import Any, Final

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Q
from django.db.models.functions import Cast
from reversion.models import Version

from forum.core.content import Content, column
from forum.core.record_tree import tree_of
from forum.history.recording import no_edits
from forum.history.states import revisions_of, row_of
from forum.history.trees import key_of
from forum.models import ImportRun
from forum.workflow.edition import reviewed_models
from people.models import User
from sessions_app.models import Event

# In the log's message: what moved a record along without an edit.
MARK: Final = "publishing"


def editors(record: Content, since: datetime | None = None) -> set[int]:
    """Return the keys of those who edited a record or a part of it, in the desk or by an import.

    since: only later edits; None for all.
    """
    return editors_of_all([record], {record.pk: since})[record.pk]


def editors_of_all(
    records: Collection[Content], since: Mapping[int, datetime | None]
) -> dict[int, set[int]]:
    """Return who edited each of some records of one model, by its key. since: as above, of each."""
    found: dict[int, set[int]] = {record.pk: set() for record in records}
    for owner, user, at in (*_edits(records), *_revisions(records), *_imports(records)):
        start = since.get(owner)
        if start is None or at > start:
            found[owner].add(user)
    return found


def _edits(records: Collection[Content]) -> Iterator[tuple[int, int, datetime]]:
    """Yield record, user and moment of what the desk has logged of the records and their parts."""
    owners: dict[tuple[int, str], int] = {}
    condition = Q(pk=None)
    for model, path in reviewed_models(type(next(iter(records)))) if records else ():
        kind = ContentType.objects.get_for_model(model).pk
        rows = model._default_manager.filter(**{f"{path}__in": [one.pk for one in records]})
        keys = dict(rows.order_by().annotate(key=Cast("pk", CharField())).values_list("key", path))
        owners |= {(kind, key): owner for key, owner in keys.items()}
        condition |= Q(content_type=kind, object_id__in=list(keys))
    entries = LogEntry.objects.filter(condition).exclude(change_message__contains=f'"{MARK}"')
    columns = ("content_type", "object_id", "user", "action_time")
    for kind, key, user, at in entries.order_by().values_list(*columns):
        yield owners[kind, key], user, at


def _revisions(records: Collection[Content]) -> Iterator[tuple[int, int, datetime]]:
    """Yield record, user and moment of each edit; what was deleted with it is told nowhere else."""
    kinds = {ContentType.objects.get_for_model(record) for record in records}
    keys = [str(record.pk) for record in records]
    found = Version.objects.filter(db="default", content_type__in=kinds, object_id__in=keys)
    edits = found.filter(revision__user__isnull=False).exclude(revision__comment__in=no_edits())
    columns = ("object_id", "revision__user", "revision__date_created")
    for key, user, at in edits.values_list(*columns):
        yield int(key), user, at


def has_written(
    record: Content, by: User, languages: Collection[str], since: datetime | None, until: datetime
) -> bool:
    """Tell whether somebody wrote texts of some languages between two moments; since: or ever."""
    root = key_of(record)
    every = revisions_of(root)
    own = every.filter(user=by, date_created__lte=until).exclude(comment__in=no_edits())
    own = own.filter(date_created__gt=since) if since else own
    keys = set(own.values_list("pk", flat=True))
    ends = tuple(column("", code) for code in languages)
    kinds = [ContentType.objects.get_for_model(model) for model in tree_of(root.model)]
    versions = Version.objects.filter(revision__in=every.values("pk"), content_type__in=kinds)
    before: dict[Any, dict[str, Any]] = {}
    for version in versions.order_by("revision_id") if keys else ():
        row = row_of(version)
        texts = {name: value or "" for name, value in row.fields.items() if name.endswith(ends)}
        texts = dict.fromkeys(texts, "") if row.is_deleted else texts
        old = before.get(row.key, dict.fromkeys(texts, ""))
        if row.revision in keys and texts != old:
            return True
        before[row.key] = texts
    return False


def _imports(records: Collection[Content]) -> Iterator[tuple[int, int, datetime]]:
    events = [record.pk for record in records if isinstance(record, Event)]
    if events:
        runs = ImportRun.objects.filter(event__in=events, by__isnull=False)
        yield from runs.values_list("event", "by", "at")

"""Who wrote a record: nobody approves their own edit."""

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Q
from django.db.models.functions import Cast

from forum.base.content import Content
from forum.models import ImportRun
from forum.publishing.edition import parts_of
from sessions_app.models import Event

# In the log's message: what moved a record along without an edit.
MARK: Final = "publishing"


def editors(record: Content, since: datetime | None = None) -> set[int]:
    """Return the keys of those who edited a record or a part of it, in the desk or by an import.

    since: only later edits; None for all.
    """
    entries = LogEntry.objects.filter(_about(record)).exclude(change_message__contains=f'"{MARK}"')
    if since:
        entries = entries.filter(action_time__gt=since)
    found = set(entries.values_list("user", flat=True))
    return found | set(_importers(record, since))


def _about(record: Content) -> Q:
    kind = ContentType.objects.get_for_model(record)
    condition = Q(content_type=kind, object_id=str(record.pk))
    for part in parts_of(type(record)):
        rows = part._default_manager.order_by().filter(**{part.owner_path: record.pk})
        keys = rows.annotate(key=Cast("pk", CharField())).values("key")
        condition |= Q(content_type=ContentType.objects.get_for_model(part), object_id__in=keys)
    return condition


def _importers(record: Content, since: datetime | None) -> Iterator[int]:
    if not isinstance(record, Event):
        return
    runs = ImportRun.objects.filter(event=record, by__isnull=False)
    if since:
        runs = runs.filter(at__gt=since)
    yield from (int(key) for key in runs.values_list("by", flat=True) if key)

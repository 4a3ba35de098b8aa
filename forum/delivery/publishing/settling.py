"""Ends the files of pages when what they read has changed, or their moment has come.

Whoever changes something waits for it: what they took down is gone with the next request.
"""

import logging
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from threading import Event
from typing import Any, Final

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone
from psycopg.errors import UndefinedTable

from forum.database.after_commit import do_on_living_connection
from forum.delivery.publishing import files
from forum.delivery.publishing.changes import find_touched
from forum.delivery.publishing.folder_owner import empty_lost_folder
from forum.delivery.publishing.purging import purge_pages
from forum.delivery.publishing.triggers import noted_models
from forum.models import PageChange, PageFile
from forum.models.page_files import CHANGES_LIFE
from forum.observability.worker_pulse import count_publishers
from forum.workflow.take_down.pictures import follow_changes

logger = logging.getLogger(__name__)

# More changes at once than this end all pages, which takes no longer than to find out which.
MOST_CHANGES: Final = 2000
_WRITES: Final = ("INSERT", "UPDATE", "DELETE")
_WRITTEN: Final = re.compile(r'(?:INSERT INTO|UPDATE|DELETE FROM)\s+"?(\w+)"?')
_has_lasting_pages: ContextVar[Event | None] = ContextVar("has lasting pages", default=None)


def settle_changes() -> int:
    """End the files of all pages that read what has changed; return how many pages these are."""
    if not PageChange.objects.filter(is_settled=False).exists():
        return 0
    if empty_lost_folder():
        if (has_lasting := _has_lasting_pages.get()) and not count_publishers():
            has_lasting.set()
        return 0
    with files.lock_folder(shared=False) as is_alone:
        changes = list(PageChange.objects.filter(is_settled=False))
        if not changes:
            return 0
        # Whatever a row says of its file: none is to outlive what it read.
        pages = PageFile.objects.all()
        if len(changes) <= MOST_CHANGES:
            pages = pages.filter(reads__overlap=sorted(find_touched(changes)))
        stale = list(pages.values_list("path", "is_current"))
        for path, _is_current in stale:
            files.delete_file(path)
        files.begin_generation()
        ended = [path for path, is_current in stale if is_current]
        PageFile.objects.filter(path__in=ended).update(is_current=False)
        if is_alone:
            # Else whoever holds the lock may still write what was before: they are settled again.
            keys = [change.pk for change in changes]
            PageChange.objects.filter(pk__in=keys).update(is_settled=True)
    purge_pages(ended)
    return len(ended)


@contextmanager
def noting_lasting_pages() -> Iterator[Event]:
    """Note whether pages stay of what a block commits: in another host's folder, with no worker."""
    has_lasting = Event()
    token = _has_lasting_pages.set(has_lasting)
    try:
        yield has_lasting
    finally:
        _has_lasting_pages.reset(token)


def has_changed_since(generation: str) -> bool:
    """Tell whether anything has changed since a generation was read; to be asked under the lock."""
    is_another = files.read_generation() != generation
    return is_another or PageChange.objects.filter(is_settled=False).exists()


def end_due_pages() -> int:
    """End the files whose moment has come; they are shown no more already."""
    due = PageFile.objects.filter(is_current=True, holds_until__lte=timezone.now())
    if not due.exists():
        return 0
    with files.lock_folder(shared=False) as is_alone:
        if not is_alone:
            return 0
        # One that a visitor has had made anew meanwhile holds until a later moment, or none.
        paths = list(due.values_list("path", flat=True))
        for path in paths:
            files.delete_file(path)
        count = due.update(is_current=False)
    purge_pages(paths)
    return count


def forget_old_changes() -> None:
    """Delete what was noted and dealt with, once the files that it hides are seen to as well."""
    old = PageChange.objects.filter(at__lt=timezone.now() - CHANGES_LIFE)
    if settings.PUBLISH_ADDRESS:
        old = old.filter(is_settled=True)
    while changes := list(old[:MOST_CHANGES]):
        follow_changes(changes)
        PageChange.objects.filter(pk__in=[change.pk for change in changes]).delete()


def follow_writes() -> None:
    """Settle changes when a transaction of this process has changed what pages show.

    Before whoever saved is answered: what they took down is gone with the next request.
    """
    from django.db.backends.signals import connection_created

    connection_created.connect(_watch_writes, dispatch_uid="published pages")
    if connection.connection is not None:
        _watch_writes(connection=connection)


def _watch_writes(connection: Any, **kwargs: object) -> None:
    if _notice_write not in connection.execute_wrappers:
        connection.execute_wrappers.append(_notice_write)


def _notice_write(
    execute: Callable[..., Any], sql: Any, params: Any, many: bool, context: Any
) -> Any:
    result = execute(sql, params, many, context)
    if settings.PUBLISH_ADDRESS and isinstance(sql, str) and sql.startswith(_WRITES):
        match = _WRITTEN.match(sql)
        if match and match[1] in _noted_tables():
            _settle_on_commit()
    return result


@cache
def _noted_tables() -> frozenset[str]:
    return frozenset(model._meta.db_table for model in noted_models())


def _settle_on_commit() -> None:
    # Once for a transaction, however much it changes.
    if not any(_settle in entry for entry in connection.run_on_commit):
        transaction.on_commit(_settle, robust=True)


def _settle() -> None:
    try:
        do_on_living_connection(lambda: settle_changes())
    except Exception as error:
        if isinstance(error.__cause__, UndefinedTable):
            # Migrations write before the one that lets pages be published.
            return
        # Rather no page than one that tells what is no more.
        logger.exception("What changed cannot be looked up: all published pages end")
        files.lose_all()

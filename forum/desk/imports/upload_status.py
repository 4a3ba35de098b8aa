"""How far an upload is, as its page says it while a task is at work or should be."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from django.utils import timezone
from django.utils.translation import gettext
from django_tasks_db.models import DBTaskResult

from forum.imports import tasks
from forum.imports.upload_heartbeat import find_running_uploads
from forum.models import ImportUpload

State = ImportUpload.State
BUSY: Final = frozenset({State.WAITING, State.READING, State.WRITING})
# A worker looks for work once a second.
_PATIENCE: Final = timedelta(seconds=8)


@dataclass(frozen=True, slots=True)
class Status:
    """state: of ``ImportUpload``; label: in words; trouble: why nothing moves, "" if it does."""

    state: str
    label: str
    progress: int
    busy: bool
    trouble: str = ""


def status(upload: ImportUpload) -> Status:
    """Return how far an upload is; what was interrupted is marked as failed."""
    return statuses([upload])[0]


def statuses(uploads: Sequence[ImportUpload]) -> list[Status]:
    """Return how far uploads are, with a fixed number of queries."""
    busy = [one for one in uploads if one.state in BUSY]
    at_work = find_running_uploads() if busy else set()
    newest = _newest_tasks([one.pk for one in busy if one.pk not in at_work])
    return [_status(one, newest.get(one.pk), at_work) for one in uploads]


def _status(upload: ImportUpload, task: Any, at_work: set[int]) -> Status:
    moves = upload.state not in BUSY or upload.pk in at_work
    trouble = "" if moves else _trouble(upload, task, idle=not at_work)
    return Status(
        state=upload.state,
        label=str(State(upload.state).label),
        progress=upload.progress,
        busy=upload.state in BUSY,
        trouble=trouble,
    )


def _trouble(upload: ImportUpload, task: Any, *, idle: bool) -> str:
    """Return why nothing moves. task: the upload's newest; idle: nothing else is at work."""
    if task is None or task.status == "READY":
        since = task.enqueued_at if task else upload.created
        return _no_worker() if idle and timezone.now() - since > _PATIENCE else ""
    since = task.finished_at or task.started_at or task.enqueued_at
    if timezone.now() - since > _PATIENCE:
        _interrupted(upload)
    return ""


def _newest_tasks(pks: list[int]) -> dict[int, Any]:
    """Return upload -> its newest task."""
    if not pks:
        return {}
    paths = (tasks.read_upload.module_path, tasks.write_upload.module_path)
    found = DBTaskResult.objects.filter(task_path__in=paths, args_kwargs__args__0__in=pks)
    return {one.args_kwargs["args"][0]: one for one in found.order_by("enqueued_at")}


def _interrupted(upload: ImportUpload) -> None:
    """Mark a work as failed whose process has ended without a word."""
    before = upload.state
    upload.state = State.FAILED
    upload.error = gettext("The work was interrupted; nothing was written. Try again.")
    same = ImportUpload.objects.filter(pk=upload.pk, state=before)
    same.update(state=upload.state, error=upload.error)


def _no_worker() -> str:
    return gettext(
        "No worker is running, so this waits. Start one on the server with "
        "“manage.py db_worker”; “make demo” starts one by itself."
    )

"""Files that come in: looked at, stored privately, queued for the worker; and how far each is."""

import re
import secrets
from collections.abc import Callable, Iterable, Sequence
from datetime import timedelta
from pathlib import PurePath
from typing import Final, NamedTuple

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language, gettext, gettext_noop
from django_tasks_db.models import DBTaskResult

from forum.core.control_characters import printable_file_name
from forum.desk.notifications.notices import queue_upload
from forum.history.corrections.correction_note import Note
from forum.imports.remembered_corrections import find_companions
from forum.imports.tasks import read_upload, refuse, write_upload
from forum.imports.upload_heartbeat import find_running_uploads
from forum.models import ImportUpload
from forum.reader.document import HEAD, DocumentError, check_bounds
from people.models import User

State = ImportUpload.State
type StoredTask = DBTaskResult[..., None]
BUSY: Final = frozenset({State.WAITING, State.READING, State.WRITING})
# A worker looks for work once a second.
_PATIENCE: Final = timedelta(seconds=8)
_SUFFIX: Final = re.compile(r"\.[a-z]{1,5}")
_LONGEST_TITLE: Final = 60
_INTERRUPTED: Final = gettext_noop("The work was interrupted; nothing was written. Try again.")


class UploadStatus(NamedTuple):
    """state: of ``ImportUpload``; label: in words; trouble: why nothing moves, "" if it does."""

    state: str
    label: str
    progress: int
    busy: bool
    trouble: str = ""


def file_of_text(text: str) -> "UploadedFile[bytes]":
    """Return a text that was pasted as a file, called by its first line."""
    title = text.partition("\n")[0].strip()[:_LONGEST_TITLE]
    return SimpleUploadedFile(f"{title}.txt", text.encode())


def receive_file(
    file: "UploadedFile[bytes]", by: User, event_slug: str = "", batch: str = ""
) -> ImportUpload:
    """Take a file in and have it read; one that is refused is listed with the reason.

    event_slug: of the event that it goes into, "" where it says so itself. batch: what it shares
    with those that were given together with it.
    """
    name = _printable(file.name or "")
    upload = ImportUpload(name=name, by=by)
    said = {ImportUpload.EVENT: event_slug, ImportUpload.BATCH: batch}
    upload.decisions = {name: value for name, value in said.items() if value}
    suffix = PurePath(name).suffix.lower()
    try:
        check_bounds(suffix, file.size or 0, file.read(HEAD))
    except DocumentError as error:
        upload.state = State.FAILED
        upload.refusal = {"case": error.case, "line": error.line, "params": error.params}
        upload.save()
        return upload
    file.seek(0)
    stored_suffix = suffix if _SUFFIX.fullmatch(suffix) else ""
    with transaction.atomic():
        # A name of our own: the file's may hold nothing that a store accepts.
        upload.file.save(f"{secrets.token_hex(12)}{stored_suffix}", file)
        read_upload.enqueue(upload.pk, _language())
    return upload


def ask_to_read(upload: ImportUpload, store: Callable[[], None] | None = None) -> bool:
    """Have an upload read and planned (again); False if something else is under way with it.

    store: stores what was decided, where it is read again only.
    """
    with transaction.atomic():
        if not _change_state(upload, (State.PLANNED, State.FAILED), State.WAITING):
            return False
        if store:
            upload.refresh_from_db(fields=["decisions"])
            store()
        read_upload.enqueue(upload.pk, _language())
        return True


def ask_companions_to_read(upload: ImportUpload, row_name: str) -> None:
    """Have the same user's companions of an upload planned again that hold a row of it."""
    model, _colon, key = row_name.partition(":")
    companions = find_companions(upload, upload.plan.get("event_slug", ""))
    same_row = [{"model": model, "key": key}]
    for companion in companions.filter(
        by=upload.by, state=State.PLANNED, plan__plan__contains=same_row
    ):
        ask_to_read(companion)


def ask_to_write(
    upload: ImportUpload, by: User, *, publish: bool, note: Note | None = None
) -> bool:
    """Have a plan written; False if it is not, or no longer, to be confirmed.

    note: of the corrections that it brings.
    """
    note_json = note.as_json() if note else None
    with transaction.atomic():
        if not _change_state(upload, (State.PLANNED,), State.WRITING):
            return False
        write_upload.enqueue(upload.pk, by.pk, publish, _language(), note_json)
        return True


def _change_state(upload: ImportUpload, states: Iterable[str], new_state: str) -> bool:
    """Change the state of an upload if it is one of those; of two who try one succeeds."""
    rows = ImportUpload.objects.filter(pk=upload.pk, state__in=states)
    return bool(rows.update(state=new_state, progress=0, error="", refusal={}))


def _printable(name: str) -> str:
    return printable_file_name(name)[-255:] or "?"


def _language() -> str:
    return get_language() or settings.LANGUAGE_CODE


def status_of(upload: ImportUpload) -> UploadStatus:
    """Return how far an upload is; what was interrupted has failed, though nobody stored that."""
    return statuses_of([upload])[0]


def statuses_of(uploads: Sequence[ImportUpload]) -> list[UploadStatus]:
    """Return how far uploads are, with a fixed number of queries."""
    busy = [upload.pk for upload in uploads if upload.state in BUSY]
    at_work = find_running_uploads() if busy else set()
    newest = _newest_tasks([pk for pk in busy if pk not in at_work])
    return [_status(upload, newest.get(upload.pk), at_work) for upload in uploads]


def _status(upload: ImportUpload, task: StoredTask | None, at_work: set[int]) -> UploadStatus:
    moves = upload.state not in BUSY or upload.pk in at_work
    trouble = "" if moves else _trouble(upload, task, idle=not at_work)
    return UploadStatus(
        state=upload.state,
        label=str(State(upload.state).label),
        progress=upload.progress,
        busy=upload.state in BUSY,
        trouble=trouble,
    )


def _trouble(upload: ImportUpload, task: StoredTask | None, *, idle: bool) -> str:
    """Return why nothing moves. task: the upload's newest; idle: nothing else is at work."""
    if task is None or task.status == "READY":
        since = task.enqueued_at if task else upload.created
        return _no_worker_message() if idle and timezone.now() - since > _PATIENCE else ""
    since = task.finished_at or task.started_at or task.enqueued_at
    if timezone.now() - since > _PATIENCE:
        upload.state, upload.error, upload.refusal = State.FAILED, "", refuse(_INTERRUPTED)
    return ""


def _newest_tasks(pks: list[int]) -> dict[int, StoredTask]:
    """Return upload -> its newest task."""
    if not pks:
        return {}
    paths = (read_upload.module_path, write_upload.module_path)
    tasks = DBTaskResult.objects.filter(task_path__in=paths, args_kwargs__args__0__in=pks)
    return {task.args_kwargs["args"][0]: task for task in tasks.order_by("enqueued_at")}


def store_interruption(upload: ImportUpload) -> None:
    """Mark a work as failed whose process has ended without a word, before more is done with it."""
    same = ImportUpload.objects.filter(pk=upload.pk, state=upload.state)
    is_interrupted = upload.state in BUSY and status_of(upload).state == State.FAILED
    if is_interrupted and same.update(state=upload.state, refusal=upload.refusal):
        queue_upload(upload)


def _no_worker_message() -> str:
    return gettext(
        "No worker is running, so this waits. Start one on the server with "
        "“manage.py db_worker”; “make demo” starts one by itself."
    )

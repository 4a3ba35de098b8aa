"""What comes in: files are looked at at the door, stored privately, and queued for the worker."""

import re
import secrets
from collections.abc import Iterable
from pathlib import PurePath
from typing import Any, Final

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import get_language

from forum.core.control_characters import printable_file_name
from forum.history.corrections.telling import Note
from forum.imports.tasks import read_upload, write_upload
from forum.models import ImportUpload
from forum.models.finding_sentences import error_reason
from forum.reader.document import HEAD, DocumentError, check_bounds
from people.models import User

State = ImportUpload.State
_SUFFIX: Final = re.compile(r"\.[a-z]{1,5}")


def receive(files: Iterable[UploadedFile[Any]], by: User) -> list[ImportUpload]:
    """Take files in and have them read; one that is refused is listed with the reason."""
    return [_receive(file, by) for file in files]


def _receive(file: UploadedFile[Any], by: User) -> ImportUpload:
    name = _printable(file.name or "")
    upload = ImportUpload(name=name, by=by)
    suffix = PurePath(name).suffix.lower()
    try:
        check_bounds(suffix, file.size or 0, file.read(HEAD))
    except DocumentError as error:
        upload.state, upload.error = State.FAILED, error_reason(error)
        upload.save()
        return upload
    file.seek(0)
    kept = suffix if _SUFFIX.fullmatch(suffix) else ""
    with transaction.atomic():
        # A name of our own: the file's may hold nothing that a store accepts.
        upload.file.save(f"{secrets.token_hex(12)}{kept}", file)
        read_upload.enqueue(upload.pk, _language())
    return upload


def ask_to_read(upload: ImportUpload) -> bool:
    """Have an upload read and planned (again); False if something else is under way with it."""
    with transaction.atomic():
        if not _turn(upload, (State.PLANNED, State.FAILED), State.WAITING):
            return False
        read_upload.enqueue(upload.pk, _language())
        return True


def ask_to_write(
    upload: ImportUpload, by: User, *, publish: bool, note: Note | None = None
) -> bool:
    """Have a plan written; False if it is not, or no longer, to be confirmed.

    note: of the corrections that it brings.
    """
    told = note.as_json() if note else None
    with transaction.atomic():
        if not _turn(upload, (State.PLANNED,), State.WRITING):
            return False
        write_upload.enqueue(upload.pk, by.pk, publish, _language(), told)
        return True


def _turn(upload: ImportUpload, before: Iterable[str], after: str) -> bool:
    """Change the state of an upload if it is one of those; of two who try one succeeds."""
    found = ImportUpload.objects.filter(pk=upload.pk, state__in=before)
    return bool(found.update(state=after, progress=0, error=""))


def _printable(name: str) -> str:
    return printable_file_name(name)[-255:] or "?"


def _language() -> str:
    return get_language() or "en"

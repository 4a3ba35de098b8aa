"""The work on an upload: reading and planning it, and writing the plan that was confirmed."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, Final

from django.db import DatabaseError, InterfaceError, transaction
from django.utils import translation
from django.utils.translation import gettext

from forum.history.corrections.telling import Note, tell
from forum.imports.decisions import UNFIT, answers, is_publishable, overwrites, takes_part
from forum.imports.import_lock import LockedError
from forum.imports.plan import Plan, PlanError, plan
from forum.imports.stored_plan import as_kept
from forum.imports.task_heartbeat import Beat
from forum.imports.writer import Options, OvertakenError, WriteError, write
from forum.models import ImportUpload
from forum.models.finding_sentences import error_message, error_reason
from forum.reader import fitness
from forum.reader.dispatch import read_document
from forum.reader.document import Document, DocumentError, read
from forum.reader.event_record import EventRecord, Text
from forum.reader.reading import Reading
from people.models import Organization, User

State = ImportUpload.State
_WAIT_SECONDS: Final = 60
_SAID = (DocumentError, PlanError, LockedError, WriteError)


def read_and_plan(pk: int) -> None:
    """Read the document of a waiting upload and plan it."""
    with Beat(pk) as beat:
        waiting = ImportUpload.objects.filter(pk=pk, state=State.WAITING)
        if not waiting.update(state=State.READING, progress=0, error=""):
            return
        upload = ImportUpload.objects.get(pk=pk)
        with _failing(upload):
            _plan(upload, beat)


def write_plan(pk: int, by: int, *, publish: bool, note: Note | None = None) -> None:
    """Write the confirmed plan of an upload as a run by a user, or plan it again.

    It is planned again, and has to be confirmed again, where the site has changed meanwhile.
    """
    with Beat(pk) as beat:
        upload = ImportUpload.objects.filter(pk=pk, state=State.WRITING, run=None).first()
        user = User.objects.filter(pk=by).first()
        if upload is None:
            return
        with _failing(upload):
            try:
                _write(upload, user, beat, publish=publish, note=note)
            except OvertakenError:
                _plan(upload, beat, error=_overtaken())


def _plan(upload: ImportUpload, beat: Beat, error: str = "") -> None:
    document = _read(upload)
    beat.tell(30)
    reading = _reading(upload, document)
    beat.tell(70)
    # The plan's notes are kept as they are written in the code and translated when shown.
    with translation.override("en"):
        made = _planned(upload, reading.record, document)
    upload.plan = as_kept(reading, document, made)
    upload.state, upload.progress, upload.error = State.PLANNED, 100, error
    upload.save(update_fields=["plan", "state", "progress", "error"])


def _reading(upload: ImportUpload, document: Document) -> Reading:
    """Read a document; of one that is unfit only where staff take what was understood."""
    reading = read_document(document, known_organizations())
    if takes_part(upload):
        return fitness.make_draft(reading)
    try:
        fitness.check(reading)
    except DocumentError:
        fitness.refuse_empty(reading)
        upload.plan = {UNFIT: True}
        upload.save(update_fields=["plan"])
        raise
    return reading


def _planned(upload: ImportUpload, record: EventRecord, document: Document) -> Plan:
    return plan(record, overwrite=overwrites(upload), pictures=document, decisions=answers(upload))


def _write(
    upload: ImportUpload, user: User | None, beat: Beat, *, publish: bool, note: Note | None
) -> None:
    document = _read(upload)
    reading = _reading(upload, document)
    options = Options(
        overwrite=overwrites(upload),
        publish=publish and is_publishable(upload, reading),
        by=user,
        seconds=_WAIT_SECONDS,
        decisions=answers(upload),
        fingerprint=upload.plan["fingerprint"],
    )
    with transaction.atomic():
        outcome = write(
            reading.record, document, options, reading=reading, on_progress=_percent(beat)
        )
        if outcome.run and note:
            tell(note, user)
        upload.run = outcome.run
        upload.state, upload.progress, upload.error = State.DONE, 100, ""
        upload.save(update_fields=["run", "state", "progress", "error"])
        # The run has a copy of its own.
        remove = partial(upload.file.storage.delete, str(upload.file.name))
        transaction.on_commit(remove, robust=True)


def _percent(beat: Beat) -> Callable[[int, int], None]:
    return lambda number, count: beat.tell(number * 99 // count)


def _read(upload: ImportUpload) -> Document:
    document = read(Path(upload.file.path))
    return replace(document, source=upload.name)


@contextmanager
def _failing(upload: ImportUpload) -> Iterator[None]:
    """Store why it failed, in one sentence; what nobody foresaw goes on to the worker's log."""
    try:
        yield
    except DocumentError as error:
        _fail(
            upload,
            error_reason(error) if error.line is None else error_message(error.about(upload.name)),
        )
    except _SAID as error:
        _fail(upload, str(error))
    except (DatabaseError, InterfaceError) as error:
        _fail(upload, _unexpected(error))
        raise
    except BaseException as error:
        _fail(upload, _unexpected(error))
        raise


def _fail(upload: ImportUpload, sentence: str) -> None:
    ImportUpload.objects.filter(pk=upload.pk).update(state=State.FAILED, error=sentence)


def _unexpected(error: BaseException) -> str:
    return gettext(
        "Something went wrong (%(reason)s); nothing was written. Try again, and tell the "
        "administrator if it happens again."
    ) % {"reason": type(error).__name__}


def _overtaken() -> str:
    return gettext(
        "Somebody changed the site after the plan was made, so nothing was written. "
        "This is the new plan: look at it and confirm again."
    )


def known_organizations() -> list[Text]:
    """Return the names of the stored organizations, by which the reader parts a list of names."""
    rows: Any = Organization.objects.values_list("name_zh_hans", "name_en")
    return [
        {code: name for code, name in zip(("zh-hans", "en"), row, strict=True) if name}
        for row in rows
    ]

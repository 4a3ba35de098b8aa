"""The work on an upload, done in the background: a worker calls these (``manage.py db_worker``).

An upload is read and planned; when its plan was confirmed, it is written.
"""

import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, Final

from django.core.files.storage import FileSystemStorage
from django.db import transaction
from django.db.models.fields.files import FieldFile
from django.tasks import task
from django.utils import translation
from django.utils.translation import gettext_noop

from forum.history.corrections.correction_note import Note
from forum.history.rows import key_of
from forum.imports.column_mappings import remembered_columns
from forum.imports.import_lock import ImportLockedError
from forum.imports.plan import PlanError, RecordPlan
from forum.imports.public_changes import (
    brings_new,
    changes_public,
    find_copies_beside,
    find_unseen_languages,
    is_held_back,
    schedules_to_end,
)
from forum.imports.reading_context import reading_context
from forum.imports.record_file import RecordFile, describe_columns, open_document, read_document
from forum.imports.remembered_corrections import inherit_corrections
from forum.imports.row_decisions import apply_row_decisions
from forum.imports.row_writer import WriteError
from forum.imports.stored_plan import as_stored_plan, columns_as_json, refusals_as_json
from forum.imports.upload_heartbeat import UploadHeartbeat
from forum.imports.writer import (
    ImportOptions,
    PlanOvertakenError,
    plan_first,
    write_import,
)
from forum.models import ImportUpload, SiteSettings
from forum.permissions.access import IMPORT, PUBLISH, may
from forum.reader import fitness
from forum.reader.context import ReadingContext
from forum.reader.document import Document
from forum.reader.errors import DocumentError
from forum.reader.reading import Reading
from forum.workflow.correction_notes import tell_note
from people.models import User

State = ImportUpload.State
_WAIT_SECONDS: Final = 60
NOTHING_REFUSED: Final[Mapping[str, object]] = {}
_UNEXPECTED: Final = gettext_noop(
    "Something went wrong (%(reason)s); nothing was written. Try again, and tell the "
    "administrator if it happens again."
)
_RIGHTS_LOST: Final = gettext_noop(
    "Whoever confirmed this may no longer import, so nothing was written. "
    "Look at the plan and confirm it yourself."
)
_PUBLISHING_LOST: Final = gettext_noop(
    "Whoever confirmed this may no longer publish with an import, so nothing was written. "
    "Look at the plan and confirm again."
)
_PLANNED_FOR_ANOTHER: Final = gettext_noop(
    "The plan was made for somebody else, so nothing was written: rights decide what goes into "
    "working copies. This is the plan for you: look at it and confirm again."
)
_OVERTAKEN: Final = gettext_noop(
    "Somebody changed the site after the plan was made, so nothing was written. "
    "This is the new plan: look at it and confirm again."
)


@task()
def read_upload(pk: int, language: str) -> None:
    """Read a document and plan it. language: of the sentence that says what went wrong."""
    with translation.override(language):
        read_and_plan(pk)


@task()
def write_upload(
    pk: int, by: int, publish: bool, language: str, note: dict[str, Any] | None = None
) -> None:
    """Write what was confirmed.

    by: key of the user who did; publish: what the import makes; note: of its corrections.
    """
    with translation.override(language):
        correction = Note.from_json(note) if note else None
        write_confirmed(pk, by, publish=publish, note=correction)


def read_and_plan(pk: int) -> None:
    """Read the document of a waiting upload and plan it; again, where an outage broke that off."""
    with UploadHeartbeat(pk) as heartbeat:
        waiting = ImportUpload.objects.filter(pk=pk, state__in=(State.WAITING, State.READING))
        if not waiting.update(state=State.READING, progress=0, error="", refusal={}):
            return
        upload = ImportUpload.objects.get(pk=pk)
        with _store_failure(upload), local_file(upload.file) as path:
            _plan(upload, path, heartbeat)


def write_confirmed(pk: int, by: int, *, publish: bool, note: Note | None = None) -> None:
    """Write the confirmed plan of an upload as a run by a user, or plan it again.

    It is planned again, and has to be confirmed again, where the site has changed meanwhile, or
    whoever confirmed it may no longer do so: a queue waits while its worker is away.
    """
    with UploadHeartbeat(pk) as heartbeat:
        upload = ImportUpload.objects.filter(pk=pk, state=State.WRITING, run=None).first()
        user = User.objects.filter(pk=by).first()
        if upload is None:
            return
        with _store_failure(upload), local_file(upload.file) as path:
            if user is None or not may(user, IMPORT):
                _plan(upload, path, heartbeat, refusal=refuse(_RIGHTS_LOST))
                return
            if publish and not may_publish(user):
                _plan(upload, path, heartbeat, refuse(_PUBLISHING_LOST), user)
                return
            try:
                _write(upload, path, user, heartbeat, publish=publish, note=note)
            except PlanOvertakenError:
                is_theirs = upload.plan.get(ImportUpload.PLANNED_FOR) in (None, user.pk)
                words = _OVERTAKEN if is_theirs else _PLANNED_FOR_ANOTHER
                _plan(upload, path, heartbeat, refuse(words), user)


def may_publish(user: User) -> bool:
    """Tell whether an import may publish: where reviews are asked for, nothing goes round them."""
    return may(user, PUBLISH) and not SiteSettings.current().reviews


@contextmanager
def local_file(file: FieldFile) -> Iterator[Path]:
    """Yield the path of a stored file; what lies in an object storage is fetched for the block."""
    if isinstance(file.storage, FileSystemStorage):
        yield Path(file.path)
        return
    with tempfile.NamedTemporaryFile(suffix=Path(str(file.name)).suffix) as copy:
        with file.storage.open(str(file.name)) as content:
            shutil.copyfileobj(content, copy)
        copy.flush()
        yield Path(copy.name)


def _plan(
    upload: ImportUpload,
    path: Path,
    heartbeat: UploadHeartbeat,
    refusal: Mapping[str, object] = NOTHING_REFUSED,
    user: User | None = None,
) -> None:
    """Plan an upload for a user; for who it was planned for last, or who gave it, unless told."""
    planned_for = upload.plan.get(ImportUpload.PLANNED_FOR)
    user = user or User.objects.filter(pk=planned_for).first() or upload.by
    document, reading = _read(upload, path)
    heartbeat.report(70)
    # What a row without a text is called is stored too, and for every reader alike.
    with translation.override("en"):
        plan, public_facts = _plan_for(upload, RecordFile(document, reading), user)
        stored_plan = as_stored_plan(reading, document, plan)
    if inherit_corrections(upload, reading.record, str(stored_plan["event_slug"])):
        _plan(upload, path, heartbeat, refusal, user)
        return
    upload.plan = {
        **stored_plan,
        **public_facts,
        "columns": columns_as_json(document, _context(upload, document)),
    }
    upload.state, upload.progress = State.PLANNED, 100
    upload.error, upload.refusal = "", dict(refusal)
    upload.save(update_fields=["plan", "state", "progress", "error", "refusal"])


def _plan_for(
    upload: ImportUpload, file: RecordFile, user: User | None
) -> tuple[RecordPlan, dict[str, object]]:
    """Return the plan as somebody would write it, and what it does to public records."""
    document, reading = file
    is_doubtful = _is_doubtful(upload, reading)
    options = _options(upload, user, publish=True, is_doubtful=is_doubtful)
    plan = plan_first(reading.record, document, options)
    beside = find_copies_beside(plan)
    is_new = not plan.waits and brings_new(plan)
    if is_new and (not beside or not (user and may_publish(user))):
        waiting = plan_first(reading.record, document, replace(options, publish=False))
        # What the copies have makes it another plan, or nothing may be published with it.
        if waiting.version_token != plan.version_token or not (user and may_publish(user)):
            plan, beside, is_new = waiting, [], False
    return replace(plan, findings=(*plan.findings, *schedules_to_end(plan))), {
        ImportUpload.PLANNED_FOR: user.pk if user else None,
        ImportUpload.WAITS: plan.waits,
        ImportUpload.NEW: is_new,
        "held_back": is_held_back(plan),
        "unseen": [
            [*key_of(unseen.record), unseen.name, unseen.languages]
            for unseen in find_unseen_languages(plan)
        ],
        "changes_public": not plan.waits and changes_public(plan),
        ImportUpload.BESIDE: beside,
    }


def _options(
    upload: ImportUpload, user: User | None, *, publish: bool, is_doubtful: bool
) -> ImportOptions:
    return ImportOptions(
        event_slug=upload.event_slug,
        overwrite=upload.overwrites,
        publish=publish,
        is_doubtful=is_doubtful,
        by=user,
        seconds=_WAIT_SECONDS,
        decisions=upload.answers,
    )


def _write(
    upload: ImportUpload,
    path: Path,
    user: User,
    heartbeat: UploadHeartbeat,
    *,
    publish: bool,
    note: Note | None,
) -> None:
    document, reading = _read(upload, path)
    document = document.without_text()
    options = replace(
        _options(upload, user, publish=publish, is_doubtful=_is_doubtful(upload, reading)),
        version_token=upload.plan["fingerprint"],
        waits=upload.waits(publish=publish),
        copies_beside=frozenset(upload.decisions.get(ImportUpload.BESIDE, ())),
    )
    with transaction.atomic():
        outcome = write_import(
            reading.record,
            document,
            options,
            reading=reading,
            on_progress=lambda number, count: heartbeat.report(number * 99 // count),
        )
        if outcome.run and note:
            tell_note(note, user)
        upload.run = outcome.run
        upload.state, upload.progress = State.DONE, 100
        upload.save(update_fields=["run", "state", "progress"])
        # The run has a copy of its own.
        remove = partial(upload.file.storage.delete, str(upload.file.name))
        transaction.on_commit(remove, robust=True)


def _read(upload: ImportUpload, path: Path) -> RecordFile:
    """Read a document; of one that is unfit only where staff take what was understood."""
    document = open_document(path, name=upload.name)
    context = _context(upload, document)
    reading = read_document(document, context)
    rows = upload.decisions.get(ImportUpload.ROWS, {})
    if upload.takes_part:
        reading = fitness.make_draft(reading)
        return RecordFile(document, apply_row_decisions(reading, rows, upload.inherited_rows))
    try:
        fitness.check(reading, has_event=upload.event_slug is not None)
    except DocumentError:
        upload.plan = {
            ImportUpload.UNFIT: _has_content(reading),
            "columns": columns_as_json(document, context),
            **refusals_as_json(reading, document),
        }
        upload.save(update_fields=["plan"])
        raise
    return RecordFile(document, apply_row_decisions(reading, rows, upload.inherited_rows))


def _is_doubtful(upload: ImportUpload, reading: Reading) -> bool:
    """Tell whether what was read is a part only, holds a guess, or is to be reviewed first."""
    return upload.takes_part or upload.goes_into_copies or bool(reading.guesses)


def _has_content(reading: Reading) -> bool:
    """Tell whether there is anything that a draft could be made of."""
    try:
        fitness.refuse_empty(reading)
    except DocumentError:
        return False
    return True


def _context(upload: ImportUpload, document: Document) -> ReadingContext:
    """Return what a document is read by: what staff said of it, or of one with its header."""
    columns = upload.decisions.get(ImportUpload.COLUMNS)
    if columns is None:
        header = [column.header for column in describe_columns(document)]
        columns = remembered_columns(header) if header else {}
    return reading_context(
        upload.event_slug, session=upload.decisions.get(ImportUpload.SESSION, ""), columns=columns
    )


@contextmanager
def _store_failure(upload: ImportUpload) -> Iterator[None]:
    """Store why it failed, in one sentence; what nobody foresaw goes on to the worker's log."""
    try:
        yield
    except DocumentError as error:
        _fail(upload, {"case": error.case, "line": error.line, "params": error.params})
    except (PlanError, ImportLockedError, WriteError) as error:
        _fail(upload, {}, str(error))
    except BaseException as error:
        _fail(upload, refuse(_UNEXPECTED, reason=type(error).__name__))
        raise


def _fail(upload: ImportUpload, refusal: dict[str, object], sentence: str = "") -> None:
    upload.state, upload.error, upload.refusal = State.FAILED, sentence, refusal
    # Saved, for whoever tells people of it listens; an upload may be deleted meanwhile.
    with suppress(ImportUpload.NotUpdated):
        upload.save(update_fields=["state", "error", "refusal"])


def refuse(msgid: str, **params: object) -> dict[str, object]:
    """Return a sentence as an upload keeps it, to be said in its reader's language."""
    return {"text": msgid, "params": params}

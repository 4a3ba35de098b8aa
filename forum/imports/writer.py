"""Plan -> tables: one transaction, everything or nothing.

The plan is made inside the transaction, behind the lock that all imports share, so nothing changes
between comparing and writing. Every row is saved through ``Model.save``, for search, caches and
redirects hear of it there. Files lie outside the transaction: they are written last where possible
and taken away again when it fails, so that no row ever names a file that is not there.
"""

import hashlib
from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Protocol

from django.core.exceptions import ValidationError
from django.core.files import File
from django.core.files.base import ContentFile
from django.db import DataError, IntegrityError, reset_queries, transaction
from django.db.models import ForeignKey, ManyToManyField, Model
from django.utils import timezone
from django.utils.translation import gettext

from forum.core.content import Content, Status
from forum.core.images import clean_image
from forum.core.images.files import PictureFile
from forum.core.record_tree import parts_of
from forum.core.save_batches import batched_saves
from forum.core.translations.states import note_written, parted
from forum.core.visibility import MOMENTS
from forum.history.audit import Action, log_action
from forum.history.recording import recording
from forum.imports.import_lock import WAIT_SECONDS, exclusive
from forum.imports.plan import Change, FieldChange, Plan, Ref, Store, plan
from forum.imports.planning.changes import Json, Value, to_json
from forum.imports.planning.photos import unreadable
from forum.imports.planning.questions import Decisions
from forum.imports.report import report
from forum.models import ImportRun, ImportWarning
from forum.models.finding_sentences import error_message
from forum.reader.errors import DocumentError
from forum.reader.event_record import EventRecord, Finding
from forum.reader.reading import Reading
from people.models import User
from sessions_app.models import Event, Photo

# The comment of the revision.


class WriteError(Exception):
    """Nothing was written; ``str`` is one sentence for the operator."""


class OvertakenError(WriteError):
    """What would be written is no longer what was agreed to."""


class Source(Protocol):
    """The document behind a record."""

    @property
    def path(self) -> Path:
        """The file."""
        ...

    def picture(self, key: str) -> bytes:
        """Return the bytes of one picture; raise DocumentError."""
        ...


@dataclass(frozen=True, slots=True)
class Options:
    """What the operator asks for.

    event_slug, overwrite, decisions: see ``forum.imports.plan``. publish: what the import makes,
    never a draft that was there. by: who imports. seconds: how long to wait for another import.
    fingerprint: of the plan that was agreed to, "" where none was shown.
    """

    event_slug: str | None = None
    overwrite: bool = False
    publish: bool = False
    by: User | None = None
    seconds: float = WAIT_SECONDS
    decisions: Decisions | None = None
    fingerprint: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of it. run: None when nothing had to be written."""

    plan: Plan
    run: ImportRun | None


def _quiet(*_facts: object) -> None:
    """Tell nobody."""


def write(
    record: EventRecord,
    document: Source,
    options: Options | None = None,
    *,
    reading: Reading | None = None,
    on_wait: Callable[[str], None] = _quiet,
    on_plan: Callable[[Plan], None] = _quiet,
    on_progress: Callable[[int, int], None] = _quiet,
) -> Outcome:
    """Plan a record and write the plan, or nothing at all.

    reading: what the record came from, for the run's report.
    on_wait: is told who holds the lock. on_plan: is shown the plan before it is written, and stops
    it with an exception of its own. on_progress: objects written, objects in all. Raises
    PlanError, LockedError, WriteError (OvertakenError where the plan is another than the one agreed
    to) and DocumentError, each with one sentence.
    """
    options = options or Options()
    files = _Files()
    try:
        with exclusive(on_wait, options.seconds), batched_saves(), recording(options.by):
            made = plan(
                record,
                event_slug=options.event_slug,
                overwrite=options.overwrite,
                pictures=document,
                store=Store(lock=True),
                decisions=options.decisions,
            )
            _check_agreed(made, options.fingerprint)
            on_plan(made)
            changes = list(made.writes())
            if not changes:
                return Outcome(made, None)
            pen = _Pen(options, document, files, made)
            for number, change in enumerate(changes, 1):
                pen.write(change)
                on_progress(number, len(changes))
                reset_queries()  # in development every query is kept, with its texts
            made = replace(made, findings=(*made.findings, *pen.findings))
            run = _keep_run(record, document, made, pen, reading)
            log_action(Action.IMPORTED, run, options.by, file=record.source)
            return Outcome(made, run)
    except (DataError, IntegrityError) as error:
        files.remove()
        raise WriteError(_refused(error)) from error
    except OSError as error:
        files.remove()
        raise WriteError(
            gettext("A file could not be stored (%(reason)s); nothing was written.")
            % {"reason": error.strerror or type(error).__name__}
        ) from error
    except BaseException:
        files.remove()
        raise


def rehearse(record: EventRecord, document: Source, options: Options) -> Plan:
    """Return the plan that ``write`` would write, after writing it and taking all of it back.

    So whatever the database would refuse is refused here as well. Pictures are not stored; a
    picture's header was read when it was planned. Raises what ``write`` raises.
    """
    try:
        with transaction.atomic():
            with batched_saves(), recording(options.by):
                made = plan(
                    record,
                    event_slug=options.event_slug,
                    overwrite=options.overwrite,
                    pictures=document,
                    store=Store(),
                    decisions=options.decisions,
                )
                pen = _Pen(options, document, _Files(), made)
                for change in made.writes():
                    if not change.picture:
                        pen.write(change)
                        reset_queries()
            transaction.set_rollback(True)
    except (DataError, IntegrityError) as error:
        raise WriteError(_refused(error)) from error
    return made


def _check_agreed(made: Plan, fingerprint: str) -> None:
    if fingerprint not in ("", made.fingerprint):
        raise OvertakenError(
            gettext("The site has changed since the plan was made; nothing was written.")
        )


class _Files:
    """The files that a transaction has written, to be removed if it fails."""

    def __init__(self) -> None:
        self._kept: list[tuple[Any, str]] = []

    def add(self, stored: Any) -> None:
        """Remember a stored file, with the variants of a picture."""
        self._kept.append((stored.storage, stored.name))
        if isinstance(stored, PictureFile):
            self._kept += [(stored.storage, one.name) for one in stored.variants()]

    def remove(self) -> None:
        for storage, name in self._kept:
            storage.delete(name)


class _Pen:
    """Writes one change after the other and keeps a list of what it wrote."""

    def __init__(self, options: Options, document: Source, files: _Files, made: Plan) -> None:
        self.options = options
        self.document = document
        self.files = files
        self.now = timezone.now()
        # Keys alone: thousands of rows in memory are what makes an import heavy.
        self.pks: dict[Ref, int] = {one.ref: one.row.pk for one in made.changes if one.row}
        self.entries: list[dict[str, Json]] = []
        self.findings: list[Finding] = []
        self.event = made.event if isinstance(made.event, Event) else None

    def write(self, change: Change) -> None:
        """Create or update one object."""
        if change.row is None:
            self._create(change)
        else:
            self._update(change, change.row)

    def _create(self, change: Change) -> None:
        row = change.model()
        image = self._picture(change)
        if change.picture and image is None:
            return
        if isinstance(row, Photo):
            row.image = image
        self._set(row, change.written)
        if self.options.publish and isinstance(row, Content):
            row.status = Status.PUBLISHED
            row.set_missing_moments(self.now)
        self._note_translations(row)
        row.save()
        if isinstance(row, Photo):
            self.files.add(row.image)
        self._relate(row, change.written)
        self.pks[change.ref] = row.pk
        if isinstance(row, Event) and change.identity == "event":
            self.event = row
        self._list(change, row, "create")

    def _update(self, change: Change, row: Any) -> None:
        before = deepcopy(row.translations)
        written = self._set(row, change.written)
        self._note_translations(row)
        if written:
            # Only these columns: whatever else staff save in the meantime stays theirs.
            if isinstance(row, Content) and row.is_published and "ready_languages" in written:
                row.set_missing_moments(self.now)
                written += MOMENTS
            row.save(update_fields=[*written, "translations"])
        self._relate(row, change.written)
        self._list(change, row, "update", states=parted(before, row.translations))

    def _set(self, row: Model, fields: tuple[FieldChange, ...]) -> list[str]:
        """Set the plain columns and the links; return which."""
        written = []
        for one in fields:
            field: Any = row._meta.get_field(one.column)
            if not isinstance(field, ManyToManyField):
                setattr(row, field.attname, self._resolved(field, one.new))
                written.append(one.column)
        return written

    def _relate(self, row: Model, fields: tuple[FieldChange, ...]) -> None:
        for one in fields:
            if isinstance(one.new, tuple):
                getattr(row, one.column).set(self._pks(one.new))

    def _resolved(self, field: Any, value: Value) -> Any:
        if isinstance(value, Ref):
            return self.pks.get(value)
        if value is None and not isinstance(field, ForeignKey) and not field.null:
            return ""
        return value

    def _pks(self, refs: tuple[Ref, ...]) -> list[int]:
        return sorted(self.pks[ref] for ref in refs if ref in self.pks)

    def _picture(self, change: Change) -> Any:
        """Return the picture of a photo, re-encoded; one that cannot be decoded is left out."""
        if not change.picture:
            return None
        try:
            data = self.document.picture(change.picture)
            return clean_image(ContentFile(data))
        except (DocumentError, ValidationError) as error:
            reason = (
                error.messages[0] if isinstance(error, ValidationError) else error_message(error)
            )
            self.findings.append(unreadable(change.name, change.lines, reason))
            return None

    def _note_translations(self, row: Any) -> None:
        own = getattr(row, "source_language", "")
        of_event = type(row) in parts_of(Event)
        # The event is at hand; what belongs to another record asks for that one's.
        note_written(row, own or (self._event_language() if of_event else ""))

    def _event_language(self) -> str:
        return self.event.source_language if self.event else ""

    def _list(self, change: Change, row: Model, action: str, **more: Json) -> None:
        self.entries.append(
            {
                "model": change.ref.label,
                "pk": row.pk,
                "name": change.name,
                "action": action,
                "identity": change.identity,
                "fields": {one.column: [one.old, self._stored(row, one)] for one in change.written},
                **{name: value for name, value in more.items() if value},
            }
        )

    def _stored(self, row: Model, one: FieldChange) -> Json:
        if isinstance(one.new, tuple):
            return self._pks(one.new)
        if isinstance(one.new, Ref):
            return self.pks.get(one.new)
        return to_json(one.new)


def _keep_run(
    record: EventRecord, document: Source, made: Plan, pen: _Pen, reading: Reading | None
) -> ImportRun:
    """Store what was read and what was done, with the file itself and what was found."""
    whole = replace(record, findings=(*record.findings, *made.findings))
    stored = report(whole, reading=reading)
    stored.pop("plan")
    run = ImportRun(
        event=pen.event,
        source=record.source[-255:],
        encoding=record.encoding[:32],
        sha256=record.sha256,
        record=stored,
        by=pen.options.by,
    )
    _check_unchanged(document, record)
    suffix = ".docx" if record.encoding == "docx" else ".txt"
    with document.path.open("rb") as file:
        # A name of our own: the file's may hold nothing that a store accepts.
        run.file.save(f"{record.sha256[:16]}{suffix}", File(file), save=False)
    pen.files.add(run.file)
    run.save()
    # One after the other, for each is sent as one text, several times as large as the document;
    # whoever wants to read them from this row loads them.
    del run.record, stored
    run.changes = pen.entries
    run.save(update_fields=["changes"])
    del run.changes
    ImportWarning.objects.bulk_create(
        ImportWarning(
            run=run,
            level=str(one.level),
            kind=one.kind,
            subject=one.subject,
            lines=sorted(one.lines),
            case=one.case,
            params=dict(one.params),
        )
        for one in whole.findings
    )
    return run


def _check_unchanged(document: Source, record: EventRecord) -> None:
    """Raise WriteError when the file is not the one that was read."""
    with document.path.open("rb") as file:
        if hashlib.file_digest(file, "sha256").hexdigest() != record.sha256:
            raise WriteError(
                gettext("%(file)s changed while it was imported; import it again.")
                % {"file": record.source}
            )


def _refused(error: Exception) -> str:
    reason = str(error).partition("\n")[0]
    return gettext("The database refused a value (%(reason)s); nothing was written.") % {
        "reason": reason
    }

"""Plan -> tables: one transaction, everything or nothing.

The plan is made inside the transaction, behind the lock that all imports share, so nothing changes
between comparing and writing. Every row is saved through ``Model.save``, for search, caches and
redirects hear of it there. Files lie outside the transaction: they are written last where possible
and taken away again when it fails, so that no row ever names a file that is not there.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final, cast

from django.core.exceptions import ValidationError
from django.core.files import File
from django.core.files.base import ContentFile
from django.db import DataError, IntegrityError, reset_queries, transaction
from django.db.models import ForeignKey, ManyToManyField, Model
from django.utils import timezone
from django.utils.translation import gettext

from forum.core.columns import ModelField
from forum.core.content import Content, Status, column
from forum.core.images import clean_image
from forum.core.record_tree import parts_of
from forum.core.save_batches import batched_saves
from forum.core.storage import files_with_rows
from forum.core.translations.states import note_written, parted
from forum.history.audit import Action, log_action
from forum.history.recording import recording
from forum.history.rows import key_of
from forum.history.version_token import OvertakenError
from forum.history.working_copies.diverting import editing, edits_directly
from forum.history.working_copies.store import is_released, open_copy
from forum.imports.import_lock import WAIT_SECONDS, hold_import_lock
from forum.imports.plan import (
    Decisions,
    FieldChange,
    RecordChange,
    RecordPlan,
    Ref,
    Store,
    plan_import,
)
from forum.imports.planning.photos import picture_refused
from forum.imports.planning.record_plan import Json, Value, to_json
from forum.imports.report import build_report
from forum.models import ImportRun, ImportWarning, WorkingCopy
from forum.models.finding_sentences import error_message
from forum.reader.document import Document
from forum.reader.errors import DocumentError
from forum.reader.event_record import EventRecord, Finding, Level
from forum.reader.reading import Reading
from people.models import User
from sessions_app.models import Event, Photo

_READY: Final = "ready_languages"


class WriteError(Exception):
    """Nothing was written; ``str`` is one sentence for the operator."""


class PlanOvertakenError(WriteError, OvertakenError):
    """What would be written is no longer what was agreed to."""


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """What the operator asks for.

    event_slug, overwrite, decisions: see ``forum.imports.plan``. publish: what the import makes,
    and the languages in which it first names a public record; never a draft that was there.
    is_doubtful: whether what is read holds guesses or is a part only; nothing of it is published,
    then, and what it changes of public records goes into their working copies, whoever imports.
    by: who imports. seconds: how long to wait for another import.
    version_token: of the plan that was agreed to, "" where none was shown. copies_beside: the
    working copies beside which it may write; None: beside any.
    """

    event_slug: str | None = None
    overwrite: bool = False
    publish: bool = False
    is_doubtful: bool = False
    by: User | None = None
    seconds: float = WAIT_SECONDS
    decisions: Decisions | None = None
    version_token: str = ""
    copies_beside: frozenset[int] | None = None

    @property
    def publishes(self) -> bool:
        """Whether anything becomes public by it."""
        return self.publish and not self.is_doubtful


@dataclass(frozen=True, slots=True)
class ImportOutcome:
    """The plan, and the run that wrote it: None when nothing had to be written."""

    plan: RecordPlan
    run: ImportRun | None


def ignore(*_facts: object) -> None:
    """Report nothing."""


def write_import(
    record: EventRecord,
    document: Document,
    options: ImportOptions | None = None,
    *,
    reading: Reading | None = None,
    on_wait: Callable[[str], None] = ignore,
    on_plan: Callable[[RecordPlan], None] = ignore,
    on_progress: Callable[[int, int], None] = ignore,
) -> ImportOutcome:
    """Plan a record and write the plan, or nothing at all.

    What it would change of public records goes into their working copies, unless whoever imports
    may publish and nothing is doubtful. reading: what the record came from, for the run's report.
    on_wait: is told who holds the lock. on_plan: is shown the plan before it is written, and stops
    it with an exception of its own. on_progress: objects written, objects in all. Raises PlanError,
    ImportLockedError, WriteError (PlanOvertakenError where the plan is another than the one agreed
    to) and DocumentError, each with one sentence.
    """
    options = options or ImportOptions()
    with _files_with_their_rows(), _one_revision(options, on_wait):
        with editing(options.by, is_doubtful=options.is_doubtful) as diversion:
            plan = _plan(record, document, options, Store(lock=True))
            if options.version_token not in ("", plan.version_token):
                raise PlanOvertakenError(
                    gettext("The site has changed since the plan was made; nothing was written.")
                )
            _require_agreed_copies(plan, options)
            on_plan(plan)
            changes = list(plan.written_changes())
            writer = PlanWriter(plan, document, options)
            for number, change in enumerate(changes, 1):
                writer.write(change)
                on_progress(number, len(changes))
                reset_queries()  # in development every query is kept, with its texts
        if not changes:
            return ImportOutcome(plan, None)
        writer.findings += [_schedule_ended(copy) for copy in diversion.unscheduled]
        plan = replace(plan, findings=(*plan.findings, *writer.findings))
        run = writer.store_run(record, plan, reading)
        log_action(Action.IMPORTED, run, options.by, file=record.source)
        return ImportOutcome(plan, run)


def rehearse_import(record: EventRecord, document: Document, options: ImportOptions) -> RecordPlan:
    """Return the plan that ``write_import`` would write, after writing it and taking all back.

    So whatever the database would refuse is refused here as well. Pictures are not stored; a
    picture's header was read when it was planned. Raises what ``write_import`` raises.
    """
    with _files_with_their_rows(), transaction.atomic():
        with recording(options.by), editing(options.by, is_doubtful=options.is_doubtful):
            plan = _plan(record, document, options, Store())
            writer = PlanWriter(plan, document, options)
            for change in plan.written_changes():
                if not change.picture:
                    writer.write(change)
                    reset_queries()
        transaction.set_rollback(True)
    return replace(plan, findings=(*plan.findings, *writer.findings))


def _plan(
    record: EventRecord, document: Document, options: ImportOptions, store: Store
) -> RecordPlan:
    return plan_import(
        record,
        event_slug=options.event_slug,
        overwrite=options.overwrite,
        document=document,
        store=store,
        decisions=options.decisions,
    )


def _require_agreed_copies(plan: RecordPlan, options: ImportOptions) -> None:
    """Refuse to write beside a working copy that nobody has seen."""
    if options.copies_beside is None:
        return
    copies = find_copies_beside(plan, options.by, is_doubtful=options.is_doubtful)
    if options.copies_beside.issuperset(copies):
        return
    raise PlanOvertakenError(
        gettext("A working copy was begun since the plan was made; nothing was written.")
    )


@dataclass(frozen=True, slots=True)
class UnseenLanguages:
    """A public record that a plan gives texts in languages which nobody has published."""

    record: Content
    name: str
    languages: list[str]


def find_unseen_languages(plan: RecordPlan) -> list[UnseenLanguages]:
    """Return what the public would not see of a plan that is written and not published."""
    return [
        UnseenLanguages(change.row, change.name, codes)
        for change in plan.written_changes()
        if isinstance(change.row, Content) and (codes := _languages_added(change, change.row))
    ]


def _languages_added(change: RecordChange, row: Content) -> list[str]:
    """Return the languages that a change names a public record in first."""
    ready = next((field for field in change.written_fields if field.column == _READY), None)
    if ready is None or not (row.is_published or row.is_offline):
        return []
    return [code for code in cast("list[str]", ready.new) if code not in row.ready_languages]


def is_held_back(plan: RecordPlan, *, is_doubtful: bool) -> bool:
    """Tell whether a plan changes what the public reads, and has to be reviewed first."""
    return is_doubtful and any(map(is_released, _written_records(plan)))


def find_copies_beside(plan: RecordPlan, user: User | None, *, is_doubtful: bool) -> list[int]:
    """Return the keys of the working copies that wait while a plan is written beside them.

    Whoever may publish writes what is certain to the public records themselves.
    """
    if not edits_directly(user, is_doubtful=is_doubtful):
        return []
    copies = [open_copy(key_of(record)) for record in _written_records(plan) if is_released(record)]
    return [copy.pk for copy in copies if copy and not copy.is_empty]


def _written_records(plan: RecordPlan) -> Iterable[Content]:
    """Return the stored records of which a plan writes something."""
    rows = [
        change.row if issubclass(change.model, Content) else plan.event
        for change in plan.written_changes()
    ]
    return {
        (type(row), row.pk): row for row in rows if isinstance(row, Content) and row.pk
    }.values()


@contextmanager
def _one_revision(options: ImportOptions, on_wait: Callable[[str], None]) -> Iterator[None]:
    """Hold the lock, and make one revision of everything that the import writes."""
    with hold_import_lock(on_wait, options.seconds), batched_saves(), recording(options.by):
        yield


@contextmanager
def _files_with_their_rows() -> Iterator[None]:
    """Remove what was written as files where the rows are not; say why in a WriteError."""
    try:
        with files_with_rows():
            yield
    except (DataError, IntegrityError) as error:
        reason = str(error).partition("\n")[0]
        raise WriteError(
            gettext("The database refused a value (%(reason)s); nothing was written.")
            % {"reason": reason}
        ) from error
    except OSError as error:
        raise WriteError(
            gettext("A file could not be stored (%(reason)s); nothing was written.")
            % {"reason": error.strerror or type(error).__name__}
        ) from error


class PlanWriter:
    """Writes one change after the other and keeps a list of what it wrote."""

    def __init__(self, plan: RecordPlan, document: Document, options: ImportOptions) -> None:
        self.document = document
        self.options = options
        self.started_at = timezone.now()
        # Keys alone: thousands of rows in memory are what makes an import heavy.
        self.pks: dict[Ref, int] = {
            change.ref: change.row.pk for change in plan.changes if change.row
        }
        self.entries: list[dict[str, Json]] = []
        self.findings: list[Finding] = []
        self.event = plan.event if isinstance(plan.event, Event) else None

    def write(self, change: RecordChange) -> None:
        """Create or update one object."""
        if change.row is None:
            self._create(change)
        else:
            self._update(change, change.row)

    def _create(self, change: RecordChange) -> None:
        row = change.model()
        image = self._picture(change)
        if change.picture and image is None:
            return
        if isinstance(row, Photo):
            row.image = image
        self._set(row, change.written_fields)
        if self.options.publishes and isinstance(row, Content):
            row.status = Status.PUBLISHED
            row.set_missing_moments(self.started_at)
        self._note_translations(row)
        row.save()
        self._relate(row, change.written_fields)
        self.pks[change.ref] = row.pk
        if isinstance(row, Event) and change.identity == "event":
            self.event = row
        self._list(change, row, "create")

    def _update(self, change: RecordChange, row: Any) -> None:
        old_states = deepcopy(row.translations)
        fields = self._fields_to_write(change, row)
        columns = self._set(row, fields)
        self._note_translations(row)
        if columns:
            # Only these columns: whatever else staff save in the meantime stays theirs.
            row.save(update_fields=[*columns, "translations"])
        self._relate(row, fields)
        states = parted(old_states, row.translations)
        self._list(replace(change, fields=fields), row, "update", states=states)

    def _fields_to_write(self, change: RecordChange, row: Any) -> tuple[FieldChange, ...]:
        """Return what is written of a stored row.

        In a language whose texts nobody has published, those of a public record stay unseen, unless
        this import publishes; then the language has a moment, not before the record's first. What
        stays unseen is a finding.
        """
        fields = change.written_fields
        added = _languages_added(change, row) if isinstance(row, Content) else []
        if not added:
            return fields
        if not (self.options.publishes and row.is_published):
            self.findings.append(_languages_unseen(change.name, added))
            return tuple(field for field in fields if field.column != _READY)
        moments = [at for code in row.ready_languages if (at := row.get_moment(code))]
        first = min(moments, default=self.started_at)
        return (*fields, *(self._publish_language(row, code, first) for code in added))

    def _publish_language(self, row: Content, language: str, first: datetime) -> FieldChange:
        old = row.get_moment(language)
        moment = max(first, old or self.started_at)
        return FieldChange(column("published_at", language), to_json(old), moment)

    def _set(self, row: Model, fields: tuple[FieldChange, ...]) -> list[str]:
        """Set the plain columns and the links; return which."""
        columns = []
        for field_change in fields:
            field: Any = row._meta.get_field(field_change.column)
            if not isinstance(field, ManyToManyField):
                setattr(row, field.attname, self._column_value(field, field_change.new))
                columns.append(field_change.column)
        return columns

    def _relate(self, row: Model, fields: tuple[FieldChange, ...]) -> None:
        for field_change in fields:
            if isinstance(field_change.new, tuple):
                getattr(row, field_change.column).set(self._pks(field_change.new))

    def _column_value(self, field: ModelField, value: Value) -> Any:
        if isinstance(value, Ref):
            return self.pks.get(value)
        if value is None and not isinstance(field, ForeignKey) and not field.null:
            return ""
        return value

    def _pks(self, refs: tuple[Ref, ...]) -> list[int]:
        return sorted(self.pks[ref] for ref in refs if ref in self.pks)

    def _picture(self, change: RecordChange) -> Any:
        """Return the picture of a photo, re-encoded; one that cannot be decoded is left out."""
        if not change.picture:
            return None
        try:
            data = self.document.picture(change.picture)
            return clean_image(ContentFile(data))
        except DocumentError as error:
            reason = error_message(error)
        except ValidationError as error:
            reason = error.messages[0]
        self.findings.append(picture_refused(change.name, change.lines, reason))
        return None

    def _note_translations(self, row: Any) -> None:
        language = getattr(row, "source_language", "")
        # The event is at hand; what belongs to another record asks for that one's.
        if not language and self.event and type(row) in parts_of(Event):
            language = self.event.source_language
        note_written(row, language)

    def _list(self, change: RecordChange, row: Model, action: str, **more: Json) -> None:
        self.entries.append(
            {
                "model": change.ref.label,
                "pk": row.pk,
                "name": change.name,
                "action": action,
                "identity": change.identity,
                "fields": {
                    field_change.column: [field_change.old, self._stored(field_change.new)]
                    for field_change in change.written_fields
                },
                **{name: value for name, value in more.items() if value},
            }
        )

    def _stored(self, value: Value) -> Json:
        if isinstance(value, tuple):
            return self._pks(value)
        if isinstance(value, Ref):
            return self.pks.get(value)
        return to_json(value)

    def store_run(
        self, record: EventRecord, plan: RecordPlan, reading: Reading | None
    ) -> ImportRun:
        """Store what was read and what was done, with the file itself and what was found."""
        findings = (*record.findings, *plan.findings)
        run = ImportRun(
            event=self.event,
            source=record.source[-255:],
            encoding=record.encoding[:32],
            sha256=record.sha256,
            record={},
            changes=self.entries,
            by=self.options.by,
        )
        _check_unchanged(self.document, record)
        with self.document.path.open("rb") as file:
            # A name of our own: the file's may hold nothing that a store accepts.
            name = f"{record.sha256[:16]}{self.document.suffix}"
            run.file.save(name, File(file), save=False)
        run.save()
        # One after the other, for each is sent as one text, several times as large as the
        # document; whoever wants to read them from this row loads them.
        del run.changes
        self.entries = []
        run.record = build_report(replace(record, findings=findings), reading=reading)
        del run.record["plan"]
        run.save(update_fields=["record"])
        del run.record
        ImportWarning.objects.bulk_create(_as_warning(run, finding) for finding in findings)
        return run


def _schedule_ended(copy: WorkingCopy) -> Finding:
    """Return the finding for a working copy whose publication was scheduled before it changed."""
    name = str(copy.object)
    return Finding(
        level=Level.WARNING, kind="unscheduled", subject=name, lines=(), params={"name": name}
    )


def _languages_unseen(name: str, languages: list[str]) -> Finding:
    """Return the finding for a public record that has texts in languages nobody published."""
    return Finding(
        level=Level.WARNING, kind="language_unpublished", subject=name, lines=(),
        params={"name": name, "languages": languages},
    )  # fmt: skip


def _check_unchanged(document: Document, record: EventRecord) -> None:
    """Raise WriteError when the file is not the one that was read."""
    with document.path.open("rb") as file:
        if hashlib.file_digest(file, "sha256").hexdigest() != record.sha256:
            raise WriteError(
                gettext("%(file)s changed while it was imported; import it again.")
                % {"file": record.source}
            )


def _as_warning(run: ImportRun, finding: Finding) -> ImportWarning:
    return ImportWarning(
        run=run,
        level=str(finding.level),
        kind=finding.kind,
        subject=finding.subject,
        lines=sorted(finding.lines),
        case=finding.case,
        params=dict(finding.params),
    )

"""The changes of an import's plan, written row by row; and what is stored of the import itself."""

import hashlib
from copy import deepcopy
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files import File
from django.core.files.base import ContentFile
from django.db.models import ForeignKey, ManyToManyField, Model
from django.utils import timezone
from django.utils.translation import gettext

from forum.core.columns import ModelField
from forum.core.content import Content, Status, column
from forum.core.images import clean_image
from forum.core.record_tree import parts_of
from forum.core.translations.states import changed_entries, note_written
from forum.imports.plan import FieldChange, RecordChange, RecordPlan, Ref
from forum.imports.planning.photos import picture_refused
from forum.imports.planning.record_plan import Json, Value, to_json
from forum.imports.public_changes import READY, list_added_languages
from forum.imports.report import build_report
from forum.models import ImportRun, ImportWarning
from forum.models.finding_sentences import error_message
from forum.reader.document import Document
from forum.reader.errors import DocumentError
from forum.reader.event_record import EventRecord, Finding, Level
from forum.reader.reading import Reading
from people.models import User
from sessions_app.models import Event, Photo


class WriteError(Exception):
    """Nothing was written; ``str`` is one sentence for the operator."""


class PlanWriter:
    """Writes one change after the other and keeps a list of what it wrote."""

    def __init__(
        self, plan: RecordPlan, document: Document, by: User | None, *, publishes: bool
    ) -> None:
        self.document = document
        self.by, self.publishes = by, publishes
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
        if self.publishes and isinstance(row, Content):
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
        states = changed_entries(old_states, row.translations)
        self._list(replace(change, fields=fields), row, "update", states=states)

    def _fields_to_write(self, change: RecordChange, row: Any) -> tuple[FieldChange, ...]:
        """Return what is written of a stored row.

        In a language whose texts nobody has published, those of a public record stay unseen, unless
        this import publishes; then the language has a moment, not before the record's first. What
        stays unseen is a finding.
        """
        fields = change.written_fields
        added = list_added_languages(change, row) if isinstance(row, Content) else []
        if not added:
            return fields
        if not (self.publishes and row.is_published):
            self.findings.append(_languages_unseen(change.name, added))
            return tuple(field for field in fields if field.column != READY)
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
            by=self.by,
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

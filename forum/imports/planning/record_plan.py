"""What an import would do, object by object and field by field."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, time
from typing import Any, Final

from django.db.models import Model, TextChoices
from django.utils.translation import gettext_lazy as _

from forum.core.columns import field_texts
from forum.history.corrections.changed import Edits
from forum.history.import_plan import Action, FieldChange
from forum.history.rows import key_of
from forum.history.version_token import token_of
from forum.imports.planning.questions import Question
from forum.reader.event_record import Finding


@dataclass(frozen=True, slots=True)
class Ref:
    """An object of the same plan, which may not be stored yet.

    label: model as ``people.person``; key: unique in the plan for that model.
    """

    label: str
    key: str

    def __str__(self) -> str:
        return f"{self.label}:{self.key}"


type Value = str | int | bool | date | time | list[str] | Ref | tuple[Ref, ...] | None
type Json = Any

PERSON_ERASED: Final = "person_erased"
# What happens to an object. A conflict keeps what staff wrote in at least one field.
RECORD_ACTIONS: Final = (Action.CREATE, Action.UPDATE, Action.UNCHANGED, Action.CONFLICT)


class PlanNote(TextChoices):
    """Why an object that the document names, or once named, stays as it is."""

    NOT_NAMED = (
        "not_named",
        _(
            "The document does not name it any more; it stays. Withhold or delete it in the "
            "admin if it is to go."
        ),
    )
    DELETED = (
        "deleted",
        _("An earlier import made it and staff deleted it since; it stays deleted."),
    )
    OWNER_DELETED = "owner_deleted", _("It belongs to what staff deleted; it stays deleted.")


def note_sentence(note: str) -> str:
    """Return the sentence of a stored note; one that no version knows is said as it was stored."""
    return str(PlanNote(note).label) if note in PlanNote else note


@dataclass(frozen=True, slots=True)
class RecordChange:
    """One object.

    ref: names it within the plan; model: its class; row: the stored object, None for a new one.
    identity: by which a later import of the same event finds the row again, whatever staff changed.
    name: for people to read. lines: where the document speaks of it.
    note: why it stays as it is, None where something happens to it.
    picture: key for ``Document.picture`` of a photo that is to be stored.
    """

    ref: Ref
    model: type[Model]
    identity: str
    name: str
    fields: tuple[FieldChange, ...] = ()
    row: Model | None = field(default=None, repr=False)
    note: PlanNote | None = None
    picture: str = ""
    lines: tuple[int, ...] = ()

    @property
    def action(self) -> Action:
        """What happens to the object as a whole."""
        if self.note or any(field_change.is_conflict for field_change in self.fields):
            return Action.CONFLICT
        if self.row is None:
            return Action.CREATE
        return Action.UPDATE if self.fields else Action.UNCHANGED

    @property
    def written_fields(self) -> tuple[FieldChange, ...]:
        """The fields that are written; those of a conflict that staff did not touch are."""
        return tuple(field_change for field_change in self.fields if not field_change.is_conflict)

    @property
    def is_absent(self) -> bool:
        """Whether there is no row and none will be made."""
        return self.row is None and bool(self.note)

    def as_json(self) -> dict[str, Json]:
        """Return the object as the report shows it."""
        return {
            "model": self.ref.label,
            "key": self.ref.key,
            "name": self.name,
            "action": str(self.action),
            "fields": {
                field_change.column: _field_as_json(field_change) for field_change in self.fields
            },
            "note": self.note and self.note.value,
            "lines": list(self.lines),
        }


@dataclass(frozen=True, slots=True)
class RecordPlan:
    """Every object of a record, in the order in which they are written.

    event: the event that was found; None for a new one, or where nothing is to be written.
    findings: what came of comparing with the database (``same_name``, ``near_miss``).
    is_blocked: nothing is written until the operator says which event is meant.
    questions: what the plan was made with answers to, and what is still open.
    waits: whether what it changes of public records goes into their working copies.
    """

    changes: tuple[RecordChange, ...] = ()
    findings: tuple[Finding, ...] = ()
    event: Model | None = None
    is_blocked: bool = False
    questions: tuple[Question, ...] = ()
    waits: bool = False

    @property
    def version_token(self) -> str:
        """The same for two plans that write the same over the same."""
        entries = [{**entry, "note": bool(entry["note"])} for entry in self.as_json()]
        # Of whom nothing is changed, much may be written beside: who that is, was agreed to too.
        rows = [row.pk if row else None for row in (self.event, *(c.row for c in self.changes))]
        answers = [(question.key, question.answer) for question in self.questions]
        return token_of([entries, rows, answers, self.is_blocked])

    @property
    def may_name_erased(self) -> bool:
        """Whether it may bring somebody back who was erased; nothing of it is published, then."""
        return any(finding.kind == PERSON_ERASED for finding in self.findings)

    @property
    def counts(self) -> Mapping[Action, int]:
        """How many objects meet which action; every action is named."""
        counts = Counter(change.action for change in self.changes)
        return {action: counts[action] for action in RECORD_ACTIONS}

    def written_changes(self) -> Iterator[RecordChange]:
        """Yield the objects of which something is written."""
        for change in self.changes:
            if not change.is_absent and (change.row is None or change.written_fields):
                yield change

    def edits(self) -> Edits:
        """Return the texts and facts that are written to stored rows."""
        return {
            key_of(change.row): {
                field_change.column: (field_change.old, to_json(field_change.new))
                for field_change in change.written_fields
                if not isinstance(field_change.new, Ref | tuple)
            }
            for change in self.written_changes()
            if change.row is not None
        }

    def as_json(self) -> list[dict[str, Json]]:
        """Return a list of {model, key, name, action, note, lines, fields}.

        note: of ``PlanNote``, or null. fields: {column: {old, new, kept?, gives_way?}}.
        """
        return [change.as_json() for change in self.changes]


def to_json(value: Value) -> Json:
    """Return a value in JSON's types: dates and times as ISO 8601, objects by their key."""
    match value:
        case date():
            return value.isoformat()
        case time():
            return value.isoformat("minutes")
        case Ref():
            return str(value)
        case tuple():
            return [str(ref) for ref in value]
    return value


def first_stored_text(row: Model, field_name: str) -> str:
    """Return a translated field of a row for people to read, the Chinese original first."""
    return next(iter(field_texts(row, field_name).values()), "")


def _field_as_json(field_change: FieldChange) -> dict[str, Json]:
    values = {"old": field_change.old, "new": to_json(field_change.new)}
    kept = {"kept": True} if field_change.is_conflict else {}
    return values | kept | ({"gives_way": True} if field_change.gives_way else {})

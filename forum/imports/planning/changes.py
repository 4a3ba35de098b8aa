"""What an import would do, object by object and field by field."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, time
from enum import StrEnum
from typing import Any

from django.db.models import Model

from forum.core.content import column, language_codes
from forum.history.corrections.changed import Edits
from forum.history.rows import key_of
from forum.imports.planning.questions import Question
from forum.reader.event_record import Finding


class Action(StrEnum):
    """What happens to an object. A conflict keeps what staff wrote in at least one field."""

    CREATE = "create"
    UPDATE = "update"
    UNCHANGED = "unchanged"
    CONFLICT = "conflict"


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


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One column. old: as stored, in JSON's types; new: as the document has it.

    kept: the stored value stays, for staff changed it since the last import.
    """

    column: str
    old: Json
    new: Value
    kept: bool = False


@dataclass(frozen=True, slots=True)
class Change:
    """One object.

    ref: names it within the plan; model: its class; row: the stored object, None for a new one.
    identity: by which a later import of the same event finds the row again, whatever staff changed.
    name: for people to read. lines: where the document speaks of it.
    note: why an object that the document names, or once named, stays as it is; "" for none.
    picture: key for ``Document.picture`` of a photo that is to be stored.
    """

    ref: Ref
    model: type[Model]
    identity: str
    name: str
    fields: tuple[FieldChange, ...] = ()
    row: Model | None = field(default=None, repr=False)
    note: str = ""
    picture: str = ""
    lines: tuple[int, ...] = ()

    @property
    def action(self) -> Action:
        """What happens to the object as a whole."""
        if self.note or any(one.kept for one in self.fields):
            return Action.CONFLICT
        if self.row is None:
            return Action.CREATE
        return Action.UPDATE if self.fields else Action.UNCHANGED

    @property
    def written(self) -> tuple[FieldChange, ...]:
        """The fields that are written; those of a conflict that staff did not touch are."""
        return tuple(one for one in self.fields if not one.kept)

    @property
    def absent(self) -> bool:
        """Whether there is no row and none will be made."""
        return self.row is None and bool(self.note)

    def as_json(self) -> dict[str, Json]:
        """Return the object as the report shows it."""
        return {
            "model": self.ref.label,
            "key": self.ref.key,
            "name": self.name,
            "action": str(self.action),
            "fields": {one.column: _field_json(one) for one in self.fields},
            "note": self.note or None,
        }


@dataclass(frozen=True, slots=True)
class Plan:
    """Every object of a record, in the order in which they are written.

    event: the event that was found; None for a new one, or where nothing is to be written.
    findings: what came of comparing with the database (``same_name``, ``near_miss``).
    blocked: nothing is written until the operator says which event is meant.
    questions: what the plan was made with answers to, and what is still open.
    """

    changes: tuple[Change, ...] = ()
    findings: tuple[Finding, ...] = ()
    event: Model | None = None
    blocked: bool = False
    questions: tuple[Question, ...] = ()

    @property
    def undecided(self) -> bool:
        """Whether a question is open."""
        return any(not one.answer for one in self.questions)

    @property
    def fingerprint(self) -> str:
        """The same for two plans that write the same over the same."""
        entries = [{**one, "note": bool(one["note"])} for one in self.as_json()]
        asked = [(one.key, one.answer) for one in self.questions]
        text = json.dumps([entries, asked, self.blocked], sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()

    @property
    def counts(self) -> Mapping[Action, int]:
        """How many objects meet which action; every action is named."""
        found = Counter(change.action for change in self.changes)
        return {action: found[action] for action in Action}

    def writes(self) -> Iterator[Change]:
        """Yield the objects of which something is written."""
        for change in self.changes:
            if not change.absent and (change.row is None or change.written):
                yield change

    def edits(self) -> Edits:
        """Return the texts and facts that are written to stored rows."""
        return {
            key_of(one.row): {
                part.column: (part.old, to_json(part.new))
                for part in one.written
                if not isinstance(part.new, Ref | tuple)
            }
            for one in self.writes()
            if one.row is not None
        }

    def as_json(self) -> list[dict[str, Json]]:
        """Return ``[{model, key, name, action, fields: {column: {old, new, kept?}}, note}]``."""
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
            return [str(one) for one in value]
    return value


def texts_of(row: Any, field_name: str) -> dict[str, str]:
    """Return a translated field of a row: language -> text, for those that have one."""
    texts = {code: getattr(row, column(field_name, code)) for code in language_codes()}
    return {code: text for code, text in texts.items() if text}


def display(row: Any, field_name: str) -> str:
    """Return a translated field of a row for people to read, the Chinese original first."""
    return next(iter(texts_of(row, field_name).values()), "")


def _field_json(one: FieldChange) -> dict[str, Json]:
    values = {"old": one.old, "new": to_json(one.new)}
    return values | {"kept": True} if one.kept else values

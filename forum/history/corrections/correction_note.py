"""The note of a correction: proposed from what changed, kept on the pages of its events."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Self

from django.utils.translation import override

from forum.core.content import Record, column, language_codes
from forum.core.languages import is_chinese
from forum.history.audit import Action, log_action
from forum.history.corrections.changed import Changed, describe_corrections
from people.models import User
from sessions_app.models import Event

# Up to this number each change gets a sentence; beyond it the note only names the fields.
_TOLD_IN_FULL = 4


@dataclass(frozen=True, slots=True)
class Note:
    """A correction as event pages note it. texts: language -> text; events: their keys."""

    day: date
    texts: dict[str, str]
    events: tuple[int, ...]

    def as_json(self) -> dict[str, object]:
        """Return the note in JSON's types, for a task."""
        return {
            "day": self.day.isoformat(),
            "texts": self.texts,
            "events": list(self.events),
        }

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> Self:
        """Return the note of a task."""
        return cls(date.fromisoformat(stored["day"]), stored["texts"], tuple(stored["events"]))


def find_events(changes: Iterable[Changed]) -> list[Event]:
    """Return the public events whose pages tell of some changes, the latest first."""
    records: dict[tuple[type[Record], str], set[int]] = defaultdict(set)
    for change in changes:
        records[type(change.record), change.record.corrected_in].add(change.record.pk)
    keys: set[int] = set()
    for (model, path), pks in records.items():
        keys |= set(model._default_manager.filter(pk__in=pks).values_list(path, flat=True))
    # Independent of the desk's language.
    with override(None):
        return list(Event.objects.published().filter(pk__in=keys - {None}).latest_first())


def propose_note(changes: Collection[Changed]) -> dict[str, str]:
    """Return the note that is proposed for some changes: language -> text."""
    return {code: _proposed(changes, code) for code in language_codes()}


def _proposed(changes: Collection[Changed], code: str) -> str:
    if len(changes) <= _TOLD_IN_FULL:
        # Chinese sentences follow each other without a space.
        between = "" if is_chinese(code) else " "
        return between.join(change.note(code) for change in changes)
    named = dict.fromkeys(change.named(code) for change in changes)
    with override(code):
        return describe_corrections(named)


def tell(note: Note, user: User | None = None) -> None:
    """Store a note on its events; user: for the audit trail, None for an operator.

    What is scheduled as one is published record by record, and is told once.
    """
    texts = {column("text", code): text for code, text in note.texts.items()}
    for event in Event.objects.filter(pk__in=note.events):
        if event.corrections.filter(made_on=note.day, **texts).exists():
            continue
        event.corrections.create(made_on=note.day, **texts)
        if user is not None:
            log_action(Action.CORRECTED, event, user)

"""The question about changes of published texts, and its answer as a form carries it."""

from dataclasses import dataclass, field
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext

from forum.core.content import language_codes
from forum.core.sent_keys import key_in
from forum.history.corrections.changed import Changed
from forum.history.corrections.correction_note import Note, find_events
from forum.history.working_copies.copy_diversion import is_diverted
from sessions_app.models import Event
from sessions_app.models.plausible_days import validate_year

ASKED = "asked_"
KIND, DAY, TEXT, EVENTS = (f"{ASKED}{name}" for name in ("kind", "day", "text", "events"))
SLIP, CORRECTION = "slip", "correction"


@dataclass(frozen=True, slots=True)
class Answer:
    """How staff classified a change. texts: language -> note; refused: what is missing."""

    kind: str = ""
    day: date | None = None
    texts: dict[str, str] = field(default_factory=dict)
    events: tuple[int, ...] = ()
    refused: str = ""

    @classmethod
    def read(cls, data: QueryDict) -> "Answer":
        """Return the answer in a form; its kind is empty where the form has none."""
        kind = data.get(KIND, "")
        texts = {code: data.get(f"{TEXT}_{code}", "").strip() for code in language_codes()}
        events = tuple(pk for key in data.getlist(EVENTS) if (pk := key_in(key)))
        try:
            day = parse_date(data.get(DAY, ""))
        except ValueError:
            day = None
        refused = ""
        if kind == CORRECTION and not any(texts.values()):
            refused = gettext("Say what was corrected in at least one language.")
        elif kind == CORRECTION and not day:
            refused = gettext("Give the day of the correction.")
        elif kind == CORRECTION and day and (fault := _find_fault(day)):
            refused = fault
        elif kind == CORRECTION and not events:
            refused = gettext("Choose the events whose pages tell it.")
        return cls(kind, day, texts, events, refused)

    @property
    def is_whole(self) -> bool:
        """Whether the form can be stored."""
        return self.kind in (SLIP, CORRECTION) and not self.refused


def _find_fault(day: date) -> str:
    """Return why a day cannot be that of a correction, "" where it may be."""
    try:
        validate_year(day)
    except ValidationError as error:
        return error.messages[0]
    return ""


class AskFirst(Exception):
    """Published texts would change, and the change is not classified yet. day: when they would."""

    def __init__(
        self, changes: list[Changed], events: list[Event], answer: Answer, day: date
    ) -> None:
        super().__init__(len(changes))
        self.changes = changes
        self.events = events
        self.answer = answer
        self.day = day


def read_note(data: QueryDict, changes: list[Changed], at: datetime | None = None) -> Note | None:
    """Return the note that a form carries about changes, None for a slip or where none is needed.

    at: the moment that they are scheduled for. Raises AskFirst where changes that an event's page
    shows have no whole answer yet. What goes into a working copy changes nothing in public; that is
    asked when it is published.
    """
    changes = [change for change in changes if not is_diverted(change.record)]
    events = find_events(changes) if changes else []
    if not events:
        return None
    answer = Answer.read(data)
    if not answer.is_whole:
        raise AskFirst(changes, events, answer, timezone.localdate(at))
    if answer.kind != CORRECTION or answer.day is None:
        return None
    event_keys = tuple(event.pk for event in events if event.pk in answer.events)
    return Note(answer.day, answer.texts, event_keys)


def list_note_fields(data: QueryDict) -> list[tuple[str, str]]:
    """Return an answer as hidden fields, without its kind: the question follows, filled with it."""
    return [
        (name, value)
        for name, values in data.lists()
        if name.startswith(ASKED) and name != KIND
        for value in values
    ]

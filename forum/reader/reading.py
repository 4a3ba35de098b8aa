"""What became of a document: its shape, the record, how sure each value is, what was not read."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from forum.reader.event_record import EventRecord, Line

_RULE = re.compile(r"[\s|｜:#+\-—─–=_*~·.…•]*")


class Shape(StrEnum):
    """What a document is. ``unknown``: nothing in it says so."""

    RECORD = "record"
    PROGRAMME = "programme"
    GUEST_LIST = "guest_list"
    RELEASE = "release"
    TRANSCRIPT = "transcript"
    REPORT = "report"
    MINUTES = "minutes"
    UNKNOWN = "unknown"


class Certainty(StrEnum):
    """How sure a value is.

    certain: stated by its own label, heading, column or caption. likely: stated in words that
    rarely mean anything else. guess: a question for whoever imports; a finding of the kind
    ``guess`` names it, and nothing that holds one is published by an import.
    """

    CERTAIN = "certain"
    LIKELY = "likely"
    GUESS = "guess"


@dataclass(frozen=True, slots=True)
class Value:
    """How sure one value of the record is, and the lines that state it.

    path: ``event.title.zh-hans``, ``organizations.host.1.name.en``, ``sessions.KEY.start``,
    ``people.KEY.title.zh-hans``, ``people.KEY.part`` (whether she or he took part),
    ``appearances.PERSON.SESSION.ROLE.remarks.zh-hans``.
    """

    path: str
    certainty: Certainty
    lines: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """A document that was read, or of which only the shape is known.

    record: empty where the shape is unknown or is not read. understood: the share of the
    document's characters, 0 to 1, that became a field, repeat one, or are furniture of the page.
    unread: the lines that are none of these, ascending. values: those that are not certain.
    asides: the numbers of unread lines that are not weighed in that share, for they name nobody.
    """

    shape: Shape
    record: EventRecord
    understood: float
    unread: tuple[Line, ...] = ()
    values: tuple[Value, ...] = ()
    asides: frozenset[int] = frozenset()

    @property
    def guesses(self) -> tuple[Value, ...]:
        """The values that are questions."""
        return tuple(value for value in self.values if value.certainty is Certainty.GUESS)


@dataclass(slots=True)
class Account:
    """What each line of a document ended as: a field, a repetition of one, furniture of the page.

    asides: lines of which nothing is to be taken, for they name nobody; they are not weighed.
    Readers note lines as they use them; whatever nobody noted was not understood.
    """

    fields: set[int] = field(default_factory=set)
    repetitions: set[int] = field(default_factory=set)
    furniture: set[int] = field(default_factory=set)
    asides: set[int] = field(default_factory=set)

    @property
    def read(self) -> set[int]:
        """The numbers of all lines that were understood."""
        return self.fields | self.repetitions | self.furniture

    def __contains__(self, number: int) -> bool:
        return number in self.fields or number in self.repetitions or number in self.furniture

    def close(self, lines: Iterable[Line]) -> tuple[float, tuple[Line, ...]]:
        """Return the share of the characters that was understood, and the lines that were not.

        A rule that parts the rows of a table, or two texts, says nothing.
        """
        whole = unread_size = 0
        unread = []
        understood = self.read
        for line in lines:
            size = 0 if _RULE.fullmatch(line.text) else len("".join(line.text.split()))
            is_weighed = line.number not in self.asides
            whole += size * is_weighed
            if size and line.number not in understood:
                unread.append(line)
                unread_size += size * is_weighed
        return (1 - unread_size / whole if whole else 0.0), tuple(unread)


def lines_of(record: EventRecord) -> set[int]:
    """Return the numbers of the lines that the parts of a record name as theirs."""
    parts = (
        *record.organizations, *record.sessions, *record.people, *record.appearances,
        *record.products, *record.photos, *([record.parent] if record.parent else ()),
    )  # fmt: skip
    return {number for part in parts for number in part.lines}


def empty_reading(shape: Shape, record: EventRecord, lines: Iterable[Line]) -> Reading:
    """Return the reading of a document of which nothing was taken."""
    written = tuple(line for line in lines if line.text.strip())
    return Reading(shape, record, 0.0, written)

"""What the site knows already, and what its staff say, by which a document is read."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Final

from forum.reader.event_record import Text

# The session of guests whose row names none: one of their own.
OWN_SESSION: Final = "new"


@dataclass(frozen=True, slots=True)
class EventSession:
    """A session of the event that a list goes into: its key there, its kind, and all its names."""

    key: str
    kind: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReadingContext:
    """What a reader may know beside the document.

    organizations: names of those that are stored, language -> name. sessions: those of the event
    that somebody named, None where nobody did. session: key of the one in which guests appear whose
    row names none, ``OWN_SESSION``, or "" for none. countries: every name that a country bears,
    folded; empty where nobody can tell. columns: header of a column, as printed -> a field of
    ``COLUMN_FIELDS``.
    """

    organizations: Collection[Text] = ()
    sessions: tuple[EventSession, ...] | None = None
    session: str = ""
    countries: Collection[str] = ()
    columns: Mapping[str, str] = field(default_factory=dict)


NOTHING_KNOWN = ReadingContext()

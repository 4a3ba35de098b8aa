"""A document in one language, read as an import would read it.

What has no text in that language stands in another one or not at all: where a session has no name
its guests fall to the one before, and two names of one language each may be taken for a pair.
"""

from collections import Counter
from pathlib import Path

from forum.reader.document import DocumentError, read
from forum.reader.event_record import EventRecord
from forum.reader.shapes.record.reader import parse


def is_read_as_meant(path: Path, record: EventRecord) -> bool:
    """Tell whether a document holds the sessions, guests and products of its record."""
    try:
        found = parse(read(path))
    except DocumentError:
        return False
    return _outline(found) == _outline(record)


def _outline(record: EventRecord) -> tuple[list[int], int, int]:
    """Return how many take part in each session, how many people and products there are."""
    in_session = Counter(one.session for one in record.appearances)
    sessions = [in_session[one.key] for one in record.sessions]
    return sessions, len(record.people), len(record.products)

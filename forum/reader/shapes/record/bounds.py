"""How much a record may hold: far above any forum, and low enough to be read in little memory.

Reading, planning and writing take some twenty kilobytes an appearance; eight thousand of them and
the program itself stay below 300 MB.
"""

from collections.abc import Sized

from forum.reader.errors import DocumentError

MOST_SESSIONS = 2_000
MOST_PEOPLE = 8_000


def refuse_too_many_sessions(sections: Sized) -> None:
    """Raise DocumentError for a document with more sections than any programme has."""
    if len(sections) > MOST_SESSIONS:
        raise DocumentError("too_many_sections", found=len(sections), most=MOST_SESSIONS)


def refuse_too_many_people(count: int) -> None:
    """Raise DocumentError where people are named more often than at any forum."""
    if count > MOST_PEOPLE:
        raise DocumentError("too_many_people", found=count, most=MOST_PEOPLE)

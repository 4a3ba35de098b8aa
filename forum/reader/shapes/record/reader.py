"""The importer's reader: the lines of a document become an EventRecord.

Each step is a room of this package: cut the document at its headings; read the list, the cover and
the sections; unite the languages; hold the places that speak of one thing against each other. Where
two places disagree the more specific one (the caption beside the speech) wins, and a finding names
the other: an appearance's title is the caption's, a person's title the list's.
"""

from collections.abc import Collection

from forum.reader.event_record import EventRecord, Text
from forum.reader.reading import Reading
from forum.reader.shapes.record.assembly import Assembly
from forum.reader.shapes.record.rows import Source


def read_record(document: Source, known: Collection[Text] = ()) -> Reading:
    """Read a document that is a record; see ``parse``."""
    return Assembly(document, known).reading()


def parse(document: Source, known: Collection[Text] = ()) -> EventRecord:
    """Read a document; contradictions, gaps and damage become the record's findings.

    known: names of organizations already in the database (language -> name), used only to cut
    English lines whose names run together and to pair them with the Chinese.
    """
    return Assembly(document, known).record()

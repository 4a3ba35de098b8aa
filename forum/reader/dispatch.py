"""From a document to what it says: its shape is told first, then that shape's reader reads it."""

from collections.abc import Callable, Collection, Mapping
from typing import Final

from forum.reader.classification import classify
from forum.reader.document import Document
from forum.reader.event_record import EventRecord, Text
from forum.reader.reading import Reading, Shape, empty_reading
from forum.reader.shapes.guest_list import read_guest_list
from forum.reader.shapes.programme import read_programme
from forum.reader.shapes.record.reader import read_record
from forum.reader.shapes.transcript import read_transcript

type ShapeReader = Callable[[Document, Collection[Text]], Reading]

# The shapes that are read; of the others nothing is taken.
_READERS: Final[Mapping[Shape, ShapeReader]] = {
    Shape.RECORD: read_record,
    Shape.PROGRAMME: read_programme,
    Shape.GUEST_LIST: read_guest_list,
    Shape.TRANSCRIPT: read_transcript,
}


def read_document(document: Document, known: Collection[Text] = ()) -> Reading:
    """Return what a document says.

    known: names of organizations that are stored already, language -> name. A document of a shape
    that is unknown, or not read, comes back with its shape and an empty record.
    """
    shape = classify(document.lines, document.tables, document.encoding)
    if shape in _READERS:
        return _READERS[shape](document, known)
    record = EventRecord(
        document.source, document.encoding, document.sha256, {}, findings=document.findings
    )
    return empty_reading(shape, record, document.lines)

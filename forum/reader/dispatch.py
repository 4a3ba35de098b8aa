"""From a document to what it says: its shape is told first, then that shape's reader reads it."""

from collections.abc import Callable, Mapping
from typing import Final

from forum.reader.classification import classify
from forum.reader.context import NOTHING_KNOWN, ReadingContext
from forum.reader.document import Document
from forum.reader.event_record import EventRecord
from forum.reader.formats import JSON_SCHEDULE, XML_SCHEDULE
from forum.reader.reading import Reading, Shape, empty_reading
from forum.reader.schedules.schedule_reader import read_schedule
from forum.reader.shapes.guest_list import find_guest_columns, read_guest_list
from forum.reader.shapes.headed_talks import read_news
from forum.reader.shapes.minutes import read_minutes
from forum.reader.shapes.programme import read_programme
from forum.reader.shapes.record.reader import read_record
from forum.reader.shapes.report import read_report
from forum.reader.shapes.table_sheets import find_named_tables, read_table_sheets
from forum.reader.shapes.transcript import read_transcript
from forum.reader.web_page import without_foot, without_head

# The shapes that need no context; of those that nobody reads nothing is taken.
_READERS: Final[Mapping[Shape, Callable[[Document], Reading]]] = {
    Shape.PROGRAMME: read_programme,
    Shape.TRANSCRIPT: read_transcript,
    Shape.RELEASE: read_news,
    Shape.REPORT: read_report,
    Shape.MINUTES: read_minutes,
}


def read_document(document: Document, context: ReadingContext = NOTHING_KNOWN) -> Reading:
    """Return what a document says.

    A document of a shape that is unknown, or not read, comes back with its shape and an empty
    record. Where somebody said what the columns of its table hold it is a list of guests; tables
    with the headers of an export are read as what they are.
    """
    if find_named_tables(document.tables):
        return read_table_sheets(document)
    if context.columns and _has_named_columns(document, context):
        return read_guest_list(document, context)
    if document.format in (XML_SCHEDULE, JSON_SCHEDULE):
        return read_schedule(document)
    document = without_foot(document)
    shape = _find_shape(document)
    document = without_head(document)
    if shape is Shape.GUEST_LIST:
        return read_guest_list(document, context)
    if shape is Shape.RECORD:
        return read_record(document, context.organizations)
    if shape in _READERS:
        return _READERS[shape](document)
    record = EventRecord(
        document.source, document.encoding, document.sha256, {}, findings=document.findings
    )
    return empty_reading(shape, record, document.lines)


def _find_shape(document: Document) -> Shape:
    """Return a document's shape: what it states itself, else what most speaks for.

    A record that this site wrote has no table; what has one was made of such a file.
    """
    if any(line.states for line in document.lines) and not document.tables:
        return Shape.RECORD
    return classify(document.lines, document.tables, document.is_table_file)


def _has_named_columns(document: Document, context: ReadingContext) -> bool:
    return any(find_guest_columns(table, context) for table in document.tables)

"""From a document to what it says: its shape is told first, then that shape's reader reads it.

Where no sign tells the shape, or its reader understands too little, the others read it as well.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final

from forum.reader import fitness
from forum.reader.classification import classify
from forum.reader.context import NOTHING_KNOWN, ReadingContext
from forum.reader.document import Document
from forum.reader.event_record import EventRecord, Finding, Level
from forum.reader.formats import JSON_SCHEDULE, XML_SCHEDULE
from forum.reader.half_read import find_half_read
from forum.reader.people_lists import with_given_names_first
from forum.reader.reading import Certainty, Reading, Shape, Value, empty_reading
from forum.reader.schedules.schedule_reader import read_schedule
from forum.reader.shapes.lists.guest_list import find_guest_columns, read_guest_list
from forum.reader.shapes.lists.table_sheets import find_named_tables, read_table_sheets
from forum.reader.shapes.minutes.reader import read_minutes
from forum.reader.shapes.news.headed_talks import read_news
from forum.reader.shapes.news.report import read_report
from forum.reader.shapes.programme.reader import read_programme
from forum.reader.shapes.record.notebook import Notebook
from forum.reader.shapes.record.reader import read_record
from forum.reader.shapes.transcript.reader import read_transcript
from forum.reader.web_page import without_foot, without_head

# The shapes that need no context; of those that nobody reads nothing is taken.
_READERS: Final[Mapping[Shape, Callable[[Document], Reading]]] = {
    Shape.PROGRAMME: read_programme,
    Shape.TRANSCRIPT: read_transcript,
    Shape.RELEASE: read_news,
    Shape.REPORT: read_report,
    Shape.MINUTES: read_minutes,
}
# Of a sentence of the news most words are in no field.
_IN_SENTENCES: Final = (Shape.RELEASE, Shape.REPORT)
# Those that read what has their form, whatever words it has: rows of people, and sentences of
# whom they tell. What somebody said, and what was decided, is told by its signs alone.
_BY_FORM: Final = (Shape.PROGRAMME, Shape.RELEASE, Shape.GUEST_LIST)
# What another shape's reading must weigh where signs tell the shape.
_LEAST_WEIGHT: Final = 0.25


def read_document(document: Document, context: ReadingContext = NOTHING_KNOWN) -> Reading:
    """Return what a document says.

    A document in which no reader sees anybody comes back with its shape and an empty record. Where
    somebody said what the columns of its table hold it is a list of guests; tables with the headers
    of an export are read as what they are.
    """
    if find_named_tables(document.tables):
        return read_table_sheets(document)
    if context.columns and any(find_guest_columns(table, context) for table in document.tables):
        return read_guest_list(document, context)
    if document.format in (XML_SCHEDULE, JSON_SCHEDULE):
        return read_schedule(document)
    document = with_given_names_first(without_foot(document))
    body = without_head(document)
    # A record that this site wrote has no table; what has one was made of such a file.
    if any(line.states for line in document.lines) and not document.tables:
        return read_record(body, context.organizations)
    shape = classify(document.lines, document.tables, document.is_table_file)
    reading = _read_as(shape, body, context)
    if document.is_table_file or shape is Shape.RECORD or fitness.is_fit(reading):
        return reading
    return _read_by_weight(reading, body, context)


def _read_as(shape: Shape, document: Document, context: ReadingContext) -> Reading:
    """Return what a document says, read as one of a shape."""
    if shape is Shape.GUEST_LIST:
        return _name_half_read(read_guest_list(document, context), document)
    if shape is Shape.RECORD:
        return read_record(document, context.organizations)
    if shape in _IN_SENTENCES:
        return _READERS[shape](document)
    if shape in _READERS:
        return _name_half_read(_READERS[shape](document), document)
    record = EventRecord(
        document.source, document.encoding, document.sha256, {}, findings=document.findings
    )
    return empty_reading(shape, record, document.lines)


def _name_half_read(reading: Reading, document: Document) -> Reading:
    """Return a reading that quotes, and does not count as understood, what half a line says."""
    halves = tuple(find_half_read(reading.record, document.lines))
    if not halves:
        return reading
    notebook = Notebook(reading.record.findings)
    for words, numbers in halves:
        notebook.warn_of_words(words, numbers)
    whole = sum(len("".join(line.text.split())) for line in document.lines)
    unread = sum(len("".join(words.split())) for words, _numbers in halves)
    record = replace(reading.record, findings=notebook.findings())
    understood = max(0.0, reading.understood - unread / whole)
    return replace(reading, record=record, understood=understood)


def _read_by_weight(reading: Reading, document: Document, context: ReadingContext) -> Reading:
    """Return the reading of another shape that accounts for more, with questions about it.

    reading: as the shape for which the signs speak most.
    """
    best = reading
    least = max(fitness.weigh(reading), 0.0 if reading.shape is Shape.UNKNOWN else _LEAST_WEIGHT)
    for shape in _BY_FORM:
        further = reading if shape is reading.shape else _read_as(shape, document, context)
        if fitness.weigh(further) > least:
            best, least = further, fitness.weigh(further)
    return reading if best is reading else _ask_for_shape(best, document)


def _ask_for_shape(reading: Reading, document: Document) -> Reading:
    """Return a reading with a question for its shape, and for each seat that follows from it."""
    first = tuple(line.number for line in document.lines if line.text.strip())[:1]
    shape = reading.shape.value
    questions = [Finding(Level.WARNING, "guess", shape, first, "shape", {"shape": shape})]
    values = [Value("shape", Certainty.GUESS, first)]
    names = {person.key: next(iter(person.name.values()), "") for person in reading.record.people}
    asked = {value.path for value in reading.guesses}
    for appearance in reading.record.appearances:
        path = f"appearances.{appearance.person}.{appearance.session}.{appearance.role}.session"
        if path not in asked:
            name = names[appearance.person]
            questions.append(
                Finding(Level.WARNING, "guess", name, appearance.lines, "session", {"value": name})
            )
            values.append(Value(path, Certainty.GUESS, appearance.lines))
    findings = (*questions, *reading.record.findings)
    record = replace(reading.record, findings=findings)
    return replace(reading, record=record, values=(*values, *reading.values))

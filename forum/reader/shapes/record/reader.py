"""The importer's reader: the lines of a document become an EventRecord.

Each step is a room of this package: cut the document at its headings; read the list, the cover and
the sections; unite the languages; hold the places that speak of one thing against each other. Where
two places disagree the more specific one (the caption beside the speech) wins, and a finding names
the other: an appearance's title is the caption's, a person's title the list's.
"""

from collections.abc import Collection, Sequence
from dataclasses import replace

from forum.reader.event_record import EventRecord, Level, Line, Text
from forum.reader.layout import Layout, lay_out
from forum.reader.reading import Account, Reading
from forum.reader.record_draft import unread_findings
from forum.reader.shadow import Restorer
from forum.reader.shapes.record.assembly import Assembly
from forum.reader.shapes.record.labelled_texts import add_labelled_texts, take_labelled_texts
from forum.reader.shapes.record.rows import Source
from forum.reader.shapes.record.twins import Twin, twin_lines


def read_record(document: Source, known_organizations: Collection[Text] = ()) -> Reading:
    """Read a document that is a record: its lines as they were meant, matched in their twins."""
    laid_out = lay_out(document.lines)
    lines, labelled = take_labelled_texts(laid_out.lines)
    twins = tuple(twin_lines(lines))
    reading = Assembly(Twin(document, twins), known_organizations).reading()
    record = Restorer(lines, twins).record(reading.record)
    record = add_labelled_texts(record, labelled)
    understood, unread = _whole_account(document, laid_out, reading)
    record = _with_unread(record, unread, document.lines)
    return replace(reading, record=record, understood=understood, unread=unread)


def _with_unread(record: EventRecord, unread: Sequence[Line], lines: Sequence[Line]) -> EventRecord:
    """Return a record that warns of each passage which nothing else warns of."""
    warned = {
        number
        for finding in record.findings
        if finding.level is not Level.NOTE
        for number in finding.lines
    }
    silent = [line for line in unread if line.number not in warned]
    findings = sorted(
        (*record.findings, *unread_findings(silent, lines)),
        key=lambda finding: finding.lines[:1] or (1 << 30,),
    )
    return replace(record, findings=tuple(findings))


def _whole_account(
    document: Source, laid_out: Layout, reading: Reading
) -> tuple[float, tuple[Line, ...]]:
    """Account for the document's own lines: furniture, and further pieces of lines."""
    unread = {line.number for line in reading.unread}
    unread |= {number for first in unread for number in laid_out.continued.get(first, ())}
    account = Account({line.number for line in document.lines} - unread)
    return account.close(document.lines)


def parse(document: Source, known_organizations: Collection[Text] = ()) -> EventRecord:
    """Read a document; contradictions, gaps and damage become the record's findings.

    known: names of organizations already in the database (language -> name), used only to cut
    English lines whose names run together and to pair them with the Chinese.
    """
    return read_record(document, known_organizations).record

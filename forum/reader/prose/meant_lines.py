"""Reading a document as it was meant: its lines unwrapped, matched in their twins, restored."""

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Final

from forum.reader.document import Document
from forum.reader.folded_text import Restorer, plain_han, shadow
from forum.reader.layout import join_broken, lay_out
from forum.reader.reading import Reading
from forum.reader.tables import Cell, Table, TableRow

# Of its characters so many are Traditional where a paper is written in these.
_LEAST_TRADITIONAL: Final = 0.02
_STRAIGHT: Final = re.compile(r'"([^"]*)"')


def _curl_quotes(text: str) -> str:
    """Return a text whose straight quotation marks say which of them open."""
    return _STRAIGHT.sub("“\\1”", text) if text.count('"') % 2 == 0 else text


def read_as_meant(document: Document, read: Callable[[Document], Reading]) -> Reading:
    """Return what a reader finds in the twins of a document's lines, in the author's text."""
    laid_out = join_broken(lay_out(document.lines))
    twins = tuple(replace(line, text=_curl_quotes(shadow(line.text))) for line in laid_out.lines)
    reading = read(replace(document, lines=twins))
    record = Restorer(laid_out.lines, twins).record(reading.record)
    silent = (line.number for line in reading.unread)
    understood, unread = laid_out.account_for(document.lines, silent, reading.asides)
    return replace(reading, record=record, understood=understood, unread=unread)


def read_in_simplified(document: Document, read: Callable[[Document], Reading]) -> Reading:
    """Return what a reader finds in a paper in Traditional characters, in the author's text."""
    twins = tuple(replace(line, text=plain_han(line.text)) for line in document.lines)
    pairs = [
        (char, twin)
        for line, other_line in zip(document.lines, twins, strict=True)
        for char, twin in zip(line.text, other_line.text, strict=True)
    ]
    changed = sum(char != twin for char, twin in pairs)
    if changed <= _LEAST_TRADITIONAL * len(pairs):
        return read(document)
    tables = tuple(map(_in_simplified, document.tables))
    reading = read(replace(document, lines=twins, tables=tables))
    record = Restorer(document.lines, twins).record(reading.record)
    numbers = {line.number for line in reading.unread}
    unread = tuple(line for line in document.lines if line.number in numbers)
    return replace(reading, record=record, unread=unread)


def _in_simplified(table: Table) -> Table:
    """Return a table's twin; a merged cell is one cell in all rows that it covers."""
    twins: dict[int, Cell] = {}

    def twin(cell: Cell | None) -> Cell | None:
        if cell is None:
            return None
        paragraphs = tuple(map(plain_han, cell.paragraphs))
        return twins.setdefault(id(cell), replace(cell, paragraphs=paragraphs))

    rows: list[TableRow] = [replace(row, cells=tuple(map(twin, row.cells))) for row in table.rows]
    return replace(table, rows=tuple(rows))

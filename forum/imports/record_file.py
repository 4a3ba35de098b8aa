"""A file -> the document that it is and what it says: where every import begins.

What reads a further format stands in ``forum.reader``, and nothing in ``forum.imports`` changes.
"""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from forum.imports.reading_context import reading_context
from forum.reader.context import NOTHING_KNOWN, ReadingContext
from forum.reader.document import Document, read
from forum.reader.reading import Reading

if TYPE_CHECKING:
    from forum.reader.shapes.lists.guest_list import ColumnDescription


class RecordFile(NamedTuple):
    """What was read from a file. document: its lines and pictures; reading: what it says."""

    document: Document
    reading: Reading


def read_record_file(
    path: Path,
    *,
    name: str = "",
    encoding: str | None = None,
    context: ReadingContext | None = None,
) -> RecordFile:
    """Read a file; raise DocumentError.

    name: what people call the file, its own unless given. encoding: of a plain text, where it
    cannot be told. context: what the site knows, as ``reading_context`` says unless given.
    """
    document = open_document(path, name=name, encoding=encoding)
    return RecordFile(document, read_document(document, context or reading_context()))


def read_document(document: Document, context: ReadingContext) -> Reading:
    """Read a document. What knows their shapes loads with the first one, for the desk's sake."""
    from forum.reader import dispatch

    return dispatch.read_document(document, context)


def open_document(path: Path, *, name: str = "", encoding: str | None = None) -> Document:
    """Return a file as lines and tables; raise DocumentError."""
    document = read(path, encoding=encoding)
    return replace(document, source=name) if name else document


def describe_columns(
    document: Document, context: ReadingContext = NOTHING_KNOWN
) -> "tuple[ColumnDescription, ...]":
    """Return what the columns of a list were read as; what knows them loads with the first one."""
    from forum.reader.shapes.lists import guest_list

    return guest_list.describe_columns(document, context)

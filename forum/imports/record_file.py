"""A file -> the document that it is and what it says: where every import begins.

What reads a further format stands in ``forum.reader``, and nothing in ``forum.imports`` changes.
"""

from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from forum.core.content import column, language_codes
from forum.reader.dispatch import read_document
from forum.reader.document import Document, read
from forum.reader.event_record import Text
from forum.reader.reading import Reading
from people.models import Organization


class RecordFile(NamedTuple):
    """What was read from a file. document: its lines and pictures; reading: what it says."""

    document: Document
    reading: Reading


def read_record_file(
    path: Path, *, name: str = "", encoding: str | None = None, has_tables: bool = True
) -> RecordFile:
    """Read a file; raise DocumentError.

    name: what people call the file, its own unless given. encoding: of a plain text, where it
    cannot be told. has_tables: whether the database can be asked which organizations there are.
    """
    document = read(path, encoding=encoding)
    if name:
        document = replace(document, source=name)
    names = stored_organization_names() if has_tables else []
    return RecordFile(document, read_document(document, names))


def stored_organization_names() -> list[Text]:
    """Return the names of the stored organizations, by which the reader parts a list of names."""
    columns = [column("name", code) for code in language_codes()]
    return [
        {code: name for code, name in zip(language_codes(), names, strict=True) if name}
        for names in Organization.objects.values_list(*columns)
    ]

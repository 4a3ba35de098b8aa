"""Reading files that a test has just written."""

from pathlib import Path

import pytest

from forum.models.finding_sentences import error_message
from forum.reader.document import Document, DocumentError, read
from forum.reader.event_record import EventRecord
from tests.support.docx_factory import docx


def written(folder: Path, content: bytes, name: str) -> Path:
    """Write a file and return its path."""
    path = folder / name
    path.write_bytes(content)
    return path


def read_bytes(
    folder: Path, content: bytes, name: str = "record.txt", encoding: str | None = None
) -> Document:
    """Write a file and read it as a document."""
    return read(written(folder, content, name), encoding=encoding)


def texts(document: Document) -> list[str]:
    """Return the text of each line."""
    return [line.text for line in document.lines]


def titles(record: EventRecord) -> list[str]:
    """Return what each session of a record is called, "" where it is not."""
    return [
        next(iter((session.title or session.heading).values()), "") for session in record.sessions
    ]


def word_lines(folder: Path, *blocks: str, **parts: str) -> list[str]:
    """Return the lines of a Word file with these paragraphs and tables."""
    return texts(read_bytes(folder, docx(*blocks, **parts), "record.docx"))  # type: ignore[arg-type]


def refusal(
    folder: Path, content: bytes, name: str = "record.txt", encoding: str | None = None
) -> str:
    """Return the sentence with which a file is refused."""
    with pytest.raises(DocumentError) as caught:
        read_bytes(folder, content, name, encoding)
    return error_message(caught.value)

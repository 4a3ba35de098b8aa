"""The sample documents, as an operator would have them: plain texts, and one Word document.

The Word document is made from the plain text: headings become Word headings. The same text gives
the same bytes: an import then knows the file again.
"""

import io
import re
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import docx
from docx.document import Document

from forum.demo.sample_data import FOLDER

RECORDS: Final = FOLDER / "records"
INDUSTRIAL_PARKS: Final = RECORDS / "2023-industrial-parks.txt"
DIGITAL_PORTS: Final = RECORDS / "2024-digital-ports.txt"

_SECTION: Final = re.compile(r"【(.+)】")
_TOPIC: Final = re.compile(r"主题[一二三四五六七八九十]+：“")
# The earliest time that a ZIP archive can hold.
_EPOCH: Final = (1980, 1, 1, 0, 0, 0)
_WRITTEN_AT: Final = datetime(2024, 6, 20, tzinfo=UTC)


def sample_documents(folder: Path) -> list[Path]:
    """Return the files to import, in order; the Word document is built into ``folder``."""
    word_document = folder / f"{DIGITAL_PORTS.stem}.docx"
    word_document.write_bytes(build_docx(DIGITAL_PORTS))
    return [INDUSTRIAL_PARKS, word_document]


def demo_documents(folder: Path) -> list[Path]:
    """Return the files of the whole demo, the earliest event first.

    Those under ``further`` fill the editions of a series; the others show all that a record has.
    """
    documents = [*sample_documents(folder), *(RECORDS / "further").glob("*.txt")]
    return sorted(documents, key=lambda path: path.name)


def build_docx(record: Path) -> bytes:
    """Return a plain text as a Word document."""
    document = docx.Document()
    document.core_properties.title = record.stem
    document.core_properties.author = "Forum Record"
    document.core_properties.created = document.core_properties.modified = _WRITTEN_AT
    for line in record.read_text("utf-8").splitlines():
        if line.strip():
            _add_line(document, line)
    return _with_fixed_times(document)


def _add_line(document: Document, line: str) -> None:
    if section := _SECTION.fullmatch(line):
        document.add_heading(section[1], 1)
    elif _TOPIC.match(line):
        document.add_heading(line, 2)
    else:
        document.add_paragraph(line)


def _with_fixed_times(document: Document) -> bytes:
    """Save, then write the archive again without the time of day in it."""
    saved, fixed = io.BytesIO(), io.BytesIO()
    document.save(saved)
    with zipfile.ZipFile(saved) as old, zipfile.ZipFile(fixed, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, old.read(name))
    return fixed.getvalue()

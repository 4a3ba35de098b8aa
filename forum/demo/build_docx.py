"""Turn a sample's plain text into the Word document that organizers would send.

Headings become Word headings and each caption follows its picture, so that the import of embedded
photos can be shown. The same text gives the same bytes: an import then knows the file again.
"""

import io
import re
import zipfile
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import docx
from docx.document import Document
from docx.shared import Cm

from forum.demo.pictures import portrait

# A picture stands above a caption: its line ends in the name, or runs on into what was done.
_SECTION: Final = re.compile(r"【(.+)】")
_TOPIC: Final = re.compile(r"主题[一二三四五六七八九十]+：“")
_CAPTION_END: Final = re.compile(r"^(?:在\S+出席|向|主持)“|以视频方式出席“")
# The earliest time that a ZIP archive can hold.
_EPOCH: Final = (1980, 1, 1, 0, 0, 0)
_WRITTEN: Final = datetime(2024, 6, 20, tzinfo=UTC)


def build(text: str, names: Iterable[str], title: str = "") -> bytes:
    """Return a DOCX of the text, with a sample portrait above each caption of a named person."""
    document = docx.Document()
    document.core_properties.title = title
    document.core_properties.author = "Forum Record"
    document.core_properties.created = document.core_properties.modified = _WRITTEN
    people = sorted(names, key=len, reverse=True)
    lines = text.splitlines()
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        if not line.strip():
            continue
        if person := _pictured(line, following, people):
            _add_portrait(document, person)
        _add_line(document, line)
    return _with_fixed_times(document)


def _pictured(line: str, following: str, people: list[str]) -> str | None:
    """Return whose caption begins with this line."""
    whole = line if _CAPTION_END.search(line) else ""
    if not whole and _CAPTION_END.match(following):
        whole = line
    return next((name for name in people if whole and name in line), None)


def _add_portrait(document: Document, person: str) -> None:
    stream = io.BytesIO()
    portrait(person).save(stream, "PNG", optimize=True)
    stream.seek(0)
    document.add_picture(stream, width=Cm(4))


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


def write(source: Path, names: Iterable[str], target: Path) -> None:
    """Build ``target`` (.docx) from the plain text of ``source``."""
    text = source.read_text(encoding="utf-8")
    target.write_bytes(build(text, names, title=source.stem))

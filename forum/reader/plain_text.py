"""Plain text files: decoded, cut into numbered lines, and what is damaged of them."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from forum.core.archives import MB
from forum.reader.encoding import decode
from forum.reader.errors import DocumentError
from forum.reader.event_record import Finding, Line
from forum.reader.lines import clean, cut_off, damage, split

MAX_TEXT: Final = 5 * MB


@dataclass(frozen=True, slots=True)
class PlainText:
    """A text file. encoding: as ``encoding.Decoded`` has it; findings: its damage."""

    text: str
    encoding: str
    lines: tuple[Line, ...]
    findings: tuple[Finding, ...]


def read_plain_text(path: Path, encoding: str | None) -> PlainText:
    """Read a text file; raise DocumentError. encoding: None where it is to be found out."""
    data = path.read_bytes()
    if len(data) > MAX_TEXT:
        raise text_too_long()
    decoded = decode(data, encoding)
    texts = split(decoded.text)
    lines = tuple(Line(number, clean(text)) for number, text in enumerate(texts, 1))
    findings = damage(enumerate(texts, 1))
    if decoded.cut:
        findings = (*findings, cut_off(lines[-1] if lines else None))
    return PlainText(decoded.text, decoded.encoding, lines, findings)


def text_too_long() -> DocumentError:
    return DocumentError("too_long")

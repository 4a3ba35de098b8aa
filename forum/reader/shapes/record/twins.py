"""A document as its words are matched: each line as its twin, headings in the house's brackets."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from forum.reader.event_record import Finding, Line
from forum.reader.shadow import shadow
from forum.reader.shapes.record.headings import house_heading
from forum.reader.shapes.record.rows import Source


@dataclass(frozen=True, slots=True)
class Twin:
    """A document with other lines."""

    document: Source
    lines: tuple[Line, ...]

    @property
    def source(self) -> str:
        return self.document.source

    @property
    def encoding(self) -> str:
        return self.document.encoding

    @property
    def sha256(self) -> str:
        return self.document.sha256

    @property
    def findings(self) -> Sequence[Finding]:
        return self.document.findings


def twin_lines(lines: Iterable[Line]) -> Iterator[Line]:
    """Yield the lines as words are matched in them, headings in the brackets of the house."""
    for line in lines:
        yield replace(line, text=house_heading(shadow(line.text)))

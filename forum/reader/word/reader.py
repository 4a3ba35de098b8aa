"""A Word file -> its lines before they are numbered; its pictures one at a time."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from forum.reader.errors import DocumentError
from forum.reader.vocabulary.record_styles import RecordStyle
from forum.reader.word.archive import Archive
from forum.reader.word.body import Body
from forum.reader.word.numbering import Numbering
from forum.reader.word.parts import Parts, find
from forum.reader.word.styles import Styles
from forum.reader.word.tables import GridCell, Piece
from forum.reader.word.xmlstream import Attributes, parse

_MOST_QUOTED: Final = 40  # pieces of text


@dataclass(frozen=True, slots=True)
class WordText:
    """What a Word document prints. missing: pictures that it names and does not hold.

    grids: the cells of its tables, row by row; pieces name their table and row by these.
    left_out: what was not read -> what it begins with: struck, tracked, footnotes, comments,
    headers, inserted.
    is_own_record: it has the styles that only a record of this site's own export has.
    """

    pieces: list[Piece]
    missing: frozenset[str]
    grids: list[list[list[GridCell]]]
    is_own_record: bool = False
    left_out: Mapping[str, str] = field(default_factory=dict)


def read_word_file(path: Path) -> WordText:
    """Check the archive and read its text; raise DocumentError."""
    with Archive(path) as archive:
        archive.check()
        parts = find(archive)
        styles = _styles(archive, parts)
        body = _body(archive, parts, styles)
        missing = frozenset(name for name in _shown(body.pieces) if name not in archive)
        left_out = _left_out(archive, parts, body)
        return WordText(body.pieces, missing, body.grids, styles.has_all(RecordStyle), left_out)


def picture(path: Path, name: str) -> bytes:
    """Return one picture of the archive; raise DocumentError."""
    with Archive(path) as archive:
        return archive.picture(name)


def _styles(archive: Archive, parts: Parts) -> Styles:
    styles = Styles()
    if parts.styles:
        parse(archive.xml(parts.styles), styles)
    return styles


def _body(archive: Archive, parts: Parts, styles: Styles) -> Body:
    numbering = Numbering(styles)
    if parts.numbering:
        parse(archive.xml(parts.numbering), numbering)
    body = Body(styles, numbering, parts.pictures)
    parse(archive.xml(parts.document), body)
    return body


def _left_out(archive: Archive, parts: Parts, body: Body) -> dict[str, str]:
    left_out = {"struck": body.struck[0]} if body.struck else {}
    left_out |= {"tracked": ""} if body.is_tracked else {}
    for case, names in parts.aside.items():
        texts = [_text_of(archive, name) for name in names if name.endswith(".xml")]
        # Of a file within the file there is no text to quote.
        if any(texts) or len(texts) < len(names):
            left_out[case] = next(filter(None, texts), "")
    return left_out


def _text_of(archive: Archive, name: str) -> str:
    """Return the text of a part that is not read, "…" of one that cannot be."""
    listener = _TextListener()
    try:
        parse(archive.xml(name), listener)
    except DocumentError:
        return "…"
    return "".join(listener.texts).strip()


class _TextListener:
    """Hears what a part says, as far as it is quoted; page numbers alone are no text."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self._is_text = False

    def start(self, tag: str, attributes: Attributes) -> None:
        self._is_text = tag in {"w:t", "a:t"}

    def end(self, tag: str) -> None:
        self._is_text = False

    def data(self, text: str) -> None:
        is_word = any(map(str.isalpha, text))
        if self._is_text and len(self.texts) < _MOST_QUOTED and (self.texts or is_word):
            self.texts.append(text)


def _shown(pieces: list[Piece]) -> set[str]:
    return {name for piece in pieces for name in piece.pictures}

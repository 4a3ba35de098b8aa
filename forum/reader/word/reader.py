"""A Word file -> its lines before they are numbered; its pictures one at a time."""

from dataclasses import dataclass
from pathlib import Path

from forum.reader.vocabulary.record_styles import RecordStyle
from forum.reader.word.archive import Archive
from forum.reader.word.body import Body
from forum.reader.word.numbering import Numbering
from forum.reader.word.parts import Parts, find
from forum.reader.word.styles import Styles
from forum.reader.word.tables import GridCell, Piece
from forum.reader.word.xmlstream import parse


@dataclass(frozen=True, slots=True)
class Text:
    """What a Word document prints. missing: pictures that it names and does not hold.

    grids: the cells of its tables, row by row; pieces name their table and row by these.
    is_own_record: it has the styles that only a record of this site's own export has.
    """

    pieces: list[Piece]
    missing: frozenset[str]
    grids: list[list[list[GridCell]]]
    is_own_record: bool = False


def read(path: Path) -> Text:
    """Check the archive and read its text; raise DocumentError."""
    with Archive(path) as archive:
        archive.check()
        parts = find(archive)
        styles = _styles(archive, parts)
        body = _body(archive, parts, styles)
        missing = frozenset(name for name in _shown(body.pieces) if name not in archive)
        return Text(body.pieces, missing, body.grids, styles.has_all(RecordStyle))


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


def _shown(pieces: list[Piece]) -> set[str]:
    return {name for piece in pieces for name in piece.pictures}

"""Tables -> lines, as an organizer would type them without a table.

A row is a line, its cells joined by TAB: name TAB title. Empty rows, empty cells and the rest of
merged cells leave nothing behind. Where a cell holds several paragraphs there is a choice to make:

- columns of equal length beside each other (five names, five titles) are read across;
- a title that was broken to fit its column is joined again;
- a programme's column of speakers, and remarks, are lines of their own below the row's head;
- a picture stands before the text below it, also in a grid of photos above a row of captions.
"""

import re
from dataclasses import dataclass, replace
from typing import Final

from forum.core.names import is_han
from forum.reader.event_record import PLAIN, Look

type Cell = list[Piece]
type Row = list[Cell]

_LONGEST_LABEL: Final = 60
_LONGEST_NAME: Final = 40
_SENTENCE_END = re.compile(r"[。！？；!?;：:]$")
# The first cell of a row that is no person's name: a time, a number, the head of a list.
_NO_NAME = re.compile(
    r"[\d:：【】]|(?:单位|机构|媒体|嘉宾|人员|环节|议程|时间|地点|议题|主题|主持人|内容)$"
)


@dataclass(frozen=True, slots=True)
class Piece:
    """A line before it is numbered: its text, its heading level, its pictures' names.

    look: how it is printed. place: of a line of a table, which of the body's tables and which row.
    """

    text: str
    heading: int = 0
    pictures: tuple[str, ...] = ()
    look: Look = PLAIN
    place: tuple[int, int] | None = None

    def __bool__(self) -> bool:
        return bool(self.text.strip() or self.pictures)


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell where it stands: its first column, from 0, how many it takes, and what it holds.

    continues: it is the rest of the cell above.
    """

    column: int
    span: int
    continues: bool
    pieces: Cell


def lay_out(rows: list[Row]) -> list[tuple[int, Piece]]:
    """Return a table's lines, each with the number, from 0, of the row that it is of."""
    lines: list[tuple[int, Piece]] = []
    photos: list[Cell] = []
    for number, row in enumerate(rows):
        cells = [filled for cell in row if (filled := [piece for piece in cell if piece])]
        if _is_grid(photos, cells):
            cells, photos = (
                [
                    [piece for cell in pair for piece in cell]
                    for pair in zip(photos, cells, strict=True)
                ],
                [],
            )
            lines += [(number, piece) for cell in cells for piece in cell]
            continue
        lines += [(number - 1, piece) for piece in _row(photos)] if photos else []
        photos = cells if _only_photos(cells) else []
        lines += [] if photos else [(number, piece) for piece in _row(cells)]
    return lines + ([(len(rows) - 1, piece) for piece in _row(photos)] if photos else [])


def _only_photos(cells: list[Cell]) -> bool:
    pieces = [piece for cell in cells for piece in cell]
    return len(cells) > 1 and all(piece.pictures and not piece.text.strip() for piece in pieces)


def _is_grid(photos: list[Cell], cells: list[Cell]) -> bool:
    """Tell a row of captions below a row of as many photos."""
    captions = not any(piece.pictures for cell in cells for piece in cell)
    return bool(photos) and len(photos) == len(cells) and captions


def _row(cells: list[Cell]) -> list[Piece]:
    several = [cell for cell in cells if len(cell) > 1]
    if len(cells) < 2:
        return cells[0] if cells else []
    if not several:
        return [_across([cell[0] for cell in cells])]
    if any(piece.pictures for cell in several for piece in cell):
        return [piece for cell in cells for piece in cell]
    if _is_columns(cells, several):
        return _columns(cells)
    if _is_wrapped(cells):
        return [_across([_joined(cell) for cell in cells])]
    return _head_and_rest(cells) if len(several) == 1 else [p for cell in cells for p in cell]


def _across(pieces: list[Piece]) -> Piece:
    pictures = tuple(picture for piece in pieces for picture in piece.pictures)
    return Piece(
        "\t".join(piece.text.strip() for piece in pieces if piece.text.strip()),
        pictures=pictures,
        look=pieces[0].look if pieces else PLAIN,
    )


def _joined(cell: Cell) -> Piece:
    return replace(cell[0], text=" ".join(piece.text.strip() for piece in cell))


def _is_columns(cells: list[Cell], several: list[Cell]) -> bool:
    """Tell two or more columns whose entries belong together line by line."""
    height = len(several[0])
    even = len(several) > 1 and all(len(cell) == height for cell in several)
    return (
        even
        and all(map(_is_label, (p for cell in cells for p in cell)))
        and all(
            len({is_han(piece.text) for piece in entries}) == 1
            for entries in zip(*several, strict=True)
        )
    )


def _columns(cells: list[Cell]) -> list[Piece]:
    height = max(map(len, cells))
    return [_across([cell[at] for cell in cells if at < len(cell)]) for at in range(height)]


def _is_wrapped(cells: list[Cell]) -> bool:
    """Tell one person's row, in which a name or a title was broken to fit."""
    name = " ".join(piece.text.strip() for piece in cells[0])
    labels = all(_is_label(piece) for cell in cells for piece in cell)
    return labels and len(name) <= _LONGEST_NAME and not _NO_NAME.search(name)


def _is_label(piece: Piece) -> bool:
    text = piece.text.strip()
    return len(text) <= _LONGEST_LABEL and "\t" not in text and not _SENTENCE_END.search(text)


def _head_and_rest(cells: list[Cell]) -> list[Piece]:
    """The short cells, which say what the long one is about, then the long one's lines.

    Its first line belongs to the head where that is a time or a label alone: 09:00 TAB 致辞环节.
    """
    tall = next(cell for cell in cells if len(cell) > 1)
    takes_first = len(cells) == 2 and _is_label(tall[0])
    head = [cell[0] for cell in cells if cell is not tall or takes_first]
    return [_across(head), *tall[takes_first:]]

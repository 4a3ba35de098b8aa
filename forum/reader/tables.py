"""Tables with real cells, from Word, a workbook, CSV, or a text with TABs or upright strokes."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Final

from forum.reader.event_record import Line
from forum.reader.vocabulary.shapes import (
    ABOUT_COLUMN,
    NAME_COLUMN,
    TIME_COLUMN,
    TIMED,
    TOPIC_COLUMN,
)


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: where it begins, counted from 0, how far it reaches, and its paragraphs.

    kind: text, number, date or formula; other than text in a workbook alone. bold: all of it is.
    """

    row: int
    column: int
    paragraphs: tuple[str, ...] = ()
    rows: int = 1
    columns: int = 1
    kind: str = "text"
    bold: bool = False

    @property
    def text(self) -> str:
        """The paragraphs in one, parted by line ends."""
        return "\n".join(self.paragraphs)

    def __bool__(self) -> bool:
        return any(paragraph.strip() for paragraph in self.paragraphs)


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row: a cell for each column, a merged one in each that it covers; None where none is.

    number: as the file counts, from 1 (a sheet's row). lines: the document's lines that it fills.
    """

    number: int
    lines: tuple[int, ...]
    cells: tuple[Cell | None, ...]

    @property
    def texts(self) -> tuple[str, ...]:
        """The texts of the cells, "" for none."""
        return tuple(cell.text if cell else "" for cell in self.cells)

    def texts_behind(self, column: int) -> list[str]:
        """Return what stands in the cells behind a column, "" for nothing."""
        return [text.strip() for text in self.texts[column + 1 :]]

    def text(self, column: int) -> str:
        """Return the text of one cell, without the spaces around it."""
        cell = self.cells[column]
        return cell.text.strip() if cell else ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table. sheet: the name of a workbook's sheet, else ""."""

    rows: tuple[TableRow, ...]
    sheet: str = ""

    @property
    def lines(self) -> tuple[int, ...]:
        """The document's lines that it fills."""
        return tuple(number for row in self.rows for number in row.lines)


# 6.<TAB>Speakers include: of a list; 2<TAB>The charter was signed …: of a paragraph, no cell.
_MARK: Final = re.compile(
    r"^(?:[•·●▪◦*–—-]|\d{1,3}\s?[.)、．]|[（(]?(?:\d{1,2}|[A-Za-z]|[ivx]{2,4})[.)）]|"
    r"\d{1,3}(?=\t+[A-Z“][^\t]{60,}[.!?”]$))\t+"
)


def covered(
    cells: Sequence[Sequence[Cell]], lines: Sequence[tuple[int, ...]], sheet: str = ""
) -> Table:
    """Return a table of cells that know where they stand. lines: those of each row."""
    width = max((cell.column + cell.columns for row in cells for cell in row), default=0)
    grid: list[list[Cell | None]] = [[None] * width for _row in cells]
    for cell in (cell for row in cells for cell in row):
        for row in range(cell.row, min(cell.row + cell.rows, len(grid))):
            for column in range(cell.column, cell.column + cell.columns):
                grid[row][column] = cell
    rows = (
        TableRow(number, lines[number - 1], tuple(row)) for number, row in enumerate(grid, start=1)
    )
    return Table(tuple(rows), sheet)


_STROKES: Final = re.compile(r"\s*[|｜].*[|｜]\s*")
_WIDE: Final = re.compile(r"[ \u3000]*(?:[ ]{2}|\u3000)[ \u3000]*")
# Between cells; a stroke at the edge of a row as well makes the whole of it one of strokes.
_GAPS: Final = (_WIDE, re.compile(r"(?<=\S)[ \u3000]*[|｜][ \u3000]*(?=\S)"))
_LONGEST_HEADER: Final = 12
_COLUMNS: Final = (TIME_COLUMN, TOPIC_COLUMN, NAME_COLUMN, ABOUT_COLUMN)
_FEWEST_KNOWN: Final = 2
_PAIRS: Final = (
    (TIME_COLUMN, TOPIC_COLUMN),
    (NAME_COLUMN, TOPIC_COLUMN),
    (NAME_COLUMN, ABOUT_COLUMN),
)
_RULE: Final = re.compile(r"[\s|｜:+\-—─]+")
_FEWEST_ROWS: Final = 2
_FEWEST_SPACED: Final = 3  # columns
_MOST_MISSING: Final = 2  # cells
_LONGEST_GAP: Final = 40


def typed_tables(lines: Sequence[Line]) -> Iterator[Table]:
    """Yield the tables of a plain text: neighbouring lines with TABs, or with upright strokes."""
    lines = list(_with_tabs(_with_spaced_columns(lines)))
    parts = [_is_part(line.text) for line in lines]
    gaps = [0 < len(line.text.strip()) <= _LONGEST_GAP for line in lines]
    # A short line between two rows is a row whose other cells are empty.
    inside = [
        part
        or (
            0 < at < len(parts) - 1
            and parts[at - 1]
            and parts[at + 1]
            and (gaps[at] or _parts_header(lines, parts, at))
        )
        for at, part in enumerate(parts)
    ]
    for is_table, group in groupby(zip(inside, lines, strict=True), key=lambda pair: pair[0]):
        rows = [line for _inside, line in group
                if line.text.strip() and not _RULE.fullmatch(line.text)]  # fmt: skip
        if is_table and len(rows) >= _FEWEST_ROWS and not _are_timed_lines(rows):
            yield covered(
                _typed_cells([_typed_parts(line.text) for line in rows]),
                [(line.number,) for line in rows],
            )


def without_rules(lines: Iterable[Line]) -> tuple[Line, ...]:
    """Return lines, blank ones for rules and empty rows between strokes: | --- | --- |."""
    return tuple(
        replace(line, text="") if "|" in line.text and _RULE.fullmatch(line.text) else line
        for line in lines
    )


def _with_spaced_columns(lines: Sequence[Line]) -> list[Line]:
    """Return lines with TABs for single spaces, where these part headers and each row below alike.

    序号 姓名 单位 职务, and 1 林岚 滨海大学 教授
    """
    parted = list(lines)
    end = 0  # of the last rows
    for at, line in enumerate(lines):
        headers = line.text.split()
        is_apart = "\t" in line.text or any(mark.search(line.text.strip()) for mark in _GAPS)
        if at < end or is_apart or not _are_spaced_headers(headers):
            continue
        others = (no for no in range(at, len(lines)) if not _has_words(lines[no], len(headers)))
        below = next(others, len(lines))
        if below - at > _FEWEST_ROWS:
            end = below
            parted[at:end] = [
                replace(row, text="\t".join(row.text.split())) for row in lines[at:end]
            ]
    return parted


def _are_spaced_headers(words: Sequence[str]) -> bool:
    """Tell whether words head columns; an item of a list, whose mark is the first, heads none."""
    is_marked = not any(map(str.isalnum, "".join(words[:1])))
    return len(words) >= _FEWEST_SPACED and not is_marked and _are_headers(words)


def _has_words(line: Line, count: int) -> bool:
    return len(line.text.split()) == count


def _with_tabs(lines: Iterable[Line]) -> Iterator[Line]:
    """Yield lines, those below a row of headers with TABs for the gaps or strokes that part it."""
    gap: re.Pattern[str] | None = None
    most = 0
    for line in lines:
        text = line.text.strip()
        marks = () if _STROKES.fullmatch(text) else _GAPS
        if header := next((mark for mark in marks if _are_headers(mark.split(text))), None):
            gap, most = header, len(header.split(text)) - 1
        elif gap and not (gap in marks and gap.search(f"{text} .")):
            gap = None
        yield replace(line, text=_tabbed(text, gap, most)) if gap else line


def _tabbed(text: str, gap: re.Pattern[str], most: int) -> str:
    """Return a row with TABs for its gaps; a stroke at its end stands before an empty cell."""
    return "\t".join(part.rstrip("|｜") for part in gap.split(f"{text} .", maxsplit=most))[
        :-1
    ].rstrip(" ")


def _are_headers(parts: Sequence[str]) -> bool:
    """Tell whether short words name a time or people, and what takes place, or what they are."""
    is_short = all(len(part) <= _LONGEST_HEADER for part in parts)
    return is_short and are_headers(parts)


def are_headers(parts: Sequence[str]) -> bool:
    """Tell whether two words at least head columns that go together: Time, Title."""
    known = [any(name.search(part) for name in _COLUMNS) for part in parts]
    return known.count(True) >= _FEWEST_KNOWN and any(
        all(any(map(name.search, parts)) for name in pair) for pair in _PAIRS
    )


def _are_timed_lines(rows: Sequence[Line]) -> bool:
    """Tell whether a TAB only parts times from what takes place then; more may stand below each."""
    return all(TIMED.match(line.text) and line.text.strip().count("\t") == 1 for line in rows)


def _parts_header(lines: Sequence[Line], parts: Sequence[bool], at: int) -> bool:
    """Tell whether a blank line stands between a lone row and rows of as many cells.

    Of two lone rows, as web pages print them all, one may have a few cells less.
    """
    if lines[at].text.strip() or (at > 1 and parts[at - 2]):
        return False
    counts = [len(lines[beside].text.split("\t")) for beside in (at - 1, at + 1)]
    is_alone = at + 2 >= len(parts) or not parts[at + 2]
    fewest = min(counts) if is_alone else max(counts)
    return max(counts) - fewest <= _MOST_MISSING and fewest > 1


def _is_part(text: str) -> bool:
    return bool(_STROKES.fullmatch(text)) or "\t" in _MARK.sub("", text.strip())


def _typed_parts(text: str) -> list[str]:
    stroked = bool(_STROKES.fullmatch(text))
    parts = re.split("[|｜]", text.strip()[1:-1]) if stroked else text.split("\t")
    return [part.strip() for part in parts]


def _typed_cells(rows: Sequence[Sequence[str]]) -> list[list[Cell]]:
    """Return the cells of rows of text, where they stood before their table became text.

    Of cells that were merged downwards only the first row has the text: the rows below it are that
    much shorter on the left, which the column of the times tells.
    """
    width = max(map(len, rows))
    times = _column_of_times(rows, width)
    cells: list[list[Cell]] = []
    above: list[tuple[int, int] | None] = [None] * width  # row and place of what a column holds
    is_header = True
    for number, parts in enumerate(rows):
        is_header = is_header and not any(map(TIMED.match, parts))
        if times is not None and is_header and len(parts) < width:
            cells.append(_header_cells(number, parts, width, times))
            continue
        shift = _shift(parts, width, times) if times is not None else 0
        if not all(above[:shift]):
            shift = 0
        for place in filter(None, above[:shift]):
            row, column = place
            cells[row][column] = replace(cells[row][column], rows=number - row + 1)
        cells.append([])
        for column, part in enumerate(parts, shift):
            above[column] = None if is_header else (number, len(cells[-1]))
            cells[-1].append(Cell(number, column, tuple(re.split(r"<br\s*/?>", part))))
    return cells


def _column_of_times(rows: Sequence[Sequence[str]], width: int) -> int | None:
    """Return the column in which the whole rows of a programme have their times, None for none."""
    counted = Counter(
        column for parts in rows if len(parts) == width
        for column, part in enumerate(parts) if TIMED.match(part)
    )  # fmt: skip
    return counted.most_common(1)[0][0] if counted else None


def _shift(parts: Sequence[str], width: int, times: int) -> int:
    """Return how many cells of a row are merged into the row above."""
    own = next((column for column, part in enumerate(parts) if TIMED.match(part)), None)
    if own is not None:
        return max(0, min(times - own, width - len(parts)))
    # All that stands right of the time, and nothing of what stands left of it.
    is_beside = len(parts) == width - times - 1 > 1 and parts[0]
    return times + 1 if is_beside else 0


def _header_cells(number: int, parts: Sequence[str], width: int, times: int) -> list[Cell]:
    """Return the cells of a header that has fewer: that of the times begins at the days."""
    named = next((column for column, part in enumerate(parts) if TIME_COLUMN.search(part)), times)
    wide = 1 + (width - len(parts) if named < times else 0)
    return [
        Cell(number, column if column <= named else column + wide - 1, (part,),
             columns=wide if column == named else 1)
        for column, part in enumerate(parts)
    ]  # fmt: skip

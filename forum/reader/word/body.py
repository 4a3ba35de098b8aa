"""The text of a Word document, as printed: word/document.xml -> lines (ECMA-376 part 1, 17).

Left out: tracked deletions, hidden text, field codes, tables of contents, phonetic guides. Headers,
footers, notes and comments are other parts, which nobody reads.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from forum.reader.lines import MAX_LINES, too_many_lines
from forum.reader.word.numbering import Numbering
from forum.reader.word.paragraph import Paragraph
from forum.reader.word.parts import not_word
from forum.reader.word.runs import reader
from forum.reader.word.styles import Styles
from forum.reader.word.symbols import TYPED_BULLETS
from forum.reader.word.tables import GridCell, Piece, Row, lay_out
from forum.reader.word.xmlstream import Attributes, whole

# Passed over with all they hold; so are elements named …Change, which hold what properties were
# before a tracked change.
_SKIPPED: Final = frozenset({"w:del", "w:moveFrom", "w:rt", "w:sdtPr", "w:sectPr", "w:ffData"})
_DELETED: Final = frozenset({"w:del", "w:moveFrom"})
_TRACKED: Final = _DELETED | {"w:ins", "w:moveTo"}
_ALTERNATIVES: Final = frozenset({"mc:Choice", "mc:Fallback"})
_UNPRINTED: Final = _SKIPPED | _TRACKED | _ALTERNATIVES
# A line end or a TAB within w:t is a space in Word.
_MOST_COLUMNS: Final = 63  # as Word itself
_SPACES: Final = str.maketrans(dict.fromkeys("\r\n\t\x85\u2028\u2029", " "))


@dataclass(slots=True)
class _Flow:
    """Where paragraphs follow each other: the body, a cell, a text box.

    joined: a paragraph whose end is not printed, so that the next one goes on in its line.
    """

    pieces: list[Piece] = field(default_factory=list)
    joined: Paragraph | None = None


@dataclass(slots=True)
class _Table:
    """A table being read. ..._gone: it was deleted, or only continues a merged cell.

    grid: the rows' cells in their columns. column: where the next cell stands; span: how many
    columns the open one takes; continues: it goes on with the cell above.
    """

    rows: list[Row] = field(default_factory=list)
    grid: list[list[GridCell]] = field(default_factory=list)
    column: int = 0
    span: int = 1
    continues: bool = False
    row_gone: bool = False
    cell_gone: bool = False


class Body:
    """Hears the main part; ``pieces`` are its lines in the end, ``grids`` its tables' cells.

    struck: what each paragraph has struck through; is_tracked: some changes are tracked.

    pictures: relationship id -> name of the picture.
    """

    def __init__(self, styles: Styles, numbering: Numbering, pictures: Mapping[str, str]) -> None:
        self._styles = styles
        self._numbering = numbering
        self._pictures = pictures
        self._tags: list[str] = []
        self._skipped = 0  # how deep we are in an element that is passed over
        self._flows = [_Flow()]
        self._tables: list[_Table] = []
        self._paragraphs: list[Paragraph] = []
        self._taken: list[bool] = []  # for each open mc:AlternateContent: one was read
        self._is_text = False
        self._lines = 0
        self.grids: list[list[list[GridCell]]] = []
        self.struck: list[str] = []
        self.is_tracked = False
        self._starts: Mapping[str, Callable[[Attributes], None]] = {
            "w:p": self._begin_paragraph,
            "w:tbl": self._begin_table,
            "w:tr": self._begin_row,
            "w:tc": self._begin_cell,
            "w:txbxContent": self._begin_box,
            "mc:AlternateContent": self._begin_alternatives,
            "w:t": self._begin_text,
            "m:t": self._begin_text,
            "w:br": self._count_break,
            "w:cr": self._count_break,
            "a:blip": self._picture,
            "v:imagedata": self._picture,
            "v:textpath": self._word_art,
            "w:vMerge": self._merge_down,
            "w:hMerge": self._merge,
            "w:gridSpan": self._span,
            "w:gridBefore": self._skip_columns,
            "w:cellDel": self._delete_cell,
        }
        self._ends: Mapping[str, Callable[[], None]] = {
            "w:p": self._end_paragraph,
            "w:tr": self._end_row,
            "w:tbl": self._end_table,
            "w:tc": self._end_cell,
            "w:txbxContent": self._end_box,
            "mc:AlternateContent": self._end_alternatives,
            "w:t": self._end_text,
            "m:t": self._end_text,
        }

    @property
    def pieces(self) -> list[Piece]:
        """The lines of the body."""
        return self._flows[0].pieces

    def start(self, tag: str, attributes: Attributes) -> None:
        """An element begins."""
        if self._skipped or self._passes_over(tag):
            self._skipped += 1
            return
        if self._paragraphs and (read := reader(self._tags, tag)):
            read(self._paragraphs[-1], attributes)
        self._tags.append(tag)
        if begin := self._starts.get(tag):
            begin(attributes)

    def end(self, tag: str) -> None:
        """An element ends."""
        if self._skipped:
            self._skipped -= 1
            return
        if finish := self._ends.get(tag):
            finish()
        self._tags.pop()
        if not self._tags:
            self._flush()

    def data(self, text: str) -> None:
        """Text, of which only that in w:t is printed."""
        if self._is_text and self._paragraphs and not self._skipped:
            self._paragraphs[-1].say(text.translate(_SPACES).translate(TYPED_BULLETS))

    def _passes_over(self, tag: str) -> bool:
        if not self._tags and tag != "w:document":
            raise not_word()
        if tag not in _UNPRINTED:
            return tag.endswith("Change")
        self.is_tracked |= tag in _TRACKED
        if tag in _DELETED:
            self._delete_mark()
        if tag in _ALTERNATIVES and self._taken:
            was_taken, self._taken[-1] = self._taken[-1], True
            return was_taken
        return tag in _SKIPPED

    def _count_line(self) -> None:
        self._lines += 1
        if self._lines > MAX_LINES:
            raise too_many_lines()

    # Paragraphs

    def _begin_paragraph(self, attributes: Attributes) -> None:
        self._count_line()
        paragraph = Paragraph(self._styles)
        flow = self._flows[-1]
        if flow.joined:
            paragraph.continue_from(flow.joined)
            flow.joined = None
        self._paragraphs.append(paragraph)

    def _end_paragraph(self) -> None:
        paragraph = self._paragraphs.pop()
        flow = self._flows[-1]
        if struck := "".join(paragraph.struck).strip():
            self.struck.append(struck)
        if paragraph.joined:
            flow.joined = paragraph
        elif not paragraph.is_contents():
            flow.pieces += self._printed(paragraph)

    def _printed(self, paragraph: Paragraph) -> list[Piece]:
        label = self._numbering.label(*paragraph.numbering())
        return paragraph.lines(label)

    def _flush(self) -> None:
        """Print a paragraph whose continuation does not come."""
        flow = self._flows[-1]
        if flow.joined:
            flow.pieces += [piece for piece in self._printed(flow.joined) if piece]
            flow.joined = None

    def _delete_mark(self) -> None:
        """A tracked deletion among properties deletes a paragraph's end, or a row."""
        if self._paragraphs and self._tags[-2:] == ["w:pPr", "w:rPr"]:
            self._paragraphs[-1].joined = True
        elif self._tables and self._tags[-1] == "w:trPr":
            self._tables[-1].row_gone = True

    # Runs, of which ``runs`` reads the rest

    def _begin_text(self, attributes: Attributes) -> None:
        self._is_text = True

    def _end_text(self) -> None:
        self._is_text = False

    def _count_break(self, attributes: Attributes) -> None:
        self._count_line()

    def _picture(self, attributes: Attributes) -> None:
        name = self._pictures.get(attributes.get("r:embed") or attributes.get("r:id") or "")
        if name and self._paragraphs:
            self._paragraphs[-1].show(name)

    # Text boxes, of which newer files hold a second copy for older word processors

    def _begin_alternatives(self, attributes: Attributes) -> None:
        self._taken.append(False)

    def _end_alternatives(self) -> None:
        self._taken.pop()

    def _begin_box(self, attributes: Attributes) -> None:
        self._flows.append(_Flow())

    def _end_box(self) -> None:
        self._flush()
        box = self._flows.pop()
        if self._paragraphs:
            self._paragraphs[-1].add_box(box.pieces)

    def _word_art(self, attributes: Attributes) -> None:
        self._count_line()
        if self._paragraphs and (text := attributes.get("string")):
            self._paragraphs[-1].add_box([Piece(text.translate(_SPACES))])

    # Tables

    def _begin_table(self, attributes: Attributes) -> None:
        self._flush()
        self._tables.append(_Table())

    def _end_table(self) -> None:
        table = self._tables.pop()
        if not self._tables:
            self.grids.append(table.grid)
        place = len(self.grids) - 1
        self._flows[-1].pieces += [
            replace(piece, place=(place, row)) for row, piece in lay_out(table.rows)
        ]

    def _begin_row(self, attributes: Attributes) -> None:
        if self._tables:
            self._tables[-1].row_gone = False
            self._tables[-1].rows.append([])
            self._tables[-1].grid.append([])
            self._tables[-1].column = 0

    def _end_row(self) -> None:
        if not self._tables:
            return
        table = self._tables[-1]
        if table.rows and (table.row_gone or not table.rows[-1]):
            table.rows.pop()
            table.grid.pop()

    def _begin_cell(self, attributes: Attributes) -> None:
        if self._tables:
            table = self._tables[-1]
            table.cell_gone, table.continues, table.span = False, False, 1
        self._flows.append(_Flow())

    def _end_cell(self) -> None:
        self._flush()
        cell = [piece for piece in self._flows.pop().pieces if piece]
        if not self._tables or not self._tables[-1].rows:
            return
        table = self._tables[-1]
        if cell and not table.cell_gone:
            table.rows[-1].append(cell)
        if not table.cell_gone or table.continues:
            table.grid[-1].append(GridCell(table.column, table.span, table.continues, cell))
        table.column += table.span

    def _merge(self, attributes: Attributes) -> None:
        if self._tables and attributes.get("w:val") != "restart":
            self._tables[-1].cell_gone = True

    def _merge_down(self, attributes: Attributes) -> None:
        if self._tables and attributes.get("w:val") != "restart":
            self._tables[-1].cell_gone = self._tables[-1].continues = True

    def _span(self, attributes: Attributes) -> None:
        if self._tables:
            self._tables[-1].span = max(1, whole(attributes.get("w:val"), 1, limit=_MOST_COLUMNS))

    def _skip_columns(self, attributes: Attributes) -> None:
        if self._tables:
            self._tables[-1].column = whole(attributes.get("w:val"), 0, limit=_MOST_COLUMNS)

    def _delete_cell(self, attributes: Attributes) -> None:
        if self._tables:
            self._tables[-1].cell_gone = True

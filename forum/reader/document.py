"""A file -> numbered lines and tables: plain text, Word, schedules and formats of tables.

What the file is, its first bytes say, whatever its name ends in; but the name's own promise of a
format that is refused, or of a Word document that is none, is taken at its word.
"""

import hashlib
import stat
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Final

from forum.reader.encoding import decode
from forum.reader.errors import DocumentError
from forum.reader.event_record import Finding, Level, Line
from forum.reader.formats import WORD, find_schedule_kind, find_utf16, refuse_other_formats
from forum.reader.layout import join_hanging
from forum.reader.lines import clean, damage, without_markup
from forum.reader.listed_tables import read_listed_tables
from forum.reader.plain_text import MAX_TEXT, read_plain_text, text_too_long
from forum.reader.table_files import SourceFile, TableText, find_table_format, table_formats
from forum.reader.tables import Cell, Table, covered, typed_tables, without_rules
from forum.reader.vocabulary.record_styles import STATING
from forum.reader.word import reader
from forum.reader.word.archive import MAX_WHOLE, too_large
from forum.reader.word.tables import GridCell, Piece

__all__ = ["HEAD", "Document", "DocumentError", "check_bounds", "read"]

HEAD: Final = 8 * 1024
_LONGEST_QUOTE: Final = 60  # characters
# The formats that are neither a schedule nor a table.
TEXT: Final = "text"
DOCX: Final = "docx"


@dataclass(frozen=True, slots=True)
class Document:
    """A file's text.

    source: the file's name without its folder.
    encoding: of a text utf-8 (with or without a byte order mark), utf-16, utf-32, gb18030, or the
    codec that was asked for; of any other file its format.
    format: text, docx, schedule.xml, schedule.json, or the name of a ``TableFormat``.
    sha256: of the file's bytes, lower-case hex.
    lines: numbered from 1 without a gap, empty ones included.
    tables: with real cells, in the document's order; a line names its own.
    findings: damage seen while reading, of the kinds ``bad_character`` and ``truncated``.
    is_web_page: something of the page that the text was copied from stood around it.
    published: the days that the page gives for itself.
    """

    source: str
    encoding: str
    sha256: str
    lines: tuple[Line, ...]
    findings: tuple[Finding, ...] = ()
    path: Path = field(default=Path(), repr=False, compare=False)
    tables: tuple[Table, ...] = ()
    is_web_page: bool = False
    published: tuple[date, ...] = ()
    format: str = TEXT

    @property
    def suffix(self) -> str:
        """What the name of such a file ends in."""
        return ".txt" if self.format == TEXT else f".{self.format.rpartition('.')[2]}"

    @property
    def is_table_file(self) -> bool:
        """Whether the file's format is one of tables."""
        return self.format in {table_format.name for table_format in table_formats()}

    def without_text(self) -> "Document":
        """Return the file alone, with its pictures: once it is read, its text only takes room."""
        return replace(self, lines=(), tables=())

    def picture(self, key: str) -> bytes:
        """Read one picture of a line from the file, at most 20 MB; raise DocumentError."""
        try:
            return reader.picture(self.path, key)
        except OSError as error:
            raise DocumentError(_unreadable(error)).about(self.source) from error
        except DocumentError as error:
            raise error.about(self.source) from error.__cause__


def read(path: Path, *, encoding: str | None = None) -> Document:
    """Read a record's lines; raise DocumentError with one sentence for the user.

    encoding: of a plain text, where it cannot be told from the bytes; see ``encoding``.
    """
    source = _printable(path.name or str(path))
    try:
        return _read(path, source, encoding)
    except OSError as error:
        raise DocumentError(_unreadable(error)).about(source) from error
    except DocumentError as error:
        raise error.about(source) from error.__cause__


def _read(path: Path, source: str, encoding: str | None) -> Document:
    size = _size(path)
    with path.open("rb") as file:
        head = file.read(HEAD)
        check_bounds(path.suffix.lower(), size, head)
        file.seek(0)
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    name, text = _read_lines(SourceFile(path, path.suffix.lower(), head, encoding))
    return Document(
        source,
        text.encoding or name,
        sha256,
        _with_text(text.lines),
        text.findings,
        path,
        text.tables,
        format=name,
    )


def check_bounds(suffix: str, size: int, head: bytes) -> None:
    """Raise DocumentError for what need not be read: by a file's size and its first bytes.

    suffix: of the name, in lower case; head: the first HEAD bytes.
    """
    if size == 0:
        raise _empty()
    refuse_other_formats(suffix, head)
    if size > (MAX_WHOLE if head.startswith(WORD) else MAX_TEXT):
        raise too_large() if head.startswith(WORD) else text_too_long()


def _size(path: Path) -> int:
    try:
        status = path.stat()
    except ValueError as error:  # a NUL in the path
        raise FileNotFoundError from error
    if not stat.S_ISREG(status.st_mode):
        raise DocumentError("no_file")
    return status.st_size


def _read_lines(file: SourceFile) -> tuple[str, TableText]:
    """Return the name of a file's format, and what the file holds."""
    if kind := find_schedule_kind(file.suffix, file.head):
        return kind, _read_schedule(file.path)
    if table_format := find_table_format(file):
        text = table_format.read(file)
        return table_format.name, replace(text, lines=_in_tables(text.lines, text.tables))
    if file.head.startswith(WORD):
        return DOCX, _read_word(file.path)
    return TEXT, _read_text(file)


def _read_text(file: SourceFile) -> TableText:
    plain = read_plain_text(file.path, file.encoding)
    listed, said = read_listed_tables(plain.lines)
    if listed:
        written = tuple(said.get(line.number, line) for line in plain.lines)
        return TableText(
            _in_tables(written, tuple(listed)), tuple(listed), plain.findings, plain.encoding
        )
    meant = without_markup(join_hanging(plain.lines))
    tables = tuple(typed_tables(meant))
    lines = _in_tables(without_rules(meant), tables)
    return TableText(lines, tables, plain.findings, plain.encoding)


def _read_schedule(path: Path) -> TableText:
    """Return the lines of a schedule, whose own reader parses it."""
    data = path.read_bytes()
    if len(data) > MAX_TEXT:
        raise text_too_long()
    texts = decode(data, find_utf16(data) or None).text.splitlines()
    return TableText(tuple(Line(number, text) for number, text in enumerate(texts, 1)), ())


def _in_tables(lines: tuple[Line, ...], tables: tuple[Table, ...]) -> tuple[Line, ...]:
    place = {number: at for at, table in enumerate(tables) for number in table.lines}
    return tuple(
        replace(line, table=place[line.number]) if line.number in place else line for line in lines
    )


def _read_word(path: Path) -> TableText:
    text = reader.read_word_file(path)
    pieces = list(enumerate(text.pieces, 1))
    findings = damage((number, piece.text) for number, piece in pieces)
    lines = tuple(_line(number, piece, text) for number, piece in pieces)
    numbers: defaultdict[tuple[int, int], list[int]] = defaultdict(list)
    for number, piece in pieces:
        if piece.place:
            numbers[piece.place].append(number)
    tables = tuple(_table(at, grid, numbers) for at, grid in enumerate(text.grids))
    findings += _missing_pictures(pieces, text.missing)
    return TableText(lines, tables, findings + _left_out(text.left_out))


def _table(
    at: int, grid: list[list[GridCell]], numbers: Mapping[tuple[int, int], Sequence[int]]
) -> Table:
    """Return a table of a Word document; cells that go on with the one above are joined to it.

    numbers: table and row -> the numbers of its lines.
    """
    rows: list[list[Cell]] = []
    above: dict[int, tuple[int, int]] = {}  # column -> row and place of the cell that reaches down
    for number, row in enumerate(grid):
        rows.append([])
        for cell in row:
            if cell.continues and cell.column in above:
                upper, index = above[cell.column]
                first = rows[upper][index]
                rows[upper][index] = replace(first, rows=number - first.row + 1)
                continue
            above[cell.column] = number, len(rows[-1])
            rows[-1].append(
                Cell(
                    number,
                    cell.column,
                    tuple(clean(piece.text) for piece in cell.pieces),
                    columns=cell.span,
                    bold=bool(cell.pieces) and all(piece.look.bold for piece in cell.pieces),
                )
            )
    return covered(rows, [tuple(numbers.get((at, row), ())) for row in range(len(grid))])


def _line(number: int, piece: Piece, text: reader.WordText) -> Line:
    pictures = tuple(name for name in piece.pictures if name not in text.missing)
    table = piece.place[0] if piece.place else None
    is_stating = text.is_own_record and piece.look.style in STATING
    states = piece.look.style if is_stating else ""
    return Line(number, clean(piece.text), piece.heading, pictures, piece.look, table, states)


def _missing_pictures(
    pieces: list[tuple[int, Piece]], missing: frozenset[str]
) -> tuple[Finding, ...]:
    return tuple(
        Finding(
            level=Level.WARNING,
            kind="truncated",
            subject=name,
            lines=tuple(number for number, piece in pieces if name in piece.pictures),
            case="picture_missing",
            params={"name": name},
        )
        for name in sorted(missing)
    )


def _left_out(passages: Mapping[str, str]) -> tuple[Finding, ...]:
    """Return a finding for each part of a Word document that is not read.

    Heads of pages, and changes that are tracked, are but noted: they are read as Word prints them.
    """
    quotes = {case: text[:_LONGEST_QUOTE] for case, text in passages.items()}
    levels = dict.fromkeys(("headers", "tracked"), Level.NOTE)
    return tuple(
        Finding(
            levels.get(case, Level.WARNING), "not_understood", text or case, (), case,
            {"text": text},
        )
        for case, text in quotes.items()
    )  # fmt: skip


def _with_text(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """Return the lines; raise DocumentError where there is nothing to read in them."""
    if any(line.text.strip() for line in lines):
        return lines
    raise DocumentError("pictures_only") if any(line.pictures for line in lines) else _empty()


def _empty() -> DocumentError:
    return DocumentError("empty")


def _unreadable(error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return "file_missing"
    if isinstance(error, PermissionError):
        return "no_permission"
    return "unreadable"


def _printable(name: str) -> str:
    """Make a name fit for a sentence: it may hold bytes that are no text, or line ends."""
    text = name.encode(errors="replace").decode()
    return "".join(char if char.isprintable() else "?" for char in text)

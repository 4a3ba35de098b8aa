"""Which column of a table holds what, by its header's words; a title row above is passed over."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from forum.reader.tables import Table, TableRow
from forum.reader.vocabulary.columns import COLUMNS

_HEADER_ROWS: Final = 3
_LONGEST_HEADER: Final = 24


@dataclass(frozen=True, slots=True)
class Columns:
    """A table's columns by what they hold.

    fields: field (a key of ``COLUMNS``) -> numbers of its columns, from 0, left to right.
    header: the row that names them; rows: those below it.
    """

    fields: Mapping[str, tuple[int, ...]]
    header: TableRow
    rows: Sequence[TableRow]

    def __contains__(self, field: str) -> bool:
        return field in self.fields

    def texts(self, row: TableRow, field: str) -> list[str]:
        """Return the texts of a row's cells in a field's columns, without empty ones."""
        cells = (row.texts[column] for column in self.fields.get(field, ()))
        return [text.strip() for text in cells if text.strip()]

    def text(self, row: TableRow, field: str) -> str:
        """Return the first text of a field, "" for none."""
        return next(iter(self.texts(row, field)), "")


def find_columns(table: Table, *required: str) -> Columns | None:
    """Return a table's columns, if one of its first rows names all that are required."""
    for place, row in enumerate(table.rows[:_HEADER_ROWS]):
        fields = read_header(row.texts)
        if all(field in fields for field in required):
            return Columns(fields, row, table.rows[place + 1 :])
    return None


def read_header(texts: Sequence[str]) -> dict[str, tuple[int, ...]]:
    """Return the columns that a row names; none where one of its cells is too long for a name."""
    fields: dict[str, tuple[int, ...]] = {}
    written = [(column, text.strip()) for column, text in enumerate(texts) if text.strip()]
    if len(written) < 2 or any(len(text) > _LONGEST_HEADER for _column, text in written):
        return {}
    for column, text in written:
        field = next((name for name, words in COLUMNS.items() if words.search(text)), None)
        if field:
            fields[field] = (*fields.get(field, ()), column)
    return fields


def column_letter(column: int) -> str:
    """Return a column's letters as spreadsheets print them: 0 -> A, 26 -> AA."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters

"""Which column of a table holds what, by its header's words; a title row above is passed over."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from forum.core.names import fold, is_han
from forum.reader.bilingual import language_of
from forum.reader.tables import Table, TableRow
from forum.reader.vocabulary.columns import (
    COLUMN_FIELDS,
    COLUMNS,
    HEADER_LANGUAGES,
    LANGUAGE_SUFFIXES,
    TEXT_FIELDS,
)

SPREAD: Final = re.compile(r"(?<=[\u3400-\u9fff])[ \u3000]+(?=[\u3400-\u9fff])")
_HEADER_ROWS: Final = 3
_SEVERAL: Final = re.compile(r"[/／、,，&及和与]|\band\b")
_LONGEST_HEADER: Final = 24
# A header that says the same in both languages is that much longer.
_LONGEST_PAIR: Final = 60
# Fields as people name them -> as the readers do.
_ALIASES: Final = {"title": "position", "speech_title": "topic"}
_PAIRED_FIELDS: Final = frozenset({"position", "affiliation", "topic"})


@dataclass(frozen=True, slots=True)
class Columns:
    """A table's columns by what they hold.

    fields: field (a key of ``COLUMNS``) -> numbers of its columns, from 0, left to right.
    header: the row that names them; rows: those below it. languages: number of a column -> the
    language that its header states. is_topic_guessed: whether no header says which column tells
    what the rows are about; is_role_guessed: whether none says what the named do there.
    """

    fields: Mapping[str, tuple[int, ...]]
    header: TableRow
    rows: Sequence[TableRow]
    languages: Mapping[int, str] = field(default_factory=dict)
    is_topic_guessed: bool = False
    is_role_guessed: bool = False

    def __contains__(self, name: str) -> bool:
        return name in self.fields

    def texts(self, row: TableRow, name: str) -> list[str]:
        """Return the texts of a row's cells in a field's columns, without empty ones."""
        cells = (row.text(column) for column in self.fields.get(name, ()))
        return [text for text in cells if text]

    def text(self, row: TableRow, name: str) -> str:
        """Return the first text of a field, "" for none."""
        return next(iter(self.texts(row, name)), "")

    def filled(self, row: TableRow, name: str) -> list[int]:
        """Return the numbers of a field's columns in which a row has a text."""
        return [column for column in self.fields.get(name, ()) if row.text(column)]

    def continued(self, table: Table) -> "Columns | None":
        """Return the columns of a table as wide that has no header of its own, None of another."""
        first = table.rows[0] if table.rows else None
        if first is None or len(first.cells) != len(self.header.cells):
            return None
        return replace(self, rows=table.rows)

    def headed(self) -> list[int]:
        """Return the numbers of the columns that have a header."""
        return [column for column, text in enumerate(self.header.texts) if text.strip()]

    def statement(self, column: int) -> str:
        """Return what somebody would say that a column holds (title_en); "" for nothing known."""
        name = next((name for name, columns in self.fields.items() if column in columns), "")
        public = next((field for field, alias in _ALIASES.items() if alias == name), name)
        suffix = next(
            (suffix for suffix, code in LANGUAGE_SUFFIXES.items()
             if self.languages.get(column) == code and public in TEXT_FIELDS),
            "",
        )  # fmt: skip
        statement = f"{public}_{suffix}" if suffix else public
        return statement if is_column_field(statement) else ""

    def unread(self) -> list[int]:
        """Return the numbers of the columns that have a header and of which nothing is taken."""
        taken = {column for columns in self.fields.values() for column in columns}
        return [column for column in self.headed() if column not in taken]


def find_columns(
    table: Table, *required: str, stated: Mapping[str, str] | None = None
) -> Columns | None:
    """Return a table's columns, if one of its first rows names all that are required.

    stated: header -> field of ``COLUMN_FIELDS``, before what the header's own words say.
    """
    for place, row in enumerate(table.rows[:_HEADER_ROWS]):
        fields = read_header(row.texts, stated)
        if all(name in fields for name in required):
            languages = read_header_languages(row.texts, stated)
            return Columns(fields, row, table.rows[place + 1 :], languages)
    return None


def read_header(
    texts: Sequence[str], stated: Mapping[str, str] | None = None
) -> dict[str, tuple[int, ...]]:
    """Return the columns that a row names; none where one of its cells is too long for a name."""
    fields: dict[str, tuple[int, ...]] = {}
    # 姓 名 is spread over its cell.
    written = [(column, SPREAD.sub("", text.strip())) for column, text in enumerate(texts)
               if text.strip()]  # fmt: skip
    if len(written) < 2 or any(_is_too_long(text) for _column, text in written):
        return {}
    for column, text in written:
        name = _stated_field(text, stated) or _field_of(text)
        if name:
            fields[name] = (*fields.get(name, ()), column)
    return fields


def read_header_languages(
    texts: Sequence[str], stated: Mapping[str, str] | None = None
) -> dict[int, str]:
    """Return number of a column -> the language that its header states for what is below it."""
    languages: dict[int, str] = {}
    for column, text in enumerate(texts):
        statement = _statement(text, stated)
        codes = [
            code for suffix, code in LANGUAGE_SUFFIXES.items() if statement.endswith(f"_{suffix}")
        ] or [code for code, words in HEADER_LANGUAGES.items() if words.search(text)]
        if len(codes) == 1:
            languages[column] = codes[0]
    return languages


def languages_of_pairs(
    texts: Sequence[str], fields: Mapping[str, tuple[int, ...]], stated: Mapping[int, str]
) -> dict[int, str]:
    """Return the languages of two columns of one field with a header in each: 职务, Title.

    Names are left to their own script: a foreign name stands as it is in both columns.
    """
    languages: dict[int, str] = {}
    for name in _PAIRED_FIELDS & fields.keys():
        columns = fields[name]
        codes = {column: language_of(texts[column]) for column in columns}
        is_pair = len(columns) == len(set(codes.values())) == len(LANGUAGE_SUFFIXES)
        if is_pair and not stated.keys() & codes.keys():
            languages |= codes
    return languages


def _field_of(text: str) -> str:
    """Return what a header's words call its column, "" for nothing known.

    主持人/嘉宾: who of them takes the chair, the header does not say.
    """
    fields = [
        next((name for name, words in COLUMNS.items() if words.search(part)), "")
        for part in _SEVERAL.split(text)
    ]
    whole = next((name for name, words in COLUMNS.items() if words.search(text)), "")
    return "name" if {"moderator", "name"} <= set(fields) else whole


def is_column_field(name: str) -> bool:
    """Tell whether a column may be said to hold this; a text's field may name its language."""
    texts = {f"{text}_{suffix}" for text in TEXT_FIELDS for suffix in LANGUAGE_SUFFIXES}
    return name in COLUMN_FIELDS or name in texts


def column_letter(column: int) -> str:
    """Return a column's letters as spreadsheets print them: 0 -> A, 26 -> AA."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _is_too_long(text: str) -> bool:
    is_pair = any(map(is_han, text)) and any(sign.isascii() and sign.isalpha() for sign in text)
    return len(text) > (_LONGEST_PAIR if is_pair else _LONGEST_HEADER)


def _statement(text: str, stated: Mapping[str, str] | None) -> str:
    """Return what somebody said that a column holds, "" where nobody did."""
    key = fold(text)
    return next((name for header, name in (stated or {}).items() if fold(header) == key), "")


def _stated_field(text: str, stated: Mapping[str, str] | None) -> str:
    name = _statement(text, stated)
    for suffix in LANGUAGE_SUFFIXES:
        name = name.removesuffix(f"_{suffix}")
    return _ALIASES.get(name, name)

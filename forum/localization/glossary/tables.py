"""The glossary as a table: its columns, and the files that hold it.

Columns are named in either language of the site, whatever the language of whoever reads the file;
texts stand under the tag of their language.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import PurePath
from typing import Final

from django.utils.translation import get_language, gettext, override

from forum.core.content import column, language_codes
from forum.core.control_characters import printable
from forum.core.field_labels import own_name, site_language_name
from forum.core.languages import is_chinese
from forum.core.translated import html_lang
from forum.localization import csv_tables, xlsx_tables
from forum.models import Term

SUFFIXES: Final = (xlsx_tables.SUFFIX, csv_tables.SUFFIX)
CONTENT_TYPES: Final = {
    xlsx_tables.SUFFIX: xlsx_tables.CONTENT_TYPE,
    csv_tables.SUFFIX: csv_tables.CONTENT_TYPE,
}
MAX_FILE: Final = xlsx_tables.MAX_FILE
FILE_NAME: Final = "glossary"
KIND, FORBIDDEN, NOTE = "kind", "forbidden", "note"
_WIDTHS: Final = (14, 40, 40, 40, 40)
_PARTED: Final = ";；"

# Column or kind -> its names in a file: as it is written in Chinese and in English, then as
# others may.
_HEADINGS: Final = {
    KIND: ("类别", "kind", "种类", "类型", "type"),
    FORBIDDEN: ("禁用写法", "forbidden spellings", "forbidden", "禁用词"),
    NOTE: ("备注", "note", "notes", "说明"),
}
_KINDS: Final[Mapping[str, tuple[str, ...]]] = {
    Term.Kind.PERSON: ("人名", "person", "人物", "人士", "嘉宾", "name"),
    Term.Kind.TITLE: ("职务", "title", "职衔"),
    Term.Kind.INSTITUTION: ("机构", "institution", "单位", "organization"),
    Term.Kind.TERM: ("术语", "term", "词语"),
}
_LANGUAGES: Final = {
    "zh-hans": ("zh", "zh-cn", "zh_hans", "中文", "简体中文", "汉语", "chinese"),
    "en": ("en-gb", "en-us", "英文", "英语", "english"),
}


class TableError(Exception):
    """The file holds no glossary; ``str`` is one sentence with the remedy."""


@dataclass(frozen=True, slots=True)
class GlossaryRow:
    """A row of a file. number: its line, counted from 1; cells: column -> what stands there."""

    number: int
    cells: dict[str, str]


def read_glossary(name: str, data: bytes) -> list[GlossaryRow]:
    """Return the rows of a file, of which the first names the columns; raise TableError."""
    try:
        rows = _rows(PurePath(name).suffix.lower(), data)
    except (xlsx_tables.WorkbookError, csv_tables.DelimitedError) as error:
        raise TableError(str(error)) from error
    if not rows:
        raise TableError(gettext("The file is empty; have it sent again."))
    names = _columns(rows[0][1])
    return [
        GlossaryRow(number, {key: printable(cells[place]) if place < len(cells) else ""
                      for key, place in names.items()})
        for number, cells in rows[1:]
        if any(cells)
    ]  # fmt: skip


def write_glossary(suffix: str, terms: Iterable[Term]) -> bytes:
    """Return a file with terms, its headings in the active language."""
    rows = [headings(), *map(_cells, terms)]
    if suffix == csv_tables.SUFFIX:
        return csv_tables.write(rows)
    return xlsx_tables.write([xlsx_tables.Sheet(gettext("Glossary"), rows, _WIDTHS)])


def headings() -> list[str]:
    """Return the names of the columns in the active language."""
    texts = [site_language_name(code) for code in language_codes()]
    return [_word(_HEADINGS[KIND]), *texts, _word(_HEADINGS[FORBIDDEN]), _word(_HEADINGS[NOTE])]


def kind_of(word: str) -> str | None:
    """Return the kind that a word of a file names, in whatever language; None for no kind."""
    if not word:
        return Term.Kind.TERM
    return _kind_words().get(_fold(word))


def spellings(cell: str) -> list[str]:
    """Return the spellings of a cell: one a line, or parted by semicolons on its only line."""
    lines = cell.split("\n") if "\n" in cell else _split(cell)
    return list(dict.fromkeys(line.strip() for line in lines if line.strip()))


def _rows(suffix: str, data: bytes) -> list[tuple[int, list[str]]]:
    if suffix == csv_tables.SUFFIX:
        return csv_tables.read(data)
    if suffix == xlsx_tables.SUFFIX:
        sheets = xlsx_tables.read(data)
        rows = sheets[0].rows if sheets else []
        return [(number, list(row)) for number, row in enumerate(rows, 1) if any(row)]
    raise TableError(gettext("A glossary is a .xlsx or .csv file; save it as one of these."))


def _columns(heads: Sequence[str]) -> dict[str, int]:
    """Return the places of the columns that the first row names; others are left alone."""
    columns_by_heading = _by_word(_HEADINGS) | {
        _fold(word): column("text", code) for code in language_codes() for word in _names_of(code)
    }
    places: dict[str, int] = {}
    for place, head in enumerate(heads):
        key = columns_by_heading.get(_fold(head))
        if key in places:
            raise TableError(
                gettext("Two columns are called “%(name)s”; delete one, or call it otherwise.")
                % {"name": head.strip()}
            )
        if key:
            places[key] = place
    if not any(column("text", code) in places for code in language_codes()):
        raise TableError(
            gettext("The first row names no language: call the columns of the terms %(names)s.")
            % {"names": ", ".join(site_language_name(code) for code in language_codes())}
        )
    return places


def _names_of(code: str) -> list[str]:
    """Return what heads a language's column: its code, or its name in any of the languages."""
    names = [code, html_lang(code), own_name(code), *_LANGUAGES.get(code, ())]
    for language in language_codes():
        with override(language):
            names.append(site_language_name(code))
    return names


def _by_word(words: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    return {_fold(word): key for key, spellings in words.items() for word in (key, *spellings)}


@cache
def _kind_words() -> dict[str, str]:
    kinds = _by_word(_KINDS)
    for code in language_codes():
        with override(code):
            kinds |= {_fold(str(kind.label)): kind for kind in Term.Kind}
    return kinds


def _fold(word: str) -> str:
    return " ".join(word.split()).casefold()


def _word(words: tuple[str, ...]) -> str:
    return words[0] if is_chinese(get_language()) else words[1]


def _cells(term: Term) -> list[str]:
    texts = [getattr(term, column("text", code)) or "" for code in language_codes()]
    kind = _word(_KINDS[Term.Kind(term.kind)])
    return [kind, *texts, _joined(term.forbidden), term.note]


def _joined(forbidden: Sequence[str]) -> str:
    cell = "\n".join(forbidden)
    # With a line end of its own it is not taken for two.
    return f"{cell}\n" if len(forbidden) == 1 and any(mark in cell for mark in _PARTED) else cell


def _split(cell: str) -> list[str]:
    return re.split(f"[{_PARTED}]", cell)

"""XLSX: a table with one row a text, then the cover note, then the glossary."""

from collections.abc import Callable, Iterator, Sequence
from typing import Final

from django.utils.translation import gettext

from forum.core.content import language_codes
from forum.core.languages import language_of_segment
from forum.core.translated import html_lang
from forum.core.translations.units import Unit
from forum.localization import xlsx_tables
from forum.localization.exchange import cells
from forum.localization.exchange.cover_note import XLSX, cover_note
from forum.localization.exchange.errors import ExchangeError
from forum.localization.exchange.outgoing_units import OutgoingUnit, TranslationExport
from forum.localization.exchange.returned_file import (
    ReturnedFile,
    ReturnedUnit,
    format_timestamp,
    parse_timestamp,
)
from forum.localization.exchange.terminology import terms_table
from forum.localization.exchange.unit_context import say_in_each_language
from forum.localization.exchange.unit_notes import context_lines, describe_unit
from forum.localization.xlsx_tables import Locked, Sheet, WorkbookError

SUFFIX: Final = xlsx_tables.SUFFIX
MAX_FILE: Final = xlsx_tables.MAX_FILE
CONTENT_TYPE: Final = xlsx_tables.CONTENT_TYPE
KEY, CONTEXT, NOTE, LENGTH = "key", "context", "note", "max length"
# Rows of the cover note that programs read.
TARGET: Final = "target-language"
MADE: Final = "made"
_KEY_WIDTH, _CONTEXT_WIDTH, _TEXT_WIDTH, _NOTE_WIDTH, _LENGTH_WIDTH = 24, 36, 56, 36, 11
# What tools and people call the columns, besides the tags of the languages.
_CALLED: Final = {"中文": "zh-hans", "简体中文": "zh-hans", "简体": "zh-hans", "cn": "zh-hans",
                  "英文": "en", "英语": "en", "english": "en", "chinese": "zh-hans"}  # fmt: skip


def write(export: TranslationExport) -> bytes:
    """Return the workbook; raise ExchangeError at a text that no cell holds."""
    if len(export.items) >= xlsx_tables.MAX_ROWS:
        raise ExchangeError(
            gettext("There are more than %(most)d texts; choose fewer records or another format.")
            % {"most": xlsx_tables.MAX_ROWS - 1}
        )
    codes = language_codes()
    head = list(map(Locked, [KEY, CONTEXT, *map(html_lang, codes), NOTE, LENGTH]))
    widths = [_KEY_WIDTH, _CONTEXT_WIDTH, *(_TEXT_WIDTH for _code in codes), _NOTE_WIDTH,
              _LENGTH_WIDTH]  # fmt: skip
    term_widths = [40] * len(codes) + [18, 40]
    sheets = [
        _sheet(lambda: gettext("Translation"), [head, *map(_row, export.items)], widths),
        _sheet(lambda: gettext("Cover note"), list(_cover(export)), [70]),
        _sheet(lambda: gettext("Glossary"), _locked(terms_table(export.terms)), term_widths),
    ]
    try:
        return xlsx_tables.write(sheets)
    except WorkbookError as error:
        raise ExchangeError(str(error)) from error


def _sheet(title: Callable[[], str], rows: Sequence[Sequence[str]], widths: list[int]) -> Sheet:
    """Return a sheet that is called by its title in each of the site's languages."""
    titles = dict.fromkeys(say_in_each_language(title).values())
    return Sheet(" ".join(titles), rows, widths)


def _row(item: OutgoingUnit) -> list[str]:
    unit = item.unit
    return [
        Locked(unit.key),
        Locked("\n".join(context_lines(item.place))),
        *(_text(unit, code) for code in language_codes()),
        Locked("\n".join(describe_unit(unit))),
        Locked(unit.max_length or ""),
    ]


def _text(unit: Unit, code: str) -> str:
    if code == unit.source_language:
        return Locked(_cell(unit.source, unit))
    text = _cell(unit.text, unit) if code == unit.language else ""
    return text if code == unit.language and not unit.locked else Locked(text)


def _cell(text: str, unit: Unit) -> str:
    return cells.to_cell(text) if unit.rich else cells.with_line_feeds(text)


def _cover(export: TranslationExport) -> Iterator[list[str]]:
    for words in cover_note(export, XLSX):
        yield [Locked(words[code]) for code in language_codes()]
    yield []
    yield [Locked(TARGET), Locked(export.language)]
    yield [Locked(MADE), Locked(format_timestamp(export.exported_at))]


def _locked(rows: list[list[str]]) -> list[list[str]]:
    return [list(map(Locked, row)) for row in rows]


def read(name: str, data: bytes, language: str = "") -> ReturnedFile:
    """Return the units of a workbook; raise ExchangeError.

    language: into which was translated, for a workbook that lost its cover note.
    """
    try:
        sheets = xlsx_tables.read(data)
    except WorkbookError as error:
        raise ExchangeError(str(error)) from error
    facts = _cover_values(sheets)
    table = next((sheet for sheet in sheets if sheet.rows and KEY in _column_heads(sheet)), None)
    if table is None:
        raise ExchangeError(
            gettext("No sheet of the workbook has a column “key”; send it back as it was sent.")
        )
    language = facts.get(TARGET, "") or language
    if language not in language_codes():
        raise ExchangeError(
            gettext("The workbook does not say which language it is translated into; name it.")
        )
    units = list(_read_units(table, language))
    return ReturnedFile(name, units, parse_timestamp(facts.get(MADE, "")), has_cells=True)


def _cover_values(sheets: Sequence[Sheet]) -> dict[str, str]:
    rows = (row for sheet in sheets for row in sheet.rows if len(row) == 2)
    return {row[0]: row[1] for row in rows if row[0] in (TARGET, MADE)}


def _column_heads(sheet: Sheet) -> list[str]:
    return [head.strip().casefold() for head in sheet.rows[0]]


def _read_units(table: Sheet, language: str) -> Iterator[ReturnedUnit]:
    heads = _column_heads(table)
    columns = {code: place for place, head in enumerate(heads) if (code := _language(head))}
    if language not in columns:
        raise ExchangeError(
            gettext("The sheet “%(sheet)s” has no column “%(column)s”.")
            % {"sheet": table.title, "column": html_lang(language)}
        )
    other_columns = [place for code, place in columns.items() if code != language]
    for number, row in enumerate(table.rows[1:], 2):
        texts = dict(enumerate(row))
        key = texts.get(heads.index(KEY), "").strip()
        if key or texts.get(columns[language]):
            yield ReturnedUnit(
                key=key,
                language=language,
                source=next((text for column in other_columns if (text := texts.get(column))), ""),
                target=texts.get(columns[language], ""),
                place=gettext("row %(row)d") % {"row": number},
            )


def _language(head: str) -> str | None:
    return _CALLED.get(head) or language_of_segment(head)

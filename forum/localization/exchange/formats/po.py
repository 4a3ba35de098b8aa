"""PO: the source as msgid, the key as msgctxt; what is outdated is fuzzy and shows the old source.

Source of the format: GNU gettext's manual, “The Format of PO Files”.
"""

import re
from collections.abc import Iterator
from typing import Final

from django.utils.translation import gettext
from polib import POEntry, POFile, pofile

from forum.core.languages import language_of_segment
from forum.core.translated import html_lang
from forum.core.translations.units import Unit
from forum.localization.exchange import cells
from forum.localization.exchange.cover_note import PO, cover_note, note_as_text
from forum.localization.exchange.errors import ExchangeError
from forum.localization.exchange.formats import MAX_TEXT_FILE
from forum.localization.exchange.outgoing_units import OutgoingUnit, TranslationExport
from forum.localization.exchange.returned_file import (
    ReturnedFile,
    ReturnedUnit,
    format_timestamp,
    parse_timestamp,
)
from forum.localization.exchange.terminology import join_languages
from forum.localization.exchange.unit_context import say_in_each_language
from forum.localization.exchange.unit_notes import context_lines, describe_unit, has_previous_source

SUFFIX: Final = ".po"
MAX_FILE: Final = MAX_TEXT_FILE
CONTENT_TYPE: Final = "text/x-gettext-translation"
_LINE: Final = re.compile(r"line (\d+)")
_MADE: Final = "made: "
_STRING: Final = re.compile(r'(?:msg\w+(?:\[\d+\])?\s+)?"(?:[^"\\]|\\.)*"')


def write(export: TranslationExport) -> bytes:
    """Return the file, UTF-8."""
    # Not wrapped: a comment that is cut would no longer be one string.
    file = POFile(wrapwidth=0)
    file.header = "\n".join(map(str.rstrip, _head(export)))
    date = export.exported_at.strftime("%Y-%m-%d %H:%M%z")
    file.metadata = {
        "Project-Id-Version": "forum-record 1",
        # Left empty, each of these would be an invitation to fill in a form.
        "Report-Msgid-Bugs-To": _in_one_line(export.options.contact) or "-",
        "POT-Creation-Date": date,
        "PO-Revision-Date": date,
        "Last-Translator": "-",
        "Language-Team": "-",
        "Language": html_lang(export.language).replace("-", "_"),
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=utf-8",
        "Content-Transfer-Encoding": "8bit",
    }
    file.extend(map(_entry, export.items))
    return str(file).encode()


def _head(export: TranslationExport) -> Iterator[str]:
    yield from note_as_text(cover_note(export, PO)).splitlines()
    yield ""
    for term in export.terms:
        yield " = ".join(map(_in_one_line, term.texts.values())) + f" ({join_languages(term.kind)})"
    yield ""
    yield f"{_MADE}{format_timestamp(export.exported_at)}"


def _entry(item: OutgoingUnit) -> POEntry:
    unit = item.unit
    return POEntry(
        msgctxt=unit.key,
        msgid=_text(unit.source, unit),
        msgstr=_text(unit.text, unit),
        flags=list(_flags(unit)),
        comment="\n".join(map(_in_one_line, _comments(item))),
        previous_msgid=_previous(unit) if has_previous_source(unit) else None,
    )


def _flags(unit: Unit) -> Iterator[str]:
    """Yield gettext's own flag, and two that Weblate keeps to; other tools pass them over."""
    if has_previous_source(unit):
        yield "fuzzy"
    if unit.locked:
        yield "read-only"
    if unit.max_length:
        yield f"max-length:{unit.max_length}"


def _comments(item: OutgoingUnit) -> Iterator[str]:
    yield from context_lines(item.place)
    yield from describe_unit(item.unit)
    if length := item.unit.max_length:
        words = say_in_each_language(lambda: gettext("Not longer than %(count)d characters."))
        yield join_languages(words) % {"count": length}


def _text(text: str, unit: Unit) -> str:
    return cells.to_cell(text) if unit.rich else cells.with_line_feeds(text)


def _previous(unit: Unit) -> str:
    return "\n".join(_text(unit.previous, unit).splitlines())


def _in_one_line(text: str) -> str:
    return " ".join(text.split())


def read(name: str, data: bytes, language: str = "") -> ReturnedFile:
    """Return the units of a file; raise ExchangeError.

    language: into which was translated, for a file whose head does not say so.
    """
    file = _parse(data)
    language = language_of_segment(file.metadata.get("Language", "")) or language
    if not language:
        raise ExchangeError(
            gettext("The file's head names no language of the site; write “Language: en” there.")
        )
    units = [_unit(entry, language) for entry in file if entry.msgid and not entry.obsolete]
    return ReturnedFile(name, units, parse_timestamp(_made(file)), has_cells=True)


def _made(file: POFile) -> str:
    lines = file.header.split("\n")
    return next((line.removeprefix(_MADE) for line in lines if line.startswith(_MADE)), "")


def _unit(entry: POEntry, language: str) -> ReturnedUnit:
    return ReturnedUnit(
        key=entry.msgctxt or "",
        language=language,
        source=entry.msgid,
        target=entry.msgstr,
        place=gettext("line %(line)d") % {"line": entry.linenum},
        is_confirmed=bool(entry.msgstr) and not entry.fuzzy,
    )


class _FileText(str):
    """A file whose lines end at line feeds alone: texts hold more that would end one."""

    __slots__ = ()

    def splitlines(self, keepends: bool = False) -> list[str]:
        return self.split("\n")


def _parse(data: bytes) -> POFile:
    try:
        # With a line end at its end it cannot be taken for the name of a file.
        text = _FileText(f"{data.decode('utf-8-sig')}\n")
    except UnicodeDecodeError as error:
        raise ExchangeError(
            gettext("The file is not in UTF-8 (byte %(place)d); save it so.")
            % {"place": error.start + 1}
        ) from error
    for number, line in enumerate(text.splitlines(), 1):
        # Of a string that is not closed the parser would lose the end without a word.
        if line.startswith(('"', "msg")) and not _STRING.fullmatch(line.strip()):
            raise _damaged(gettext("line %(line)d") % {"line": number})
    try:
        file = pofile(text, encoding="utf-8")
    except OSError as error:
        # The parser's own words are in one language.
        place = _LINE.search(str(error))
        reason = gettext("line %(line)d") % {"line": int(place[1])} if place else str(error)
        raise _damaged(reason) from error
    if any(entry.msgid_plural or entry.msgstr_plural for entry in file):
        raise ExchangeError(gettext("The file holds plural forms, as no file of ours does."))
    return file


def _damaged(reason: str) -> ExchangeError:
    return ExchangeError(
        gettext("The file is damaged or no PO (%(reason)s); have it sent again.")
        % {"reason": _in_one_line(reason)[:200]}
    )

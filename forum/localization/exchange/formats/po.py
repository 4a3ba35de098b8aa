"""PO: the source as msgid, the key as msgctxt; what is outdated is fuzzy and shows the old source.

Source of the format: GNU gettext's manual, “The Format of PO Files”. Babel reads and writes it: of
the two libraries for it the one that cuts lines at line feeds alone, so that any text comes back.
"""

import io
import re
from collections.abc import Iterator
from datetime import datetime
from typing import Final

from babel import UnknownLocaleError
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import PoFileError, read_po, write_po
from django.utils.translation import gettext

from forum.core.languages import language_of_segment
from forum.core.translated import html_lang
from forum.core.translations.units import Unit
from forum.localization.exchange import cells
from forum.localization.exchange.cover_note import PO, as_text, cover_note
from forum.localization.exchange.errors import ExchangeError
from forum.localization.exchange.formats import MAX_TEXT_FILE
from forum.localization.exchange.outgoing_units import OutgoingUnit, TranslationExport
from forum.localization.exchange.returned_file import (
    ReturnedFile,
    ReturnedUnit,
    format_timestamp,
    parse_timestamp,
)
from forum.localization.exchange.terminology import both
from forum.localization.exchange.unit_context import in_each_language
from forum.localization.exchange.unit_notes import context_lines, note_of, says_what_it_was

SUFFIX: Final = ".po"
MAX_FILE: Final = MAX_TEXT_FILE
CONTENT_TYPE: Final = "text/x-gettext-translation"
# Wider than any text: a comment that is wrapped would no longer be one string.
_WIDTH: Final = 10**9
_MADE: Final = "made: "
_DATE: Final = re.compile(r'\s*"(?:POT-Creation|PO-Revision)-Date:', re.IGNORECASE)
# Whatever a wrong head makes the parser stumble over.
_BROKEN: Final = (PoFileError, ValueError, LookupError, TypeError, AttributeError,
                  AssertionError, UnknownLocaleError)  # fmt: skip


def write(export: TranslationExport) -> bytes:
    """Return the file, UTF-8."""
    catalog = Catalog(
        locale=html_lang(export.language).replace("-", "_"),
        project="forum-record",
        version="1",
        header_comment="\n".join(f"# {line}".rstrip() for line in _head(export)),
        creation_date=export.exported_at,
        revision_date=export.exported_at,
        # Left empty, each would be an invitation to fill in a form.
        msgid_bugs_address=" ".join(export.options.contact.split()) or "-",
        last_translator="-",
        language_team="-",
        fuzzy=False,
    )
    for item in export.items:
        _add(catalog, item)
    buffer = io.BytesIO()
    write_po(buffer, catalog, width=_WIDTH, include_previous=True)
    return b"\n".join(map(_parted, buffer.getvalue().split(b"\n")))


def _parted(line: bytes) -> bytes:
    """Give each line of an old source its own, as other readers expect; Babel writes one."""
    if not line.startswith(b'#| msgid "" '):
        return line
    return line.replace(b'msgid "" ', b'msgid ""\n#| ', 1).replace(b'\\n" "', b'\\n"\n#| "')


def _head(export: TranslationExport) -> Iterator[str]:
    yield from as_text(cover_note(export, PO)).splitlines()
    yield ""
    for term in export.terms:
        yield " = ".join(_line(text) for text in term.texts.values()) + f" ({both(term.kind)})"
    yield ""
    yield f"{_MADE}{format_timestamp(export.exported_at)}"


def _add(catalog: Catalog, item: OutgoingUnit) -> None:
    unit = item.unit
    changed = says_what_it_was(unit)
    message = catalog.add(
        _text(unit.source, unit),
        _text(unit.text, unit),
        context=unit.key,
        flags=_flags(unit),
        auto_comments=[*map(_line, _comments(item))],
        previous_id=_previous(unit) if changed else "",
    )
    # A percent sign in prose is no place for a value.
    message.flags.discard("python-format")


def _flags(unit: Unit) -> Iterator[str]:
    """Yield gettext's own flag, and two that Weblate keeps to; other tools pass them over."""
    if says_what_it_was(unit):
        yield "fuzzy"
    if unit.locked:
        yield "read-only"
    if unit.max_length:
        yield f"max-length:{unit.max_length}"


def _comments(item: OutgoingUnit) -> Iterator[str]:
    yield from context_lines(item.place)
    yield from note_of(item.unit)
    if length := item.unit.max_length:
        said = in_each_language(lambda: gettext("Not longer than %(count)d characters."))
        yield both(said) % {"count": length}


def _text(text: str, unit: Unit) -> str:
    return cells.to_cell(text) if unit.rich else cells.with_line_feeds(text)


def _previous(unit: Unit) -> str:
    return "\n".join(_text(unit.previous, unit).splitlines())


def _line(text: str) -> str:
    return " ".join(text.split())


def read(name: str, data: bytes, language: str = "") -> ReturnedFile:
    """Return the units of a file; raise HandOffError.

    language: into which was translated, for a file whose head does not say so.
    """
    catalog = _catalog(data)
    language = language_of_segment(catalog.locale_identifier or "") or language
    if not language:
        raise ExchangeError(
            gettext("The file's head names no language of the site; write “Language: en” there.")
        )
    units = [
        ReturnedUnit(
            key=str(one.context or ""),
            language=language,
            source=str(one.id),
            target=str(one.string),
            place=gettext("line %(line)d") % {"line": one.lineno or 0},
            is_confirmed=bool(one.string) and not one.fuzzy,
        )
        for one in _messages(catalog)
    ]
    return ReturnedFile(name, units, _made(catalog), has_cells=True)


def _messages(catalog: Catalog) -> Iterator[Message]:
    return (one for one in catalog if one.id)


def _made(catalog: Catalog) -> datetime | None:
    lines = (line.lstrip("# ") for line in catalog.header_comment.split("\n"))
    told = next((line.removeprefix(_MADE) for line in lines if line.startswith(_MADE)), "")
    return parse_timestamp(told)


def _catalog(data: bytes) -> Catalog:
    try:
        lines = data.decode("utf-8-sig").split("\n")
    except UnicodeDecodeError as error:
        raise ExchangeError(
            gettext("The file is not in UTF-8 (byte %(place)d); save it so.")
            % {"place": error.start + 1}
        ) from error
    if any(line.lstrip().startswith("msgid_plural") for line in lines):
        # Their number is the file's to say, and none of ours has any.
        raise ExchangeError(gettext("The file holds plural forms, as no file of ours does."))
    try:
        return read_po((f"{line}\n" for line in _without_dates(lines)), abort_invalid=True)
    except _BROKEN as error:
        reason = " ".join(str(error).split())[:200]
        raise ExchangeError(
            gettext("The file is damaged or no PO (%(reason)s); have it sent again.")
            % {"reason": reason}
        ) from error


def _without_dates(lines: list[str]) -> Iterator[str]:
    """Leave the dates of the head out: Babel stumbles over any but gettext's own form of them."""
    in_head = True
    for line in lines:
        in_head = in_head and not line.startswith("msgctxt")
        if not (in_head and _DATE.match(line)):
            yield line

"""Records -> one file for a translator."""

from collections.abc import Iterable
from typing import Any, Final, NamedTuple

from django.utils import timezone
from django.utils.translation import gettext

from forum.core.archives import MB
from forum.core.content import Record, language_codes
from forum.core.field_labels import site_language_name
from forum.localization.exchange.cover_note import PO, XLIFF, XLSX
from forum.localization.exchange.errors import ExchangeError
from forum.localization.exchange.formats import po, xliff, xlsx
from forum.localization.exchange.outgoing_units import (
    DEFAULT_OPTIONS,
    ExportOptions,
    ExportScope,
    TranslationExport,
)
from forum.localization.exchange.terminology import collect_terms
from forum.localization.exchange.unit_selection import select_units

FORMATS: Final[dict[str, Any]] = {XLIFF: xliff, XLSX: xlsx, PO: po}


class ExportedFile(NamedTuple):
    """A file for a translator. name: with its suffix; export: the texts that are in it."""

    name: str
    content: bytes
    content_type: str
    export: TranslationExport


def _nothing(scope: ExportScope, language: str) -> str:
    if scope != ExportScope.TO_DO:
        return gettext("In these records nothing is translated into %(language)s.") % {
            "language": site_language_name(language)
        }
    return gettext(
        "Nothing is to be translated: in these records no text is missing or outdated. To "
        "hand them out all the same, choose every text."
    )


def gather_units(
    records: Iterable[Record], language: str, options: ExportOptions = DEFAULT_OPTIONS
) -> TranslationExport:
    """Return what would go out, in any format; raise ExchangeError where there is nothing to do.

    records: content records, each with all its parts, or single parts.
    """
    if language not in language_codes():
        raise ExchangeError(gettext("“%(code)s” is no language of the site.") % {"code": language})
    # What is saved while they are read is not in the file.
    exported_at = timezone.now()
    records = list(records)
    items = list(select_units(records, language, options.scope))
    if not items:
        raise ExchangeError(_nothing(options.scope, language))
    return TranslationExport(
        language=language,
        items=items,
        exported_at=exported_at,
        name=_name(records, language),
        terms=collect_terms(items),
        options=options,
    )


def export_records(
    records: Iterable[Record], language: str, form: str, options: ExportOptions = DEFAULT_OPTIONS
) -> ExportedFile:
    """Return the file; form: xliff, xlsx or po. Raises ExchangeError as ``gather_units`` does."""
    return render_file(gather_units(records, language, options), form)


def render_file(export: TranslationExport, form: str) -> ExportedFile:
    """Return what was gathered as a file; raise ExchangeError where it could not come back."""
    writer = FORMATS[form]
    content = writer.write(export)
    if len(content) > writer.MAX_FILE:
        raise ExchangeError(
            gettext("The file would have more than %(most)d MB; choose fewer records.")
            % {"most": writer.MAX_FILE // MB}
        )
    return ExportedFile(f"{export.name}{writer.SUFFIX}", content, writer.CONTENT_TYPE, export)


def _name(records: list[Record], language: str) -> str:
    slugs = {getattr(record, "slug", "") for record in records}
    subject = slugs.pop() if len(slugs) == 1 else ""
    day = timezone.localdate().strftime("%Y%m%d")
    return "-".join(part for part in (subject or "translation", language, day) if part)

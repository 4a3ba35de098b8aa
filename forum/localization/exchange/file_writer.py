"""Records -> one file for a translator."""

from collections.abc import Iterable
from typing import Any, Final, NamedTuple

from django.utils import timezone
from django.utils.translation import gettext

from forum.core.archives import MB
from forum.core.content import Record, language_codes
from forum.core.field_labels import name_of
from forum.localization.exchange.cover_note import PO, XLIFF, XLSX
from forum.localization.exchange.errors import HandOffError
from forum.localization.exchange.formats import po, xliff, xlsx
from forum.localization.exchange.outgoing_units import PLAIN, HandOff, Options, Scope
from forum.localization.exchange.terminology import terms_of
from forum.localization.exchange.unit_selection import items_of

FORMATS: Final[dict[str, Any]] = {XLIFF: xliff, XLSX: xlsx, PO: po}


class Sent(NamedTuple):
    """A file that goes out. name: with its suffix; texts: how many; hand_off: what is in it."""

    name: str
    content: bytes
    content_type: str
    hand_off: HandOff


def _nothing(scope: Scope, language: str) -> str:
    if scope != Scope.TO_DO:
        return gettext("In these records nothing is translated into %(language)s.") % {
            "language": name_of(language)
        }
    return gettext("Nothing is to be translated: in these records no text is missing or outdated.")


def gather(records: Iterable[Record], language: str, options: Options = PLAIN) -> HandOff:
    """Return what would go out, in any format; raise HandOffError where there is nothing to do.

    records: content records, each with all its parts, or single parts.
    """
    if language not in language_codes():
        raise HandOffError(gettext("“%(code)s” is no language of the site.") % {"code": language})
    records = list(records)
    items = list(items_of(records, language, options.scope))
    if not items:
        raise HandOffError(_nothing(options.scope, language))
    return HandOff(
        language=language,
        items=items,
        made=timezone.now(),
        name=_name(records, language),
        terms=terms_of(items),
        options=options,
    )


def export(records: Iterable[Record], language: str, form: str, options: Options = PLAIN) -> Sent:
    """Return the file; form: xliff, xlsx or po. Raises HandOffError as ``gather`` does."""
    return sent(gather(records, language, options), form)


def sent(hand_off: HandOff, form: str) -> Sent:
    """Return what was gathered as a file; raise HandOffError where it could not come back."""
    writer = FORMATS[form]
    content = writer.write(hand_off)
    if len(content) > writer.MAX_FILE:
        raise HandOffError(
            gettext("The file would have more than %(most)d MB; choose fewer records.")
            % {"most": writer.MAX_FILE // MB}
        )
    return Sent(f"{hand_off.name}{writer.SUFFIX}", content, writer.CONTENT_TYPE, hand_off)


def _name(records: list[Record], language: str) -> str:
    slugs = {getattr(one, "slug", "") for one in records}
    subject = slugs.pop() if len(slugs) == 1 else ""
    day = timezone.localdate().strftime("%Y%m%d")
    return "-".join(part for part in (subject or "translation", language, day) if part)

"""What is found about a text of a file: its place, what is wrong with it and what follows."""

from typing import Final

from django.db import models
from django.utils.timezone import localtime
from django.utils.translation import gettext, gettext_noop, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from forum.core.dates import clock, day
from forum.core.lazy_sentences import filled
from forum.localization.exchange.returned_file import ReturnedUnit, parse_timestamp
from forum.reader.event_record import Finding, Level


class TranslationFindingKind(models.TextChoices):
    """What a finding about a translation is about."""

    UNKNOWN = "unknown", _("Unknown text")
    TWICE = "twice", _("Twice in the file")
    NOT_ALLOWED = "not_allowed", _("Not yours to write")
    LOCKED = "locked", _("Locked")
    TOO_LONG = "too_long", _("Too long")
    CODES = "codes", _("Inline codes")
    PARAGRAPHS = "paragraphs", _("Paragraphs")
    CHARACTERS = "characters", _("Characters")
    WRONG_ROW = "wrong_row", _("Another text's source")
    SOURCE_CHANGED = "source_changed", _("Source changed")
    CONFLICT = "conflict", pgettext_lazy("translation", "Conflict")


Kind = TranslationFindingKind

# The first ones refuse a text; the next ones leave it out unless somebody decides otherwise.
_ERRORS: Final = frozenset({Kind.UNKNOWN, Kind.TWICE, Kind.NOT_ALLOWED, Kind.LOCKED, Kind.TOO_LONG})
_WARNINGS: Final = frozenset({Kind.CODES, Kind.WRONG_ROW, Kind.CONFLICT})
# Kind of finding, and its case -> what it says.
_SENTENCES: Final[dict[str, str]] = {
    "unknown": gettext_noop("%(where)s: no such text is translated here; it is left out."),
    "twice": gettext_noop(
        "%(where)s: the file has another translation of it before; this one is left out."
    ),
    "not_allowed": gettext_noop(
        "%(where)s: your role does not let you write this text; it is left out."
    ),
    "locked": gettext_noop("%(where)s: the text is cleared as it stands; the change is left out."),
    "too_long": gettext_noop(
        "%(where)s: the translation has %(length)d characters, and %(most)d fit; shorten it and "
        "import the file again."
    ),
    "codes.lost": gettext_noop(
        "%(where)s: the translation lacks %(codes)s; it is taken only if you say so."
    ),
    "codes.added": gettext_noop(
        "%(where)s: the translation has %(codes)s, which the source has not; it is taken only if "
        "you say so."
    ),
    "codes.misplaced": gettext_noop(
        "%(where)s: in the translation stands where it cannot: %(codes)s; it is taken only if you "
        "say so."
    ),
    "paragraphs.counted": gettext_noop(
        "%(where)s: paragraphs in the source: %(source)d, in the translation: %(translation)d."
    ),
    "paragraphs.lost": gettext_noop(
        "%(where)s: the translation lacks the codes of its paragraphs; each of its lines became "
        "one."
    ),
    "characters": gettext_noop(
        "%(where)s: control characters were taken out of it: %(characters)s."
    ),
    "wrong_row": gettext_noop(
        "%(where)s: beside it stands the source of another text of the file, so that rows may have "
        "slipped; it is taken only if you say so."
    ),
    "source_changed": gettext_noop(
        "%(where)s: the source has changed since it was handed out; the translation comes in as "
        "outdated."
    ),
    "conflict": gettext_noop(
        "%(where)s: the translation was changed here after it was handed out (%(when)s); what "
        "stands here stays unless you say otherwise."
    ),
}


def translation_finding(
    unit: ReturnedUnit, kind: Kind, case: str = "", **params: object
) -> Finding:
    """Return what is found about a text of a file. params: of its sentence, beside the place."""
    key = unit.key[:80] or "–"
    where = f"{unit.place}, {key}" if unit.place else key
    return Finding(_level(kind), kind, key, (), case, {"where": where, **params})


def _level(kind: Kind) -> Level:
    if kind in _ERRORS:
        return Level.ERROR
    return Level.WARNING if kind in _WARNINGS else Level.NOTE


def translation_finding_message(finding: Finding) -> str:
    """Return the sentence of a finding, in the active language."""
    name = f"{finding.kind}.{finding.case}" if finding.case else finding.kind
    params = dict(finding.params)
    if finding.kind == Kind.CONFLICT:
        params["when"] = _moment_in_words(str(params["when"]))
    if name == "codes.misplaced":
        params["codes"] = ", ".join(map(_tag_in_words, str(params["codes"]).split()))
    return filled(_SENTENCES[name], params)


def _tag_in_words(name: str) -> str:
    return gettext("text outside of a paragraph") if name == "#text" else f"<{name}>"


def _moment_in_words(written_at: str) -> str:
    moment = parse_timestamp(written_at)
    if moment is None:
        return gettext("nobody knows when")
    local = localtime(moment)
    return f"{day(local.date())} {clock(local.time())}"

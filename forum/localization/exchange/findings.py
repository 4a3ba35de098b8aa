"""What is said of a text of a file: one sentence with its place, what is wrong and what follows."""

from collections.abc import Iterable
from typing import Any

from django.utils.timezone import localtime
from django.utils.translation import gettext

from forum.core.dates import clock, day
from forum.localization.exchange.checks import shown_codes
from forum.localization.exchange.formats.timestamps import moment
from forum.localization.exchange.plan import Finding, Kind
from forum.localization.exchange.returned_file import HandedUnit


def unknown(handed: HandedUnit) -> Finding:
    return About(handed).say(
        Kind.UNKNOWN, gettext("%(where)s: no such text is translated here; it is left out.")
    )


def twice(handed: HandedUnit) -> Finding:
    return About(handed).say(
        Kind.TWICE,
        gettext("%(where)s: the file has another translation of it before; this one is left out."),
    )


class About:
    """Speaks of one text, in the active language."""

    def __init__(self, handed: HandedUnit) -> None:
        key = handed.key[:80] or "–"
        self._where = f"{handed.place}, {key}" if handed.place else key

    def say(self, kind: Kind, sentence: str, **values: Any) -> Finding:
        """Return a finding. sentence: with the place as %(where)s."""
        return Finding(kind, sentence % {"where": self._where, **values})

    def not_allowed(self) -> Finding:
        return self.say(
            Kind.NOT_ALLOWED,
            gettext("%(where)s: your role does not let you write this text; it is left out."),
        )

    def locked(self) -> Finding:
        return self.say(
            Kind.LOCKED,
            gettext("%(where)s: the text is cleared as it stands; the change is left out."),
        )

    def too_long(self, length: int, most: int) -> Finding:
        return self.say(
            Kind.TOO_LONG,
            gettext(
                "%(where)s: the translation has %(length)d characters, and %(most)d fit; shorten "
                "it and import the file again."
            ),
            length=length,
            most=most,
        )

    def characters(self, strange: Iterable[str]) -> Finding:
        return self.say(
            Kind.CHARACTERS,
            gettext("%(where)s: control characters were taken out of it: %(characters)s."),
            characters=", ".join(sorted(f"U+{ord(char):04X}" for char in strange)),
        )

    def lost(self, codes: list[str]) -> Finding:
        return self.say(
            Kind.CODES,
            gettext("%(where)s: the translation lacks %(codes)s; it is taken only if you say so."),
            codes=" ".join(shown_codes(codes)),
        )

    def added(self, codes: list[str]) -> Finding:
        return self.say(
            Kind.CODES,
            gettext(
                "%(where)s: the translation has %(codes)s, which the source has not; it is taken "
                "only if you say so."
            ),
            codes=" ".join(shown_codes(codes)),
        )

    def misplaced(self, names: list[str]) -> Finding:
        return self.say(
            Kind.CODES,
            gettext(
                "%(where)s: in the translation stands where it cannot: %(codes)s; it is taken only "
                "if you say so."
            ),
            codes=", ".join(_named(name) for name in names),
        )

    def paragraphs(self, source: int, translation: int) -> Finding:
        return self.say(
            Kind.PARAGRAPHS,
            gettext("%(where)s: paragraphs in the source: %(one)d, in the translation: %(other)d."),
            one=source,
            other=translation,
        )

    def no_paragraphs(self) -> Finding:
        return self.say(
            Kind.PARAGRAPHS,
            gettext(
                "%(where)s: the translation lacks the codes of its paragraphs; each of its lines "
                "became one."
            ),
        )

    def source_changed(self) -> Finding:
        return self.say(
            Kind.SOURCE_CHANGED,
            gettext(
                "%(where)s: the source has changed since it was handed out; the translation comes "
                "in as outdated."
            ),
        )

    def conflict(self, written: str) -> Finding:
        return self.say(
            Kind.CONFLICT,
            gettext(
                "%(where)s: the translation was changed here after it was handed out "
                "(%(when)s); what stands here stays unless you say otherwise."
            ),
            when=_moment(written),
        )


def _named(name: str) -> str:
    return gettext("text outside of a paragraph") if name == "#text" else f"<{name}>"


def _moment(written: str) -> str:
    when = moment(written)
    if when is None:
        return gettext("nobody knows when")
    here = localtime(when)
    return f"{day(here.date())} {clock(here.time())}"

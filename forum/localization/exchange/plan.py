"""What an import would do, text by text; nothing is written."""

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from forum.core.translations.units import Unit
from forum.localization.exchange.outgoing_units import Words
from forum.localization.exchange.returned_file import HandedFile, HandedUnit


class Outcome(models.TextChoices):
    """What becomes of a text of the file."""

    NEW = "new", _("New translation")
    CHANGED = "changed", _("Changed translation")
    CONFIRMED = "confirmed", _("Still holds")
    CONFLICT = "conflict", pgettext_lazy("translation", "Conflict")
    LEFT_OUT = "left_out", _("Left out")
    EMPTY = "empty", _("Not translated")
    UNCHANGED = "unchanged", _("Unchanged")


class Kind(models.TextChoices):
    """What a warning is about."""

    UNKNOWN = "unknown", _("Unknown text")
    TWICE = "twice", _("Twice in the file")
    NOT_ALLOWED = "not_allowed", _("Not yours to write")
    LOCKED = "locked", _("Locked")
    TOO_LONG = "too_long", _("Too long")
    CODES = "codes", _("Inline codes")
    PARAGRAPHS = "paragraphs", _("Paragraphs")
    CHARACTERS = "characters", _("Characters")
    SOURCE_CHANGED = "source_changed", _("Source changed")
    CONFLICT = "conflict", pgettext_lazy("translation", "Conflict")


# With these a text cannot be taken at all; with the next ones only if somebody says so.
FORBIDS = frozenset({Kind.UNKNOWN, Kind.TWICE, Kind.NOT_ALLOWED, Kind.LOCKED, Kind.TOO_LONG})
ASKS = frozenset({Kind.CODES, Kind.CONFLICT})
DOES = frozenset({Outcome.NEW, Outcome.CHANGED, Outcome.CONFIRMED, Outcome.CONFLICT})


@dataclass(frozen=True, slots=True)
class Finding:
    """A warning about one text. sentence: with place, value and remedy, in the active language."""

    kind: Kind
    sentence: str


@dataclass(frozen=True, slots=True)
class Change:
    """A text of the file beside what is stored.

    handed: as it stands in the file. unit: as it is stored now, None for one that is unknown.
    text: what would be stored. source: the source that was translated, as the file has it.
    place: where it stands, in each language, {} for one that is unknown.
    """

    handed: HandedUnit
    outcome: Outcome
    unit: Unit | None = None
    text: str = ""
    source: str = ""
    place: Words = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()

    @property
    def key(self) -> str:
        """Its name, unique in a plan together with the language."""
        return self.handed.key

    @property
    def kinds(self) -> set[Kind]:
        """What the warnings are about."""
        return {one.kind for one in self.findings}

    @property
    def may_be_taken(self) -> bool:
        """Whether it can be written, if somebody chooses it."""
        return self.outcome in DOES and not self.kinds & FORBIDS

    @property
    def is_taken(self) -> bool:
        """Whether it is written unless somebody says otherwise."""
        return self.may_be_taken and not self.kinds & ASKS

    @property
    def source_changed(self) -> bool:
        """Whether the source is another today; then ``source`` and ``unit.source`` differ."""
        return Kind.SOURCE_CHANGED in self.kinds

    @property
    def seen(self) -> tuple[str, str, str, str]:
        """What somebody decided upon: when it is another by now, she or he has to look again."""
        stored = (self.unit.source, self.unit.text) if self.unit else ("", "")
        return (self.outcome, self.text, *stored)


@dataclass(frozen=True, slots=True)
class Plan:
    """What an import would do. changes: in the order of the file."""

    file: HandedFile
    changes: Sequence[Change]

    @property
    def counts(self) -> Counter[Outcome]:
        """How many texts have which outcome."""
        return Counter(one.outcome for one in self.changes)

    @property
    def taken(self) -> list[Change]:
        """What would be written."""
        return [one for one in self.changes if one.is_taken]

    @property
    def with_findings(self) -> Iterator[Change]:
        """What somebody should look at."""
        return (one for one in self.changes if one.findings)

    @property
    def digest(self) -> str:
        """What a page that showed the plan sends back, to tell that it is still the same."""
        told = "\0".join("\1".join((one.key, *one.seen)) for one in self.changes)
        return hashlib.sha256(told.encode("utf-8", "replace")).hexdigest()

"""The content of an outgoing file: texts to translate, with what a translator must know of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Final, NamedTuple

from forum.core.translations.states import TranslationState
from forum.core.translations.units import Unit
from forum.core.translations.word_counts import Amount

type Words = Mapping[str, str]
"""Language code -> the same in that language."""


class ExportScope(StrEnum):
    """Which texts go out: what is missing or outdated, drafts as well, or every one."""

    TO_DO = "to-do"
    DRAFTS = "drafts"
    ALL = "all"

    def takes(self, unit: Unit) -> bool:
        """Tell whether a text is among them."""
        if self is ExportScope.ALL or unit.is_to_do:
            return True
        return self is ExportScope.DRAFTS and unit.state == TranslationState.DRAFT


@dataclass(frozen=True, slots=True)
class ExportOptions:
    """The options of a hand-off. contact: whom the translator may ask, in any words."""

    scope: ExportScope = ExportScope.TO_DO
    deadline: date | None = None
    contact: str = ""


DEFAULT_OPTIONS: Final = ExportOptions()


@dataclass(frozen=True, slots=True)
class OutgoingUnit:
    """A text as it goes out.

    owner: the content record that it belongs to, “event/12”.
    place: where it stands, the field last: “Green Ports › Keynote speeches › Lin Lan › remarks”.
    """

    unit: Unit
    owner: str
    place: Words

    @property
    def part(self) -> str:
        """The row that holds it: “appearance.34”."""
        return f"{self.unit.model}.{self.unit.pk}"


class ExportedTerm(NamedTuple):
    """A term of the glossary. texts: language -> text; kind: in each language."""

    texts: Words
    kind: Words
    note: str
    forbidden: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TranslationExport:
    """The content of one file. language: into which is translated; name: without suffix."""

    language: str
    items: Sequence[OutgoingUnit]
    exported_at: datetime
    name: str = "translation"
    terms: Sequence[ExportedTerm] = ()
    options: ExportOptions = field(default_factory=ExportOptions)

    @property
    def amount(self) -> Amount:
        """How long the texts to be translated are; those that are locked are not counted."""
        return sum((item.unit.amount for item in self.items if not item.unit.locked), Amount())

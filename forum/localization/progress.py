"""How far the translations are, in numbers that one query brings, however much there is.

    site()                        the whole site, a figure a language
    of_event(event)               an event with its parts
    by_kind(of=tallies)           each model for itself
    by_owner(of=tallies)          each content record for itself
    by_event(of=tallies)          each event with its parts

``of`` are the tallies that count: ``TranslationTally.objects.of_event(event)``,
``.of_kinds(Person)``, ``within(user, TranslationTally.objects.all())``.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from typing import Any, Self

from django.contrib.contenttypes.models import ContentType
from django.db.models import Sum
from django.utils.formats import number_format
from django.utils.translation import gettext, ngettext

from forum.core.content import Record, language_codes
from forum.core.field_labels import own_name
from forum.core.translations.word_counts import Amount
from forum.localization.tallies import worded_models
from forum.models import TranslationTally
from forum.models.translations import TallyQuerySet
from sessions_app.models import Event

SEPARATOR = " · "

type Owner = tuple[int, int]
"""Key of the content type, key of the row."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the texts into one language are.

    asked: of the authored ones, those whose other original changed since.
    characters, words: how long the sources of what is missing or outdated are.
    """

    language: str
    missing: int = 0
    outdated: int = 0
    draft: int = 0
    reviewed: int = 0
    authored: int = 0
    asked: int = 0
    characters: int = 0
    words: int = 0

    @property
    def count(self) -> int:
        """How many texts there are to be had in the language."""
        return self.missing + self.outdated + self.done

    @property
    def done(self) -> int:
        """How many are there and stand beside the present source."""
        return self.draft + self.reviewed + self.authored

    @property
    def to_do(self) -> int:
        """How many are missing or outdated."""
        return self.missing + self.outdated

    @property
    def percent(self) -> int:
        """How many of a hundred are there; 100 when all of them are, and not before."""
        return _percent(self.done, self.count)

    @property
    def percent_reviewed(self) -> int:
        """How many of a hundred somebody has read, or written as an original."""
        return _percent(self.reviewed + self.authored, self.count)

    @property
    def amount(self) -> Amount:
        """How much there is to translate."""
        return Amount(self.characters, self.words)

    @property
    def name(self) -> str:
        """The language in itself: English."""
        return own_name(self.language)

    def __add__(self, other: Self) -> "Progress":
        summed = {name: getattr(self, name) + getattr(other, name) for name in COUNTS}
        return Progress(self.language, **summed)

    def __str__(self) -> str:
        """Say it in a line: English 62 % · 3 missing · 1,240 Chinese characters to do."""
        return SEPARATOR.join([self.head, *self.parts()])

    @property
    def head(self) -> str:
        """The language and the percentage: English 62 %."""
        said = {"language": self.name, "percent": self.percent}
        return gettext("%(language)s %(percent)d %%") % said

    def parts(self) -> Iterator[str]:
        """Yield what there is to do, each in words; nothing where nothing is."""
        if self.missing:
            words = ngettext("%(count)s missing", "%(count)s missing", self.missing)
            yield words % {"count": figure(self.missing)}
        if self.outdated:
            words = ngettext("%(count)s outdated", "%(count)s outdated", self.outdated)
            yield words % {"count": figure(self.outdated)}
        if any(self.amount):
            yield gettext("%(amount)s to do") % {"amount": amount_in_words(self.amount)}
        if self.asked:
            words = ngettext(
                "%(count)s original to compare", "%(count)s originals to compare", self.asked
            )
            yield words % {"count": figure(self.asked)}


COUNTS = tuple(one.name for one in fields(Progress) if one.name != "language")


def site(of: TallyQuerySet | None = None) -> list[Progress]:
    """Return the sum of some tallies, or of all, a figure a language, in the site's order.

    A language that nothing is translated into has none. One query.
    """
    return summed(_rows(_given(of)))


def of_event(event: Event) -> list[Progress]:
    """Return the figures of an event with its parts. One query."""
    return site(TranslationTally.objects.of_event(event))


def by_kind(of: TallyQuerySet | None = None) -> dict[type[Record], list[Progress]]:
    """Return the figures of each model, in the order of the models. One query."""
    found: dict[Any, list[Progress]] = {}
    for row in _rows(_given(of), "content_type"):
        model: Any = ContentType.objects.get_for_id(row.pop("content_type")).model_class()
        found.setdefault(model, []).append(_progress(row))
    kinds = {model: in_order(found[model]) for model in worded_models() if model in found}
    return {model: some for model, some in kinds.items() if some}


def by_owner(of: TallyQuerySet | None = None) -> dict[Owner, list[Progress]]:
    """Return the figures of each content record, by (content type, key). One query.

    To page through many, give the tallies ``of_owners`` of a page.
    """
    found: dict[Owner, list[Progress]] = {}
    for row in _rows(_given(of), "owner_type", "owner_id"):
        owner = row.pop("owner_type"), row.pop("owner_id")
        found.setdefault(owner, []).append(_progress(row))
    figures = {owner: in_order(some) for owner, some in found.items()}
    return {owner: some for owner, some in figures.items() if some}


def by_event(of: TallyQuerySet | None = None) -> dict[int, list[Progress]]:
    """Return the figures of each event, by its key. One query."""
    found: dict[int, list[Progress]] = {}
    for row in _rows(_given(of).exclude(event=None), "event"):
        found.setdefault(row.pop("event"), []).append(_progress(row))
    return {event: in_order(some) for event, some in found.items()}


def summed(rows: Iterable[dict[str, Any]]) -> list[Progress]:
    """Return rows of counts as figures, in the site's order."""
    return in_order(_progress(row) for row in rows)


def in_order(some: Iterable[Progress]) -> list[Progress]:
    """Return figures by the site's languages, without those that count nothing."""
    codes = language_codes()
    there = (one for one in some if one.count and one.language in codes)
    return sorted(there, key=lambda one: codes.index(one.language))


def amount_in_words(amount: Amount) -> str:
    """Return an amount as translators are paid by it: 1,240 Chinese characters + 85 words."""
    parts = []
    if amount.characters:
        words = ngettext(
            "%(count)s Chinese character", "%(count)s Chinese characters", amount.characters
        )
        parts.append(words % {"count": figure(amount.characters)})
    if amount.words:
        words = ngettext("%(count)s word", "%(count)s words", amount.words)
        parts.append(words % {"count": figure(amount.words)})
    return " + ".join(parts)


def figure(number: int) -> str:
    """Return a number with its thousands apart, as the active language writes it."""
    return number_format(number, force_grouping=True)


def _given(of: TallyQuerySet | None) -> TallyQuerySet:
    return TranslationTally.objects.all() if of is None else of


def _rows(tallies: TallyQuerySet, *by: str) -> Iterator[dict[str, Any]]:
    sums: Any = {f"sum_{name}": Sum(name) for name in COUNTS}
    yield from tallies.order_by().values(*by, "language").annotate(**sums)


def _progress(row: dict[str, Any]) -> Progress:
    return Progress(row["language"], **{name: row[f"sum_{name}"] or 0 for name in COUNTS})


def _percent(part: int, whole: int) -> int:
    return 100 * part // whole if whole else 100

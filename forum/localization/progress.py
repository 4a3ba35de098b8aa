"""The progress of translations, summed up by one query.

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
from forum.core.field_labels import site_language_name
from forum.core.translations.word_counts import Amount
from forum.localization.tallies import worded_models
from forum.models import TranslationTally
from forum.models.translations import TallyQuerySet
from sessions_app.models import Event

SEPARATOR = " · "

type Owner = tuple[int, int]
"""Key of the content type, key of the row."""


@dataclass(frozen=True, slots=True)
class TranslationProgress:
    """How far the texts into one language are.

    unconfirmed: of the authored ones, those whose other original changed since.
    characters, words: how long the sources of what is missing or outdated are.
    """

    language: str
    missing: int = 0
    outdated: int = 0
    draft: int = 0
    reviewed: int = 0
    authored: int = 0
    unconfirmed: int = 0
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
        """The language, in the active one: English."""
        return site_language_name(self.language)

    def __add__(self, addend: Self) -> "TranslationProgress":
        counts = {name: getattr(self, name) + getattr(addend, name) for name in COUNTS}
        return TranslationProgress(self.language, **counts)

    def __str__(self) -> str:
        """Say it in a line: English 62 % · 3 missing · 1,240 Chinese characters to do."""
        return SEPARATOR.join([self.head, *self.parts()])

    @property
    def head(self) -> str:
        """The language and the percentage: English 62 %."""
        words = {"language": self.name, "percent": self.percent}
        return gettext("%(language)s %(percent)d %%") % words

    def parts(self) -> Iterator[str]:
        """Yield what there is to do, each in words; nothing where nothing is."""
        if self.missing:
            words = ngettext("%(count)s missing", "%(count)s missing", self.missing)
            yield words % {"count": format_number(self.missing)}
        if self.outdated:
            words = ngettext("%(count)s outdated", "%(count)s outdated", self.outdated)
            yield words % {"count": format_number(self.outdated)}
        if any(self.amount):
            yield gettext("%(amount)s to do") % {"amount": amount_in_words(self.amount)}
        if self.unconfirmed:
            words = ngettext(
                "%(count)s original to compare", "%(count)s originals to compare", self.unconfirmed
            )
            yield words % {"count": format_number(self.unconfirmed)}


COUNTS = tuple(field.name for field in fields(TranslationProgress))[1:]


def site_progress(of: TallyQuerySet | None = None) -> list[TranslationProgress]:
    """Return the sum of some tallies, or of all, a figure a language, in the site's order.

    A language that nothing is translated into has none. One query.
    """
    return sum_rows(_rows(_tallies_or_all(of)))


def event_progress(event: Event) -> list[TranslationProgress]:
    """Return the figures of an event with its parts. One query."""
    return site_progress(TranslationTally.objects.of_event(event))


def progress_by_model(
    of: TallyQuerySet | None = None,
) -> dict[type[Record], list[TranslationProgress]]:
    """Return the figures of each model, in the order of the models. One query."""
    figures_by_kind: dict[Any, list[TranslationProgress]] = {}
    for row in _rows(_tallies_or_all(of), "content_type"):
        model: Any = ContentType.objects.get_for_id(row.pop("content_type")).model_class()
        figures_by_kind.setdefault(model, []).append(_progress(row))
    kinds = {
        model: sort_by_language(figures_by_kind[model])
        for model in worded_models()
        if model in figures_by_kind
    }
    return {model: figures for model, figures in kinds.items() if figures}


def progress_by_owner(of: TallyQuerySet | None = None) -> dict[Owner, list[TranslationProgress]]:
    """Return the figures of each content record, by (content type, key). One query.

    To page through many, give the tallies ``of_owners`` of a page.
    """
    figures_by_owner: dict[Owner, list[TranslationProgress]] = {}
    for row in _rows(_tallies_or_all(of), "owner_type", "owner_id"):
        owner = row.pop("owner_type"), row.pop("owner_id")
        figures_by_owner.setdefault(owner, []).append(_progress(row))
    return {
        owner: figures
        for owner, unsorted in figures_by_owner.items()
        if (figures := sort_by_language(unsorted))
    }


def progress_by_event(of: TallyQuerySet | None = None) -> dict[int, list[TranslationProgress]]:
    """Return the figures of each event, by its key. One query."""
    figures_by_event: dict[int, list[TranslationProgress]] = {}
    for row in _rows(_tallies_or_all(of).exclude(event=None), "event"):
        figures_by_event.setdefault(row.pop("event"), []).append(_progress(row))
    return {event: sort_by_language(figures) for event, figures in figures_by_event.items()}


def sum_rows(rows: Iterable[dict[str, Any]]) -> list[TranslationProgress]:
    """Return rows of counts as figures, in the site's order."""
    return sort_by_language(_progress(row) for row in rows)


def sort_by_language(figures: Iterable[TranslationProgress]) -> list[TranslationProgress]:
    """Return figures by the site's languages, without those that count nothing."""
    codes = language_codes()
    countable = (figure for figure in figures if figure.count and figure.language in codes)
    return sorted(countable, key=lambda figure: codes.index(figure.language))


def amount_in_words(amount: Amount) -> str:
    """Return an amount as translators are paid by it: 1,240 Chinese characters + 85 words."""
    parts = []
    if amount.characters:
        words = ngettext(
            "%(count)s Chinese character", "%(count)s Chinese characters", amount.characters
        )
        parts.append(words % {"count": format_number(amount.characters)})
    if amount.words:
        words = ngettext("%(count)s word", "%(count)s words", amount.words)
        parts.append(words % {"count": format_number(amount.words)})
    return " + ".join(parts)


def format_number(number: int) -> str:
    """Return a number with its thousands apart, as the active language writes it."""
    return number_format(number, force_grouping=True)


def _tallies_or_all(of: TallyQuerySet | None) -> TallyQuerySet:
    return TranslationTally.objects.all() if of is None else of


def _rows(tallies: TallyQuerySet, *by: str) -> Iterator[dict[str, Any]]:
    sums: Any = {f"sum_{name}": Sum(name) for name in COUNTS}
    yield from tallies.order_by().values(*by, "language").annotate(**sums)


def _progress(row: dict[str, Any]) -> TranslationProgress:
    return TranslationProgress(
        row["language"], **{name: row[f"sum_{name}"] or 0 for name in COUNTS}
    )


def _percent(part: int, whole: int) -> int:
    return 100 * part // whole if whole else 100

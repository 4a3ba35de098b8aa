"""Filters of a list: what can be chosen, what is chosen, and how many records each choice has."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from django.db.models import TextChoices
from django.http import HttpRequest
from django.utils.translation import get_language

from forum.core.columns import column, language_codes
from forum.core.han_readings import read_aloud
from forum.core.names import is_han, sort_key
from forum.core.translated import Translated, resolution_order

# Nobody types more into a field of a filter; what is longer is cut before it is shown.
LONGEST = 200


@dataclass(frozen=True, slots=True)
class FacetChoice:
    """A value that a list can be cut down to.

    key: what stands in the address, the same in every language.
    count: how many records it has under the other filters; None where nobody counted.
    """

    key: str
    label: Translated
    count: int | None = None


@dataclass(frozen=True, slots=True)
class Facet:
    """One filter. name: the parameter of the address; value: what it says, "" for all.

    choices: in the order in which they are offered; None for a field to type in.
    words: what the value means, where no choice says it.
    is_partial: there may be more records than were counted.
    """

    name: str
    label: str
    value: str
    choices: list[FacetChoice] | None
    words: Translated | None = None
    is_partial: bool = False

    @property
    def chosen_label(self) -> Translated:
        """The chosen value in words; what is no choice as it was typed."""
        labels = (choice.label for choice in self.choices or () if choice.key == self.value)
        return next(labels, None) or self.words or in_page_language(self.value)

    @property
    def without(self) -> dict[str, None]:
        """What leaves the address when the filter is taken away."""
        return {self.name: None, "page": None}


@dataclass(frozen=True, slots=True)
class Filters:
    """The filters of a list in their order."""

    facets: list[Facet]

    @property
    def chosen(self) -> list[Facet]:
        """The filters that are set."""
        return [facet for facet in self.facets if facet.value]

    @property
    def offered(self) -> list[Facet]:
        """The filters that leave something to choose."""
        return [
            facet for facet in self.facets if facet.value or facet.choices is None or facet.choices
        ]


@dataclass(frozen=True, slots=True)
class Fact:
    """A record, or several that are alike, as the filters see it.

    under: filter -> key -> label, all that it is found under. pk: 0 for several records.
    """

    under: Mapping[str, Mapping[str, Translated]]
    pk: int = 0
    count: int = 1

    def matches(self, chosen: Mapping[str, str]) -> bool:
        """Tell whether the record has every chosen value."""
        return not chosen or all(value in self.under[name] for name, value in chosen.items())


def in_page_language(words: str) -> Translated:
    """Return words of the interface: they stand in the page's language."""
    language = get_language() or ""
    return Translated(words, language, language)


def read_chosen_values(request: HttpRequest, *names: str) -> dict[str, str]:
    """Return the filters that the address sets, name -> value."""
    values = {name: request.GET.get(name, "").strip()[:LONGEST] for name in names}
    return {name: value for name, value in values.items() if value}


type Filtering = dict[str, tuple[str, Callable[[FacetChoice], Any]]]
"""Name of a filter -> its label, and the order of its choices."""


def apply_filters(
    request: HttpRequest, filtering: Filtering, facts: list[Fact]
) -> tuple[Filters, list[int]]:
    """Return the filters of a list as an address sets them, and the keys that they leave."""
    chosen = read_chosen_values(request, *filtering)
    facets = [
        Facet(name, label, chosen.get(name, ""), count_choices(name, facts, chosen, order))
        for name, (label, order) in filtering.items()
    ]
    return Filters(facets), [fact.pk for fact in facts if fact.matches(chosen)]


def count_choices(
    name: str, facts: Iterable[Fact], chosen: Mapping[str, str], order: Callable[[FacetChoice], Any]
) -> list[FacetChoice]:
    """Return what a filter offers, each value with its records under the other filters.

    Nothing where all records have the same one value, unless it is chosen.
    """
    other_values = {other_name: value for other_name, value in chosen.items() if other_name != name}
    counts: Counter[str] = Counter()
    labels: dict[str, Translated] = {}
    is_of_all = name not in chosen
    for fact in facts:
        labels_of_fact = fact.under[name]
        labels.update(labels_of_fact)
        is_of_all = is_of_all and bool(labels_of_fact)
        if not other_values or fact.matches(other_values):
            for key in labels_of_fact:
                counts[key] += fact.count
    if is_of_all and len(labels) == 1:
        return []
    return sorted(
        (FacetChoice(key, label, counts[key]) for key, label in labels.items()), key=order
    )


def by_label(choice: FacetChoice) -> str:
    """Sort choices by their words: by the alphabet, Chinese by pinyin."""
    return label_sort_key(choice.label.value)


def in_order_of(kinds: type[TextChoices]) -> Callable[[FacetChoice], int]:
    """Sort choices as the kinds of a model stand."""
    return lambda choice: kinds.values.index(choice.key)


@lru_cache(maxsize=4096)
def label_sort_key(words: str) -> str:
    return " ".join(read_aloud(words)) if is_han(words) else sort_key(words)


def make_labeller(word: Callable[[str], object]) -> Callable[[str], dict[str, Translated]]:
    """Return what labels a key with a word of the interface, in the language of the moment.

    Each key once: a list of hundreds of records has few of them.
    """
    return cache(lambda key: {key: in_page_language(str(word(key)))})


def ready_texts(row: Mapping[str, Any], field: str) -> dict[str, str]:
    """Return a translated field of a row in each language that its record is ready in."""
    ready = [code for code in language_codes() if row[column("is_ready", code)]]
    return {code: text for code in ready if (text := row[column(field, code)])}


class Vocabulary:
    """Words that records hold as text in several languages, each under one key in all of them.

    The key is the word in the site's first language that has it; a record that has the word in a
    later language only joins the key that another record's pair of words gives it.
    """

    def __init__(self, words: Iterable[Mapping[str, str]]) -> None:
        self._first_words: dict[str, str] = {}
        self._labels: dict[str, dict[str, str]] = {}
        self._resolved: dict[str, Translated] = {}
        word_pairs = [names for names in words if names]
        for names in word_pairs:
            head, *later_words = names.values()
            self._first_words.update(dict.fromkeys(later_words, head))
        for names in word_pairs:
            self._labels.setdefault(self.find_key(names), {}).update(names)

    def find_key(self, names: Mapping[str, str]) -> str:
        """Return the key of a word. names: language code -> word, in the site's order."""
        head = next(iter(names.values()))
        return self._first_words.get(head, head) if len(names) == 1 else head

    def find_label(self, key: str) -> Translated:
        """Return the word of a key for the page."""
        if key not in self._resolved:
            language = get_language() or ""
            names = self._labels[key]
            code = next(code for code in resolution_order(language, "") if code in names)
            self._resolved[key] = Translated(names[code], code, language)
        return self._resolved[key]

    def label_names(self, names: Mapping[str, str]) -> dict[str, Translated]:
        """Return a word's key with its label; nothing for no word."""
        if not names:
            return {}
        key = self.find_key(names)
        return {key: self.find_label(key)}

"""Names of countries and areas: whoever asks for one asks for it in every language."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any, Final, NamedTuple

from django.utils.translation import override
from django_countries import countries

from forum.core.columns import language_codes
from forum.core.further_country_names import FURTHER_COUNTRY_NAMES
from forum.search.passages import Word, clean, split_words

# What follows is parted from the name in the index: Bolivia (Plurinational State of).
_ADDITION: Final = re.compile(r"[(（,，].*")

# 中国香港 is no other country.
_PARTS: Final = {"HK": "CN", "MO": "CN", "TW": "CN"}


class Spelling(NamedTuple):
    """A name of a country or area. longer: names of others that hold it, as 索马里 holds 马里."""

    words: tuple[Word, ...]
    longer: tuple[tuple[Word, ...], ...] = ()


type CountryNames = dict[tuple[str, ...], tuple[Spelling, ...]]


def _list_names() -> Iterator[tuple[str, str]]:
    """Yield country and name."""
    for country, names in FURTHER_COUNTRY_NAMES.items():
        for name in names:
            yield country, name
    for code in language_codes():
        with override(code):
            for country, name in countries:
                yield country, _ADDITION.sub("", str(name))


@cache
def list_country_names() -> CountryNames:
    """Return a name's words, folded -> the same country's other names.

    In every language, official names and the usual ones.
    """
    names: dict[str, dict[tuple[str, ...], tuple[Word, ...]]] = defaultdict(dict)
    for country, name in _list_names():
        words = tuple(split_words(clean(name)))
        names[country][fold(words)] = words
    return {
        texts: tuple(
            Spelling(words, _list_longer(words, country, names))
            for other, words in spellings.items()
            if other != texts
        )
        for country, spellings in names.items()
        for texts in spellings
        if len(spellings) > 1
    }


def _list_longer(
    words: tuple[Word, ...], country: str, names: Mapping[str, Mapping[Any, tuple[Word, ...]]]
) -> tuple[tuple[Word, ...], ...]:
    return tuple(
        longer
        for other, spellings in names.items()
        for longer in spellings.values()
        if country not in (other, _PARTS.get(other)) and is_within(words, longer)
    )


def fold(words: Iterable[Word]) -> tuple[str, ...]:
    """Return the texts of words."""
    return tuple(word.text for word in words)


def is_within(words: Iterable[Word], longer: Iterable[Word]) -> bool:
    """Tell whether words stand together within others, which are more."""
    text, longer_text = (f" {' '.join(fold(run))} " for run in (words, longer))
    return text in longer_text and text != longer_text

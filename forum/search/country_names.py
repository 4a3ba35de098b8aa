"""Names of countries and areas: whoever asks for one asks for it in every language."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Final, NamedTuple

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
        names[country][texts_of(words)] = words
    longer = _list_longer(names)
    return {
        texts: tuple(
            Spelling(words, longer.get((country, other), ()))
            for other, words in spellings.items()
            if other != texts
        )
        for country, spellings in names.items()
        for texts in spellings
        if len(spellings) > 1
    }


def _list_longer(
    names: Mapping[str, Mapping[tuple[str, ...], tuple[Word, ...]]],
) -> dict[tuple[str, tuple[str, ...]], tuple[tuple[Word, ...], ...]]:
    """Return country and folded name -> the names of others that hold it."""
    spellings = [
        (country, texts, _spaced(texts), words)
        for country, words_of in names.items()
        for texts, words in words_of.items()
    ]
    longer: dict[tuple[str, tuple[str, ...]], tuple[tuple[Word, ...], ...]] = {}
    for country, texts, text, _words in spellings:
        others = [
            (other, words)
            for other, _texts, longer_text, words in spellings
            if text in longer_text and text != longer_text
        ]
        longer[country, texts] = tuple(
            words for other, words in others if country not in (other, _PARTS.get(other))
        )
    return longer


def texts_of(words: Iterable[Word]) -> tuple[str, ...]:
    """Return the texts of words, folded as they are."""
    return tuple(word.text for word in words)


def is_within(words: Iterable[Word], longer: Iterable[Word]) -> bool:
    """Tell whether words stand together within others, which are more."""
    text, longer_text = _spaced(texts_of(words)), _spaced(texts_of(longer))
    return text in longer_text and text != longer_text


def _spaced(texts: Iterable[str]) -> str:
    return f" {' '.join(texts)} "

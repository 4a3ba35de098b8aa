"""Names of countries and areas: whoever asks for one asks for it in every language."""

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from typing import Final

from django.utils.translation import override
from django_countries import countries

from forum.core.columns import language_codes
from forum.core.further_country_names import FURTHER_COUNTRY_NAMES
from forum.search.passages import Word, clean, split_words

# What follows is parted from the name in the index: Bolivia (Plurinational State of).
_ADDITION: Final = re.compile(r"[(（,，].*")

type CountryNames = dict[tuple[str, ...], tuple[tuple[Word, ...], ...]]


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
    """Return a name's words, folded -> the words of the same country's other names.

    In every language, official names and the usual ones.
    """
    spellings: dict[str, dict[tuple[str, ...], tuple[Word, ...]]] = defaultdict(dict)
    for country, name in _list_names():
        words = tuple(split_words(clean(name)))
        spellings[country][tuple(word.text for word in words)] = words
    return {
        texts: tuple(words for other, words in names.items() if other != texts)
        for names in spellings.values()
        for texts in names
        if len(names) > 1
    }

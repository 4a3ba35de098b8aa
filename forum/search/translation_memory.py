"""Sentences that were translated before, found in the records themselves: no second store of them.

The search's index tells where a sentence stands; there it is paired with that of the translation,
paragraph by paragraph. What is outdated, or not as many sentences as its source, is no memory.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Final

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, Q

from forum.core.content import Record
from forum.core.richtext import to_text
from forum.core.translations.states import TranslationState, source_of, text_of, worded_fields
from forum.core.translations.units import unit_of
from forum.localization.exchange.unit_selection import with_neighbours
from forum.models import SearchEntry
from forum.permissions.access import sees_model, within
from forum.search.passages import fold
from forum.search.query import parse_query
from people.models import User

# Sentences of a text that are looked for, characters of the shortest, and passages looked at.
MOST_SENTENCES: Final = 24
_SHORTEST: Final = 4
_MOST_ENTRIES: Final = 60
_SENTENCE: Final = re.compile(r".+?(?:[。！？!?；;]+|\.(?=\s|$)|$)")
_BETWEEN: Final = re.compile(r"\W+")


@dataclass(frozen=True, slots=True)
class RememberedSentence:
    """A sentence with its translation. record, field: where both stand; is_reviewed: by staff."""

    source: str
    text: str
    record: Record
    field: str
    is_reviewed: bool


def recall(user: User, text: str, source: str, target: str) -> list[RememberedSentence]:
    """Return for each sentence of a text how it was translated, each translation once.

    source, target: codes of the languages. The number of queries depends on neither text.
    """
    sentences = {_key(sentence): sentence for sentence in split_sentences(text)}
    sentences = {key: sentence for key, sentence in sentences.items() if len(key) >= _SHORTEST}
    sentences = dict([*sentences.items()][:MOST_SENTENCES])
    remembered: dict[tuple[str, str], RememberedSentence] = {}
    for record in _records(user, sentences.values(), source):
        for pair in _pairs(record, source, target):
            if (key := _key(pair.source)) in sentences:
                earlier = remembered.get((key, pair.text))
                if earlier is None or pair.is_reviewed > earlier.is_reviewed:
                    remembered[key, pair.text] = pair
    order = [*sentences]
    return sorted(
        remembered.values(), key=lambda pair: (order.index(_key(pair.source)), not pair.is_reviewed)
    )


def split_sentences(text: str) -> list[str]:
    """Return the sentences of a plain text, a paragraph a line."""
    return [
        sentence.strip()
        for line in text.splitlines()
        for sentence in _SENTENCE.findall(line)
        if sentence.strip()
    ]


def _key(sentence: str) -> str:
    return _BETWEEN.sub("", fold(sentence))


def _records(user: User, sentences: Iterable[str], language: str) -> Iterator[Record]:
    queries = [query for sentence in sentences if (query := parse_query(sentence))]
    if not queries:
        return
    condition: Q = reduce(or_, (query.matches_roughly() for query in queries))
    entries = SearchEntry.objects.filter(condition, language=language).order_by("-pk")
    keys: dict[type[Model], set[int]] = defaultdict(set)
    for kind, key in entries.values_list("content_type", "object_id")[:_MOST_ENTRIES]:
        if model := ContentType.objects.get_for_id(kind).model_class():
            keys[model].add(key)
    for model, pks in keys.items():
        if issubclass(model, Record) and sees_model(user, model):
            yield from within(user, with_neighbours(model).filter(pk__in=pks))


def _pairs(record: Record, source: str, target: str) -> Iterator[RememberedSentence]:
    for name in worded_fields(type(record)):
        if not (text_of(record, name, source) and text_of(record, name, target)):
            continue
        if source_of(record, name, record.original_language) != source:
            continue
        unit = unit_of(record, name, target, source)
        if unit.state == TranslationState.OUTDATED or unit.asks:
            continue
        texts = [to_text(text) if unit.rich else text for text in (unit.source, unit.text)]
        is_reviewed = unit.state in (TranslationState.REVIEWED, TranslationState.AUTHORED)
        for old, new in _align(*texts):
            yield RememberedSentence(old, new, record, name, is_reviewed)


def _align(source: str, target: str) -> Iterator[tuple[str, str]]:
    """Yield the sentences of two texts in pairs, where they have as many of them."""
    source_lines, target_lines = (
        [line.strip() for line in text.splitlines() if line.strip()] for text in (source, target)
    )
    if len(source_lines) != len(target_lines):
        return
    for source_line, target_line in zip(source_lines, target_lines, strict=True):
        sides = split_sentences(source_line), split_sentences(target_line)
        if len(sides[0]) == len(sides[1]):
            yield from zip(*sides, strict=True)

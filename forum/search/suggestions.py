"""Names and words of the site that are like what was typed, where nothing holds that.

Latin words by the letters that differ, Han characters by their order: 联合国工发组织 stands, with
others between, in 联合国工业发展组织. No extension of the database is needed.
Words that stand nowhere together are parted, and some left out: 王受文副部长 holds 王受文.
"""

import re
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import Any, Final

from django.db import connection
from django.db.models import Count, Max, Q, Sum

from forum.core.content import column, language_codes
from forum.core.names import MIDDLE_DOTS, is_han
from forum.models import KnowledgeProduct, Topic
from forum.search.passages import fold
from forum.search.query import Query, SearchTerm
from people.models import Organization, Person
from sessions_app.models import Event, Series

# model, its translated fields, and its column of further names.
_SOURCES: Final[tuple[tuple[Any, tuple[str, ...], tuple[str, ...]], ...]] = (
    (Person, ("name",), ("aliases",)),
    (Organization, ("name", "abbreviation"), ("aliases",)),
    (Event, ("title", "city"), ()),
    (Series, ("name", "abbreviation"), ()),
    (KnowledgeProduct, ("title",), ("other_names",)),
    (Topic, ("name",), ()),
)
_WORD: Final = re.compile(r"[^\W\d_]{3,}")
_PARTS_OF_NAME: Final = re.compile(rf"[\s{MIDDLE_DOTS}]+")
# Shorter words are like too many others.
_SHORTEST: Final = 4
_SHORTEST_HAN: Final = 3
# Words that share most pairs of letters, whose letters are compared one by one.
_COMPARED: Final = 60
# Of two words the page itself says which of them is found nowhere.
_FEWEST_TO_LEAVE_OUT: Final = 3
_MOST: Final = 5


# What changes with the names of public records, model by model.
type Counts = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class SiteVocabulary:
    """words: folded -> as the site writes it; pairs: two letters -> the words that hold them.

    han_parts: names in Han characters, and what middle dots part in them, folded.
    """

    words: dict[str, str]
    pairs: dict[str, list[str]]
    han_names: tuple[str, ...]
    han_parts: frozenset[str]
    longest_han_part: int


def suggest_queries(query: Query, missing: list[SearchTerm]) -> Iterator[list[str]]:
    """Yield what may have been meant: with words replaced, parted, left out; the likeliest first.

    missing: the terms that nothing on the site holds; the others stand as they were typed. Each
    text costs its reader a search, of which twelve are made at most, by who stops at the first list
    that finds something: one that finds nothing is a look into the index, and five may find much.
    """
    vocabulary = _read_vocabulary(count_published(model for model, _fields, _further in _SOURCES))
    alternatives = [
        _list_alternatives(term, vocabulary) if term in missing else [] for term in query.terms
    ]
    yield _replace_words(query, alternatives)
    yield [*_part_words(query, missing, vocabulary)]
    if len(query.terms) < _FEWEST_TO_LEAVE_OUT:
        yield _take_words_apart(query, alternatives)
    else:
        remaining = [term for term in query.terms if term not in missing]
        yield [_join(remaining)] if remaining and missing else []
        yield [*_leave_out_words(remaining, vocabulary)]


def _replace_words(query: Query, alternatives: list[list[str]]) -> list[str]:
    """Return the query with words of the site for those that it lacks, which are given by term."""
    if not any(alternatives):
        return []
    typed = [term.as_typed for term in query.terms]
    firsts = [(words or [own])[0] for words, own in zip(alternatives, typed, strict=True)]
    suggestions = [" ".join(firsts)]
    for place, words in enumerate(alternatives):
        suggestions += [" ".join([*firsts[:place], word, *firsts[place + 1 :]]) for word in words]
    return list(dict.fromkeys(suggestions))[:_MOST]


def _take_words_apart(query: Query, alternatives: list[list[str]]) -> list[str]:
    """Return the words of the site for those that it lacks, then the others, each alone.

    What was misspelt stands with the others in no text, but somewhere.
    """
    if len(query.terms) < 2 or not any(alternatives):
        return []
    replaced = [words[0] for words in alternatives if words]
    pairs = zip(query.terms, alternatives, strict=True)
    return [*replaced, *(term.as_typed for term, words in pairs if not words)]


def _part_words(
    query: Query, missing: list[SearchTerm], vocabulary: SiteVocabulary
) -> Iterator[str]:
    """Yield the query with spaces around the names in its Han characters, if it holds any."""
    typed = [term.as_typed for term in query.terms]
    parted = list(typed)
    for place, term in enumerate(query.terms):
        if term in missing and term.words[0].is_han:
            pieces = [*_split_at_names("".join(term.texts), vocabulary)]
            parted[place] = " ".join(pieces) if len(pieces) > 1 else typed[place]
    if parted != typed:
        yield " ".join(parted)


def _split_at_names(text: str, vocabulary: SiteVocabulary) -> Iterator[str]:
    """Yield the names in a text, the longest that begins at a place, and what stands between."""
    start = place = 0
    while place < len(text):
        longest = min(vocabulary.longest_han_part, len(text) - place)
        ends = (place + length for length in range(longest, 1, -1))
        end = next((end for end in ends if text[place:end] in vocabulary.han_parts), None)
        if end is None:
            place += 1
            continue
        yield from filter(None, (text[start:place], text[place:end]))
        start = place = end
    if start < len(text):
        yield text[start:]


def _leave_out_words(terms: list[SearchTerm], vocabulary: SiteVocabulary) -> Iterator[str]:
    """Yield the terms without one of them; what is of a name is left out last."""
    names_last = sorted(terms, key=lambda term: _is_of_name(term, vocabulary))
    for left_out in names_last[: _MOST if len(terms) > 1 else 0]:
        yield _join(term for term in terms if term is not left_out)


def _join(terms: Iterable[SearchTerm]) -> str:
    return " ".join(term.as_typed for term in terms)


def _is_of_name(term: SearchTerm, vocabulary: SiteVocabulary) -> bool:
    text = "".join(term.texts)
    return text in vocabulary.words or text in vocabulary.han_parts


def _list_alternatives(term: SearchTerm, vocabulary: SiteVocabulary) -> list[str]:
    text = "".join(term.texts)
    if term.words[0].is_han:
        return _names_around(text, vocabulary) if len(text) >= _SHORTEST_HAN else []
    if text in vocabulary.words or len(text) < _SHORTEST:
        return []
    return [vocabulary.words[word] for word in _like(text, vocabulary)]


def _names_around(text: str, vocabulary: SiteVocabulary) -> list[str]:
    """Return the names that hold the characters in their order, the shortest first."""
    pattern = re.compile(".*?".join(map(re.escape, text)))
    names = (name for name in vocabulary.han_names if pattern.search(name) and text not in name)
    return sorted(names, key=lambda name: (len(name), name))[:_MOST]


def _like(text: str, vocabulary: SiteVocabulary) -> list[str]:
    """Return the words that differ in a letter, in two where they are long, the nearest first."""
    shared: Counter[str] = Counter()
    for pair in set(_pairs(text)):
        shared.update(vocabulary.pairs.get(pair, ()))
    most = 1 if len(text) < 6 else 2
    distances = {word: count_differences(text, word) for word, _n in shared.most_common(_COMPARED)}
    near = [word for word, distance in distances.items() if distance <= most]
    return sorted(near, key=lambda word: (distances[word], word[0] != text[0], word))[:_MOST]


def _pairs(word: str) -> Iterator[str]:
    padded = f" {word} "
    return (padded[place : place + 2] for place in range(len(padded) - 1))


def count_differences(left: str, right: str) -> int:
    """Return how many letters are put in, left out, changed, or change places with the next."""
    before: list[int] = []
    row = list(range(len(right) + 1))
    for i, letter in enumerate(left, 1):
        previous, row, older = row, [i], before
        for j, other_letter in enumerate(right, 1):
            cost = min(previous[j] + 1, row[-1] + 1, previous[j - 1] + (letter != other_letter))
            if i > 1 and j > 1 and letter == right[j - 2] and left[i - 2] == other_letter:
                cost = min(cost, older[j - 2] + 1)
            row.append(cost)
        before = previous
    return row[-1]


def count_published(models: Iterable[Any]) -> Counts:
    """Return what changes with the names of public records.

    While nothing is written it is asked for once a second: of 10,000 people it takes 10 ms.
    """
    if connection.in_atomic_block:
        return _count_published(*models)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_current_snapshot()::text")
        (snapshot,) = cursor.fetchone()
    return _count_published_at(connection.alias, snapshot, int(time.monotonic()), *models)


@lru_cache(maxsize=8)
def _count_published_at(_database: str, _snapshot: str, _second: int, *models: Any) -> Counts:
    """Return the counts of a snapshot, and of a second: some fall due by time alone."""
    return _count_published(*models)


def _count_published(*models: Any) -> Counts:
    """Return the counts: a query a model."""
    ready = [Count("pk", filter=Q(**{column("is_ready", code): True})) for code in language_codes()]
    # The sum of keys: one record may have gone while another fell due.
    counts = {
        **{f"count_{number}": count for number, count in enumerate(ready)},
        "all": Count("pk"),
        "keys": Sum("pk"),
        "latest": Max("updated"),
    }
    return tuple(
        tuple(model.objects.published().with_readiness().aggregate(**counts).values())
        for model in models
    )


@lru_cache(maxsize=1)
def _read_vocabulary(_published: Counts) -> SiteVocabulary:
    words: dict[str, str] = {}
    han_names: dict[str, None] = {}
    for name in _list_names():
        for word in _WORD.findall(name):
            words.setdefault(fold(word), word)
        if not name.isascii():
            han_names[name] = None
    latin = {word: written for word, written in words.items() if word.isascii()}
    pairs: dict[str, list[str]] = defaultdict(list)
    for word in latin:
        for pair in set(_pairs(word)):
            pairs[pair].append(word)
    parts = {part for name in han_names for part in (name, *_PARTS_OF_NAME.split(name))}
    han_parts = frozenset(fold(part) for part in parts if len(part) > 1 and is_han(part))
    longest = max(map(len, han_parts), default=0)
    return SiteVocabulary(latin, dict(pairs), tuple(han_names), han_parts, longest)


def _list_names() -> Iterable[str]:
    for model, fields, further in _SOURCES:
        rows = model.objects.published().with_readiness().order_by()
        for code in language_codes():
            names = [column(field, code) for field in fields]
            ready = rows.filter(**{column("is_ready", code): True})
            for row in ready.values_list(*names):
                yield from filter(None, row)
        for lists in rows.values_list(*further) if further else ():
            yield from chain.from_iterable(lists)

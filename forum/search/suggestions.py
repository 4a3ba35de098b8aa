"""Names and words of the site that are like what was typed, where nothing holds that.

Latin words by the letters that differ, Han characters by their order: 联合国工发组织 stands, with
others between, in 联合国工业发展组织. No extension of the database is needed.
People are meant by a name that sounds like theirs: 王守文, 王受文. Words that stand nowhere
together are parted, and some left out: 王受文副部长 holds 王受文. So is what only asks: 说了什么.
"""

import re
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, chain
from typing import Any, Final

from django.db import connection
from django.db.models import Count, Max, Q, Sum

from forum.core.content import column, language_codes
from forum.core.names import MIDDLE_DOTS, is_chinese_name, is_han, sort_key
from forum.models import KnowledgeProduct, Topic
from forum.search.passages import fold
from forum.search.query import Query, SearchTerm, parse_query
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
# What asks for somebody's words and stands in none of them; WHO is an organization.
_ASKING: Final = re.compile(
    r"[都曾]?[说讲谈提][了过到]*(?:些|哪些)?(?:什么|啥|内容)|(?:怎么|如何|怎样)[说讲看]|是谁|^请问"
    r"|的?(?:发言|讲话|致辞|演讲)(?:稿|全文|内容|摘要)?$|的(?:观点|看法|原话)$"
    r"|\b(?:[Ww]ho|(?i:what|did|does|has|says?|said|spoke|speech(?:es)?|remarks|statements?))\b"
)
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

    han_parts: names in Han characters, and what middle dots part in them, folded;
    readings: the pinyin of people's, without spaces -> the names; surnames: of Chinese names.
    """

    words: dict[str, str]
    pairs: dict[str, list[str]]
    han_names: tuple[str, ...]
    han_parts: frozenset[str]
    longest_han_part: int
    readings: dict[str, list[str]]
    surnames: frozenset[str]


def suggest_queries(query: Query, missing: list[SearchTerm]) -> Iterator[list[str]]:
    """Yield what may have been meant: with words replaced, parted, left out; the likeliest first.

    missing: the terms that nothing on the site holds; the others stand as they were typed. Each
    text costs its reader a search, of which thirteen are made at most, by who stops at the first
    list that finds something: one that finds nothing is a look into the index, and five may find
    much.
    """
    asked = leave_out_asking(query)
    if asked.terms != query.terms:
        yield [asked.text]
        missing = [term for term in asked.terms if term in missing or term not in query.terms]
        query = asked
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


def leave_out_asking(query: Query) -> Query:
    """Return a query without the words that only ask; where there are no others, as it is."""
    if any(term.is_quoted for term in query.terms):
        return query
    return parse_query(_ASKING.sub(" ", query.text.rstrip(" ?？吗呢"))) or query


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
    """Yield the query with spaces around the names in its Han characters, if it holds any.

    A surname is one before an office: 王副部长.
    """
    typed = [term.as_typed for term in query.terms]
    parted = list(typed)
    for place, term in enumerate(query.terms):
        if term in missing and term.words[0].is_han:
            text = "".join(term.texts)
            pieces = [*_split_at_names(text, vocabulary)]
            if len(pieces) == 1 and text[:1] in vocabulary.surnames:
                pieces = [text[:1], text[1:]]
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
        alike = vocabulary.readings.get("".join(sort_key(text).split()), [])
        around = _names_around(text, vocabulary) if len(text) >= _SHORTEST_HAN else []
        return [*alike, *around][:_MOST]
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
    readings: dict[str, list[str]] = defaultdict(list)
    people = [*_list_han_people()]
    for name, key in people:
        for part, reading in _read_parts(name, key.split()):
            readings[reading].append(part)
    surnames = frozenset(name[0] for name, _key in people if is_chinese_name(name))
    return SiteVocabulary(
        latin, dict(pairs), tuple(han_names), han_parts, longest, dict(readings), surnames
    )


def _list_han_people() -> Iterator[tuple[str, str]]:
    """Yield the names of people in Han characters, with their pinyin."""
    rows = Person.objects.published().with_readiness().order_by()
    for code in language_codes():
        ready = rows.filter(**{column("is_ready", code): True})
        for name, key in ready.values_list(column("name", code), column("sort_key", code)):
            if name and key and is_han(name):
                yield name, key


def _read_parts(name: str, syllables: list[str]) -> Iterator[tuple[str, str]]:
    """Yield a name, and what middle dots part in it, with the pinyin without spaces."""
    yield name, "".join(syllables)
    parts = _PARTS_OF_NAME.split(name)
    ends = [*accumulate(map(len, parts))]
    # A reading that an editor corrected may have another order.
    if len(parts) > 1 and ends[-1] == len(syllables):
        for part, end in zip(parts, ends, strict=True):
            yield part, "".join(syllables[end - len(part) : end])


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

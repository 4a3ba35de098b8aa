"""A query -> what the public may see of its results, counted, ranked and grouped by kind."""

from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import Final

from django.db import connection, transaction
from django.utils.translation import get_language

from forum.models import SearchEntry
from forum.search.candidates import (
    Candidate,
    find_candidates,
    find_candidates_within,
    has_public_match,
)
from forum.search.query import Query, SearchTerm

Kind = SearchEntry.Kind

# The best of a kind that can be reached by turning pages.
REACH: Final = 200
# The nearest of a kind, of which the best go first: to rank one takes some 20 µs.
RANKED: Final = 40
# Words of a question without results that are looked at one by one.
_EXPLAINED: Final = 8


@dataclass(slots=True)
class SearchMatch:
    """An object that matches. entries: language -> keys of its passages that do."""

    kind: str
    object_id: int
    event: int | None
    day: date | None
    titled: bool
    entries: dict[str, list[int]]

    @property
    def year(self) -> int | None:
        """The year of its event."""
        return self.day.year if self.day else None

    @property
    def place(self) -> tuple[bool, int, int]:
        """Title hits first, then what belongs to newer events."""
        return not self.titled, -self.day.toordinal() if self.day else 0, -self.object_id

    @property
    def passages_to_rank(self) -> list[int]:
        """The passages in the page's language, else all."""
        return self.entries.get(get_language() or "") or [*chain(*self.entries.values())]


@dataclass(frozen=True, slots=True)
class SearchAnswer:
    """The objects that match. is_partial: there are more, the words are too common to look at all.

    of_kinds: within the chosen event and year, the nearest first; of_events: an event's key ->
    number in the chosen year; of_years: a year -> number in the chosen event.
    """

    of_kinds: dict[str, list[SearchMatch]]
    of_events: dict[int, int]
    of_years: dict[int, int]
    is_partial: bool = False

    @property
    def total(self) -> int:
        """How many there are at least."""
        return sum(map(len, self.of_kinds.values()))


def find_answer(query: Query, event: int | None = None, year: int | None = None) -> SearchAnswer:
    """Find the objects, by kind, event and year."""
    with _index_scans():
        entries, is_partial = find_candidates(query)
        all_matches = _group_by_object(entries)
        matches = all_matches
        if is_partial and (event or year):
            matches = _group_by_object(find_candidates_within(query, event, year))
            # Of one event all are looked at, of a year as many as of the whole site.
            is_partial = not event
    in_event = [match for match in all_matches if event in (None, match.event)]
    in_year = [match for match in all_matches if year in (None, match.year)]
    chosen = [
        match for match in matches if event in (None, match.event) and year in (None, match.year)
    ]
    kinds: dict[str, list[SearchMatch]] = {kind: [] for kind in Kind.values}
    for match in sorted(chosen, key=lambda match: match.place):
        kinds[match.kind].append(match)
    return SearchAnswer(
        {kind: matches for kind, matches in kinds.items() if matches},
        Counter(match.event for match in in_year if match.event),
        Counter(match.year for match in in_event if match.year),
        is_partial,
    )


@contextmanager
def _index_scans() -> Iterator[None]:
    """Let the server use its indexes, and run statements as they are.

    It takes a comparison of words for cheap and read the whole table for a common one, which took
    625 ms instead of 40: vectors have to be fetched. To compile statements took twice their time.
    """
    with transaction.atomic(savepoint=False), connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL jit = off")
        yield


def _group_by_object(entries: Iterable[Candidate]) -> list[SearchMatch]:
    matches: dict[tuple[str, int], SearchMatch] = {}
    for pk, kind, key, event, language, titled, day in entries:
        match = matches.get((kind, key))
        if match is None:
            match = matches[kind, key] = SearchMatch(kind, key, event, day, titled, {})
        match.titled = match.titled or titled
        match.entries.setdefault(language, []).append(pk)
    return [*matches.values()]


def rank_matches(
    query: Query, kinds: Iterable[list[SearchMatch]], number: int = REACH
) -> dict[str, list[int]]:
    """Return by kind the best passage of each object, the best object first, as keys of entries.

    The nearest ``RANKED`` of a kind stand by how well they match, the others as they come.
    number: so many of a kind at most.
    """
    match_lists = [objects for objects in kinds if objects]
    ranks = _load_ranks(
        query,
        [
            key
            for objects in match_lists
            for match in objects[:RANKED]
            for key in match.passages_to_rank
        ],
    )
    return {
        objects[0].kind: [
            max(match.passages_to_rank, key=lambda key: (ranks.get(key, 0.0), -key))
            for match in (_sort_by_rank(objects[:RANKED], ranks) + objects[RANKED:number])[:number]
        ]
        for objects in match_lists
    }


def _sort_by_rank(objects: list[SearchMatch], ranks: dict[int, float]) -> list[SearchMatch]:
    return sorted(
        objects,
        key=lambda match: (
            not match.titled,
            -max(ranks.get(key, 0.0) for key in match.passages_to_rank),
            match.place,
        ),
    )


def _load_ranks(query: Query, keys: list[int]) -> dict[int, float]:
    rows = SearchEntry.objects.filter(pk__in=keys).annotate(rank=query.rank())
    return dict(rows.values_list("pk", "rank"))


def find_unmatched_terms(query: Query) -> list[SearchTerm]:
    """Return the terms that nothing at all holds: they keep the others from finding anything."""
    with _index_scans():
        return [term for term in query.terms[:_EXPLAINED] if not has_public_match(query.only(term))]

"""A query -> what the public may see of its results, counted, ranked and grouped by kind."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import chain
from typing import Final

from django.db import connection, transaction
from django.utils.translation import get_language

from forum.database.planned_sql import write_keys
from forum.models import SearchEntry
from forum.search.candidates import (
    MOST,
    Candidate,
    find_candidates,
    find_candidates_within,
    find_guest_entries,
    list_guests,
    list_unmatched,
)
from forum.search.entry_statements import KEYS, PHRASES, RANKS, STEMS, read_tsqueries
from forum.search.query import Query, SearchTerm

Kind = SearchEntry.Kind

# The best of a kind that can be reached by turning pages.
REACH: Final = 200
# The nearest of a kind, of which the best go first: to rank one takes some 20 µs.
RANKED: Final = 40
# Words of a question without results that are looked at one by one.
_EXPLAINED: Final = 8
# Who only moderates stands among the people.
_GROUPS: Final[dict[str, str]] = {Kind.MODERATOR: Kind.PERSON}


def find_group(kind: str) -> str:
    """Return the group of results in which a kind stands."""
    return _GROUPS.get(kind, kind)


@dataclass(slots=True)
class SearchMatch:
    """An object that matches. entries: its passages that do.

    likeness: a number that those have in common which are alike to whoever counts them;
    led: of a person, the matches that say of which sessions she or he was the moderator.
    """

    kind: str
    object_id: int
    event: int | None
    day: date | None
    titled: bool
    entries: list[Candidate]
    likeness: int = 0
    led: list["SearchMatch"] = field(default_factory=list)

    @property
    def group(self) -> str:
        """The group of results in which it stands."""
        return find_group(self.kind)

    @property
    def year(self) -> int | None:
        """The year of its event."""
        return self.day.year if self.day else None

    @property
    def standing(self) -> tuple[bool, bool]:
        """What has a page of its own goes before the sessions that it led; then title hits."""
        return self.kind in _GROUPS, not self.titled

    @property
    def place(self) -> tuple[bool, bool, int, int]:
        """After its ``standing``: what belongs to newer events goes first.

        Of a common word thousands are put in order, so that nothing is called for here.
        """
        day = self.day.toordinal() if self.day else 0
        return self.kind in _GROUPS, not self.titled, -day, -self.object_id

    def is_within(self, event: int | None, year: int | None) -> bool:
        """Tell whether it is of an event, and of a year; None is any."""
        return event in (None, self.event) and year in (None, self.year)

    def find_passages(self, language: str) -> list[int]:
        """Return the passages in a language, else all."""
        passages = [entry.pk for entry in self.entries if entry.language == language]
        return passages or [entry.pk for entry in self.entries]


@dataclass(frozen=True)
class SearchAnswer:
    """The objects that match. is_partial: there are more, the words are too common to look at all.

    matches: within the chosen event and year, the nearest first; everywhere: in any event and year,
    of a common word in a part of them, is_sampled.
    """

    matches: list[SearchMatch]
    everywhere: list[SearchMatch]
    is_partial: bool = False
    is_sampled: bool = False

    @cached_property
    def of_kinds(self) -> dict[str, list[SearchMatch]]:
        """The matches by group, in the order of the page."""
        groups: dict[str, list[SearchMatch]] = {kind: [] for kind in Kind.values}
        group_of = {kind: groups[find_group(kind)] for kind in groups}
        for match in self.matches:
            group_of[match.kind].append(match)
        return {kind: matches for kind, matches in groups.items() if matches}

    @property
    def total(self) -> int:
        """How many there are at least."""
        return len(self.matches)


def find_answer(query: Query, event: int | None = None, year: int | None = None) -> SearchAnswer:
    """Find the objects, of an event and of a year if told."""
    with _index_scans():
        entries, is_sampled = find_candidates(query)
        everywhere = matches = _group_by_object(entries)
        if is_sampled and (event or year):
            matches = _group_by_object(find_candidates_within(query, event, year))
    # Of one event all are looked at, of a year as many as of the whole site.
    is_partial = is_sampled and not event
    return _choose(matches, everywhere, event, year, is_partial, is_sampled)


def find_guests(
    query: Query, role: str, event: int | None = None, year: int | None = None
) -> SearchAnswer:
    """Find the guests in a role who say or are what is asked.

    Of themselves, or in an event or session, as a person or for an organization that is.
    """
    answer = find_answer(query, event, year)
    keys: dict[str, set[int]] = defaultdict(set)
    for match in chain(answer.everywhere, answer.matches):
        keys[match.kind].add(match.object_id)
    guests = list_guests(role, keys)
    # Those that match themselves know with which passages, and whether by their title.
    own = {(match.kind, match.object_id): match for match in answer.everywhere}
    own |= {(match.kind, match.object_id): match for match in answer.matches}
    with _index_scans():
        guest_matches = _group_by_object(find_guest_entries(guests))
    everywhere = [own.get((match.kind, match.object_id), match) for match in guest_matches]
    is_partial = answer.is_sampled or len(guests) == MOST
    return _choose(everywhere, everywhere, event, year, is_partial, is_partial)


def _choose(
    matches: list[SearchMatch],
    everywhere: list[SearchMatch],
    event: int | None,
    year: int | None,
    is_partial: bool,
    is_sampled: bool,
) -> SearchAnswer:
    chosen = sorted(matches, key=lambda match: match.place)
    if event or year:
        chosen = [match for match in chosen if match.is_within(event, year)]
    return SearchAnswer(chosen, everywhere, is_partial, is_sampled)


@contextmanager
def _index_scans() -> Iterator[None]:
    """Let the server use its indexes.

    It takes a comparison of words for cheap and read the whole table for a common one, which took
    625 ms instead of 40: vectors have to be fetched.
    """
    with transaction.atomic(savepoint=False), connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        yield


def _group_by_object(entries: Iterable[Candidate]) -> list[SearchMatch]:
    matches: dict[tuple[str, int], SearchMatch] = {}
    for entry in entries:
        _pk, kind, key, event, _language, titled, day = entry
        match = matches.get((kind, key))
        if match is None:
            matches[kind, key] = SearchMatch(kind, key, event, day, titled, [entry])
        else:
            match.titled = match.titled or titled
            match.entries.append(entry)
    return [*matches.values()]


def rank_matches(
    query: Query, kinds: Iterable[list[SearchMatch]], number: int = REACH
) -> dict[str, list[int]]:
    """Return by kind the best passage of each object, the best object first, as keys of entries.

    The nearest ``RANKED`` of a kind stand by how well they match, the others as they come.
    number: so many of a kind at most.
    """
    match_lists = [matches for matches in kinds if matches]
    if not match_lists:
        return {}
    language = get_language() or ""
    nearest = [_list_nearest(matches, number) for matches in match_lists]
    keys = [key for match in chain(*nearest) for key in match.find_passages(language)]
    ranks = _load_ranks(query, keys)

    def rank(match: SearchMatch) -> tuple[float, int]:
        """Return how well its best passage matches, and that."""
        passages = match.find_passages(language)
        best = max(passages, key=lambda key: (ranks.get(key, 0.0), -key))
        return ranks.get(best, 0.0), best

    def list_best(matches: list[SearchMatch], rivals: list[SearchMatch]) -> list[int]:
        ranked = [(rank(match), match) for match in rivals]
        ranked.sort(key=lambda pair: (pair[1].standing, -pair[0][0], pair[1].place))
        further = [rank(match) for match in matches[RANKED:number]]
        return [best for _rank, best in ([pair[0] for pair in ranked] + further)[:number]]

    return {
        matches[0].group: list_best(matches, rivals)
        for matches, rivals in zip(match_lists, nearest, strict=True)
    }


def _list_nearest(matches: list[SearchMatch], number: int) -> list[SearchMatch]:
    """Return those that are ranked: whose like may be among the first so many."""
    nearest = matches[:RANKED]
    if len(nearest) <= number:
        return nearest
    # What stands behind another by its kind or title does so however well it matches.
    last = nearest[number - 1].standing
    return [match for match in nearest if match.standing <= last]


def _load_ranks(query: Query, keys: list[int]) -> dict[int, float]:
    tsqueries = read_tsqueries(query)
    values = {KEYS: write_keys(keys), PHRASES: tsqueries.phrases, STEMS: tsqueries.stems}
    return dict(RANKS.fetch(values))


def find_unmatched_terms(query: Query) -> list[SearchTerm]:
    """Return the terms that nothing at all holds: they keep the others from finding anything."""
    terms = {query.only(term): term for term in query.terms[:_EXPLAINED]}
    with _index_scans():
        return [terms[unmatched] for unmatched in list_unmatched([*terms])]

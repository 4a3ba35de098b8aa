"""A query -> what the public may see of its results, counted, ranked and grouped by kind."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import Any, Final

from django.db import connection, transaction
from django.utils.translation import get_language

from forum.models import SearchEntry
from forum.search.candidates import Candidate, candidates, is_held
from forum.search.query import Query, Term
from forum.search.result_objects import objects_of

Kind = SearchEntry.Kind

# The best of a kind that can be reached by turning pages.
REACH: Final = 200
# The nearest of a kind, of which the best go first: to rank one takes some 20 µs.
RANKED: Final = 40
# Words of a question without results that are looked at one by one.
_EXPLAINED: Final = 8


@dataclass(frozen=True, slots=True)
class Hit:
    """An object that was found. title, text: of its best passage, in ``language``."""

    kind: str
    language: str
    title: str
    text: str
    object: Any


@dataclass(slots=True)
class Found:
    """An object that matches. entries: language -> keys of its passages that do."""

    kind: str
    object_id: int
    event: int | None
    day: date | None
    titled: bool
    entries: dict[str, list[int]]

    @property
    def place(self) -> tuple[bool, int, int]:
        """Title hits first, then what belongs to newer events."""
        return not self.titled, -self.day.toordinal() if self.day else 0, -self.object_id

    @property
    def shown(self) -> list[int]:
        """The passages in the page's language, else all."""
        return self.entries.get(get_language() or "") or [*chain(*self.entries.values())]


@dataclass(frozen=True, slots=True)
class Answer:
    """The objects that match. many: there are more, the words are too common to look at all.

    of_kinds: within the chosen event, the nearest first; of_events: an event's key -> number.
    """

    of_kinds: dict[str, list[Found]]
    of_events: dict[int, int]
    many: bool = False

    @property
    def total(self) -> int:
        """How many there are at least."""
        return sum(map(len, self.of_kinds.values()))


def answer(query: Query, event: int | None = None) -> Answer:
    """Find the objects, by kind and by event."""
    with _by_index():
        entries, many = candidates(query)
        everything = _objects_of(entries)
        within = [one for one in everything if event in (None, one.event)]
        if many and event is not None:
            within, many = _objects_of(candidates(query, event)[0]), False
    kinds: dict[str, list[Found]] = {kind: [] for kind in Kind.values}
    for one in sorted(within, key=lambda one: one.place):
        kinds[one.kind].append(one)
    events = Counter(one.event for one in everything if one.event)
    return Answer({kind: some for kind, some in kinds.items() if some}, dict(events), many)


@contextmanager
def _by_index() -> Iterator[None]:
    """Let the server use its indexes, and run statements as they are.

    It takes a comparison of words for cheap and read the whole table for a common one, which took
    625 ms instead of 40: vectors have to be fetched. To compile statements took twice their time.
    """
    with transaction.atomic(savepoint=False), connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL jit = off")
        yield


def _objects_of(entries: Iterable[Candidate]) -> list[Found]:
    found: dict[tuple[str, int], Found] = {}
    for pk, kind, key, event, language, titled, day in entries:
        one = found.get((kind, key))
        if one is None:
            one = found[kind, key] = Found(kind, key, event, day, titled, {})
        one.titled = one.titled or titled
        one.entries.setdefault(language, []).append(pk)
    return [*found.values()]


def ranked(query: Query, kinds: Iterable[list[Found]], number: int = REACH) -> dict[str, list[int]]:
    """Return by kind the best passage of each object, the best object first, as keys of entries.

    The nearest ``RANKED`` of a kind stand by how well they match, the others as they come.
    number: so many of a kind at most.
    """
    some = [objects for objects in kinds if objects]
    ranks = _ranks(
        query, [key for objects in some for one in objects[:RANKED] for key in one.shown]
    )
    return {
        objects[0].kind: [
            max(one.shown, key=lambda key: (ranks.get(key, 0.0), -key))
            for one in (_by_rank(objects[:RANKED], ranks) + objects[RANKED:number])[:number]
        ]
        for objects in some
    }


def _by_rank(objects: list[Found], ranks: dict[int, float]) -> list[Found]:
    return sorted(
        objects,
        key=lambda one: (not one.titled, -max(ranks.get(key, 0.0) for key in one.shown), one.place),
    )


def _ranks(query: Query, keys: list[int]) -> dict[int, float]:
    rows = SearchEntry.objects.filter(pk__in=keys).annotate(rank=query.rank())
    return dict(rows.values_list("pk", "rank"))


def hits(keys: Iterable[int]) -> list[Hit]:
    """Return the results for entries, in their order, each with its object if that is public."""
    wanted = list(keys)
    rows: dict[int, Any] = {
        row["pk"]: row
        for row in SearchEntry.objects.filter(pk__in=wanted).values(
            "pk", "kind", "object_id", "language", "title", "text"
        )
    }
    objects = _objects(rows.values())
    entries = (rows[key] for key in wanted if key in rows)
    return [
        Hit(row["kind"], row["language"], row["title"], row["text"], found)
        for row in entries
        if (found := objects.get((row["kind"], row["object_id"])))
    ]


def _objects(rows: Iterable[Any]) -> dict[tuple[str, int], Any]:
    keys: dict[str, list[int]] = defaultdict(list)
    for row in rows:
        keys[row["kind"]].append(row["object_id"])
    # Once more only those that are published; they are put in the order of the entries.
    return {
        (kind, found.pk): found for kind, some in keys.items() for found in objects_of(kind, some)
    }


def without_results(query: Query) -> list[Term]:
    """Return the terms that nothing at all holds: they keep the others from finding anything."""
    with _by_index():
        return [term for term in query.terms[:_EXPLAINED] if not is_held(query.only(term))]

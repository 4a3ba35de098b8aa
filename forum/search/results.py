"""What a page of results holds: groups by kind, or one kind page by page, and what marks them."""

from dataclasses import dataclass
from typing import Final

from django.core.paginator import Page, Paginator

from forum.models import SearchEntry
from forum.search.engine import REACH, Answer, Hit, hits, ranked
from forum.search.highlights import Marker, marker
from forum.search.query import Query

# Of each kind on the page of all kinds, and of one kind on its own.
FIRST: Final = 5
PER_PAGE: Final = 20

_LABELS: Final = dict(SearchEntry.Kind.choices)


@dataclass(frozen=True, slots=True)
class Group:
    """Results of one kind. total: how many there are; hits: those of this page."""

    kind: str
    total: int
    hits: list[Hit]

    @property
    def label(self) -> str:
        """What the kind is called."""
        return str(_LABELS[self.kind])

    @property
    def more(self) -> bool:
        """Whether there are results besides these."""
        return self.total > len(self.hits)

    @property
    def beyond_reach(self) -> bool:
        """Whether some results cannot be reached by turning pages."""
        return self.total > REACH


@dataclass(frozen=True, slots=True)
class Results:
    """The groups of a page. page: of the one kind that was chosen, else None."""

    groups: list[Group]
    marker: Marker
    page: "Page[int] | None" = None


def of_all_kinds(query: Query, answer: Answer) -> Results:
    """Return the first results of each kind that has any."""
    ordered = ranked(query, answer.of_kinds.values(), FIRST)
    found = hits(key for keys in ordered.values() for key in keys)
    groups = [
        Group(kind, len(objects), [hit for hit in found if hit.kind == kind])
        for kind, objects in answer.of_kinds.items()
    ]
    return Results(groups, _marker(query, found))


def of_one_kind(query: Query, answer: Answer, kind: str, number: str) -> Results:
    """Return one page of a kind; raise InvalidPage where there is none."""
    objects = answer.of_kinds.get(kind, [])
    keys = ranked(query, [objects]).get(kind, [])
    page = Paginator(keys, PER_PAGE).page(number)
    found = hits(page.object_list)
    return Results([Group(kind, len(objects), found)] if found else [], _marker(query, found), page)


def _marker(query: Query, found: list[Hit]) -> Marker:
    return marker(query, [text for hit in found for text in (hit.title, hit.text)])

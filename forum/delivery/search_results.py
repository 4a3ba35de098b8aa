"""What a page of results holds: groups by kind, or one kind page by page, and what marks them."""

from dataclasses import dataclass
from typing import Final

from django.core.paginator import Page, Paginator

from forum.delivery.search_objects import Hit, load_hits
from forum.models import SearchEntry
from forum.search.engine import REACH, SearchAnswer, find_group, rank_matches
from forum.search.highlights import Marker, make_marker
from forum.search.query import Query

# Of each kind on the page of all kinds, and of one kind on its own.
FIRST: Final = 5
PER_PAGE: Final = 20

_LABELS: Final = dict(SearchEntry.Kind.choices)


@dataclass(frozen=True, slots=True)
class ResultGroup:
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

    groups: list[ResultGroup]
    marker: Marker
    page: "Page[int] | None" = None


def list_all_kinds(query: Query, answer: SearchAnswer) -> Results:
    """Return the first results of each kind that has any."""
    ordered = rank_matches(query, answer.of_kinds.values(), FIRST)
    hits = load_hits(key for keys in ordered.values() for key in keys)
    groups = [
        ResultGroup(kind, len(objects), [hit for hit in hits if find_group(hit.kind) == kind])
        for kind, objects in answer.of_kinds.items()
    ]
    return Results(groups, _marker(query, hits))


def page_one_kind(query: Query, answer: SearchAnswer, kind: str, number: str) -> Results:
    """Return one page of a kind; raise InvalidPage where there is none."""
    objects = answer.of_kinds.get(kind, [])
    keys = rank_matches(query, [objects]).get(kind, [])
    page = Paginator(keys, PER_PAGE).page(number)
    hits = load_hits(page.object_list)
    return Results(
        [ResultGroup(kind, len(objects), hits)] if hits else [], _marker(query, hits), page
    )


def _marker(query: Query, hits: list[Hit]) -> Marker:
    return make_marker(query, [text for hit in hits for text in (hit.title, hit.text)])

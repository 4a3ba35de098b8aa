"""What a page of results holds: groups by kind, or one kind page by page, and what marks them."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import chain
from typing import Final

from django.core.paginator import Page, Paginator
from django.http import HttpRequest

from forum.core.content import column, language_codes
from forum.core.names import fold
from forum.delivery.lists import change_address, describe_pages
from forum.delivery.page_texts import PageTexts
from forum.delivery.record_fragments import Data
from forum.delivery.search_hits import describe_hit
from forum.delivery.search_objects import Hit, load_hits
from forum.models import SearchEntry
from forum.search.engine import REACH, SearchAnswer, find_group, rank_matches
from forum.search.highlights import Marker, make_marker
from forum.search.query import Query
from sessions_app.models import Appearance

# Of each kind on the page of all kinds, and of one kind on its own.
FIRST: Final = 5
PER_PAGE: Final = 20
# Sessions that a person led: the page of that person names all.
MOST_LED: Final = 3

Kind: Final = SearchEntry.Kind
_NAMES: Final = ("name", "abbreviation", "title")
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


@dataclass(frozen=True, slots=True)
class Results:
    """The groups of a page. page: of the one kind that was chosen, else None."""

    groups: list[ResultGroup]
    marker: Marker
    page: "Page[int] | None" = None


def list_all_kinds(query: Query, answer: SearchAnswer) -> Results:
    """Return the first results of each kind that has any; what is called so goes first."""
    ordered = rank_matches(query, answer.of_kinds.values(), FIRST)
    hits = load_joined_hits(answer, [key for keys in ordered.values() for key in keys])
    groups = [
        ResultGroup(kind, len(objects), [hit for hit in hits if find_group(hit.kind) == kind])
        for kind, objects in answer.of_kinds.items()
    ]
    groups.sort(key=lambda group: not is_called_so(group, query, answer))
    return Results(groups, _marker(query, hits))


def load_joined_hits(answer: SearchAnswer, keys: Iterable[int]) -> list[Hit]:
    """Return the results for entries, people with the sessions that they led."""
    people = answer.of_kinds.get(Kind.PERSON, ())
    led = {entry.pk: match.led[:MOST_LED] for match in people for entry in match.entries}
    matches = [*chain.from_iterable(led.get(key, ()) for key in keys)]
    joined = {match.object_id for match in matches}
    hits, guests = [], defaultdict[int, list[Appearance]](list)
    for hit in load_hits([*keys, *(match.entries[0].pk for match in matches)]):
        if hit.kind == Kind.MODERATOR and hit.object.pk in joined:
            guests[hit.object.person.pk].append(hit.object)
        else:
            hits.append(hit)
    return [
        replace(hit, led=tuple(guests[hit.object.pk])) if hit.kind == Kind.PERSON else hit
        for hit in hits
    ]


def is_called_so(group: ResultGroup, query: Query, answer: SearchAnswer) -> bool:
    """Tell whether what is asked is what something in a group is called, in any language.

    It holds of a part of somebody's name too. What somebody said is never called anything.
    """
    if group.kind == Kind.PERSON:
        # Those whose name matches stand before all others.
        return answer.of_kinds[group.kind][0].titled
    asked = fold(query.text)
    columns = [column(field, code) for field in _NAMES for code in language_codes()]
    records = [hit.object for hit in group.hits if hit.kind != Kind.REMARKS]
    names = (getattr(record, name, None) for record in records for name in columns)
    return any(fold(name) == asked for name in names if name)


def page_one_kind(query: Query, answer: SearchAnswer, kind: str, number: str) -> Results:
    """Return one page of a kind; raise InvalidPage where there is none."""
    objects = answer.of_kinds.get(kind, [])
    keys = rank_matches(query, [objects]).get(kind, [])
    page = Paginator(keys, PER_PAGE).page(number)
    hits = load_joined_hits(answer, page.object_list)
    return Results(
        [ResultGroup(kind, len(objects), hits)] if hits else [], _marker(query, hits), page
    )


def describe_results(
    request: HttpRequest, answer: SearchAnswer, results: Results, kind: str, texts: PageTexts
) -> Data:
    """Return the results of a page. kind: the one that was chosen, "" for all."""
    return {
        "kind": kind,
        "kinds": describe_kinds(request, answer, kind),
        "every_kind": address_of_kind(request, ""),
        "total": len(answer.of_kinds.get(kind, ())) if kind else answer.total,
        "is_partial": answer.is_partial,
        "marker": results.marker,
        "groups": [
            describe_group(request, group, results, texts, is_partial=answer.is_partial)
            for group in results.groups
        ],
        "pages": describe_pages(request, results.page) if results.page else None,
    }


def describe_kinds(request: HttpRequest, answer: SearchAnswer, chosen: str) -> list[Data]:
    """Return the kinds that have results, and the chosen one."""
    return [
        {
            "label": str(label),
            "total": len(answer.of_kinds.get(kind, ())),
            "href": address_of_kind(request, kind),
            "is_chosen": kind == chosen,
        }
        for kind, label in SearchEntry.Kind.choices
        if kind == chosen or kind in answer.of_kinds
    ]


def address_of_kind(request: HttpRequest, kind: str) -> str:
    """Return where the results of a kind are listed, of all kinds for ""."""
    return change_address(request, {"page": None, "kind": kind or None})


def describe_group(
    request: HttpRequest,
    group: ResultGroup,
    results: Results,
    texts: PageTexts,
    *,
    is_partial: bool,
) -> Data:
    """Return the results of a kind. within_reach: how many can be turned to, 0 where all can."""
    page = results.page
    is_cut = group.total > REACH and not is_partial
    return {
        "kind": group.kind,
        "label": group.label,
        "total": group.total,
        "hits": [describe_hit(hit, results.marker, texts) for hit in group.hits],
        "more": address_of_kind(request, group.kind) if group.more and not page else "",
        "within_reach": page.paginator.count if page and is_cut else 0,
    }


def _marker(query: Query, hits: list[Hit]) -> Marker:
    return make_marker(query, [text for hit in hits for text in (hit.title, hit.text)])

"""What lists show about themselves: their filters, what is chosen of them, their pages."""

from collections.abc import Mapping
from typing import Any

from django.core.paginator import InvalidPage, Page, Paginator
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest

from forum.core.translated import Translated
from forum.delivery.facets import Facet, Filters
from forum.delivery.page_texts import Text
from forum.delivery.record_fragments import Data
from forum.delivery.statements import START
from forum.delivery.text_markup import spell_number

# Long enough for a look around, short enough for a page that loads at once.
PER_PAGE = 60
# Of the number of a page.
MOST_DIGITS = 6


def paginate[M: Model](
    request: HttpRequest,
    records: "QuerySet[M, Any] | list[M]",
    *,
    count: int | None = None,
    parameter: str = "page",
) -> "Page[M]":
    """Return the page of a list that ``?page=`` asks for; raise Http404 if there is none.

    count: the length of the list where it is known; parameter: the list's own, where a page has
    more than one.
    """
    pages = Paginator(records, PER_PAGE)
    if count is not None:
        # A cached property, filled before it is asked.
        pages.count = count
    try:
        return pages.page(request.GET.get(parameter, 1))
    except InvalidPage as error:
        raise Http404 from error


def read_page_number(request: HttpRequest, parameter: str = "page") -> int:
    """Return the number of the page that an address asks for; raise Http404 if it is none."""
    number = str(request.GET.get(parameter, "1"))
    # Digits are counted first: Python refuses to read thousands of them.
    if not (number.isascii() and number.isdigit() and len(number) <= MOST_DIGITS and int(number)):
        raise Http404
    return int(number)


def find_start(request: HttpRequest, parameter: str = "page") -> int:
    """Return how many entries of a list stand before the page that an address asks for."""
    return (read_page_number(request, parameter) - 1) * PER_PAGE


def find_part_starts(request: HttpRequest, *parameters: str) -> dict[str, int]:
    """Return the same of further lists of a page, each by its parameter."""
    return {parameter: find_start(request, parameter) for parameter in parameters}


def page_slice(start: int = START) -> slice:
    """Return the part of a list that is a page. start: of its statement's places, the first's."""
    return slice(start, start + PER_PAGE)


def make_page[M](
    request: HttpRequest, entries: list[M], count: int, parameter: str = "page"
) -> "Page[M]":
    """Return a page whose entries were asked for; raise Http404 if the list has no such page."""
    pages: Any = Paginator(range(count), PER_PAGE)
    try:
        number = pages.validate_number(read_page_number(request, parameter))
        return Page(entries, number, pages)
    except InvalidPage as error:
        raise Http404 from error


def change_address(request: HttpRequest, changes: Mapping[str, object]) -> str:
    """Return the page's address with some parameters set, or gone where they are None."""
    query = request.GET.copy()
    for name, value in changes.items():
        query[name] = "" if value is None else str(value)
    for name in [name for name in query if not query[name]]:
        del query[name]
    return f"{request.path}?{query.urlencode()}" if query else str(request.path)


def list_page_numbers(page: "Page[Any]") -> list[int | None]:
    """Return the page numbers worth a link; None for each run that is left out: 1 2 … 9."""
    page_range = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return [number if isinstance(number, int) else None for number in page_range]


def describe_pages(
    request: HttpRequest, page: "Page[Any]", anchor: str = "", parameter: str = "page"
) -> Data | None:
    """Return the links to a list's other pages, None where there are none."""
    if not page.has_other_pages():
        return None

    def address(number: int) -> str:
        # The first needs no word.
        return change_address(request, {parameter: number if number > 1 else None}) + anchor

    return {
        "previous": address(page.previous_page_number()) if page.has_previous() else "",
        "next": address(page.next_page_number()) if page.has_next() else "",
        "number": page.number,
        "numbers": [
            (number, address(number)) if number else None for number in list_page_numbers(page)
        ],
    }


def describe_filters(request: HttpRequest, filters: Filters) -> Data:
    """Return the form that cuts a list down, and what was chosen in it."""
    return {
        "address": request.path,
        "offered": [describe_facet(facet) for facet in filters.offered],
        "chosen": [
            {
                "label": facet.label,
                "value": describe_label(facet.chosen_label),
                "without": change_address(request, facet.without),
            }
            for facet in filters.chosen
        ],
    }


def describe_facet(facet: Facet) -> Data:
    """Return a filter. choices: value, words, count in words, whether chosen; None to type in."""
    return {
        "name": facet.name,
        "label": facet.label,
        "typed": facet.chosen_label.value,
        "choices": facet.choices
        and [
            (
                choice.key,
                describe_label(choice.label),
                describe_count(choice.count, is_partial=facet.is_partial),
                choice.key == facet.value,
            )
            for choice in facet.choices
        ],
    }


def describe_count(count: int | None, *, is_partial: bool) -> str:
    """Return how many records a choice has, "" where nobody counted. is_partial: at least so many.

    >>> describe_count(1200, is_partial=True)
    '1,200+'
    """
    return "" if count is None else f"{spell_number(count)}{'+' * is_partial}"


def describe_label(label: Translated) -> Text:
    return Text(label.value, label.lang if label.is_fallback else "")

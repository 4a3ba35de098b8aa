"""The list of events by series and year, and each series' timeline, as data."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from itertools import groupby
from typing import Any, Final

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext, pgettext

from forum.core import edition_numbers
from forum.core.columns import each_language
from forum.core.content import column, language_codes
from forum.core.translated import translated
from forum.delivery.facets import (
    FacetChoice,
    Fact,
    Filtering,
    Filters,
    Vocabulary,
    apply_filters,
    by_label,
    in_order_of,
    make_labeller,
    read_chosen_values,
    ready_texts,
)
from forum.delivery.frame import FRAME, build_frame, build_list_frame, read_frame
from forum.delivery.lists import (
    describe_filters,
    describe_pages,
    find_start,
    make_page,
    page_slice,
)
from forum.delivery.page_texts import PageTexts, list_in_other_languages, plain_text
from forum.delivery.record_fragments import Data, describe_event_row, describe_link
from forum.delivery.statements import (
    SLUG,
    PageAnswer,
    PageStatement,
    Querysets,
    Records,
    Rows,
    count_once,
    read_count,
)
from sessions_app.models import Event, Series
from sessions_app.models.events import EventQuerySet

FILTERS: Final = ("series", "year", "kind", "city")


def list_facts() -> Rows:
    """Return what the filters ask of every published event."""
    names = [column("city", code) for code in language_codes()]
    fields = ("pk", "kind", "last_day", "series_id", "parent__series_id")
    events = Event.objects.published().with_readiness().with_last_day().order_by()
    facts: Rows = events.values(*fields, *each_language("is_ready"), *names)
    return facts


FACET_QUERIES: Final[Querysets] = {
    "facts": list_facts,
    "series": lambda: Series.objects.published(),
}
FACET_STATEMENT: Final = PageStatement(**FACET_QUERIES)


def list_event_querysets(
    listed: Callable[[], EventQuerySet], among: Callable[[], EventQuerySet]
) -> Querysets:
    """Return what a page of a list asks. among: the events whose sub-forums stand under them."""

    def list_all() -> EventQuerySet:
        return listed().on_their_own(among())

    def list_page() -> EventQuerySet:
        return list_all().by_series()[page_slice()]

    return {
        "events": lambda: list_page().with_place_in_series(),
        "sub_forums": lambda: (
            among()
            .filter(parent__in=list_page().values("pk"), parent__parent=None)
            .order_by("starts_on", "slug")
        ),
        "count": lambda: count_once(list_all(), count="pk"),
        **FRAME,
    }


def make_statement(keys: list[int] | None = None) -> PageStatement:
    """Return what a page of the list asks. keys: of the events that filters leave."""

    def list_chosen() -> EventQuerySet:
        events: EventQuerySet = Event.objects.published()
        return events if keys is None else events.filter(pk__in=keys)

    return PageStatement(**list_event_querysets(list_chosen, list_chosen), **FACET_QUERIES)


EVENTS_STATEMENT: Final = make_statement()


def ask_for_events(request: HttpRequest) -> PageAnswer:
    """Return the rows of the page of the list that an address asks for."""
    statement = EVENTS_STATEMENT
    if read_chosen_values(request, *FILTERS):
        _filters, keys = filter_events(request, FACET_STATEMENT.ask().read())
        statement = make_statement(keys)
    return statement.ask(start=find_start(request))


def build_events_list(records: Records, request: HttpRequest) -> Data:
    """Return what a page of the list shows. records: of ``ask_for_events``."""
    texts = PageTexts()
    filters, keys = filter_events(request, records)
    page = make_page(request, records["events"], read_count(records["count"]))
    sub_forums = group_sub_forums(records)
    content = {
        "groups": [
            {
                "key": series.pk if series else "none",
                "series": describe_link(series, "name", texts) if series else None,
                "years": group_by_year(events, sub_forums, texts),
            }
            for series, events in groupby(page, key=series_of_event)
        ],
        "count": len(keys),
        "pages": describe_pages(request, page),
        "filters": describe_filters(request, filters),
    }
    return {**build_list_frame(request, records, texts, gettext("Events"), filters), **content}


def series_of_event(event: Event) -> Series | None:
    parent = event.public_parent
    return event.public_series or (parent.public_series if parent else None)


def group_sub_forums(records: Records) -> dict[int, list[Event]]:
    """Return the sub-forums of each event, by its key."""
    groups: dict[int, list[Event]] = defaultdict(list)
    for event in records["sub_forums"]:
        groups[event.parent_id].append(event)
    return groups


def group_by_year(
    events: Iterable[Any], sub_forums: Mapping[int, list[Event]], texts: PageTexts
) -> list[Data]:
    groups = groupby(events, key=lambda event: event.last_day.year if event.last_day else None)
    return [
        {
            "year": describe_year(year),
            "events": [
                {
                    **describe_event_row(event, texts),
                    "sub_forums": describe_sub_forums(event, sub_forums, texts),
                }
                for event in group
            ],
        }
        for year, group in groups
    ]


def describe_year(year: int | None) -> str:
    """Return a year in words, "" for none."""
    return pgettext("a year", "%(year)s") % {"year": year} if year else ""


def describe_sub_forums(
    event: Event, sub_forums: Mapping[int, list[Event]], texts: PageTexts
) -> list[Data]:
    below = sub_forums.get(event.pk, ())
    return [describe_event_row(forum, texts, within=True) for forum in below]


# --- A series -----------------------------------------------------------------------------------


def list_of_series() -> EventQuerySet:
    return Event.objects.published().of_series(SLUG)


SERIES_STATEMENT: Final = PageStatement(
    subjects=lambda: Series.objects.published().filter(slug=SLUG),
    to_come=lambda: list_of_series().upcoming().values("pk")[:1],
    **list_event_querysets(list_of_series, lambda: Event.objects.published()),
)


def build_series_page(records: Records, request: HttpRequest) -> Data | None:
    """Return the timeline of a series, None where the public sees no such series.

    records: of ``SERIES_STATEMENT``.
    """
    if not records["subjects"]:
        return None
    [series] = records["subjects"]
    texts = PageTexts()
    page = make_page(request, records["events"], read_count(records["count"]))
    sub_forums = group_sub_forums(records)
    content = {
        "series": {
            "name": texts.show(series, "name"),
            "abbreviation": texts.show(series, "abbreviation"),
            "others": list_in_other_languages(series, "name"),
            "about": texts.show_prose(series, "description"),
            "overview": reverse("series-overview", args=[series.slug]),
        },
        "is_to_come": bool(records["to_come"]),
        "editions": [describe_edition(event, sub_forums, texts) for event in page],
        "pages": describe_pages(request, page),
    }
    context = {
        "subject": series,
        **read_frame(records),
        "page": page,
    }
    return {
        **build_frame(request, context),
        "title": plain_text(series, "name"),
        "honest": texts.say_honestly(),
        **content,
    }


def describe_edition(event: Any, sub_forums: Mapping[int, list[Event]], texts: PageTexts) -> Data:
    """Return an event of a timeline."""
    row = describe_event_row(event, texts)
    return {
        **row,
        "number": edition_numbers.edition(event.edition) if event.edition else "",
        "year": describe_year(event.last_day.year if event.last_day else None),
        "others": list_in_other_languages(event, "title"),
        "sub_forums": describe_sub_forums(event, sub_forums, texts),
    }


# --- The filters --------------------------------------------------------------------------------


def filter_events(request: HttpRequest, records: Records) -> tuple[Filters, list[int]]:
    """Return the filters of the list of events, and the keys of the events that they leave."""
    filtering: Filtering = {
        "series": (gettext("Series"), by_label),
        "year": (gettext("Year"), latest_year_first),
        "kind": (gettext("Kind"), in_order_of(Event.Kind)),
        "city": (gettext("City"), by_label),
    }
    return apply_filters(request, filtering, make_facts(records))


def latest_year_first(choice: FacetChoice) -> int:
    return -int(choice.key)


def make_facts(records: Records) -> list[Fact]:
    """Return every published event as the filters see it."""
    rows = records["facts"]
    series = {record.pk: {record.slug: translated(record, "name")} for record in records["series"]}
    cities = [ready_texts(row, "city") for row in rows]
    vocabulary = Vocabulary(cities)
    year, kind = make_labeller(str), make_labeller(lambda key: Event.Kind(key).label)
    return [
        Fact(
            {
                "series": series.get(row["series_id"] or row["parent__series_id"], {}),
                "year": year(str(row["last_day"].year)) if row["last_day"] else {},
                "kind": kind(row["kind"]),
                "city": vocabulary.label_names(city),
            },
            row["pk"],
        )
        for row, city in zip(rows, cities, strict=True)
    ]

"""Who said what, cut down by topic, year, series, role and country."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import Case, F, QuerySet, Value, When
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.utils.translation import gettext, pgettext
from django_countries import countries

from forum.core.translated import Translated, translated
from forum.core.visibility import public_filter
from forum.delivery.facets import (
    Facet,
    FacetChoice,
    Fact,
    Filters,
    by_label,
    count_choices,
    in_page_language,
    make_labeller,
    read_chosen_values,
)
from forum.delivery.statements import Querysets, Rows
from forum.models import Topic
from people.models import Person
from sessions_app.models import Appearance, Series
from sessions_app.models.appearance_queryset import AppearanceQuerySet

type Labels = Mapping[str, Translated]

TOPIC: Final = "topic"
_ORDERS: Final[dict[str, Callable[[FacetChoice], Any]]] = {
    TOPIC: by_label,
    "year": lambda choice: -int(choice.key),
    "series": by_label,
    "role": lambda choice: list(Appearance.Role.values).index(choice.key),
    "country": by_label,
}
FILTER_NAMES: Final = tuple(_ORDERS)
_COLUMNS: Final = ("pk", "session_id", "role", "year", "series", "country")


@dataclass(frozen=True, slots=True)
class FilteredAppearances:
    """The appearances that the filters leave. keys: theirs."""

    appearances: AppearanceQuerySet
    filters: Filters
    keys: list[int]

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self.keys)


def filter_appearances(
    request: HttpRequest, appearances: AppearanceQuerySet, *, without: str = ""
) -> FilteredAppearances:
    """Cut appearances down to what an address asks for. without: a filter that is not offered."""
    filters, facts = filter_facts(request, _list_facts(appearances), without=without)
    keys = [fact.pk for fact in facts]
    if filters.chosen:
        appearances = Appearance.objects.published().filter(pk__in=keys)
    return FilteredAppearances(appearances, filters, keys)


def filter_facts(
    request: HttpRequest, facts: list[Fact], *, without: str = ""
) -> tuple[Filters, list[Fact]]:
    """Return the filters of some appearances, and those that they leave."""
    names = [name for name in _ORDERS if name != without]
    chosen = read_chosen_values(request, *names)
    facets = [make_facet(name, facts, chosen) for name in names]
    return Filters(facets), [fact for fact in facts if fact.matches(chosen)]


def make_facet(name: str, facts: list[Fact], chosen: Mapping[str, str]) -> Facet:
    """Return one filter. chosen: what the address sets, of every filter."""
    return Facet(name, _label(name), chosen.get(name, ""), _choices(name, facts, chosen))


def _label(name: str) -> str:
    return {
        TOPIC: pgettext("tag", "Topic"),
        "year": gettext("Year"),
        "series": gettext("Series"),
        "role": gettext("Role"),
        "country": gettext("Country or area"),
    }[name]


def _choices(name: str, facts: list[Fact], chosen: Mapping[str, str]) -> list[FacetChoice]:
    """Return what a filter offers; nothing where it is not set and would leave everything."""
    choices = count_choices(name, facts, chosen, _ORDERS[name])
    other_values = {key: value for key, value in chosen.items() if key != name}
    remaining = sum(fact.count for fact in facts if fact.matches(other_values))
    is_needless = name not in chosen and len(choices) == 1 and choices[0].count == remaining
    return [] if is_needless else choices


def _list_facts(appearances: AppearanceQuerySet) -> list[Fact]:
    """Return the appearances as the filters see them."""
    rows = list(list_fact_rows(appearances).values_list(*_COLUMNS))
    tags = Tags(
        _list_topics("appearances", {row[0] for row in rows}),
        _list_topics("sessions", {row[1] for row in rows}),
        Series.objects.published().filter(pk__in={row[4] for row in rows if row[4]}),
    )
    return [make_fact(tags, *row) for row in rows]


def list_fact_rows(appearances: AppearanceQuerySet) -> Rows:
    """Return what the filters ask of appearances."""
    event = "session__event"
    is_public = public_filter(Person, "person")
    rows: Rows = appearances.order_by().annotate(
        year=F(f"{event}__starts_on__year"),
        series=Coalesce(f"{event}__series", f"{event}__parent__series"),
        country=Case(When(is_public, then="person__country"), default=Value("")),
    )
    return rows.values(*_COLUMNS).distinct()


def list_fact_querysets(
    appearances: Callable[[], AppearanceQuerySet],
) -> Querysets:
    """Return what a page's statement asks for its filters: what ``read_facts`` reads."""

    def values(name: str) -> Rows:
        return list_fact_rows(appearances()).order_by().values(name)

    return {
        "facts": lambda: list_fact_rows(appearances()),
        "topics": lambda: _list_topics("appearances", values("pk")),
        "session_topics": lambda: _list_topics("sessions", values("session_id")),
        "series": lambda: Series.objects.published().filter(pk__in=values("series")),
    }


def read_facts(records: Mapping[str, list[Any]]) -> list[Fact]:
    """Return the appearances of a page's statement as the filters see them."""
    tags = Tags(records["topics"], records["session_topics"], records["series"])
    return [make_fact(tags, *(row[name] for name in _COLUMNS)) for row in records["facts"]]


def _list_topics(name: str, keys: Collection[int] | Rows) -> "QuerySet[Topic]":
    """Return the topics of sessions or appearances, each with the ``key`` of one of these."""
    topics: QuerySet[Topic] = Topic.objects.published().filter(**{f"{name}__in": keys})
    return topics.annotate(key=F(name))


class Tags:
    """What appearances are found under besides what they say themselves, in the page's language.

    topics, session_topics: each with the ``key`` of an appearance, or a session.
    """

    def __init__(
        self, topics: Iterable[Any], session_topics: Iterable[Any], series: Iterable[Series]
    ) -> None:
        self.topics = label_topics(topics)
        self.session_topics = label_topics(session_topics)
        self.series = {
            row.pk: {row.slug: translated(row, "name") or in_page_language(row.slug)}
            for row in series
        }
        self.role = make_labeller(lambda key: Appearance.Role(key).label)
        self.year = make_labeller(str)
        self.country = make_labeller(countries.name)

    def label_facts(
        self, topics: Labels, year: int | None, series: int | None, role: str, country: str
    ) -> dict[str, Labels]:
        """Return filter -> key -> label. series: its key; role, country: "" for none."""
        return {
            TOPIC: topics,
            "year": self.year(str(year)) if year else {},
            "series": self.series.get(series or 0, {}),
            "role": self.role(role) if role else {},
            "country": self.country(country) if country else {},
        }


def label_topics(topics: Iterable[Any]) -> Mapping[int, Labels]:
    labels: dict[int, dict[str, Translated]] = defaultdict(dict)
    for topic in topics:
        labels[topic.key] |= label_topic(topic)
    return labels


def label_topic(topic: Topic) -> dict[str, Translated]:
    return {topic.slug: translated(topic, "name")}


def make_fact(
    tags: Tags, pk: int, session: int, role: str, year: int | None, series: int | None, country: str
) -> Fact:
    """Return an appearance as the filters see it. session, series: their keys; year: the event's.

    country: the person's code, "" for none or one that the public may not see.
    """
    topics = {**tags.session_topics.get(session, {}), **tags.topics.get(pk, {})}
    return Fact(tags.label_facts(topics, year, series, role, country), pk)

"""Who said what, cut down by topic, year, series, role and country."""

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import Case, F, Q, Value, When
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.utils.translation import gettext, pgettext
from django_countries import countries

from forum.core.translated import Translated, translated
from forum.core.visibility import public_filter
from forum.models import Topic
from forum.site.facets import (
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


def about_topic(topic: Topic) -> Q:
    """Return the condition that an appearance, or its session, is tagged with a topic."""
    return Q(topics=topic) | Q(session__topics=topic)


def filter_appearances(
    request: HttpRequest, appearances: AppearanceQuerySet, *, without: str = ""
) -> FilteredAppearances:
    """Cut appearances down to what an address asks for. without: a filter that is not offered."""
    names = [name for name in _ORDERS if name != without]
    chosen = read_chosen_values(request, *names)
    facts = _list_facts(appearances)
    facets = [
        Facet(name, _label(name), chosen.get(name, ""), _choices(name, facts, chosen))
        for name in names
    ]
    keys = [fact.pk for fact in facts if fact.matches(chosen)]
    if chosen:
        appearances = Appearance.objects.published().filter(pk__in=keys)
    return FilteredAppearances(appearances, Filters(facets), keys)


def _label(name: str) -> str:
    return {
        TOPIC: pgettext("tag", "Topic"),
        "year": gettext("Year"),
        "series": gettext("Series"),
        "role": gettext("Role"),
        "country": gettext("Country or area"),
    }[name]


def _choices(name: str, facts: list[Fact], chosen: Mapping[str, str]) -> list[FacetChoice]:
    """Return what a filter offers; nothing where it would leave everything."""
    choices = count_choices(name, facts, chosen, _ORDERS[name])
    return [] if len(choices) == 1 and choices[0].count == len(facts) else choices


def _list_facts(appearances: AppearanceQuerySet) -> list[Fact]:
    """Return the appearances as the filters see them."""
    event = "session__event"
    is_public = public_filter(Person, "person")
    rows = list(
        appearances.order_by()
        .annotate(
            series=Coalesce(f"{event}__series", f"{event}__parent__series"),
            country=Case(When(is_public, then="person__country"), default=Value("")),
        )
        .values_list("pk", "session_id", "role", f"{event}__starts_on__year", "series", "country")
        .distinct()
    )
    topics = _list_topics("appearances", {row[0] for row in rows})
    session_topics = _list_topics("sessions", {row[1] for row in rows})
    series = _list_series({row[4] for row in rows})
    role = make_labeller(lambda key: Appearance.Role(key).label)
    year = make_labeller(str)
    country = make_labeller(countries.name)
    return [
        Fact(
            {
                TOPIC: {**session_topics.get(session, {}), **topics.get(pk, {})},
                "year": year(str(begun)) if begun else {},
                "series": series.get(series_key, {}),
                "role": role(role_key),
                "country": country(area) if area else {},
            },
            pk,
        )
        for pk, session, role_key, begun, series_key, area in rows
    ]


def _list_topics(name: str, keys: Collection[int]) -> Mapping[int, Labels]:
    """Return the topics of sessions or appearances by their keys: slug -> name."""
    labels: dict[int, dict[str, Translated]] = defaultdict(dict)
    tagged = Topic.objects.published().filter(**{f"{name}__in": keys}).annotate(key=F(name))
    for topic in tagged:
        labels[topic.key][topic.slug] = translated(topic, "name")
    return labels


def _list_series(keys: set[int]) -> dict[int, Labels]:
    series = Series.objects.published().filter(pk__in=[key for key in keys if key])
    return {
        row.pk: {row.slug: translated(row, "name") or in_page_language(row.slug)} for row in series
    }

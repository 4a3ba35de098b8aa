"""What the list of events can be cut down to: series, year, kind, city."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext

from forum.core.content import column, language_codes
from forum.core.translated import translated
from forum.site.facets import (
    Choice,
    Facet,
    Fact,
    Filters,
    Vocabulary,
    by_label,
    chosen_values,
    counted,
    spoken,
)
from sessions_app.models import Event, Series


def event_filters(request: HttpRequest) -> tuple[Filters, list[int]]:
    """Return the filters of the list of events, and the keys of the events that they leave."""
    orders = {"series": by_label, "year": _latest_first, "kind": _as_declared, "city": by_label}
    chosen = chosen_values(request, *orders)
    facts = _facts()
    facets = [
        Facet(name, _label(name), chosen.get(name, ""), counted(name, facts, chosen, order))
        for name, order in orders.items()
    ]
    return Filters(facets), [fact.pk for fact in facts if fact.matches(chosen)]


def _label(name: str) -> str:
    labels = {
        "series": gettext("Series"),
        "year": gettext("Year"),
        "kind": gettext("Kind"),
        "city": gettext("City"),
    }
    return labels[name]


def _latest_first(choice: Choice) -> int:
    return -int(choice.key)


def _as_declared(choice: Choice) -> int:
    return list(Event.Kind.values).index(choice.key)


def _facts() -> list[Fact]:
    """Return every published event as the filters see it: two queries."""
    names = [column("city", code) for code in language_codes()]
    fields = ("pk", "kind", "last_day", "series_id", "parent__series_id", "ready_languages")
    rows = list(Event.objects.published().with_last_day().order_by().values(*fields, *names))
    series = {one.pk: {one.slug: translated(one, "name")} for one in Series.objects.published()}
    cities = [_city(row) for row in rows]
    vocabulary = Vocabulary(cities)
    year, kind = spoken(str), spoken(lambda key: Event.Kind(key).label)
    return [
        Fact(
            {
                "series": series.get(row["series_id"] or row["parent__series_id"], {}),
                "year": year(str(row["last_day"].year)) if row["last_day"] else {},
                "kind": kind(row["kind"]),
                "city": vocabulary.labelled(city),
            },
            row["pk"],
        )
        for row, city in zip(rows, cities, strict=True)
    ]


def _city(row: Mapping[str, Any]) -> dict[str, str]:
    """Return the city's name in each language that the event is ready in."""
    names = {code: row[column("city", code)] for code in language_codes()}
    return {code: name for code, name in names.items() if name and code in row["ready_languages"]}

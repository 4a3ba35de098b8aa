"""What the directory of organizations can be cut down to: kind, country or area."""

from django.db.models import Count
from django.http import HttpRequest
from django.utils.translation import gettext
from django_countries import countries

from forum.core.translated import Translated
from forum.site.facets import Choice, Facet, Fact, Filters, by_label, chosen_values, counted, said
from people.models import NamedQuerySet, Organization


def found_organizations(request: HttpRequest) -> tuple[NamedQuerySet[Organization], Filters]:
    """Return the published organizations that the filters of an address leave, and the filters."""
    chosen = chosen_values(request, "kind", "country")
    published = Organization.objects.published()
    facts = _facts(published)
    kind, country = chosen.get("kind", ""), chosen.get("country", "")
    kinds = counted("kind", facts, chosen, _as_declared)
    areas = counted("country", facts, chosen, by_label)
    facets = [
        Facet("kind", gettext("Kind"), kind, kinds),
        Facet("country", gettext("Country or area"), country, areas),
    ]
    return published.filter(**chosen), Filters(facets)


def _as_declared(choice: Choice) -> int:
    return list(Organization.Kind.values).index(choice.key)


def _facts(published: NamedQuerySet[Organization]) -> list[Fact]:
    """Return how many organizations there are of each kind in each country: one query."""
    rows = published.order_by().values("kind", "country").annotate(count=Count("pk"))
    return [
        Fact(_under(kind, country), count=count)
        for kind, country, count in rows.values_list("kind", "country", "count")
    ]


def _under(kind: str, country: str) -> dict[str, dict[str, Translated]]:
    return {
        "kind": {kind: said(str(Organization.Kind(kind).label))},
        "country": {country: said(countries.name(country))} if country else {},
    }

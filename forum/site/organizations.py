"""The directory of organizations, and each organization's page."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from django.core.paginator import Page
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django_countries import countries

from forum.core.translated import Translated
from forum.delivery.facets import (
    Facet,
    FacetChoice,
    Fact,
    Filters,
    by_label,
    count_choices,
    in_page_language,
    read_chosen_values,
)
from forum.delivery.lists import paginate
from forum.delivery.remarks_filters import filter_appearances
from forum.models import KnowledgeProduct
from forum.site.directory import group_by_letter, paginate_directory
from forum.site.record_lookup import find_published, public_page
from people.models import NamedQuerySet, Organization
from sessions_app.models import Appearance, Event
from sessions_app.models.appearance_queryset import AppearanceQuerySet


@public_page
def organizations(request: HttpRequest) -> HttpResponse:
    records, filters = filter_organizations(request)
    directory = paginate_directory(request, records)
    letters = group_by_letter((organization, None) for organization in directory.page)
    context = {"directory": directory, "letters": letters, "filters": filters}
    return render(request, "organizations/organizations.html", context)


@public_page
def organization(request: HttpRequest, slug: str) -> HttpResponse:
    organization = find_published(Organization.objects.published(), slug)
    roles = organization.event_roles.published().newest_event_first()
    appearances = Appearance.objects.published().filter(organization=organization)
    filtered = filter_appearances(request, appearances)
    # What was chosen is answered with everybody's words, the whole with who was there.
    if filtered.filters.chosen:
        speakers = list_in_full(request, filtered.appearances.with_words())
    else:
        speakers = list_in_full(request, appearances.once_an_event())
    products = KnowledgeProduct.objects.published().filter(publishers=organization).with_launch()
    context = {
        "subject": organization,
        "roles": paginate(request, roles, parameter="events"),
        "speakers": speakers,
        "delegations": group_delegations(speakers),
        "filters": filtered.filters,
        "count": filtered.count,
        "products": products.latest_first(),
    }
    return render(request, "organizations/organization.html", context)


def list_in_full(request: HttpRequest, appearances: AppearanceQuerySet) -> "Page[Appearance]":
    return paginate(request, appearances.with_event().with_people().newest_event_first())


@dataclass(frozen=True, slots=True)
class Delegation:
    """Who spoke for an organization at an event, each person once."""

    event: Event
    appearances: list[Appearance]


def group_delegations(appearances: Iterable[Appearance]) -> list[Delegation]:
    """Group appearances, which stand event by event."""
    groups = groupby(appearances, key=lambda appearance: appearance.session.event)
    return [Delegation(event, list(group)) for event, group in groups]


def filter_organizations(request: HttpRequest) -> tuple[NamedQuerySet[Organization], Filters]:
    """Return the published organizations that the filters of an address leave, and the filters."""
    chosen = read_chosen_values(request, "kind", "country")
    published = Organization.objects.published()
    facts = list_organization_facts(published)
    kind, country = chosen.get("kind", ""), chosen.get("country", "")
    kinds = count_choices("kind", facts, chosen, organization_kind_order)
    areas = count_choices("country", facts, chosen, by_label)
    facets = [
        Facet("kind", gettext("Kind"), kind, kinds),
        Facet("country", gettext("Country or area"), country, areas),
    ]
    return published.filter(**chosen), Filters(facets)


def organization_kind_order(choice: FacetChoice) -> int:
    return list(Organization.Kind.values).index(choice.key)


def list_organization_facts(published: NamedQuerySet[Organization]) -> list[Fact]:
    """Return how many organizations there are of each kind in each country: one query."""
    rows = published.order_by().values("kind", "country").annotate(count=Count("pk"))
    return [
        Fact(label_facts(kind, country), count=count)
        for kind, country, count in rows.values_list("kind", "country", "count")
    ]


def label_facts(kind: str, country: str) -> dict[str, dict[str, Translated]]:
    return {
        "kind": {kind: in_page_language(str(Organization.Kind(kind).label))},
        "country": {country: in_page_language(countries.name(country))} if country else {},
    }

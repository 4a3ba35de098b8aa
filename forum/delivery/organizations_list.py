"""The directory of organizations as data."""

from collections.abc import Mapping
from typing import Final

from django.db.models import Count
from django.http import HttpRequest
from django.utils.translation import gettext
from django_countries import countries

from forum.core.translated import Translated
from forum.delivery.directory import count_letters, describe_directory, list_page_keys
from forum.delivery.facets import (
    Facet,
    Fact,
    Filters,
    by_label,
    count_choices,
    in_order_of,
    in_page_language,
    read_chosen_values,
)
from forum.delivery.frame import FRAME, build_list_frame
from forum.delivery.lists import describe_filters, find_start
from forum.delivery.page_texts import PageTexts, list_in_other_languages
from forum.delivery.record_fragments import Data, address_of
from forum.delivery.statements import PageAnswer, PageStatement, Records, Rows
from people.models import NamedQuerySet, Organization

FILTERS: Final = ("kind", "country")


def make_statement(chosen: Mapping[str, str]) -> PageStatement:
    """Return what a page of the directory asks. chosen: filter -> value."""

    def list_chosen() -> NamedQuerySet[Organization]:
        published: NamedQuerySet[Organization] = Organization.objects.published()
        return published.filter(**chosen)

    def list_page() -> NamedQuerySet[Organization]:
        return list_chosen().filter(pk__in=list_page_keys(list_chosen())).in_directory_order()

    return PageStatement(
        organizations=list_page,
        letters=lambda: count_letters(list_chosen()),
        facts=count_organizations,
        **FRAME,
    )


def count_organizations() -> Rows:
    """Return how many organizations there are of each kind in each country."""
    rows = Organization.objects.published().order_by().values("kind", "country")
    counts: Rows = rows.annotate(count=Count("pk"))
    return counts


ORGANIZATIONS_STATEMENT: Final = make_statement({})


def ask_for_organizations(request: HttpRequest) -> PageAnswer:
    """Return the rows of the page of the directory that an address asks for."""
    chosen = read_chosen_values(request, *FILTERS)
    statement = make_statement(chosen) if chosen else ORGANIZATIONS_STATEMENT
    return statement.ask(start=find_start(request))


def build_organizations_list(records: Records, request: HttpRequest) -> Data:
    """Return what a page of the directory shows. records: of ``ask_for_organizations``."""
    texts = PageTexts()

    def describe(organization: Organization) -> Data:
        return {
            "href": address_of(organization),
            "name": texts.show(organization, "name"),
            "abbreviation": texts.show(organization, "abbreviation"),
            "others": list_in_other_languages(organization, "name"),
        }

    filters = make_filters(request, records)
    directory = describe_directory(request, records, records["organizations"], describe)
    return {
        **build_list_frame(request, records, texts, gettext("Organizations"), filters),
        "directory": directory,
        "filters": describe_filters(request, filters),
    }


def make_filters(request: HttpRequest, records: Records) -> Filters:
    """Return the filters as an address sets them, with what they offer."""
    chosen = read_chosen_values(request, *FILTERS)
    facts = [
        Fact(label_facts(row["kind"], row["country"]), count=row["count"])
        for row in records["facts"]
    ]
    kinds = count_choices("kind", facts, chosen, in_order_of(Organization.Kind))
    areas = count_choices("country", facts, chosen, by_label)
    return Filters(
        [
            Facet("kind", gettext("Kind"), chosen.get("kind", ""), kinds),
            Facet("country", gettext("Country or area"), chosen.get("country", ""), areas),
        ]
    )


def label_facts(kind: str, country: str) -> dict[str, dict[str, Translated]]:
    return {
        "kind": {kind: in_page_language(str(Organization.Kind(kind).label))},
        "country": {country: in_page_language(countries.name(country))} if country else {},
    }

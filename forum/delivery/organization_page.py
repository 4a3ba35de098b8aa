"""The page of an organization as data: its part in the events, who spoke for it, its products."""

from collections.abc import Callable
from itertools import groupby
from typing import Any, Final

from django.http import HttpRequest
from django.urls import reverse

from forum.core.translated import translated
from forum.delivery.facets import Filters, read_chosen_values
from forum.delivery.frame import FRAME, build_frame, read_frame
from forum.delivery.lists import (
    describe_filters,
    describe_pages,
    find_part_starts,
    find_start,
    make_page,
    page_slice,
)
from forum.delivery.page_texts import PageTexts, list_in_other_languages, plain_text, spell_name
from forum.delivery.pictures import logo
from forum.delivery.product_cards import describe_product_pages, list_product_querysets
from forum.delivery.publishing.reads import note_rows
from forum.delivery.record_fragments import (
    Data,
    describe_event_row,
)
from forum.delivery.related import OF_ORGANIZATION, list_products_of_organization
from forum.delivery.related_rows import describe_related
from forum.delivery.remarks_filters import (
    FILTER_NAMES,
    filter_appearances,
    filter_facts,
    list_fact_querysets,
    read_facts,
)
from forum.delivery.remarks_list import describe_remarks_list
from forum.delivery.statements import (
    PART_STARTS,
    SLUG,
    PageAnswer,
    PageStatement,
    Records,
    count_once,
    read_count,
)
from forum.delivery.text_markup import display, short_address
from people.models import Organization
from sessions_app.models import Appearance, EventOrganization, Session
from sessions_app.models.appearance_queryset import AppearanceQuerySet
from sessions_app.models.organizations import EventOrganizationQuerySet


def list_appearances(slug: str = SLUG) -> AppearanceQuerySet:
    """Return who spoke for an organization."""
    return Appearance.objects.published().filter(organization__slug=slug)


def list_roles() -> EventOrganizationQuerySet:
    return EventOrganization.objects.published().filter(organization__slug=SLUG)


def make_statement(list_speakers: Callable[[], AppearanceQuerySet]) -> PageStatement:
    """Return what the page asks. list_speakers: those that it lists."""
    return PageStatement(
        organizations=lambda: Organization.objects.published().filter(slug=SLUG),
        roles=lambda: list_roles().newest_event_first()[page_slice(PART_STARTS["events"])],
        roles_count=lambda: count_once(list_roles(), count="pk"),
        speakers=lambda: (
            list_speakers().with_event().with_people().newest_event_first()[page_slice()]
        ),
        speakers_count=lambda: count_once(list_speakers(), count="pk"),
        **list_product_querysets(list_products_of_organization),
        **OF_ORGANIZATION,
        **list_fact_querysets(list_appearances),
        **FRAME,
    )


ORGANIZATION_STATEMENT: Final = make_statement(list_appearances)


def ask_for_organization(slug: str, request: HttpRequest) -> PageAnswer:
    """Return the rows of an organization's page, of all who were there for it."""
    statement = ORGANIZATION_STATEMENT
    if read_chosen_values(request, *FILTER_NAMES):
        filtered = filter_appearances(request, list_appearances(slug))
        statement = make_statement(lambda: filtered.appearances)
    starts = find_part_starts(request, "events", "products")
    return statement.ask(slug, start=find_start(request), part_starts=starts)


def build_organization_page(records: Records, request: HttpRequest) -> Data | None:
    """Return what the page shows, None where the public sees no such organization.

    records: of ``ask_for_organization``.
    """
    if not records["organizations"]:
        return None
    [organization] = records["organizations"]
    texts = PageTexts()
    filters, _facts = filter_facts(request, read_facts(records))
    # Beyond the page's own part of the list too: what is tagged or cited hangs on these rows.
    note_rows(Appearance, [fact["pk"] for fact in records["facts"]])
    note_rows(Session, [fact["session_id"] for fact in records["facts"]])
    content = {
        "organization": describe_head(organization, texts),
        "filters": describe_filters(request, filters),
        **describe_speakers(records, filters, request, texts),
        **describe_roles(records, organization, request, texts),
        **describe_product_pages(records, request, texts),
        **describe_related(records, texts, people=records["spoken_for"]),
    }
    context = {
        "subject": organization,
        **read_frame(records),
        "filters": filters,
    }
    return {
        **build_frame(request, context),
        "title": plain_text(organization, "name"),
        "honest": texts.say_honestly(),
        **content,
    }


def describe_head(organization: Organization, texts: PageTexts) -> Data:
    country = organization.country
    return {
        "logo": logo(organization) if organization.logo else "",
        "kind": display(organization, "kind"),
        "name": texts.show(organization, "name"),
        "abbreviation": texts.show(organization, "abbreviation"),
        "others": list_in_other_languages(organization, "name"),
        "country": str(country.name) if country else "",
        "compatriots": f"{reverse('organizations')}?country={country.code}" if country else "",
        "website": organization.website,
        "short_website": short_address(organization.website),
        "aliases": [spell_name(name) for name in organization.aliases],
    }


def describe_speakers(
    records: Records, filters: Filters, request: HttpRequest, texts: PageTexts
) -> Data:
    """Return who spoke for it, and what they said."""
    count = read_count(records["speakers_count"])
    page = make_page(request, records["speakers"], count)
    remarks = describe_remarks_list(page, texts)
    return {
        "count": count,
        "pages": describe_pages(request, page, "#remarks"),
        "remarks": remarks,
        "has_words": any(turn["excerpt"] for event in remarks for turn in event["turns"]),
    }


def describe_roles(
    records: Records, organization: Organization, request: HttpRequest, texts: PageTexts
) -> Data:
    """Return what the organization did, role by role, under which name."""
    count = read_count(records["roles_count"])
    page = make_page(request, records["roles"], count, "events")
    groups = groupby(page, key=lambda role: display(role, "role"))
    return {
        "roles": [
            {"role": name, "events": [describe_role(role, organization, texts) for role in group]}
            for name, group in groups
        ],
        "roles_pages": describe_pages(request, page, "#events", "events"),
    }


def describe_role(role: Any, organization: Organization, texts: PageTexts) -> Data:
    printed = translated(role, "printed_name")
    is_another = printed and printed.value not in organization.names()
    return {
        "event": describe_event_row(role.event, texts),
        "printed": texts.show(role, "printed_name") if is_another else None,
    }

"""The directory of organizations, and each organization's page."""

from django.http import HttpRequest, HttpResponse

from forum.delivery.organization_page import ask_for_organization, build_organization_page
from forum.delivery.organizations_list import ask_for_organizations, build_organizations_list
from forum.delivery.page_cache import show_list, show_page
from forum.site.record_lookup import explain_absence, public_page
from people.models import Organization


@public_page
def organizations(request: HttpRequest) -> HttpResponse:
    answer = ask_for_organizations(request)
    return show_list(request, "organizations/organizations.jinja", answer, build_organizations_list)


@public_page
def organization(request: HttpRequest, slug: str) -> HttpResponse:
    answer = ask_for_organization(slug, request)
    page = show_page(request, "organizations/organization.jinja", answer, build_organization_page)
    if page is None:
        raise explain_absence(Organization.objects.published(), slug)
    return page

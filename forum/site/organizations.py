"""The directory of organizations, and each organization's page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from forum.models import KnowledgeProduct
from forum.site.appearance_groups import delegations
from forum.site.directory import by_letter, directory
from forum.site.organization_filters import found_organizations
from forum.site.record_lookup import paged, public_page, published_or_moved
from people.models import Organization
from sessions_app.models import Appearance


@public_page
def organizations(request: HttpRequest) -> HttpResponse:
    found, filters = found_organizations(request)
    shown = directory(request, found)
    letters = by_letter((organization, None) for organization in shown.page)
    context = {"directory": shown, "letters": letters, "filters": filters}
    return render(request, "organizations/organizations.html", context)


@public_page
def organization(request: HttpRequest, slug: str) -> HttpResponse:
    found = published_or_moved(Organization.objects.published(), slug)
    roles = found.event_roles.published().newest_event_first()
    sent = Appearance.objects.published().filter(organization=found).once_an_event()
    speakers = paged(request, sent.with_event().with_people().newest_event_first())
    products = KnowledgeProduct.objects.published().filter(publishers=found).with_launch()
    context = {
        "subject": found,
        "roles": paged(request, roles, parameter="events"),
        "speakers": speakers,
        "delegations": delegations(speakers),
        "products": products.latest_first(),
    }
    return render(request, "organizations/organization.html", context)

"""The directory of organizations, and each organization's page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from forum.models import KnowledgeProduct
from forum.views.directory import by_letter
from forum.views.lookup import paged, public_page, published_or_moved
from people.models import Organization
from sessions_app.models import Appearance


@public_page
def organizations(request: HttpRequest) -> HttpResponse:
    page = paged(request, Organization.objects.published().in_directory_order())
    letters = by_letter((organization, None) for organization in page)
    return render(request, "organizations/organizations.html", {"page": page, "letters": letters})


@public_page
def organization(request: HttpRequest, slug: str) -> HttpResponse:
    found = published_or_moved(Organization.objects.published(), slug)
    speakers = Appearance.objects.published().filter(organization=found).with_event()
    context = {
        "subject": found,
        "roles": found.event_roles.published().newest_event_first(),
        "speakers": speakers.with_people().newest_event_first(),
        "products": KnowledgeProduct.objects.published().filter(publishers=found),
    }
    return render(request, "organizations/organization.html", context)

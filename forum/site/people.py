"""The directory of people, and each person's page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from forum.models import KnowledgeProduct
from forum.site.appearance_groups import by_event
from forum.site.directory import by_letter, directory
from forum.site.people_filters import found_people
from forum.site.record_lookup import paged, public_page, published_or_moved
from people.models import Person


@public_page
def people(request: HttpRequest) -> HttpResponse:
    found = found_people(request)
    shown = directory(request, found.people)
    appearances = found.appearances.filter(person__in=list(shown.page)).with_event()
    latest = {one.person_id: one for one in appearances.latest_of_each_person()}
    rows = [(person, latest.get(person.pk)) for person in shown.page]
    context = {"directory": shown, "letters": by_letter(rows), "filters": found.filters}
    return render(request, "people/people.html", context)


@public_page
def person(request: HttpRequest, slug: str) -> HttpResponse:
    found = published_or_moved(Person.objects.published().select_related("organization"), slug)
    appearances = found.appearances.published().with_event().with_people()
    products = KnowledgeProduct.objects.published().filter(launched_by__in=appearances.values("pk"))
    page = paged(request, appearances.newest_event_first())
    context = {
        "subject": found,
        "page": page,
        "events": by_event(page),
        "products": products.with_launch().latest_first().distinct(),
    }
    return render(request, "people/person.html", context)

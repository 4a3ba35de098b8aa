"""The directory of people, and each person's page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from forum.models import KnowledgeProduct
from forum.views.directory import by_letter
from forum.views.lookup import paged, public_page, published_or_moved
from people.models import Person
from sessions_app.models import Appearance


@public_page
def people(request: HttpRequest) -> HttpResponse:
    page = paged(request, Person.objects.published().in_directory_order())
    appearances = Appearance.objects.published().filter(person__in=list(page))
    latest = {one.person_id: one for one in appearances.with_event().latest_of_each_person()}
    rows = [(person, latest.get(person.pk)) for person in page]
    return render(request, "people/people.html", {"page": page, "letters": by_letter(rows)})


@public_page
def person(request: HttpRequest, slug: str) -> HttpResponse:
    found = published_or_moved(Person.objects.published().select_related("organization"), slug)
    appearances = found.appearances.published().with_event().with_people()
    products = KnowledgeProduct.objects.published().filter(launched_by__in=appearances.values("pk"))
    context = {
        "subject": found,
        "appearances": appearances.newest_event_first(),
        "products": products.distinct(),
    }
    return render(request, "people/person.html", context)

"""The directory of people, and each person's page."""

from django.http import HttpRequest, HttpResponse

from forum.delivery.lists import find_part_starts
from forum.delivery.page_cache import show_list, show_page
from forum.delivery.people_list import ask_for_people, build_people_list
from forum.delivery.person_page import PERSON_STATEMENT, build_person_page
from forum.site.record_lookup import explain_absence, public_page
from people.models import Person


@public_page
def people(request: HttpRequest) -> HttpResponse:
    return show_list(request, "people/people.jinja", ask_for_people(request), build_people_list)


@public_page
def person(request: HttpRequest, slug: str) -> HttpResponse:
    answer = PERSON_STATEMENT.ask(slug, part_starts=find_part_starts(request, "products"))
    page = show_page(request, "people/person.jinja", answer, build_person_page)
    if page is None:
        raise explain_absence(Person.objects.published(), slug)
    return page

"""Every page asks the same number of questions, however much there is to show."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from forum.models import KnowledgeProduct
from people.models import Organization, Person
from sessions_app.models import Event, Series, Session
from tests import factories as make
from tests.pages import LANGUAGES, one_of_each, public_patterns

pytestmark = pytest.mark.django_db

NAMES = [str(pattern.name) for pattern in public_patterns()]


def queries(client: Client, path: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        response = client.get(path)
        # Read to its end a file closes itself, and the test's transaction stays.
        b"".join(response)
    assert response.status_code == 200
    return len(asked)


def two_more_of_each() -> None:
    """Put two further records of every kind beside those of ``one_of_each``, joined to them."""
    event, series = Event.objects.get(slug="ports"), Series.objects.get(slug="coast")
    session, product = Session.objects.get(slug="opening"), KnowledgeProduct.objects.get()
    known, institute = Person.objects.get(), Organization.objects.get()
    for number in range(2):
        organization = make.make_organization()
        person = make.make_person(organization=institute)
        further = make.make_event(series=series, title_en=f"Ports {number}")
        part = make.make_session(event)
        make.make_role(event, organization)
        make.make_role(further, institute)
        remarks = {"remarks_zh_hans": "<p>港口很好。</p>", "remarks_en": "<p>Ports are good.</p>"}
        photo = make.make_photo(event)
        make.make_photo(event, session=session)
        make.make_document(event)
        for place, who in ((session, person), (part, known), (make.make_session(further), known)):
            appearance = make.make_appearance(
                place, who, organization=institute, photo=photo, **remarks
            )
            launched = make.make_product(launched_in=place)
            launched.launched_by.add(appearance)
            launched.publishers.add(institute)
        product.launched_by.add(appearance)
        product.publishers.add(organization)
        product.topics.add(make.make_topic())
        make.make_product_part(product)
        make.make_page(menu_position=number + 2)
        make.make_page(kind="news")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
def test_more_records_are_no_more_queries(client: Client, name: str, language: str) -> None:
    path = f"/{language}/{one_of_each()[name]}"
    # Lists that are empty ask for nothing more: each has its first entry.
    KnowledgeProduct.objects.get().publishers.add(Organization.objects.get())
    query = "?q=港口" if name == "search" else ""
    # What is asked once a process, such as the kinds of content, is asked before.
    queries(client, path + query)
    few = queries(client, path + query)
    two_more_of_each()
    assert (few, queries(client, path + query)) == (few, few)


def test_a_missing_page_asks_as_much_on_a_full_site(client: Client) -> None:
    def asked() -> Any:
        with CaptureQueriesContext(connection) as found:
            assert client.get("/en/people/nobody/").status_code == 404
        return len(found)

    one_of_each()
    asked()
    few = asked()
    two_more_of_each()
    assert asked() == few

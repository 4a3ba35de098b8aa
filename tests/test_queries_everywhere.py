"""Every page asks the same number of questions, however much there is to show."""

from datetime import time

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from forum.models import KnowledgeProduct
from people.models import Organization, Person
from sessions_app.models import Event, Series, Session
from tests.support import factories as make
from tests.support.pages import LANGUAGES, public_patterns

pytestmark = pytest.mark.django_db

NAMES = [str(pattern.name) for pattern in public_patterns()]
MISSING = "/en/people/nobody/"


def queries(client: Client, path: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        response = client.get(path)
        # Read to its end a file closes itself, and the test's transaction stays.
        b"".join(response)
    assert response.status_code == (404 if path == MISSING else 200)
    return len(queries)


def two_more_of_each() -> None:
    """Put two further records of every kind beside those of ``one_of_each``, joined to them."""
    event, series = Event.objects.get(slug="ports"), Series.objects.get(slug="coast")
    session, product = Session.objects.get(slug="opening"), KnowledgeProduct.objects.get()
    known_person, institute = Person.objects.get(), Organization.objects.get()
    for number in range(2):
        organization = make.make_organization()
        person = make.make_person(organization=institute)
        further = make.make_event(series=series, title_en=f"Ports {number}")
        # With hours, or there is no schedule any more.
        part = make.make_session(event, start=time(11), end=time(12))
        make.make_role(event, organization)
        make.make_role(further, institute)
        remarks = {"remarks_zh_hans": "<p>港口很好。</p>", "remarks_en": "<p>Ports are good.</p>"}
        photo = make.make_photo(event)
        make.make_photo(event, session=session)
        make.make_document(event)
        for place, who in (
            (session, person),
            (part, known_person),
            (make.make_session(further), known_person),
        ):
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


@pytest.fixture(scope="module")
def counts(paths: dict[str, str]) -> dict[str, tuple[int, int]]:
    """Count what each address asks with one record of each kind, and with three."""
    # Lists that are empty ask for nothing more: each has its first entry.
    KnowledgeProduct.objects.get().publishers.add(Organization.objects.get())
    addresses = [address(path) for path in paths.values()] + [MISSING]
    client = Client()
    # What is asked once a process, such as the kinds of content, is asked before.
    for page_address in addresses:
        queries(client, page_address)
    few = {address: queries(client, address) for address in addresses}
    two_more_of_each()
    return {address: (few[address], queries(client, address)) for address in addresses}


def address(path: str) -> str:
    """Return the address of a page, by turns in the languages: both are read by one statement."""
    language = LANGUAGES[len(path) % len(LANGUAGES)]
    return f"/{language}/{path}{'?q=港口' if path == 'search/' else ''}"


@pytest.mark.parametrize("name", NAMES)
def test_more_records_are_no_more_queries(
    counts: dict[str, tuple[int, int]], paths: dict[str, str], name: str
) -> None:
    few, many = counts[address(paths[name])]
    assert many == few


def test_a_missing_page_asks_as_much_on_a_full_site(counts: dict[str, tuple[int, int]]) -> None:
    few, many = counts[MISSING]
    assert many == few

"""What lists share: the menu above them, and their pages."""

import re
from typing import Any

import pytest
from django.test import Client

from tests.support import factories as make
from tests.support.pages import page

pytestmark = pytest.mark.django_db


def test_the_menu_holds_the_pages_with_a_place_in_it(client: Client) -> None:
    make.make_page(slug="last", menu_position=2)
    make.make_page(slug="first", menu_position=1)
    make.make_page(slug="nowhere")
    links = [link for link in page(client, "/en/people/").links() if "/pages/" in link]
    assert links == ["/en/pages/first/", "/en/pages/last/"]


@pytest.mark.parametrize(
    ("path", "factory"),
    [
        ("people/", make.make_person),
        ("organizations/", make.make_organization),
        ("events/", make.make_event),
        ("knowledge/", make.make_product),
    ],
)
def test_a_long_list_has_pages_of_sixty(client: Client, path: str, factory: Any) -> None:
    for _number in range(61):
        factory()
    first = page(client, f"/en/{path}").links()
    last = page(client, f"/en/{path}?page=2").links()
    record = re.compile(rf"/en/{path}[a-z]+-\d+/")
    link_counts = [
        len([link for link in links if record.fullmatch(link)]) for links in (first, last)
    ]
    assert (link_counts, f"/en/{path}?page=2" in first, f"/en/{path}" in last) == (
        [60, 1],
        True,
        True,
    )

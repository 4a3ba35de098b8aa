"""The way that leads to a page, above it."""

import pytest
from django.test import Client

from tests.support import factories as make
from tests.support.pages import page

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("path", "way"),
    [
        ("events/ports/", "Home Events"),
        ("events/ports/overview/", "Home Events Ports Forum"),
        ("events/ports/parallel/", "Home Events Ports Forum"),
        ("events/ports/opening/", "Home Events Ports Forum"),
        ("events/ports/opening/parallel/", "Home Events Ports Forum Opening remarks"),
        ("series/coast/", "Home Events"),
        ("series/coast/overview/", "Home Events Coast"),
        ("topics/trade/", "Home Topics"),
    ],
)
def test_pages_name_what_stands_above_them(client: Client, path: str, way: str) -> None:
    series = make.make_series(slug="coast", name_en="Coast")
    event = make.make_event(slug="ports", title_en="Ports Forum", series=series)
    make.make_appearance(make.make_session(event, slug="opening"))
    make.make_topic(slug="trade")
    [crumbs] = page(client, f"/en/{path}").all("nav", class_="crumbs")
    assert " ".join(crumbs.text.split()) == way


def test_a_page_without_a_list_above_has_no_way(client: Client) -> None:
    make.make_page(slug="about")
    assert page(client, "/en/pages/about/").all("nav", class_="crumbs") == []

"""Pictures of links: drawn for whoever asks, files from then on, gone with what they are of."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from forum.delivery.publishing import files, settling
from forum.models import HomePart
from forum.workflow.take_down import take_offline
from people.models import User
from sessions_app.models import Event
from tests.support import factories as make
from tests.support.publishing import PAGE, place

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("publishing")]


def test_a_picture_is_not_compressed_once_more(
    client: Client, ports: Any, settings: Settings
) -> None:
    answers: list[Any] = [
        client.get(f"{PAGE}share.png", headers={"Accept-Encoding": "gzip, br"}) for _ in range(2)
    ]
    names = {path.name for path in place(settings).parent.iterdir()}
    assert (names, ["Content-Encoding" in answer for answer in answers]) == (
        {"share.png", "share.png.headers"},
        [False, False],
    )


def test_the_picture_of_a_link_is_shown_without_the_database_whatever_its_version(
    client: Client, ports: Any, outage: Callable[[], None]
) -> None:
    response_before: Any = client.get(f"{PAGE}share.png?v=1")
    outage()
    response_after: Any = client.get(f"{PAGE}share.png?v=2")
    assert (response_after.status_code, response_after["Content-Type"], response_after.content) == (
        200,
        "image/png",
        response_before.content,
    )


PICTURES: dict[str, Callable[[], Any]] = {
    "series/coast/share": lambda: make.make_series(slug="coast"),
    "people/lin/share": lambda: make.make_person(slug="lin"),
    "organizations/press/square": lambda: make.make_organization(slug="press"),
    "knowledge/course/share": lambda: make.make_product(slug="course"),
    "topics/harbours/share": lambda: make.make_topic(slug="harbours"),
    "pages/about/share": lambda: make.make_page(slug="about"),
    "events/expo/square": lambda: make.make_event(slug="expo"),
    "events/ports/opening/card/share": lambda: make_session(),
    "events/ports/opening/lin": lambda: (
        make.make_appearance(
            make_session(), make.make_person(slug="lin"), remarks_en="<p>Ports are good.</p>"
        ).person
    ),
}


def make_session() -> Any:
    return make.make_session(Event.objects.get(slug="ports"), slug="opening")


@pytest.mark.parametrize("path", PICTURES)
def test_the_picture_of_a_link_goes_with_what_it_is_of(
    client: Client, ports: Any, lin: User, path: str
) -> None:
    record = PICTURES[path]()
    settling.settle_changes()
    address = f"/en/{path}.png"
    assert client.get(address).status_code == 200
    was_there = files.list_paths()
    take_offline(record, lin, "asked")
    settling.settle_changes()
    assert (was_there, files.list_paths()) == ([address], [])


def test_a_sentence_of_the_front_page_makes_its_picture_anew(client: Client, ports: Any) -> None:
    guest = make.make_person(slug="lin")
    speech = make.make_appearance(make_session(), guest, remarks_en="<p>Ports are good.</p>")
    settling.settle_changes()
    client.get("/en/events/ports/opening/lin.png")
    HomePart.objects.create(kind="quote", appearance=speech, sentences={"en": "Ports are good."})
    settling.settle_changes()
    assert files.list_paths() == []

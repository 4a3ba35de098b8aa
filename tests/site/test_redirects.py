"""An address that changes keeps leading to its record."""

import pytest
from django.test import Client

from tests.support import factories as make

pytestmark = pytest.mark.django_db


def test_a_session_keeps_its_former_address(client: Client) -> None:
    session = make.make_session(make.make_event(slug="ports"), slug="opening")
    session.slug = "welcome"
    session.save()
    response = client.get("/en/events/ports/opening/")
    assert (response.status_code, response["Location"]) == (301, "/en/events/ports/welcome/")


def test_a_session_of_another_event_has_nothing_to_do_with_it(client: Client) -> None:
    session = make.make_session(make.make_event(slug="ports"), slug="opening")
    session.slug = "welcome"
    session.save()
    make.make_event(slug="rivers")
    assert client.get("/en/events/rivers/opening/").status_code == 404


def test_event_and_session_may_both_have_moved(client: Client) -> None:
    session = make.make_session(make.make_event(slug="ports"), slug="opening")
    session.slug, session.event.slug = "welcome", "harbours"
    session.save()
    session.event.save()
    response = client.get("/en/events/ports/opening/", follow=True)
    assert response.redirect_chain == [
        ("/en/events/harbours/opening/", 301),
        ("/en/events/harbours/welcome/", 301),
    ]


def test_an_address_that_is_used_again_leads_to_its_new_record(client: Client) -> None:
    moved = make.make_event(slug="ports")
    moved.slug = "harbours"
    moved.save()
    make.make_event(slug="ports", title_en="New Ports")
    assert client.get("/en/events/ports/").status_code == 200


def test_a_save_without_the_slug_writes_no_redirect(client: Client) -> None:
    event = make.make_event(slug="ports")
    event.slug = "harbours"
    event.save(update_fields=["title_en"])
    assert client.get("/en/events/ports/").status_code == 200

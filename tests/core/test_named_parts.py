"""Nothing is public that would stand without the name of whom it is about."""

import pytest
from django.test import Client

from sessions_app.models import Appearance, EventOrganization
from tests.support import factories as make

pytestmark = pytest.mark.django_db

UNREADY = {"status": "draft", "ready_languages": []}


def test_a_guest_whose_name_nobody_reviewed_is_not_public() -> None:
    appearance = make.make_appearance(person=make.make_person(**UNREADY))
    assert (appearance.is_public, Appearance.objects.published().exists()) == (False, False)


def test_a_guest_without_a_page_is_named_once_the_name_is_ready() -> None:
    person = make.make_person(status="draft", ready_languages=["zh-hans"])
    appearance = make.make_appearance(person=person)
    assert (appearance.is_public, Appearance.objects.published().get()) == (True, appearance)


def test_no_title_stands_without_its_name(client: Client) -> None:
    session = make.make_session(make.make_event(slug="ports"))
    make.make_appearance(session, make.make_person(**UNREADY), title_en="Minister of Tides")
    assert "Minister of Tides" not in client.get("/en/events/ports/").content.decode()


@pytest.mark.parametrize(("printed_name", "is_public"), [("", False), ("Harbour League", True)])
def test_a_host_needs_a_name_of_its_own_or_as_printed(printed_name: str, is_public: bool) -> None:
    role = make.make_role(
        organization=make.make_organization(**UNREADY),
        printed_name_zh_hans="",
        printed_name_en=printed_name,
    )
    assert (role.is_public, EventOrganization.objects.published().exists()) == (is_public,) * 2

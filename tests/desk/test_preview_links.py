"""Who makes the links by which an office reads a record, sees their addresses, ends them."""

import pytest
from django.contrib.contenttypes.models import ContentType
from django.test import Client
from django.urls import reverse

from forum.desk.preview_links import seal
from forum.models import PreviewLink
from people.models import User
from sessions_app.models import Event, EventAccess
from tests.support import factories as make
from tests.support.staff import enter

pytestmark = pytest.mark.django_db

MAKERS = ("Editor", "Chinese editor", "Reviewer-publisher", "Administrator")
OTHERS = ("English translator", "External helper")


@pytest.fixture
def event() -> Event:
    return make.make_event(status="draft", ready_languages=[])


@pytest.fixture
def link(event: Event) -> PreviewLink:
    return PreviewLink.objects.create(object=event, note="Port office")


def enter_for(role: str, event: Event) -> Client:
    client = enter(role)
    EventAccess.objects.create(user=User.objects.get(username=role.lower()), event=event)
    return client


def links_url(event: Event) -> str:
    return reverse("preview-links", args=[ContentType.objects.get_for_model(event).pk, event.pk])


@pytest.mark.parametrize("role", [*MAKERS, *OTHERS])
def test_who_may_make_links_makes_one(role: str, event: Event) -> None:
    response = enter_for(role, event).post(links_url(event), {"note": "Port office"})
    outcome = response.status_code, PreviewLink.objects.count()
    assert outcome == ((302, 1) if role in MAKERS else (403, 0))


@pytest.mark.parametrize("role", [*MAKERS, *OTHERS])
def test_who_may_make_links_reads_what_opens_them(
    role: str, event: Event, link: PreviewLink
) -> None:
    page = enter_for(role, event).get(links_url(event)).text
    expected = role in MAKERS
    assert (seal(link) in page, ">Make a link<" in page) == (expected, expected)


@pytest.mark.parametrize("role", [*MAKERS, *OTHERS])
def test_who_may_make_links_revokes_them(role: str, event: Event, link: PreviewLink) -> None:
    enter_for(role, event).post(reverse("preview-revoke", args=[link.pk]))
    link.refresh_from_db()
    assert link.is_valid == (role not in MAKERS)


def test_a_purpose_that_is_too_long_is_not_cut(event: Event) -> None:
    page = enter("Editor").post(links_url(event), {"note": "x" * 201, "days": "30"})
    assert PreviewLink.objects.count() == 0
    assert ("At most 200 are stored" in page.text, "x" * 201 in page.text) == (True, True)

"""The desk's first page says what waits, what changed and what there is."""

from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from forum.core.content import Status
from forum.models import ClearanceReply
from people.models import User
from tests.support import factories as make
from tests.support.admin_forms import make_entry, make_upload, make_warning

pytestmark = pytest.mark.django_db


def boxes(client: Client) -> dict[str, list[str]]:
    found = client.get("/admin/").context["boxes"]
    return {str(one.title): [line.words for line in one.lines] for one in found}


def test_what_waits_is_told(admin_client: Client) -> None:
    make.make_event(title_en="Waiting", status=Status.IN_REVIEW)
    make.make_page(title_en="Tomorrow", published_at=timezone.now() + timedelta(days=1))
    make.make_page(title_en="Next year", published_at=timezone.now() + timedelta(days=300))
    person = make.make_person(name_en="Nina Sent")
    make.make_appearance(person=person, clearance_en="sent")
    make_warning()
    make_entry()
    assert boxes(admin_client) == {
        "In review": ["Waiting"],
        "Working copies": [],
        "Changed since the last review": [],
        "Scheduled soon": ["Tomorrow"],
        "To translate": [],
        "Open import warnings": ["林岚 is listed but has no remarks."],
        "Sent for clearance, no answer yet": ["Nina Sent"],
        "Changed since clearance": [],
        "Recent changes": ["Lin Lan"],
    }


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_an_empty_site_says_how_to_begin(admin_client: Client, language: str) -> None:
    admin_client.cookies["django_language"] = language
    response = admin_client.get("/admin/")
    assert [one.url for one in response.context["start"]] == [
        "/admin/forum/importrun/",
        "/admin/sessions_app/event/add/",
        "/admin/people/person/add/",
    ]
    assert response.context["is_empty"]


def test_a_helper_is_told_of_one_event(client: Client) -> None:
    call_command("make_roles", stdout=StringIO())
    user = User.objects.create_user("helper", is_staff=True)
    user.groups.add(Group.objects.get(name="External helper"))
    mine = make.make_event(title_en="Mine", status=Status.IN_REVIEW)
    make.make_event(title_en="Other", status=Status.IN_REVIEW)
    user.event_access.create(event=mine)
    client.force_login(user)
    assert boxes(client)["In review"] == ["Mine"]


def test_what_there_is_to_translate_is_told(admin_client: Client) -> None:
    day = timezone.localdate()
    make.make_event(title_en="Past")
    facts = {"introduction_zh_hans": "<p>论坛</p>", "introduction_en": ""}
    for title, days in (("Past", -9), ("Later", 9), ("Next", 2)):
        when = day + timedelta(days=days)
        texts = {"title_zh_hans": title, "title_en": title}
        make.make_event(starts_on=when, ends_on=when, **texts, **facts)
    assert boxes(admin_client)["To translate"] == ["English 62 %", "Next", "Later", "Past"]


def test_replies_of_offices_wait_until_somebody_deals_with_them(admin_client: Client) -> None:
    appearance = make.make_appearance(person=make.make_person(name_en="Nina Sent"))
    for settled_at in (None, timezone.now()):
        ClearanceReply.objects.create(
            object=appearance, language="en", answer="cleared", settled_at=settled_at
        )
    assert boxes(admin_client)["Replies of offices"] == ["Nina Sent"]


def test_an_upload_waits_for_whoever_brought_it(admin_client: Client, admin_user: User) -> None:
    make_upload(by=admin_user, state="planned", name="record.docx")
    make_upload(by=None, state="planned", name="other.docx")
    assert boxes(admin_client)["Your imports to confirm"] == ["record.docx"]


@pytest.mark.parametrize("rows", [1, 3])
def test_queries_of_the_dashboard(
    admin_client: Client, rows: int, django_assert_num_queries: Any
) -> None:
    for _row in range(rows):
        make.make_event(status=Status.IN_REVIEW, introduction_en="")
        appearance = make.make_appearance(clearance_en="sent")
        ClearanceReply.objects.create(object=appearance, language="en", answer="cleared")
        make_warning()
        make_entry()
    admin_client.get("/admin/")
    with django_assert_num_queries(41):
        admin_client.get("/admin/")

"""Records of a list are deleted as they were seen, and nothing that was changed since."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from forum.models import Topic
from people.models import Person
from sessions_app.models import Event, Photo
from tests.support import factories as make
from tests.support.admin_forms import messages_of
from tests.support.bulk_forms import MOVED_ON, ask, plain
from tests.support.desk_client import address

pytestmark = pytest.mark.django_db


def delete(client: Client, page: Any) -> list[str]:
    sent = {
        "action": "delete_selected",
        "post": "yes",
        "version_tokens": page.context["version_tokens"],
    }
    chosen = [str(record.pk) for record in page.context["queryset"]]
    response = client.post(
        address(page.context["queryset"].model, "changelist"), {**sent, "_selected_action": chosen}
    )
    return plain(messages_of(response))


def test_what_was_seen_is_deleted(admin_client: Client) -> None:
    page = ask(admin_client, "delete_selected", make.make_topic(), make.make_topic())
    assert delete(admin_client, page) == ["Successfully deleted 2 topics."]
    assert not Topic.objects.exists()


def test_what_was_changed_meanwhile_is_not_deleted(admin_client: Client) -> None:
    changed, same = make.make_topic(name_zh_hans="", name_en="Changed"), make.make_topic()
    page = ask(admin_client, "delete_selected", changed, same)
    changed.save()
    assert delete(admin_client, page) == [
        "Successfully deleted 1 topic.",
        f"1 record: {MOVED_ON} Changed",
    ]
    assert Topic.objects.get() == changed


def test_an_event_whose_session_was_changed_meanwhile_is_not_deleted(
    admin_client: Client,
) -> None:
    session = make.make_session()
    page = ask(admin_client, "delete_selected", session.event)
    session.save()
    delete(admin_client, page)
    assert Event.objects.get() == session.event


def test_parts_are_deleted_as_they_were_seen(admin_client: Client) -> None:
    changed, same = make.make_photo(), make.make_photo()
    page = ask(admin_client, "delete_selected", changed, same)
    changed.save()
    delete(admin_client, page)
    assert Photo.objects.get() == changed


def test_what_others_deleted_is_said(admin_client: Client) -> None:
    deleted_topic = make.make_topic(name_en="Gone")
    page = ask(admin_client, "delete_selected", deleted_topic, make.make_topic())
    Topic.objects.filter(pk=deleted_topic.pk).delete()
    assert delete(admin_client, page) == [
        "Successfully deleted 1 topic.",
        f"Deleted meanwhile: #{deleted_topic.pk}",
    ]


def test_a_page_without_versions_deletes_nothing(admin_client: Client) -> None:
    topic = make.make_topic()
    sent = {"action": "delete_selected", "post": "yes", "_selected_action": topic.pk}
    admin_client.post(address(Topic, "changelist"), sent)
    assert Topic.objects.get() == topic


def test_what_is_in_use_leads_back_to_the_list(admin_client: Client) -> None:
    person = make.make_appearance().person
    page = ask(admin_client, "delete_selected", person).text
    assert ("Back to the list" in page, Person.objects.filter(pk=person.pk).exists()) == (
        True,
        True,
    )


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(
    ("action", "expected"), [("take_offline", 9), ("delete_selected", 13), ("export", 11)]
)
def test_queries_of_the_other_pages(
    admin_client: Client, action: str, expected: int, rows: int
) -> None:
    make_one = make.make_event if action == "export" else make.make_topic
    records = [make_one() for _row in range(rows)]
    ask(admin_client, action, *records)
    with CaptureQueriesContext(connection) as captured:
        ask(admin_client, action, *records)
    assert len(captured) == expected


def test_the_question_names_what_staff_know_alone(admin_client: Client) -> None:
    appearance = make.make_appearance(photo=make.make_photo())
    session = appearance.session
    page = admin_client.get(address(type(session), "delete", session.pk))
    assert dict(page.context["model_count"]) == {"sessions": 1, "appearances": 1}
    assert "Search entry" not in page.text

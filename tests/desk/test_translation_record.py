"""All texts of a record on one page: drafts that were chosen are marked reviewed together."""

from typing import Any

import pytest
from django.test import Client

from forum.core.acting_user import acting
from forum.core.translations.states import TranslationState
from people.models import User
from sessions_app.models import Appearance, Event
from tests.support import factories as make
from tests.support.admin_forms import make_settings, messages_of
from tests.support.translations import state, written

pytestmark = pytest.mark.django_db


def mark(client: Client, owner: Any, *stamps: str) -> Any:
    return client.post(
        f"/admin/translations/{owner._meta.model_name}/{owner.pk}/en/", {"unit": stamps}
    )


def stamps(client: Client, owner: Any) -> list[str]:
    page = client.get(f"/admin/translations/{owner._meta.model_name}/{owner.pk}/en/?state=draft")
    return [line.version_token for group in page.context["groups"] for line in group.lines]


def test_chosen_drafts_are_marked_reviewed_together(
    admin_client: Client, admin_user: User, wang: User
) -> None:
    make_settings(reviews=1)
    event = make_event_with_remarks(wang, admin_user)
    response = mark(admin_client, event, *stamps(admin_client, event))
    assert messages_of(response) == [
        "2 translations marked reviewed.",
        "1 stays a draft: You wrote this translation; somebody else marks it reviewed.",
    ]
    assert [state(appearance, "remarks") for appearance in Appearance.objects.order_by("pk")] == [
        TranslationState.REVIEWED,
        TranslationState.DRAFT,
    ]


def make_event_with_remarks(*writers: User) -> Event:
    """Return an event with an introduction by the first, and remarks by each."""
    with acting(writers[0].pk):
        event = make.make_event()
    session = make.make_session(event)
    for writer in writers:
        with acting(writer.pk):
            make.make_appearance(session, remarks_zh_hans="<p>港口</p>", remarks_en="<p>Ports</p>")
    return event


def test_a_draft_that_was_changed_since_is_not(admin_client: Client, wang: User) -> None:
    person = written(wang)
    seen_stamps = stamps(admin_client, person)
    person.biography_en = "<p>Other.</p>"
    person.save()
    assert messages_of(mark(admin_client, person, *seen_stamps)) == [
        "1 stays a draft: It has been changed since you opened this page."
    ]


def test_a_page_of_a_part_is_that_of_its_record(admin_client: Client) -> None:
    appearance = make.make_appearance()
    response = admin_client.get(f"/admin/translations/appearance/{appearance.pk}/en/")
    assert response.url == f"/admin/translations/event/{appearance.session.event_id}/en/"

"""A working copy is dropped by whoever may write all of it, as it was looked at, and is told."""

from typing import Any

import pytest
from django.test import Client

from forum.history.version_token import OvertakenError
from forum.models import AuditEntry, WorkingCopy
from forum.workflow.copy_steps import discard_copy
from people.models import User
from sessions_app.models import Event, EventAccess
from tests.support import factories as make
from tests.support.admin_forms import make_settings, messages_of
from tests.support.desk_client import address
from tests.support.publishing import LATER
from tests.support.staff import enter
from tests.support.working_copies import copy_url, edit, step

pytestmark = pytest.mark.django_db


@pytest.fixture
def event() -> Event:
    return make.make_event(title_en="Green Ports")


def discard(client: Client, event: Event) -> Any:
    url = copy_url("working-copy-discard", event)
    return client.post(url, {"version_token": client.get(url).context["version_token"]})


def enter_as_helper(event: Event) -> Client:
    client = enter("External helper")
    user = User.objects.get(username="external helper")
    EventAccess.objects.create(user=user, event=event)
    return client


def is_open() -> bool:
    return WorkingCopy.objects.open().exists()


def test_a_translator_does_not_drop_what_others_wrote_in_chinese(
    editor: Client, event: Event
) -> None:
    edit(editor, event, title_zh_hans="蓝色港口")
    translator = enter("English translator")
    words = messages_of(discard(translator, event))
    page = translator.get(copy_url("working-copy-discard", event)).context
    assert (is_open(), words, page["why_not"]) == (True, [page["why_not"]], words[0])


def test_a_translator_drops_what_is_english_alone(editor: Client, event: Event) -> None:
    edit(editor, event, title_en="Blue Ports")
    discard(enter("English translator"), event)
    assert not is_open()


def test_a_translator_does_not_drop_a_proposal(editor: Client, event: Event) -> None:
    editor.post(address(Event, "delete", event.pk), {"post": "yes"})
    discard(enter("English translator"), event)
    assert is_open()


@pytest.mark.parametrize("is_own", [True, False])
def test_a_helper_drops_nothing_but_what_she_wrote(
    editor: Client, event: Event, is_own: bool
) -> None:
    helper = enter_as_helper(event)
    edit(helper if is_own else editor, event, title_en="Blue Ports")
    discard(helper, event)
    assert is_open() is not is_own


def test_whoever_publishes_drops_what_others_wrote(editor: Client, event: Event) -> None:
    edit(editor, event, title_zh_hans="蓝色港口")
    discard(enter("Reviewer-publisher"), event)
    assert not is_open()


def test_a_schedule_that_ends_with_it_is_told(editor: Client, event: Event) -> None:
    make_settings(reviews=0)
    edit(editor, event, title_en="Blue Ports")
    step(enter("Reviewer-publisher"), event, "publish", languages="en", **LATER)
    words = messages_of(discard(editor, event))
    entries = AuditEntry.objects.filter(action=AuditEntry.Action.UNSCHEDULED)
    assert words[1:] == ["Its publication at a later moment is cancelled."]
    assert [entry.params for entry in entries] == [{"languages": ["en"]}]


def test_what_is_dropped_is_what_was_looked_at(editor: Client, event: Event) -> None:
    """The other edit comes after the page's own look and before the lock."""
    edit(editor, event, title_en="Blue Ports")
    copy = WorkingCopy.objects.get()
    version_text = str(copy.version)
    edit(editor, event, venue_en="Hall 1")
    with pytest.raises(OvertakenError):
        discard_copy(copy, User.objects.get(), version_text)

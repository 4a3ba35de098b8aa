"""Working copies: who decides on their conflicts, who reads discarded ones, what deleting says."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from forum.history.rows import RowKey
from forum.history.working_copies.store import close_copy, open_copy
from forum.models import AuditEntry, Topic, WorkingCopy
from people.models import User
from sessions_app.models import Event, EventAccess
from tests.support import factories as make
from tests.support.admin_forms import messages_of, read_form
from tests.support.bulk_forms import MOVED_ON, ask, plain
from tests.support.desk_client import address
from tests.support.staff import enter
from tests.support.working_copies import copy_url, edit, form_url

pytestmark = pytest.mark.django_db


@pytest.fixture
def event(editor: Client, reviewer: Client) -> Event:
    """Return an event whose Chinese title was changed in public and in its working copy."""
    event = make.make_event(title_zh_hans="绿色港口", title_en="Green Ports")
    edit(editor, event, title_zh_hans="蓝色港口")
    url = f"{form_url(event)}?_public=1"
    reviewer.post(url, {**read_form(reviewer, url), "title_zh_hans": "灰色港口"})
    return event


def decide(client: Client, event: Event, side: str) -> Any:
    url = copy_url("working-copy", event)
    context = client.get(url).context
    (choice,) = context["conflicts"]
    return client.post(url, {"version_token": context["version_token"], choice.name: side})


def title_of_copy() -> list[str]:
    (row,) = WorkingCopy.objects.open().get().changes.values()
    title: list[str] = row["fields"]["title_zh_hans"]
    return title


def test_who_does_not_write_a_language_decides_no_conflict_of_it(event: Event) -> None:
    translator = enter("English translator")
    response = decide(translator, event, "public")
    page = translator.get(copy_url("working-copy", event)).text
    assert (response.status_code, title_of_copy()) == (403, ["绿色港口", "蓝色港口"])
    assert page.count("disabled") == 2
    assert "Store these decisions" not in page


def test_who_writes_it_decides(event: Event) -> None:
    decide(enter("Chinese editor"), event, "copy")
    assert title_of_copy() == ["灰色港口", "蓝色港口"]


def test_a_decision_is_an_edit(event: Event) -> None:
    decide(enter("Chinese editor"), event, "copy")
    entry = AuditEntry.objects.latest("pk")
    assert (entry.action, str(entry.actor)) == ("copy_changed", "chinese editor")


def test_what_a_decision_drops_can_still_be_read(event: Event, editor: Client) -> None:
    decide(editor, event, "public")
    dropped = WorkingCopy.objects.discarded().get()
    page = editor.get(reverse("working-copy-discarded", args=[dropped.pk]))
    assert ("蓝色港口" in page.text, WorkingCopy.objects.open().get().changes) == (True, {})


def test_a_decision_for_the_working_copy_drops_nothing(event: Event, editor: Client) -> None:
    decide(editor, event, "copy")
    assert not WorkingCopy.objects.discarded().exists()


def decide_while(
    act: Callable[[WorkingCopy], object], event: Event, patch: pytest.MonkeyPatch
) -> Any:
    """Decide while somebody else does something with the working copy, once it was looked at."""

    def open_and_act(owner: RowKey, *, lock: bool = False) -> WorkingCopy | None:
        copy = open_copy(owner, lock=lock)
        if not lock:
            act(WorkingCopy.objects.open().get())
        return copy

    client, url = enter("Chinese editor"), copy_url("working-copy", event)
    context = client.get(url).context
    (choice,) = context["conflicts"]
    patch.setattr("forum.desk.working_copies.pages.open_copy", open_and_act)
    return client.post(url, {"version_token": context["version_token"], choice.name: "copy"})


def save_title(copy: WorkingCopy) -> None:
    (row,) = copy.changes.values()
    row["fields"]["title_en"] = ["Green Ports", "Blue Ports"]
    copy.version += 1
    copy.save()


def discard(copy: WorkingCopy) -> None:
    close_copy(copy, WorkingCopy.Outcome.DISCARDED, None)


@pytest.mark.parametrize("act", [save_title, discard])
def test_a_decision_overwrites_nothing_that_is_done_meanwhile(
    act: Callable[[WorkingCopy], object], event: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert decide_while(act, event, monkeypatch).status_code == 409


# Discarded ones


def test_a_helper_reads_no_working_copy_of_an_event_that_is_gone(
    event: Event, reviewer: Client
) -> None:
    helper = enter("External helper")
    user = User.objects.get(username="external helper")
    EventAccess.objects.create(user=user, event=make.make_event())
    reviewer.post(f"{address(Event, 'delete', event.pk)}?_public=1", {"post": "yes"})
    copy = WorkingCopy.objects.get()
    listed = helper.get(reverse("working-copies")).context["discarded"]
    page = helper.get(reverse("working-copy-discarded", args=[copy.pk]))
    assert (list(listed), page.status_code) == ([], 403)


# Deleting several


def delete(client: Client, page: Any) -> list[str]:
    chosen = [str(record.pk) for record in page.context["queryset"]]
    tokens = page.context["version_tokens"]
    sent = {"action": "delete_selected", "post": "yes", "version_tokens": tokens}
    url = address(page.context["queryset"].model, "changelist")
    return plain(messages_of(client.post(url, {**sent, "_selected_action": chosen})))


def test_of_several_each_outcome_is_said(editor: Client) -> None:
    public = make.make_topic(name_zh_hans="", name_en="Public")
    draft = make.make_topic(status="draft", ready_languages=[])
    changed = make.make_topic(name_zh_hans="", name_en="Changed")
    page = ask(editor, "delete_selected", public, draft, changed)
    changed.save()
    lines = delete(editor, page)
    assert {*Topic.objects.all()} == {public, changed}
    assert [line.partition(";")[0] for line in lines] == [
        f"1 record: {MOVED_ON} Changed",
        "Successfully deleted 1 topic.",
        "The deletion of “Public” is proposed",
    ]

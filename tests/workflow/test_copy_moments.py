"""Working copies and moments: an embargo outlives them, a cancelled schedule publishes nothing."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from forum.history.version_token import record_token
from forum.models import AuditEntry, WorkingCopy
from forum.workflow import copy_tasks, record_steps
from forum.workflow.copy_steps import publish_copy
from forum.workflow.copy_tasks import publish_scheduled_copy
from forum.workflow.record_steps import Refused
from people.models import User
from sessions_app.models import Event
from tests.support import factories as make
from tests.support.admin_forms import get_undrawn, messages_of
from tests.support.desk_client import address
from tests.support.working_copies import edit, form_url, step

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("without_reviews")]

PAST = "2024-01-01T09:30:00+08:00"


@pytest.fixture
def monday() -> datetime:
    return timezone.now() + timedelta(days=3)


@pytest.fixture
def event(monday: datetime) -> Event:
    """An event that is public in Chinese, and in English from Monday on."""
    return make.make_event(title_en="Green Ports", published_at_en=monday)


@pytest.mark.parametrize("values", [{"venue_en": "Hall 1"}, {"edition": "7"}, {"title_en": "Blue"}])
def test_a_working_copy_ends_no_embargo(
    editor: Client, reviewer: Client, event: Event, monday: datetime, values: dict[str, Any]
) -> None:
    edit(editor, event, **values)
    words = step(reviewer, event, "publish", languages="zh-hans,en")
    stored = Event.objects.get()
    assert (stored.page_languages, stored.published_at_en) == (["zh-hans"], monday)
    assert "English stays hidden until" in words[0]


def test_the_texts_of_an_embargoed_language_are_stored(
    editor: Client, reviewer: Client, event: Event
) -> None:
    edit(editor, event, title_en="Blue Ports")
    step(reviewer, event, "publish", languages="en")
    assert (Event.objects.get().title_en, WorkingCopy.objects.open().count()) == ("Blue Ports", 0)


def test_the_panel_says_from_when_on_a_language_is_public(
    editor: Client, reviewer: Client, event: Event
) -> None:
    edit(editor, event, title_en="Blue Ports")
    languages = get_undrawn(reviewer, form_url(event)).context_data["publishing"].languages
    notes = {language.code: language.note for language in languages}
    assert (notes["zh-hans"], "and not before" in notes["en"]) == ("", True)


def test_a_working_copy_that_is_due_before_ends_no_embargo(
    editor: Client, event: Event, monday: datetime
) -> None:
    edit(editor, event, title_en="Blue Ports")
    copy = schedule("en")
    User.objects.update(is_superuser=True)
    publish_scheduled_copy.func(copy.pk, User.objects.get().pk)
    stored = Event.objects.get()
    assert (stored.title_en, stored.published_at_en) == ("Blue Ports", monday)


def schedule(*codes: str) -> WorkingCopy:
    """Let the moment of some languages of the only working copy have come."""
    copy = WorkingCopy.objects.get()
    copy.schedule = dict.fromkeys(codes, PAST)
    copy.save()
    return copy


def meanwhile(monkeypatch: pytest.MonkeyPatch, **values: Any) -> None:
    """Change the working copy between the worker's look at it and its publication."""
    publish = copy_tasks._publish_or_explain

    def change_and_publish(copy: WorkingCopy, user: Any, languages: list[str]) -> Any:
        WorkingCopy.objects.update(**values)
        return publish(copy, user, languages)

    monkeypatch.setattr(copy_tasks, "_publish_or_explain", change_and_publish)


@pytest.mark.parametrize("codes", [["en"], ["zh-hans", "en"]])
@pytest.mark.parametrize("present", [{}, {"en": "2999-01-01T09:30:00+08:00"}])
def test_what_is_cancelled_or_put_off_meanwhile_stays_as_it_is(
    editor: Client, monkeypatch: pytest.MonkeyPatch, codes: list[str], present: dict[str, str]
) -> None:
    event = make.make_event(title_en="Green Ports")
    edit(editor, event, title_en="Blue Ports")
    copy = schedule(*codes)
    meanwhile(monkeypatch, schedule=present)
    publish_scheduled_copy.func(copy.pk, User.objects.get().pk)
    copy.refresh_from_db()
    assert Event.objects.get().title_en == "Green Ports"
    assert (copy.schedule, copy.refusals) == (present, {})


def test_what_is_not_due_is_not_published_as_scheduled(editor: Client) -> None:
    edit(editor, make.make_event(), title_en="Blue Ports")
    with pytest.raises(Refused):
        publish_copy(WorkingCopy.objects.get(), User.objects.get(), ["en"], is_scheduled=True)


def schedule_for(event: Event, by: User, moment: datetime, *codes: str) -> WorkingCopy:
    """Schedule some languages of the only working copy, which is the event's."""
    copy = WorkingCopy.objects.get()
    publish_copy(copy, by, codes, moment)
    return copy


def press_of_public(client: Client, event: Event, name: str, **values: Any) -> str:
    """Press a button of what is public, beside a working copy; return what the page says then."""
    sent = {"step": name, "version_token": record_token(event), **values}
    response = client.post(f"{address(Event, 'publishing', event.pk)}?_public=1", sent)
    return " ".join(messages_of(response))


def let_moment_come(copy: WorkingCopy, by: User) -> None:
    """Let the worker publish what a working copy still has scheduled, as if its moment had come."""
    copy.refresh_from_db()
    copy.schedule = dict.fromkeys(copy.schedule, PAST)
    copy.save()
    publish_scheduled_copy.func(copy.pk, by.pk)


def test_a_withdrawn_language_is_not_published_by_a_scheduled_change(
    editor: Client, reviewer: Client, lin: User, monday: datetime
) -> None:
    event = make.make_event(title_en="Green Ports", title_zh_hans="绿色港口")
    edit(editor, event, title_en="Blue Ports", title_zh_hans="蓝色港口")
    copy = schedule_for(event, lin, monday, "zh-hans", "en")
    words = press_of_public(reviewer, event, "withdraw", languages="en")
    let_moment_come(copy, lin)
    stored = Event.objects.get()
    assert (words, stored.ready_languages, stored.title_zh_hans, stored.title_en) == (
        "This language is no longer public. "
        "A change of it was scheduled as well: it stays in the working copy.",
        ["zh-hans"],
        "蓝色港口",
        "Green Ports",
    )


def test_a_cancelled_language_is_not_published_by_a_scheduled_change(
    editor: Client, reviewer: Client, lin: User, event: Event, monday: datetime
) -> None:
    edit(editor, event, title_en="Blue Ports")
    copy = schedule_for(event, lin, monday - timedelta(days=1), "en")
    words = press_of_public(reviewer, event, "cancel", languages="en")
    let_moment_come(copy, lin)
    stored = Event.objects.get()
    assert (words, stored.ready_languages, copy.closed_at) == (
        "The schedule is cancelled; this language stays unpublished. "
        "A change of it was scheduled as well: it stays in the working copy.",
        ["zh-hans"],
        None,
    )


def test_the_log_tells_that_a_scheduled_change_ended(
    editor: Client, lin: User, monday: datetime
) -> None:
    event = make.make_event()
    edit(editor, event, title_en="Blue Ports")
    schedule_for(event, lin, monday, "en")
    record_steps.withdraw(event, lin, "en")
    actions = AuditEntry.objects.order_by("-pk").values_list("action", "params__languages")[:2]
    assert list(actions) == [("unscheduled", ["en"]), ("withdrawn", ["en"])]


@pytest.mark.parametrize("loss", ["closed", "without roles"])
def test_what_somebody_scheduled_who_lost_the_right_is_refused(
    editor: Client, reviewer: Client, event: Event, loss: str
) -> None:
    edit(editor, event, title_en="Blue Ports")
    copy, by = schedule("en"), User.objects.get(username="reviewer-publisher")
    if loss == "closed":
        User.objects.filter(pk=by.pk).update(is_active=False)
    else:
        by.groups.clear()
    let_moment_come(copy, by)
    (entry,) = AuditEntry.objects.filter(action="copy_refused")
    assert (Event.objects.get().title_en, entry.params["languages"]) == ("Green Ports", ["en"])

"""A working copy that is scheduled is published at its moment, or says why not."""

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from forum.history.audit import Action, log_action
from forum.models import WorkingCopy
from forum.workflow.copy_tasks import publish_scheduled_copy
from people.models import User
from sessions_app.models import Event
from tests.support import factories as make
from tests.support.admin_forms import get_undrawn, make_settings, messages_of
from tests.support.desk_client import address
from tests.support.working_copies import edit, form_url, step

pytestmark = pytest.mark.django_db


def test_a_scheduled_working_copy_is_published_when_its_moment_has_come(
    editor: Client, reviewer: Client
) -> None:
    make_settings(reviews=0)
    event = make.make_event(title_en="Green Ports")
    edit(editor, event, title_en="Blue Ports")
    later = {"languages": "en", "later": "on", "at": "2999-01-01T09:30"}
    step(reviewer, event, "publish", **later)
    copy, by = WorkingCopy.objects.get(), User.objects.get(username="reviewer-publisher")
    publish_scheduled_copy.func(copy.pk, by.pk)
    title_before = Event.objects.get().title_en
    copy.schedule = {"en": "2024-01-01T09:30:00+08:00"}
    copy.save()
    publish_scheduled_copy.func(copy.pk, by.pk)
    assert (title_before, Event.objects.get().title_en) == ("Green Ports", "Blue Ports")


def test_a_language_that_is_refused_at_its_moment_waits_for_those_who_publish(
    editor: Client, reviewer: Client
) -> None:
    make_settings(reviews=0)
    event = make.make_event(title_en="Green Ports", title_zh_hans="绿色港口", venue_en="Hall")
    edit(editor, event, title_en="Blue Ports", title_zh_hans="")
    copy = WorkingCopy.objects.get()
    copy.schedule = dict.fromkeys(["en", "zh-hans"], "2024-01-01T09:30:00+08:00")
    copy.save()
    publish_scheduled_copy.func(copy.pk, User.objects.get(username="reviewer-publisher").pk)
    copy.refresh_from_db()
    stored = Event.objects.get()
    assert (stored.title_en, stored.title_zh_hans, copy.schedule, [*copy.refusals]) == (
        "Blue Ports",
        "绿色港口",
        {},
        ["zh-hans"],
    )
    panel = get_undrawn(reviewer, form_url(event)).context_data["publishing"]
    (group,) = get_undrawn(reviewer, "/admin/").context_data["work"]
    line = next(item for item in group.items if item.kind == "Scheduled, but refused")
    chinese = next(item for item in panel.languages if item.code == "zh-hans")
    assert (chinese.may_cancel, bool(chinese.note), chinese.note in line.note) == (True, True, True)
    step(reviewer, event, "cancel", languages="zh-hans")
    assert WorkingCopy.objects.get().refusals == {}


def test_the_reason_of_the_last_refusal_alone_is_read(editor: Client, reviewer: Client) -> None:
    event = make.make_event(title_en="Green Ports")
    edit(editor, event, title_en="Blue Ports")
    WorkingCopy.objects.update(refusals={"en": "2024-01-01T09:30:00+08:00"})
    for reason in ("No venue.", "No date."):
        reasons, languages = {"en": reason}, ["en"]
        log_action(Action.COPY_REFUSED, event, languages=languages, reasons=reasons, scheduled_by=0)
    with CaptureQueriesContext(connection) as queries:
        (group,) = get_undrawn(reviewer, "/admin/").context_data["work"]
    line = next(item for item in group.items if item.kind == "Scheduled, but refused")
    (query,) = [query["sql"] for query in queries if "'copy_refused'" in query["sql"]]
    with connection.cursor() as cursor:
        cursor.execute(query)
        rows = cursor.fetchall()
    assert (line.note.endswith("No date."), len(rows)) == (True, 1)


def test_an_editor_is_not_shown_what_only_publishers_can_mend(editor: Client) -> None:
    event = make.make_event(title_en="Green Ports")
    edit(editor, event, title_en="Blue Ports")
    WorkingCopy.objects.update(refusals={"en": "2024-01-01T09:30:00+08:00"})
    groups = get_undrawn(editor, "/admin/").context_data["work"]
    kinds = {item.kind for group in groups for item in group.items}
    assert "Scheduled, but refused" not in kinds


def test_the_schedule_of_a_working_copy_is_cancelled(editor: Client, reviewer: Client) -> None:
    make_settings(reviews=0)
    event = make.make_event(title_en="Green Ports")
    edit(editor, event, title_en="Blue Ports")
    step(reviewer, event, "publish", languages="en", later="on", at="2999-01-01T09:30")
    scheduled = WorkingCopy.objects.get().schedule
    step(reviewer, event, "cancel", languages="en")
    assert ([*scheduled], WorkingCopy.objects.get().schedule) == (["en"], {})


def test_an_edit_ends_the_schedule_and_says_so(editor: Client, reviewer: Client) -> None:
    make_settings(reviews=0)
    event = make.make_event(title_en="Green Ports")
    edit(editor, event, title_en="Blue Ports")
    step(reviewer, event, "publish", languages="en", later="on", at="2999-01-01T09:30")
    words = messages_of(edit(editor, event, title_en="Red Ports"))
    assert "whoever may publish sets the time again" in words[-1]
    assert WorkingCopy.objects.get().schedule == {}


def test_a_proposed_deletion_is_not_carried_out_by_a_schedule(
    editor: Client, reviewer: Client
) -> None:
    make_settings(reviews=0)
    event = make.make_event(title_en="Green Ports")
    edit(editor, event, title_en="Blue Ports")
    step(reviewer, event, "publish", languages="en", later="on", at="2999-01-01T09:30")
    editor.post(address(Event, "delete", event.pk), {"post": "yes"})
    assert WorkingCopy.objects.get().schedule == {}


def test_what_is_only_scheduled_is_not_called_public(editor: Client, reviewer: Client) -> None:
    event = make.make_event(published_at=datetime(2999, 1, 1, tzinfo=UTC))
    pages = [client.get(form_url(event)).text for client in (editor, reviewer)]
    assert ["This is public" in html for html in pages] == [False, False]
    assert ["This is scheduled" in html for html in pages] == [True, True]

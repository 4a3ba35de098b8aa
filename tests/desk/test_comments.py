"""Comments on records: written by whoever sees them, resolved, found again by whom they ask."""

from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from forum.core.content import Status
from forum.desk.comment_panel import comment_panel
from forum.desk.notifications.recipients import colleagues_of, may_hear_of
from forum.history.audit import Action, log_action
from forum.history.rows import key_of
from forum.history.working_copies.store import start_copy
from forum.models import AuditEntry, Comment, Review
from forum.workflow import record_steps
from people.models import User
from sessions_app.models import Event, EventAccess
from tests.support import factories as make
from tests.support.admin_forms import messages_of
from tests.support.staff import enter

pytestmark = pytest.mark.django_db


@pytest.fixture
def event() -> Event:
    return make.make_event(status="draft", title_en="Ports")


def write(client: Client, event: Event, **values: Any) -> Any:
    kind = ContentType.objects.get_for_model(Event).pk
    return client.post(reverse("comment-add", args=[kind, event.pk]), {"text": "Look", **values})


def change_page(client: Client, event: Event) -> str:
    return client.get(f"/admin/sessions_app/event/{event.pk}/change/").text


def test_a_comment_stands_on_the_record_s_page(client: Client, lin: User, event: Event) -> None:
    client.force_login(lin)
    answer = write(client, event, text="Which <b>date</b>?", field="starts_on")
    assert answer["Location"].endswith("/change/#comments")
    page = change_page(client, event)
    assert "Which &lt;b&gt;date&lt;/b&gt;?" in page


@pytest.mark.parametrize(
    "text",
    ["@wang look", "look, @wang.", "看看 @王岚", "@王岚请看一下", "请＠wang看看", "@Wang, look"],
)
def test_a_colleague_is_named_by_login_or_name(
    client: Client, lin: User, wang: User, event: Event, text: str
) -> None:
    User.objects.filter(pk=wang.pk).update(last_name="王", first_name="岚")
    client.force_login(lin)
    write(client, event, text=text)
    assert [user.username for user in Comment.objects.get().mentioned.all()] == ["wang"]


def test_the_longest_name_is_meant(client: Client, lin: User, wang: User, event: Event) -> None:
    User.objects.filter(pk=wang.pk).update(last_name="王", first_name="岚岚")
    User.objects.filter(pk=lin.pk).update(last_name="王", first_name="岚")
    client.force_login(lin)
    write(client, event, text="@王岚岚请看一下")
    assert Comment.objects.get().mentioned.get() == wang


@pytest.mark.parametrize("text", ["@wanghai look", "@wang.hai", "@赵云请看一下", "@wang-hai"])
def test_a_name_that_nobody_bears_is_told(
    client: Client, lin: User, wang: User, event: Event, text: str
) -> None:
    client.force_login(lin)
    stored, warning = messages_of(write(client, event, text=text))
    name = text.split()[0].removeprefix("@")
    assert (stored, warning.partition(":")[0]) == ("The comment is stored.", f"“@{name}”")
    assert Comment.objects.get().mentioned.count() == 0


@pytest.mark.parametrize("text", ["Write to info@example.org", "Ask @wang", "Look"])
def test_whoever_is_told_and_an_address_of_mail_is_no_matter(
    client: Client, lin: User, wang: User, event: Event, text: str
) -> None:
    client.force_login(lin)
    assert messages_of(write(client, event, text=text)) == ["The comment is stored."]


def test_who_may_not_see_the_record_is_not_asked(
    client: Client, lin: User, wang: User, event: Event
) -> None:
    client.force_login(lin)
    User.objects.create_user("guest", is_staff=True)
    _stored, warning = messages_of(write(client, event, text="@guest look"))
    assert (warning.partition(":")[0], Comment.objects.get().mentioned.count()) == ("“@guest”", 0)


def test_colleagues_are_those_who_may_see_the_record(lin: User, event: Event) -> None:
    enter("External helper", "stranger")
    enter("External helper", "helper")
    enter("Editor", "editor")
    EventAccess.objects.create(user=User.objects.get(username="helper"), event=event)
    User.objects.create_user("guest", is_staff=True)
    names = [user.username for user in comment_panel(event, []).colleagues]
    assert names == ["editor", "helper", "lin"]


@pytest.mark.parametrize("make_one", [make.make_person, make.make_organization, make.make_series])
def test_a_helper_is_a_colleague_where_he_or_she_reaches_the_record(make_one: Any) -> None:
    enter("External helper", "helper")
    record, user = make_one(status=Status.DRAFT), User.objects.get(username="helper")
    EventAccess.objects.create(user=user, event=make.make_event())
    log_action(Action.ADDED, record, user)
    other_record = make_one()
    pairs = [
        (user in colleagues_of(commented), may_hear_of(user, commented))
        for commented in (record, other_record)
    ]
    assert pairs == [(True, True), (False, False)]


def test_a_colleague_is_chosen(client: Client, lin: User, wang: User, event: Event) -> None:
    client.force_login(lin)
    write(client, event, mentioned=wang.pk)
    assert Comment.objects.get().mentioned.get() == wang


def test_a_comment_beside_a_working_copy_is_stored(client: Client, lin: User) -> None:
    event = make.make_event(title_en="Ports")
    start_copy(key_of(event), lin)
    client.force_login(lin)
    write(client, event)
    assert Comment.objects.get().text == "Look"


def test_an_empty_comment_is_none(client: Client, lin: User, event: Event) -> None:
    client.force_login(lin)
    write(client, event, text="  ")
    assert Comment.objects.count() == 0


def test_who_dealt_with_it_is_noted(client: Client, lin: User, event: Event) -> None:
    client.force_login(lin)
    write(client, event)
    client.post(reverse("comment-resolve", args=[Comment.objects.get().pk]))
    comment = Comment.objects.get()
    assert (comment.resolved_by, comment.resolved_at is None) == (lin, False)


def test_who_may_not_see_a_record_says_nothing_about_it(client: Client, event: Event) -> None:
    client.force_login(User.objects.create_user("guest", is_staff=True))
    assert write(client, event).status_code == 403


def test_the_dashboard_shows_whom_a_comment_asks(
    client: Client, lin: User, wang: User, event: Event
) -> None:
    client.force_login(lin)
    write(client, event, text="Is the venue right? @wang")
    client.force_login(wang)
    assert "Is the venue right?" in client.get("/admin/").text


def test_the_dashboard_shows_what_came_back_with_the_whole_note(
    client: Client, lin: User, wang: User, event: Event
) -> None:
    record_steps.submit(event, lin, ["en"])
    record_steps.send_back(event, wang, "The date is missing, and the title of the second guest.")
    client.force_login(lin)
    assert "The date is missing, and the title of the second guest." in client.get("/admin/").text


def test_what_was_submitted_again_does_not_stand_there(
    client: Client, lin: User, wang: User, event: Event
) -> None:
    record_steps.submit(event, lin, ["en"])
    record_steps.send_back(event, wang, "The date is missing.")
    record_steps.submit(event, lin, ["en"])
    client.force_login(lin)
    assert "The date is missing." not in client.get("/admin/").text
    assert Review.objects.count() == 3


@pytest.mark.parametrize("count", [1, 3])
def test_comments_take_three_queries(
    client: Client,
    lin: User,
    event: Event,
    count: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:

    for _number in range(count):
        Comment.objects.create(object=event, text="Look", author=lin)
    ContentType.objects.get_for_model(Event)
    with django_assert_num_queries(2):
        comment_panel(event, [])


def test_the_log_goes_out_as_filtered(client: Client, lin: User, wang: User, event: Event) -> None:
    record_steps.submit(event, wang, ["en"])
    client.force_login(lin)
    url = reverse("admin:forum_auditentry_export")
    table = client.get(f"{url}?action=submitted").content.decode("utf-8-sig")
    assert [line.split(",")[1:4] for line in table.splitlines()[1:]] == [
        ["wang", "Submitted for review", "event"]
    ]
    deleted_rows = client.get(f"{url}?action=deleted").content.decode("utf-8-sig")
    assert len(deleted_rows.splitlines()) == 1
    assert AuditEntry.objects.exists()

"""Who is told of what, in which words, how often; and the line to a group's robot."""

from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core import mail
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.test import Client
from django.utils import translation
from django_tasks_db.models import DBTaskResult
from pytest_django.fixtures import Settings

from forum.desk.notifications import notices, web_hook
from forum.desk.notifications.letters import language_of
from forum.history.audit import Action, log_action
from forum.imports import tasks
from forum.models import ImportUpload, Notification
from forum.observability import group_robot
from forum.workflow import record_steps
from people.models import User
from sessions_app.models import Event
from tests.support import factories as make
from tests.support.admin_forms import make_upload
from tests.support.robot import run_robot

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _mail(settings: Settings) -> None:
    settings.MAIL_IS_SENT = True
    settings.SITE_ADDRESS = "https://forum.example.org"


@pytest.fixture
def event() -> Event:
    return make.make_event(status="draft", title_zh_hans="港口论坛", title_en="Ports")


@pytest.fixture
def people(lin: User, wang: User) -> tuple[User, User]:
    for user in (lin, wang):
        user.email = f"{user}@example.org"
        user.language = "en"
        user.save()
    # Of what was done with an account its owner is told too.
    mail.outbox.clear()
    return lin, wang


def do_all() -> None:
    """Do what waits in the queue, as the worker does."""
    for task in DBTaskResult.objects.order_by("enqueued_at"):
        arguments = task.args_kwargs
        task.task.func(*arguments["args"], **arguments["kwargs"])
        task.delete()


def list_notices() -> list[tuple[str, str]]:
    return [(notice.user.username, notice.kind) for notice in Notification.objects.all()]


def test_who_reviews_is_told_what_was_submitted(event: Event, people: tuple[User, User]) -> None:
    record_steps.submit(event, people[0], ["en"], "Please look at the titles.")
    do_all()
    (letter,) = mail.outbox
    assert (letter.to, "Submitted for review: Ports" in letter.subject) == (
        ["wang@example.org"],
        True,
    )
    address = f"https://forum.example.org/admin/sessions_app/event/{event.pk}/change/"
    assert ("Please look at the titles." in letter.body, address in letter.body) == (True, True)


def test_who_submitted_is_told_of_the_return_with_the_whole_note(
    event: Event, people: tuple[User, User]
) -> None:
    lin, wang = people
    record_steps.submit(event, lin, ["en"])
    record_steps.send_back(event, wang, "The title of 林岚 is missing.\nAnd the date.")
    do_all()
    letter = mail.outbox[-1]
    assert (letter.to, "The title of 林岚 is missing.\nAnd the date." in letter.body) == (
        ["lin@example.org"],
        True,
    )


def test_a_refused_schedule_is_told_to_who_publishes_and_who_set_it(
    event: Event, people: tuple[User, User]
) -> None:
    lin, _wang = people
    reasons = {"en": "The title is missing.", "zh-hans": "缺少标题。"}
    params = {"languages": ["en"], "reasons": reasons, "scheduled_by": lin.pk}
    log_action(Action.COPY_REFUSED, event, **params)
    do_all()
    assert (sorted(list_notices()), "The title is missing." in mail.outbox[0].body) == (
        [("lin", "refused"), ("wang", "refused")],
        True,
    )


def test_of_a_cancelled_schedule_hears_who_set_it_in_that_language(
    event: Event, people: tuple[User, User]
) -> None:
    lin, wang = people
    log_action(Action.COPY_SCHEDULED, event, lin, languages=["en"])
    log_action(Action.COPY_SCHEDULED, event, wang, languages=["zh-hans"])
    log_action(Action.UNSCHEDULED, event, languages=["en"])
    do_all()
    assert list_notices() == [("lin", "unscheduled")]


def test_who_scheduled_a_note_hears_that_it_was_replaced(
    event: Event, people: tuple[User, User]
) -> None:
    params = {"languages": ["en"], "reasons": {"en": "As written."}, "scheduled_by": people[0].pk}
    log_action(Action.NOTE_REPLACED, event, **params)
    do_all()
    assert (list_notices(), "As written." in mail.outbox[0].body) == (
        [("lin", "note_replaced")],
        True,
    )


def test_nobody_is_told_of_what_they_switched_off(event: Event, people: tuple[User, User]) -> None:
    lin, wang = people
    wang.muted_notices = ["submitted"]
    wang.save()
    record_steps.submit(event, lin, ["en"])
    do_all()
    assert list_notices() == []


def test_a_mail_is_in_the_language_of_its_reader(event: Event, people: tuple[User, User]) -> None:
    User.objects.filter(username="wang").update(language="zh-hans")
    record_steps.submit(event, people[0], ["en"])
    do_all()
    assert "已提交审核\uff1a港口论坛" in mail.outbox[0].subject


def test_the_digest_has_all_of_a_day_in_one_mail(event: Event, people: tuple[User, User]) -> None:
    lin, _wang = people
    User.objects.filter(username="wang").update(daily_digest=True)
    record_steps.submit(event, lin, ["en"])
    record_steps.submit(make.make_event(status="draft", title_en="Parks"), lin, ["en"])
    do_all()
    assert mail.outbox == []
    call_command("send_digests")
    call_command("send_digests")
    (letter,) = mail.outbox
    assert (
        "2 pieces of news" in letter.subject,
        "Ports" in letter.body,
        "Parks" in letter.body,
    ) == (
        True,
        True,
        True,
    )


def test_a_mention_is_told_to_whom_it_names(
    client: Client, event: Event, people: tuple[User, User]
) -> None:
    lin, _wang = people
    client.force_login(lin)
    kind = notices.Kind.MENTION

    content_type = ContentType.objects.get_for_model(Event).pk
    client.post(f"/admin/comments/{content_type}/{event.pk}/", {"text": "@wang please look"})
    do_all()
    assert list_notices() == [("wang", kind)]


def test_a_failed_import_is_told_to_whoever_uploaded_it(people: tuple[User, User]) -> None:
    upload = make_upload(by=people[0], file=ContentFile(b"", name="record.txt"))
    tasks.read_and_plan(upload.pk)
    do_all()
    upload.refresh_from_db()
    with translation.override(language_of(people[0])):
        assert (len(mail.outbox), upload.reason in mail.outbox[0].body) == (1, True)
    assert upload.reason


def test_what_is_decided_of_a_failed_import_is_no_news(people: tuple[User, User]) -> None:
    upload = make_upload(by=people[0], state=ImportUpload.State.FAILED)
    DBTaskResult.objects.all().delete()
    upload.save(update_fields=["decisions"])
    assert DBTaskResult.objects.count() == 0


def test_without_mail_and_robot_nothing_is_queued(
    event: Event, people: tuple[User, User], settings: Settings
) -> None:
    settings.MAIL_IS_SENT = False
    record_steps.submit(event, people[0], ["en"])
    assert DBTaskResult.objects.count() == 0


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("wecom", {"msgtype": "text", "text": {"content": "a"}}),
        ("dingtalk", {"msgtype": "text", "text": {"content": "a"}}),
        ("feishu", {"msg_type": "text", "content": {"text": "a"}}),
    ],
)
def test_each_robot_is_spoken_to_in_its_form(kind: str, expected: dict[str, Any]) -> None:
    assert group_robot.payload("a", kind) == expected


def test_a_robot_that_speaks_no_http_has_taken_no_line() -> None:
    class Rubbish(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.wfile.write(b"rubbish\r\n")

    with HTTPServer(("127.0.0.1", 0), Rubbish) as server:
        Thread(target=server.handle_request, daemon=True).start()
        with pytest.raises(group_robot.RobotRefusalError, match=r"^BadStatusLine$"):
            group_robot.post_line("a", f"http://127.0.0.1:{server.server_port}/", "wecom")


def test_the_key_of_a_robot_that_cannot_be_asked_is_not_told() -> None:
    with pytest.raises(group_robot.RobotRefusalError, match=r"^InvalidURL$"):
        group_robot.post_line("a", "http://127.0.0.1/send?key=a b", "wecom")


# Kind of robot, whether it was asked before -> what it answers.
ANSWERS = {
    ("wecom", False): b'{"errcode": 45009, "errmsg": "api freq out of limit"}',
    ("wecom", True): b'{"errcode": 0, "errmsg": "ok"}',
    ("feishu", False): b'{"code": 19024, "msg": "Key Words Not Found"}',
    ("feishu", True): b'{"code": 0, "msg": "success"}',
    ("dingtalk", False): b"OK",
}


@pytest.fixture
def robot(settings: Settings) -> Any:
    """Yield the bodies that a robot on loopback was sent."""

    def answer(count: int) -> bytes:
        return ANSWERS[settings.NOTICE_HOOK_KIND, count > 1]

    with run_robot(answer) as (address, bodies):
        settings.NOTICE_HOOK = address
        yield bodies


def test_the_group_reads_a_line_in_chinese(
    event: Event, people: tuple[User, User], robot: list[Any]
) -> None:
    record_steps.submit(event, people[0], ["en"])
    do_all()
    do_all()
    assert robot[0]["text"]["content"].splitlines()[0] == "已提交审核\uff1a港口论坛"


@pytest.mark.parametrize(("kind", "asked"), [("wecom", 2), ("feishu", 2), ("dingtalk", 1)])
def test_a_robot_that_answers_but_refuses_is_asked_again(
    kind: str, asked: int, robot: list[Any], settings: Settings
) -> None:
    settings.NOTICE_HOOK_KIND = kind
    web_hook.post.enqueue("a")
    do_all()
    do_all()
    do_all()
    assert robot == [group_robot.payload("a", kind)] * asked

"""Every kind of mail as its receiver reads it: who, what, where, since when, and how to stop it."""

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django.test import Client
from django.utils import timezone
from pytest_django.fixtures import Settings

from forum.desk.accounts import security_mail
from forum.desk.notifications import letters
from forum.history.audit import Action, log_action
from forum.models import Notification
from forum.workflow import copy_steps, record_steps
from forum.workflow.step_labels import moment
from people.models import User
from sessions_app.models import Event
from tests.desk.test_notifications import _mail, do_all
from tests.history.test_copy_versions import copy_of
from tests.support import factories as make
from tests.support.admin_forms import make_settings, make_upload
from tests.support.staff import enter
from tests.support.working_copies import edit

pytestmark = pytest.mark.django_db
__all__ = ["_mail"]

Kind = Notification.Kind
LANGUAGES = ("zh-hans", "en")
GREETING = {"zh-hans": "林岚\uff0c您好\uff1a", "en": "林岚,"}


@pytest.fixture
def reader() -> User:
    user = User.objects.create_user(
        "lin", "lin@example.org", "pass", last_name="林", first_name="岚", is_staff=True
    )
    mail.outbox.clear()
    return user


@pytest.fixture
def event() -> Event:
    make_settings(reviews=0)
    return make.make_event(title_zh_hans="绿色港口", title_en="Green Ports", status="draft")


def receive(user: User, language: str, *kinds: Kind, **values: Any) -> EmailMessage:
    User.objects.filter(pk=user.pk).update(language=language)
    user.refresh_from_db()
    facts = {"name": "Lin Lan", "path": "/admin/x/1/", "actor": "Wang", "note": "Please look."}
    notices = [
        Notification.objects.create(user=user, kind=kind, **{**facts, **values}) for kind in kinds
    ]
    letters.send(notices)
    (letter,) = mail.outbox
    return letter


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", Kind)
def test_a_letter_greets_says_what_leads_there_and_how_it_stops(
    reader: User, language: str, kind: Kind
) -> None:
    letter = receive(reader, language, kind)
    lines = str(letter.body).splitlines()
    assert lines[0].endswith(GREETING[language])
    assert lines[-2].startswith({"zh-hans": "通知的内容", "en": "What you are told of"}[language])
    assert lines[-1] == "https://forum.example.org/admin/account/"
    assert {"Please look.", "https://forum.example.org/admin/x/1/"} <= {*lines}
    assert str(letter.subject).startswith("[")


@pytest.mark.parametrize(
    ("language", "place"), [("zh-hans", "“绿色港口”的环节"), ("en", "Session of “Green Ports”")]
)
def test_a_letter_about_a_part_names_its_event(
    reader: User, event: Event, language: str, place: str
) -> None:
    letter = receive(reader, language, Kind.MENTION, object=make.make_session(event))
    assert place in str(letter.body).splitlines()


def test_a_digest_greets_once_and_counts_its_news(reader: User) -> None:
    lines = str(receive(reader, "en", Kind.SUBMITTED, Kind.RETURNED).body).splitlines()
    numbered = [line for line in lines if line[:3] in ("1. ", "2. ")]
    assert (sum(line.startswith("Dear ") for line in lines), numbered) == (
        1,
        ["1. Submitted for review: Lin Lan", "2. Returned for changes: Lin Lan"],
    )


@pytest.fixture
def editor(reader: User) -> Client:
    """Return somebody who has edited the event, beside whom the reader has too."""
    client = enter("Reviewer-publisher", "wang")
    User.objects.filter(username="lin").update(language="en", is_superuser=True)
    return client


def test_what_is_published_names_its_languages(event: Event, reader: User, editor: Client) -> None:
    log_action(Action.CHANGED, event, reader)
    record_steps.publish(event, User.objects.get(username="wang"), ["zh-hans", "en"])
    do_all()
    (letter,) = mail.outbox
    assert "Published: Green Ports" in letter.subject
    assert "Languages: Chinese and English" in str(letter.body).splitlines()


def test_what_is_scheduled_is_not_called_published(
    event: Event, reader: User, editor: Client
) -> None:
    at = timezone.now() + timedelta(days=2)
    log_action(Action.CHANGED, event, reader)
    record_steps.publish(event, User.objects.get(username="wang"), ["en"], at)
    do_all()
    (letter,) = mail.outbox
    assert str(letter.subject).endswith(f"] Scheduled for {moment(at)}: Green Ports")
    assert f"English: scheduled for {moment(at)}" in str(letter.body).splitlines()


def test_a_change_that_is_scheduled_is_told_with_its_moment(
    event: Event, reader: User, editor: Client
) -> None:
    Event.objects.update(status="published")
    event.refresh_from_db()
    at = timezone.now() + timedelta(days=2)
    log_action(Action.CHANGED, event, reader)
    edit(enter("Editor"), event, title_en="Blue Ports")
    copy_steps.publish_copy(copy_of(event), User.objects.get(username="wang"), ["en"], at)
    do_all()
    scheduled = [letter for letter in mail.outbox if "Scheduled" in str(letter.subject)]
    assert [letter.to for letter in scheduled] == [["lin@example.org"]]
    assert f"Scheduled for {moment(at)}: Green Ports" in str(scheduled[0].subject)
    assert f"English: scheduled for {moment(at)}" in str(scheduled[0].body).splitlines()


def test_a_change_of_what_is_only_scheduled_is_not_called_published(
    event: Event, reader: User, editor: Client
) -> None:
    at = timezone.now() + timedelta(days=2)
    dated = {"published_at_zh_hans": at, "published_at_en": at}
    Event.objects.update(status="published", ready_languages=["zh-hans", "en"], **dated)
    event.refresh_from_db()
    log_action(Action.CHANGED, event, reader)
    edit(enter("Editor"), event, title_en="Blue Ports")
    copy_steps.publish_copy(copy_of(event), User.objects.get(username="wang"), ["en"])
    do_all()
    (subject,) = [str(letter.subject) for letter in mail.outbox]
    assert subject.endswith(f"] Scheduled for {moment(at)}: Blue Ports")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("sentence", [*security_mail.FACTOR_SENTENCES.values()])
def test_a_letter_about_the_account_greets_and_says_what_to_do(
    reader: User, language: str, sentence: Any, settings: Settings
) -> None:
    User.objects.update(language=language)
    reader.refresh_from_db()
    security_mail.write_to(reader, sentence)
    (letter,) = mail.outbox
    lines = str(letter.body).splitlines()
    assert lines[0].endswith(GREETING[language])
    assert [line for line in lines if line.startswith("https://")] == [
        "https://forum.example.org/admin/account/password/forgotten/",
        "https://forum.example.org/admin/account/sessions/",
    ]
    assert (
        lines[-1]
        == {
            "zh-hans": "账号安全邮件不能关闭。",
            "en": "Mails about the safety of an account are not switched off.",
        }[language]
    )


def test_a_failed_import_is_an_uploaded_record(reader: User) -> None:
    letter = receive(reader, "en", Kind.IMPORT_FAILED, object=make_upload(by=reader), actor="")
    assert "Uploaded record" in str(letter.body).splitlines()

"""The digest tells nobody what she or he may not see any more."""

import pytest
from django.contrib.auth.models import Group
from django.core import mail
from django.core.management import call_command
from django.test import Client
from pytest_django.fixtures import Settings

from forum.models import Notification
from people.models import User
from sessions_app.models import Event, EventAccess
from tests.desk.test_notifications import do_all
from tests.support import factories as make
from tests.support.admin_forms import make_upload
from tests.support.staff import enter
from tests.support.working_copies import copy_url

pytestmark = pytest.mark.django_db


@pytest.fixture
def event() -> Event:
    return make.make_event(status="draft", title_zh_hans="", title_en="Ports")


@pytest.fixture
def helper(event: Event, settings: Settings) -> User:
    """Return a helper who is told once a day, and was mentioned in a comment today."""
    settings.MAIL_IS_SENT = True
    enter("External helper", "helper")
    User.objects.filter(username="helper").update(
        email="helper@example.org", daily_digest=True, language="en"
    )
    user = User.objects.get(username="helper")
    EventAccess.objects.create(user=user, event=event)
    editor: Client = enter("Editor")
    editor.post(copy_url("comment-add", event), {"text": "@helper The minister is ill."})
    do_all()
    return user


def digest() -> list[str]:
    call_command("send_digests")
    return [str(letter.body) for letter in mail.outbox]


def test_who_still_reaches_it_is_told(helper: User) -> None:
    (letter,) = digest()
    assert "The minister is ill." in letter


def test_whose_access_was_withdrawn_is_told_nothing(helper: User) -> None:
    EventAccess.objects.all().delete()
    assert (digest(), Notification.objects.filter(sent_at=None).count()) == ([], 0)


def test_who_lost_the_role_is_told_nothing(helper: User) -> None:
    helper.groups.clear()
    assert digest() == []


def test_a_failed_import_of_which_an_earlier_release_noted_no_upload_is_told(helper: User) -> None:
    Notification.objects.all().delete()
    kind = Notification.Kind.IMPORT_FAILED
    Notification.objects.create(user=helper, kind=kind, name="guests.docx", path="/admin/")
    (letter,) = digest()
    assert "guests.docx" in letter


def test_of_what_is_gone_a_helper_is_told_nothing(helper: User, event: Event) -> None:
    event.delete()
    assert digest() == []


def test_of_what_is_gone_nobody_without_its_right_is_told(helper: User, event: Event) -> None:
    helper.groups.clear()
    event.delete()
    assert digest() == []


def test_of_what_is_gone_an_editor_is_told(helper: User, event: Event) -> None:
    helper.groups.set(Group.objects.filter(name="Editor"))
    event.delete()
    (letter,) = digest()
    assert "The minister is ill." in letter


@pytest.mark.parametrize(("role", "count"), [("Importer", 1), ("", 0)])
def test_of_a_failed_import_only_who_sees_uploads_is_told(
    helper: User, role: str, count: int
) -> None:
    Notification.objects.all().delete()
    helper.groups.set(Group.objects.filter(name=role))
    kind = Notification.Kind.IMPORT_FAILED
    Notification.objects.create(user=helper, kind=kind, object=make_upload(), path="/admin/")
    assert len(digest()) == count

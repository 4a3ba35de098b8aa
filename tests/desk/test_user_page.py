"""The user page: made for people who invite people."""

from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from django.core import mail
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from pytest_django.fixtures import Settings

from forum.desk.admin.accounts import WORK
from forum.models import AuditEntry
from forum.permissions.roles import EDITOR, HELPER, REVIEWER, RIGHTS
from people.models import User
from sessions_app.models import EventAccess
from tests.support import factories as make
from tests.support.admin_forms import messages_of

pytestmark = pytest.mark.django_db

ADD = "/admin/people/user/add/"
# What the rows of events are called in the form.
ROWS = EventAccess._meta.get_field("user").remote_field.get_accessor_name()


def sent(**values: Any) -> dict[str, Any]:
    rows = {"TOTAL_FORMS": "0", "INITIAL_FORMS": "0"}
    facts = {"last_name": "李", "first_name": "岚", "email": "lan.li@example.org"}
    return {**facts, **{f"{ROWS}-{name}": value for name, value in rows.items()}, **values}


def test_a_new_account_is_invited(admin_client: Client, settings: Settings) -> None:
    settings.MAIL_IS_SENT = True
    role = Group.objects.create(name="Editor")
    admin_client.post(ADD, sent(groups=[role.pk], language="zh-hans"))
    user = User.objects.get(email="lan.li@example.org")
    (letter,) = mail.outbox
    assert (user.username, user.is_staff, user.has_usable_password()) == ("lan.li", True, False)
    assert (letter.to, "您的编辑工作台账号" in letter.subject) == (["lan.li@example.org"], True)
    assert AuditEntry.objects.filter(action=AuditEntry.Action.INVITED).count() == 1


def test_the_link_of_the_invitation_sets_the_password(admin_client: Client, client: Client) -> None:
    answer = admin_client.post(ADD, sent(username="lan"))
    words = " ".join(messages_of(answer)).split()
    address = next(word for word in words if "/password/new/" in word)
    form = client.get(address.partition("testserver")[2])["Location"]
    client.post(form, {"password1": "quiet-harbour-77", "password2": "quiet-harbour-77"})
    assert client.login(username="lan", password="quiet-harbour-77")


@pytest.mark.parametrize("name", ["lan.li", "LAN.LI"])
def test_a_user_name_is_given_once(admin_client: Client, name: str) -> None:
    User.objects.create_user("lan.li")
    page = admin_client.post(ADD, sent(username=name))
    assert page.context["errors"][0] == ["Somebody has this user name already."]


def test_without_a_user_name_the_next_free_one_is_taken(admin_client: Client) -> None:
    User.objects.create_user("lan.li")
    admin_client.post(ADD, sent())
    assert User.objects.filter(username="lan.li2").exists()


def test_the_page_has_no_words_of_django(admin_client: Client, admin_user: User) -> None:
    page = admin_client.get(f"/admin/people/user/{admin_user.pk}/change/").text
    words = ("staff status", "superuser status", "user permissions", "algorithm")
    assert [word for word in words if word.lower() in page.lower()] == []


def test_only_who_may_do_everything_lets_others(client: Client, lin: User) -> None:
    chief = User.objects.create_user("chief", is_staff=True)
    for act in ("view", "change"):
        chief.user_permissions.add(Permission.objects.get(codename=f"{act}_user"))
    other_user = User.objects.create_user("other", is_staff=True)
    client.force_login(chief)
    form = client.get(f"/admin/people/user/{other_user.pk}/change/").context["adminform"].form
    assert "is_superuser" not in form.fields
    answer = client.post(f"/admin/people/user/{lin.pk}/account/", {"step": "sign_out"})
    assert answer.status_code == 403


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_takes_as_many_queries_for_any_number(
    admin_client: Client, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    role = Group.objects.create(name="Editor")
    for number in range(count):
        User.objects.create_user(f"name-{number}").groups.add(role)
    admin_client.get("/admin/people/user/")
    with django_assert_num_queries(7):
        admin_client.get("/admin/people/user/")


def test_a_helper_is_let_into_an_event(admin_client: Client) -> None:
    helper, event = User.objects.create_user("helper"), make.make_event()
    data = sent(username="helper", email="")
    row = {"TOTAL_FORMS": "1", "0-event": event.pk, "0-user": helper.pk}
    data |= {f"{ROWS}-{name}": value for name, value in row.items()}
    answer = admin_client.post(f"/admin/people/user/{helper.pk}/change/", data)
    assert (answer.status_code, EventAccess.objects.get().event) == (302, event)


@pytest.mark.parametrize("is_sent", [True, False])
def test_the_form_promises_a_mail_only_where_one_is_sent(
    admin_client: Client, settings: Settings, is_sent: bool
) -> None:
    settings.MAIL_IS_SENT = is_sent
    html = admin_client.get(ADD).text
    assert ("is sent a mail" in html, "link to set a password is shown" in html) == (
        is_sent,
        not is_sent,
    )


def test_the_labels_of_an_account_begin_with_a_capital(admin_client: Client) -> None:
    fields = admin_client.get(ADD).context["adminform"].form.fields
    labels = [fields[name].label for name in ("email", "username")]
    assert labels == ["Email address", "User name"]


@pytest.mark.parametrize(
    ("role", "sentence"),
    [
        (None, "has no role: nothing can be seen or edited with this account."),
        ("External helper", "helps with no event yet and sees none."),
        ("Editor", ""),
    ],
)
def test_an_account_that_could_do_nothing_is_told_of(
    admin_client: Client, role: str | None, sentence: str
) -> None:
    groups = [Group.objects.get_or_create(name=role)[0].pk] if role else []
    answer = admin_client.post(ADD, sent(groups=groups))
    said = [words for words in messages_of(answer) if words.startswith("李岚 h")]
    assert said == ([f"李岚 {sentence}"] if sentence else [])


@pytest.mark.parametrize("role", RIGHTS)
def test_each_role_says_what_it_may_do(admin_client: Client, role: str) -> None:
    Group.objects.get_or_create(name=role)
    choices = admin_client.get(ADD).context["adminform"].form.fields["groups"].choices
    assert f"{role} – {WORK[role]}" in [label for _choice, label in choices]


def test_roles_stand_in_the_order_of_the_work(admin_client: Client) -> None:
    names = ["Archivist", HELPER, REVIEWER, EDITOR]
    user = User.objects.create_user("lan", is_staff=True)
    user.groups.set([Group.objects.get_or_create(name=name)[0] for name in names])
    field = admin_client.get(ADD).context["adminform"].form.fields["groups"]
    assert [group.name for group in field.queryset] == [EDITOR, REVIEWER, HELPER, "Archivist"]
    page = admin_client.get("/admin/people/user/").content.decode()
    assert "Editor, Reviewer-publisher, External helper, Archivist" in page

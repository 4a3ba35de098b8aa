"""Roles as groups: what they may write, which events a helper reaches."""

from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from forum.permissions import roles
from forum.permissions.access import PUBLISH, TAKE_OFFLINE, may
from forum.permissions.roles import RIGHTS, codenames
from people.models import User
from sessions_app.models import Appearance, Event, EventAccess
from tests.support import factories as make
from tests.support.admin_forms import read_form

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _roles() -> None:
    call_command("make_roles", stdout=StringIO())


def member(*names: str) -> User:
    user = User.objects.create_user("member", is_staff=True)
    user.groups.set(Group.objects.filter(name__in=names))
    return user


def enter(client: Client, *names: str) -> User:
    user = member(*names)
    client.force_login(user)
    return user


def save(client: Client, url: str, **changed: Any) -> Any:
    data = read_form(client, url)
    return client.post(url, {**data, **changed})


def form_of(event: Event) -> str:
    return f"/admin/sessions_app/event/{event.pk}/change/"


# The command


def test_each_role_has_its_permissions() -> None:
    for role in RIGHTS:
        kept_permissions = Permission.objects.filter(group__name=role)
        rights = {
            (permission.content_type.app_label, permission.codename)
            for permission in kept_permissions.select_related("content_type")
        }
        assert rights == set(codenames(role))


def test_roles_are_brought_up_to_date() -> None:
    editor = Group.objects.get(name=roles.EDITOR)
    editor.permissions.set([Permission.objects.get(codename="delete_user")])
    call_command("make_roles", stdout=StringIO())
    assert not editor.permissions.filter(codename="delete_user").exists()
    assert Group.objects.count() == len(RIGHTS)


# Languages


def test_a_translator_writes_english_alone(client: Client) -> None:
    event = make.make_event(status="draft")
    enter(client, roles.TRANSLATOR)
    save(client, form_of(event), title_en="Blue Ports", title_zh_hans="蓝色港口", edition="9")
    event.refresh_from_db()
    assert (event.title_en, event.title_zh_hans, event.edition) == ("Blue Ports", "绿色港口", None)


def test_a_translator_writes_english_alone_in_rows(client: Client) -> None:
    appearance = make.make_appearance(make.make_session(make.make_event(status="draft")))
    enter(client, roles.TRANSLATOR)
    url = f"/admin/sessions_app/session/{appearance.session_id}/change/"
    changed = {"appearances-0-title_en": "Head", "appearances-0-title_zh_hans": "局长"}
    save(client, url, **changed, **{"appearances-0-role": "witness"})
    appearance.refresh_from_db()
    values = (appearance.title_en, appearance.title_zh_hans, appearance.role)
    assert values == ("Head", "海港研究院院长", "speaker")


@pytest.mark.parametrize(("role", "moves"), [(roles.EDITOR, False), (roles.REVIEWER, True)])
def test_who_publishes_sets_the_moment(client: Client, role: str, moves: bool) -> None:
    first = timezone.now().replace(microsecond=0) + timedelta(days=9)
    event = make.make_event(published_at=first)
    enter(client, role)
    save(client, form_of(event), published_at_en_0="2023-11-05", published_at_en_1="09:30")
    event.refresh_from_db()
    assert (event.published_at != first) == moves


def test_a_chinese_editor_leaves_english_alone(client: Client) -> None:
    event = make.make_event(status="draft")
    enter(client, roles.CHINESE_EDITOR)
    save(client, form_of(event), title_en="Blue Ports", title_zh_hans="蓝色港口")
    event.refresh_from_db()
    assert (event.title_en, event.title_zh_hans) == ("Green Ports", "蓝色港口")


def test_two_languages_make_an_editor_of_both(client: Client) -> None:
    event = make.make_event(status="draft")
    enter(client, roles.CHINESE_EDITOR, roles.TRANSLATOR)
    save(client, form_of(event), title_en="Blue Ports", title_zh_hans="蓝色港口")
    event.refresh_from_db()
    assert (event.title_en, event.title_zh_hans) == ("Blue Ports", "蓝色港口")


def test_two_languages_at_once_are_no_conflict(client: Client) -> None:
    event = make.make_event()
    enter(client, roles.TRANSLATOR)
    data = read_form(client, form_of(event))
    Event.objects.get(pk=event.pk).save()
    other_event = Event.objects.get(pk=event.pk)
    other_event.title_zh_hans = "蓝色港口"
    other_event.save()
    sent = {name: value for name, value in data.items() if "zh_hans" not in name}
    response = client.post(form_of(event), {**sent, "title_en": "Blue Ports"})
    # The row moved on, so the editor looks; what is not hers or his is not asked about.
    choices = response.context["rows"][0].choices
    assert [choice.name for choice in choices] == ["version_token-title_en"]


def test_a_translator_keeps_the_picture_of_a_photo(client: Client) -> None:
    photo = make.make_photo(make.make_event(status="draft"))
    enter(client, roles.TRANSLATOR)
    save(client, f"/admin/sessions_app/photo/{photo.pk}/change/", caption_en="At the port")
    name, caption = photo.image.name, "At the port"
    photo.refresh_from_db()
    assert (photo.image.name, photo.caption_en) == (name, caption)


def test_a_translator_records_no_chinese_clearance(client: Client) -> None:
    appearance = make.make_appearance(remarks_zh_hans="<p>港口。</p>")
    enter(client, roles.TRANSLATOR)
    url = f"/admin/clearance/{appearance.session.event_id}/zh-hans/"
    assert client.post(url, {"appearance": appearance.pk}).status_code == 403


# Helpers


def helped(client: Client) -> tuple[Event, Event]:
    user = enter(client, roles.HELPER)
    own_event, other_event = make.make_event(), make.make_event()
    EventAccess.objects.create(user=user, event=own_event)
    return own_event, other_event


def test_a_helper_sees_one_event(client: Client) -> None:
    own_event, other_event = helped(client)
    records = client.get("/admin/sessions_app/event/").context["cl"].result_list
    assert [record.pk for record in records] == [own_event.pk]
    assert client.get(form_of(own_event)).status_code == 200
    assert client.get(form_of(other_event)).status_code == 302


@pytest.mark.parametrize("kind", ["session", "appearance", "photo", "document"])
def test_a_helper_sees_the_rows_of_one_event(client: Client, kind: str) -> None:
    own_event, other_event = helped(client)
    rows = {}
    for event in (own_event, other_event):
        session = make.make_session(event)
        rows[event.pk] = {
            "session": session,
            "appearance": make.make_appearance(session),
            "photo": make.make_photo(event),
            "document": make.make_document(event),
        }
    records = client.get(f"/admin/sessions_app/{kind}/").context["cl"].result_list
    assert [record.pk for record in records] == [rows[own_event.pk][kind].pk]


def test_a_helper_moves_nothing_to_another_event(client: Client) -> None:
    own_event, other_event = helped(client)
    session = make.make_session(own_event)
    save(client, f"/admin/sessions_app/session/{session.pk}/change/", event=str(other_event.pk))
    session.refresh_from_db()
    assert session.event_id == own_event.pk


def test_a_helper_keeps_the_parent_of_the_event(client: Client) -> None:
    own_event, other_event = helped(client)
    own_event.parent, own_event.status = other_event, "draft"
    own_event.save()
    response = save(client, form_of(own_event), title_en="Blue Ports")
    own_event.refresh_from_db()
    assert (response.status_code, own_event.parent_id, own_event.title_en) == (
        302,
        other_event.pk,
        "Blue Ports",
    )


def test_the_choices_of_a_helper_are_of_one_event(client: Client) -> None:
    own_event, other_event = helped(client)
    make.make_session(own_event)
    make.make_session(other_event)
    query = {"app_label": "sessions_app", "model_name": "appearance", "field_name": "session"}
    results = client.get("/admin/autocomplete/", query).json()["results"]
    assert len(results) == 1


def test_a_helper_does_not_add_to_another_event(client: Client) -> None:
    _mine, other_event = helped(client)
    session, person = make.make_session(other_event), make.make_person()
    url = "/admin/sessions_app/appearance/add/"
    data = read_form(client, url)
    client.post(url, {**data, "session": session.pk, "person": person.pk})
    assert Appearance.objects.count() == 0


# What is asked beyond a model's own permissions


def test_who_publishes_and_takes_offline() -> None:
    event = make.make_event()
    found = {}
    for role in RIGHTS:
        user = User.objects.create_user(role, is_staff=True)
        user.groups.set([Group.objects.get(name=role)])
        found[role] = (may(user, PUBLISH, event), may(user, TAKE_OFFLINE, event))
    assert found == {
        "Editor": (False, True),
        "Chinese editor": (False, False),
        "English translator": (False, False),
        "Reviewer-publisher": (True, True),
        "Importer": (False, False),
        "Administrator": (True, True),
        "External helper": (False, False),
    }


def test_an_administrator_makes_no_superuser(client: Client) -> None:
    enter(client, roles.ADMINISTRATOR)
    other_user = User.objects.create_user("other", is_staff=True)
    save(client, f"/admin/people/user/{other_user.pk}/change/", is_superuser="on")
    other_user.refresh_from_db()
    assert not other_user.is_superuser


def test_an_administrator_does_not_change_a_superuser(client: Client, admin_user: User) -> None:
    enter(client, roles.ADMINISTRATOR)
    url = f"/admin/people/user/{admin_user.pk}/password/"
    assert client.get(url).status_code == 403

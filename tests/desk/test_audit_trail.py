"""What is done in the desk is written into the audit trail, and told in words."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.test import Client
from django.urls import reverse
from django.utils import translation

from forum.desk.audit_sentences import sentence_of
from forum.desk.audit_trail import AuditedMixin
from forum.history.audit import Action, log_action
from forum.models import AuditEntry
from people.models import Organization, User
from tests.support import factories as make
from tests.support.desk_client import address, speak
from tests.support.staff import enter

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("desk", admin.site._registry.values(), ids=str)
def test_every_admin_writes_into_the_trail(desk: Any) -> None:
    assert isinstance(desk, AuditedMixin)


@pytest.mark.parametrize(
    ("narrowed", "names"),
    [
        ("", ["Bo", "Lin", "Lin"]),
        ("actor__id__exact={wang}", ["Bo"]),
        ("q=Lin", ["Lin", "Lin"]),
        ("at__year=2026&at__month=11&at__day=5", ["Lin"]),
        ("at__year=2026&at__month=11&at__day=5&actor__id__exact={wang}", []),
    ],
)
def test_the_log_is_narrowed_to_a_person_a_record_and_a_day_and_so_handed_out(
    admin_client: Client, admin_user: User, wang: User, narrowed: str, names: list[str]
) -> None:
    lin, bo = (make.make_person(name_zh_hans=name, name_en=name) for name in ("Lin", "Bo"))
    AuditEntry.objects.all().delete()
    for record, actor in ((lin, admin_user), (lin, admin_user), (bo, wang)):
        log_action(Action.CHANGED, record, actor)
    first = AuditEntry.objects.earliest("pk")
    AuditEntry.objects.filter(pk=first.pk).update(at=datetime(2026, 11, 5, 4, tzinfo=UTC))
    query = narrowed.format(wang=wang.pk)
    listed = admin_client.get(f"/admin/forum/auditentry/?{query}").context["cl"].result_list
    table = admin_client.get(f"{reverse('admin:forum_auditentry_export')}?{query}")
    rows = table.content.decode("utf-8-sig").splitlines()[1:]
    assert sorted(entry.name for entry in listed) == names
    assert sorted(row.split(",")[4] for row in rows) == names


def test_the_log_tells_and_offers_acts_alone(admin_client: Client, admin_user: User) -> None:
    lin = make.make_person(name_zh_hans="Lin", name_en="Lin")
    AuditEntry.objects.all().delete()
    for action in (Action.BASELINE, Action.CHANGED):
        log_action(action, lin, admin_user)
    page = admin_client.get(address(AuditEntry, "changelist"))
    acts = [entry.action for entry in page.context["cl"].result_list]
    assert (acts, "Before the first recorded change" in page.text) == ([Action.CHANGED], False)


@pytest.fixture
def log_of_accounts(wang: User) -> list[str]:
    """Return the names in the log without those about accounts."""
    AuditEntry.objects.all().delete()
    log_action(Action.CHANGED, make.make_person(name_en="Bo", name_zh_hans="Bo"))
    log_action(Action.FACTOR_RESET, User.objects.create_user("reset"), wang)
    AuditEntry.objects.create(action=Action.IMPORTED, name="guests.docx")
    return ["Bo", "guests.docx"]


@pytest.mark.parametrize("role", ["Editor", "Reviewer-publisher"])
def test_the_log_shows_accounts_to_nobody_who_may_not_view_them(
    log_of_accounts: list[str], role: str
) -> None:
    client = enter(role)
    changelist = client.get("/admin/forum/auditentry/").context["cl"]
    table = client.get(reverse("admin:forum_auditentry_export"))
    rows = table.content.decode("utf-8-sig").splitlines()[1:]
    assert sorted(entry.name for entry in changelist.result_list) == log_of_accounts
    assert sorted(row.split(",")[4] for row in rows) == log_of_accounts


def test_the_filter_of_the_log_names_nobody_who_acted_on_accounts_alone(
    log_of_accounts: list[str], wang: User
) -> None:
    [_action, actors, *_others] = (
        enter("Editor").get("/admin/forum/auditentry/").context["cl"].filter_specs
    )
    assert wang.pk not in [key for key, _name in actors.lookup_choices]


def test_an_entry_about_an_account_is_opened_by_nobody_who_may_not_view_accounts(
    log_of_accounts: list[str],
) -> None:
    entry = AuditEntry.objects.get(action=Action.FACTOR_RESET)
    page = enter("Editor").get(address(AuditEntry, "change", entry.pk), follow=True)
    assert "reset" not in page.text


def test_the_first_page_shows_no_changes_of_accounts_to_an_editor(
    log_of_accounts: list[str],
) -> None:
    boxes = enter("Editor").get("/admin/").context["boxes"]
    assert sorted(line.words for line in boxes[-1].lines) == log_of_accounts


def test_an_administrator_sees_changes_of_accounts(log_of_accounts: list[str]) -> None:
    changelist = enter("Administrator").get("/admin/forum/auditentry/").context["cl"]
    names = sorted(entry.name for entry in changelist.result_list)
    assert names == sorted([*log_of_accounts, "reset"])


def test_what_is_added_in_a_form(admin_client: Client, admin_user: User) -> None:
    admin_client.post(address(Group, "add"), {"name": "Press"})
    entry = AuditEntry.objects.get()
    assert (entry.action, entry.actor, entry.record) == ("added", admin_user, Group.objects.get())


def test_what_is_deleted_keeps_its_name(admin_client: Client) -> None:
    group = Group.objects.create(name="Press")
    admin_client.post(address(Group, "delete", group.pk), {"post": "yes"})
    entry = AuditEntry.objects.get()
    assert (entry.action, entry.name, entry.record) == ("deleted", "Press", None)


@pytest.mark.parametrize(("language", "told"), [("en", "Changed Name."), ("zh-hans", "已修改")])
def test_the_history_of_what_has_no_revisions(
    admin_client: Client, language: str, told: str
) -> None:
    speak(admin_client, language)
    group = Group.objects.create(name="Press")
    admin_client.post(address(Group, "change", group.pk), {"name": "Media"})
    page = admin_client.get(address(Group, "history", group.pk))
    assert (page.status_code, told in page.text) == (200, True)


@pytest.mark.parametrize(
    ("action", "params", "sentence"),
    [
        (Action.PUBLISHED, {"languages": ["zh-hans", "en"]}, "Published: Chinese, English"),
        (Action.TAKEN_OFFLINE, {"reason": "asked"}, "Taken offline: asked"),
        (Action.IMPORTED, {"file": "a.docx"}, "Imported from a.docx"),
        (Action.CORRECTED, {}, "Correction noted."),
        (Action.CHANGED, {}, ""),
        (Action.CHANGED, {"field": "title", "language": "en"}, "Changed: Title · English"),
        (Action.CHANGED, {"note": "As it was written"}, "As it was written"),
        (Action.SUBMITTED, {}, "Submitted for review"),
    ],
)
def test_what_an_entry_says(action: Action, params: dict[str, Any], sentence: str) -> None:
    assert sentence_of(log_action(action, make.make_event(), **params)) == sentence


@pytest.mark.parametrize("action", Action)
def test_every_act_has_words(action: Action) -> None:
    entry = log_action(action, make.make_event(), file="a", when="b", name="c", reason="d")
    assert sentence_of(entry) or entry.action in ("added", "changed", "deleted")


@pytest.mark.parametrize(("action", "words"), [(Action.ADDED, "Added"), ("of_old", "of_old")])
def test_an_act_is_told_in_words_whether_it_is_still_known(action: str, words: str) -> None:
    assert AuditEntry(action=action).act == words


def test_what_was_overtaken_shows_what_was_typed(admin_client: Client) -> None:
    person = make.make_person()
    sent = {"post": "yes", "version_token": "another", "note": "A reason of many words"}
    page = admin_client.post(address(type(person), "delete", person.pk), sent)
    assert (page.status_code, "A reason of many words" in page.text) == (409, True)


def test_changed_fields_are_named_in_the_readers_language() -> None:
    changes = [{"changed": {"fields": ["Name · 中文", "Country or area"]}}]
    kind = ContentType.objects.get_for_model(Organization)
    entry = AuditEntry(action="changed", content_type=kind, params={"changes": changes})
    with translation.override("zh-hans"):
        assert sentence_of(entry) == "已修改名称 · 中文 与 国家和地区。"


def test_what_is_added_with_nothing_further_is_told() -> None:
    kind = ContentType.objects.get_for_model(Organization)
    entry = AuditEntry(action="added", content_type=kind, params={"changes": [{"added": {}}]})
    with translation.override("en"):
        assert sentence_of(entry) == "Added."


def test_a_part_is_named_in_each_language(admin_user: User) -> None:
    session = make.make_session(title_zh_hans="开幕", title_en="Opening")
    log_action(Action.CHANGED, session, admin_user)
    assert AuditEntry.objects.latest("pk").name == "开幕 / Opening"

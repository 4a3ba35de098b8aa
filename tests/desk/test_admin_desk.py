"""What all admin pages share: policy, interface language, actions, choices, private files."""

import json
import re
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings as site
from django.contrib.auth.models import Permission
from django.db import models
from django.test import Client
from django.utils import timezone
from pytest_django.fixtures import Settings

from forum.core.columns import columns, each_language
from forum.core.content import has_text
from forum.core.field_labels import column_label, own_name
from forum.desk.audit_sentences import sentence_of
from forum.desk.model_forms import fields_of
from forum.history.version_token import record_token
from forum.models import AuditEntry, ImportRun, ImportWarning, TakeDown
from people.models import Person, User
from sessions_app.models import Appearance, Document, Event, Session
from tests.support import factories as make
from tests.support.admin_forms import (
    get_form_alone,
    make_run,
    make_settings,
    make_warning,
    messages_of,
)
from tests.support.bulk_forms import ask, confirm
from tests.support.desk_client import address
from tests.support.publishing import BOTH

pytestmark = pytest.mark.django_db


def act(client: Client, action: str, *records: models.Model) -> list[str]:
    """Carry out a bulk action on a list; return what the page says then."""
    picked = [str(record.pk) for record in records]
    url = address(type(records[0]), "changelist")
    response = client.post(url, {"action": action, "_selected_action": picked})
    return messages_of(response)


def policy(response: Any) -> dict[str, str]:
    parts = (part.partition(" ") for part in response["Content-Security-Policy"].split("; "))
    return {name: value for name, _space, value in parts}


# Languages side by side


def test_the_languages_of_a_field_stand_in_one_row() -> None:
    assert each_language("title") == ("title_zh_hans", "title_en")


def test_a_third_language_takes_its_place_by_itself(settings: Settings) -> None:
    settings.LANGUAGES = [*site.LANGUAGES, ("fr", "French")]
    assert each_language("title") == ("title_zh_hans", "title_en", "title_fr")


def test_columns_of_several_fields_follow_each_other() -> None:
    assert columns("person__name") == ["person__name_zh_hans", "person__name_en"]


def test_the_form_shows_them_in_one_row(admin_client: Client) -> None:
    response = admin_client.get(address(Event, "add"))
    first_row = next(iter(next(iter(response.context["adminform"]))))
    assert first_row.fields == ("title_zh_hans", "title_en")


def test_a_column_is_labelled_in_its_own_language() -> None:
    assert str(column_label("title", "en")) == "title · English"


def test_one_kind_of_chinese_is_chinese(settings: Settings) -> None:
    language_name = own_name("zh-hans")
    settings.LANGUAGES = [("zh-hans", "Simplified"), ("zh-hant", "Traditional")]
    assert (language_name, own_name("zh-hans")) == ("中文", "简体中文")


def test_a_field_says_its_language_to_the_browser(admin_client: Client) -> None:
    form = get_form_alone(admin_client, address(Event, "add")).context_data["adminform"].form
    assert form.fields["title_zh_hans"].widget.attrs["lang"] == "zh-Hans"


def test_a_constraint_speaks_beside_the_field_that_it_compares() -> None:
    condition = models.Q(ends_on__gte=models.F("starts_on")) & models.Q(starts_on__isnull=False)
    constraint = models.CheckConstraint(name="days", condition=condition)
    assert fields_of(constraint)[-1] == "ends_on"


def test_a_missing_text_is_said_beside_the_last_language() -> None:
    constraint = models.CheckConstraint(name="text", condition=has_text("name"))
    assert fields_of(constraint)[-1] == "name_en"


# Policy


@pytest.mark.parametrize("path", ["/admin/people/person/add/", "/admin/sessions_app/session/add/"])
def test_the_admin_lets_its_import_map_through(admin_client: Client, path: str) -> None:
    response = admin_client.get(path)
    match = re.search(r"'nonce-([^']+)'", policy(response)["script-src"])
    assert match
    assert f'nonce="{match[1]}"' in response.text


@pytest.mark.parametrize("path", ["/admin/people/person/add/", "/admin/preview/live/"])
def test_the_desk_opens_no_page_in_a_frame(admin_client: Client, path: str) -> None:
    rules = policy(admin_client.get(path))
    assert (rules["default-src"], "frame-src" in rules, rules["frame-ancestors"]) == (
        "'none'",
        False,
        "'none'",
    )


def test_whoever_opens_the_login_itself_comes_to_the_desk(client: Client) -> None:
    User.objects.create_superuser("li", password="long-enough")
    answer = client.post("/admin/login/", {"login": "li", "password": "long-enough"})
    assert answer["Location"] == "/admin/"


@pytest.mark.parametrize("path", ["/admin/login/", "/admin/language/", "/admin/people/person/"])
def test_strangers_meet_the_admin_policy_too(client: Client, path: str) -> None:
    assert "data:" in policy(client.get(path))["img-src"]


def test_public_pages_keep_the_strict_policy(client: Client) -> None:
    event = make.make_event()
    page = policy(client.get(f"/en/events/{event.slug}/"))
    assert (page["script-src"], page["style-src"]) == ("'self'", "'self'")


# Interface language


def test_the_switch_is_kept_in_a_cookie_of_the_admin(client: Client) -> None:
    client.post("/admin/language/", {"language": "zh-hans", "next": "/admin/"})
    cookie = client.cookies[site.LANGUAGE_COOKIE_NAME]
    assert (cookie.value, cookie["path"]) == ("zh-hans", "/admin/")


def test_the_switch_leads_back_to_the_page(client: Client) -> None:
    sent = {"language": "zh-hans", "next": "/admin/people/person/?q=lin"}
    assert client.post("/admin/language/", sent)["Location"] == "/admin/people/person/?q=lin"


@pytest.mark.parametrize("elsewhere", ["https://example.org/", "//example.org", "\0"])
def test_the_switch_leads_nowhere_else(client: Client, elsewhere: str) -> None:
    sent = {"language": "zh-hans", "next": elsewhere}
    assert client.post("/admin/language/", sent)["Location"] == "/"


def test_the_login_offers_both_languages(client: Client) -> None:
    page = client.get("/admin/login/").text
    assert ('lang="zh-Hans"' in page, ">English</button>" in page) == (True, True)


@pytest.mark.parametrize("setting", ["SESSION", "CSRF", "LANGUAGE"])
def test_cookies_stay_in_the_admin(setting: str) -> None:
    assert getattr(site, f"{setting}_COOKIE_PATH") == "/admin/"


# The dashboard


def test_the_programme_stands_first(admin_client: Client) -> None:
    apps = admin_client.get("/admin/").context["app_list"]
    assert [app["app_label"] for app in apps] == ["sessions_app", "people", "forum", "auth"]


def test_events_stand_first_in_the_programme(admin_client: Client) -> None:
    models = admin_client.get("/admin/").context["app_list"][0]["models"]
    assert [model["object_name"] for model in models] == [
        "Event", "Session", "Appearance", "Series", "Photo", "media-library", "Document",
        "EventAccess",
    ]  # fmt: skip


# Bulk actions


def test_records_are_published_one_by_one(admin_client: Client) -> None:
    make_settings(reviews=0)
    drafts = [make.make_event(status="draft", published_at=None) for _each in range(2)]
    versions = [draft.version for draft in drafts]
    response = confirm(admin_client, ask(admin_client, "publish", *drafts), languages=BOTH)
    versions_after = Event.objects.order_by("pk").values_list("version", flat=True)
    assert (response, Event.objects.published().count(), list(versions_after)) == (
        ["2 records published."],
        2,
        [version + 1 for version in versions],
    )


def take_several(client: Client, *records: models.Model) -> Any:
    """Choose records of a list to be taken offline, and give a reason on the page that asks it."""
    data = {"action": "take_offline", "_selected_action": [record.pk for record in records]}
    response = client.post(address(type(records[0]), "changelist"), data)
    sent = {
        "version_tokens": response.context["version_tokens"],
        "filters": "",
        "reason": "asked by the office",
    }
    return client.post(response.context["address"], sent, follow=True)


def test_records_are_taken_offline(admin_client: Client) -> None:
    public = make.make_person(name_zh_hans="甲", name_en="A")
    draft = make.make_person(name_zh_hans="乙", name_en="B", status="draft")
    texts = [
        str(message) for message in take_several(admin_client, public, draft).context["messages"]
    ]
    link = f'<a href="{address(Person, "change", draft.pk)}">乙 / B</a> '
    states = dict(Person.objects.values_list("name_en", "status"))
    assert (sorted(texts), states) == (
        ["1 record taken offline.", f"1 record: It is not published. {link}"],
        {"A": "offline", "B": "draft"},
    )


def test_several_parts_are_taken_offline_for_one_reason(admin_client: Client) -> None:
    photos = [make.make_photo() for _each in range(2)]
    take_several(admin_client, *photos)
    assert list(TakeDown.objects.values_list("reason", flat=True)) == ["asked by the office"] * 2


def test_an_action_is_logged(admin_client: Client) -> None:
    make_settings(reviews=0)
    page = ask(admin_client, "publish", make.make_event(status="draft"))
    confirm(admin_client, page, languages=BOTH)
    entry = AuditEntry.objects.exclude(action="baseline").get()
    assert sentence_of(entry) == "Published: Chinese, English"


def test_who_may_only_look_publishes_nothing(client: Client) -> None:
    reader = User.objects.create_user("reader", is_staff=True)
    reader.user_permissions.add(Permission.objects.get(codename="view_event"))
    client.force_login(reader)
    make_settings(reviews=0)
    event = make.make_event(status="draft")
    sent = {"action": "publish", "confirmed": "1", "languages": BOTH, "_selected_action": "0"}
    tokens = f"{event.pk}:{record_token(event)}"
    client.post(address(Event, "changelist"), {**sent, "version_tokens": tokens})
    assert not Event.objects.published().exists()


# Links to the public site


@pytest.mark.parametrize(("status", "linked"), [("published", True), ("draft", False)])
def test_only_public_records_link_to_their_page(
    admin_client: Client, status: str, linked: bool
) -> None:
    event = make.make_event(status=status)
    page = admin_client.get(address(Event, "change", event.pk)).text
    assert (f'href="/en/events/{event.slug}/"' in page) == linked


def test_what_is_scheduled_has_no_link_yet(admin_client: Client) -> None:
    event = make.make_event(published_at=timezone.now() + timedelta(days=1))
    page = admin_client.get(address(Event, "change", event.pk)).text
    assert f'href="/en/events/{event.slug}/"' not in page


# Searches and choices


@pytest.mark.parametrize("term", ["法图", "fatou", "Fátou", "法图海达拉", "H.E. Fatou", "Haidara"])
def test_a_person_is_found_by_any_name(admin_client: Client, term: str) -> None:
    make.make_person()
    person = make.make_person(
        name_zh_hans="法图•海达拉", name_en="Fatou Haidara", aliases=["H.E. Fatou"]
    )
    records = admin_client.get(address(Person, "changelist"), {"q": term}).context["cl"].result_list
    assert list(records) == [person]


def choices(client: Client, model: type[models.Model], field: str, term: str) -> list[str]:
    where = {"app_label": model._meta.app_label, "model_name": model._meta.model_name}
    response = client.get("/admin/autocomplete/", {**where, "field_name": field, "term": term})
    return [load["text"] for load in json.loads(response.content)["results"]]


def test_a_person_is_offered_under_every_name(admin_client: Client) -> None:
    make.make_person(name_zh_hans="林岚", name_en="Lin Lan")
    assert choices(admin_client, Appearance, "person", "岚") == ["林岚 / Lin Lan"]


def test_a_session_is_offered_with_its_event(admin_client: Client) -> None:
    make.make_session(make.make_event(title_en="Green Ports"), heading_en="Opening")
    assert choices(admin_client, Appearance, "session", "Opening") == ["Green Ports: Opening"]


def test_a_choice_that_is_shown_has_the_same_label(admin_client: Client) -> None:
    appearance = make.make_appearance(person=make.make_person(name_zh_hans="林岚", name_en="Lin"))
    page = admin_client.get(address(Session, "change", appearance.session.pk)).text
    assert ">林岚 / Lin</option>" in page


# Imports


@pytest.mark.parametrize("model", [ImportRun, ImportWarning])
def test_imports_are_read_only(admin_client: Client, model: type[models.Model]) -> None:
    record = make_warning() if model is ImportWarning else make_run()
    assert admin_client.post(address(model, "change", record.pk), {}).status_code == 403


def test_a_warning_speaks_the_interface_language(admin_client: Client) -> None:
    page = admin_client.get(address(ImportRun, "change", make_warning().run.pk)).text
    assert "林岚 is listed but has no remarks." in page


def test_a_warning_is_settled_by_somebody(admin_client: Client, admin_user: User) -> None:
    warning = make_warning()
    response = act(admin_client, "resolve", warning)
    warning.refresh_from_db()
    assert (response, warning.resolved_by) == (["1 warning settled."], admin_user)


def test_a_settled_warning_stays_with_who_settled_it(admin_client: Client) -> None:
    other_user = User.objects.create_user("other")
    warning = make_warning(resolved_by=other_user, resolved_at=timezone.now())
    act(admin_client, "resolve", warning)
    warning.refresh_from_db()
    assert warning.resolved_by == other_user


def test_who_may_only_look_settles_nothing(client: Client) -> None:
    reader = User.objects.create_user("reader", is_staff=True)
    reader.user_permissions.add(Permission.objects.get(codename="view_importwarning"))
    client.force_login(reader)
    act(client, "resolve", make_warning())
    assert ImportWarning.objects.get().resolved_at is None


# Private files


def test_staff_fetch_the_document_of_a_run(admin_client: Client) -> None:
    response = admin_client.get(f"/admin/forum/importrun/{make_run().pk}/file/")
    assert (response.getvalue(), response["Content-Disposition"]) == (
        b"record",
        'attachment; filename="record.txt"',
    )


def test_a_form_links_the_stored_file(admin_client: Client) -> None:
    document = make.make_document()
    page = admin_client.get(address(Document, "change", document.pk)).text
    assert f'href="/admin/sessions_app/document/{document.pk}/file/">agenda.pdf</a>' in page


def test_a_file_that_is_gone_is_not_found(admin_client: Client) -> None:
    document = make.make_document()
    document.file.storage.delete(document.file.name)
    url = f"/admin/sessions_app/document/{document.pk}/file/"
    assert admin_client.get(url).status_code == 404


def test_staff_without_rights_get_no_file(client: Client) -> None:
    client.force_login(User.objects.create_user("guest", is_staff=True))
    url = f"/admin/sessions_app/document/{make.make_document().pk}/file/"
    assert client.get(url).status_code == 403

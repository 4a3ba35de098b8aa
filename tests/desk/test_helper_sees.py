"""What an external helper gets to see: nothing that belongs to events of others."""

from collections.abc import Iterator
from datetime import date
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from forum.core.content import Record, Status
from forum.desk.addresses import change_url
from forum.history.audit import Action, log_action
from forum.history.recording import recording
from forum.history.version_token import deletion_tokens, pack_tokens
from forum.permissions.roles import HELPER
from people.models import Person, User
from sessions_app.models import Appearance, Event, EventAccess
from tests.support import factories as make
from tests.support.admin_forms import form_data, get_undrawn, make_settings, messages_of, read_form
from tests.support.desk_addresses import leave_unrendered, patterns, place_of
from tests.support.helper_records import SECRET, draft_of_mine, sealed_person
from tests.support.staff import enter
from tests.support.working_copies import copy_url
from tests.workflow.test_proposed_merges import propose

pytestmark = pytest.mark.django_db


def answers(helper: Client, urls: Iterator[str]) -> dict[str, str]:
    """Return what each address says, its headers included: where it leads, a file's name."""
    answers = {}
    for url in urls:
        response: Any = helper.get(url)
        whole = b"".join(response.streaming_content) if response.streaming else response.content
        answers[url] = f"{response.headers}\n{whole.decode(errors='replace')}"
    return answers


def addresses(records: dict[str, Any]) -> Iterator[str]:
    for name, pattern in patterns():
        if (place := place_of(name, pattern, records)) and name != "admin:logout":
            yield place.url


def test_no_address_tells_of_another_event(helper: Client, secrets: dict[str, Any]) -> None:
    page_answers = answers(helper, addresses(secrets))
    assert [url for url, body in page_answers.items() if SECRET in body] == []


def test_no_address_of_the_own_event_tells_of_another(
    helper: Client, secrets: dict[str, Any]
) -> None:
    own_event = Event.objects.get(slug="mine")
    session = make.make_session(own_event)
    own_addresses = {
        "sessions_app.event": own_event,
        "sessions_app.session": session,
        "sessions_app.appearance": make.make_appearance(session, secrets["people.person"]),
        "sessions_app.photo": make.make_photo(own_event),
        "sessions_app.document": make.make_document(own_event),
    }
    elsewhere = {*addresses(secrets)}
    urls = (url for url in addresses({**secrets, **own_addresses}) if url not in elsewhere)
    page_answers = answers(helper, urls)
    assert [url for url, body in page_answers.items() if SECRET in body] == []


@pytest.mark.parametrize(
    ("model", "field"),
    [
        ("event", "parent"),
        ("session", "event"),
        ("appearance", "session"),
        ("appearance", "photo"),
        ("appearance", "person"),
        ("photo", "session"),
        ("document", "appearance"),
        ("document", "session"),
        ("eventorganization", "event"),
    ],
)
def test_no_choice_tells_of_another_event(
    helper: Client, secrets: dict[str, Any], model: str, field: str
) -> None:
    query = {"app_label": "sessions_app", "model_name": model, "field_name": field}
    for term in ("", SECRET, "Ann"):
        response = helper.get("/admin/autocomplete/", {**query, "term": term})
        assert SECRET not in response.content.decode()


@pytest.mark.parametrize("path", ["/admin/search/?s=", "/admin/sessions_app/event/?q="])
def test_no_search_tells_of_another_event(
    helper: Client, secrets: dict[str, Any], path: str
) -> None:
    body = helper.get(path + SECRET).content.decode()
    assert "Summit" not in body


def test_no_portrait_tells_of_another_event(helper: Client, secrets: dict[str, Any]) -> None:
    url = reverse("portrait-texts", args=[secrets["people.person"].pk])
    assert SECRET not in helper.get(url, {"name_en": "Ann Bell"}).content.decode()


@pytest.mark.parametrize("label", ["sessions_app.event", "people.person"])
def test_no_address_leads_to_a_page_by_its_key(
    helper: Client, secrets: dict[str, Any], label: str
) -> None:
    record = secrets[label]
    kind = ContentType.objects.get_for_model(record).pk
    response = helper.get(f"/admin/r/{kind}/{record.pk}/")
    assert (response.status_code, response.headers.get("Location")) == (404, None)


def test_no_list_or_choice_names_a_draft_of_others(helper: Client) -> None:
    make.make_person(status=Status.DRAFT, name_en="Hidden Hand", name_zh_hans="")
    make.make_person(name_en="Open Hand", name_zh_hans="")
    listed = helper.get("/admin/people/person/").content.decode()
    query = {"app_label": "sessions_app", "model_name": "appearance", "field_name": "person"}
    choices = helper.get("/admin/autocomplete/", {**query, "term": "Hand"}).content.decode()
    named = [(name in listed, name in choices) for name in ("Hidden Hand", "Open Hand")]
    assert named == [(False, False), (True, True)]


def test_whom_a_helper_adds_can_be_chosen(helper: Client) -> None:
    url = reverse("admin:people_person_add")
    helper.post(url, {**read_form(helper, url), "name_en": "New Guest"})
    person = Person.objects.get(name_en="New Guest")
    query = {"app_label": "sessions_app", "model_name": "appearance", "field_name": "person"}
    choices = helper.get("/admin/autocomplete/", {**query, "term": "New"}).json()["results"]
    assert [choice["id"] for choice in choices] == [str(person.pk)]


@pytest.mark.parametrize("field", ["slug", "series"])
def test_address_and_series_are_not_a_helper_s_to_change(helper: Client, field: str) -> None:
    own_event = draft_of_mine()
    url = f"/admin/sessions_app/event/{own_event.pk}/change/"
    changed = {"slug": "theirs", "series": make.make_series().pk}
    helper.post(url, {**read_form(helper, url), field: changed[field], "city_en": "Bonn"})
    stored = Event.objects.get(pk=own_event.pk)
    assert (stored.city_en, stored.slug, stored.series) == ("Bonn", "mine", None)


def test_a_session_that_a_helper_adds_has_an_address(helper: Client) -> None:
    own_event = draft_of_mine()
    url = reverse("admin:sessions_app_session_add")
    helper.post(url, {**read_form(helper, url), "event": own_event.pk, "kind": "keynote"})
    assert list(own_event.sessions.values_list("slug", flat=True)) == ["keynote"]


def test_a_public_title_is_proposed(helper: Client) -> None:
    appearance = make.make_appearance(title_en="Harbour Master")
    data = helper.get(reverse("last-title", args=[appearance.person_id])).json()
    assert "Harbour Master" in [title["text"] for title in data["titles"]]


@pytest.mark.parametrize(
    "kind", ["event", "session", "appearance", "photo", "document", "eventorganization"]
)
@pytest.mark.parametrize("action", ["publish", "mark_reviewed", "take_offline", "delete_selected"])
def test_no_action_reaches_another_event(
    helper: Client, secrets: dict[str, Any], kind: str, action: str
) -> None:
    record = secrets[f"sessions_app.{kind}"]
    sent = {"action": action, "_selected_action": record.pk, "post": "yes", "index": 0}
    body = helper.post(f"/admin/sessions_app/{kind}/", {**sent, "reason": "x"}).content.decode()
    stored = type(record).objects.filter(pk=record.pk, version=record.version)
    assert (stored.exists(), SECRET in body) == (True, False)


def send_deleted(helper: Client, url: str, record: Any) -> list[str]:
    """Ask for what was deleted since the list was shown; return what is said."""
    log_action(Action.DELETED, record)
    key, tokens = record.pk, pack_tokens(deletion_tokens([record]))
    record.delete()
    sent = {"action": "delete_selected", "post": "yes", "version_tokens": tokens}
    return messages_of(helper.post(url, {**sent, "_selected_action": key}))


@pytest.mark.parametrize(
    ("kind", "page"),
    [("session", "admin:sessions_app_session_changelist"), ("event", "export-events")],
)
def test_no_list_names_what_was_deleted_elsewhere(
    helper: Client, secrets: dict[str, Any], kind: str, page: str
) -> None:
    record = secrets[f"sessions_app.{kind}"]
    number = f"#{record.pk}"
    assert send_deleted(helper, reverse(page), record)[:1] == [f"Deleted meanwhile: {number}"]


def test_a_list_names_what_was_deleted_in_the_own_event(helper: Client) -> None:
    session = make.make_session(Event.objects.get(slug="mine"), title_en="Round table")
    url = reverse("admin:sessions_app_session_changelist")
    assert send_deleted(helper, url, session) == ["Deleted meanwhile: Round table"]


def test_no_export_holds_another_event(helper: Client, secrets: dict[str, Any]) -> None:
    key = secrets["sessions_app.event"].pk
    response = helper.post(reverse("export-events"), {"_selected_action": key, "event": key})
    assert response.get("Content-Type") != "application/zip"
    assert helper.get(reverse("export-event", args=[key])).status_code in (403, 404)


def test_no_address_of_another_event_takes_anything(
    helper: Client, secrets: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    leave_unrendered(monkeypatch)
    versions_before = {
        label: record.version for label, record in secrets.items() if isinstance(record, Record)
    }
    for url in addresses(secrets):
        helper.post(url, {"post": "yes", "reason": "x", "who": "Ann Bell"})
    for label, version in versions_before.items():
        secrets[label].refresh_from_db()
        assert (label, secrets[label].version) == (label, version)


def test_rows_of_another_event_are_not_moved_into_the_own(
    helper: Client, secrets: dict[str, Any]
) -> None:
    """A form of the own event that names rows of the other is refused."""
    own_event = Event.objects.get(slug="mine")
    mine_role, their_role = make.make_role(own_event), secrets["sessions_app.eventorganization"]
    url = f"/admin/sessions_app/event/{own_event.pk}/change/"
    data = read_form(helper, url)
    helper.post(url, {**data, "organizations-0-id": their_role.pk, "organizations-0-role": "media"})
    their_role.refresh_from_db()
    mine_role.refresh_from_db()
    assert (their_role.event_id, their_role.version) == (secrets["sessions_app.event"].pk, 1)


def test_photos_of_another_event_are_not_written_on_the_own_board(
    helper: Client, secrets: dict[str, Any]
) -> None:
    own_event, photo = make_mine_with_photo(), secrets["sessions_app.photo"]
    url = f"/admin/sessions_app/event/{own_event.pk}/photos/"
    board = helper.get(url).context["board"]
    data = {
        f"{bound.html_name}": bound.value() or ""
        for form in (board.management_form, *board.forms)
        for bound in form
    }
    helper.post(url, {**data, "photos-0-id": photo.pk, "photos-0-caption_en": "Mine now"})
    photo.refresh_from_db()
    assert photo.caption_en == SECRET


def make_mine_with_photo() -> Event:
    own_event = Event.objects.get(slug="mine")
    make.make_photo(own_event)
    return own_event


def test_the_media_library_names_no_guest_of_another_event(
    helper: Client, secrets: dict[str, Any]
) -> None:
    photo = make.make_photo(make_mine_with_photo())
    elsewhere = make.make_photo(secrets["sessions_app.event"], image=photo.image.name)
    guest = Appearance.objects.get(session__event=secrets["sessions_app.event"])
    guest.photo = elsewhere
    guest.save()
    photos = helper.get(reverse("media-library")).context["photos"]
    assert [entry.guests for entry in photos if entry.photo == photo] == [[]]


@pytest.mark.parametrize("method", ["get", "post"])
def test_what_events_are_about_is_not_a_helper_s_to_say(helper: Client, method: str) -> None:
    url = reverse("event-topics", args=[draft_of_mine().pk])
    assert getattr(helper, method)(url).status_code == 403


def test_a_helper_is_led_to_no_page_of_topics(helper: Client) -> None:
    own_event = draft_of_mine()
    form = helper.get(reverse("admin:sessions_app_event_change", args=[own_event.pk])).text
    assert reverse("event-topics", args=[own_event.pk]) not in form


def test_the_dashboard_tells_no_history_of_others(helper: Client) -> None:
    make_settings(reviews=1)
    editor = User.objects.create_user("editor", is_staff=True)
    with recording(editor):
        person = make.make_person(name_en="Open Hand", name_zh_hans="")
    with recording(editor):
        person.name_en = "Open Palm"
        person.save()
    lines = [
        line.words
        for box in get_undrawn(helper, "/admin/").context_data["boxes"]
        for line in box.lines
    ]
    assert "Open Palm" not in lines


def test_a_proposed_merge_tells_nothing_of_a_record_of_others(helper: Client) -> None:
    guest, sealed = make.make_person(name_en="Mine"), sealed_person()
    make.make_appearance(make.make_session(draft_of_mine()), guest)
    propose(enter("Editor"), guest, sealed, "aliases")
    page = helper.get(copy_url("working-copy", guest)).text
    assert [words in page for words in ("is merged into this one", "Hidden Hand", SECRET)] == [
        True,
        False,
        False,
    ]


def test_who_has_a_public_record_of_others_open_is_not_told(helper: Client) -> None:
    person = make.make_person()
    enter("Editor", "Ann").post(copy_url("presence", person))
    assert helper.post(copy_url("presence", person)).status_code == 404


def test_a_new_session_tells_no_day_of_another_event(
    helper: Client, secrets: dict[str, Any]
) -> None:
    only_day = date(2031, 5, 6)
    Event.objects.filter(slug="sealed").update(starts_on=only_day, ends_on=only_day)
    url = reverse("admin:sessions_app_session_add")
    page = helper.get(url, {"event": secrets["sessions_app.event"].pk})
    assert page.context["adminform"].form["day"].value() is None


def test_a_helper_filters_people_by_the_own_event(helper: Client) -> None:
    make.make_person(name_en="Elsewhere Hand")
    own_event = Event.objects.get(slug="mine")
    person = make.make_person()
    make.make_appearance(make.make_session(own_event), person)
    changelist = helper.get(f"/admin/people/person/?at_event={own_event.pk}").context["cl"]
    assert ([*changelist.result_list], len(changelist.filter_specs)) == ([person], 2)


def test_a_title_is_proposed_without_an_organization_that_is_a_draft(helper: Client) -> None:
    organization = make.make_organization(status=Status.DRAFT)
    appearance = make.make_appearance(title_en="Harbour Master", organization=organization)
    proposal = helper.get(reverse("last-title", args=[appearance.person_id])).json()
    assert (bool(proposal["titles"]), proposal["organization"]) == (True, None)


def test_the_filter_of_events_names_no_series_of_others_that_is_a_draft(helper: Client) -> None:
    draft = make.make_series(name_en="Hidden Series", name_zh_hans="", status=Status.DRAFT)
    public = make.make_series(name_en="Open Series", name_zh_hans="")
    [*filters] = helper.get("/admin/sessions_app/event/").context["cl"].filter_specs
    [series] = [
        series_filter
        for series_filter in filters
        if getattr(series_filter, "field_path", "") == "series"
    ]
    keys = [key for key, _name in series.lookup_choices]
    assert [record.pk in keys for record in (draft, public)] == [False, True]


def mine_below_drafts() -> Event:
    """Return the helper's event, below a draft of others and after another."""
    own_event = draft_of_mine()
    for column in ("parent", "previous_edition"):
        name = {"title_en": f"{SECRET} {column}", "title_zh_hans": ""}
        setattr(own_event, column, make.make_event(slug=column, status=Status.DRAFT, **name))
    own_event.save()
    return own_event


def test_the_form_of_the_own_event_names_no_draft_of_others(helper: Client) -> None:
    own_event = mine_below_drafts()
    url = f"/admin/sessions_app/event/{own_event.pk}/change/"
    page = helper.get(url)
    helper.post(url, {**form_data(page), "city_en": "Bonn"})
    stored = Event.objects.get(pk=own_event.pk)
    assert (SECRET in page.text, stored.city_en) == (False, "Bonn")
    assert (stored.parent_id, stored.previous_edition_id) == (
        own_event.parent_id, own_event.previous_edition_id,
    )  # fmt: skip


def test_the_export_of_the_own_event_names_no_draft_of_others(helper: Client) -> None:
    own_event = mine_below_drafts()
    response: Any = helper.get(reverse("export-event", args=[own_event.pk]))
    with ZipFile(BytesIO(b"".join(response.streaming_content))) as document:
        text = document.read("word/document.xml").decode()
    assert SECRET not in text


def test_a_key_in_a_row_tells_nobody_who_changed_a_guest_of_others(helper: Client) -> None:
    with recording(User.objects.create_user("stranger")):
        guest = make.make_appearance()
    session = make.make_session(draft_of_mine())
    make.make_appearance(session)
    url = f"/admin/sessions_app/session/{session.pk}/change/"
    sent = {**read_form(helper, url), "appearances-0-id": guest.pk}
    answer = helper.post(url, {**sent, "appearances-0-title_en": "Envoy"})
    assert (answer.status_code, "stranger" in answer.text) == (409, False)


def test_the_address_of_a_deleted_row_tells_a_helper_of_nobody(helper: Client) -> None:
    with recording(User.objects.create_user("stranger")):
        session = make.make_session()
        url = f"/admin/sessions_app/session/{session.pk}/change/"
        session.delete()
    answer = helper.post(url, {"title_en": "Ports"})
    assert (answer.status_code, "stranger" in answer.text) == (409, False)


def test_the_form_of_a_session_asks_no_more_for_more_guests(helper: Client) -> None:
    session = make.make_session(Event.objects.get(slug="mine"))
    counts = []
    for _number in range(2):
        make.make_appearance(session)
        make.make_appearance(session)
        with CaptureQueriesContext(connection) as queries:
            assert helper.get(change_url(session)).status_code == 200
        counts.append(sum("eventaccess" in query["sql"] for query in queries))
    assert counts == [16, 16]


@pytest.mark.parametrize("helps", [True, False])
def test_a_helper_without_an_event_is_told_whom_to_ask(helps: bool) -> None:
    client = enter(HELPER, "nora")
    if helps:
        EventAccess.objects.create(user=User.objects.get(username="nora"), event=make.make_event())
    assert ("You help with no event yet." in client.get("/admin/").text) == (not helps)


def test_a_list_leads_a_helper_to_nothing_that_is_refused(helper: Client) -> None:
    others = make.make_person()
    own = make.make_appearance(make.make_session(Event.objects.get(slug="mine"))).person
    page = helper.get("/admin/people/person/").text
    assert [f'href="{change_url(person)}"' in page for person in (own, others)] == [True, False]


def test_a_page_of_the_menu_stands_below_its_own_heading(helper: Client) -> None:
    menu = helper.get("/admin/").context["available_apps"]
    pages = {entry["object_name"]: app["app_label"] for app in menu for entry in app["models"]}
    assert (pages["translation-board"], menu[-1]["app_label"]) == ("forum", "forum")

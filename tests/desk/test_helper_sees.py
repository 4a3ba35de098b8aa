"""What an external helper gets to see: nothing that belongs to events of others."""

from collections.abc import Iterator
from copy import copy
from datetime import date
from io import BytesIO, StringIO
from typing import Any
from zipfile import ZipFile

import pytest
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from forum.core.content import Record, Status
from forum.desk.addresses import change_url
from forum.history.audit import Action, log_action
from forum.history.recording import recording
from forum.history.rows import key_of
from forum.history.version_token import deletion_tokens, pack_tokens
from forum.history.working_copies.store import start_copy
from forum.permissions.access import helpers_of
from forum.permissions.roles import HELPER
from people.models import Person, User
from sessions_app.models import Appearance, Event, EventAccess
from tests.support import factories as make
from tests.support.admin_forms import MAKERS, form_data, make_settings, messages_of, read_form
from tests.support.desk_addresses import leave_unrendered, patterns, place_of
from tests.support.staff import enter
from tests.support.working_copies import copy_url
from tests.workflow.test_proposed_merges import propose

pytestmark = pytest.mark.django_db

SECRET = "Zanzibar"


def secret_event(person: Person) -> dict[str, Any]:
    """Return the records of a draft, each of which says the secret."""
    texts = {"title_en": f"{SECRET} Summit", "title_zh_hans": f"{SECRET}峰会"}
    with recording():
        event = make.make_event(
            slug=f"{SECRET}-summit", status=Status.DRAFT, city_en=SECRET, **texts
        )
        session = make.make_session(event, **texts)
        appearance = make.make_appearance(
            session, person, title_en=f"Envoy to {SECRET}", title_zh_hans=f"驻{SECRET}特使"
        )
    return {
        "sessions_app.event": event,
        "sessions_app.session": session,
        "sessions_app.appearance": appearance,
        "sessions_app.photo": make.make_photo(event, caption_en=SECRET),
        "sessions_app.document": make.make_document(event, title_en=SECRET),
        "sessions_app.eventorganization": make.make_role(event, printed_name_en=SECRET),
        "people.person": person,
    }


@pytest.fixture(scope="module")
def secret_records(undone_after_module: None) -> dict[str, Any]:
    """Make the helper, the own event and the records of others once for all tests."""
    call_command("make_roles", stdout=StringIO())
    user = User.objects.create_user("helper", is_staff=True)
    user.groups.add(Group.objects.get(name=HELPER))
    EventAccess.objects.create(user=user, event=make.make_event(slug="mine"))
    person = make.make_person(name_en="Ann Bell", name_zh_hans="安·贝尔")
    return {model._meta.label_lower: make_one() for model, make_one in MAKERS.items()} | (
        secret_event(person)
    )


@pytest.fixture
def helper(client: Client, secret_records: dict[str, Any]) -> Client:
    client.force_login(User.objects.get(username="helper"))
    return client


@pytest.fixture
def secrets(secret_records: dict[str, Any]) -> dict[str, Any]:
    return {label: copy(record) for label, record in secret_records.items()}


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


def open_record(helper: Client, record: Any, page: str = "change") -> int:
    name = f"admin:{record._meta.app_label}_{record._meta.model_name}_{page}"
    return helper.get(reverse(name, args=[record.pk])).status_code


@pytest.mark.parametrize("make_one", [make.make_person, make.make_organization, make.make_series])
@pytest.mark.parametrize("page", ["change", "history"])
def test_no_other_record_is_opened_draft_or_public(
    helper: Client, make_one: Any, page: str
) -> None:
    draft, public = make_one(status=Status.DRAFT), make_one()
    assert {open_record(helper, record, page) for record in (draft, public)} <= {302, 403, 404}


def test_the_guests_and_organizations_of_the_own_event_are_opened(helper: Client) -> None:
    own_event = Event.objects.get(slug="mine")
    person = make.make_person(status=Status.DRAFT)
    make.make_appearance(make.make_session(own_event), person)
    host = make.make_organization(status=Status.DRAFT)
    make.make_role(own_event, host)
    assert [open_record(helper, record) for record in (person, host)] == [200, 200]


def public_record(kind: str) -> Any:
    return make.make_person() if kind == "person" else make.make_organization()


def tie(record: Any, event: Event) -> None:
    """Have a public person or organization take part in an event, signed by whoever is at work."""
    if isinstance(record, Person):
        make.make_appearance(make.make_session(event), record)
    else:
        make.make_role(event, record)


def open_and_read(helper: Client, record: Any) -> set[int]:
    return {open_record(helper, record, page) for page in ("change", "history")}


@pytest.mark.parametrize("kind", ["person", "organization"])
def test_whom_a_helper_names_is_not_opened_by_that(helper: Client, kind: str) -> None:
    record = public_record(kind)
    with recording(User.objects.get(username="helper")):
        tie(record, draft_of_mine())
    assert open_and_read(helper, record) <= {302, 403, 404}


@pytest.mark.parametrize("kind", ["person", "organization"])
def test_whom_somebody_else_named_is_opened(helper: Client, kind: str) -> None:
    record = public_record(kind)
    with recording(User.objects.create_user("editor")):
        tie(record, draft_of_mine())
    assert open_and_read(helper, record) == {200}


def test_a_guest_whom_a_helper_puts_in_another_s_place_is_not_opened(helper: Client) -> None:
    with recording(User.objects.create_user("editor")):
        guest = make.make_appearance(make.make_session(draft_of_mine()))
    former, record = guest.person, make.make_person()
    with recording(User.objects.get(username="helper")):
        guest.person = record
        guest.save()
    assert (open_and_read(helper, record), open_record(helper, former)) == ({403}, 403)


def test_an_organization_is_not_opened_through_a_guest_of_the_own_draft(helper: Client) -> None:
    record, user = make.make_organization(), User.objects.get(username="helper")
    with recording(user):
        person = make.make_person(status=Status.DRAFT, organization=record)
        make.make_appearance(make.make_session(draft_of_mine()), person)
    assert open_and_read(helper, record) <= {302, 403, 404}


def add_person(helper: Client, **values: Any) -> Person:
    url = reverse("admin:people_person_add")
    helper.post(url, {**read_form(helper, url), "name_en": "New Guest"})
    Person.objects.filter(name_en="New Guest").update(**values)
    return Person.objects.get(name_en="New Guest")


def test_a_guest_whom_a_helper_added_stays_open_once_public(helper: Client) -> None:
    person = add_person(helper, status=Status.PUBLISHED)
    with recording(User.objects.get(username="helper")):
        tie(person, draft_of_mine())
    assert open_record(helper, person) == 200


@pytest.mark.parametrize("values", [{"status": Status.DRAFT}, {"status": Status.PUBLISHED}])
def test_who_helps_no_more_opens_nobody_whom_they_added(
    helper: Client, values: dict[str, Any]
) -> None:
    person = add_person(helper, **values)
    EventAccess.objects.all().delete()
    assert open_record(helper, person) in (302, 403, 404)


def test_of_whom_a_helper_named_nobody_is_told(helper: Client) -> None:
    record, user = make.make_person(), User.objects.get(username="helper")
    with recording(user):
        tie(record, draft_of_mine())
    assert user not in helpers_of(record)


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


def draft_of_mine() -> Event:
    """Return the helper's event, in which edits are stored at once: it is not public yet."""
    Event.objects.filter(slug="mine").update(status=Status.DRAFT)
    return Event.objects.get(slug="mine")


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


def grid_of_mine(helper: Client) -> tuple[str, str]:
    """Return the address of the grid of the helper's event, a draft, and the row of a session."""
    own_event = draft_of_mine()
    session = make.make_session(own_event)
    return reverse("admin:sessions_app_event_grid", args=[own_event.pk]), f"s{session.pk}"


def add_to_grid(helper: Client, **guest: object) -> Any:
    url, row = grid_of_mine(helper)
    (session,) = helper.get(url).context["sessions"]
    stored = {bound.html_name: bound.value() or "" for bound in session.form}
    new = {f"gnew1-{name}": value for name, value in {"role": "speaker", **guest}.items()}
    return helper.post(url, {**stored, "_shown": row, "_row": [row, "gnew1"], **new})


def sealed_person() -> Person:
    return make.make_person(
        status=Status.DRAFT, name_en="Hidden Hand", name_zh_hans="", aliases=[f"Agent of {SECRET}"]
    )


def test_the_grid_takes_no_person_of_others_by_a_key(helper: Client) -> None:
    person = sealed_person()
    response = add_to_grid(helper, person=person.pk)
    assert (person.appearances.exists(), "Hidden" in response.text) == (False, False)


def test_the_grid_finds_no_person_of_others_by_a_name(helper: Client) -> None:
    person = sealed_person()
    add_to_grid(helper, name_en=f"Agent of {SECRET}")
    assert person.appearances.exists() is False


def test_the_grid_offers_no_namesakes_of_others(helper: Client) -> None:
    people = [sealed_person(), sealed_person()]
    response = add_to_grid(helper, name_en=f"Agent of {SECRET}")
    assert (response.status_code, people[0].name_en in response.text) == (302, False)


def test_a_list_that_is_pasted_is_matched_with_no_person_of_others(helper: Client) -> None:
    sealed_person()
    url, row = grid_of_mine(helper)
    table = f"Name\tTitle\nAgent of {SECRET}\tDirector\n"
    (pasted,) = helper.post(f"{url}paste/", {"pasted_list": table, "_into": row}).json()["rows"]
    assert ("is-new" in pasted["html"], "Hidden" in pasted["html"]) == (True, False)


def test_the_grid_finds_a_public_person_by_name(helper: Client) -> None:
    person = make.make_person(name_en="Open Hand", name_zh_hans="")
    add_to_grid(helper, name_en="Open Hand")
    assert person.appearances.count() == 1


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
    lines = [line.words for box in helper.get("/admin/").context["boxes"] for line in box.lines]
    assert "Open Palm" not in lines


def listed_people(helper: Client, **asked: str) -> dict[str, Any]:
    rows = helper.get(reverse("admin:people_person_changelist"), asked).context["cl"].result_list
    return {person.name_en: (person.appearance_count, person.has_copy) for person in rows}


def test_the_list_of_people_counts_no_draft_of_others(
    helper: Client, secrets: dict[str, Any]
) -> None:
    make.make_appearance(person=secrets["people.person"])
    make.make_appearance(make.make_session(draft_of_mine()), secrets["people.person"])
    assert listed_people(helper)["Ann Bell"] == (2, False)


def test_the_list_of_people_tells_of_no_working_copy_of_others(helper: Client) -> None:
    own_person, their_person = (make.make_person(name_en=name) for name in ("Mine", "Theirs"))
    make.make_appearance(make.make_session(draft_of_mine()), own_person)
    for person in (own_person, their_person):
        start_copy(key_of(person), None)
    marks = {name: has_copy for name, (_count, has_copy) in listed_people(helper).items()}
    assert (marks["Mine"], marks["Theirs"]) == (True, False)
    assert [*listed_people(helper, copy="open")] == ["Mine"]


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


def test_the_list_of_people_names_no_draft_as_where_somebody_works(helper: Client) -> None:
    for status, name in ((Status.DRAFT, "Hidden Works"), (Status.PUBLISHED, "Open Works")):
        organization = make.make_organization(status=status, name_en=name, name_zh_hans=name)
        make.make_person(organization=organization)
    page = helper.get("/admin/people/person/").text
    assert [name in page for name in ("Hidden Works", "Open Works")] == [False, True]


@pytest.mark.parametrize("kind", ["person", "organization"])
def test_a_list_tells_a_helper_names_of_public_languages_alone(helper: Client, kind: str) -> None:
    record = public_record(kind)
    type(record).objects.update(
        name_en="Hidden Hand", name_zh_hans="开手", ready_languages=["zh-hans"]
    )
    page = helper.get(f"/admin/people/{kind}/").text
    assert [name in page for name in ("Hidden Hand", "开手")] == [False, True]


def half_hidden(kind: str) -> Any:
    """Return a public record of others, whose English texts are not ready."""
    texts = {"name_en": "Hidden Hand", "name_zh_hans": "开手", "ready_languages": ["zh-hans"]}
    if kind == "series":
        return make.make_series(**texts, description_en=SECRET)
    if kind == "organization":
        return make.make_organization(**texts, abbreviation_en=SECRET)
    return make.make_person(**texts, biography_en=SECRET, aliases=[f"Agent of {SECRET}"])


def search_choices(helper: Client, kind: str, text: str) -> str:
    model, field = {
        "person": ("appearance", "person"),
        "organization": ("eventorganization", "organization"),
        "series": ("event", "series"),
    }[kind]
    query = {"app_label": "sessions_app", "model_name": model, "field_name": field}
    response = helper.get("/admin/autocomplete/", {**query, "term": text})
    return "".join(row["text"] for row in response.json()["results"])


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("person", "开手"),
        ("person", "kai shou"),
        ("organization", "kai shou"),
        ("series", "开手"),
    ],
)
def test_searches_name_a_record_of_others_as_its_page_does(
    helper: Client, kind: str, text: str
) -> None:
    half_hidden(kind)
    pages = (helper.get("/admin/search/", {"s": text}).text, search_choices(helper, kind, text))
    assert [[name in page for name in ("Hidden Hand", "开手")] for page in pages] == [
        [False, True],
        [False, True],
    ]


@pytest.mark.parametrize("kind", ["person", "organization", "series"])
@pytest.mark.parametrize("text", ["Hidden", SECRET])
def test_no_search_finds_a_record_of_others_by_what_no_page_says(
    helper: Client, kind: str, text: str
) -> None:
    half_hidden(kind)
    folder = "sessions_app" if kind == "series" else "people"
    pages = (
        helper.get(f"/admin/{folder}/{kind}/", {"q": text}).text,
        helper.get("/admin/search/", {"s": text}).text,
        search_choices(helper, kind, text),
    )
    assert ["开手" in page for page in pages] == [False, False, False]


def test_the_own_record_is_found_by_all_that_it_says(helper: Client) -> None:
    record = half_hidden("person")
    with recording(User.objects.create_user("editor")):
        tie(record, draft_of_mine())
    assert search_choices(helper, "person", "Hidden") == "开手 / Hidden Hand"


def words_about_new(helper: Client, **names: str) -> str:
    """Add a person of some names; return what the page says then."""
    url = reverse("admin:people_person_add")
    return "".join(messages_of(helper.post(url, {**read_form(helper, url), **names})))


def test_who_has_a_new_name_already_is_told_as_the_public_is(helper: Client) -> None:
    half_hidden("person")
    words = words_about_new(helper, name_zh_hans="开手")
    assert (words.count("开手. If they are the same, ask"), words.count("Hidden")) == (1, 0)
    assert "href" not in words


@pytest.mark.parametrize("name", ["Hidden Hand", f"Agent of {SECRET}"])
def test_a_new_name_is_compared_with_no_hidden_one_of_others(helper: Client, name: str) -> None:
    half_hidden("person")
    assert "开手" not in words_about_new(helper, name_en=name)


@pytest.mark.parametrize(
    "query", ["photo_consent__exact=refused", "gender__exact=other", "biography_en__icontains=a"]
)
def test_a_helper_filters_people_by_no_column(helper: Client, query: str) -> None:
    make.make_person(name_en="Open Hand")
    page = helper.get(f"/admin/people/person/?{query}", follow=True)
    assert page.status_code == 400


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

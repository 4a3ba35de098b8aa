"""Whatever an editor sends to the desk, no public page shows anything else than before.

The public pages are read before and after; in between an editor, who may not publish, saves every
form with every text changed, works on boards and lists, deletes, merges, restores and imports.
"""

import re
from collections.abc import Callable
from datetime import timedelta
from itertools import cycle
from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoDbBlocker

from forum.core.content import Content, Part
from forum.desk.preview_links import seal
from forum.history import named_files
from forum.history.audit import Action
from forum.history.recording import recording
from forum.models import (
    AuditEntry,
    ClearanceReply,
    HomePart,
    ImportRun,
    KnowledgeProduct,
    PreviewLink,
    SiteSettings,
    TakeDown,
    Topic,
    WorkingCopy,
)
from people.models import Organization, Person, User
from sessions_app.models import Appearance, Document, Event, Photo, Session
from tests.desk.test_event_topics import read_tokens
from tests.desk.test_event_topics import send as send_topics
from tests.desk.test_find_replace import replace
from tests.desk.test_media_library import reuse
from tests.desk.test_programme_grid import sent as grid_data
from tests.desk.test_programme_grid import url_of as grid_of
from tests.desk.test_roles_crafted import EDITED, crafted
from tests.support import desk_addresses
from tests.support import factories as make
from tests.support.admin_forms import MAKERS, get_form_alone, read_form
from tests.support.desk_client import address
from tests.support.handoff_pages import agree, give, send, translated
from tests.support.images import png
from tests.support.import_pages import confirm, make_upload_file, upload
from tests.support.pages import LANGUAGES, answer
from tests.support.papers import CLEAN
from tests.support.publishing import set_public
from tests.support.staff import enter
from tests.workflow.test_office_replies import send as send_reply
from tests.workflow.test_office_replies import settle

pytestmark = pytest.mark.django_db

# What is made of texts; pictures and PDF files are drawn from the same, at a cost.
TEXTUAL = ("/", ".xml", ".ics", ".css")
# What is made of the code alone, and calendars of rows that another one shows too.
LEFT_OUT = ("api/", "session.ics", "coast/events.ics")
# One ends the session; the other reads JSON alone, and stores nothing.
UNREAD = ("admin:logout", "glossary-terms")
# A form's token is another each time.
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="\w+"')


@pytest.fixture(autouse=True)
def _no_page_left_over() -> None:
    """Leave what was made of the same rows, for the pages are to say what they said."""


@pytest.fixture
def editor(paths: dict[str, str]) -> Client:
    return enter("Editor")


def read_pages(paths: dict[str, str]) -> dict[str, str]:
    visitor = Client()
    textual = [
        path
        for path in paths.values()
        if f"/{path}".endswith(TEXTUAL) and not path.endswith(LEFT_OUT)
    ]
    # Both languages stand in one row: what shows a change in one shows that of the other.
    addresses = [
        f"/{language}/{path}" for language, path in zip(cycle(LANGUAGES), textual, strict=False)
    ]
    return {url: TOKEN.sub("", visitor.get(url).text) for url in addresses}


@pytest.fixture(scope="module")
def untouched(paths: dict[str, str], django_db_blocker: DjangoDbBlocker) -> dict[str, str]:
    """Return what the public pages say before a test makes a record: the same for each."""
    with django_db_blocker.unblock():
        return read_pages(paths)


@pytest.fixture
def read_public(paths: dict[str, str]) -> Callable[[], dict[str, str]]:
    """Return a function that reads every public page, by turns in the two languages."""
    return lambda: read_pages(paths)


def latest(model: Any) -> Any:
    return model._default_manager.earliest("pk")


def post_form(client: Client, url: str, **values: Any) -> int:
    """Send a form with every text in it changed, and some values besides."""
    sent = {**crafted(get_form_alone(client, url), "zh-hans", "en"), **values}
    status: int = client.post(url, sent).status_code
    return status


def copied() -> set[str]:
    """Return the kinds of the records that have a working copy now."""
    return {copy.content_type.model for copy in WorkingCopy.objects.open()}


@pytest.mark.parametrize("model", EDITED)
def test_no_form_changes_a_public_page(
    editor: Client,
    untouched: dict[str, str],
    read_public: Callable[[], dict[str, str]],
    model: type[Any],
) -> None:
    present = model._default_manager.order_by("pk").first()
    record = present or MAKERS[model]()
    state_before = untouched if present else read_public()
    status = post_form(editor, address(model, "change", record.pk))
    owner = record if isinstance(record, Content) else record.owner
    assert (status, copied()) == (302, {owner._meta.model_name})
    assert read_public() == state_before


def test_no_added_part_changes_a_public_page(
    editor: Client, read_public: Callable[[], dict[str, str]]
) -> None:
    event, session, product = latest(Event), latest(Session), latest(KnowledgeProduct)
    guest = make.make_person()
    public_before = read_public()
    paper = SimpleUploadedFile("paper.pdf", b"%PDF-1.4")
    for model, values in (
        (Session, {"event": event.pk, "kind": "keynote", "slug": "k", "heading_en": "Keynotes"}),
        (Appearance, {"session": session.pk, "person": guest.pk, "role": "witness"}),
        (Photo, {"event": event.pk, "image": png()}),
        (Document, {"event": event.pk, "title_en": "Paper", "file": paper}),
    ):
        url = address(model, "add")
        response = editor.post(url, {**read_form(editor, url), **values})
        assert (model.__name__, response.status_code) == (model.__name__, 302)
    inline = {"corrections-TOTAL_FORMS": "1", "corrections-0-text_en": "It read A; it is B."}
    url = address(Event, "change", event.pk)
    data = read_form(editor, url)
    day = {"corrections-0-made_on": "2024-01-05", "corrections-0-event": event.pk}
    assert editor.post(url, {**data, **inline, **day}).status_code == 302
    part = {"product": product.pk, "kind": "module", "title_en": "Module 9", "position": 9}
    url = address(KnowledgeProduct, "change", product.pk)
    rows = {f"parts-0-{name}": value for name, value in part.items()}
    assert (
        editor.post(url, {**read_form(editor, url), "parts-TOTAL_FORMS": "1", **rows}).status_code
        == 302
    )
    kinds = {key.partition(":")[0] for copy in WorkingCopy.objects.open() for key in copy.changes}
    assert kinds >= {
        "sessions_app.session",
        "sessions_app.appearance",
        "sessions_app.photo",
        "sessions_app.document",
        "sessions_app.correction",
        "forum.productpart",
    }
    assert read_public() == public_before


def test_no_board_changes_a_public_page(
    editor: Client, read_public: Callable[[], dict[str, str]]
) -> None:
    event, first = latest(Event), latest(Session)
    second = make.make_session(event, position=2)
    public_before = read_public()
    order = [f"{row.pk}:{row.version}" for row in (second, first)]
    rows = reverse("admin:sessions_app_event_sessions", args=[event.pk])
    assert editor.post(rows, {"session": order}).status_code == 200
    board_url = reverse("admin:sessions_app_event_photos", args=[event.pk])
    board = editor.get(board_url).context["board"]
    data = {
        bound.html_name: "" if bound.value() is None else bound.value()
        for form in (board.management_form, *board.forms)
        for bound in form
    }
    captions = {name: "Another" for name in data if name.endswith("-caption_en")}
    hidden = ("withheld", "image_ppoi")
    sent = {
        name: value for name, value in {**data, **captions}.items() if not name.endswith(hidden)
    }
    ppoi = {f"{form.prefix}-image_ppoi": "0.5x0.5" for form in board.forms}
    assert editor.post(board_url, {**sent, **ppoi}).status_code == 302
    uploading = reverse("admin:sessions_app_event_photos_upload", args=[event.pk])
    assert editor.post(uploading, {"image": png()}).status_code == 302
    clearance = reverse("clearance", args=[event.pk, "en"])
    appearance = latest(Appearance)
    answer = {"appearance": appearance.pk, "state": "cleared", "by": "Office", "day": "2024-01-05"}
    assert editor.post(clearance, answer).status_code in (200, 302)
    fields = {
        (key.partition(":")[0], name)
        for copy in WorkingCopy.objects.open()
        for key, entry in copy.changes.items()
        for name in entry["fields"]
    }
    assert fields >= {
        ("sessions_app.session", "position"),
        ("sessions_app.photo", "caption_en"),
        ("sessions_app.photo", "image"),
    }
    assert read_public() == public_before


@pytest.mark.parametrize("is_listed", [False, True])
def test_no_deletion_changes_a_public_page(
    editor: Client,
    untouched: dict[str, str],
    read_public: Callable[[], dict[str, str]],
    is_listed: bool,
) -> None:
    for model in EDITED:
        record = model._default_manager.order_by("pk").first()
        if record is None:
            continue
        if is_listed:
            url = address(model, "changelist")
            action = {"action": "delete_selected", "_selected_action": [record.pk]}
            page = editor.post(url, action)
            tokens = page.context["version_tokens"]
            editor.post(url, {**action, "post": "yes", "version_tokens": tokens})
        else:
            editor.post(address(model, "delete", record.pk), {"post": "yes"})
    proposed = [copy for copy in WorkingCopy.objects.open() if copy.proposals.get("deletes")]
    assert len(proposed) >= 3
    assert read_public() == untouched


@pytest.mark.parametrize("model", [Person, Organization])
def test_no_merge_changes_a_public_page(
    editor: Client, read_public: Callable[[], dict[str, str]], model: type[Any]
) -> None:
    survivor, newest = MAKERS[model](), latest(model)
    public_before = read_public()
    url = f"{reverse(f'merge-{model._meta.model_name}', args=[survivor.pk])}?other={newest.pk}"
    token = editor.get(url).context["version_token"]
    assert editor.post(url, {"version_token": token}).status_code == 302
    (copy,) = WorkingCopy.objects.open()
    assert (copy.proposals["merges"][0]["other"], read_public()) == (
        newest.pk,
        public_before,
    )


def test_no_restored_version_changes_a_public_page(
    editor: Client, read_public: Callable[[], dict[str, str]]
) -> None:
    event = latest(Event)
    former = event.title_en
    with recording():
        event.title_en = "Blue Ports"
        event.save()
    public_before = read_public()
    revision = AuditEntry.objects.filter(action=Action.BASELINE, object_id=event.pk).latest("pk")
    url = reverse("admin:sessions_app_event_restore", args=[event.pk, revision.pk])
    token = editor.get(url).context["version_token"]
    assert editor.post(url, {"version_token": token}).status_code == 302
    (copy,) = WorkingCopy.objects.open()
    pair = copy.changes[f"sessions_app.event:{event.pk}"]["fields"]["title_en"]
    assert (pair, read_public()) == (["Blue Ports", former], public_before)


def test_no_translation_changes_a_public_page(
    editor: Client, untouched: dict[str, str], read_public: Callable[[], dict[str, str]]
) -> None:
    person = latest(Person)
    url = reverse("translation-unit", args=["appearance", latest(Appearance).pk, "remarks", "en"])
    page = editor.get(url)
    data = form_data_of(page.context["form"]) if "form" in page.context else {}
    editor.post(url, {**data, "text": "<p>Another</p>"})
    response = send(editor, person, scope="all")
    texts = {".name": "Another", ".biography": "Another"}
    agree(editor, editor.get(give(editor, translated(response, texts)).url))
    assert "person" in copied()
    assert read_public() == untouched


def form_data_of(form: Any) -> dict[str, Any]:
    return {bound.html_name: bound.value() or "" for bound in form}


def test_no_import_changes_a_public_page(
    paths: dict[str, str], read_public: Callable[[], dict[str, str]], settings: Any
) -> None:
    settings.TASKS = {"default": {"BACKEND": "django.tasks.backends.immediate.ImmediateBackend"}}
    importer = enter("Importer")
    confirm(importer, upload(importer, make_upload_file()))
    # As if it had been published, and its people as well.
    event = Event.objects.latest("pk")
    for model in (Event, Person, Organization):
        for record in model._default_manager.filter(status="draft"):
            record.ready_languages = LANGUAGES
            set_public(record)
    public = Client()
    pages = [f"/{code}/events/{event.slug}/" for code in LANGUAGES]
    state_before = [read_public(), *(public.get(page).text for page in pages)]
    changed = CLEAN.replace("连着四个村子", "连着五个村子")
    again = upload(importer, make_upload_file(changed, "again.txt"))
    confirm(importer, again)
    again.refresh_from_db()
    assert (again.state, "event" in copied()) == ("done", True)
    assert [read_public(), *(public.get(page).text for page in pages)] == state_before


def kind_of(place: desk_addresses.Place, model: type[Any] | None) -> tuple[str, ...]:
    """Return the page, and whether its record is a content or a part, if several models have it."""
    of_model = desk_addresses.page_of(place.name)
    if of_model is None or model is None:
        return place.name, place.url
    parents = (kind.__name__ for kind in (Content, Part) if issubclass(model, kind))
    return of_model[1], *parents


def test_no_address_changes_a_public_page(
    editor: Client, read_public: Callable[[], dict[str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever address there is, with texts, and confirmed.

    Of a page that several models have those of one content, one part and one of what has no page.
    Forms and deletions are other tests'; so is what is sent with nothing in it, in ``test_rights``.
    """
    records = {model._meta.label_lower: MAKERS[model]() for model in MAKERS}
    places = {
        kind_of(place, type(records[place.model]) if place.model else None): place
        for name, pattern in desk_addresses.patterns()
        if (place := desk_addresses.place_of(name, pattern, records))
        and name not in UNREAD
        and not name.endswith(("_add", "_change"))
    }.values()
    public_before = read_public()
    texts = {"post": "yes", "title_en": "Another", "name_en": "Another"}
    with monkeypatch.context() as unrendered:
        # What the desk shows of it is another test's.
        desk_addresses.leave_unrendered(unrendered)
        for place in places:
            answer(editor, place.url, "post", data=texts)
    assert read_public() == public_before


def test_a_file_of_a_working_copy_is_not_cleaned_away(editor: Client) -> None:
    event = latest(Event)
    editor.post(
        reverse("admin:sessions_app_event_photos_upload", args=[event.pk]), {"image": png()}
    )
    (entry,) = [entry for copy in WorkingCopy.objects.open() for entry in copy.changes.values()]
    name = entry["fields"]["image"][1]
    assert (named_files.is_used(name), name in set(named_files.list_named_files())) == (True, True)
    kind = ContentType.objects.get_for_model(event)
    url = reverse("working-copy-discard", args=[kind.pk, event.pk])
    editor.post(url, {"version_token": editor.get(url).context["version_token"]})
    discarded = named_files.is_used(name)
    WorkingCopy.objects.update(closed_at=timezone.now() - WorkingCopy.LIFE - timedelta(days=1))
    assert (discarded, named_files.is_used(name)) == (True, False)


def test_no_table_of_the_programme_changes_a_public_page(
    editor: Client, untouched: dict[str, str], read_public: Callable[[], dict[str, str]]
) -> None:
    event = latest(Event)
    guest = latest(Appearance)
    texts = {
        f"g{guest.pk}-title_en": "Another",
        f"s{guest.session_id}-title_en": "Another",
        "gnew1-role": "speaker",
    }
    for do in ("", f"copy:s{guest.session_id}", f"split:g{guest.pk}"):
        data = grid_data(editor, event)
        rows = {"_row": [*data["_row"], "gnew1"], "gnew1-name_en": f"Somebody {do}", "_do": do}
        sent = {**data, **texts, **rows}
        assert editor.post(grid_of(event), sent).status_code == 302
    assert "event" in copied()
    assert read_public() == untouched


def test_no_replacement_changes_a_public_page(
    editor: Client, untouched: dict[str, str], read_public: Callable[[], dict[str, str]]
) -> None:
    event = latest(Event)
    word = event.title_en.split()[0]
    replace(editor, event, find=word, replace="Another")
    assert ("event" in copied(), read_public()) == (True, untouched)


def test_no_photo_used_again_changes_a_public_page(
    editor: Client, read_public: Callable[[], dict[str, str]]
) -> None:
    event, photo, guest = latest(Event), make.make_photo(), latest(Appearance)
    public_before = read_public()
    reuse(editor, event, photo)
    reuse(editor, event, photo, use="cover")
    reuse(editor, event, photo, guest=guest.pk)
    assert ("event" in copied(), read_public()) == (True, public_before)


@pytest.mark.parametrize("what", TakeDown.Scope.values)
def test_nothing_that_is_put_back_changes_a_public_page(
    editor: Client, read_public: Callable[[], dict[str, str]], what: str
) -> None:
    guest = latest(Appearance)
    guest.withheld, guest.remarks_withheld = what == "record", what == "remarks"
    guest.save()
    person = make.make_person(status="offline")
    public_before = read_public()
    statuses = []
    for record, scope in ((guest, what), (person, "record")):
        kind = ContentType.objects.get_for_model(record)
        url = reverse("offline", args=[kind.pk, record.pk, scope])
        statuses.append(editor.post(url, {"put_back": "1"}).status_code)
    assert (statuses, read_public()) == ([200, 200], public_before)


def test_no_topics_of_an_event_change_a_public_page(
    editor: Client, untouched: dict[str, str], read_public: Callable[[], dict[str, str]]
) -> None:
    event = latest(Event)
    name = latest(Topic).name_en
    send_topics(editor, event, {**read_tokens(event), f"events-{event.pk}-more": name})
    assert read_public() == untouched


def test_no_page_of_the_site_itself_is_written_without_the_right(
    paths: dict[str, str], read_public: Callable[[], dict[str, str]]
) -> None:
    part = HomePart.objects.create(kind=HomePart.Kind.NEWS)
    public_before = read_public()
    statuses = set()
    for role in ("Editor", "Chinese editor", "English translator", "Importer"):
        client = enter(role)
        for model, record in ((SiteSettings, SiteSettings.current()), (HomePart, part)):
            url = address(model, "change", record.pk)
            texts = {"site_name_en": "Another", "kind": "news"}
            statuses.add(client.post(url, texts).status_code)
            deletion = client.post(address(model, "delete", record.pk), {"post": "yes"})
            statuses.add(deletion.status_code)
    assert (statuses, read_public()) == ({403}, public_before)


def test_no_undone_import_changes_a_public_page(
    paths: dict[str, str], read_public: Callable[[], dict[str, str]], settings: Any
) -> None:
    settings.TASKS = {"default": {"BACKEND": "django.tasks.backends.immediate.ImmediateBackend"}}
    importer = enter("Importer")
    confirm(importer, upload(importer, make_upload_file()))
    event = Event.objects.latest("pk")
    for model in (Event, Person, Organization):
        for record in model._default_manager.filter(status="draft"):
            record.ready_languages = LANGUAGES
            set_public(record)
    pages = [f"/{code}/events/{event.slug}/" for code in LANGUAGES]
    state_before = [read_public(), *(Client().get(page).text for page in pages)]
    run = ImportRun.objects.latest("pk")
    assert importer.post(reverse("undo-import", args=[run.pk])).status_code == 302
    assert [read_public(), *(Client().get(page).text for page in pages)] == state_before


def test_no_reply_of_an_office_changes_a_public_page(
    editor: Client, lin: User, read_public: Callable[[], dict[str, str]]
) -> None:
    guest = latest(Appearance)
    until = timezone.now() + timedelta(days=1)
    link = PreviewLink.objects.create(object=guest, expires_at=until, by=lin)
    office = Client()
    office.post("/preview/", {"seal": seal(link)})
    public_before = read_public()
    send_reply(office, link, answer="changes", title="Another title")
    reply = ClearanceReply.objects.get()
    settle(editor, reply)
    reply.refresh_from_db()
    assert (bool(reply.settled_at), read_public()) == (True, public_before)

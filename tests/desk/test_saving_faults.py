"""What nobody at the desk can help: what was typed stays, a sentence says why, no row is there."""

import json
from collections.abc import Callable
from html import unescape
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from botocore.exceptions import ClientError, ConnectTimeoutError, EndpointConnectionError
from django.core.files.base import ContentFile
from django.db import OperationalError
from django.test import Client, RequestFactory
from django.urls import reverse
from pytest_django.fixtures import Settings

from forum.desk.desk_pictures import DeskPictureStorage
from forum.desk.saving_faults import STORAGE_AWAY, TIMED_OUT
from forum.models import HomePart
from forum.object_storage import is_away
from forum.site.errors import render_unavailable
from people.models import Person
from sessions_app.models import Document, Photo
from tests.support import factories as make
from tests.support.admin_forms import errors, read_form
from tests.support.full_disk import files_in, pdf, picture, send
from tests.support.images import png
from tests.support.locked_tables import bounded, locked_table
from tests.support.pages import Outline


class Opened(NamedTuple):
    """A form of the desk as a browser holds it."""

    url: str
    values: dict[str, Any]


AWAY = EndpointConnectionError(endpoint_url="http://127.0.0.1:1/media")


def change(client: Client, person: Person, lock: str, **values: Any) -> Any:
    """Send the form of a person whom somebody else holds meanwhile."""
    url = reverse("admin:people_person_change", args=[person.pk])
    data = read_form(client, url) | values
    with bounded(), locked_table("people_person", lock):
        return client.post(url, data)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("lock", ["EXCLUSIVE", "SHARE ROW EXCLUSIVE"])
def test_a_form_that_waits_too_long_is_shown_again(admin_client: Client, lock: str) -> None:
    person = make.make_person(name_en="Lin Lan")
    response = change(admin_client, person, lock, name_en="Lin Lan of Ports")
    assert (response.status_code, response.headers["Retry-After"]) == (503, "60")
    assert errors(response)["__all__"] == [TIMED_OUT.in_form]
    assert response.context["adminform"].form["name_en"].value() == "Lin Lan of Ports"
    person.refresh_from_db()
    assert person.name_en == "Lin Lan"


@pytest.mark.django_db(transaction=True)
def test_a_form_that_cannot_be_shown_hands_back_what_was_typed(admin_client: Client) -> None:
    person = make.make_person(name_en="Lin Lan")
    response = change(admin_client, person, "ACCESS EXCLUSIVE", name_en="Lin Lan of the Ports")
    page = response.content.decode()
    assert (response.status_code, response.headers["Retry-After"]) == (503, "60")
    assert str(TIMED_OUT.page.title) in page
    assert "Lin Lan of the Ports" in page


@pytest.mark.django_db
def test_a_database_that_is_gone_hands_back_what_was_typed(
    admin_client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lose_connection(*_arguments: Any, **_options: Any) -> None:
        raise OperationalError("server closed the connection unexpectedly")

    url = reverse("admin:people_person_change", args=[make.make_person(name_en="Lin Lan").pk])
    values = read_form(admin_client, url) | {"name_en": "Lin Lan <of the> Ports"}
    monkeypatch.setattr(Person, "save", lose_connection)
    response = admin_client.post(url, values, headers={"Accept-Language": "zh-CN"})
    outline = Outline(response.content.decode())
    assert (response.status_code, response.headers["Retry-After"]) == (503, "60")
    assert [heading.text for heading in outline.all("h1")] == ["网站暂时无法访问"]
    assert "Lin Lan <of the> Ports" in [text.text for text in outline.all("dd")]


def test_what_was_typed_is_handed_back_where_no_view_was_reached(rf: RequestFactory) -> None:
    values = {"name_en": "Lin Lan of Ports", "password": "Harbour Lights", "_save": "Save It"}
    request = rf.post("/admin/people/person/1/change/", values)
    page = render_unavailable(request, OperationalError()).content.decode()
    outline = Outline(page)
    terms = [text.text for name in ("dt", "dd") for text in outline.all(name)]
    assert terms == ["Name · English", "Lin Lan of Ports"]


def test_a_form_that_cannot_be_read_hides_no_page_that_says_so(
    rf: RequestFactory, settings: Settings
) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 4
    request = rf.post("/admin/", {"name_en": "Lin Lan of Ports"})
    assert render_unavailable(request, OperationalError()).status_code == 503


@pytest.mark.django_db(transaction=True)
def test_a_form_whose_rows_are_held_is_shown_again(admin_client: Client) -> None:
    session = make.make_appearance().session
    url = reverse("admin:sessions_app_session_change", args=[session.pk])
    data = read_form(admin_client, url) | {"title_en": "Ports of tomorrow"}
    with bounded(), locked_table("sessions_app_appearance", "EXCLUSIVE"):
        response = admin_client.post(url, data)
    assert errors(response)["__all__"] == [TIMED_OUT.in_form]
    assert response.context["adminform"].form["title_en"].value() == "Ports of tomorrow"


@pytest.fixture
def failing_once(monkeypatch: pytest.MonkeyPatch, settings: Settings) -> Callable[..., list[str]]:
    """Let a method fail as without a storage when it is called first; list its calls."""
    settings.S3_PUBLIC_BUCKET = "media"

    def fail(model: Any, name: str) -> list[str]:
        method, calls = getattr(model, name), list[str]()

        def call(*arguments: Any, **options: Any) -> Any:
            calls.append(name)
            if len(calls) == 1:
                raise AWAY
            return method(*arguments, **options)

        monkeypatch.setattr(model, name, call)
        return calls

    return fail


@pytest.mark.django_db
def test_a_form_of_no_record_is_not_tried_again(
    admin_client: Client, failing_once: Callable[..., list[str]]
) -> None:
    url = reverse("admin:forum_homepart_add")
    data = read_form(admin_client, url) | {"kind": HomePart.Kind.NEWS}
    calls = failing_once(HomePart, "save")
    response = admin_client.post(url, data)
    assert (response.status_code, calls) == (503, ["save"])
    assert str(STORAGE_AWAY.page.title) in unescape(response.content.decode())
    assert not HomePart.objects.exists()


@pytest.mark.django_db
def test_what_a_second_run_stores_is_taken_back(
    admin_client: Client,
    monkeypatch: pytest.MonkeyPatch,
    failing_once: Callable[..., list[str]],
) -> None:
    person = make.make_person(name_en="Lin Lan")
    url = reverse("admin:people_person_change", args=[person.pk])
    data = read_form(admin_client, url) | {"name_en": "Lin Lan of the Ports"}
    # As if the form heeded no refusal.
    monkeypatch.setattr("forum.desk.saving_faults.start_again", lambda *_arguments: None)
    calls = failing_once(Person, "save")
    response = admin_client.post(url, data)
    person.refresh_from_db()
    assert (len(calls), response.status_code, person.name_en) == (2, 503, "Lin Lan")


@pytest.mark.django_db(transaction=True)
def test_the_sentence_of_a_wait_is_in_the_editor_s_language(admin_client: Client) -> None:
    person = make.make_person(name_en="Lin Lan")
    admin_client.cookies["django_language"] = "zh-hans"
    response = change(admin_client, person, "EXCLUSIVE", name_en="Lin Lan of Ports")
    [sentence] = errors(response)["__all__"]
    assert sentence.startswith("未保存任何内容：数据库响应超时。")


@pytest.mark.django_db(transaction=True)
def test_a_page_of_the_desk_that_waits_too_long_will_be_back(admin_client: Client) -> None:
    with bounded(), locked_table("people_person"):
        response = admin_client.get(reverse("admin:people_person_changelist"))
    assert (response.status_code, response.headers["Retry-After"]) == (503, "60")
    assert "is kept in this browser" in response.content.decode()


@pytest.mark.django_db(transaction=True)
def test_a_script_is_told_in_a_sentence(admin_client: Client) -> None:
    event = make.make_event()
    url = reverse("admin:sessions_app_event_photos_upload", args=[event.pk])
    with bounded(), locked_table("sessions_app_photo"):
        response = admin_client.post(url, {"image": picture()}, headers={"Sec-Fetch-Dest": "empty"})
    assert (response.status_code, json.loads(response.content)) == (
        503,
        {"message": TIMED_OUT.brief},
    )


@pytest.fixture
def storage_away(monkeypatch: pytest.MonkeyPatch, settings: Settings) -> None:
    """Let nothing be stored, as where the server of the buckets was killed."""
    settings.S3_PUBLIC_BUCKET = "media"

    def refuse(*_arguments: Any) -> None:
        raise AWAY

    monkeypatch.setattr("forum.core.storage.WholeFileStorage._save", refuse)


@pytest.mark.django_db
@pytest.mark.usefixtures("storage_away")
@pytest.mark.parametrize(
    ("model", "values"),
    [
        (Photo, {"image": picture, "alt_en": "A harbour"}),
        (Document, {"file": pdf, "title_en": "Agenda"}),
    ],
)
def test_an_upload_that_no_storage_takes_leaves_no_row_and_no_file(
    admin_client: Client, tmp_path: Path, model: Any, values: dict[str, Any]
) -> None:
    _file, text = values
    sent = {name: value() if callable(value) else value for name, value in values.items()}
    response = send(admin_client, model, event=make.make_event().pk, **sent)
    assert (response.status_code, errors(response)["__all__"]) == (503, [STORAGE_AWAY.in_form])
    assert response.context["adminform"].form[text].value() == values[text]
    assert (model.objects.count(), files_in(tmp_path)) == (0, [])


@pytest.fixture
def person_with_portrait(admin_client: Client, monkeypatch: pytest.MonkeyPatch) -> Opened:
    """Return a person whose picture is stored, and the form of that person as it was opened."""
    person = make.make_person(portrait=ContentFile(png(400, 400).read(), "portrait.png"))
    url = reverse("admin:people_person_change", args=[person.pk])
    opened = Opened(url, read_form(admin_client, url))
    monkeypatch.setattr(DeskPictureStorage, "away_until", 0)
    return opened


def lose_offline_pictures(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Let no storage say whether a picture is offline; return the names that it was asked for."""
    asked: list[str] = []

    def refuse(name: str) -> bool:
        asked.append(name)
        raise AWAY

    monkeypatch.setattr("forum.desk.desk_pictures.is_offline", refuse)
    return asked


@pytest.mark.django_db
def test_a_form_with_a_stored_picture_is_shown_again(
    person_with_portrait: Opened,
    admin_client: Client,
    storage_away: None,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    lose_offline_pictures(monkeypatch)
    sent = person_with_portrait.values | {"name_en": "Lin Lan of Ports", "portrait": picture()}
    response = admin_client.post(person_with_portrait.url, sent)
    assert (response.status_code, errors(response)["__all__"]) == (503, [STORAGE_AWAY.in_form])
    assert 'value="Lin Lan of Ports"' in response.content.decode()


@pytest.mark.django_db
def test_a_mistake_is_shown_in_a_form_with_a_stored_picture(
    person_with_portrait: Opened,
    admin_client: Client,
    storage_away: None,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    lose_offline_pictures(monkeypatch)
    sent = person_with_portrait.values | {"name_en": "Lin Lan of Ports", "slug": "not a slug"}
    response = admin_client.post(person_with_portrait.url, sent)
    assert (response.status_code, [*errors(response)]) == (200, ["slug"])
    assert 'value="Lin Lan of Ports"' in response.content.decode()


@pytest.mark.django_db
def test_a_storage_that_is_away_is_waited_for_once(
    person_with_portrait: Opened,
    admin_client: Client,
    storage_away: None,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked = lose_offline_pictures(monkeypatch)
    response = admin_client.get(person_with_portrait.url)
    assert (response.status_code, len(asked)) == (200, 1)


@pytest.mark.django_db
@pytest.mark.parametrize("slug", ["lin-lan", "not a slug"])
def test_a_page_that_no_storage_lets_be_shown_hands_back_what_was_typed(
    person_with_portrait: Opened,
    admin_client: Client,
    storage_away: None,
    monkeypatch: pytest.MonkeyPatch,
    slug: str,
) -> None:
    def refuse(*_arguments: Any) -> str:
        raise AWAY

    monkeypatch.setattr(DeskPictureStorage, "url", refuse)
    sent = {"name_en": "Lin Lan of Ports", "slug": slug, "portrait": picture()}
    response = admin_client.post(person_with_portrait.url, person_with_portrait.values | sent)
    page = unescape(response.content.decode())
    assert (response.status_code, response.headers["Retry-After"]) == (503, "60")
    assert str(STORAGE_AWAY.page.title) in page
    assert "Lin Lan of Ports" in page


@pytest.mark.parametrize(
    ("error", "meaning"),
    [
        (AWAY, True),
        (ConnectTimeoutError(endpoint_url="http://127.0.0.1:1"), True),
        (ClientError({"ResponseMetadata": {"HTTPStatusCode": 503}}, "PutObject"), True),
        (ClientError({"ResponseMetadata": {"HTTPStatusCode": 403}}, "PutObject"), False),
        (OSError(), False),
    ],
)
def test_which_errors_mean_that_the_storage_is_away(error: Exception, meaning: bool) -> None:
    assert is_away(error) is meaning

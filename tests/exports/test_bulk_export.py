"""Events of a list are exported together, as Word documents, as JSON or as tables."""

import json
import zipfile
from io import BytesIO
from typing import Any

import docx
import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from forum.reader.vocabulary.table_sheets import SHEETS
from people.models import User
from tests.support import factories as make
from tests.support.admin_forms import messages_of
from tests.support.bulk_forms import ask

pytestmark = pytest.mark.django_db


def archive(client: Client, page: Any, **answers: str) -> zipfile.ZipFile:
    response = client.post(
        page.context["address"], {"version_tokens": page.context["version_tokens"], **answers}
    )
    assert response["Content-Type"] == "application/zip"
    return zipfile.ZipFile(BytesIO(b"".join(response)))


def test_events_are_exported_as_word_documents(admin_client: Client) -> None:
    events = [make.make_event(slug="ports"), make.make_event(slug="parks")]
    names = archive(admin_client, ask(admin_client, "export", *events), format="docx")
    lines = [name.text for name in docx.Document(BytesIO(names.read("ports.docx"))).paragraphs]
    assert (sorted(names.namelist()), lines[:2]) == (
        ["parks.docx", "ports.docx"],
        ["绿色港口", "Green Ports"],
    )


def test_events_are_exported_as_json_in_one_language(admin_client: Client) -> None:
    page = ask(admin_client, "export", make.make_event(slug="ports"))
    names = archive(admin_client, page, format="json", language="en")
    assert json.loads(names.read("ports.en.json"))["event"]["title"] == {"en": "Green Ports"}


def test_events_are_exported_as_tables(admin_client: Client) -> None:
    page = ask(admin_client, "export", make.make_event(slug="ports"))
    names = archive(admin_client, page, format="xlsx")
    sheets = load_workbook(BytesIO(names.read("ports.xlsx"))).sheetnames
    assert sheets == [sheet.title for sheet in SHEETS]


def test_a_record_that_could_not_be_read_again_is_left_out(admin_client: Client) -> None:
    ports, parks = make.make_event(slug="ports"), make.make_event(slug="parks")
    make.make_appearance(make.make_session(ports), make.make_person(name_en=""))
    page = ask(admin_client, "export", ports, parks)
    names = archive(admin_client, page, format="docx", language="en")
    assert names.namelist() == ["parks.en.docx"]


def test_an_event_with_a_text_that_no_cell_holds_is_left_out(admin_client: Client) -> None:
    ports, parks = make.make_event(slug="ports"), make.make_event(slug="parks")
    make.make_appearance(make.make_session(ports), remarks_en=f"<p>{'port ' * 7_000}</p>")
    page = ask(admin_client, "export", ports, parks)
    names = archive(admin_client, page, format="xlsx")
    assert names.namelist() == ["parks.xlsx"]


def test_pictures_that_are_gone_are_told(admin_client: Client) -> None:
    photo = make.make_photo(make.make_event(slug="ports"), caption_zh_hans="合影")
    page = ask(admin_client, "export", photo.event)
    photo.image.storage.delete(photo.image.name)
    archive(admin_client, page, format="docx")
    response = admin_client.get(reverse("export-event", args=[photo.event_id]))
    listed = admin_client.get(reverse("admin:sessions_app_event_changelist"))
    response.close()
    sentence = f"1 picture could not be read and is left out: {photo.image.name}."
    assert [str(message) for message in listed.context["messages"]] == [
        f"Green Ports: {sentence}",
        sentence,
    ]


def test_where_none_is_left_the_list_says_why(admin_client: Client) -> None:
    event = make.make_event()
    make.make_appearance(make.make_session(event), make.make_person(name_en=""))
    page = ask(admin_client, "export", event)
    sent = {"version_tokens": page.context["version_tokens"], "format": "docx", "language": "en"}
    response = admin_client.post(page.context["address"], sent)
    assert (response.status_code, len(messages_of(response))) == (302, 1)
    assert "too much of it has no English" in messages_of(response)[0]


def test_an_unknown_format_is_refused(admin_client: Client) -> None:
    sent = {"version_tokens": f"{make.make_event().pk}:1", "format": "exe"}
    assert admin_client.post("/admin/export/", sent).status_code == 400


def test_an_event_that_is_gone_is_named(admin_client: Client) -> None:
    response = admin_client.post("/admin/export/", {"version_tokens": "999:1"})
    assert (response.status_code, messages_of(response)) == (302, ["Deleted meanwhile: #999"])


def test_who_may_not_see_events_exports_none(client: Client) -> None:
    event = make.make_event()
    client.force_login(User.objects.create_user("guest", is_staff=True))
    assert client.post("/admin/export/", {"version_tokens": f"{event.pk}:1"}).status_code == 403

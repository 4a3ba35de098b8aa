"""A full disk: a sentence in the form, what was typed stays, no row, no part of a file."""

from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.files.uploadhandler import TemporaryFileUploadHandler
from django.db import OperationalError
from django.db.models.signals import post_save
from django.test import Client
from django.urls import reverse
from psycopg import errors as pg

from forum.models import ImportRun, ImportUpload
from people.models import Person
from sessions_app.models import Document, Photo
from tests.support import factories as make
from tests.support.admin_forms import errors
from tests.support.full_disk import files_in, fill_disk, pdf, picture, send, write_half

pytestmark = pytest.mark.django_db

SENTENCE = (
    "Nothing was saved: the server's disk is full. What you typed still stands here; choose "
    "files again. Tell the administrator of the site, and save again when there is room."
)


@pytest.mark.parametrize("after", [0, 1, 4])
def test_a_photo_leaves_no_row_and_no_file(
    admin_client: Client, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, after: int
) -> None:
    event = make.make_event()
    fill_disk(monkeypatch, after=after)
    response = send(admin_client, Photo, event=event.pk, image=picture(), alt_en="A harbour")
    form = response.context["adminform"].form
    assert (response.status_code, errors(response)["__all__"]) == (507, [SENTENCE])
    assert form["alt_en"].value() == "A harbour"
    assert (Photo.objects.count(), files_in(tmp_path)) == (0, [])


def test_a_document_leaves_no_row_and_no_file(
    admin_client: Client, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    event = make.make_event()
    fill_disk(monkeypatch)
    response = send(admin_client, Document, event=event.pk, file=pdf(), title_en="Agenda")
    assert errors(response)["__all__"] == [SENTENCE]
    assert (Document.objects.count(), files_in(tmp_path)) == (0, [])


def test_the_sentence_is_in_the_editor_s_language(
    admin_client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    event = make.make_event()
    admin_client.cookies["django_language"] = "zh-hans"
    fill_disk(monkeypatch)
    response = send(admin_client, Document, event=event.pk, file=pdf(), title_zh_hans="议程")
    [sentence] = errors(response)["__all__"]
    assert sentence.startswith("未保存任何内容：服务器磁盘已满。")


def test_a_database_without_room_keeps_what_was_typed(admin_client: Client) -> None:
    def refuse(**_: Any) -> None:
        raise OperationalError("could not extend file") from pg.DiskFull()

    post_save.connect(refuse, sender=Person, dispatch_uid="refuse")
    try:
        response = send(admin_client, Person, name_zh_hans="林岚", name_en="Lin Lan")
    finally:
        post_save.disconnect(sender=Person, dispatch_uid="refuse")
    assert errors(response)["__all__"] == [SENTENCE]
    assert response.context["adminform"].form["name_en"].value() == "Lin Lan"
    assert Person.objects.count() == 0


def test_a_large_upload_that_cannot_wait_is_refused_in_its_form(
    admin_client: Client, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 4

    def refuse(handler: Any, data: bytes, start: int) -> None:
        write_half(FileSystemStorage(), "waiting", ContentFile(data))

    monkeypatch.setattr(TemporaryFileUploadHandler, "receive_data_chunk", refuse)
    event = make.make_event()
    response = send(admin_client, Document, event=event.pk, file=pdf(), title_en="Agenda")
    assert (response.status_code, SENTENCE in errors(response)["__all__"]) == (507, True)


def test_a_large_upload_waits_beside_the_site_s_files(
    admin_client: Client, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 4
    places = []
    receive = TemporaryFileUploadHandler.receive_data_chunk

    def note(handler: Any, data: bytes, start: int) -> None:
        places.append(Path(handler.file.temporary_file_path()).parent)
        receive(handler, data, start)

    monkeypatch.setattr(TemporaryFileUploadHandler, "receive_data_chunk", note)
    send(admin_client, Document, event=make.make_event().pk, file=pdf(), title_en="Agenda")
    assert {*places} == {settings.FILE_UPLOAD_TEMP_DIR}


def test_a_page_that_is_no_record_s_form_shows_what_was_typed(
    admin_client: Client, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    fill_disk(monkeypatch)
    url = reverse("admin:forum_importupload_changelist")
    file = SimpleUploadedFile("record.txt", "【基本信息】".encode())
    response = admin_client.post(url, {"files": file})
    assert response.status_code == 507
    assert (ImportUpload.objects.count(), ImportRun.objects.count(), files_in(tmp_path)) == (
        0,
        0,
        [],
    )


def test_a_file_of_the_same_name_is_stored_beside(admin_client: Client) -> None:
    event = make.make_event()
    for _time in range(2):
        send(admin_client, Document, event=event.pk, file=pdf(), title_en="Agenda")
    assert len({document.file.name for document in Document.objects.all()}) == 2

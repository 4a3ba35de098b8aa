"""Whatever its format, a record is looked at first, comes in whole or not at all, and goes back."""

import json
from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from forum.exports.table_writer import as_csv, as_workbook
from forum.models import ImportRun, ImportUpload
from forum.reader.vocabulary.table_sheets import PEOPLE
from people.models import Organization, Person
from sessions_app.models import Appearance, Event, Series, Session
from tests.support.docx_factory import docx_from_text
from tests.support.papers import CLEAN

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_once")]

SCHEDULE = """<schedule><conference><title>Open Harbour Days</title><start>2024-06-12</start>
<end>2024-06-12</end></conference><day date="2024-06-12"><room name="Hall"><event>
<title>Cranes</title><start>09:00</start><duration>00:30</duration>
<persons><person>Ann Bell</person></persons></event></room></day></schedule>"""
TALK = {
    "title": "Cranes", "start": "09:00", "duration": "00:30", "persons": [{"name": "Ann Bell"}],
}  # fmt: skip
CONFERENCE = {
    "title": "Open Harbour Days", "start": "2024-06-12", "end": "2024-06-12",
    "days": [{"date": "2024-06-12", "rooms": {"Hall": [TALK]}}],
}  # fmt: skip
TABLE = [
    [column.header for column in PEOPLE.columns],
    ["", "陈默", "Chen Mo", "", "", "", "中国", "China"],
]
FILES: dict[str, Callable[[], bytes]] = {
    "record.txt": lambda: CLEAN.encode(),
    "record.docx": lambda: docx_from_text(CLEAN),
    "people.xlsx": lambda: as_workbook(PEOPLE.title, TABLE),
    "people.csv": lambda: as_csv(TABLE),
    "schedule.xml": lambda: SCHEDULE.encode(),
    "schedule.json": lambda: json.dumps({"schedule": {"conference": CONFERENCE}}).encode(),
}
# Of the text nothing names the event; each of the others is sound at its beginning.
UNNAMED = CLEAN[CLEAN.index("【基本信息】") :].replace("“河谷与桥梁”分论坛", "论坛")
BROKEN: dict[str, Callable[[], bytes]] = {
    "record.txt": lambda: UNNAMED.encode(),
    "record.docx": lambda: docx_from_text(CLEAN)[:-200],
    "people.xlsx": lambda: as_workbook(PEOPLE.title, TABLE)[:-200],
    "people.csv": lambda: as_csv(TABLE) + '"林岚,Lin Lan\n'.encode(),
    "schedule.xml": lambda: SCHEDULE.encode()[:-20],
    "schedule.json": lambda: FILES["schedule.json"]()[:-5],
}
MODELS = (Series, Event, Session, Organization, Person, Appearance, ImportRun)
NOTHING = [0] * len(MODELS)
LIST = "/admin/forum/importupload/"


def count_rows() -> list[int]:
    return [model._default_manager.count() for model in MODELS]


def write(folder: Path, name: str, content: bytes) -> str:
    path = folder / name
    path.write_bytes(content)
    return str(path)


def run(*arguments: str) -> None:
    call_command(*arguments, stdout=StringIO(), stderr=StringIO())


def upload(client: Client, name: str, content: bytes) -> ImportUpload:
    client.post(LIST, {"files": [SimpleUploadedFile(name, content)]})
    return ImportUpload.objects.get()


@pytest.mark.parametrize("name", FILES)
def test_a_dry_run_writes_nothing_and_an_import_is_undone(tmp_path: Path, name: str) -> None:
    path = write(tmp_path, name, FILES[name]())
    run("import_record", path, "--dry-run")
    looked_at = count_rows()
    run("import_record", path)
    imported = Person.objects.exists()
    run("undo_import", str(ImportRun.objects.get().pk))
    assert (looked_at, imported, count_rows()[:-1]) == (NOTHING, True, NOTHING[:-1])


@pytest.mark.parametrize("name", FILES)
def test_the_desk_shows_a_plan_first_and_undoes_an_import(admin_client: Client, name: str) -> None:
    file = upload(admin_client, name, FILES[name]())
    looked_at = file.state, count_rows()
    facts = {"fingerprint": file.plan["fingerprint"], "publish": "no"}
    admin_client.post(reverse("admin:forum_importupload_confirm", args=[file.pk]), facts)
    imported = Person.objects.exists()
    admin_client.post(reverse("undo-import", args=[ImportRun.objects.get().pk]))
    assert (looked_at, imported, count_rows()[:-1]) == (
        (ImportUpload.State.PLANNED, NOTHING), True, NOTHING[:-1],
    )  # fmt: skip


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_file_writes_nothing(tmp_path: Path, name: str) -> None:
    with pytest.raises(CommandError):
        run("import_record", write(tmp_path, name, BROKEN[name]()))
    assert count_rows() == NOTHING


@pytest.mark.parametrize("name", BROKEN)
def test_the_desk_refuses_a_broken_file(admin_client: Client, name: str) -> None:
    file = upload(admin_client, name, BROKEN[name]())
    assert (file.state, bool(file.reason), count_rows()) == (
        ImportUpload.State.FAILED, True, NOTHING,
    )  # fmt: skip

"""What is unfit is refused; what was understood of it becomes a draft where somebody asks."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from forum.core.content import Status
from forum.models import ImportUpload
from sessions_app.models import Event
from tests.support.papers import CLEAN

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_once")]

State = ImportUpload.State
# The record from its list on: nothing names the event.
NAMELESS = CLEAN[CLEAN.index("【基本信息】") :].replace("“河谷与桥梁”分论坛", "论坛")


@pytest.fixture
def nameless(tmp_path: Path) -> Path:
    path = tmp_path / "seawalls.txt"
    path.write_text(NAMELESS)
    return path


def run(path: Path, **options: Any) -> None:
    call_command("import_record", path, language="en", **options)


@pytest.mark.parametrize("dry_run", [True, False])
def test_a_record_without_a_title_is_refused_in_a_sentence(nameless: Path, dry_run: bool) -> None:
    with pytest.raises(CommandError, match="no title of an event was found"):
        run(nameless, dry_run=dry_run)
    assert Event.objects.count() == 0


def test_somebody_may_say_what_the_event_is_called(nameless: Path) -> None:
    run(nameless, title="Seawalls 2031")
    assert Event.objects.get().title_en == "Seawalls 2031"


def test_a_title_is_of_one_file(nameless: Path) -> None:
    with pytest.raises(CommandError, match="--title names one event"):
        call_command("import_record", nameless, nameless, language="en", title="Seawalls 2031")


def test_what_was_understood_becomes_a_draft_and_is_never_published(nameless: Path) -> None:
    run(nameless, partial=True, publish=True)
    event = Event.objects.get()
    assert (event.title_en, event.status) == ("seawalls", Status.DRAFT)


def test_the_report_says_what_was_read(tmp_path: Path) -> None:
    path, target = tmp_path / "record.txt", tmp_path / "report.json"
    path.write_text(CLEAN)
    run(path, dry_run=True, report=str(target))
    report = json.loads(target.read_text())
    assert {key: report[key] for key in ("version", "shape", "understood", "certainties")} == {
        "version": 2,
        "shape": "record",
        "understood": 1.0,
        "certainties": [],
    }


def test_a_document_of_no_shape_is_refused_with_and_without_partial(tmp_path: Path) -> None:
    path = tmp_path / "poem.txt"
    path.write_text("春天的海塘\n风从海上来。\n")
    for partial in (False, True):
        with pytest.raises(CommandError, match="nothing in this document says what it is"):
            run(path, partial=partial)


def test_the_desk_takes_what_was_understood(admin_client: Client, nameless: Path) -> None:
    with nameless.open("rb") as file:
        admin_client.post(reverse("admin:forum_importupload_changelist"), {"files": [file]})
    upload = ImportUpload.objects.get()
    assert (upload.state, upload.plan["unfit"]) == (State.FAILED, True)
    page = admin_client.get(reverse("admin:forum_importupload_change", args=[upload.pk])).text
    assert "Take what was understood" in page
    again = reverse("admin:forum_importupload_again", args=[upload.pk])
    admin_client.post(again, {"partial": "yes"})
    upload.refresh_from_db()
    assert (upload.state, upload.plan["shape"]) == (State.PLANNED, "record")
    confirm = reverse("admin:forum_importupload_confirm", args=[upload.pk])
    facts = {"fingerprint": upload.plan["fingerprint"], "publish": "yes"}
    assert admin_client.post(confirm, facts).status_code == 403

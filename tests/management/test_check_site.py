"""A look at the whole site: each fault is one finding."""

import io
import json
import os
import shutil
import tarfile
import time
from collections import namedtuple
from datetime import timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from pytest_django.fixtures import Settings

from forum.core.storage import private_storage
from forum.delivery.publishing import page_rendering, publisher
from forum.management.site_checks import files, pages, services
from forum.management.site_checks.findings import SiteFinding
from forum.models import SiteIdentity
from forum.observability import backup_record
from forum.observability.worker_pulse import (
    count_publishers,
    count_workers,
    hold_lock,
    hold_publisher_lock,
)
from forum.workflow.take_down.pictures import end_of_embargo
from sessions_app.models import Photo
from tests.support.factories import make_document, make_event, make_photo

pytestmark = pytest.mark.django_db

Usage = namedtuple("Usage", "total used free")


def problems(findings: Any) -> list[tuple[str, str]]:
    site_findings: list[SiteFinding] = list(findings)
    return [(finding.place, finding.problem) for finding in site_findings]


def test_files_that_are_as_they_should_be_are_no_finding() -> None:
    make_photo()
    make_document()
    assert problems(files.check_files()) == []


def test_a_picture_that_is_not_there_is_named() -> None:
    image = make_photo().image
    Path(default_storage.path(image.name)).unlink()
    assert problems(files.check_files()) == [
        (f"media/{image.name}", "a record names it and it is not there")
    ]


def test_a_document_that_is_not_there_is_named() -> None:
    name = make_document().file.name
    Path(private_storage().path(name)).unlink()
    assert problems(files.check_files()) == [
        (f"private/{name}", "a record names it and it is not there")
    ]


def test_a_picture_that_the_public_must_not_have_is_named() -> None:
    photo = make_photo()
    Photo.objects.filter(pk=photo.pk).update(withheld=True)
    assert problems(files.check_files()) == [
        (f"media/{photo.image.name}", "it lies where its record says it must not")
    ]


def test_files_of_no_record_are_counted() -> None:
    path = Path(default_storage.path(make_photo().image.name))
    Photo.objects.all()._raw_delete("default")
    os.utime(path, (path.stat().st_mtime - 172_800,) * 2)
    [(place, problem)] = problems(files.check_files())
    assert (place, problem.endswith("belong to no record")) == ("media and private", True)


def test_another_sites_files_are_named() -> None:
    default_storage.save(".site", io.BytesIO(b"another"))
    SiteIdentity.current()
    assert problems(files.check_files()) == [
        ("media", "its files belong to another site than this database")
    ]


def test_a_link_that_leads_nowhere_is_named() -> None:
    event = make_event(introduction_en='<p><a href="/en/events/never-was/">The first</a></p>')
    assert problems(pages.check_links(80))[:1] == [
        (f"/en/events/{event.slug}/", "it links to /en/events/never-was/, which answers 404")
    ]


def test_a_bound_on_pages_is_told() -> None:
    make_event()
    assert problems(pages.check_links(2)) == [("the site", "only the first 2 pages were looked at")]


def test_the_headers_are_as_they_should_be() -> None:
    assert problems(pages.check_headers()) == []


def test_a_header_that_is_not_sent_is_named(settings: Settings) -> None:
    settings.X_FRAME_OPTIONS = "SAMEORIGIN"
    assert problems(pages.check_headers()) == [
        ("/en/", "X-Frame-Options is “SAMEORIGIN” and should hold “DENY”")
    ]


@pytest.mark.parametrize(("mode", "places"), [("on", ["archive_command"]), ("off", [])])
def test_an_archive_that_fails_is_named(mode: str, places: list[str]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TEMP VIEW pg_stat_archiver AS SELECT timestamptz '2026-03-01 12:00+08'"
            " AS last_failed_time, NULL::timestamptz AS last_archived_time"
        )
        cursor.execute(
            "CREATE TEMP VIEW pg_settings AS SELECT 'archive_mode' AS name, %s AS setting", [mode]
        )
        cursor.execute("SET LOCAL search_path = pg_temp, pg_catalog, public")
    assert [place for place, _problem in problems(services.check_database())] == places


def test_no_worker_is_named() -> None:
    assert problems(services.check_worker()) == [("db_worker", "no worker is alive")]


def test_a_worker_is_alive_as_long_as_its_connection() -> None:
    with psycopg.connect(**connection.get_connection_params()) as worker:
        hold_lock("drill", worker)
        assert count_workers() == 1
    # The server notices the end of a connection by itself, in its own time.
    for _attempt in range(100):
        if count_workers() == 0:
            return
        time.sleep(0.05)
    pytest.fail("The lock outlived its connection.")


def test_a_worker_that_publishes_no_pages_is_named(settings: Settings) -> None:
    settings.PUBLISH_ADDRESS = "http://testserver"
    with psycopg.connect(**connection.get_connection_params()) as worker:
        hold_lock("drill", worker)
        worker_problems = problems(services.check_worker())
        hold_publisher_lock(worker)
        assert (worker_problems, count_publishers(), problems(services.check_worker())) == (
            [("db_worker", "a worker is alive and publishes no pages")], 1, [],
        )  # fmt: skip


def test_pages_that_cannot_be_made_are_named(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(publisher, "_failures", {})
    settings.PUBLISH_ADDRESS, settings.PUBLISH_ROOT = "http://testserver", tmp_path
    for number in range(6):
        path = f"/en/events/{number}/"
        publisher.require_pages([path])
        publisher.store_page(
            page_rendering.Rendering(path, None, timezone.now(), answer_code=500 if number else 404)
        )
    assert problems(services.check_published_folder()) == [
        ("published pages", "5 cannot be made: " + ", ".join(
            f"/en/events/{number}/" for number in range(1, 6)
        ))
    ]  # fmt: skip


def test_a_task_that_waits_is_named() -> None:
    end_of_embargo.enqueue(0)
    DBTaskResult.objects.update(enqueued_at=timezone.now() - timedelta(minutes=42))
    assert problems(services.check_worker())[1:] == [("tasks", "one has waited for 42 minutes")]


def test_a_task_that_a_dead_worker_has_left_is_named() -> None:
    end_of_embargo.enqueue(0)
    begun = timezone.now() - timedelta(minutes=42)
    DBTaskResult.objects.update(status="RUNNING", started_at=begun, worker_ids=["host-b-7"])
    assert problems(services.check_worker())[1:] == [
        ("tasks", "one is under way with host-b-7, which is dead")
    ]


def test_tasks_that_failed_are_counted() -> None:
    end_of_embargo.enqueue(0)
    DBTaskResult.objects.update(status="FAILED", finished_at=timezone.now())
    path = "forum.workflow.take_down.pictures.end_of_embargo"
    assert problems(services.check_worker())[1:] == [
        ("tasks", f"1 failed within 7 days, {path} the last")
    ]


@pytest.mark.parametrize(
    ("hours", "found"),
    [(1, []), (40, [("manage.py backup", "the last is 40 hours old")])],
)
def test_an_old_backup_is_named(
    settings: Settings, tmp_path: Path, hours: int, found: list[tuple[str, str]]
) -> None:
    settings.DATA_DIR = tmp_path
    at = timezone.now() - timedelta(hours=hours, minutes=1)
    (tmp_path / "site.tar").touch()
    noted = {"at": at.isoformat(), "file": str(tmp_path / "site.tar")}
    backup_record._path().write_text(json.dumps(noted))
    assert problems(services.check_backup()) == found


@pytest.mark.parametrize(("hours", "severity"), [(35, "warning"), (37, "error")])
def test_no_backup_is_named(settings: Settings, tmp_path: Path, hours: int, severity: str) -> None:
    """At once, and as an error where a night has passed."""
    settings.DATA_DIR = tmp_path
    set_up = timezone.now() - timedelta(hours=hours)
    MigrationRecorder.Migration.objects.update(applied=set_up)
    [finding] = services.check_backup()
    assert (str(finding.severity), finding.problem) == (severity, "there is none")


def test_a_backup_that_was_taken_away_is_none(settings: Settings, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path
    backup_record.note_backup(tmp_path / "site.tar")
    assert backup_record.last_backup_age() is None


def test_a_backup_is_noted_where_the_data_have_no_folder_yet(
    settings: Settings, tmp_path: Path
) -> None:
    settings.DATA_DIR = tmp_path / "data"
    backup = tmp_path / "site.tar"
    backup.touch()
    backup_record.note_backup(backup)
    assert backup_record.last_backup() == backup


def test_a_backup_that_was_taken_away_leaves_the_one_before(
    settings: Settings, tmp_path: Path
) -> None:
    settings.DATA_DIR = tmp_path
    nightly, by_hand = tmp_path / "nightly.tar", tmp_path / "by-hand.tar"
    for backup in (nightly, by_hand):
        backup.touch()
        backup_record.note_backup(backup)
    assert backup_record.last_backup() == by_hand
    by_hand.unlink()
    assert backup_record.last_backup() == nightly


@pytest.mark.parametrize(("free", "severity"), [(5, "warning"), (2, "error"), (50, None)])
def test_a_disk_that_fills_is_named(
    monkeypatch: pytest.MonkeyPatch,
    settings: Settings,
    tmp_path: Path,
    free: int,
    severity: str | None,
) -> None:
    settings.DATA_DIR = tmp_path
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: Usage(100, 100 - free, free))
    severities = [str(finding.severity) for finding in services.check_disk()]
    assert severities[:1] == ([severity] if severity else [])


@pytest.mark.parametrize(("dump", "severity"), [(20, None), (24, "error"), (0, "warning")])
def test_a_disk_without_room_for_another_backup_is_named(
    monkeypatch: pytest.MonkeyPatch,
    settings: Settings,
    tmp_path: Path,
    dump: int,
    severity: str | None,
) -> None:
    settings.DATA_DIR = tmp_path
    settings.MEDIA_ROOT, settings.PRIVATE_ROOT = tmp_path / "media", tmp_path / "private"
    backup = tmp_path / "site.tar"
    with tarfile.open(backup, "w") as archive:
        member = tarfile.TarInfo("database.dump")
        member.size = dump
        archive.addfile(member, io.BytesIO(b"x" * dump))
    backup_record.note_backup(backup)
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: Usage(100, 50, 50))
    severities = [str(finding.severity) for finding in services.check_disk()]
    assert severities == ([severity] if severity else [])


def test_a_mail_server_that_does_not_answer_is_named(settings: Settings) -> None:
    backend = "django.core.mail.backends.smtp.EmailBackend"
    settings.MAIL_IS_SENT, settings.OPERATOR_MAIL = True, "operator@example.org"
    settings.MAILERS = {
        "default": {"BACKEND": backend, "OPTIONS": {"host": "127.0.0.1", "port": 1}}
    }
    [(place, _problem)] = problems(services.check_mail())
    assert place == "MAILERS “default”"


def test_a_site_without_mail_says_so(settings: Settings) -> None:
    settings.MAIL_IS_SENT = False
    assert [(str(finding.severity), finding.place) for finding in services.check_mail()] == [
        ("warning", "EMAIL_HOST"), ("error", "NOTICE_HOOK"),
    ]  # fmt: skip


def test_an_operator_who_hears_of_no_service_is_told(settings: Settings) -> None:
    settings.MAIL_IS_SENT, settings.MAILERS = True, {}
    assert problems(services.check_mail()) == [
        ("OPERATOR_MAIL", "it is not set, and no letter tells that a service failed")
    ]
    settings.OPERATOR_MAIL = "operator@example.org"
    assert problems(services.check_mail()) == []


def test_the_command_tells_each_finding_and_fails() -> None:
    out = io.StringIO()
    with pytest.raises(CommandError, match="Errors: 1, see above"):
        call_command("check_site", only=["worker", "database"], stdout=out)
    assert out.getvalue().splitlines() == [
        "error: db_worker: no worker is alive. "
        "Start the service forum-worker (manage.py db_worker).",
        "Sound: database.",
    ]


def test_a_sound_site_ends_well() -> None:
    out = io.StringIO()
    call_command("check_site", only=["database"], format="json", stdout=out)
    assert json.loads(out.getvalue()) == {"errors": 0, "findings": []}


def test_the_number_of_pages_is_a_number() -> None:
    with pytest.raises(CommandError, match="from 1 up"):
        call_command("check_site", pages=0)

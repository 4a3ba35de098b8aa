"""The command that brings a site to its release, step by step."""

import io
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError
from django.db.migrations import AddField
from django.db.migrations.loader import MigrationLoader
from django.db.models import NOT_PROVIDED
from pytest_django.fixtures import Settings

from forum.management.commands import upgrade
from forum.models import SiteIdentity

# Migrations that came before this was looked at.
EARLIER = {"forum": 37, "people": 5, "sessions_app": 17}

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def called(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the commands that are called, in order; none of them does anything."""
    names: list[str] = []
    monkeypatch.setenv("DEBUG", "1")
    monkeypatch.setattr(upgrade, "call_command", lambda name, **_options: names.append(name))
    monkeypatch.setattr(upgrade, "write_backup", lambda target: names.append(target.name[:14]))
    return names


def run(**options: Any) -> list[str]:
    out = io.StringIO()
    call_command("upgrade", stdout=out, **options)
    return out.getvalue().splitlines()


def test_everything_is_done_in_order(called: list[str], tmp_path: Path) -> None:
    lines = run(backups=tmp_path)
    assert called == [
        "collectstatic", "check", "before-upgrade", "migrate", "make_roles", "write_error_pages",
        "rebuild_search", "rebuild_glossary", "rebuild_translations", "rebuild_images",
        "sync_media",
    ]  # fmt: skip
    assert lines[-1].startswith("Done. Restart the server and the worker")


def test_faces_of_earlier_releases_go(settings: Settings, tmp_path: Path) -> None:
    settings.PROCEEDINGS_ROOT = folder = tmp_path / "proceedings"
    folder.mkdir()
    for name in ("typeface.0123.woff2", "2023-ports.en.0123.docx"):
        (folder / name).touch()
    run(no_backup=True)
    assert [file.name for file in folder.iterdir()] == ["2023-ports.en.0123.docx"]


def test_empty_folders_are_marked_as_this_sites(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"
    run(no_backup=True)
    mark = (tmp_path / "media" / ".site").read_text().strip()
    assert mark == str(SiteIdentity.current().identity)


def test_files_that_are_there_are_not_taken_for_this_sites(
    settings: Settings, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = folder = tmp_path / "media"
    folder.mkdir()
    (folder / "portrait.jpg").touch()
    run(no_backup=True)
    assert [file.name for file in folder.iterdir()] == ["portrait.jpg"]


def test_no_folder_is_marked_beside_files_of_whomever(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT, settings.PRIVATE_ROOT = tmp_path / "media", tmp_path / "private"
    settings.PRIVATE_ROOT.mkdir()
    (settings.PRIVATE_ROOT / "letter.pdf").touch()
    run(no_backup=True)
    assert not settings.MEDIA_ROOT.exists()


def test_a_site_that_lost_its_environment_is_not_upgraded(
    called: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """An embedded one of nobody would be, and be told as done."""
    monkeypatch.delenv("DEBUG")
    with pytest.raises(CommandError, match="DEBUG is not set"):
        run()
    assert called == []


def test_a_new_site_has_nothing_to_back_up(
    called: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(upgrade, "is_database_empty", lambda: True)
    monkeypatch.setattr(upgrade, "count_missing_migrations", lambda: 3)
    assert run()[2].startswith("migrate (3 migrations) ... ")
    assert called == ["collectstatic", "check", "migrate", "make_roles", "write_error_pages"]


def test_a_migration_that_fails_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def fail(name: str, **_options: object) -> None:
        if name == "migrate":
            raise DatabaseError("column exists")

    monkeypatch.setattr(upgrade, "call_command", fail)
    with pytest.raises(CommandError, match=r"The step “migrate .*” failed: column exists"):
        run(backups=tmp_path)


def test_a_step_that_fails_is_named_and_ends_it(
    called: list[str], monkeypatch: pytest.MonkeyPatch, settings: Settings, tmp_path: Path
) -> None:
    def fail(target: Path) -> None:
        raise OSError("No space left on device")

    monkeypatch.setattr(upgrade, "write_backup", fail)
    with pytest.raises(CommandError, match="The step “backup” failed: No space left on device"):
        run(backups=tmp_path)
    assert called == ["collectstatic", "check"]


def test_what_cannot_be_made_anew_is_told_and_stops_nothing(
    called: list[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def fail(name: str, **_options: object) -> None:
        if name == "rebuild_images":
            raise CommandError("1 of 3 pictures could not be read; see above.")
        called.append(name)

    monkeypatch.setattr(upgrade, "call_command", fail)
    monkeypatch.setattr(upgrade, "analyze_tables", lambda: called.append("analyze"))
    with pytest.raises(CommandError, match=r"All was done, but: .*1 of 3 pictures"):
        run(backups=tmp_path)
    assert called[-1] == "analyze"


def test_published_pages_are_left_to_the_worker_of_the_new_release(
    called: list[str], settings: Settings, tmp_path: Path
) -> None:
    settings.PUBLISH_ADDRESS = "https://forum.example.org"
    run(backups=tmp_path)
    assert "publish_all" not in called


def test_no_new_column_stops_the_release_that_serves_meanwhile() -> None:
    later = [
        (key, operation)
        for key, migration in MigrationLoader(None).disk_migrations.items()
        if key[0] in EARLIER and int(key[1][:4]) > EARLIER[key[0]]
        for operation in migration.operations
        if isinstance(operation, AddField) and not operation.field.many_to_many
    ]
    assert later
    assert [
        (*key, operation.name)
        for key, operation in later
        if not operation.field.null and operation.field.db_default is NOT_PROVIDED
    ] == []

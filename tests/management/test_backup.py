"""A site goes into one file and comes back from it whole; what is damaged changes nothing."""

import io
import json
import shutil
import subprocess
import sys
import tarfile
import time
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path
from types import SimpleNamespace

import psycopg
import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from psycopg import sql
from pytest_django.fixtures import Settings

from benchmarks.behaviour_text import Masks, body_text
from forum.core.storage import private_storage
from forum.delivery.publishing import files
from forum.history.trash import TRASH
from forum.management import site_backup, site_restore
from forum.management.site_backup import BackupError, list_site_files, read_manifest
from forum.models import SiteIdentity
from forum.observability.backup_record import last_backup_age
from forum.workflow.erasure.journal import note_erasure
from people.models import Person
from tests.support.admin_forms import make_run, make_warning
from tests.support.factories import make_event, make_person
from tests.support.locked_tables import locked_table
from tests.support.pages import one_of_each
from tests.support.serving import ROOT, Server, database_url, environment

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def empty_database_url() -> Iterator[str]:
    """Make an empty database beside the tests' own; return its address."""
    name = f"{connection.settings_dict['NAME']}_restored"
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'CREATE DATABASE "{name}"')
    yield database_url().replace(f"/{connection.settings_dict['NAME']}?", f"/{name}?")
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def back_up(target: Path) -> Path:
    call_command("backup", target, stdout=io.StringIO())
    return target


def restore(source: Path, url: str, data_dir: Path, *options: str) -> str:
    """Restore in a process of its own; return its last line."""
    return manage(url, data_dir, "", "restore", str(source), *options)


def manage(url: str, data_dir: Path, publish_address: str, *arguments: str) -> str:
    """Run a command in a process of its own; return its last line."""
    process = subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env=environment(DATABASE_URL=url, DATA_DIR=str(data_dir), PUBLISH_ADDRESS=publish_address),
        capture_output=True,
        text=True,
        check=False,
    )
    return (process.stderr or process.stdout).strip().splitlines()[-1]


def repack(source: Path, target: Path, **changes: bytes | None) -> Path:
    """Copy a backup with some members' content changed, or left out (None)."""
    with tarfile.open(source) as old, tarfile.open(target, "w") as new:
        for member in old:
            content = changes.get(member.name, old.extractfile(member).read())  # type: ignore[union-attr]
            if content is not None:
                member.size = len(content)
                new.addfile(member, io.BytesIO(content))
    return target


def read_pages(url: str, data_dir: Path, paths: list[str]) -> dict[str, str]:
    """Return the status and the text of each page, without what is drawn anew for each answer."""
    masks = Masks(data_dir / "media", {})
    pages = {}
    with Server(url, data_dir) as server:
        for path in paths:
            [answer] = server.ask(path)
            text = body_text(answer["headers"].get("Content-Type", ""), answer["content"].encode())
            pages[path] = masks.apply(f"{answer['status']}\n{text}")
    return pages


def test_a_restored_site_has_the_same_rows_and_shows_the_same_pages(
    tmp_path: Path, empty_database_url: str, settings: Settings
) -> None:
    names = one_of_each()
    routes = ("home", "events", "event", "session", "person", "product", "topic", "api-docs")
    # Both languages stand in one row: what brings one back brings the other.
    languages = cycle(("zh-hans", "en"))
    paths = [f"/{next(languages)}/{names[route]}" for route in routes]
    source = back_up(tmp_path / "site.tar")
    sentence = restore(source, empty_database_url, tmp_path / "restored")
    assert sentence.startswith("Restored the site as it was at ")
    assert read_rows(empty_database_url) == read_rows(database_url())
    here = tmp_path / "here"
    here.mkdir()
    (here / "media").symlink_to(settings.MEDIA_ROOT)
    (here / "private").symlink_to(settings.PRIVATE_ROOT)
    pages = read_pages(empty_database_url, tmp_path / "restored", paths)
    assert pages == read_pages(database_url(), here, paths)


def read_rows(url: str) -> dict[str, list[str]]:
    """Return every row of every table as text; the rows of a table have no order."""
    with psycopg.connect(url) as site:
        tables = connection.introspection.table_names()
        return {
            table: sorted(str(row) for row in site.execute(sql.SQL("TABLE {}").format(
                sql.Identifier(table)
            )))
            for table in tables
        }  # fmt: skip


def test_a_restored_site_has_the_same_files(
    tmp_path: Path, empty_database_url: str, settings: Settings
) -> None:
    one_of_each()
    source = back_up(tmp_path / "site.tar")
    restore(source, empty_database_url, tmp_path / "restored")

    def contents(root: Path) -> dict[str, bytes]:
        return {str(path.relative_to(root)): path.read_bytes()
                for path in root.rglob("*") if path.is_file()}  # fmt: skip

    roots = {"media": Path(settings.MEDIA_ROOT), "private": Path(settings.PRIVATE_ROOT)}
    assert {name: contents(tmp_path / "restored" / name) for name in roots} == {
        name: contents(root) for name, root in roots.items()
    }


def test_published_pages_are_back_one_by_one(
    tmp_path: Path, empty_database_url: str, settings: Settings
) -> None:
    make_person()
    source = back_up_with_pages(tmp_path, settings)
    address, there = settings.PUBLISH_ADDRESS, tmp_path / "restored"
    sentence = manage(empty_database_url, there, address, "restore", str(source))
    settings.PUBLISH_ROOT = there / "published"
    paths = files.list_paths()
    assert sentence.endswith(
        f"Published pages: {len(paths)} are back, the worker makes the others."
    )
    published = read_published(tmp_path / "published")
    assert (read_published(there / "published"), len(paths) > 40) == (published, True)
    with Server(empty_database_url, there, address) as server:
        answers = {path: server.ask(path)[0]["content"] for path in paths}
    assert answers == {path: find_content(path) for path in paths}


def back_up_with_pages(folder: Path, settings: Settings) -> Path:
    """Publish the site, whose files lie in a folder, and back it up there."""
    settings.DATA_DIR, settings.PUBLISH_ADDRESS = folder, "http://127.0.0.1"
    # A page is put back where the same settings would make it: those of a process of its own.
    manage(database_url(), folder, settings.PUBLISH_ADDRESS, "publish_all")
    return back_up(folder / "site.tar")


def read_published(root: Path) -> dict[str, bytes]:
    """Return what lies in the place of each page, the compressed and the headers too."""
    pages = (file for tree in ("pages", "due") for file in (root / tree).rglob("*"))
    return {str(file.relative_to(root)): file.read_bytes() for file in pages if file.is_file()}


def find_content(path: str) -> str:
    file = files.find_file(path)
    return file.content.decode() if file else ""


def test_no_page_is_there_while_the_records_are_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = back_up(tmp_path / "site.tar")
    files.write_file("/en/", b"page", {}, None)
    pages = []

    def fail(_dump: Path) -> None:
        pages.extend(files.list_paths())
        raise BackupError("killed")

    monkeypatch.setattr(site_restore, "_load_dump", fail)
    monkeypatch.setattr(site_restore, "_require_quiet", lambda: None)
    with pytest.raises(BackupError), site_restore.restored_backup(source, replace=True):
        pass
    assert (pages, files.list_paths(), files.is_lost()) == ([], [], True)


def test_published_pages_can_be_left_out(tmp_path: Path, settings: Settings) -> None:
    settings.PUBLISH_ADDRESS = "http://127.0.0.1"
    call_command("publish_all", stdout=io.StringIO())
    call_command("backup", tmp_path / "site.tar", without_pages=True, stdout=io.StringIO())
    with tarfile.open(tmp_path / "site.tar") as archive:
        assert [name for name in archive.getnames() if name.startswith("published")] == []


def test_a_page_that_is_made_anew_beside_the_dump_is_left_out(
    tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    for path in ("/en/", "/en/events/"):
        files.write_file(path, b"page", {}, None)
    dump = site_backup.run_client

    def publish_meanwhile(*arguments: str, remedy: str) -> None:
        dump(*arguments, remedy=remedy)
        files.write_file("/en/", b"page", {}, None)
        files.write_file("/en/people/", b"page", {}, None)

    monkeypatch.setattr(site_backup, "run_client", publish_meanwhile)
    with tarfile.open(back_up(tmp_path / "site.tar")) as archive:
        assert [name for name in archive.getnames() if name.startswith("published")] == [
            "published/pages/en/events/index.html.gz"
        ]


_BLOCKING = """
from forum.workflow.checks import find_blocking_checks
from sessions_app.models import Event
print([check.message for check in find_blocking_checks(Event.objects.get(), ["en"])])
"""


def test_what_an_import_found_keeps_a_restored_event_from_the_public(
    tmp_path: Path, empty_database_url: str
) -> None:
    make_warning(make_run(event=make_event(status="draft")), level="error")
    restore(back_up(tmp_path / "site.tar"), empty_database_url, tmp_path / "restored")
    places = {"DATABASE_URL": empty_database_url, "DATA_DIR": str(tmp_path / "restored")}
    command = [sys.executable, "manage.py", "shell", "--verbosity", "0", "-c", _BLOCKING]
    run = subprocess.run(
        command, cwd=ROOT, env=environment(**places), capture_output=True, text=True, check=True
    )
    assert run.stdout.strip() == "['1 error of an import has not been settled.']"


def test_the_trash_is_not_backed_up(tmp_path: Path) -> None:
    private_storage().save(f"{TRASH}/2026-01-01/public/a.jpg", io.BytesIO(b"a"))
    with tarfile.open(back_up(tmp_path / "site.tar")) as archive:
        assert [name for name in archive.getnames() if TRASH in name] == []


def test_what_is_upgraded_from_an_earlier_release_is_backed_up_first(tmp_path: Path) -> None:
    identity = str(SiteIdentity.current())
    table = SiteIdentity._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(f'ALTER TABLE "{table}" RENAME COLUMN published_folder TO unknown')
    try:
        source = back_up(tmp_path / "site.tar")
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f'ALTER TABLE "{table}" RENAME COLUMN unknown TO published_folder')
    assert read_manifest(source).site == identity


def test_a_backup_is_its_owner_s_alone(tmp_path: Path) -> None:
    assert back_up(tmp_path / "site.tar").stat().st_mode & 0o777 == 0o600


def test_what_a_take_down_moves_meanwhile_is_met_where_it_went() -> None:
    storage = private_storage()
    for name in ("a", "b"):
        storage.save(f"offline/{name}.jpg", io.BytesIO(name.encode()))
    names = []
    for name, path in list_site_files():
        if name == "private/offline/a.jpg":
            Path(storage.path("offline/b.jpg")).rename(storage.path("offline/back.jpg"))
        names.append((name, path.exists()))
    assert [name for name, exists in names if exists and "offline" in name] == [
        "private/offline/a.jpg", "private/offline/back.jpg",
    ]  # fmt: skip


def test_the_erased_are_remembered_by_a_restored_site(
    tmp_path: Path, empty_database_url: str, settings: Settings
) -> None:
    settings.DATA_DIR = tmp_path
    note_erasure(make_person(slug="lin-lan"), with_remarks=True)
    source = back_up(tmp_path / "site.tar")
    restore(source, empty_database_url, tmp_path / "restored")
    restore(source, empty_database_url, tmp_path / "restored", "--replace")
    journals = [folder / "erasures.jsonl" for folder in (tmp_path / "restored", tmp_path)]
    first_lines = [journal.read_text().splitlines()[0] for journal in journals]
    assert first_lines[0] == first_lines[1]


def test_the_erased_who_come_back_are_erased_again(
    tmp_path: Path, empty_database_url: str, settings: Settings
) -> None:
    person = make_person(slug="lin-lan", name_en="Lin Lan")
    source, target = back_up_with_pages(tmp_path, settings), tmp_path / "restored"
    target.mkdir()
    note_erasure(person, with_remarks=True)
    (tmp_path / "erasures.jsonl").rename(target / "erasures.jsonl")
    manage(empty_database_url, target, settings.PUBLISH_ADDRESS, "restore", str(source))
    with psycopg.connect(empty_database_url) as restored:
        rows = restored.execute("SELECT slug, name_en FROM people_person").fetchall()
    assert rows == [(f"withheld-{person.pk}", "Name withheld")]
    assert [find_files_of(person, folder / "published") for folder in (tmp_path, target)] == [
        (True, True), (False, True),
    ]  # fmt: skip


def find_files_of(person: Person, root: Path) -> tuple[bool, bool]:
    """Tell whether a published file has a person's name or address, and whether there are any."""
    published = read_published(root)
    named = [name for name, content in published.items()
             if person.slug in name or person.name_en.encode() in content]  # fmt: skip
    return bool(named), bool(published)


def test_the_folder_of_a_backup_is_made_for_its_owner_alone(tmp_path: Path) -> None:
    target = back_up(tmp_path / "backups" / "site.tar")
    assert target.parent.stat().st_mode & 0o777 == 0o700


def test_a_database_that_holds_something_is_not_overwritten(tmp_path: Path) -> None:
    source = back_up(tmp_path / "site.tar")
    with pytest.raises(CommandError, match="This database is not empty"):
        call_command("restore", source)


def test_files_of_a_site_at_work_stay_where_a_backup_is_tried(
    tmp_path: Path, empty_database_url: str
) -> None:
    """Into a database of its own, and beside it the site's folder, which was not thought of."""
    source = back_up(tmp_path / "site.tar")
    picture = tmp_path / "site" / "media" / "photos" / "a.jpg"
    picture.parent.mkdir(parents=True)
    picture.touch()
    line = restore(source, empty_database_url, tmp_path / "site")
    assert line.startswith(f"CommandError: This database is empty, but {tmp_path / 'site'} holds")
    assert picture.exists()


def test_a_database_of_something_else_is_overwritten_by_its_name_alone(
    tmp_path: Path, empty_database_url: str
) -> None:
    source = back_up(tmp_path / "site.tar")
    with psycopg.connect(empty_database_url) as elsewhere:
        elsewhere.execute("CREATE TABLE accounts (id int)")
    name = f"{connection.settings_dict['NAME']}_restored"
    sentences = [
        restore(source, empty_database_url, tmp_path / "restored", *options)
        for options in ([], ["--replace"], ["--replace", "--overwrite", name])
    ]
    assert [sentence.partition("”")[0][:50].rstrip() for sentence in sentences] == [
        "CommandError: This database is not empty. Name an",
        f"CommandError: The database “{name}"[:50].rstrip(),
        f"Restored the site as it was at {read_manifest(source).made_at}"[:50],
    ]


def test_another_site_s_database_is_not_overwritten(
    tmp_path: Path, empty_database_url: str
) -> None:
    source = back_up(tmp_path / "site.tar")
    restore(source, empty_database_url, tmp_path / "restored")
    with psycopg.connect(empty_database_url) as elsewhere:
        elsewhere.execute("UPDATE forum_siteidentity SET identity = gen_random_uuid()")
    sentence = restore(source, empty_database_url, tmp_path / "restored", "--replace")
    assert "holds another site than the backup" in sentence


def test_a_backup_that_names_no_site_overwrites_nothing_that_is_not_named(
    tmp_path: Path, empty_database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(site_backup, "name_of_site", str)
    source = back_up(tmp_path / "site.tar")
    with psycopg.connect(empty_database_url) as elsewhere:
        elsewhere.execute("CREATE TABLE accounts (id int)")
    sentence = restore(source, empty_database_url, tmp_path / "restored", "--replace")
    assert "the backup does not say whose it is" in sentence


def test_nothing_is_restored_while_the_site_is_at_work(
    tmp_path: Path, empty_database_url: str
) -> None:
    source = back_up(tmp_path / "site.tar")
    with psycopg.connect(empty_database_url) as worker:
        process = worker.info.backend_pid
        sentence = restore(source, empty_database_url, tmp_path / "restored")
        tables = worker.execute("SELECT FROM pg_tables WHERE schemaname = 'public'").fetchall()
    assert sentence.startswith(
        "CommandError: The site is at work on this database (processes of PostgreSQL: "
        f"{process}). Stop server, worker and daily work first"
    )
    # It holds connections for a while that nobody uses.
    assert "systemctl stop pgbouncer" in sentence
    assert tables == []


def test_a_backup_that_cannot_be_read_again_is_none(
    tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.DATA_DIR = tmp_path
    monkeypatch.setattr(site_backup, "_add_file", lambda *_arguments: "0")
    with pytest.raises(CommandError, match="is damaged"):
        back_up(tmp_path / "backups" / "site.tar")
    assert (list((tmp_path / "backups").iterdir()), last_backup_age()) == ([], None)


def test_nothing_is_begun_that_cannot_fit(
    tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.DATA_DIR = tmp_path
    back_up(tmp_path / "backups" / "site.tar")
    usage = SimpleNamespace(total=10**9, free=10)
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: usage)
    monkeypatch.setattr(site_backup, "_add_file", lambda *_arguments: pytest.fail("it was begun"))
    with pytest.raises(CommandError, match=r"no room in .*; 0\.0 GB are free\. Make room, or name"):
        back_up(tmp_path / "backups" / "next.tar")


def test_what_may_fit_is_written_with_a_warning(
    tmp_path: Path,
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    settings.DATA_DIR = tmp_path
    monkeypatch.setattr(site_backup, "estimate_backup", lambda **_options: (100, 200))
    usage = SimpleNamespace(total=1000, free=130)
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: usage)
    back_up(tmp_path / "backups" / "site.tar")
    assert [record.getMessage().partition(" in ")[0] for record in caplog.records] == [
        "There may be no room"
    ]


@pytest.mark.parametrize(("free", "sentence"), [(129, "There is no room"), (130, "It was begun")])
def test_a_restore_is_refused_only_where_it_cannot_fit(
    tmp_path: Path,
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
    free: int,
    sentence: str,
) -> None:
    settings.DATA_DIR, source = tmp_path, tmp_path / "site.tar"
    source.write_bytes(b"x" * 100)

    def refuse(*_arguments: object, **_options: object) -> None:
        raise BackupError("It was begun.")

    monkeypatch.setattr(site_restore, "unpack", refuse)
    usage = SimpleNamespace(total=1000, free=free)
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: usage)
    with (
        pytest.raises(BackupError, match=sentence),
        site_restore.restored_backup(source, replace=True),
    ):
        pass


def test_a_backup_that_is_ended_from_outside_leaves_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    # pg_dump waits for it.
    with locked_table("people_person"):
        process = subprocess.Popen(
            [sys.executable, "manage.py", "backup", str(folder / "site.tar")],
            cwd=ROOT,
            env=environment(DATABASE_URL=database_url(), DATA_DIR=str(tmp_path / "data")),
        )
        for _attempt in range(300):
            if list(folder.glob(".backup-*/database.dump")):
                break
            time.sleep(0.1)
        process.terminate()
        code = process.wait(timeout=20)
    assert (code, list(folder.iterdir())) == (1, [])


def test_replace_overwrites_and_keeps_the_files_that_were_here(
    tmp_path: Path, empty_database_url: str
) -> None:
    make_person(slug="lin-lan", name_en="Lin Lan")
    source = back_up(tmp_path / "site.tar")
    media = tmp_path / "restored" / "media"
    media.mkdir(parents=True)
    (media / "older.jpg").write_bytes(b"older")
    restore(source, empty_database_url, tmp_path / "restored")
    restore(source, empty_database_url, tmp_path / "restored", "--replace")
    kept_contents = [
        path.read_bytes() for path in (tmp_path / "restored").glob("media.before-*/older.jpg")
    ]
    assert kept_contents == [b"older"]


def test_a_changed_byte_is_noticed(tmp_path: Path, empty_database_url: str) -> None:
    source = back_up(tmp_path / "site.tar")
    damaged = repack(source, tmp_path / "damaged.tar", **{"database.dump": b"PGDMP"})
    assert restore(damaged, empty_database_url, tmp_path / "restored") == (
        "CommandError: damaged.tar is damaged: database.dump is not as it was written."
    )


def test_a_backup_that_was_broken_off_is_refused(tmp_path: Path) -> None:
    source = repack(
        back_up(tmp_path / "site.tar"), tmp_path / "broken.tar", **{"manifest.json": None}
    )
    with pytest.raises(CommandError, match="broken off: it has no manifest"):
        call_command("restore", source, check=True)


@pytest.mark.parametrize("content", [b"", b"no tar at all", b"\x00" * 2048])
def test_what_is_no_backup_is_refused(tmp_path: Path, content: bytes) -> None:
    source = tmp_path / "site.tar"
    source.write_bytes(content)
    with pytest.raises(CommandError, match=r"site\.tar (is damaged or no backup|was broken off)"):
        call_command("restore", source, check=True)


def test_a_name_outside_of_the_backup_is_refused(tmp_path: Path) -> None:
    source = tmp_path / "evil.tar"
    with tarfile.open(source, "w") as archive:
        member = tarfile.TarInfo("media/../../evil.txt")
        archive.addfile(member, io.BytesIO(b""))
    with pytest.raises(CommandError, match="names a file outside of itself"):
        call_command("restore", source, check=True)


def test_a_newer_release_s_backup_is_refused(tmp_path: Path, empty_database_url: str) -> None:
    source = back_up(tmp_path / "site.tar")
    with tarfile.open(source) as archive:
        manifest = json.load(archive.extractfile("manifest.json"))  # type: ignore[arg-type]
    manifest["migrations"].append("forum.9999_later")
    newer = repack(
        source, tmp_path / "newer.tar", **{"manifest.json": json.dumps(manifest).encode()}
    )
    assert restore(newer, empty_database_url, tmp_path / "restored") == (
        "CommandError: The backup was made by a newer release (forum.9999_later is not known "
        "here). Restore it with that release."
    )


def test_a_file_that_is_not_there_is_named_first(tmp_path: Path) -> None:
    with pytest.raises(CommandError) as refused:
        call_command("restore", tmp_path / "none.tar")
    sentence = f"{tmp_path / 'none.tar'} is no file; name one that “backup” has written."
    assert str(refused.value) == sentence


def test_a_folder_that_cannot_be_made_is_named() -> None:
    with pytest.raises(CommandError) as refused:
        call_command("backup", "/proc/nowhere/site.tar")
    assert str(refused.value) == (
        "The backup could not be written to /proc/nowhere: No such file or directory. Name another "
        "folder."
    )


def test_a_dump_that_fails_says_what_to_look_at(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    complaint = b"pg_dump: error: could not write to output file: No space left on device\n"
    process = SimpleNamespace(returncode=1, stderr=complaint)
    monkeypatch.setattr(subprocess, "run", lambda *_arguments, **_options: process)
    with pytest.raises(CommandError) as refused:
        back_up(tmp_path / "site.tar")
    assert str(refused.value) == (
        "pg_dump failed: could not write to output file: No space left on device. Is there room "
        f"in {tmp_path}, and does the database answer?"
    )


def test_a_command_on_an_empty_database_says_what_to_run(
    tmp_path: Path, empty_database_url: str
) -> None:
    assert manage(empty_database_url, tmp_path, "", "erase_person", "somebody") == (
        'ProgrammingError: The database is not of this release (relation "people_person" does not '
        "exist): run manage.py upgrade; --traceback shows where it was asked."
    )


def test_a_database_of_no_site_is_not_backed_up(tmp_path: Path, empty_database_url: str) -> None:
    """So a job is answered that lost its environment: its files would be taken for backups."""
    line = manage(empty_database_url, tmp_path, "", "backup", str(tmp_path / "site.tar"))
    assert line.startswith("CommandError: No site was ever set up in the database")
    assert not (tmp_path / "site.tar").exists()


def test_an_existing_file_is_not_overwritten(tmp_path: Path) -> None:
    target = tmp_path / "site.tar"
    target.touch()
    with pytest.raises(CommandError, match="exists; name another file"):
        call_command("backup", target)

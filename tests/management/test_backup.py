"""A site goes into one file and comes back from it whole; what is damaged changes nothing."""

import io
import json
import re
import shutil
import subprocess
import sys
import tarfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import cycle
from pathlib import Path
from types import SimpleNamespace
from typing import Any, NamedTuple
from uuid import uuid4

import psycopg
import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import override_settings
from psycopg import sql
from pytest_django import DjangoDbBlocker
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
from tests.conftest import folders
from tests.support.admin_forms import make_run, make_warning
from tests.support.factories import make_event, make_person
from tests.support.locked_tables import locked_table
from tests.support.pages import one_of_each
from tests.support.serving import ROOT, Server, database_url, environment
from tests.support.tables import empty_tables

pytestmark = pytest.mark.django_db(transaction=True)

PUBLISH_ADDRESS = "http://127.0.0.1"


@pytest.fixture
def empty_database_url() -> Iterator[str]:
    with new_database() as url:
        yield url


@contextmanager
def new_database(suffix: str = "restored") -> Iterator[str]:
    """Make an empty database beside the tests' own; yield its address."""
    name = f"{connection.settings_dict['NAME']}_{suffix}"
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'CREATE DATABASE "{name}"')
    yield database_url().replace(f"/{connection.settings_dict['NAME']}?", f"/{name}?")
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def back_up(target: Path) -> Path:
    call_command("backup", target, stdout=io.StringIO())
    return target


def restore(source: Path, url: str, data_dir: Path) -> str:
    """Restore in a process of its own; return its last line."""
    return manage(url, data_dir, "", "restore", str(source))


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


class RestoredSite(NamedTuple):
    """What was asked of a site, and of the one that its backup became."""

    sentence: str
    rows: list[dict[str, list[str]]]
    files: list[dict[str, bytes]]
    pages: list[dict[str, str]]


@pytest.fixture(scope="module")
def restored_site(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: Any
) -> RestoredSite:
    here, there = (tmp_path_factory.mktemp(name) for name in ("here", "there"))
    with (
        django_db_blocker.unblock(),
        override_settings(**folders(here)),
        new_database() as url,
    ):
        names = one_of_each()
        make_warning(make_run(event=make_event(status="draft")), level="error")
        # Both languages stand in one row: what brings one back brings the other.
        languages = cycle(("zh-hans", "en"))
        paths = [f"/{next(languages)}/{names[it]}" for it in ("home", "event", "person", "product")]
        sentence = restore(back_up(here / "site.tar"), url, there)
        places = [(database_url(), here), (url, there)]
        site = RestoredSite(
            sentence,
            [read_rows(address) for address, _folder in places],
            [read_files(folder) for _address, folder in places],
            [read_pages(address, folder, paths) for address, folder in places],
        )
        empty_tables()
    return site


def test_a_restored_site_has_the_same_rows(restored_site: RestoredSite) -> None:
    """What an import found is among them, which keeps an event from the public."""
    here, there = restored_site.rows
    assert there == here


def test_a_restored_site_has_the_same_files(restored_site: RestoredSite) -> None:
    here, there = restored_site.files
    assert there == here


def test_a_restored_site_shows_the_same_pages(restored_site: RestoredSite) -> None:
    here, there = restored_site.pages
    assert there == here


def test_a_restore_says_of_when_the_site_is(restored_site: RestoredSite) -> None:
    assert restored_site.sentence.startswith("Restored the site as it was at ")


def read_files(data_dir: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(data_dir)): path.read_bytes()
        for name in ("media", "private")
        for path in (data_dir / name).rglob("*")
        if path.is_file()
    }


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


class PublishedSite(NamedTuple):
    """The site of one person, backed up in ``site.tar`` of its folder with its published pages."""

    person: Person
    folder: Path


@pytest.fixture(scope="module")
def published_site(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: Any
) -> PublishedSite:
    folder = tmp_path_factory.mktemp("site")
    with (
        django_db_blocker.unblock(),
        override_settings(**folders(folder), DATA_DIR=folder, PUBLISH_ADDRESS=PUBLISH_ADDRESS),
    ):
        note_erasure(former := make_person(slug="former"), with_remarks=True)
        former.delete()
        person = make_person(slug="lin-lan", name_en="Lin Lan")
        # A page is put back where the same settings would make it: those of a process of its own.
        manage(database_url(), folder, PUBLISH_ADDRESS, "publish_all")
        back_up(folder / "site.tar")
        empty_tables()
    return PublishedSite(person, folder)


def test_published_pages_are_back_one_by_one(
    published_site: PublishedSite, tmp_path: Path, empty_database_url: str, settings: Settings
) -> None:
    source = str(published_site.folder / "site.tar")
    sentence = manage(empty_database_url, tmp_path, PUBLISH_ADDRESS, "restore", source)
    settings.PUBLISH_ROOT = tmp_path / "published"
    paths = files.list_paths()
    assert sentence.endswith(
        f"Published pages: {len(paths)} are back, the worker makes the others."
    )
    published = read_published(published_site.folder / "published")
    assert (read_published(tmp_path / "published"), len(paths) > 40) == (published, True)
    with Server(empty_database_url, tmp_path, PUBLISH_ADDRESS) as server:
        answers = {path: server.ask(path)[0]["content"] for path in paths}
    assert answers == {path: find_content(path) for path in paths}


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


def test_published_pages_can_be_left_out(tmp_path: Path) -> None:
    files.write_file("/en/", b"page", {}, None)
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


def test_the_trash_is_not_backed_up(tmp_path: Path) -> None:
    private_storage().save(f"{TRASH}/2026-01-01/public/a.jpg", io.BytesIO(b"a"))
    with tarfile.open(back_up(tmp_path / "site.tar")) as archive:
        assert [name for name in archive.getnames() if TRASH in name] == []


def test_what_is_upgraded_from_an_earlier_release_is_backed_up_first(tmp_path: Path) -> None:
    identity = str(SiteIdentity.current())
    table = SiteIdentity._meta.db_table
    with renamed(f'ALTER TABLE "{table}" RENAME COLUMN {{}} TO {{}}', "published_folder"):
        source = back_up(tmp_path / "site.tar")
    assert read_manifest(source).site == identity


@contextmanager
def renamed(statement: str, name: str) -> Iterator[None]:
    """Call a schema, or a column, by a name that no release knows. statement: {} for both names."""
    with connection.cursor() as cursor:
        cursor.execute(statement.format(name, "unknown"))
        try:
            yield
        finally:
            cursor.execute(statement.format("unknown", name))


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


class OverwrittenSite(NamedTuple):
    """A site that the backup of another has taken the place of. folder: its files'."""

    url: str
    folder: Path


@pytest.fixture(scope="module")
def overwritten_site(
    published_site: PublishedSite, django_db_blocker: DjangoDbBlocker, tmp_path_factory: Any
) -> Iterator[OverwrittenSite]:
    """Restore over what another program had there; its person was erased since the backup."""
    folder = tmp_path_factory.mktemp("overwritten")
    older = folder / "media" / "older.jpg"
    older.parent.mkdir(parents=True)
    older.write_bytes(b"older")
    with (
        django_db_blocker.unblock(),
        override_settings(DATA_DIR=folder),
        new_database("overwritten") as url,
    ):
        note_erasure(published_site.person, with_remarks=True)
        with psycopg.connect(url) as elsewhere:
            elsewhere.execute("CREATE TABLE accounts (id int)")
        name = f"{connection.settings_dict['NAME']}_overwritten"
        source = str(published_site.folder / "site.tar")
        options = ["--replace", "--overwrite", name]
        manage(url, folder, PUBLISH_ADDRESS, "restore", source, *options)
        yield OverwrittenSite(url, folder)


def test_the_erased_who_come_back_are_erased_again(
    published_site: PublishedSite, overwritten_site: OverwrittenSite
) -> None:
    person, folder = published_site
    with psycopg.connect(overwritten_site.url) as restored:
        rows = restored.execute("SELECT slug, name_en FROM people_person").fetchall()
    assert rows == [(f"withheld-{person.pk}", "Name withheld")]
    roots = (folder, overwritten_site.folder)
    assert [find_files_of(person, root / "published") for root in roots] == [
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
    tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Into a database of its own, and beside it the site's folder, which was not thought of."""
    source = back_up(tmp_path / "site.tar")
    settings.DATA_DIR = tmp_path
    picture = Path(settings.MEDIA_ROOT) / "photos" / "a.jpg"
    picture.parent.mkdir(parents=True)
    picture.touch()
    monkeypatch.setattr(site_restore, "_holds_tables", lambda: False)
    with pytest.raises(CommandError, match=f"^This database is empty, but {tmp_path} holds"):
        call_command("restore", source)
    assert picture.exists()


def test_another_site_s_database_is_not_overwritten(tmp_path: Path) -> None:
    SiteIdentity.current()
    source = back_up(tmp_path / "site.tar")
    SiteIdentity._default_manager.update(identity=uuid4())
    assert refuse_restore(source) == (
        f"The database “{connection.settings_dict['NAME']}” holds another site than the backup, or "
        "something else, or the backup does not say whose it is. To lose all of it, add "
        f"--overwrite {connection.settings_dict['NAME']}."
    )


def test_a_backup_that_names_no_site_overwrites_nothing_that_is_not_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(site_backup, "name_of_site", str)
    assert "the backup does not say whose it is" in refuse_restore(back_up(tmp_path / "site.tar"))


def refuse_restore(source: Path) -> str:
    """Return why a backup does not replace the tests' own database, which changes nothing."""
    with pytest.raises(CommandError) as refused:
        call_command("restore", source, replace=True)
    return str(refused.value)


def test_nothing_is_restored_while_the_site_is_at_work(tmp_path: Path) -> None:
    source = back_up(tmp_path / "site.tar")
    make_person()
    with psycopg.connect(database_url()) as worker:
        sentence = refuse_restore(source)
        assert re.search(
            rf"processes of PostgreSQL: [\d, ]*\b{worker.info.backend_pid}\b", sentence
        )
    # It holds connections for a while that nobody uses.
    assert "Stop server, worker and daily work first" in sentence
    assert "systemctl stop pgbouncer" in sentence
    assert Person.objects.count() == 1


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


def test_what_is_overwritten_by_name_is_the_site_s_own_then(
    published_site: PublishedSite, overwritten_site: OverwrittenSite
) -> None:
    """A later backup of the site is restored there without the name."""
    identity = read_manifest(published_site.folder / "site.tar").site
    with psycopg.connect(overwritten_site.url) as restored:
        table = sql.Identifier(SiteIdentity._meta.db_table)
        rows = restored.execute(sql.SQL("SELECT identity FROM {}").format(table)).fetchall()
    assert ([str(row[0]) for row in rows], len(identity)) == ([identity], 36)


def test_files_of_what_is_overwritten_stay_beside_the_restored_ones(
    overwritten_site: OverwrittenSite,
) -> None:
    older = overwritten_site.folder.glob("media.before-*/older.jpg")
    assert [path.read_bytes() for path in older] == [b"older"]


def test_whoever_was_erased_before_the_backup_is_remembered(
    published_site: PublishedSite, overwritten_site: OverwrittenSite
) -> None:
    folders = (published_site.folder, overwritten_site.folder)
    journals = [(folder / "erasures.jsonl").read_text().splitlines() for folder in folders]
    assert [line for line in journals[0] if line not in journals[1]] == []
    assert len(journals[0]) == 1


def test_a_changed_byte_is_noticed(tmp_path: Path) -> None:
    source = back_up(tmp_path / "site.tar")
    damaged = repack(source, tmp_path / "damaged.tar", **{"database.dump": b"PGDMP"})
    assert refuse_restore(damaged) == (
        "damaged.tar is damaged: database.dump is not as it was written."
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


def test_a_newer_release_s_backup_is_refused(tmp_path: Path) -> None:
    source = back_up(tmp_path / "site.tar")
    with tarfile.open(source) as archive:
        manifest = json.load(archive.extractfile("manifest.json"))  # type: ignore[arg-type]
    manifest["migrations"].append("forum.9999_later")
    newer = repack(
        source, tmp_path / "newer.tar", **{"manifest.json": json.dumps(manifest).encode()}
    )
    assert refuse_restore(newer) == (
        "The backup was made by a newer release (forum.9999_later is not known here). Restore it "
        "with that release."
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


def test_a_database_of_no_site_is_not_backed_up(tmp_path: Path) -> None:
    """So a job is answered that lost its environment: its files would be taken for backups."""
    with (
        renamed("ALTER SCHEMA {} RENAME TO {}", "public"),
        pytest.raises(CommandError, match=r"^No site was ever set up in the database"),
    ):
        back_up(tmp_path / "site.tar")
    assert not (tmp_path / "site.tar").exists()


def test_an_existing_file_is_not_overwritten(tmp_path: Path) -> None:
    target = tmp_path / "site.tar"
    target.touch()
    with pytest.raises(CommandError, match="exists; name another file"):
        call_command("backup", target)

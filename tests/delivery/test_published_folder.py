"""The folder of published pages: this site's, of this release, or another host's."""

import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from pytest_django.fixtures import Settings

from forum.apps import note_changes
from forum.delivery.publishing import files, folder_owner, publisher, settling, watching
from forum.management.site_checks.services import check_published_folder
from forum.models import SiteIdentity
from tests.support.publishing import PAGE, ask

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("publishing")]


def test_what_an_emptying_that_was_killed_has_left_goes_with_the_next_start(
    client: Client, ports: Any, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    publisher.begin_release()
    ask(client)
    with monkeypatch.context() as killed:
        killed.setattr(files, "_delete_trash", lambda: None)
        publisher.forget_all()
    root = Path(settings.PUBLISH_ROOT)
    glob_count_before = len(list(root.glob("trash-*")))
    publisher.begin_release()
    assert (glob_count_before, list(root.glob("trash-*"))) == (1, [])


def test_nobody_waits_while_the_pages_that_went_are_deleted(
    ports: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    is_free = []

    def try_folder() -> None:
        with files.lock_folder(shared=False) as is_alone:
            is_free.append(is_alone)

    monkeypatch.setattr(files, "_LONG_PATIENCE", 0.0)
    monkeypatch.setattr(files, "_delete_trash", try_folder)
    files.delete_all()
    assert is_free == [True]


def test_a_host_with_another_folder_publishes_nothing(
    client: Client, ports: Any, settings: Settings, tmp_path: Path
) -> None:
    ask(client)
    settings.PUBLISH_ROOT = tmp_path / "other"
    statuses = [ask(client)[0] for _time in range(2)]
    assert (statuses, publisher.publish_missing(), files.list_paths()) == ([200, 200], 0, [])


def test_a_deleted_folder_is_this_site_s_again(
    client: Client, ports: Any, settings: Settings
) -> None:
    ask(client)
    shutil.rmtree(settings.PUBLISH_ROOT)
    statuses = [ask(client)[0] for _time in range(2)]
    assert (statuses, files.list_paths()) == ([200, 200], [PAGE])


def test_beneath_a_mount_that_is_missing_lies_another_folder(
    client: Client, ports: Any, settings: Settings
) -> None:
    ask(client)
    note = Path(f"{settings.PUBLISH_ROOT}.mark")
    note.write_text(f"{note.read_text().split()[0]} 0")
    shutil.rmtree(settings.PUBLISH_ROOT)
    assert (ask(client)[0], files.list_paths()) == (200, [])


def test_the_worker_makes_the_pages_of_a_deleted_folder_anew(
    client: Client, two_pages: None, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    publisher.begin_release()
    publisher.publish_missing()
    paths_before = files.list_paths()
    shutil.rmtree(settings.PUBLISH_ROOT)
    # A visitor comes first, and the folder is there again.
    ask(client)
    end = threading.Event()
    monkeypatch.setattr(watching, "_listen", lambda: _listener(end))
    monkeypatch.setattr(watching, "hold_publisher_lock", lambda _listener: None)
    watching.watch_pages(end)
    assert (PAGE in paths_before, files.list_paths()) == (True, paths_before)


@contextmanager
def _listener(end: threading.Event) -> Iterator[Any]:
    """Stand for the connection that is told of changes; asked once, it ends the work."""

    class Listener:
        def notifies(self, **_options: object) -> list[object]:
            end.set()
            return []

    yield Listener()


def test_files_of_a_folder_that_nobody_ends_go(
    client: Client, ports: Any, settings: Settings, tmp_path: Path
) -> None:
    ask(client)
    own_publish_root = settings.PUBLISH_ROOT
    settings.PUBLISH_ROOT = tmp_path / "other"
    folder_owner.claim_folder()
    ports.save()
    settling.settle_changes()
    settings.PUBLISH_ROOT = own_publish_root
    assert (publisher.publish_missing(), files.list_paths()) == (0, [])


@pytest.mark.parametrize("command", ["publish_pages", "check_published"])
def test_commands_say_that_another_folder_is_the_one(
    ports: Any, settings: Settings, tmp_path: Path, command: str
) -> None:
    folder_owner.claim_folder()
    settings.PUBLISH_ROOT = tmp_path / "other"
    with pytest.raises(CommandError, match="Another host publishes from a folder of its own"):
        call_command(command)


@pytest.fixture
def another_site(client: Client, ports: Any) -> None:
    """Let a site have published, and the environment then name the database of another."""
    publisher.begin_release()
    ask(client)
    SiteIdentity._default_manager.all().delete()


@pytest.mark.parametrize("command", ["publish_all", "publish_pages", "check_published"])
def test_no_command_ends_the_pages_of_another_site(another_site: None, command: str) -> None:
    with pytest.raises(CommandError, match="are those of another site than this database"):
        call_command(command)
    assert files.list_paths() == [PAGE]


def test_nor_do_migrations_a_worker_or_a_change(another_site: None, ports: Any) -> None:
    note_changes(plan=[("a migration", False)])
    publisher.begin_release()
    ports.save()
    settling.settle_changes()
    assert (publisher.publish_missing(), files.list_paths()) == (0, [PAGE])


def test_pages_of_another_site_are_told(another_site: None) -> None:
    assert [finding.problem for finding in check_published_folder()] == [
        "its pages are those of another site"
    ]


def test_a_folder_that_is_taken_over_is_this_site_s(another_site: None, client: Client) -> None:
    """As a restore does, and the demo once it was erased."""
    folder_owner.claim_folder()
    publisher.forget_all()
    ask(client)
    assert (folder_owner.is_of_another_site(), files.list_paths()) == (False, [PAGE])


def test_pages_of_other_settings_end(client: Client, ports: Any, settings: Settings) -> None:
    publisher.begin_release()
    ask(client)
    settings.TIME_ZONE = "Europe/Paris"
    publisher.begin_release()
    assert files.list_paths() == []


def test_a_release_is_told_by_what_it_holds(tmp_path: Path) -> None:
    digests = []
    for host, content in (("a", "Ports"), ("b", "Ports"), ("c", "Harbours")):
        page = tmp_path / host / "templates" / "page.jinja"
        page.parent.mkdir(parents=True)
        page.write_text(content)
        os.utime(page, (len(digests), len(digests)))
        digests.append(files.digest_code(tmp_path / host))
    assert [digests.index(digest) for digest in digests] == [0, 0, 2]


def test_a_page_in_each_language_is_of_one_release(client: Client, ports: Any) -> None:
    publisher.begin_release()
    for language in ("en", "zh-hans"):
        ask(client, f"/{language}/events/ports/")
    assert files.list_paths() == ["/en/events/ports/", "/zh-hans/events/ports/"]


def test_a_process_of_another_release_stores_no_page(
    client: Client, ports: Any, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    publisher._tell_of_another_release.cache_clear()
    (Path(settings.PUBLISH_ROOT) / "release").write_text("of the host that is upgraded")
    for _time in range(2):
        status, _content = ask(client)
    assert [record.message.partition(":")[0] for record in caplog.records] == ["No page is stored"]
    [finding] = check_published_folder()
    assert finding.place == str(settings.PUBLISH_ROOT)
    assert (status, publisher.publish_missing(), files.list_paths()) == (200, 0, [])
    with pytest.raises(CommandError, match="restart the worker, or run publish_all"):
        call_command("publish_pages")

"""Published pages where the disk is full, the database breaks, or a process ends halfway."""

import errno
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import OperationalError, connection
from django.test import Client
from pytest_django.fixtures import DjangoCaptureOnCommitCallbacks, Settings

from forum.delivery.publishing import files, publisher, settling
from forum.models import PageChange
from tests.support.publishing import PAGE, set_offline

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("publishing")]

OTHER = "/robots.txt"


@pytest.fixture
def published(client: Client, ports: Any) -> Any:
    """Return an event whose page is published, beside one that does not read it."""
    for path in (PAGE, OTHER):
        client.get(path)
    connection.run_on_commit.clear()
    return ports


@pytest.fixture
def full_disk(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Return what lets nothing be written any more to the folder of published pages."""

    def refuse(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    return lambda: monkeypatch.setattr(files, "_write", refuse)


def test_what_cannot_be_settled_ends_all_files_and_has_them_made_anew(
    published: Any,
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    publisher.begin_release()
    publisher.publish_page(PAGE)

    def refuse() -> int:
        raise OperationalError("gone")

    monkeypatch.setattr(settling, "settle_changes", refuse)
    with django_capture_on_commit_callbacks(execute=True):
        published.save()
    assert (files.list_paths(), files.is_lost()) == ([], True)
    publisher.begin_release()
    assert PAGE in publisher.list_missing()


def test_a_connection_that_broke_after_the_commit_ends_no_other_page(
    published: Any,
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    settle, errors = settling.settle_changes, [OperationalError("gone")]

    def break_once() -> int:
        if errors:
            raise errors.pop()
        return settle()

    monkeypatch.setattr(settling, "settle_changes", break_once)
    monkeypatch.setattr(connection, "is_usable", lambda: False)
    monkeypatch.setattr(connection, "close", lambda: None)
    with django_capture_on_commit_callbacks(execute=True):
        published.save()
    assert files.list_paths() == [OTHER]


def test_what_is_taken_down_goes_from_a_full_disk_too(
    published: Any, full_disk: Callable[[], None]
) -> None:
    full_disk()
    set_offline(published)
    assert (settling.settle_changes(), files.list_paths()) == (1, [OTHER])


def test_all_files_go_from_a_full_disk_too(published: Any, full_disk: Callable[[], None]) -> None:
    full_disk()
    files.delete_all()
    assert files.list_paths() == []


def test_a_page_whose_file_cannot_be_written_is_still_to_be_made(
    ports: Any, full_disk: Callable[[], None]
) -> None:
    files.read_mark()
    full_disk()
    with pytest.raises(OSError, match="No space left"):
        publisher.publish_page(PAGE)
    assert publisher.list_missing() == [PAGE]


@pytest.fixture
def hung(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let another process hold the folder, and wait for a database that says nothing."""
    with files.lock_folder(shared=True):
        monkeypatch.setattr(files, "PATIENCE", 0.0)
        monkeypatch.setattr(files, "_LONG_PATIENCE", 0.0)
        yield


def test_a_folder_that_is_away_costs_no_answer(
    client: Client, ports: Any, settings: Settings, tmp_path: Path
) -> None:
    # As beneath a mount whose server does not answer: nothing there can be made or read.
    (tmp_path / "away").touch()
    settings.PUBLISH_ROOT = tmp_path / "away" / "published"
    assert [client.get(path).status_code for path in (PAGE, OTHER)] == [200, 200]


def test_what_changed_ends_beside_who_hangs_and_is_settled_again(
    published: Any, hung: None
) -> None:
    published.save()
    assert (settling.settle_changes(), files.list_paths()) == (1, [OTHER])
    assert PageChange.objects.filter(is_settled=False).exists()


def test_all_files_go_beside_who_hangs(published: Any, hung: None) -> None:
    files.delete_all()
    assert files.list_paths() == []


def test_beside_who_ends_files_and_hangs_pages_are_answered_and_not_stored(
    client: Client, ports: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "PATIENCE", 0.0)
    with files.lock_folder(shared=False):
        answer = client.get(PAGE)
    assert (answer.status_code, files.list_paths()) == (200, [])


@pytest.mark.parametrize("workers", [0, 1])
def test_who_saves_beside_another_host_s_folder_is_told_if_nobody_ends_its_pages(
    published: Any,
    settings: Settings,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    workers: int,
) -> None:
    settings.PUBLISH_ROOT = tmp_path / "other"
    monkeypatch.setattr(settling, "count_publishers", lambda: workers)
    published.save()
    with settling.noting_lasting_pages() as has_lasting:
        settling.settle_changes()
    assert has_lasting.is_set() == (workers == 0)

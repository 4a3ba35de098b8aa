"""Of the published pages in a backup those come back that say what the database says."""

import errno
import os
import shutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django.fixtures import Settings

from forum.delivery.publishing import files, folder_owner, publisher, settling
from forum.delivery.publishing.putting_back import put_pages_back
from forum.models import PageFile, SiteIdentity
from tests.support.publishing import PAGE, ask

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("publishing")]

SHEET = "/en/events/ports/accent.css"


def copy_folder(settings: Settings, target: Path) -> Path:
    """Copy what a backup takes of the folder."""
    root = Path(settings.PUBLISH_ROOT)
    for file in list(files.list_copied()):
        copied = target / file.relative_to(root)
        copied.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(file, copied)
    return target


@pytest.fixture
def copy(client: Client, ports: Any, settings: Settings, tmp_path: Path) -> Path:
    """Return a copy of the folder with a page and a style sheet; the folder itself is emptied."""
    publisher.begin_release()
    for path in (PAGE, SHEET):
        ask(client, path)
    target = copy_folder(settings, tmp_path / "copy")
    files.lose_all()
    return target


def test_pages_are_back_byte_for_byte(
    client: Client, ports: Any, settings: Settings, tmp_path: Path
) -> None:
    def contents() -> dict[str, tuple[bytes, int, int]]:
        root = Path(settings.PUBLISH_ROOT) / "pages"
        return {
            str(file.relative_to(root)): (
                file.read_bytes(), file.stat().st_mode, int(file.stat().st_mtime),
            )
            for file in root.rglob("*")
            if file.is_file() and not file.name.endswith(".headers")
        }  # fmt: skip

    publisher.begin_release()
    etags = [client.get(path).headers["ETag"] for path in (PAGE, SHEET)]
    contents_before = contents()
    copied = copy_folder(settings, tmp_path / "copy")
    files.lose_all()
    assert (put_pages_back(copied), contents(), files.is_lost()) == (2, contents_before, False)
    assert [client.get(path).headers["ETag"] for path in (PAGE, SHEET)] == etags


def test_a_page_that_was_due_holds_until_its_moment(ports: Any, copy: Path) -> None:
    until = timezone.now().replace(microsecond=0) + timedelta(hours=1)
    files.write_file(PAGE, b"due", {}, until)
    (copy / "due" / "en" / "events" / "ports").mkdir(parents=True)
    name = f"index.html@{int(until.timestamp())}.gz"
    place = Path(files._place("due", PAGE)).with_name(name)
    shutil.move(place, copy / "due" / "en" / "events" / "ports" / name)
    (copy / "pages" / "en" / "events" / "ports" / "index.html.gz").unlink()
    files.lose_all()
    put_pages_back(copy)
    file = files.find_file(PAGE)
    assert file
    assert (file.content, file.until) == (b"due", int(until.timestamp()))


def test_what_changed_and_was_not_dealt_with_is_not_put_back(ports: Any, copy: Path) -> None:
    # As it is in a dump that was begun between a save and what follows it.
    ports.save()
    assert (put_pages_back(copy), files.list_paths()) == (0, [])


def test_a_page_that_is_to_be_made_is_not_put_back(copy: Path) -> None:
    PageFile.objects.filter(path=PAGE).update(is_current=False)
    assert (put_pages_back(copy), files.list_paths()) == (1, [SHEET])


def test_a_page_that_the_copy_lacks_is_made_by_the_worker(copy: Path) -> None:
    (copy / "pages" / "en" / "events" / "ports" / "index.html.gz").unlink()
    put_pages_back(copy)
    assert publisher.list_missing() == [PAGE]


def test_what_stands_beside_a_page_that_is_not_whole_is_not_put_back(copy: Path) -> None:
    (copy / "pages" / "en" / "events" / "ports" / "accent.css.headers").unlink()
    assert (put_pages_back(copy), files.list_paths()) == (1, [PAGE])


def write_other(name: str) -> Callable[[Path], object]:
    return lambda copy: (copy / name).write_text("another")


@pytest.mark.parametrize(
    "spoil", [write_other("release"), write_other("mark"), shutil.rmtree],
    ids=["another release's", "another folder's", "none"],
)  # fmt: skip
def test_pages_that_are_not_the_site_s_are_not_put_back(
    copy: Path, spoil: Callable[[Path], object]
) -> None:
    spoil(copy)
    assert (put_pages_back(copy), files.list_paths()) == (0, [])


def test_the_folder_is_this_host_s_then(copy: Path) -> None:
    SiteIdentity._default_manager.update(published_folder="another")
    (copy / "mark").write_text("another")
    assert (put_pages_back(copy), folder_owner.owns_folder()) == (2, True)


def test_a_full_disk_leaves_all_pages_to_the_worker(
    copy: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def refuse(*_arguments: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(files, "put_back", refuse)
    assert (put_pages_back(copy), files.is_lost()) == (0, True)
    assert [record.getMessage() for record in caplog.records] == [
        "Published pages could not be put back, and are made anew: [Errno 28] No space left on "
        "device"
    ]


def test_nothing_is_put_back_beside_somebody_who_publishes(
    ports: Any, copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settling, "has_changed_since", lambda _generation: True)
    assert (put_pages_back(copy), files.list_paths()) == (0, [])

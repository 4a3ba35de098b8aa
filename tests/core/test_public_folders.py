"""Who may read what is written, under the umask that the units of deploy/ set."""

import io
import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from pytest_django.fixtures import Settings

from forum.core.public_folders import open_folder
from forum.core.storage import picture_storage, private_storage
from forum.delivery.publishing import files
from forum.site.static_error_pages import page_path, write_file

DEPLOY = Path(__file__).parents[2] / "deploy"


@pytest.fixture(autouse=True)
def _strict_umask() -> Iterator[None]:
    state_before = os.umask(0o077)
    yield
    os.umask(state_before)


def list_modes(root: Path) -> set[str]:
    """Return the modes of a folder, and of all that is in it: of folders, and of files."""
    paths = [root, *root.rglob("*")]
    return {f"{'/' if path.is_dir() else ''}{path.stat().st_mode & 0o777:o}" for path in paths}


@pytest.mark.parametrize("name", ["forum.service", "forum-worker.service", "forum-daily.service"])
def test_units_leave_nothing_for_others(name: str) -> None:
    assert re.findall(r"^UMask=(.*)$", (DEPLOY / name).read_text(), re.M) == ["0077"]


# Of the folders that it may write to, each unit names its own.
def list_protections(name: str) -> set[str]:
    lines = (DEPLOY / name).read_text().splitlines()
    return {line for line in lines if re.match("NoNew|Private|Protect|Restrict[A-Z]U|Lock", line)}


@pytest.mark.parametrize("name", ["forum-worker.service", "forum-daily.service"])
def test_units_are_as_shut_in_as_the_server(name: str) -> None:
    assert list_protections(name) == list_protections("forum.service") != set()


def test_the_web_server_reads_published_pages(tmp_path: Path, settings: Settings) -> None:
    settings.PUBLISH_ROOT = tmp_path / "published"
    files.read_mark()
    files.write_file("/en/events/", b"Events", {}, None)
    assert list_modes(settings.PUBLISH_ROOT / "pages") == {"/755", "644"}
    assert settings.PUBLISH_ROOT.stat().st_mode & 0o777 == 0o755


def test_and_pages_for_trouble(tmp_path: Path, settings: Settings) -> None:
    settings.ERROR_PAGES_ROOT = tmp_path / "data" / "errors"
    write_file(page_path(503, "en"), "Trouble")
    assert list_modes(tmp_path / "data") == {"/755", "644"}


def test_and_pictures_those_too_that_come_back(tmp_path: Path, settings: Settings) -> None:
    settings.MEDIA_ROOT, settings.PRIVATE_ROOT = tmp_path / "media", tmp_path / "private"
    storage = picture_storage()
    for name in ("photos/a/1.jpg", "photos/b/2.jpg"):
        storage.save(name, ContentFile(b"picture"))
    storage.move_picture("photos/b/2.jpg", offline=True)
    (tmp_path / "media" / "photos" / "b").rmdir()
    offline = list_modes(tmp_path / "private")
    storage.move_picture("photos/b/2.jpg", offline=False)
    assert (offline, list_modes(tmp_path / "media")) == ({"/700", "600"}, {"/755", "644"})


def test_nobody_else_reads_private_files(tmp_path: Path, settings: Settings) -> None:
    settings.PRIVATE_ROOT = tmp_path / "private"
    private_storage().save("documents/a.pdf", io.BytesIO(b"document"))
    assert list_modes(tmp_path / "private") == {"/700", "600"}


def test_a_folder_that_was_put_in_place_is_opened_whole(tmp_path: Path) -> None:
    (tmp_path / "media" / "photos").mkdir(parents=True)
    (tmp_path / "media" / "photos" / "a.jpg").touch()
    open_folder(tmp_path / "media")
    assert list_modes(tmp_path / "media") == {"/755", "644"}

"""Pictures in buckets move between the public one and the private one, as between folders."""

import io
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.files.base import ContentFile, File
from django.core.files.storage import InMemoryStorage
from storages.backends.s3 import S3Storage

from forum import object_storage
from forum.core.storage import files_with_rows
from forum.object_storage import PictureObjects

NAME = "photos/a.jpg"


class PrivateBucket(InMemoryStorage):
    """A private bucket in memory."""

    def write_object(self, name: str, content: bytes) -> None:
        self._save(name, ContentFile(content))


@pytest.fixture
def offline(monkeypatch: pytest.MonkeyPatch) -> InMemoryStorage:
    bucket = PrivateBucket()
    monkeypatch.setattr(object_storage, "offline_storage", lambda: bucket)
    return bucket


@pytest.fixture
def pictures(offline: InMemoryStorage, monkeypatch: pytest.MonkeyPatch) -> Iterator[PictureObjects]:
    """Return the storage of pictures over a bucket that the library keeps in memory."""
    files: dict[str, bytes] = {}

    def save(_storage: Any, name: str, content: File[bytes]) -> str:
        files[name] = content.read()
        return name

    def open_file(_storage: Any, name: str, _mode: str) -> File[bytes]:
        return File(io.BytesIO(files[name]), name)

    for name, method in {
        "_save": save,
        "_open": open_file,
        "exists": lambda _storage, name: name in files,
        "delete": lambda _storage, name: files.pop(name, None),
        "listdir": lambda _storage, _path: ([], sorted(files)),
    }.items():
        monkeypatch.setattr(S3Storage, name, method)
    storage = PictureObjects(bucket_name="media", file_overwrite=False)
    storage.save(NAME, ContentFile(b"picture"))
    return storage


def places(pictures: PictureObjects, offline: InMemoryStorage) -> tuple[bool, bool]:
    return pictures.is_in_public(NAME), offline.exists(NAME)


def test_a_picture_goes_out_of_reach_and_comes_back(
    pictures: PictureObjects, offline: InMemoryStorage
) -> None:
    stops = [places(pictures, offline)]
    for is_hidden in (True, False):
        assert pictures.move_picture(NAME, offline=is_hidden)
        stops.append(places(pictures, offline))
    assert stops == [(True, False), (False, True), (True, False)]


@pytest.mark.parametrize("is_hidden", [True, False])
def test_a_picture_that_lies_right_is_not_moved(pictures: PictureObjects, is_hidden: bool) -> None:
    pictures.move_picture(NAME, offline=is_hidden)
    assert not pictures.move_picture(NAME, offline=is_hidden)


def test_a_picture_is_read_wherever_it_lies(pictures: PictureObjects) -> None:
    pictures.move_picture(NAME, offline=True)
    assert (pictures.open(NAME).read(), pictures.exists(NAME)) == (b"picture", True)


def test_the_time_and_the_size_of_a_picture_are_told_wherever_it_lies(
    pictures: PictureObjects, offline: InMemoryStorage
) -> None:
    pictures.move_picture(NAME, offline=True)
    facts = (pictures.get_modified_time(NAME), pictures.size(NAME))
    assert facts == (offline.get_modified_time(NAME), len(b"picture"))


def test_a_picture_that_goes_is_gone_everywhere(
    pictures: PictureObjects, offline: InMemoryStorage
) -> None:
    pictures.move_picture(NAME, offline=True)
    pictures.delete(NAME)
    assert places(pictures, offline) == (False, False)


def store_and_fail(pictures: PictureObjects) -> None:
    with files_with_rows():
        pictures.save("photos/b.jpg", ContentFile(b"b"))
        raise ValueError("refused")


def test_what_is_stored_in_a_block_that_fails_goes_with_it(pictures: PictureObjects) -> None:
    with pytest.raises(ValueError, match="refused"):
        store_and_fail(pictures)
    assert not pictures.exists("photos/b.jpg")


def test_a_picture_s_address_is_the_site_s_own(pictures: PictureObjects) -> None:
    assert pictures.url(NAME) == "/media/photos/a.jpg"

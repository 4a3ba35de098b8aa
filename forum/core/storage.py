"""Storages: a public folder for pictures, a private folder for everything else.

A picture that is taken offline moves, with what was made of it, to the folder ``offline`` of the
private storage, under the same name; ``PictureStorage`` reads it in either place.
"""

import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from itertools import chain
from pathlib import Path
from typing import Any, cast

from django.conf import settings
from django.core.files.storage import FileSystemStorage, Storage, storages

from forum.core.public_folders import PRIVATE_FILE, PUBLIC_FILE, make_public_folder

_written: ContextVar[list[tuple[Storage, str]] | None] = ContextVar("written", default=None)


@contextmanager
def files_with_rows() -> Iterator[None]:
    """Remove the files that a block has stored if it fails, as a transaction does with its rows."""
    outer, written = _written.get(), list[tuple[Storage, str]]()
    token = _written.set(written)
    try:
        yield
    except BaseException:
        for storage, name in written:
            storage.delete(name)
        raise
    finally:
        _written.reset(token)
    if outer is not None:
        outer += written


def note_written(storage: Storage, name: str) -> None:
    """Have a file removed if the block of ``files_with_rows`` in which it was stored fails."""
    if (written := _written.get()) is not None:
        written.append((storage, name))


class WholeFileStorage(FileSystemStorage):
    """A folder of whole files: each is written aside and then moved, so a full disk leaves none."""

    def _save(self, name: str, content: Any) -> str:
        part = f"{name}.{secrets.token_hex(4)}.part"
        try:
            super()._save(part, content)  # type: ignore[misc]  # not in the stubs
            # The empty file holds the name, for two who store under the same at once.
            name = super()._save(name, _Nothing())  # type: ignore[misc]  # not in the stubs
            self._own_path(part).replace(self._own_path(name))
        finally:
            self._own_path(part).unlink(missing_ok=True)
        note_written(self, name)
        return name

    def _own_path(self, name: str) -> Path:
        return Path(FileSystemStorage.path(self, name))


class _Nothing:
    """A content without bytes."""

    def chunks(self) -> Iterator[bytes]:
        return iter(())


class PrivateStorage(WholeFileStorage):
    """The folder PRIVATE_ROOT, without addresses. The setting is read on each use."""

    @property
    def base_location(self) -> Path:
        return Path(settings.PRIVATE_ROOT)

    @property
    def location(self) -> str:
        return str(self.base_location.absolute())


class OfflineStorage(PrivateStorage):
    """Pictures that were moved out of the public folder."""

    @property
    def base_location(self) -> Path:
        return Path(settings.PRIVATE_ROOT) / "offline"


class PictureStorage(WholeFileStorage):
    """The public folder; what was moved out of it is found where it lies now."""

    def is_in_public(self, name: str) -> bool:
        """Tell whether a picture lies in the public folder."""
        return Path(super().path(name)).is_file()

    def move_picture(self, name: str, *, offline: bool) -> bool:
        """Move a file out of the public's reach, or back; return whether it was elsewhere."""
        public, private = Path(super().path(name)), Path(offline_storage().path(name))
        source, target = (public, private) if offline else (private, public)
        if not source.is_file():
            return False
        # What lies in the public folder is newer.
        if not offline and target.is_file():
            source.unlink()
        else:
            if offline:
                target.parent.mkdir(parents=True, exist_ok=True)
            else:
                make_public_folder(target.parent)
            # What another user wrote is moved all the same.
            with suppress(OSError):
                source.chmod(PRIVATE_FILE if offline else PUBLIC_FILE)
            # What nothing names any more waits from now on, however old the picture is.
            with suppress(OSError):
                os.utime(source)
            try:
                source.replace(target)
            except OSError:
                # On another file system: written whole beside its place first.
                part = Path(shutil.copy2(source, f"{target}.part"))
                part.replace(target)
                source.unlink()
        return True

    def path(self, name: str) -> str:
        public = super().path(name)
        is_kept = not Path(public).exists() and is_offline(name)
        return offline_storage().path(name) if is_kept else public

    def delete(self, name: str) -> None:
        super().delete(name)
        offline_storage().delete(name)

    def listdir(self, path: str) -> tuple[list[str], list[str]]:
        """Return the folders and files of either place; raise FileNotFoundError without any."""
        listings: list[tuple[list[str], list[str]]] = []
        for listing in (super().listdir, offline_storage().listdir):
            with suppress(FileNotFoundError):
                listings.append(listing(path))
        if not listings:
            raise FileNotFoundError(path)
        folders, files = (sorted(set(chain(*names))) for names in zip(*listings, strict=True))
        return folders, files


def share_folder() -> Path:
    """Return the folder of the cards that were drawn of links; they can be drawn again."""
    return Path(settings.PRIVATE_ROOT) / "share"


def private_storage() -> Storage:
    """Return the storage, so that migrations name this function and no folder."""
    return storages["private"]


def offline_storage() -> Storage:
    """Return the storage of pictures that were moved out of the public folder."""
    return storages["offline"]


def picture_storage() -> PictureStorage:
    """Return the storage of pictures."""
    return cast("PictureStorage", storages["default"])


def walk_files(storage: Storage, folder: str) -> Iterator[str]:
    """Yield the names of all files below a folder; none where there is no such folder."""
    try:
        folders, files = storage.listdir(folder)
    except FileNotFoundError:
        return
    for name in sorted(files):
        yield f"{folder}/{name}"
    for name in sorted(folders):
        yield from walk_files(storage, f"{folder}/{name}")


def is_offline(name: str) -> bool:
    """Tell whether a picture was moved out of the public folder."""
    return offline_storage().exists(name)

"""A translation file between its upload and its confirmation: kept privately, named by a seal."""

import secrets
from contextlib import suppress
from datetime import timedelta
from pathlib import PurePath
from typing import Final, NamedTuple

from django.core import signing
from django.core.files.base import ContentFile
from django.utils import timezone

from forum.core.control_characters import printable
from forum.core.storage import private_storage
from people.models import User

_FOLDER: Final = "translations"
_SALT: Final = "translation import"
_LIFE: Final = timedelta(days=7)


class PendingFile(NamedTuple):
    """A file that waits. name: as people know it; path: in the private storage."""

    name: str
    path: str

    def read(self) -> bytes:
        """Return the file; raise FileNotFoundError once it was imported or discarded."""
        with private_storage().open(self.path) as file:
            return bytes(file.read())

    def discard(self) -> None:
        """Remove the file."""
        private_storage().delete(self.path)


def store_pending(name: str, data: bytes, user: User) -> str:
    """Keep a file and return its seal, which opens it for this user alone, for a week."""
    _remove_old()
    path = private_storage().save(f"{_FOLDER}/{secrets.token_hex(16)}", ContentFile(data))
    return signing.dumps([printable_name(name), path, user.pk], salt=_SALT)


def open_pending(seal: str, user: User) -> PendingFile | None:
    """Return the file of a seal, None for one that is broken, too old or somebody else's."""
    try:
        name, path, by = signing.loads(seal, salt=_SALT, max_age=_LIFE)
    except signing.BadSignature:
        return None
    return PendingFile(name, path) if by == user.pk else None


def printable_name(name: str) -> str:
    """Return the name of a file as it can be shown."""
    return printable(PurePath(name).name)[-200:] or "?"


def _remove_old() -> None:
    """Remove what nobody came back for."""
    storage, oldest = private_storage(), timezone.now() - _LIFE
    with suppress(FileNotFoundError):
        for name in storage.listdir(_FOLDER)[1]:
            path = f"{_FOLDER}/{name}"
            with suppress(FileNotFoundError):
                if storage.get_modified_time(path) < oldest:
                    storage.delete(path)

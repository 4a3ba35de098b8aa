"""Files that were thrown away: a folder a day in the private storage, for thirty days.

``trash/2026-01-31/public/photos/a.jpg`` lay in the public folder until then.
"""

from contextlib import suppress
from datetime import date, timedelta
from typing import Final, NamedTuple

from django.core.files.storage import Storage, default_storage

from forum.core.storage import private_storage, walk_files

TRASH: Final = "trash"
# How long a file that was thrown away can be had back.
TRASH_LIFE: Final = timedelta(days=30)


class StoredFile(NamedTuple):
    """A file by its place (``public`` or ``private``) and its name in that storage."""

    place: str
    name: str

    @property
    def storage(self) -> Storage:
        return default_storage if self.place == "public" else private_storage()


def move_to_trash(file: StoredFile, today: date) -> None:
    """Move a file to the trash of a day: it is copied whole before it goes."""
    with file.storage.open(file.name) as content:
        private_storage().save(f"{TRASH}/{today}/{file.place}/{file.name}", content)
    file.storage.delete(file.name)


def remove_from_trash(file: StoredFile, made: str = "") -> None:
    """Delete a file for good. made: how the names begin of what was made of it, "" for nothing."""
    storage = private_storage()
    for day in _list_days(storage):
        folder = f"{TRASH}/{day}/{file.place}"
        for path in list(walk_files(storage, folder)):
            name = path.removeprefix(f"{folder}/")
            if name == file.name or (made and name.startswith(made)):
                storage.delete(path)


def empty_trash(today: date) -> int:
    """Delete what has lain in the trash for longer than its life; return how many files."""
    storage, count = private_storage(), 0
    for day in _list_days(storage):
        if date.fromisoformat(day) < today - TRASH_LIFE:
            for name in list(walk_files(storage, f"{TRASH}/{day}")):
                storage.delete(name)
                count += 1
    return count


def _list_days(storage: Storage) -> list[str]:
    # In an object storage there are no folders, only names that begin so.
    with suppress(FileNotFoundError):
        return storage.listdir(TRASH)[0]
    return []

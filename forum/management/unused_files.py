"""Files that no row names: found in the folders of their columns, and moved to a trash.

The trash lies in the private storage, a folder a day: ``trash/2026-01-31/public/photos/a.jpg``.
"""

from collections.abc import Iterator
from contextlib import suppress
from datetime import date, datetime, timedelta
from typing import Final, NamedTuple

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.core.files.storage import Storage, default_storage
from django.db.models import FileField

from forum.core.images.columns import picture_fields
from forum.core.storage import is_offline, private_storage
from forum.history.named_files import named_media, named_pictures
from forum.history.working_copies.files import rows_with_files
from forum.models import Snapshot
from sessions_app.recordings import media_fields

TRASH: Final = "trash"
# Where the variants of pictures lie, whatever column they were made of.
VARIANTS: Final = "__processed__"
# How long a file that was thrown away can be had back.
TRASH_LIFE: Final = timedelta(days=30)


class StoredFile(NamedTuple):
    """A file by its place (``public`` or ``private``) and its name in that storage."""

    place: str
    name: str

    @property
    def storage(self) -> Storage:
        return default_storage if self.place == "public" else private_storage()


def unused_files(older_than: datetime) -> list[StoredFile]:
    """Return the pictures, recordings and private documents that belong to no row and are older."""
    return [
        *(StoredFile("public", name) for name in _unused_pictures(older_than)),
        *(StoredFile("private", name) for name in _unused_documents(older_than)),
    ]


def has_used_file() -> bool:
    """Tell whether a row names at least one file that lies in the storages."""
    pictures = (default_storage.exists(name) for name in _named_in_public())
    documents = (private_storage().exists(name) for name in named_documents())
    return any(pictures) or any(documents)


def move_to_trash(file: StoredFile, today: date) -> None:
    """Move a file to the trash of a day: it is copied whole before it goes."""
    with file.storage.open(file.name) as content:
        private_storage().save(f"{TRASH}/{today}/{file.place}/{file.name}", content)
    file.storage.delete(file.name)


def empty_trash(today: date) -> int:
    """Delete what has lain in the trash for longer than its life; return how many files."""
    storage, count = private_storage(), 0
    for day in _trash_days(storage):
        if date.fromisoformat(day) < today - TRASH_LIFE:
            for name in list(walk_files(storage, f"{TRASH}/{day}")):
                storage.delete(name)
                count += 1
    return count


def _trash_days(storage: Storage) -> list[str]:
    # In an object storage there are no folders, only names that begin so.
    with suppress(FileNotFoundError):
        return storage.listdir(TRASH)[0]
    return []


def is_private(field: FileField) -> bool:
    """Tell whether a column's files lie in the private storage."""
    return field.deconstruct()[3].get("storage") is private_storage


def _document_fields() -> Iterator[FileField]:
    """Yield every column of a file in the private storage."""
    for model in apps.get_models():
        for field in model._meta.local_fields:
            # By the door to the storage: what is behind it is made anew when settings change.
            if isinstance(field, FileField) and is_private(field):
                yield field


def named_documents() -> Iterator[str]:
    """Yield the names of all private documents that rows stand for."""
    for field in _document_fields():
        rows = field.model._base_manager.exclude(**{f"{field.name}__in": ("", None)})
        yield from rows.values_list(field.name, flat=True).iterator()
        unsaved = (row for row in rows_with_files() if isinstance(row, field.model))
        yield from (str(getattr(row, field.name)) for row in unsaved)


def _named_in_public() -> Iterator[str]:
    yield from named_pictures()
    yield from named_media()


def _unused_pictures(older_than: datetime) -> Iterator[str]:
    """Yield the names of pictures, their variants and recordings that belong to no row.

    Looks into their own folders only. older_than: what is younger may belong to a row that
    is not committed yet. What is offline belonged to a row that may be brought back.
    """
    named = set(_named_in_public())
    folders = {VARIANTS, *(str(field.upload_to) for field in (*picture_fields(), *media_fields()))}
    for folder in sorted(folders):
        for name in walk_files(default_storage, folder):
            waits_since = older_than - TRASH_LIFE if is_offline(name) else older_than
            if name not in named and default_storage.get_modified_time(name) < waits_since:
                yield name


def _unused_documents(older_than: datetime) -> Iterator[str]:
    named, storage = {*named_documents(), *list_recoverable(older_than)}, private_storage()
    for folder in sorted({str(field.upload_to) for field in _document_fields()}):
        for name in walk_files(storage, folder):
            if name not in named and storage.get_modified_time(name) < older_than:
                yield name


def list_recoverable(older_than: datetime) -> Iterator[str]:
    """Yield the names of documents that rows had whose deletion can be undone."""
    for field in _document_fields():
        kind = ContentType.objects.get_for_model(field.model)
        snapshots = Snapshot.objects.filter(
            content_type=kind, entry__at__gte=older_than - TRASH_LIFE
        )
        yield from snapshots.values_list(f"fields__{field.name}", flat=True).iterator()


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

"""Files that no row names, found in the folders of their columns."""

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.core.files.storage import default_storage
from django.db.models import FileField

from forum.core.images.columns import picture_fields
from forum.core.storage import is_offline, private_storage, walk_files
from forum.history.named_files import list_named_files
from forum.history.states import pick_newest
from forum.history.trash import TRASH_LIFE, StoredFile
from forum.history.working_copies.files import rows_with_files
from forum.models import Snapshot
from sessions_app.recordings import media_fields

# Where the variants of pictures lie, whatever column they were made of.
VARIANTS: Final = "__processed__"


def unused_files(older_than: datetime) -> list[StoredFile]:
    """Return the pictures, recordings and private documents that belong to no row and are older."""
    return [
        *(StoredFile("public", name) for name in _unused_pictures(older_than)),
        *(StoredFile("private", name) for name in _unused_documents(older_than)),
    ]


def has_used_file() -> bool:
    """Tell whether a row names at least one file that lies in the storages."""
    pictures = (default_storage.exists(name) for name in list_named_files())
    documents = (private_storage().exists(name) for name in named_documents())
    return any(pictures) or any(documents)


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


def _unused_pictures(older_than: datetime) -> Iterator[str]:
    """Yield the names of pictures, their variants and recordings that belong to no row.

    Looks into their own folders only. older_than: what is younger may belong to a row that
    is not committed yet. What is offline belonged to a row that may be brought back.
    """
    named = set(list_named_files())
    folders = {VARIANTS, *(str(field.upload_to) for field in (*picture_fields(), *media_fields()))}
    for folder in sorted(folders):
        for name in walk_files(default_storage, folder):
            if name not in named:
                waits_since = older_than - TRASH_LIFE if is_offline(name) else older_than
                if default_storage.get_modified_time(name) < waits_since:
                    yield name


def _unused_documents(older_than: datetime) -> Iterator[str]:
    named, storage = {*named_documents(), *list_recoverable(older_than)}, private_storage()
    for folder in sorted({str(field.upload_to) for field in _document_fields()}):
        for name in walk_files(storage, folder):
            if name not in named and storage.get_modified_time(name) < older_than:
                yield name


def list_recoverable(older_than: datetime) -> Iterator[str]:
    """Yield the names of documents that rows had when they were deleted, or changed, of late."""
    for field in _document_fields():
        kind = ContentType.objects.get_for_model(field.model)
        waits_since, snapshots = older_than - TRASH_LIFE, Snapshot.objects.filter(content_type=kind)
        recent = snapshots.filter(entry__at__gte=waits_since)
        # What a row had until then is in the last snapshot before.
        former = snapshots.filter(
            entry__at__lt=waits_since, object_id__in=recent.values("object_id")
        )
        for states in (recent, pick_newest(former)):
            yield from states.values_list(f"fields__{field.name}", flat=True).iterator()

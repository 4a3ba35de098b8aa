"""Public files that rows name, in the tables or in a working copy, and the withdrawal of others.

Saves and deletions give files up. Those leave the public folder on commit, unless another row names
them, and lie where pictures do that are offline: a row that is brought back has them again.
"""

from collections.abc import Iterable, Iterator
from functools import partial

from django.db import transaction
from django.db.models import FileField, Model

from forum.core.images.columns import picture_fields, rows_with_picture
from forum.core.images.field import PictureField
from forum.core.images.files import PictureFile
from forum.core.storage import picture_storage
from forum.history.working_copies.files import rows_with_files
from sessions_app.recordings import MediaField, media_fields

type FileColumn = PictureField | MediaField


def after_save(record: Model, update_fields: frozenset[str] | None) -> None:
    """Withdraw the files that a saved row has replaced."""
    for field in _columns_of(record):
        if update_fields is None or field.name in update_fields:
            departures = field.list_departures(record)
            _withdraw_on_commit(field, departures)
            departures.clear()


def after_delete(record: Model) -> None:
    """Withdraw the files of a deleted row."""
    for field in _columns_of(record):
        stored = field.stored_name(record.__dict__.get(field.attname))
        _withdraw_on_commit(field, {stored, *field.list_departures(record)} - {""})


def named_pictures() -> Iterator[str]:
    """Yield the names of all pictures, and of their variants, that rows name."""
    for field in picture_fields():
        columns = ("pk", field.name, field.ppoi_field, field.width_field, field.height_field)
        for row in rows_with_picture(field).only(*columns).iterator():
            yield from getattr(row, field.name).names()
    yield from _pictures_of_copies()


def named_media() -> Iterator[str]:
    """Yield the names of all recordings and captions that rows name."""
    for field in media_fields():
        yield from rows_with_picture(field).values_list(field.name, flat=True)
    for row in rows_with_files():
        for field in media_fields():
            if isinstance(row, field.model) and (file := getattr(row, field.name)):
                yield str(file.name)


def is_used(name: str) -> bool:
    """Tell whether a row names a picture."""
    return (
        any(
            field.model._base_manager.filter(**{field.name: name}).exists()
            for field in picture_fields()
        )
        or name in _pictures_of_copies()
    )


def remove_unused(file: PictureFile) -> None:
    """Remove a picture and its variants, unless a row names it."""
    if not is_used(file.name):
        file.field._clear_generated_files_for(file, None)
        file.storage.delete(file.name)


def remove_former(field: FileField, name: str) -> None:
    """Remove a file that a row had in a column, unless a row has it still."""
    if isinstance(field, PictureField):
        remove_unused(PictureFile(field.model(), field, name))
    elif not field.model._base_manager.filter(**{field.name: name}).exists():
        field.storage.delete(name)


def _pictures_of_copies() -> Iterator[str]:
    for row in rows_with_files():
        for field in picture_fields():
            if isinstance(row, field.model) and (picture := getattr(row, field.name)):
                yield from picture.names()


def _columns_of(record: Model) -> Iterator[FileColumn]:
    for field in (*picture_fields(), *media_fields()):
        if isinstance(record, field.model):
            yield field


def _withdraw_on_commit(field: FileColumn, names: Iterable[str]) -> None:
    for name in names:
        transaction.on_commit(partial(_withdraw, field, name), robust=True)


def _withdraw(field: FileColumn, name: str) -> None:
    """Move a file, with what was made of it, out of the public's reach unless a row names it."""
    if isinstance(field, PictureField):
        picture = PictureFile(field.model(), field, name)
        names = [] if is_used(name) else picture.stored_names()
    else:
        names = [] if name in named_media() else [name]
    for file_name in names:
        picture_storage().move_picture(file_name, offline=True)

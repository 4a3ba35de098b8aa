"""Files that no row names any more."""

from collections.abc import Callable, Iterator
from typing import Any

from django.core.files.storage import Storage
from django.db import models
from imagefield.fields import IMAGEFIELDS

from forum.core.images.files import PictureFile

# Functions that yield unsaved rows whose files are in use; ``forum.apps`` adds them.
unsaved_rows: list[Callable[[], Iterator[models.Model]]] = []


def picture_fields() -> list[Any]:
    """Return the picture columns of all models, always in the same order."""
    fields = (field for field in IMAGEFIELDS if issubclass(field.attr_class, PictureFile))
    return sorted(fields, key=lambda field: str(field))


def rows_with_picture(field: Any) -> Any:
    """Return the rows that have a picture in a column, in the order of their keys."""
    return field.model._base_manager.filter(**{f"{field.name}__gt": ""}).order_by("pk")


def is_used(name: str) -> bool:
    """Tell whether a row names a picture."""
    return any(
        field.model._base_manager.filter(**{field.name: name}).exists()
        for field in picture_fields()
    ) or name in set(_unsaved_pictures())


def remove_unused(file: PictureFile) -> None:
    """Remove a picture and its variants, unless a row names it."""
    if not is_used(file.name):
        file.field._clear_generated_files_for(file, None)
        file.storage.delete(file.name)


def named_pictures() -> Iterator[str]:
    """Yield the names of all pictures, and of their variants, that rows stand for."""
    for field in picture_fields():
        columns = ("pk", field.name, field.ppoi_field, field.width_field, field.height_field)
        for row in rows_with_picture(field).only(*columns).iterator():
            yield from getattr(row, field.name).names()
    yield from _unsaved_pictures()


def _unsaved_pictures() -> Iterator[str]:
    for row in (row for source in unsaved_rows for row in source()):
        for field in picture_fields():
            if isinstance(row, field.model) and (picture := getattr(row, field.name)):
                yield from picture.names()


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

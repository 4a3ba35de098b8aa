"""Public files that rows name, in the tables or in a working copy, and the removal of others."""

from collections.abc import Iterator

from django.db.models import FileField

from forum.core.images.columns import picture_fields, rows_with_picture
from forum.core.images.field import PictureField
from forum.core.images.files import PictureFile
from forum.history.trash import StoredFile, remove_from_trash
from forum.history.working_copies.files import rows_with_files
from sessions_app.recordings import MediaFile, media_fields


def list_named_files() -> Iterator[str]:
    """Yield the names of all pictures, with their variants, recordings and captions of rows."""
    for field in picture_fields():
        columns = ("pk", field.name, field.ppoi_field, field.width_field, field.height_field)
        for row in rows_with_picture(field).only(*columns).iterator():
            yield from getattr(row, field.name).names()
    for field in media_fields():
        yield from rows_with_picture(field).values_list(field.name, flat=True)
    for file in files_of_copies():
        yield from file.names()


def files_of_copies() -> Iterator[PictureFile | MediaFile]:
    """Yield the public files of the rows whose files working copies change."""
    for row in rows_with_files():
        for field in (*picture_fields(), *media_fields()):
            if isinstance(row, field.model) and (file := getattr(row, field.name)):
                yield file


def is_used(name: str) -> bool:
    """Tell whether a row names a picture."""
    return any(
        field.model._base_manager.filter(**{field.name: name}).exists()
        for field in picture_fields()
    ) or any(file.name == name for file in files_of_copies())


def remove_unused(file: PictureFile) -> None:
    """Remove a picture and its variants, from the trash too, unless a row names it."""
    if not is_used(file.name):
        file.field._clear_generated_files_for(file, None)
        file.storage.delete(file.name)
        remove_from_trash(StoredFile("public", file.name), file.made_prefix)


def remove_former(field: FileField, name: str) -> None:
    """Remove a file that a row had in a column, unless a row has it still."""
    if isinstance(field, PictureField):
        remove_unused(PictureFile(field.model(), field, name))
    elif not field.model._base_manager.filter(**{field.name: name}).exists():
        field.storage.delete(name)
        remove_from_trash(StoredFile("private", name))

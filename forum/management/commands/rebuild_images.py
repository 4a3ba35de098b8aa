"""Make the variants of pictures that are missing, one picture after the other."""

from argparse import ArgumentParser
from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db.models import Model

from forum.core.columns import ModelField
from forum.core.images.columns import picture_fields, rows_with_picture
from forum.core.images.files import PictureFile


class Command(BaseCommand):
    """Mend what is missing or was broken off; a picture that cannot be read is told, not fatal."""

    help = "Make the missing variants of all pictures, or, with --force, all of them again."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--force", action="store_true", help="Make every variant again, the whole ones too."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        pictures = list(stored_pictures())
        variants, failed = 0, 0
        for number, (field, pk, name) in enumerate(pictures, 1):
            where = f"{number} of {len(pictures)}  {name}"
            try:
                count = rebuild(field, pk, force=options["force"])
            except (OSError, ValueError, SyntaxError) as error:
                failed += 1
                self.stderr.write(f"{where}: {reason_of(error)} ({field.model._meta.label} {pk})")
            else:
                variants += count
                self.stdout.write(f"{where}: {count} made" if count else f"{where}: complete")
        self.stdout.write(f"{variants} variants of {len(pictures)} pictures made.")
        if failed:
            raise CommandError(
                f"{failed} of {len(pictures)} pictures could not be read; see above."
            )


def stored_pictures() -> Iterator[tuple[Any, int, str]]:
    """Yield the column, the row's key and the stored name of every picture."""
    for field in picture_fields():
        for pk, name in rows_with_picture(field).values_list("pk", field.name):
            yield field, pk, name


def rebuild(field: ModelField, pk: int, *, force: bool) -> int:
    """Make a picture's variants; return how many. Raises OSError, ValueError or SyntaxError."""
    row = rows_with_picture(field).filter(pk=pk).first()
    if row is None:
        return 0
    file: PictureFile = getattr(row, field.name)
    if not any(file.pixels):
        raise ValueError("it is no picture that can be read")
    note_pixels(row, file)
    return file.make_variants(force=True) if force else file.mend_variants()


def note_pixels(row: Model, file: PictureFile) -> None:
    """Write width and height into a row without them, past ``save``: nothing was edited."""
    columns = (file.field.width_field, file.field.height_field)
    rows_without = type(row)._base_manager.filter(pk=row.pk, **{f"{columns[0]}__isnull": True})
    rows_without.update(**dict(zip(columns, file.pixels, strict=True)))


def reason_of(error: Exception) -> str:
    """Return why a picture could not be read, in one line."""
    if isinstance(error, FileNotFoundError):
        return "the file is not there"
    return (str(error) or type(error).__name__).partition("\n")[0]

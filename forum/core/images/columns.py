"""The picture columns of all models."""

from typing import Any

from imagefield.fields import IMAGEFIELDS

from forum.core.images.files import PictureFile


def picture_fields() -> list[Any]:
    """Return the picture columns of all models, always in the same order."""
    fields = (field for field in IMAGEFIELDS if issubclass(field.attr_class, PictureFile))
    return sorted(fields, key=lambda field: str(field))


def rows_with_picture(field: Any) -> Any:
    """Return the rows that have a picture in a column, in the order of their keys."""
    return field.model._base_manager.filter(**{f"{field.name}__gt": ""}).order_by("pk")

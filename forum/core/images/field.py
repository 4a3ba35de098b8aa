"""The column of a picture, which is checked when it comes in."""

import logging
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.db import models
from django.db.models.fields.files import ImageFileDescriptor
from django.utils.translation import gettext as _
from imagefield.fields import ImageField

from forum.core.images.checking import CleanImage, clean_image
from forum.core.images.files import PictureFile
from forum.core.images.shapes import PHOTO, PictureShape

MAX_BYTES = 20 * 1024 * 1024

logger = logging.getLogger(__name__)


class PictureFormField(forms.ImageField):
    """An upload that is refused in the form, in one sentence, before anything decodes it."""

    def clean(self, data: object, initial: object = None) -> object:
        # A locked field keeps the stored picture, which is no upload.
        return initial if self.disabled else super().clean(data, initial)

    def to_python(self, data: File[bytes] | None) -> CleanImage | None:
        upload = forms.FileField.to_python(self, data)
        if upload is None:
            return None
        if (upload.size or 0) > MAX_BYTES:
            raise ValidationError(
                _("The picture has more than 20 MB. Save it smaller and upload it again.")
            )
        return clean_image(upload)


class PictureDescriptor(ImageFileDescriptor):
    """Remembers the stored picture that a new one replaces."""

    field: "PictureField"

    def __set__(self, instance: models.Model, value: str | None) -> None:
        replaced = self.field.stored_name(instance.__dict__.get(self.field.attname))
        super().__set__(instance, value)
        if replaced and replaced != self.field.stored_name(
            instance.__dict__.get(self.field.attname)
        ):
            self.field.list_departures(instance).add(replaced)


class PictureField(ImageField):  # type: ignore[misc]  # the library says nothing of types
    """An image that is checked and re-encoded before it is stored, under an unguessable name.

    Its variants are made when it is saved. ``forum.workflow.take_down.departures`` moves the
    files of a picture that is replaced, or whose row is deleted, out of the public folder.
    """

    attr_class = PictureFile
    descriptor_class = PictureDescriptor

    def __init__(self, *args: Any, shape: PictureShape = PHOTO, **kwargs: Any) -> None:
        self.shape = shape
        super().__init__(*args, **{"formats": shape.formats(), **kwargs})

    def pre_save(self, model_instance: models.Model, add: bool) -> PictureFile:
        file: PictureFile = getattr(model_instance, self.attname)
        if file and not file._committed:
            if not isinstance(file.file, CleanImage):
                setattr(model_instance, self.attname, clean_image(file.file))
            self._arrivals(model_instance).add(self.name)
        saved: PictureFile = super().pre_save(model_instance, add)
        return saved

    def formfield(self, **kwargs: object) -> forms.Field | None:
        field: forms.Field | None = super().formfield(**{"form_class": PictureFormField, **kwargs})
        return field

    @staticmethod
    def stored_name(value: object) -> str:
        """Return the name of a picture that is in the storage, "" for none and for an upload."""
        if isinstance(value, str):
            return value
        if isinstance(value, PictureFile) and value._committed:
            return value.name or ""
        return ""

    def list_departures(self, instance: models.Model) -> set[str]:
        """Return the files that the row no longer names once it is saved."""
        names: set[str] = instance.__dict__.setdefault(f"_{self.name}_given_up", set())
        return names

    def _generate_files(self, instance: models.Model, raw: bool = False, **kwargs: object) -> None:
        """Make missing variants after a save."""
        if not raw:
            self._make_variants(getattr(instance, self.attname), instance)

    def _make_variants(self, file: PictureFile, instance: models.Model) -> None:
        arrivals = self._arrivals(instance)
        try:
            if file:
                file.make_variants()
        except (OSError, ValueError):
            if self.name in arrivals:
                raise
            # A file that was lost earlier must not prevent a save.
            logger.exception("The variants of %s cannot be made", file.name)
        arrivals.discard(self.name)

    def _arrivals(self, instance: models.Model) -> set[str]:
        names: set[str] = instance.__dict__.setdefault("_pictures_arrived", set())
        return names

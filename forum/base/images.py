"""Pictures: looked at before they are decoded, re-encoded before they are kept.

A 20 kB PNG can unpack to 800 MB, and a camera writes the place into its files: so size is checked
from the header, and what is stored is always our own encoding, upright and without metadata.
"""

import io
import secrets
from typing import IO, Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import models
from django.utils.translation import gettext as _
from imagefield.fields import ImageField
from PIL import Image, ImageOps

FORMATS = ("JPEG", "PNG", "WEBP", "AVIF")
MAX_PIXELS = 64_000_000  # press cameras give 45 to 61 megapixels
MAX_BYTES = 20 * 1024 * 1024
LONGEST_SIDE = 2560


class CleanImage(ContentFile):  # type: ignore[type-arg]
    """A picture that has been re-encoded here."""


def clean_image(source: IO[bytes]) -> CleanImage:
    """Return the picture re-encoded: at most 2560 px a side, upright, no metadata.

    PNG stays lossless, everything else becomes JPEG. Raises ValidationError with one sentence when
    the file is no picture, too large or of another format.
    """
    try:
        with Image.open(source, formats=FORMATS) as image:
            if image.width * image.height > MAX_PIXELS:
                raise ValidationError(
                    _(
                        "The picture has %(count)d megapixels; at most 64 are read. "
                        "Save it smaller and upload it again."
                    )
                    % {"count": image.width * image.height // 1_000_000}
                )
            return _encoded(image)
    except (
        OSError,
        ValueError,
        SyntaxError,
        Image.DecompressionBombError,
        Image.DecompressionBombWarning,
    ) as error:
        raise ValidationError(
            _("This is not a picture that can be read. Save it as JPEG or PNG and upload it again.")
        ) from error


def _encoded(image: Image.Image) -> CleanImage:
    lossless = image.format == "PNG"
    if image.format == "JPEG":
        # libjpeg decodes at a fraction of the size, which bounds the memory of large photos.
        image.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
    upright = ImageOps.exif_transpose(image)
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    transparent = upright.mode in ("RGBA", "LA", "P") or "transparency" in upright.info
    upright = upright.convert("RGBA" if transparent else "RGB")
    upright.info.clear()
    buffer = io.BytesIO()
    if lossless:
        upright.save(buffer, "PNG", optimize=True)
    else:
        upright.convert("RGB").save(buffer, "JPEG", quality=88, progressive=True)
    return CleanImage(buffer.getvalue(), name=f"{_unguessable()}.{'png' if lossless else 'jpg'}")


def _unguessable() -> str:
    return secrets.token_urlsafe(16).replace("_", "a").replace("-", "b")


class PictureFormField(forms.ImageField):
    """An upload that is refused in the form, in one sentence, before anything decodes it."""

    def to_python(self, data: Any) -> Any:
        upload: Any = forms.FileField.to_python(self, data)
        if upload is None:
            return None
        if upload.size > MAX_BYTES:
            raise ValidationError(
                _("The picture has more than 20 MB. Save it smaller and upload it again.")
            )
        return clean_image(upload)


class PictureField(ImageField):  # type: ignore[misc]
    """An image that is checked and re-encoded before it is stored, under an unguessable name."""

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        file: Any = getattr(model_instance, self.attname)
        if file and not file._committed and not isinstance(file.file, CleanImage):
            cleaned = clean_image(file.file)
            setattr(model_instance, self.attname, cleaned)
        return super().pre_save(model_instance, add)

    def formfield(self, **kwargs: Any) -> Any:
        return super().formfield(**{"form_class": PictureFormField, **kwargs})


# Variants that are made once, when the picture is saved.
PORTRAIT_FORMATS = {
    "small": ["default", ("crop", (192, 192))],
    "large": ["default", ("crop", (480, 480))],
}
PHOTO_FORMATS = {
    "small": ["default", ("thumbnail", (640, 640))],
    "large": ["default", ("thumbnail", (1600, 1600))],
}

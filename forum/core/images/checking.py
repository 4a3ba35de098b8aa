"""An upload becomes a picture of ours, or is refused in one sentence.

A 20 kB PNG can unpack to 800 MB, and a camera writes the place into its files: so size is checked
from the header, and what is stored is always our own encoding, upright and without metadata.
"""

import io
import secrets
from typing import IO

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils.translation import gettext as _
from PIL import Image, ImageOps

FORMATS = ("JPEG", "PNG", "WEBP", "AVIF")
MAX_PIXELS = 64_000_000  # press cameras give 45 to 61 megapixels
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
        upright.save(buffer, "PNG")
    else:
        upright.convert("RGB").save(buffer, "JPEG", quality=88, progressive=True)
    return CleanImage(buffer.getvalue(), name=f"{_unguessable()}.{'png' if lossless else 'jpg'}")


def _unguessable() -> str:
    return secrets.token_urlsafe(16).replace("_", "a").replace("-", "b")

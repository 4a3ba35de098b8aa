"""An uploaded picture is re-encoded, or refused in one sentence.

A 20 kB PNG can unpack to 800 MB, and a camera writes the place into its files: so size is checked
from the header, and what is stored is always our own encoding, upright and without metadata.
"""

import secrets
from typing import IO, Final

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils.translation import gettext as _
from PIL import Image

from forum.core.images.reencoding import FORMATS, reencode, reencode_apart

MAX_PIXELS: Final = 64_000_000  # press cameras give 45 to 61 megapixels
# Up to this size a picture takes at most 100 MB and is decoded in the same process.
FEW_PIXELS: Final = 8_000_000


class CleanImage(ContentFile):  # type: ignore[type-arg]  # no parameter at run time
    """A picture that has been re-encoded here."""


def clean_image(source: IO[bytes]) -> CleanImage:
    """Return the picture re-encoded: at most 2560 px a side, upright, no metadata.

    PNG stays lossless, everything else becomes JPEG. Raises ValidationError with one sentence when
    the file is no picture, too large or of another format.
    """
    pixels = 0
    try:
        with Image.open(source, formats=FORMATS) as image:
            pixels = image.width * image.height
            if pixels > MAX_PIXELS:
                raise _too_many(pixels)
            content = reencode(image) if pixels <= FEW_PIXELS else reencode_apart(source)
            suffix = "png" if image.format == "PNG" else "jpg"
            return CleanImage(content, name=f"{_unguessable()}.{suffix}")
    except (
        OSError,
        ValueError,
        SyntaxError,
        Image.DecompressionBombError,
        Image.DecompressionBombWarning,
    ) as error:
        raise _unreadable() if pixels <= FEW_PIXELS else _too_hungry() from error


def _too_many(pixels: int) -> ValidationError:
    sentence = _(
        "The picture has %(count)d megapixels; at most %(most)d are read. "
        "Save it smaller and upload it again."
    )
    return ValidationError(sentence % {"count": pixels // 10**6, "most": MAX_PIXELS // 10**6})


def _unreadable() -> ValidationError:
    return ValidationError(
        _("This is not a picture that can be read. Save it as JPEG or PNG and upload it again.")
    )


def _too_hungry() -> ValidationError:
    return ValidationError(
        _(
            "The picture is damaged, or takes more than 300 MB of memory to be read. "
            "Save it as a plain JPEG, or smaller, and upload it again."
        )
    )


def _unguessable() -> str:
    return secrets.token_urlsafe(16).replace("_", "a").replace("-", "b")

"""Pictures: checked before they are decoded, re-encoded before they are stored, cut to variants.

``checking`` re-encodes an upload, ``shapes`` says which variants a kind has,
``encoding`` makes them, ``files`` knows their names, ``field`` is the model's column, ``columns``
lists those of all models.
"""

from forum.core.images.checking import MAX_PIXELS, CleanImage, clean_image
from forum.core.images.field import PictureField
from forum.core.images.reencoding import FORMATS
from forum.core.images.shapes import LOGO, PHOTO, PORTRAIT

__all__ = (
    "FORMATS", "LOGO", "MAX_PIXELS", "PHOTO", "PORTRAIT", "CleanImage", "PictureField",
    "clean_image",
)  # fmt: skip

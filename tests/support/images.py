"""Small pictures for tests, drawn when they are needed."""

import io

from django.core.files.base import ContentFile
from PIL import Image


def png(width: int = 8, height: int = 6) -> "ContentFile[bytes]":
    """Return a PNG of one colour."""
    buffer = io.BytesIO()
    Image.new("RGB", (width, height), "#336699").save(buffer, "PNG")
    return ContentFile(buffer.getvalue(), name="picture.png")

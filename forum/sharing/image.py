"""Draws the picture that a shared link shows."""

import io

from PIL import Image

SIZE = (1200, 630)


def png(colour: str) -> bytes:
    """Return a picture of one colour."""
    buffer = io.BytesIO()
    Image.new("RGB", SIZE, colour).save(buffer, "PNG", optimize=True)
    return buffer.getvalue()

"""One decoded picture -> its variants' bytes."""

import io
from typing import IO, Any, Final

from PIL import Image, ImageOps

from forum.core.images.reencoding import FORMATS
from forum.core.images.shapes import PictureShape, Size

type Box = tuple[float, float, float, float]

# A photo of 1600 × 1067: AVIF 0.1 s and half the bytes of the JPEG; WebP 0.1 s, two thirds.
# Slower speeds take three times as long and save an eighth.
_PHOTO: Final[dict[str, dict[str, Any]]] = {
    "avif": {"format": "AVIF", "quality": 55, "speed": 8},
    "webp": {"format": "WEBP", "quality": 78, "method": 4},
    "jpg": {"format": "JPEG", "quality": 80, "progressive": True, "optimize": True},
    "png": {"format": "PNG"},
}
_CRISP: Final[dict[str, dict[str, Any]]] = _PHOTO | {
    "avif": {"format": "AVIF", "quality": 80, "speed": 8, "subsampling": "4:4:4"},
    "webp": {"format": "WEBP", "lossless": True, "method": 2},
}


def decoded(source: IO[bytes], shape: PictureShape) -> Image.Image:
    """Return a stored picture as RGB, or RGBA where it is transparent, just large enough.

    Raises OSError or ValueError for what is no picture.
    """
    with Image.open(source, formats=FORMATS) as image:
        if image.format == "JPEG":
            largest = shape.sizes(*image.size)[-1]
            scale = max(largest.width / image.width, largest.height / image.height)
            image.draft("RGB", (round(image.width * scale), round(image.height * scale)))
        return _plain(ImageOps.exif_transpose(image))


def resized(
    image: Image.Image, shape: PictureShape, size: Size, focus: tuple[float, float]
) -> Image.Image:
    """Return the picture in one of its sizes. focus: the focal point, in shares of each side."""
    box = _square(image.size, focus) if shape.measure == "square" else None
    return image.resize(
        (size.width, size.height), Image.Resampling.LANCZOS, box=box, reducing_gap=3.0
    )


def encoded(image: Image.Image, encoding: str, shape: PictureShape) -> bytes:
    """Return a file's bytes: JPEG on white, the others with their transparency."""
    buffer = io.BytesIO()
    options = (_CRISP if shape.crisp else _PHOTO)[encoding]
    (_on_white(image) if encoding == "jpg" else image).save(buffer, **options)
    return buffer.getvalue()


def _plain(image: Image.Image) -> Image.Image:
    transparent = image.has_transparency_data
    plain = image.convert("RGBA" if transparent else "RGB")
    if transparent and plain.getchannel("A").getextrema()[0] == 255:
        plain = plain.convert("RGB")
    plain.info.clear()
    return plain


def _on_white(image: Image.Image) -> Image.Image:
    if image.mode != "RGBA":
        return image
    ground = Image.new("RGB", image.size, "white")
    ground.paste(image, mask=image.getchannel("A"))
    return ground


def _square(size: tuple[int, int], focus: tuple[float, float]) -> Box:
    """Return the largest square that lies within the picture and as near to the focus as can be."""
    side = min(size)
    left, top = (
        max(0.0, min(length - side, length * share - side / 2))
        for length, share in zip(size, focus, strict=True)
    )
    return left, top, left + side, top + side

"""One upload -> its bytes re-encoded; run as a program it does so within bounded memory.

A PNG of 186 kB can take 800 MB to decode. What is large is therefore decoded by a process of its
own, which the kernel refuses more memory than ``MEMORY``. It knows Pillow alone, and starts fast.
"""

import io
import resource
import subprocess
import sys
from contextlib import suppress
from threading import Lock
from typing import IO, Final

from PIL import Image, ImageOps

FORMATS: Final = ("JPEG", "PNG", "WEBP", "AVIF")
LONGEST_SIDE: Final = 2560
# Bytes that the process may allocate; a photo of 64 megapixels takes half of them.
MEMORY: Final = 300 * 1024 * 1024
# Seconds; the largest accepted picture takes two.
LONGEST: Final = 60

# A server's threads decode one large picture at a time.
_one_at_a_time: Final = Lock()


def reencode(image: Image.Image) -> bytes:
    """Return an opened picture as PNG or JPEG: at most 2560 px a side, upright, no metadata."""
    lossless = image.format == "PNG"
    # libjpeg decodes at a fraction of the size. The picture is made small first: each step after
    # that would copy all of its pixels.
    image.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
    image.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    upright = ImageOps.exif_transpose(image)
    transparent = upright.mode in ("RGBA", "LA", "P") or "transparency" in upright.info
    upright = upright.convert("RGBA" if lossless and transparent else "RGB")
    upright.info.clear()
    buffer = io.BytesIO()
    if lossless:
        upright.save(buffer, "PNG")
    else:
        upright.save(buffer, "JPEG", quality=88, progressive=True)
    return buffer.getvalue()


def reencode_apart(source: IO[bytes]) -> bytes:
    """Return a picture re-encoded by a process of its own; raise OSError where it cannot be."""
    source.seek(0)
    with _one_at_a_time:
        try:
            done = subprocess.run(
                [sys.executable, "-I", __file__],
                input=source.read(),
                capture_output=True,
                check=True,
                timeout=LONGEST,
            )
        except subprocess.SubprocessError as error:
            raise OSError("The picture cannot be decoded within bounds.") from error
    return done.stdout


def main() -> None:
    """Re-encode standard input to standard output."""
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    with Image.open(io.BytesIO(sys.stdin.buffer.read()), formats=FORMATS) as image:
        sys.stdout.buffer.write(reencode(image))


if __name__ == "__main__":
    main()

"""Cuts the face to some characters.

In a process of its own: what it needs would stay in the memory of whoever serves pages.
"""

import lzma
import subprocess
import sys
from io import BytesIO
from pathlib import Path
from typing import Final

SOURCE: Final = Path(__file__).with_name("noto-serif-sc-bold.ttf.xz")
# Seconds; it takes half of one.
PATIENCE: Final = 30
# The grid that outlines are rounded to. At 1000, as the source has it, a character takes a quarter
# more bytes; a head of 48 pixels moves by a tenth of one.
UNITS_PER_EM: Final = 256


def cut_face(characters: str) -> bytes:
    """Return a WOFF2 of those of the characters that the face has."""
    command = [sys.executable, "-m", "forum.delivery.han_face.cutting"]
    done = subprocess.run(
        command,
        input=characters.encode(),
        capture_output=True,
        check=True,
        timeout=PATIENCE,
        cwd=SOURCE.parents[3],
    )
    return done.stdout


def write_cut(characters: str) -> bytes:
    from fontTools import subset
    from fontTools.ttLib import TTFont
    from fontTools.ttLib.scaleUpem import scale_upem

    # Without the moment at which it was cut: the same characters are the same bytes.
    source = BytesIO(lzma.decompress(SOURCE.read_bytes()))
    font = TTFont(source, lazy=True, recalcTimestamp=False)
    # Half-width forms of marks are what trims them at the edges of a line.
    options = subset.Options(layout_features=["halt", "chws"], name_IDs=[0, 1, 13, 14])
    cut = subset.Subsetter(options)
    cut.populate(text=characters)
    cut.subset(font)
    scale_upem(font, UNITS_PER_EM)
    font.flavor = "woff2"
    file = BytesIO()
    font.save(file)
    return file.getvalue()


if __name__ == "__main__":
    sys.stdout.buffer.write(write_cut(sys.stdin.buffer.read().decode()))

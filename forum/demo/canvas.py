"""A canvas for the sample pictures: palettes, fonts, smooth edges, the label of a sample."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from PIL import Image, ImageDraw, ImageFont

from forum.core.names import is_han

type Colour = tuple[int, int, int]
type Font = ImageFont.FreeTypeFont | ImageFont.ImageFont

# Pillow draws hard edges; drawing at twice the size and scaling down softens them.
SCALE: Final = 2

LABEL: Final = "样图 / Sample"
LABEL_WITHOUT_HAN: Final = "Sample"

# The Simplified face is the third of Noto's collection.
_HAN_FONTS: Final = (
    ("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc", 2),
    ("/usr/share/fonts/opentype/noto-cjk/NotoSansCJK-Regular.ttc", 2),
    ("/usr/share/fonts/google-noto-cjk/NotoSansCJK-Regular.ttc", 2),
    ("/usr/share/fonts/noto-cjk/NotoSansCJK-Regular.ttc", 2),
    ("/System/Library/Fonts/PingFang.ttc", 0),
)


@dataclass(frozen=True, slots=True)
class Palette:
    """Four colours that go together: paper behind, two tints on it, ink for lines and letters."""

    paper: Colour
    light: Colour
    deep: Colour
    ink: Colour


PALETTES: Final = (
    Palette((236, 241, 242), (196, 214, 217), (116, 152, 160), (36, 68, 78)),
    Palette((242, 239, 233), (221, 211, 193), (170, 148, 112), (84, 68, 44)),
    Palette((238, 241, 235), (205, 216, 195), (136, 158, 116), (56, 76, 46)),
    Palette((240, 237, 242), (214, 205, 219), (146, 131, 158), (66, 54, 82)),
    Palette((243, 237, 234), (225, 205, 196), (178, 132, 114), (94, 54, 42)),
    Palette((234, 239, 245), (192, 207, 225), (104, 134, 172), (32, 58, 98)),
)


def number(seed: str, below: int) -> int:
    """Return a number from 0 to ``below`` - 1 that is the same for a seed on every machine."""
    return int.from_bytes(hashlib.sha256(seed.encode()).digest()[:8]) % below


def palette(seed: str) -> Palette:
    """Return the palette of a seed."""
    return PALETTES[number(f"palette {seed}", len(PALETTES))]


def mix(first: Colour, second: Colour, share: float) -> Colour:
    """Return the first colour with a share (0 to 1) of the second in it."""
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(first, second, strict=True))
    return red, green, blue


@lru_cache(maxsize=64)
def han_font(size: int) -> ImageFont.FreeTypeFont | None:
    """Return a font with Simplified Han characters, None where the machine has none."""
    for path, index in _HAN_FONTS:
        if Path(path).exists():
            return ImageFont.truetype(path, size, index=index)
    return None


def font_for(text: str, size: int) -> Font | None:
    """Return a font that has the text's characters; Pillow brings a Latin one of its own."""
    return han_font(size) or (None if is_han(text) else ImageFont.load_default(size))


class Canvas:
    """A picture in the making; all positions and sizes are in pixels of the finished picture."""

    def __init__(self, size: tuple[int, int], colour: Colour) -> None:
        self.size = size
        self._image = Image.new("RGB", (size[0] * SCALE, size[1] * SCALE), colour)
        self._draw = ImageDraw.Draw(self._image)

    def gradient(self, top: Colour, bottom: Colour, until: float = 1) -> None:
        """Fill from the top edge down to a share of the height."""
        height = round(self._image.height * until)
        for y in range(height):
            self._draw.line(
                ((0, y), (self._image.width, y)), fill=mix(top, bottom, y / max(1, height - 1))
            )

    def circle(
        self,
        x: float,
        y: float,
        radius: float,
        fill: Colour | None = None,
        line: Colour | None = None,
        width: float = 1,
    ) -> None:
        """Draw a disc, a ring or both around a centre."""
        box = _scaled((x - radius, y - radius, x + radius, y + radius))
        self._draw.ellipse(box, fill=fill, outline=line, width=round(width * SCALE))

    def round_top(self, x: float, top: float, half: float, height: float, fill: Colour) -> None:
        """Draw the upper half of an ellipse that is 2 × ``half`` wide and ``height`` tall."""
        box = _scaled((x - half, top, x + half, top + 2 * height))
        self._draw.pieslice(box, 180, 360, fill=fill)

    def box(
        self,
        box: Sequence[float],
        fill: Colour | None = None,
        line: Colour | None = None,
        width: float = 1,
        radius: float = 0,
    ) -> None:
        """Draw a rectangle (left, top, right, bottom), with round corners if told."""
        self._draw.rounded_rectangle(
            _scaled(box), radius * SCALE, fill=fill, outline=line, width=round(width * SCALE)
        )

    def shape(self, points: Sequence[tuple[float, float]], fill: Colour) -> None:
        """Fill a polygon."""
        self._draw.polygon([(x * SCALE, y * SCALE) for x, y in points], fill=fill)

    def line(self, points: Sequence[tuple[float, float]], colour: Colour, width: float = 1) -> None:
        """Draw a line through points."""
        self._draw.line(
            [(x * SCALE, y * SCALE) for x, y in points], fill=colour, width=round(width * SCALE)
        )

    def text(
        self, x: float, y: float, text: str, size: float, colour: Colour, anchor: str = "mm"
    ) -> None:
        """Write one line, unless no font on the machine has its characters."""
        font = font_for(text, round(size * SCALE))
        if font and text:
            self._draw.text((x * SCALE, y * SCALE), text, colour, font, anchor)

    def lines(
        self, box: Sequence[float], text: str, size: float, colour: Colour, leading: float = 1.4
    ) -> float:
        """Write a text broken into lines inside a box; return the y below the last line."""
        left, top, right, bottom = box
        font = font_for(text, round(size * SCALE))
        rows = wrap(text, font, (right - left) * SCALE) if font else []
        for row in rows[: max(1, int((bottom - top) / (size * leading)))]:
            self.text(left, top, row, size, colour, "la")
            top += size * leading
        return top

    def label(self, colour: Colour, *, centred: bool = False) -> None:
        """Write at the lower edge, right or centred, that this is a sample, not a photograph."""
        width, height = self.size
        size = max(9, min(self.size) / 28)
        text = LABEL if han_font(round(size * SCALE)) else LABEL_WITHOUT_HAN
        x, anchor = (width / 2, "md") if centred else (width - size, "rd")
        self.text(x, height - size, text, size, colour, anchor)

    def finished(self) -> Image.Image:
        """Return the picture at its real size."""
        return self._image.resize(self.size, Image.Resampling.LANCZOS)


def wrap(text: str, font: Font, width: float) -> list[str]:
    """Break a text into lines no wider than ``width`` pixels: Latin at spaces, Han anywhere."""
    pieces = list(text) if is_han(text) else [f"{word} " for word in text.split()]
    rows = [""]
    for piece in pieces:
        if rows[-1] and font.getlength((rows[-1] + piece).rstrip()) > width:
            rows.append("")
        rows[-1] += piece
    return [row.strip() for row in rows]


def _scaled(box: Sequence[float]) -> tuple[float, float, float, float]:
    left, top, right, bottom = (value * SCALE for value in box)
    return left, top, right, bottom

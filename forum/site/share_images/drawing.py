"""Draws the picture of a shared link: a title page on cloth of the event's colour.

1200 × 630 pixels as Open Graph's readers show it. Some crop it to the square in its middle, so all
words stand there. Where the machine has no font for Chinese the picture has no words.
"""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from PIL import Image, ImageDraw, ImageFont

from forum.site.share_images.card import Card
from forum.site.share_images.fonts import font
from forum.site.share_images.wrapping import breaks_a_phrase, lines

WIDTH, HEIGHT = SIZE = (1200, 630)
PAPER, INK, QUIET, RULE = "#fdfcf9", "#1c1b1a", "#57534e", "#d6d0c4"
# The sheet is a little wider than the square in the middle; words keep off its edges.
SHEET = (WIDTH // 2 - 345, 0, WIDTH // 2 + 345, HEIGHT)
COLUMN = 530
TOP, BOTTOM = 54, HEIGHT - 44
SCALES = (1, 0.92, 0.84, 0.76, 0.68, 0.6, 0.54, 0.48, 0.42, 0.37, 0.33, 0.29, 0.25, 0.2)
WORTH_A_PHRASE = 3


@dataclass(frozen=True, slots=True)
class Block:
    """Lines of one kind. gap: pixels before it; leading: from line to line; title: the main one."""

    lines: list[str]
    font: ImageFont.FreeTypeFont
    colour: str
    gap: int
    leading: int
    title: bool

    @property
    def height(self) -> int:
        return self.gap + self.leading * len(self.lines)


def png(card: Card) -> bytes:
    """Return the picture of a card as PNG, of few colours, for a quick first view."""
    image = Image.new("RGB", SIZE, card.accent)
    draw = ImageDraw.Draw(image)
    draw.rectangle(SHEET, fill=PAPER)
    left, _top, right, _bottom = SHEET
    draw.rectangle((left, 0, right, 13), fill=card.accent)
    draw.rectangle((left, 20, right, 21), fill=card.accent)
    if font("Bold", 40):
        _words(draw, card)
    else:
        draw.rectangle((WIDTH // 2 - 90, HEIGHT // 2 - 3, WIDTH // 2 + 90, HEIGHT // 2 + 3), RULE)
    buffer = io.BytesIO()
    image.quantize(64, dither=Image.Dither.NONE).save(buffer, "PNG", optimize=True)
    return buffer.getvalue()


def _words(draw: ImageDraw.ImageDraw, card: Card) -> None:
    """Write the blocks about the middle of the sheet, the site's name at its foot."""
    foot = list(_blocks([(card.site, "Regular", 19, QUIET, 0)], 1))
    room = BOTTOM - TOP - sum(block.height + 18 for block in foot)
    blocks = _fitting(card, room)
    y = TOP + max(0, room - sum(block.height for block in blocks)) // 2
    for block in blocks:
        y = _write(draw, block, y)
    for block in foot:
        _write(draw, block, BOTTOM - block.height)


def _fitting(card: Card, room: int) -> list[Block]:
    """Return the blocks at the largest scale at which nothing has to be left out."""
    texts = [
        (card.kicker, "Regular", 23, QUIET, 0),
        (card.title, "Bold", 56, INK, 20),
        *((other, "Regular", 27, INK, 20) for other in card.others),
        (card.facts, "Regular", 23, card.accent, 26),
    ]
    scaled = (list(_blocks(texts, scale)) for scale in SCALES)
    fitting = list(islice((found for found in scaled if _fits(found, room)), WORTH_A_PHRASE))
    # A title somewhat smaller, rather than one cut within a phrase.
    whole = (
        found
        for found in fitting
        if not any(breaks_a_phrase(card.title, one.lines) for one in found if one.title)
    )
    return next(whole, None) or next(iter(fitting), list(_blocks(texts, SCALES[-1])))


def _fits(blocks: list[Block], room: int) -> bool:
    wide = any(block.font.getlength(line) > COLUMN for block in blocks for line in block.lines)
    return not wide and sum(block.height for block in blocks) <= room


def _blocks(texts: list[tuple[str, str, int, str, int]], scale: float) -> Iterator[Block]:
    """Yield a block for each text that there is. texts: words, weight, pixels, colour, gap."""
    for text, weight, pixels, colour, gap in texts:
        # What is small already shrinks less, or nobody could read it.
        size = round(max(pixels * scale, min(pixels, 15) * min(1, scale * 1.6)))
        face = font(weight, size)
        if text and face:
            cut = lines(text, COLUMN, face.getlength)
            yield Block(cut, face, colour, round(gap * scale), round(size * 1.4), weight == "Bold")


def _write(draw: ImageDraw.ImageDraw, block: Block, y: int) -> int:
    y += block.gap
    for line in block.lines:
        draw.text((WIDTH / 2, y), line, block.colour, block.font, anchor="ma")
        y += block.leading
    return y

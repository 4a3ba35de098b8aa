"""Draws the picture of a shared link: the event's cover, white type on cloth of its colour.

1200 × 630 pixels as Open Graph's readers show it. Some crop it to the square in its middle, so all
words stand there. Where the machine has no font for Chinese the picture has no words.
"""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from itertools import islice

from PIL import Image, ImageColor, ImageDraw, ImageFont

from forum.core.colours import nearest_legible
from forum.core.names import is_han
from forum.delivery.share_cards import HEIGHT, SIDE, SIZE, WIDTH, Card
from forum.site.line_wrapping import breaks_a_phrase, wrap_lines
from forum.site.share_fonts import find_font, is_right_to_left

WHITE = "#ffffff"
# Words keep off the edges of the square in the middle.
COLUMN = 530
START = (WIDTH - COLUMN) // 2
TOP, BOTTOM = 54, HEIGHT - 44
MARGIN = 24  # of the square
SMALL = 19  # pixels of what is said of the record there
SCALES = (1, 0.92, 0.84, 0.76, 0.68, 0.6, 0.54, 0.48, 0.42, 0.37, 0.33, 0.29, 0.25, 0.2)
WORTH_A_PHRASE = 3


@dataclass(frozen=True, slots=True)
class TextBlock:
    """Lines of one kind. gap: pixels before it; leading: from line to line; title: the main one.

    width: of the column; rtl: whether they stand at its right edge, written from there.
    """

    lines: list[str]
    font: ImageFont.FreeTypeFont
    features: list[str] | None
    width: int
    rtl: bool
    colour: str
    gap: int
    leading: int
    title: bool

    @property
    def height(self) -> int:
        return self.gap + self.leading * len(self.lines)


def draw_card(card: Card) -> bytes:
    """Return the picture of a card as PNG, of few colours, for a quick first view."""
    cloth = nearest_legible(card.accent)
    image = Image.new("RGB", SIZE, cloth)
    draw = ImageDraw.Draw(image)
    draw.rectangle((START, 0, START + 90, 9), WHITE)
    if find_font("Bold", 40):
        draw_numeral(draw, card.numeral, cloth)
        draw_blocks(draw, card)
    return encode(image, 64)


def draw_square(card: Card) -> bytes:
    """Return the card's title, for lists of messages, which show pictures small.

    Below it what must be known of the record: beside it stands no page that would say so.
    """
    image = Image.new("RGB", (SIDE, SIDE), nearest_legible(card.accent))
    draw = ImageDraw.Draw(image)
    draw.rectangle((MARGIN, 0, MARGIN + 60, 7), WHITE)
    width = SIDE - 2 * MARGIN
    notes = [*make_blocks([(card.reservation, "Regular", SMALL, WHITE, 12)], 1, width)]
    room = width - sum(note.height for note in notes)
    for size in range(44, 11, -2):
        titles = [*make_blocks([(card.title, "Bold", size, WHITE, 0)], 1, width)]
        if is_fitting(titles, room, width):
            break
    for block in titles:
        draw_block(draw, block, MARGIN + (room - block.height) // 2, MARGIN)
    for block in notes:
        draw_block(draw, block, SIDE - MARGIN - block.height, MARGIN)
    # Shown at a third of its size, so that edges are smooth without shades.
    return encode(image, 2)


def encode(image: Image.Image, colours: int) -> bytes:
    buffer = io.BytesIO()
    image.quantize(colours, dither=Image.Dither.NONE).save(buffer, "PNG", optimize=True)
    return buffer.getvalue()


def draw_numeral(draw: ImageDraw.ImageDraw, numeral: str, cloth: str) -> None:
    """Write the number of the edition large and faint beside the words, cut by the edge."""
    face = find_font("Bold", 430)
    if numeral and face:
        red, green, blue = ImageColor.getrgb(cloth)[:3]
        faint = tuple(round(part + (255 - part) * 0.12) for part in (red, green, blue))
        draw.text((952, HEIGHT + 40), numeral, faint, face, anchor="ld")


def draw_blocks(draw: ImageDraw.ImageDraw, card: Card) -> None:
    """Write the blocks about the middle of the sheet, the site's name at its foot."""
    foot = list(make_blocks([(card.site, "Regular", 19, WHITE, 0)], 1))
    room = BOTTOM - TOP - sum(block.height + 18 for block in foot)
    blocks = fit_blocks(card, room)
    y = TOP + max(0, room - sum(block.height for block in blocks)) // 2
    for block in blocks:
        y = draw_block(draw, block, y)
    for block in foot:
        draw_block(draw, block, BOTTOM - block.height)


def fit_blocks(card: Card, room: int) -> list[TextBlock]:
    """Return the blocks at the largest scale at which nothing has to be left out."""
    texts = [
        (card.kicker, "Regular", 23, WHITE, 0),
        (card.title, "Bold", 56, WHITE, 20),
        *(
            (other_title, "Regular", 27, WHITE, 20)
            for other_title in card.further
            # Rather none than empty boxes.
            if find_font("Regular", 27, other_title)
        ),
        (card.foot, "Regular", 23, WHITE, 26),
    ]
    scaled = (list(make_blocks(texts, scale)) for scale in SCALES)
    fitting = list(
        islice((blocks for blocks in scaled if is_fitting(blocks, room)), WORTH_A_PHRASE)
    )
    # A title somewhat smaller, rather than one cut within a phrase.
    whole = (
        blocks
        for blocks in fitting
        if not any(breaks_a_phrase(card.title, block.lines) for block in blocks if block.title)
    )
    return next(whole, None) or next(iter(fitting), list(make_blocks(texts, SCALES[-1])))


def is_fitting(blocks: list[TextBlock], room: int, width: int = COLUMN) -> bool:
    wide = any(
        block.font.getlength(line, features=block.features) > width
        for block in blocks
        for line in block.lines
    )
    return not wide and sum(block.height for block in blocks) <= room


def make_blocks(
    texts: list[tuple[str, str, int, str, int]], scale: float, width: int = COLUMN
) -> Iterator[TextBlock]:
    """Yield a block for each text that there is. texts: words, weight, pixels, colour, gap."""
    for text, weight, pixels, colour, gap in texts:
        # What is small already shrinks less, or nobody could read it.
        size = round(max(pixels * scale, min(pixels, 15) * min(1, scale * 1.6)))
        face = find_font(weight, size, text) or find_font(weight, size)
        if text and face:
            features = choose_features(text, face)
            cut = wrap_lines(text, width, partial(face.getlength, features=features))
            yield TextBlock(
                cut,
                face,
                features,
                width,
                is_right_to_left(text),
                colour,
                round(gap * scale),
                round(size * 1.4),
                title=weight == "Bold",
            )


def choose_features(text: str, face: ImageFont.FreeTypeFont | None) -> list[str] | None:
    """Return what lets a Han face draw the quotation marks of Latin text as narrow as it is."""
    can_choose = face is not None and face.layout_engine == ImageFont.Layout.RAQM
    return ["pwid"] if can_choose and not is_han(text) else None


def draw_block(draw: ImageDraw.ImageDraw, block: TextBlock, y: int, start: int = START) -> int:
    y += block.gap
    for line in block.lines:
        x, anchor = (start + block.width, "ra") if block.rtl else (start, "la")
        draw.text((x, y), line, block.colour, block.font, anchor=anchor, features=block.features)
        y += block.leading
    return y

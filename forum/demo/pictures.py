"""Sample pictures, drawn by rule: portraits without faces, stages, covers, marks.

The same name gives the same picture on the same machine. Each picture says that it is a sample.
"""

import io
from math import cos, pi, sin
from typing import Final

from django.core.files.base import ContentFile
from PIL import Image

from forum.core.names import is_han
from forum.demo.canvas import Canvas, Colour, mix, number, palette

type Size = tuple[int, int]

PORTRAIT: Final = (480, 600)
SCENE: Final = (1600, 800)
COVER: Final = (600, 800)
LOGO: Final = (360, 180)


def monogram(name: str) -> str:
    """Return what stands for a name: its first Han character, or one or two Latin initials."""
    if is_han(name):
        return name.strip()[0]
    words = name.replace("-", " ").split()
    words = [word for word in words if word[0].isupper()] or words
    return "".join(word[0].upper() for word in (words[:1] + words[1:][-1:]))


def portrait(name: str, size: Size = PORTRAIT) -> Image.Image:
    """Return an abstract portrait: a monogram in a disc above shoulders of plain form."""
    width, height = size
    colours = palette(name)
    canvas = Canvas(size, colours.paper)
    canvas.gradient(colours.paper, colours.light)
    middle, radius = (width / 2, height * 0.4), width * 0.235
    _ripples(canvas, name, radius, mix(colours.paper, colours.deep, 0.35))
    _shoulders(canvas, name, height * 0.665, mix(colours.light, colours.deep, 0.55))
    _shoulders(canvas, name, height * 0.745, colours.deep)
    canvas.circle(*middle, radius, fill=colours.paper)
    canvas.circle(*middle, radius * 0.9, line=colours.deep, width=width / 320)
    letters = monogram(name)
    canvas.text(*middle, letters, radius * (0.95 if len(letters) == 1 else 0.75), colours.ink)
    canvas.label(colours.paper, centred=True)
    return canvas.finished()


def scene(seed: str, title: str = "", size: Size = SCENE) -> Image.Image:
    """Return a stage with a screen, a lectern and rows of seats; the title stands on the screen."""
    width, height = size
    colours = palette(f"scene {seed}")
    canvas = Canvas(size, colours.paper)
    canvas.gradient(mix(colours.ink, colours.deep, 0.35), colours.deep, until=0.68)
    canvas.box((0, height * 0.66, width, height), fill=mix(colours.deep, colours.ink, 0.7))
    _lights(canvas, mix(colours.deep, colours.paper, 0.35))
    _screen(canvas, seed, title)
    floor = height * 0.66
    canvas.shape(
        [(0, height), (width * 0.1, floor), (width * 0.9, floor), (width, height)],
        mix(colours.deep, colours.ink, 0.35),
    )
    _lectern(canvas, seed, floor)
    _seats(canvas, mix(colours.ink, colours.deep, 0.2), mix(colours.ink, (0, 0, 0), 0.25))
    canvas.label(colours.light)
    return canvas.finished()


def cover(title: str, second: str = "", size: Size = COVER) -> Image.Image:
    """Return a product's cover: arcs, a thin rule, the title and below it a second one."""
    width, height = size
    colours = palette(f"cover {title}")
    canvas = Canvas(size, colours.paper)
    _arcs(canvas, title)
    margin = width * 0.1
    canvas.box((0, height * 0.56, width, height), fill=colours.paper)
    canvas.line([(margin, height * 0.61), (margin * 2, height * 0.61)], colours.deep, width / 250)
    room = (margin, height * 0.64, width - margin, height * 0.82)
    below = canvas.lines(room, title, width / 16, colours.ink)
    room = (margin, below + height * 0.015, width - margin, height * 0.93)
    quiet = mix(colours.deep, colours.ink, 0.5)
    canvas.lines(room, second, width / 26, quiet)
    canvas.label(quiet)
    return canvas.finished()


def logo(name: str, size: Size = LOGO) -> Image.Image:
    """Return a placeholder for an organization's mark: a figure of petals beside a monogram."""
    height = size[1]
    colours = palette(f"logo {name}")
    canvas = Canvas(size, (255, 255, 255))
    x, y, radius = height * 0.5, height * 0.47, height * 0.3
    petals = 3 + number(f"petals {name}", 4)
    for petal in range(petals):
        angle = 2 * pi * petal / petals - pi / 2
        centre = (x + cos(angle) * radius * 0.5, y + sin(angle) * radius * 0.5)
        fill = mix(colours.light, colours.deep, petal / petals)
        canvas.circle(*centre, radius * 0.5, fill=fill)
    canvas.circle(x, y, radius * 0.34, fill=(255, 255, 255))
    canvas.line([(height, y - radius), (height, y + radius)], colours.light, 1)
    canvas.text(height * 1.16, y, monogram(name), height * 0.34, colours.ink, "lm")
    canvas.label(colours.deep)
    return canvas.finished()


def as_file(image: Image.Image, name: str) -> "ContentFile[bytes]":
    """Return the picture as a PNG file of that name, ready for a model's field."""
    stream = io.BytesIO()
    image.save(stream, "PNG")
    return ContentFile(stream.getvalue(), name=f"{name}.png")


def _shoulders(canvas: Canvas, seed: str, top: float, fill: Colour) -> None:
    """Draw shoulders in one of three forms: round, sloping, broad."""
    width, height = canvas.size
    form = number(f"form {seed}", 3)
    half = width * (0.44, 0.4, 0.38)[form]
    if form == 0:
        canvas.circle(width / 2, top + half, half, fill=fill)
    elif form == 1:
        canvas.round_top(width / 2, top, half, height - top + half, fill)
    else:
        box = (width / 2 - half, top, width / 2 + half, height + half)
        canvas.box(box, fill=fill, radius=half * 0.55)


def _ripples(canvas: Canvas, seed: str, step: float, colour: Colour) -> None:
    """Draw thin rings around a point near one of the upper corners."""
    width, height = canvas.size
    x = width * (0.12 if number(f"side {seed}", 2) else 0.88)
    y = height * (0.08 + number(f"height {seed}", 12) / 100)
    for ring in range(1, 8):
        canvas.circle(x, y, ring * step * 0.62, line=colour, width=width / 480)


def _lights(canvas: Canvas, colour: Colour) -> None:
    """Draw the lines of a ceiling that run towards the stage."""
    width, height = canvas.size
    for place in range(-4, 5):
        top = (width / 2 + place * width * 0.16, 0.0)
        end = (width / 2 + place * width * 0.085, height * 0.1)
        canvas.line([top, end], colour, width / 800)


def _screen(canvas: Canvas, seed: str, title: str) -> None:
    """Draw the screen behind the stage with horizon, sun and title."""
    width, height = canvas.size
    colours = palette(f"scene {seed}")
    left, top, right, bottom = width * 0.2, height * 0.13, width * 0.8, height * 0.58
    canvas.box((left - 6, top - 6, right + 6, bottom + 6), fill=mix(colours.ink, (0, 0, 0), 0.3))
    canvas.box((left, top, right, bottom), fill=colours.paper)
    sun = left + (right - left) * (0.6 + number(f"sun {seed}", 25) / 100)
    canvas.circle(sun, bottom - height * 0.15, height * 0.07, fill=colours.light)
    for layer in range(3):
        _hills(canvas, f"{seed} {layer}", (left, right, bottom), layer)
    margin = width * 0.035
    canvas.line(
        [(left + margin, top + margin * 0.8), (left + margin * 2.2, top + margin * 0.8)],
        colours.deep,
        width / 500,
    )
    room = (left + margin, top + margin * 1.2, right - margin, bottom - height * 0.14)
    canvas.lines(room, title, width / 36, colours.ink)


def _hills(canvas: Canvas, seed: str, edge: tuple[float, float, float], layer: int) -> None:
    """Draw one of three lines of hills that rise from the screen's lower edge."""
    left, right, bottom = edge
    colours = palette(f"scene {seed.rpartition(' ')[0]}")
    height = canvas.size[1] * (0.1 - layer * 0.026)
    phase = number(f"phase {seed}", 628) / 100
    points = [(left, bottom)]
    for step in range(61):
        x = left + (right - left) * step / 60
        wave = sin(step / (9 - layer) + phase) + 0.5 * sin(step / 4 + phase * 2)
        points.append((x, bottom - height * (1 + wave * 0.3)))
    points.append((right, bottom))
    canvas.shape(points, mix(colours.light, colours.deep, 0.25 + layer * 0.35))


def _lectern(canvas: Canvas, seed: str, floor: float) -> None:
    """Draw a lectern at one side of the stage, with a microphone on it."""
    width, height = canvas.size
    colours = palette(f"scene {seed}")
    x = width * (0.145 if number(f"lectern {seed}", 2) else 0.855)
    top, half = floor - height * 0.13, width * 0.022
    base = floor + height * 0.05
    canvas.shape(
        [(x - half, top), (x + half, top), (x + half * 0.7, base), (x - half * 0.7, base)],
        colours.light,
    )
    canvas.box((x - half * 1.2, top - 6, x + half * 1.2, top + 4), fill=colours.paper, radius=3)
    canvas.line([(x, top - 6), (x + 8, top - height * 0.05)], colours.paper, 2)
    canvas.circle(x + 8, top - height * 0.05, 4, fill=colours.paper)


def _seats(canvas: Canvas, back: Colour, front: Colour) -> None:
    """Draw three rows of chair backs, each nearer and larger than the one behind it."""
    width, height = canvas.size
    for row in range(3):
        y, size = height * (0.8 + row * 0.075), width * (0.03 + row * 0.009)
        step, fill = size * 1.16, mix(back, front, row / 2)
        for seat in range(int(width / step) + 2):
            x = (seat - (row % 2) / 2) * step
            canvas.box((x, y, x + size, height + size), fill=fill, radius=size * 0.3)
        canvas.box((0, y + size * 0.75, width, height + size), fill=fill)


def _arcs(canvas: Canvas, seed: str) -> None:
    """Fill the upper part of a cover with quarter circles on a grid."""
    width, height = canvas.size
    colours = palette(f"cover {seed}")
    cell = width / 4
    for place in range(4 * 3):
        column, row = place % 4, place // 4
        x, y = column * cell, row * cell
        turn = number(f"turn {seed} {place}", 5)
        shade = mix(colours.light, colours.deep, number(f"shade {seed} {place}", 80) / 100)
        canvas.box((x, y, x + cell, y + cell), fill=mix(colours.paper, shade, 0.45))
        if turn < 4:
            _quarter(canvas, (x, y, cell), turn, shade)
    canvas.box((0, height * 0.56, width, height), fill=colours.paper)


def _quarter(canvas: Canvas, cell: tuple[float, float, float], turn: int, fill: Colour) -> None:
    """Draw a quarter of a disc around one of a cell's corners."""
    x, y, side = cell
    centre = (x + side * (turn % 2), y + side * (turn // 2))
    start = {0: 0.0, 1: pi / 2, 2: -pi / 2, 3: pi}[turn]
    points = [centre]
    for step in range(25):
        angle = start + pi / 2 * step / 24
        points.append((centre[0] + cos(angle) * side, centre[1] + sin(angle) * side))
    canvas.shape(points, fill)

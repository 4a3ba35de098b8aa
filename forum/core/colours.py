"""Accent colours: legible on the site's papers, the same hue in either scheme.

A colour is #rrggbb in lower case. Contrast is that of WCAG 2.2; lightness, chroma and hue are those
of OKLCH, in which a change of lightness leaves the hue that one sees.
"""

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from coloraide import Color

# The grounds of static/css/tokens.css; a test holds the two together. Of the dark scheme's, the
# tint is the lighter and so the harder ground.
PAPER = "#fcfbf8"
DARK_GROUND = "#25221d"
# WCAG 2.2, 1.4.3, for text of any size.
LEAST_CONTRAST = 4.5
# The tone of the dark scheme: light as the text around it, pale enough not to glow.
_DARK_LIGHTNESS = 0.79
_DARK_CHROMA = 0.095
# Half a step of one 8-bit channel and less: nearer than a hexadecimal colour can tell.
_STEP = 0.0005

_HEXADECIMAL = re.compile(r"#[0-9a-f]{6}")


@dataclass(frozen=True, slots=True)
class Accents:
    """One hue for both schemes. light: on the light paper; dark: on the dark one."""

    light: str
    dark: str


def is_colour(value: str) -> bool:
    """Tell whether a text is a colour as the site writes it: #8c2f22."""
    return bool(_HEXADECIMAL.fullmatch(value))


def _read(colour: str) -> "Color":
    # Imported late: it takes a fifth of a second and 3 MB, and only mending an accent needs it.
    from coloraide import Color

    return Color(colour)


def contrast(colour: str, ground: str) -> float:
    """Return the ratio of contrast of two colours, 1 to 21."""
    dark, light = sorted((_measure_luminance(colour), _measure_luminance(ground)))
    return (light + 0.05) / (dark + 0.05)


def _measure_luminance(colour: str) -> float:
    """Return the relative luminance of WCAG 2.2, 0 to 1."""
    channels = (value / 255 for value in bytes.fromhex(colour.removeprefix("#")))
    red, green, blue = (
        channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4
        for channel in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def is_legible(colour: str, ground: str = PAPER) -> bool:
    """Tell whether text in a colour can be read on a ground."""
    return contrast(colour, ground) >= LEAST_CONTRAST


def _tone(colour: str, lightness: float, most_chroma: float = 1) -> str:
    """Return the colour's hue at a lightness, as saturated as the screen allows or as it was."""
    tone = _read(colour).convert("oklch")
    tone["lightness"] = lightness
    tone["chroma"] = min(tone["chroma"], most_chroma)
    return str(tone.fit("srgb", method="oklch-chroma", jnd=0).convert("srgb").to_string(hex=True))


def nearest_legible(colour: str, ground: str = PAPER) -> str:
    """Return the colour, or the nearest darker one of its hue that is legible on a light ground."""
    if is_legible(colour, ground):
        return colour
    dark, light = 0.0, float(_read(colour).convert("oklch")["lightness"])
    while light - dark > _STEP:
        middle = (dark + light) / 2
        dark, light = (
            (middle, light) if is_legible(_tone(colour, middle), ground) else (dark, middle)
        )
    return _tone(colour, dark)


def dark_scheme_tone(colour: str, ground: str = DARK_GROUND) -> str:
    """Return the lighter tone of a colour's hue that is legible in the dark scheme."""
    lightness = _DARK_LIGHTNESS
    while not is_legible(tone := _tone(colour, lightness, _DARK_CHROMA), ground):
        lightness += _STEP
    return tone


def accents(light: str, dark: str) -> Accents | None:
    """Return the legible accents of two stored colours; None where the light one is no colour.

    Rows that passed no form may hold anything: what cannot be read on its paper is mended.
    """
    if not is_colour(light):
        return None
    fit = is_colour(dark) and is_legible(dark, DARK_GROUND)
    return Accents(nearest_legible(light), dark if fit else dark_scheme_tone(light))

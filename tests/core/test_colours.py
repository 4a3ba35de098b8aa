"""Accent colours: which are legible, what is proposed instead, and the dark scheme's tone."""

import pytest
from coloraide import Color

from forum.core.colours import (
    DARK_GROUND,
    PAPER,
    Accents,
    accents,
    contrast,
    dark_scheme_tone,
    is_colour,
    is_legible,
    nearest_legible,
)

HUES = ["#ff0000", "#e8a33d", "#ffff00", "#5cd65c", "#24a0b0", "#7f9cff", "#e07be0"]


def hue(colour: str) -> float:
    return float(Color(colour).convert("oklch")["hue"])


def turn(one: str, other: str) -> float:
    """Return how far two hues are apart, in degrees."""
    return abs((hue(one) - hue(other) + 180) % 360 - 180)


@pytest.mark.parametrize(
    ("value", "answer"),
    [("#8c2f22", True), ("#8C2F22", False), ("8c2f22", False), ("#8c2f2", False), ("red", False),
     ("#8c2f22\n", False), ("", False)],
)  # fmt: skip
def test_what_is_a_colour(value: str, answer: bool) -> None:
    assert is_colour(value) == answer


def test_the_contrast_of_black_on_white() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


def test_a_legible_colour_stays() -> None:
    assert nearest_legible("#8c2f22") == "#8c2f22"


@pytest.mark.parametrize("colour", [*HUES, "#ffffff", "#c0c0c0"])
def test_the_nearest_legible_colour_is_just_legible(colour: str) -> None:
    assert 4.5 <= contrast(nearest_legible(colour), PAPER) < 4.56


@pytest.mark.parametrize("colour", HUES)
def test_the_nearest_legible_colour_keeps_the_hue(colour: str) -> None:
    assert turn(colour, nearest_legible(colour)) < 2


@pytest.mark.parametrize("colour", [*map(nearest_legible, HUES), "#000000", "#8c2f22", "#00005a"])
def test_the_dark_scheme_s_tone_is_legible_there(colour: str) -> None:
    assert is_legible(dark_scheme_tone(colour), DARK_GROUND)


@pytest.mark.parametrize("colour", ["#8c2f22", "#1f4e79", "#24606b", "#5b2a86", "#5f5a00"])
def test_the_dark_scheme_s_tone_is_lighter_and_of_the_same_hue(colour: str) -> None:
    tone = dark_scheme_tone(colour)
    lighter = (
        Color(tone).convert("oklch")["lightness"] > Color(colour).convert("oklch")["lightness"]
    )
    assert (turn(colour, tone) < 2, lighter) == (True, True)


def test_stored_colours_that_are_fit_are_used() -> None:
    assert accents("#8c2f22", "#eba596") == Accents("#8c2f22", "#eba596")


def test_stored_colours_that_are_unfit_are_mended() -> None:
    assert accents("#e8a33d", "#201f1c") == Accents(
        nearest_legible("#e8a33d"), dark_scheme_tone("#e8a33d")
    )


@pytest.mark.parametrize("stored", ["", "red", "#8C2F2"])
def test_what_is_no_colour_is_no_accent(stored: str) -> None:
    assert accents(stored, "") is None

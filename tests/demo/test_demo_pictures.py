"""Sample pictures: of the right size, the same for a name, and drawn with or without a Han font."""

import io
from collections.abc import Callable

import pytest
from PIL import Image, ImageChops

from forum.demo import canvas, pictures

DRAWINGS: list[tuple[Callable[[str], Image.Image], tuple[int, int]]] = [
    (pictures.portrait, pictures.PORTRAIT),
    (pictures.scene, pictures.SCENE),
    (pictures.cover, pictures.COVER),
    (pictures.logo, pictures.LOGO),
]


@pytest.fixture
def no_han_font(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(canvas, "han_font", lambda size: None)


def difference(first: Image.Image, second: Image.Image) -> tuple[int, int, int, int] | None:
    return ImageChops.difference(first, second).getbbox()


@pytest.mark.parametrize(("draw", "size"), DRAWINGS)
def test_pictures_have_their_size(
    draw: Callable[[str], Image.Image], size: tuple[int, int]
) -> None:
    assert draw("王受文").size == size


@pytest.mark.parametrize(("draw", "size"), DRAWINGS)
def test_the_same_name_gives_the_same_picture(
    draw: Callable[[str], Image.Image], size: tuple[int, int]
) -> None:
    assert difference(draw("Roy Bhila"), draw("Roy Bhila")) is None


@pytest.mark.parametrize(("draw", "size"), DRAWINGS)
def test_another_name_gives_another_picture(
    draw: Callable[[str], Image.Image], size: tuple[int, int]
) -> None:
    assert difference(draw("张威"), draw("张翼")) is not None


@pytest.mark.parametrize(("draw", "size"), DRAWINGS)
def test_pictures_are_labelled_as_samples_without_a_han_font_too(
    draw: Callable[[str], Image.Image],
    size: tuple[int, int],
    no_han_font: None,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    labelled = draw("王受文")
    monkeypatch.setattr(canvas.Canvas, "label", lambda *args, **kwargs: None)
    changed = difference(labelled, draw("王受文"))
    assert changed is not None
    assert changed[1] > size[1] * 0.85


def test_a_portrait_can_be_drawn_in_another_size() -> None:
    assert pictures.portrait("王受文", (96, 120)).size == (96, 120)


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("王受文", "王"),
        ("法图·海达拉", "法"),
        ("Roy Bhila", "RB"),
        ("Maria Belen Sunga Acosta", "MA"),
        ("Huawei", "H"),
        ("huawei", "H"),
        ("", ""),
    ],
)
def test_monograms(name: str, letters: str) -> None:
    assert pictures.monogram(name) == letters


def test_a_picture_becomes_a_png_file() -> None:
    file = pictures.as_file(pictures.logo("华为"), "huawei")
    assert (file.name, Image.open(io.BytesIO(file.read())).format) == ("huawei.png", "PNG")


def test_latin_lines_break_at_spaces() -> None:
    font = canvas.ImageFont.load_default(20)
    width = font.getlength("Green Corridor")
    assert canvas.wrap("Green Corridor Handbook", font, width) == ["Green Corridor", "Handbook"]


def test_numbers_of_a_seed_are_the_same_everywhere() -> None:
    assert [canvas.number(seed, 100) for seed in ("a", "b", "王")] == [50, 46, 40]

"""The faces of the machine for the pictures of shared links."""

import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import chain
from pathlib import Path
from typing import Final

from PIL import ImageFont

FOLDERS: Final = (
    "/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts", "~/.fonts",
    "/Library/Fonts", "/System/Library/Fonts",
)  # fmt: skip
# The collection of all of East Asia, that of Simplified Chinese, the subset; serif goes first.
FAMILIES: Final = ("NotoSerifCJK", "NotoSerifSC", "SourceHanSerif", "NotoSansCJK", "NotoSansSC")
# For what these cannot write. The last has the letters of several scripts in one face.
FURTHER_FAMILIES: Final = (
    "NotoNaskhArabic", "NotoSansArabic", "NotoSansHebrew", "NotoSerif-", "NotoSans-", "DejaVuSans",
)  # fmt: skip
SUFFIXES: Final = (".ttc", ".otf", ".ttf")

type Face = tuple[Path, int]


def find_font(weight: str, size: int, text: str = "") -> ImageFont.FreeTypeFont | None:
    """Return a font of a weight, Bold or Regular, at a size in pixels, that can write a text.

    None without any, and where the machine has none for Chinese, whose pictures have no words.
    """
    face = find_face(weight, text)
    return open_font(*face, size) if face else None


@lru_cache
def open_font(file: Path, number: int, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(file), size, index=number)


@lru_cache
def find_face(weight: str, text: str) -> Face | None:
    """Return the face for Chinese, else another, that can write a text; None without the first."""
    usual = next((face for family in FAMILIES for face in list_faces(weight, family)), None)
    if usual is None:
        return None
    further = (face for family in FURTHER_FAMILIES for face in list_faces(weight, family))
    return next((face for face in chain([usual], further) if can_write(face, text)), None)


@lru_cache
def list_faces(weight: str, family: str) -> tuple[Face, ...]:
    """Return the faces of a family, those of the weight first."""
    files = [file for file in list_font_files() if file.stem.startswith(family)]
    files.sort(key=lambda file: (weight.lower() not in file.stem.lower(), file.stem))
    return tuple(face for file in files if (face := simplified_face(file)))


@lru_cache
def list_font_files() -> tuple[Path, ...]:
    """Return the files of the machine's fonts."""
    roots = (Path(folder).expanduser() for folder in FOLDERS)
    files = (file for root in roots if root.is_dir() for file in root.rglob("*"))
    return tuple(file for file in files if file.suffix.lower() in SUFFIXES)


def simplified_face(file: Path) -> Face | None:
    """Return the face for Simplified Chinese: the first of a collection draws Japanese forms."""
    if file.suffix.lower() != ".ttc":
        return file, 0
    for index in range(10):
        try:
            family = ImageFont.truetype(str(file), 10, index=index).getname()[0] or ""
        except OSError:
            break
        if " SC" in family:
            return file, index
    return None


def can_write(face: Face, text: str) -> bool:
    """Tell whether a face has a glyph for each character that is seen."""
    return read_characters(*face).issuperset(list_visible_characters(text))


def list_visible_characters(text: str) -> Iterator[int]:
    """Yield the characters of a text but spaces, controls and marks of direction."""
    return (ord(sign) for sign in text if unicodedata.category(sign)[0] not in "CZ")


@lru_cache
def read_characters(file: Path, number: int) -> frozenset[int]:
    """Return the code points that a face has glyphs for."""
    # Takes a while to load, and most answers are kept pictures.
    from fontTools.ttLib import TTFont

    with TTFont(file, fontNumber=number, lazy=True) as font:
        return frozenset(font.getBestCmap())


def is_right_to_left(text: str) -> bool:
    """Tell whether a text begins with a letter of a script that is written so."""
    directions = map(unicodedata.bidirectional, text)
    first = next((way for way in directions if way in ("L", "R", "AL")), "L")
    return first != "L"

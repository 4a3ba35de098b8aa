"""The machine's Noto fonts for Chinese, found in the folders where systems keep fonts."""

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from PIL import ImageFont

FOLDERS = (
    "/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts", "~/.fonts",
    "/Library/Fonts", "/System/Library/Fonts",
)  # fmt: skip
# The collection of all of East Asia, that of Simplified Chinese, the subset; serif goes first.
FAMILIES = ("NotoSerifCJK", "NotoSerifSC", "SourceHanSerif", "NotoSansCJK", "NotoSansSC")
SUFFIXES = (".ttc", ".otf", ".ttf")


@lru_cache
def font(weight: str, size: int) -> ImageFont.FreeTypeFont | None:
    """Return a font of a weight, Bold or Regular, at a size in pixels; None without any."""
    found = _face(weight)
    return ImageFont.truetype(str(found[0]), size, index=found[1]) if found else None


@lru_cache
def _face(weight: str) -> tuple[Path, int] | None:
    """Return the file and the number of the face in it."""
    files = sorted(
        _files(), key=lambda file: (_rank(file), weight.lower() not in file.stem.lower())
    )
    return next((face for file in files if (face := _simplified(file))), None)


def _files() -> Iterator[Path]:
    for folder in FOLDERS:
        root = Path(folder).expanduser()
        for file in root.rglob("*") if root.is_dir() else ():
            if file.suffix.lower() in SUFFIXES and file.stem.startswith(FAMILIES):
                yield file


def _rank(file: Path) -> int:
    return next(no for no, family in enumerate(FAMILIES) if file.stem.startswith(family))


def _simplified(file: Path) -> tuple[Path, int] | None:
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

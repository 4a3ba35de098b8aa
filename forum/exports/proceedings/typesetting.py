"""A book -> pages: Typst reads the texts as JSON data, and no file outside a folder of its own."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import segno
import typst
from django.conf import settings
from django.utils.translation import gettext
from PIL import Image

from forum.core.images.reencoding import FORMATS
from forum.exports.errors import ExportError, MissingFontsError
from forum.exports.proceedings import typst_process
from forum.exports.proceedings.book import Book
from forum.exports.stored_files import PATIENCE, locked

SOURCE: Final = Path(__file__).with_name("proceedings.typ")
# PDF/UA-1 for readers who do not see the page, PDF/A-2a for libraries.
STANDARDS: Final[list[Any]] = ["ua-1", "a-2a"]
FAMILIES: Final = ("Noto Serif CJK SC", "Noto Sans CJK SC")
UNDRAWN: Final = re.compile(r'the text `"(.+?)"` could not be displayed')
# A photo on a page of A4 is 16 cm wide: 220 dots an inch.
PIXELS: Final = 1400
# Seconds: 200 pages take 5.
LONGEST: Final = 300


def fingerprint(book: Book) -> str:
    """Return what changes with anything that the pages print, in 64 hexadecimal digits."""
    pictures = {name: file.name for name, file in book.pictures.items()}
    printed = json.dumps([book.content, pictures], ensure_ascii=False, sort_keys=True)
    return sha256(printed.encode() + SOURCE.read_bytes()).hexdigest()


class MissingCharacterError(MissingFontsError):
    """A text holds a character that no font of the machine has."""


def write_pdf(
    book: Book, *, standards: Sequence[Any] = STANDARDS, patience: float = PATIENCE
) -> bytes:
    """Return the book as PDF; raise ExportError where it cannot be set.

    standards: none for a book that goes out although a character of it cannot be drawn; it is
    tagged all the same. patience: seconds; raises FileBusyError where others are set for longer.
    """
    with prepared_folder(book) as folder:
        order = {
            "folder": str(folder),
            "fonts": list_font_folders(),
            "standards": list(standards),
            "timestamp": book.changed.replace(microsecond=0).isoformat(),
        }
        with locked_typesetter(patience):
            return run_typst(order)


@contextmanager
def locked_typesetter(patience: float = PATIENCE) -> Iterator[None]:
    """Let one book at a time be set on a server: each takes a processor, and much memory."""
    folder = Path(settings.PROCEEDINGS_ROOT)
    folder.mkdir(parents=True, exist_ok=True)
    with locked(folder / ".typesetter.lock", patience):
        yield


def run_typst(order: Mapping[str, object]) -> bytes:
    """Return the PDF that a process of its own makes; raise ExportError where it cannot."""
    require_fonts()
    try:
        process = subprocess.run(
            [sys.executable, "-I", typst_process.__file__],
            input=json.dumps(order).encode(),
            capture_output=True,
            timeout=LONGEST,
        )
    except subprocess.TimeoutExpired as error:
        raise explain_failure(gettext("it took longer than five minutes")) from error
    if process.returncode:
        raise explain_failure(process.stderr.decode(errors="replace") or str(process.returncode))
    return process.stdout


def explain_failure(message: str) -> ExportError:
    """Return what Typst refused, in one sentence."""
    if undrawn := UNDRAWN.search(message):
        sentence = gettext(
            "No font of this machine has the character “%(character)s”: install one that has it "
            "(Debian: fonts-noto), or name a folder that holds one in FONTS_DIR."
        )
        return MissingCharacterError(sentence % {"character": undrawn[1]})
    reason = " ".join(message.split())
    return ExportError(gettext("The proceedings cannot be set: %(reason)s.") % {"reason": reason})


def list_font_folders() -> list[str]:
    """Return the folders of fonts beside the machine's own."""
    return [str(settings.FONTS_DIR)] if settings.FONTS_DIR else []


@cache
def require_fonts() -> None:
    """Raise MissingFontsError without the fonts for Chinese."""
    families = typst.Fonts(font_paths=list_font_folders()).families()
    if missing := [family for family in FAMILIES if family not in families]:
        raise MissingFontsError(
            gettext(
                "The proceedings need the fonts %(fonts)s, which are not installed: install Noto "
                "CJK (Debian: fonts-noto-cjk), or name a folder that holds them in FONTS_DIR."
            )
            % {"fonts": ", ".join(missing)}
        )


@contextmanager
def prepared_folder(book: Book) -> Iterator[Path]:
    """Lay out all that Typst may read in a folder of its own."""
    with TemporaryDirectory(prefix="proceedings-") as name:
        folder = Path(name)
        (folder / "main.typ").write_bytes(SOURCE.read_bytes())
        content = {**book.content, "version": fingerprint(book)[:12]}
        content["pictures"] = write_pictures(book.pictures, folder)
        (folder / "book.json").write_text(json.dumps(content, ensure_ascii=False), "utf-8")
        write_code(book.content["colophon"]["address"], folder / "code.svg")
        yield folder


def write_pictures(pictures: Mapping[str, object], folder: Path) -> dict[str, Any]:
    """Write the pictures as the page needs them; return file and shape of those that are there."""
    written = {}
    for number, (name, stored) in enumerate(pictures.items(), 1):
        file = folder / f"picture-{number}.jpg"
        if shape := shrink_picture(stored, file):
            written[name] = {"file": file.name, "shape": shape}
    return written


def shrink_picture(file: Any, target: Path) -> float:
    """Write a stored picture as JPEG of the size of a page; return its width by its height.

    0 where it cannot be read.
    """
    try:
        with file.storage.open(file.name, "rb") as stored:
            picture: Any = Image.open(stored, formats=FORMATS)
            picture.draft("RGB", (PIXELS, PIXELS))
            picture.thumbnail((PIXELS, PIXELS))
            paper = Image.new("RGB", picture.size, "white")
            layer = picture.convert("RGBA")
            paper.paste(layer, mask=layer)
            paper.save(target, "JPEG", quality=82)
    except OSError:
        return 0
    return paper.width / paper.height


def write_code(address: str, path: Path) -> None:
    code = segno.make_qr(address, error="m")
    code.save(str(path), kind="svg", border=0, dark="#000", omitsize=True)

"""Compile one folder to PDF in a process of its own, which hands its memory back.

Typst remembers what it laid out for as long as its process lives: a worker that had printed six
records held 1 GB. Run by path, so that nothing of the site is imported:

    python -I typst_process.py < order.json > book.pdf

The order names ``folder``, ``standards``, ``timestamp`` (ISO 8601) and ``fonts`` (folders). Where
Typst refuses, its message goes to standard error and the exit code is 3.
"""

import json
import sys
from datetime import datetime
from pathlib import Path
from typing import Any, Final

import typst

REFUSED: Final = 3


def make_compiler(folder: Path, fonts: typst.Fonts) -> typst.Compiler:
    """Return a compiler that sees a folder and the fonts, no package and no other file."""
    packages = folder / "packages"
    return typst.Compiler(
        folder / "main.typ",
        root=folder,
        font_paths=fonts,
        package_path=packages,
        package_cache_path=packages,
    )


def compile_pdf(order: dict[str, Any]) -> bytes:
    """Return the PDF of an order; raise typst.TypstError where its source is refused."""
    compiler = make_compiler(Path(order["folder"]), typst.Fonts(font_paths=order["fonts"]))
    made = compiler.compile(
        format="pdf",
        pdf_standards=order["standards"],
        timestamp=datetime.fromisoformat(order["timestamp"]),
    )
    assert isinstance(made, bytes)  # noqa: S101 - of pages there may be several files, of PDF one
    return made


def main() -> int:
    try:
        pdf = compile_pdf(json.load(sys.stdin))
    except typst.TypstError as error:
        sys.stderr.write(error.message)
        return REFUSED
    sys.stdout.buffer.write(pdf)
    return 0


if __name__ == "__main__":
    sys.exit(main())

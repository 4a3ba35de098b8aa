"""The file that ``--report`` names: whole or not at all."""

import io
import json
import tempfile
from pathlib import Path
from typing import Any

from forum.management import output_file


def check(path: Path, sources: list[Path]) -> None:
    """Raise OSError when a report cannot be put there; nothing of it is left behind."""
    if path.is_dir():
        raise IsADirectoryError(path)
    if any(source.exists() and path.exists() and path.samefile(source) for source in sources):
        raise FileExistsError(path)
    with tempfile.NamedTemporaryFile(dir=path.parent):
        """The folder exists and can be written to."""


def save(path: Path, content: Any) -> None:
    """Write JSON, so that no reader meets half a file."""
    with output_file.whole(path) as file, io.TextIOWrapper(file, encoding="utf-8") as text:
        json.dump(content, text, ensure_ascii=False, indent=2)
        text.write("\n")

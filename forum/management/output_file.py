"""A file that a command writes: whole or not at all, and never over another one by chance."""

import io
import json
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from django.core.management.base import CommandError
from django.utils.translation import gettext

from forum.management.localized_command import unwritable


def check_output_path(path: Path, *, force: bool) -> None:
    """Raise CommandError at a place where no file may be written."""
    if path.is_dir():
        raise CommandError(
            gettext("%(path)s is a folder; name a file in it with --output.") % {"path": path}
        )
    if path.exists() and not force:
        raise CommandError(
            gettext("%(path)s is there already; --force writes over it.") % {"path": path}
        )


@contextmanager
def open_output(path: Path, *, force: bool) -> Iterator[IO[bytes]]:
    """Open the file that a command was told to write. Raises CommandError."""
    check_output_path(path, force=force)
    try:
        with open_whole(path) as file:
            yield file
    except OSError as error:
        raise CommandError(unwritable(path, error)) from error


@contextmanager
def open_whole(path: Path) -> Iterator[IO[bytes]]:
    """Open a draft beside the place; move it there when everything was written."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:80]}.")
    draft = Path(name)
    try:
        with os.fdopen(handle, "w+b") as file:
            yield file
        draft.chmod(0o666 & ~_umask())
        draft.replace(path)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def check_report_path(path: Path, sources: list[Path]) -> None:
    """Raise OSError when a report cannot be put there; nothing of it is left behind."""
    if path.is_dir():
        raise IsADirectoryError(path)
    if any(source.exists() and path.exists() and path.samefile(source) for source in sources):
        raise FileExistsError(path)
    with tempfile.NamedTemporaryFile(dir=path.parent):
        """The folder exists and can be written to."""


def save_report(path: Path, content: object) -> None:
    """Write JSON, so that no reader meets half a file."""
    with open_whole(path) as file, io.TextIOWrapper(file, encoding="utf-8") as text:
        json.dump(content, text, ensure_ascii=False, indent=2)
        text.write("\n")

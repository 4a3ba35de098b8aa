"""A file that a command writes: whole or not at all, and never over another one by chance."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from django.core.management.base import CommandError
from django.utils.translation import gettext


def check(path: Path, *, force: bool) -> None:
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
def whole(path: Path) -> Iterator[IO[bytes]]:
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

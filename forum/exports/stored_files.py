"""Files for the public that take long to make, each stored under the fingerprint of what it prints.

A file is made once, and anew as soon as anything that it prints has changed, so that nothing that
was taken down lives on in it.
"""

import fcntl
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from django.conf import settings
from django.utils.translation import gettext

from forum.exports.errors import FileBusyError

# Of a fingerprint in a file's name, in digits.
SHORT: Final = 32
# Seconds for which others are waited for: longer than any book takes.
PATIENCE: Final = 300.0
_PAUSE: Final = 0.05


def read_stored_file(
    name: str, fingerprint: str, make: Callable[[], bytes], patience: float = PATIENCE
) -> bytes:
    """Return the content of the file of a name and a fingerprint, made if it is not there yet.

    name: begins with the event's slug; an earlier state under the same name is thrown away.
    fingerprint: in hexadecimal digits. What ``make`` raises is raised, and nothing is stored.
    patience: seconds; raises FileBusyError where another makes the file for longer.
    """
    folder = Path(settings.PROCEEDINGS_ROOT)
    stem, dot, suffix = name.rpartition(".")
    path = folder / f"{stem}.{fingerprint[:SHORT]}{dot}{suffix}"
    # Read, not asked for: between a look and a reading others may throw it away.
    with suppress(FileNotFoundError):
        return path.read_bytes()
    folder.mkdir(parents=True, exist_ok=True)
    with locked(folder / f".{name}.lock", patience):
        # Whoever waited finds what the other one made.
        with suppress(FileNotFoundError):
            return path.read_bytes()
        content = make()
        store_whole(path, content)
        discard_stored_file(name, len(fingerprint[:SHORT]), besides=path)
    return content


def discard_stored_file(name: str, digits: int = SHORT, besides: Path | None = None) -> None:
    """Throw away what is stored under one name, whatever it prints; nothing of another name."""
    stem, dot, suffix = name.rpartition(".")
    for file in Path(settings.PROCEEDINGS_ROOT).glob(f"{stem}.{'?' * digits}{dot}{suffix}"):
        if file != besides:
            file.unlink(missing_ok=True)


def discard_stored_files(*patterns: str) -> None:
    """Throw away all files of a record, by patterns of their names.

    Only of a record that is out of sight: with a word that a visitor chose as if it were a slug,
    any address would throw away what others have.
    """
    for pattern in patterns:
        for file in Path(settings.PROCEEDINGS_ROOT).glob(pattern):
            file.unlink(missing_ok=True)


def store_whole(path: Path, content: bytes) -> None:
    with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as draft:
        draft.write(content)
    Path(draft.name).replace(path)


@contextmanager
def locked(path: Path, patience: float = PATIENCE) -> Iterator[None]:
    """Let one process, or thread, at a time make a file; raise FileBusyError after some seconds."""
    end = time.monotonic() + patience
    with path.open("w") as file:
        while True:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() >= end:
                    raise FileBusyError(
                        gettext("Other files are being made: try again in a minute.")
                    ) from None
                time.sleep(_PAUSE)
        yield

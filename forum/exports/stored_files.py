"""Files for the public that take long to make, each stored under the fingerprint of what it prints.

A file is made once, and anew as soon as anything that it prints has changed, so that nothing that
was taken down lives on in it.
"""

import fcntl
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from django.conf import settings

# Of a fingerprint in a file's name, in digits.
SHORT: Final = 32


def get_stored_file(name: str, fingerprint: str, make: Callable[[], bytes]) -> Path:
    """Return the file of a name and a fingerprint, made if it is not there yet.

    name: begins with the event's slug; an earlier state under the same name is thrown away.
    fingerprint: in hexadecimal digits. What ``make`` raises is raised, and nothing is stored.
    """
    folder = Path(settings.PROCEEDINGS_ROOT)
    stem, dot, suffix = name.rpartition(".")
    digits = "?" * len(fingerprint[:SHORT])
    path = folder / f"{stem}.{fingerprint[:SHORT]}{dot}{suffix}"
    if path.exists():
        return path
    folder.mkdir(parents=True, exist_ok=True)
    with locked(folder / f".{name}.lock"):
        # Whoever waited finds what the other one made.
        if not path.exists():
            store_whole(path, make())
            for earlier in folder.glob(f"{stem}.{digits}{dot}{suffix}"):
                if earlier != path:
                    earlier.unlink(missing_ok=True)
    return path


def discard_stored_files(name: str) -> None:
    """Throw away what is stored under a name: an event's slug, or more of the files' names."""
    for file in Path(settings.PROCEEDINGS_ROOT).glob(f"{name}.*"):
        file.unlink(missing_ok=True)


def store_whole(path: Path, content: bytes) -> None:
    with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as draft:
        draft.write(content)
    Path(draft.name).replace(path)


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Let one process, or thread, at a time make a file."""
    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield

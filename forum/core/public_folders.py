"""Folders that the web server reads, which is another user: whatever our own umask is.

Units and ``manage`` run with 0077, so that nobody reads what nobody is meant to; what is public
says so itself.
"""

from pathlib import Path
from typing import Final

PUBLIC_FOLDER: Final = 0o755
PUBLIC_FILE: Final = 0o644
PRIVATE_FOLDER: Final = 0o700
PRIVATE_FILE: Final = 0o600


def make_public_folder(folder: Path) -> None:
    """Make a folder and those above it, unless they are there; raise OSError."""
    if folder.is_dir():
        return
    make_public_folder(folder.parent)
    folder.mkdir(exist_ok=True)
    folder.chmod(PUBLIC_FOLDER)


def make_private_folder(folder: Path) -> None:
    """Make a folder that nobody but its owner may look into, where there is none."""
    folder.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)


def open_folder(folder: Path) -> None:
    """Let the web server read a folder with all that is in it."""
    folder.chmod(PUBLIC_FOLDER)
    for path in folder.rglob("*"):
        path.chmod(PUBLIC_FOLDER if path.is_dir() else PUBLIC_FILE)

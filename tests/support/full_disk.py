"""A disk that is full: half of what is written to it stays, as on a real one."""

import errno
import os
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import FileSystemStorage


def write_half(storage: FileSystemStorage, name: str, content: Any) -> str:
    """Store as Django's storage does, until there is no more room."""
    path = Path(FileSystemStorage.path(storage, name))
    path.parent.mkdir(parents=True, exist_ok=True)
    whole = b"".join(content.chunks())
    path.write_bytes(whole[: len(whole) // 2])
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def fill_disk(monkeypatch: pytest.MonkeyPatch, *, after: int = 0) -> None:
    """Let the disk have no room left; after: the number of files that it still takes."""
    store, count = FileSystemStorage._save, 0

    def save(storage: FileSystemStorage, name: str, content: Any) -> str:
        nonlocal count
        # An empty file takes no room.
        is_empty = not any(content.chunks())
        count += not is_empty
        full = not is_empty and count > after
        return write_half(storage, name, content) if full else store(storage, name, content)

    monkeypatch.setattr(FileSystemStorage, "_save", save)


def files_in(*folders: Path) -> list[str]:
    """Return the names of all files below folders."""
    return sorted(path.name for folder in folders for path in folder.rglob("*") if path.is_file())

"""A full disk: half of what is written to it stays, as on a real one; files that are sent to it."""

import errno
import os
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import FileSystemStorage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tests.support.admin_forms import read_form
from tests.support.images import png


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


def send(client: Client, model: Any, **values: Any) -> Any:
    """Send the form of a new record."""
    url = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_add")
    return client.post(url, read_form(client, url) | values)


def picture() -> SimpleUploadedFile:
    return SimpleUploadedFile("photo.png", png(1000, 500).read(), "image/png")


def pdf() -> SimpleUploadedFile:
    return SimpleUploadedFile("agenda.pdf", b"%PDF-1.4 and more", "application/pdf")

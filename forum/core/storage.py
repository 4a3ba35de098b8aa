"""Where files lie: pictures in the public folder, what the public may not have in the private one.

A picture that is taken offline moves, with what was made of it, to the folder ``offline`` of the
private storage, under the same name; ``PictureStorage`` reads it in either place.
"""

from contextlib import suppress
from itertools import chain
from pathlib import Path

from django.conf import settings
from django.core.files.storage import FileSystemStorage, Storage, storages
from django.urls import reverse


class PrivateStorage(FileSystemStorage):
    """The folder PRIVATE_ROOT, without addresses. The setting is read on each use."""

    @property
    def base_location(self) -> Path:
        return Path(settings.PRIVATE_ROOT)

    @property
    def location(self) -> str:
        return str(self.base_location.absolute())


class OfflineStorage(PrivateStorage):
    """Pictures that are out of the public's reach."""

    @property
    def base_location(self) -> Path:
        return Path(settings.PRIVATE_ROOT) / "offline"


class PictureStorage(FileSystemStorage):
    """The public folder; what was moved out of it is found where it lies now."""

    def path(self, name: str) -> str:
        public = super().path(name)
        return public if Path(public).exists() or not is_offline(name) else kept_path(name)

    def delete(self, name: str) -> None:
        super().delete(name)
        offline_storage().delete(name)

    def listdir(self, path: str) -> tuple[list[str], list[str]]:
        """Return the folders and files of either place; raise FileNotFoundError without any."""
        listings: list[tuple[list[str], list[str]]] = []
        for listing in (super().listdir, offline_storage().listdir):
            with suppress(FileNotFoundError):
                listings.append(listing(path))
        if not listings:
            raise FileNotFoundError(path)
        folders, files = (sorted(set(chain(*names))) for names in zip(*listings, strict=True))
        return folders, files


class DeskPictureStorage(PictureStorage):
    """The same pictures for staff, who see what is offline too."""

    def url(self, name: str | None) -> str:
        if name and is_offline(name):
            return reverse("offline-picture", args=[name])
        return super().url(name)


def private_storage() -> Storage:
    """Return the storage, so that migrations name this function and no folder."""
    return storages["private"]


def offline_storage() -> Storage:
    """Return the storage of pictures that are out of the public's reach."""
    return storages["offline"]


def kept_path(name: str) -> str:
    """Return where a picture lies, or would lie, when it is offline."""
    return offline_storage().path(name)


def is_offline(name: str) -> bool:
    """Tell whether a picture has been moved out of the public's reach."""
    return Path(kept_path(name)).is_file()

"""Files that no web server hands out: a view looks whether they are public first."""

from pathlib import Path

from django.conf import settings
from django.core.files.storage import FileSystemStorage, Storage, storages


class PrivateStorage(FileSystemStorage):
    """The folder PRIVATE_ROOT, without addresses. The setting is read on each use."""

    @property
    def base_location(self) -> Path:
        return Path(settings.PRIVATE_ROOT)

    @property
    def location(self) -> str:
        return str(self.base_location.absolute())


def private_storage() -> Storage:
    """Return the storage, so that migrations name this function and no folder."""
    return storages["private"]

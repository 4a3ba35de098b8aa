"""Files in an object storage (S3 and what speaks its language), for several application hosts.

Pictures lie in a public bucket, which a web server or a CDN hands out under ``MEDIA_URL`` of the
site's own host; private files, and pictures that are offline, in a private one.
"""

import io
from datetime import datetime
from http import HTTPStatus
from itertools import chain
from typing import Any, Final, cast

from botocore.config import Config
from botocore.exceptions import ClientError, ConnectionError, HTTPClientError
from django.conf import settings
from django.core.files.base import File
from django.core.files.storage import Storage
from storages.backends.s3 import S3Storage

from forum.core.storage import note_written, offline_storage

# Seconds to connect, and without any byte.
_IMPATIENT: Final = Config(
    connect_timeout=2, read_timeout=10, retries={"total_max_attempts": 2, "mode": "standard"}
)


def is_away(error: BaseException | None) -> bool:
    """Tell whether an error means that the storage did not answer, or could not."""
    if isinstance(error, ClientError):
        status = error.response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0)
        return int(status) >= HTTPStatus.INTERNAL_SERVER_ERROR
    return isinstance(error, ConnectionError | HTTPClientError)


class ObjectStorage(S3Storage):
    """A bucket; what is stored in a block that fails goes with the block."""

    client_config: Config

    def __init__(self, **options: object) -> None:
        super().__init__(**options)
        # The library's own are 60 s each, five times over: whoever saves would wait for minutes.
        self.client_config = self.client_config.merge(_IMPATIENT)

    def _save(self, name: str, content: Any) -> str:
        # A copy: the library closes what it was given, and callers read on.
        content.seek(0)
        stored: str = super()._save(name, File(io.BytesIO(content.read())))
        note_written(self, stored)
        return stored

    def write_object(self, name: str, content: bytes) -> None:
        """Write a file under this very name, which may be taken in the other bucket."""
        super()._save(name, File(io.BytesIO(content)))


class PictureObjects(ObjectStorage):
    """The public bucket; what was moved out of it is found where it lies now."""

    def url(self, name: str, *args: Any, **kwargs: Any) -> str:
        return f"{settings.MEDIA_URL}{name}"

    def is_in_public(self, name: str) -> bool:
        """Tell whether a picture lies where everybody may have it."""
        return bool(super().exists(name))

    def exists(self, name: str) -> bool:
        return self.is_in_public(name) or offline_storage().exists(name)

    def delete(self, name: str) -> None:
        super().delete(name)
        offline_storage().delete(name)

    def get_modified_time(self, name: str) -> datetime:
        is_public = self.is_in_public(name)
        time = super().get_modified_time if is_public else offline_storage().get_modified_time
        return cast("datetime", time(name))

    def size(self, name: str) -> int:
        size = super().size if self.is_in_public(name) else offline_storage().size
        return cast("int", size(name))

    def listdir(self, path: str) -> tuple[list[str], list[str]]:
        """Return the folders and files of either place."""
        listings = [super().listdir(path), offline_storage().listdir(path)]
        folders, files = (sorted(set(chain(*names))) for names in zip(*listings, strict=True))
        return folders, files

    def move_picture(self, name: str, *, offline: bool) -> bool:
        """Move a file out of the public's reach, or back; return whether it was elsewhere."""
        is_public = self.is_in_public(name)
        if offline == (not is_public) and (offline or not offline_storage().exists(name)):
            return False
        private = cast("ObjectStorage", offline_storage())
        if offline:
            private.write_object(name, read_object(self, name))
            super().delete(name)
        else:
            if not is_public:
                self.write_object(name, read_object(private, name))
            private.delete(name)
        return True

    def _open(self, name: str, mode: str = "rb") -> File[Any]:
        if self.is_in_public(name):
            content: File[Any] = super()._open(name, mode)
            return content
        return offline_storage().open(name, mode)


def read_object(storage: Storage, name: str) -> bytes:
    with storage.open(name) as content:
        return bytes(content.read())

"""The pictures of an event in the media storage, each read when its turn comes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any, Final

from forum.exports.export_records import EventExport, ExportedPhoto
from sessions_app import models

_TYPES: Final = {"jpg": "image/jpeg", "jpeg": "image/jpeg", "png": "image/png"}


@dataclass(frozen=True, slots=True)
class Picture:
    """One stored picture. name: in the storage; width, height: in pixels."""

    name: str
    width: int
    height: int
    alt: str
    storage: Any

    @property
    def extension(self) -> str:
        return "png" if self.content_type == "image/png" else "jpeg"

    @property
    def content_type(self) -> str:
        return _TYPES[_suffix(self.name)]

    def read(self) -> bytes:
        with self.storage.open(self.name, "rb") as file:
            data: bytes = file.read()
        return data


class StoredPictures:
    """Finds the pictures of an export; remembers which were not there.

    codes: the languages of the document, in which the alternative texts are if they can be.
    """

    def __init__(self, export: EventExport, codes: Sequence[str]) -> None:
        self._codes = codes
        photos = (photo for photo in export.record.photos if isinstance(photo, ExportedPhoto))
        self._photos: Mapping[str, ExportedPhoto] = {photo.picture: photo for photo in photos}
        self._storage: Any = models.Photo._meta.get_field("image").storage
        self.missing: list[str] = []

    def find(self, name: str) -> Picture | None:
        """Return a picture by its name in the storage, None for one that cannot be printed."""
        photo = self._photos.get(name)
        sound = photo and photo.width and photo.height and _suffix(name) in _TYPES
        if photo is None or not sound or not self._storage.exists(name):
            self.missing.append(name)
            return None
        return Picture(name, photo.width, photo.height, self._describe(photo), self._storage)

    def _describe(self, photo: ExportedPhoto) -> str:
        own = (text.get(code) for text in (photo.alt, photo.caption) for code in self._codes)
        return next(filter(None, (*own, *photo.alt.values(), *photo.caption.values())), "")


def _suffix(name: str) -> str:
    return PurePosixPath(name).suffix.lower().lstrip(".")

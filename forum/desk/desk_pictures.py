"""Pictures and recordings as staff see them, whether they are offline or not."""

from collections.abc import Iterable
from copy import copy
from time import monotonic
from typing import ClassVar, Final

from django.urls import reverse

from forum.core.images.field import PictureFormField
from forum.core.images.files import PictureFile
from forum.core.storage import PictureStorage, is_offline
from forum.site.errors import is_storage_away
from sessions_app.models import Photo
from sessions_app.recordings import MediaFile, MediaFormField

# Seconds after which a storage that was away is asked again.
_PATIENCE: Final = 5


class DeskPictureStorage(PictureStorage):
    """The public pictures for staff, who see what is offline too."""

    # Whoever waited for an object storage in vain does not wait for the next picture too.
    away_until: ClassVar[float] = 0

    def url(self, name: str | None) -> str:
        if name and self._is_offline(name):
            return reverse("offline-picture", args=[name])
        return super().url(name)

    def _is_offline(self, name: str) -> bool:
        """Tell whether a picture is offline; while the storage is away, none is."""
        if monotonic() < DeskPictureStorage.away_until:
            return False
        try:
            return is_offline(name)
        except Exception as error:
            # A form with what was typed is worth more than its picture.
            if not is_storage_away(error):
                raise
            DeskPictureStorage.away_until = monotonic() + _PATIENCE
            return False


class DeskPictureField(PictureFormField):
    """A picture's field in a form, with an address that staff can open, offline or not."""

    def prepare_value(self, value: object) -> object:
        return for_desk(value) if isinstance(value, PictureFile) and value._committed else value


class DeskMediaField(MediaFormField):
    """A recording's field, or its captions', with an address that staff can open."""

    def prepare_value(self, value: object) -> object:
        return for_desk(value) if isinstance(value, MediaFile) and value._committed else value


def for_desk[F: (PictureFile, MediaFile)](picture: F) -> F:
    """Return a stored picture, or recording, with addresses that staff can open."""
    desk_picture = copy(picture)
    desk_picture.storage = DeskPictureStorage()
    return desk_picture


def list_refused(photos: Iterable[Photo]) -> set[int]:
    """Return the keys of those on which somebody refused to be shown."""
    keys = {photo.pk for photo in photos}
    allowed = Photo.objects.filter(pk__in=keys).refused_by_nobody()
    return keys.difference(allowed.values_list("pk", flat=True))

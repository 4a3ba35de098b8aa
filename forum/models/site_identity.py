"""Which site a database and a folder of files belong to: the same mark in both."""

import uuid
from typing import Final

from django.core.files.base import ContentFile
from django.core.files.storage import Storage
from django.db import models
from django.utils.translation import gettext_lazy as _

MARK: Final = ".site"


class SiteIdentity(models.Model):
    """The name that tells this site's database from any other: one row, whose name stays.

    published_folder: the mark of the folder of published pages; "" until a page is published.
    """

    identity = models.UUIDField(default=uuid.uuid4, editable=False)
    published_folder = models.CharField(
        max_length=32, blank=True, default="", db_default="", editable=False
    )

    class Meta:
        verbose_name = _("site identity")
        verbose_name_plural = _("site identity")
        constraints = (
            models.CheckConstraint(name="site_identity_one_row", condition=models.Q(pk=1)),
        )

    def __str__(self) -> str:
        return str(self.identity)

    @classmethod
    def current(cls) -> "SiteIdentity":
        """Return the stored identity; the first call gives the database one."""
        return cls._default_manager.get_or_create(pk=1)[0]

    def is_marked_on(self, storage: Storage) -> bool | None:
        """Tell whether a storage's files are this site's; None where they bear no mark yet."""
        if not storage.exists(MARK):
            return None
        with storage.open(MARK) as file:
            return bool(file.read().decode().strip() == str(self.identity))

    def mark(self, storage: Storage) -> None:
        """Mark a storage's files as this site's."""
        storage.save(MARK, ContentFile(f"{self.identity}\n".encode()))

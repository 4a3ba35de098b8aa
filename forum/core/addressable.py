"""Records with an address of their own, which may change."""

from collections.abc import Collection
from typing import Any, Self

from django.db import models


class Addressed(models.Model):
    """A record with an address: it knows the slug that its row has, to tell when that changes."""

    slug: "models.SlugField[str, str]"
    _stored_slug: str = ""

    class Meta:
        abstract = True

    @property
    def address_scope(self) -> int:
        """Within what the slug is unique: 0 for the site, else the key of what it belongs to."""
        return 0

    @classmethod
    def from_db(
        cls,
        db: str | None,
        field_names: Collection[str],
        values: Collection[Any],
        **options: Any,
    ) -> Self:
        record = super().from_db(db, field_names, values, **options)
        record.remember_slug()
        return record

    def remember_slug(self) -> None:
        """Take the present slug for the stored one."""
        # A deferred slug was not read, so it cannot have changed.
        self._stored_slug = self.__dict__.get("slug", "")

    @property
    def old_slug(self) -> str:
        """The slug that the row had before the latest save, "" if it is the same."""
        return self._stored_slug if self._stored_slug != self.slug else ""

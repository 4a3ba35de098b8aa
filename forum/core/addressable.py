"""Records with an address of their own, which may change."""

from collections.abc import Collection
from functools import lru_cache
from typing import Any, Self

from django.db import models
from django.urls import get_script_prefix, reverse
from django.utils.translation import get_language


def page_address(route: str, *parts: object) -> str:
    """Return the address of a record's page in the active language.

    A page leads to a hundred others, and Django works out each address anew. Public requests have
    addresses of their own (``forum.site.public_addresses``), which hold the same pages.
    """
    return _reversed(route, parts, get_language(), get_script_prefix())


@lru_cache(maxsize=16384)
def _reversed(route: str, parts: tuple[Any, ...], _language: str | None, _prefix: str) -> str:
    return reverse(route, args=parts)


class Addressed(models.Model):
    """A record with an address. It remembers its stored slug, to notice when that changes."""

    slug: "models.SlugField[str, str]"
    _stored_slug: str = ""

    class Meta:
        abstract = True

    @property
    def address_scope(self) -> int:
        """The scope in which the slug is unique: 0 for the site, else the owner's key."""
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
        """Remember the present slug as the stored one."""
        # A deferred slug was not read, so it cannot have changed.
        self._stored_slug = self.__dict__.get("slug", "")

    @property
    def old_slug(self) -> str:
        """The slug that the row had before the latest save, "" if it is the same."""
        return self._stored_slug if self._stored_slug != self.slug else ""

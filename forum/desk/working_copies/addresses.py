"""The addresses of a working copy's pages."""

from django.urls import reverse

from forum.history.rows import RowKey
from forum.history.working_copies.store import owner_of_copy
from forum.models import WorkingCopy


def copy_url(page: str, owner: RowKey) -> str:
    """Return the address of a page about the working copy of a record."""
    return reverse(page, args=[owner.kind.pk, owner.pk])


def changes_url(copy: WorkingCopy) -> str:
    """Return the address of the page that shows what a working copy changes."""
    return copy_url("working-copy", owner_of_copy(copy))

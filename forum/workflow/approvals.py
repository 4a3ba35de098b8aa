"""Approvals of a record go on holding over a save that edits nothing."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction

from forum.core.content import Content, Record
from forum.history.version_token import RowVersion, record_versions, versions_token
from forum.models import Review


@contextmanager
def keep_approvals(record: Content, row: Record | None = None) -> Iterator[None]:
    """Keep approvals valid although the block saves the record.

    row: the only one that is saved, the record itself unless told. What somebody else saves of the
    record meanwhile is an edit all the same.
    """
    saved = row or record
    row_key = saved._meta.label_lower, saved.pk
    with transaction.atomic():
        (former,) = record_versions([record]).values()
        yield
        (present,) = record_versions([record]).values()
        if _without(former, row_key) == _without(present, row_key):
            approvals = Review.objects.about(record)
            approvals_that_hold = approvals.filter(version_token=versions_token(former))
            approvals_that_hold.update(version_token=versions_token(present))


def _without(rows: list[RowVersion], row: tuple[str, int]) -> list[RowVersion]:
    return sorted(version for version in rows if version[:2] != row)

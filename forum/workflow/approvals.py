"""Approvals of a record go on holding over a save that edits nothing."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction

from forum.core.content import Content, Record
from forum.history.version_token import RowVersion, record_versions, versions_token
from forum.models import Review


@contextmanager
def keep_approvals(record: Content, saved: Record | type[Record] | None = None) -> Iterator[None]:
    """Keep approvals valid although the block saves the record.

    saved: the only row that is saved, the record itself unless told; a model: only rows of that
    are. What somebody else saves of the record meanwhile is an edit all the same.
    """
    saved = saved or record
    with transaction.atomic():
        (former,) = record_versions([record]).values()
        yield
        (present,) = record_versions([record]).values()
        if _without(former, saved) == _without(present, saved):
            approvals = Review.objects.about(record)
            approvals_that_hold = approvals.filter(version_token=versions_token(former))
            approvals_that_hold.update(version_token=versions_token(present))


def _without(rows: list[RowVersion], saved: Record | type[Record]) -> list[RowVersion]:
    if isinstance(saved, type):
        others = [row for row in rows if row[0] != saved._meta.label_lower]
    else:
        others = [row for row in rows if row[:2] != (saved._meta.label_lower, saved.pk)]
    return sorted(others)

"""What is published as files: the pages, what each of them read, and what has changed since."""

from datetime import timedelta
from typing import ClassVar, Final, Self

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q

FILE: Final = "file"
# Changes stay this long for whoever saved them to move their files.
CHANGES_LIFE: Final = timedelta(minutes=1)


class PageFileQuerySet(models.QuerySet["PageFile"]):
    """Querysets of the files of pages."""

    def failed(self) -> Self:
        """Return those that the site failed to make."""
        return self.filter(is_current=False).exclude(failed_at=None)


class PageFile(models.Model):
    """A page whose file is published, or is to be made.

    reads: the keys of what it read when it was made; see ``forum.delivery.publishing.reads``.
    holds_until: the moment at which it changes by itself; None: at none.
    is_current: whether its file says what the page says now; else the page is to be made.
    failed_at: when the site failed to make it, the last time; None: it did not.
    """

    path = models.TextField(unique=True)
    reads = ArrayField(models.TextField(), default=list)
    holds_until = models.DateTimeField(null=True)
    is_current = models.BooleanField(default=False)
    failed_at = models.DateTimeField(null=True)

    objects = PageFileQuerySet.as_manager()

    class Meta:
        indexes: ClassVar = [
            GinIndex(name="page_file_reads", fields=["reads"], fastupdate=False),
            models.Index(name="page_file_missing", fields=["path"], condition=~Q(is_current=True)),
            models.Index(name="page_file_due", fields=["holds_until"]),
        ]

    def __str__(self) -> str:
        return self.path


class PageChange(models.Model):
    """A row that changed, noted by a trigger in the transaction that changed it.

    keys: what the row belonged to and belongs to now, after FILE and a colon the name of each file
    that it has given up, and whether it was unreleased, or withheld, before. is_settled: whether
    the files of the pages that read any of this have been deleted.
    """

    table = models.CharField(max_length=63)
    row = models.BigIntegerField()
    keys = ArrayField(models.TextField(), default=list)
    at = models.DateTimeField()
    is_settled = models.BooleanField(default=False)

    class Meta:
        indexes: ClassVar = [
            models.Index(name="page_change_open", fields=["id"], condition=Q(is_settled=False)),
            models.Index(name="page_change_at", fields=["at"]),
        ]

    def __str__(self) -> str:
        return f"{self.table}:{self.row}"

"""Working copies: the edit of a public record that is not public yet."""

from datetime import timedelta
from typing import Self

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from forum.models.desk import AboutRecord, AboutRecordQuerySet


class WorkingCopyQuerySet(AboutRecordQuerySet["WorkingCopy"]):
    """Working copies."""

    def open(self) -> Self:
        """Return those that are still being worked on."""
        return self.filter(closed_at=None)

    def discarded(self) -> Self:
        """Return those that were dropped, and can still be taken up again."""
        since = timezone.now() - WorkingCopy.LIFE
        return self.filter(outcome=WorkingCopy.Outcome.DISCARDED, closed_at__gte=since)

    def recoverable(self) -> Self:
        """Return those that are worked on, or may be again."""
        return self.open() | self.discarded()

    def without_changes(self) -> Self:
        """Leave what they change in the table, for lists: it may be long."""
        return self.defer("changes", "proposals")

    def with_row(self, label: str, pk: int) -> Self:
        """Return those that change, add or delete a row."""
        return self.filter(changes__has_key=f"{label}:{pk}")


class WorkingCopy(AboutRecord):
    """What is to change of a record and its parts, which the public sees as they were until then.

    changes: "model:key" -> {"kind": added | changed | deleted, "fields": column -> [base, value]},
    values as snapshots hold them. base: what the public saw when the column was changed here.
    proposals: what is to happen beside: {"deletes": true, "merges": [{"other": 7, "fields": [],
    "version": 3}]}, the version of the other record that was looked at.
    schedule: language -> moment from which on it is to be public. refusals: language -> moment that
    has passed without it, until somebody sets another or publishes. notes: language -> the note of
    a correction that is told at its moment. embargoes_ended: the languages of the schedule that are
    public then although the record itself has a later moment. version: counts the saves.
    A closed one is kept as it was when it was published to its end, or discarded.
    LIFE: how long a discarded one can be taken up again.
    conflicts: how many there were with what is public when it was laid over the tables.
    """

    LIFE = timedelta(days=90)
    conflicts: int = 0

    class Outcome(models.TextChoices):
        PUBLISHED = "published", _("Published")
        DISCARDED = "discarded", _("Discarded")

    changes = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    proposals = models.JSONField(default=dict)
    schedule = models.JSONField(default=dict)
    refusals = models.JSONField(default=dict)
    notes = models.JSONField(
        default=dict, db_default=models.Value({}, output_field=models.JSONField())
    )
    embargoes_ended = models.JSONField(
        default=list, db_default=models.Value([], output_field=models.JSONField())
    )
    version = models.PositiveIntegerField(default=0)
    opened_at = models.DateTimeField(_("opened at"), default=timezone.now)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("opened by"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    changed_at = models.DateTimeField(_("last changed at"), default=timezone.now)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("last changed by"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    closed_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=10, choices=Outcome, blank=True)

    objects = WorkingCopyQuerySet.as_manager()

    class Meta:
        verbose_name = _("working copy")
        verbose_name_plural = _("working copies")
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                name="working_copy_one_open",
                fields=("content_type", "object_id"),
                condition=Q(closed_at=None),
            ),
        )
        indexes = (
            GinIndex(name="working_copy_rows", fields=["changes"], condition=Q(closed_at=None)),
        )

    def __str__(self) -> str:
        return f"{self.content_type_id}:{self.object_id}"

    @property
    def is_empty(self) -> bool:
        """Whether publishing it would change nothing."""
        return not self.changes and not self.proposals

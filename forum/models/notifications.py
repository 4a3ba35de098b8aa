"""What the desk tells somebody by mail."""

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _

from forum.models.history import AuditEntry


class Notification(models.Model):
    """What somebody is told of, by mail at once or with the digest of the day.

    content_type, object_id: of the record, None in what is older than they are; name: as it was
    called; due_at: the first moment of what is scheduled; note: in which languages, why, and what
    was said with it; path: where it is looked at in the desk; sent_at: when the mail left the
    site's hands, None for what waits.
    """

    class Kind(models.TextChoices):
        SUBMITTED = "submitted", _("Submitted for review")
        RETURNED = "returned", _("Returned for changes")
        MENTION = "mention", _("Mentioned in a comment")
        CLEARANCE = "clearance", _("Answer of an office")
        SCHEDULED = "scheduled", _("Publication scheduled")
        PUBLISHED = "published", _("Published")
        REFUSED = "refused", _("Scheduled publication refused")
        UNSCHEDULED = "unscheduled", _("Schedule cancelled")
        NOTE_REPLACED = "note_replaced", _("Correction told in other words")
        IMPORT_FAILED = "import_failed", _("Import failed")

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notifications"
    )
    kind = models.CharField(max_length=16, choices=Kind)
    content_type = models.ForeignKey(
        ContentType, null=True, on_delete=models.CASCADE, related_name="+"
    )
    object_id = models.PositiveBigIntegerField(null=True)
    object = GenericForeignKey("content_type", "object_id")
    actor = models.CharField(max_length=300, blank=True)
    name = models.CharField(max_length=AuditEntry.NAME_LENGTH)
    due_at = models.DateTimeField(null=True)
    note = models.TextField(blank=True)
    path = models.CharField(max_length=300)
    created = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("notification")
        verbose_name_plural = _("notifications")
        ordering = ("created", "pk")

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.name}"

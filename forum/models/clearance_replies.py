"""What a speaker's office answered through its link, until staff enter it."""

from typing import Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from forum.models.desk import AboutRecord, AboutRecordQuerySet, PreviewLink


class ClearanceReplyQuerySet(AboutRecordQuerySet["ClearanceReply"]):
    """Replies of offices."""

    def waiting(self) -> Self:
        """Return those that nobody has entered or set aside."""
        return self.filter(settled_at=None)


class ClearanceReply(AboutRecord):
    """An office's answer about the text of one language, as it came; nothing is entered by itself.

    read: the version that the office had before it, field -> plain text, paragraphs parted by one
    newline; proposed: of these fields those that it would have otherwise, in the same form.
    """

    class Answer(models.TextChoices):
        CLEARED = "cleared", _("Cleared")
        CHANGES = "changes", _("Changes proposed")
        DECLINED = "declined", _("Declined")

    class Outcome(models.TextChoices):
        ENTERED = "entered", _("Entered")
        SET_ASIDE = "set_aside", _("Set aside")

    link = models.ForeignKey(PreviewLink, null=True, on_delete=models.SET_NULL, related_name="+")
    language = models.CharField(max_length=16)
    answer = models.CharField(max_length=8, choices=Answer)
    author = models.CharField(max_length=200)
    note = models.TextField(blank=True)
    read = models.JSONField(default=dict)
    proposed = models.JSONField(default=dict)
    sent_at = models.DateTimeField(auto_now_add=True)
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    outcome = models.CharField(max_length=9, choices=Outcome, blank=True)

    objects = ClearanceReplyQuerySet.as_manager()

    class Meta:
        verbose_name = _("reply of an office")
        verbose_name_plural = _("replies of offices")
        ordering = ("sent_at", "pk")
        indexes = (
            models.Index(fields=["content_type", "object_id"], name="clearance_reply_record"),
        )

    def __str__(self) -> str:
        return f"{self.author}: {self.get_answer_display()}"

    def settle(self, user: models.Model, outcome: Outcome) -> None:
        """Note who has dealt with it, and how."""
        self.settled_at, self.settled_by_id, self.outcome = timezone.now(), user.pk, outcome
        self.save(update_fields=["settled_at", "settled_by", "outcome"])

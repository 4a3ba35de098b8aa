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
        """Store who has dealt with it, and how."""
        self.settled_at, self.settled_by_id, self.outcome = timezone.now(), user.pk, outcome
        self.save(update_fields=["settled_at", "settled_by", "outcome"])


class ReplyDraftQuerySet(models.QuerySet["ReplyDraft"]):
    """Texts of offices that were typed and not sent."""

    def expired(self) -> Self:
        """Return those whose link opens nothing any more."""
        ended = models.Q(link__expires_at__lte=timezone.now())
        return self.filter(ended | models.Q(link__revoked_at__isnull=False))


class ReplyDraft(models.Model):
    """What an office typed on the page of its link, until it is sent or the link ends.

    draft: made by each tab, so that two people of an office keep both texts; values: as the form
    sends them, its seal among them.
    """

    link = models.ForeignKey(PreviewLink, on_delete=models.CASCADE, related_name="+")
    language = models.CharField(max_length=16)
    draft = models.CharField(max_length=32)
    values = models.JSONField(default=dict)
    typed_at = models.DateTimeField(auto_now=True)

    objects = ReplyDraftQuerySet.as_manager()

    class Meta:
        verbose_name = _("unsent reply of an office")
        verbose_name_plural = _("unsent replies of offices")
        ordering = ("-typed_at", "-pk")
        constraints = (
            models.UniqueConstraint(
                name="reply_draft_once_a_tab", fields=("link", "language", "draft")
            ),
        )

    def __str__(self) -> str:
        return f"{self.link}: {self.language}"

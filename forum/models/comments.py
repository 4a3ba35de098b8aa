"""What colleagues write to each other about a record."""

from typing import Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from forum.models.desk import AboutRecord, AboutRecordQuerySet


class CommentQuerySet(AboutRecordQuerySet["Comment"]):
    """Comments on records."""

    def open(self) -> Self:
        """Return those that nobody has resolved."""
        return self.filter(resolved_at=None)


class Comment(AboutRecord):
    """A remark of somebody on a record, or on one field of it; resolved by whoever dealt with it.

    field: name of the field that it is about, "" for the whole record. mentioned: who is asked to
    look.
    """

    field = models.CharField(max_length=80, blank=True)
    text = models.TextField(_("comment"), max_length=4000)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    mentioned = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="mentions")
    created = models.DateTimeField(auto_now_add=True)
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    resolved_at = models.DateTimeField(null=True)

    objects = CommentQuerySet.as_manager()

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        ordering = ("created", "pk")
        indexes = (models.Index(fields=["content_type", "object_id"], name="comment_record"),)

    def __str__(self) -> str:
        return self.text[:80]

    def resolve(self, user: models.Model) -> None:
        """Mark it as resolved by somebody."""
        self.resolved_by_id, self.resolved_at = user.pk, timezone.now()
        self.save(update_fields=["resolved_by", "resolved_at"])

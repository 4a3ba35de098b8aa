"""What merges changed, so that they can be undone."""

from typing import ClassVar

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from forum.models.desk import AboutRecord, AboutRecordQuerySet


class MergeJournal(AboutRecord):
    """What a merge changed. object: the record that stayed.

    other: key of the record that went, of the same model; name: what that was called. rows: as a
    working copy keeps its changes, “model:key” -> kind, and column -> value before and after.
    joined: “model:key” of a row that went -> key of the one that it became, and its columns then.
    moved: table, column, keys, “model:key” from and key to, of what was about a row that went.
    Undone, it holds nothing of all that.
    """

    NAME_LENGTH: ClassVar[int] = 300

    other = models.PositiveBigIntegerField()
    name = models.CharField(max_length=NAME_LENGTH)
    rows = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    joined = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    moved = models.JSONField(default=list)
    at = models.DateTimeField(_("at"), default=timezone.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    undone_at = models.DateTimeField(null=True)

    objects = AboutRecordQuerySet["MergeJournal"].as_manager()

    class Meta:
        verbose_name = _("merge")
        verbose_name_plural = _("merges")
        ordering = ("-at", "-pk")
        indexes = (models.Index(fields=["content_type", "object_id"], name="merge_journal_record"),)

    def __str__(self) -> str:
        return self.name

"""The history of records: who did what, and how the rows were that it changed."""

from typing import ClassVar, Self

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from forum.core.lazy_sentences import labelled


class AuditEntryQuerySet(models.QuerySet["AuditEntry"]):
    """Querysets of audit entries."""

    def about(self, record: models.Model) -> Self:
        """Return the entries about one row."""
        kind = ContentType.objects.get_for_model(record)
        return self.filter(content_type=kind, object_id=record.pk)

    def edits(self) -> Self:
        """Return the entries that changed texts or the programme: no mere steps of publication."""
        return self.filter(is_edit=True)

    def of_owner(self, kind: ContentType, pk: int) -> Self:
        """Return the revisions of a record, by its key: what changed a row that belongs to it."""
        snapshots = Snapshot.objects.filter(entry=OuterRef("pk"), owner_type=kind, owner_id=pk)
        return self.filter(Exists(snapshots))

    def latest_first(self) -> Self:
        """Return the newest first."""
        return self.order_by("-at", "-pk")


class AuditEntry(models.Model):
    """Who did what to which row, and when; with its snapshots it is a revision.

    record: the row that was acted upon, None for what concerns no single one; name: what it was
    called then. owner: the record that it belonged to. actor: None for a command, or whoever is no
    longer known. params: what the entry's sentence names, in JSON's types. is_edit: whether it
    changed what is reviewed; a step of publication, a clearance or a take-down does not.
    """

    class Action(models.TextChoices):
        BASELINE = "baseline", _("Before the first recorded change")
        ADDED = "added", _("Added")
        CHANGED = "changed", _("Changed")
        DELETED = "deleted", _("Deleted")
        RESTORED = "restored", _("Version restored")
        RECOVERED = "recovered", _("Recovered after deletion")
        REORDERED = "reordered", _("Sessions put in order")
        CORRECTED = "corrected", _("Correction noted")
        NOTE_REPLACED = "note_replaced", _("Correction told in other words")
        IMPORTED = "imported", _("Imported")
        IMPORT_UNDONE = "import_undone", _("Import undone")
        GLOSSARY_IMPORTED = "glossary_imported", _("Glossary imported")
        TRANSLATIONS_IMPORTED = "translations_imported", _("Translations imported")
        TRANSLATION_REVIEWED = "translation_reviewed", _("Translation reviewed")
        MERGED = "merged", _("Merged")
        MERGED_AWAY = "merged_away", _("Merged into another")
        MERGE_UNDONE = "merge_undone", _("Merge undone")
        MOVED_BY_MERGE = "moved_by_merge", _("Moved by a merge")
        JOINED = "joined", _("Joined by a merge")
        JOINED_AWAY = "joined_away", _("Joined with another by a merge")
        SUBMITTED = "submitted", _("Submitted for review")
        APPROVED = "approved", _("Approved")
        RETURNED = "returned", _("Returned")
        CONFIRMED = "confirmed", _("Confirmed as reviewed")
        PUBLISHED = "published", _("Published")
        UNSCHEDULED = "unscheduled", _("Schedule cancelled")
        WITHDRAWN = "withdrawn", _("Language withdrawn")
        CLEARANCE = "clearance", _("Clearance recorded")
        TAKEN_OFFLINE = "taken_offline", _("Taken offline")
        PUT_BACK = "put_back", _("Put back online")
        COPY_CHANGED = "copy_changed", _("Working copy changed")
        COPY_PUBLISHED = "copy_published", _("Working copy published")
        COPY_SCHEDULED = "copy_scheduled", _("Working copy scheduled")
        COPY_REFUSED = "copy_refused", _("Scheduled publication refused")
        COPY_DISCARDED = "copy_discarded", _("Working copy discarded")
        ERASED = "erased", _("Person erased")
        DELETION_PROPOSED = "deletion_proposed", _("Deletion proposed")
        MERGE_PROPOSED = "merge_proposed", _("Merge proposed")
        INVITED = "invited", _("Invited")
        FACTOR_RESET = "factor_reset", _("Two-step verification reset")

    NAME_LENGTH: ClassVar[int] = 200
    # Steps of a publication, which edit no text.
    STEPS: ClassVar[frozenset[str]] = frozenset(
        {
            Action.BASELINE, Action.TRANSLATION_REVIEWED, Action.SUBMITTED, Action.APPROVED,
            Action.RETURNED, Action.CONFIRMED, Action.PUBLISHED, Action.UNSCHEDULED,
            Action.WITHDRAWN, Action.CLEARANCE, Action.TAKEN_OFFLINE, Action.PUT_BACK,
            Action.COPY_PUBLISHED, Action.COPY_SCHEDULED, Action.COPY_DISCARDED, Action.INVITED,
            Action.FACTOR_RESET, Action.COPY_REFUSED, Action.NOTE_REPLACED,
        }
    )  # fmt: skip
    # After these the row is no longer there.
    REMOVALS: ClassVar[frozenset[str]] = frozenset(
        {Action.DELETED, Action.MERGED_AWAY, Action.JOINED_AWAY}
    )

    action = models.CharField(_("act"), max_length=24, choices=Action)
    is_edit = models.BooleanField(default=True)
    at = models.DateTimeField(_("at"), default=timezone.now, db_index=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("by"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    content_type = models.ForeignKey(
        ContentType,
        verbose_name=_("kind"),
        null=True,
        on_delete=models.CASCADE,
        related_name="+",
    )
    object_id = models.PositiveBigIntegerField(null=True)
    record = GenericForeignKey("content_type", "object_id")
    name = models.CharField(_("record"), max_length=NAME_LENGTH, blank=True)
    owner_type = models.ForeignKey(
        ContentType, null=True, on_delete=models.CASCADE, related_name="+"
    )
    owner_id = models.PositiveBigIntegerField(null=True)
    params = models.JSONField(default=dict, encoder=DjangoJSONEncoder)

    objects = AuditEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("entry of the activity log")
        verbose_name_plural = _("activity log")
        ordering = ("-at", "-pk")
        indexes = (
            models.Index(fields=["content_type", "object_id"], name="audit_entry_record"),
            models.Index(fields=["owner_type", "owner_id"], name="audit_entry_owner"),
        )

    def __str__(self) -> str:
        return labelled(self.act, self.name)

    @property
    def act(self) -> str:
        """What was done, in words; Django's own way to them translates those of every act."""
        return str(dict(self.Action.choices).get(self.action, self.action))


class Snapshot(models.Model):
    """One row as an entry left it: its values in every language, many-to-many keys too.

    owner: the record that the row belonged to; a row that moved between two records has a snapshot
    for each. fields: column -> value as Django's serializer writes it in JSON.
    """

    class Kind(models.TextChoices):
        STORED = "stored"
        DELETED = "deleted"
        # With something that it stood in.
        DELETED_WITH = "deleted_with"

    entry = models.ForeignKey(AuditEntry, on_delete=models.CASCADE, related_name="snapshots")
    kind = models.CharField(max_length=12, choices=Kind, default=Kind.STORED)
    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    object_id = models.PositiveBigIntegerField()
    owner_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    owner_id = models.PositiveBigIntegerField()
    fields = models.JSONField(encoder=DjangoJSONEncoder)

    class Meta:
        verbose_name = _("snapshot")
        verbose_name_plural = _("snapshots")
        ordering = ("pk",)
        indexes = (
            models.Index(fields=["content_type", "object_id"], name="snapshot_row"),
            models.Index(fields=["owner_type", "owner_id", "entry"], name="snapshot_owner"),
        )

    def __str__(self) -> str:
        return f"{self.content_type_id}:{self.object_id}"

    @property
    def is_deleted(self) -> bool:
        """Whether the entry deleted the row."""
        return self.kind != self.Kind.STORED

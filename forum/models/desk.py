"""The desk's data about records: take-downs, reviews, preview links, presence."""

import secrets
from datetime import timedelta
from typing import Any, ClassVar, Self

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.fields.json import KT
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from forum.core.content import language_codes
from forum.models.history import AuditEntry


class AboutRecord(models.Model):
    """A row about one record of whatever model."""

    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    object_id = models.PositiveBigIntegerField()
    object = GenericForeignKey("content_type", "object_id")

    class Meta:
        abstract = True


class AboutRecordQuerySet[M: models.Model](models.QuerySet[M]):
    """Rows about records."""

    def about(self, record: models.Model) -> Self:
        """Return the rows about one record."""
        kind = ContentType.objects.get_for_model(record)
        return self.filter(content_type=kind, object_id=record.pk)


class TakeDown(AboutRecord):
    """A record, or the remarks of an appearance, taken offline, with the reason.

    The row stays when the take-down is undone: it is the history.
    """

    class Scope(models.TextChoices):
        RECORD = "record", _("The whole record")
        REMARKS = "remarks", _("The remarks only")

    scope = models.CharField(_("what"), max_length=8, choices=Scope, default=Scope.RECORD)
    reason = models.TextField(_("reason"), help_text=_("For the staff only; never shown."))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("taken offline by"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    at = models.DateTimeField(_("taken offline at"), auto_now_add=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("put back by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    undone_at = models.DateTimeField(_("put back at"), null=True, blank=True)

    objects = AboutRecordQuerySet["TakeDown"].as_manager()

    class Meta:
        verbose_name = _("take-down")
        verbose_name_plural = _("take-downs")
        ordering = ("-at", "-pk")
        constraints = (
            models.UniqueConstraint(
                name="take_down_once_at_a_time",
                fields=("content_type", "object_id", "scope"),
                condition=Q(undone_at=None),
                violation_error_message=_("This is offline already."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_scope_display()}: {self.reason}"


class ReviewQuerySet(AboutRecordQuerySet["Review"]):
    """Querysets of reviews."""

    def standing_returns(self) -> Self:
        """Return the returns of which a language is still due.

        A language is due until a further step is taken, or a publication made, that includes it.
        """
        same = {"content_type": OuterRef("content_type"), "object_id": OuterRef("object_id")}
        steps = Review.objects.filter(pk__gt=OuterRef("pk"), **same)
        later = AuditEntry.objects.filter(at__gt=OuterRef("at"))
        publications = later.filter(action=AuditEntry.Action.PUBLISHED, **same)
        # The entry is about the record, the review about its working copy.
        of_copies = later.alias(copy_key=KT("params__copy")).filter(
            action=AuditEntry.Action.COPY_PUBLISHED,
            copy_key=Cast(OuterRef("object_id"), models.TextField()),
        )
        is_of_copy = Q(content_type__app_label="forum", content_type__model="workingcopy")
        due = Q()
        for code in language_codes():
            followed = Exists(steps.filter(languages__contains=[code]))
            published = Exists(publications.filter(params__languages__contains=code))
            copy_published = is_of_copy & Exists(of_copies.filter(params__languages__contains=code))
            due |= Q(~followed, ~published, ~copy_published, languages__contains=[code])
        return self.filter(due, decision=Review.Decision.RETURNED)


class Review(AboutRecord):
    """One step of a record's way to the public: who submitted, approved or returned it, and when.

    version_token: of the record that was looked at; an approval holds for no later one.
    step: 1 to the number of reviews that the site asks for (初审, 复审, 终审); 0 for a submission,
    and for what was confirmed after publication.
    """

    class Decision(models.TextChoices):
        SUBMITTED = "submitted", _("Submitted for review")
        APPROVED = "approved", _("Approved")
        RETURNED = "returned", _("Returned")
        # What was edited after it was published.
        CONFIRMED = "confirmed", _("Confirmed as reviewed")

    decision = models.CharField(_("decision"), max_length=10, choices=Decision)
    step = models.PositiveSmallIntegerField(_("review"), default=0)
    languages = ArrayField(
        models.CharField(max_length=16), verbose_name=_("languages"), default=list, blank=True
    )
    version_token = models.CharField(max_length=16)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("by"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    at = models.DateTimeField(_("at"), auto_now_add=True)
    note = models.TextField(_("note"), blank=True)

    objects = ReviewQuerySet.as_manager()

    class Meta:
        verbose_name = _("review")
        verbose_name_plural = _("reviews")
        ordering = ("at", "pk")
        indexes = (models.Index(fields=["content_type", "object_id"], name="review_record"),)

    def __str__(self) -> str:
        return f"{self.get_decision_display()} {self.step}"


def new_token() -> str:
    """Return a name for a preview link that cannot be guessed."""
    return secrets.token_urlsafe(24)


class PreviewLinkQuerySet(AboutRecordQuerySet["PreviewLink"]):
    """Querysets of preview links."""

    def valid(self) -> Self:
        """Return the links that still open anything."""
        return self.filter(revoked_at=None, expires_at__gt=timezone.now())


class PreviewLink(AboutRecord):
    """A link by which a speaker's office reads one unpublished record, without an account.

    person_key: of the person whom an appearance named when the link was made; it opens nothing once
    another one stands there. None for what names nobody.
    """

    LIFE: ClassVar[timedelta] = timedelta(days=7)

    token = models.CharField(max_length=64, unique=True, default=new_token, editable=False)
    note = models.CharField(
        _("for whom"), max_length=200, blank=True, help_text=_("For example an office.")
    )
    person_key = models.PositiveBigIntegerField(null=True, editable=False)
    expires_at = models.DateTimeField(_("expires at"))
    revoked_at = models.DateTimeField(_("revoked at"), null=True, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("made by"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    created = models.DateTimeField(_("created"), auto_now_add=True)

    objects = PreviewLinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("preview link (for review)")
        verbose_name_plural = _("preview links (for review)")
        ordering = ("-created", "-pk")

    def __str__(self) -> str:
        return self.note or str(self.pk)

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.expires_at = self.expires_at or timezone.now() + self.LIFE
        super().save(*args, **kwargs)

    def is_for(self, record: models.Model) -> bool:
        """Tell whether it was made for whom a record names now."""
        person_key = getattr(record, "person_id", None)
        return self.person_key is None or self.person_key == person_key

    @property
    def is_valid(self) -> bool:
        """Whether it still opens anything."""
        return self.revoked_at is None and self.expires_at > timezone.now()

    def revoke(self) -> None:
        """End the link at once."""
        self.revoked_at = self.revoked_at or timezone.now()
        self.save()


class Presence(AboutRecord):
    """Somebody has a record open in the desk; a heartbeat keeps the row fresh."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="presences"
    )
    seen_at = models.DateTimeField(auto_now=True)

    objects = AboutRecordQuerySet["Presence"].as_manager()

    class Meta:
        verbose_name = _("open record")
        verbose_name_plural = _("open records")
        constraints = (
            models.UniqueConstraint(
                name="presence_once_a_user", fields=("user", "content_type", "object_id")
            ),
        )

    def __str__(self) -> str:
        return f"{self.user} {self.content_type_id}:{self.object_id}"

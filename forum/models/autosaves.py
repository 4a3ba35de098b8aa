"""What was typed into forms of the desk and not saved."""

from datetime import timedelta
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class AutosaveQuerySet(models.QuerySet["Autosave"]):
    """Querysets of autosaves."""

    def of_author(self, user: models.Model) -> Self:
        """Return an author's autosaves; nobody else reads them."""
        return self.filter(user=user)

    def unsaved(self) -> Self:
        """Return the autosaves that hold a text, the newest first."""
        return self.exclude(entries=[]).order_by("-typed_at", "-pk")

    def expired(self) -> Self:
        """Return the expired autosaves: the texts, and what only notes that a text was saved."""
        return self.filter(typed_at__lt=timezone.now() - Autosave.LIFE)


class Autosave(models.Model):
    """What somebody typed into one form on one opened page, until it is saved.

    draft: made by the page, another for each page that is opened, so that two tabs keep both texts.
    page: path of the form, with those parts of its query that say what it is about; form: which of
    the page's. entries: the changed fields in their order, as ``TypedEntry``; version_tokens: those
    of the records that it was typed on, by row. revision: counts the changes, so that what arrives
    late changes nothing; saved_revision: up to which the text was saved, which leaves no entries.
    typed_at: or when it was saved. LIFE: what is left of a saved one lives as long, for so long may
    a browser hold its text and send it once more.
    """

    LIFE: ClassVar[timedelta] = timedelta(days=30)
    PAGE_LENGTH: ClassVar[int] = 500
    NAME_LENGTH: ClassVar[int] = 200

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="autosaves"
    )
    draft = models.CharField(max_length=32)
    page = models.CharField(max_length=PAGE_LENGTH)
    form = models.CharField(max_length=NAME_LENGTH, blank=True)
    title = models.CharField(max_length=NAME_LENGTH, blank=True)
    entries = models.JSONField(default=list)
    version_tokens = models.JSONField(default=dict)
    revision = models.PositiveIntegerField(default=0)
    saved_revision = models.PositiveIntegerField(default=0)
    typed_at = models.DateTimeField(db_index=True)

    objects = AutosaveQuerySet.as_manager()

    class Meta:
        verbose_name = _("unsaved text")
        verbose_name_plural = _("unsaved texts")
        constraints = (
            models.UniqueConstraint(name="autosave_once_a_page", fields=("user", "draft")),
        )
        indexes = (models.Index(fields=["user", "page"], name="autosave_of_page"),)

    def __str__(self) -> str:
        return self.title or self.page

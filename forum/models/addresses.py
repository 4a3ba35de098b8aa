"""Addresses that records had."""

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _

from forum.core.addressable import Addressed


class SlugRedirect(models.Model):
    """An address that a record had: it leads to the record for ever."""

    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    # A session's slug is unique in its event only: then the event's key, else 0.
    scope = models.PositiveBigIntegerField(default=0, editable=False)
    old_slug = models.CharField(_("old slug"), max_length=80)
    object_id = models.PositiveBigIntegerField()
    object = GenericForeignKey("content_type", "object_id")
    created = models.DateTimeField(_("created"), auto_now_add=True)

    class Meta:
        verbose_name = _("redirect")
        verbose_name_plural = _("redirects")
        constraints = (
            models.UniqueConstraint(
                name="slug_redirect_once_a_slug",
                fields=("content_type", "scope", "old_slug"),
                violation_error_message=_("This old address leads somewhere already."),
            ),
        )

    def __str__(self) -> str:
        return self.old_slug

    @classmethod
    def keep(cls, record: Addressed) -> None:
        """Remember the address that a record has just left; its new one leads nowhere else."""
        kind = ContentType.objects.get_for_model(record)
        if record.old_slug:
            redirects = cls._default_manager.filter(content_type=kind, scope=record.address_scope)
            redirects.filter(old_slug=record.slug).delete()
            redirects.update_or_create(
                content_type=kind,
                scope=record.address_scope,
                old_slug=record.old_slug,
                defaults={"object_id": record.pk},
            )
        record.remember_slug()

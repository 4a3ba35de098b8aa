"""Which events a helper from outside works on."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from forum.core.lazy_sentences import labelled
from sessions_app.models.events import Event


class EventAccess(models.Model):
    """An event that somebody from outside helps with: the desk shows a helper no other."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("external helper"),
        on_delete=models.CASCADE,
        related_name="event_access",
    )
    event = models.ForeignKey(
        Event, verbose_name=_("event"), on_delete=models.CASCADE, related_name="helpers"
    )

    class Meta:
        verbose_name = _("access of a helper")
        verbose_name_plural = _("access of helpers")
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                name="event_access_once",
                fields=("user", "event"),
                violation_error_message=_("This helper has this event already."),
            ),
        )

    def __str__(self) -> str:
        return labelled(self.user, self.event)

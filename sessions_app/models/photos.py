"""Pictures of an event."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from forum.core.content import Part
from forum.core.images import PHOTO, PictureField
from sessions_app.models.events import Event
from sessions_app.models.sessions import Session
from sessions_app.querysets import PhotoQuerySet


class Photo(Part):
    """A picture of the event."""

    owner_path = "event"
    withheld_with = ("session",)

    event = models.ForeignKey(
        Event, verbose_name=_("event"), on_delete=models.CASCADE, related_name="photos"
    )
    session = models.ForeignKey(
        Session,
        verbose_name=_("session"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="photos",
    )
    image = PictureField(_("image"), upload_to="photos", auto_add_fields=True, shape=PHOTO)
    caption = models.CharField(_("caption"), max_length=500, blank=True)
    alt = models.CharField(
        _("alternative text"),
        max_length=300,
        blank=True,
        help_text=_("What the picture shows, for those who do not see it."),
    )
    credit = models.CharField(_("credit"), max_length=200, blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=1)

    objects = PhotoQuerySet.as_manager()

    class Meta:
        verbose_name = _("photo")
        verbose_name_plural = _("photos")
        ordering = ("position", "pk")

    def is_public_in(self, language: str | None = None) -> bool:
        """Tell whether it may be seen, and one of its guests if there are any: ``published``."""
        appearances = self.appearances.select_related("session__event", "person")
        shows_guest = not appearances or any(
            appearance.is_public_in(language) and appearance.may_be_on(self)
            for appearance in appearances
        )
        return super().is_public_in(language) and shows_guest

    def __str__(self) -> str:
        return self.caption or self.alt or str(self.pk)

"""Who guided, hosted and organized an event."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from forum.core.content import Part
from forum.core.lazy_sentences import labelled
from people.models import Organization
from sessions_app.models.events import Event
from sessions_app.querysets import EventOrganizationQuerySet


class EventOrganization(Part):
    """What an organization did for an event, under the name that was printed then."""

    class Role(models.TextChoices):
        GUIDANCE = "guidance", _("Under the guidance of")
        HOST = "host", _("Hosted by")
        ORGANIZER = "organizer", _("Organized by")
        CO_ORGANIZER = "co_organizer", _("Co-organized by")
        SUPPORTER = "supporter", _("Supported by")
        IMPLEMENTER = "implementer", _("Implemented by")
        MEDIA = "media", _("Media partner")

    owner_path = "event"
    offline_with = ("organization",)
    authored_fields = ("printed_name",)
    corrected_fields = ("printed_name",)
    corrected_in = "event"

    event = models.ForeignKey(
        Event, verbose_name=_("event"), on_delete=models.CASCADE, related_name="organizations"
    )
    organization = models.ForeignKey(
        Organization,
        verbose_name=_("organization"),
        on_delete=models.PROTECT,
        related_name="event_roles",
    )
    role = models.CharField(_("role"), max_length=16, choices=Role)
    position = models.PositiveSmallIntegerField(_("position"), default=1)
    printed_name = models.CharField(
        _("name as printed"),
        max_length=300,
        blank=True,
        help_text=_("As the event's own documents print it, to the letter."),
    )

    objects = EventOrganizationQuerySet.as_manager()

    class Meta:
        verbose_name = _("organization of the event")
        verbose_name_plural = _("organizations of the event")
        ordering = ("position", "pk")
        constraints = (
            models.UniqueConstraint(
                name="event_organization_once_a_role",
                fields=("event", "role", "organization"),
                violation_error_message=_("This organization already has this role at the event."),
            ),
        )

    def __str__(self) -> str:
        return labelled(self.get_role_display(), self.printed_name or self.organization)

"""Who guided, hosted and organized an event."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Case, F, IntegerField, When
from django.utils.translation import gettext_lazy as _

from forum.core.content import Part, PartQuerySet
from forum.core.lazy_sentences import labelled
from people.models import Organization
from sessions_app.models.events import Event


class EventOrganizationQuerySet(PartQuerySet["EventOrganization"]):
    """Roles of organizations."""

    def in_print_order(self) -> Self:
        """Return the roles as the cover prints them, each with its organization."""
        return self.select_related("organization").order_by(self._rank(), "position", "pk")

    def newest_event_first(self) -> Self:
        """Return the roles with their events, role by role, the latest event first."""
        day = F("event__starts_on").desc(nulls_last=True)
        return self.select_related("event__parent").order_by(self._rank(), day, "event__slug")

    def _rank(self) -> Case:
        """Return the place of a role on a cover: guidance, hosts, organizers …"""
        whens = [When(role=role, then=no) for no, role in enumerate(self.model.Role.values)]
        return Case(*whens, output_field=IntegerField())


EventOrganizationManager = models.Manager.from_queryset(EventOrganizationQuerySet)


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

    translated_fields = ("printed_name",)
    owner_path = "event"
    offline_with = ("organization",)
    named_by = ("organization",)
    own_name = "printed_name"
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

    objects: ClassVar[EventOrganizationManager["EventOrganization"]] = EventOrganizationManager()

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

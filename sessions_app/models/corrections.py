"""What was put right after an event's record was published."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from forum.core.content import Part, PartQuerySet, has_text
from sessions_app.models.events import Event
from sessions_app.models.plausible_days import validate_year


class Correction(Part):
    """A correction of a published text, shown on the event's page with its date."""

    translated_fields = ("text",)
    owner_path = "event"

    event = models.ForeignKey(
        Event, verbose_name=_("event"), on_delete=models.CASCADE, related_name="corrections"
    )
    made_on = models.DateField(_("made on"), default=timezone.localdate, validators=[validate_year])
    text = models.TextField(
        _("what was corrected"),
        blank=True,
        help_text=_("One sentence: what stood there, and what is right."),
    )

    objects = PartQuerySet["Correction"].as_manager()

    class Meta:
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")
        ordering = ("made_on", "pk")
        constraints = (
            models.CheckConstraint(
                name="correction_has_text",
                condition=has_text("text"),
                violation_error_message=_("Say what was corrected in at least one language."),
            ),
        )

    def __str__(self) -> str:
        return self.text

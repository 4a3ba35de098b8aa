"""What an event is published with, and what not although it names it."""

from django.conf import settings
from django.db import models

from forum.models.desk import AboutRecord, AboutRecordQuerySet
from sessions_app.models import Event


class PackageChoice(AboutRecord):
    """Whether a record that an event names is published with it, where somebody has decided.

    It is kept, so that whoever reviews and whoever publishes meet the choice of whoever wrote.
    moments: those that the record waited for then, as [language, ISO moment]; a choice says nothing
    of one that was set later.
    """

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="+")
    is_left_out = models.BooleanField()
    moments = models.JSONField(
        default=list, db_default=models.Value([], output_field=models.JSONField())
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField(auto_now=True)

    objects = AboutRecordQuerySet["PackageChoice"].as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                name="package_choice_once", fields=("event", "content_type", "object_id")
            ),
        )

    def __str__(self) -> str:
        return f"{self.event_id}: {self.content_type_id}:{self.object_id}"

"""Questions that are asked of the programme."""

from typing import TYPE_CHECKING, Self

from django.db.models import F, Prefetch
from django.utils import timezone

from forum.base.content import ContentQuerySet, PartQuerySet

if TYPE_CHECKING:
    from sessions_app.models import (  # noqa: F401 - named in the classes' parameters
        Appearance,
        Event,
        EventOrganization,
        Session,
    )


class EventQuerySet(ContentQuerySet["Event"]):
    """Events; without dates of their own they stand last, never in the future."""

    def upcoming(self) -> Self:
        """Return the events that have not ended, the next first."""
        return self.filter(ends_on__gte=timezone.localdate()).order_by("starts_on", "slug")

    def latest_first(self) -> Self:
        """Return the newest first, those without a date at the end."""
        return self.order_by(F("starts_on").desc(nulls_last=True), "-edition", "slug")

    def with_place_in_series(self) -> Self:
        """Return the events with their series and parent at hand."""
        return self.select_related("series", "parent__series")


class EventOrganizationQuerySet(PartQuerySet["EventOrganization"]):
    """Roles of organizations."""

    def in_print_order(self) -> Self:
        """Return the roles as the cover prints them, each with its organization."""
        return self.select_related("organization").order_by("position", "pk")


class SessionQuerySet(PartQuerySet["Session"]):
    """Segments of the programme."""

    def with_appearances(self) -> Self:
        """Return the sessions with ``public_appearances``: who took part, in protocol order."""
        from sessions_app.models import Appearance

        shown = Appearance.objects.published().with_people()
        return self.prefetch_related(
            Prefetch("appearances", queryset=shown, to_attr="public_appearances")
        )


class AppearanceQuerySet(PartQuerySet["Appearance"]):
    """One person in one session."""

    def with_people(self) -> Self:
        """Return the appearances in protocol order with what stands beside the name."""
        return self.select_related("person", "photo", "session__event").order_by("position", "pk")

    def speaking(self) -> Self:
        """Leave out those who only moderate."""
        from sessions_app.models import Appearance

        return self.exclude(role=Appearance.Role.MODERATOR)

    def newest_event_first(self) -> Self:
        """Return the appearances by the date of the event, the latest first."""
        return self.order_by(
            F("session__event__starts_on").desc(nulls_last=True),
            "session__event__slug",
            "session__position",
            "position",
        )

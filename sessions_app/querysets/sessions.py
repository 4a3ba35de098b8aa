"""Questions that are asked of the segments of a programme."""

from typing import TYPE_CHECKING, Self

from django.db.models import Count, F, Max, Prefetch, Q

from forum.core.content import PartQuerySet, column, has_text, language_codes
from forum.core.visibility import ready_filter, unhidden_filter

if TYPE_CHECKING:
    # Named in the classes' parameters.
    from sessions_app.models import Session  # noqa: F401


def _has_remarks(path: str, *languages: str) -> Q:
    """Return the condition that an appearance has remarks in some languages, and none declined."""
    condition = Q()
    for code in languages:
        declined = Q(**{path + column("clearance", code): "declined"})
        condition |= has_text(f"{path}remarks", code) & ~declined
    return condition


class SessionQuerySet(PartQuerySet["Session"]):
    """Segments of the programme."""

    def announced(self, language: str) -> Self:
        """Return the public sessions whose page is announced in a language: ``is_announced_in``."""
        from sessions_app.models import Appearance

        speaking = unhidden_filter(Appearance, "appearances")
        speaking &= Q(appearances__remarks_withheld=False)
        speaking &= ~Q(appearances__role=Appearance.Role.MODERATOR)
        spoken, ready = (
            Count("appearances", filter=speaking & _has_remarks("appearances__", *languages))
            for languages in (language_codes(), [language])
        )
        titled = has_text("title", language) | ~has_text("title")
        sessions = self.published(language).filter(titled, ready_filter(language, "event"))
        return sessions.annotate(spoken=spoken, ready=ready).filter(ready__gte=F("spoken") / 2.0)

    def with_counts(self) -> Self:
        """Return the sessions with ``moderator_count``, ``speaker_count`` and ``remarks_count``."""
        from sessions_app.models import Appearance

        moderating = Q(appearances__role=Appearance.Role.MODERATOR)
        speaking = Q(appearances__isnull=False) & ~moderating
        return self.annotate(
            moderator_count=Count("appearances", filter=moderating),
            speaker_count=Count("appearances", filter=speaking),
            remarks_count=Count("appearances", filter=has_text("appearances__remarks")),
        )

    def with_last_turn(self) -> Self:
        """Return the sessions with ``turned_at``: when an appearance, shown or not, was saved."""
        return self.annotate(turned_at=Max("appearances__updated"))

    def with_appearances(self) -> Self:
        """Return the sessions with ``public_appearances``: who took part, in protocol order."""
        from sessions_app.models import Appearance

        # The session is at hand already, and with it the event.
        shown = Appearance.objects.published().with_people()
        return self.prefetch_related(
            Prefetch("appearances", queryset=shown, to_attr="public_appearances")
        )

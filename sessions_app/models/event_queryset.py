"""Questions that are asked of events."""

from typing import TYPE_CHECKING, Self

from django.db.models import (
    Case,
    Exists,
    F,
    Max,
    OuterRef,
    Prefetch,
    Q,
    Subquery,
    When,
    Window,
)
from django.db.models.functions import Coalesce, Greatest
from django.utils import timezone

from forum.core.content import ContentQuerySet
from forum.core.record_tree import owner_lookup, parts_of

if TYPE_CHECKING:
    # Named in the classes' parameters.
    from sessions_app.models.series import Series


class EventQuerySet(ContentQuerySet["Event"]):
    """Events; without dates of their own they stand last, never in the future."""

    def upcoming(self) -> Self:
        """Return the events that have not ended: those of today first, then the next.

        Of several today a forum goes before its sub-forums, and what has begun last goes first.
        """
        today = timezone.localdate()
        begun = Case(When(starts_on__lte=today, then="starts_on"))
        alone = Case(When(parent=None, then=0), default=1)
        return self.filter(ends_on__gte=today).order_by(
            Case(When(starts_on__lte=today, then=0), default=1),
            Case(When(starts_on__lte=today, then=alone)),
            begun.desc(nulls_last=True),
            "starts_on",
            alone,
            "slug",
        )

    def past(self) -> Self:
        """Return the events that are over, the latest first, those without a date at the end."""
        today = timezone.localdate()
        return (
            self.with_last_day()
            .filter(Q(last_day__lte=today) | Q(last_day=None))
            .exclude(ends_on__gte=today)
            .order_by(F("last_day").desc(nulls_last=True), "slug")
        )

    def with_a_record(self) -> Self:
        """Leave out the forums that are but the roof of their sub-forums, without a day."""
        below = self.model.objects.published().filter(parent=OuterRef("pk"))
        return self.exclude(Q(starts_on=None) & Exists(below))

    def latest_first(self) -> Self:
        """Return the newest first, those without a date at the end."""
        return self.order_by(F("starts_on").desc(nulls_last=True), "-edition", "slug")

    def next_first(self) -> Self:
        """Return those to come by their day, then those that are over, the latest of them first."""
        to_come = Q(ends_on__gte=timezone.localdate())
        return self.order_by(
            Case(When(to_come, then=0), default=1),
            Case(When(to_come, then="starts_on")),
            F("starts_on").desc(nulls_last=True),
            "slug",
        )

    def with_place_in_series(self) -> Self:
        """Return the events with their series and parent at hand."""
        return self.select_related("series", "parent__series")

    def with_last_change(self) -> Self:
        """Return the events with ``changed_at``: when the event or a part of it was last saved."""
        newest = [
            Subquery(
                part.objects.published()  # type: ignore[attr-defined]
                .filter(**{owner_lookup(part): OuterRef("pk")})
                .order_by("-updated")
                .values("updated")[:1]
            )
            for part in parts_of(self.model)
        ]
        return self.annotate(changed_at=Greatest("updated", *newest))

    def with_those_below(self) -> Self:
        """Return the events and their published sub-forums."""
        keys = list(self.order_by().values_list("pk", flat=True))
        events: Self = self.model.objects.published()
        return events.filter(Q(pk__in=keys) | Q(parent__in=keys))

    def of_series(self, series: "Series") -> Self:
        """Return the events of a series, and sub-forums that have none but their parent's."""
        return self.filter(Q(series=series) | Q(series=None, parent__series=series))

    def with_last_day(self) -> Self:
        """Return the events with ``last_day``, by which lists place them.

        The event's own first day, else that of its latest sub-forum, else that of its parent.
        """
        within = self.model.objects.published().filter(parent=OuterRef("pk"))
        dated = within.exclude(starts_on=None).order_by("-starts_on")
        latest = Subquery(dated.values("starts_on")[:1])
        return self.annotate(last_day=Coalesce("starts_on", latest, "parent__starts_on"))

    def on_their_own(self, among: "EventQuerySet | None" = None) -> Self:
        """Leave out the sub-forums that ``with_sub_forums`` shows under their parent.

        among: the events of the list, everything published unless told.
        """
        listed = self.model.objects.published() if among is None else among
        return self.exclude(Exists(listed.filter(pk=OuterRef("parent"), parent=None)))

    def with_sub_forums(self, among: "EventQuerySet | None" = None) -> Self:
        """Return the events with ``public_sub_forums``, by day; among: as for ``on_their_own``."""
        listed = self.model.objects.published() if among is None else among
        return self.prefetch_related(
            Prefetch(
                "sub_forums",
                queryset=listed.filter(parent__parent=None).order_by("starts_on", "slug"),
                to_attr="public_sub_forums",
            )
        )

    def by_series(self) -> Self:
        """Return the events series by series, the latest series and in it the latest year first.

        A sub-forum without a series of its own stands in its parent's; ``last_day`` as
        ``with_last_day`` has it.
        """
        latest = Window(Max("last_day"), partition_by=[F("series_key")])
        return (
            self.with_last_day()
            .annotate(series_key=Coalesce("series_id", "parent__series_id"))
            .annotate(series_day=latest)
            .order_by(
                Case(When(series_key=None, then=1), default=0),
                F("series_day").desc(nulls_last=True),
                "series_key",
                F("last_day").desc(nulls_last=True),
                "slug",
            )
        )

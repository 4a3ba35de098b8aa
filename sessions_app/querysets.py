"""Questions that are asked of the programme."""

from typing import TYPE_CHECKING, Self

from django.db.models import (
    Case,
    Count,
    Exists,
    F,
    IntegerField,
    Max,
    OuterRef,
    Prefetch,
    Q,
    Subquery,
    Value,
    When,
    Window,
)
from django.db.models.functions import Coalesce, Greatest
from django.utils import timezone

from forum.base.content import (
    ContentQuerySet,
    PartQuerySet,
    Status,
    column,
    has_text,
    language_codes,
)

if TYPE_CHECKING:
    from sessions_app.models import (  # noqa: F401 - named in the classes' parameters
        Appearance,
        Event,
        EventOrganization,
        Photo,
        Series,
        Session,
    )


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
                parts.objects.published()
                .filter(**{parts.owner_path: OuterRef("pk")})
                .order_by("-updated")
                .values("updated")[:1]
            )
            for parts in self.model.parts()
        ]
        return self.annotate(changed_at=Greatest("updated", *newest))

    def with_those_below(self) -> Self:
        """Return the events and their published sub-forums."""
        keys = list(self.order_by().values_list("pk", flat=True))
        found: Self = self.model.objects.published()
        return found.filter(Q(pk__in=keys) | Q(parent__in=keys))

    def of_series(self, series: "Series") -> Self:
        """Return the events of a series, and sub-forums that have none but their parent's."""
        return self.filter(Q(series=series) | Q(series=None, parent__series=series))

    def before(self, event: "Event") -> Self:
        """Return what may be the edition before one of ``with_last_day``, the nearest first.

        What staff chose goes before the order in the series.
        """
        if event.previous_edition_id:
            return self.filter(pk=event.previous_edition_id)
        nearest = F("number").desc(nulls_last=True), F("last_day").desc(nulls_last=True)
        return self._beside(event, "lt").order_by(*nearest, "slug")

    def after(self, event: "Event") -> Self:
        """Return what may be the edition after one of ``with_last_day``, the nearest first.

        Those that staff joined to it go first; one that staff joined to another does not follow.
        """
        chosen = Q(previous_edition=event)
        following = self._beside(event, "gt").filter(previous_edition=None)
        nearest = F("number").asc(nulls_last=True), F("last_day").asc(nulls_last=True)
        return (
            self._with_number()
            .filter(chosen | Q(pk__in=following.values("pk")))
            .order_by(Case(When(chosen, then=0), default=1), *nearest, "slug")
        )

    def _with_number(self) -> Self:
        """Return the events with ``number``: the edition that they, or their parents, are."""
        return self.with_last_day().annotate(number=Coalesce("edition", "parent__edition"))

    def _beside(self, event: "Event", side: str) -> Self:
        """Return the events of the series and kind on one side of an event; lt: before, gt: after.

        Numbers of editions decide where both events have one, else the days. The sub-forums of one
        parent are no editions of each other.
        """
        events = self._with_number().filter(kind=event.kind)
        series = event.series or (event.parent.series if event.parent else None)
        if series is None:
            return events.none()
        number = event.edition or (event.parent.edition if event.parent else None)
        order = Q(number__isnull=True) if number else Q()
        order &= Q(**{f"last_day__{side}": event.last_day}) if event.last_day else Q(pk=None)
        if number:
            order |= Q(**{f"number__{side}": number})
        others = events.of_series(series).filter(order)
        return others.exclude(parent=event.parent_id) if event.parent_id else others

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
        shown = self.model.objects.published() if among is None else among
        return self.exclude(Exists(shown.filter(pk=OuterRef("parent"), parent=None)))

    def with_sub_forums(self, among: "EventQuerySet | None" = None) -> Self:
        """Return the events with ``public_sub_forums``, by day; among: as for ``on_their_own``."""
        shown = self.model.objects.published() if among is None else among
        return self.prefetch_related(
            Prefetch(
                "sub_forums",
                queryset=shown.filter(parent__parent=None).order_by("starts_on", "slug"),
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

        embargo = Q(appearances__embargoed_until=None)
        embargo |= Q(appearances__embargoed_until__lte=timezone.now())
        speaking = embargo & Q(appearances__withheld=False, appearances__remarks_withheld=False)
        speaking &= Q(appearances__person__status__in=set(Status) - {Status.OFFLINE})
        speaking &= ~Q(appearances__role=Appearance.Role.MODERATOR)
        spoken, ready = (
            Count("appearances", filter=speaking & _has_remarks("appearances__", *languages))
            for languages in (language_codes(), [language])
        )
        titled = has_text("title", language) | ~has_text("title")
        shown = self.published(language).filter(titled, event__ready_languages__contains=[language])
        return shown.annotate(spoken=spoken, ready=ready).filter(ready__gte=F("spoken") / 2.0)

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


class PhotoQuerySet(PartQuerySet["Photo"]):
    """Pictures of events."""

    def published(self, language: str | None = None) -> Self:
        """Return what the public may see now: no photo of guests of whom none is shown on it."""
        from sessions_app.models import Appearance

        theirs = Appearance.objects.filter(photo=OuterRef("pk"))
        shown = Appearance.objects.published(language).with_photo_of_their_event()
        shown = shown.filter(photo=OuterRef("pk"))
        return self.not_withheld(language).filter(Exists(shown) | ~Exists(theirs))

    def with_guests(self) -> Self:
        """Return the photos with ``public_guests``: beside whose remarks they stand, in order."""
        from sessions_app.models import Appearance

        shown = Appearance.objects.published().with_photo_of_their_event().with_event()
        shown = shown.select_related("person").order_by("session__position", "session", "position")
        return self.prefetch_related(
            Prefetch("appearances", queryset=shown, to_attr="public_guests")
        )

    def not_withheld(self, language: str | None = None) -> Self:
        """Return the public photos, whoever is on them."""
        return super().published(language)

    def kept_back(self) -> Self:
        """Return what staff took out of sight: itself, what it belongs to, or all its guests."""
        from sessions_app.models import Appearance

        theirs = Appearance.objects.filter(photo=OuterRef("pk"))
        kept = Appearance.objects.kept_back()
        of_nobody = Exists(theirs) & ~Exists(theirs.exclude(pk__in=kept.values("pk")))
        return self.filter(of_nobody | Q(pk__in=super().kept_back().values("pk")))


class AppearanceQuerySet(PartQuerySet["Appearance"]):
    """One person in one session."""

    def kept_back(self) -> Self:
        """Return what staff keep out of sight: for good, or under an embargo until its moment."""
        return super().kept_back() | self.filter(embargoed_until__gt=timezone.now())

    def with_people(self) -> Self:
        """Return the appearances in protocol order with what stands beside the name.

        ``photo_is_public``: whether the photo is one of the event's that the public may see.
        """
        from sessions_app.models import Photo

        photos = Photo.objects.not_withheld().filter(
            pk=OuterRef("photo"), event=OuterRef("session__event")
        )
        return (
            self.select_related("person", "photo")
            # It holds each source once more, and no page shows it.
            .defer("translations", "person__translations", "photo__translations")
            .annotate(photo_is_public=Exists(photos))
            .order_by("position", "pk")
        )

    def with_event(self) -> Self:
        """Return the appearances with their session and event at hand."""
        return self.select_related("session__event")

    def with_photo_of_their_event(self) -> Self:
        """Leave out those who refused to be shown, or whose photo is of another event."""
        refused = Q(photo_consent="refused") | Q(person__photo_consent="refused")
        return self.filter(photo__event=F("session__event")).exclude(refused)

    def moderators_first(self) -> Self:
        """Return the appearances as a session shows them: who moderates stands at its head."""
        return self.order_by(self._moderating().desc(), "position", "pk")

    def speaking(self) -> Self:
        """Leave out those who only moderate."""
        from sessions_app.models import Appearance

        return self.exclude(role=Appearance.Role.MODERATOR)

    def latest_of_each_person(self) -> Self:
        """Return each person's appearance at the latest event; speaking goes before moderating."""
        return self.order_by(
            "person_id",
            F("session__event__starts_on").desc(nulls_last=True),
            self._moderating(),
            "session__position",
            "pk",
        ).distinct("person_id")

    def latest_titled(self, event: int | None = None) -> "Appearance | None":
        """Return the last appearance with a title; speaking goes before moderating.

        event: the key of an event whose own appearances go first, whatever its date.
        """
        elsewhere = Case(When(session__event=event, then=0), default=1) if event else Value(1)
        return (
            self.filter(has_text("title"))
            .select_related("session__event", "organization")
            .order_by(
                elsewhere,
                F("session__event__starts_on").desc(nulls_last=True),
                self._moderating(),
                "-session__position",
                "pk",
            )
            .first()
        )

    def once_an_event(self) -> Self:
        """Return each person's first appearance at each event; speaking goes before moderating."""
        first = self.order_by(
            "session__event_id",
            "person_id",
            self._moderating(),
            "session__position",
            "position",
            "pk",
        ).distinct("session__event_id", "person_id")
        return self.model.objects.filter(pk__in=first.values("pk"))

    def newest_event_first(self) -> Self:
        """Return the appearances by the date of the event, the latest first, then in its order."""
        return self.order_by(
            F("session__event__starts_on").desc(nulls_last=True),
            "session__event__slug",
            "session__position",
            "session_id",
            "position",
            "pk",
        )

    def _moderating(self) -> Case:
        """Return 1 for who moderates, 0 for who speaks."""
        return Case(When(role=self.model.Role.MODERATOR, then=1), default=0)

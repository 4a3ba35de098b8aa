"""Questions that are asked of who took part."""

from typing import TYPE_CHECKING, Any, Final, Self

from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, Value, When

from forum.core.columns import columns
from forum.core.content import PartQuerySet, has_text, language_codes
from forum.core.visibility import embargo_filter, kept_back_filter, ready_filter
from sessions_app.models.photos import Photo
from sessions_app.models.sessions import remarks_filter

if TYPE_CHECKING:
    # Named in the classes' parameters.
    from sessions_app.models.appearances import Appearance

_REFUSED: Final = Q(photo_consent="refused") | Q(person__photo_consent="refused")


class AppearanceQuerySet(PartQuerySet["Appearance"]):
    """One person in one session."""

    def kept_back(self) -> Self:
        """Return what staff keep out of sight: for good, or under an embargo until its moment."""
        return self.filter(self._kept_back_filter)

    def not_kept_back(self) -> Self:
        """Leave out whom staff keep out of sight, for good or so far."""
        return self.exclude(self._kept_back_filter)

    def with_people(self) -> Self:
        """Return the appearances in protocol order with what stands beside the name.

        ``photo_is_public``: whether the photo is one of the event's that the public may see.
        """
        photos = Photo.objects.published_whoever_is_on_it().filter(
            pk=OuterRef("photo"), event=OuterRef("session__event")
        )
        return (
            self.select_related("person", "photo")
            # It holds each source once more, and no page shows it.
            .defer("translations", "person__translations", "photo__translations")
            .annotate(photo_is_public=Exists(photos))
            .order_by("position", "pk")
        )

    def with_names(self) -> Self:
        """Return the appearances in protocol order, each with its person and without its words."""
        words = columns("remarks", "speech_title", "caption")
        people = self.select_related("person").order_by("position", "pk")
        return people.defer("translations", "person__translations", *words)

    def with_event(self) -> Self:
        """Return the appearances with their session and event at hand."""
        return self.select_related("session__event")

    def with_photo_of_their_event(self) -> Self:
        """Leave out those who refused to be shown, or beside whom stands no photo of the event."""
        return self.filter(photo__event=F("session__event")).consenting_to_photos()

    def consenting_to_photos(self) -> Self:
        """Leave out those who refused to be shown, at the event or altogether."""
        return self.exclude(_REFUSED)

    def refusing_photos(self) -> Self:
        """Return the appearances of those who refused to be shown, at the event or altogether."""
        return self.filter(_REFUSED)

    def keeping_recordings_back(self) -> Self:
        """Return those who keep the recording of their session, and its captions, from the public.

        They refused to be shown, are out of sight, or their words are: withheld, or declined in
        any language, for a recording has them as they were spoken.
        """
        silent = Q(remarks_withheld=True)
        for name in columns("clearance"):
            silent |= Q(**{name: self.model.Clearance.DECLINED})
        return self.filter(_REFUSED | self._kept_back_filter | silent)

    def moderators_first(self) -> Self:
        """Return the appearances as a session shows them: who moderates stands at its head."""
        return self.order_by(self._moderating().desc(), "position", "pk")

    def with_words(self) -> Self:
        """Leave out those of whom the public reads no word: who only was there, or is kept back."""
        readable = Q(pk__in=())
        for code in language_codes():
            remarks = Q(remarks_withheld=False) & remarks_filter("", code)
            readable |= ready_filter(code, "session__event") & (
                remarks | has_text("speech_title", code)
            )
        return self.filter(readable)

    def speaking(self) -> Self:
        """Leave out those who only moderate."""
        return self.exclude(role=self.model.Role.MODERATOR)

    def launching(self, products: QuerySet[Any, Any]) -> Self:
        """Return who launched some products, each with ``product_id``. products: their keys."""
        launchers = self.filter(launched_products__in=products)
        launchers = launchers.annotate(product_id=F("launched_products"))
        named = launchers.select_related("person").order_by("position", "pk")
        return named.defer(*columns("remarks", "title", "speech_title", "caption"))

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

    @property
    def _kept_back_filter(self) -> Q:
        return kept_back_filter(self.model) | embargo_filter(self.model)

    def _moderating(self) -> Case:
        """Return 1 for who moderates, 0 for who speaks."""
        return Case(When(role=self.model.Role.MODERATOR, then=1), default=0)

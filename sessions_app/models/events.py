"""Events: what they are called, when and where they were, and what they belong to."""

import zoneinfo
from collections.abc import Iterable
from datetime import date, datetime
from functools import cache
from typing import Any, ClassVar, Self, cast

from django.apps import apps
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import (
    Case,
    Exists,
    F,
    Max,
    OuterRef,
    Q,
    Subquery,
    When,
    Window,
)
from django.db.models.functions import Coalesce, Greatest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext
from django_countries.fields import CountryField

from forum.core import edition_numbers
from forum.core.addressable import page_address
from forum.core.colours import dark_scheme_tone, is_colour, is_legible, nearest_legible
from forum.core.content import Content, ContentQuerySet, Part, PartQuerySet, has_text
from forum.core.images import PHOTO, PictureField
from forum.core.images.files import PictureFile
from forum.core.record_tree import owner_lookup, parts_of
from forum.core.richtext import RichTextField
from sessions_app.models.identifiers import IdentifiersMixin
from sessions_app.models.key_points import KeyPointsMixin
from sessions_app.models.plausible_days import validate_year
from sessions_app.models.series import Series

validate_accent = RegexValidator(
    r"^#[0-9a-f]{6}\Z", _("Write the colour as # and six digits 0 to 9 or a to f, e.g. #7a1f1f.")
)


@cache
def known_zones() -> frozenset[str]:
    """Return the names in this machine's table of zones, which is read from some 600 files."""
    return frozenset(zoneinfo.available_timezones())


def validate_time_zone(name: str) -> None:
    """Refuse what is not a name of the IANA time zone database."""
    if name not in known_zones():
        raise ValidationError(
            _("“%(name)s” is no time zone. Write it as Asia/Shanghai or Europe/Zurich is written.")
            % {"name": name}
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
        """Return the records of what is over, the latest first, those without a date at the end.

        Sub-forums stand within their forum's, but for a forum without dates or one that goes on.
        """
        today = timezone.localdate()
        forums = self.model.objects.published().filter(ends_on__lt=today)
        return (
            self.with_a_record()
            .on_their_own(forums)
            .with_last_day()
            .filter(Q(last_day__lte=today) | Q(last_day=None))
            .exclude(ends_on__gte=today)
            .order_by(F("last_day").desc(nulls_last=True), "slug")
        )

    def with_a_record(self) -> Self:
        """Leave out forums without dates that only group their sub-forums."""
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
                cast("PartQuerySet[Part]", part._default_manager.all())
                .published()
                .filter(**{owner_lookup(part): OuterRef("pk")})
                .order_by("-updated")
                .values("updated")[:1]
            )
            for part in parts_of(self.model)
        ]
        return self.annotate(changed_at=Greatest("updated", *newest))

    def with_cover(self) -> Self:
        """Return the events with ``cover_is_kept_back``, so that ``public_cover`` need not ask.

        A cover may be a photo of the library: it goes wherever that shows who is not to be seen.
        """
        photos = apps.get_model("sessions_app.photo").objects.kept_back()
        return self.annotate(cover_is_kept_back=Exists(photos.filter(image=OuterRef("cover"))))

    def with_those_below(self) -> "EventQuerySet":
        """Return the events and their published sub-forums."""
        keys = list(self.order_by().values_list("pk", flat=True))
        return Event.objects.published().filter(Q(pk__in=keys) | Q(parent__in=keys))

    def of_series(self, slug: str) -> Self:
        """Return the events of a series, and sub-forums that have none but their parent's."""
        return self.filter(Q(series__slug=slug) | Q(series=None, parent__series__slug=slug))

    def with_last_day(self) -> Self:
        """Return the events with ``last_day``, by which lists place them.

        The event's own first day, else that of its latest sub-forum, else that of its parent.
        """
        within = self.model.objects.published().filter(parent=OuterRef("pk"))
        dated = within.exclude(starts_on=None).order_by("-starts_on")
        latest = Subquery(dated.values("starts_on")[:1])
        return self.annotate(last_day=Coalesce("starts_on", latest, "parent__starts_on"))

    def on_their_own(self, among: "EventQuerySet | None" = None) -> Self:
        """Leave out the sub-forums that lists show under their parent.

        among: the events of the list, everything published unless told.
        """
        listed = self.model.objects.published() if among is None else among
        return self.exclude(Exists(listed.filter(pk=OuterRef("parent"), parent=None)))

    def by_series(self) -> Self:
        """Return the events series by series, the latest series and in it the latest year first.

        A sub-forum without a series of its own stands in its parent's, and what is offline is
        nobody's; ``last_day`` as ``with_last_day`` has it.
        """
        offline = Content.Status.OFFLINE
        own = Case(When(~Q(series__status=offline), then="series_id"))
        of_parent = Case(
            When(
                ~Q(parent__status=offline) & ~Q(parent__series__status=offline),
                then="parent__series_id",
            )
        )
        latest = Window(Max("last_day"), partition_by=[F("series_key")])
        return (
            self.with_last_day()
            .annotate(series_key=Coalesce(own, of_parent))
            .annotate(series_day=latest)
            .order_by(
                Case(When(series_key=None, then=1), default=0),
                F("series_day").desc(nulls_last=True),
                "series_key",
                F("last_day").desc(nulls_last=True),
                "slug",
            )
        )


class Standing(models.TextChoices):
    """Reservations about a whole record. Empty: there are none."""

    DEMONSTRATION = "demonstration", _("Demonstration: the summaries were written for it")
    UNOFFICIAL = "unofficial", _("Unofficial record")
    NOT_REVIEWED = "not_reviewed", _("Not reviewed by the speakers")


EventManager = models.Manager.from_queryset(EventQuerySet)


class Event(KeyPointsMixin, IdentifiersMixin, Content):
    """A forum, a sub-forum within one, or another event. Both titles are authored originals."""

    class Kind(models.TextChoices):
        MAIN_FORUM = "main_forum", _("Main forum")
        SUB_FORUM = "sub_forum", _("Sub-forum")
        EVENT = "event", _("Event")

    main_fields: ClassVar[tuple[str, ...]] = ("title", "introduction")
    authored_fields: ClassVar[tuple[str, ...]] = ("title", "subtitle", "venue", "city")
    corrected_fields: ClassVar[tuple[str, ...]] = ("title", "subtitle", "starts_on", "ends_on")
    corrected_in: ClassVar[str] = "pk"
    described_with: ClassVar[tuple[str, ...]] = ("series", "parent", "organizations")

    translated_fields = (
        "title",
        "subtitle",
        "venue",
        "city",
        "introduction",
        "cover_alt",
        *KeyPointsMixin.translated_fields,
    )

    series = models.ForeignKey(
        Series,
        verbose_name=_("series"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="events",
    )
    standing = models.CharField(
        _("standing of the record"),
        max_length=16,
        choices=Standing,
        blank=True,
        default="",
        help_text=_("Each page, print, file, citation and picture of the record says so."),
    )
    parent = models.ForeignKey(
        "self",
        verbose_name=_("parent event"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="sub_forums",
    )
    edition = models.PositiveSmallIntegerField(
        _("edition"), null=True, blank=True, help_text=_("A number: 6 for the sixth.")
    )
    kind = models.CharField(_("kind"), max_length=16, choices=Kind, default=Kind.EVENT)
    title = models.CharField(_("title"), max_length=400, blank=True)
    subtitle = models.CharField(_("subtitle"), max_length=400, blank=True)
    starts_on = models.DateField(_("first day"), null=True, blank=True, validators=[validate_year])
    ends_on = models.DateField(_("last day"), null=True, blank=True, validators=[validate_year])
    time_zone = models.CharField(
        _("time zone"), max_length=64, default="Asia/Shanghai", validators=[validate_time_zone]
    )
    venue = models.CharField(_("venue"), max_length=300, blank=True)
    city = models.CharField(_("city"), max_length=120, blank=True)
    country = CountryField(_("country or area"), blank=True)
    introduction = RichTextField(_("introduction"), blank=True)
    cover = PictureField(
        _("cover image"),
        upload_to="covers",
        blank=True,
        auto_add_fields=True,
        shape=PHOTO,
    )
    cover_alt = models.CharField(_("alternative text"), max_length=300, blank=True)
    accent = models.CharField(
        _("accent colour"), max_length=7, blank=True, validators=[validate_accent]
    )
    # A lighter tone of the accent for the dark scheme, derived whenever the accent is saved.
    accent_dark = models.CharField(max_length=7, blank=True, editable=False)
    previous_edition = models.ForeignKey(
        "self",
        verbose_name=_("previous edition"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="next_editions",
        help_text=_("Where it is empty, the edition before it in the series is taken."),
    )

    objects: ClassVar[EventManager["Event"]] = EventManager()

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        ordering = (F("starts_on").desc(nulls_last=True), "slug")
        constraints = (
            models.CheckConstraint(
                name="event_has_title",
                condition=has_text("title"),
                violation_error_message=_("Give the title in at least one language."),
            ),
            models.CheckConstraint(
                name="event_days_in_order",
                condition=Q(starts_on=None, ends_on=None)
                # NULL compares to NULL, and a check constraint lets that through.
                | Q(starts_on__isnull=False, ends_on__isnull=False, ends_on__gte=F("starts_on")),
                violation_error_message=_("The last day is missing or before the first day."),
            ),
            models.CheckConstraint(
                name="event_not_its_own_parent",
                condition=~Q(parent=F("pk")),
                violation_error_message=_("An event cannot be its own parent event."),
            ),
        )

    def __str__(self) -> str:
        return self.title or self.slug

    def save(self, *args: Any, update_fields: Iterable[str] | None = None, **kwargs: Any) -> None:
        if update_fields is None or "accent" in update_fields:
            self.accent_dark = dark_scheme_tone(self.accent) if is_colour(self.accent) else ""
            update_fields = update_fields and {*update_fields, "accent_dark"}
        super().save(*args, update_fields=update_fields, **kwargs)

    def get_absolute_url(self) -> str:
        return page_address("event", self.slug)

    def clean(self) -> None:
        if is_colour(self.accent) and not is_legible(self.accent):
            message = _(
                "%(colour)s is too light to be read on the page; "
                "the nearest colour of its hue that can be read is %(nearest)s."
            )
            nearest = nearest_legible(self.accent)
            raise ValidationError({"accent": message % {"colour": self.accent, "nearest": nearest}})

    # Set by ``with_last_change``, ``with_last_day`` and ``with_cover``.
    changed_at: datetime
    last_day: date | None
    cover_is_kept_back: bool

    @property
    def public_parent(self) -> "Event | None":
        """The event that this one is part of, unless it is offline."""
        return None if self.parent and self.parent.is_offline else self.parent

    @property
    def edition_number(self) -> int | None:
        """Which edition it is: a sub-forum without a number is that of the event it is part of."""
        numbered = self if self.edition is not None else self.public_parent
        return numbered.edition if numbered else None

    @property
    def cover_numeral(self) -> str:
        """What stands large on its cover, in the active language."""
        return edition_numbers.cover_numeral(self.edition_number, self.starts_on)

    @property
    def public_series(self) -> Series | None:
        """The series, unless it is offline."""
        return None if self.series and self.series.is_offline else self.series

    @property
    def public_cover(self) -> PictureFile | None:
        """The cover image, None where there is none or it shows somebody who is not to be seen."""
        if not self.cover:
            return None
        if "cover_is_kept_back" not in vars(self):
            self.cover_is_kept_back = Event.objects.with_cover().get(pk=self.pk).cover_is_kept_back
        return None if self.cover_is_kept_back else self.cover

    @property
    def accent_version(self) -> str:
        """The version of the accent's style sheet: 8c2f22-eba596; "" without an accent."""
        if not is_colour(self.accent):
            return ""
        return f"{self.accent[1:]}-{self.accent_dark[1:]}"

    def name_place(self, city: str, venue: str = "") -> str:
        """Return a name of its city with the country or area, as far as either is known.

        venue: a name of where in the city it was.
        """
        country = str(self.country.name or "")
        place = city or country
        if city and country:
            place = pgettext("a place", "%(city)s, %(country)s") % {
                "city": city,
                "country": country,
            }
        if not venue or not place:
            return venue or place
        return pgettext("a venue in its city", "%(venue)s, %(city)s") % {
            "venue": venue,
            "city": place,
        }

    @property
    def is_long(self) -> bool:
        """Whether it lasts more than a day."""
        return self.starts_on != self.ends_on

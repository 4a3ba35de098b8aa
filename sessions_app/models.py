"""The programme: series, events, their organizations, sessions, and who did what in them.

Order is protocol: ``position`` stores a decision of the organizers that no rule by name, pinyin or
country reproduces, and every page shows it.
"""

import zoneinfo
from collections.abc import Iterable
from datetime import date, datetime
from pathlib import PurePosixPath
from typing import Any, ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from forum.base.colours import dark_scheme_tone, is_colour, is_legible, nearest_legible
from forum.base.content import (
    SLUG_LENGTH,
    Addressed,
    Content,
    ContentQuerySet,
    Part,
    PartQuerySet,
    column,
    has_text,
    language_codes,
    validate_slug,
)
from forum.base.images import PHOTO, PictureField
from forum.base.richtext import RichTextField
from forum.base.storage import private_storage
from people.models import Organization, Person, PhotoConsent
from sessions_app.clearance import AWAITED, changed_since
from sessions_app.querysets import (
    AppearanceQuerySet,
    EventOrganizationQuerySet,
    EventQuerySet,
    PhotoQuerySet,
    SessionQuerySet,
)

validate_accent = RegexValidator(
    r"^#[0-9a-f]{6}\Z", _("Write the colour as # and six digits 0 to 9 or a to f, e.g. #7a1f1f.")
)


# Last parts of addresses below an event's that are pages of their own; agenda.ics and the like hold
# a point, which no slug may.
RESERVED_SESSION_SLUGS = ("parallel",)


def validate_time_zone(name: str) -> None:
    """Refuse what is not a name of the IANA time zone database."""
    if name not in zoneinfo.available_timezones():
        raise ValidationError(
            _("“%(name)s” is no time zone. Write it as Asia/Shanghai or Europe/Zurich is written.")
            % {"name": name}
        )


class Series(Content):
    """A forum that returns: its events form a timeline."""

    main_fields: ClassVar[tuple[str, ...]] = ("name",)

    name = models.CharField(_("name"), max_length=300, blank=True)
    abbreviation = models.CharField(_("abbreviation"), max_length=60, blank=True)
    description = RichTextField(_("description"), blank=True)

    objects = ContentQuerySet["Series"].as_manager()

    class Meta:
        verbose_name = _("series")
        verbose_name_plural = _("series")
        ordering = ("slug",)
        constraints = (
            models.CheckConstraint(
                name="series_has_name",
                condition=has_text("name"),
                violation_error_message=_("Give the name in at least one language."),
            ),
        )

    def __str__(self) -> str:
        return self.name or self.slug

    def get_absolute_url(self) -> str:
        return reverse("series", args=[self.slug])


class Event(Content):
    """A forum, a sub-forum within one, or another event. Both titles are authored originals."""

    class Kind(models.TextChoices):
        MAIN_FORUM = "main_forum", _("Main forum")
        SUB_FORUM = "sub_forum", _("Sub-forum")
        EVENT = "event", _("Event")

    main_fields: ClassVar[tuple[str, ...]] = ("title", "introduction")

    series = models.ForeignKey(
        Series,
        verbose_name=_("series"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="events",
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
    starts_on = models.DateField(_("first day"), null=True, blank=True)
    ends_on = models.DateField(_("last day"), null=True, blank=True)
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

    objects = EventQuerySet.as_manager()

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
        return reverse("event", args=[self.slug])

    def clean(self) -> None:
        if is_colour(self.accent) and not is_legible(self.accent):
            message = _(
                "%(colour)s is too light to be read on the page; "
                "the nearest colour of its hue that can be read is %(nearest)s."
            )
            nearest = nearest_legible(self.accent)
            raise ValidationError({"accent": message % {"colour": self.accent, "nearest": nearest}})

    # Set by ``with_last_change`` and ``with_last_day``.
    changed_at: datetime
    last_day: date | None

    @property
    def accent_version(self) -> str:
        """What changes with the accent's style sheet: 8c2f22-eba596; "" for an event without."""
        if not is_colour(self.accent):
            return ""
        return f"{self.accent[1:]}-{self.accent_dark[1:]}"

    @property
    def is_long(self) -> bool:
        """Whether it lasts more than a day."""
        return self.starts_on != self.ends_on

    @staticmethod
    def parts() -> "tuple[type[Any], ...]":
        """Return the models whose rows belong to an event."""
        return (EventOrganization, Session, Appearance, Photo, Document, Correction)


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
        return f"{self.get_role_display()}: {self.printed_name or self.organization}"


class Session(Addressed, Part):
    """A segment of the programme; each topic of a discussion is a session of its own."""

    class Kind(models.TextChoices):
        OPENING = "opening", _("Opening remarks")
        KEYNOTE = "keynote", _("Keynote speeches")
        LAUNCH = "launch", _("Launch of outcomes")
        DISCUSSION = "discussion", _("Panel discussion")
        ROUNDTABLE = "roundtable", _("Round table")
        DIALOGUE = "dialogue", _("Dialogue")
        SIGNING = "signing", _("Signing ceremony")
        AWARD = "award", _("Award ceremony")
        BREAK = "break", _("Break")
        CLOSING = "closing", _("Closing remarks")
        OTHER = "other", _("Other")

    owner_path = "event"

    event = models.ForeignKey(
        Event, verbose_name=_("event"), on_delete=models.CASCADE, related_name="sessions"
    )
    slug = models.SlugField(_("slug"), max_length=SLUG_LENGTH, validators=[validate_slug])
    kind = models.CharField(_("kind"), max_length=16, choices=Kind)
    heading = models.CharField(
        _("heading"), max_length=200, blank=True, help_text=_("As the record prints it.")
    )
    label = models.CharField(
        _("label"), max_length=100, blank=True, help_text=_("For example “Topic 1”.")
    )
    title = models.CharField(
        _("session title"),
        max_length=400,
        blank=True,
        help_text=_("Where it is empty the heading is shown, else the kind."),
    )
    day = models.DateField(_("day"), null=True, blank=True)
    start = models.TimeField(_("start"), null=True, blank=True)
    end = models.TimeField(_("end"), null=True, blank=True)
    room = models.CharField(_("room"), max_length=200, blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=1)
    recording_url = models.URLField(_("recording"), blank=True)

    objects = SessionQuerySet.as_manager()

    class Meta:
        verbose_name = _("session")
        verbose_name_plural = _("sessions")
        ordering = ("position", "pk")
        constraints = (
            models.UniqueConstraint(
                name="session_slug_once_an_event",
                fields=("event", "slug"),
                violation_error_message=_("Another session of this event has this slug."),
            ),
            models.CheckConstraint(
                name="session_times_in_order",
                condition=Q(start=None) | Q(end=None) | Q(end__gt=F("start")),
                violation_error_message=_("The session ends before it starts."),
            ),
        )

    def __str__(self) -> str:
        return self.title or self.heading or self.get_kind_display()

    def get_absolute_url(self) -> str:
        return reverse("session", args=[self.event.slug, self.slug])

    @property
    def address_scope(self) -> int:
        """The event, within which the slug is unique."""
        return self.event_id

    def clean(self) -> None:
        if self.slug in RESERVED_SESSION_SLUGS:
            message = _("“%(slug)s” is the address of another page; choose another slug.")
            raise ValidationError({"slug": message % {"slug": self.slug}})

    @property
    def is_break(self) -> bool:
        """Whether nothing is said in it, so that nothing leads to its page."""
        return self.kind == self.Kind.BREAK

    @property
    def moderators(self) -> "list[Appearance]":
        """Who moderates, in order; of a queryset ``with_appearances``."""
        return [one for one in self.public_appearances if one.is_moderator]

    @property
    def speakers(self) -> "list[Appearance]":
        """Everybody else, in protocol order; of a queryset ``with_appearances``."""
        return [one for one in self.public_appearances if not one.is_moderator]

    def is_announced_in(self, language: str) -> bool:
        """Tell whether the main text is there: the title, and at least half of the remarks."""
        if language not in self.event.ready_languages:
            return False
        titled = any(getattr(self, column("title", code)) for code in language_codes())
        if titled and not getattr(self, column("title", language)):
            return False
        spoken = [one for one in self.speakers if one.has_remarks()]
        ready = [one for one in spoken if one.has_remarks(language)]
        return len(ready) * 2 >= len(spoken)

    # Set by ``with_appearances``.
    public_appearances: "list[Appearance]"


class Photo(Part):
    """A picture of the event."""

    owner_path = "event"
    withheld_with = ("session",)

    event = models.ForeignKey(
        Event, verbose_name=_("event"), on_delete=models.CASCADE, related_name="photos"
    )
    session = models.ForeignKey(
        Session,
        verbose_name=_("session"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="photos",
    )
    image = PictureField(_("image"), upload_to="photos", auto_add_fields=True, shape=PHOTO)
    caption = models.CharField(_("caption"), max_length=500, blank=True)
    alt = models.CharField(
        _("alternative text"),
        max_length=300,
        blank=True,
        help_text=_("What the picture shows, for those who do not see it."),
    )
    credit = models.CharField(_("credit"), max_length=200, blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=1)

    objects = PhotoQuerySet.as_manager()

    class Meta:
        verbose_name = _("photo")
        verbose_name_plural = _("photos")
        ordering = ("position", "pk")

    def __str__(self) -> str:
        return self.caption or self.alt or str(self.pk)


class Appearance(Part):
    """One person in one session: in which role, under which title, how, and with what words."""

    class Role(models.TextChoices):
        MODERATOR = "moderator", _("Moderator")
        SPEAKER = "speaker", _("Speaker")
        PANELLIST = "panellist", _("Panellist")
        LAUNCHER = "launcher", _("Launcher")
        DISCUSSANT = "discussant", _("Discussant")
        SIGNATORY = "signatory", _("Signatory")
        WITNESS = "witness", _("Witness")

    class Attendance(models.TextChoices):
        NOT_STATED = "", _("Not stated")
        IN_PERSON = "in_person", _("In person")
        VIDEO = "video", _("By video")
        WRITTEN = "written", _("In writing")

    class RemarksKind(models.TextChoices):
        SUMMARY = "summary", _("Summary of remarks")
        FULL_TEXT = "full_text", _("Full text")

    class Clearance(models.TextChoices):
        NOT_RECORDED = "", _("Not recorded")
        SENT = "sent", _("Sent")
        CLEARED = "cleared", _("Cleared")
        CLEARED_WITH_CHANGES = "cleared_with_changes", _("Cleared with changes")
        DECLINED = "declined", _("Declined")
        CHANGED_SINCE = "changed_since", _("Changed since clearance")

    owner_path = "session__event"
    withheld_with = ("session",)
    offline_with = ("person",)
    embargoes = ("embargoed_until",)

    session = models.ForeignKey(
        Session, verbose_name=_("session"), on_delete=models.CASCADE, related_name="appearances"
    )
    person = models.ForeignKey(
        Person, verbose_name=_("person"), on_delete=models.PROTECT, related_name="appearances"
    )
    role = models.CharField(_("role"), max_length=16, choices=Role, default=Role.SPEAKER)
    position = models.PositiveSmallIntegerField(
        _("position"),
        default=1,
        help_text=_("Protocol order in the session. Moderators are numbered apart."),
    )
    title = models.CharField(
        _("title as of the event"),
        max_length=400,
        blank=True,
        help_text=_("Title and affiliation in one phrase, as the event's documents print them."),
    )
    honorific = models.CharField(_("honorific"), max_length=60, blank=True)
    organization = models.ForeignKey(
        Organization,
        verbose_name=_("affiliation"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="appearances",
        help_text=_("Links to the organization's page; what is printed is the title."),
    )
    attendance = models.CharField(
        _("attendance"),
        max_length=16,
        choices=Attendance,
        default=Attendance.NOT_STATED,
        blank=True,
    )
    attendance_note = models.CharField(
        _("attendance in the document's words"), max_length=200, blank=True
    )
    attribution = models.CharField(
        _("attribution"),
        max_length=60,
        blank=True,
        help_text=_("The verb before the remarks; in Chinese it carries rank."),
    )
    remarks = RichTextField(_("remarks"), blank=True)
    remarks_kind = models.CharField(
        _("kind of text"), max_length=16, choices=RemarksKind, default=RemarksKind.SUMMARY
    )
    remarks_withheld = models.BooleanField(
        _("remarks withheld"),
        default=False,
        help_text=_("The guest is named, the remarks are not."),
    )
    embargoed_until = models.DateTimeField(
        _("embargoed until"), null=True, blank=True, help_text=_("Not public before this moment.")
    )
    language_spoken = models.CharField(
        _("language spoken"), max_length=16, blank=True, help_text=_("A code: zh, en, fr …")
    )
    caption = models.CharField(_("caption"), max_length=500, blank=True)
    photo = models.ForeignKey(
        Photo,
        verbose_name=_("photo"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="appearances",
    )
    photo_consent = models.CharField(
        _("photo consent"),
        max_length=10,
        choices=PhotoConsent,
        default=PhotoConsent.UNKNOWN,
    )
    # One column a language each: an office clears the text of one language at a time.
    clearance = models.CharField(
        _("clearance"),
        max_length=24,
        choices=Clearance,
        default=Clearance.NOT_RECORDED,
        blank=True,
    )
    clearance_on = models.DateField(_("cleared on"), null=True, blank=True)
    clearance_channel = models.CharField(
        _("channel"), max_length=60, blank=True, help_text=_("Letter, telephone, email …")
    )
    clearance_scan = models.FileField(
        _("scan"), upload_to="clearances", storage=private_storage, blank=True
    )
    clearance_by = models.CharField(_("cleared by"), max_length=200, blank=True)
    clearance_note = models.CharField(_("note on clearance"), max_length=500, blank=True)

    objects = AppearanceQuerySet.as_manager()

    class Meta:
        verbose_name = _("appearance")
        verbose_name_plural = _("appearances")
        ordering = ("position", "pk")
        constraints = (
            models.UniqueConstraint(
                name="appearance_once_a_role",
                fields=("session", "person", "role"),
                violation_error_message=_("This person already has this role in the session."),
            ),
        )

    # Set by ``with_people``.
    photo_is_public: bool

    def __str__(self) -> str:
        return f"{self.person}: {self.session}"

    def get_inline_title(self) -> str:
        """Return the head of the appearance's row in the form of its session."""
        person = " / ".join(self.person.names()) or str(self.person)
        parts = (person, self.get_role_display(), self.title)
        return " · ".join(str(part) for part in parts if part)

    @property
    def shown_photo(self) -> "Photo | None":
        """The photo, unless it is not public or the person refused; of ``with_people``."""
        refused = PhotoConsent.REFUSED in (self.photo_consent, self.person.photo_consent)
        if refused or self.photo is None or not self.photo_is_public:
            return None
        # Of the same event, which is at hand.
        self.photo.event = self.session.event
        return self.photo

    @property
    def is_moderator(self) -> bool:
        """Whether the person leads the session rather than speaks in it."""
        return self.role == self.Role.MODERATOR

    def save(self, *args: Any, update_fields: Iterable[str] | None = None, **kwargs: Any) -> None:
        """Save; what was cleared and reads otherwise now is “changed since clearance”."""
        moved = [] if self._state.adding else changed_since(self)
        for code in moved:
            setattr(self, column("clearance", code), self.Clearance.CHANGED_SINCE)
        if update_fields is not None and moved:
            update_fields = {*update_fields, *(column("clearance", code) for code in moved)}
        super().save(*args, update_fields=update_fields, **kwargs)

    def is_uncleared(self, language: str) -> bool:
        """Tell whether the speaker was asked about the text of a language and has not cleared it.

        Where nothing was asked nothing is marked: records from before the site kept clearances,
        and forums that ask nobody, stay as they are.
        """
        return getattr(self, column("clearance", language)) in AWAITED

    def hides(self, field: str, language: str) -> bool:
        declined = getattr(self, column("clearance", language)) == self.Clearance.DECLINED
        return field == "remarks" and (self.remarks_withheld or declined)

    def has_remarks(self, *languages: str) -> bool:
        """Tell whether there are remarks that are not kept back, in one of some languages.

        languages: none for all of the site's.
        """
        return any(
            getattr(self, column("remarks", code)) and not self.hides("remarks", code)
            for code in languages or language_codes()
        )


class Document(Part):
    """A file to take away: kept privately, handed out by a view that looks whether it is public."""

    owner_path = "event"
    withheld_with = ("session", "appearance", "appearance__session")
    offline_with = ("appearance__person",)
    embargoes = ("embargoed_until", "appearance__embargoed_until")

    event = models.ForeignKey(
        Event, verbose_name=_("event"), on_delete=models.CASCADE, related_name="documents"
    )
    session = models.ForeignKey(
        Session,
        verbose_name=_("session"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="documents",
    )
    appearance = models.ForeignKey(
        Appearance,
        verbose_name=_("appearance"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="documents",
    )
    title = models.CharField(_("title"), max_length=300, blank=True)
    file = models.FileField(_("file"), upload_to="documents", storage=private_storage)
    embargoed_until = models.DateTimeField(
        _("embargoed until"), null=True, blank=True, help_text=_("Not public before this moment.")
    )
    size = models.PositiveBigIntegerField(_("size in bytes"), default=0, editable=False)
    language = models.CharField(
        _("language"), max_length=16, choices=settings.LANGUAGES, default="zh-hans"
    )
    position = models.PositiveSmallIntegerField(_("position"), default=1)

    objects = PartQuerySet["Document"].as_manager()

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        ordering = ("position", "pk")
        constraints = (
            models.CheckConstraint(
                name="document_has_title",
                condition=has_text("title"),
                violation_error_message=_("Give the title in at least one language."),
            ),
        )

    def __str__(self) -> str:
        return self.title or str(self.file.name)

    def get_absolute_url(self) -> str:
        return reverse("document", args=[self.pk, self.name])

    @property
    def name(self) -> str:
        """The file's own name, the last part of the address."""
        return PurePosixPath(str(self.file.name)).name


class Correction(Part):
    """What was put right after publication, told on the event's page with its day."""

    owner_path = "event"

    event = models.ForeignKey(
        Event, verbose_name=_("event"), on_delete=models.CASCADE, related_name="corrections"
    )
    made_on = models.DateField(_("made on"), default=timezone.localdate)
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


class EventAccess(models.Model):
    """An event that somebody from outside helps with: the desk shows a helper no other."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("external helper"),
        on_delete=models.CASCADE,
        related_name="event_access",
    )
    event = models.ForeignKey(
        Event, verbose_name=_("event"), on_delete=models.CASCADE, related_name="helpers"
    )

    class Meta:
        verbose_name = _("access of a helper")
        verbose_name_plural = _("access of helpers")
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                name="event_access_once",
                fields=("user", "event"),
                violation_error_message=_("This helper has this event already."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.user}: {self.event}"

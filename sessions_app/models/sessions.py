"""The segments of a programme, in the organizers' order."""

from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any, ClassVar, Self, cast
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Count, Exists, F, Max, OuterRef, Prefetch, Q
from django.db.models.functions import Greatest
from django.utils.translation import gettext_lazy as _

from forum.core.addressable import Addressed, page_address
from forum.core.content import (
    SLUG_LENGTH,
    Part,
    PartQuerySet,
    column,
    has_text,
    language_codes,
    validate_slug,
)
from forum.core.dates import is_skipped
from forum.core.richtext import RichTextField
from forum.core.visibility import ready_filter, unhidden_filter
from sessions_app.models.events import Event
from sessions_app.models.key_points import KeyPointsMixin
from sessions_app.models.plausible_days import validate_year
from sessions_app.recordings import CaptionsField, MediaFile, RecordingField

if TYPE_CHECKING:
    from sessions_app.models.appearances import Appearance

# Last parts of addresses below an event's that are other pages; agenda.ics and the like contain
# a point, which no slug may.
RESERVED_SESSION_SLUGS = ("parallel", "agenda", "overview", "schedule")


def remarks_filter(path: str, *languages: str) -> Q:
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
        speaking = unhidden_filter(self._appearances, "appearances")
        speaking &= Q(appearances__remarks_withheld=False)
        speaking &= ~Q(appearances__role=self._appearances.Role.MODERATOR)
        spoken, ready = (
            Count("appearances", filter=speaking & remarks_filter("appearances__", *languages))
            for languages in (language_codes(), [language])
        )
        titled = has_text("title", language) | ~has_text("title")
        sessions = self.published(language).filter(titled, ready_filter(language, "event"))
        return sessions.annotate(spoken=spoken, ready=ready).filter(ready__gte=F("spoken") / 2.0)

    def with_counts(self) -> Self:
        """Return the sessions with ``moderator_count``, ``speaker_count`` and ``remarks_count``."""
        moderating = Q(appearances__role=self._appearances.Role.MODERATOR)
        speaking = Q(appearances__isnull=False) & ~moderating
        return self.annotate(
            moderator_count=Count("appearances", filter=moderating),
            speaker_count=Count("appearances", filter=speaking),
            remarks_count=Count("appearances", filter=has_text("appearances__remarks")),
        )

    def with_recordings(self) -> Self:
        """Return the sessions with ``recording_is_kept_back``, for ``public_recording``.

        Every guest is seen and heard on it, whether the programme names them or not.
        """
        keeping = self._appearances.objects.keeping_recordings_back()
        keeping = keeping.filter(session=OuterRef("pk"))
        return self.annotate(recording_is_kept_back=~Q(recording_file="") & Exists(keeping))

    def with_last_turn(self) -> Self:
        """Return the sessions with ``turned_at``: when an appearance was saved, or its person.

        Whether they are shown or not: one who is hidden now was shown before.
        """
        saved = (Max("appearances__updated"), Max("appearances__person__updated"))
        return self.annotate(turned_at=Greatest(*saved))

    def with_appearances(self) -> Self:
        """Return the sessions with ``public_appearances``: who took part, in protocol order."""
        return self._with_public(self._appearances.objects.published().with_people())

    def with_guests(self) -> Self:
        """Return the sessions with ``public_appearances``, of which name and title are printed."""
        return self._with_public(self._appearances.objects.published().with_names())

    def _with_public(self, appearances: models.QuerySet[Any]) -> Self:
        # The session is at hand already, and with it the event.
        return self.prefetch_related(
            Prefetch("appearances", queryset=appearances, to_attr="public_appearances")
        )

    @property
    def _appearances(self) -> Any:
        """The model of who took part, which stands above this one."""
        return self.model._meta.get_field("appearances").related_model


SessionManager = models.Manager.from_queryset(SessionQuerySet)


class Session(KeyPointsMixin, Addressed, Part):
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

    translated_fields = (
        "heading",
        "label",
        "title",
        "room",
        "summary",
        "recording_captions",
        *KeyPointsMixin.translated_fields,
    )
    owner_path = "event"
    # They may keep a recording back.
    described_with = ("appearances",)
    authored_fields = ("heading", "label", "title", "room")
    unworded_fields = ("recording_captions",)
    corrected_fields = ("title", "heading", "day", "start", "end")
    corrected_in = "event"

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
    day = models.DateField(_("day"), null=True, blank=True, validators=[validate_year])
    start = models.TimeField(_("start"), null=True, blank=True)
    end = models.TimeField(_("end"), null=True, blank=True)
    room = models.CharField(_("room"), max_length=200, blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=1)
    summary = RichTextField(
        _("session summary"),
        blank=True,
        help_text=_("What was said in the session as a whole, as a report tells it."),
    )
    recording_url = models.URLField(_("recording"), blank=True)
    recording_file = RecordingField(_("recording of our own"), upload_to="recordings", blank=True)
    recording_captions = CaptionsField(_("captions"), upload_to="recordings", null=True, blank=True)

    objects: ClassVar[SessionManager["Session"]] = SessionManager()
    # Of an event its ``sessions``, which are of this manager too.
    _default_manager: ClassVar[SessionManager["Session"]]

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
        if self.is_break:
            return f"{self.event.get_absolute_url()}#agenda"
        return page_address("session", self.event.slug, self.slug)

    @property
    def address_scope(self) -> int:
        """The event, within which the slug is unique."""
        return self.event_id

    def clean(self) -> None:
        if self.slug in RESERVED_SESSION_SLUGS:
            message = _("“%(slug)s” is the address of another page; choose another slug.")
            raise ValidationError({"slug": message % {"slug": self.slug}})
        captions = [column("recording_captions", code) for code in language_codes()]
        lonely = [name for name in captions if getattr(self, name) and not self.recording_file]
        if lonely:
            message = _("Upload the recording that these captions belong to, or remove them.")
            raise ValidationError(dict.fromkeys(lonely, message))
        zone = ZoneInfo(self.event.time_zone) if self.event_id else None
        for name, moment in (("start", self.start), ("end", self.end)):
            if zone and self.day and moment and is_skipped(self.day, moment, zone):
                message = _("The clocks skip %(time)s on that day: summer time begins. Check it.")
                raise ValidationError({name: message % {"time": f"{moment:%H:%M}"}})

    @property
    def day_held(self) -> date | None:
        """Its day; sessions of an event of one day need not say it."""
        return self.day or (None if self.event.is_long else self.event.starts_on)

    @property
    def has_hour(self) -> bool:
        """Whether it begins at a known hour of a known day, as calendars want it."""
        return bool(self.start and self.day_held)

    @property
    def day_or_year(self) -> str:
        """Its day as ISO 8601; unknown among those of its event, the year; "" without either."""
        day, start = self.day_held, self.event.starts_on
        return day.isoformat() if day else (str(start.year) if start else "")

    def moment(self, hour: time | None) -> datetime:
        """Return an hour of a day that is known, in the event's time zone."""
        day = self.day_held
        assert day and hour  # noqa: S101, PT018 - only such sessions are asked for
        return datetime.combine(day, hour, ZoneInfo(self.event.time_zone))

    @property
    def is_break(self) -> bool:
        """Whether it is a break: it has no page, only a line in the agenda."""
        return self.kind == self.Kind.BREAK

    @property
    def moderators(self) -> "list[Appearance]":
        """Who moderates, in order; of a queryset ``with_appearances``."""
        return [appearance for appearance in self.public_appearances if appearance.is_moderator]

    @property
    def speakers(self) -> "list[Appearance]":
        """Everybody else, in protocol order; of a queryset ``with_appearances``."""
        return [appearance for appearance in self.public_appearances if not appearance.is_moderator]

    def is_announced_in(self, language: str) -> bool:
        """Tell whether the main text is there: the title, and at least half of the remarks."""
        if language not in self.event.readable_languages:
            return False
        titled = any(getattr(self, column("title", code)) for code in language_codes())
        if titled and not getattr(self, column("title", language)):
            return False
        spoken = [speaker for speaker in self.speakers if speaker.has_remarks()]
        ready = [speaker for speaker in spoken if speaker.has_remarks(language)]
        return len(ready) * 2 >= len(spoken)

    @property
    def public_recording(self) -> MediaFile | None:
        """The recording of our own, None where there is none or a guest keeps it back."""
        if not self.recording_file:
            return None
        if "recording_is_kept_back" not in vars(self):
            session = Session.objects.with_recordings().get(pk=self.pk)
            self.recording_is_kept_back = session.recording_is_kept_back
        # The stubs know Django's own file alone.
        file = cast("MediaFile", self.recording_file)
        return None if self.recording_is_kept_back else file

    @property
    def public_captions(self) -> dict[str, MediaFile]:
        """Language -> the captions of the recording, where that is shown and the language ready."""
        if not self.public_recording:
            return {}
        files = {
            code: getattr(self, column("recording_captions", code))
            for code in language_codes()
            if code in self.event.readable_languages
        }
        return {code: file for code, file in files.items() if file}

    # Set by ``with_appearances``.
    public_appearances: "list[Appearance]"
    # Set by ``with_last_turn`` and ``with_recordings``.
    turned_at: "datetime | None"
    recording_is_kept_back: bool

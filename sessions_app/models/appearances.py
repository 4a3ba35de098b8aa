"""Who did what in a session, under which title, and with what words."""

from collections.abc import Iterable
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from forum.core.content import Part, column, language_codes
from forum.core.lazy_sentences import labelled
from forum.core.richtext import RichTextField
from forum.core.storage import private_storage
from people.models import Organization, Person, PhotoConsent
from sessions_app.clearance import AWAITED, GIVEN, changed_since
from sessions_app.clearance import TEXTS as CLEARED_TEXTS
from sessions_app.models.appearance_queryset import AppearanceQuerySet
from sessions_app.models.key_points import Clearance
from sessions_app.models.photos import Photo
from sessions_app.models.sessions import Session


def list_roles() -> list[tuple[str, Any]]:
    """Return the roles of guests: called for, so that a further one needs no migration."""
    return Appearance.Role.choices


AppearanceManager = models.Manager.from_queryset(AppearanceQuerySet)


class Appearance(Part):
    """One person in one session: role, title at that event, attendance and remarks."""

    class Role(models.TextChoices):
        MODERATOR = "moderator", _("Moderator")
        SPEAKER = "speaker", _("Speaker")
        PANELLIST = "panellist", _("Panellist")
        LAUNCHER = "launcher", _("Launcher")
        DISCUSSANT = "discussant", _("Discussant")
        SIGNATORY = "signatory", _("Signatory")
        WITNESS = "witness", _("Witness")
        ATTENDEE = "attendee", _("Attendee")

    class Attendance(models.TextChoices):
        NOT_STATED = "", _("Not stated")
        IN_PERSON = "in_person", _("In person")
        VIDEO = "video", _("By video")
        WRITTEN = "written", _("In writing")

    class RemarksKind(models.TextChoices):
        SUMMARY = "summary", _("Summary of remarks")
        FULL_TEXT = "full_text", _("Full text")

    Clearance = Clearance

    translated_fields = (
        "title",
        "honorific",
        "speech_title",
        "attendance_note",
        "attribution",
        "remarks",
        "caption",
        "clearance",
        "clearance_on",
        "clearance_channel",
        "clearance_scan",
        "clearance_by",
        "clearance_note",
    )
    owner_path = "session__event"
    withheld_with = ("session",)
    offline_with = ("person",)
    named_by = ("person",)
    described_with = ("organization",)
    embargoes = ("embargoed_until",)
    authored_fields = ("title", "honorific")
    corrected_fields = ("person", "title", "attendance", "attendance_note", "remarks")
    corrected_in = "session__event"
    unworded_fields = (
        "clearance", "clearance_on", "clearance_channel", "clearance_scan", "clearance_by",
        "clearance_note",
    )  # fmt: skip

    session = models.ForeignKey(
        Session, verbose_name=_("session"), on_delete=models.CASCADE, related_name="appearances"
    )
    person = models.ForeignKey(
        Person, verbose_name=_("person"), on_delete=models.PROTECT, related_name="appearances"
    )
    role = models.CharField(_("role"), max_length=16, choices=list_roles, default=Role.SPEAKER)
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
    speech_title = models.CharField(
        _("title of the speech"),
        max_length=400,
        blank=True,
        help_text=_("As the programme or the news name it, without quotation marks."),
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
    source_language = models.CharField(
        _("original language"),
        max_length=16,
        choices=settings.LANGUAGES,
        blank=True,
        help_text=_("What the remarks were written in. Empty: the event's original language."),
    )
    caption = models.CharField(_("caption"), max_length=500, blank=True)
    photos = models.ManyToManyField(
        Photo, verbose_name=_("photos of the guest"), blank=True, related_name="appearances"
    )
    # One of those that show the guest: ``save`` sees to it, and ``restore_photo_beside_remarks``.
    photo = models.ForeignKey(
        Photo,
        verbose_name=_("photo beside the remarks"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="beside_remarks_of",
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

    objects: ClassVar[AppearanceManager["Appearance"]] = AppearanceManager()

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
        indexes = (
            # Who was at any event is counted from it alone: rows with their remarks are wide.
            models.Index(
                name="appearance_public",
                fields=("person", "session"),
                include=("withheld", "embargoed_until"),
            ),
            # Few are under embargo; a search asks which.
            models.Index(
                name="appearance_embargoed",
                fields=("embargoed_until",),
                condition=Q(embargoed_until__isnull=False),
            ),
        )

    # Set by ``with_people``.
    photo_is_public: bool
    _stored_session: int | None = None

    @classmethod
    def from_db(cls, *args: Any, **options: Any) -> Self:
        appearance = super().from_db(*args, **options)
        appearance._stored_session = appearance.__dict__.get("session_id")
        return appearance

    def take_former_session(self) -> int | None:
        """Return the session that its row was moved out of, once; None where it was not moved."""
        former, self._stored_session = self._stored_session, self.session_id
        return former if former != self.session_id else None

    def __str__(self) -> str:
        return labelled(self.person, self.session)

    def get_inline_title(self) -> str:
        """Return the head of the appearance's row in the form of its session."""
        person = " / ".join(self.person.names()) or str(self.person)
        parts = (person, self.get_role_display(), self.title)
        return " · ".join(str(part) for part in parts if part)

    @property
    def refuses_photos(self) -> bool:
        """Whether the guest refused to be shown, at the event or altogether."""
        return PhotoConsent.REFUSED in (self.photo_consent, self.person.photo_consent)

    def may_be_on(self, photo: Photo) -> bool:
        """Tell whether a photo may show the guest: it is of their event, and they let it."""
        return photo.event_id == self.session.event_id and not self.refuses_photos

    @property
    def public_photo(self) -> "Photo | None":
        """The photo, unless it is not public or the person refused; of ``with_people``."""
        if self.refuses_photos or self.photo is None or not self.photo_is_public:
            return None
        # Of the same event, which is at hand.
        self.photo.event = self.session.event
        return self.photo

    @property
    def is_moderator(self) -> bool:
        """Whether the person leads the session rather than speaks in it."""
        return self.role == self.Role.MODERATOR

    @property
    def anchor(self) -> str:
        """Where the person's part stands on the session's page: the same whoever else is in it."""
        anchor = f"remarks-{self.person.slug}"
        return anchor if self.role == self.Role.SPEAKER else f"{anchor}-{self.role}"

    @property
    def has_printed_role(self) -> bool:
        """Whether pages say the role: what others do is told by their session and their words."""
        return self.role in {self.Role.MODERATOR, self.Role.ATTENDEE}

    def save(self, *args: Any, update_fields: Iterable[str] | None = None, **kwargs: Any) -> None:
        """Save; mark cleared texts that were altered as “changed since clearance”.

        Whoever has a photo beside the remarks is on it.
        """
        moved = [] if self._state.adding else changed_since(self)
        for code in moved:
            setattr(self, column("clearance", code), self.Clearance.CHANGED_SINCE)
        if update_fields is not None and moved:
            update_fields = {*update_fields, *(column("clearance", code) for code in moved)}
        super().save(*args, update_fields=update_fields, **kwargs)
        if self.photo_id and (update_fields is None or "photo" in update_fields):
            self.photos.add(self.photo_id)

    @property
    def original_language(self) -> str:
        return self.source_language or super().original_language

    def locks(self, field: str, language: str) -> bool:
        return field in CLEARED_TEXTS and getattr(self, column("clearance", language)) in GIVEN

    def is_uncleared(self, field: str, language: str) -> bool:
        return getattr(self, column("clearance", language)) in AWAITED

    def hides(self, field: str, language: str) -> bool:
        if field != "remarks":
            return False
        declined = getattr(self, column("clearance", language)) == self.Clearance.DECLINED
        return self.remarks_withheld or declined

    def has_remarks(self, *languages: str) -> bool:
        """Tell whether there are remarks that are not kept back, in one of some languages.

        languages: none for all of the site's.
        """
        return any(
            getattr(self, column("remarks", code)) and not self.hides("remarks", code)
            for code in languages or language_codes()
        )

    def restore_photo_beside_remarks(self) -> None:
        """Put a guest back on the photo beside the remarks, by which a refusal of photos is found.

        Whoever takes the guest out of it takes it from the remarks first.
        """
        if self.photo_id:
            self.photos.add(self.photo_id)

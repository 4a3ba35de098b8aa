"""Who stands behind a record: people and organizations, and the staff who edit them."""

from collections.abc import Iterable
from typing import Any, ClassVar, Self

from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Case, Q, When
from django.db.models import Value as V
from django.db.models.functions import Coalesce, Collate, Left, Lower, NullIf, Upper
from django.utils import timezone
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from forum.core.addressable import page_address
from forum.core.content import Content, ContentQuerySet, column, has_text, language_codes
from forum.core.images import LOGO, PORTRAIT, PictureField
from forum.core.names import fold, is_han, sort_key
from forum.core.richtext import RichTextField
from forum.core.translated import resolution_order
from forum.core.visibility import ready_filter


class User(AbstractUser):
    """A member of staff.

    language: of the desk and of mails to her or him, "" for the browser's. muted_notices: kinds of
    news that are not wanted.
    """

    language = models.CharField(
        _("interface language"),
        max_length=16,
        blank=True,
        choices=[("", _("As the browser asks")), *settings.LANGUAGES],
        help_text=_("Of the desk, and of the mails that it sends."),
    )
    # Kinds of notifications, as forum.models.Notification names them.
    muted_notices = ArrayField(
        models.CharField(max_length=16),
        verbose_name=_("do not tell me of"),
        default=list,
        blank=True,
    )
    daily_digest = models.BooleanField(
        _("one mail a day"),
        default=False,
        help_text=_("All that happened in one mail, instead of a mail for each."),
    )
    password_set_at = models.DateTimeField(null=True, editable=False)

    def __str__(self) -> str:
        """Return the name by which colleagues know whoever did something, else the login."""
        return self.get_full_name() or self.get_username()

    def get_full_name(self) -> str:
        """Return the name as its bearer writes it: 李岚, surname first and unparted; Lan Li."""
        if is_han(self.last_name):
            return f"{self.last_name}{self.first_name}".strip()
        return super().get_full_name()

    def set_password(self, raw_password: str | None) -> None:
        """Set a password, and note when."""
        super().set_password(raw_password)
        self.password_set_at = timezone.now()


class PhotoConsent(models.TextChoices):
    """Whether the person agrees that pictures of him or her are shown."""

    UNKNOWN = "unknown", _("Not recorded")
    GIVEN = "given", _("Given")
    REFUSED = "refused", _("Refused")


class NamedQuerySet[M: "Named"](ContentQuerySet[M]):
    """Querysets of records that are searched by name."""

    def named(self, *names: str) -> "NamedQuerySet[M]":
        """Return those that bear one of the names in any language or as an alias, as folded."""
        return self.filter(match_keys__overlap=sorted({fold(name) for name in names if name}))

    def namesakes_of(self, record: "Named") -> "NamedQuerySet[M]":
        """Return the others that bear one of a record's names."""
        return self.filter(match_keys__overlap=record.match_keys).exclude(pk=record.pk)

    def in_directory_order(self) -> Self:
        """Return the records by the sort key of the name that the page shows: ``directory_key``.

        By surname in English, by pinyin in Chinese; whoever has no name in the page's language
        stands where the key of the other language puts them. ``directory_letter``: A to Z, or #
        for what begins with none, which stands at the end.
        """
        # In byte order “{” follows “z”; a regular expression takes several times as long.
        lettered = Q(directory_key__gte="a", directory_key__lt="{")
        letter = Case(
            When(lettered, then=Upper(Left("directory_key", 1))),
            default=V("#"),
            output_field=models.CharField(),
        )
        return (
            self.annotate(directory_key=_directory_key())
            .annotate(directory_letter=letter)
            .order_by(Case(When(lettered, then=0), default=1), "directory_key", "slug")
        )


def _directory_key() -> Collate:
    """Return the sort key of the name that the page shows, in small letters."""
    keys = [
        Case(
            When(ready_filter(code), then=NullIf(column("sort_key", code), V(""))),
            output_field=models.CharField(),
        )
        for code in resolution_order(get_language() or "", "")
        if code
    ]
    key = Coalesce(*keys, V(""), output_field=models.CharField())
    # Byte order, so that no server's collation decides.
    return Collate(Lower(key), "C")


class Named(Content):
    """A record with a name in each language, further spellings, and keys to match and sort by."""

    authored_fields: ClassVar[tuple[str, ...]] = ("name", "abbreviation", "honorific")
    corrected_fields: ClassVar[tuple[str, ...]] = ("name",)
    unworded_fields: ClassVar[tuple[str, ...]] = ("sort_key",)

    name = models.CharField(_("name"), max_length=300, blank=True)
    sort_key = models.CharField(
        _("sort key"),
        max_length=300,
        blank=True,
        help_text=_("Surname first; proposed from the name. For Chinese names pinyin."),
    )
    aliases = ArrayField(
        models.CharField(max_length=300),
        verbose_name=_("other spellings"),
        default=list,
        blank=True,
        help_text=_("One a line. Imports and the search find the record by these too."),
    )
    match_keys = ArrayField(
        models.CharField(max_length=300), default=list, blank=True, editable=False
    )

    # The translated fields that say what the record is called.
    name_fields: ClassVar[tuple[str, ...]] = ("name",)
    _stored_names: tuple[str | None, ...] | None = None

    class Meta:
        abstract = True

    @classmethod
    def from_db(cls, *args: Any, **kwargs: Any) -> Self:
        record = super().from_db(*args, **kwargs)
        record.remember_names()
        return record

    def __str__(self) -> str:
        return self.name or self.slug

    def remember_names(self) -> None:
        """Remember the present names as the stored ones."""
        self._stored_names = self._present_names()

    @property
    def names_changed(self) -> bool:
        """Whether the names are others than the row had before the latest save."""
        return self._stored_names != self._present_names()

    def _present_names(self) -> tuple[str | None, ...]:
        # A deferred name was not read, so it cannot have changed.
        values = self.__dict__
        return tuple(
            values.get(column(field, code))
            for field in self.name_fields
            for code in language_codes()
        )

    def save(self, *args: Any, update_fields: Iterable[str] | None = None, **kwargs: Any) -> None:
        self.match_keys = self._match_keys()
        for code in language_codes():
            if not getattr(self, column("sort_key", code)):
                name = getattr(self, column("name", code)) or ""
                setattr(self, column("sort_key", code), sort_key(name))
        if update_fields is not None:
            keys = (column("sort_key", code) for code in language_codes())
            update_fields = {*update_fields, "match_keys", *keys}
        super().save(*args, update_fields=update_fields, **kwargs)

    @property
    def public_languages(self) -> list[str]:
        # The pages of events name it before its own page is public.
        return [] if self.is_offline else self.readable_languages

    def names(self) -> list[str]:
        """Return the name in every language that has one."""
        names = (getattr(self, column("name", code)) for code in language_codes())
        return [name for name in names if name]

    def _match_keys(self) -> list[str]:
        return sorted({fold(name) for name in (*self.names(), *self.aliases)} - {""})


class Organization(Named):
    """A government body, company, university … that hosts, sends or publishes."""

    class Kind(models.TextChoices):
        GOVERNMENT = "government", _("Government")
        UN_SYSTEM = "un_system", _("United Nations system")
        INTERGOVERNMENTAL = "intergovernmental", _("Intergovernmental organization")
        COMPANY = "company", _("Company")
        ACADEMIA = "academia", _("University or research institute")
        ASSOCIATION = "association", _("Association")
        FINANCE = "finance", _("Financial institution")
        MEDIA = "media", _("Media")
        OTHER = "other", _("Other")

    main_fields: ClassVar[tuple[str, ...]] = ("name",)
    # A lookup: the model that it leads up to is not known here.
    corrected_in: ClassVar[str] = "event_roles__event"
    name_fields: ClassVar[tuple[str, ...]] = ("name", "abbreviation")
    translated_fields = ("name", "sort_key", "abbreviation")

    abbreviation = models.CharField(_("abbreviation"), max_length=60, blank=True)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.OTHER)
    country = CountryField(_("country or area"), blank=True)
    website = models.URLField(_("website"), blank=True)
    logo = PictureField(_("logo"), upload_to="logos", blank=True, auto_add_fields=True, shape=LOGO)

    objects = NamedQuerySet["Organization"].as_manager()

    class Meta:
        verbose_name = _("organization")
        verbose_name_plural = _("organizations")
        ordering = ("slug",)
        indexes = (GinIndex(fields=["match_keys"], name="organization_match_keys"),)
        constraints = (
            models.CheckConstraint(
                name="organization_has_name",
                condition=has_text("name"),
                violation_error_message=_("Give the name in at least one language."),
            ),
        )

    def get_absolute_url(self) -> str:
        return page_address("organization", self.slug)


class PersonQuerySet(NamedQuerySet["Person"]):
    """Querysets of people."""

    def refusing_pictures(self) -> Self:
        """Return those who refused that pictures of them are shown."""
        return self.filter(photo_consent=PhotoConsent.REFUSED)

    def brief(self) -> Self:
        """Return the people without their biographies: lists sort and read half as much."""
        return self.defer("biography", *(column("biography", code) for code in language_codes()))


PersonManager = models.Manager.from_queryset(PersonQuerySet)


class Person(Named):
    """A guest of the events. Titles belong to the appearance, for they change."""

    class Gender(models.TextChoices):
        WOMAN = "woman", pgettext_lazy("gender", "Women")
        MAN = "man", pgettext_lazy("gender", "Men")
        OTHER = "other", pgettext_lazy("gender", "Other")

    main_fields: ClassVar[tuple[str, ...]] = ("name", "biography")
    described_with: ClassVar[tuple[str, ...]] = ("organization",)
    # As of an organization.
    corrected_in: ClassVar[str] = "appearances__session__event"
    translated_fields = ("name", "sort_key", "honorific", "biography", "portrait_alt")

    name = models.CharField(pgettext_lazy("person", "name"), max_length=300, blank=True)
    honorific = models.CharField(_("honorific"), max_length=60, blank=True)
    biography = RichTextField(_("biography"), blank=True)
    biography_as_of = models.DateField(_("biography as of"), null=True, blank=True)
    portrait = PictureField(
        _("portrait"),
        upload_to="portraits",
        blank=True,
        auto_add_fields=True,
        shape=PORTRAIT,
    )
    portrait_alt = models.CharField(
        _("alternative text"),
        max_length=300,
        blank=True,
        help_text=_("What the picture shows, for those who do not see it."),
    )
    country = CountryField(_("country or area"), blank=True)
    # Counted where the settings want it, and shown of nobody.
    gender = models.CharField(
        _("gender"), max_length=10, choices=Gender, blank=True, default="", db_default=""
    )
    organization = models.ForeignKey(
        Organization,
        verbose_name=_("organization"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="people",
    )
    photo_consent = models.CharField(
        _("photo consent"),
        max_length=10,
        choices=PhotoConsent,
        default=PhotoConsent.UNKNOWN,
    )

    objects: ClassVar[PersonManager["Person"]] = PersonManager()

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ("slug",)
        indexes = (GinIndex(fields=["match_keys"], name="person_match_keys"),)
        constraints = (
            models.CheckConstraint(
                name="person_has_name",
                condition=has_text("name"),
                violation_error_message=_("Give the name in at least one language."),
            ),
        )

    def get_absolute_url(self) -> str:
        return page_address("person", self.slug)

    @property
    def public_organization(self) -> Organization | None:
        """The organization, unless it is offline."""
        organization = self.organization
        return None if organization and organization.is_offline else organization

    @property
    def public_portrait(self) -> Any:
        """The portrait, unless the person refused that it is shown or the record is not public."""
        may_be_shown = self.is_public and self.photo_consent != PhotoConsent.REFUSED
        return self.portrait if may_be_shown else None

"""What every record shares: a publication status of its own (Content) or that of its owner (Part).

The public sees only ``.published()``. A text in a language is public only if the record that owns
it lists the language in ``ready_languages``; ``forum.core.translated`` asks for that.
"""

from collections.abc import Iterable
from datetime import datetime
from operator import attrgetter
from typing import Any, ClassVar, Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import ExpressionWrapper, Q
from django.db.models.constants import LOOKUP_SEP
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from forum.core.addressable import Addressed
from forum.core.columns import column as column
from forum.core.columns import has_text as has_text
from forum.core.columns import language_codes as language_codes
from forum.core.field_labels import column_label
from forum.core.translations.states import note_written
from forum.core.visibility import (
    MOMENTS,
    Visible,
    embargo_filter,
    is_ready,
    kept_back_filter,
    offline_filter,
    public_filter,
    ready_filter,
    scheduled_filter,
    taken_down_filter,
    withheld_filter,
)
from forum.core.visibility import Status as Status
from forum.core.visibility import WhenNotReady as WhenNotReady

SLUG_LENGTH = 80
# Columns of a part that put it, or its remarks, out of the public's sight.
HIDING = ("withheld", "remarks_withheld")
# And those by which less of it is public: copied, joined or restored, a part shows no more by them.
RESTRICTING = (*HIDING, "embargoed_until", "photo_consent")

validate_slug = RegexValidator(
    r"^[a-z0-9]+(-[a-z0-9]+)*\Z",
    _("Use lower-case letters a to z, digits and single hyphens, for example “keynote-2”."),
)


class VisibleQuerySet[M: Visible](models.QuerySet[M]):
    """Records that the public may see, or may not."""

    def published(self, language: str | None = None) -> Self:
        """Return the records that the public may see now (in the active language, unless told)."""
        return self.filter(public_filter(self.model, language=language))

    def kept_back(self) -> Self:
        """Return the records that staff took out of sight, or what they belong to."""
        return self.filter(kept_back_filter(self.model))

    def taken_down(self) -> Self:
        """Return the records that the public could see and that staff took out of sight."""
        return self.filter(taken_down_filter(self.model))


class ContentQuerySet[M: "Content"](VisibleQuerySet[M]):
    """Records with a status of their own."""

    def announced(self, language: str) -> Self:
        """Return the public records whose page is announced in a language: ``is_announced_in``."""
        condition = ready_filter(language)
        for field in self.model.main_fields:
            condition &= has_text(field, language) | ~has_text(field)
        return self.published(language).filter(condition)

    def in_review(self) -> Self:
        """Return what waits for a review."""
        return self.filter(status=Status.IN_REVIEW)

    def unreleased(self) -> Self:
        """Return the drafts, those that wait for a review included."""
        return self.filter(status__in=(Status.DRAFT, Status.IN_REVIEW))

    def with_published_status(self) -> Self:
        """Return the published records, those with a later moment included, in any language."""
        return self.filter(status=Status.PUBLISHED)

    def scheduled(self, until: datetime) -> Self:
        """Return the records of which a language becomes public between now and ``until``."""
        condition = Q()
        for code in language_codes():
            condition |= scheduled_filter(code, until)
        return self.filter(condition)

    def with_readiness(self) -> Self:
        """Return the records with ``is_ready_en`` …: whether their texts are ready in a language.

        For rows of values; a record itself knows its ``readable_languages``.
        """
        return self.annotate(
            **{
                column("is_ready", code): ExpressionWrapper(
                    ready_filter(code), output_field=models.BooleanField()
                )
                for code in language_codes()
            }
        )

    def not_offline(self) -> Self:
        """Return the records that may be named, if without a link: all that are not offline."""
        return self.exclude(offline_filter())


class PartQuerySet[M: "Part"](VisibleQuerySet[M]):
    """Records that are public when their owner is and they are not withheld."""

    def not_withheld(self) -> Self:
        """Return the parts that are not withheld, nor anything between them and their owner."""
        return self.exclude(withheld_filter(self.model))

    def under_embargo(self) -> Self:
        """Return what waits for the end of an embargo."""
        return self.filter(embargo_filter(self.model))


class Record(models.Model):
    """The columns that every record and part has.

    version: counts the saves, so that a form can tell whether it was overtaken.
    translations: the state of each translation; see ``forum.core.translations.states``.
    """

    # Fields with a column for each language: ``forum/core/translated_columns.py``.
    translated_fields: ClassVar[tuple[str, ...]] = ()
    # Fields whose texts are originals in every language, not translations: names and titles.
    authored_fields: ClassVar[tuple[str, ...]] = ()
    # Translated columns that are not translated by people: computed ones, and facts.
    unworded_fields: ClassVar[tuple[str, ...]] = ()
    # Fields whose change, once they are public, is a typing slip or a correction that is told;
    # and the lookup to the events whose pages tell it, "pk" for an event itself.
    corrected_fields: ClassVar[tuple[str, ...]] = ()
    corrected_in: ClassVar[str] = ""

    version = models.PositiveIntegerField(_("version"), default=1, editable=False)
    translations = models.JSONField(
        _("translation states"), default=dict, blank=True, editable=False
    )
    created = models.DateTimeField(_("created"), auto_now_add=True)
    updated = models.DateTimeField(_("last updated"), auto_now=True)

    class Meta:
        abstract = True

    def save(self, *args: Any, update_fields: Iterable[str] | None = None, **kwargs: Any) -> None:
        if not self._state.adding:
            self.version += 1
        noted = note_written(self)
        if update_fields is not None:
            update_fields = {*update_fields, "version", "updated", *(["translations"] * noted)}
        super().save(*args, update_fields=update_fields, **kwargs)

    @property
    def owner(self) -> "Content":
        """The record whose status and ready languages hold for this one's texts."""
        raise NotImplementedError

    @property
    def original_language(self) -> str:
        """The language that the record's texts were written in, by its code."""
        raise NotImplementedError

    @property
    def public_languages(self) -> list[str]:
        """The languages in which the public may read its texts now."""
        raise NotImplementedError

    def locks(self, field: str, language: str) -> bool:
        """Tell whether a field is cleared in a language, and so must not be altered."""
        return False

    def hides(self, field: str, language: str) -> bool:
        """Tell whether a field that has text in a language is hidden from the public."""
        return False

    def is_kept_back(self, field: str, language: str) -> bool:
        """Tell whether staff's own drafts leave a text out too: it was declined or withheld."""
        return self.hides(field, language)

    def is_uncleared(self, field: str, language: str) -> bool:
        """Tell whether an office was asked about a text in a language, and has not cleared it.

        Where nothing was asked nothing is marked: records from before the site kept clearances,
        and forums that ask nobody, stay as they are.
        """
        return False


class Content(Addressed, Visible, Record):
    """A record with a status, an address and languages of its own."""

    _stored_language: str = ""

    Status = Status
    WhenNotReady = WhenNotReady

    # Fields that decide whether a page is announced in a language.
    main_fields: ClassVar[tuple[str, ...]] = ()

    slug = models.SlugField(
        _("slug"),
        max_length=SLUG_LENGTH,
        unique=True,
        validators=[validate_slug],
        help_text=_(
            "The last part of the address, the same in every language. "
            "Left empty, one is proposed from the English title or name."
        ),
    )
    status = models.CharField(
        _("status"), max_length=16, choices=Status, default=Status.DRAFT, db_index=True
    )
    # The earliest of the moments of its languages, whose columns are added below the class.
    published_at = models.DateTimeField(_("published at"), null=True, blank=True, editable=False)
    source_language = models.CharField(
        _("original language"),
        max_length=16,
        choices=settings.LANGUAGES,
        default=language_codes()[0],
    )
    ready_languages = ArrayField(
        models.CharField(max_length=16, choices=settings.LANGUAGES),
        verbose_name=_("ready in"),
        default=list,
        blank=True,
        help_text=_("Texts in other languages stay unseen until they have been reviewed."),
    )
    when_not_ready = models.CharField(
        _("when not ready"),
        max_length=16,
        choices=WhenNotReady,
        default=WhenNotReady.FALL_BACK,
    )
    unofficial_languages = ArrayField(
        models.CharField(max_length=16, choices=settings.LANGUAGES),
        verbose_name=_("unofficial translation in"),
        default=list,
        blank=True,
        help_text=_("Texts in these languages bear the note “Unofficial translation”."),
    )

    class Meta:
        abstract = True

    def save(self, *args: Any, update_fields: Iterable[str] | None = None, **kwargs: Any) -> None:
        if update_fields is None or not {*MOMENTS}.isdisjoint(update_fields):
            self.published_at = self._find_first_moment()
            update_fields = update_fields and {*update_fields, "published_at"}
        super().save(*args, update_fields=update_fields, **kwargs)

    @classmethod
    def from_db(cls, *args: Any, **options: Any) -> Self:
        record = super().from_db(*args, **options)
        record._stored_language = record.__dict__.get("source_language", "")
        return record

    def remember_original(self) -> None:
        """Remember the present original language as the stored one."""
        self._stored_language = self.source_language

    @property
    def has_other_original(self) -> bool:
        """Whether its original language is another than the one that its row was read with."""
        return self._stored_language not in ("", self.source_language)

    @property
    def owner(self) -> "Content":
        """The record whose status and ready languages hold for this one's texts."""
        return self

    @property
    def original_language(self) -> str:
        return self.source_language

    @property
    def readable_languages(self) -> list[str]:
        """The languages in which its texts are ready, and whose moment of publication has come."""
        return [code for code in self.ready_languages if is_ready(self, code)]

    @property
    def page_languages(self) -> list[str]:
        """The languages in which its page is public now."""
        return self.readable_languages if self.is_published else []

    @property
    def public_languages(self) -> list[str]:
        return self.page_languages

    @property
    def schedule(self) -> dict[str, datetime]:
        """The languages that have been published from a later moment on, each with its moment."""
        if not self.is_published:
            return {}
        moments = {code: self.get_moment(code) for code in self.ready_languages}
        return {code: at for code, at in moments.items() if at and at > timezone.now()}

    @property
    def is_published(self) -> bool:
        """Whether it is published, from now on or from a later moment."""
        return self.status == Status.PUBLISHED

    @property
    def has_expired(self) -> bool:
        """Whether the moment from which on it is not public has come."""
        return False

    @property
    def is_scheduled(self) -> bool:
        """Whether it is public in no language yet, but scheduled in one."""
        return bool(self.schedule) and not self.page_languages

    @property
    def is_in_review(self) -> bool:
        """Whether it waits for a review."""
        return self.status == Status.IN_REVIEW

    @property
    def is_offline(self) -> bool:
        """Whether staff took it offline."""
        return self.status == Status.OFFLINE

    @property
    def falls_back(self) -> bool:
        """Whether it falls back to another language where one is not ready."""
        return self.when_not_ready == WhenNotReady.FALL_BACK

    def is_announced_in(self, language: str) -> bool:
        """Tell whether the page's main text is there in a language: hreflang, sitemap, canonical.

        The language is ready, and each main field that has text in any language has it in this one.
        """
        return language in self.readable_languages and all(
            getattr(self, column(field, language))
            for field in self.main_fields
            if any(getattr(self, column(field, code)) for code in language_codes())
        )

    def _find_first_moment(self) -> datetime | None:
        """Return the earliest moment of the languages that are ready or were public once."""
        now = timezone.now()
        moments = ((code, self.get_moment(code)) for code in language_codes())
        counted = (at for code, at in moments if at and (code in self.ready_languages or at <= now))
        return min(counted, default=None)

    def get_moment(self, language: str) -> datetime | None:
        """Return the moment from which on the record is public in a language."""
        moment: datetime | None = getattr(self, column("published_at", language))
        return moment

    def set_moment(self, language: str, moment: datetime | None) -> None:
        """Set the moment from which the record is public in a language; None for never."""
        setattr(self, column("published_at", language), moment)

    def set_missing_moments(self, moment: datetime) -> None:
        """Set a moment for the languages that are ready and have none."""
        for code in self.ready_languages:
            self.set_moment(code, self.get_moment(code) or moment)


# One moment a language: Chinese today, English on Monday.
for _code in language_codes():
    Content.add_to_class(
        column("published_at", _code),
        models.DateTimeField(
            column_label(_("published at"), _code),
            null=True,
            blank=True,
            help_text=_("A time in the future schedules the publication."),
        ),
    )


class Part(Visible, Record):
    """A record that is public when its owner is and it is not withheld."""

    owner_path: ClassVar[str]

    withheld = models.BooleanField(
        _("withheld"), default=False, help_text=_("Shows nowhere on the public site.")
    )

    class Meta:
        abstract = True

    @property
    def owner(self) -> Content:
        """The record whose status and ready languages hold for this one's texts."""
        owner: Content = attrgetter(self.owner_path.replace(LOOKUP_SEP, "."))(self)
        return owner

    @property
    def original_language(self) -> str:
        return self.owner.source_language

    @property
    def public_languages(self) -> list[str]:
        return [] if self.withheld else self.owner.public_languages


def with_owner(model: type[Record]) -> models.QuerySet[Record]:
    """Return the rows of a model with their owners joined."""
    rows = model._default_manager.all()
    return rows.select_related(model.owner_path) if issubclass(model, Part) else rows

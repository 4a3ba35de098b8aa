"""Pictures of an event."""

from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from forum.core.content import Part, PartQuerySet
from forum.core.deletion import set_null_withheld
from forum.core.images import PHOTO, PictureField
from forum.core.visibility import kept_back_filter
from sessions_app.models.events import Event
from sessions_app.models.sessions import Session

if TYPE_CHECKING:
    from sessions_app.models.appearance_queryset import AppearanceQuerySet


class PhotoQuerySet(PartQuerySet["Photo"]):
    """Pictures of events."""

    def published(self, language: str | None = None) -> Self:
        """Return what the public may see now: no photo of guests of whom none is shown on it."""
        guests = self._appearances.published(language).consenting_to_photos()
        guests = guests.filter(photos=OuterRef("pk"), session__event=OuterRef("event"))
        photos = self.published_whoever_is_on_it(language)
        return photos.filter(Exists(guests) | ~self._names_guests, ~self._of_hidden_file)

    def in_gallery(self) -> Self:
        """Leave out the photos that stand beside remarks that the public sees."""
        beside = self._appearances.published().with_photo_of_their_event()
        return self.filter(~Exists(beside.filter(photo=OuterRef("pk"))))

    def published_whoever_is_on_it(self, language: str | None = None) -> Self:
        """Return the public photos, whoever is on them and refused by none of these."""
        return super().published(language).refused_by_nobody()

    def refused_by_nobody(self) -> Self:
        """Leave out the photos of those who refused to be shown."""
        return self.filter(~self._refusing)

    def of_unhidden_guests(self) -> Self:
        """Leave out the photos that name guests, if all of them are withheld."""
        return self.filter(~self._names_guests | Exists(self._guests.not_withheld()))

    def kept_back(self) -> Self:
        """Return what is out of sight: by a guest who refused to be shown, or by staff.

        These take out the photo itself, what it belongs to, or all its guests, wherever they are
        named.
        """
        of_hidden = self._of_hidden_guests | self._of_hidden_file
        return self.filter(of_hidden | self._refusing | kept_back_filter(self.model))

    @property
    def _refusing(self) -> Exists:
        """That somebody on it refused to be shown: a picture of others is one of her or him too.

        Wherever its file is used: who is on it is said in one place, and shown in all.
        """
        return Exists(self._guests_of_file.refusing_photos())

    @property
    def _of_hidden_guests(self) -> Q:
        """That it names guests, and all of them are out of sight."""
        return self._names_guests & ~Exists(self._guests.not_kept_back())

    @property
    def _of_hidden_file(self) -> Q:
        """That it names nobody, and all whom the other places of its file name are out of sight."""
        names_some = Exists(self._ties.filter(photo__image=OuterRef("image")))
        of_hidden = names_some & ~Exists(self._guests_of_file.not_kept_back())
        return ~self._names_guests & of_hidden

    # Each is asked of the photo at hand, by indexes: asked of all guests at once, a page of a site
    # with 60,000 of them took 22 ms more.

    @property
    def _names_guests(self) -> Exists:
        """That somebody is on it, whoever: the ties tell, without a look at all who took part."""
        return Exists(self._ties.filter(photo=OuterRef("pk")))

    @property
    def _ties(self) -> Any:
        """Which guest is on which photo, by keys."""
        # The stubs do not know what leads from a photo to them.
        photos: Any = self.model
        return photos.appearances.through._default_manager

    @property
    def _guests(self) -> "AppearanceQuerySet":
        """Who is on a photo of the query that asks."""
        guests: AppearanceQuerySet = self._appearances.filter(photos=OuterRef("pk"))
        return guests

    @property
    def _guests_of_file(self) -> "AppearanceQuerySet":
        """Who is on it, or on another photo of the same file."""
        guests: AppearanceQuerySet = self._appearances.filter(photos__image=OuterRef("image"))
        return guests

    @property
    def _appearances(self) -> Any:
        """Who took part, in a model above this one."""
        return self.model._meta.get_field("appearances").related_model._default_manager


PhotoManager = models.Manager.from_queryset(PhotoQuerySet)


class Photo(Part):
    """A picture of the event."""

    translated_fields = ("caption", "alt", "credit")
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
        on_delete=set_null_withheld,
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

    objects: ClassVar[PhotoManager["Photo"]] = PhotoManager()

    class Meta:
        verbose_name = _("photo")
        verbose_name_plural = _("photos")
        ordering = ("position", "pk")
        # Who is on a file is asked wherever it is shown.
        indexes = (models.Index(name="photo_file", fields=("image",)),)

    def is_public_in(self, language: str | None = None) -> bool:
        """Tell whether it may be seen, and one of its guests if there are any: ``published``."""
        appearances = self.appearances.select_related("session__event", "person")
        if Photo.objects.filter(pk=self.pk).kept_back().exists():
            return False
        shows_guest = not appearances or any(
            appearance.is_public_in(language) and appearance.may_be_on(self)
            for appearance in appearances
        )
        return super().is_public_in(language) and shows_guest

    def __str__(self) -> str:
        return self.caption or self.alt or gettext("Photo %(number)s") % {"number": self.pk}

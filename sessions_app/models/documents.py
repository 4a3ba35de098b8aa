"""Files of an event to take away."""

from collections.abc import Iterable
from pathlib import PurePosixPath
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from forum.core.addressable import page_address
from forum.core.columns import each_language
from forum.core.content import Part, PartQuerySet, has_text, language_codes
from forum.core.deletion import set_null_withheld
from forum.core.storage import private_storage
from sessions_app.models.appearances import Appearance
from sessions_app.models.events import Event
from sessions_app.models.sessions import Session


class Document(Part):
    """A file to download. It lies in the private storage; a view checks whether it is public."""

    translated_fields = ("title",)
    owner_path = "event"
    withheld_with = ("session", "appearance", "appearance__session")
    # A speech's file says what was said: it goes with remarks that are withheld, or declined in
    # any language, for a file may be in several.
    withheld_by = (
        ("appearance__remarks_withheld", True),
        *(
            (f"appearance__{name}", Appearance.Clearance.DECLINED.value)
            for name in each_language("clearance")
        ),
    )
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
        on_delete=set_null_withheld,
        related_name="documents",
    )
    appearance = models.ForeignKey(
        Appearance,
        verbose_name=_("appearance"),
        null=True,
        blank=True,
        on_delete=set_null_withheld,
        related_name="documents",
    )
    title = models.CharField(_("title"), max_length=300, blank=True)
    file = models.FileField(_("file"), upload_to="documents", storage=private_storage)
    embargoed_until = models.DateTimeField(
        _("embargoed until"), null=True, blank=True, help_text=_("Not public before this moment.")
    )
    size = models.PositiveBigIntegerField(_("size in bytes"), default=0, editable=False)
    language = models.CharField(
        _("language"), max_length=16, choices=settings.LANGUAGES, default=language_codes()[0]
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

    def save(self, *args: Any, update_fields: Iterable[str] | None = None, **kwargs: Any) -> None:
        """Save, and store the size of a new file."""
        file: Any = self.file
        if file and not file._committed:
            self.size = file.size
            if update_fields is not None:
                update_fields = {*update_fields, "size"}
        super().save(*args, update_fields=update_fields, **kwargs)

    def get_absolute_url(self) -> str:
        return page_address("document", self.pk, self.name)

    @property
    def name(self) -> str:
        """The file's own name, the last part of the address."""
        return PurePosixPath(str(self.file.name)).name

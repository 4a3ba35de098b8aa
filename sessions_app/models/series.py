"""A forum that returns."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from forum.core.addressable import page_address
from forum.core.content import Content, ContentQuerySet, has_text
from forum.core.richtext import RichTextField


class Series(Content):
    """A forum that returns: its events form a timeline."""

    main_fields: ClassVar[tuple[str, ...]] = ("name",)
    authored_fields: ClassVar[tuple[str, ...]] = ("name", "abbreviation")
    corrected_fields: ClassVar[tuple[str, ...]] = ("name",)
    corrected_in: ClassVar[str] = "events"

    translated_fields = ("name", "abbreviation", "description")

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
        return page_address("series", self.slug)

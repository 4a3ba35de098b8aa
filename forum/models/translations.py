"""How far the translations of a record are, counted so that ten thousand are shown at once."""

from typing import ClassVar

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _

from sessions_app.models import Event


class TranslationTally(models.Model):
    """How many texts of one row are in which state in one language.

    It follows every save and deletion; ``rebuild_translations`` counts anew.
    owner_type, owner_id: the content record that the row belongs to, or the row itself.
    event: that the row belongs to, if any.
    asked: of the authored ones, those whose other original changed since.
    characters, words: how long the sources of what is missing or outdated are.
    """

    STATES: ClassVar[tuple[str, ...]] = ("missing", "outdated", "draft", "reviewed", "authored")

    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    object_id = models.PositiveBigIntegerField()
    object = GenericForeignKey("content_type", "object_id")
    owner_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    owner_id = models.PositiveBigIntegerField()
    owner = GenericForeignKey("owner_type", "owner_id")
    event = models.ForeignKey(
        Event, null=True, blank=True, on_delete=models.CASCADE, related_name="translation_tallies"
    )
    language = models.CharField(max_length=16, choices=settings.LANGUAGES)
    missing = models.PositiveSmallIntegerField(default=0)
    outdated = models.PositiveSmallIntegerField(default=0)
    draft = models.PositiveSmallIntegerField(default=0)
    reviewed = models.PositiveSmallIntegerField(default=0)
    authored = models.PositiveSmallIntegerField(default=0)
    asked = models.PositiveSmallIntegerField(default=0)
    characters = models.PositiveIntegerField(default=0)
    words = models.PositiveIntegerField(default=0)

    objects = models.Manager["TranslationTally"]()

    class Meta:
        verbose_name = _("translation progress")
        verbose_name_plural = _("translation progress")
        indexes = (models.Index(fields=["owner_type", "owner_id"], name="tally_owner"),)
        constraints = (
            models.UniqueConstraint(
                name="tally_once_a_language", fields=("content_type", "object_id", "language")
            ),
        )

    def __str__(self) -> str:
        return f"{self.content_type_id}:{self.object_id} {self.language}"

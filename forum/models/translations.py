"""How far the translations of a record are, counted so that ten thousand are shown at once."""

from collections.abc import Iterable
from typing import Any, ClassVar, Self

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sessions_app.models import Event


class TallyQuerySet(models.QuerySet["TranslationTally"]):
    """Counts of some rows; ``forum.localization.progress`` sums them up."""

    def of_event(self, event: Event | int) -> Self:
        """Return those of an event and its parts."""
        return self.filter(event=event)

    def of_owners(self, owners: Iterable[tuple[int, int]]) -> Self:
        """Return those of some content records: keys of the content type and of the row."""
        by_kind: dict[int, list[int]] = {}
        for kind, key in owners:
            by_kind.setdefault(kind, []).append(key)
        condition = Q(pk__in=[])
        for kind, keys in by_kind.items():
            condition |= Q(owner_type=kind, owner_id__in=keys)
        return self.filter(condition)

    def of_kinds(self, *models_: Any) -> Self:
        """Return those of rows of some models."""
        return self.filter(content_type__in=[_kind(model) for model in models_])

    def into(self, *languages: str) -> Self:
        """Return those of texts in some languages."""
        return self.filter(language__in=languages)

    def to_do(self) -> Self:
        """Return those with something missing or outdated."""
        return self.filter(Q(missing__gt=0) | Q(outdated__gt=0))


def _kind(model: Any) -> ContentType:
    return ContentType.objects.get_for_model(model)


class TranslationTally(models.Model):
    """How many texts of one row are in which state in one language.

    It follows every save and deletion; ``rebuild_translations`` counts anew.
    owner_type, owner_id: the content record that the row belongs to, or the row itself.
    event: that the row belongs to, if any.
    unconfirmed: of the authored ones, those whose other original changed since.
    characters, words: how long the sources of what is missing or outdated are.
    """

    STATES: ClassVar[tuple[str, ...]] = ("missing", "outdated", "draft", "reviewed", "authored")
    # By which ``within`` keeps helpers to their events.
    owner_path: ClassVar[str] = "event"

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
    unconfirmed = models.PositiveSmallIntegerField(default=0, db_column="asked")
    characters = models.PositiveIntegerField(default=0)
    words = models.PositiveIntegerField(default=0)

    objects = TallyQuerySet.as_manager()

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

"""The search's table."""

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sessions_app.models import Event


class SearchEntry(models.Model):
    """A passage of at most 2,000 Han characters of one object in one language, to be searched.

    Whether its owner is public is asked at query time, so publishing re-indexes nothing.
    title: names and titles of the object, a line each; text: the passage, a line a paragraph.
    hidden: the part or one that it belongs to is withheld; such changes are saves of parts.
    unprinted: in the vectors alone, of an entry that is being written: it finds and is not shown.
    None where there can be none.
    """

    unprinted: str | None = None

    class Kind(models.TextChoices):
        """What a visitor finds, in the order of the page."""

        REMARKS = "remarks", pgettext_lazy("search", "Remarks")
        EVENT = "event", _("Events")
        SESSION = "session", pgettext_lazy("search", "Sessions")
        PERSON = "person", _("People")
        MODERATOR = "moderator", _("Moderators")
        ORGANIZATION = "organization", _("Organizations")
        PRODUCT = "product", _("Knowledge products")
        TOPIC = "topic", pgettext_lazy("tag", "Topics")
        SERIES = "series", _("Series")
        NEWS = "news", _("News")
        PAGE = "page", pgettext_lazy("search", "Pages")
        DOCUMENT = "document", _("Documents")
        PHOTO = "photo", _("Photos")

    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    object_id = models.PositiveBigIntegerField()
    object = GenericForeignKey("content_type", "object_id")
    event = models.ForeignKey(
        Event, null=True, blank=True, on_delete=models.CASCADE, related_name="search_entries"
    )
    language = models.CharField(max_length=16, choices=settings.LANGUAGES)
    kind = models.CharField(max_length=32, choices=Kind)
    passage = models.PositiveSmallIntegerField(default=0)
    hidden = models.BooleanField(default=False)
    title = models.TextField(blank=True)
    text = models.TextField(blank=True)
    title_vector = SearchVectorField()
    simple_vector = SearchVectorField()
    english_vector = SearchVectorField()

    class Meta:
        verbose_name = _("search entry")
        verbose_name_plural = _("search entries")
        indexes = (GinIndex(fields=["simple_vector"], name="search_simple_vector"),)
        constraints = (
            models.UniqueConstraint(
                name="search_entry_once_a_passage",
                fields=("content_type", "object_id", "language", "passage"),
            ),
        )

    def __str__(self) -> str:
        return f"{self.content_type_id}:{self.object_id} {self.kind} {self.language}"

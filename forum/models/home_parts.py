"""What the front page shows, in which order: edited by staff."""

import re
from typing import Final, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from forum.core.columns import column
from forum.core.field_labels import language_name
from forum.core.translated import Translated
from sessions_app.models import Appearance

_SPACES: Final = re.compile(r"\s+")


def stands_in(sentence: str, remarks: str) -> bool:
    """Tell whether a sentence stands word for word in remarks, which are rich text."""
    words = _SPACES.sub(" ", strip_tags(remarks.replace("<", " <"))).strip()
    joined = _SPACES.sub("", strip_tags(remarks))
    return sentence in words or _SPACES.sub("", sentence) in joined


class HomePartQuerySet(models.QuerySet["HomePart"]):
    def quoting(self, appearance: Appearance | models.OuterRef) -> Self:
        """Return the parts that quote somebody's words on the front page as it is shown."""
        return self.filter(kind=HomePart.Kind.QUOTE, is_shown=True, appearance=appearance)


class HomePart(models.Model):
    """A part of the front page.

    sentences: of a part "in their words": language code -> a sentence of that language's remarks,
    word for word. None is the translation of another, so none has a state of its own; a sentence
    that no longer stands in what the public may read is not shown.
    """

    class Kind(models.TextChoices):
        LATEST = "latest", _("Latest or next event")
        COMING = "coming", _("Coming up")
        QUOTE = "quote", _("In their words")
        NUMBERS = "numbers", _("Numbers")
        RECENT = "recent", _("Recent records")
        TOPICS = "topics", pgettext_lazy("tag", "Topics")
        PLACES = "places", _("Places")
        PEOPLE = "people", _("People")
        PRODUCTS = "products", _("Knowledge products")
        NEWS = "news", _("News")

    kind = models.CharField(_("part"), max_length=8, choices=Kind)
    position = models.PositiveSmallIntegerField(_("position"), default=1)
    is_shown = models.BooleanField(_("shown"), default=True)
    appearance = models.ForeignKey(
        Appearance,
        verbose_name=_("whose words"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="+",
    )
    sentences = models.JSONField(_("sentences"), default=dict, blank=True)

    objects = HomePartQuerySet.as_manager()

    class Meta:
        verbose_name = _("part of the front page")
        verbose_name_plural = _("parts of the front page")
        ordering = ("position", "pk")
        constraints = (
            models.UniqueConstraint(
                name="home_part_once",
                fields=("kind",),
                condition=~Q(kind="quote"),
                violation_error_message=_("The front page has this part already."),
            ),
            models.CheckConstraint(
                name="home_part_quotes_somebody",
                condition=~Q(kind="quote") | Q(appearance__isnull=False),
                violation_error_message=_("Choose whose words they are."),
            ),
        )

    def __str__(self) -> str:
        return str(self.get_kind_display())

    def sentence_in(self, remarks: Translated) -> str:
        """Return the sentence in the language of remarks that still have it, else nothing."""
        sentence = str(self.sentences.get(remarks.language, ""))
        return sentence if sentence and stands_in(sentence, remarks.value) else ""

    def clean(self) -> None:
        """Refuse words that the speaker's remarks do not have."""
        super().clean()
        if self.kind != self.Kind.QUOTE or self.appearance is None:
            return
        if not any(self.sentences.values()):
            raise ValidationError(_("Copy a sentence from the remarks."))
        for code, sentence in self.sentences.items():
            remarks = getattr(self.appearance, column("remarks", code)) or ""
            if sentence and not stands_in(sentence, remarks):
                raise ValidationError(
                    _("“%(sentence)s” does not stand in the remarks (%(language)s)."),
                    params={"sentence": sentence, "language": language_name(code)},
                )

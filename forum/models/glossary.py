"""The glossary: how the site says a name, a title, an institution or a term in each language."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from forum.core.content import Record, has_text


class Term(Record):
    """One entry of the glossary, in each language, with the spellings that are not to be used."""

    translated_fields = ("text",)
    # Both languages are entered as a pair; nobody translates the glossary.
    unworded_fields = ("text",)

    class Kind(models.TextChoices):
        PERSON = "person", pgettext_lazy("kind of term", "Person")
        TITLE = "title", pgettext_lazy("kind of term", "Title")
        INSTITUTION = "institution", pgettext_lazy("kind of term", "Institution")
        TERM = "term", pgettext_lazy("kind of term", "Term")

    kind = models.CharField(_("kind"), max_length=12, choices=Kind, default=Kind.TERM)
    text = models.CharField(_("term"), max_length=300, blank=True)
    forbidden = ArrayField(
        models.CharField(max_length=300),
        verbose_name=_("forbidden spellings"),
        default=list,
        blank=True,
        help_text=_("One a line, in any language."),
    )
    note = models.TextField(_("note"), blank=True)
    # Filled from people and organizations; such a row follows them and is not edited by hand.
    source = models.CharField(max_length=80, blank=True, editable=False, db_index=True)

    objects = models.Manager["Term"]()

    class Meta:
        verbose_name = _("term")
        verbose_name_plural = _("glossary")
        ordering = ("kind", "pk")
        constraints = (
            models.CheckConstraint(
                name="term_has_text",
                condition=has_text("text"),
                violation_error_message=_("Give the term in at least one language."),
            ),
        )

    def __str__(self) -> str:
        return self.text or str(self.pk)

"""Wordings of captions that return: written once by staff, filled in for each picture."""

import re
from collections.abc import Mapping
from typing import Final

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import get_language, gettext, pgettext
from django.utils.translation import gettext_lazy as _

from forum.core.columns import each_language
from forum.core.content import Record, has_text
from forum.core.languages import is_chinese

# What stands in braces, in either language of the interface -> what is put there.
PLACEHOLDERS: Final[Mapping[str, str]] = {
    "event": "event", "session": "session", "person": "person", "title": "title", "city": "city",
    "活动": "event", "环节": "session", "嘉宾": "person", "职务": "title", "城市": "city",
}  # fmt: skip
_IN_BRACES: Final = re.compile(r"\{([^{}]*)\}")


def known_placeholders() -> str:
    """Return the placeholders in the words of the interface's language."""
    in_latin = not is_chinese(get_language())
    names = [f"{{{name}}}" for name in PLACEHOLDERS if name.isascii() == in_latin]
    return pgettext("between names", ", ").join(names)


def check_wording(text: str) -> None:
    """Raise ValidationError on a placeholder that is unknown, and on a brace that stands alone."""
    for name in _IN_BRACES.findall(text):
        if name not in PLACEHOLDERS:
            words = gettext("“{%(name)s}” is no placeholder. There are: %(names)s.")
            raise ValidationError(words % {"name": name, "names": known_placeholders()})
    if set(_IN_BRACES.sub("", text)) & {"{", "}"}:
        raise ValidationError(gettext("A brace stands alone: it opens or closes no placeholder."))


def fill_wording(text: str, values: Mapping[str, str]) -> str:
    """Return a wording with its placeholders filled in, "" where one of them has no text.

    values: event, session, person, title, city -> text of the wording's language.
    """
    names = [PLACEHOLDERS.get(name, "") for name in _IN_BRACES.findall(text)]
    if not all(values.get(name) for name in names):
        return ""
    return _IN_BRACES.sub(lambda place: values[PLACEHOLDERS[place[1]]], text)


class CaptionTemplate(Record):
    """A wording of captions, in each language. name: by which staff choose it."""

    translated_fields = ("text",)
    # Both languages are entered as a pair, like the glossary's.
    unworded_fields = ("text",)

    name = models.CharField(_("name"), max_length=60, unique=True)
    text = models.CharField(_("wording"), max_length=500, blank=True)

    objects = models.Manager["CaptionTemplate"]()

    class Meta:
        verbose_name = _("caption template")
        verbose_name_plural = _("caption templates")
        ordering = ("name",)
        constraints = (
            models.CheckConstraint(
                name="caption_template_has_text",
                condition=has_text("text"),
                violation_error_message=_("Give the wording in at least one language."),
            ),
        )

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        super().clean()
        errors = {}
        for column in each_language("text"):
            try:
                check_wording(getattr(self, column) or "")
            except ValidationError as error:
                errors[column] = error
        if errors:
            raise ValidationError(errors)

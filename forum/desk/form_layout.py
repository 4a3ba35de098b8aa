"""How a model's form is laid out, and what to type into the fields that many forms have.

A form's own ``help_texts`` and the model's word for a field go before the shared ones, which are
the organizers' words.
"""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from forum.core.columns import each_language
from forum.desk.base_admin import DbField, Fieldset, Words


def section(title: Words | None, *rows: str | tuple[str, ...], folded: bool = False) -> Fieldset:
    """Return a fieldset: its heading (None for the first) and its rows, folded away or not."""
    return title, {"fields": rows, "classes": ("collapse",) if folded else ()}


HISTORY = section(_("History of the record"), ("version", "created", "updated"), folded=True)
PUBLICATION = section(
    _("Publishing"),
    each_language("published_at"),
    ("when_not_ready",),
    ("slug", "source_language", "unofficial_languages"),
)

PICTURE = _(
    "JPEG, PNG, WebP or AVIF, at most 20 MB and 64 megapixels. Click the picture to set the "
    "point that stays in sight when it is cropped."
)
EVENT = _("Found by its title in any language.")
# Of a photo or a document.
SESSION_OR_NONE = _("Found by its title or its event's. Empty: it belongs to the whole event.")

SHARED: Mapping[str, Words] = {
    "accent": _("For example #7a1f1f."),
    "country": _("As the United Nations names it, for example Lao People's Democratic Republic."),
    "cover": PICTURE,
    "cover_alt": _(
        "What the picture shows, for those who do not see it. For example: six speakers on a "
        "stage, below a screen with the title."
    ),
    "doi": _("Where a registry has given one, without its address: for example 10.1234/abc."),
    "event": EVENT,
    "handle": _("Where a registry has given one, without its address: 20.500.1234/abc."),
    "image": PICTURE,
    "link": _("The address where it is found, for example https://example.org/course."),
    "logo": PICTURE,
    "portrait": PICTURE,
    "position": _("Its place in the order: 1 stands first."),
    "source_language": _("The language in which the texts were first written."),
    "when_not_ready": _(
        "What readers find before the texts of their language are public: the other language, "
        "marked as such, or no page."
    ),
}


def help_of(db_field: DbField, form_texts: Mapping[str, Words]) -> Words:
    """Return what explains a column; of a translated field all columns have the same.

    form_texts: field -> the words of the form.
    """
    name = getattr(db_field, "translated_field", db_field).name
    return form_texts.get(name) or db_field.help_text or SHARED.get(name, "")

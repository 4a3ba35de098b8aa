"""The words in which a model's admin is written: rows, columns and sections of a form."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from forum.core.columns import each_language


def section(title: Any, *rows: str | tuple[str, ...], folded: bool = False) -> Any:
    """Return a fieldset: its heading (None for the first) and its rows, folded away or not."""
    return title, {"fields": rows, "classes": ("collapse",) if folded else ()}


HISTORY = section(_("History of the record"), ("version", "created", "updated"), folded=True)
PUBLICATION = section(
    _("Publishing"),
    each_language("published_at"),
    ("when_not_ready",),
    ("slug", "source_language", "unofficial_languages"),
)

"""The words in which a model's admin is written: rows, columns and sections of a form."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from forum.base.content import column, language_codes


def each_language(field: str) -> tuple[str, ...]:
    """Return a translated field's columns, to stand side by side in one row."""
    return tuple(column(field, code) for code in language_codes())


def columns(*fields: str) -> list[str]:
    """Return the columns of translated fields one after the other, for lists and searches."""
    return [name for field in fields for name in each_language(field)]


def in_every_language(record: Any, field: str) -> str:
    """Return a record's text in each language that has it: 林岚 / Lin Lan."""
    texts = (getattr(record, name) for name in each_language(field))
    return " / ".join(dict.fromkeys(text for text in texts if text))


def section(title: Any, *rows: str | tuple[str, ...], folded: bool = False) -> Any:
    """Return a fieldset: its heading (None for the first) and its rows, folded away or not."""
    return title, {"fields": rows, "classes": ("collapse",) if folded else ()}


HISTORY = section(_("History of the record"), ("version", "created", "updated"), folded=True)
PUBLICATION = section(
    _("Publishing"),
    ("published_at", "when_not_ready"),
    ("slug", "source_language", "unofficial_languages"),
)

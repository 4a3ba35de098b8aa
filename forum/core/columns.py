"""The columns of translated fields, one a language, and their texts together."""

from typing import Any

from forum.core.content import column, language_codes


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

"""The state of each translation that an import writes.

Titles and names in two languages are two authored originals. Longer texts beside the original are
drafts until somebody has read them.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Final

from forum.base.content import column, language_codes
from people.models import User

AUTHORED: Final = "authored"
DRAFT: Final = "draft"

_AUTHORED_FIELDS: Final = frozenset(
    {
        "name", "abbreviation", "honorific", "title", "subtitle", "venue", "city", "printed_name",
        "heading", "label", "room",
    }
)  # fmt: skip


def note_translations(
    row: Any, columns: Iterable[str], source_language: str, by: User | None, at: datetime
) -> None:
    """Note in ``row.translations`` the source text behind each text that was just set.

    columns: those that were set; source_language: of the record that owns the texts.
    """
    written = set(columns)
    for field in sorted(_translated_fields(row)):
        for code in language_codes():
            if code == source_language or column(field, code) not in written:
                continue
            row.translations.setdefault(field, {})[code] = {
                "state": AUTHORED if field in _AUTHORED_FIELDS else DRAFT,
                "source": getattr(row, column(field, source_language)) or "",
                "by": by.pk if by else None,
                "at": at.isoformat(timespec="seconds"),
            }


def _translated_fields(row: Any) -> set[str]:
    names = {field.name for field in row._meta.get_fields()}
    first = language_codes()[0]
    return {name for name in names if column(name, first) in names}

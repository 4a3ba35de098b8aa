"""What was worked out about the records of a page, remembered with them.

Who may see a record, and in which language a text is shown, is asked again and again while a page
is made. Records that were read for one page (``forum.delivery.statements``) are altered by nobody,
so each of them keeps the answers. Any other record has no memory, and is asked anew.
"""

from datetime import datetime
from typing import Any

from django.db.models import Model


class PageMemory:
    """What the records of a page have in common.

    began: when they were asked for; addresses: of their pages, by model and key.
    """

    __slots__ = ("addresses", "began", "language")

    def __init__(self, language: str, began: datetime) -> None:
        self.language, self.began = language, began
        self.addresses: dict[tuple[type[Model], int], str] = {}


class RecordMemory(dict[str, Any]):
    """Answers about one record, by what was asked. page: what it shares with the others."""

    __slots__ = ("page",)

    def __init__(self, page: PageMemory) -> None:
        super().__init__()
        self.page = page


def remember(record: Model, page: PageMemory) -> None:
    """Let a record keep what is worked out about it; it must not be altered any more."""
    record.__dict__["_memory"] = RecordMemory(page)


def memory_of(record: Model) -> RecordMemory | None:
    """Return the answers about a record so far, to be added to; None where it keeps none."""
    memory: RecordMemory | None = record.__dict__.get("_memory")
    return memory

"""Results of visibility and translation, cached on the records of one page.

Whether a record is public, and in which language a text is shown, is asked many times while a page
is rendered. Records read for one page (``forum.delivery.statements``) are never altered, so each
keeps its answers. Other records have no memory.
"""

from datetime import datetime
from typing import Any

from django.db.models import Model


class PageMemory:
    """What the records of a page have in common.

    began: when they were asked for; addresses: of their pages, by model and key; orders: in which
    languages a text is looked for, by the original's and those that are ready.
    """

    __slots__ = ("addresses", "began", "language", "orders")

    def __init__(self, language: str, began: datetime) -> None:
        self.language, self.began = language, began
        self.addresses: dict[tuple[type[Model], int], str] = {}
        self.orders: dict[tuple[str, ...], list[str]] = {}


class RecordMemory(dict[str, Any]):
    """Answers about one record, by what was asked. page: what it shares with the others."""

    __slots__ = ("page",)

    def __init__(self, page: PageMemory) -> None:
        super().__init__()
        self.page = page


def remember(record: Model, page: PageMemory) -> None:
    """Let a record cache answers about itself; it must not be altered afterwards."""
    record.__dict__["_memory"] = RecordMemory(page)


def memory_of(record: Model) -> RecordMemory | None:
    """Return the mutable answers about a record; None where it caches none."""
    memory: RecordMemory | None = record.__dict__.get("_memory")
    return memory

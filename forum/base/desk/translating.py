"""What the admin asks about translations; they are counted on a higher floor."""

from typing import Any, Protocol


class Translating(Protocol):
    """The figures that the desk shows."""

    def panel(self, record: Any) -> list[Any]:
        """Return the figures for the form of a record, a line a language; none for most."""

"""The names that a document's lists give, to be found again in captions and speeches."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from forum.core.names import MIDDLE_DOTS, fold
from forum.reader.shapes.record import texts

if TYPE_CHECKING:
    from forum.reader.shapes.record.entries import Entry

# What may stand between a name and a title.
STOPS = ",，;；:：、-—– \t"


class Lexicon:
    """Names found at the head or tail of a phrase in constant time."""

    def __init__(self) -> None:
        self._names: dict[str, str] = {}
        self._titles: dict[str, list[str]] = {}
        self._longest = 0

    def add(self, name: str, title: str = "") -> None:
        """Remember one name and, where the list gives it, its title."""
        key = fold(name)
        if len(key) < 2:
            return
        self._names.setdefault(key, name)
        self._longest = max(self._longest, len(name) + 6)
        if title:
            self._titles.setdefault(key, []).append(title)

    def add_entries(self, entries: "Iterable[Entry]") -> None:
        """Remember the people of a list."""
        for entry in entries:
            for named in entry.printed.values():
                self.add(named.name, named.title)

    def __contains__(self, name: str) -> bool:
        return fold(name) in self._names

    def titles(self, name: str) -> list[str]:
        """Return the titles that the lists give for the name."""
        return self._titles.get(fold(name), [])

    def at_end(self, phrase: str) -> tuple[str, str] | None:
        """Split a phrase that ends with a known name into what stands before it and the name."""
        if not fold(phrase).endswith(tuple(self._names)):
            return None
        for length in range(min(self._longest, len(phrase)), 1, -1):
            tail = phrase[-length:]
            if fold(tail) in self._names and not _cuts_word(phrase[:-length], tail):
                return texts.clean(phrase[:-length]), texts.clean(tail)
        return None

    def at_start(self, phrase: str) -> tuple[str, str] | None:
        """Split a phrase that begins with a known name into the name and what follows."""
        if not fold(phrase).startswith(tuple(self._names)):
            return None
        for length in range(min(self._longest, len(phrase)), 1, -1):
            head = phrase[:length]
            if fold(head) in self._names and not _cuts_word(head, phrase[length:]):
                return texts.clean(head.rstrip(STOPS)), texts.clean(phrase[length:])
        return None


def _cuts_word(first_part: str, second_part: str) -> bool:
    """Tell whether the border of two parts lies within one Latin word or beside a middle dot."""
    if not first_part or not second_part:
        return False
    if first_part[-1] in MIDDLE_DOTS or second_part[0] in MIDDLE_DOTS:
        return True
    return (
        first_part[-1].isascii()
        and first_part[-1].isalpha()
        and second_part[0].isascii()
        and second_part[0].isalpha()
    )

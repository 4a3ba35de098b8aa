"""Order is protocol: it is compared as one thing, like a text, not number by number."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Order:
    """An order that results. keys: in order, first stands at 1; kept: it is the staff's own."""

    keys: tuple[str, ...]
    kept: bool

    def positions(self) -> dict[str, int]:
        """Return key -> position from 1."""
        return {key: number for number, key in enumerate(self.keys, 1)}


def arrange(
    document: Sequence[str],
    stored: Sequence[str],
    remembered: Mapping[str, int],
    overwrite: bool = False,
) -> Order:
    """Merge the document's order with the stored one.

    document, stored: keys in order; either may hold keys that the other has not. remembered: key ->
    position that the last import wrote. The document decides, unless staff changed the order since;
    then theirs stays, and what is new comes after what it follows in the document.
    """
    common = set(document) & set(stored)
    printed = [key for key in document if key in common]
    found = [key for key in stored if key in common]
    kept = printed != found and not overwrite and _moved(found, remembered)
    if kept or printed == found:
        return Order(_insert(stored, document), kept)
    return Order(_insert(document, stored), kept=False)


def _moved(found: Sequence[str], remembered: Mapping[str, int]) -> bool:
    """Tell whether staff changed the order; rows that no import placed were placed by staff."""
    if any(key not in remembered for key in found):
        return True
    return list(found) != sorted(found, key=lambda key: remembered[key])


def _insert(base: Sequence[str], other: Sequence[str]) -> tuple[str, ...]:
    """Return the base with what only the other has, each after what it follows there."""
    known = set(base)
    followers: dict[str | None, list[str]] = {}
    last: str | None = None
    for key in other:
        if key in known:
            last = key
        else:
            followers.setdefault(last, []).append(key)
    merged = list(followers.get(None, []))
    for key in base:
        merged += [key, *followers.get(key, [])]
    return tuple(merged)

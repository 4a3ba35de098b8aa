"""A row of things into whose middle others are put in constant time."""

from collections.abc import Iterable, Iterator


class Chain[T]:
    """A row of things told apart by identity."""

    def __init__(self, items: Iterable[T] = ()) -> None:
        self._first: T | None = None
        self._next: dict[int, T | None] = {}
        last: T | None = None
        for item in items:
            self.insert(item, last)
            last = item

    def __contains__(self, item: object) -> bool:
        return id(item) in self._next

    def __iter__(self) -> Iterator[T]:
        item = self._first
        while item is not None:
            yield item
            item = self._next[id(item)]

    def insert(self, item: T, predecessor: T | None) -> None:
        """Put an item right behind another one of the row; before everything for None."""
        if predecessor is None:
            self._next[id(item)], self._first = self._first, item
        else:
            self._next[id(item)], self._next[id(predecessor)] = self._next[id(predecessor)], item

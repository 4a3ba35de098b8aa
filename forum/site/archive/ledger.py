"""What a walk has met and written, kept on the disk: a site of any size takes the same memory."""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import Self

_TABLES = """
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
CREATE TABLE waiting (number INTEGER PRIMARY KEY, address TEXT UNIQUE);
CREATE TABLE written (key TEXT PRIMARY KEY, digest TEXT, note TEXT) WITHOUT ROWID;
CREATE TABLE earlier (key TEXT PRIMARY KEY, digest TEXT) WITHOUT ROWID;
BEGIN;
"""


class Ledger:
    """Addresses in the order in which they were met; digests of what is in the archive.

    A key is what names a part of the archive, a file or an address; a digest is the SHA-256 of
    its content.
    """

    def __enter__(self) -> Self:
        self._folder = TemporaryDirectory(prefix="archive-")
        self._base = sqlite3.connect(Path(self._folder.name) / "ledger", isolation_level=None)
        # Nobody else reads it, and it is deleted in the end: what is begun is never committed.
        self._base.executescript(_TABLES)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._base.close()
        self._folder.cleanup()

    def meet(self, addresses: Iterable[str]) -> None:
        """Note addresses to be asked; those that were met already stay where they are."""
        rows = ((address,) for address in addresses)
        self._base.executemany("INSERT OR IGNORE INTO waiting (address) VALUES (?)", rows)

    def list_waiting(self) -> Iterator[tuple[int, str]]:
        """Yield number and address of each, those included that are met meanwhile."""
        number = 0
        while row := self._base.execute(
            "SELECT number, address FROM waiting WHERE number > ? ORDER BY number LIMIT 1",
            (number,),
        ).fetchone():
            number = row[0]
            yield row

    def list_next(self, number: int, most: int) -> list[tuple[int, str]]:
        """Return some addresses from a number on that are known by now."""
        query = "SELECT number, address FROM waiting WHERE number >= ? ORDER BY number LIMIT ?"
        return self._base.execute(query, (number, most)).fetchall()

    def count_met(self) -> int:
        # Numbers without a gap: who is met again takes none. To count them would read them all.
        (count,) = self._base.execute("SELECT max(number) FROM waiting").fetchone()
        return count or 0

    def note(self, key: str, digest: str, note: str = "") -> bool:
        """Note what is in the archive; tell whether it differs from the earlier one's."""
        self._base.execute("INSERT OR REPLACE INTO written VALUES (?, ?, ?)", (key, digest, note))
        row = self._base.execute("SELECT digest FROM earlier WHERE key = ?", (key,)).fetchone()
        return row is None or row[0] != digest

    def remember_earlier(self, rows: Iterable[tuple[str, str]]) -> None:
        """Take over key and digest of everything that an earlier archive holds."""
        self._base.executemany("INSERT OR REPLACE INTO earlier VALUES (?, ?)", rows)

    def list_written(self) -> Iterator[tuple[str, str]]:
        """Yield key and digest of everything, by key."""
        query = "SELECT key, digest FROM written ORDER BY key"
        with closing(self._base.execute(query)) as rows:
            yield from rows

    def list_notes(self) -> Iterator[str]:
        """Yield the notes in their order."""
        query = "SELECT note FROM written WHERE note <> '' ORDER BY note"
        with closing(self._base.execute(query)) as rows:
            yield from (note for (note,) in rows)

    def list_removed(self) -> Iterator[str]:
        """Yield the keys that the earlier archive has and this one has not, in their order."""
        query = "SELECT key FROM earlier WHERE key NOT IN (SELECT key FROM written) ORDER BY key"
        with closing(self._base.execute(query)) as rows:
            yield from (key for (key,) in rows)

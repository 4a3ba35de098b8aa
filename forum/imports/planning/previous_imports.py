"""What earlier imports of an event wrote, to tell a staff's edit from an old document's text."""

from collections.abc import Iterable
from typing import Any, Final

from forum.imports.planning.record_plan import Json
from forum.workflow.name_search import ERASED


class _Never:
    """The mark of a column that no import has written."""

    def __repr__(self) -> str:
        return "NEVER"


NEVER: Final = _Never()


class PreviousImports:
    """The newest value that an import of this event wrote into each column.

    runs: file name and ``changes`` of the import runs of one event, the oldest first, and whether
    what was erased from them concerns the document at hand. has_erased: whether somebody was.
    """

    def __init__(self, runs: Iterable[tuple[str, list[dict[str, Any]], bool]] = ()) -> None:
        self._values: dict[tuple[str, int], dict[str, Json]] = {}
        self._rows: dict[str, dict[str, int]] = {}
        self._names: dict[tuple[str, int], str] = {}
        self._rows_by_file: dict[tuple[str, str, str], int] = {}
        self._files: dict[tuple[str, int, str], str] = {}
        self.has_erased = False
        for source, changes, is_concerned in runs:
            for entry in changes:
                self.has_erased |= is_concerned and entry["name"] == ERASED
                self._learn(source, entry)

    def _learn(self, source: str, entry: dict[str, Any]) -> None:
        # What was undone was never written: all of a row, or some of its columns.
        undone = entry.get("undone", [])
        if undone is True:
            return
        row = entry["model"], entry["pk"]
        fields = entry["fields"].items()
        written = {column: new for column, (_old, new) in fields if column not in undone}
        self._values.setdefault(row, {}).update(written)
        self._files |= {(*row, column): source for column in ("", *written)}
        self._names[row] = entry["name"]
        if identity := entry.get("identity"):
            self._rows.setdefault(entry["model"], {})[identity] = entry["pk"]
            self._rows_by_file[source, entry["model"], identity] = entry["pk"]

    def value(self, label: str, pk: int | None, column: str) -> Json:
        """Return the JSON value last written, or ``NEVER``."""
        return self._values.get((label, pk or 0), {}).get(column, NEVER)

    def row(self, label: str, identity: str) -> int | None:
        """Return the primary key under which an import stored the object, whether it still is."""
        return self._rows.get(label, {}).get(identity)

    def row_of_file(self, source: str, label: str, identity: str) -> int | None:
        """Return the same, as far as a file of this name wrote it."""
        return self._rows_by_file.get((source[-255:], label, identity))

    def is_of_file(self, source: str, label: str, pk: int, column: str = "") -> bool:
        """Tell whether a file of this name was the last that wrote a column, or a row at all."""
        return self._files.get((label, pk, column)) == source[-255:]

    def rows(self, label: str) -> dict[int, str]:
        """Return primary key -> name of every row of a model that imports wrote."""
        return {pk: name for (model, pk), name in self._names.items() if model == label}

    def created(self, label: str) -> set[int]:
        """Return the primary keys of the rows that imports keep track of by an identity."""
        return set(self._rows.get(label, {}).values())

"""What an import of texts wrote, noted as imports of records note it: ``undo_import`` undoes it."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from forum.core.content import Record
from forum.core.translations.states import changed_entries
from forum.history.rows import RowKey, key_of
from forum.models import ImportRun

# Key of a row -> column -> its value before and after.
type Edits = Mapping[RowKey, Mapping[str, tuple[Any, Any]]]
type States = dict[RowKey, dict[str, Any]]


class TextImport:
    """An import that is about to be written. edits: what it changes of stored rows."""

    def __init__(self, edits: Edits) -> None:
        self.edits = {key: columns for key, columns in edits.items() if columns}
        self.states: States = {key: row.translations for key, row in self.read_rows().items()}

    def read_rows(self) -> dict[RowKey, Any]:
        """Return the rows as they are stored now."""
        keys: dict[type[Record], list[int]] = defaultdict(list)
        for key in self.edits:
            keys[key.model].append(key.pk)
        rows = (
            row for model, pks in keys.items() for row in model._base_manager.filter(pk__in=pks)
        )
        return {key_of(row): row for row in rows}

    def store_run(
        self, file_name: str, created: Mapping[Record, dict[str, Any]], user: Any
    ) -> ImportRun | None:
        """Store what was written, None where that is nothing. created: new row -> its values."""
        entries = [
            describe(
                row, "update", self.edits[key], changed_entries(self.states[key], row.translations)
            )
            for key, row in self.read_rows().items()
        ]
        entries += [
            describe(row, "create", {name: (None, value) for name, value in values.items()}, {})
            for row, values in created.items()
        ]
        if not entries:
            return None
        return ImportRun.objects.create(source=file_name[-255:], changes=entries, by=user)


def describe(
    row: Record, action: str, fields: Mapping[str, tuple[Any, Any]], states: Mapping[str, Any]
) -> dict[str, Any]:
    """Return an entry of ``ImportRun.changes``; no later import knows the row by it."""
    return {
        "model": row._meta.label_lower,
        "pk": row.pk,
        "name": str(row),
        "action": action,
        "identity": "",
        "fields": {name: list(values) for name, values in fields.items()},
        "states": states,
    }

"""A condition of visibility, asked of rows as they were, or are to be, rather than as stored."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

from django.db.models import Model, Q
from django.db.models.constants import LOOKUP_SEP
from django.utils import timezone

from forum.core.columns import model_field, related_model
from forum.core.visibility import make_test
from forum.history.rows import Fields, RowKey, columns_of


class RowCondition:
    """A condition of ``forum.core.visibility``. steps: the names along its lookups."""

    def __init__(self, condition: Q) -> None:
        self.steps = _steps(condition)
        self._test = make_test(condition)

    def holds(self, key: RowKey, rows: Mapping[RowKey, Fields]) -> bool:
        """Tell whether a row meets it. rows: that one, and those that its lookups lead to."""
        # What a test asks of a record is attributes.
        return self._test(cast("Model", _LinkedRow(key, rows)), timezone.now())


@dataclass(frozen=True, slots=True)
class _LinkedRow:
    """A row with those that it leads to: read as a record is."""

    key: RowKey
    rows: Mapping[RowKey, Fields]

    def __getattr__(self, name: str) -> object:
        target = find_target(self.key, self.rows[self.key], name)
        if target is None:
            return self.rows[self.key].get(name)
        return _LinkedRow(target, self.rows) if target in self.rows else None


def find_target(key: RowKey, fields: Fields, step: str) -> RowKey | None:
    """Return the row that a column leads to, None for a column of another kind."""
    if step not in columns_of(key.model) or not model_field(key.model, step).is_relation:
        return None
    pk = fields.get(step)
    return RowKey(related_model(key.model, step)._meta.label_lower, pk) if pk else None


def _steps(condition: Q) -> set[str]:
    """Return the names along the lookups of a condition."""
    steps: set[str] = set()
    for child in cast("list[Q | tuple[str, object]]", condition.children):
        steps |= _steps(child) if isinstance(child, Q) else {*child[0].split(LOOKUP_SEP)}
    return steps

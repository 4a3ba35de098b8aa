"""Files that only a working copy names, and that must not be removed as unused."""

from collections.abc import Iterable, Iterator

from django.db.models import FileField, Model

from forum.history.states import current_state
from forum.history.working_copies.changes import lay_over
from forum.history.working_copies.store import edits_of, owner_of_copy
from forum.history.working_copies.tables_with_copies import values_of
from forum.models import WorkingCopy


def rows_with_files() -> Iterator[Model]:
    """Yield the rows whose files working copies change, as they are, or were if discarded."""
    for copy in WorkingCopy.objects.recoverable():
        edits = edits_of(copy)
        changed = [edit.key for edit in edits.values() if _has_file(edit.key.model, edit.fields)]
        if not changed:
            continue
        state = lay_over(current_state(owner_of_copy(copy)), edits)
        for key in changed:
            if row := state.get(key):
                values, _related_keys = values_of(key.model, row.fields)
                yield key.model(**values)


def _has_file(model: type[Model], names: Iterable[str]) -> bool:
    files = {field.name for field in model._meta.concrete_fields if isinstance(field, FileField)}
    return not files.isdisjoint(names)

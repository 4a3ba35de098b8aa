"""Updates the counts of translations at every save and deletion, in the same transaction."""

from typing import Any

from django.db.models import Model

from forum.core.content import Content, Record
from forum.localization.rebuild import fill_all_of
from forum.localization.tallies import (
    columns_that_count,
    recount_parts,
    remove_tallies,
    update_tallies,
    worded_models,
)


def after_save(record: Any, created: bool, update_fields: frozenset[str] | None) -> None:
    """Count a record's texts anew, where its save may have changed their number or state."""
    model: type[Record] = type(record)
    if model not in worded_models():
        return
    if update_fields is None:
        update_tallies(record, is_new=created)
    elif columns_that_count(model).intersection(update_fields):
        # What was not written may be another in the table.
        update_tallies(record, is_whole=False)
    else:
        return
    if created:
        _remember_language(record)
    else:
        recount_parts(record)
        _follow_language(record)


def after_delete(record: Any) -> None:
    """Remove the counts of a record that is gone."""
    if type(record) in worded_models():
        remove_tallies(record)


def _follow_language(record: Model) -> None:
    """Complete all translation states of a record whose original language has changed."""
    if isinstance(record, Content) and record.has_other_original:
        _remember_language(record)
        fill_all_of(record)


def _remember_language(record: Model) -> None:
    """Remember the stored original language, also of a record that was just created."""
    if isinstance(record, Content):
        record._stored_language = record.source_language

"""Updates the counts of translations at every save and deletion, in the same transaction."""

from forum.core.content import Content, Record
from forum.localization.rebuild import fill_all_of
from forum.localization.tallies import (
    columns_that_count,
    recount_parts,
    remove_tallies,
    update_tallies,
    worded_models,
)


def after_save(record: Record, created: bool, update_fields: frozenset[str] | None) -> None:
    """Count a record's texts anew, where its save may have changed their number or state."""
    model = type(record)
    if model not in worded_models():
        return
    if update_fields is None:
        update_tallies(record, is_new=created)
    elif columns_that_count(model).intersection(update_fields):
        # What was not written may be another in the table.
        update_tallies(record, is_whole=False)
    else:
        return
    if not created:
        recount_parts(record)
    if isinstance(record, Content):
        _follow_original(record)


def after_delete(record: Record) -> None:
    """Remove the counts of a record that is gone."""
    if type(record) in worded_models():
        remove_tallies(record)


def _follow_original(record: Content) -> None:
    """Complete all translation states of a record whose original language has changed."""
    has_other_original = record.has_other_original
    record.remember_original()
    if has_other_original:
        fill_all_of(record)

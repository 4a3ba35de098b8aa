"""Counts follow every save and deletion, in the same transaction."""

from collections.abc import Iterable

from django.db.models import Model
from django.db.models.signals import post_delete, post_save

from forum.core.content import Content, Record
from forum.localization.rebuild import fill_all_of
from forum.localization.tallies import (
    columns_that_count,
    recount_parts,
    remove_tallies,
    update_tallies,
    worded_models,
)


def connect_signals() -> None:
    """Listen to the models that have texts to translate."""
    for model in worded_models():
        name = model._meta.label_lower
        post_save.connect(_saved, sender=model, dispatch_uid=f"tally {name}")
        post_delete.connect(_deleted, sender=model, dispatch_uid=f"forget tally {name}")


def _saved(
    sender: type[Record],
    instance: Record,
    created: bool,
    raw: bool = False,
    update_fields: Iterable[str] | None = None,
    **kwargs: object,
) -> None:
    # Raw rows come before those that they belong to; rebuild_translations follows such a load.
    if raw:
        return
    if update_fields is None:
        update_tallies(instance, is_new=created)
    elif columns_that_count(sender).intersection(update_fields):
        # What was not written may be another in the table.
        update_tallies(instance, is_whole=False)
    else:
        return
    if created:
        _remember_language(instance)
    else:
        recount_parts(instance)
        _follow_language(instance)


def _follow_language(record: Model) -> None:
    """Where a record has another original, what was a source is a translation now."""
    if isinstance(record, Content) and record.has_other_original:
        _remember_language(record)
        fill_all_of(record)


def _remember_language(record: Model) -> None:
    """Note which original is stored, for a record that was made and not read, too."""
    if isinstance(record, Content):
        record._stored_language = record.source_language


def _deleted(instance: Record, **kwargs: object) -> None:
    remove_tallies(instance)

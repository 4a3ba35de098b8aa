"""Entries and counts of translations made anew, for rows that came in without a save."""

from collections.abc import Iterable
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from forum.core.content import Content, Record, language_codes, with_owner
from forum.core.key_batches import ReportProgress, all_keys, key_batches
from forum.core.record_tree import owner_lookup, parts_of
from forum.core.translations.states import add_missing_entries
from forum.localization.tallies import BATCH, count_rows, worded_models
from forum.models import TranslationTally


def rebuild(report: ReportProgress) -> tuple[int, int]:
    """Complete and count every record; return how many there were, and how many lacked an entry.

    A batch is a transaction that holds its rows; neither ``version`` nor ``updated`` of a record
    moves.
    """
    total = filled = 0
    for model in worded_models():
        for keys in all_keys(model, BATCH, report):
            filled += fill(model, keys)
            total += len(keys)
    _sweep()
    return total, filled


def fill(model: type[Record], keys: Iterable[int]) -> int:
    """Complete the entries of some rows and count them; return how many were not complete."""
    keys, filled = list(keys), 0
    with transaction.atomic():
        rows = with_owner(model).filter(pk__in=keys).order_by("pk")
        for row in rows.select_for_update(of=("self",)):
            if add_missing_entries(row):
                same: Any = model._default_manager.filter(pk=row.pk)
                # Not ``save``: this is no edit.
                same.update(translations=row.translations)
                filled += 1
        count_rows(model, keys)
    return filled


def fill_all_of(owner: Content) -> None:
    """Complete the entries of a record and its parts, and count them."""
    fill(type(owner), [owner.pk])
    for model in parts_of(type(owner)):
        if model in worded_models():
            parts = model._default_manager.filter(**{owner_lookup(model): owner.pk})
            for keys in key_batches(parts, BATCH):
                fill(model, keys)


def _sweep() -> None:
    """Remove the counts of deleted records, of removed languages, and empty ones."""
    kinds = {model: ContentType.objects.get_for_model(model) for model in worded_models()}
    tallies = TranslationTally.objects
    current = Q(content_type__in=kinds.values(), language__in=language_codes())
    tallies.exclude(current).delete()
    tallies.filter(**dict.fromkeys(TranslationTally.STATES, 0)).delete()
    for model, kind in kinds.items():
        rows = model._default_manager.filter(pk=OuterRef("object_id"))
        tallies.filter(~Exists(rows), content_type=kind).delete()

"""What a save has not seen: entries and counts of rows that came in another way, made anew."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from forum.core.content import Content, Record, language_codes, with_owner
from forum.core.record_tree import owner_lookup, parts_of
from forum.core.translations.states import adopt
from forum.localization.tallies import BATCH, count_rows, worded_models
from forum.models import TranslationTally


def rebuild(on_progress: Callable[[str, int, int], None]) -> tuple[int, int]:
    """Complete and count every record; return how many there were, and how many lacked an entry.

    on_progress: is told the model's name in the plural, records done and records in all. A batch is
    a transaction that holds its rows; neither ``version`` nor ``updated`` of a record moves.
    """
    total = filled = 0
    for model in worded_models():
        name = str(model._meta.verbose_name_plural)
        count_rows, done = model._default_manager.count(), 0
        on_progress(name, 0, count_rows)
        for keys in _batches(model):
            filled += fill(model, keys)
            done += len(keys)
            on_progress(name, done, max(count_rows, done))
        total += done
    _sweep()
    return total, filled


def fill(model: type[Record], keys: Iterable[int]) -> int:
    """Complete the entries of some rows and count them; return how many were not complete."""
    keys, filled = list(keys), 0
    with transaction.atomic():
        rows = with_owner(model).filter(pk__in=keys).order_by("pk")
        for row in rows.select_for_update(of=("self",)):
            if adopt(row):
                same: Any = model._default_manager.filter(pk=row.pk)
                # What was known all along is no edit.
                same.update(translations=row.translations)
                filled += 1
        count_rows(model, keys)
    return filled


def fill_all_of(owner: Content) -> None:
    """Do so for a content record and its parts."""
    fill(type(owner), [owner.pk])
    for model in parts_of(type(owner)):
        if model in worded_models():
            for keys in _batches(model, **{owner_lookup(model): owner.pk}):
                fill(model, keys)


def _batches(model: type[Record], **only: object) -> Iterator[list[int]]:
    """Yield the keys of a model in order; rows made meanwhile come last."""
    last = 0
    rows = model._default_manager.filter(**only).order_by("pk").values_list("pk", flat=True)
    while keys := list(rows.filter(pk__gt=last)[:BATCH]):
        yield keys
        last = keys[-1]


def _sweep() -> None:
    """Remove the counts of what is gone, a record or a language, and those of nothing."""
    kinds = {model: ContentType.objects.get_for_model(model) for model in worded_models()}
    tallies = TranslationTally.objects
    current = Q(content_type__in=kinds.values(), language__in=language_codes())
    tallies.exclude(current).delete()
    tallies.filter(**dict.fromkeys(TranslationTally.STATES, 0)).delete()
    for model, kind in kinds.items():
        rows = model._default_manager.filter(pk=OuterRef("object_id"))
        tallies.filter(~Exists(rows), content_type=kind).delete()

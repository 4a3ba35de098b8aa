"""The stored counts of translation states."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Set
from functools import cache
from itertools import batched
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType

from forum.core.content import Part, Record, column, language_codes, with_owner
from forum.core.record_tree import holder_field, parts_within
from forum.core.save_batches import put_off
from forum.core.translations.states import worded_fields
from forum.core.translations.units import Unit, units_of
from forum.core.translations.word_counts import Amount
from forum.models import TranslationTally
from sessions_app.models import Event

BATCH = 200
_COUNTS = (*TranslationTally.STATES, "unconfirmed", "characters", "words")


@cache
def worded_models() -> tuple[type[Record], ...]:
    """Return the models that have texts to translate."""
    return tuple(
        model for model in apps.get_models() if issubclass(model, Record) and worded_fields(model)
    )


@cache
def columns_that_count(model: type[Record]) -> frozenset[str]:
    """Return the columns of a model on which the counts of its rows hang."""
    texts = (column(field, code) for field in worded_fields(model) for code in language_codes())
    return frozenset([*texts, "translations", "source_language", holder_field(model)])


def update_tallies(record: Record, *, is_new: bool = False, is_whole: bool = True) -> None:
    """Bring the counts of a record up to date, now or at the end of the block of ``batched_saves``.

    is_whole: all that counts of it is as it is stored.
    """
    if put_off(count_keys, type(record), record.pk):
        return
    if record.get_deferred_fields() or not is_whole:
        count_rows(type(record), [record.pk])
    else:
        _write(tally_row for tally_row in make_tallies(record) if not is_new or _counted(tally_row))


def count_keys(keys: Mapping[type[Record], Set[int]]) -> None:
    """Count rows by model and key."""
    for model, pks in keys.items():
        count_rows(model, pks)


def count_rows(model: type[Record], keys: Iterable[int]) -> int:
    """Count rows of a model by key; return how many there are."""
    counted = 0
    for batch in batched(sorted(keys), BATCH):
        rows = list(with_owner(model).filter(pk__in=batch))
        tallies = [tally_row for row in rows for tally_row in make_tallies(row)]
        _write(filter(_counted, tallies))
        # Half of an import's rows count nothing: what is translated is so into one language.
        _remove(tally_row for tally_row in tallies if not _counted(tally_row))
        counted += len(rows)
    return counted


def _remove(tallies: Iterable[TranslationTally]) -> None:
    keys: dict[tuple[int, str], list[int]] = defaultdict(list)
    for tally_row in tallies:
        keys[tally_row.content_type_id, tally_row.language].append(tally_row.object_id)
    for (kind, language), object_ids in keys.items():
        TranslationTally.objects.filter(
            content_type=kind, language=language, object_id__in=object_ids
        ).delete()


def recount_parts(record: Record) -> None:
    """Count the rows that stand in a record anew if they belong to another owner with it now."""
    if not isinstance(record, Part):
        return
    for model in parts_within(type(record)):
        owner: Any = getattr(record, f"{record.owner_path}_id")
        rows = model._default_manager.filter(**{holder_field(model): record.pk})
        kind = ContentType.objects.get_for_model(model)
        counts = TranslationTally.objects.filter(content_type=kind, object_id__in=rows.values("pk"))
        count_rows(model, set(counts.exclude(owner_id=owner).values_list("object_id", flat=True)))


def remove_tallies(record: Record) -> None:
    """Remove the counts of a record that has been deleted."""
    kind = ContentType.objects.get_for_model(type(record))
    TranslationTally.objects.filter(content_type=kind, object_id=record.pk).delete()


def make_tallies(record: Record) -> list[TranslationTally]:
    """Return the counts of a record, one row a language, unsaved."""
    owner = record.owner
    units_by_language: dict[str, list[Unit]] = {code: [] for code in language_codes()}
    for unit in units_of(record):
        units_by_language[unit.language].append(unit)
    return [
        TranslationTally(
            content_type=ContentType.objects.get_for_model(type(record)),
            object_id=record.pk,
            owner_type=ContentType.objects.get_for_model(type(owner)),
            owner_id=owner.pk,
            event_id=owner.pk if isinstance(owner, Event) else None,
            language=code,
            **_counts(units),
        )
        for code, units in units_by_language.items()
    ]


def _counts(units: list[Unit]) -> dict[str, int]:
    states = Counter(str(unit.state) for unit in units)
    todo = sum((unit.amount for unit in units if unit.is_to_do), Amount())
    doubted = sum(unit.asks for unit in units)
    return {
        **{state: states[state] for state in TranslationTally.STATES},
        "unconfirmed": doubted,
        "characters": todo.characters,
        "words": todo.words,
    }


def _counted(tally_row: TranslationTally) -> bool:
    return any(getattr(tally_row, state) for state in TranslationTally.STATES)


def _write(tallies: Iterable[TranslationTally]) -> None:
    TranslationTally.objects.bulk_create(
        tallies,
        update_conflicts=True,
        unique_fields=["content_type", "object_id", "language"],
        update_fields=["owner_type", "owner_id", "event", *_COUNTS],
    )

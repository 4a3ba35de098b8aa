"""Records -> entries, written where they differ from what is stored."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Set
from itertools import batched
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Model

from forum.core.content import language_codes
from forum.core.record_tree import owner_lookup, owner_model
from forum.core.save_batches import put_off
from forum.models import SearchEntry
from forum.search.indexed_fields import (
    BY_MODEL,
    OWNED,
    SOURCES,
    Source,
    body,
    other_titles,
    own_title,
)
from forum.search.passages import clean, of_event, of_kind, passages
from forum.search.vectors import vectors

BATCH = 200

# What an entry says; and what of it the entries of other records repeat.
_FACTS = ("kind", "event_id", "hidden", "title", "text")
_REPEATED = ("event_id", "hidden", "title")

type Keys = Mapping[type[Model], Set[int]]
type Places = dict[tuple[str, int], SearchEntry]


def index(record: Model) -> None:
    """Bring a record's entries up to date, now or at the end of the block of ``batched_saves``."""
    model, key = type(record), record.pk
    if isinstance(record, OWNED):
        key = getattr(record, f"{owner_lookup(model)}_id")
        model = owner_model(type(record))
    if model not in BY_MODEL:
        return
    if not put_off(index_keys, model, key):
        index_keys({model: {key}})


def forget(record: Model) -> None:
    """Remove the entries of a record that has been deleted."""
    if isinstance(record, OWNED):
        index(record)
    elif type(record) in BY_MODEL:
        kind = ContentType.objects.get_for_model(type(record))
        SearchEntry.objects.filter(content_type=kind, object_id=record.pk).delete()


def index_keys(keys: Keys) -> None:
    """Index records by model and key, then those whose entries repeat something of theirs."""
    pending: dict[type[Model], set[int]] = defaultdict(set)
    pending.update({model: set(pks) for model, pks in keys.items()})
    # In the table's order, for what repeats something of a record stands below it.
    for source in SOURCES:
        for some in batched(sorted(pending.pop(source.model, ())), BATCH):
            changed = index_batch(source, some)
            for model, lookup in source.dependants if changed else ():
                rows = model._default_manager.filter(**{f"{lookup}__in": changed})
                pending[model].update(rows.values_list("pk", flat=True))


def index_batch(source: Source, keys: Iterable[int], *, anew: bool = False) -> list[int]:
    """Index some records of a model; return the keys of those that others may repeat wrongly now.

    anew: write what has not changed too, and hold the rows meanwhile, so that no newer text is
    overwritten with the one read before.
    """
    with transaction.atomic():
        rows: Any = source.model._default_manager.filter(pk__in=list(keys)).order_by("pk")
        if anew:
            rows = rows.select_for_update(of=("self",))
        if source.related:
            rows = rows.select_related(*source.related)
        return _write(source, rows.prefetch_related(*source.prefetch), anew=anew)


def _write(source: Source, records: Iterable[Any], *, anew: bool) -> list[int]:
    kind = ContentType.objects.get_for_model(source.model)
    made = {record.pk: _by_place(_entries(source, record)) for record in records}
    stored = _stored(kind, made)
    gone = [one.pk for key in made for place, one in stored[key].items() if place not in made[key]]
    if gone:
        SearchEntry.objects.filter(pk__in=gone).delete()
    places = ((one, stored[key].get(place)) for key in made for place, one in made[key].items())
    _store(kind, (one for one, old in places if anew or not old or _differ(one, old)))
    # What has no text has no entry that could tell.
    return [key for key in made if not made[key] or _repeated(made[key]) != _repeated(stored[key])]


def _store(kind: ContentType, entries: Iterable[SearchEntry]) -> None:
    fresh = list(entries)
    for entry in fresh:
        entry.content_type = kind
        for name, vector in vectors(entry.title, entry.text, _marks(entry)).items():
            setattr(entry, name, vector)
    # Another save of the same record may have been quicker: then the later one counts.
    SearchEntry.objects.bulk_create(
        fresh,
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["content_type", "object_id", "language", "passage"],
        update_fields=["kind", "event", "hidden", "title", "text",
                       "title_vector", "simple_vector", "english_vector"],
    )  # fmt: skip


def _marks(entry: SearchEntry) -> list[str]:
    event = [of_event(entry.event_id)] if entry.event_id else []
    return [of_kind(entry.kind), *event]


def _stored(kind: ContentType, keys: Iterable[int]) -> dict[int, Places]:
    rows = SearchEntry.objects.filter(content_type=kind, object_id__in=list(keys))
    found: dict[int, Places] = defaultdict(dict)
    for row in rows.defer("title_vector", "simple_vector", "english_vector"):
        found[row.object_id][row.language, row.passage] = row
    return found


def _by_place(entries: Iterable[SearchEntry]) -> Places:
    return {(one.language, one.passage): one for one in entries}


def _differ(one: SearchEntry, other: SearchEntry) -> bool:
    return _facts(one, _FACTS) != _facts(other, _FACTS)


def _facts(entry: SearchEntry, names: tuple[str, ...]) -> tuple[Any, ...]:
    return tuple(getattr(entry, name) for name in names)


def _repeated(entries: Places) -> set[tuple[Any, ...]]:
    return {_facts(one, _REPEATED) for one in entries.values()}


def _entries(source: Source, record: Any) -> Iterator[SearchEntry]:
    """Yield an entry for each passage, in each language that the record has a text in."""
    others = other_titles(source, record)
    for code in language_codes():
        own = own_title(source, record, code)
        text = passages(map(clean, body(source, record, code)))
        if own or text:
            title = clean("\n".join(dict.fromkeys([*own, *others])))
            for number, passage in enumerate(text or [""]):
                yield SearchEntry(
                    object_id=record.pk,
                    event_id=source.event(record),
                    language=code,
                    kind=source.kind(record),
                    passage=number,
                    hidden=source.hidden(record),
                    title=title,
                    text=passage,
                )

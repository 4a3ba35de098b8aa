"""Records -> entries, written where they differ from what is stored: at every save, or anew."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Set
from itertools import batched

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Exists, Model, OuterRef

from forum.core.content import language_codes
from forum.core.key_batches import ReportProgress, all_keys
from forum.core.record_tree import owner_lookup, owner_model
from forum.core.save_batches import put_off
from forum.models import SearchEntry
from forum.search.indexed_fields import (
    BY_MODEL,
    INDEXED_MODELS,
    OWNED,
    IndexedModel,
    IndexedRecord,
    body_paragraphs,
    other_spellings,
    title_texts,
)
from forum.search.passages import clean, cut_passages, event_mark, kind_mark
from forum.search.vectors import make_vectors

BATCH = 200

# What an entry says; and what of it the entries of other records repeat.
_FACTS = ("kind", "event_id", "hidden", "title", "text")
_REPEATED = ("event_id", "hidden", "title")

type Keys = Mapping[type[Model], Set[int]]
type Places = dict[tuple[str, int], SearchEntry]


def index_record(record: Model) -> None:
    """Bring a record's entries up to date, now or at the end of the block of ``batched_saves``."""
    model, key = type(record), record.pk
    if isinstance(record, OWNED):
        key = getattr(record, f"{owner_lookup(model)}_id")
        model = owner_model(type(record))
    if model not in BY_MODEL:
        return
    if not put_off(index_keys, model, key):
        index_keys({model: {key}})


def forget_record(record: Model) -> None:
    """Remove the entries of a record that has been deleted."""
    if isinstance(record, OWNED):
        index_record(record)
    elif type(record) in BY_MODEL:
        kind = ContentType.objects.get_for_model(type(record))
        SearchEntry.objects.filter(content_type=kind, object_id=record.pk).delete()


def index_keys(keys: Keys) -> None:
    """Index records by model and key, then those whose entries repeat something of theirs."""
    pending: dict[type[Model], set[int]] = defaultdict(set)
    pending.update({model: set(pks) for model, pks in keys.items()})
    # In the table's order: entries that repeat something of a record come after it.
    for source in INDEXED_MODELS:
        own = pending.pop(source.model, set())
        if source.within and own:
            own |= {*_keys_of(source.model, source.within, own)}
        for batch in batched(sorted(own), BATCH):
            changed = index_batch(source, batch)
            for model, lookup in source.dependants if changed else ():
                pending[model].update(_keys_of(model, lookup, changed))
            for model, lookup in source.hides:
                pending[model].update(_keys_of(model, lookup, batch))


def _keys_of(model: type[Model], lookup: str, keys: Iterable[int]) -> Iterable[int]:
    rows = model._default_manager.filter(**{f"{lookup}__in": keys})
    return rows.values_list("pk", flat=True)


def index_batch(source: IndexedModel, keys: Iterable[int], *, anew: bool = False) -> list[int]:
    """Index some records of a model; return the keys of those that others may repeat wrongly now.

    anew: write what has not changed too, and hold the rows meanwhile, so that no newer text is
    overwritten with the one read before.
    """
    with transaction.atomic():
        rows = source.model._default_manager.filter(pk__in=list(keys)).order_by("pk")
        if anew:
            rows = rows.select_for_update(of=("self",))
        if source.related:
            rows = rows.select_related(*source.related)
        return _write(source, rows.prefetch_related(*source.prefetch), anew=anew)


def _write(source: IndexedModel, records: Iterable[IndexedRecord], *, anew: bool) -> list[int]:
    kind = ContentType.objects.get_for_model(source.model)
    entries = {record.pk: _entries_by_place(_entries(source, record)) for record in records}
    stored = _stored_entries(kind, entries)
    obsolete = [
        entry.pk
        for key in entries
        for place, entry in stored[key].items()
        if place not in entries[key]
    ]
    if obsolete:
        SearchEntry.objects.filter(pk__in=obsolete).delete()
    places = (
        (entry, stored[key].get(place)) for key in entries for place, entry in entries[key].items()
    )
    _store(kind, (entry for entry, old in places if anew or not old or _differ(entry, old)))
    # What has no text has no entry that could tell.
    return [
        key
        for key in entries
        if not entries[key] or _repeated(entries[key]) != _repeated(stored[key])
    ]


def _store(kind: ContentType, entries: Iterable[SearchEntry]) -> None:
    new_entries = list(entries)
    for entry in new_entries:
        entry.content_type = kind
        text = "\n".join(filter(None, (entry.text, entry.unprinted)))
        for name, vector in make_vectors(entry.title, text, _marks(entry)).items():
            setattr(entry, name, vector)
    # Another save of the same record may have been quicker: then the later one counts.
    SearchEntry.objects.bulk_create(
        new_entries,
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["content_type", "object_id", "language", "passage"],
        update_fields=["kind", "event", "hidden", "title", "text",
                       "title_vector", "simple_vector", "english_vector"],
    )  # fmt: skip


def _marks(entry: SearchEntry) -> list[str]:
    event = [event_mark(entry.event_id)] if entry.event_id else []
    return [kind_mark(entry.kind), *event]


def _stored_entries(kind: ContentType, keys: Iterable[int]) -> dict[int, Places]:
    rows = SearchEntry.objects.filter(content_type=kind, object_id__in=list(keys))
    places: dict[int, Places] = defaultdict(dict)
    for row in rows.defer("title_vector", "simple_vector", "english_vector"):
        places[row.object_id][row.language, row.passage] = row
    return places


def _entries_by_place(entries: Iterable[SearchEntry]) -> Places:
    return {(entry.language, entry.passage): entry for entry in entries}


def _differ(entry: SearchEntry, stored: SearchEntry) -> bool:
    # Unprinted texts are not stored, so whether they have changed, or are gone, is unknown.
    return entry.unprinted is not None or _facts(entry, _FACTS) != _facts(stored, _FACTS)


def _facts(entry: SearchEntry, names: tuple[str, ...]) -> tuple[object, ...]:
    return tuple(getattr(entry, name) for name in names)


def _repeated(entries: Places) -> set[tuple[object, ...]]:
    return {_facts(entry, _REPEATED) for entry in entries.values()}


def _entries(source: IndexedModel, record: IndexedRecord) -> Iterator[SearchEntry]:
    """Yield an entry for each passage, in each language that the record has a text in."""
    kind = source.kind(record)
    if not kind:
        return
    spellings = other_spellings(source, record)
    unprinted = _clean_unprinted(source, record)
    for code in language_codes():
        titles, facts = title_texts(source, record, code), list(source.facts(record, code))
        text = cut_passages(map(clean, body_paragraphs(source, record, code)))
        if titles or text:
            # Names of other records alone make no entry.
            text = cut_passages([*text, *map(clean, facts)]) if facts else text
            title = clean("\n".join(dict.fromkeys([*titles, *spellings])))
            for number, passage in enumerate(text or [""]):
                entry = SearchEntry(
                    object_id=record.pk,
                    event_id=source.event(record),
                    language=code,
                    kind=kind,
                    passage=number,
                    hidden=source.hidden(record),
                    title=title,
                    text=passage,
                )
                entry.unprinted = None if number else unprinted
                yield entry


def _clean_unprinted(source: IndexedModel, record: IndexedRecord) -> str | None:
    if source.unprinted is None:
        return None
    return clean("\n".join(dict.fromkeys(filter(None, source.unprinted(record)))))


def rebuild(report: ReportProgress) -> int:
    """Index every record and remove what belongs to none; return how many records there were.

    A batch is a transaction; what is saved meanwhile is indexed by its own save.
    """
    total = 0
    for source in INDEXED_MODELS:
        for keys in all_keys(source.model, BATCH, report):
            index_batch(source, keys, anew=True)
            total += len(keys)
    _sweep()
    return total


def _sweep() -> None:
    """Remove the entries of records that are gone, and of models that are searched no longer."""
    kinds = {
        source.model: ContentType.objects.get_for_model(source.model) for source in INDEXED_MODELS
    }
    SearchEntry.objects.exclude(content_type__in=kinds.values()).delete()
    for model, kind in kinds.items():
        rows = model._default_manager.filter(pk=OuterRef("object_id"))
        SearchEntry.objects.filter(~Exists(rows), content_type=kind).delete()

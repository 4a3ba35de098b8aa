"""All entries anew, batch by batch, while the site runs."""

from collections.abc import Callable, Iterator

from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, Model, OuterRef

from forum.models import SearchEntry
from forum.search.index import BATCH, index_batch
from forum.search.indexed_fields import SOURCES


def rebuild(on_progress: Callable[[str, int, int], None]) -> int:
    """Index every record and remove what belongs to none; return how many records there were.

    on_progress: is told the model's name in the plural, records done and records in all. A batch is
    a transaction; what is saved meanwhile is indexed by its own save.
    """
    total = 0
    for source in SOURCES:
        name, count = (
            str(source.model._meta.verbose_name_plural),
            source.model._default_manager.count(),
        )
        done = 0
        on_progress(name, 0, count)
        for keys in _keys(source.model):
            index_batch(source, keys, anew=True)
            done += len(keys)
            on_progress(name, done, max(count, done))
        total += done
    _sweep()
    return total


def _keys(model: type[Model]) -> Iterator[list[int]]:
    """Yield the keys of a model in batches, in order; rows made meanwhile come last."""
    last = 0
    rows = model._default_manager.order_by("pk").values_list("pk", flat=True)
    while keys := list(rows.filter(pk__gt=last)[:BATCH]):
        yield keys
        last = keys[-1]


def _sweep() -> None:
    """Remove the entries of records that are gone, and of models that are searched no longer."""
    kinds = {source.model: ContentType.objects.get_for_model(source.model) for source in SOURCES}
    SearchEntry.objects.exclude(content_type__in=kinds.values()).delete()
    for model, kind in kinds.items():
        there = model._default_manager.filter(pk=OuterRef("object_id"))
        SearchEntry.objects.filter(~Exists(there), content_type=kind).delete()

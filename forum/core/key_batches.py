"""All rows of a model, batch by batch."""

from collections.abc import Callable, Iterator

from django.db.models import Model, QuerySet

type ReportProgress = Callable[[str, int, int], None]


def key_batches[M: Model](rows: QuerySet[M], size: int) -> Iterator[list[int]]:
    """Yield the keys of rows in batches, ascending; rows that are added meanwhile come last."""
    last, keys = 0, rows.order_by("pk").values_list("pk", flat=True)
    while batch := list(keys.filter(pk__gt=last)[:size]):
        yield batch
        last = batch[-1]


def all_keys(model: type[Model], size: int, report: ReportProgress) -> Iterator[list[int]]:
    """Yield the keys of a model in batches, and report how far the work is after each.

    report: is told the model's name in the plural, rows done and rows in all.
    """
    name, done = str(model._meta.verbose_name_plural), 0
    count = model._default_manager.count()
    report(name, 0, count)
    for keys in key_batches(model._default_manager.all(), size):
        yield keys
        done += len(keys)
        report(name, done, max(count, done))

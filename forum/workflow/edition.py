"""In which state a record and its parts were, as one number."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from typing import Any, Final
from zlib import crc32

from django.db import transaction
from django.db.models import F

from forum.core.content import Content, Record
from forum.core.record_tree import owner_lookup, tree_of
from forum.models import Review

# What fits into the column.
_MASK: Final = 0x7FFFFFFF


def edition(record: Content) -> int:
    """Return a number that differs after every edit, insertion or deletion of what is reviewed."""
    return editions([record])[record.pk]


def editions(records: Collection[Content]) -> dict[int, int]:
    """Return the edition of each of some records of one model, by its key."""
    return {key: _number(rows) for key, rows in _rows(records).items()}


type _Row = tuple[str, int, int]


def _rows(records: Collection[Content]) -> dict[int, list[_Row]]:
    """Return label, key and version of what is reviewed with each of some records of one model."""
    rows: dict[int, list[_Row]] = {record.pk: [] for record in records}
    for model, path in reviewed_models(type(next(iter(records)))) if rows else ():
        known = model._default_manager.filter(**{f"{path}__in": list(rows)}).order_by("pk")
        owned = known.annotate(owner_key=F(path))
        for owner, key, version in owned.values_list("owner_key", "pk", "version"):
            rows[owner].append((model._meta.label, key, version))
    return rows


def _number(rows: list[_Row]) -> int:
    return crc32(repr(rows).encode()) & _MASK


def reviewed_models(model: type[Content]) -> list[tuple[Any, str]]:
    """Return the models whose rows are reviewed together, each with the path to the record."""
    return [(one, owner_lookup(one)) for one in tree_of(model)]


@contextmanager
def kept(record: Content, row: Record | None = None) -> Iterator[None]:
    """Let what is saved in the block pass for no edit: approvals go on holding.

    row: the only one that is saved, the record itself unless told. What somebody else saves of the
    record meanwhile is an edit all the same.
    """
    saved = row or record
    own = saved._meta.label, saved.pk
    with transaction.atomic():
        (before,) = _rows([record]).values()
        yield
        (after,) = _rows([record]).values()
        if _others(before, own) == _others(after, own):
            held = Review.objects.about(record).filter(version=_number(before))
            held.update(version=_number(after))


def _others(rows: list[_Row], own: tuple[str, int]) -> list[_Row]:
    return [row for row in rows if row[:2] != own]

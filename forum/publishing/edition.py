"""In which state a record and its parts were, as one number."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final
from zlib import crc32

from django.db import transaction

from forum.base.content import Content
from forum.base.revisions.recording import is_no_edit
from forum.models import KnowledgeProduct, ProductPart, Review
from sessions_app.models import Event

# What fits into the column.
_MASK: Final = 0x7FFFFFFF


def parts_of(model: type[Content]) -> tuple[type[Any], ...]:
    """Return the models whose rows belong to a record and are reviewed with it."""
    parts: dict[type[Content], tuple[type[Any], ...]] = {
        Event: Event.parts(),
        KnowledgeProduct: (ProductPart,),
    }
    return parts.get(model, ())


def edition(record: Content) -> int:
    """Return a number that differs after every edit, insertion or deletion of what is reviewed."""
    models: list[tuple[Any, str]] = [(type(record), "pk")]
    models += [(part, part.owner_path) for part in parts_of(type(record))]
    rows = [
        (model._meta.label, key, version)
        for model, path in models
        for key, version in model._default_manager.filter(**{path: record.pk})
        .order_by("pk")
        .values_list("pk", "version")
    ]
    return crc32(repr(rows).encode()) & _MASK


@contextmanager
def kept(record: Content) -> Iterator[None]:
    """Let what is saved in the block pass for no edit: approvals go on holding."""
    is_no_edit()
    with transaction.atomic():
        before = edition(record)
        yield
        held = Review.objects.about(record).filter(version=before)
        held.update(version=edition(record))

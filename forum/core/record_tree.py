"""The tree of a record's parts, as the models declare it.

A part says once, in ``owner_path``, which record owns it and what it stands in on the way there: an
appearance in a session, that in an event. Everything that goes through a record with its parts
reads the tree from here: history, conflicts, search, hand-off, take-downs. What an export holds is
a format's, whose test asks that no part is missing.
"""

from collections.abc import Callable
from functools import cache
from typing import cast

from django.apps import apps
from django.db.models import Model
from django.db.models.constants import LOOKUP_SEP

from forum.core.columns import related_model
from forum.core.content import Content, Part, Record


@cache
def record_models() -> tuple[type[Record], ...]:
    """Return every model of records and of their parts, each after what it stands in."""
    return tuple(model for model in apps.get_models() if issubclass(model, Record))


@cache
def parts_of(model: type[Model]) -> tuple[type[Part], ...]:
    """Return the models whose rows belong to records of a model, each after what it stands in."""
    parts = (part for part in record_models() if issubclass(part, Part))
    return tuple(part for part in parts if owner_model(part) is model)


@cache
def tree_of(model: type[Model]) -> tuple[type[Record], ...]:
    """Return a model and those of its parts, each after what it stands in."""
    return cast("tuple[type[Record], ...]", (model, *parts_of(model)))


@cache
def owner_model(part: type[Part]) -> type[Content]:
    """Return the model of the records that own the rows of a part's model."""
    return cast("type[Content]", related_model(part, part.owner_path))


def owner_lookup(model: type[Model]) -> str:
    """Return the lookup from a row to its owner's key; "pk" for a record, which owns itself."""
    return model.owner_path if issubclass(model, Part) else "pk"


def holder_field(model: type[Model]) -> str:
    """Return the field that names what a row stands in: a session of an appearance; "" for none."""
    return model.owner_path.partition(LOOKUP_SEP)[0] if issubclass(model, Part) else ""


@cache
def holder_model(part: type[Part]) -> type[Record]:
    """Return the model of what the rows of a part's model stand in."""
    return cast("type[Record]", related_model(part, holder_field(part)))


@cache
def parts_within(model: type[Model]) -> tuple[type[Part], ...]:
    """Return the models whose rows stand directly in rows of a model: appearances in sessions."""
    parts = (part for part in record_models() if issubclass(part, Part))
    return tuple(part for part in parts if holder_model(part) is model)


type FollowKey = Callable[[type[Model], int, str], int | None]


def owner_key(model: type[Model], pk: int, holder: int | None, follow: FollowKey) -> int | None:
    """Return the key of the record that owns a row, None where there is none.

    holder: the key in the row's ``holder_field``. follow: the key that a row holds in a field.
    """
    if not issubclass(model, Part):
        return pk
    _first, *steps = model.owner_path.split(LOOKUP_SEP)
    above: type[Model] = holder_model(model)
    key = holder
    for step in steps:
        key = follow(above, key, step) if key else None
        above = related_model(above, step)
    return key

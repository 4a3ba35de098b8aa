"""Entries follow every save and deletion, in the same transaction."""

from typing import Any

from django.db.models.signals import post_delete, post_save

from forum.search.index import forget, index
from forum.search.indexed_fields import BY_MODEL, OWNED


def connect() -> None:
    """Listen to the models that are searched; the others stay as quick as they were."""
    for model in (*BY_MODEL, *OWNED):
        post_save.connect(_saved, sender=model, dispatch_uid=f"index {model.__name__}")
        post_delete.connect(_deleted, sender=model, dispatch_uid=f"forget {model.__name__}")


def _saved(instance: Any, raw: bool = False, **kwargs: Any) -> None:
    # Raw rows come before those that they belong to; rebuild_search follows such a load.
    if not raw:
        index(instance)


def _deleted(instance: Any, **kwargs: Any) -> None:
    forget(instance)

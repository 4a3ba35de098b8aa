"""Counts follow every save and deletion, in the same transaction."""

from typing import Any

from django.db.models.signals import post_delete, post_save

from forum.translating.tallies import forget, tally, worded_models


def connect() -> None:
    """Listen to the models that have texts to translate."""
    for model in worded_models():
        name = model._meta.label_lower
        post_save.connect(_saved, sender=model, dispatch_uid=f"tally {name}")
        post_delete.connect(_deleted, sender=model, dispatch_uid=f"forget tally {name}")


def _saved(instance: Any, created: bool, raw: bool = False, **kwargs: Any) -> None:
    # Raw rows come before those that they belong to; rebuild_translations follows such a load.
    if not raw:
        tally(instance, is_new=created)


def _deleted(instance: Any, **kwargs: Any) -> None:
    forget(instance)

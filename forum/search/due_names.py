"""Names that the entries of events and guests repeat, from when they are public till they go."""

from functools import partial

from django.apps import apps
from django.db import transaction
from django.db.models import Model
from django.tasks import task

from forum.search.index import index_keys
from people.models import Organization
from sessions_app.models import Appearance, Event, Series


@task()
def index_events_of(key: int, model: str = Organization._meta.label) -> None:
    """Index a host, a series or an event again, and what repeats its name: it may be public now."""
    index_keys({apps.get_model(model): {key}})


def after_save(record: Model) -> None:
    """Have a worker index what repeats the record's name at each moment that is to come."""
    if isinstance(record, Organization | Series | Event):
        for moment in {*record.schedule.values()}:
            index_events_of.using(run_after=moment).enqueue(record.pk, record._meta.label)


def before_delete(record: Model) -> None:
    """Index what guests of an organization said once it is gone: they stay."""
    if isinstance(record, Organization):
        guests = {*record.appearances.values_list("pk", flat=True)}
        transaction.on_commit(partial(index_keys, {Appearance: guests}), robust=True)

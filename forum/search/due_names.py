"""Organizations' names in the entries of events, from the moment on at which they are public."""

from django.db.models import Model
from django.tasks import task

from forum.search.index import index_keys
from people.models import Organization
from sessions_app.models import Event


@task()
def index_events_of(organization: int) -> None:
    """Index the events that an organization hosted or supported: its name may be public now."""
    events = Event.objects.filter(organizations__organization=organization)
    index_keys({Event: set(events.values_list("pk", flat=True))})


def after_save(record: Model) -> None:
    """Have a worker index the events of an organization at each moment that is to come."""
    if isinstance(record, Organization):
        for moment in {*record.schedule.values()}:
            index_events_of.using(run_after=moment).enqueue(record.pk)

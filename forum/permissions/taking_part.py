"""Which people, organizations and series take part in the events that a helper helps with.

A helper who names somebody public has not been given them: what ties a record to an event opens it
to those alone who did not make that tie. Who did is told by the first snapshot that holds it.
"""

from typing import Any, Final

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import F, Func, JSONField, OuterRef, Q, Subquery

from forum.models import AuditEntry, Snapshot
from people.models import Organization, Person
from sessions_app.models import Appearance, Event, EventAccess, EventOrganization, Series

type _Step = tuple[type[models.Model], str]

# Of each model the ways that lead from events to its records: a row and the relation by which it
# names the next, the last one the record. The first lies in an event, by a lookup, or is one.
_WAYS: Final[dict[type[models.Model], tuple[tuple[str, tuple[_Step, ...]], ...]]] = {
    Person: (("session__event", ((Appearance, "person"),)),),
    Organization: (
        ("event", ((EventOrganization, "organization"),)),
        ("session__event", ((Appearance, "organization"),)),
        ("session__event", ((Appearance, "person"), (Person, "organization"))),
    ),
    Series: (("pk", ((Event, "series"),)),),
}


def takes_part(model: type[models.Model]) -> bool:
    """Tell whether records of a model belong to no single event, and take part in several."""
    return model in _WAYS


def own_filter(user: Any, model: type[models.Model]) -> Q:
    """Return the condition that a record is one of a helper's own.

    Somebody else tied it to one of the helper's events; or the helper added it, and it takes part
    in one, or is a draft that is still to do so.
    """
    events = EventAccess.objects.filter(user=user.pk).values("event")
    kind = ContentType.objects.get_for_model(model)
    entries = AuditEntry.objects.filter(
        actor=user.pk, action=AuditEntry.Action.ADDED, content_type=kind
    )
    added = Q(pk__in=entries.values("object_id"))
    # Any: each of these models has the managers of content.
    manager: Any = model._default_manager
    drafts = Q(pk__in=manager.unreleased().values("pk")) if events.exists() else Q(pk__in=())
    return _tied(events, model, but_by=user) | (added & (_tied(events, model) | drafts))


def is_taken_part_in(record: models.Model) -> Q:
    """Return the condition that a record takes part in an event, whoever tied it."""
    condition = Q()
    for lookup, steps in _WAYS[type(record)]:
        keys: Any = [record.pk]
        for model, relation in reversed(steps):
            keys = model._default_manager.filter(**{f"{relation}__in": keys}).values("pk")
        first = steps[0][0]
        rows = first._default_manager.filter(pk__in=keys)
        condition |= Q(pk__in=rows.values(lookup))
    return condition


def _tied(events: Any, model: type[models.Model], but_by: Any = None) -> Q:
    """Return the condition that a record takes part in events; but_by: by ties of others."""
    condition = Q()
    for lookup, steps in _WAYS[model]:
        keys = events
        for step_model, relation in steps:
            rows: Any = step_model._default_manager.filter(**{f"{lookup}__in": keys})
            if but_by:
                rows = rows.annotate(tied_by=_tied_by(step_model, relation))
                rows = rows.filter(Q(tied_by=None) | ~Q(tied_by=but_by.pk))
            keys, lookup = rows.values(relation), "pk"
        condition |= Q(pk__in=keys)
    return condition


def _tied_by(model: type[models.Model], relation: str) -> Subquery:
    """Return who let a row name what it names; nobody where that was before the history."""
    named = Func(OuterRef(relation), function="to_jsonb", output_field=JSONField())
    snapshots = Snapshot.objects.filter(
        content_type=ContentType.objects.get_for_model(model), object_id=OuterRef("pk")
    )
    held = snapshots.alias(named=F(f"fields__{relation}")).filter(named=named)
    return Subquery(held.order_by("pk").values("entry__actor")[:1])

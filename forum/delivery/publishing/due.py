"""The moments at which pages change by themselves: schedules, embargoes, expiries, and new days."""

import threading
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import Final, NamedTuple

from django.db import connection
from django.db.models import DateTimeField, Min, Model, Q
from django.utils import timezone

from forum.core.content import Content
from forum.core.record_tree import record_models
from forum.core.visibility import MOMENTS
from forum.delivery.publishing import files
from forum.delivery.publishing.changes import Rows, find_keys_of_rows
from sessions_app.models import Event


class DueMoment(NamedTuple):
    """A moment that is to come, and the keys of what it touches."""

    at: datetime
    keys: frozenset[str]


_known: dict[tuple[object, ...], list[DueMoment]] = {}
# Threads that ask at once wait for the first.
_working_out: Final = threading.Lock()


def find_end(keys: set[str], *, asks_day: bool, since: datetime) -> datetime | None:
    """Return until when a page holds that read some keys; None: until something changes.

    since: when it began to be read; what fell due from then on is not in it.
    """
    moments = [due.at for due in list_due_moments(since) if not keys.isdisjoint(due.keys)]
    if asks_day and (at := find_next_day(since)):
        moments.append(at)
    return min(moments, default=None)


def list_due_moments(since: datetime) -> list[DueMoment]:
    """Return what falls due, by its moments; worked out once for each change."""
    # What a row touches may be another after any change: one that is not settled yet keeps every
    # page from being stored, and once it is the generation is another.
    generation = files.read_generation()
    rows = list(_list_rows(since))
    if not rows:
        return []
    state = (generation, *rows)
    with _working_out:
        moments = _known.get(state)
        if moments is None:
            moments = _work_out(rows)
            _known.clear()
            _known[state] = moments
    return moments


def _work_out(rows: Iterable[tuple[type[Model], int, datetime]]) -> list[DueMoment]:
    by_moment: defaultdict[datetime, Rows] = defaultdict(lambda: defaultdict(set))
    for model, pk, at in rows:
        by_moment[at][model].add(pk)
    return [DueMoment(at, frozenset(find_keys_of_rows(rows))) for at, rows in by_moment.items()]


def _list_rows(since: datetime) -> Iterator[tuple[type[Model], int, datetime]]:
    """Yield each row that something falls due for, with its moments after another one."""
    statement, count = _write_statement()
    models = {model._meta.label: model for model in record_models()}
    with connection.cursor() as cursor:
        cursor.execute(statement, [since] * count)
        rows = cursor.fetchall()
    for label, pk, moments in rows:
        yield from ((models[label], pk, at) for at in moments if at and at > since)


@cache
def _write_statement() -> tuple[str, int]:
    """Return what asks all models at once, and how often it takes the moment.

    Each page that is made asks it: a dozen querysets took a third of the time that a page takes.
    """
    quote, parts, count = connection.ops.quote_name, [], 0
    for model in record_models():
        names = [quote(name) for name in list_moments(model)]
        if names:
            key, table = quote(model._meta.pk.attname), quote(model._meta.db_table)
            later = " OR ".join(f"{name} > %s" for name in names)
            columns = f"'{model._meta.label}', {key}, ARRAY[{', '.join(names)}]"
            parts.append(f"SELECT {columns} FROM {table} WHERE {later}")  # noqa: S608 - our own names
            count += len(names)
    return f"{' UNION ALL '.join(parts)} ORDER BY 1, 2", count


def list_moments(model: type[Model]) -> list[str]:
    """Return the columns of a model that hold such moments."""
    declared = [*getattr(model, "embargoes", ()), *getattr(model, "expiries", ())]
    if issubclass(model, Content):
        declared += MOMENTS
    columns = {field.name for field in model._meta.fields if isinstance(field, DateTimeField)}
    return [name for name in declared if name in columns]


def find_next_day(since: datetime) -> datetime | None:
    """Return the next midnight at which an event is begun or over; None where none is to come.

    An event's first and last day end at the midnight after them, which the last of all days lacks.
    """
    today = timezone.localdate(since)
    names = ("starts_on", "ends_on")
    on = {f"{name}_on": Min(name, filter=Q(**{f"{name}__gt": today})) for name in names}
    past = {f"{name}_past": Min(name, filter=Q(**{f"{name}__gte": today})) for name in names}
    days = Event.objects.order_by().aggregate(**on, **past)
    changes = [
        *(days[name] for name in on if days[name]),
        *(days[name] + timedelta(days=1) for name in past if days[name] not in (None, date.max)),
    ]
    return _midnight_of(min(changes)) if changes else None


def _midnight_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))

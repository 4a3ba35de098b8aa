"""What came of an import, with links to it."""

from collections import Counter
from collections.abc import Iterable
from typing import Any, Final, NamedTuple

from django.db.models import Model
from django.urls import reverse
from django.utils.text import capfirst

from forum.desk.addresses import change_url, list_url, url_name
from forum.desk.base_admin import PageContext, admin_of
from forum.desk.imports.field_values import model_of
from forum.imports.undo import find_waiting_copies
from forum.models import ImportRun, ImportWarning, WorkingCopy
from people.models import Organization, Person
from sessions_app.models import Event

_MOST_ROWS: Final = 400


class CreatedRows(NamedTuple):
    """Rows of one model that an import created: label, and (name, address) of each."""

    label: str
    rows: list[tuple[str, str]]


def result_context(run: ImportRun) -> PageContext:
    """Return what the page of a finished import shows."""
    event = run.event
    findings = run.warnings.filter(resolved_at=None).exclude(level="note")
    return {
        "run": run,
        "event": event,
        "is_waiting": bool(find_waiting_copies(run.changes, WorkingCopy.objects.open())),
        "event_url": change_url(event) if event else "",
        "public_url": admin_of(Event).get_view_on_site_url(event) if event else None,
        "sessions": _sessions(run),
        "made": [
            created
            for model in (Person, Organization)
            if (created := _created_rows(run, model)).rows
        ],
        "written": _count_written(run.changes),
        "open_warnings": findings.none() if run.undone_at else findings,
        "warnings_url": f"{list_url(ImportWarning)}?run__id__exact={run.pk}",
        "run_url": change_url(run),
    }


def _sessions(run: ImportRun) -> list[tuple[str, str]]:
    if run.event is None:
        return []
    sessions = run.event.sessions.order_by("position", "pk")
    return [(str(session), change_url(session)) for session in sessions]


def _created_rows(run: ImportRun, model: type[Model]) -> CreatedRows:
    rows = [
        (change["name"], reverse(url_name(model, "change"), args=[change["pk"]]))
        for change in run.changes
        if change["model"] == model._meta.label_lower
        and change["action"] == "create"
        # The import was undone and the row deleted.
        and change.get("undone") is not True
    ]
    return CreatedRows(str(capfirst(model._meta.verbose_name_plural)), rows[:_MOST_ROWS])


def _count_written(changes: Iterable[dict[str, Any]]) -> list[tuple[str, int, int]]:
    """Return (model in words, created, updated) of each model."""
    count = Counter((change["model"], change["action"]) for change in changes)
    labels = dict.fromkeys(label for label, _action in count)
    return [
        (
            str(capfirst(model_of(label)._meta.verbose_name_plural)),
            count[label, "create"],
            count[label, "update"],
        )
        for label in labels
    ]

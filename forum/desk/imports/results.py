"""What came of an import, with links to it."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse
from django.utils.text import capfirst

from forum.desk.imports.field_values import model_of
from forum.models import ImportRun
from people.models import Organization, Person
from sessions_app.models import Session

_MOST: Final = 400


@dataclass(frozen=True, slots=True)
class Made:
    """Rows of one model that an import wrote: label, and (name, address) of each."""

    label: str
    rows: list[tuple[str, str]]


def context(request: HttpRequest, run: ImportRun) -> dict[str, Any]:
    """Return what the page of a finished import shows."""
    event = run.event
    desk: Any = admin.site.get_model_admin(type(event)) if event else None
    return {
        "run": run,
        "event": event,
        "event_url": _address("sessions_app.event", event.pk) if event else "",
        "public_url": desk.get_view_on_site_url(event) if event else None,
        "sessions": _sessions(run),
        "made": [
            made
            for label in (Person._meta.label_lower, Organization._meta.label_lower)
            if (made := _made(run, label)).rows
        ],
        "written": _written(run.changes),
        "open_warnings": run.warnings.filter(resolved_at=None).exclude(level="note"),
        "warnings_url": reverse("admin:forum_importwarning_changelist")
        + f"?run__id__exact={run.pk}",
        "run_url": reverse("admin:forum_importrun_change", args=[run.pk]),
    }


def _sessions(run: ImportRun) -> list[tuple[str, str]]:
    if run.event is None:
        return []
    found = run.event.sessions.order_by("position", "pk")
    return [(str(one), _address(Session._meta.label_lower, one.pk)) for one in found]


def _made(run: ImportRun, label: str) -> Made:
    rows = [
        (one["name"], _address(label, one["pk"]))
        for one in run.changes
        if one["model"] == label and one["action"] == "create"
    ]
    return Made(str(capfirst(model_of(label)._meta.verbose_name_plural)), rows[:_MOST])


def _written(changes: Iterable[dict[str, Any]]) -> list[tuple[str, int, int]]:
    """Return (model in words, created, updated) of each model."""
    count = Counter((one["model"], one["action"]) for one in changes)
    labels = dict.fromkeys(label for label, _action in count)
    return [
        (
            str(capfirst(model_of(label)._meta.verbose_name_plural)),
            count[label, "create"],
            count[label, "update"],
        )
        for label in labels
    ]


def _address(label: str, pk: int) -> str:
    return reverse(f"admin:{label.replace('.', '_')}_change", args=[pk])

"""The desk's first page: what waits, what changed, what there is."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext

from forum.core.content import Content, column, language_codes
from forum.core.visibility import READINESS
from forum.desk.admin.audit_entries import change_url
from forum.desk.audit_sentences import sentence_of
from forum.desk.translations import addresses
from forum.desk.translations.figures import events_to_do, on_the_whole
from forum.history.revision_list import actor_name
from forum.localization.progress import SEPARATOR
from forum.models import AuditEntry, ImportWarning, KnowledgeProduct, Page, SiteSettings
from forum.permissions.access import IMPORT, may, within
from forum.workflow.unreviewed_edits import waiting
from people.models import Organization, Person
from sessions_app.models import Appearance, Event, Session

SHOWN = 8
SOON = timedelta(days=14)
_WAITING: tuple[type[Content], ...] = (Event, Page, KnowledgeProduct, Person, Organization)
_COUNTED: tuple[type[Any], ...] = (
    Event,
    Session,
    Appearance,
    Person,
    Organization,
    KnowledgeProduct,
)


@dataclass(frozen=True, slots=True)
class Line:
    """Something to open. note: when, or what kind."""

    words: str
    url: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Box:
    """A heading with its lines; more: address of the list that has them all."""

    title: str
    empty: str
    lines: list[Line]
    more: str = ""


def fill(request: HttpRequest, context: dict[str, Any]) -> dict[str, Any]:
    """Add to the dashboard what somebody may see; a constant number of queries."""
    user: Any = request.user
    numbers = [_number(model, user) for model in _COUNTED if _sees(user, model)]
    return {
        **context,
        "boxes": list(_boxes(user)),
        "numbers": numbers,
        "is_empty": not any(one[1] for one in numbers),
        "start": _beginnings(user),
        "public_url": reverse("home"),
    }


def _boxes(user: Any) -> Iterator[Box]:
    yield Box(gettext("In review"), gettext("Nothing waits for a review."), _in_review(user))
    if required := SiteSettings.current().reviews:
        yield Box(
            gettext("Changed since the last review"),
            gettext("Nothing was changed after its review."),
            _changed_later(user, required),
        )
    yield Box(gettext("Scheduled soon"), gettext("Nothing is scheduled."), _scheduled(user))
    if _sees(user, Event):
        yield Box(
            gettext("To translate"),
            gettext("Nothing is left to translate."),
            _translations(user),
            addresses.board(),
        )
    if _sees(user, ImportWarning):
        yield Box(
            gettext("Open import warnings"),
            gettext("Every warning is settled."),
            _warnings(),
            f"{_list_of(ImportWarning)}?resolved_at__isempty=1",
        )
    if _sees(user, Appearance):
        yield Box(
            gettext("Sent for clearance, no answer yet"),
            gettext("No text waits for an answer."),
            _clearances(user),
        )
    if user.has_perm("forum.view_auditentry"):
        yield Box(
            gettext("Recent changes"), gettext("Nobody has changed anything yet."), _changes(),
            _list_of(AuditEntry),
        )  # fmt: skip


def _sees(user: Any, model: type[Any]) -> bool:
    app, name = model._meta.app_label, model._meta.model_name
    return any(user.has_perm(f"{app}.{act}_{name}") for act in ("view", "change"))


def _in_review(user: Any) -> list[Line]:
    found = (
        one
        for model in _WAITING
        if _sees(user, model)
        for one in within(user, _brief(model)).in_review().order_by("updated")[:SHOWN]
    )
    return [_line(one, one.updated) for one in sorted(found, key=lambda one: one.updated)][:SHOWN]


def _changed_later(user: Any, required: int) -> list[Line]:
    """Return what was edited after its review, with who edited last and when."""
    found = [
        one
        for model in _WAITING
        if _sees(user, model)
        for one in waiting(within(user, _brief(model)), required)[:SHOWN]
    ]
    found = sorted(found, key=lambda one: one.later, reverse=True)[:SHOWN]
    edits = AuditEntry.objects.select_related("actor").in_bulk([one.later for one in found])
    return [_line(one, edits[one.later].at, _who(edits[one.later])) for one in found]


def _who(entry: AuditEntry) -> str:
    return actor_name(entry) or gettext("by a command")


def _scheduled(user: Any) -> list[Line]:
    soon = timezone.now() + SOON
    found = (
        one
        for model in _WAITING
        if _sees(user, model)
        for one in within(user, _brief(model)).scheduled(soon)
    )
    moments = {one: min(one.schedule.values()) for one in found}
    return [_line(one, at) for one, at in sorted(moments.items(), key=lambda pair: pair[1])][:SHOWN]


def _brief(model: type[Any]) -> Any:
    field = model.main_fields[0]
    texts = (field, *(column(field, code) for code in language_codes()))
    return model._default_manager.only("slug", "updated", *READINESS, *texts)


def _warnings() -> list[Line]:
    found = ImportWarning.objects.filter(resolved_at=None).exclude(level="note")
    rows = found.select_related("run").defer("run__record", "run__changes").order_by("-pk")
    return [Line(one.message, _change(one), one.run.source) for one in rows[:SHOWN]]


def _translations(user: Any) -> list[Line]:
    """Return the amount to do in each language, then the events that it is in, the next first."""
    whole = [
        Line(one.progress.head, one.url, SEPARATOR.join(one.notes)) for one in on_the_whole(user)
    ]
    events = events_to_do(user, SHOWN) if whole else []
    return whole + [
        Line(
            str(event),
            lines[0].url,
            SEPARATOR.join([_day(event), *(str(one.progress) for one in lines)]),
        )
        for event, lines in events
    ]


def _day(event: Event) -> str:
    return event.starts_on.isoformat() if event.starts_on else gettext("no date yet")


def _clearances(user: Any) -> list[Line]:
    sent = Q()
    for code in language_codes():
        sent |= Q(**{column("clearance", code): Appearance.Clearance.SENT})
    rows = within(user, Appearance.objects.filter(sent)).select_related("person", "session__event")
    return [
        Line(str(one.person), _change(one), str(one.session.event))
        for one in rows.order_by("updated")[:SHOWN]
    ]


def _changes() -> list[Line]:
    entries = AuditEntry.objects.exclude(action=AuditEntry.Action.BASELINE)
    rows = entries.select_related("actor", "content_type").latest_first()
    return [
        Line(
            entry.name,
            change_url(entry),
            f"{_who(entry)} · {_when(entry.at)} · {_what(entry)}",
        )
        for entry in rows[:SHOWN]
    ]


def _what(entry: AuditEntry) -> str:
    return sentence_of(entry) or entry.get_action_display()


def _number(model: type[Any], user: Any) -> tuple[str, int, str]:
    name = capfirst(str(model._meta.verbose_name_plural))
    return name, within(user, model._default_manager.all()).count(), _list_of(model)


def _beginnings(user: Any) -> list[Line]:
    """Return how to begin, of what somebody may do."""
    found = []
    if may(user, IMPORT):
        found.append(Line(gettext("Import a record"), _list_of_app("importrun")))
    for model, words in ((Event, gettext("Add an event")), (Person, gettext("Add a person"))):
        name = f"{model._meta.app_label}.add_{model._meta.model_name}"
        if user.has_perm(name):
            url = f"admin:{model._meta.app_label}_{model._meta.model_name}_add"
            found.append(Line(words, reverse(url)))
    return found


def _list_of_app(name: str) -> str:
    return reverse(f"admin:forum_{name}_changelist")


def _list_of(model: type[Any]) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")


def _change(record: Any) -> str:
    meta = record._meta
    return reverse(f"admin:{meta.app_label}_{meta.model_name}_change", args=[record.pk])


def _line(record: Any, moment: Any, who: str = "") -> Line:
    kind = capfirst(str(record._meta.verbose_name))
    note = " · ".join(word for word in (kind, who, _when(moment)) if word)
    return Line(str(record), _change(record), note)


def _when(moment: Any) -> str:
    return timezone.localtime(moment).strftime("%Y-%m-%d %H:%M")

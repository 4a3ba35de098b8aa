"""The desk's first page: what waits, what changed, what there is."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import Model, Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import localize
from django.utils.text import capfirst
from django.utils.translation import gettext

from forum.core.content import Content, column, language_codes
from forum.core.record_names import full_name
from forum.desk import my_work
from forum.desk.addresses import change_url, list_url, url_name
from forum.desk.admin.audit_entries import entry_url
from forum.desk.audit_sentences import sentence_of
from forum.desk.autosaves import list_offers
from forum.desk.base_admin import PageContext, staff_of
from forum.desk.translations.progress_figures import board_url, progress_of_site
from forum.history.revision_list import actor_name
from forum.localization.progress import SEPARATOR
from forum.models import (
    AuditEntry,
    ImportUpload,
    KnowledgeProduct,
    WorkingCopy,
)
from forum.permissions.access import (
    IMPORT,
    has_model_right,
    is_helper,
    may,
    roles,
    sees_model,
    visible_entries,
    within,
)
from forum.permissions.roles import TRANSLATOR
from forum.workflow.unreviewed_edits import list_waiting_edits
from people.models import Organization, Person, User
from sessions_app.models import Appearance, Event, Session

MOST_LINES = 8
COUNTED_MODELS: tuple[type[Model], ...] = (
    Event,
    Session,
    Appearance,
    Person,
    Organization,
    KnowledgeProduct,
)


class DashboardLine(NamedTuple):
    """Something to open. note: when, or what kind."""

    words: str
    url: str
    note: str = ""


class DashboardBox(NamedTuple):
    """A heading with its lines; more: address of the list that has them all."""

    title: str
    empty: str
    lines: list[DashboardLine]
    more: str = ""


def fill(request: HttpRequest, context: PageContext) -> PageContext:
    """Add to the dashboard what somebody may see; a constant number of queries."""
    user = staff_of(request)
    pending = my_work.PendingRecords(user)
    numbers = [_count_of(model, user) for model in COUNTED_MODELS if sees_model(user, model)]
    return {
        **context,
        "work": my_work.list_work(pending),
        "boxes": list(_boxes(pending)),
        "numbers": numbers,
        "is_empty": not any(count for _name, count, _url in numbers),
        "helps_with_nothing": is_helper(user) and not user.event_access.exists(),
        "start": _first_steps(user),
        "public_url": reverse("home"),
    }


def _boxes(pending: my_work.PendingRecords) -> Iterator[DashboardBox]:
    user = pending.user
    if unsaved := list_offers(user, MOST_LINES):
        lines = [DashboardLine(offer.title, offer.autosave.page, offer.when) for offer in unsaved]
        yield DashboardBox(gettext("Typed and not saved"), "", lines, reverse("autosaves"))
    if roles(user) == {TRANSLATOR}:
        yield _translations(user)
        return
    yield DashboardBox(
        gettext("In review"), gettext("Nothing waits for a review."), _records_in_review(pending)
    )
    yield DashboardBox(
        gettext("Working copies"),
        gettext("No public record is being changed."),
        _working_copies(pending),
        reverse("working-copies"),
    )
    if required := pending.required_reviews:
        yield DashboardBox(
            gettext("Changed since the last review"),
            gettext("Nothing was changed after its review."),
            _unreviewed_edits(user, required),
        )
    if sees_model(user, Event):
        yield _translations(user)
    if sees_model(user, Appearance):
        yield DashboardBox(
            gettext("Sent for clearance, no answer yet"),
            gettext("No text waits for an answer."),
            _sent_for_clearance(user),
        )
    if user.has_perm("forum.view_auditentry"):
        yield DashboardBox(
            gettext("Recent changes"),
            gettext("Nobody has changed anything yet."),
            _recent_changes(user),
            list_url(AuditEntry),
        )


def _translations(user: User) -> DashboardBox:
    """Return how much there is to translate into each language; the events stand in the work."""
    lines = [
        DashboardLine(line.progress.head, line.url, SEPARATOR.join(line.notes))
        for line in progress_of_site(user)
    ]
    empty = gettext("Nothing is left to translate.")
    return DashboardBox(gettext("Translations"), empty, lines, board_url())


def _records_in_review(pending: my_work.PendingRecords) -> list[DashboardLine]:
    """Return the records that wait for a review, of those that are public their working copies."""
    records = [(record, record.updated) for record in pending.in_review]
    visible = set(pending.visible_copies)
    # Any: of whatever model.
    submitted: list[tuple[Any, datetime]] = [
        (copy.object, turn.submission.at) for copy, turn in pending.rounds if copy in visible
    ]
    return _lines([*records, *submitted])


def _working_copies(pending: my_work.PendingRecords) -> list[DashboardLine]:
    """Return the working copies of what somebody sees, the latest first."""
    copies = sorted(
        pending.visible_copies, key=lambda copy: (copy.changed_at, copy.pk), reverse=True
    )
    # Any: of whatever model.
    records: list[tuple[Any, WorkingCopy]] = [(copy.object, copy) for copy in copies[:MOST_LINES]]
    return [
        DashboardLine(
            full_name(record),
            change_url(record),
            f"{capfirst(record._meta.verbose_name)} · {copy.changed_by or gettext('by a command')}",
        )
        for record, copy in records
    ]


def _lines(records: Iterable[tuple[Content, datetime]]) -> list[DashboardLine]:
    """Return the first lines of records with their moments."""
    ordered = sorted(records, key=lambda pair: pair[1])[:MOST_LINES]
    return [_record_line(record, moment) for record, moment in ordered]


def _unreviewed_edits(user: User, required: int) -> list[DashboardLine]:
    """Return what was edited after its review, with who edited last and when."""
    # Any: ``waiting`` annotates the records with the key of their latest revision.
    records: list[Any] = [
        record
        for queryset in my_work.reviewed_querysets(user)
        for record in list_waiting_edits(queryset, required)[:MOST_LINES]
    ]
    records = sorted(records, key=lambda record: record.later, reverse=True)[:MOST_LINES]
    keys = [record.later for record in records]
    edits = AuditEntry.objects.select_related("actor").in_bulk(keys)
    return [
        _record_line(record, edits[record.later].at, _actor(edits[record.later]))
        for record in records
    ]


def _actor(entry: AuditEntry) -> str:
    return actor_name(entry) or gettext("by a command")


def _sent_for_clearance(user: User) -> list[DashboardLine]:
    sent = Q()
    for code in language_codes():
        sent |= Q(**{column("clearance", code): Appearance.Clearance.SENT})
    rows = within(user, Appearance.objects.filter(sent)).select_related("person", "session__event")
    return [
        DashboardLine(str(appearance.person), change_url(appearance), str(appearance.session.event))
        for appearance in rows.order_by("updated")[:MOST_LINES]
    ]


def _recent_changes(user: User) -> list[DashboardLine]:
    entries = AuditEntry.objects.exclude(action=AuditEntry.Action.BASELINE).latest_first()
    rows = visible_entries(user, entries).select_related("actor", "content_type")
    return [
        DashboardLine(
            entry.name,
            entry_url(entry),
            " · ".join((_actor(entry), _minute(entry.at), sentence_of(entry) or entry.act)),
        )
        for entry in rows[:MOST_LINES]
    ]


def _count_of(model: type[Model], user: User) -> tuple[str, int, str]:
    """Return what a model is called, how many records somebody sees, and where they are listed."""
    name = capfirst(str(model._meta.verbose_name_plural))
    return name, within(user, model._default_manager.all()).count(), list_url(model)


def _first_steps(user: User) -> list[DashboardLine]:
    """Return how to begin, of what somebody may do."""
    steps = []
    if may(user, IMPORT):
        steps.append(DashboardLine(gettext("Import a record"), list_url(ImportUpload)))
    for model, words in ((Event, gettext("Add an event")), (Person, gettext("Add a person"))):
        if has_model_right(user, "add", model):
            steps.append(DashboardLine(words, reverse(url_name(model, "add"))))
    return steps


def _record_line(record: Model, moment: datetime, author: str = "") -> DashboardLine:
    kind = capfirst(str(record._meta.verbose_name))
    note = " · ".join(part for part in (kind, author, _minute(moment)) if part)
    return DashboardLine(str(record), change_url(record), note)


def _minute(moment: datetime) -> str:
    return str(localize(timezone.localtime(moment)))

"""The schedule of an event is cancelled, and with it that of what was to be published with it."""

from contextlib import nullcontext
from dataclasses import dataclass, field

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils.translation import gettext

from forum.core.content import Content, column
from forum.history.working_copies.tables_with_copies import staged
from forum.models import WorkingCopy
from forum.permissions.access import REVIEW, may
from forum.workflow import copy_steps, record_steps
from forum.workflow.check_data import read_named
from forum.workflow.coming_events import read_coming_names
from forum.workflow.copy_steps import scheduled_moments
from forum.workflow.package import copies_of, moments_of, records_named, records_needed
from people.models import User
from sessions_app.models import Event


@dataclass(slots=True)
class Cancellation:
    """What was cancelled with an event. remaining: what stays scheduled, each with the reason.

    ends_change: whether a change of the event itself is scheduled no more; changed: the records
    with a change that is scheduled no more, whenever it was due.
    """

    records: list[Content] = field(default_factory=list)
    remaining: dict[Content, str] = field(default_factory=dict)
    ends_change: bool = False
    changed: list[Content] = field(default_factory=list)


@transaction.atomic
def cancel_with_package(
    event: Event, by: User, language: str, copy: WorkingCopy | None = None
) -> Cancellation:
    """Cancel a language of an event's schedule, and of what was scheduled with it. Raises Refused.

    That is what the event names and is due at the very same moment, be it a record or a change of
    one. copy: the event's own, where that is what is scheduled.
    """
    moment = (scheduled_moments(copy) if copy else event.schedule).get(language)
    with staged([copy]) if copy else nullcontext():
        material = read_named(event)
        named, needed = records_named(event, material), records_needed(material)
    cancellation = Cancellation()
    if copy:
        copy_steps.cancel_copy_schedule(copy, by, language)
    else:
        cancellation.ends_change = record_steps.cancel_schedule(event, by, language)
    if moment is None:  # that of a working copy that was refused is over
        return cancellation
    copies = copies_of(named)
    coming = read_coming_names(language, moment)
    for model, records in named.items():
        kind = ContentType.objects.get_for_model(model).pk
        for record in records:
            changes = copies.get((kind, record.pk))
            code = _language_with(record, language) if record in needed else language
            if (code, moment) not in moments_of(record, changes):
                continue
            if reason := _why_not_cancel(record, by, coming.event_of(record)):
                cancellation.remaining[record] = reason
                continue
            # With a record's own schedule goes that of its working copy.
            if record.schedule.get(code) == moment:
                if record_steps.cancel_schedule(record, by, code):
                    cancellation.changed.append(record)
            elif changes and scheduled_moments(changes).get(code) == moment:
                copy_steps.cancel_copy_schedule(changes, by, code)
            cancellation.records.append(record)
    return cancellation


def _language_with(record: Content, language: str) -> str:
    """Return the language that a name is scheduled in with an event's: maybe its only one."""
    if getattr(record, column("name", language)):
        return language
    return next(iter(record.schedule), language)


def _why_not_cancel(record: Content, by: User, event: Event | None) -> str:
    """Return why a record stays scheduled, "" if it does not. event: one that it is due with."""
    if event:
        return gettext("“%(event)s” is scheduled and names it.") % {"event": event}
    if not may(by, REVIEW, record):
        return gettext("Your role does not include publishing it.")
    return ""

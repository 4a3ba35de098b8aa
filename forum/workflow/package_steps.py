"""The steps of a package: submitted, reviewed and published with the event, in one transaction.

Each record takes the same steps as alone; a refusal bears the name of the record that it is about.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext

from forum.core.content import Content
from forum.history.corrections.changed import Changed
from forum.models import PackageChoice
from forum.permissions.access import REVIEW, has_model_right, may, reaches
from forum.workflow import copy_steps, record_steps
from forum.workflow.copy_steps import scheduled_moments
from forum.workflow.package import Package, PackageItem
from forum.workflow.record_steps import Refused
from forum.workflow.step_labels import moment
from people.models import User
from sessions_app.models import Event


def why_not_act(user: User, item: PackageItem) -> str:
    """Return why somebody may not review or publish a record of the package, "" if they may."""
    if may(user, REVIEW, item.record):
        return ""
    return gettext("Your role does not include publishing it.")


def why_not_choose(user: User, item: PackageItem, *, is_left_out: bool) -> str:
    """Return why somebody may not say whether a record goes with an event, "" if they may.

    What would be deleted or merged, or go before its own moment, is said by who publishes it.
    """
    if not is_left_out and (item.is_proposed or item.own_moments):
        return why_not_act(user, item)
    if has_model_right(user, "change", item.record) and reaches(user, item.record):
        return ""
    return gettext("Your role does not include changing it.")


@transaction.atomic
def submit_package(package: Package, by: User, note: str = "") -> None:
    """Ask for the reviews of what goes with an event, unless it waits for one already."""
    for item in package.going:
        missing = [code for code in item.languages if code not in item.progress.approved]
        if item.progress.waiting or not (missing or not item.progress.required):
            continue
        if not reaches(by, item.record):
            continue
        with _naming(item):
            if item.copy:
                copy_steps.submit_copy(item.copy, by, missing or item.languages, note)
            elif not item.record.is_in_review:
                record_steps.submit(item.record, by, missing or item.languages, note)


@transaction.atomic
def approve_package(package: Package, by: User, languages: Sequence[str], note: str = "") -> None:
    """Give the review that is due to each record that goes with an event. Raises Refused.

    languages: those in which the event is approved. What was submitted in others too is approved
    by itself.
    """
    for item in package.items:
        if not item.is_reviewed_with(languages):
            continue
        with _naming(item):
            if reason := why_not_act(by, item):
                raise Refused(reason)
            token = item.progress.version_token
            if item.copy:
                copy_steps.approve_copy(item.copy, by, note, token)
            else:
                record_steps.approve(item.record, by, note, token)


@dataclass(frozen=True, slots=True)
class Publication:
    """What came of a package. published: how many records it published or scheduled.

    waiting: what goes on waiting for moments of its own, each with the first of these.
    """

    published: int
    waiting: list[tuple[Content, datetime]]


@transaction.atomic
def publish_package(package: Package, by: User, at: datetime | None = None) -> Publication:
    """Publish what goes with an event, now or at a time. Raises Refused."""
    published = 0
    # Asked before: what is scheduled with the event waits for no other moment any more.
    waiting = {item.key: _own_moments(item, at) for item in package.items}
    for item in package.going:
        with _naming(item):
            if reason := why_not_act(by, item) or _why_not_before_its_moment(item, at):
                raise Refused(reason)
            token, coming = item.progress.version_token, list_scheduled_after(item, at)
            if coming and item.copy:
                # A later moment of its own was asked about.
                copy_steps.publish_copy(item.copy, by, coming, at, token, ends_embargo=True)
            elif coming:
                record_steps.publish(item.record, by, coming, at, token)
            published += bool(coming) or at in {when for _code, when in item.moments}
    waiting_records = [
        (item.record, min(waiting[item.key])) for item in package.items if waiting[item.key]
    ]
    return Publication(published, waiting_records)


def _own_moments(item: PackageItem, at: datetime | None) -> list[datetime]:
    """Return the moments of its own that a record goes on waiting for."""
    coming = list_scheduled_after(item, at) if item.goes else []
    return [when for code, when in item.moments if when != at and code not in coming]


def _why_not_before_its_moment(item: PackageItem, at: datetime | None) -> str:
    """Return why a record waits for a moment that is set for it, "" if it is not passed."""
    moments = [when for code, when in item.own_moments if code in item.languages]
    passed = [when for when in moments if at is None or when > at]
    if not passed:
        return ""
    words = gettext(
        "It is scheduled for %(moment)s by itself. Choose “Publish with it” beside its name if it "
        "is to be published with the event before that."
    )
    return words % {"moment": moment(min(passed))}


def list_scheduled_after(item: PackageItem, at: datetime | None) -> list[str]:
    """Return the languages that a record does not have by the package's moment already.

    Another event may name it before: whoever waits for an earlier moment keeps it. A change of a
    language that is hidden until later is not seen before that.
    """
    if at is None:
        return item.languages
    moments = _public_moments(item)
    return [code for code in item.languages if code not in moments or moments[code] > at]


def _public_moments(item: PackageItem) -> dict[str, datetime]:
    """Return the moments from which on the public sees the languages that are scheduled."""
    schedule, copy = item.record.schedule, item.copy
    if copy is None:
        return schedule
    hidden = {code: at for code, at in schedule.items() if code not in copy.embargoes_ended}
    return {code: max(at, hidden.get(code, at)) for code, at in scheduled_moments(copy).items()}


def changes_of_package(package: Package, at: datetime | None = None) -> list[Changed]:
    """Return the public texts that publishing the package, now or at a time, would change."""
    return [
        change
        for item in package.going
        if item.copy
        for change in copy_steps.published_changes(item.copy, list_scheduled_after(item, at))
    ]


def choose(event: Event, item: PackageItem, by: User, *, is_left_out: bool) -> None:
    """Choose whether a record that an event names is published with it."""
    moments = sorted([code, when.isoformat()] for code, when in item.moments)
    PackageChoice.objects.update_or_create(
        event=event,
        content_type=item.key.kind,
        object_id=item.key.pk,
        defaults={"by": by, "is_left_out": is_left_out, "moments": moments},
    )


@contextmanager
def _naming(item: PackageItem) -> Iterator[None]:
    """Add the record's name to a refusal."""
    try:
        yield
    except Refused as refused:
        words = {"name": item.record, "why": refused}
        raise Refused(gettext("“%(name)s”: %(why)s") % words) from refused

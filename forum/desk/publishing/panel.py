"""What the panel on a record's form shows: state, languages, what is missing, what to do."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext

from forum.core.content import Content, column, language_codes
from forum.core.field_labels import name_of
from forum.core.translated import html_lang
from forum.models import Review
from forum.workflow.checks import CheckResult, check_record
from forum.workflow.clearance import is_cleared, list_spoken
from forum.workflow.review_rounds import Progress, progress_of
from forum.workflow.step_labels import moment, names_of, step_name
from forum.workflow.steps import is_down, why_not_approve
from forum.workflow.unreviewed_edits import Later, edited_since_review, why_not_confirm
from sessions_app.models import Event


@dataclass(frozen=True, slots=True)
class Language:
    """A language of the record. note: what its readers meet meanwhile, "" if it is public."""

    code: str
    lang: str
    name: str
    state: str
    note: str
    is_public: bool
    may_withdraw: bool
    may_cancel: bool


@dataclass(frozen=True, slots=True)
class Step:
    """A review. by, at: "" while it is due."""

    name: str
    by: str
    at: str
    is_due: bool


@dataclass(frozen=True, slots=True)
class Choice:
    """A button that publishes. codes: parted by commas; is_blocked: a check keeps it from that."""

    codes: str
    label: str
    is_blocked: bool


@dataclass(frozen=True, slots=True)
class Panel:
    """version_token: of what is shown; why_not_approve, why_not_confirm: "" if this user may.

    later: what was edited since the last review.
    """

    state: str
    version_token: str
    required: int
    languages: list[Language]
    to_submit: list[Language]
    steps: list[Step]
    due: str
    asked_for: str
    why_not_approve: str
    choices: list[Choice]
    may_schedule: bool
    waits_for_reviews: bool
    checks: list[CheckResult]
    clearances: list[tuple[str, str]]
    later: Later | None
    why_not_confirm: str
    history: list[Review]
    may_review: bool
    may_submit: bool


def panel_of(record: Content, user: Any, *, may_change: bool, may_review: bool) -> Panel:
    """Lay the panel out for somebody."""
    progress = progress_of(record)
    shown = [_language(record, progress, code) for code in language_codes()]
    coming = [] if is_down(record) else [one for one in shown if not one.is_public]
    wanted = [one.code for one in coming or shown if _has_name(record, one.code)]
    findings = check_record(record, wanted or [record.source_language])
    later = edited_since_review(record, progress)
    choices = _choices(progress, wanted if coming else [], findings) if may_review else []
    return Panel(
        state=state(record),
        version_token=progress.version_token,
        required=progress.required,
        languages=shown,
        to_submit=[one for one in coming if one.code not in progress.approved],
        steps=_steps(progress),
        due=step_name(progress.step, progress.required),
        asked_for=names_of(progress.open.languages) if progress.open else "",
        why_not_approve=why_not_approve(record, user, progress),
        choices=choices,
        may_schedule=bool(choices),
        waits_for_reviews=bool(coming) and not choices and bool(progress.required),
        checks=findings,
        clearances=_clearances(record) if isinstance(record, Event) else [],
        later=later,
        why_not_confirm=why_not_confirm(later, user),
        history=_history(progress),
        may_review=may_review and may_change,
        may_submit=may_change,
    )


def state(record: Content) -> str:
    """Return the state of a record in words; of a published one with the moment."""
    if not (record.is_published and record.published_at):
        return str(record.get_status_display())
    if record.is_scheduled:
        first = min(record.schedule.values())
        return gettext("Scheduled for %(moment)s") % {"moment": moment(first)}
    return gettext("Published since %(moment)s") % {"moment": moment(record.published_at)}


def _language(record: Content, progress: Progress, code: str) -> Language:
    shown = code in record.page_languages
    return Language(
        code=code,
        lang=html_lang(code),
        name=name_of(code),
        state=_state(record, progress, code),
        note="" if shown else _note(record),
        is_public=shown,
        may_withdraw=shown and len(record.ready_languages) > 1,
        may_cancel=code in record.schedule,
    )


def _state(record: Content, progress: Progress, code: str) -> str:
    if code in record.page_languages:
        return gettext("Published")
    if at := record.schedule.get(code):
        return gettext("Scheduled for %(moment)s") % {"moment": moment(at)}
    if code in record.ready_languages and record.is_offline:
        return gettext("Offline")
    if progress.required and code in progress.approved:
        return gettext("Approved, to be published")
    if progress.open and code in progress.open.languages:
        return gettext("In review")
    return gettext("Not published") if _has_name(record, code) else gettext("No text yet")


def _clearances(event: Event) -> list[tuple[str, str]]:
    """Return for each language how many texts are cleared, and where that is recorded."""
    found = []
    for code in language_codes():
        spoken = list_spoken(event, code)
        numbers = {"cleared": sum(is_cleared(one, code) for one in spoken), "total": len(spoken)}
        words = gettext("%(language)s: %(cleared)d of %(total)d cleared")
        said = words % {"language": name_of(code), **numbers}
        found.append((reverse("clearance", args=[event.pk, code]), said))
    return found


def _note(record: Content) -> str:
    """Return what readers of a language meet that is not public while another one is."""
    if not record.page_languages:
        return ""
    if not record.falls_back:
        return gettext("Stays out of this language.")
    return gettext("Readers are shown the other language, marked.")


def _has_name(record: Any, code: str) -> bool:
    return bool(getattr(record, column(record.main_fields[0], code)))


def _steps(progress: Progress) -> list[Step]:
    """Return the reviews of the open round, or of the latest one that was completed."""
    if not progress.rounds or not progress.required:
        return []
    latest = progress.rounds[-1]
    given = {one.step: one for one in latest.approvals}
    return [
        Step(
            name=step_name(step, progress.required),
            by=str(given[step].by or "") if step in given else "",
            at=moment(given[step].at) if step in given else "",
            is_due=step == progress.step,
        )
        for step in range(1, progress.required + 1)
    ]


def _choices(
    progress: Progress, coming: Sequence[str], findings: Sequence[CheckResult]
) -> list[Choice]:
    codes = [code for code in coming if code in progress.approved]
    sets = [[code] for code in codes] + ([codes] if len(codes) > 1 else [])
    return [Choice(",".join(some), _publish(some), _is_blocked(some, findings)) for some in sets]


def _is_blocked(codes: Sequence[str], findings: Sequence[CheckResult]) -> bool:
    return any(one.is_blocking and one.language in ("", *codes) for one in findings)


def _publish(codes: Sequence[str]) -> str:
    return gettext("Publish %(languages)s") % {"languages": names_of(codes)}


def _history(progress: Progress) -> list[Review]:
    """Return every step that was taken, the latest first."""
    taken = [*progress.confirmations]
    for one in progress.rounds:
        taken += [one.submission, *one.lapsed, *one.approvals]
        taken += [one.returned] if one.returned else []
    return sorted(taken, key=lambda review: (review.at, review.pk), reverse=True)

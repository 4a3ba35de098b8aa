"""What the panel on a record's form shows: state, languages, what is missing, what to do."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext, ngettext

from forum.core.content import Content, column, language_codes
from forum.core.dates import zone_words
from forum.core.field_labels import site_language_name
from forum.core.translated import html_lang
from forum.desk.addresses import url_name
from forum.desk.audit_sentences import reason_of
from forum.desk.publishers import name_publishers
from forum.desk.publishing.package_panel import PackagePanel, package_panel
from forum.history.rows import key_of
from forum.models import AuditEntry, Page, Review, WorkingCopy
from forum.workflow.check_data import CheckData, read_material
from forum.workflow.checks import CheckResult, check_record, check_texts
from forum.workflow.clearance import count_cleared
from forum.workflow.copy_steps import (
    refused_moments,
    scheduled_moments,
    why_not_approve_copy,
)
from forum.workflow.package import Package, is_public_or_due, package_of
from forum.workflow.proposals import why_not_delete
from forum.workflow.record_steps import is_down, why_not_approve
from forum.workflow.review_rounds import (
    Progress,
    languages_of_copy,
    progress_of,
    progress_of_copy,
)
from forum.workflow.step_labels import moment, names_of, step_name
from forum.workflow.unreviewed_edits import Later, edited_since_review, why_not_confirm
from people.models import Named, User
from sessions_app.models import Event


@dataclass(frozen=True, slots=True)
class PanelLanguage:
    """A language of the record. note: what its readers meet meanwhile, "" if it is public.

    is_seen: by the public, until the record's end.
    """

    code: str
    lang: str
    name: str
    state: str
    note: str
    is_public: bool
    is_seen: bool
    may_withdraw: bool
    may_cancel: bool


@dataclass(frozen=True, slots=True)
class ReviewStep:
    """A review. by, at: "" while it is due."""

    name: str
    by: str
    at: str
    is_due: bool


@dataclass(frozen=True, slots=True)
class PublishButton:
    """A button that publishes. codes: parted by commas; is_blocked: a check keeps it from that."""

    codes: str
    label: str
    is_blocked: bool


@dataclass(frozen=True, slots=True)
class Panel:
    """version_token: of what is shown; later: what was edited since the last review; returned: the
    latest return of which a language is still due.

    why_not_approve, why_not_confirm: "" if this user may. is_copy: whether it is about the working
    copy of a record. why_not_publish: what keeps all of it from the public, for everybody.
    """

    state: str
    version_token: str
    required: int
    languages: list[PanelLanguage]
    to_submit: list[PanelLanguage]
    steps: list[ReviewStep]
    due: str
    asked_for: str
    why_not_approve: str
    choices: list[PublishButton]
    may_schedule: bool
    waits_for_reviews: bool
    checks: list[CheckResult]
    clearances: list[tuple[str, str]]
    later: Later | None
    compare_url: str
    why_not_confirm: str
    history: list[Review]
    returned: Review | None
    may_review: bool
    may_submit: bool
    is_copy: bool = False
    why_not_publish: str = ""
    package: PackagePanel | None = None

    @property
    def zone(self) -> str:
        """The time zone of a moment that is typed into it."""
        return zone_words(timezone.get_default_timezone_name(), timezone.localdate())


def panel_of(record: Content, user: User, *, may_change: bool, may_review: bool) -> Panel:
    """Lay the panel out for somebody."""
    progress = progress_of(record)
    languages = [_language(record, progress, code) for code in language_codes()]
    unpublished = [] if is_down(record) else [item for item in languages if not item.is_public]
    codes = [item.code for item in unpublished or languages if _has_name(record, item.code)]
    codes_to_check = codes or [record.source_language]
    material = read_material([record])[record.pk]
    package = package_of(record, codes_to_check, material) if isinstance(record, Event) else None
    findings, open_findings = _findings(record, codes_to_check, package, material)
    later = edited_since_review(record, progress)
    may_publish = bool(may_review and unpublished)
    buttons = _publish_buttons(progress, codes, findings) if may_publish else []
    if may_review and record.page_languages and not unpublished and package and package.going:
        buttons = [PublishButton("", gettext("Publish what it names"), is_blocked=False)]
    buttons = [_with_package(button, package, open_findings) for button in buttons]
    return Panel(
        state=state_in_words(record),
        version_token=progress.version_token,
        required=progress.required,
        languages=languages,
        to_submit=_to_submit(progress, unpublished, codes, may_review=may_review),
        steps=_review_steps(progress),
        due=step_name(progress.step, progress.required),
        asked_for=names_of(progress.waiting.languages) if progress.waiting else "",
        why_not_approve=why_not_approve(record, user, progress),
        choices=buttons,
        may_schedule=bool(buttons and unpublished),
        waits_for_reviews=bool(unpublished) and not buttons and bool(progress.required),
        checks=_list_findings_beside_rows(findings, package),
        clearances=_clearances(record, material) if isinstance(record, Event) else [],
        later=later,
        compare_url=compare_address(record, later) if later else "",
        why_not_confirm=why_not_confirm(later, user),
        history=_history(progress),
        returned=_standing_return(progress),
        may_review=may_review and may_change,
        may_submit=may_change,
        why_not_publish=_who_publishes() if unpublished and not may_review else "",
        package=package_panel(package, material, user, progress) if package else None,
    )


def _to_submit(
    progress: Progress, languages: list[PanelLanguage], codes: list[str], *, may_review: bool
) -> list[PanelLanguage]:
    """Return the languages that somebody may submit. codes: those that have something to submit.

    Where no review is asked for, whoever may not publish still says when a record is ready.
    """
    waiting = [item for item in languages if item.code in codes]
    if progress.required:
        return [item for item in waiting if item.code not in progress.approved]
    return [] if may_review or progress.waiting else waiting


def _who_publishes() -> str:
    """Return in a sentence who can go on where somebody's own role cannot."""
    return name_publishers(gettext("Your role writes and submits. It is published by: %(names)s."))


def panel_of_copy(
    copy: WorkingCopy, record: Content, user: User, *, may_change: bool, may_review: bool
) -> Panel:
    """Lay the panel out for a working copy. record: as that has it, laid over the tables."""
    progress = progress_of_copy(copy, record)
    codes = languages_of_copy(copy, record)
    refused = refused_moments(copy)
    reasons = refusal_reasons(record) if refused else {}
    languages = [
        _copy_language(record, copy, progress, code, is_changed=code in codes)
        if code not in refused
        else _refused_language(code, refused[code], reasons.get(code, ""))
        for code in language_codes()
    ]
    codes_to_check = codes or [record.source_language]
    material = read_material([record])[record.pk]
    package = None
    if isinstance(record, Event) and is_public_or_due(record):
        package = package_of(record, codes_to_check, material)
    findings, open_findings = _findings(record, codes_to_check, package, material)
    buttons = _publish_buttons(progress, codes, findings) if may_review else []
    buttons = [_with_package(button, package, open_findings) for button in buttons]
    return Panel(
        state=gettext("Working copy"),
        version_token=progress.version_token,
        required=progress.required,
        languages=languages,
        to_submit=_to_submit(progress, languages, codes, may_review=may_review),
        steps=_review_steps(progress),
        due=step_name(progress.step, progress.required),
        asked_for=names_of(progress.waiting.languages) if progress.waiting else "",
        why_not_approve=why_not_approve_copy(copy, record, user, progress),
        choices=buttons,
        may_schedule=bool(buttons) and not copy.proposals,
        waits_for_reviews=bool(codes) and not buttons and bool(progress.required),
        checks=_list_findings_beside_rows(findings, package),
        clearances=_clearances(record, material) if isinstance(record, Event) else [],
        later=None,
        compare_url="",
        why_not_confirm="",
        history=_history(progress),
        returned=_standing_return(progress),
        may_review=may_review and may_change,
        may_submit=may_change,
        is_copy=True,
        why_not_publish=_why_nobody_publishes(copy, record, may_review=may_review),
        package=package_panel(package, material, user, progress, copy) if package else None,
    )


def _why_nobody_publishes(copy: WorkingCopy, record: Content, *, may_review: bool) -> str:
    if copy.is_empty:
        return gettext("Nothing differs from what is public.")
    if not may_review:
        return _who_publishes()
    return why_not_delete(record) if copy.proposals.get("deletes") else ""


def _copy_language(
    record: Content, copy: WorkingCopy, progress: Progress, code: str, *, is_changed: bool
) -> PanelLanguage:
    moment_of = scheduled_moments(copy).get(code)
    ends_embargo = bool(moment_of) and code in copy.embargoes_ended
    state = gettext("Changed") if is_changed else gettext("No changes")
    if moment_of:
        state = gettext("Scheduled for %(moment)s") % {"moment": moment(moment_of)}
    elif is_changed and progress.required and code in progress.approved:
        state = gettext("Approved, to be published")
    elif is_changed and progress.waiting and code in progress.waiting.languages:
        state = gettext("In review")
    return PanelLanguage(
        code=code,
        lang=html_lang(code),
        name=site_language_name(code),
        state=state,
        note="" if ends_embargo else _copy_language_note(record, code),
        is_public=False,
        is_seen=False,
        may_withdraw=False,
        may_cancel=moment_of is not None,
    )


def _copy_language_note(record: Content, code: str) -> str:
    if code in record.page_languages:
        return ""
    if at := record.schedule.get(code):
        words = gettext("Its pages are public from %(moment)s on, and not before.")
        return words % {"moment": moment(at)}
    return gettext("Not public in this language yet.")


def _refused_language(code: str, moment_of: datetime, reason: str) -> PanelLanguage:
    words = gettext("Was to be published on %(moment)s, and was refused")
    return PanelLanguage(
        code=code,
        lang=html_lang(code),
        name=site_language_name(code),
        state=words % {"moment": moment(moment_of)},
        note=reason,
        is_public=False,
        is_seen=False,
        may_withdraw=False,
        may_cancel=True,
    )


def refusal_reasons(record: Content) -> dict[str, str]:
    """Return language -> why its scheduled publication was refused the last time."""
    entries = AuditEntry.objects.about(record).filter(action=AuditEntry.Action.COPY_REFUSED)
    return {
        code: reason_of(entry, get_language() or "")
        for entry in entries.order_by("at", "pk")
        for code in entry.params["languages"]
    }


def state_in_words(record: Content) -> str:
    """Return the state of a record in words; of a published one with the moment."""
    if not (record.is_published and record.published_at):
        return str(record.get_status_display())
    if record.is_scheduled:
        first = min(record.schedule.values())
        return gettext("Scheduled for %(moment)s") % {"moment": moment(first)}
    since = moment(record.published_at)
    if not isinstance(record, Page) or record.expires_at is None:
        return gettext("Published since %(moment)s") % {"moment": since}
    end = moment(record.expires_at)
    if record.has_expired:
        return gettext("Expired on %(end)s: nobody sees it") % {"end": end}
    return gettext("Published since %(moment)s, until %(end)s") % {"moment": since, "end": end}


def _language(record: Content, progress: Progress, code: str) -> PanelLanguage:
    is_public = code in record.page_languages
    return PanelLanguage(
        code=code,
        lang=html_lang(code),
        name=site_language_name(code),
        state=_language_state(record, progress, code),
        note="" if is_public else _fallback_note(record),
        is_public=is_public,
        is_seen=is_public and not record.has_expired,
        may_withdraw=is_public and len(record.ready_languages) > 1,
        may_cancel=code in record.schedule,
    )


def _language_state(record: Content, progress: Progress, code: str) -> str:
    if code in record.page_languages:
        return gettext("Expired") if record.has_expired else gettext("Published")
    if at := record.schedule.get(code):
        return gettext("Scheduled for %(moment)s") % {"moment": moment(at)}
    if code in record.ready_languages and record.is_offline:
        return gettext("Offline")
    if progress.required and code in progress.approved:
        return gettext("Approved, to be published")
    if progress.waiting and code in progress.waiting.languages:
        return gettext("In review")
    return gettext("Not published") if _has_name(record, code) else gettext("No text yet")


def _clearances(event: Event, material: CheckData) -> list[tuple[str, str]]:
    """Return for each language with texts how many are cleared, and where that is recorded."""
    links = []
    for code, (cleared, total) in count_cleared(material.appearances).items():
        if not total:
            continue
        words = gettext("%(language)s: %(cleared)d of %(total)d cleared") % {
            "language": site_language_name(code), "cleared": cleared, "total": total,
        }  # fmt: skip
        links.append((reverse("clearance", args=[event.pk, code]), words))
    return links


def _fallback_note(record: Content) -> str:
    """Return what readers of a language meet that is not public while another one is."""
    if not record.page_languages:
        return ""
    if not record.falls_back:
        return gettext("Stays out of this language.")
    return gettext("Readers are shown the other language, marked.")


def _has_name(record: Content, code: str) -> bool:
    return bool(getattr(record, column(record.main_fields[0], code)))


def _review_steps(progress: Progress) -> list[ReviewStep]:
    """Return the reviews of the open round, or of the latest one that was completed."""
    if not progress.rounds or not progress.required:
        return []
    latest = progress.rounds[-1]
    approvals = {approval.step: approval for approval in latest.approvals}
    return [
        ReviewStep(
            name=step_name(step, progress.required),
            by=str(approvals[step].by or "") if step in approvals else "",
            at=moment(approvals[step].at) if step in approvals else "",
            is_due=step == progress.step,
        )
        for step in range(1, progress.required + 1)
    ]


def _publish_buttons(
    progress: Progress, codes: Sequence[str], findings: Sequence[CheckResult]
) -> list[PublishButton]:
    """Return a button for each language that may be published, and one for all of them."""
    approved = [code for code in codes if code in progress.approved]
    choices = [[code] for code in approved] + ([approved] if len(approved) > 1 else [])
    return [
        PublishButton(
            codes=",".join(choice),
            label=gettext("Publish %(languages)s") % {"languages": names_of(choice)},
            is_blocked=any(
                finding.is_blocking and finding.language in ("", *choice) for finding in findings
            ),
        )
        for choice in choices
    ]


def _findings(
    record: Content, codes: Sequence[str], package: Package | None, material: CheckData
) -> tuple[list[CheckResult], int]:
    """Return what the checks say, and how many findings of imports are open.

    Who has no public name yet and is published with the event keeps it from nothing. What the other
    languages lack is said all the same, whichever of them is public already or unchanged.
    """
    others = [code for code in language_codes() if code not in codes and _has_name(record, code)]
    missing = [check for check in check_texts(record, others) if not check.is_blocking]
    findings = [
        check
        for check in check_record(record, codes, material)
        if not (
            package
            and check.is_blocking
            and isinstance(check.subject, Named)
            and check.subject != record
            and package.names(check.subject)
        )
    ]
    findings = sorted([*missing, *findings], key=lambda check: not check.is_blocking)
    return findings, sum(number for _level, _run, number, _latest in material.findings)


def _list_findings_beside_rows(
    findings: Sequence[CheckResult], package: Package | None
) -> list[CheckResult]:
    """Return the findings but for those about records that the package lists with their problem."""
    listed = {item.key for item in package.items} if package else set()
    return [
        check
        for check in findings
        if not (isinstance(check.subject, Named) and check.is_blocking)
        or key_of(check.subject) not in listed
    ]


def _with_package(
    button: PublishButton, package: Package | None, open_findings: int
) -> PublishButton:
    """Let a button say what is published with it, and how much is not settled."""
    if package is None:
        return button
    codes = button.codes.split(",") if button.codes else []
    label, count = button.label, package.count_going(codes)
    if count and not codes:
        words = ngettext(
            "Publish the %(count)d record that it names",
            "Publish the %(count)d records that it names",
            count,
        )
        label = words % {"count": count}
    elif count:
        words = ngettext(
            "%(label)s, with %(count)d record", "%(label)s, with %(count)d records", count
        )
        label = words % {"label": label, "count": count}
    if open_findings:
        words = ngettext(
            "%(label)s (%(count)d open finding)",
            "%(label)s (%(count)d open findings)",
            open_findings,
        )
        label = words % {"label": label, "count": open_findings}
    return PublishButton(button.codes, label, button.is_blocked or bool(package.reasons))


def compare_address(record: Content, later: Later) -> str:
    """Return the address of what was reviewed last beside what is stored."""
    url = reverse(url_name(record, "compare"), args=[record.pk])
    return f"{url}?old={later.reviewed}&new=now"


def _standing_return(progress: Progress) -> Review | None:
    """Return the latest return of which a language is still due."""
    returns = [turn.returned.pk for turn in progress.rounds if turn.returned]
    standing = Review.objects.filter(pk__in=returns).standing_returns()
    return standing.select_related("by").last()


def _history(progress: Progress) -> list[Review]:
    """Return every step that was taken, the latest first."""
    reviews = [*progress.confirmations]
    for review_round in progress.rounds:
        reviews += [review_round.submission, *review_round.lapsed, *review_round.approvals]
        reviews += [review_round.returned] if review_round.returned else []
    return sorted(reviews, key=lambda review: (review.at, review.pk), reverse=True)

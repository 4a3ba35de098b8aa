"""Publishing and reviewing several records of a list: what would come of each is shown first."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext, ngettext

from forum.core.content import Content, language_codes
from forum.core.field_labels import site_language_name
from forum.core.translated import html_lang
from forum.desk import bulk_actions
from forum.desk.addresses import change_url, open_findings_url
from forum.desk.base_admin import DeskAdmin, staff_of, why_too_long
from forum.desk.bulk_actions import Acted
from forum.desk.unsaved_texts import find_unsaved_texts
from forum.history.rows import key_of
from forum.history.version_token import OvertakenError
from forum.history.working_copies.store import open_copy
from forum.permissions.access import PUBLISH, REVIEW, may
from forum.workflow import record_steps
from forum.workflow.authorship import editors_of_all
from forum.workflow.check_data import CheckData, add_findings_naming, read_material
from forum.workflow.checks import CheckResult, check_record
from forum.workflow.open_findings import (
    FINDINGS_SEEN,
    AskAboutFindings,
    names_in_findings,
    require_agreement,
)
from forum.workflow.record_steps import Refused, is_down, why_not_approve, why_not_publish
from forum.workflow.review_rounds import Progress, progress_of_all
from forum.workflow.step_labels import names_of, step_name
from people.models import User

# Characters of what a reviewer says with a review.
LONGEST_NOTE: Final = 2000


@dataclass(frozen=True, slots=True)
class Prospect:
    """What would come of publishing a record in a language.

    state: in a word or two; goes: whether it would be published; reasons: what keeps it from that.
    """

    state: str
    goes: bool
    reasons: list[CheckResult]


@dataclass(frozen=True, slots=True)
class PublishRow:
    """A record that was chosen.

    advice: findings that keep nothing from the public; unsaved: who typed what is not saved.
    open_findings: of its imports; seen: the key of the latest, which is sent where somebody agrees.
    """

    name: str
    url: str
    prospects: list[Prospect]
    advice: list[CheckResult]
    unsaved: list[str]
    open_findings: int
    findings_url: str
    seen: int

    @property
    def asks(self) -> bool:
        """Whether somebody is to agree before it is published."""
        return bool(self.seen) and any(prospect.goes for prospect in self.prospects)


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """A record that was chosen. asked_for, step, by: "" where no review is due; why_not: "".

    unsaved: who typed what is not saved.
    """

    name: str
    url: str
    asked_for: str
    step: str
    by: str
    note: str
    why_not: str
    unsaved: list[str]


def publish_several(
    model_admin: DeskAdmin, request: HttpRequest, queryset: QuerySet[Content]
) -> HttpResponse | None:
    """Show what would be published of the chosen records; once it is confirmed publish that."""
    if not bulk_actions.is_confirmed(request):
        if bulk_actions.refuse_too_many(model_admin, request, queryset):
            return None
        return _publish_page(model_admin, request, queryset)
    codes = [code for code in language_codes() if code in request.POST.getlist("languages")]
    if not codes:
        keys = bulk_actions.sent_tokens(request)
        records = model_admin.get_queryset(request).filter(pk__in=keys)
        refusal = gettext("Choose at least one language.")
        return _publish_page(model_admin, request, records, refusal)
    user, seen = staff_of(request), request.POST.getlist(FINDINGS_SEEN)

    def publish(record: Content, _token: str) -> Acted:
        return _publish(record, user, codes, seen)

    outcome = bulk_actions.carry_out(model_admin, request, publish)
    count = len(outcome.done)
    message = ngettext("%(count)d record published.", "%(count)d records published.", count)
    bulk_actions.report_outcome(model_admin, request, outcome, message)
    return None


def _publish(record: Content, by: User, codes: Sequence[str], seen: Sequence[str]) -> Acted:
    """Publish a record in those of some languages that nothing keeps from the public.

    seen: keys of the latest findings of imports that somebody agreed to leave open.
    """
    if not may(by, PUBLISH, record):
        return Acted(False, (gettext("Your role does not include publishing it."),))
    coming = [code for code in codes if not _is_public_in(record, code)] or codes
    publishable = [code for code in coming if not why_not_publish(record, [code])]
    blocked = [code for code in coming if code not in publishable]
    reasons = [why_not_publish(record, blocked)] if blocked else []
    if open_copy(key_of(record)):
        reasons.append(gettext("Its working copy is published on its own page."))
    try:
        if publishable:
            require_agreement(record, seen)
            record_steps.publish(record, by, publishable)
    except (OvertakenError, Refused) as refused:
        return Acted(False, (str(refused),))
    except AskAboutFindings:
        reason = gettext(
            "Findings of its imports are open: tick “Publish all the same”, or look at them first."
        )
        return Acted(False, (reason,))
    return Acted(bool(publishable), reasons)


def _is_public_in(record: Content, code: str) -> bool:
    return code in record.page_languages


def _publish_page(
    model_admin: DeskAdmin, request: HttpRequest, queryset: QuerySet[Content], refusal: str = ""
) -> HttpResponse:
    records = list(queryset)
    progress, material = progress_of_all(records), read_material(records)
    add_findings_naming(records, material)
    unsaved = find_unsaved_texts(records)
    rows = [
        _publish_row(
            model_admin, record, progress[record.pk], material[record.pk], unsaved[record.pk]
        )
        for record in records
    ]
    languages = [
        {
            "code": code,
            "lang": html_lang(code),
            "name": site_language_name(code),
            "ticked": any(row.prospects[place].goes for row in rows),
        }
        for place, code in enumerate(language_codes())
    ]
    return bulk_actions.confirmation_page(
        model_admin,
        request,
        "admin/bulk/publish.html",
        records,
        title=gettext("Publish"),
        rows=rows,
        unsaved=any(unsaved.values()),
        languages=languages,
        going=any(language["ticked"] for language in languages),
        refused=refusal,
    )


def _publish_row(
    model_admin: DeskAdmin,
    record: Content,
    progress: Progress,
    material: CheckData,
    unsaved: list[str],
) -> PublishRow:
    findings = check_record(record, language_codes(), material)
    return PublishRow(
        name=model_admin.label(record),
        url=change_url(record),
        prospects=[_prospect(record, code, progress, findings) for code in language_codes()],
        advice=[finding for finding in findings if not finding.is_blocking],
        unsaved=unsaved,
        open_findings=sum(number for _level, _run, number, _latest in material.findings),
        findings_url=open_findings_url(record.pk, *names_in_findings(record)),
        seen=max((latest for *_facts, latest in material.findings), default=0),
    )


def _prospect(
    record: Content, code: str, progress: Progress, findings: Sequence[CheckResult]
) -> Prospect:
    if _is_public_in(record, code):
        return Prospect(gettext("Published already"), False, [])
    if is_down(record):
        return Prospect(gettext("Offline"), False, [])
    if code not in progress.approved:
        return Prospect(gettext("Not reviewed yet"), False, [])
    blocking = [
        finding for finding in findings if finding.is_blocking and finding.language in ("", code)
    ]
    if blocking:
        return Prospect(gettext("Blocked"), False, blocking)
    if code in record.schedule:
        return Prospect(gettext("Scheduled; will be published now"), True, [])
    return Prospect(gettext("Will be published"), True, [])


def review_several(
    model_admin: DeskAdmin, request: HttpRequest, queryset: QuerySet[Content]
) -> HttpResponse | None:
    """Show which reviews are due for the chosen records; once it is confirmed give them."""
    if not bulk_actions.is_confirmed(request):
        if bulk_actions.refuse_too_many(model_admin, request, queryset):
            return None
        return _review_page(model_admin, request, list(queryset))
    user, note = staff_of(request), request.POST.get("note", "")
    if refusal := why_too_long(note, LONGEST_NOTE):
        keys = bulk_actions.sent_tokens(request)
        records = list(model_admin.get_queryset(request).filter(pk__in=keys))
        return _review_page(model_admin, request, records, refusal)

    def approve(record: Content, token: str) -> Acted:
        return _approve(record, user, note, token)

    outcome = bulk_actions.carry_out(model_admin, request, approve)
    count = len(outcome.done)
    message = ngettext("%(count)d review given.", "%(count)d reviews given.", count)
    bulk_actions.report_outcome(model_admin, request, outcome, message)
    return None


def _approve(record: Content, by: User, note: str, version_token: str) -> Acted:
    if not may(by, REVIEW, record):
        return Acted(False, (gettext("Your role does not include reviewing it."),))
    try:
        record_steps.approve(record, by, note, version_token)
    except (OvertakenError, Refused) as refused:
        return Acted(False, (str(refused),))
    return Acted(True)


def _review_page(
    model_admin: DeskAdmin, request: HttpRequest, records: list[Content], refusal: str = ""
) -> HttpResponse:
    progress = progress_of_all(records)
    since = {record.pk: progress[record.pk].last_approval for record in records}
    editors, user = editors_of_all(records, since), staff_of(request)
    unsaved = find_unsaved_texts(records)
    rows = []
    for record in records:
        rounds = progress[record.pk]
        why_not = why_not_approve(record, user, rounds, editors[record.pk])
        rows.append(_review_row(model_admin, record, rounds, why_not, unsaved[record.pk]))
    return bulk_actions.confirmation_page(
        model_admin,
        request,
        "admin/bulk/review.html",
        records,
        title=gettext("Approve"),
        rows=rows,
        unsaved=any(unsaved.values()),
        going=any(not row.why_not for row in rows),
        note=request.POST.get("note", ""),
        longest_note=LONGEST_NOTE,
        refused=refusal,
    )


def _review_row(
    model_admin: DeskAdmin, record: Content, progress: Progress, why_not: str, unsaved: list[str]
) -> ReviewRow:
    due = progress.open
    return ReviewRow(
        name=model_admin.label(record),
        url=change_url(record),
        asked_for=names_of(due.languages) if due else "",
        step=step_name(progress.step, progress.required),
        by=str(due.submission.by or "") if due else "",
        note=due.submission.note if due else "",
        why_not=why_not,
        unsaved=unsaved,
    )

"""Publishing and reviewing several records of a list: what would come of each is shown first."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext, ngettext

from forum.core.content import Content, language_codes
from forum.core.field_labels import name_of
from forum.core.translated import html_lang
from forum.desk import bulk_actions
from forum.desk.bulk_actions import Acted
from forum.history.version_token import OvertakenError, unpack_tokens
from forum.permissions.access import PUBLISH, REVIEW, may
from forum.workflow import steps
from forum.workflow.authorship import editors_of_all
from forum.workflow.check_data import CheckData, read_material
from forum.workflow.checks import CheckResult, check_record
from forum.workflow.review_rounds import Progress, progress_of_all
from forum.workflow.step_labels import names_of, step_name
from forum.workflow.steps import Refused, is_down, why_not_approve, why_not_publish


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
    """A record that was chosen. advice: findings that keep nothing from the public."""

    name: str
    url: str
    prospects: list[Prospect]
    advice: list[CheckResult]


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """A record that was chosen. asked_for, step, by: "" where no review is due; why_not: ""."""

    name: str
    url: str
    asked_for: str
    step: str
    by: str
    note: str
    why_not: str


def publish_several(desk: Any, request: HttpRequest, queryset: Any) -> HttpResponse | None:
    """Show what would be published of the chosen records; once it is confirmed publish that."""
    if not bulk_actions.is_confirmed(request):
        return (
            None
            if bulk_actions.too_many(desk, request, queryset)
            else _ask(desk, request, queryset)
        )
    tokens = unpack_tokens(request.POST.get(bulk_actions.TOKENS, ""))
    codes = [code for code in language_codes() if code in request.POST.getlist("languages")]
    if not codes:
        chosen = desk.get_queryset(request).filter(pk__in=tokens)
        return _ask(desk, request, chosen, gettext("Choose at least one language."))
    outcome = bulk_actions.carry_out(
        desk, request, tokens, lambda one: _publish(one, request.user, codes)
    )
    number = len(outcome.done)
    done = ngettext("%(count)d record published.", "%(count)d records published.", number)
    bulk_actions.say(desk, request, outcome, done)
    return None


def _publish(record: Content, by: Any, codes: Sequence[str]) -> Acted:
    """Publish a record in those of some languages that nothing keeps from the public."""
    if not may(by, PUBLISH, record):
        return Acted(False, (gettext("Your role does not include publishing it."),))
    coming = [code for code in codes if not _is_out(record, code)] or codes
    going = [code for code in coming if not why_not_publish(record, [code])]
    staying = [code for code in coming if code not in going]
    reasons = [why_not_publish(record, staying)] if staying else []
    try:
        if going:
            steps.publish(record, by, going)
    except (OvertakenError, Refused) as refused:
        return Acted(False, (str(refused),))
    return Acted(bool(going), reasons)


def _is_out(record: Content, code: str) -> bool:
    return code in record.page_languages


def _ask(desk: Any, request: HttpRequest, queryset: Any, refused: str = "") -> HttpResponse:
    records = list(queryset)
    progress, material = progress_of_all(records), read_material(records)
    rows = [_row(desk, one, progress[one.pk], material[one.pk]) for one in records]
    languages = [
        {
            "code": code,
            "lang": html_lang(code),
            "name": name_of(code),
            "ticked": any(row.prospects[place].goes for row in rows),
        }
        for place, code in enumerate(language_codes())
    ]
    context = {
        "title": gettext("Publish"),
        "rows": rows,
        "languages": languages,
        "going": any(one["ticked"] for one in languages),
        "refused": refused,
    }
    return bulk_actions.page(desk, request, "admin/bulk/publish.html", records, **context)


def _row(desk: Any, record: Content, progress: Progress, known: CheckData) -> PublishRow:
    found = check_record(record, language_codes(), known)
    return PublishRow(
        name=desk.label(record),
        url=bulk_actions.change_url(desk, record),
        prospects=[_prospect(record, code, progress, found) for code in language_codes()],
        advice=[one for one in found if not one.is_blocking],
    )


def _prospect(
    record: Content, code: str, progress: Progress, found: Sequence[CheckResult]
) -> Prospect:
    if _is_out(record, code):
        return Prospect(gettext("Published already"), False, [])
    if is_down(record):
        return Prospect(gettext("Offline"), False, [])
    if code not in progress.approved:
        return Prospect(gettext("Not reviewed yet"), False, [])
    blocking = [one for one in found if one.is_blocking and one.language in ("", code)]
    if blocking:
        return Prospect(gettext("Blocked"), False, blocking)
    if code in record.schedule:
        return Prospect(gettext("Scheduled; will be published now"), True, [])
    return Prospect(gettext("Will be published"), True, [])


def review_several(desk: Any, request: HttpRequest, queryset: Any) -> HttpResponse | None:
    """Show which reviews are due for the chosen records; once it is confirmed give them."""
    if not bulk_actions.is_confirmed(request):
        if bulk_actions.too_many(desk, request, queryset):
            return None
        return _ask_to_review(desk, request, list(queryset))
    tokens = unpack_tokens(request.POST.get(bulk_actions.TOKENS, ""))
    note = request.POST.get("note", "")[:2000]
    outcome = bulk_actions.carry_out(
        desk, request, tokens, lambda one: _approve(one, request.user, note, tokens[one.pk])
    )
    number = len(outcome.done)
    done = ngettext("%(count)d review given.", "%(count)d reviews given.", number)
    bulk_actions.say(desk, request, outcome, done)
    return None


def _approve(record: Content, by: Any, note: str, version_token: str) -> Acted:
    if not may(by, REVIEW, record):
        return Acted(False, (gettext("Your role does not include reviewing it."),))
    try:
        steps.approve(record, by, note, version_token)
    except (OvertakenError, Refused) as refused:
        return Acted(False, (str(refused),))
    return Acted(True)


def _ask_to_review(desk: Any, request: HttpRequest, records: list[Any]) -> HttpResponse:
    progress = progress_of_all(records)
    since = {one.pk: progress[one.pk].last_approval for one in records}
    authors = editors_of_all(records, since)
    by: Any = request.user
    rows = [
        _review_row(desk, one, progress[one.pk], why_not_approve(
            one, by, progress[one.pk], authors[one.pk]
        ))
        for one in records
    ]  # fmt: skip
    context = {
        "title": gettext("Mark as reviewed"),
        "rows": rows,
        "going": any(not row.why_not for row in rows),
    }
    return bulk_actions.page(desk, request, "admin/bulk/review.html", records, **context)


def _review_row(desk: Any, record: Content, progress: Progress, why_not: str) -> ReviewRow:
    due = progress.open
    return ReviewRow(
        name=desk.label(record),
        url=bulk_actions.change_url(desk, record),
        asked_for=names_of(due.languages) if due else "",
        step=step_name(progress.step, progress.required),
        by=str(due.submission.by or "") if due else "",
        note=due.submission.note if due else "",
        why_not=why_not,
    )

"""The steps of a record's way to the public. Each is refused in a sentence, or stored and logged.

Every step locks the record's row first, so that of two that are taken at once the second meets
what the first has left. A part may still be saved meanwhile, so what is approved is the version of
the ``version_token`` (None: the present one), and no other: OvertakenError is raised instead.
"""

from collections.abc import Callable, Collection, Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from forum.core.content import Content, Status, language_codes
from forum.history.audit import Action, log_action
from forum.history.rows import key_of
from forum.history.version_token import record_token, require_token
from forum.history.working_copies.store import open_copy
from forum.models import Review, TakeDown, WorkingCopy
from forum.workflow.approvals import keep_approvals
from forum.workflow.authorship import editors, has_written
from forum.workflow.checks import find_blocking_checks
from forum.workflow.open_findings import note_open_findings
from forum.workflow.review_rounds import Progress, progress_of
from forum.workflow.step_labels import (
    names_of,
    not_scheduled,
    nothing_waits,
    step_name,
    why_not_reviewed,
)
from forum.workflow.unreviewed_edits import edited_since_review, why_not_confirm
from people.models import User

Decision = Review.Decision


class Refused(Exception):
    """A step that is not taken; the message says why in one sentence."""


@transaction.atomic
def submit(record: Content, by: User, languages: Sequence[str], note: str = "") -> None:
    """Ask for the reviews of some languages of a record. Raises Refused."""
    _lock(record)
    progress = progress_of(record)
    if reason := why_not_submit(record, languages, progress):
        raise Refused(reason)
    if not record.is_published:
        with keep_approvals(record):
            record.status = Status.IN_REVIEW
            record.save(update_fields=["status"])
    review = Review(decision=Decision.SUBMITTED, languages=_ordered(languages), note=note, by=by)
    store_review(review, record, record_token(record))


@transaction.atomic
def approve(record: Content, by: User, note: str = "", version_token: str | None = None) -> None:
    """Give the review that is due. Raises Refused."""
    _lock(record)
    progress = progress_of(record)
    _require_token(progress.version_token, version_token)
    if reason := why_not_approve(record, by, progress):
        raise Refused(reason)
    assert progress.open  # noqa: S101 - else there was a reason
    languages = progress.open.languages
    review = Review(decision=Decision.APPROVED, languages=languages, note=note, by=by)
    store_review(review, record, progress.version_token, progress.step)


@transaction.atomic
def send_back(record: Content, by: User, note: str) -> None:
    """Return what was submitted to its editors, with a word on what to change. Raises Refused."""
    _lock(record)
    progress = progress_of(record)
    review = make_return(progress, by, note)
    if record.is_in_review:
        with keep_approvals(record):
            record.status = Status.DRAFT
            record.save(update_fields=["status"])
    store_review(review, record, record_token(record), progress.step)


def make_return(progress: Progress, by: User, note: str) -> Review:
    """Return the review that returns what waits for one. Raises Refused."""
    if progress.waiting is None:
        raise Refused(nothing_waits())
    if not note.strip():
        raise Refused(gettext("Write what is to be changed, so that the editor knows."))
    languages = progress.waiting.languages
    return Review(decision=Decision.RETURNED, languages=languages, note=note, by=by)


@transaction.atomic
def publish(
    record: Content,
    by: User,
    languages: Sequence[str],
    at: datetime | None = None,
    version_token: str | None = None,
) -> None:
    """Publish some languages of a record, now or at a time. Raises Refused.

    The languages are added to those that have been published; of a record that has not been only
    these become public. Each language has a moment of its own.
    """
    _lock(record)
    _require_token(record_token(record), version_token)
    if reason := why_not_publish(record, languages, at):
        raise Refused(reason)
    now = timezone.now()
    coming = [code for code in languages if code not in record.page_languages]
    with keep_approvals(record):
        published = record.ready_languages if record.is_published else []
        record.ready_languages = _ordered([*published, *languages])
        for code in coming:
            record.set_moment(code, at or min(record.get_moment(code) or now, now))
        record.status = Status.PUBLISHED
        record.save()
    facts = note_open_findings(record) | {"languages": _ordered(languages)}
    if at and at > now:
        facts["scheduled_for"] = at.isoformat()
    log_action(Action.PUBLISHED, record, by, **facts)


@transaction.atomic
def cancel_schedule(record: Content, by: User, language: str) -> bool:
    """Take back the publication of a language that is still to come. Raises Refused.

    Of a record that is published in no other language nothing is left but a draft. Tell whether
    that ended a schedule of its working copy too, which would publish the language all the same.
    """
    _lock(record)
    if language not in record.schedule:
        raise Refused(not_scheduled())
    with keep_approvals(record):
        record.set_moment(language, None)
        record.ready_languages = [code for code in record.ready_languages if code != language]
        if not record.ready_languages:
            record.status = Status.DRAFT
        record.save()
    log_action(Action.UNSCHEDULED, record, by, languages=[language])
    return _end_schedule_of_copy(record, language)


@transaction.atomic
def withdraw(record: Content, by: User, language: str) -> bool:
    """Unpublish one language of a record; the others stay. Raises Refused.

    Tell whether that ended a schedule of its working copy, which would publish it again.
    """
    _lock(record)
    if language not in record.ready_languages:
        raise Refused(gettext("It is not published in that language."))
    if record.ready_languages == [language]:
        raise Refused(gettext("This is its only language: take the whole record offline."))
    with keep_approvals(record):
        record.ready_languages = [code for code in record.ready_languages if code != language]
        record.save(update_fields=["ready_languages"])
    log_action(Action.WITHDRAWN, record, by, languages=[language])
    if ended := _end_schedule_of_copy(record, language):
        log_action(Action.UNSCHEDULED, record, by, languages=[language])
    return ended


def _end_schedule_of_copy(record: Content, language: str) -> bool:
    """Keep a working copy from publishing a language at a moment; tell whether it was to."""
    copy = open_copy(key_of(record), lock=True)
    if copy is None or language not in copy.schedule:
        return False
    del copy.schedule[language]
    copy.embargoes_ended = [code for code in copy.embargoes_ended if code != language]
    copy.save(update_fields=["schedule", "embargoes_ended"])
    return True


@transaction.atomic
def confirm(record: Content, by: User, note: str = "", version_token: str | None = None) -> None:
    """Confirm as reviewed what was edited since the last review. Raises Refused."""
    _lock(record)
    progress = progress_of(record)
    _require_token(progress.version_token, version_token)
    if reason := why_not_confirm(edited_since_review(record, progress), by):
        raise Refused(reason)
    languages = list(record.ready_languages)
    review = Review(decision=Decision.CONFIRMED, languages=languages, note=note, by=by)
    store_review(review, record, progress.version_token)


def is_down(record: Content) -> bool:
    """Tell whether staff took a record offline: nothing but putting it back brings it out again."""
    take_downs = TakeDown.objects.about(record).filter(scope=TakeDown.Scope.RECORD, undone_at=None)
    return record.is_offline and take_downs.exists()


def _put_back_first() -> str:
    return gettext("It was taken offline; put it back online first.")


def why_not_submit(record: Content, languages: Sequence[str], progress: Progress) -> str:
    """Return the reason why some languages are not submitted, "" if they can be."""
    if is_down(record):
        return _put_back_first()
    if reason := why_not_ask_for_reviews(_ordered(languages), progress):
        return reason
    if set(languages) <= set(record.page_languages):
        return gettext("It is published in %(languages)s already.") % {
            "languages": names_of(_ordered(languages))
        }
    return ""


def why_not_ask_for_reviews(codes: Collection[str], progress: Progress) -> str:
    """Return the reason why no reviews of some languages are asked for, "" if they can be."""
    if progress.waiting:
        # A second submission would discard the approvals of the first.
        return gettext("It waits for a review in %(languages)s already.") % {
            "languages": names_of(progress.waiting.languages)
        }
    return "" if codes else gettext("Choose at least one language.")


def why_not_approve(
    record: Content, by: User, progress: Progress, authors: Collection[int] | None = None
) -> str:
    """Return the reason why somebody may not give the review that is due, "" if they may.

    authors: who edited the record since it was approved last, where that is known already.
    """

    def is_author() -> bool:
        if authors is not None:
            return by.pk in authors
        return by.pk in editors(record, progress.last_approval) or _wrote_unread(
            record, by, progress
        )

    return why_not_review(progress, by, is_author)


def why_not_review(progress: Progress, by: User, is_author: Callable[[], bool]) -> str:
    """Return the reason why somebody may not give the review that is due, "" if they may.

    Nobody reviews what they submitted, reviewed already or edited. is_author: asked last, for
    it costs statements.
    """
    if progress.open is None:
        return nothing_waits()
    if progress.open.submission.by_id == by.pk:
        return gettext("You submitted this yourself; somebody else reviews it.")
    for review in progress.open.approvals:
        if review.by_id == by.pk:
            name = step_name(review.step, progress.required)
            return gettext(
                "You have given the step “%(step)s”; somebody else gives the next one."
            ) % {"step": name}
    if is_author():
        return gettext("You have edited this yourself; somebody else reviews it.")
    return ""


def _wrote_unread(record: Content, by: User, progress: Progress) -> bool:
    """Tell whether somebody wrote what earlier rounds, of other languages, have not approved."""
    if progress.open is None or progress.last_approval is None:
        return False
    languages, until = progress.open.languages, progress.last_approval
    since = progress.approved_until(languages)
    return since != until and has_written(record, by, languages, since, until)


def why_not_publish(record: Content, languages: Sequence[str], at: datetime | None = None) -> str:
    """Return the reason why some languages are not published, "" if they can be."""
    codes = _ordered(languages)
    if is_down(record):
        return _put_back_first()
    if not codes:
        return gettext("Choose at least one language.")
    if set(codes) <= set(record.page_languages):
        return gettext("It is published already.")
    if at and (public := [code for code in codes if code in record.page_languages]):
        return gettext("%(languages)s: public already, so the publication cannot be scheduled.") % {
            "languages": names_of(public)
        }
    if at and at <= timezone.now():
        return gettext("Choose a moment that is still to come.")
    if reason := why_not_reviewed(codes, progress_of(record).approved):
        return reason
    return " ".join(check.message for check in find_blocking_checks(record, codes, at))


def _ordered(languages: Sequence[str]) -> list[str]:
    """Return the site's languages among some codes, each once, in the site's order."""
    return [code for code in language_codes() if code in languages]


def _lock(record: Content) -> None:
    rows = type(record)._default_manager.select_for_update(of=("self",))
    record.refresh_from_db(from_queryset=rows)


def _require_token(present: str, version_token: str | None) -> None:
    if version_token is not None:
        require_token(version_token, present)


def store_review(
    review: Review,
    record: Content,
    version_token: str,
    step: int = 0,
    copy: WorkingCopy | None = None,
) -> None:
    """Store a step of a record, or of its working copy, and log it."""
    review.object, review.note = copy or record, review.note.strip()
    review.version_token, review.step = version_token, step
    review.save(force_insert=True)
    log_action(Action(review.decision), record, review.by, languages=review.languages)

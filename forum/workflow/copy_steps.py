"""The steps of a working copy: the same reviews as a record's, then it is published, or discarded.

Reviews are given to the record as the working copy has it, laid over the tables; they are kept as
reviews of the working copy. Published is one language or several: what belongs to no language goes
with the first. Each step is refused in a sentence, or stored and logged.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext

from forum.core.columns import ModelField, model_field
from forum.core.content import Content, language_codes
from forum.history.audit import Action, log_action
from forum.history.corrections.changed import Changed, find_changes
from forum.history.recording import recording
from forum.history.rows import key_of
from forum.history.states import RecordState, current_state
from forum.history.version_token import require_token
from forum.history.working_copies.changes import (
    DERIVED,
    STATES,
    RecordEdits,
    find_conflicts,
    part_by_language,
    values_over,
)
from forum.history.working_copies.store import (
    close_copy,
    edits_of,
    is_released,
    keep_edits,
    open_copy,
    owner_of_copy,
    reopen_copy,
    start_copy,
)
from forum.history.working_copies.waiting_rows import write_put_off
from forum.history.working_copies.writing import CopyRefusedError, write_edits
from forum.models import Review, WorkingCopy
from forum.permissions.access import (
    PUBLISH,
    has_model_right,
    is_helper,
    may,
    may_write,
    writes_one_language,
)
from forum.workflow.authorship import editors
from forum.workflow.checks import find_blocking_checks
from forum.workflow.copy_approvals import at_work, move_approvals, read_progress
from forum.workflow.merging.merge import MergeRefused, pair_token
from forum.workflow.merging.proposed import list_merges
from forum.workflow.note_shares import drop_shares, lock_first_sharing
from forum.workflow.open_findings import note_open_findings
from forum.workflow.proposals import merge_proposed, why_not_carry_out, why_not_delete
from forum.workflow.record_steps import (
    Refused,
    make_return,
    store_review,
    why_not_ask_for_reviews,
    why_not_review,
)
from forum.workflow.review_rounds import Progress
from forum.workflow.step_labels import not_scheduled, why_not_reviewed
from people.models import Named, User

Decision = Review.Decision


def _lock(copy: WorkingCopy) -> Content:
    """Lock the record and its working copy; return the record as the public sees it."""
    owner = owner_of_copy(copy)
    rows: Any = owner.model._default_manager.select_for_update(of=("self",))
    record: Content = rows.get(pk=owner.pk)
    copy.refresh_from_db(from_queryset=WorkingCopy.objects.select_for_update())
    if copy.closed_at:
        raise Refused(gettext("This working copy was published or discarded meanwhile."))
    return record


@transaction.atomic
def submit_copy(copy: WorkingCopy, by: Any, languages: Sequence[str], note: str = "") -> None:
    """Ask for the reviews of some languages of a working copy. Raises Refused."""
    record = _lock(copy)
    progress = read_progress(copy)
    codes = [code for code in language_codes() if code in languages]
    reason = why_not_ask_for_reviews(codes, progress)
    if reason or copy.is_empty:
        raise Refused(reason or _nothing_changed())
    review = Review(decision=Decision.SUBMITTED, languages=codes, note=note, by=by)
    store_review(review, record, progress.version_token, copy=copy)


@transaction.atomic
def approve_copy(copy: WorkingCopy, by: Any, note: str, version_token: str) -> None:
    """Give the review that is due. Raises Refused, and OvertakenError for another version."""
    record = _lock(copy)
    with at_work(copy) as (_edited, progress):
        reason = why_not_approve_copy(copy, record, by, progress)
    require_token(version_token, progress.version_token)
    if reason or not progress.open:
        raise Refused(reason)
    languages, token = progress.open.languages, progress.version_token
    review = Review(decision=Decision.APPROVED, languages=languages, note=note, by=by)
    store_review(review, record, token, progress.step, copy)


def why_not_approve_copy(copy: WorkingCopy, record: Content, by: Any, progress: Progress) -> str:
    """Return the reason why somebody may not give the review that is due, "" if they may.

    Nobody reviews what they changed in the working copy themselves, or reviewed already, or wrote
    in a record whose texts it brings.
    """

    def is_author() -> bool:
        merged = [merge.duplicate for merge in list_merges(copy) if merge.fields]
        return by.pk in editors(record, copy.opened_at) or any(
            by.pk in editors(duplicate) for duplicate in merged if duplicate
        )

    return why_not_review(progress, by, is_author)


@transaction.atomic
def return_copy(copy: WorkingCopy, by: Any, note: str) -> None:
    """Return a working copy to its editors, with a word on what to change. Raises Refused."""
    record = _lock(copy)
    progress = read_progress(copy)
    review = make_return(progress, by, note)
    store_review(review, record, progress.version_token, progress.step, copy)


@transaction.atomic
def publish_copy(
    copy: WorkingCopy,
    by: Any,
    languages: Sequence[str],
    at: datetime | None = None,
    version_token: str | None = None,
    *,
    is_scheduled: bool = False,
    ends_embargo: bool = False,
) -> bool:
    """Publish some languages of a working copy, now or at a time; tell whether all of it is public.

    is_scheduled: because their moment has come, and only if that still holds. ends_embargo: a
    language that the record itself is to be public in later is public with it; else its texts are
    stored and wait for that moment. Raises Refused, and OvertakenError for another version than
    that of the token.
    """
    lock_first_sharing(copy)
    record = _lock(copy)
    codes = [code for code in language_codes() if code in languages]
    if is_scheduled and not set(codes) <= {*due_languages(copy)}:
        raise Refused(not_scheduled())
    with at_work(copy) as (edited, progress):
        reason = why_not_publish_copy(copy, edited, codes, progress, at)
    if version_token is not None:
        require_token(version_token, progress.version_token)
    if reason:
        raise Refused(reason)
    if at:
        return _schedule(copy, record, by, codes, at, ends_embargo=ends_embargo)
    if not is_scheduled:
        drop_shares(copy, codes)
    embargoes = codes if ends_embargo else copy.embargoes_ended if is_scheduled else []
    return _publish_now(copy, record, by, codes, progress, embargoes)


def why_not_publish_copy(
    copy: WorkingCopy,
    edited: Content,
    codes: list[str],
    progress: Progress,
    at: datetime | None = None,
) -> str:
    """Return the reason why some languages are not published, "" if they can be.

    edited: the record as the working copy has it, laid over the tables. at: the moment.
    """
    if not codes:
        return gettext("Choose at least one language.")
    if copy.is_empty:
        return _nothing_changed()
    reason = why_not_reviewed(codes, progress.approved)
    if reason := reason or why_not_carry_out(copy, edited, codes, at):
        return reason
    if copy.proposals.get("deletes"):
        return ""
    return " ".join(check.message for check in find_blocking_checks(edited, codes, at))


def _schedule(
    copy: WorkingCopy,
    record: Content,
    by: Any,
    codes: list[str],
    at: datetime,
    *,
    ends_embargo: bool,
) -> bool:
    from forum.workflow.copy_tasks import publish_scheduled_copy

    if at <= timezone.now():
        raise Refused(gettext("Choose a moment that is still to come."))
    copy.schedule |= dict.fromkeys(codes, at.isoformat())
    copy.refusals, copy.notes = _without(copy.refusals, codes), _without(copy.notes, codes)
    remaining = [code for code in copy.embargoes_ended if code not in codes]
    copy.embargoes_ended = [*remaining, *(codes if ends_embargo else ())]
    copy.save(update_fields=["schedule", "refusals", "notes", "embargoes_ended"])
    log_action(Action.COPY_SCHEDULED, record, by, languages=codes, **note_open_findings(record))
    publish_scheduled_copy.using(run_after=at).enqueue(copy.pk, by.pk)
    return False


@transaction.atomic
def cancel_copy_schedule(copy: WorkingCopy, by: Any, language: str) -> None:
    """Take back the publication of a language that is still to come, or was refused.

    Raises Refused.
    """
    record = _lock(copy)
    if language not in {**copy.schedule, **copy.refusals}:
        raise Refused(not_scheduled())
    copy.schedule = _without(copy.schedule, [language])
    copy.refusals = _without(copy.refusals, [language])
    copy.save(update_fields=["schedule", "refusals"])
    log_action(Action.UNSCHEDULED, record, by, languages=[language])


def due_languages(copy: WorkingCopy) -> list[str]:
    """Return the scheduled languages of a working copy whose moment has come."""
    now = timezone.now()
    return [code for code, moment in scheduled_moments(copy).items() if moment <= now]


def scheduled_moments(copy: WorkingCopy) -> dict[str, datetime]:
    """Return the languages of a working copy that are scheduled, each with its moment."""
    return _moments(copy.schedule)


def refused_moments(copy: WorkingCopy) -> dict[str, datetime]:
    """Return the languages whose scheduled publication was refused, each with its moment."""
    return _moments(copy.refusals)


def _moments(stored: Mapping[str, str]) -> dict[str, datetime]:
    moments = {code: parse_datetime(text) for code, text in stored.items()}
    return {code: moment for code, moment in moments.items() if moment}


def _without[T](stored: Mapping[str, T], codes: Collection[str]) -> dict[str, T]:
    return {code: value for code, value in stored.items() if code not in codes}


def _publish_now(
    copy: WorkingCopy,
    record: Content,
    by: Any,
    codes: list[str],
    progress: Progress,
    embargoes: Collection[str],
) -> bool:
    """Publish some languages. embargoes: those whose own later moment is waited for no more."""
    public = current_state(owner_of_copy(copy), lock=True)
    if find_conflicts(public, edits_of(copy)):
        raise Refused(
            gettext(
                "What is public was changed meanwhile in the same places: decide on them first."
            )
        )
    chosen, rest = part_by_language(edits_of(copy), codes)
    try:
        with recording(by):
            findings = note_open_findings(record)
            log_action(Action.COPY_PUBLISHED, record, by, languages=codes, copy=copy.pk, **findings)
            held_back = write_edits(public, chosen, is_partial=bool(rest))
            rest |= {key: edits_of(copy)[key] for key in held_back}
            added = {key for key, edit in chosen.items() if edit.kind == "added"}
            write_put_off(added - {*held_back}, by)
            merge_proposed(copy, record, by)
            if copy.proposals.get("deletes"):
                _delete(record)
                # It can still be read.
                outcome = WorkingCopy.Outcome
                close_copy(copy, outcome.DISCARDED if copy.changes else outcome.PUBLISHED, by)
                return True
            _make_ready(record, codes, embargoes)
    except (CopyRefusedError, MergeRefused) as refused:
        raise Refused(str(refused)) from refused
    if not rest:
        close_copy(copy, WorkingCopy.Outcome.PUBLISHED, by)
        return True
    copy.proposals = {}
    schedule, notes = _without(copy.schedule, codes), _without(copy.notes, codes)
    keep_edits(copy, rest, by)
    copy.schedule, copy.notes = schedule, notes
    copy.refusals = _without(copy.refusals, codes)
    copy.save(update_fields=["schedule", "notes", "refusals"])
    move_approvals(copy, progress)
    return False


def _delete(record: Content) -> None:
    stored = type(record)._base_manager.get(pk=record.pk)
    # What was merged into it just now may hold it.
    if reason := why_not_delete(stored):
        raise Refused(reason)
    stored.delete()


def _make_ready(record: Content, codes: list[str], embargoes: Collection[str]) -> None:
    """Publish new languages of a record with a public page.

    One that has a later moment waits for that, unless it is among the embargoes that end.
    """
    stored = type(record)._default_manager.get(pk=record.pk)
    settled = {*stored.page_languages, *stored.schedule.keys() - {*embargoes}}
    coming = [code for code in codes if code not in settled]
    if not stored.is_published or not coming:
        return
    now = timezone.now()
    ready = {*stored.ready_languages, *coming}
    stored.ready_languages = [code for code in language_codes() if code in ready]
    for code in coming:
        stored.set_moment(code, min(stored.get_moment(code) or now, now))
    stored.save()


def is_merge_public(survivor: Named, duplicate: Named) -> bool:
    """Tell whether the public would see something of a merge: whatever names one of the two."""
    return is_released(survivor) or is_released(duplicate)


@transaction.atomic
def propose_merge(
    survivor: Named, duplicate: Named, fields: Collection[str], by: Any, version_token: str
) -> WorkingCopy:
    """Let a merge be carried out when the working copy of the record that stays is published.

    fields, version_token: as for ``merge_records``. Return the working copy.
    """
    require_token(version_token, pair_token([survivor, duplicate]))
    copy = start_copy(key_of(survivor), by)
    merge = {"other": duplicate.pk, "fields": sorted(fields), "version": duplicate.version}
    _keep_merges(copy, survivor, [*_merges_without(copy, duplicate.pk), merge], by)
    log_action(Action.MERGE_PROPOSED, survivor, by, name=str(duplicate))
    return copy


@transaction.atomic
def withdraw_merge(copy: WorkingCopy, other: int, by: Any, version: str) -> bool:
    """Propose a merge no more; return whether that ended a schedule.

    Raises Refused, and OvertakenError.

    other: key of the record that was to go. version: of the working copy that was looked at.
    """
    record = _lock(copy)
    require_token(version, str(copy.version))
    if reason := why_not_withdraw(record, by):
        raise Refused(reason)
    was_scheduled = bool(copy.schedule)
    _keep_merges(copy, record, _merges_without(copy, other), by)
    log_action(Action.COPY_CHANGED, record, by)
    return was_scheduled


def why_not_withdraw(record: Content, by: User) -> str:
    """Return why somebody may not end the proposed merges of a record, "" if they may.

    They are withdrawn by those who could propose them.
    """
    has_rights = all(has_model_right(by, act, record) for act in ("change", "delete"))
    if may(by, PUBLISH, record) or (
        has_rights and not writes_one_language(by) and not is_helper(by)
    ):
        return ""
    return gettext("It is withdrawn by whoever may propose merges, or publish them.")


def _merges_without(copy: WorkingCopy, other: int) -> list[dict[str, Any]]:
    merges = copy.proposals.get("merges", ())
    return [proposal for proposal in merges if proposal["other"] != other]


def _keep_merges(copy: WorkingCopy, record: Content, merges: list[dict[str, Any]], by: Any) -> None:
    schedule = copy.schedule
    rest = {name: value for name, value in copy.proposals.items() if name != "merges"}
    copy.proposals = {**rest, "merges": merges} if merges else rest
    keep_edits(copy, edits_of(copy), by)
    if schedule:
        log_action(Action.UNSCHEDULED, record, by, languages=[*schedule])


@transaction.atomic
def discard_copy(copy: WorkingCopy, by: User, version: str) -> None:
    """Discard a working copy; what is public stays. Raises Refused, and OvertakenError.

    version: of the working copy that was looked at.
    """
    record = _lock(copy)
    require_token(version, str(copy.version))
    if reason := why_not_discard(copy, record, by):
        raise Refused(reason)
    if copy.schedule:
        log_action(Action.UNSCHEDULED, record, by, languages=[*copy.schedule])
    close_copy(copy, WorkingCopy.Outcome.DISCARDED, by)
    log_action(Action.COPY_DISCARDED, record, by)


def why_not_discard(copy: WorkingCopy, record: Content, by: User) -> str:
    """Return why somebody may not drop what others have done in a working copy, "" if they may."""
    hands = {*editors(record, copy.opened_at), copy.opened_by_id, copy.changed_by_id}
    if may(by, PUBLISH, record) or hands <= {by.pk, None}:
        return ""
    is_beyond = is_helper(by) or (copy.proposals and writes_one_language(by))
    if not is_beyond and all(may_write(by, field) for field in _written_fields(copy)):
        return ""
    return gettext(
        "Others have worked on it too: it is discarded by whoever may write all that it changes, "
        "or publish it."
    )


def _written_fields(copy: WorkingCopy) -> Iterator[ModelField]:
    for edit in edits_of(copy).values():
        for name in edit.fields.keys() - DERIVED - {STATES}:
            yield model_field(edit.key.model, name)


@transaction.atomic
def resume_copy(copy: WorkingCopy, by: Any) -> Content:
    """Take a discarded working copy up again; return its record. Raises Refused."""
    owner = owner_of_copy(copy)
    rows: Any = owner.model._default_manager.select_for_update(of=("self",))
    record: Content | None = rows.filter(pk=owner.pk).first()
    if record is None:
        raise Refused(gettext("Its record was deleted: recover that first."))
    if open_copy(owner):
        raise Refused(
            gettext("Another working copy has been begun since: publish or discard that one first.")
        )
    reopen_copy(copy, by)
    log_action(Action.COPY_CHANGED, record, by)
    return record


def published_changes(copy: WorkingCopy, languages: Sequence[str]) -> list[Changed]:
    """Return the public texts that publishing some languages of a working copy would change."""
    public = current_state(owner_of_copy(copy))
    chosen, _rest = part_by_language(edits_of(copy), languages)
    changes = find_changes(
        {
            key: _changed_columns(public, chosen, key)
            for key, edit in chosen.items()
            if edit.kind == "changed" and key in public
        }
    )
    return [*changes, *_renamings(copy)]


def _renamings(copy: WorkingCopy) -> Iterator[Changed]:
    """Yield what is called otherwise once the proposed merges are carried out."""
    owner = owner_of_copy(copy)
    for merge in list_merges(copy):
        survivor: Any = owner.model._default_manager.get(pk=owner.pk)
        yield from find_changes(merge.find_edits(survivor))


def _changed_columns(public: RecordState, edits: RecordEdits, key: Any) -> dict[str, Any]:
    row = public[key]
    values = values_over(row, edits[key])
    return {
        name: (row.fields.get(name), value)
        for name, value in values.items()
        if name not in DERIVED and name != STATES
    }


def _nothing_changed() -> str:
    return gettext("Nothing differs from what is public.")

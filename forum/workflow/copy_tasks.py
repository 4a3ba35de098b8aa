"""Working copies that are published at a moment: a worker does it (``manage.py db_worker``)."""

from collections.abc import Iterator

from django.conf import settings
from django.db import transaction
from django.tasks import task
from django.utils import translation
from django.utils.translation import gettext

from forum.history.audit import Action, log_action
from forum.history.working_copies.store import owner_of_copy
from forum.models import WorkingCopy
from forum.permissions.access import PUBLISH, may
from forum.workflow.copy_steps import due_languages, publish_copy, published_changes
from forum.workflow.correction_notes import PublishedChanges, tell_published
from forum.workflow.note_shares import copies_sharing
from forum.workflow.record_steps import Refused
from people.models import User

type Reasons = dict[str, str]
"""Language of the interface -> why something was refused."""


@task()
@transaction.atomic
def publish_scheduled_copy(pk: int, by: int) -> None:
    """Publish the languages of a working copy whose moment has come. by: who scheduled it.

    With it those that share the note of a correction, so that this tells what has been published. A
    language that is refused stays in the working copy; those who can go on are told.
    """
    copy = WorkingCopy.objects.open().filter(pk=pk).first()
    if copy is None:
        return
    user = User.objects.filter(pk=by).first()
    # All tasks of them begin with the same one, so that they wait for each other there.
    copies = WorkingCopy.objects.open().filter(pk__in=copies_sharing(copy)).order_by("pk")
    published = [part for copy in copies for part in _publish_due(copy, user, by)]
    tell_published(published, user, by)


def _publish_due(copy: WorkingCopy, user: User | None, by: int) -> Iterator[PublishedChanges]:
    """Publish the languages of a working copy that are due; yield what was published of it."""
    due = due_languages(copy)
    if len(due) > 1:
        part, reasons = _publish_or_explain(copy, user, due)
        if not reasons:
            yield part
            return
    for code in due:
        copy.refresh_from_db()
        if copy.closed_at:
            return
        part, reasons = _publish_or_explain(copy, user, [code])
        if reasons:
            _note_refusal(copy, code, by, reasons)
        else:
            yield part


def _publish_or_explain(
    copy: WorkingCopy, user: User | None, languages: list[str]
) -> tuple[PublishedChanges, Reasons]:
    """Publish languages of a working copy; return what, and why not in every language of the desk.

    No reasons: it was published.
    """
    notes = [copy.notes[code] for code in languages if code in copy.notes]
    changes = published_changes(copy, languages) if notes else []
    part = PublishedChanges(copy.pk, languages, notes, changes)
    reasons: Reasons = {}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            try:
                _require_right(copy, user)
                publish_copy(copy, user, languages, is_scheduled=True)
            except Refused as refused:
                reasons[language] = str(refused)
            else:
                return part, {}
    return part, reasons


def _require_right(copy: WorkingCopy, user: User | None) -> None:
    """Raise Refused where whoever scheduled a working copy has lost the right meanwhile."""
    owner = owner_of_copy(copy)
    record = owner.model._base_manager.get(pk=owner.pk)
    if user and not may(user, PUBLISH, record):
        raise Refused(
            gettext(
                "Whoever set the time may not publish it any more. Somebody who may publishes it, "
                "or sets the time again."
            )
        )


@transaction.atomic
def _note_refusal(copy: WorkingCopy, language: str, by: int, reasons: Reasons) -> None:
    copy.refresh_from_db(from_queryset=WorkingCopy.objects.select_for_update())
    if language not in due_languages(copy):
        # Somebody cancelled it, or set another moment, meanwhile.
        return
    copy.refusals[language] = copy.schedule.pop(language)
    copy.save(update_fields=["schedule", "refusals"])
    owner = owner_of_copy(copy)
    record = owner.model._base_manager.get(pk=owner.pk)
    log_action(Action.COPY_REFUSED, record, languages=[language], reasons=reasons, scheduled_by=by)

"""Working copies that are published at a moment: a worker does it (``manage.py db_worker``)."""

from django.conf import settings
from django.db import transaction
from django.tasks import task
from django.utils import translation

from forum.history.audit import Action, log_action
from forum.history.working_copies.store import owner_of_copy
from forum.models import WorkingCopy
from forum.workflow.copy_steps import due_languages, publish_copy
from forum.workflow.record_steps import Refused
from people.models import User

type Reasons = dict[str, str]
"""Language of the interface -> why something was refused."""


@task()
def publish_scheduled_copy(pk: int, by: int) -> None:
    """Publish the languages of a working copy whose moment has come. by: who scheduled it.

    A language that is refused stays in the working copy; those who can go on are told.
    """
    copy = WorkingCopy.objects.open().filter(pk=pk).first()
    user = User.objects.filter(pk=by).first()
    if copy is None:
        return
    due = due_languages(copy)
    if not due or (len(due) > 1 and not _publish_or_explain(copy, user, due)):
        return
    for code in due:
        copy.refresh_from_db()
        if copy.closed_at is None and (reasons := _publish_or_explain(copy, user, [code])):
            _note_refusal(copy, code, by, reasons)


def _publish_or_explain(copy: WorkingCopy, user: User | None, languages: list[str]) -> Reasons:
    """Publish languages of a working copy; return why not, in every language of the desk."""
    reasons: Reasons = {}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            try:
                publish_copy(copy, user, languages, is_scheduled=True)
            except Refused as refused:
                reasons[language] = str(refused)
            else:
                return {}
    return reasons


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

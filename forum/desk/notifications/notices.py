"""What happens in the desk is told to those whom it concerns: by mail, to a group's robot.

The act itself only puts a task into the queue, in its own transaction; the worker finds out whom it
concerns and writes. A site that sends no mail and has no robot queues nothing.
"""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Final

from django.conf import settings
from django.db.models import Model, QuerySet
from django.tasks import task
from django.urls import NoReverseMatch, reverse
from django.utils import translation
from django.utils.translation import gettext

from forum.core.content import Content
from forum.desk.addresses import change_url
from forum.desk.audit_sentences import reason_of
from forum.desk.notifications import letters, web_hook
from forum.desk.notifications.letters import language_of
from forum.desk.notifications.recipients import (
    reviewers,
    reviews_of,
    schedulers,
    submitters,
    who_reach,
    writers,
)
from forum.history.rows import key_of
from forum.history.working_copies.overlay import find_subject
from forum.history.working_copies.store import open_copy
from forum.models import AuditEntry, ClearanceReply, Comment, ImportUpload, Notification
from forum.permissions.access import active_staff
from forum.workflow.copy_steps import scheduled_moments
from forum.workflow.step_labels import moment, names_of
from people.models import User
from sessions_app.models import Appearance

Action = AuditEntry.Action
Kind = Notification.Kind

KINDS: Final = {
    Action.SUBMITTED: Kind.SUBMITTED,
    Action.RETURNED: Kind.RETURNED,
    Action.CLEARANCE: Kind.CLEARANCE,
    Action.PUBLISHED: Kind.PUBLISHED,
    Action.COPY_PUBLISHED: Kind.PUBLISHED,
    Action.COPY_SCHEDULED: Kind.SCHEDULED,
    Action.COPY_REFUSED: Kind.REFUSED,
    Action.UNSCHEDULED: Kind.UNSCHEDULED,
    Action.NOTE_REPLACED: Kind.NOTE_REPLACED,
}


def tells_anybody() -> bool:
    """Tell whether the site has a way to tell people."""
    return bool(settings.MAIL_IS_SENT or settings.NOTICE_HOOK)


def queue_entry(entry: AuditEntry) -> None:
    """Queue the news of a new entry of the audit trail."""
    if entry.action in KINDS and tells_anybody():
        tell_of_entry.enqueue(entry.pk)


def queue_upload(upload: ImportUpload) -> None:
    """Queue the news of an import, if it failed."""
    if upload.state == ImportUpload.State.FAILED and tells_anybody():
        tell_of_upload.enqueue(upload.pk)


def queue_mentions(comment: Comment) -> None:
    """Queue the news of a comment for those whom it asks to look."""
    if tells_anybody():
        tell_of_comment.enqueue(comment.pk)


def queue_reply(reply: ClearanceReply) -> None:
    """Queue the news of what an office answered."""
    if tells_anybody():
        tell_of_reply.enqueue(reply.pk)


@task()
def tell_of_entry(pk: int) -> None:
    """Tell of an entry. pk: its key."""
    entry = AuditEntry.objects.select_related("actor").filter(pk=pk).first()
    record = entry.record if entry else None
    if entry is None or record is None:
        return
    moments = _list_coming(entry, record)
    kind = KINDS[Action(entry.action)]
    if kind == Kind.PUBLISHED and moments.keys() >= {*entry.params.get("languages", ())}:
        kind = Kind.SCHEDULED
    users: dict[str, list[User]] = {
        Kind.SUBMITTED: list(reviewers()) if kind == Kind.SUBMITTED else [],
        Kind.RETURNED: list(submitters(record)) if kind == Kind.RETURNED else [],
        Kind.REFUSED: [*reviewers(), *_scheduler_of(entry)] if kind == Kind.REFUSED else [],
        Kind.UNSCHEDULED: _schedulers_of(entry, record) if kind == Kind.UNSCHEDULED else [],
        Kind.NOTE_REPLACED: list(_scheduler_of(entry)),
    }
    chosen = users.get(kind)
    concerned = list(writers(record)) if chosen is None else chosen
    to = who_reach(concerned, record, kind, entry.actor_id)
    words = {language: _words_of(entry, moments, language) for language, _ in settings.LANGUAGES}
    note = _note_of(entry, record)
    due_at = min(moments.values()) if kind == Kind.SCHEDULED and moments else None
    _tell(to, kind, record, str(entry.actor or ""), note, words=words, due_at=due_at)


@task()
def tell_of_comment(pk: int) -> None:
    """Tell of a comment those whom it mentions. pk: its key."""
    comment = Comment.objects.select_related("author").filter(pk=pk).first()
    record = find_subject(comment) if comment else None
    if comment is None or record is None:
        return
    to = who_reach(comment.mentioned.all(), record, Kind.MENTION, comment.author_id)
    _tell(to, Kind.MENTION, record, str(comment.author or ""), comment.text)


@task()
def tell_of_reply(pk: int) -> None:
    """Tell of an office's answer whoever made its link, and who wrote the record. pk: its key."""
    reply = ClearanceReply.objects.select_related("link__by").filter(pk=pk).first()
    record = find_subject(reply) if reply else None
    if reply is None or not isinstance(record, Appearance):
        return
    sender = reply.link.by if reply.link else None
    concerned = [*([sender] if sender and sender.is_active else []), *writers(record)]
    to = who_reach(concerned, record, Kind.CLEARANCE, None)
    path = reverse("clearance", args=[record.session.event_id, reply.language])
    _tell(to, Kind.CLEARANCE, record, reply.author, reply.note, f"{path}#row-{record.pk}")


@task()
def tell_of_upload(pk: int) -> None:
    """Tell whoever uploaded a document that it could not be imported. pk: the upload's key."""
    upload = ImportUpload.objects.select_related("by").filter(pk=pk).first()
    if upload is None or upload.by is None:
        return
    to = [upload.by] if Kind.IMPORT_FAILED not in upload.by.muted_notices else []
    with translation.override(language_of(upload.by)):
        _tell(to, Kind.IMPORT_FAILED, upload, "", upload.reason)


def _scheduler_of(entry: AuditEntry) -> QuerySet[User]:
    return active_staff().filter(pk=entry.params.get("scheduled_by"))


def _schedulers_of(entry: AuditEntry, record: Model) -> list[User]:
    return list(schedulers(record, entry.params.get("languages", ())))


def _list_coming(entry: AuditEntry, record: Model) -> dict[str, datetime]:
    """Return the languages of an entry that are still to be public, each with its moment.

    A change that is published of what is only scheduled comes with that.
    """
    schedule: Mapping[str, datetime] = {}
    is_published = entry.action in (Action.PUBLISHED, Action.COPY_PUBLISHED)
    if is_published and isinstance(record, Content):
        schedule = record.schedule
    elif entry.action == Action.COPY_SCHEDULED and (copy := open_copy(key_of(record))):
        schedule = scheduled_moments(copy)
    languages = entry.params.get("languages", ())
    return {code: at for code, at in schedule.items() if code in languages}


def _words_of(entry: AuditEntry, moments: Mapping[str, datetime], language: str) -> str:
    """Return which languages an entry is about, since when, and why the site refused something."""
    with translation.override(language):
        codes = [code for code in entry.params.get("languages", ()) if code not in moments]
        lines = [gettext("Languages: %(names)s") % {"names": names_of(codes)}] if codes else []
        for at in sorted({*moments.values()}):
            due = names_of(code for code, when in moments.items() if when == at)
            words = gettext("%(languages)s: scheduled for %(moment)s")
            lines.append(words % {"languages": due, "moment": moment(at)})
        return "\n".join(filter(None, (*lines, reason_of(entry, language))))


def _note_of(entry: AuditEntry, record: Model) -> str:
    """Return what was said with a step, in full."""
    if entry.action not in (Action.SUBMITTED, Action.RETURNED):
        return ""
    reviews = reviews_of(record).filter(decision=entry.action, by=entry.actor)
    return reviews.order_by("-at").values_list("note", flat=True).first() or ""


def _tell(
    users: list[User],
    kind: Kind,
    record: Model,
    actor: str,
    note: str,
    path: str = "",
    words: Mapping[str, str] = MappingProxyType({}),
    due_at: datetime | None = None,
) -> None:
    """Tell users of an act. note: in somebody's words; words: the site's, by the language.

    due_at: the first moment of what is scheduled.
    """
    try:
        path = path or change_url(record)
    except NoReverseMatch:
        return
    notices = Notification.objects.bulk_create(
        Notification(
            user=user,
            kind=kind,
            object=record,
            actor=actor,
            name=_name_for_readers(language_of(user), record),
            due_at=due_at,
            note="\n\n".join(filter(None, (words.get(language_of(user), ""), note))),
            path=path,
        )
        for user in users
    )
    for notice in notices:
        if not notice.user.daily_digest:
            letters.send([notice])
    # Of a comment only those hear whom it names.
    if kind != Kind.MENTION:
        name = _name_for_readers(settings.MODELTRANSLATION_DEFAULT_LANGUAGE, record)
        web_hook.send(kind, name, actor, path, due_at)


def _name_for_readers(language: str, record: Model) -> str:
    """Return what a record is called by readers of a language."""
    with translation.override(language):
        return str(record)[: AuditEntry.NAME_LENGTH]

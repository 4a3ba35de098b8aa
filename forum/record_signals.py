"""What follows when a record is saved or deleted, or a many-to-many relation of it changes.

Django's signals of the records are received here and nowhere else; each function below calls what
follows in its order. ``forum.apps`` connects them when the site starts.
"""

from collections import defaultdict
from functools import partial
from typing import Any

from django.db import connection, transaction
from django.db.models import Model
from django.db.models.signals import m2m_changed, post_delete, post_save, pre_delete, pre_save
from django.utils import timezone

from forum.core.addressable import Addressed
from forum.core.columns import model_field
from forum.core.content import Content, Part, Record
from forum.core.record_tree import holder_field, holder_model, record_models
from forum.history import recording
from forum.history.working_copies import copy_diversion
from forum.history.working_copies.store import owner_of_copy
from forum.localization import recounting
from forum.localization.glossary import name_terms
from forum.models import (
    AuditEntry,
    ImportUpload,
    SiteSettings,
    SlugRedirect,
    Topic,
    WorkingCopy,
)
from forum.search import due_names, index
from forum.workflow.take_down import departures, hidden_files, pictures
from people.models import Person, User
from sessions_app import clearance
from sessions_app.models import Appearance

type UpdateFields = frozenset[str] | None


def connect() -> None:
    """Connect the functions of this module; a second call changes nothing."""
    for model in record_models():
        # By model: with a receiver for all of them Django would read every row before it deletes
        # it, those of sessions and tasks too.
        pre_save.connect(before_save, model, dispatch_uid="before_save")
        post_save.connect(after_save, model, dispatch_uid="after_save")
        pre_delete.connect(before_delete, model, dispatch_uid="before_delete")
        post_delete.connect(after_delete, model, dispatch_uid="after_delete")
        for field in model._meta.local_many_to_many:
            through: Any = field.remote_field.through
            m2m_changed.connect(on_relation_change, through, dispatch_uid="on_relation_change")
    post_save.connect(after_audit_entry, AuditEntry, dispatch_uid="after_audit_entry")
    post_save.connect(after_working_copy, WorkingCopy, dispatch_uid="after_working_copy")
    post_save.connect(after_upload, ImportUpload, dispatch_uid="after_upload")
    pre_save.connect(before_user, User, dispatch_uid="before_user")


def before_save(instance: Record, raw: bool = False, **signal: object) -> None:
    """Keep what is stored while it can still be read."""
    if isinstance(instance, Person) and not raw and not instance._state.adding:
        clearance.note_new_name(instance)
    recording.before_save(instance)
    copy_diversion.before_save(instance)
    if not raw:
        hidden_files.before_save(instance)


def after_save(
    instance: Record,
    created: bool,
    raw: bool = False,
    update_fields: UpdateFields = None,
    **signal: object,
) -> None:
    """Bring up to date what is derived from a record.

    raw: a row of a fixture, which comes before those that it belongs to; the commands ``rebuild_…``
    follow such a load.
    """
    recording.after_save(instance)
    copy_diversion.after_save(instance, created)
    if raw:
        return
    if isinstance(instance, Addressed) and (update_fields is None or "slug" in update_fields):
        SlugRedirect.keep(instance)
    index.index_record(instance)
    due_names.after_save(instance)
    name_terms.after_save(instance, created, update_fields)
    recounting.after_save(instance, created, update_fields)
    departures.after_save(instance, update_fields)
    pictures.after_save(instance, created)
    if isinstance(instance, Appearance) and (former := instance.take_former_session()):
        note_loss(Appearance, former)
    if isinstance(instance, SiteSettings):
        write_error_pages()


def before_delete(instance: Record, **signal: object) -> None:
    """Keep the row that is about to go."""
    recording.before_delete(instance)
    copy_diversion.before_delete(instance)
    hidden_files.before_delete(instance)
    due_names.before_delete(instance)


def after_delete(instance: Record, **signal: object) -> None:
    """Remove what was derived from a record."""
    index.forget_record(instance)
    if isinstance(instance, Content):
        copy_diversion.after_delete(instance)
    name_terms.after_delete(instance)
    recounting.after_delete(instance)
    departures.after_delete(instance)
    pictures.after_delete(instance)
    if isinstance(instance, Part):
        field = model_field(type(instance), holder_field(type(instance)))
        note_loss(type(instance), getattr(instance, field.attname))


def on_relation_change(
    sender: type[Model],
    instance: Record,
    action: str,
    reverse: bool,
    pk_set: set[int] | None,
    **signal: object,
) -> None:
    """Follow a many-to-many relation, before it changes and after it.

    reverse: the instance is of the model that the relation points to; action: as Django's signal.
    """
    if sender is Appearance.photos.through:
        if isinstance(instance, Appearance) and action in ("post_remove", "post_clear"):
            instance.restore_photo_beside_remarks()
        if action in ("post_add", "post_remove") and pk_set:
            pictures.follow_photos({instance.pk} if reverse else pk_set)
    if not reverse and action.startswith("pre_"):
        recording.before_save(instance)
        copy_diversion.before_save(instance)
    elif not reverse:
        recording.after_save(instance)
        if isinstance(instance, Topic) and pk_set:
            note_topics(sender, pk_set)


class Losses:
    """What has lost parts in a transaction, by its models: changed once for all of them."""

    def __init__(self) -> None:
        self.holders: dict[type[Record], set[int]] = defaultdict(set)

    def __call__(self) -> None:
        holders, self.holders = self.holders, defaultdict(set)
        for model, keys in holders.items():
            model._base_manager.filter(pk__in=keys).update(updated=timezone.now())


def note_loss(model: type[Part], holder: int) -> None:
    """Let what a part stood in be changed now, once that is certain: it tells one row less.

    Its version stays: who has it open in a form is not overtaken.
    """
    waiting = (item for entry in connection.run_on_commit for item in entry)
    losses = next((item for item in waiting if isinstance(item, Losses)), Losses())
    losses.holders[holder_model(model)].add(holder)
    # Each time: a savepoint that is rolled back takes its own along.
    transaction.on_commit(losses, robust=True)


def note_topics(sender: type[Model], keys: set[int]) -> None:
    """Let what has another topic now be changed now: whoever reads what has changed is told."""
    for field in Topic._meta.many_to_many:
        if sender is field.remote_field.through:
            rows = field.related_model._base_manager.filter(pk__in=keys)
            transaction.on_commit(partial(rows.update, updated=timezone.now()), robust=True)


def after_audit_entry(instance: AuditEntry, created: bool, **signal: object) -> None:
    """Queue the mail about a step."""
    # The desk's modules load late, see ``forum.apps``; only what they do is told of.
    from forum.desk.notifications import notices

    if created:
        notices.queue_entry(instance)


def after_working_copy(instance: WorkingCopy, **signal: object) -> None:
    """Close the imports whose undoing waited for a working copy that is closed."""
    from forum.imports.undo import settle_waiting_runs

    if instance.closed_at:
        is_published = instance.outcome == WorkingCopy.Outcome.PUBLISHED
        settle = partial(settle_waiting_runs, owner_of_copy(instance) if is_published else None)
        # Afterwards: who undoes an import locks its run first, and working copies then.
        transaction.on_commit(settle, robust=True)


def after_upload(
    instance: ImportUpload, update_fields: UpdateFields = None, **signal: object
) -> None:
    """Queue the mail about an import that failed."""
    from forum.desk.notifications import notices

    if update_fields is None or "state" in update_fields:
        notices.queue_upload(instance)


def before_user(sender: type[User], instance: User, **facts: Any) -> None:
    """Write to somebody whose sign-in is changed, by a command too."""
    from forum.desk.accounts.security_mail import tell_of_sign

    tell_of_sign(sender, instance, **facts)


def write_error_pages() -> None:
    """Write the pages for errors anew; a folder that cannot be written to is logged, no more."""
    from forum.site import static_error_pages

    transaction.on_commit(static_error_pages.write_pages, robust=True)

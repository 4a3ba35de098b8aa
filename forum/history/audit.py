"""The audit trail: who did what to which record.

What somebody does is logged here. What is saved with nothing logged, ``recording`` logs itself.
"""

from contextvars import ContextVar

from django.contrib.auth.models import AnonymousUser
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model

from forum.core.acting_user import actor
from forum.core.content import Record
from forum.history.row_names import name_in_each_language
from forum.history.rows import RowKey, owner_of_row, stored_key
from forum.models import AuditEntry
from people.models import User

Action = AuditEntry.Action

# The entries of the block of ``recording`` under way: key -> the owner of its record.
logged_entries: ContextVar[dict[int, RowKey | None] | None] = ContextVar(
    "logged_entries", default=None
)


def log_action(
    action: Action,
    record: Model | type[Model],
    by: User | AnonymousUser | None = None,
    *,
    is_edit: bool | None = None,
    **params: object,
) -> AuditEntry:
    """Add an entry to the audit trail about a record, or about records of a model.

    by: a user; whoever is at work unless told. is_edit: as the action says, unless told.
    params: what the entry's sentence names, in JSON's types.
    """
    entry = AuditEntry(
        action=action,
        is_edit=action not in AuditEntry.STEPS if is_edit is None else is_edit,
        actor_id=by.pk if by else actor(),
        content_type=ContentType.objects.get_for_model(record),
        params=params,
    )
    owner = None
    if isinstance(record, Model):
        entry.object_id, entry.name = (
            record.pk,
            name_in_each_language(record)[: AuditEntry.NAME_LENGTH],
        )
        owner = owner_of_row(record, stored_key) if isinstance(record, Record) else None
    if owner:
        entry.owner_type, entry.owner_id = owner.kind, owner.pk
    entry.save(force_insert=True)
    entries = logged_entries.get()
    if entries is not None:
        entries[entry.pk] = owner
    return entry

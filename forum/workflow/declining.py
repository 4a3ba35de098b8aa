"""An office declines a guest's remarks: they are kept back at once, whoever enters the answer."""

from collections.abc import Callable

from forum.core.content import column
from forum.history.recording import recording
from forum.history.rows import RowKey, key_of
from forum.history.working_copies.copy_diversion import Diversion
from forum.history.working_copies.store import edits_of, open_copy
from forum.history.working_copies.writing import CopyRefusedError
from forum.models import WorkingCopy
from forum.workflow.copy_approvals import diverting_edits, keep_copy_approvals
from forum.workflow.record_steps import Refused
from people.models import User
from sessions_app.models import Appearance, Event


def keep_back(
    event: Event, guest: int, language: str, user: User, write: Callable[[], None]
) -> Diversion:
    """Let what writes a refusal do so in the tables, for the public reads them.

    guest: key of the stored appearance. Where the event's working copy holds another clearance of
    the text, it is written there too; else that stays as it is, with its schedule and its reviews.
    Raises Refused.
    """
    copy = open_copy(key_of(event), lock=True)
    with recording(user), keep_copy_approvals(copy):
        write()
    is_held = copy is not None and _has_clearance(copy, guest, language)
    try:
        with diverting_edits(user, [copy] if copy and is_held else []) as diversion:
            if is_held:
                write()
    except CopyRefusedError as refused:
        raise Refused(str(refused)) from refused
    return diversion


def is_stored(guest: int) -> bool:
    """Tell whether an appearance is not in a working copy alone."""
    return Appearance.objects.filter(pk=guest).exists()


def _has_clearance(copy: WorkingCopy, guest: int, language: str) -> bool:
    """Tell whether a working copy holds a clearance of a guest's text."""
    edit = edits_of(copy).get(RowKey(Appearance._meta.label_lower, guest))
    return edit is not None and any(
        name.startswith("clearance") and name.endswith(column("", language))
        for name in edit.fields
        if edit.kind == "changed"
    )

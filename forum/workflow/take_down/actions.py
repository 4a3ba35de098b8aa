"""Take offline and put back: the row's own state, and the take-down that keeps who and why."""

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from forum.core.content import HIDING, Content, Part, Status
from forum.history.audit import Action, log_action
from forum.models import TakeDown
from people.models import User
from sessions_app.models import Appearance

RECORD = TakeDown.Scope.RECORD
REMARKS = TakeDown.Scope.REMARKS

# What can be taken offline: a record, or one of its parts.
type Target = Content | Part


class TakeDownRefusedError(Exception):
    """Nothing was done; ``str`` is one sentence that says why not."""


def is_offline(record: Target, scope: str = RECORD) -> bool:
    """Tell whether staff took a record, or the remarks of an appearance, offline."""
    if scope == REMARKS and isinstance(record, Appearance):
        return record.remarks_withheld
    return record.is_offline if isinstance(record, Content) else record.withheld


def reason_not_to_take_offline(record: Target, scope: str = RECORD) -> str:
    """Return the reason why it cannot be taken offline, "" if it can."""
    if is_offline(record, scope):
        return gettext("It is offline already.")
    if isinstance(record, Content) and not record.is_published:
        return gettext("It is not published.")
    return ""


def reason_not_to_put_back(record: Target, scope: str = RECORD) -> str:
    """Return the reason why it cannot be put back online, "" if it can."""
    if not is_offline(record, scope):
        return gettext("It is not offline.")
    if isinstance(record, Content) and not record.published_at:
        return gettext("It has never been public; publish it instead.")
    return ""


def take_offline(record: Target, by: User | None, reason: str, scope: str = RECORD) -> TakeDown:
    """Take a record, or the remarks of an appearance, out of the public's sight.

    Raises TakeDownRefusedError where there is nothing to take, or no reason is given.
    """
    with transaction.atomic():
        row = _locked(record)
        if refused := reason_not_to_take_offline(row, scope) or _no_reason(reason):
            raise TakeDownRefusedError(refused)
        _set_offline(row, scope, offline=True)
        # One that the form of the record undid is still open.
        _close(row, scope, by)
        take_down = _record_take_down(row, by, reason, scope)
        _log(Action.TAKEN_OFFLINE, row, by, reason=take_down.reason, scope=scope)
    _refresh(record, row)
    return take_down


def put_back(record: Target, by: User, scope: str = RECORD) -> None:
    """Put back what was taken offline; the take-down stays, as the history.

    Raises TakeDownRefusedError where nothing is offline.
    """
    with transaction.atomic():
        row = _locked(record)
        if refused := reason_not_to_put_back(row, scope):
            raise TakeDownRefusedError(refused)
        _set_offline(row, scope, offline=False)
        _close(row, scope, by)
        _log(Action.PUT_BACK, row, by, scope=scope)
    _refresh(record, row)


def list_take_downs(record: Target) -> list[TakeDown]:
    """Return every take-down of a record, the latest first."""
    return list(TakeDown.objects.about(record).select_related("by", "undone_by"))


def _log(action: Action, row: Target, by: User | None, **params: object) -> None:
    # A part that goes out of sight changes what its owner's reviewers have read.
    log_action(action, row, by, is_edit=isinstance(row, Part), **params)


def _no_reason(reason: str) -> str:
    return "" if reason.strip() else gettext("Give the reason: it is kept for the staff only.")


def _locked(record: Target) -> Target:
    """Return the row as it is now; nobody else changes it until the transaction ends."""
    return type(record)._default_manager.select_for_update().get(pk=record.pk)


def _set_offline(row: Target, scope: str, *, offline: bool) -> None:
    if isinstance(row, Content):
        row.status = Status.OFFLINE if offline else Status.PUBLISHED
        row.save(update_fields=["status"])
    elif scope == REMARKS and isinstance(row, Appearance):
        row.remarks_withheld = offline
        row.save(update_fields=["remarks_withheld"])
    else:
        row.withheld = offline
        row.save(update_fields=["withheld"])


def _record_take_down(row: Target, by: User | None, reason: str, scope: str) -> TakeDown:
    return TakeDown.objects.create(
        content_type=ContentType.objects.get_for_model(row),
        object_id=row.pk,
        scope=scope,
        reason=reason.strip(),
        by=by,
    )


def _close(row: Target, scope: str, by: User | None) -> None:
    for take_down in TakeDown.objects.about(row).filter(scope=scope, undone_at=None):
        take_down.undone_by, take_down.undone_at = by, timezone.now()
        take_down.save(update_fields=["undone_by", "undone_at"])


def _refresh(record: Target, row: Target) -> None:
    """Let the caller's record know its new state."""
    for name in ("status", *HIDING, "version", "updated"):
        if hasattr(row, name):
            setattr(record, name, getattr(row, name))

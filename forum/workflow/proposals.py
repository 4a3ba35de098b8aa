"""What a working copy proposes beside its changes: merges, or the deletion of its record."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db import DEFAULT_DB_ALIAS
from django.db.models import ProtectedError
from django.db.models.deletion import Collector
from django.utils.translation import gettext

from forum.core.content import Content
from forum.core.record_names import full_name
from forum.models import WorkingCopy
from forum.workflow.merging.merge import merge_records, pair_token
from forum.workflow.merging.proposed import list_merges, why_not_merge


def why_not_carry_out(
    copy: WorkingCopy, record: Content, codes: Collection[str], at: datetime | None = None
) -> str:
    """Return why what is proposed is not carried out with some languages, "" if it can be.

    record: as the working copy has it. at: a moment that is still to come; nobody would look then.
    """
    if at and copy.proposals:
        return gettext(
            "A proposed merge or deletion is carried out at once, at no later moment: publish it "
            "without one."
        )
    if reason := why_not_merge(copy, record, codes):
        return reason
    return why_not_delete(record) if copy.proposals.get("deletes") else ""


def why_not_delete(record: Content) -> str:
    """Return what holds a record, in a sentence; "" where it can be deleted."""
    try:
        Collector(using=DEFAULT_DB_ALIAS, origin=record).collect([record])
    except ProtectedError as error:
        # Any: each of them is a record or a part.
        holding: set[Any] = error.protected_objects
        names = sorted({full_name(row.owner) for row in holding})
        words = gettext("It cannot be deleted, for it is used in %(names)s: take it out there.")
        return words % {"names": gettext(", ").join(f"“{name}”" for name in names)}
    return ""


def merge_proposed(copy: WorkingCopy, record: Content, by: Any) -> None:
    """Carry out the merges that a working copy proposes."""
    for merge in list_merges(copy):
        survivor: Any = type(record)._default_manager.get(pk=record.pk)
        if merge.duplicate is not None:
            # Of the version that was looked at before: else somebody saves it at this moment.
            token = pair_token([survivor, merge.duplicate])
            merge_records(survivor, merge.duplicate, merge.fields, by, token)

"""What an import's plan changes of what the public reads, and which working copies wait of that."""

from dataclasses import dataclass
from typing import Final, cast

from forum.core.content import Content, Record, column, language_codes
from forum.core.translations.states import worded_fields
from forum.history.rows import RowKey, key_of
from forum.history.working_copies.store import (
    are_any_released,
    find_open_copies,
    is_released,
    owner_of_copy,
)
from forum.imports.planning.field_comparison import is_blank
from forum.imports.planning.record_plan import RecordChange, RecordPlan
from forum.models import WorkingCopy
from forum.reader.event_record import EventRecord, Finding, Level
from forum.reader.findings import is_doubt

READY: Final = "ready_languages"


def changes_public(plan: RecordPlan) -> bool:
    """Tell whether a plan changes something of a record that the public reads."""
    return are_any_released(written_records(plan))


def is_held_back(plan: RecordPlan) -> bool:
    """Tell whether a plan changes what the public reads, and that waits in working copies."""
    return plan.waits and changes_public(plan)


def find_doubts(record: EventRecord, plan: RecordPlan) -> list[Finding]:
    """Return the findings of a record and its plan with which an import publishes nothing."""
    return [
        finding
        for finding in (*record.findings, *plan.findings)
        if is_doubt(finding.level, finding.kind, finding.case)
    ]


def brings_new(plan: RecordPlan) -> bool:
    """Tell whether the public would read something for the first time.

    A part of a public record is new to it, or a text where it had none. A text that it has already
    is corrected, about which whoever may publish is asked.
    """
    owners = {
        key_of(owner): owner
        for change in plan.written_changes()
        if (owner := _owner_of(change, plan)) and (change.row is None or _fills_text(change))
    }
    return are_any_released(owners.values())


def _fills_text(change: RecordChange) -> bool:
    """Tell whether a text of a stored row is written that the public had nothing of."""
    row = change.row
    if not isinstance(row, Record):
        return False
    # A draft is named on the pages of others; nothing else of it is read.
    is_draft = isinstance(row, Content) and not row.is_published
    languages = language_codes() if is_draft else row.public_languages
    names = ["name"] if is_draft else worded_fields(type(row))
    columns = {column(name, code) for name in names for code in languages}
    return any(
        is_blank(field.old) and not is_blank(field.new) and field.column in columns
        for field in change.written_fields
    )


@dataclass(frozen=True, slots=True)
class UnseenLanguages:
    """A public record that a plan gives texts in languages which nobody has published."""

    record: Content
    name: str
    languages: list[str]


def find_unseen_languages(plan: RecordPlan) -> list[UnseenLanguages]:
    """Return what the public would not see of a plan that is written and not published."""
    return [
        UnseenLanguages(change.row, change.name, codes)
        for change in plan.written_changes()
        if isinstance(change.row, Content) and (codes := list_added_languages(change, change.row))
    ]


def list_added_languages(change: RecordChange, row: Content) -> list[str]:
    """Return the languages that a change names a public record in first."""
    ready = next((field for field in change.written_fields if field.column == READY), None)
    if ready is None or not (row.is_published or row.is_offline):
        return []
    return [code for code in cast("list[str]", ready.new) if code not in row.ready_languages]


def find_copies_beside(plan: RecordPlan) -> list[int]:
    """Return the keys of the working copies that wait while a plan is written beside them.

    What does not wait itself is written to the public records.
    """
    return [] if plan.waits else [copy.pk for copy in _filled_copies(plan)]


def schedules_to_end(plan: RecordPlan) -> list[Finding]:
    """Return the findings for the scheduled working copies that a plan will change."""
    copies = _filled_copies(plan) if plan.waits else ()
    return [schedule_ended(copy) for copy in copies if copy.schedule]


def schedule_ended(copy: WorkingCopy) -> Finding:
    """Return the finding for a working copy whose publication was scheduled before it changed."""
    name = str(copy.object)
    return Finding(
        level=Level.WARNING, kind="unscheduled", subject=name, lines=(), params={"name": name}
    )


def written_records(plan: RecordPlan) -> list[Content]:
    """Return the stored records of which a plan writes something."""
    rows = (_owner_of(change, plan) for change in plan.written_changes())
    return list({key_of(row): row for row in rows if row is not None}.values())


def planned_owners(plan: RecordPlan) -> set[RowKey]:
    """Return the stored records that a plan is about, what stays as it is included."""
    owners = (_owner_of(change, plan) for change in plan.changes)
    return {key_of(owner) for owner in owners if owner}


def _owner_of(change: RecordChange, plan: RecordPlan) -> Content | None:
    """Return the stored record that a row belongs to, None for a new one."""
    owner = change.row if issubclass(change.model, Content) else plan.event
    return owner if isinstance(owner, Content) and owner.pk else None


def _filled_copies(plan: RecordPlan) -> list[WorkingCopy]:
    """Return the working copies, with something in them, of what a plan writes to."""
    records = {key_of(record): record for record in written_records(plan)}
    copies = find_open_copies(records)
    return [
        copy for copy in copies if not copy.is_empty and is_released(records[owner_of_copy(copy)])
    ]

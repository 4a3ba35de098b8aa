"""A plan of translations -> the tables: each row by its save."""

from collections.abc import Callable
from functools import partial
from typing import Any

from forum.core.content import Record, with_owner
from forum.core.translations.states import note_draft
from forum.history.audit import Action, log_action
from forum.history.import_plan import UNDECIDED, Decisions, Written, group_by_row, write_plan
from forum.history.working_copies.copy_diversion import keep_beside
from forum.localization.exchange.translation_plan import (
    TranslationChange,
    TranslationPlan,
    plan_translations,
)
from forum.localization.translation_access import Account

type Progress = Callable[[int, int], None]


def write_translations(
    plan: TranslationPlan,
    user: Account | None = None,
    decisions: Decisions = UNDECIDED,
    on_progress: Progress = lambda _done, _count: None,
) -> Written[TranslationChange]:
    """Write a plan, in one transaction.

    user: who imports; None for an operator. on_progress: is told after each row how many are done,
    and how many there are.
    """

    def save(changes: list[TranslationChange]) -> dict[Record, dict[str, Any]]:
        for owner in _save_rows(changes, on_progress):
            action = Action.TRANSLATIONS_IMPORTED
            keep_beside(log_action(action, owner, user, file=plan.file_name))
        return {}

    plan_again = partial(plan_translations, plan.file, user, lock=True)
    return write_plan(plan, plan_again, save, user=user, decisions=decisions)


def _save_rows(changes: list[TranslationChange], on_progress: Progress) -> list[Record]:
    """Write the texts, row by row; return the records that the rows belong to."""
    rows = group_by_row(changes)
    owners: dict[Record, None] = {}
    for number, (key, row_changes) in enumerate(rows.items(), 1):
        row = with_owner(key.model).get(pk=key.pk)
        for change in row_changes:
            _set_text(row, change)
        # Only these: undoing would not give back what else a save writes.
        columns = [field.column for change in row_changes for field in change.fields]
        row.save(update_fields=[*columns, "translations"])
        owners[row.owner] = None
        on_progress(number, len(rows))
    return list(owners)


def _set_text(row: Record, change: TranslationChange) -> None:
    for field in change.fields:
        setattr(row, field.column, field.new)
    if change.unit:
        # What was translated is the source as the file has it, were it another today.
        note_draft(row, change.unit.field, change.unit.language, change.source)

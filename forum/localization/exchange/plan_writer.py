"""A plan -> the tables: what was chosen is written whole or not at all, each row by its save."""

from collections import defaultdict
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from typing import Any

from django.contrib.admin.models import CHANGE, LogEntry
from django.utils.translation import gettext, gettext_noop

from forum.core.content import column, with_owner
from forum.core.save_batches import batched_saves
from forum.core.translations.states import drafted
from forum.history.corrections.changed import Edits
from forum.history.recording import recording
from forum.history.trees import Key as RowKey
from forum.localization.exchange.plan import Change, Plan
from forum.localization.exchange.planner import plan as planned
from forum.localization.exchange.unit_ids import parsed

# The comment of the revision, and what the desk's log says.
IMPORTED = gettext_noop("Translation imported from %(file)s")


@dataclass(slots=True)
class Written:
    """What came of it.

    done: texts that were written. moved: those that were chosen and are another by now than the
    plan showed; they were left alone.
    """

    done: list[Change] = field(default_factory=list)
    moved: list[Change] = field(default_factory=list)


type Progress = Callable[[int, int], None]


def write(
    plan: Plan,
    user: Any = None,
    chosen: Collection[str] | None = None,
    on_progress: Progress | None = None,
) -> Written:
    """Write a plan, in one transaction.

    user: who imports; None for an operator. chosen: keys of the texts to take, those that are only
    taken if somebody says so among them; None for what is taken anyway. on_progress: is told after
    each row how many there are done, and in all.
    """
    outcome = Written()
    with recording(user, IMPORTED, file=plan.file.name), batched_saves():
        now = planned(plan.file, user, lock=True)
        seen = {(one.key, one.handed.language): one.seen for one in plan.changes}
        for change in now.changes:
            if _is_chosen(change, chosen):
                same = seen.get((change.key, change.handed.language)) == change.seen
                (outcome.done if same else outcome.moved).append(change)
        owners = _write(outcome.done, on_progress or (lambda _done, _all: None))
        _log(owners, plan.file.name, user)
    return outcome


def edits(plan: Plan, chosen: Collection[str] | None = None) -> Edits:
    """Return what writing a plan would change of the stored rows; chosen: as for ``write``."""
    taken = [one for one in plan.changes if _is_chosen(one, chosen)]
    return {
        RowKey(model._meta.label_lower, pk): {
            _column(one): (one.unit.text if one.unit else "", one.text) for one in some
        }
        for (model, pk), some in _by_row(taken).items()
    }


def _is_chosen(change: Change, chosen: Collection[str] | None) -> bool:
    return change.is_taken if chosen is None else change.may_be_taken and change.key in chosen


def _write(changes: list[Change], on_progress: Progress) -> list[Any]:
    """Write the texts, row by row; return the records that the rows belong to."""
    rows = _by_row(changes)
    owners: dict[Any, None] = {}
    for number, ((model, pk), some) in enumerate(rows.items(), 1):
        row = with_owner(model).get(pk=pk)
        for change in some:
            _put(row, change)
        row.save()
        owners[row.owner] = None
        on_progress(number, len(rows))
    return list(owners)


def _log(owners: list[Any], name: str, user: Any) -> None:
    if user is not None and owners:
        # Quotation marks would let a name pass for a mark of the publishing.
        message = gettext(IMPORTED) % {"file": name.replace('"', "'")}
        LogEntry.objects.log_actions(user.pk, owners, CHANGE, change_message=message)


def _by_row(changes: list[Change]) -> dict[tuple[Any, int], list[Change]]:
    rows: dict[tuple[Any, int], list[Change]] = defaultdict(list)
    for change in changes:
        if key := parsed(change.key):
            rows[key.model, key.pk].append(change)
    return rows


def _column(change: Change) -> str:
    return column(change.key.rpartition(".")[2], change.handed.language)


def _put(row: Any, change: Change) -> None:
    field, language = change.key.rpartition(".")[2], change.handed.language
    setattr(row, _column(change), change.text)
    # What was translated is the source as the file has it, were it another today.
    drafted(row, field, language, change.source)

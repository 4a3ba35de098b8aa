"""The way in of texts and terms, whatever the file: plan, preview, confirm, write.

A reader makes values of a file. A planner compares them with what is stored and returns an
``ImportPlan`` of changes; nothing is written yet. A page or a command shows it. Whoever imports
confirms it: the ``version_token`` tells that the plan is still the one that was shown, and
``Decisions`` say what becomes of the changes that ask for one. ``write_plan`` plans once more, with
the rows locked, and writes what was chosen, in one transaction and one revision:

    plan = plan_terms(name, rows)
    write_plan(plan, partial(plan_terms, name, rows, lock=True), _save)

A record goes the same way with the same actions, field changes and tokens, but with a plan and a
writer of its own (``RecordPlan``, ``forum/imports/writer.py``): its rows name others of the plan
that are not stored yet, an owner is locked with its working copy before the plan is made again, and
a rehearsal writes it and takes all back. Here no row names another of its plan.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from django.db import models
from django.utils.translation import pgettext_lazy

from forum.core.content import Record
from forum.core.save_batches import batched_saves
from forum.history.corrections.changed import Edits
from forum.history.import_runs import TextImport
from forum.history.recording import recording
from forum.history.rows import RowKey
from forum.history.version_token import token_of
from forum.history.working_copies.copy_diversion import keep_beside
from forum.models import ImportRun
from forum.reader.event_record import Finding, Level


class Action(models.TextChoices):
    """What an import does with something that a file states.

    Of a conflict what staff wrote stays, unless somebody decides otherwise. What is confirmed still
    holds, word for word; what is empty, the file has no text for.
    """

    CREATE = "create", pgettext_lazy("plan", "create")
    UPDATE = "update", pgettext_lazy("plan", "update")
    CONFIRM = "confirm", pgettext_lazy("plan", "still holds")
    CONFLICT = "conflict", pgettext_lazy("plan", "conflict")
    REFUSED = "refused", pgettext_lazy("plan", "refused")
    EMPTY = "empty", pgettext_lazy("plan", "not translated")
    UNCHANGED = "unchanged", pgettext_lazy("plan", "unchanged")


WRITABLE: Final = frozenset({Action.CREATE, Action.UPDATE, Action.CONFIRM, Action.CONFLICT})

# Answers to a change; to a question of a plan also the key of a record, or the word for a new one.
TAKE, LEAVE = "take", "leave"

type Decisions = Mapping[str, str]
"""Key of a change, or of a question of the plan -> answer."""

UNDECIDED: Final[Decisions] = {}


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A column. old: as stored; new: as the file has it, both in JSON's types.

    is_conflict: the stored value stays, for staff changed it since the last import, or, where it
    gives_way, because a document tells of it only in passing.
    """

    column: str
    old: Any
    new: Any
    is_conflict: bool = False
    gives_way: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What an import would do with one thing that the file states.

    key: unique in the plan, and the same when the file is planned again. name: for people to read.
    stored: of the row that it changes, None for a new one. basis: what else a decision rests on,
    as that about a translation does on its source. lines: where the file speaks of it.
    findings: an error refuses the change, a warning leaves it out unless somebody takes it.
    """

    key: str
    action: Action
    name: str = ""
    fields: tuple[FieldChange, ...] = ()
    stored: RowKey | None = None
    basis: str = ""
    findings: tuple[Finding, ...] = ()
    lines: tuple[int, ...] = ()

    @property
    def finding_kinds(self) -> set[str]:
        """What the findings are about."""
        return {finding.kind for finding in self.findings}

    @property
    def is_writable(self) -> bool:
        """Whether it can be written."""
        return self.action in WRITABLE

    @property
    def needs_decision(self) -> bool:
        """Whether it is written only if somebody chooses it."""
        return any(finding.level == Level.WARNING for finding in self.findings)

    def is_chosen(self, decisions: Decisions = UNDECIDED) -> bool:
        """Tell whether it is to be written, given some decisions."""
        default = LEAVE if self.needs_decision else TAKE
        return self.is_writable and decisions.get(self.key, default) == TAKE

    @property
    def version_token(self) -> str:
        """What somebody decided upon; if it is another by now, she or he has to look again."""
        fields = [[field.column, field.old, field.new, field.is_conflict] for field in self.fields]
        return token_of([self.key, self.action, self.stored, self.basis, fields])

    @property
    def tick(self) -> str:
        """What a page sends where it is ticked: that counts for what was shown and nothing else."""
        return f"{self.key} {self.version_token}"


def read_ticks(changes: Iterable[Change], ticks: Set[str]) -> Decisions:
    """Return what was decided on a page that lists some changes. ticks: as it sent them."""
    return {change.key: TAKE if change.tick in ticks else LEAVE for change in changes}


@dataclass(frozen=True, slots=True)
class ImportPlan[C: Change]:
    """What an import would do. changes: in the order of the file, or that of the writing."""

    file_name: str
    changes: Sequence[C]

    @property
    def counts(self) -> dict[Action, int]:
        """How many changes there are of each action; every action is named."""
        counts = Counter(change.action for change in self.changes)
        return {action: counts[action] for action in Action}

    @property
    def is_writable(self) -> bool:
        """Whether there is anything to write, if somebody takes it."""
        return any(change.is_writable for change in self.changes)

    @property
    def version_token(self) -> str:
        """The same for two plans that write the same over the same."""
        return token_of([change.version_token for change in self.changes])

    @property
    def with_findings(self) -> list[C]:
        """What somebody should look at."""
        return [change for change in self.changes if change.findings]

    def with_action(self, action: Action) -> list[C]:
        """Return the changes of an action."""
        return [change for change in self.changes if change.action == action]

    def chosen(self, decisions: Decisions = UNDECIDED) -> list[C]:
        """Return what is written after some decisions."""
        return [change for change in self.changes if change.is_chosen(decisions)]

    def edits(self, decisions: Decisions = UNDECIDED) -> Edits:
        """Return what is written to stored rows, for the question whether it corrects them."""
        return find_edits(self.chosen(decisions))


def find_edits(changes: Iterable[Change]) -> Edits:
    """Return what changes write to stored rows."""
    return {
        key: {
            field.column: (field.old, field.new)
            for change in row_changes
            for field in change.fields
            if not field.is_conflict
        }
        for key, row_changes in group_by_row(changes).items()
    }


def group_by_row[C: Change](changes: Iterable[C]) -> dict[RowKey, list[C]]:
    """Return the changes of each stored row, without those of rows that are not stored yet."""
    rows: dict[RowKey, list[C]] = defaultdict(list)
    for change in changes:
        if change.stored:
            rows[change.stored].append(change)
    return rows


class Written[C: Change](NamedTuple):
    """The result of a plan.

    changes: those that were written. overtaken: those that were chosen and are another by now than
    the plan showed; they were left alone. run: undoes it, None where nothing was written.
    """

    changes: list[C]
    overtaken: list[C]
    run: ImportRun | None = None


def write_plan[C: Change](
    plan: ImportPlan[C],
    plan_again: Callable[[], ImportPlan[C]],
    save: Callable[[list[C]], Mapping[Record, dict[str, Any]] | None],
    *,
    user: Any = None,
    decisions: Decisions = UNDECIDED,
) -> Written[C]:
    """Write what is chosen of a plan, in one transaction.

    plan_again: makes the plan anew, its rows locked; save: writes changes, and what was done into
    the audit trail, and returns each row that it created with its values, None where what it wrote
    is no import to be undone as one. user: None for an operator.
    """
    written: Written[C] = Written([], [])
    with recording(user), batched_saves():
        tokens = {change.version_token for change in plan.changes if change.is_writable}
        for change in plan_again().chosen(decisions):
            is_current = change.version_token in tokens
            (written.changes if is_current else written.overtaken).append(change)
        text_import = TextImport(find_edits(written.changes))
        created = save(written.changes)
        if created is not None:
            run = text_import.store_run(plan.file_name, created, user)
            keep_beside(*filter(None, [run]))
            written = written._replace(run=run)
    return written

"""A block of code whose changes of public records go into their working copies.

    with diverting(user, copies) as diversion:
        ...

The block works on the tables with some working copies laid over them. What it does to records that
its user may edit directly is stored; what it does to the others is taken back and kept in their
working copies. Work that follows a save does not follow what is taken back.
"""

from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db import transaction
from django.db.models import Model, ProtectedError
from django.utils.translation import gettext_lazy as _

from forum.core.content import Content, Part, Record
from forum.core.record_tree import owner_lookup, owner_model
from forum.core.save_batches import batched_saves
from forum.history.audit import Action, log_action
from forum.history.recording import recording
from forum.history.rows import RowKey, key_of, owner_of_row, stored_key
from forum.history.states import RecordState, current_keys, current_state
from forum.history.version_token import OvertakenError
from forum.history.working_copies.changes import (
    RecordEdits,
    find_edits,
    is_annotation,
    put_off,
)
from forum.history.working_copies.overlay import overlaid
from forum.history.working_copies.refusals import find_refusals
from forum.history.working_copies.store import (
    close_copy,
    edits_of,
    is_released,
    keep_edited,
    keep_edits,
    open_copy,
    owner_of_copy,
    start_copy,
)
from forum.history.working_copies.tables_with_copies import stage_copy
from forum.history.working_copies.writing import write_edits
from forum.models import WorkingCopy
from forum.permissions.access import PUBLISH, may

_MOVED_ACROSS = _("What is public does not move to another record: add it there, delete it here.")

_active: ContextVar["Diversion | None"] = ContextVar("diversion", default=None)


class MovedAcrossError(OvertakenError):
    """A part would move from one record to another, one of which is public."""


class Diversion:
    """The changes of a block, and where they are stored.

    kept: the working copies that were changed; annotated: those in which no text and no fact was,
    although states of translations or clearances, or what is public, were; proposed: those that a
    deletion was proposed in; deleted: the records that were deleted at once; unscheduled: the
    working copies that were changed, or got a proposal, although their publication was scheduled;
    refused: the records in which somebody refuses to be shown, at once. beside: rows that are no
    records, and are stored whatever becomes of the block.
    is_of_many: whether the block works on many records; what it changes is then no part of what
    it deletes. is_doubtful: whether nothing of it may become public unseen, whoever its user is.
    """

    def __init__(
        self,
        user: Any,
        copies: Iterable[WorkingCopy],
        *,
        is_of_many: bool = False,
        is_doubtful: bool = False,
    ) -> None:
        self.user, self.is_of_many, self.is_doubtful = user, is_of_many, is_doubtful
        self.staged = {owner_of_copy(copy): copy for copy in copies}
        self.kept: list[WorkingCopy] = []
        self.annotated: list[WorkingCopy] = []
        self.proposed: list[WorkingCopy] = []
        self.deleted: list[RowKey] = []
        self.unscheduled: list[WorkingCopy] = []
        self.refused: list[RowKey] = []
        self.beside: list[Model] = []
        # Every owner that is touched -> whether its changes are kept in its working copy.
        self._verdicts: dict[RowKey, bool] = {}
        self._deleted: dict[RowKey, None] = {}
        self._states: dict[RowKey, RecordState] = {}

    @property
    def is_needed(self) -> bool:
        """Whether the block is to be rolled back."""
        return bool(self.staged) or any(self._verdicts.values())

    def keeps(self, owner: RowKey) -> bool:
        """Tell whether the changes of a record are kept in its working copy."""
        if owner in self._verdicts:
            return self._verdicts[owner]
        return owner in self.staged or self._is_diverted(owner)

    def note(self, record: Any) -> None:
        """Note a row that is about to be changed, with the record that owns it."""
        self._note_owners(owner_of_row(record, stored_key), _stored_owner(record))

    def _note_owners(self, *row_owners: RowKey | None) -> None:
        owners = [owner for owner in row_owners if owner]
        for owner in owners:
            self._verdicts[owner] = self.keeps(owner)
        if len(set(owners)) > 1 and any(self._verdicts[owner] for owner in owners):
            raise MovedAcrossError(_MOVED_ACROSS)

    def note_new(self, record: Record) -> None:
        """Note a row that was added. A new record is not public, so it is stored as it is."""
        if isinstance(record, Content):
            self._verdicts.setdefault(key_of(record), False)
        else:  # it is stored as it is
            self._note_owners(owner_of_row(record, stored_key))

    def note_deletion(self, record: Any) -> None:
        """Note a row that is about to be deleted."""
        self.note(record)
        if isinstance(record, Content):
            self._deleted[key_of(record)] = None

    def _is_diverted(self, owner: RowKey) -> bool:
        if not issubclass(owner.model, Content) or (self.user is None and not self.is_doubtful):
            return False
        record = owner.model._base_manager.filter(pk=owner.pk).first()
        if record is None or (not self.is_doubtful and may(self.user, PUBLISH, record)):
            return False
        return is_released(record)

    def read(self) -> None:
        """Read the state after the block, before it is rolled back."""
        for owner in self._verdicts:
            if owner not in self._deleted:
                self._states[owner] = current_state(owner)

    def keep(self) -> None:
        """Store what was read: in working copies, or in the tables where that is allowed."""
        deletions = [owner for owner in self._deleted if self._verdicts.get(owner)]
        for owner in deletions:
            self._propose_deletion(owner)
        # What goes with a deletion goes when that is published.
        states = self._states if self.is_of_many or not deletions else {}
        diverted = {owner: states[owner] for owner in states if self._verdicts[owner]}
        stored = {owner: states[owner] for owner in states if owner not in diverted}
        diverted |= self._write(stored, _added_rows(diverted))
        for owner, state in diverted.items():
            self._keep_in_copy(owner, state)
        # Last: parts of other records that named what is deleted may have gone with those.
        doomed = [owner for owner in self._deleted if owner not in deletions]
        self._delete(doomed)
        for row in self.beside:
            row.save()

    def _delete(self, doomed: Collection[RowKey]) -> None:
        """Delete records, which may name each other; what a public one still names is proposed."""
        named = [owner for owner in doomed if not self._is_deleted(owner)]
        if len(named) < len(doomed):
            self._delete(named)
            return
        for owner in named:
            self._propose_deletion(owner)

    def _is_deleted(self, owner: RowKey) -> bool:
        """Delete a record, unless another one names it."""
        try:
            with transaction.atomic():
                self._write({owner: {}}, ())
        except ProtectedError:
            return False
        self.deleted.append(owner)
        return True

    def _write(
        self, states: dict[RowKey, RecordState], waiting: Collection[RowKey]
    ) -> dict[RowKey, RecordState]:
        """Store some records as they are after the block, together: they may name each other.

        waiting: rows that working copies are about to add. What leads to one cannot be stored yet;
        returned are the records of which something is left to their own working copies.
        """
        public: RecordState = {}
        edits: RecordEdits = {}
        rest: dict[RowKey, RecordState] = {}
        for owner, state in states.items():
            stored = current_state(owner, lock=True)
            owner_edits = find_edits(stored, state, {}, 0)
            # Each of them: none is to be passed over because of an earlier one.
            is_put_off = [put_off(edit, waiting) for edit in owner_edits.values()]
            if any(is_put_off):
                rest[owner] = state
            public |= stored
            edits |= owner_edits
        write_edits(public, edits)
        return rest

    def _keep_in_copy(self, owner: RowKey, state: RecordState) -> None:
        public = current_state(owner, lock=True)
        is_refused = self._refuse_at_once(owner, public, state)
        if is_refused:
            public = current_state(owner)
        staged = self.staged.get(owner)
        existing = staged or open_copy(owner)
        if existing is None and not find_edits(public, state, {}, 0):
            return
        copy = start_copy(owner, self.user)
        schedule, former = copy.schedule, edits_of(copy)
        is_current = staged is not None and staged.version == copy.version
        was_staged = is_current or not copy.changes
        if keep_edited(copy, public, state, self.user, was_staged=was_staged):
            self.kept.append(copy)
            is_edit = not is_annotation(former, edits_of(copy))
            _log(Action.COPY_CHANGED, owner, self.user, is_edit=is_edit)
            self.annotated += [] if is_edit else [copy]
            self._note_unscheduled(copy, owner, schedule)
        elif is_refused:
            self.annotated.append(copy)

    def _refuse_at_once(self, owner: RowKey, public: RecordState, state: RecordState) -> bool:
        """Store in the tables where somebody refuses to be shown; tell whether anybody does."""
        refusals = find_refusals(public, state)
        if refusals:
            write_edits(public, refusals)
            self.refused.append(owner)
            _log(Action.CHANGED, owner, self.user, is_edit=False)
        return bool(refusals)

    def _propose_deletion(self, owner: RowKey) -> None:
        copy = start_copy(owner, self.user)
        schedule = copy.schedule
        copy.proposals["deletes"] = True
        keep_edits(copy, edits_of(copy), self.user)
        self.proposed.append(copy)
        _log(Action.DELETION_PROPOSED, owner, self.user)
        self._note_unscheduled(copy, owner, schedule)

    def _note_unscheduled(self, copy: WorkingCopy, owner: RowKey, schedule: dict[str, str]) -> None:
        if schedule:
            self.unscheduled.append(copy)
            record = owner.model._base_manager.get(pk=owner.pk)
            log_action(Action.UNSCHEDULED, record, self.user, languages=[*schedule])


def _added_rows(states: dict[RowKey, RecordState]) -> set[RowKey]:
    """Return the rows of some records that no table has."""
    return {key for owner, state in states.items() for key in {*state} - current_keys(owner)}


def _log(action: Action, owner: RowKey, user: Any, *, is_edit: bool = True) -> None:
    record = owner.model._base_manager.get(pk=owner.pk)
    log_action(action, record, user, is_edit=is_edit)


def _stored_owner(record: Any) -> RowKey | None:
    """Return the record that owns a row as it is stored."""
    if not record.pk or not isinstance(record, Part):
        return None
    model = type(record)
    pk = (
        model._base_manager.filter(pk=record.pk).values_list(owner_lookup(model), flat=True).first()
    )
    return RowKey(owner_model(model)._meta.label_lower, pk) if pk else None


@contextmanager
def diverting(
    user: Any,
    copies: Iterable[WorkingCopy] = (),
    *,
    is_of_many: bool = False,
    is_doubtful: bool = False,
) -> Iterator[Diversion]:
    """Store the block's changes of public records in their working copies.

    user: who is at work; None for an operator, who edits directly what is not doubtful. copies:
    those that are laid over the tables first; whatever the block does to their records stays in
    them. Of a block within another the outer one knows what it kept.
    """
    diversion = Diversion(user, copies, is_of_many=is_of_many, is_doubtful=is_doubtful)
    with transaction.atomic(), recording(user):
        with transaction.atomic(), batched_saves():
            for copy in diversion.staged.values():
                stage_copy(copy)
            token = _active.set(diversion)
            try:
                yield diversion
            finally:
                _active.reset(token)
            is_kept_elsewhere = diversion.is_needed and not transaction.get_rollback()
            if is_kept_elsewhere:
                diversion.read()
                transaction.set_rollback(True)
        if is_kept_elsewhere:
            diversion.keep()
        if outer := _active.get():
            outer.beside += diversion.beside
            if is_kept_elsewhere:
                outer.kept += diversion.kept
                outer.annotated += diversion.annotated
                outer.proposed += diversion.proposed
                outer.deleted += diversion.deleted
                outer.unscheduled += diversion.unscheduled
                outer.refused += diversion.refused


@contextmanager
def editing(
    user: Any, copies: Iterable[WorkingCopy] = (), *, is_doubtful: bool = False
) -> Iterator[Diversion]:
    """Let a block that works on many records edit them as its user may.

    Who may publish edits what is public; the others edit the working copies, and so does everybody
    where what the block brings is doubtful. copies: those that are worked on, locked; whoever may
    not publish works on all that are open of what the block is about.
    """
    with diverting(user, copies, is_of_many=True, is_doubtful=is_doubtful) as diversion:
        yield diversion


def edits_directly(user: Any, *, is_doubtful: bool) -> bool:
    """Tell whether a block that works on many records changes what is public itself."""
    return not is_doubtful and (user is None or may(user, PUBLISH))


@contextmanager
def viewing(user: Any, *, is_doubtful: bool = False) -> Iterator[None]:
    """Let a block read what ``editing`` would change; what it writes is rolled back."""
    if edits_directly(user, is_doubtful=is_doubtful):
        yield
        return
    with overlaid(WorkingCopy.objects.open().order_by("pk")):
        yield


def is_diverting() -> bool:
    """Tell whether changes of public records are being diverted."""
    return _active.get() is not None


def keep_beside(*rows: Model) -> None:
    """Let rows that are no records outlive the block that stored them, under their keys."""
    if diversion := _active.get():
        diversion.beside += rows


def is_diverted(record: Record) -> bool:
    """Tell whether what happens to a record is kept in a working copy."""
    owner = owner_of_row(record, stored_key)
    return bool((diversion := _active.get()) and owner and diversion.keeps(owner))


def before_save(record: Record) -> None:
    """Note a record before it is saved, or before a relation of it changes."""
    if (diversion := _active.get()) and record.pk:
        diversion.note(record)


def after_save(record: Record, created: bool) -> None:
    """Note a record that has just been made."""
    if (diversion := _active.get()) and created:
        diversion.note_new(record)


def before_delete(record: Record) -> None:
    """Note a record before it is deleted."""
    if diversion := _active.get():
        diversion.note_deletion(record)


def after_delete(record: Content) -> None:
    """Close the working copy of a record that is gone; it can be taken up again with that."""
    if copy := open_copy(key_of(record)):
        close_copy(copy, WorkingCopy.Outcome.DISCARDED, None)

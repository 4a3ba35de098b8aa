"""Plan -> tables: one transaction, everything or nothing.

The plan is made inside the transaction, behind the lock that all imports share, so nothing changes
between comparing and writing. Every row is saved through ``Model.save``, for search, caches and
redirects hear of it there. Files lie outside the transaction: they are written last where possible
and taken away again when it fails, so that no row ever names a file that is not there.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

from django.db import DataError, IntegrityError, reset_queries
from django.utils.translation import gettext

from forum.core.save_batches import batched_saves, rolled_back
from forum.core.storage import files_with_rows
from forum.history.audit import Action, log_action
from forum.history.recording import recording
from forum.history.states import lock_records_of
from forum.history.version_token import OvertakenError
from forum.history.working_copies.copy_diversion import editing, edits_directly, viewing
from forum.history.working_copies.store import find_open_copies, open_copies
from forum.history.working_copies.tables_with_copies import staged
from forum.history.working_copies.writing import CopyRefusedError
from forum.imports.import_lock import WAIT_SECONDS, hold_import_lock
from forum.imports.plan import (
    Decisions,
    RecordPlan,
    Store,
    plan_import,
)
from forum.imports.public_changes import (
    brings_new,
    find_copies_beside,
    find_doubts,
    planned_owners,
    schedule_ended,
)
from forum.imports.row_writer import PlanWriter, WriteError
from forum.models import ImportRun, WorkingCopy
from forum.reader.document import Document
from forum.reader.event_record import EventRecord
from forum.reader.reading import Reading
from people.models import User


class PlanOvertakenError(WriteError, OvertakenError):
    """What would be written is no longer what was agreed to."""


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """What the operator asks for.

    event_slug, overwrite, decisions: see ``forum.imports.plan``. publish: what the import makes,
    and the languages in which it first names a public record; never a draft that was there.
    despite_doubts: although what is read contradicts itself or the site, or leaves something to be
    decided (``find_doubts``); nothing of it is published otherwise.
    is_doubtful: whether what is read holds guesses or is a part only; nothing of it is published,
    then. What it changes of public records goes into their working copies, whoever imports, where
    it is doubtful, or would be read by the public for the first time without being published.
    by: who imports. seconds: how long to wait for another import.
    version_token: of the plan that was agreed to, "" where none was shown; waits: whether that
    was to wait in working copies, None where none was shown. copies_beside: the working copies
    beside which it may write; None: beside any.
    """

    event_slug: str | None = None
    overwrite: bool = False
    publish: bool = False
    despite_doubts: bool = False
    is_doubtful: bool = False
    by: User | None = None
    seconds: float = WAIT_SECONDS
    decisions: Decisions | None = None
    version_token: str = ""
    waits: bool | None = None
    copies_beside: frozenset[int] | None = None


@dataclass(frozen=True, slots=True)
class ImportOutcome:
    """The plan, and the run that wrote it: None when nothing had to be written."""

    plan: RecordPlan
    run: ImportRun | None


def ignore(*_facts: object) -> None:
    """Report nothing."""


def write_import(
    record: EventRecord,
    document: Document,
    options: ImportOptions | None = None,
    *,
    reading: Reading | None = None,
    on_wait: Callable[[str], None] = ignore,
    on_plan: Callable[[RecordPlan], None] = ignore,
    on_progress: Callable[[int, int], None] = ignore,
) -> ImportOutcome:
    """Plan a record and write the plan, or nothing at all.

    What it would change of public records goes into their working copies, unless whoever imports
    may publish, nothing is doubtful, and what the public has not read yet is to be published: the
    plan's ``waits`` tells. reading: what the record came from, for the run's report.
    on_wait: is told who holds the lock. on_plan: is shown the plan before it is written, and stops
    it with an exception of its own. on_progress: objects written, objects in all. Raises PlanError,
    ImportLockedError, WriteError (PlanOvertakenError where the plan is another than the one agreed
    to) and DocumentError, each with one sentence.
    """
    options = options or ImportOptions()
    with _files_with_their_rows(), _one_revision(options, on_wait):
        first = plan_first(record, document, options)
        owners = planned_owners(first)
        # Here: what ``editing`` rolls back would let go of the rows before they are written.
        lock_records_of(owners)
        copies = _lock_copies(first, record, document, options)
        with editing(options.by, copies, is_doubtful=first.waits) as diversion:
            plan = _plan(record, document, options, Store(lock=True))
            plan = replace(plan, waits=first.waits)
            publishes = _is_publishable(record, plan, options)
            _require_agreed_plan(plan, options, publishes=publishes)
            if not owners >= planned_owners(plan):
                raise PlanOvertakenError(_site_has_changed())
            _require_agreed_copies(plan, options)
            on_plan(plan)
            changes = list(plan.written_changes())
            writer = PlanWriter(plan, document, options.by, publishes=publishes)
            for number, change in enumerate(changes, 1):
                writer.write(change)
                on_progress(number, len(changes))
                reset_queries()  # in development every query is kept, with its texts
        if not changes:
            return ImportOutcome(plan, None)
        writer.findings += [schedule_ended(copy) for copy in diversion.unscheduled]
        plan = replace(plan, findings=(*plan.findings, *writer.findings))
        run = writer.store_run(record, plan, reading)
        log_action(Action.IMPORTED, run, options.by, file=record.source)
        return ImportOutcome(plan, run)


def rehearse_import(record: EventRecord, document: Document, options: ImportOptions) -> RecordPlan:
    """Return the plan that ``write_import`` would write, after writing it and taking all back.

    So whatever the database would refuse is refused here as well. Pictures are not stored; a
    picture's header was read when it was planned. Raises what ``write_import`` raises.
    """
    with _files_with_their_rows(), rolled_back():
        first = plan_first(record, document, options)
        copies = _lock_copies(first, record, document, options)
        editing_it = editing(options.by, copies, is_doubtful=first.waits)
        with recording(options.by), editing_it as diversion:
            plan = first
            if first.waits:
                plan = replace(_plan(record, document, options, Store()), waits=True)
            publishes = _is_publishable(record, plan, options)
            writer = PlanWriter(plan, document, options.by, publishes=publishes)
            for change in plan.written_changes():
                if not change.picture:
                    writer.write(change)
                    reset_queries()
    writer.findings += [schedule_ended(copy) for copy in diversion.unscheduled]
    return replace(plan, findings=(*plan.findings, *writer.findings))


def plan_first(record: EventRecord, document: Document, options: ImportOptions) -> RecordPlan:
    """Return the plan of an import as things stand; nothing is locked or written.

    Raises PlanError.
    """
    if not edits_directly(options.by, is_doubtful=options.is_doubtful):
        return _plan_over_copies(record, document, options)
    plan = _plan(record, document, options, Store())
    if not plan.may_name_erased and (
        _is_publishable(record, plan, options) or not brings_new(plan)
    ):
        return plan
    return _plan_over_copies(record, document, options)


def _plan_over_copies(
    record: EventRecord, document: Document, options: ImportOptions
) -> RecordPlan:
    with viewing(options.by, is_doubtful=True):
        return replace(_plan(record, document, options, Store()), waits=True)


def _lock_copies(
    first: RecordPlan, record: EventRecord, document: Document, options: ImportOptions
) -> list[WorkingCopy]:
    """Lock the working copies that a plan is written over, and return them.

    They are those of what the plan is about, so that whoever saves into another does not wait; all
    that are open, where without the others it would be another plan.
    """
    if not first.waits:
        return []
    copies = list(find_open_copies(planned_owners(first)).select_for_update())
    if len(copies) == WorkingCopy.objects.open().count():
        return copies
    with staged(copies):
        plan = _plan(record, document, options, Store())
    return copies if plan.version_token == first.version_token else list(open_copies())


def _plan(
    record: EventRecord, document: Document, options: ImportOptions, store: Store
) -> RecordPlan:
    return plan_import(
        record,
        event_slug=options.event_slug,
        overwrite=options.overwrite,
        document=document,
        store=store,
        decisions=options.decisions,
    )


def _is_publishable(record: EventRecord, plan: RecordPlan, options: ImportOptions) -> bool:
    """Tell whether anything becomes public by an import: that was asked for, and nothing doubts."""
    is_asked = options.publish and not options.is_doubtful and not plan.may_name_erased
    return is_asked and (options.despite_doubts or not find_doubts(record, plan))


def _require_agreed_plan(plan: RecordPlan, options: ImportOptions, *, publishes: bool) -> None:
    """Refuse another plan than the one agreed to, and one whose record was published meanwhile."""
    is_agreed = options.version_token in ("", plan.version_token)
    # Whether it waits was decided before any row was locked.
    is_overtaken = not plan.waits and not publishes and brings_new(plan)
    if not is_agreed or is_overtaken or options.waits not in (None, plan.waits):
        raise PlanOvertakenError(_site_has_changed())


def _site_has_changed() -> str:
    return gettext("The site has changed since the plan was made; nothing was written.")


def _require_agreed_copies(plan: RecordPlan, options: ImportOptions) -> None:
    """Refuse to write beside a working copy that nobody has seen."""
    if options.copies_beside is None:
        return
    if options.copies_beside.issuperset(find_copies_beside(plan)):
        return
    raise PlanOvertakenError(
        gettext("A working copy was begun since the plan was made; nothing was written.")
    )


@contextmanager
def _one_revision(options: ImportOptions, on_wait: Callable[[str], None]) -> Iterator[None]:
    """Hold the lock, and make one revision of everything that the import writes."""
    with hold_import_lock(on_wait, options.seconds), batched_saves(), recording(options.by):
        yield


@contextmanager
def _files_with_their_rows() -> Iterator[None]:
    """Remove what was written as files where the rows are not; say why in a WriteError."""
    try:
        with files_with_rows():
            yield
    except CopyRefusedError as error:
        raise WriteError(str(error)) from error
    except (DataError, IntegrityError) as error:
        reason = str(error).partition("\n")[0]
        raise WriteError(
            gettext("The database refused a value (%(reason)s); nothing was written.")
            % {"reason": reason}
        ) from error
    except OSError as error:
        raise WriteError(
            gettext("A file could not be stored (%(reason)s); nothing was written.")
            % {"reason": error.strerror or type(error).__name__}
        ) from error

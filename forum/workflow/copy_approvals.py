"""The reviews of a working copy, which go on holding over a save that edits nothing in it."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from typing import Any

from forum.core.content import Content
from forum.history.working_copies.copy_diversion import Diversion, diverting
from forum.history.working_copies.store import owner_of_copy
from forum.history.working_copies.tables_with_copies import staged
from forum.models import Review, WorkingCopy
from forum.workflow.copy_digests import read_digests
from forum.workflow.review_rounds import Progress, progress_of_copy


@contextmanager
def at_work(copy: WorkingCopy) -> Iterator[tuple[Content, Progress]]:
    """Yield the record as a working copy has it, with its reviews; all is rolled back."""
    owner = owner_of_copy(copy)
    with staged([copy]):
        records: Any = owner.model._default_manager
        record: Content = records.get(pk=owner.pk)
        yield record, progress_of_copy(copy, record)


def read_progress(copy: WorkingCopy) -> Progress:
    """Read the reviews of a working copy."""
    with at_work(copy) as (_record, progress):
        return progress


@contextmanager
def keep_copy_approvals(copy: WorkingCopy | None) -> Iterator[None]:
    """Keep the reviews of a working copy valid although the block saves what is public."""
    former = read_progress(copy) if copy else None
    yield
    if copy and former:
        move_approvals(copy, former)


def move_approvals(copy: WorkingCopy, former: Progress) -> None:
    """Let the reviews that held before hold for the present version."""
    _renew(copy, [review for turn in former.rounds for review in turn.approvals])


def _renew(copy: WorkingCopy, approvals: Collection[Review]) -> None:
    if approvals:
        token = read_progress(copy).version_token
        keys = [review.pk for review in approvals]
        Review.objects.filter(pk__in=keys).update(version_token=token)


@contextmanager
def diverting_edits(user: Any, copies: Collection[WorkingCopy] = ()) -> Iterator[Diversion]:
    """Divert a block; the reviews of a working copy that it only annotates go on holding."""
    former = read_digests(copies)
    with diverting(user, copies) as diversion:
        yield diversion
    for copy in diversion.annotated:
        if digests := former.get(copy.pk):
            approvals = Review.objects.about(copy).filter(decision=Review.Decision.APPROVED)
            _renew(copy, [review for review in approvals if digests.holds(review)])

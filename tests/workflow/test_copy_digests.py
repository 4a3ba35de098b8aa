"""What an approval of a working copy covers: in every form that a release has noted it in."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from forum.desk.my_work import PendingRecords, list_work
from forum.history.version_token import record_token
from forum.history.working_copies.copy_diversion import diverting
from forum.history.working_copies.tables_with_copies import staged
from forum.models import Review, WorkingCopy
from forum.workflow import record_steps
from forum.workflow.copy_approvals import keep_copy_approvals
from forum.workflow.copy_digests import FORMS, CopyDigests, read_digests
from forum.workflow.review_rounds import progress_of
from people.models import User
from sessions_app.models import Appearance, Event
from tests.history.test_copy_versions import approve, approved, copy_of
from tests.history.test_working_copies import edit, editor, member, save
from tests.support import factories as make
from tests.support.admin_forms import make_settings
from tests.support.publishing import draft

pytestmark = pytest.mark.django_db
__all__ = ["editor"]
DAY = timedelta(days=1)


@pytest.fixture
def reviewer() -> User:
    return member("Reviewer-publisher")


@pytest.fixture
def event(editor: User, reviewer: User) -> Event:
    """Return a public event with a working copy that is approved."""
    event = make.make_event(title_en="Green Ports")
    edit(editor, event, title_en="Blue Ports")
    approve(event, editor, reviewer)
    return event


def note_in_form(event: Event, form: int) -> None:
    """Let the approval be one that an earlier release noted."""
    copy = copy_of(event)
    with staged([copy]):
        digest = FORMS[form](copy, record_token(Event.objects.get(pk=event.pk)))
    Review.objects.filter(decision="approved").update(version_token=digest)


def notes(user: User) -> list[str]:
    return [item.note for group in list_work(PendingRecords(user)) for item in group.items]


@pytest.mark.parametrize("form", range(len(FORMS)))
def test_an_approval_of_each_form_counts_for_the_same_content(event: Event, form: int) -> None:
    note_in_form(event, form)
    assert approved(event) == ["en"]


@pytest.mark.parametrize("form", range(len(FORMS)))
def test_an_approval_of_no_form_counts_after_an_edit(event: Event, editor: User, form: int) -> None:
    note_in_form(event, form)
    edit(editor, event, title_en="Red Ports")
    assert approved(event) == []


def test_a_former_form_does_not_count_once_the_copy_was_changed_and_set_back(event: Event) -> None:
    note_in_form(event, 0)
    WorkingCopy.objects.update(changed_at=timezone.now() + DAY)
    assert approved(event) == []


def test_a_former_form_does_not_count_for_a_merge(event: Event) -> None:
    copy = copy_of(event)
    copy.proposals = {"merges": [{"other": event.pk, "fields": []}]}
    former = FORMS[1](copy, "token")
    review = Review(version_token=former, at=copy.changed_at + DAY)
    assert not CopyDigests(copy, "token").holds(review)


def test_an_approval_of_a_former_form_outlives_a_clearance(
    event: Event, editor: User, reviewer: User
) -> None:
    note_in_form(event, 1)
    with keep_copy_approvals(copy_of(event)):
        save(Event.objects.get(pk=event.pk), edition=8)
    assert approved(event) == ["en"]


@pytest.fixture
def guests(editor: User) -> list[Appearance]:
    """Return guests of a public event whose working copy adds, changes and deletes such."""
    session = make.make_session(make.make_event())
    people = [make.make_person(name_en=name) for name in ("Lin Lan", "Wang Fang", "Wu Yu")]
    first, second = (make.make_appearance(session, person) for person in people[:2])
    edit(editor, first, title_en="Dean")
    add_and_delete(editor, session, people[2], second)
    return [first, second]


def add_and_delete(editor: User, session: Any, person: Any, gone: Appearance) -> None:
    with diverting(editor, [copy_of(session)]):
        make.make_appearance(session, person)
        Appearance.objects.get(pk=gone.pk).delete()


def test_digests_are_read_without_laying_the_copy_over(guests: list[Appearance]) -> None:
    event = guests[0].session.event
    copy = copy_of(event)
    with staged([copy]):
        expected = CopyDigests(copy, record_token(Event.objects.get(pk=event.pk))).present
    assert read_digests([copy])[copy.pk].present == expected


def test_the_reviewer_is_told_why_to_review_a_copy_again(
    event: Event, editor: User, reviewer: User
) -> None:
    edit(editor, event, title_en="Red Ports")
    (note,) = notes(reviewer)
    assert "does not count any more: the text was changed after it." in note


def test_the_reviewer_is_told_where_an_upgrade_ended_the_approval(
    event: Event, reviewer: User
) -> None:
    Review.objects.filter(decision="approved").update(version_token="0" * 16)
    (note,) = notes(reviewer)
    assert "what is public was changed after it, or the site was upgraded since." in note


def test_the_reviewer_is_told_why_to_review_a_draft_again(editor: User, reviewer: User) -> None:
    make_settings(reviews=1)
    event = draft()
    record_steps.submit(event, editor, ["en"])
    record_steps.approve(event, reviewer, "", progress_of(event).version_token)
    waits = notes(reviewer)
    save(Event.objects.get(pk=event.pk), edition=8)
    (note,) = notes(reviewer)
    assert ("any more" in waits[0], "the text was changed after it." in note) == (False, True)


def test_what_is_approved_as_it_stands_is_to_be_published(event: Event, reviewer: User) -> None:
    kinds = [item.kind for group in list_work(PendingRecords(reviewer)) for item in group.items]
    assert kinds == ["To publish"]

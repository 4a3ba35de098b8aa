"""Versions within a working copy only rise: a review, or a form, of a former state never fits."""

from typing import Any

import pytest

from forum.history.rows import key_of
from forum.history.version_token import row_token
from forum.history.working_copies.changes import RowEdit, overlay
from forum.history.working_copies.copy_diversion import diverting
from forum.history.working_copies.store import edits_of, open_copy
from forum.history.working_copies.tables_with_copies import staged
from forum.models import WorkingCopy
from forum.workflow.copy_steps import approve_copy, submit_copy
from forum.workflow.review_rounds import progress_of_copy
from people.models import Person, User
from sessions_app.models import Appearance, Event
from tests.history.test_working_copies import edit, editor, member, save
from tests.support import factories as make
from tests.support.admin_forms import make_settings

pytestmark = pytest.mark.django_db
__all__ = ["editor"]


@pytest.fixture
def guest() -> Appearance:
    """A guest of a public event whose title the office has cleared."""
    person = make.make_person(name_en="Lin Lan")
    values = {"title_en": "Professor", "clearance_en": Appearance.Clearance.CLEARED}
    return make.make_appearance(make.make_session(make.make_event()), person, **values)


def copy_of(record: Any) -> WorkingCopy:
    copy = open_copy(key_of(record.owner))
    assert copy
    return copy


def rename(user: User, person: Person) -> None:
    """Rename a guest in a form of the person, which does not show the event's working copy."""
    with diverting(user, filter(None, [open_copy(key_of(person))])):
        save(Person.objects.get(pk=person.pk), name_en="Lin Lam")


def row_version(record: Any) -> str:
    with staged([copy_of(record)]):
        return row_token(type(record)._base_manager.get(pk=record.pk))


def approve(event: Event, by: User, reviewer: User) -> None:
    make_settings(reviews=1)
    submit_copy(copy_of(event), by, ["en"])
    approve_copy(copy_of(event), reviewer, "", token(event))


def token(event: Event) -> str:
    copy = copy_of(event)
    with staged([copy]):
        return progress_of_copy(copy, Event.objects.get(pk=event.pk)).version_token


def approved(event: Event) -> list[str]:
    copy = copy_of(event)
    with staged([copy]):
        return progress_of_copy(copy, Event.objects.get(pk=event.pk)).approved


def test_an_edit_elsewhere_brings_no_lapsed_approval_back(editor: User, guest: Appearance) -> None:
    event = guest.session.event
    edit(editor, guest, title_en="Dean")
    approve(event, editor, member("Reviewer-publisher"))
    edit(editor, guest, title_en="Unread")
    lapsed = approved(event)
    rename(editor, guest.person)
    assert (lapsed, approved(event)) == ([], [])


def test_an_edit_elsewhere_gives_a_row_no_former_version(editor: User, guest: Appearance) -> None:
    versions = []
    for title in ("Dean", "Rector"):
        edit(editor, guest, title_en=title)
        versions.append(row_version(guest))
    rename(editor, guest.person)
    assert row_version(guest) not in versions


def test_what_was_set_back_and_changed_anew_is_reviewed_anew(editor: User) -> None:
    event = make.make_event(edition=6)
    edit(editor, event, edition=7)
    approve(event, editor, member("Reviewer-publisher"))
    former = row_version(event)
    edit(editor, event, edition=6)
    edit(editor, event, edition=8)
    assert (approved(event), row_version(event) == former) == ([], False)


def test_a_block_that_changes_nothing_leaves_reviews_and_schedule(editor: User) -> None:
    event = make.make_event(title_en="Green Ports")
    edit(editor, event, title_en="Blue Ports")
    WorkingCopy.objects.update(schedule={"en": "2999-01-01T09:30:00+08:00"})
    state_before = (copy_of(event).version, copy_of(event).schedule, token(event))
    with diverting(editor, [copy_of(event)]):
        pass
    assert (copy_of(event).version, copy_of(event).schedule, token(event)) == state_before


def test_a_guest_who_is_to_be_deleted_stays_so(editor: User, guest: Appearance) -> None:
    with diverting(editor):
        Appearance.objects.get().delete()
    rename(editor, guest.person)
    assert edits_of(copy_of(guest))[key_of(guest)].kind == "deleted"


def test_versions_rise_by_both_changes(guest: Appearance) -> None:
    key = key_of(guest)
    former = {key: RowEdit(key, "changed", {"version": (1, 1003)})}
    later = {key: RowEdit(key, "changed", {"version": (1, 1002), "title_en": ("A", "B")})}
    assert overlay(former, later, 1000)[key].fields == {
        "version": (1, 1004),
        "title_en": ("A", "B"),
    }

"""The audit trail: one entry for each act, and the snapshots of what it changed."""

import pytest
from django.db import transaction

from forum.core.acting_user import acting
from forum.history.audit import Action, log_action
from forum.history.recording import recording
from forum.history.rows import key_of
from forum.history.states import revisions_of
from forum.models import AuditEntry, Term
from people.models import User
from tests.support import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def lin(db: None) -> User:
    return User.objects.create_user("lin")


def acts() -> list[str]:
    return list(AuditEntry.objects.order_by("at", "pk").values_list("action", flat=True))


def test_an_entry_says_who_did_what_to_which_record(lin: User) -> None:
    event = make.make_event(title_en="Green Ports")
    entry = log_action(Action.PUBLISHED, event, lin, languages=["en"])
    assert (entry.actor, entry.action, entry.record, entry.name, entry.params) == (
        lin, "published", event, "绿色港口 / Green Ports", {"languages": ["en"]},
    )  # fmt: skip


def test_an_act_on_a_part_is_told_of_its_owner(lin: User) -> None:
    appearance = make.make_appearance()
    entry = log_action(Action.CLEARANCE, appearance, lin)
    assert (entry.record, entry.owner_id) == (appearance, appearance.session.event.pk)


def test_whoever_is_at_work_is_the_actor(lin: User) -> None:
    with acting(lin.pk):
        entry = log_action(Action.CHANGED, make.make_event())
    assert entry.actor == lin


def test_an_act_may_concern_no_single_record() -> None:
    entry = log_action(Action.GLOSSARY_IMPORTED, Term, file="terms.csv")
    assert (entry.record, entry.name) == (None, "")


@pytest.mark.parametrize(("action", "is_edit"), [(Action.CHANGED, True), (Action.APPROVED, False)])
def test_a_step_is_no_edit(action: Action, is_edit: bool) -> None:
    assert log_action(action, make.make_event()).is_edit is is_edit


def test_snapshots_go_to_the_entry_about_their_record(lin: User) -> None:
    event = make.make_event()
    with recording(lin):
        event.title_en = "Blue Ports"
        event.save()
        entry = log_action(Action.RESTORED, event)
    assert acts() == ["baseline", "restored"]
    assert revisions_of(key_of(event))[0] == entry


def test_what_no_entry_is_about_goes_to_the_first(lin: User) -> None:
    event, person = make.make_event(), make.make_person()
    with recording(lin):
        entry = log_action(Action.IMPORTED, event, file="a.docx")
        person.name_en = "Lin Lan-Xi"
        person.save()
    assert revisions_of(key_of(person))[0] == entry


@pytest.mark.parametrize("is_deleted", [False, True])
def test_a_block_without_an_entry_gets_one(lin: User, is_deleted: bool) -> None:
    event = make.make_event(title_en="Green Ports", title_zh_hans="绿色港口")
    with recording(lin):
        event.title_en = "Blue Ports"
        event.delete() if is_deleted else event.save()
    entry = AuditEntry.objects.latest_first()[0]
    assert (entry.action, entry.actor) == ("deleted" if is_deleted else "changed", lin)


def test_a_new_record_is_added(lin: User) -> None:
    with recording(lin):
        make.make_person()
    assert acts() == ["added"]


def test_an_entry_that_was_taken_back_holds_nothing(lin: User) -> None:
    event = make.make_event()
    with recording(lin):
        with transaction.atomic():
            log_action(Action.PUBLISHED, event)
            transaction.set_rollback(True)
        event.title_en = "Blue Ports"
        event.save()
    assert acts() == ["baseline", "changed"]


def test_the_state_before_comes_before_what_was_logged_first(lin: User) -> None:
    event = make.make_event()
    with recording(lin):
        log_action(Action.DELETED, event)
        event.delete()
    assert acts() == ["baseline", "deleted"]

"""Proposed deletions and merges: with an event only if chosen, never against what holds."""

from typing import Any

import pytest
from django.test import Client

from forum.models import KnowledgeProduct, WorkingCopy
from forum.workflow import copy_tasks
from forum.workflow.copy_steps import publish_copy
from forum.workflow.package import read_package
from people.models import Person, User
from sessions_app.models import Event, EventAccess
from tests.support import factories as make
from tests.support.admin_forms import get_undrawn, make_settings
from tests.support.desk_client import address
from tests.support.publishing import BOTH, HIDDEN, LATER, draft, refusal
from tests.support.staff import enter
from tests.support.working_copies import edit, form_url, step
from tests.workflow.test_package import choose
from tests.workflow.test_proposed_merges import propose

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("without_reviews")]


@pytest.fixture
def event() -> Event:
    return draft(slug="ports", title_en="Green Ports")


@pytest.fixture
def product(event: Event) -> KnowledgeProduct:
    """Return a public product of a draft event."""
    return make.make_product(title_en="Tide Atlas", launched_in=make.make_session(event))


@pytest.fixture
def guest(event: Event) -> Person:
    """Return a public person in a draft event."""
    person = make.make_person(slug="lin", name_en="Lin Lan")
    make.make_appearance(make.make_session(event), person)
    return person


def delete(client: Client, record: Any) -> None:
    client.post(address(type(record), "delete", record.pk), {"post": "yes"})


def rows(client: Client, event: Event) -> list[tuple[str, bool, str]]:
    panel = get_undrawn(client, form_url(event)).context_data["publishing"].package
    return [(row.state, row.goes, row.label) for row in panel.rows]


def test_a_proposed_deletion_stays_out(
    editor: Client, reviewer: Client, event: Event, product: KnowledgeProduct
) -> None:
    delete(editor, product)
    row = rows(reviewer, event)
    step(reviewer, event, "publish", languages="zh-hans,en")
    assert (row, KnowledgeProduct.objects.count()) == (
        [("To be deleted", False, "Do it with the event")],
        1,
    )


def test_a_proposed_deletion_that_is_taken_in_is_carried_out(
    editor: Client, reviewer: Client, event: Event, product: KnowledgeProduct
) -> None:
    delete(editor, product)
    choose(reviewer, event, "take_in", product)
    step(reviewer, event, "publish", languages="zh-hans,en")
    assert KnowledgeProduct.objects.count() == 0


def test_who_chose_before_a_deletion_was_proposed_did_not_choose_that(
    editor: Client, reviewer: Client, event: Event, product: KnowledgeProduct
) -> None:
    edit(editor, product, title_en="Tide Tables")
    choose(reviewer, event, "take_in", product)
    delete(editor, product)
    assert rows(reviewer, event) == [("To be deleted", False, "Do it with the event")]


def test_a_proposed_merge_stays_out_and_is_named(
    editor: Client, reviewer: Client, event: Event, guest: Person
) -> None:
    duplicate = make.make_person(slug="lan", name_en="Lan Lin", name_zh_hans="", **HIDDEN)
    propose(editor, guest, duplicate)
    row = rows(reviewer, event)
    step(reviewer, event, "publish", languages="zh-hans,en")
    assert row == [("To be merged with “Lan Lin”", False, "Do it with the event")]
    assert Person.objects.count() == 2


def test_a_proposed_deletion_is_carried_out_at_no_later_moment(
    editor: Client, reviewer: Client, event: Event, product: KnowledgeProduct
) -> None:
    delete(editor, product)
    choose(reviewer, event, "take_in", product)
    (words,) = step(reviewer, event, "publish", languages="zh-hans,en", **LATER)
    assert ("“Tide Atlas”" in words, "at no later moment" in words) == (True, True)
    assert WorkingCopy.objects.get().schedule == {}


def test_what_holds_a_record_that_is_to_be_deleted_is_named(
    editor: Client, reviewer: Client, event: Event
) -> None:
    person = make.make_person(name_en="Lin Lan")
    delete(editor, person)
    make.make_appearance(make.make_session(event), person)
    panel = get_undrawn(reviewer, form_url(person)).context_data["publishing"]
    (words,) = step(reviewer, person, "publish", languages="zh-hans,en")
    sentence = (
        "It cannot be deleted, for it is used in “绿色港口 / Green Ports”: take it out there."
    )
    assert (words, panel.why_not_publish) == (sentence, sentence)


def test_a_deletion_that_became_impossible_is_no_error_at_its_moment(
    editor: Client, reviewer: Client, event: Event
) -> None:
    person = make.make_person()
    delete(editor, person)
    make.make_appearance(make.make_session(event), person)
    WorkingCopy.objects.update(schedule={"en": "2024-01-01T09:30:00+08:00"})
    copy = WorkingCopy.objects.get()
    copy_tasks.publish_scheduled_copy.func(copy.pk, User.objects.latest("pk").pk)
    copy.refresh_from_db()
    assert (list(copy.refusals), Person.objects.count()) == (["en"], 1)


def test_what_a_merge_brings_along_holds_the_record_too(
    editor: Client, reviewer: Client, event: Event
) -> None:
    survivor, duplicate = make.make_person(slug="lin"), make.make_person(slug="lan")
    make.make_appearance(make.make_session(event), duplicate)
    propose(editor, survivor, duplicate)
    delete(editor, survivor)
    copy = WorkingCopy.objects.get()
    words = refusal(publish_copy, copy, User.objects.latest("pk"), BOTH)
    assert ("cannot be deleted" in words, Person.objects.count()) == (True, 2)


def test_with_an_event_no_review_of_another_language_is_given(
    editor: Client, reviewer: Client
) -> None:
    make_settings(reviews=1)
    event = draft(title_en="")
    product = make.make_product(launched_in=make.make_session(event), **HIDDEN)
    step(editor, product, "submit", languages=BOTH)
    step(editor, event, "submit", languages=["zh-hans"])
    row = rows(reviewer, event)
    step(reviewer, event, "approve")
    (item,) = read_package(event, BOTH).items
    assert (row[0][0], item.progress.approved) == ("In review by itself: Chinese and English", [])


def test_a_row_says_in_which_languages_its_review_is_due(
    editor: Client, reviewer: Client, event: Event
) -> None:
    make_settings(reviews=1)
    make.make_product(launched_in=make.make_session(event), **HIDDEN)
    step(editor, event, "submit", languages=BOTH)
    assert rows(reviewer, event)[0][0] == "In review: Chinese and English"


def test_a_proposed_deletion_is_taken_in_by_those_who_publish_it(
    editor: Client, event: Event, product: KnowledgeProduct
) -> None:
    delete(editor, product)
    words = choose(editor, event, "take_in", product)[-1]
    ((_state, goes, _label),) = rows(editor, event)
    text = f"“{product}”: Your role does not include publishing it."
    assert (words, goes) == (text, False)


@pytest.mark.parametrize("client", ["editor", "reviewer"])
def test_a_button_for_it_is_offered_to_those_alone(
    request: pytest.FixtureRequest, editor: Client, event: Event, product: KnowledgeProduct,
    client: str,
) -> None:  # fmt: skip
    delete(editor, product)
    panel = request.getfixturevalue(client).get(form_url(event)).context["publishing"].package
    assert [row.choice for row in panel.rows] == ["take_in" if client == "reviewer" else ""]


def test_who_may_not_change_a_record_leaves_it_not_out(event: Event, editor: Client) -> None:
    make.make_appearance(make.make_session(event), make.make_person(status="draft"))
    make.make_product(title_en="Tide Atlas", status="draft", launched_in=event.sessions.first())
    helper = enter("External helper")
    EventAccess.objects.create(user=User.objects.get(username="external helper"), event=event)
    product = KnowledgeProduct.objects.get()
    words = choose(helper, event, "leave_out", product)[-1]
    assert words == f"“{product}”: Your role does not include changing it."

"""What a proposed merge brings is reviewed like any other change of the record that stays."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from forum.models import WorkingCopy
from forum.workflow.authorship import editors
from people.models import Person, User
from tests.support import factories as make
from tests.support.admin_forms import get_undrawn, make_settings, messages_of
from tests.support.publishing import HIDDEN
from tests.support.staff import enter
from tests.support.working_copies import copy_url, edit, form_url, step
from tests.workflow.test_copy_annotations import approved

pytestmark = pytest.mark.django_db

BOTH = "zh-hans,en"


@pytest.fixture
def survivor() -> Person:
    return make.make_person(slug="lin", name_en="Lin Lan", biography_en="<p>Engineer.</p>")


@pytest.fixture
def duplicate() -> Person:
    texts = {"biography_en": "<p>Professor.</p>", "biography_zh_hans": ""}
    return make.make_person(slug="lan", name_en="Lan Lin", **texts, **HIDDEN)


def propose(client: Client, survivor: Person, duplicate: Person, *fields: str) -> Any:
    url = f"{reverse('merge-person', args=[survivor.pk])}?other={duplicate.pk}"
    chosen = {f"field-{name}": "other" for name in fields}
    token = client.get(url).context["version_token"]
    return client.post(url, {"version_token": token, **chosen})


def public_biography() -> str:
    return Person.objects.get(slug="lin").biography_en


def approve_by_two(editor: Client, survivor: Person) -> Client:
    make_settings(reviews=2)
    step(editor, survivor, "submit", languages=["en"])
    first, second = (enter("Reviewer-publisher", name) for name in ("first", "second"))
    step(first, survivor, "approve")
    step(second, survivor, "approve")
    return second


def test_what_was_reviewed_is_merged(editor: Client, survivor: Person, duplicate: Person) -> None:
    propose(editor, survivor, duplicate, "biography_en")
    second = approve_by_two(editor, survivor)
    step(second, survivor, "publish", languages="en")
    assert (public_biography(), Person.objects.count()) == ("<p>Professor.</p>", 1)


def test_what_was_rewritten_since_is_reviewed_anew(
    editor: Client, survivor: Person, duplicate: Person
) -> None:
    propose(editor, survivor, duplicate, "biography_en")
    second = approve_by_two(editor, survivor)
    edit(editor, duplicate, biography_en="<p>Unread.</p>")
    (words,) = step(second, survivor, "publish", languages="en")
    assert ("have not been given" in words, public_biography()) == (True, "<p>Engineer.</p>")


def test_without_reviews_too_it_is_proposed_anew(
    editor: Client, reviewer: Client, survivor: Person, duplicate: Person
) -> None:
    make_settings(reviews=0)
    propose(editor, survivor, duplicate, "biography_en")
    edit(editor, duplicate, biography_en="<p>Unread.</p>")
    (words,) = step(reviewer, survivor, "publish", languages="en")
    refused = public_biography()
    propose(editor, survivor, duplicate, "biography_en")
    step(reviewer, survivor, "publish", languages="en")
    assert ("propose the merge again" in words, refused, public_biography()) == (
        True,
        "<p>Engineer.</p>",
        "<p>Unread.</p>",
    )


def test_no_text_becomes_public_with_another_language(
    editor: Client, reviewer: Client, survivor: Person, duplicate: Person
) -> None:
    make_settings(reviews=0)
    edit(editor, survivor, biography_zh_hans="<p>工程师。</p>")
    propose(editor, survivor, duplicate, "biography_en")
    (words,) = step(reviewer, survivor, "publish", languages="zh-hans")
    early = public_biography()
    step(reviewer, survivor, "publish", languages=BOTH)
    assert ("publish them together" in words, early, public_biography()) == (
        True,
        "<p>Engineer.</p>",
        "<p>Professor.</p>",
    )


def test_the_languages_that_it_brings_are_to_be_reviewed(
    editor: Client, survivor: Person, duplicate: Person
) -> None:
    make_settings(reviews=1)
    propose(editor, survivor, duplicate, "biography_en")
    panel = get_undrawn(editor, form_url(survivor)).context_data["publishing"]
    assert [language.code for language in panel.to_submit] == ["en"]


def test_a_duplicate_that_is_gone_is_told_of(
    editor: Client, reviewer: Client, survivor: Person, duplicate: Person
) -> None:
    make_settings(reviews=0)
    propose(editor, survivor, duplicate, "biography_en")
    duplicate.delete()
    (words,) = step(reviewer, survivor, "publish", languages=BOTH)
    assert ("was deleted meanwhile" in words, WorkingCopy.objects.open().count()) == (True, 1)


def test_a_merge_is_withdrawn_and_the_rest_stays(
    editor: Client, reviewer: Client, survivor: Person, duplicate: Person
) -> None:
    make_settings(reviews=0)
    edit(editor, survivor, biography_en="<p>Dean.</p>")
    propose(editor, survivor, duplicate, "biography_en")
    Person.objects.filter(pk=duplicate.pk).delete()
    url = copy_url("working-copy", survivor)
    version = editor.get(url).context["copy"].version
    editor.post(url, {"withdraw": duplicate.pk, "version_token": version})
    step(reviewer, survivor, "publish", languages="en")
    assert (public_biography(), WorkingCopy.objects.open().count()) == ("<p>Dean.</p>", 0)


def test_its_values_are_shown(editor: Client, survivor: Person, duplicate: Person) -> None:
    propose(editor, survivor, duplicate, "biography_en")
    page = editor.get(copy_url("working-copy", survivor))
    ((field,),) = [merge.fields for merge in page.context["merges"]]
    assert (field.old, field.new) == ("Engineer.", "Professor.")
    assert "Professor" in page.text


def test_a_new_name_is_asked_about(
    editor: Client, reviewer: Client, survivor: Person, duplicate: Person
) -> None:
    make_settings(reviews=0)
    make.make_appearance(make.make_session(make.make_event()), survivor)
    propose(editor, survivor, duplicate, "name_en")
    step(reviewer, survivor, "publish", languages="en", asked_kind="")
    assert Person.objects.get(slug="lin").name_en == "Lin Lan"


def test_a_proposal_that_ends_a_schedule_says_so(
    editor: Client, survivor: Person, duplicate: Person
) -> None:
    edit(editor, survivor, biography_en="<p>Dean.</p>")
    WorkingCopy.objects.update(schedule={"en": "2999-01-01T09:30:00+08:00"})
    words = messages_of(propose(editor, survivor, duplicate))
    assert "whoever may publish sets the time again" in words[-1]
    assert WorkingCopy.objects.get().schedule == {}


def test_a_withdrawal_that_ends_a_schedule_says_so(
    editor: Client, survivor: Person, duplicate: Person
) -> None:
    propose(editor, survivor, duplicate)
    WorkingCopy.objects.update(schedule={"en": "2999-01-01T09:30:00+08:00"})
    url = copy_url("working-copy", survivor)
    version = editor.get(url).context["copy"].version
    words = messages_of(editor.post(url, {"withdraw": duplicate.pk, "version_token": version}))
    assert "whoever may publish sets the time again" in words[-1]
    assert WorkingCopy.objects.get().schedule == {}


def test_of_a_merge_that_an_earlier_release_stored_it_says_so(
    editor: Client, reviewer: Client, survivor: Person, duplicate: Person
) -> None:
    make_settings(reviews=0)
    propose(editor, survivor, duplicate, "biography_en")
    copy = WorkingCopy.objects.get()
    del copy.proposals["merges"][0]["version"]
    copy.save()
    words = step(reviewer, survivor, "publish", languages="en")
    assert "was proposed with an earlier release" in words[-1]


def test_nobody_approves_the_text_that_they_wrote_in_the_duplicate(
    editor: Client, reviewer: Client, survivor: Person, duplicate: Person
) -> None:
    make_settings(reviews=1)
    edit(reviewer, duplicate, biography_en="<p>Praise.</p>")
    propose(editor, survivor, duplicate, "biography_en")
    step(editor, survivor, "submit", languages=["en"])
    step(reviewer, survivor, "approve")
    assert not approved(reviewer, survivor)


def test_who_wrote_in_a_duplicate_that_brings_no_text_may_approve(
    editor: Client, reviewer: Client, survivor: Person, duplicate: Person
) -> None:
    make_settings(reviews=1)
    edit(editor, survivor, biography_en="<p>Dean.</p>")
    edit(reviewer, duplicate, biography_en="<p>Praise.</p>")
    propose(editor, survivor, duplicate)
    step(editor, survivor, "submit", languages=["en"])
    step(reviewer, survivor, "approve")
    assert approved(reviewer, survivor)


def test_nobody_approves_what_a_merge_brought_of_their_own(
    reviewer: Client, duplicate: Person
) -> None:
    draft = make.make_person(slug="lin", name_en="Lin Lan", **HIDDEN)
    administrator = enter("Administrator")
    edit(reviewer, duplicate, biography_en="<p>Praise.</p>")
    propose(administrator, draft, duplicate, "biography_en")
    author = User.objects.get(username="reviewer-publisher")
    assert (Person.objects.count(), author.pk in editors(draft)) == (1, True)


@pytest.mark.parametrize(
    ("role", "left"), [("English translator", 1), ("Chinese editor", 1), ("Editor", 0)]
)
def test_a_merge_is_withdrawn_by_those_who_could_propose_it(
    editor: Client, survivor: Person, duplicate: Person, role: str, left: int
) -> None:
    propose(editor, survivor, duplicate, "biography_en")
    url, client = copy_url("working-copy", survivor), enter(role, "other")
    version = editor.get(url).context["copy"].version
    is_offered = 'name="withdraw"' in client.get(url).text
    client.post(url, {"withdraw": duplicate.pk, "version_token": version})
    merges = WorkingCopy.objects.get().proposals.get("merges", [])
    assert (len(merges), is_offered) == (left, not left)

"""Where an editor's role cannot go on, the panel says who can, and offers the step that it has."""

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse

from forum.core.content import Status
from forum.desk.publishing.panel_buttons import publishing_panel
from people.models import Person, User
from tests.support import factories as make
from tests.support.admin_forms import make_settings
from tests.support.staff import make_roles
from tests.support.working_copies import edit

pytestmark = pytest.mark.django_db


def member(name: str, role: str) -> User:
    user = User.objects.create_user(name, is_staff=True)
    user.groups.set(Group.objects.filter(name=role))
    return user


@pytest.fixture
def editor() -> User:
    make_settings(reviews=0)
    make_roles()
    return member("bo", "Editor")


@pytest.fixture
def person() -> Person:
    return make.make_person(status=Status.DRAFT)


def test_an_editor_reads_who_publishes(editor: User, person: Person) -> None:
    member("wang", "Reviewer-publisher")
    member("chen", "English translator")
    panel = publishing_panel(editor, person)
    assert panel.why_not_publish == "Your role writes and submits. It is published by: wang."


def test_of_many_publishers_five_are_named(editor: User, person: Person) -> None:
    for number in range(7):
        member(f"p{number}", "Reviewer-publisher")
    panel = publishing_panel(editor, person)
    assert panel.why_not_publish.endswith(": p0, p1, p2, p3, p4, others.")


def test_where_nobody_publishes_that_is_said(editor: User, person: Person) -> None:
    panel = publishing_panel(editor, person)
    assert panel.why_not_publish.startswith("Nobody may publish yet")


def test_a_publisher_reads_no_such_thing(editor: User, person: Person) -> None:
    panel = publishing_panel(member("wang", "Reviewer-publisher"), person)
    assert (panel.why_not_publish, panel.to_submit) == ("", [])


def test_an_editor_submits_although_no_review_is_asked_for(
    client: Client, editor: User, person: Person
) -> None:
    client.force_login(editor)
    panel = publishing_panel(editor, person)
    url = reverse("admin:people_person_publishing", args=[person.pk])
    languages = [language.code for language in panel.to_submit]
    client.post(
        url, {"step": "submit", "version_token": panel.version_token, "languages": languages}
    )
    person.refresh_from_db()
    again = publishing_panel(editor, person).to_submit
    assert (languages, person.status, again) == (["zh-hans", "en"], Status.IN_REVIEW, [])


def press(client: Client, person: Person, step: str, **sent: object) -> str:
    """Press a button of the panel; return the page that it leads to."""
    url = reverse("admin:people_person_change", args=[person.pk])
    panel = client.get(url).context["publishing"]
    sent = {"step": step, "version_token": panel.version_token, **sent}
    publishing = reverse("admin:people_person_publishing", args=[person.pk])
    return client.post(publishing, sent, follow=True).content.decode()


def enter(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_what_was_submitted_without_a_review_is_returned_too(editor: User, person: Person) -> None:
    publisher = enter(member("wang", "Reviewer-publisher"))
    press(enter(editor), person, "submit", languages=["en"])
    press(publisher, person, "return", note="Which port?")
    person.refresh_from_db()
    panel = publishing_panel(editor, person)
    assert (person.status, panel.history[0].note) == (Status.DRAFT, "Which port?")


def test_the_publisher_is_offered_to_return_it(editor: User, person: Person) -> None:
    press(enter(editor), person, "submit", languages=["en"])
    page = enter(member("wang", "Reviewer-publisher")).get(
        reverse("admin:people_person_change", args=[person.pk])
    )
    assert 'value="return"' in page.content.decode()


def test_an_editor_submits_a_working_copy_although_no_review_is_asked_for(editor: User) -> None:
    person = make.make_person(name_en="Bo")
    edit(enter(editor), person, name_en="Bo Lin")
    page = press(enter(editor), person, "submit", languages=["en"])
    assert ("Submitted for review." in page, 'value="submit"' in page) == (True, False)


def test_a_working_copy_submitted_without_a_review_is_returned(editor: User) -> None:
    person = make.make_person(name_en="Bo")
    edit(enter(editor), person, name_en="Bo Lin")
    press(enter(editor), person, "submit", languages=["en"])
    page = press(enter(member("wang", "Reviewer-publisher")), person, "return", note="Why?")
    assert ("Returned to its editors." in page, 'value="submit"' in page) == (True, False)


def test_what_has_no_text_is_not_offered_for_submission(editor: User) -> None:
    person = make.make_person(name_en="", name_zh_hans="林波", status=Status.DRAFT)
    panel = publishing_panel(editor, person)
    assert [language.code for language in panel.to_submit] == ["zh-hans"]

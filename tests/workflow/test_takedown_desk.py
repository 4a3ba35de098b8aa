"""The page of the desk that takes a record offline and puts it back."""

from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.test import Client
from django.urls import reverse

from forum.desk.audit_sentences import sentence_of
from forum.models import AuditEntry
from forum.permissions.roles import CHINESE_EDITOR, EDITOR, REVIEWER
from forum.workflow import record_steps
from forum.workflow.take_down import take_offline
from people.models import User
from tests.desk.test_rights import enter
from tests.support import factories as make
from tests.support.admin_forms import make_settings, read_form
from tests.support.desk_client import address
from tests.support.publishing import refusal
from tests.support.staff import make_roles
from tests.support.take_down_site import KINDS, scope, site

pytestmark = pytest.mark.django_db


def page_of(record: Any, what: str = "record") -> str:
    kind = ContentType.objects.get_for_model(record)
    return reverse("offline", args=[kind.pk, record.pk, what])


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_the_page_asks_first(admin_client: Client, kind: str, language: str) -> None:
    admin_client.cookies["django_language"] = language
    record = site(kind).named(kind)
    response = admin_client.get(page_of(record, scope(kind)))
    assert (response.status_code, bool(response.context["places"])) == (200, True)


def test_taking_offline_at_the_desk_is_logged(admin_client: Client, admin_user: User) -> None:
    person = make.make_person()
    admin_client.post(page_of(person), {"reason": "asked"})
    person.refresh_from_db()
    entry = AuditEntry.objects.exclude(action="baseline").get()
    assert (person.status, entry.actor, sentence_of(entry)) == (
        "offline",
        admin_user,
        "Taken offline: asked",
    )


def test_without_a_reason_nothing_is_done(admin_client: Client) -> None:
    person = make.make_person()
    response = admin_client.post(page_of(person), {"reason": " "})
    person.refresh_from_db()
    assert (response.context["refused"], person.status) == (
        "Give the reason: it is kept for the staff only.",
        "published",
    )


def test_it_is_put_back_at_the_desk(admin_client: Client, staff: User) -> None:
    person = make.make_person()
    take_offline(person, staff, "asked")
    admin_client.post(page_of(person), {"put_back": "1"})
    person.refresh_from_db()
    assert person.status == "published"


@pytest.mark.parametrize(("status", "is_back"), [("published", False), ("draft", True)])
def test_whoever_may_not_publish_puts_back_what_stays_a_draft(
    client: Client, status: str, is_back: bool
) -> None:
    make_roles()
    enter(client, EDITOR)
    event = make.make_event(status=status)
    guest = make.make_appearance(make.make_session(event), withheld=True)
    client.post(page_of(guest), {"put_back": "1"})
    guest.refresh_from_db()
    assert guest.withheld != is_back


def test_who_puts_it_back_is_named_to_those_who_may_not(client: Client) -> None:
    make_roles()
    enter(client, EDITOR)
    page = client.get(page_of(make.make_appearance(withheld=True)))
    assert ("Nobody may publish yet" in page.context["refused"], "put_back" in page.text) == (
        True,
        False,
    )


def test_who_puts_it_back_is_named_before_it_is_taken_offline(client: Client) -> None:
    make_roles()
    enter(client, EDITOR)
    page = client.get(page_of(make.make_person()))
    assert ("Nobody may publish yet" in page.text, "You can put it back" in page.text) == (
        True,
        False,
    )


def test_a_record_that_is_offline_is_not_called_public(client: Client) -> None:
    make_roles()
    enter(client, EDITOR)
    person = make.make_person(status="offline")
    page = client.get(f"/admin/people/person/{person.pk}/change/").text
    assert ("This is offline." in page, "This is public" in page) == (True, False)


def test_only_remarks_of_an_appearance_have_a_scope(admin_client: Client) -> None:
    assert admin_client.get(page_of(make.make_person(), "remarks")).status_code == 404


@pytest.mark.parametrize("method", ["get", "post"])
def test_who_may_not_change_it_takes_nothing_offline(client: Client, method: str) -> None:
    client.force_login(User.objects.create_user("reader", is_staff=True))
    person = make.make_person()
    response = getattr(client, method)(page_of(person), {"reason": "asked"})
    person.refresh_from_db()
    assert (response.status_code, person.status) == (403, "published")


def test_the_form_leads_to_the_page(admin_client: Client) -> None:
    appearance = make.make_appearance()
    url = f"/admin/sessions_app/appearance/{appearance.pk}/change/"
    page = admin_client.get(url).content.decode()
    addresses = (page_of(appearance), page_of(appearance, "remarks"))
    assert [address in page for address in addresses] == [True, True]


def test_a_draft_offers_nothing_to_take_offline(admin_client: Client) -> None:
    person = make.make_person(status="draft")
    page = admin_client.get(f"/admin/people/person/{person.pk}/change/").content.decode()
    assert page_of(person) not in page


def test_a_row_leads_to_the_page(admin_client: Client) -> None:
    person = make.make_person()
    response = admin_client.get(f"/admin/people/person/{person.pk}/take-offline/")
    assert response.headers["Location"] == page_of(person)


@pytest.mark.parametrize(("role", "stays"), [(CHINESE_EDITOR, True), (REVIEWER, False)])
@pytest.mark.parametrize("inline", [True, False])
def test_a_form_shows_again_only_for_those_who_may_put_back(
    client: Client, staff: User, role: str, stays: bool, inline: bool
) -> None:
    make_roles()
    appearance = make.make_appearance()
    take_offline(appearance, staff, "asked")
    take_offline(appearance, staff, "asked", "remarks")
    enter(client, role)
    form = appearance.session if inline else appearance
    url = address(type(form), "change", form.pk)
    hidden = ("-withheld", "-remarks_withheld") if inline else ("withheld", "remarks_withheld")
    data = read_form(client, url)
    client.post(url, {name: value for name, value in data.items() if not name.endswith(hidden)})
    appearance.refresh_from_db()
    assert (appearance.withheld, appearance.remarks_withheld) == (stays, stays)


@pytest.mark.parametrize(("status", "hidden"), [("published", False), ("draft", True)])
def test_what_is_public_is_not_hidden_without_a_reason(
    admin_client: Client, status: str, hidden: bool
) -> None:
    appearance = make.make_appearance(make.make_session(make.make_event(status=status)))
    url = address(type(appearance), "change", appearance.pk)
    admin_client.post(url, {**read_form(admin_client, url), "withheld": "on"})
    appearance.refresh_from_db()
    assert appearance.withheld == hidden


def test_no_step_of_publication_brings_it_back(staff: User) -> None:
    make_settings(reviews=0)
    person = make.make_person()
    take_offline(person, staff, "asked")
    sentences = {
        refusal(record_steps.submit, person, staff, ["en"]),
        refusal(record_steps.publish, person, staff, ["en"]),
    }
    person.refresh_from_db()
    assert (person.status, sentences) == (
        "offline",
        {"It was taken offline; put it back online first."},
    )

"""Which people and organizations an external helper opens: those whom others named."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from forum.core.content import Status
from forum.history.recording import recording
from forum.permissions.access import helpers_of
from people.models import Person, User
from sessions_app.models import Event, EventAccess
from tests.support import factories as make
from tests.support.admin_forms import read_form
from tests.support.helper_records import draft_of_mine, public_record, tie

pytestmark = pytest.mark.django_db


def open_record(helper: Client, record: Any, page: str = "change") -> int:
    name = f"admin:{record._meta.app_label}_{record._meta.model_name}_{page}"
    return helper.get(reverse(name, args=[record.pk])).status_code


@pytest.mark.parametrize("make_one", [make.make_person, make.make_organization, make.make_series])
@pytest.mark.parametrize("page", ["change", "history"])
def test_no_other_record_is_opened_draft_or_public(
    helper: Client, make_one: Any, page: str
) -> None:
    draft, public = make_one(status=Status.DRAFT), make_one()
    assert {open_record(helper, record, page) for record in (draft, public)} <= {302, 403, 404}


def test_the_guests_and_organizations_of_the_own_event_are_opened(helper: Client) -> None:
    own_event = Event.objects.get(slug="mine")
    person = make.make_person(status=Status.DRAFT)
    make.make_appearance(make.make_session(own_event), person)
    host = make.make_organization(status=Status.DRAFT)
    make.make_role(own_event, host)
    assert [open_record(helper, record) for record in (person, host)] == [200, 200]


def open_and_read(helper: Client, record: Any) -> set[int]:
    return {open_record(helper, record, page) for page in ("change", "history")}


@pytest.mark.parametrize("kind", ["person", "organization"])
def test_whom_a_helper_names_is_not_opened_by_that(helper: Client, kind: str) -> None:
    record = public_record(kind)
    with recording(User.objects.get(username="helper")):
        tie(record, draft_of_mine())
    assert open_and_read(helper, record) <= {302, 403, 404}


@pytest.mark.parametrize("kind", ["person", "organization"])
def test_whom_somebody_else_named_is_opened(helper: Client, kind: str) -> None:
    record = public_record(kind)
    with recording(User.objects.create_user("editor")):
        tie(record, draft_of_mine())
    assert open_and_read(helper, record) == {200}


def test_a_guest_whom_a_helper_puts_in_another_s_place_is_not_opened(helper: Client) -> None:
    with recording(User.objects.create_user("editor")):
        guest = make.make_appearance(make.make_session(draft_of_mine()))
    former, record = guest.person, make.make_person()
    with recording(User.objects.get(username="helper")):
        guest.person = record
        guest.save()
    assert (open_and_read(helper, record), open_record(helper, former)) == ({403}, 403)


def test_an_organization_is_not_opened_through_a_guest_of_the_own_draft(helper: Client) -> None:
    record, user = make.make_organization(), User.objects.get(username="helper")
    with recording(user):
        person = make.make_person(status=Status.DRAFT, organization=record)
        make.make_appearance(make.make_session(draft_of_mine()), person)
    assert open_and_read(helper, record) <= {302, 403, 404}


def add_person(helper: Client, **values: Any) -> Person:
    url = reverse("admin:people_person_add")
    helper.post(url, {**read_form(helper, url), "name_en": "New Guest"})
    Person.objects.filter(name_en="New Guest").update(**values)
    return Person.objects.get(name_en="New Guest")


def test_a_guest_whom_a_helper_added_stays_open_once_public(helper: Client) -> None:
    person = add_person(helper, status=Status.PUBLISHED)
    with recording(User.objects.get(username="helper")):
        tie(person, draft_of_mine())
    assert open_record(helper, person) == 200


@pytest.mark.parametrize("values", [{"status": Status.DRAFT}, {"status": Status.PUBLISHED}])
def test_who_helps_no_more_opens_nobody_whom_they_added(
    helper: Client, values: dict[str, Any]
) -> None:
    person = add_person(helper, **values)
    EventAccess.objects.all().delete()
    assert open_record(helper, person) in (302, 403, 404)


def test_of_whom_a_helper_named_nobody_is_told(helper: Client) -> None:
    record, user = make.make_person(), User.objects.get(username="helper")
    with recording(user):
        tie(record, draft_of_mine())
    assert user not in helpers_of(record)

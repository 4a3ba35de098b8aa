"""A form is told who else has its record open."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.test import Client
from django.utils import timezone

from forum.models import Presence
from people.models import Person, User
from tests.support import factories as make

pytestmark = pytest.mark.django_db


def address(record: Any) -> str:
    return f"/admin/presence/{ContentType.objects.get_for_model(record).pk}/{record.pk}/"


def arrive(name: str, record: Any) -> Presence:
    user = User.objects.create_user(name, is_staff=True)
    return Presence.objects.create(user=user, object=record)


def test_nobody_else_is_no_sentence(admin_client: Client) -> None:
    person = make.make_person()
    for _beat in range(2):
        assert admin_client.post(address(person)).json() == {"sentence": ""}
    assert Presence.objects.count() == 1


@pytest.mark.parametrize(
    ("names", "sentence"),
    [
        (["ann"], "ann has this record open too. Whoever saves second is shown both versions."),
        (
            ["bo", "ann"],
            "ann, bo have this record open too. Whoever saves second is shown both versions.",
        ),
    ],
)
def test_others_are_named(admin_client: Client, names: list[str], sentence: str) -> None:
    person = make.make_person()
    for name in names:
        arrive(name, person)
    arrive("elsewhere", make.make_person())
    assert admin_client.post(address(person)).json() == {"sentence": sentence}


def test_whoever_left_is_forgotten(admin_client: Client) -> None:
    person = make.make_person()
    deleted_presence = arrive("ann", person)
    minute = timezone.now() - timedelta(seconds=61)
    Presence.objects.filter(pk=deleted_presence.pk).update(seen_at=minute)
    assert admin_client.post(address(person)).json() == {"sentence": ""}


def test_the_form_asks(admin_client: Client) -> None:
    person = make.make_person()
    page = admin_client.get(f"/admin/people/person/{person.pk}/change/").content.decode()
    assert f'data-presence="{address(person)}"' in page


def test_what_is_gone_is_not_found(admin_client: Client) -> None:
    person = make.make_person()
    url = address(person)
    Person.objects.all().delete()
    assert admin_client.post(url).status_code == 404


def test_who_may_not_see_it_is_refused(client: Client) -> None:
    client.force_login(User.objects.create_user("guest", is_staff=True))
    assert client.post(address(make.make_person())).status_code == 403

"""Every address of the desk, as each role, by every method, against ``permission_table``.

An administrator of every model, a helper and a stranger to the desk ask every address. Whom the
same code answers by other permissions asks one address of each page and outcome; that those
permissions are the table's is asked of each model's admin.
"""

from collections.abc import Iterable, Iterator
from io import StringIO
from typing import Any

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.test import Client

from people.models import User
from sessions_app.models import Event, EventAccess
from tests.support import factories as make
from tests.support.admin_forms import MAKERS
from tests.support.desk_addresses import Place, leave_unrendered, page_of, patterns, place_of
from tests.support.permission_table import (
    MAY_BE_MISSING,
    MODELS,
    OF_ROLES,
    OTHERS,
    ROLES,
)

pytestmark = pytest.mark.django_db

READING = ("GET", "HEAD")
# Nothing answers to these but with the page of a GET, or with a refusal.
UNUSED = ("PUT", "PATCH", "DELETE")
LOGIN = "/admin/login/"


def unknown() -> list[str]:
    return [
        f"{name} ({pattern.pattern})"
        for name, pattern in patterns()
        # Without a name: the old form of a record's address, and what is no address.
        if name not in ("", "admin:") and name not in OTHERS and page_of(name) is None
    ]


def test_each_model_of_the_desk_stands_in_the_table() -> None:
    registered = {model._meta.label_lower for model in admin.site._registry}
    assert registered == set(MODELS), (
        "Say in tests/support/permission_table.py MODELS who may do what to it."
    )


def test_each_address_of_the_desk_stands_in_the_table() -> None:
    assert unknown() == [], (
        "Say in tests/support/permission_table.py PAGES or OTHERS who may open it."
    )


@pytest.fixture(autouse=True)
def _unrendered(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ask thousands of addresses who may open them; other tests look at what they show."""
    leave_unrendered(monkeypatch)


@pytest.fixture
def places() -> list[Place]:
    """Return every address, with one record for each model."""
    records = {model._meta.label_lower: MAKERS[model]() for model in admin.site._registry}
    let_take_part(records)
    # The newest of each, as the makers make records of other models too.
    places = [place for name, pattern in patterns() if (place := place_of(name, pattern, records))]
    # What takes its record away comes last.
    return sorted(places, key=lambda place: place.name.endswith("_discard"))


def let_take_part(records: dict[str, Any]) -> None:
    """Let the person, the organization and the series have to do with an event of the helper's."""
    event = make.make_event(series=records["sessions_app.series"])
    make.make_appearance(make.make_session(event), records["people.person"])
    make.make_role(event, records["people.organization"])


def letters(role: str, model: str) -> set[str]:
    rights = set(MODELS[model].split()[ROLES.index(role)]) - {"-"} if model else set()
    return rights | set(OF_ROLES[role])


def expected(role: str, place: Place, method: str) -> str:
    needed = place.reading if method in READING else place.writing
    if needed in ("staff", "anyone"):
        return "answered"
    if needed.isdecimal():
        return needed
    return "answered" if set(needed) <= letters(role, place.model) else "refused"


def outcome(response: Any) -> str:
    if response.streaming:
        list(response.streaming_content)  # to its end, which closes the file
    if response.status_code in (404, 405):
        return str(response.status_code)
    if response.status_code == 302 and LOGIN in response["Location"]:
        return "login"
    return "refused" if response.status_code == 403 else "answered"


def agrees(role: str, place: Place, method: str, found: str) -> bool:
    status = expected(role, place, method)
    if status in ("404", "405"):
        # Who may not have it is told so first, or not at all.
        return found in ("refused", "404", "405")
    if status == "refused":
        return found in ("refused", "404", "405")
    return found == status or (status == "answered" and found == "404" and may_miss(place))


def may_miss(place: Place) -> bool:
    return place.name.endswith(MAY_BE_MISSING)


def enter(client: Client, role: str) -> User:
    user = User.objects.create_user(f"as {role}", is_staff=True)
    user.groups.set(Group.objects.filter(name=role))
    for event in Event.objects.all():
        EventAccess.objects.create(user=user, event=event)
    client.force_login(user)
    return user


@pytest.mark.parametrize("role", ROLES)
def test_each_address_as_each_role(client: Client, role: str, places: list[Place]) -> None:
    call_command("make_roles", stdout=StringIO())
    user = enter(client, role)
    wrong = []
    for place in places:
        for method in ("GET", "POST", *(UNUSED if role == "nobody" else ())):
            access_outcome = outcome(client.generic(method, place.url))
            if method in UNUSED:
                allowed = "answered" in (
                    expected(role, place, "GET"),
                    expected(role, place, "POST"),
                )
                if access_outcome == "answered" and not allowed:
                    wrong.append((method, place.name, access_outcome))
            elif not agrees(role, place, method, access_outcome):
                wrong.append((method, place.name, access_outcome))
            if place.name == "admin:logout":
                client.force_login(user)
    assert "\n".join(map(" ".join, wrong)) == ""


def test_strangers_are_led_to_the_login_everywhere(client: Client, places: list[Place]) -> None:
    wrong = []
    for place in places:
        for method in (*READING, "POST", *UNUSED):
            if "anyone" in (place.reading, place.writing):
                continue
            access_outcome = outcome(client.generic(method, place.url))
            if access_outcome not in ("login", "404", "405"):
                wrong.append((method, place.name, access_outcome))
    assert "\n".join(map(" ".join, wrong)) == ""

"""Every address of the desk, as each role, against ``permission_table``.

Who may nothing asks every address: of pages that all models have, which the same code answers, for
a GET of one and a POST of the next. Of whom permissions are asked, the first role with the same
letters of those that a page needs asks one address of each page and outcome, and each the admin of
each model for them. What a helper gets of events of others at every address is held in
``test_helper_sees``.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import cycle
from typing import Any

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group
from django.db.models import Model
from django.test import Client, RequestFactory

from people.models import User
from sessions_app.models import Event, EventAccess
from tests.desk.test_roles_crafted import EDITED
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
from tests.support.staff import make_roles

pytestmark = pytest.mark.django_db

LOGIN = "/admin/login/"
METHODS = ("GET", "POST")
MANY_MODELS = 10


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


@pytest.fixture(scope="module")
def records(undone_after_module: None) -> dict[str, Model]:
    """Make the roles, and one record for each model."""
    make_roles()
    records = {model._meta.label_lower: MAKERS[model]() for model in admin.site._registry}
    let_take_part(records)
    return records


@pytest.fixture
def places(records: dict[str, Model]) -> list[Place]:
    """Return every address."""
    places = [place for name, pattern in patterns() if (place := place_of(name, pattern, records))]
    # What takes its record away comes last.
    return sorted(places, key=lambda place: place.name.endswith("_discard"))


def let_take_part(records: dict[str, Model]) -> None:
    """Let the person, the organization and the series have to do with an event of the helper's."""
    event = make.make_event(series=records["sessions_app.series"])
    make.make_appearance(make.make_session(event), records["people.person"])
    make.make_role(event, records["people.organization"])


def model_letters(role: str, model: str) -> set[str]:
    return set(MODELS[model].split()[ROLES.index(role)]) - {"-"}


def letters(role: str, model: str) -> set[str]:
    return (model_letters(role, model) if model else set()) | set(OF_ROLES[role])


def expected(role: str, place: Place, method: str) -> str:
    needed = place.reading if method == "GET" else place.writing
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


def ask_everywhere(client: Client, role: str, questions: Iterable[tuple[str, Place]]) -> str:
    """Return the addresses that answer otherwise than the table says, a line each."""
    user = enter(client, role)
    wrong = []
    for method, place in questions:
        access_outcome = outcome(client.generic(method, place.url))
        if not agrees(role, place, method, access_outcome):
            wrong.append((method, place.name, access_outcome))
        if place.name == "admin:logout":
            client.force_login(user)
    return "\n".join(map(" ".join, wrong))


def read_public_rows() -> dict[str, list[dict[str, Any]]]:
    return {
        model._meta.label_lower: list(model._default_manager.order_by("pk").values())
        for model in EDITED
    }


def questions_of(places: list[Place]) -> list[tuple[str, Place]]:
    return [(method, place) for place in places for method in METHODS]


def list_questions_of_nobody(places: list[Place]) -> Iterator[tuple[str, Place]]:
    """Return every address, by both methods unless it is of a page that most models have."""
    pages = {place: page_of(place.name) for place in places}
    models_of = Counter(page[1] for page in pages.values() if page)
    turns = {page: cycle(METHODS) for page, count in models_of.items() if count > MANY_MODELS}
    for place, page in pages.items():
        turn = turns.get(page[1]) if page else None
        yield from ((method, place) for method in ((next(turn),) if turn else METHODS))


def kind_of(role: str, method: str, place: Place) -> tuple[str, str, str, str]:
    """Return the page, and what the role has of what it asks for, and gets."""
    of_model = page_of(place.name)
    page = of_model[1] if of_model else place.name
    needed = place.reading if method == "GET" else place.writing
    has = "".join(sorted(letters(role, place.model) & set(needed)))
    return page, method, has, expected(role, place, method)


def asks_for_letters(method: str, place: Place) -> bool:
    """Tell whether roles get different answers; nobody's stand for the others'."""
    needed = place.reading if method == "GET" else place.writing
    return needed not in ("staff", "anyone") and not needed.isdecimal()


def pick_questions(role: str, places: list[Place]) -> Iterator[tuple[str, Place]]:
    """Return one question of each kind that no role before this one has."""
    asked = [question for question in questions_of(places) if asks_for_letters(*question)]
    earlier_roles = ROLES[: ROLES.index(role)]
    kinds = {kind_of(earlier, *question) for earlier in earlier_roles for question in asked}
    for question in asked:
        kind = kind_of(role, *question)
        if kind not in kinds:
            kinds.add(kind)
            yield question


@pytest.mark.parametrize("role", ROLES)
def test_each_address_as_each_role(client: Client, role: str, places: list[Place]) -> None:
    """Nor does a form without anything in it change what is public: none of them publishes."""
    asked = list_questions_of_nobody(places) if role == "nobody" else pick_questions(role, places)
    public_before = read_public_rows()
    assert ask_everywhere(client, role, asked) == ""
    assert read_public_rows() == public_before


@pytest.mark.parametrize("role", ROLES)
def test_each_role_has_its_letters_of_each_model(
    client: Client, rf: RequestFactory, role: str, records: dict[str, Model]
) -> None:
    request = rf.get("/admin/")
    request.user = enter(client, role)
    granted = {}
    for model, desk in admin.site._registry.items():
        record = records[model._meta.label_lower]
        asked = {
            "v": desk.has_view_permission(request, record),
            "a": desk.has_add_permission(request),
            "c": desk.has_change_permission(request, record),
            "d": desk.has_delete_permission(request, record),
        }
        granted[model._meta.label_lower] = {letter for letter, may in asked.items() if may}
    assert granted == {model: model_letters(role, model) for model in MODELS}


def test_nobody_gets_in_by_another_method(client: Client, places: list[Place]) -> None:
    """Nothing answers to it but with the page of a GET or a POST, or with a refusal.

    Of pages that all models have, which the same code answers, one model's are asked.
    """
    enter(client, "nobody")
    refused = {
        kind_of("nobody", "PUT", place): place
        for place in places
        if "answered" not in {expected("nobody", place, method) for method in ("GET", "POST")}
    }.values()
    answered = [place.name for place in refused if outcome(client.put(place.url)) == "answered"]
    assert answered == []


def test_strangers_are_led_to_the_login_everywhere(client: Client, places: list[Place]) -> None:
    wrong = []
    for place in places:
        for method in ("GET", "POST", "PUT"):
            if "anyone" in (place.reading, place.writing):
                continue
            access_outcome = outcome(client.generic(method, place.url))
            if access_outcome not in ("login", "404", "405"):
                wrong.append((method, place.name, access_outcome))
    assert "\n".join(map(" ".join, wrong)) == ""

"""Whatever is asked of the desk, it answers; nothing of it is an error of the server."""

import random
from collections.abc import Iterator
from typing import Any, Final

import pytest
from django.contrib import admin
from django.contrib.contenttypes.models import ContentType
from django.test import Client
from django.urls import URLResolver, get_resolver

from tests.support.admin_forms import MAKERS

pytestmark = pytest.mark.django_db

KEYS: Final = (
    "0",
    "-1",
    "x",
    "1.5",
    "9" * 25,
    "1_5F",
    "None",
    "%2F",
    "١",
    "a%27b",
    "9223372036854775808",
)
LOOKUPS: Final = (
    "published_at__year=-1", "published_at__year=0", "published_at__year=99999",
    "published_at__month=13", "published_at__day=x", "published_at__gte=x",
    "published_at__isnull=x",
    "id__exact=x", "id__in=x,y", "id__exact=99999999999999999999", "pk=1&pk=2", "p=-1", "p=99999",
    "p=x", "o=99.-1.x", "o=-", "q=%00", "q=%F0%28%8C%28", "q=" + "a" * 5000, "all=", "_popup=x",
    "_to_field=x", "_to_field=password", "e=1", "status__exact=x", "status=draft&status=x",
    "withheld__exact=x", "event__id__exact=x", "event__id__exact=-1", "country__exact=%27",
    "kind__exact=x", "_changelist_filters=%00", "_event=x", "event=x", "event=-1",
    "event=99999999999999999999", "language=%00", "language=x", "day=x", "page=x", "page=-1",
    "sort=x", "state=x", "role=x", "other=x", "other=99999999999999999999", "revision=x", "to=x",
    "against=x", "term=" + "%25" * 300, "created__year=-1", "at__year=-1", "at__year=x",
    "starts_on__year=-1", "starts_on__month=99", "starts_on__gte=0000-00-00", "updated__year=-1",
)  # fmt: skip
BODIES: Final = (
    {"action": "x", "_selected_action": "x"},
    {"action": "publish", "_selected_action": "99999999999999999999", "index": "x"},
    {"action": "delete_selected", "_selected_action": ["-1", "x"], "post": "yes"},
    {"step": "x", "language": "x", "moment": "x", "version_token": "x"},
    {"reason": "\x00", "note": "\x00", "text": "\x00"},
    {"form-TOTAL_FORMS": "x", "form-INITIAL_FORMS": "-1"},
    {"sessions-TOTAL_FORMS": "99999", "sessions-INITIAL_FORMS": "1", "sessions-0-id": "x"},
    {"photos-TOTAL_FORMS": "1", "photos-INITIAL_FORMS": "1", "photos-0-id": "x"},
    {"title_en": "x" * 10_000, "starts_on_0": "9999-99-99", "slug": "../x", "parent": "x"},
    {"seal": "x", "answers": "x", "decision": "{", "other": "x", "days": "x"},
)
# Of some thousands, for each run; the dice fall alike in all of them.
COUNT: Final = 250


@pytest.fixture
def requests(paths: dict[str, str]) -> list[tuple[str, str, Any]]:
    """Return method, address and body of requests, the same ones in every run."""
    records = {model._meta.label_lower: MAKERS[model]() for model in admin.site._registry}
    dice = random.Random(14)
    requests = list(make_requests(records, dice))
    return dice.sample(requests, min(COUNT, len(requests)))


def make_requests(records: dict[str, Any], dice: random.Random) -> Iterator[tuple[str, str, Any]]:
    for route in desk_routes(get_resolver(), ""):
        addresses = list(fill(route, records, dice))
        for address in addresses:
            yield "get", address, None
            yield "post", address, dice.choice(BODIES)
        for lookup in dice.sample(LOOKUPS, 12):
            yield "get", f"{dice.choice(addresses)}?{lookup}", None


def desk_routes(resolver: Any, prefix: str) -> Iterator[str]:
    """Yield the route of each address of the desk and of previews, from the root on."""
    for pattern in resolver.url_patterns:
        route = f"{prefix}{pattern.pattern}"
        if isinstance(pattern, URLResolver):
            yield from desk_routes(pattern, route)
        elif route.startswith(("admin/", "preview")) and "logout" not in route and "^" not in route:
            yield route


def fill(route: str, records: dict[str, Any], dice: random.Random) -> Iterator[str]:
    """Yield addresses of a route, with keys that are there and such as cannot be."""
    fitting = [
        str(record.pk)
        for name, record in records.items()
        if name.replace(".", "/") in route or name.partition(".")[2] in route
    ]
    kinds = [*ContentType.objects.values_list("pk", flat=True), 99999]
    for key in (*(fitting or ["1"]), *dice.sample(KEYS, 4)):
        address, rest = "", route
        while "<" in rest:
            start, _open, rest = rest.partition("<")
            converter, _close, rest = rest.partition(">")
            number = key if key.isascii() and key.isdecimal() else "1"
            value = number if converter.startswith("int:") else key
            if "content_type" in converter:
                value = str(dice.choice(kinds))
            address += start + value
        yield f"/{address}{rest}"


def test_nothing_is_an_error_of_the_server(
    admin_client: Client, requests: list[tuple[str, str, Any]]
) -> None:
    admin_client.raise_request_exception = False
    broken = []
    for method, address, body in requests:
        response: Any = getattr(admin_client, method)(address, body)
        if response.streaming:
            list(response.streaming_content)
        if response.status_code >= 500:
            broken.append((response.status_code, method, address, body))
    assert broken == []


@pytest.mark.parametrize(
    ("method", "address", "body", "status"),
    [
        ("get", "/admin/sessions_app/photo/x/take-offline/", None, 404),
        ("get", "/admin/nothing-of-this-name/", None, 404),
        ("get", "/admin/people/person/1.5/take-offline/", None, 404),
        ("get", "/admin/forum/page/?published_at__year=-1", None, 302),
        ("get", "/admin/people/person/?published_at__year=99999", None, 302),
        ("get", "/admin/forum/page/99999/delete/?_to_field=", None, 302),
        ("get", "/admin/auth/group/99999/change/?_to_field=", None, 302),
        ("post", "/admin/sessions_app/session/x/delete/", {"post": "yes"}, 302),
        ("post", "/admin/forum/term/a%27b/change/", {"text_en": "x"}, 302),
        ("post", "/admin/people/person/", {"action": "publish", "_selected_action": "x"}, 404),
        ("post", "/admin/glossary/terms/", {"source": "en"}, 400),
    ],
)
def test_what_was_an_error_once_is_an_answer(
    admin_client: Client, method: str, address: str, body: Any, status: int
) -> None:
    assert getattr(admin_client, method)(address, body).status_code == status

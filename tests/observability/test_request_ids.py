"""Each request has a name, in its answer and in the log; no secret stands there."""

import json
import logging

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from forum.observability.log_lines import JsonLines, leave_secrets_out
from forum.observability.request_ids import current_request

NAME = "a1b2c3d4-e5f6"


def line(message: str) -> dict[str, str]:
    record = logging.LogRecord("forum", logging.ERROR, "", 1, message, (), None)
    return json.loads(JsonLines().format(record))  # type: ignore[no-any-return]


def test_a_request_is_named_anew(client: Client) -> None:
    names = {client.get("/healthz")["X-Request-ID"] for _time in range(2)}
    assert {len(name) for name in names} == {16}
    assert len(names) == 2


@pytest.mark.parametrize(
    ("behind", "name", "is_taken"),
    [(True, NAME, True), (False, NAME, False), (True, "short", False), (True, "a" * 99, False)],
)
def test_a_proxy_may_name_it(
    client: Client, settings: Settings, behind: bool, name: str, is_taken: bool
) -> None:
    settings.BEHIND_PROXY = behind
    response = client.get("/healthz", headers={"X-Request-ID": name})
    assert (response["X-Request-ID"] == name) == is_taken


def test_a_line_names_its_request() -> None:
    token = current_request.set(NAME)
    logged = line("Lost")
    current_request.reset(token)
    assert {key: logged[key] for key in ("level", "message", "request")} == {
        "level": "error",
        "message": "Lost",
        "request": NAME,
    }


@pytest.mark.parametrize(
    ("path", "logged"),
    [
        ("/admin/reset/3-cbh5y3-0123456789abcdef0123456789abcdef/", "/admin/reset/[left out]/"),
        ("/preview/Zk3_rT9-aB4cD5eF6gH7iJ8kL9mN0oP1/", "/preview/[left out]/"),
        (
            "/en/events/2023-international-forum-on-industrial-parks/topic-1/",
            "/en/events/2023-international-forum-on-industrial-parks/topic-1/",
        ),
    ],
)
def test_what_opens_something_is_left_out(path: str, logged: str) -> None:
    assert leave_secrets_out(f"Error: {path}") == f"Error: {logged}"

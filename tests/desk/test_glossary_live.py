"""What the forms ask while texts are typed: terms of the source, spellings of both."""

import json
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from forum.desk.glossary import suggestions
from tests.support import factories as make

pytestmark = pytest.mark.django_db

URL = "/admin/glossary/terms/"


@pytest.fixture(autouse=True)
def _nothing_asked_before() -> None:
    suggestions._request_times.clear()


def send(client: Client, body: Any) -> Any:
    return client.post(URL, json.dumps(body), content_type="application/json")


def ask(client: Client, source: str = "zh-hans", **texts: str) -> Any:
    sent = {code.replace("_", "-"): text for code, text in texts.items()}
    return send(client, {"texts": sent, "source": source}).json()


def test_terms_of_the_source_with_their_translations(admin_client: Client) -> None:
    make.make_term(text_zh_hans="园区", text_en="industrial park", note="Not zone.")
    make.make_person()
    assert ask(admin_client, zh_hans="林岚在园区，园区", en="In the industrial parks") == {
        "terms": [
            {
                "source": "林岚",
                "language": "en",
                "text": "Lin Lan",
                "note": "",
                "is_translated": False,
            },
            {
                "source": "园区",
                "language": "en",
                "text": "industrial park",
                "note": "Not zone.",
                "is_translated": True,
            },
        ],
        "forbidden": {"zh-hans": [], "en": []},
        "memory": [],
    }


def test_spellings_of_every_text_with_the_right_one(admin_client: Client) -> None:
    make.make_term(text_zh_hans="园区", text_en="industrial park", forbidden=["estate", "园子"])
    assert ask(admin_client, zh_hans="园子", en="The Estate, the Estate")["forbidden"] == {
        "zh-hans": [{"spelling": "园子", "right": "园区", "places": [[0, 2]]}],
        "en": [{"spelling": "Estate", "right": "industrial park", "places": [[4, 10], [16, 22]]}],
    }


def test_a_spelling_is_found_where_it_is_a_word_of_its_own(admin_client: Client) -> None:
    make.make_term(text_en="centre", forbidden=["center"])
    make.make_term(text_zh_hans="北京中心园", text_en="Beijing Park", forbidden=[])
    make.make_term(text_zh_hans="园区", forbidden=["中心园"])
    forbidden = ask(admin_client, zh_hans="𠮷北京中心园、中心园", en="Centered at the center")[
        "forbidden"
    ]
    assert [match["places"] for match in forbidden["en"] + forbidden["zh-hans"]] == [
        [[16, 22]],
        [[8, 11]],
    ]


def test_before_a_translation_is_begun_nothing_is_said_yet(admin_client: Client) -> None:
    make.make_term(text_zh_hans="园区", text_en="industrial park")
    terms = ask(admin_client, source="en", zh_hans="", en="Industrial parks")["terms"]
    assert [(term["source"], term["text"], term["is_translated"]) for term in terms] == [
        ("Industrial parks", "园区", False)
    ]


@pytest.mark.parametrize("rows", [1, 3])
def test_queries_of_an_answer(admin_client: Client, rows: int) -> None:
    for _row in range(rows):
        make.make_term()
    ask(admin_client, zh_hans="园区")
    with CaptureQueriesContext(connection) as captured:
        ask(admin_client, zh_hans="园区")
    assert len([query for query in captured if "forum_term" in query["sql"]]) == 1


@pytest.mark.parametrize(
    "body",
    [
        [],
        {},
        {"texts": {}, "source": "fr"},
        {"texts": {"fr": ""}, "source": "en"},
        {"texts": {"en": 1}, "source": "en"},
        {"texts": "en", "source": "en"},
        {"texts": {"en": ""}, "source": ["en"]},
    ],
)
def test_anything_else_is_refused(admin_client: Client, body: Any) -> None:
    assert send(admin_client, body).status_code == 400


def test_too_much_is_refused(admin_client: Client) -> None:
    assert send(admin_client, {"texts": {"en": "a" * 100_000}, "source": "en"}).status_code == 413


def test_too_often_is_refused(admin_client: Client) -> None:
    body = {"texts": {"en": ""}, "source": "en"}
    statuses = [
        send(admin_client, body).status_code for _time in range(suggestions.MAX_REQUESTS + 1)
    ]
    assert (statuses.count(200), statuses[-1]) == (suggestions.MAX_REQUESTS, 429)


def test_strangers_are_led_to_the_login(client: Client) -> None:
    assert send(client, {}).status_code == 302

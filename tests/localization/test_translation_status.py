"""How far translations are, as the operator is told."""

import json
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from forum.core.names import fold
from sessions_app.models import Event
from tests.support import factories as make

pytestmark = pytest.mark.django_db


def print_status(*args: str, **options: Any) -> str:
    out = StringIO()
    call_command("translation_status", *args, stdout=out, **options)
    return out.getvalue()


def words(text: str) -> list[str]:
    """Return the lines of a table without its spaces."""
    return [" ".join(line.split()) for line in text.splitlines() if line]


@pytest.fixture
def event() -> Event:
    event = make.make_event(
        slug="ports",
        title_zh_hans="绿色港口",
        title_en="",
        introduction_en="",
        introduction_zh_hans="",
    )
    make.make_photo(event, caption_zh_hans="码头", caption_en="A quay")
    return event


def test_an_event_as_a_table(event: Event) -> None:
    make.make_person(name_en="")
    assert words(print_status("ports")) == [
        "Records Language Done Reviewed To do",
        "绿色港口 English 50 % 0 % 1 missing · 4 Chinese characters to do",
        "Kinds",
        "Events English 0 % 0 % 1 missing · 4 Chinese characters to do",
        "Photos English 100 % 0 % –",
        "In all English 50 % 0 % 1 missing · 4 Chinese characters to do",
    ]


def test_the_site_lists_what_there_is_to_do(event: Event) -> None:
    make.make_person(name_zh_hans="何平", name_en="")
    make.make_person(name_zh_hans="林岚", name_en="Lin Lan")
    names = [row["name"] for row in json.loads(print_status(format="json"))["records"]]
    assert names == ["绿色港口", "何平"]


def test_in_chinese(event: Event) -> None:
    assert fold("英文") in fold(print_status("ports", language="zh-hans"))


def test_as_data(event: Event) -> None:
    rows = json.loads(print_status("ports", format="json"))
    assert rows["all"]["languages"]["en"] == {
        "missing": 1, "outdated": 0, "draft": 1, "reviewed": 0, "authored": 0, "asked": 0,
        "characters": 4, "words": 0, "percent": 50, "percent_reviewed": 0,
    }  # fmt: skip
    assert [row["model"] for row in rows["kinds"]] == ["event", "photo"]


def test_an_unknown_event_is_one_sentence(db: None) -> None:
    with pytest.raises(CommandError, match=r"There is no event “harbours”; give the last part"):
        print_status("harbours")


def test_a_site_without_texts(db: None) -> None:
    assert words(print_status()) == ["There is no text to translate."]

"""What counts events names none of them: 三次重大会议; a number that orders them may."""

import pytest

from forum.reader.event_record import ZH
from forum.reader.prose.event_names import name_in_sentence


@pytest.mark.parametrize(
    "told",
    [
        "海塘学会召开了三次重大会议。",
        "海塘学会举办了两场专题论坛。",
        "年内举行了十余场海塘研讨会。",
    ],
)
def test_several_events_have_no_name(told: str) -> None:
    assert name_in_sentence(told, ZH) == ""


@pytest.mark.parametrize(
    ("told", "name"),
    [
        ("海塘学会召开了第三次潮汐会议。", "第三次潮汐会议"),
        ("海塘学会召开了理事会二届三次会议。", "理事会二届三次会议"),
    ],
)
def test_one_that_is_numbered_has_one(told: str, name: str) -> None:
    assert name_in_sentence(told, ZH) == name

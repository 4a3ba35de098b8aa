"""Time zones in words of both languages."""

import re
from zoneinfo import available_timezones

import pytest
from django.utils import translation

from forum.core.time_zones import list_time_zones, time_zone_words

ZONES = {
    "Asia/Shanghai": ("中国 · 上海 (UTC+8)", "China · Shanghai (UTC+8)"),
    "Asia/Kolkata": ("印度 (UTC+5:30)", "India (UTC+5:30)"),
    "America/Argentina/Buenos_Aires": (
        "阿根廷 · 布宜诺斯艾利斯 (UTC−3)", "Argentina · Buenos Aires (UTC−3)",
    ),
    "Etc/GMT+3": ("Etc/GMT+3", "Etc/GMT+3"),
}  # fmt: skip


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize(("language", "place"), [("zh-hans", 0), ("en", 1)])
def test_a_zone_in_words(zone: str, language: str, place: int) -> None:
    with translation.override(language):
        assert time_zone_words(zone) == ZONES[zone][place]


def test_each_zone_that_is_offered_is_one() -> None:
    zones = [zone for zone, _words in list_time_zones()]
    assert (len(zones) > 400, set(zones) <= available_timezones()) == (True, True)


def test_no_two_zones_are_called_the_same() -> None:
    words = [words for _zone, words in list_time_zones()]
    assert len(set(words)) == len(words)


def test_no_chinese_name_holds_an_english_word() -> None:
    with translation.override("zh-hans"):
        names = [words.partition(" (UTC")[0] for _zone, words in list_time_zones()]
    assert [name for name in names if re.search("[A-Za-z]", name)] == []

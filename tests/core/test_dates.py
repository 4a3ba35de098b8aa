"""Dates and times as each language writes them."""

from datetime import date, time
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from forum.core import dates
from tests.support import factories as make

FIFTH = date(2023, 11, 5)


@pytest.mark.parametrize(
    ("language", "last", "words"),
    [
        ("en", FIFTH, "5 November 2023"),
        ("en", date(2023, 11, 10), "5–10 November 2023"),
        ("en", date(2023, 12, 1), "5 November–1 December 2023"),
        ("en", date(2024, 1, 2), "5 November 2023–2 January 2024"),
        ("zh-hans", FIFTH, "2023年11月5日"),
        ("zh-hans", date(2023, 11, 10), "2023年11月5日至10日"),
        ("zh-hans", date(2023, 12, 1), "2023年11月5日至12月1日"),
        ("zh-hans", date(2024, 1, 2), "2023年11月5日至2024年1月2日"),
        ("fr", FIFTH, "5 novembre 2023"),
        ("fr", date(2023, 11, 10), "5 novembre 2023 – 10 novembre 2023"),
    ],
)
def test_days(language: str, last: date, words: str) -> None:
    with translation.override(language):
        assert str(dates.days(FIFTH, last)) == words


def test_a_day_without_an_end_is_one_day() -> None:
    assert str(dates.days(FIFTH)) == "5 November 2023"


@pytest.mark.parametrize(
    ("zone", "on", "words"),
    [
        ("Asia/Shanghai", FIFTH, "Beijing time (UTC+8)"),
        ("Asia/Shanghai", None, "Beijing time (UTC+8)"),
        ("Europe/Zurich", FIFTH, "local time (UTC+1)"),
        ("Europe/Zurich", date(2023, 7, 1), "local time (UTC+2)"),
        ("America/New_York", FIFTH, "local time (UTC−5)"),
        ("Asia/Kolkata", FIFTH, "local time (UTC+5:30)"),
        ("America/St_Johns", FIFTH, "local time (UTC−3:30)"),
        ("UTC", FIFTH, "local time (UTC)"),
        ("Europe/Zurich", None, "local time"),
    ],
)
def test_zones_in_words(zone: str, on: date | None, words: str) -> None:
    assert dates.zone_words(zone, on) == words


def test_a_time_for_machines_has_the_offset_of_its_day() -> None:
    machine = dates.machine_time(time(9, 30), FIFTH, "Asia/Shanghai")
    assert machine == "2023-11-05T09:30+08:00"


def test_a_time_of_no_known_day_is_a_time_of_day() -> None:
    assert dates.machine_time(time(9, 30), None, "Asia/Shanghai") == "09:30"


@pytest.mark.parametrize(
    ("day", "moment", "zone", "skipped"),
    [
        (date(2026, 3, 29), time(2, 30), "Europe/Berlin", True),
        (date(2026, 3, 29), time(3, 0), "Europe/Berlin", False),
        (date(2026, 10, 25), time(2, 30), "Europe/Berlin", False),
        (date(2026, 3, 29), time(2, 30), "Asia/Shanghai", False),
        (date(1986, 5, 4), time(2, 30), "Asia/Shanghai", True),
    ],
)
def test_a_time_that_does_not_exist(day: date, moment: time, zone: str, skipped: bool) -> None:
    assert dates.is_skipped(day, moment, ZoneInfo(zone)) is skipped


@pytest.mark.django_db
def test_a_session_at_a_time_that_does_not_exist_is_refused() -> None:
    event = make.make_event(time_zone="Europe/Berlin")
    session = make.make_session(event, day=date(2026, 3, 29), start=time(2, 30), end=time(3, 30))
    with pytest.raises(ValidationError) as refusal:
        session.full_clean()
    assert refusal.value.message_dict == {
        "start": ["The clocks skip 02:30 on that day: summer time begins. Check it."]
    }

"""The desk writes dates as the site does."""

from datetime import UTC, datetime

import pytest
from django.utils import translation
from django.utils.formats import localize
from django.utils.timezone import localtime


@pytest.mark.parametrize(
    ("language", "written"),
    [("en", "5 November 2023, 09:30"), ("zh-hans", "2023年11月5日 09:30")],
)
def test_a_moment_is_written_out(language: str, written: str) -> None:
    moment = localtime(datetime(2023, 11, 5, 1, 30, tzinfo=UTC))
    with translation.override(language):
        assert localize(moment) == written

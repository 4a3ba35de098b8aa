"""The desk writes dates as the site does."""

from datetime import UTC, date, datetime

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import translation
from django.utils.formats import localize
from django.utils.timezone import localtime

from forum.desk.start import say_how_to_type
from sessions_app.models import Event
from tests.support import factories as make
from tests.support.admin_forms import read_form
from tests.support.desk_client import address


@pytest.mark.parametrize(
    ("language", "written"),
    [("en", "5 November 2023, 09:30"), ("zh-hans", "2023年11月5日 09:30")],
)
def test_a_moment_is_written_out(language: str, written: str) -> None:
    moment = localtime(datetime(2023, 11, 5, 1, 30, tzinfo=UTC))
    with translation.override(language):
        assert localize(moment) == written


@pytest.mark.django_db
@pytest.mark.parametrize("year", ["0026", "1799", "2200", "9999"])
def test_a_year_that_cannot_be_right_is_refused(admin_client: Client, year: str) -> None:
    event = make.make_event(starts_on=date(2026, 3, 5), ends_on=date(2026, 3, 6))
    url = address(Event, "change", event.pk)
    data = {**read_form(admin_client, url), "ends_on": f"{year}-03-06"}
    errors = admin_client.post(url, data).context["adminform"].form.errors
    assert f"The year {year} cannot be right; write for example 2023-11-05." in errors["ends_on"]


def test_a_date_that_is_none_says_how_it_is_typed() -> None:
    say_how_to_type()
    with pytest.raises(ValidationError, match=r"e\.g\. 2026-05-31"):
        forms.DateField().clean("never")

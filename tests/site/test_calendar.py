"""agenda.ics: read back with the library, and byte by byte."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import icalendar
import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks

from people.models import Person
from sessions_app.models import Appearance, Event, Session
from tests.support import factories as make
from tests.support.pages import LANGUAGES, page

pytestmark = pytest.mark.django_db

PATH = "/en/events/ports/agenda.ics"


def calendar(client: Client, path: str = PATH) -> Any:
    return icalendar.Calendar.from_ical(client.get(path).content)


def timed(client: Client) -> Any:
    """Return the entry of the event's only timed session."""
    return calendar(client).walk("VEVENT")[1]


def test_the_event_takes_whole_days_and_the_last_is_exclusive(client: Client) -> None:
    make.make_event(slug="ports", ends_on=date(2023, 11, 7))
    [entry] = calendar(client).walk("VEVENT")
    assert (entry["DTSTART"].dt, entry["DTEND"].dt) == (date(2023, 11, 5), date(2023, 11, 8))


def test_a_timed_session_has_the_zone_of_the_event(client: Client) -> None:
    make.make_session(make.make_event(slug="ports"), start=time(9), end=time(10, 30))
    entry = timed(client)
    assert entry["DTSTART"].params["TZID"] == "Asia/Shanghai"
    assert entry["DTSTART"].dt.astimezone(UTC) == datetime(2023, 11, 5, 1, tzinfo=UTC)
    assert entry["DTEND"].dt - entry["DTSTART"].dt == timedelta(minutes=90)


def test_a_session_without_an_end_has_none(client: Client) -> None:
    make.make_session(make.make_event(slug="ports"), start=time(9))
    assert "DTEND" not in timed(client)


def test_a_session_without_an_hour_or_a_day_has_no_entry(client: Client) -> None:
    event = make.make_event(slug="ports", ends_on=date(2023, 11, 7))
    make.make_session(event)
    make.make_session(event, start=time(9))
    assert len(calendar(client).walk("VEVENT")) == 1


def test_a_session_s_page_leads_to_that_session_alone(client: Client) -> None:
    event = make.make_event(slug="ports")
    make.make_session(event, slug="opening", title_en="Welcome", start=time(9))
    make.make_session(event, slug="closing", start=time(17))
    make.make_session(event, slug="walk")
    path = "/en/events/ports/opening/session.ics"
    [entry] = calendar(client, path).walk("VEVENT")
    assert (str(entry["SUMMARY"]), entry["DTSTART"].dt.hour) == ("Green Ports · Welcome", 9)
    assert path in page(client, "/en/events/ports/opening/").links()
    without = page(client, "/en/events/ports/walk/").links()
    assert [link for link in without if link.endswith(".ics")] == []
    assert client.get("/en/events/ports/walk/session.ics").status_code == 404


def test_a_session_may_lie_outside_of_the_days(client: Client) -> None:
    event = make.make_event(slug="ports")
    make.make_session(event, day=date(2023, 11, 9), start=time(9))
    assert timed(client)["DTSTART"].dt.date() == date(2023, 11, 9)


def test_an_event_without_days_has_no_calendar(client: Client) -> None:
    make.make_event(slug="ports", starts_on=None, ends_on=None)
    assert client.get(PATH).status_code == 404


def test_the_zone_comes_along_with_its_summer_time(client: Client) -> None:
    event = make.make_event(
        slug="ports",
        time_zone="Europe/Zurich",
        starts_on=date(2023, 3, 25),
        ends_on=date(2023, 3, 27),
    )
    make.make_session(event, day=date(2023, 3, 25), start=time(9))
    make.make_session(event, day=date(2023, 3, 27), start=time(9))
    [zone] = calendar(client).walk("VTIMEZONE")
    [summer] = zone.walk("DAYLIGHT")
    # By the clock before the change, as RFC 5545 wants it.
    assert summer["DTSTART"].dt == datetime(2023, 3, 26, 2)
    hours = [
        entry["DTSTART"].dt.astimezone(UTC).hour for entry in calendar(client).walk("VEVENT")[1:]
    ]
    assert hours == [8, 7]


def test_names_outlive_slug_and_host(client: Client) -> None:
    event = make.make_event(slug="ports")
    make.make_session(event, slug="opening", start=time(9))
    uids_before = [entry["UID"] for entry in calendar(client).walk("VEVENT")]
    event.slug = "harbours"
    event.save()
    state_after = calendar(client, "/zh-hans/events/harbours/agenda.ics").walk("VEVENT")
    assert ([entry["UID"] for entry in state_after], len(set(uids_before))) == (uids_before, 2)


def test_each_saving_makes_an_entry_newer(client: Client) -> None:
    session = make.make_session(make.make_event(slug="ports"), start=time(9))
    state_before = timed(client)
    session.save()
    state_after = timed(client)
    assert state_after["SEQUENCE"] == state_before["SEQUENCE"] + 1
    assert state_after["LAST-MODIFIED"].dt >= state_before["LAST-MODIFIED"].dt
    assert state_after["DTSTAMP"].dt == state_after["LAST-MODIFIED"].dt


def test_withholding_somebody_makes_the_entry_newer(client: Client) -> None:
    session = make.make_session(make.make_event(slug="ports"), start=time(9))
    spoken = make.make_appearance(session)
    first = timed(client)
    # One that only the last saving dates; calendars tell whole seconds.
    Event.objects.update(updated=first["CREATED"].dt - timedelta(minutes=1))
    Session.objects.update(updated=first["CREATED"].dt - timedelta(minutes=1))
    Appearance.objects.update(updated=first["CREATED"].dt - timedelta(seconds=30))
    Person.objects.update(updated=first["CREATED"].dt - timedelta(minutes=1))
    state_before = timed(client)
    spoken.withheld = True
    spoken.save()
    state_after = timed(client)
    assert ("DESCRIPTION" in state_before, "DESCRIPTION" in state_after) == (True, False)
    assert state_after["DTSTAMP"].dt > state_before["DTSTAMP"].dt


def take_person_offline(spoken: Appearance) -> None:
    spoken.person.status = "offline"
    spoken.person.save()


def remove(spoken: Appearance) -> None:
    spoken.delete()


def move(spoken: Appearance) -> None:
    spoken = Appearance.objects.get()
    spoken.session = make.make_session(spoken.session.event)
    spoken.save()


@pytest.mark.parametrize("hide", [take_person_offline, remove, move])
def test_a_name_that_goes_leaves_the_entry_newer(
    client: Client,
    hide: Callable[[Appearance], None],
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    session = make.make_session(make.make_event(slug="ports"), start=time(9))
    spoken = make.make_appearance(session)
    earlier = timezone.now() - timedelta(minutes=1)
    for model in (Event, Session, Appearance, Person):
        model._default_manager.update(updated=earlier)
    state_before = timed(client)
    with django_capture_on_commit_callbacks(execute=True):
        hide(spoken)
    state_after = timed(client)
    assert ("DESCRIPTION" in state_before, "DESCRIPTION" in state_after) == (True, False)
    assert state_after["DTSTAMP"].dt > state_before["DTSTAMP"].dt


def test_a_session_names_its_event_and_its_people(client: Client) -> None:
    session = make.make_session(make.make_event(slug="ports"), start=time(9), label_en="Topic 1")
    make.make_appearance(session, role="moderator")
    entry, whole = timed(client), calendar(client).walk("VEVENT")[0]
    assert entry["RELATED-TO"] == whole["UID"]
    assert entry["SUMMARY"] == "Topic 1 · Opening remarks"
    assert entry["DESCRIPTION"] == "Lin Lan (Moderator), Director, Harbour Institute"


def test_a_text_says_its_language(client: Client) -> None:
    make.make_event(slug="ports", title_en=None)
    summary = calendar(client).walk("VEVENT")[0]["SUMMARY"]
    assert (summary, summary.params["LANGUAGE"]) == ("绿色港口", "zh-Hans")


@pytest.mark.parametrize("language", LANGUAGES)
def test_lines_are_folded_by_octets_within_no_character(client: Client, language: str) -> None:
    make.make_event(slug="ports", title_zh_hans="绿色港口与可持续航运" * 30, title_en="é—" * 150)
    content = client.get(f"/{language}/events/ports/agenda.ics").content
    lines = content.split(b"\r\n")
    assert max(len(line) for line in lines) <= 75
    assert b"\n" not in content.replace(b"\r\n", b"")
    assert [line for line in lines if not line.decode().isprintable()] == []


def test_control_characters_are_left_out_and_lines_cannot_be_smuggled_in(client: Client) -> None:
    make.make_event(slug="ports", title_en="Ports\x07\r\nATTENDEE:x;y,z")
    entry = calendar(client).walk("VEVENT")[0]
    assert (entry["SUMMARY"], "ATTENDEE" in entry) == ("Ports\nATTENDEE:x;y,z", False)


def test_the_file_says_what_it_is(client: Client) -> None:
    make.make_event(slug="ports")
    response = client.get(PATH)
    assert (response.headers["Content-Type"], response.headers["Content-Disposition"]) == (
        "text/calendar; charset=utf-8",
        'attachment; filename="ports.ics"',
    )
    found = calendar(client)
    assert (found["METHOD"], found["NAME"], found["X-WR-CALNAME"]) == (
        "PUBLISH",
        "Green Ports",
        "Green Ports",
    )


def test_the_same_state_is_the_same_file(client: Client) -> None:
    make.make_event(slug="ports")
    first = client.get(PATH)
    again = client.get(PATH, headers={"if-none-match": first.headers["ETag"]})
    assert again.status_code == 304


@pytest.mark.parametrize("count", [1, 3])
def test_a_calendar_takes_as_many_queries_however_long(
    client: Client, count: int, django_assert_num_queries: Any
) -> None:
    event = make.make_event(slug="ports")
    for _number in range(count):
        make.make_appearance(make.make_session(event, start=time(9)))
    with django_assert_num_queries(3):
        client.get(PATH)


def test_each_language_has_a_file(client: Client) -> None:
    make.make_event(slug="docks", title_zh_hans="码头", title_en="Docks")
    paths = [f"/{code}/events/docks/agenda.ics" for code in ("zh-hans", "en")]
    titles = [str(calendar(client, path).walk("VEVENT")[0]["SUMMARY"]) for path in paths]
    assert titles == ["码头", "Docks"]


@pytest.mark.parametrize(("start", "count"), [(time(9), 1), (None, 0)])
def test_the_page_of_a_person_offers_a_calendar_that_has_something_in_it(
    client: Client, start: time | None, count: int
) -> None:
    session = make.make_session(make.make_event(slug="ports"), start=start)
    make.make_appearance(session, make.make_person(slug="mary"))
    assert (
        len(page(client, "/en/people/mary/").all("a", href="/en/people/mary/events.ics")) == count
    )

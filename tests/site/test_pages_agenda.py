"""The agenda of an event's page: by order, by day, and as a grid of times and rooms."""

from datetime import date, time
from typing import Any

import pytest
from django.test import Client

from sessions_app.models import Event, Session
from tests.site.test_pages_event import page, ports, speak, texts
from tests.support import factories as make
from tests.support.pages import Outline

pytestmark = pytest.mark.django_db

FIRST, SECOND = date(2023, 11, 5), date(2023, 11, 6)


def make_held_session(
    event: Event, start: int, end: int | None, room: str = "", **values: Any
) -> Session:
    """Make a session from one full hour to another, in a room."""
    hours = {"start": time(start), "end": time(end) if end else None, "room_en": room}
    return make.make_session(event, **{"title_en": f"At {start} {room}".strip(), **hours, **values})


def grid(outline: Outline) -> list[str]:
    """Return the grid's cells in reading order: spans and words; "" for an empty cell."""
    words = []
    for cell in outline.all("td"):
        spans = f"{cell['colspan'] or 1}x{cell['rowspan'] or 1}"
        title = " ".join(cell.text.split())
        words.append(f"{spans} {title}" if title else "")
    return words


def test_times_rooms_and_the_zone_are_shown(client: Client) -> None:
    make.make_session(ports(), start=time(9), end=time(10, 30), room_en="Hall 2")
    [agenda] = page(client).all("div", class_="agenda")
    assert " ".join(agenda.text.split()) == (
        "Beijing time (UTC+8) 09:00–10:30 Opening remarks Hall 2"
    )
    times = [element["datetime"] for element in page(client).all("time")]
    assert times[1:3] == ["2023-11-05T09:00+08:00", "2023-11-05T10:30+08:00"]


def test_a_talk_of_no_kind_bears_its_title_alone(client: Client) -> None:
    make.make_session(ports(), kind="other", heading_en="", heading_zh_hans="", title_en="Ports")
    [session] = page(client).all("li", class_="session")
    assert session.text.split() == ["Ports"]


def test_whoever_takes_part_in_two_roles_is_named_once(client: Client) -> None:
    session = make.make_session(ports())
    speech = speak(session, "lin", position=1)
    make.make_appearance(session, speech.person, role="panellist", position=2)
    [names] = page(client).all("ol", class_="names")
    assert names.text.split() == ["Lin"]


def test_an_agenda_without_times_names_no_zone(client: Client) -> None:
    make.make_session(ports())
    assert texts(page(client), "p", "zone") == []


def test_a_long_event_has_its_agenda_by_day(client: Client) -> None:
    event = ports(ends_on=date(2023, 11, 6))
    make.make_session(event, day=date(2023, 11, 5), position=1)
    make.make_session(event, day=date(2023, 11, 6), position=2)
    days = [" ".join(element.text.split()) for element in page(client).all("h3")]
    assert days[:2] == ["5 November 2023", "6 November 2023"]


def test_two_rooms_with_times_make_a_grid(client: Client) -> None:
    event = ports()
    make_held_session(event, 9, 10, "Hall 1")
    make_held_session(event, 9, 11, "Hall 2")
    make_held_session(event, 10, 11, "Hall 1")
    outline = page(client)
    assert [element.text for element in outline.all("th")] == [
        "Time",
        "Hall 1",
        "Hall 2",
        "09:00",
        "10:00",
    ]
    assert grid(outline) == [
        "1x1 09:00–10:00 Opening remarks At 9 Hall 1 Hall 1",
        "1x2 09:00–11:00 Opening remarks At 9 Hall 2 Hall 2",
        "1x1 10:00–11:00 Opening remarks At 10 Hall 1 Hall 1",
    ]


def test_a_break_without_a_room_spans_the_grid(client: Client) -> None:
    event = ports()
    make_held_session(event, 9, 10, "Hall 1")
    make_held_session(event, 10, 11, kind="break", title_en="")
    make_held_session(event, 11, 12, "Hall 2")
    assert grid(page(client)) == [
        "1x1 09:00–10:00 Opening remarks At 9 Hall 1 Hall 1",
        "",
        "2x1 10:00–11:00 Break",
        "",
        "1x1 11:00–12:00 Opening remarks At 11 Hall 2 Hall 2",
    ]


def test_a_pause_in_which_nothing_happens_is_no_row(client: Client) -> None:
    event = ports()
    make_held_session(event, 9, 10, "Hall 1")
    make_held_session(event, 14, 15, "Hall 2")
    assert [element.text for element in page(client).all("th", scope="row")] == ["09:00", "14:00"]


def test_a_session_without_an_end_lasts_till_the_next_begins(client: Client) -> None:
    event = ports()
    make_held_session(event, 9, None, "Hall 1")
    make_held_session(event, 9, 11, "Hall 2")
    make_held_session(event, 10, 11, "Hall 1")
    assert [cell.split()[0] for cell in grid(page(client))] == ["1x1", "1x2", "1x1"]


@pytest.mark.parametrize(
    "sessions",
    [
        [(9, 10, "Hall 1"), (10, 11, "Hall 1")],  # one room
        [(9, 10, "Hall 1"), (9, 11, "Hall 1"), (9, 10, "Hall 2")],  # two at once in a room
        [(9, 10, "Hall 1"), (9, 10, "Hall 2"), (9, 11, "")],  # one that is nowhere, meanwhile
    ],
)
def test_what_makes_no_grid_is_a_list(client: Client, sessions: list[Any]) -> None:
    event = ports()
    for session in sessions:
        make_held_session(event, *session)
    outline = page(client)
    assert outline.all("table") == []
    assert len(outline.all("li", class_="session")) == len(sessions)


def test_a_session_without_a_time_keeps_its_day_a_list(client: Client) -> None:
    event = ports()
    make_held_session(event, 9, 10, "Hall 1")
    make_held_session(event, 9, 10, "Hall 2")
    make.make_session(event)
    assert page(client).all("table") == []


def test_each_day_has_a_grid_of_its_own_rooms(client: Client) -> None:
    event = ports(ends_on=SECOND)
    for number, (day, room) in enumerate(
        [(FIRST, "A"), (FIRST, "B"), (SECOND, "B"), (SECOND, "C")]
    ):
        make_held_session(event, 9, 10, room, day=day, position=number)
    heads = [element.text for element in page(client).all("th", scope="col")]
    assert heads == ["Time", "A", "B", "Time", "B", "C"]


def test_a_room_that_is_known_in_one_language_says_which(client: Client) -> None:
    event = ports()
    make_held_session(event, 9, 10, "Hall 1")
    make_held_session(event, 9, 10, "", room_zh_hans="二号厅")
    [room] = page(client).all("th", scope="col")[2:]
    assert room.text == "二号厅"
    assert [element.text for element in page(client).all("span", lang="zh-Hans")].count(
        "二号厅"
    ) >= 1


def test_the_filter_offers_days_rooms_and_kinds(client: Client) -> None:
    event = ports(ends_on=SECOND)
    for number, day in enumerate([*[FIRST] * 4, *[SECOND] * 4]):
        kind = "keynote" if number else "opening"
        make_held_session(event, 9 + number, 10 + number, f"Hall {number % 2}", day=day, kind=kind)
    outline = page(client)
    [form] = outline.all("form", class_="filter")
    assert "hidden" in form.attributes
    options = [element.text for element in outline.all("option")]
    assert options == [
        "All days", "5 November 2023", "6 November 2023",
        "All rooms", "Hall 0", "Hall 1",
        "All kinds", "Opening remarks", "Keynote speeches",
    ]  # fmt: skip


def test_a_short_agenda_has_no_filter(client: Client) -> None:
    event = ports()
    for kind in ("opening", "keynote", "launch", "discussion", "closing"):
        make.make_session(event, kind=kind)
    assert page(client).all("form", class_="filter") == []


def test_a_recording_is_a_link(client: Client) -> None:
    make.make_session(ports(), slug="opening", recording_url="https://video.example/1")
    for path in ("/en/events/ports/", "/en/events/ports/opening/"):
        outline = page(client, path)
        assert "https://video.example/1" in outline.links()
        assert outline.all("iframe") + outline.all("video") == []


def test_names_in_the_agenda_lead_to_the_remarks(client: Client) -> None:
    speak(make.make_session(ports()), "mary")
    assert "#remarks-mary" in page(client).links()


def test_nothing_leads_to_a_break(client: Client) -> None:
    event = ports()
    for number, kind in enumerate(("opening", "break", "closing")):
        make.make_session(event, slug=kind, kind=kind, position=number)
    break_ = "/en/events/ports/break/"
    for path in ("/en/events/ports/", "/en/events/ports/opening/", "/en/events/ports/closing/"):
        assert break_ not in page(client, path).links()


@pytest.mark.parametrize("rest", ["", "parallel/", "qr.svg", "cite.ris", "proceedings.pdf"])
def test_the_address_of_a_break_leads_to_the_agenda(client: Client, rest: str) -> None:
    make.make_session(ports(), slug="coffee", kind="break")
    response = client.get(f"/en/events/ports/coffee/{rest}")
    assert (response.status_code, response.headers["Location"]) == (301, "/en/events/ports/#agenda")


def test_neither_the_sitemap_nor_the_search_knows_a_break(client: Client) -> None:
    make.make_session(ports(), slug="coffee", kind="break", title_en="Coffee")
    contents = [client.get(path).content for path in ("/sitemap.xml", "/en/search/?q=Coffee")]
    assert [b"/coffee/" in page or b"#agenda" in page for page in contents] == [False, False]

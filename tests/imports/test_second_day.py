"""The programme of another day of an event adds to it."""

from dataclasses import replace
from datetime import date, time
from pathlib import Path

import pytest

from forum.imports.writer import ImportOptions, ImportOutcome, write_import
from forum.reader.event_record import EventRecord, SessionRecord
from sessions_app.models import Appearance, Event, Session
from tests.support.records import a_paper, a_person, a_record, an_appearance, both

pytestmark = pytest.mark.django_db

FIRST, SECOND = date(2023, 11, 5), date(2023, 11, 6)
OPENING = SessionRecord("opening", 1, "opening", both("开幕式"), {}, {}, start=time(9))
KEYNOTE = SessionRecord("keynote", 2, "keynote", both("主旨发言"), {}, both("海塘之本"))


def programme(day: date, title: str, *names: str, hour: int = 9) -> EventRecord:
    """Return the programme of one day: an opening, and a keynote on something."""
    people = tuple(a_person(name, both(name), {}) for name in names)
    rows = (
        an_appearance(names[0], "opening", title={}, remarks={}),
        *(an_appearance(name, "keynote", title={}, remarks={}) for name in names[1:]),
    )
    sessions = (replace(OPENING, start=time(hour)), replace(KEYNOTE, title=both(title)))
    return a_record(
        start_date=day, end_date=day, sessions=sessions, people=people, appearances=rows,
        organizations=(), products=(),
    )  # fmt: skip


DAY_ONE = programme(FIRST, "海塘之本", "林岚", "程砚")
DAY_TWO = programme(SECOND, "潮汐之本", "白露", "秦牧野", hour=10)


def write(folder: Path, record: EventRecord, event: str | None = None) -> ImportOutcome:
    paper = a_paper(folder, repr(record))
    return write_import(paper.of(record), paper, ImportOptions(event_slug=event))


@pytest.fixture
def event(tmp_path: Path) -> Event:
    write(tmp_path, DAY_ONE)
    return Event.objects.exclude(parent=None).get()


def stored(event: Event) -> list[tuple[str, date | None, time | None, str | None]]:
    return [
        (row.slug, row.day, row.start, row.title_zh_hans)
        for row in Session.objects.filter(event=event).order_by("position")
    ]


BOTH_DAYS = [
    ("opening", FIRST, time(9), None),
    ("keynote", FIRST, None, "海塘之本"),
    ("opening-2", SECOND, time(10), None),
    ("keynote-2", SECOND, None, "潮汐之本"),
]


def test_the_second_day_stands_behind_the_first(tmp_path: Path, event: Event) -> None:
    outcome = write(tmp_path, DAY_TWO, event.slug)
    event.refresh_from_db()
    assert stored(event) == BOTH_DAYS
    assert (event.starts_on, event.ends_on) == (FIRST, SECOND)
    assert [finding.case for finding in outcome.plan.findings] == ["other_days"]


def test_sessions_of_the_same_words_are_parted_by_their_days(tmp_path: Path, event: Event) -> None:
    second = programme(SECOND, "海塘之本", "白露", "秦牧野", hour=10)
    write(tmp_path, replace(second, start_date=FIRST, end_date=SECOND, sessions=tuple(
        replace(row, day=SECOND) for row in second.sessions
    )), event.slug)  # fmt: skip
    slugs = {slug for slug, *_values in stored(event)}
    assert slugs == {"opening", "keynote", "opening-2", "keynote-2"}


def test_the_guests_of_each_day_stay_in_their_sessions(tmp_path: Path, event: Event) -> None:
    write(tmp_path, DAY_TWO, event.slug)
    rows = Appearance.objects.order_by("pk").values_list("session__slug", "person__name_zh_hans")
    assert list(rows) == [
        ("opening", "林岚"), ("keynote", "程砚"), ("opening-2", "白露"), ("keynote-2", "秦牧野"),
    ]  # fmt: skip


def test_a_guest_of_both_days_is_moved_to_neither(tmp_path: Path, event: Event) -> None:
    write(tmp_path, programme(SECOND, "潮汐之本", "白露", "秦牧野", "程砚"), event.slug)
    rows = Appearance.objects.filter(person__name_zh_hans="程砚").order_by("pk")
    assert [row.session.slug for row in rows] == ["keynote", "keynote-2"]


def test_either_day_again_changes_nothing(tmp_path: Path, event: Event) -> None:
    write(tmp_path, DAY_TWO, event.slug)
    runs = [write(tmp_path, record, event.slug).run for record in (DAY_TWO, DAY_ONE)]
    assert (runs, stored(event)) == ([None, None], BOTH_DAYS)


def test_a_day_before_stands_before(tmp_path: Path, event: Event) -> None:
    write(tmp_path, programme(date(2023, 11, 4), "潮汐之本", "白露", "秦牧野"), event.slug)
    assert [slug for slug, *_facts in stored(event)] == [
        "opening-2", "keynote-2", "opening", "keynote",
    ]  # fmt: skip


def test_a_corrected_date_makes_no_second_day(tmp_path: Path, event: Event) -> None:
    write(tmp_path, programme(SECOND, "海塘之本", "林岚", "程砚"), event.slug)
    event.refresh_from_db()
    assert ([slug for slug, *_facts in stored(event)], event.starts_on, event.ends_on) == (
        ["opening", "keynote"], SECOND, SECOND,
    )  # fmt: skip


def test_a_text_of_one_day_leaves_the_event_its_others(tmp_path: Path, event: Event) -> None:
    write(tmp_path, DAY_TWO, event.slug)
    text = replace(DAY_TWO, sessions=(), appearances=(), people=())
    write(tmp_path, text, event.slug)
    event.refresh_from_db()
    assert (event.starts_on, event.ends_on) == (FIRST, SECOND)

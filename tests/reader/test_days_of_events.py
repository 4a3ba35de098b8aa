"""The days of an event that no line gives alone, and those that have no year."""

from datetime import date

import pytest

from forum.reader.event_record import EventRecord
from forum.reader.findings import is_doubt
from tests.reader.test_prose import read_text
from tests.reader.test_wide_prose import subjects

_TALK = "滨海大学校长林岚在致辞中指出，潮汐能可以预报。"
_ROWS = """09:00-09:30\t林岚\t潮水为什么守时
09:30-10:00\t王芳\t海塘怎么修
10:00-10:30\t高岩\t滩涂怎么量
"""


def days_of(record: EventRecord) -> tuple[date | None, date | None]:
    """Return the first and the last day of an event."""
    return record.start_date, record.end_date


def without_year(record: EventRecord) -> list[str]:
    """Return the days that findings say to have no year."""
    return [finding.subject for finding in record.findings if finding.case == "no_year"]


@pytest.mark.parametrize(
    "head",
    [
        "2031-10-30 09:00\n2031-10-31 18:00",
        "2031/10/30 09:00 - 2031/10/31 18:00",
        "2031年10月30日 9:00 至 2031年10月31日 18:00",
        "开始时间：2031-10-30 09:00\n结束时间：2031-10-31 18:00",
    ],
)
def test_two_moments_of_a_head_are_its_days(head: str) -> None:
    text = f"第六届潮汐年会\n\n{head}\n\n松川会展中心\n\n第六届潮汐年会在松川举办。{_TALK}\n"
    assert days_of(read_text(text).record) == (date(2031, 10, 30), date(2031, 10, 31))


@pytest.mark.parametrize(
    "head",
    [
        "2031-10-30 09:31\n2031-10-31 18:12",
        "时间：2031-10-30 09:31\n时间：2031-10-31 18:12",
        "2031-10-30 09:00:17\n2031-10-31 18:00:44",
    ],
)
def test_hours_that_nobody_sets_are_the_pages(head: str) -> None:
    text = f"第六届潮汐年会\n\n{head}\n\n第六届潮汐年会在松川举办。{_TALK}\n"
    assert days_of(read_text(text).record) == (None, None)


@pytest.mark.parametrize("seconds", ["", ":00"])
def test_whether_moments_without_a_word_are_the_events_is_asked(seconds: str) -> None:
    head = f"2031-10-30 09:00{seconds}\n2031-10-31 18:30{seconds}"
    record = read_text(f"第六届潮汐年会\n\n{head}\n\n第六届潮汐年会在松川举办。{_TALK}\n").record
    asked = {finding.subject for finding in record.findings if finding.kind == "guess"}
    assert asked >= {"2031-10-30", "2031-10-31"}


def test_a_moment_alone_is_the_pages() -> None:
    text = f"第六届潮汐年会\n\n2031-10-30 09:00\n\n第六届潮汐年会在松川举办。{_TALK}\n"
    assert days_of(read_text(text).record) == (None, None)


@pytest.mark.parametrize(
    ("lead", "city"),
    [
        ("潮汐工作组研讨会 2031年3月23日 北京，请于3月18日（周一）前报名。", {"zh-hans": "北京"}),
        (
            "This is the page of the Tide Group's second meeting in Bergen, Norway on 23 March "
            "2031. Please tell us before 18 March whether you come.",
            {"en": "Bergen"},
        ),
    ],
)
def test_a_sentence_above_a_programme_gives_day_and_place(lead: str, city: dict[str, str]) -> None:
    record = read_text(f"潮汐工作组研讨会・2031年3月\n\n{lead}\n\n议程\n\n{_ROWS}").record
    assert (days_of(record), record.city) == ((date(2031, 3, 23), date(2031, 3, 23)), city)


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        (f"潮汐论坛侧记\n\n4月15日，第二届潮汐论坛在松川举办。{_TALK}\n", "4月15日"),
        (
            "Tide Forum opens\n\nThe Tide Forum was held in Bergen on 5 May. Ms. Eva Strand, "
            "Director of the Tide Office, delivered the opening address.\n",
            "5 May",
        ),
    ],
)
def test_a_day_without_its_year_is_named(text: str, printed: str) -> None:
    assert without_year(read_text(text).record) == [printed]


def test_a_day_without_its_year_keeps_an_import_from_publishing() -> None:
    text = f"潮汐论坛侧记\n\n4月15日，潮汐论坛在松川举办。{_TALK}\n"
    findings = read_text(text).record.findings
    doubts = [one.case for one in findings if is_doubt(one.level, one.kind, one.case)]
    assert doubts == ["no_year"]


def test_a_day_whose_year_is_known_is_not_named() -> None:
    text = f"潮汐论坛侧记\n\n4月15日，2031潮汐论坛在松川举办。{_TALK}\n"
    assert without_year(read_text(text).record) == []


@pytest.mark.parametrize("work", ["《海塘白皮书（2031）》", "海塘普查报告（2031）"])
def test_the_year_of_a_work_in_the_name_is_not_that_of_the_day(work: str) -> None:
    text = f"潮汐论坛侧记\n\n4月15日，潮汐论坛暨{work}发布会在松川举办。{_TALK}\n"
    record = read_text(text).record
    assert (days_of(record), without_year(record)) == ((None, None), ["4月15日"])


@pytest.mark.parametrize(("written", "asked"), [("", ["2031-04-15"]), ("2031年4月17日\n\n", [])])
def test_whether_the_day_is_of_the_year_in_the_name_is_asked_where_no_other_tells(
    written: str, asked: list[str]
) -> None:
    text = f"潮汐论坛侧记\n\n{written}4月15日，2031潮汐论坛在松川举办。{_TALK}\n"
    guesses = subjects(read_text(text).record, "guess")
    assert [subject for subject in guesses if subject.startswith("2031-")] == asked


PAPER = """Tides and Towns Summit

Wednesday, 7 May 2031, 2:02 pm

7 May 2031/Media Statement

Agenda
9:00 Welcome
9:20 Walls and marshes
- Anna Berg, Director, Tide Office
10:20 Coffee
"""


def test_the_moment_at_which_a_paper_was_issued_is_no_day_of_the_event() -> None:
    assert days_of(read_text(PAPER).record) == (None, None)


@pytest.mark.parametrize(
    ("place", "city", "venue"),
    [("Lyon", {"en": "Lyon"}, {}), ("Harbour College", {}, {"en": "Harbour College"})],
)
def test_a_house_beside_the_days_is_no_city(
    place: str, city: dict[str, str], venue: dict[str, str]
) -> None:
    record = read_text(PAPER.replace("7 May 2031/Media Statement", f"{place} 7-8 May 2031")).record
    assert (record.city, record.venue) == (city, venue)


_CEREMONY = """Norway and Tide Court Sign Model Harbour Agreement

11 June 2031

1. In a ceremony held today, Judge Lindqvist, President of the Court, and Norway's Minister for \
Ports, Ms Anna Berg, signed letters on the Model Agreement. Norway's Senior Minister of State, Mr \
Tom Lind, was also present to witness it.

2. The talks, which were held from 30 August 2026, followed a declaration.

3. President Lindqvist stated that "the sea does not wait, and neither shall the Court".
"""


def test_held_today_is_held_on_the_papers_day() -> None:
    record = read_text(_CEREMONY).record
    assert days_of(record) == (date(2031, 6, 11), date(2031, 6, 11))


def test_day_of_years_before_the_paper_is_asked() -> None:
    text = _CEREMONY.replace(" held today", "")
    assert "2026-08-30" in subjects(read_text(text).record, "guess")


def test_who_signs_and_who_witnesses_is_told_apart() -> None:
    appearances = read_text(_CEREMONY).record.appearances
    assert [(each.person, each.role) for each in appearances] == [
        ("lindqvist", "signatory"), ("anna-berg", "signatory"), ("tom-lind", "witness"),
    ]  # fmt: skip


def test_surname_with_a_title_behind_it_is_a_person_who_is_asked() -> None:
    record = read_text(_CEREMONY).record
    titles = {person.key: person.title for person in record.people}
    assert titles["lindqvist"] == {"en": "President of the Court"}
    assert "Lindqvist" in subjects(record, "guess")


@pytest.mark.parametrize(
    ("sentence", "city"),
    [
        ("It built on the first forum held in Oslo in May 2029.", {}),
        ("It has been held in Oslo since 2029.", {"en": "Oslo"}),
    ],
)
def test_earlier_edition_gives_no_place(sentence: str, city: dict[str, str]) -> None:
    text = f"Harbour Forum 2031\n\nThe Harbour Forum 2031 opened on 7 April 2031.\n\n{sentence}\n"
    assert (
        read_text(
            f"{text}\nMs Anna Berg, Director of the Tide Office, said that the sea rises.\n"
        ).record.city
        == city
    )


_LEAD = "The Tide Congress, hosted by the Shore Institute, brought two hundred wardens together."
_WORDS = "Ms. Anna Berg, Director of the Shore Institute, said that the wall had sunk by a hand."


@pytest.mark.parametrize(
    "dateline",
    [
        "BERGEN, NORWAY, October 05, 2031 /Shore-Wire/ --",
        "BERGEN - October 5, 2031 (SHORE WIRE) -",
        "BERGEN, Norway, 5 October 2031 —",
    ],
)
def test_the_day_of_a_paper_is_asked_for_as_that_of_the_event(dateline: str) -> None:
    reading = read_text(f"Wardens meet at Tide Congress\n\n{dateline} {_LEAD} {_WORDS}\n")
    questions = [value.path for value in reading.guesses if value.path == "event.start_date"]
    assert (reading.record.start_date, questions) == (date(2031, 10, 5), ["event.start_date"])


@pytest.mark.parametrize(
    "sentence",
    [
        "It builds momentum for the Sea Talks to be held in Lisbon, Portugal on 12 May 2032.",
        "The Round Table of Wardens will be held tomorrow (12 May 2032) in Lisbon, Portugal.",
    ],
)
def test_what_is_held_elsewhere_is_asked_for(sentence: str) -> None:
    reading = read_text(f"Wardens meet at Tide Congress\n\n{_LEAD} {_WORDS} {sentence}\n")
    questions = {value.path for value in reading.guesses}
    assert {"event.start_date", "event.city.en"} <= questions or reading.record.start_date is None

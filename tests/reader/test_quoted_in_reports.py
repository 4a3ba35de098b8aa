"""Reports whose sections quote people below lines that name them."""

from datetime import date, time

from forum.reader.document import Document
from forum.reader.event_record import EventRecord, Line
from forum.reader.shapes.news.report import read_report

_HEAD = "海塘研讨会报告\n\n2027年3月4日，海塘研讨会在滨海会议中心举行。\n\n"
_WORDS = "海塘的地图要先有潮位，没有潮位的地图只是一张画，我们应当共享观测数据。"
_QUOTATION = f"林岚，来自潮汐局：\n\n{_WORDS}\n\n"
_PANEL = "圆桌讨论：海塘的地图\n\n"


def read_text(text: str) -> EventRecord:
    lines = tuple(Line(number, line) for number, line in enumerate(text.split("\n"), 1))
    return read_report(Document("report.txt", "utf-8", "0" * 64, lines)).record


def remarks(record: EventRecord) -> list[tuple[str, str, dict[str, str]]]:
    return [(each.person, each.role, dict(each.remarks)) for each in record.appearances]


def test_a_heading_in_two_parts_heads_those_who_are_quoted_below_it() -> None:
    record = read_text(f"{_HEAD}利益相关者：海塘Web地图\n\n{_QUOTATION}")
    assert [dict(session.title) for session in record.sessions] == [
        {"zh-hans": "利益相关者：海塘Web地图"}
    ]
    assert remarks(record) == [("lin-lan", "speaker", {"zh-hans": _WORDS})]


def test_a_panellist_who_is_quoted_sits_there_once() -> None:
    record = read_text(f"{_HEAD}{_PANEL}林岚指出，先测潮位。\n\n{_QUOTATION}")
    assert [person for person, _role, _words in remarks(record)] == ["lin-lan"]


def test_what_is_quoted_in_no_session_is_named_as_unread() -> None:
    record = read_text(f"{_HEAD}{_QUOTATION}")
    unread = {finding.lines for finding in record.findings if finding.kind == "not_understood"}
    assert ((7,) in unread, remarks(record)) == (True, [])


_SESSIONS = """Tide Workshop

Report

25 June 2031, Bergen, Norway

The Tide Workshop was held on 25 June 2031 in Bergen.

Session 1: June 25, 06:00-07:35 UTC

1. Scene setting

The chairs explained what the workshop was for, and asked everybody to keep to the draft charter.

2. Marshes and walls

We had the following two talks:

• Anna Berg: Who pays for walls

• Tom Li, Eva Falk: Marshes that grow

Then we discussed what is missing:

• Surveys of the older walls should be added to the charter before it goes to the board

Session 2: June 26, 01:00-02:25 UTC

1. Buoys

We had the following talk:

• Ada Holm: Buoys that call home
"""


def test_numbered_headings_below_a_session_are_parts_of_it() -> None:
    record = read_text(_SESSIONS)
    assert [
        (session.topic["en"], session.title, session.day, session.start, session.end)
        for session in record.sessions
    ] == [
        ("Session 1", {}, date(2031, 6, 25), time(6), time(7, 35)),
        ("Session 2", {}, date(2031, 6, 26), time(1), time(2, 25)),
    ]
    assert record.sessions[0].summary["en"].endswith("before it goes to the board")


def test_talks_that_a_report_lists_were_given_in_its_session() -> None:
    record = read_text(_SESSIONS)
    assert [
        (seat.person, seat.session, seat.speech_title["en"]) for seat in record.appearances
    ] == [
        ("anna-berg", "discussion", "Who pays for walls"),
        ("tom-li", "discussion", "Marshes that grow"),
        ("eva-falk", "discussion", "Marshes that grow"),
        ("ada-holm", "discussion-2", "Buoys that call home"),
    ]


def test_the_zone_of_a_sessions_hours_is_asked_about() -> None:
    asked = [finding.lines for finding in read_text(_SESSIONS).findings if finding.subject == "UTC"]
    assert asked == [(9,), (27,)]

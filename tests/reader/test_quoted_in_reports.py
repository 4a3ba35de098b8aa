"""Reports whose sections quote people below lines that name them."""

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

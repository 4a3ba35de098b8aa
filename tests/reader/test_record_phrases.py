"""Dates, times, headings, list lines and names of organizations, each as records print them."""

from datetime import date, time

import pytest

from forum.reader.event_record import EN, ZH
from forum.reader.shapes.record import dates, headings, segments, times
from forum.reader.shapes.record.english_names import Cutter
from forum.reader.shapes.record.entries import EntryReader
from forum.reader.shapes.record.lexicon import Lexicon
from forum.reader.shapes.record.organizations import split_zh
from forum.reader.shapes.record.rows import Row
from forum.reader.shapes.record.segments import Segment
from forum.reader.shapes.record.texts import language


def row(text: str) -> Row:
    return Row(1, text, language(text))


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2024年4月10日", date(2024, 4, 10), date(2024, 4, 10)),
        ("2024年4月10日至12日", date(2024, 4, 10), date(2024, 4, 12)),
        ("2024年11月30日—12月2日", date(2024, 11, 30), date(2024, 12, 2)),
        ("二〇二四年四月十日", date(2024, 4, 10), date(2024, 4, 10)),
        ("2024.04.10", date(2024, 4, 10), date(2024, 4, 10)),
        ("2024-04-10", date(2024, 4, 10), date(2024, 4, 10)),
        ("10 April 2024", date(2024, 4, 10), date(2024, 4, 10)),
        ("10–12 April 2024", date(2024, 4, 10), date(2024, 4, 12)),
        ("30 November – 2 December 2024", date(2024, 11, 30), date(2024, 12, 2)),
        ("April 10th, 2024", date(2024, 4, 10), date(2024, 4, 10)),
        ("April 10-12, 2024", date(2024, 4, 10), date(2024, 4, 12)),
        ("Wednesday, 10 April 2024", date(2024, 4, 10), date(2024, 4, 10)),
    ],
)
def test_days(text: str, first: date, last: date) -> None:
    days = dates.find(text)
    assert days is not None
    assert (days.start, days.end) == (first, last)


@pytest.mark.parametrize(
    "text", ["2030年可持续发展议程", "1980年代开始", "the 2030 Agenda", "共230家"]
)
def test_no_day(text: str) -> None:
    assert dates.find(text) is None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("24年6月18日（星期二）", None),  # a Tuesday in 2024 and in 1935
        ("民国24年6月18日（星期二）", date(1935, 6, 18)),
        ("120年5月6日（星期二）", date(2031, 5, 6)),
    ],
)
def test_a_year_of_two_digits_is_of_the_republic_by_its_name_alone(
    text: str, day: date | None
) -> None:
    days = dates.find(text)
    assert (days and days.start) == day


@pytest.mark.parametrize("text", ["2024年2月30日", "31 April 2024", "2024年4月12日至10日"])
def test_day_that_does_not_exist(text: str) -> None:
    days = dates.find(text)
    assert days is not None
    assert not days.valid


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("09:00-09:30", time(9), time(9, 30)),
        ("9:00—9:30", time(9), time(9, 30)),
        ("上午9时30分至10时", time(9, 30), time(10)),
        ("下午2:30—4:00", time(14, 30), time(16)),
        ("2:00 p.m.–3:30 p.m.", time(14), time(15, 30)),
        ("（14：00－15：30）", time(14), time(15, 30)),
    ],
)
def test_times(text: str, start: time, end: time) -> None:
    span = times.stands_alone(text)
    assert span is not None
    assert (span.start, span.end) == (start, end)


@pytest.mark.parametrize(
    ("text", "kind", "printed"),
    [
        ("【致辞环节】", "opening", "致辞环节"),
        ("一、主旨发言环节", "keynote", "主旨发言环节"),
        ("（二）成果发布", "launch", "成果发布"),
        ("第三单元 圆桌讨论", "roundtable", "圆桌讨论"),
        ("高端对话", "dialogue", "高端对话"),
        ("签约仪式", "signing", "签约仪式"),
        ("颁奖", "award", "颁奖"),
        ("茶歇", "break", "茶歇"),
        ("闭幕总结", "closing", "闭幕总结"),
        ("OPENING REMARKS", "opening", "OPENING REMARKS"),
        ("II. Keynote Speeches", "keynote", "Keynote Speeches"),
        ("Panel Discussion", "discussion", "Panel Discussion"),
        ("Coffee Break (10:30–10:45)", "break", "Coffee Break"),
    ],
)
def test_session_headings(text: str, kind: str, printed: str) -> None:
    heading = headings.read_heading(row(text))
    assert heading is not None
    assert (heading.opens, heading.kind, heading.text) == ("session", kind, printed)


@pytest.mark.parametrize(
    ("text", "printed", "room"),
    [
        ("三、致辞环节（14:00-14:20，钟楼一层）", "致辞环节", "钟楼一层"),
        ("14:00-14:20 致辞环节（钟楼一层）", "致辞环节", "钟楼一层"),
        ("致辞环节 14:00-14:20 钟楼一层", "致辞环节", "钟楼一层"),
        ("Opening Remarks (14:00–14:20, Hall 1)", "Opening Remarks", "Hall 1"),
    ],
)
def test_heading_with_time_and_room(text: str, printed: str, room: str) -> None:
    heading = headings.read_heading(row(text))
    assert heading is not None
    assert heading.span is not None
    assert (heading.text, heading.room, heading.span.start) == (printed, room, time(14))


@pytest.mark.parametrize(
    ("text", "label", "title"),
    [
        ("主题一：“木桥的寿命”", "主题一", "木桥的寿命"),
        ("议题二 石桥", "议题二", "石桥"),
        ("Topic 1: Wooden Bridges", "Topic 1", "Wooden Bridges"),
        ("Panel 2 – Stone", "Panel 2", "Stone"),
    ],
)
def test_topic_headings(text: str, label: str, title: str) -> None:
    heading = headings.read_heading(row(text))
    assert heading is not None
    assert (heading.opens, heading.label, heading.title) == ("topic", label, title)


@pytest.mark.parametrize(
    "text",
    ["致辞的嘉宾说，桥很重要。", "程砚 松川市副市长", "对话让我们走到一起，也让我们看见彼此。"],
)
def test_running_text_is_no_heading(text: str) -> None:
    assert headings.read_heading(row(text)) is None


@pytest.mark.parametrize(
    ("text", "code", "found"),
    [
        ("致辞、主旨发言环节及讨论环节主题一", ZH,
         [Segment("opening"), Segment("keynote"), Segment("discussion", 1)]),
        ("讨论主题一至三", ZH, [Segment("discussion", n) for n in (1, 2, 3)]),
        ("the opening remarks and Topic 2 of the panel discussion", EN,
         [Segment("opening"), Segment("topic", 2)]),
        ("Fireside chats", EN, [Segment("dialogue")]),
        ("Fireside talk", EN, [Segment("dialogue")]),
        ("Conversations", EN, [Segment("dialogue")]),
        ("青年夜话", ZH, [Segment("dialogue")]),
        ("炉边漫谈", ZH, [Segment("dialogue")]),
    ],
)  # fmt: skip
def test_segments(text: str, code: str, found: list[Segment]) -> None:
    assert segments.find(text, code) == found


@pytest.mark.parametrize(
    ("text", "name", "title"),
    [
        ("程砚 松川市副市长", "程砚", "松川市副市长"),
        ("程砚\t松川市副市长", "程砚", "松川市副市长"),
        ("程　砚　　松川市副市长", "程砚", "松川市副市长"),
        ("程砚，松川市副市长", "程砚", "松川市副市长"),
        ("程砚：松川市副市长", "程砚", "松川市副市长"),
        ("程砚 - 松川市副市长", "程砚", "松川市副市长"),
        ("程砚（松川市副市长）", "程砚", "松川市副市长"),
        ("松川市副市长 程砚", "程砚", "松川市副市长"),
        ("松川市副市长程砚", "程砚", "松川市副市长"),
        ("1. 程砚女士 松川市副市长", "程砚", "松川市副市长"),
        ("奥尔加·林德 桥梁国际协会秘书长", "奥尔加·林德", "桥梁国际协会秘书长"),
        ("Jane Doe, Director, Bridge Institute", "Jane Doe", "Director, Bridge Institute"),
        ("Ms. Jane Doe — Director of Bridges", "Jane Doe", "Director of Bridges"),
        ("H.E. Mr. John Roe (Minister of Roads)", "John Roe", "Minister of Roads"),
    ],
)
def test_entries(text: str, name: str, title: str) -> None:
    entry = EntryReader(Lexicon(), frozenset()).read(row(text))[0]
    named = next(iter(entry.printed.values()))
    assert (named.name, named.title) == (name, title)


@pytest.mark.parametrize(
    "text",
    [
        "程砚 Cheng Yan 松川市副市长 Vice Mayor of Songchuan",
        "程砚 松川市副市长 / Cheng Yan, Vice Mayor of Songchuan",
        "程砚\tCheng Yan\t松川市副市长\tVice Mayor of Songchuan",
    ],
)
def test_entry_in_two_languages(text: str) -> None:
    entry = EntryReader(Lexicon(), frozenset()).read(row(text))[0]
    assert [(code, each.name, each.title) for code, each in entry.printed.items()] == [
        (ZH, "程砚", "松川市副市长"), (EN, "Cheng Yan", "Vice Mayor of Songchuan")
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("松川市人民政府、桥梁国际协会", ["松川市人民政府", "桥梁国际协会"]),
        ("松川市人民政府 桥梁国际协会", ["松川市人民政府", "桥梁国际协会"]),
        ("松川市人民政府和桥梁国际协会", ["松川市人民政府", "桥梁国际协会"]),
        ("工业和信息化部", ["工业和信息化部"]),
    ],
)
def test_chinese_organizations(text: str, names: list[str]) -> None:
    assert split_zh([text]) == names


@pytest.mark.parametrize(
    ("text", "expected", "names", "certain"),
    [
        ("Ministry of Roads; Bridge Institute", 2, ["Ministry of Roads", "Bridge Institute"], True),
        ("Ministry of Industry, Trade and Roads of Kenya, Bridge Institute", 2,
         ["Ministry of Industry, Trade and Roads of Kenya", "Bridge Institute"], True),
        ("Ministry of Roads and United Bridges Organization", 0,
         ["Ministry of Roads", "United Bridges Organization"], True),
        ("Ministry of Roads of the Republic of Kenya United Bridges Organization", 2,
         ["Ministry of Roads of the Republic of Kenya", "United Bridges Organization"], False),
    ],
)  # fmt: skip
def test_english_organizations(text: str, expected: int, names: list[str], certain: bool) -> None:
    cut = Cutter().cut([text], expected)
    assert (list(cut.names), cut.certain) == (names, certain)

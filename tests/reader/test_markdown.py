"""Files in Markdown: their headings have levels, as Word's have, and their marks are nobody's."""

from datetime import date, time
from pathlib import Path

from forum.reader.dispatch import read_document
from forum.reader.document import read
from forum.reader.event_record import EventRecord, Line

FORUMS = (
    "第三届海潮年会（HC 27），将于2027年3月4日至5日在滨海会议中心举行。", "",
    "## 专题论坛",
    "* ### 潮汐与港口", "主持人：林岚 教授 滨海大学", "演讲者：",
    "  * 王芳 副教授 海潮大学", "  * 周禾 研究员 海塘研究所", "",
    "时间：2027/3/4 14:10~15:40", "",
    "* ### 海塘的石料", "主持人：程砚 教授 石料学院", "演讲者：",
    "  * 陈远 教授 滨海大学", "", "**时间**：2027/3/5 9:00~10:00", "",
)  # fmt: skip


def _lines(tmp_path: Path, *lines: str) -> tuple[Line, ...]:
    path = tmp_path / "paper.txt"
    path.write_text("\n".join(lines), "utf-8")
    return read(path).lines


def _record(tmp_path: Path) -> EventRecord:
    path = tmp_path / "paper.txt"
    path.write_text("\n".join(FORUMS), "utf-8")
    return read_document(read(path)).record


def test_headings_have_their_level_and_no_marks(tmp_path: Path) -> None:
    lines = _lines(tmp_path, "# Tides", "Words", "* ### **Harbours** ###")
    assert [(line.text, line.heading) for line in lines] == [
        ("Tides", 1), ("Words", 0), ("Harbours", 3),
    ]  # fmt: skip


def test_labels_have_no_stars(tmp_path: Path) -> None:
    lines = _lines(tmp_path, "# Tides", "## Hours", "**Time**: 9:00", "- **Chair:** Anna Berg")
    assert [line.text for line in lines[2:]] == ["Time: 9:00", "- Chair: Anna Berg"]


def test_what_is_stressed_at_the_end_of_an_entry_stands_apart(tmp_path: Path) -> None:
    lines = _lines(
        tmp_path, "# Tides", "* **9:00** Anna Berg **Who Pays**", "We thank **Anna Berg**",
        "- **Chair:** **Anna Berg**",
    )  # fmt: skip
    assert [line.text for line in lines[1:]] == [
        "* 9:00 Anna Berg\tWho Pays", "We thank Anna Berg", "- Chair: Anna Berg",
    ]  # fmt: skip


def test_a_styled_heading_above_who_presides_is_a_session(tmp_path: Path) -> None:
    record = _record(tmp_path)
    assert [
        (session.title["zh-hans"], session.day, session.start, session.end)
        for session in record.sessions
    ] == [
        ("潮汐与港口", date(2027, 3, 4), time(14, 10), time(15, 40)),
        ("海塘的石料", date(2027, 3, 5), time(9), time(10)),
    ]


def test_those_below_a_styled_heading_are_in_its_session(tmp_path: Path) -> None:
    assert [(seat.person, seat.session, seat.role) for seat in _record(tmp_path).appearances] == [
        ("lin-lan", "session-1", "moderator"), ("wang-fang", "session-1", "speaker"),
        ("zhou-he", "session-1", "speaker"), ("cheng-yan", "session-2", "moderator"),
        ("chen-yuan", "session-2", "speaker"),
    ]  # fmt: skip


def test_an_event_that_a_sentence_announces_is_asked_for_by_its_name(tmp_path: Path) -> None:
    assert _record(tmp_path).title == {"zh-hans": "第三届海潮年会（HC 27）"}

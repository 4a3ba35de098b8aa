"""Names in tables without a header are known by their place, row after row."""

from collections.abc import Sequence
from pathlib import Path

import docx
import pytest

from forum.reader.dispatch import read_document
from forum.reader.document import read
from forum.reader.event_record import EN, ZH, EventRecord
from forum.reader.shapes.programme.name_columns import find_name_place, split_pairs

CHINESE = """港口数据大会议程
2024年5月8日

9:00-9:10	开场致辞
9:10-9:30	潮汐的账	林　兰	滨海大学港口研究所所长
9:30-9:50	岸电与电价	王芳	华港集团首席工程师
9:50-10:10	泊位的算法	周舟	南岸实验室研究员	沈一帆	南岸实验室主任
10:10-10:30	颁奖
"""
ENGLISH = """Harbour Data Workshop
8 May 2024

09:00	Anna Berg	Tidal Institute	Counting the tides
09:15	Peter Hale	Tidal Institute	Shore power and its price
09:30	Maria Costa	Harbour College	Berths by algorithm
09:45	Coffee
"""
LABELLED = """港口数据大会议程
2024年5月8日

时间	场次	内容
9:00-9:40	第一场	讲 题：潮汐的账 主讲人：滨海大学林岚教授
9:40-10:20	第二场	讲 题：岸电与电价 主讲人：华港集团王芳经理
"""


def read_text(tmp_path: Path, text: str) -> EventRecord:
    path = tmp_path / "programme.txt"
    path.write_text(text, "utf-8")
    return read_document(read(path)).record


def talks(record: EventRecord, language: str) -> list[tuple[str, list[str]]]:
    """Return the sessions with guests: title, then each guest's name and title."""
    names = {person.key: person.name[language] for person in record.people}
    guests = {
        session.key: [
            f"{names[item.person]}: {item.title[language]}"
            for item in record.appearances
            if item.session == session.key
        ]
        for session in record.sessions
    }
    return [
        (session.title[language], guests[session.key])
        for session in record.sessions
        if guests[session.key]
    ]


def test_a_name_behind_its_topic_has_the_title_behind_it(tmp_path: Path) -> None:
    assert talks(read_text(tmp_path, CHINESE), ZH) == [
        ("潮汐的账", ["林兰: 滨海大学港口研究所所长"]),
        ("岸电与电价", ["王芳: 华港集团首席工程师"]),
        ("泊位的算法", ["周舟: 南岸实验室研究员", "沈一帆: 南岸实验室主任"]),
    ]


def test_a_name_before_its_topic_has_the_house_between(tmp_path: Path) -> None:
    assert talks(read_text(tmp_path, ENGLISH), EN) == [
        ("Counting the tides", ["Anna Berg: Tidal Institute"]),
        ("Shore power and its price", ["Peter Hale: Tidal Institute"]),
        ("Berths by algorithm", ["Maria Costa: Harbour College"]),
    ]


def test_an_empty_house_is_not_filled_by_the_topic(tmp_path: Path) -> None:
    record = read_text(tmp_path, ENGLISH + "10:00\tPiet Boer\t\tTwelve quays\n")
    assert record.appearances[-1].title == {}
    assert record.sessions[-1].title == {EN: "Twelve quays"}


def test_an_empty_title_is_not_filled_by_the_next_cell() -> None:
    assert split_pairs(["林岚", "", "三层会议室"]) == ([("林岚", None)], ["三层会议室"])


def test_labels_side_by_side_are_lines_of_their_own(tmp_path: Path) -> None:
    assert talks(read_text(tmp_path, LABELLED), ZH) == [
        ("潮汐的账", ["林岚: 滨海大学"]),
        ("岸电与电价", ["王芳: 华港集团经理"]),
    ]


def test_two_names_are_no_column() -> None:
    rows = [["潮汐的账", "林岚", "所长"], ["岸电", "王芳", "经理"], ["颁奖", "滨海论坛", "晚宴"]]
    assert find_name_place(rows) is None


def test_a_column_of_words_is_no_column_of_names() -> None:
    rows = [[topic, "主楼", "二层"] for topic in ("潮汐的账", "岸电与电价", "泊位的算法")]
    assert find_name_place(rows) is None


def test_what_is_neither_name_nor_title_is_left() -> None:
    cells = ["三层会议室", "林岚", "所长", "王芳", "沈一帆", "经理", "茶歇供应"]
    assert split_pairs(cells) == (
        [("林岚", "所长"), ("王芳", None), ("沈一帆", "经理")],
        ["三层会议室", "茶歇供应"],
    )


_SWAPPED = """Harbour Data Workshop
8 May 2024

09:00	Anna Berg	Counting the tides	Tidal Institute
09:15	Peter Hale	Shore power and its price	Tidal Institute
09:30	Maria Costa	Berths by algorithm	Harbour College
"""


def test_the_house_may_stand_behind_the_topic(tmp_path: Path) -> None:
    assert talks(read_text(tmp_path, _SWAPPED), EN)[0] == (
        "Counting the tides", ["Anna Berg: Tidal Institute"]
    )  # fmt: skip


def test_what_nothing_tells_from_a_house_is_asked_for(tmp_path: Path) -> None:
    text = _SWAPPED.replace("Institute", "Nine").replace("Harbour College", "Quay Nine")
    asked = [each for each in read_text(tmp_path, text).findings if each.kind == "guess"]
    assert "Tidal Nine" in [each.subject for each in asked]


def test_a_cell_has_a_name_on_each_line_and_their_titles_beside(tmp_path: Path) -> None:
    rows = [
        ("9:00-9:30", "海塘的石料", "林岚\n王岳", "滨海大学校长\n港务局局长"),
        ("9:30-9:50", "岸电与电价", "王芳", "华港集团首席工程师"),
        ("9:50-10:10", "泊位的算法", "周舟", "南岸实验室研究员"),
        ("10:10-10:30", "潮汐的账", "陈远", "潮汐所所长"),
    ]
    document = docx.Document()
    document.add_paragraph("港口数据大会议程")
    table = document.add_table(rows=len(rows), cols=4)
    for cells, row in zip(rows, table.rows, strict=True):
        for text, cell in zip(cells, row.cells, strict=True):
            cell.text = text
    document.save(str(tmp_path / "programme.docx"))
    record = read_document(read(tmp_path / "programme.docx")).record
    assert talks(record, ZH)[0] == ("海塘的石料", ["林岚: 滨海大学校长", "王岳: 港务局局长"])


def _table(rows: Sequence[tuple[str, ...]]) -> str:
    times = ("9:00-10:00", "10:00-11:00", "11:00-12:00")
    lines = ["\t".join((time, *cells)) for time, cells in zip(times, rows, strict=True)]
    return "\n".join(("港口数据大会议程", "2024年5月8日", "", *lines))


@pytest.mark.parametrize(
    "topics",
    [
        ("参观潮汐展厅", "参观调度控制室", "座谈交流海塘维修"),
        ("新建报告厅", "改造后的控制室", "座谈交流海塘维修"),
        ("Tour of the Old Hall", "Visit to the Control Room", "Talk on repairs"),
    ],
)
def test_topics_that_end_in_a_room_are_topics_before_names(
    tmp_path: Path, topics: tuple[str, ...]
) -> None:
    names = ("林岚", "王芳", "陈远")
    record = read_text(tmp_path, _table(list(zip(topics, names, strict=True))))
    assert [(*session.title.values(), session.room) for session in record.sessions] == [
        (topic, {}) for topic in topics
    ]


def test_rooms_may_stand_before_topics(tmp_path: Path) -> None:
    rows = [("一号会议室", "潮汐的账"), ("二号会议室", "岸电与电价"), ("三层报告厅", "泊位的算法")]
    record = read_text(tmp_path, _table(rows))
    assert [(session.room[ZH], session.title[ZH]) for session in record.sessions] == rows


def test_topics_that_end_in_a_room_may_have_rooms_behind_them(tmp_path: Path) -> None:
    topics, rooms = ("新建报告厅", "改造后的控制室", "海塘维修"), ("甲厅", "乙厅", "丙厅")
    record = read_text(tmp_path, _table(list(zip(topics, rooms, strict=True))))
    assert [(session.title[ZH], session.room[ZH]) for session in record.sessions] == list(
        zip(topics, rooms, strict=True)
    )


def test_somebody_among_rooms_is_none(tmp_path: Path) -> None:
    rows = [("潮汐的账", "一号会议室"), ("岸电与电价", "二号会议室"), ("海塘的石料", "林岚")]
    record = read_text(tmp_path, _table(rows))
    asked = [each.subject for each in record.findings if each.kind == "not_understood"]
    assert (record.sessions[-1].room, asked) == ({}, ["林岚"])


@pytest.mark.parametrize(
    ("printed", "asked"), [("二层东侧", []), ("Quay Nine", ["Quay Nine"]), ("Foyer", [])]
)
def test_a_room_of_another_form_among_rooms_is_asked_where_it_may_be_a_name(
    tmp_path: Path, printed: str, asked: list[str]
) -> None:
    rows = [("潮汐的账", "一号会议室"), ("岸电与电价", "二号会议室"), ("海塘的石料", printed)]
    record = read_text(tmp_path, _table(rows))
    guesses = [each.subject for each in record.findings if each.kind == "guess"]
    assert ([*record.sessions[-1].room.values()], guesses[1:]) == ([printed], asked)

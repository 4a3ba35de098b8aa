"""What heads papers of communities: a label of the name, handles that were there, dated titles."""

from pathlib import Path

import pytest

from forum.reader.dispatch import read_document
from forum.reader.event_record import EN, ZH, EventRecord
from forum.reader.guests.forms import read_guest
from forum.reader.reading import Shape
from tests.reader.test_prose import read_text
from tests.support.documents import read_bytes

_ROWS = """议程

| 时间 | 环节 | 分享嘉宾 |
| --- | --- | --- |
| 13:00-13:30 | 签到 | |
| 13:30-14:15 | 潮水为什么守时 | 林岚@潮汐社区 负责人 |
| 14:15-15:00 | 海塘怎么修 | 王芳 海塘公司 工程师 |
"""
_TURNS = """### 林岚：
今天先看海塘的报告，再看滩涂的测量，最后讨论明年的安排。潮水不等人，海塘也不等人，这件事情要抓紧办，明年春天就要用。

### 王芳：
海塘去年修了三段，今年还有两段，测量的人手不够，请各位多给意见。潮水不等人，海塘也不等人，这件事情要抓紧办，明年春天就要用。

### 林岚：
谢谢，请大家就测量的人手提出意见，再决定明年的安排和经费。潮水不等人，海塘也不等人，这件事情要抓紧办，明年春天就要用。

### 王芳：
我们建议先测量北段，南段的滩涂等到秋天再去，这样潮水小一些。潮水不等人，海塘也不等人，这件事情要抓紧办，明年春天就要用。

### 苏静：
秋天再去的话，南段的观测要推迟两个月，报告也要跟着推迟到年底。潮水不等人，海塘也不等人，这件事情要抓紧办，明年春天就要用。

### 林岚：
报告可以先写北段，南段的数据出来以后再补，不用等到年底才交。潮水不等人，海塘也不等人，这件事情要抓紧办，明年春天就要用。

### 苏静：
同意先写北段，请测量的人手在下个月之前给我一份名单和时间表。潮水不等人，海塘也不等人，这件事情要抓紧办，明年春天就要用。

### 纪录确认：
确认上次会议的纪录，各位委员没有别的意见，照案通过。潮水不等人，海塘也不等人，这件事情要抓紧办，明年春天就要用。

### 高岩：
北段的潮位站去年已经停用，测量之前要先把它修好，否则没有数据。潮水不等人，海塘也不等人，这件事情要抓紧办，明年春天就要用。
"""

_MEETING = "潮汐组 2031-04-05 例会\n\n参会人\n\n"


def names(record: EventRecord) -> list[str]:
    """Return what the people of a record are called."""
    return [name for person in record.people for name in person.name.values()]


@pytest.mark.parametrize("label", ["活动主题", "活动名称", "会议主题"])
def test_a_label_states_the_name(label: str) -> None:
    text = f"概要\n\n- {label}：潮汐聚会第3期 从潮水到海塘\n- 活动地点：松川会馆\n\n{_ROWS}"
    assert read_text(text).record.title == {ZH: "潮汐聚会第3期 从潮水到海塘"}


def test_what_an_event_is_about_is_no_name_below_its_name() -> None:
    text = f"第五届潮汐论坛\n\n论坛主题：从潮水到海塘\n\n{_ROWS}"
    assert read_text(text).record.title == {ZH: "第五届潮汐论坛"}


def test_at_a_house_somebody_is_something() -> None:
    record = read_text(f"第五届潮汐论坛\n\n{_ROWS}").record
    assert [(person.name, person.title) for person in record.people] == [
        ({ZH: "林岚"}, {ZH: "潮汐社区 负责人"}),
        ({ZH: "王芳"}, {ZH: "海塘公司 工程师"}),
    ]


def test_what_stands_below_an_introduction_is_of_the_event(tmp_path: Path) -> None:
    told = "潮汐会每年春天和大家见面，讲潮水、海塘和滩涂，也讲怎样观测。"
    paper = f"# 第五届潮汐论坛\n\n## 活动介绍\n\n### 关于潮汐会\n\n{told}\n\n## {_ROWS}"
    record = read_document(read_bytes(tmp_path, paper.encode(), "paper.md")).record
    assert record.introduction == {ZH: told}


def test_how_to_come_is_no_part_of_the_programme(tmp_path: Path) -> None:
    paper = (
        f"# 第五届潮汐论坛\n\n- 活动形式：线下活动\n\n## {_ROWS}\n"
        "## 听众收获\n\n1、会看潮位表；\n\n2、会修海塘。\n\n## 加入潮汐互动群\n\n群号：123456\n"
    )
    assert read_document(read_bytes(tmp_path, paper.encode(), "paper.md")).understood == 1.0


def test_minutes_may_list_handles_in_one_line() -> None:
    reading = read_text(f"{_MEETING}Tide、林岚、小潮、水歌\n\n纪要\n\n1. 请林岚确认修改的结果。\n")
    assert reading.shape is Shape.MINUTES
    assert names(reading.record) == ["Tide", "林岚", "小潮", "水歌"]
    asked = [value.path for value in reading.guesses]
    assert [path.split(".")[1] for path in asked] == ["tide", "xiao-chao", "shui-ge"]


def test_a_list_of_handles_is_of_people_where_the_items_call_one_of_them() -> None:
    reading = read_text(f"{_MEETING}Tide、小潮、Reed\n\n纪要\n\n1. 闸门 @小潮 明天去看。\n")
    assert names(reading.record) == ["Tide", "小潮", "Reed"]
    assert reading.guesses == ()


def test_a_line_that_calls_a_group_names_nobody() -> None:
    text = f"{_MEETING}全体理事、各组组长、志愿者\n\n纪要\n\n1. 确认修改的结果。\n"
    assert names(read_text(text).record) == []


def read_turns(folder: Path, turns: str) -> EventRecord:
    """Return what is read of a transcript whose first heading begins with its day."""
    paper = f"# 2031-04-05 研商海塘事宜\n\n{turns}"
    return read_document(read_bytes(folder, paper.encode(), "paper.md")).record


def test_who_speaks_once_below_a_name_alone(tmp_path: Path) -> None:
    assert names(read_turns(tmp_path, _TURNS)) == ["林岚", "王芳", "苏静", "高岩"]


def test_the_first_heading_is_the_title_behind_its_day(tmp_path: Path) -> None:
    assert read_turns(tmp_path, _TURNS).title == {ZH: "研商海塘事宜"}


def test_an_item_in_traditional_characters_is_no_speaker(tmp_path: Path) -> None:
    record = read_turns(tmp_path, _TURNS.replace("纪录确认", "紀錄確認"))
    assert names(record) == ["林岚", "王芳", "苏静", "高岩"]


def test_a_name_in_letters_at_a_house() -> None:
    guest = read_guest("Anna Berg @ Coast Office")
    assert guest is not None
    assert (guest.name, guest.title) == ({EN: "Anna Berg"}, {EN: "Coast Office"})

"""Programmes as Hong Kong and Taiwan write them: bare labels within rows, kinds before names."""

from datetime import date
from pathlib import Path

import pytest

from forum.reader.dispatch import read_document
from forum.reader.document import read
from forum.reader.reading import Reading
from forum.reader.shapes.programme.talks import read_talk
from forum.reader.shapes.record import dates

_HARBOUR = """2031 濱海青年創科論壇
日期：2031年5月7日（星期三）
地點：濱海科學園會議中心

程序表
9:30 – 10:00　登記
10:00 – 10:10　歡迎辭　濱海青年創科協會主席 高岩先生
10:10 – 10:20　主禮嘉賓致辭　濱海局副局長 林嵐女士, JP
10:20 – 11:10　專題討論：「港口的機遇」
主持：濱海電台主任 王芳女士
嘉賓：
濱海創投基金合夥人 周曉彤女士
雲台大學工程學院副院長 梁德華教授
11:10 – 11:30　小休
11:30 – 12:30　分組交流
12:30 – 12:45　閉幕及大合照
"""

_TAIWAN = """國立濱海大學「永續海洋」國際研討會議程

時間：113年11月15日（五）09:00-17:00
地點：濱海大學行政大樓

09:00-09:20 報到
09:20-09:30 開幕式 許文彬校長
09:30-10:20 專題演講 講題：海洋治理的新趨勢
主持人：林淑芬所長（濱海大學海洋法律研究所）
10:20-10:40 茶敘
10:40-12:10 場次一：風電與漁業
主持人：王建宏教授（雲台大學海洋事務研究所）
發表人：
1. 陳怡君助理教授（雲台大學法律學系）—漁業補償法制
2. 高岩博士後研究員（濱海研究院法律學研究所）—海域空間規劃
12:10-13:30 午餐
"""

_HANDBOOK = """第三届滨海湿地研讨会会议手册

时间：2031年5月7日
地点：滨海饭店

四、会议日程

13:10-13:30 盐沼植被的响应 冯晓东（滨海大学）
13:30-13:50 治理后的土壤变化 邓丽华（云台大学）
13:50-14:10 湿地的鸟类 许志强（潮汐研究院）
14:10-14:30 茶歇 黄海厅（滨海饭店）
"""


def _read(tmp_path: Path, text: str) -> Reading:
    path = tmp_path / "paper.txt"
    path.write_text(text, "utf-8")
    return read_document(read(path))


def _people(reading: Reading) -> dict[str, str]:
    record = reading.record
    return {next(iter(it.name.values())): next(iter(it.title.values()), "") for it in record.people}


def _seats(reading: Reading) -> list[tuple[str, str, str]]:
    record = reading.record
    names = {it.key: next(iter(it.name.values())) for it in record.people}
    return [(names[it.person], it.session or "", it.role) for it in record.appearances]


def test_a_bare_label_within_the_rows_heads_their_list(tmp_path: Path) -> None:
    reading = _read(tmp_path, _HARBOUR)
    assert _seats(reading)[-3:] == [
        ("王芳", "discussion", "moderator"),
        ("周曉彤", "discussion", "panellist"),
        ("梁德華", "discussion", "panellist"),
    ]


def test_a_kind_of_session_is_no_house_of_a_speaker(tmp_path: Path) -> None:
    assert _people(_read(tmp_path, _HARBOUR)) | _people(_read(tmp_path, _TAIWAN)) == {
        "高岩": "濱海研究院法律學研究所博士後研究員",
        "林嵐": "濱海局副局長",
        "王芳": "濱海電台主任",
        "周曉彤": "濱海創投基金合夥人",
        "梁德華": "雲台大學工程學院副院長",
        "許文彬": "校長",
        "林淑芬": "濱海大學海洋法律研究所所長",
        "王建宏": "雲台大學海洋事務研究所",
        "陳怡君": "雲台大學法律學系助理教授",
    }


def test_a_break_is_small_and_ends_with_a_picture(tmp_path: Path) -> None:
    kinds = [session.kind for session in _read(tmp_path, _HARBOUR).record.sessions]
    assert kinds[-3:] == ["break", "discussion", "closing"]


def test_a_year_of_the_republic_with_its_weekday_in_brackets(tmp_path: Path) -> None:
    assert _read(tmp_path, _TAIWAN).record.start_date == date(2024, 11, 15)
    assert dates.find("113年11月16日（五）") is None


def test_labels_of_topics_and_numbers_are_none_of_a_title(tmp_path: Path) -> None:
    titles = [next(iter(it.title.values()), "") for it in _read(tmp_path, _TAIWAN).record.sessions]
    assert titles[2] == "海洋治理的新趨勢"
    assert titles[4] == "風電與漁業"


def test_houses_in_brackets_behind_names_behind_topics(tmp_path: Path) -> None:
    reading = _read(tmp_path, _HANDBOOK)
    assert _people(reading) == {
        "冯晓东": "滨海大学", "邓丽华": "云台大学", "许志强": "潮汐研究院",
    }  # fmt: skip
    assert list(reading.record.title.values()) == ["第三届滨海湿地研讨会"]
    assert not reading.unread


@pytest.mark.parametrize(
    ("text", "speaker", "topic"),
    [("开幕式 林岚校长", "林岚校长", "开幕式"), ("滨海大学 林岚副教授", "滨海大学 林岚副教授", "")],
)
def test_a_person_behind_a_kind(text: str, speaker: str, topic: str) -> None:
    talk = read_talk(text)
    assert talk
    assert (talk.speaker, talk.topic) == (speaker, topic)

"""Minutes that sum up talks, and moderators whom only their own words name."""

from datetime import date
from pathlib import Path

import pytest

from forum.reader.dispatch import read_document
from forum.reader.document import read
from forum.reader.event_record import EN, ZH, Line
from forum.reader.layout import join_broken, lay_out
from forum.reader.prose.sentences import read_paragraphs
from forum.reader.reading import Reading, Shape
from forum.reader.shapes.minutes.talk_minutes import find_minuted_talks

_MINUTES = """首届滨海潮汐学术论坛（滨海，2031）会议纪要

首届滨海潮汐学术论坛于2031年5月21日在滨海大学报告厅成功召开。本次会议由滨海大学主办，海潮学会协办。

# 会议内容

1. 林岚（滨海大学）–潮汐的账

    演讲者介绍了潮汐的账怎么记，说明了每一天的两次潮水各记在哪一页，并展示了去年的账本。

1. 王芳（海潮公司）–海塘与灯

    王芳老师用两则故事说明海塘上的灯为什么要亮一整夜，并回答了三位听众的提问。

1. 程砚（海潮学会）—风从哪里来

1. 潮汐研究室—看潮入门

    研究室的几位年轻人为大家讲了四场看潮入门，听众可以带着潮表回家练习。

## 资料下载

  潮表三十分钟(周宁，滨海大学硕士生)

  初识潮水（李澄，滨海大学博士生）

  灯塔入门（孙苇，滨海大学本科生）

2. 海边—灯会

# 感想

这是我们第一次办这样的论坛。
"""

_LISTED = """第二届滨海潮汐论坛纪要

2031年6月2日，第二届滨海潮汐论坛在滨海举行。

• 林岚：潮汐的账

滨海大学教授林岚讨论了潮汐的账怎么记，并展示了去年一整年的账本。

海塘专场

王芳（海潮公司）：海塘与灯

程砚（海潮学会）：风从哪里来
"""

_TURNS = """滨海海塘百年庆典酒会
时间：
2031年4月25日19：00——21：00
地点：
滨海海塘灯塔馆
以下为本次活动的精彩实录：
图为活动开场节目
主持人：尊敬的各位来宾，大家晚上好！主持人林岚代表主办方感谢各位的到来，海塘今天一百岁了。
在这个喜庆的夜里，我们首先有请海塘公司总监王芳为我们致辞。
王芳：谢谢主持人，一百年前的今天，第一块石头放在了这里，从此潮水记住了我们的名字。
我就讲到这里，谢谢各位的参加，愿下一个百年还能再见。
主持人：谢谢王芳女士的致辞，让我们看见海塘走过的一百年，接下来请看灯。
我要评论
"""


def _read(tmp_path: Path, text: str) -> Reading:
    path = tmp_path / "document.txt"
    path.write_text(text, "utf-8")
    return read_document(read(path))


@pytest.fixture
def minutes(tmp_path: Path) -> Reading:
    return _read(tmp_path, _MINUTES)


@pytest.fixture
def turns(tmp_path: Path) -> Reading:
    return _read(tmp_path, _TURNS)


def test_minutes_of_talks_are_minutes_though_they_are_told_as_news(minutes: Reading) -> None:
    assert minutes.shape is Shape.MINUTES
    assert minutes.record.title == {ZH: "首届滨海潮汐学术论坛（滨海，2031）"}
    assert minutes.record.start_date == date(2031, 5, 21)
    hosts = [(body.role, body.name[ZH]) for body in minutes.record.organizations]
    assert hosts == [("host", "滨海大学"), ("co_organizer", "海潮学会")]


def test_each_talk_is_a_session_and_so_are_items_of_its_series(minutes: Reading) -> None:
    titles = [session.title[ZH] for session in minutes.record.sessions]
    assert titles == ["潮汐的账", "海塘与灯", "风从哪里来", "看潮入门"]


def test_a_paragraph_that_tells_of_the_speaker_is_what_was_said(minutes: Reading) -> None:
    remarks = {seat.person: seat.remarks.get(ZH, "")[:5] for seat in minutes.record.appearances}
    assert remarks == {
        "lin-lan": "演讲者介绍", "wang-fang": "王芳老师用", "cheng-yan": "",
        "zhou-ning": "", "li-cheng": "", "sun-wei": "",
    }  # fmt: skip


def test_talks_listed_below_an_item_are_given_in_it(minutes: Reading) -> None:
    item = minutes.record.sessions[3]
    assert item.summary[ZH].startswith("研究室的几位年轻人")
    listed = [
        (seat.person, seat.speech_title[ZH])
        for seat in minutes.record.appearances
        if seat.session == item.key
    ]
    assert listed == [
        ("zhou-ning", "潮表三十分钟"),
        ("li-cheng", "初识潮水"),
        ("sun-wei", "灯塔入门"),
    ]


def test_talks_of_which_nothing_is_told_are_of_the_line_above_them(tmp_path: Path) -> None:
    record = _read(tmp_path, _LISTED).record
    assert [session.title[ZH] for session in record.sessions] == ["潮汐的账", "海塘专场"]
    topics = [(seat.person, seat.session, seat.speech_title) for seat in record.appearances]
    assert topics == [
        ("lin-lan", "session-1", {}),
        ("wang-fang", "session-2", {ZH: "海塘与灯"}),
        ("cheng-yan", "session-2", {ZH: "风从哪里来"}),
    ]
    assert record.people[0].title == {ZH: "滨海大学教授"}


def test_who_works_for_a_meeting_gives_no_talk_at_it() -> None:
    texts = [
        "会议主席：林岚",
        "秘书长：王芳",
        "志愿者：程砚，周宁，李澄",
        "大家为这次会议忙了三个月，谢谢每一位到场的来宾。",
    ]
    lines = [Line(number, text) for number, text in enumerate(texts, 1)]
    assert find_minuted_talks(read_paragraphs(lines)) == {}


def test_a_comma_within_brackets_makes_no_sentence_of_a_title() -> None:
    title = (
        "纪念滨海第一座海塘落成两百五十周年暨首届滨海潮汐与海塘学术研讨论坛（滨海，2031）会议纪要"
    )
    told = "论坛于2031年5月21日在滨海大学召开，来宾三百人。"
    lines = [Line(1, title), Line(2, ""), Line(3, told)]
    assert [line.text for line in join_broken(lay_out(lines)).lines] == [title, "", told]


def test_a_label_alone_holds_what_the_next_line_gives(turns: Reading) -> None:
    assert turns.record.start_date == date(2031, 4, 25)
    assert turns.record.venue == {ZH: "滨海海塘灯塔馆"}


def test_a_moderator_of_whom_only_own_words_tell_is_a_question(turns: Reading) -> None:
    moderators = [seat.person for seat in turns.record.appearances if seat.role == "moderator"]
    assert moderators == ["lin-lan"]
    assert "people.lin-lan.name.zh-hans" in {value.path for value in turns.guesses}


def test_what_all_speakers_are_announced_for_is_the_session(turns: Reading) -> None:
    assert [(part.kind, part.heading) for part in turns.record.sessions] == [
        ("opening", {ZH: "致辞"})
    ]


def test_what_a_page_says_below_a_transcript_is_nobodys_words(turns: Reading) -> None:
    assert not any("评论" in seat.remarks.get(ZH, "") for seat in turns.record.appearances)


_LABELLED = """滨海海塘研究会学术沙龙会议纪要

时间：2031年5月21日
主持人：林岚
参会人员：王芳、程砚、周宁

一、王芳（海潮公司）：海塘与灯
王芳介绍了海塘上的灯为什么要亮一整夜，并回答了三位听众的提问。
二、程砚（海潮学会）：风从哪里来
程砚认为风从海上来，需要十年的数据。
三、周宁（滨海大学）：看潮入门
周宁讲了看潮的入门方法，听众带着潮表回家练习。
四、下一步工作
各位继续整理潮表，六月底前交给林岚。
"""


def test_minutes_of_talks_have_labels_and_figures_as_others_have(tmp_path: Path) -> None:
    record = _read(tmp_path, _LABELLED).record
    assert record.start_date == date(2031, 5, 21)
    assert [session.title[ZH] for session in record.sessions] == [
        "海塘与灯", "风从哪里来", "看潮入门",
    ]  # fmt: skip
    seats = [(seat.person, seat.role, bool(seat.remarks)) for seat in record.appearances]
    assert seats == [
        ("wang-fang", "speaker", True), ("cheng-yan", "speaker", True),
        ("zhou-ning", "speaker", True), ("lin-lan", "moderator", False),
    ]  # fmt: skip


def test_what_is_done_next_is_no_talk(tmp_path: Path) -> None:
    reading = _read(tmp_path, _LABELLED)
    assert [line.number for line in reading.unread] == [13, 14]


def test_english_minutes_of_talks(tmp_path: Path) -> None:
    text = """Coast Tides Forum 2031: minutes

The Coast Tides Forum was held in Lisbon on 21 May 2031.

1. Ada Holm (Harbour Institute) – The tide ledger

The speaker explained how the tide ledger is kept and showed the pages of last year.

2. Tom Lindqvist (Tidewatch) – Lamps on the sea wall

Mr Lindqvist told two stories of the lamps and answered questions from the floor.

3. Eva Strand (Coast University) – Where the wind is from

She presented a model of the wind with data of ten years.
"""
    record = _read(tmp_path, text).record
    assert record.title == {EN: "Coast Tides Forum 2031"}
    assert [seat.remarks[EN].split()[0] for seat in record.appearances] == ["The", "Mr", "She"]


def test_what_the_meeting_decided_is_not_what_its_speaker_said(tmp_path: Path) -> None:
    path = tmp_path / "minutes.txt"
    path.write_text(
        "海港沙龙会议纪要\n\n2031年5月12日\n\n"
        "1. 林岚（滨海大学）–潮汐的账\n\n与会者讨论了三项议题，一致同意明年再议。\n\n"
        "2. 王芳（海港研究院）–港口的灯\n\n会议分析了存在的问题，要求各单位在月底前报送。\n\n"
        "3. 程砚（灯塔网络）–码头的人\n\n程砚介绍了码头上的人和他们的早晨。\n"
    )
    record = read_document(read(path)).record

    assert [appearance.remarks for appearance in record.appearances] == [
        {}, {}, {ZH: "程砚介绍了码头上的人和他们的早晨。"},
    ]  # fmt: skip
    assert [session.summary for session in record.sessions] == [
        {ZH: "与会者讨论了三项议题，一致同意明年再议。"},
        {ZH: "会议分析了存在的问题，要求各单位在月底前报送。"},
        {},
    ]

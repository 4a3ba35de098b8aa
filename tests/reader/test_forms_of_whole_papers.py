"""What holds all over a paper: where its times stand, how its turns and lists are built."""

from datetime import date, time
from pathlib import Path

import pytest

from forum.reader.dispatch import read_document
from forum.reader.document import read
from forum.reader.event_record import EventRecord
from forum.reader.guest_cells import read_guests
from forum.reader.plausibility import is_doubtful_title, is_doubtful_topic
from forum.reader.prose.mentions import Roster
from forum.reader.prose.people_en import find_mentions_en
from forum.reader.prose.people_zh import find_mentions_zh
from forum.reader.reading import Reading, Shape
from forum.reader.vocabulary.furniture import PRACTICAL_SECTION


def _read(tmp_path: Path, *lines: str) -> Reading:
    path = tmp_path / "paper.txt"
    path.write_text("\n".join(lines), "utf-8")
    return read_document(read(path))


def _seats(record: EventRecord) -> list[tuple[str, str, str]]:
    return [(seat.person, seat.session, seat.role) for seat in record.appearances]


def _starts(record: EventRecord) -> list[tuple[str, time | None]]:
    return [
        (next(iter((session.title or session.heading).values()), ""), session.start)
        for session in record.sessions
    ]


def _guesses(reading: Reading) -> list[str]:
    return sorted(value.path for value in reading.guesses)


def test_an_hour_with_a_zero_below_noon_is_of_the_afternoon(tmp_path: Path) -> None:
    reading = _read(
        tmp_path, "Tide Workshop 2027", "Programme",
        "09:30 Nitrate in wells", "12:30 Lunch", "01:10 Songs of the harbour", "02:05 Old lights",
    )  # fmt: skip
    assert [session.start for session in reading.record.sessions] == [
        time(9, 30), time(12, 30), time(13, 10), time(14, 5),
    ]  # fmt: skip


def test_times_above_what_takes_place_are_not_of_the_line_above(tmp_path: Path) -> None:
    reading = _read(
        tmp_path, "Tide Forum 2027", "Thursday, 4 March 2027",
        "9:00am - 10:00am", "Opening session", "Moderator: Anna Berg, Director, Coast Office",
        "10:00am - 10:30am", "Lunch break",
        "10:30am - 11:30am", "Panel discussion", "Moderator: Tom Li, Head, Harbour Office",
    )  # fmt: skip
    assert _starts(reading.record) == [
        ("Opening session", time(9)), ("Lunch break", time(10)), ("Panel discussion", time(10, 30)),
    ]  # fmt: skip
    assert _seats(reading.record) == [
        ("anna-berg", "opening", "moderator"), ("tom-li", "discussion", "moderator"),
    ]  # fmt: skip


def test_times_below_what_takes_place_are_of_the_line_above(tmp_path: Path) -> None:
    reading = _read(
        tmp_path, "Tide Forum 2027", "Thursday, 4 March 2027",
        "Opening session", "9:00am - 10:00am", "Lunch break", "10:00am - 10:30am",
        "Panel discussion", "10:30am - 11:30am",
    )  # fmt: skip
    assert _starts(reading.record) == [
        ("Opening session", time(9)), ("Lunch break", time(10)), ("Panel discussion", time(10, 30)),
    ]  # fmt: skip


def test_an_entry_among_entries_heads_none_of_them(tmp_path: Path) -> None:
    reading = _read(
        tmp_path, "Tide Forum 2027", "Programme",
        "9:00 Ceremony at the quay",
        "• Welcome remarks: Convener of the Quay",
        "• Remarks by: Ms Anna Berg, Director, Coast Office",
        "• Remarks by: Mr Tom Li, Head, Harbour Office",
        "10:00 Panel discussion", "11:00 Lunch",
    )  # fmt: skip
    assert [person.key for person in reading.record.people] == ["anna-berg", "tom-li"]
    assert {session for _person, session, _role in _seats(reading.record)} == {"session-1"}


_TURNS = [
    "潮汐座谈会", "",
    "林岚：", "今天先请各位谈谈海堤。", "",
    "水利局：", "海堤每年修一次，经费够用，但是人手一直不足，还要再招一些。", "",
    "王芳：", "渔船进港要看潮水，所以灯塔不能停，值班的人也不能少。", "",
    "林岚：", "灯塔的事以后再谈，我们先说完海堤。", "",
    "程砚：", "海堤的石头是从山里运来的，路上要走三天。", "",
    "水利局：", "石头的价钱今年涨了一些。", "",
    "王芳：", "那就先修最旧的一段。", "",
    "程砚：", "同意，先修旧的。",
]  # fmt: skip


def test_where_labels_stand_alone_an_unknown_one_ends_the_turn_above(tmp_path: Path) -> None:
    record = _read(tmp_path, *_TURNS).record
    remarks = {seat.person: seat.remarks["zh-hans"] for seat in record.appearances}
    assert remarks["lin-lan"] == "今天先请各位谈谈海堤。\n灯塔的事以后再谈，我们先说完海堤。"


def test_a_sentence_with_a_colon_ends_no_turn(tmp_path: Path) -> None:
    turns = list(_TURNS)
    place = turns.index("灯塔的事以后再谈，我们先说完海堤。")
    record = _read(tmp_path, *turns[:place], "主要有三点：", *turns[place:]).record
    remarks = {seat.person: seat.remarks["zh-hans"] for seat in record.appearances}
    assert "灯塔的事以后再谈，我们先说完海堤。" in remarks["lin-lan"]


def test_names_between_strokes_begin_turns(tmp_path: Path) -> None:
    reading = _read(
        tmp_path, "Harbour Working Group", "",
        "HWG | Anna Berg | Co-Chair", "", "Colleagues, the tide comes twice a day.", "",
        "HWG | Tom Li | Co-Chair", "", "The lights of the harbour burn all night.", "",
        "HWG | Anna Berg | Co-Chair", "", "We close the gates at noon.",
    )  # fmt: skip
    assert reading.shape is Shape.TRANSCRIPT
    assert {seat.person: seat.remarks["en"] for seat in reading.record.appearances} == {
        "anna-berg": "Colleagues, the tide comes twice a day.\nWe close the gates at noon.",
        "tom-li": "The lights of the harbour burn all night.",
    }


def test_a_second_chair_of_a_session_is_asked_for(tmp_path: Path) -> None:
    reading = _read(
        tmp_path, "Coast Forum Held in Northport",
        "NORTHPORT, 4 March 2027 - The Coast Forum 2027 took place in Northport on 4 March 2027.",
        "Anna Berg, Director of the Coast Office, moderated a panel discussion on tides.",
        "Tom Li, Head of the Harbour Office, moderated a panel discussion on lights.",
    )  # fmt: skip
    assert "appearances.tom-li.discussion.moderator.session" in _guesses(reading)
    assert "appearances.anna-berg.discussion.moderator.session" not in _guesses(reading)


@pytest.mark.parametrize(
    ("title", "is_asked"),
    [("This is the page of the 2027 Tide Workshop", True), ("The 2027 Tide Workshop", False),
     ("Third Symposium on", True)],
)  # fmt: skip
def test_a_sentence_and_half_a_name_are_no_title(
    tmp_path: Path, title: str, is_asked: bool
) -> None:
    reading = _read(tmp_path, title, "Agenda", "9:00 Opening", "10:00 Lunch", "11:00 Closing")
    assert ("event.title.en" in _guesses(reading)) is is_asked


def test_on_a_narrow_page_a_value_cut_at_its_edge_is_asked_for(tmp_path: Path) -> None:
    reading = _read(
        tmp_path, "滨海论坛议程",
        "09:00 滨海市海堤、灯塔和港", "口的修复", "10:00 沿海湿地碳汇核算方法",
        "与渔业、航运和海洋牧场的将", "来", "11:00 海上风电对候鸟鱼群、", "航道的影响",
    )  # fmt: skip
    assert [path for path in _guesses(reading) if path.startswith("sessions.")] == [
        "sessions.session-1.title.zh-hans", "sessions.session-2.title.zh-hans",
        "sessions.session-3.title.zh-hans",
    ]  # fmt: skip


def test_a_break_of_the_whole_width_heads_no_rows(tmp_path: Path) -> None:
    reading = _read(
        tmp_path, "滨海论坛议程", "时间\t议程\t嘉宾", "09:00\t潮汐的账\t林岚（某局局长）",
        "\t午餐\t午餐", "13:40\t海堤的石头\t王芳（某厅厅长）", "14:40\t灯塔与鸟\t程砚（某院院长）",
    )  # fmt: skip
    kinds = {session.key: session.kind for session in reading.record.sessions}
    assert [(person, kinds[session]) for person, session, _role in _seats(reading.record)] == [
        ("lin-lan", "other"), ("wang-fang", "other"), ("cheng-yan", "other"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "name", "title"),
    [("滨大潮汐 林岚副教授", "林岚", "滨大潮汐副教授"),
     ("滨海大学海洋系王芳副教授", "王芳", "滨海大学海洋系副教授")],
)  # fmt: skip
def test_between_a_house_and_a_rank_stands_a_name(text: str, name: str, title: str) -> None:
    guests, unread = read_guests(text)
    assert ([(guest.name, guest.title) for guest in guests], unread) == (
        [({"zh-hans": name}, {"zh-hans": title})], [],
    )  # fmt: skip


_LISTED = [
    "潮汐数据方法研讨会", "", "主办单位", "", "滨海大学海洋学院", "", "潮汐研究会", "",
    "特邀讲者", "", "林岚 滨海大学", "", "– Tides in shallow water", "",
    "王芳 潮汐大学", "", "– Old lights and birds", "",
    "程砚 海岸研究院", "", "– Counting stones of a sea wall", "", "会议时间", "",
    "2027年3月4日（星期四）14:00-16:30", "", "会议地点", "", "滨海大学明潮楼",
]  # fmt: skip


def test_speakers_above_their_topics_are_a_list_of_talks(tmp_path: Path) -> None:
    record = _read(tmp_path, *_LISTED).record
    assert {seat.person: seat.speech_title["en"] for seat in record.appearances} == {
        "lin-lan": "Tides in shallow water", "wang-fang": "Old lights and birds",
        "cheng-yan": "Counting stones of a sea wall",
    }  # fmt: skip


def test_facts_below_a_list_are_the_event_s(tmp_path: Path) -> None:
    record = _read(tmp_path, *_LISTED).record
    assert record.start_date == date(2027, 3, 4)
    assert record.venue == {"zh-hans": "滨海大学明潮楼"}
    assert [host.name["zh-hans"] for host in record.organizations] == [
        "滨海大学海洋学院", "潮汐研究会",
    ]  # fmt: skip


def test_a_place_below_the_programme_is_asked_for(tmp_path: Path) -> None:
    reading = _read(
        tmp_path, "滨海论坛议程", "2027年3月4日", "09:00 开幕式", "12:00 午餐", "14:00 闭幕式",
        "会议地点：滨海大学明潮楼",
    )  # fmt: skip
    assert reading.record.venue == {"zh-hans": "滨海大学明潮楼"}
    assert "event.venue.zh-hans" in _guesses(reading)


def test_the_place_of_a_session_is_not_the_event_s(tmp_path: Path) -> None:
    record = _read(
        tmp_path, "滨海论坛议程", "2027年3月4日", "09:00 开幕式", "12:00 午餐", "地点：三楼餐厅",
        "14:00 闭幕式",
    ).record  # fmt: skip
    assert record.venue == {}


_MINUTES = [
    "海堤例会 2027-03-04", "", "参会人员 (Attendance)", "", "姓名\t账号", "林岚\t@tide",
    "王芳\t@lamp", "程砚\t@stone", "", "会议纪要", "",
    "议题1：海堤石料", "汇报人：林岚", "结论：", "1、石料价格下月再议。", "遗留问题：", "无。", "",
    "议题2：灯塔值班", "汇报人：王芳", "结论：", "1、值班表改为每周一次。",
    "遗留问题：", "无。",
]  # fmt: skip


def test_counted_items_of_minutes_are_sessions_of_who_presents_them(tmp_path: Path) -> None:
    reading = _read(tmp_path, *_MINUTES)
    assert reading.shape is Shape.MINUTES
    assert [session.title for session in reading.record.sessions] == [
        {"zh-hans": "海堤石料"}, {"zh-hans": "灯塔值班"},
    ]  # fmt: skip
    assert _seats(reading.record) == [
        ("lin-lan", "session-1", "speaker"), ("wang-fang", "session-2", "speaker"),
    ]  # fmt: skip


def test_a_table_of_minutes_says_who_was_there(tmp_path: Path) -> None:
    record = _read(tmp_path, *_MINUTES).record
    assert [person.key for person in record.people] == ["lin-lan", "wang-fang", "cheng-yan"]


_ATTENDED = [
    *_MINUTES[:4], "姓名\t单位\t职务\t备注", "林岚\t海堤局\t局长\t已带石样",
    "王芳\t灯塔站\t站长\t", "许澜\t水文站\t站长\t因病请假", *_MINUTES[8:],
]  # fmt: skip


def test_a_table_of_minutes_gives_house_and_post_of_those_who_came(tmp_path: Path) -> None:
    people = _read(tmp_path, *_ATTENDED).record.people
    assert [(person.key, dict(person.title)) for person in people] == [
        ("lin-lan", {"zh-hans": "海堤局局长"}), ("wang-fang", {"zh-hans": "灯塔站站长"}),
    ]  # fmt: skip


def test_further_cells_of_a_table_of_minutes_are_quoted(tmp_path: Path) -> None:
    findings = _read(tmp_path, *_ATTENDED).record.findings
    subjects = [each.subject for each in findings if each.kind == "not_understood"]
    assert subjects[1:3] == ["已带石样", "因病请假"]


@pytest.mark.parametrize(
    ("sentence", "name", "title"),
    [("Chancellor Tom Li of Northport University told the forum.", "Tom Li",
      "Chancellor of Northport University"),
     ("It was chaired by Vice-Chancellor Anna Berg of Coast University.", "Anna Berg",
      "Vice-Chancellor of Coast University")],
)  # fmt: skip
def test_an_office_before_a_name_is_of_the_house_behind_it(
    sentence: str, name: str, title: str
) -> None:
    mentions = find_mentions_en(sentence, Roster())
    assert [(mention.name, mention.title) for mention in mentions] == [(name, title)]


@pytest.mark.parametrize(
    ("sentence", "name"),
    [("海岸研究院院长程砚这样说。", "程砚"), ("海岸研究院院长欧阳雪兴奋地说。", "欧阳雪"),
     ("海岸研究院院长林岚笑着说。", "林岚")],
)  # fmt: skip
def test_the_manner_of_saying_is_no_part_of_a_name(sentence: str, name: str) -> None:
    assert [mention.name for mention in find_mentions_zh(sentence, Roster())] == [name]


def test_all_who_give_a_talk_are_named_behind_it(tmp_path: Path) -> None:
    record = _read(
        tmp_path, "Workshop on Tides", "Schedule",
        "9:15 - Old Lights at the Harbour by Anna Berg",
        "9:45 - A Graph of Stones by Olga Petrova, Sean Cole and Helen Park",
        "11:00 - Harbours of Peace by Allan Grove [Slides]", "12:00 - Lunch",
    ).record  # fmt: skip
    assert [person for person, _session, _role in _seats(record)] == [
        "anna-berg", "olga-petrova", "sean-cole", "helen-park", "allan-grove",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("title", "code", "is_doubtful"),
    [("Sean Cole, Grace Wolf and Helen Park", "en", True),
     ("Partner, Ministry of Harbours Anna Berg", "en", True),
     ("Director, Ministry of Harbours", "en", False), ("某局副局长主持", "zh-hans", True),
     ("某大学 林岚副教授 某研究院", "zh-hans", True),
     ("某局局长、某院院长程砚", "zh-hans", True), ("某局局长、某院院长", "zh-hans", False),
     ("speaker 11", "en", True), ("Chair of the Coast network", "en", False)],
)  # fmt: skip
def test_what_holds_further_people_is_no_title(title: str, code: str, *, is_doubtful: bool) -> None:
    assert is_doubtful_title(title, code) is is_doubtful


@pytest.mark.parametrize(
    ("topic", "code", "is_doubtful"),
    [("王立潮教授讲座", "zh-hans", True), ("教授们的潮汐课", "zh-hans", False),
     ("Dr. Anna Berg Speaker", "en", True), ("嘉宾 林岚、王芳、程砚", "zh-hans", True),
     ("高山、河流与潮汐", "zh-hans", False)],
)  # fmt: skip
def test_whom_a_topic_names_with_a_rank_is_asked_for(
    topic: str, code: str, *, is_doubtful: bool
) -> None:
    assert is_doubtful_topic(topic, code) is is_doubtful


def test_a_time_above_a_table_that_spans_its_rows_is_no_session(tmp_path: Path) -> None:
    record = _read(
        tmp_path, "Tide Summit 2027", "June 24th, 2027", "9am to 4pm", "Northport Expo Centre", "",
        "| Time | Topic |", "| --- | --- |", "| 9:00 AM | Introductions |",
        "| 10:15 AM | Songs of harbours |", "| 12:15 PM | Lunch |", "| 1:30 PM | Old lights |",
    ).record  # fmt: skip
    assert [session.start for session in record.sessions] == [
        time(9), time(10, 15), time(12, 15), time(13, 30),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("topic", "count"), [("平行论坛一：港口合作", 4), ("滨海会展中心", 3), ("滨海论坛", 3)]
)
def test_hours_above_a_table_are_a_session_s_where_they_say_of_what(
    tmp_path: Path, topic: str, count: int
) -> None:
    record = _read(
        tmp_path, "滨海论坛议程", "2027年3月4日", f"14:00–17:00 {topic}",
        "时间\t议程\t嘉宾", "14:00\t潮汐的账\t林岚（某局局长）",
        "15:00\t海堤的石头\t王芳（某厅厅长）", "16:00\t灯塔与鸟\t程砚（某院院长）",
    ).record  # fmt: skip
    assert len(record.sessions) == count


@pytest.mark.parametrize(
    ("heading", "is_practical"),
    [("五、交通和住宿提示", True), ("六、报名及联系方式", True), ("七、住宿", True),
     ("三、智慧交通与绿色航运", False), ("二、交通强国战略研讨", False),
     ("四、注册会计师行业发展", False)],
)  # fmt: skip
def test_a_notice_of_how_to_come_is_no_topic(heading: str, is_practical: bool) -> None:
    assert bool(PRACTICAL_SECTION.fullmatch(heading)) is is_practical


def _speech_titles(tmp_path: Path, *below: str) -> dict[str, str]:
    reading = _read(
        tmp_path, "滨海论坛议程", "2027年3月4日", "09:00 开幕式", "09:30 主旨报告", "题目：潮汐能",
        *below, "17:00 总结", "发言人：王芳", "18:00 晚餐",
    )  # fmt: skip
    quoted = [each.subject for each in reading.record.findings if each.kind == "not_understood"]
    seats = {
        seat.person: seat.speech_title.get("zh-hans", "") for seat in reading.record.appearances
    }
    return seats | dict.fromkeys(quoted, "quoted")


def test_a_topic_is_of_the_speaker_below_who_has_no_label(tmp_path: Path) -> None:
    titles = _speech_titles(tmp_path, "林岚，滨海大学教授")
    assert titles == {"lin-lan": "潮汐能", "wang-fang": ""}


def test_a_topic_of_nobody_is_quoted_and_not_of_the_next_session(tmp_path: Path) -> None:
    assert _speech_titles(tmp_path) == {"wang-fang": "", "潮汐能": "quoted"}

"""What hangs on one weak clue is asked for, and what a document counts or says outright is not."""

from pathlib import Path

import pytest

from forum.reader.dispatch import read_document
from forum.reader.document import read
from forum.reader.guest_cells import read_guests
from forum.reader.plausibility import is_doubtful_title, is_doubtful_topic
from forum.reader.reading import Reading
from forum.reader.shapes.session_topics import split_room

COUNTED = (
    "海潮论坛圆桌对话实录：港口的下一步", "",
    "01", "潮汐为什么重要，", "谁来记账", "",
    "林岚：潮汐是港口的账本，我们从去年开始记账。", "王芳：我同意，账要一起记，也要一起算。",
    "02", "林岚：", "海塘与石料", "",
    "王芳：石料的价格这两年涨了很多，要早作打算。", "林岚：海塘要早修，不能等到大潮来的时候。",
    "03", "风暴之后怎么办？", "",
    "林岚：风暴之后先看泊位，再看堤岸。", "王芳：泊位要能恢复，人也要能恢复。",
    "* * *",
)  # fmt: skip


def _read(tmp_path: Path, *lines: str) -> Reading:
    path = tmp_path / "paper.txt"
    path.write_text("\n".join(lines), "utf-8")
    return read_document(read(path))


def test_headings_below_numbers_are_nobodys_words(tmp_path: Path) -> None:
    record = _read(tmp_path, *COUNTED).record
    assert [seat.remarks["zh-hans"].split("\n") for seat in record.appearances] == [
        ["潮汐是港口的账本，我们从去年开始记账。", "海塘要早修，不能等到大潮来的时候。",
         "风暴之后先看泊位，再看堤岸。"],
        ["我同意，账要一起记，也要一起算。", "石料的价格这两年涨了很多，要早作打算。",
         "泊位要能恢复，人也要能恢复。"],
    ]  # fmt: skip


def test_a_paper_whose_title_calls_it_one_sitting_has_one_session(tmp_path: Path) -> None:
    record = _read(tmp_path, *COUNTED).record
    assert [session.kind for session in record.sessions] == ["roundtable"]


def test_headings_below_numbers_name_sessions_where_no_title_calls_it_a_sitting(
    tmp_path: Path,
) -> None:
    record = _read(tmp_path, "海潮手记实录", *COUNTED[1:]).record
    assert [session.heading or session.title for session in record.sessions] == [
        {"zh-hans": "潮汐为什么重要，谁来记账"}, {"zh-hans": "林岚：海塘与石料"},
        {"zh-hans": "风暴之后怎么办？"},
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("topic", "room"),
    [
        ("午餐 学苑2F餐厅", "学苑2F餐厅"), ("茶歇 学苑、海楼1F餐厅", "学苑、海楼1F餐厅"),
        ("海塘论坛\n海楼4F演讲厅(401)", "海楼4F演讲厅(401)"), ("报到 海馆1F", "海馆1F"),
        ("参观 海洋馆", ""), ("海潮局 林岚", ""), ("潮汐的账", ""),
    ],
)  # fmt: skip
def test_a_place_behind_a_topic_is_its_room(topic: str, room: str) -> None:
    assert split_room(topic)[1] == room


def test_what_stands_below_a_header_of_parallel_sessions_is_one_of_its_own(
    tmp_path: Path,
) -> None:
    record = _read(
        tmp_path, "海潮论坛议程", "2027年3月4日", "", "时间\t议程\t平行活动",
        "09:00-10:00\t成果发表\t海塘对谈", "10:00-11:00\t闭幕式\t",
    ).record  # fmt: skip
    assert [
        (next(iter((*session.title.values(), *session.heading.values()))), session.start.hour)
        for session in record.sessions if session.start
    ] == [("成果发表", 9), ("海塘对谈", 9), ("闭幕式", 10)]  # fmt: skip


def test_people_of_a_list_with_ranks_behind_them_are_no_titles() -> None:
    guests, unread = read_guests("丁远博士、林岚博士、周禾组长")
    assert ([guest.name["zh-hans"] for guest in guests], unread) == (["丁远", "林岚", "周禾"], [])


def test_a_rank_of_a_field_is_a_title_still() -> None:
    guests, _unread = read_guests("王芳 教授、文学博士")
    assert [guest.title for guest in guests] == [{"zh-hans": "教授、文学博士"}]


def test_a_title_that_is_a_name_with_a_rank_is_asked_for() -> None:
    assert (is_doubtful_title("林岚博士", "zh-hans"), is_doubtful_title("高级顾问", "zh-hans")) == (
        True, False,
    )  # fmt: skip


def test_a_topic_that_holds_a_clock_is_asked_for() -> None:
    assert is_doubtful_topic("签到 签到时间: 09:00 ~ 14:00", "zh-hans")


@pytest.mark.parametrize(("lines", "is_doubtful"), [(3, False), (4, True)])
def test_a_topic_of_many_lines_is_asked_for(lines: int, is_doubtful: bool) -> None:
    assert is_doubtful_topic("\n".join(["Walls and marshes"] * lines), "en") == is_doubtful


@pytest.mark.parametrize("mark", [" | ", "\t", "    "])
def test_a_topic_within_which_cells_are_parted_is_asked_for(mark: str) -> None:
    assert is_doubtful_topic(f"Walls and marshes{mark}Tides", "en")


def test_a_topic_below_which_a_name_stands_is_asked_for() -> None:
    assert is_doubtful_topic("Walls and marshes\nAnna M. Berg", "en")


def test_words_that_name_who_is_to_have_said_them_are_asked_for(tmp_path: Path) -> None:
    reading = _read(
        tmp_path, "海潮论坛成功举办", "",
        "2027年3月4日，由海潮局主办的“海潮论坛”在滨海市举行。海潮局局长林岚出席论坛并致辞。", "",
        "滨海大学教授王芳主持了主题为“潮汐与港口”的圆桌讨论，她表示，港口要记得潮汐。",
    )  # fmt: skip
    asked = [value.path for value in reading.guesses if value.path.endswith(".remarks")]
    assert asked == ["appearances.wang-fang.roundtable.moderator.remarks"]


def test_who_presides_names_the_session(tmp_path: Path) -> None:
    record = _read(
        tmp_path, "海潮论坛成功举办", "",
        "2027年3月4日，由海潮局主办的“海潮论坛”在滨海市举行。海潮局局长林岚出席论坛并致辞。", "",
        "滨海大学教授王芳主持了主题为“潮汐与港口”的圆桌讨论，她表示，港口要记得潮汐。",
    ).record  # fmt: skip
    assert {session.kind: session.title for session in record.sessions}["roundtable"] == {
        "zh-hans": "潮汐与港口"
    }


LABELLED = (
    "“海潮与港口”技术论坛", "", "时间：2027年3月4日", "", "地点：滨海会议中心", "",
    "主办方：海潮学会（HCS）", "",
    "本次论坛由HCS主办，海潮局支持。海潮局局长林岚出席论坛并致辞，滨海大学教授王芳作了题为“潮汐的账”的主旨报告。",
    "", "林岚指出，港口要记得潮汐，也要记得石料。王芳表示，账要一起记，也要一起算。",
)  # fmt: skip


def test_labels_above_news_give_day_and_place(tmp_path: Path) -> None:
    record = _read(tmp_path, *LABELLED).record
    assert (str(record.start_date), record.venue) == ("2027-03-04", {"zh-hans": "滨海会议中心"})


def test_a_host_and_its_name_for_short_are_one(tmp_path: Path) -> None:
    record = _read(tmp_path, *LABELLED).record
    assert [host.name for host in record.organizations if host.role == "host"] == [
        {"zh-hans": "海潮学会（HCS）"}
    ]


def test_an_event_quoted_beside_its_kind_is_asked_for(tmp_path: Path) -> None:
    reading = _read(
        tmp_path, "Conference “Tides and Stones” was successfully held in Binhai!", "",
        "本次论坛由海潮局承办。论坛中，滨海大学林岚教授作了题为“潮汐的账”的报告，介绍了记账的办法和去年的账本。",
        "", "海潮大学王芳教授作了题为“海塘的石料”的报告，介绍了石料的价格和石料场的来历。",
    )  # fmt: skip
    asked = {value.path for value in reading.guesses}
    assert (reading.record.title, "event.title.en" in asked) == ({"en": "Tides and Stones"}, True)

"""A programme: sessions by their times, from tables or lines, with who speaks in them."""

from datetime import date, time
from pathlib import Path

import pytest

from forum.reader.document import read
from forum.reader.event_record import EventRecord
from forum.reader.reading import Reading
from forum.reader.shapes.programme.reader import _tells_of_event, read_programme, read_topic

HEAD = "第三届绿色港口论坛议程\n会议时间：2024年5月18日\n会议地点：滨海会展中心三层\n"
TABLE = (
    "时间\t主题\t讲者\t职务\n"
    "9:00-9:10\t开幕致辞 Opening\t林岚\t滨海研究院院长\n"
    "9:10-9:40\tShore power for small harbours\tAnna Berg\tDirector, Harbour Office\n"
    "9:40-10:00\t茶歇\n"
    "10:00-11:00\t圆桌讨论：岸电怎么算账\t王芳、李明\t海事局处长 / 港务集团总工程师\n"
)


def read_text(tmp_path: Path, text: str) -> Reading:
    path = tmp_path / "programme.txt"
    path.write_text(text, "utf-8")
    return read_programme(read(path))


@pytest.fixture
def record(tmp_path: Path) -> EventRecord:
    return read_text(tmp_path, HEAD + TABLE).record


def test_the_event_s_name_stands_without_the_word_for_a_programme(record: EventRecord) -> None:
    assert record.title == {"zh-hans": "第三届绿色港口论坛"}


def test_labels_give_day_and_venue(record: EventRecord) -> None:
    assert (record.start_date, record.venue) == (
        date(2024, 5, 18),
        {"zh-hans": "滨海会展中心三层"},
    )


def test_each_row_with_a_time_is_a_session(record: EventRecord) -> None:
    assert [(session.kind, session.start, session.end) for session in record.sessions] == [
        ("opening", time(9, 0), time(9, 10)),
        ("other", time(9, 10), time(9, 40)),
        ("break", time(9, 40), time(10, 0)),
        ("roundtable", time(10, 0), time(11, 0)),
    ]


def test_a_bilingual_cell_is_parted(record: EventRecord) -> None:
    assert record.sessions[0].heading == {"zh-hans": "开幕致辞", "en": "Opening"}


def test_people_of_one_cell_get_the_titles_of_the_cell_beside(record: EventRecord) -> None:
    titles = {
        person.name["zh-hans"]: person.title for person in record.people if "zh-hans" in person.name
    }
    assert titles == {
        "林岚": {"zh-hans": "滨海研究院院长"},
        "王芳": {"zh-hans": "海事局处长"},
        "李明": {"zh-hans": "港务集团总工程师"},
    }


def test_a_round_table_has_panellists(record: EventRecord) -> None:
    assert [a.role for a in record.appearances] == ["speaker", "speaker", "panellist", "panellist"]


def test_nobody_stands_in_a_break(tmp_path: Path) -> None:
    text = HEAD + "时间\t主题\t讲者\n9:00-9:20\t茶歇\t林岚\n9:20-9:40\t主旨演讲\t王芳\n"
    reading = read_text(tmp_path, text)
    assert [person.name for person in reading.record.people] == [{"zh-hans": "王芳"}]
    assert [f.subject for f in reading.record.findings if f.kind == "not_understood"] == ["林岚"]


def test_an_organization_in_the_speakers_column_is_no_person(tmp_path: Path) -> None:
    text = HEAD + "时间\t主题\t讲者\n9:00-9:20\t致辞\t滨海研究院\n9:20-9:40\t主旨演讲\t王芳\n"
    assert [person.name for person in read_text(tmp_path, text).record.people] == [
        {"zh-hans": "王芳"}
    ]


def test_lines_with_times_and_labels_below(tmp_path: Path) -> None:
    text = HEAD + (
        "9:00-9:20 开场致辞 Welcome\n"
        "演讲者：林岚（滨海研究院院长） Lin Lan (Director, Coast Institute)\n"
        "9:20-9:50 潮汐能的账本 The ledger of the tides\n"
        "主持人：王芳（海事局处长）\n9:50-10:00 合影\n"
    )
    record = read_text(tmp_path, text).record
    assert [(a.person, a.session, a.role, a.title) for a in record.appearances] == [
        ("lin-lan", "opening", "speaker",
         {"zh-hans": "滨海研究院院长", "en": "Director, Coast Institute"}),
        ("wang-fang", "session-1", "moderator", {"zh-hans": "海事局处长"}),
    ]  # fmt: skip


def test_a_list_of_participants_below(tmp_path: Path) -> None:
    text = (
        HEAD
        + TABLE
        + "\n参会人员 Attendees\n\n1. 赵敏（港务集团） Zhao Min (Port Group)\n"
        + "2. 孙悦（海事局）\n其他 Logistics\n"
    )
    record = read_text(tmp_path, text).record
    assert [(person.name, person.title) for person in record.people[-2:]] == [
        ({"zh-hans": "赵敏", "en": "Zhao Min"}, {"zh-hans": "港务集团", "en": "Port Group"}),
        ({"zh-hans": "孙悦"}, {"zh-hans": "海事局"}),
    ]


def test_what_nobody_used_is_said(tmp_path: Path) -> None:
    reading = read_text(tmp_path, HEAD + "请各位提前十分钟入场。\n" + TABLE)
    assert [line.text for line in reading.unread] == ["请各位提前十分钟入场。"]
    assert [f.subject for f in reading.record.findings] == ["请各位提前十分钟入场。"]


def test_days_that_disagree_are_no_day(tmp_path: Path) -> None:
    text = "绿色港口论坛\n2024年5月18日\n2024年5月19日\n" + TABLE
    record = read_text(tmp_path, text).record
    assert record.start_date is None
    subjects = [finding.subject for finding in record.findings if finding.kind == "not_understood"]
    assert subjects[0] == "2024年5月18日"


@pytest.mark.parametrize(
    ("topic", "kind", "heading", "title"),
    [
        ("茶歇", "break", {"zh-hans": "茶歇"}, {}),
        ("Coffee break", "break", {"en": "Coffee break"}, {}),
        ("港口的未来", "other", {}, {"zh-hans": "港口的未来"}),
        ("圆桌讨论：岸电", "roundtable", {"zh-hans": "圆桌讨论"}, {"zh-hans": "岸电"}),
        ("云上的 Cloud Native 办法", "other", {}, {"zh-hans": "云上的 Cloud Native 办法"}),
    ],
)
def test_a_topic_is_a_heading_or_a_title(
    topic: str, kind: str, heading: dict[str, str], title: dict[str, str]
) -> None:
    assert read_topic(topic) == (kind, heading, title)


def test_a_row_without_a_time_names_the_title_of_the_speech(tmp_path: Path) -> None:
    text = HEAD + (
        "时间\t主题\t讲者\t职务\n"
        "9:00-10:00\t主旨演讲\t林岚\t滨海研究院院长\n"
        "\t潮位怎么预报\t王芳\t海事局处长\n"
        "10:00-10:20\t茶歇\n"
    )
    appearances = read_text(tmp_path, text).record.appearances
    assert [(a.session, a.person, a.speech_title) for a in appearances] == [
        ("keynote", "lin-lan", {}),
        ("keynote", "wang-fang", {"zh-hans": "潮位怎么预报"}),
    ]


@pytest.mark.parametrize(
    ("title", "is_question"),
    [("第三届绿色港口论坛", False), ("绿色港口议程", False), ("群山之间的来信", True)],
)
def test_a_title_that_nothing_speaks_for_is_a_question(
    tmp_path: Path, title: str, *, is_question: bool
) -> None:
    reading = read_text(tmp_path, f"{title}\n会议时间：2024年5月18日\n{TABLE}")
    assert bool(reading.guesses) is is_question


PARTED = (
    "| 11月21日 | | | |\n"
    "| 10:00-20:00 | 报到 | | 大堂 |\n"
    "| 时间 | 内　容 | 嘉　宾 | 地点 |\n"
    "| 开幕式　　主持人：周 易　潮汐联盟秘书长 | | | |\n"
    "| 9:00-9:10 | 欢迎辞 | 林　岚　　滨海学院院长 | 一厅 |\n"
    "| 9:10-9:20 | 领导讲话 | （待定）某市交通局领导 | 一厅 |\n"
    "| 9:20-9:40 | 茶　歇 | | |\n"
    "| 11月21日下午 | | | |\n"
    "| 10:00-11:00 | 圆桌讨论：岸电<br>主持人：王 芳 | 1. 李明　　港务集团总工程师"
    "<br>2. Anna Berg　　某港务协会顾问（视频连线，配同传）<br>3. 圆桌：王芳、李明 | 二厅 |\n"
)


@pytest.fixture
def parted(tmp_path: Path) -> EventRecord:
    return read_text(tmp_path, HEAD + PARTED).record


def test_headers_below_the_first_rows_are_headers(parted: EventRecord) -> None:
    assert [session.title or session.heading for session in parted.sessions] == [
        {"zh-hans": "报到"}, {"zh-hans": "欢迎辞"}, {"zh-hans": "领导讲话"}, {"zh-hans": "茶　歇"},
        {"zh-hans": "岸电"},
    ]  # fmt: skip


def test_a_row_of_the_whole_width_names_who_leads_what_is_below(parted: EventRecord) -> None:
    led = [(a.session, a.title) for a in parted.appearances if a.person == "zhou-yi"]
    title = {"zh-hans": "潮汐联盟秘书长"}
    assert led == [("opening", title), ("opening-2", title)]


def test_lines_of_a_cell_name_people_and_are_no_title(parted: EventRecord) -> None:
    seated = [
        (a.person, a.role, a.attendance) for a in parted.appearances if a.session == "roundtable"
    ]
    assert seated == [
        ("wang-fang", "moderator", None),
        ("li-ming", "panellist", None),
        ("anna-berg", "panellist", "video"),
        ("wang-fang", "panellist", None),
    ]


def test_somebody_who_is_still_to_be_named_is_said(parted: EventRecord) -> None:
    assert "（待定）某市交通局领导" in {finding.subject for finding in parted.findings}
    assert len(parted.people) == 5


COLUMNS = (
    "| 时间 Time | 议程 | Agenda |\n"
    "| 9:00-9:30 | 对话一：潮汐<br>主持：林志远，滨海学院院长<br>· 林芷媛，《潮汐》主编 |"
    " Dialogue 1: Tides<br>Moderator: Lin Zhiyuan, Dean, Harbour College"
    "<br>· Lin Zhiyuan, Editor, Tides |\n"
    "| 9:30-10:00 | 茶歇 | Tea Break |\n"
    "| 10:00-10:30 | 对话二：岸电<br>· 林芷媛（代表王芳） | Dialogue 2: Shore power"
    "<br>· Lin Zhiyuan (on behalf of Wang Fang)<br>· Ann Dale, Director, Port Office |\n"
)


def test_columns_of_two_languages_name_the_same_people(tmp_path: Path) -> None:
    record = read_text(tmp_path, HEAD + COLUMNS).record
    assert [(person.name, person.title) for person in record.people] == [
        ({"zh-hans": "林志远", "en": "Lin Zhiyuan"},
         {"zh-hans": "滨海学院院长", "en": "Dean, Harbour College"}),
        ({"zh-hans": "林芷媛", "en": "Lin Zhiyuan"},
         {"zh-hans": "《潮汐》主编", "en": "Editor, Tides"}),
    ]  # fmt: skip


def test_whom_only_one_language_names_is_asked_for(tmp_path: Path) -> None:
    record = read_text(tmp_path, HEAD + COLUMNS).record
    assert "Ann Dale" in {finding.subject for finding in record.findings}


def test_words_in_brackets_behind_a_name_are_no_title(tmp_path: Path) -> None:
    record = read_text(tmp_path, HEAD + COLUMNS).record
    last = record.appearances[-1]
    assert last.attendance_note == {"zh-hans": "代表王芳", "en": "on behalf of Wang Fang"}
    # It is the one that the table states elsewhere.
    assert last.title == {"zh-hans": "《潮汐》主编", "en": "Editor, Tides"}


def test_a_title_that_another_line_states_stands_in_every_session(tmp_path: Path) -> None:
    rows = (
        "9:00-10:00 圆桌讨论\n主持人：林岚\n嘉宾：苏静 海塘院院长\n"
        "10:00-11:00 总结发言\n发言人：林岚 潮汐社社长\n"
    )
    appearances = read_text(tmp_path, HEAD + rows).record.appearances
    titles = {each.session: each.title for each in appearances if each.person == "lin-lan"}
    assert titles == {key: {"zh-hans": "潮汐社社长"} for key in ("roundtable", "closing")}


def test_guests_below_a_time_stand_alone_in_their_rows(tmp_path: Path) -> None:
    path = tmp_path / "programme.csv"
    path.write_text(
        "时间,主题,地点,嘉宾\n"
        "9:00-9:30,开幕致辞,一号厅,林岚（滨海研究院院长）\n"
        ",,,王岳（港务局局长）\n,,,赵越（船级社社长）\n"
        "9:30-10:00,茶歇,,\n10:00-11:00,圆桌讨论,二号厅,王芳（海事局处长）\n",
        "utf-8",
    )
    record = read_programme(read(path)).record
    assert [person.name["zh-hans"] for person in record.people] == ["林岚", "王岳", "赵越", "王芳"]


@pytest.mark.parametrize("title", ["代市长", "代表处首席代表", "受托人委员会主任"])
def test_a_title_that_begins_as_an_aside_is_a_title(tmp_path: Path, title: str) -> None:
    rows = f"9:00-9:30\t开幕致辞\t王岳（{title}）\t\n"
    [person] = read_text(tmp_path, f"{HEAD}时间\t主题\t讲者\t职务\n{rows}").record.people
    assert person.title == {"zh-hans": title}


@pytest.mark.parametrize(
    ("line", "tells"),
    [
        ("主持人：王岳 wy@a.cn", True),
        ("14:00 注册参会", True),
        ("主办单位：潮汐学会 https://a.cn", True),
        ("联系人：王岳 wy@a.cn", False),
        ("扫码注册", False),
    ],
)
def test_a_fact_with_an_address_is_no_notice(line: str, tells: bool) -> None:
    assert _tells_of_event(line) is tells

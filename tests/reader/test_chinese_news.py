"""News of mainland, Hong Kong and Taiwan: names beside words that look like them, posts, days."""

from datetime import date

import pytest

from forum.reader.event_record import ZH, EventRecord
from tests.reader.test_days_of_events import days_of
from tests.reader.test_news_of_houses import read_told
from tests.reader.test_prose import read_text
from tests.reader.test_wide_prose import appearances, remarks


def titled(record: EventRecord) -> list[tuple[str, str]]:
    """Return the people of a record, each with the title."""
    return [(person.name[ZH], person.title.get(ZH, "")) for person in record.people]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("韩国高等教育财团总长朴志远致辞。", [("朴志远", "韩国高等教育财团总长")]),
        ("某国前总理国会议员陆川致辞。", [("陆川", "某国前总理国会议员")]),
        ("省海塘厅相关部门领导，会长林岚出席会议。", [("林岚", "会长")]),
        ("副校长（科研）林岚致辞。", [("林岚", "副校长（科研）")]),
        ("松川大学（滨海）王芳副校长致辞。", [("王芳", "松川大学（滨海）副校长")]),
        ("滨海军医大学校长高岩少将致辞。", [("高岩", "滨海军医大学校长")]),
        (
            "大紫荆勋贤林岚、王芳，潮汐局局长高岩出席。",
            [("林岚", "大紫荆勋贤"), ("王芳", "大紫荆勋贤"), ("高岩", "潮汐局局长")],
        ),
        ("海塘修复计划主持人林岚致辞。", [("林岚", "海塘修复计划主持人")]),
        (
            "林岚院士为名誉主任委员，滨海医院王芳院长为顾问。",
            [("林岚", "院士"), ("王芳", "滨海医院院长")],
        ),
        ("潮城驻军原副政委高岩少将致辞。", [("高岩", "潮城驻军原副政委")]),
        ("在沪的潮汐会会长林岚参加会议。", [("林岚", "潮汐会会长")]),
        ("据论坛秘书长林岚介绍，论坛办了四届。", [("林岚", "论坛秘书长")]),
        ("市长林岚会见出席大会的潮汐会会长王芳。", [("林岚", "市长"), ("王芳", "潮汐会会长")]),
        ("大使馆一等秘书官程远出席会议。", [("程远", "大使馆一等秘书官")]),
        ("松川大学校长林岚致辞。林岚校长于大会致辞中提到海塘。", [("林岚", "松川大学校长")]),
        (
            "海洋学院林岚、王芳等老师参加。我校海洋学院潮汐系主任林岚作报告。",
            [("林岚", "我校海洋学院潮汐系主任"), ("王芳", "")],
        ),
    ],
)
def test_where_a_name_ends_and_what_its_title_is(
    sentence: str, expected: list[tuple[str, str]]
) -> None:
    assert titled(read_told(sentence)) == expected


def test_who_begins_a_sentence_for_her_school_is_asked_for() -> None:
    record = read_told("林岚代表学院介绍了海塘的养护，建议每年测量两次潮位。")
    assert titled(record) == [("林岚", "")]
    assert [finding.kind for finding in record.findings if finding.subject == "林岚"] == [
        "guess",
        "guess",
    ]


def test_guests_who_listen_are_no_act_of_the_speaker() -> None:
    words = "林岚代表潮汐会向与会嘉宾和参会代表表示欢迎，对承办方表示感谢。"
    record = read_told(f"潮汐会会长林岚出席开幕式并致辞。\n\n{words}")
    assert remarks(record, "林岚") == words


def test_who_came_with_staff_was_there() -> None:
    sentence = "局长高岩代表潮汐局签署协议。党委委员林岚，总工程师王芳以及相关人员参加签约仪式。"
    assert appearances(read_told(sentence)) == {
        ("高岩", "signing", "signatory"),
        ("林岚", "signing", "attendee"),
        ("王芳", "signing", "attendee"),
    }


@pytest.mark.parametrize("verb", ["指，", "续说，", "认同"])
def test_verbs_of_saying_of_the_south(verb: str) -> None:
    sentence = f"潮汐局局长林岚致辞。她{verb}海塘在过去十年里守住了滩涂。"
    assert remarks(read_told(sentence), "林岚").endswith("海塘在过去十年里守住了滩涂。")


def test_those_who_stand_for_their_groups_speak() -> None:
    sentence = "海洋学院学生林岚、王芳、高岩等代表各自小组作了专题报告。"
    assert appearances(read_told(sentence)) == {
        (name, "keynote", "speaker") for name in ("林岚", "王芳", "高岩")
    }


def test_houses_for_short_in_a_list_of_those_at_a_table() -> None:
    sentence = (
        "在圆桌会议环节，滨海医院主任林岚、国科院潮汐所王芳、松川财大金融系高岩等"
        "围绕海塘主题各舒己见。"
    )
    assert appearances(read_told(sentence)) == {
        (name, "roundtable", "panellist") for name in ("林岚", "王芳", "高岩")
    }


def test_a_head_office_stands_in_a_city() -> None:
    text = "2031年5月8日，第七届潮汐年会在滨海集团总部所在地——中国松川隆重召开。林岚局长致辞。"
    record = read_text(f"第七届潮汐年会召开\n\n{text}\n").record
    assert record.venue != {ZH: "地——中国松川"}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("潮汐论坛（2031）在滨海会馆隆重开幕。", "潮汐论坛（2031）"),
        ("潮汐论坛(2031)在滨海会馆隆重开幕。", "潮汐论坛(2031)"),
        ("第七届潮汐论坛今天上午在松川开幕。", "第七届潮汐论坛"),
        ("「第九届海塘研讨会」，于12月2日于松川大学登场。", "第九届海塘研讨会"),
        (
            "海塘委员会成立大会暨首届学术会议已于2031年5月7-8日在松川召开。",
            "海塘委员会成立大会暨首届学术会议",
        ),
        ("某局来信，祝贺第三届潮汐论坛成功举行。", "第三届潮汐论坛"),
    ],
)
def test_what_took_place_is_the_name(text: str, name: str) -> None:
    sentence = "潮汐局局长林岚在致辞中表示，海塘要年年修。"
    assert read_text(f"海塘与潮水\n\n{text}{sentence}\n").record.title == {ZH: name}


@pytest.mark.parametrize(
    "sentence",
    [
        "2031年5月8日10:00   来源：潮城在线\n\n本网潮城电 今天上午，第七届潮汐论坛在松川开幕。",
        "发布日期：2031年5月9日 15:40 点击次数：\n\n5月8日上午，第七届潮汐论坛在松川开幕。",
    ],
)
def test_the_day_of_the_paper_tells_the_year(sentence: str) -> None:
    text = f"第七届潮汐论坛开幕\n\n{sentence}潮汐局局长林岚在致辞中表示，海塘要年年修。\n"
    assert days_of(read_text(text).record) == (date(2031, 5, 8), date(2031, 5, 8))


def test_the_last_day_is_told_further_below() -> None:
    text = (
        "2031年5月8日，第七届潮汐论坛在松川开幕。潮汐局局长林岚致辞。\n\n"
        "本次论坛于5月8日至9日在松川举行，下设四个分论坛。"
    )
    record = read_text(f"第七届潮汐论坛开幕\n\n{text}\n").record
    assert days_of(record) == (date(2031, 5, 8), date(2031, 5, 9))


def test_hosts_of_every_kind_of_house() -> None:
    sentence = "论坛由松川大学、潮城文化馆和滨海教育财团以及我校共同主办。"
    names = [organization.name[ZH] for organization in read_told(sentence).organizations]
    assert names == ["松川大学", "潮城文化馆", "滨海教育财团", "我校"]


def test_a_clause_is_no_name_of_a_session() -> None:
    sentence = "部分师生在线上参加了论坛，青年教师林岚作了题为“潮水的账”的报告。"
    assert [session.title for session in read_told(sentence).sessions] == [{}]


def test_a_note_on_a_picture_ends_its_line() -> None:
    text = (
        "图为会场全景，摄于开幕的那一天早晨。（林岚 摄）\n\n"
        "今天上午，第七届潮汐论坛在松川开幕。潮汐局局长高岩致辞。"
    )
    assert read_text(f"第七届潮汐论坛开幕\n\n{text}\n").record.title == {ZH: "第七届潮汐论坛"}


_TALKS_IN_TURN = """\
“潮汐数据”学术研讨会在滨海大学举办

2031年6月11日，由滨海大学主办的“潮汐数据”学术研讨会召开。

北港大学教授林岚、南港大学教授周砚围绕潮汐数据发表了主旨演讲。

当天下午，东港大学副教授王芳、西港大学教授程砚分别带来了{talks}。
"""


@pytest.mark.parametrize(
    ("talks", "session"), [("专题报告", "专题报告"), ("主旨报告", "主旨演讲"), ("报告", "主旨演讲")]
)
def test_talks_of_a_field_follow_the_main_ones_as_a_session_of_their_own(
    talks: str, session: str
) -> None:
    record = read_text(_TALKS_IN_TURN.format(talks=talks)).record
    headings = {session.key: session.heading.get(ZH) for session in record.sessions}
    names = {person.key: person.name[ZH] for person in record.people}
    seats = {names[part.person]: headings[part.session or ""] for part in record.appearances}
    assert seats == {"林岚": "主旨演讲", "周砚": "主旨演讲", "王芳": session, "程砚": session}

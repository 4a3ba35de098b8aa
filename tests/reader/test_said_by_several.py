"""Whom Chinese news name in lists, what several of them do in words, and where they do it."""

from pathlib import Path

import pytest

from forum.reader.dispatch import read_document
from forum.reader.document import read
from forum.reader.event_record import EN, ZH
from forum.reader.prose.acts import Act
from forum.reader.prose.acts_zh import read_sentence_zh
from forum.reader.prose.mentions import Roster
from forum.reader.prose.organizations import split_organizations_zh
from forum.reader.shapes.record.dates import year_in
from tests.reader.test_prose import read_text


def acts_of(sentence: str) -> tuple[Act, ...]:
    return read_sentence_zh(sentence, Roster()).acts


def titles_of(sentence: str) -> dict[str, str]:
    """Return the title and the rank of each person in a sentence."""
    mentions = read_sentence_zh(sentence, Roster()).mentions
    return {mention.name: mention.title + mention.honorific for mention in mentions}


@pytest.mark.parametrize(
    ("sentence", "titles"),
    [
        (
            "潮汐研究院院士、滨海大学林岚，海浪研究院院士、云溪大学王芳受邀作报告。",
            {"林岚": "潮汐研究院院士、滨海大学", "王芳": "海浪研究院院士、云溪大学"},
        ),
        (
            "滨海大学教授林岚、Ada Berg，云溪大学教授王芳分别作主题报告。",
            {"林岚": "滨海大学教授", "Ada Berg": "滨海大学教授", "王芳": "云溪大学教授"},
        ),
        (
            "甲国·云溪潮汐集团林岚技术总监、海塘公司王芳高级工程师先后发言。",
            {"林岚": "甲国·云溪潮汐集团技术总监", "王芳": "海塘公司高级工程师"},
        ),
        (
            "全省政协常委、滨海大学·云溪大学潮汐研究院院长林岚主持会议。",
            {"林岚": "全省政协常委、滨海大学·云溪大学潮汐研究院院长"},
        ),
        ("新教师入职仪式上，林岚副院长致辞。", {"林岚": "副院长"}),
        (
            "滨海大学教授高岩、云溪海塘（Haitang）动力系统总监林岚作报告。",
            {"高岩": "滨海大学教授", "林岚": "云溪海塘（Haitang）动力系统总监"},
        ),
        (
            "滨海大学教授高岩、安海塘（Anhaitang）动力系统总监林岚作报告。",
            {"高岩": "滨海大学教授", "林岚": "安海塘（Anhaitang）动力系统总监"},
        ),
        ("要摸索长周期评价办法。", {}),
    ],
)
def test_who_is_named_in_a_list(sentence: str, titles: dict[str, str]) -> None:
    assert titles_of(sentence) == titles


@pytest.mark.parametrize(
    ("sentence", "speakers"),
    [
        (
            "林岚副院长、王芳副院长分别结合分管工作，对教学、科研等进行了工作部署。",
            ["林岚", "王芳"],
        ),
        (
            "局长林岚主持会议，副局长王芳对防汛工作提出要求，处长高岩对复课进行部署。",
            ["王芳", "高岩"],
        ),
        (
            "海塘学院教授林岚、本科生王芳分别作为教师代表、学生代表在发言中感谢母校。",
            ["林岚", "王芳"],
        ),
        ("滨海大学林岚教授结合台风季作题为“潮与堤”的报告。", ["林岚"]),
    ],
)
def test_who_speaks_in_other_words(sentence: str, speakers: list[str]) -> None:
    acts = [act for act in acts_of(sentence) if act.role == "speaker"]
    assert [mention.name for act in acts for mention in act.people] == speakers


@pytest.mark.parametrize(
    ("sentence", "titles"),
    [
        ("滨海大学林岚教授作了《潮与堤》的专家报告。", ["潮与堤"]),
        (
            "林岚院士作了题为《潮与堤》、王芳院士作了题为《浪与沙》和其他专家合计六个报告。",
            ["潮与堤", "浪与沙"],
        ),
    ],
)
def test_what_talks_are_called(sentence: str, titles: list[str]) -> None:
    told = [title[ZH] for act in acts_of(sentence) for title in act.speech_titles]
    assert told == titles


@pytest.mark.parametrize(
    ("sentence", "kinds"),
    [
        (
            "在圆桌论坛环节，滨海大学校长林岚、云溪大学校长王芳先后发言，潮汐局局长高岩主持论坛。",
            ["roundtable", "roundtable"],
        ),
        ("在潮汐“听潮”圆桌会议上，林岚教授以《潮与堤》进行主题发言。", ["roundtable"]),
        ("研讨会由潮汐局局长林岚主持。", ["whole"]),
        ("潮汐局局长林岚参加本次学术研讨会并作学术报告。", ["", ""]),
    ],
)
def test_where_something_is_done(sentence: str, kinds: list[str]) -> None:
    assert [act.kind for act in acts_of(sentence)] == kinds


def test_halves_of_a_day_are_sessions_of_their_own() -> None:
    record = read_text(
        "潮汐研讨会于2031年5月3日在滨海举行。\n"
        "上半场研讨会由滨海大学林岚教授和云溪大学王芳教授进行主题报告。"
        "下半场研讨会主题报告则由海塘大学高岩教授和潮汐大学于海教授分别围绕防汛展开汇报。"
    ).record
    headings = [session.heading[ZH] for session in record.sessions]
    seats = [(appearance.session, appearance.person) for appearance in record.appearances]
    assert headings == ["上半场研讨会", "下半场研讨会主题报告"]
    assert len({session for session, _person in seats[:2]}) == 1
    assert seats[0][0] != seats[2][0] == seats[3][0]


@pytest.mark.parametrize(
    "background",
    [
        "自成立以来，潮汐会先后在滨海举办多场论坛，邀请专家进行高峰对话。",
        "此前，林岚参加了在滨海举行的潮汐奖章颁奖典礼。",
    ],
)
def test_what_was_before_is_no_session(background: str) -> None:
    assert read_sentence_zh(background, Roster()).sessions == ()


def test_the_crowd_ends_a_speech() -> None:
    record = read_text(
        "潮汐座谈会于2031年5月3日在滨海举行。\n"
        "潮汐局局长林岚表示，海塘要年年查。与会人员听取汇报后，从三个方面畅谈建议。"
    ).record
    assert [appearance.remarks for appearance in record.appearances] == [{ZH: "海塘要年年查。"}]


def test_contributions_to_a_meeting_are_of_the_session_that_is_told_of() -> None:
    record = read_text(
        "潮汐座谈会于2031年5月3日在滨海举行。潮汐局局长林岚主持会议。\n"
        "会上，海塘处处长王芳、水闸处处长高岩等先后发言。"
    ).record
    assert len({appearance.session for appearance in record.appearances}) == 1


def test_a_class_of_students_names_no_year_of_an_event() -> None:
    assert year_in("潮汐学院2013届本科毕业十周年座谈会") is None


def test_parts_of_two_halves_of_a_day_are_apart() -> None:
    record = read_text(
        "潮汐研讨会于2031年5月3日在滨海举行。\n"
        "滨海大学林岚教授、云溪大学王芳教授分别主持主题报告环节和主题发言环节。\n"
        "在上午的主题报告环节中，海塘大学高岩教授、潮汐大学于海教授分别作报告。\n"
        "在下午的主题发言环节中，堤防大学苏静教授、水闸大学周舟教授分别作主题发言。"
    ).record
    headings = {session.key: session.heading[ZH] for session in record.sessions}
    names = {person.key: person.name[ZH] for person in record.people}
    seats = {
        names[appearance.person]: headings[appearance.session]
        for appearance in record.appearances if appearance.role == "speaker"
    }  # fmt: skip
    morning, afternoon = "主题报告环节", "主题发言环节"
    assert seats == {"高岩": morning, "于海": morning, "苏静": afternoon, "周舟": afternoon}


def test_guests_of_an_opening_that_is_not_told_of_attend_an_opening() -> None:
    record = read_text(
        "潮汐年会于2031年5月3日在滨海举行。\n"
        "潮汐局局长林岚出席开幕式。\n海塘大学高岩教授作了题为《潮与堤》的主旨报告。"
    ).record
    assert [session.kind for session in record.sessions] == ["opening", "keynote"]


def test_topics_told_in_turn_are_talks_whatever_follows() -> None:
    sentence = (
        "潮汐局局长林岚以“潮与堤”为题，海塘大学教授王芳以“浪与沙”为题，高岩博士“以闸与渠”为题交流。"
    )
    told = [(act.role, [mention.name for mention in act.people]) for act in acts_of(sentence)]
    assert told == [("speaker", ["林岚", "王芳"])]


@pytest.mark.parametrize(
    ("printed", "names"),
    [
        ("潮汐农信（滨海）、海浪研究中心", ["潮汐农信（滨海）", "海浪研究中心"]),
        ("潮汐实验室（试点）\ue000、海浪学院", ["潮汐实验室（试点）\ue000", "海浪学院"]),
        (
            "海塘学院、云溪潮汐研究基地和滨海公司",
            ["海塘学院", "云溪潮汐研究基地", "滨海公司"],
        ),
        ("海塘学院研究生会", ["海塘学院研究生会"]),
    ],
)
def test_hosts_with_brackets_are_apart(printed: str, names: list[str]) -> None:
    assert [name for name, _is_sure in split_organizations_zh(printed)] == names


def test_hosts_behind_a_long_beginning_are_read() -> None:
    record = read_text(
        "为回应潮汐的挑战，2031年5月3日，滨海大学海塘学院、云溪潮汐中心举办了“潮汐研讨会”。"
    ).record
    hosts = [organization.name[ZH] for organization in record.organizations]
    assert hosts == ["滨海大学海塘学院", "云溪潮汐中心"]


@pytest.mark.parametrize(
    ("rows", "asked"),
    [
        (["林岚\t滨海大学/Tide College", "王芳\t云溪大学"], {"Tide College"}),
        (
            [f"{name}\t滨海大学/Tide College" for name in ("林岚", "王芳", "高岩", "于海")],
            set(),
        ),
    ],
)
def test_english_behind_a_stroke_may_be_another_house(
    tmp_path: Path, rows: list[str], asked: set[str]
) -> None:
    path = tmp_path / "guests.tsv"
    path.write_text("\n".join(["姓名\t单位", *rows]), "utf-8")
    reading = read_document(read(path))
    titles = {person.key: person.title for person in reading.record.people}
    paths = [value.path.split(".") for value in reading.guesses]
    assert {titles[key][EN] for _people, key, field, *_ in paths if field == "title"} == asked


def test_academicians_of_whom_only_names_are_told_attend() -> None:
    sentence = "潮汐学会会长林岚，高岩、于海、苏静、周舟等两院院士，滨海大学教授王芳出席大会。"
    acts = acts_of(sentence)
    assert [mention.name for act in acts for mention in act.people] == [
        "林岚", "高岩", "于海", "苏静", "周舟", "王芳",
    ]  # fmt: skip
    assert titles_of(sentence)["王芳"] == "滨海大学教授"


def test_who_wrote_the_news_takes_no_part() -> None:
    sentence = "潮汐网讯 （记者 林岚 学生记者 王芳 通讯员 高岩）潮汐局局长于海致辞。"
    assert titles_of(sentence) == {"于海": "潮汐局局长"}


def test_a_song_is_no_place_and_online_no_part_of_a_name() -> None:
    record = read_text(
        "2031年5月3日，第三届潮汐学术研讨会（线上）在雄壮的乐声中举行。潮汐局局长林岚致辞。"
    ).record
    assert (record.title, record.venue, record.city) == ({ZH: "第三届潮汐学术研讨会"}, {}, {})


def test_the_main_hall_is_no_session() -> None:
    record = read_text(
        "潮汐座谈会于2031年5月3日在滨海举行。\n在云溪校区主会场，潮汐局局长林岚主持会议。"
    ).record
    assert [session.kind for session in record.sessions] == ["opening"]


def test_whoever_chairs_a_branch_may_speak_there_too() -> None:
    sentence = "潮汐学院院长林岚担任分会主席，并围绕海塘加固思路，向大会做了报告。"
    assert [act.role for act in acts_of(sentence)] == ["moderator", "speaker"]


def test_a_name_that_begins_too_far_ahead_is_no_events() -> None:
    record = read_text(
        "潮汐重大课题“潮与堤”开题研讨会举行\n"
        "5月3日，由滨海大学林岚教授担任首席专家的研究海塘加固与潮汐预报的全省社会科学基金重大课题项目——“潮与堤”开题暨海塘研讨会在滨海举行。"
    ).record
    assert record.title == {ZH: "潮汐重大课题“潮与堤”开题研讨会"}

"""Sessions of one kind that news tell apart by number, and several that they tell of as one."""

import pytest

from forum.reader.event_record import EventRecord
from tests.reader.test_prose import read_text
from tests.reader.test_wide_prose import subjects

_LEAD = (
    "首届潮汐论坛在滨海举行\n\n5月8日，首届潮汐论坛在滨海大学举行。\n\n"
    "开幕式上，滨海大学校长林岚致辞。\n\n"
)
_LEAD_EN = (
    "Tide Forum 2024 held in Tallinn\n\nThe Tide Forum 2024 was held in Tallinn on 8 May 2024.\n\n"
    "The Forum was opened by Ms. Eva Strand, Minister of Ports.\n\n"
)


def sessions(record: EventRecord) -> list[tuple[str, str]]:
    """Return what each session behind the opening is called, and its title."""
    return [
        ("".join(session.heading.values()), "".join(session.title.values()))
        for session in record.sessions
        if session.kind != "opening"
    ]


def seats(record: EventRecord) -> set[tuple[str, str, str]]:
    """Return who is in which session but the opening, by its heading, and as what."""
    names = {person.key: "".join(person.name.values()) for person in record.people}
    headings = {
        session.key: "".join(session.heading.values()) or session.kind
        for session in record.sessions
    }
    return {
        (names[each.person], headings[each.session], each.role)
        for each in record.appearances
        if headings[each.session] != "opening"
    }


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("第一场专题研讨围绕“海塘”展开。", ("第一场专题研讨", "海塘")),
        ("随后，第二场圆桌对话以“港口的将来”为主题。", ("第二场圆桌对话", "港口的将来")),
        ("第三单元的主题为滩涂与候鸟。", ("第三单元", "滩涂与候鸟")),
        ("与会专家围绕滩涂的变迁展开第一场讨论。", ("第一场讨论", "滩涂的变迁")),
        ("下午，第二分论坛聚焦近海渔业转型展开。", ("第二分论坛", "近海渔业转型")),
        ("分论坛一“海塘与港口”十分热烈。", ("分论坛一", "海塘与港口")),
        ("平行论坛2的议题是社区与公众，气氛热烈。", ("平行论坛2", "社区与公众")),
        ("分会场A：近海渔业的将来。", ("分会场A", "近海渔业的将来")),
        ("首场报告由苏静研究员主讲，气氛热烈。", ("首场报告", "")),
        ("第一组由苏静研究员主持，气氛热烈。", ("第一组", "")),
        # What any session may be about is the title of none.
        ("第一场专题研讨围绕相关问题展开。", ("第一场专题研讨", "")),
    ],
)
def test_a_numbered_session_has_its_title(sentence: str, expected: tuple[str, str]) -> None:
    record = read_text(f"{_LEAD}{sentence}滨海大学高岩教授认为，潮水要天天看。").record
    assert sessions(record) == [expected]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("The first panel, on “Seawalls”, was lively.", ("First panel", "Seawalls")),
        ("Session 2, titled “Who pays”, was lively.", ("Session 2", "Who pays")),
        ("On the second day, Session 4, titled “Reefs”, was lively.", ("Session 4", "Reefs")),
        ("The session on reefs was lively.", ("Session on reefs", "")),
        ("In the third session, nobody was bored.", ("Third session", "")),
    ],
)
def test_a_numbered_session_has_its_title_in_english(
    sentence: str, expected: tuple[str, str]
) -> None:
    words = "Ms. Anna Berg, Director of the Tide Office, said that seawalls were too low."
    assert sessions(read_text(f"{_LEAD_EN}{sentence} {words}").record) == [expected]


def test_each_speaks_in_the_session_that_the_paragraph_begins_with() -> None:
    record = read_text(
        f"{_LEAD}第一场专题研讨围绕“海塘”展开。滨海大学高岩教授认为，海塘要修，潮水要看。"
        "潮汐院苏静研究员作了题为“潮水”的报告。\n\n"
        "第二场专题研讨围绕“港口”展开。港口学院于海教授作了主旨报告。"
        "林岚教授认为，港口要与海塘一同规划。"
    ).record
    assert seats(record) == {
        ("高岩", "第一场专题研讨", "speaker"),
        ("苏静", "第一场专题研讨", "speaker"),
        ("于海", "第二场专题研讨", "speaker"),
        ("林岚", "第二场专题研讨", "speaker"),
    }


def test_each_chairs_the_session_of_the_own_clause() -> None:
    record = read_text(
        f"{_LEAD}第一场报告由滨海大学高岩教授主持，潮汐院苏静研究员主持第二场报告。"
    ).record
    assert seats(record) == {
        ("高岩", "第一场报告", "moderator"),
        ("苏静", "第二场报告", "moderator"),
    }


def test_who_is_told_of_in_a_numbered_session_is_asked_for_there() -> None:
    record = read_text(
        f"{_LEAD}第一场专题研讨围绕“海塘”展开。高岩教授和我校苏静老师都关注了海塘的造价。"
    ).record
    assert {name for name, _session, _role in seats(record)} == {"高岩", "苏静"}
    assert subjects(record, "guess") >= {"高岩", "苏静"}


def test_who_chairs_which_of_several_sessions_is_asked() -> None:
    record = read_text(
        f"{_LEAD}论坛还组织了3场主题对话，分别由滨海大学高岩教授、潮汐院苏静研究员、港口学院于海教授主持。"
    ).record
    assert sessions(record) == [("主题对话", "")]
    assert subjects(record, "guess") >= {"高岩", "苏静", "于海"}


def test_thanks_at_the_closing_are_no_opening() -> None:
    record = read_text(
        f"{_LEAD}闭幕式由高岩教授主持。潮汐院院长苏静总结致辞，于海教授致感谢辞。"
    ).record
    assert seats(record) == {
        ("高岩", "closing", "moderator"),
        ("苏静", "closing", "speaker"),
        ("于海", "closing", "speaker"),
    }


def test_the_author_of_a_work_that_is_spoken_of_is_nobody() -> None:
    record = read_text(
        f"{_LEAD}第一场专题研讨围绕“海塘”展开。高岩教授和苏静教授分别论述了滨海诗人于海《海塘集》的格律。"
    ).record
    assert {"".join(person.name.values()) for person in record.people} == {"林岚", "高岩", "苏静"}


@pytest.mark.parametrize(
    "sentence",
    ["论坛由滨海大学副校长于海主持。", "活动结束后，大会由滨海大学副校长于海主持。"],
)
def test_who_chairs_the_forum_chairs_no_numbered_session(sentence: str) -> None:
    record = read_text(
        f"{_LEAD}第一场专题研讨由滨海大学高岩教授主持。{sentence}潮汐院苏静研究员发言。"
    ).record
    assert {name for name, session, _role in seats(record) if session == "第一场专题研讨"} == {
        "高岩"
    }
    assert "于海" in subjects(record, "guess")


def test_who_chairs_the_forum_chairs_no_numbered_session_in_english() -> None:
    record = read_text(
        f"{_LEAD_EN}The first panel was moderated by Mr. Tom Lind. "
        "The forum was moderated by Ms. Anna Berg."
    ).record
    assert seats(record) == {("Tom Lind", "First panel", "moderator")}
    assert "Anna Berg" in subjects(record, "guess")


def test_whether_a_talk_amid_a_discussion_is_of_it_is_asked() -> None:
    record = read_text(
        f"{_LEAD}第一场专题研讨由滨海大学高岩教授主持。潮汐院苏静研究员作了主旨报告。"
    ).record
    assert ("苏静", "第一场专题研讨", "speaker") in seats(record)
    assert "苏静" in subjects(record, "guess")


def test_each_day_has_a_first_session() -> None:
    record = read_text(
        f"{_LEAD}5月8日下午，第一场报告由滨海大学高岩教授主持，潮汐院苏静研究员作报告。\n\n"
        "5月9日上午，第一场报告由港口学院于海教授主持，潮汐院王芳研究员作报告。"
    ).record
    seated = [
        {item.person for item in record.appearances if item.session == session.key}
        for session in record.sessions[1:]
    ]
    assert seated == [{"gao-yan", "su-jing"}, {"wang-fang", "yu-hai"}]
    assert "第一场报告" in subjects(record, "guess")


def test_each_day_has_a_first_session_in_english() -> None:
    record = read_text(
        f"{_LEAD_EN}The first session was chaired by Mr. Tom Lind.\n\n"
        "On the second day, the first session was chaired by Ms. Anna Berg. Dr. Nils Olsen spoke."
    ).record
    assert sessions(record) == [("First session", "")] * 2


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("第一场专题研讨", "第一场圆桌对话", ["第一场专题研讨", "第一场圆桌对话"]),
        ("第一场圆桌对话", "第一组", ["第一场圆桌对话", "第一组"]),
        ("第一场专题研讨", "第一单元", ["第一场专题研讨", "第一单元"]),
        # The same, by fewer words or others of no kind.
        ("第一场专题研讨", "第一场", ["第一场专题研讨"]),
        ("第二场专题会", "第二场专题研讨", ["第二场专题会"]),
        ("首场报告", "第一场报告", ["首场报告"]),
    ],
)
def test_sessions_of_one_number_are_told_apart_by_what_is_counted(
    first: str, second: str, expected: list[str]
) -> None:
    record = read_text(
        f"{_LEAD}{first}由滨海大学高岩教授主持。\n\n{second}由港口学院于海教授主持。"
    ).record
    assert [heading for heading, _title in sessions(record)] == expected


def test_who_is_told_of_behind_a_second_chair_is_asked_for() -> None:
    record = read_text(
        f"{_LEAD}第一场研讨由滨海大学高岩教授主持。\n\n"
        "第一场研讨由港口学院于海教授主持，潮汐院苏静研究员发言。"
    ).record
    assert subjects(record, "guess") >= {"于海", "苏静"}


def test_whether_somebody_speaks_in_the_session_that_a_paragraph_begins_with_is_asked() -> None:
    record = read_text(
        f"{_LEAD_EN}The second panel was moderated by Mr. Tom Lind. After the forum, "
        "Ms. Anna Berg, Mayor of Tallinn, told reporters that seawalls must be repaired."
    ).record
    assert "Anna Berg" in subjects(record, "guess")


def test_where_who_was_seated_in_a_numbered_session_speaks_is_not_asked() -> None:
    record = read_text(
        f"{_LEAD}第一场专题研讨由滨海大学高岩教授主持，潮汐院苏静研究员发言。"
        "苏静研究员认为，海塘要修，潮水要看。"
    ).record
    assert "苏静" not in subjects(record, "guess")


def test_the_event_itself_is_no_numbered_session() -> None:
    record = read_text(
        "Second Workshop on Tides\n\nThe second workshop on tides was held in Tallinn on "
        "8 May 2024.\n\nThe workshop was opened by Ms. Eva Strand, Minister of Ports.\n\n"
        "The first session was chaired by Mr. Tom Lind.\n"
    ).record
    assert sessions(record) == [("First session", "")]


def test_whoever_tells_of_a_title_gives_a_talk() -> None:
    record = read_text(
        f"{_LEAD}会议围绕潮汐，海塘研究所所长王芳作了“新海塘”主题演讲，港务局局长高岩讲述了“旧闸门”，"
        "石料协会会长于海阐述：“石头的来路”。"
    ).record
    assert {(name, role) for name, _heading, role in seats(record)} == {
        ("王芳", "speaker"), ("高岩", "speaker"), ("于海", "speaker"),
    }  # fmt: skip

"""Lectures that news announce in one sentence, and whom its other sentences call by no post."""

import pytest

from forum.reader.event_record import ZH
from forum.reader.prose.acts_zh import read_sentence_zh
from forum.reader.prose.mentions import Roster
from tests.reader.test_prose import read_text

READING = ("林岚", "潮汐表的读法")


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "滨海大学教授林岚应潮汐学院邀请，在二号报告厅，为百余名师生做了题为“潮汐表的读法”的讲座。",
            READING,
        ),
        (
            "潮汐学院邀请滨海大学教授林岚做客“听潮讲坛”，在小礼堂做了题为《潮汐表的读法》的讲座。",
            READING,
        ),
        ("滨海大学教授林岚做客学校“听潮讲坛”，以《潮汐表的读法》为题深入解读潮汐。", READING),
        ("潮汐学院邀请滨海大学教授林岚在线开展题为“潮汐表的读法”的讲座。", READING),
        ("滨海大学荣誉教授（终身）Ada S. Lund做客听潮讲坛。", ("Ada S. Lund", "")),
    ],
)
def test_who_gave_a_lecture_and_what_it_is_called(sentence: str, expected: tuple[str, str]) -> None:
    reading = read_sentence_zh(sentence, Roster())
    speaker = {act.people[0].name for act in reading.acts if act.role == "speaker"}
    titles = {title.get(ZH, "") for act in reading.acts for title in act.speech_titles}
    assert (speaker, titles - {""}) == ({expected[0]}, {expected[1]} - {""})
    assert reading.saying is None


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("会上，林岚老师向大家介绍了潮汐表。", ["林岚"]),
        ("紧接着，林岚学长向同学们介绍了潮汐表。", ["林岚"]),
        ("活动由潮汐学院林岚同学主持。", ["林岚"]),
        ("优秀毕业生林岚、王芳、高岩依次进行经验分享。", ["林岚", "王芳", "高岩"]),
        ("会议听取了潮汐局副局长林岚关于海塘的汇报。", ["林岚"]),
        ("潮汐局局长林岚布置工作。", ["林岚"]),
    ],
)
def test_people_whom_what_follows_tells_from_words(sentence: str, names: list[str]) -> None:
    assert [mention.name for mention in read_sentence_zh(sentence, Roster()).mentions] == names


def test_those_who_study_together_are_there() -> None:
    sentence = "局长林岚主持，局领导王芳、高岩、乔海，局长助理秦牧参加学习。"
    acts = read_sentence_zh(sentence, Roster()).acts
    assert [(act.role, [person.name for person in act.people]) for act in acts] == [
        ("moderator", ["林岚"]),
        ("attendee", ["王芳", "高岩", "乔海", "秦牧"]),
    ]


@pytest.mark.parametrize(
    ("sentence", "acts"),
    [
        ("会议最后，院长林岚总结。", [("speaker", "closing")]),
        ("院长林岚代表学院对全年工作进行了总结。", []),
        (
            "滨海大学林岚、潮声大学高岩等青年才俊，紧密围绕海塘的前沿热点进行了互动研讨。",
            [("panellist", "discussion")],
        ),
    ],
)
def test_who_sums_up_and_who_confers(sentence: str, acts: list[tuple[str, str]]) -> None:
    told = [(act.role, act.kind) for act in read_sentence_zh(sentence, Roster()).acts]
    assert told == acts


@pytest.mark.parametrize(
    ("sentence", "people"),
    [
        (
            "潮汐局局长林岚率局党组成员、秘书长王芳到校座谈。",
            [("潮汐局局长", "林岚"), ("局党组成员、秘书长", "王芳")],
        ),
        (
            "潮汐学会会员王芳院士、高岩教授线下参加。",
            [("潮汐学会会员", "王芳"), ("", "高岩")],
        ),
    ],
)
def test_who_came_with_whom(sentence: str, people: list[tuple[str, str]]) -> None:
    mentions = read_sentence_zh(sentence, Roster()).mentions
    assert [(mention.title, mention.name) for mention in mentions] == people


def test_whoever_a_post_behind_and_is_of_the_next_one() -> None:
    told = "潮汐论坛召开\n\n潮汐局书记林岚致辞。\n\n林岚和局长、副书记高岩分别作报告。"
    assert [person.name for person in read_text(told).record.people] == [
        {ZH: "林岚"}, {ZH: "高岩"},
    ]  # fmt: skip

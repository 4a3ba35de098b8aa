"""Parts of a programme that Chinese news name at the head of a sentence: 在代表交流环节，…."""

import pytest

from tests.reader.test_numbered_sessions import seats, sessions
from tests.reader.test_prose import read_text
from tests.reader.test_wide_prose import subjects

_LEAD = (
    "首届潮汐论坛在滨海举行\n\n5月8日，首届潮汐论坛在滨海大学举行。\n\n"
    "开幕式上，滨海大学校长林岚致辞。\n\n"
)


@pytest.mark.parametrize(
    ("sentence", "heading", "kind"),
    [
        ("在渔民代表交流环节，云溪公司经理高岩作了发言。", "渔民代表交流环节", "discussion"),
        ("随后，在海塘学术报告环节中，云溪大学高岩教授作了题为“潮”的讲座。",
         "海塘学术报告环节", "keynote"),
        ("在嘉宾发言环节，云溪大学高岩教授围绕“潮”“汛”等主题作了发言。", "嘉宾发言环节", "other"),
        ("获奖者报告部分由云溪大学高岩教授主持。", "获奖者报告部分", "keynote"),
        ("在年度工作总结阶段，潮汐学会秘书长高岩作了工作报告。", "年度工作总结阶段", "other"),
    ],
)  # fmt: skip
def test_a_part_of_the_programme_is_a_session_by_its_name(
    sentence: str, heading: str, kind: str
) -> None:
    record = read_text(f"{_LEAD}{sentence}").record
    assert [
        ("".join(session.heading.values()), session.kind) for session in record.sessions[1:]
    ] == [(heading, kind)]


def test_everybody_of_the_sentence_takes_part_there() -> None:
    record = read_text(
        f"{_LEAD}在渔民代表交流环节，潮汐协会会长王芳从网具、渔汛两个方面进行了重点交流，"
        "云溪大学高岩教授、滨海大学于海教授等来自两所学校的青年人才也共同表达了与海塘结缘的经历。"
    ).record
    assert seats(record) == {
        ("王芳", "渔民代表交流环节", "panellist"),
        ("高岩", "渔民代表交流环节", "panellist"),
        ("于海", "渔民代表交流环节", "panellist"),
    }


@pytest.mark.parametrize(
    "sentence",
    [
        "高岩教授认为，要加强监测。在生产加工环节，云溪公司经理于海认为要节水。",
        "在这一环节，云溪大学高岩教授认为，潮水要天天看。",
        "在近海养殖的起步阶段，云溪大学高岩教授指出，潮水要天天看。",
    ],
)
def test_a_stage_of_something_else_is_no_session(sentence: str) -> None:
    assert sessions(read_text(f"{_LEAD}{sentence}").record) == []


def test_whether_an_unfamiliar_part_is_a_session_is_asked() -> None:
    record = read_text(f"{_LEAD}在听潮环节，云溪大学高岩教授作了题为“潮”的讲座。").record
    assert "听潮环节" in subjects(record, "guess")


def test_what_several_spoke_on_are_the_words_of_none() -> None:
    record = read_text(
        f"{_LEAD}在海塘学术报告环节，云溪大学高岩教授作了《海塘的由来》讲座，"
        "滨海大学于海教授作了《风暴潮与近海渔业的将来》讲座。"
    ).record
    assert [each.remarks for each in record.appearances if each.session != "opening"] == [{}, {}]


@pytest.mark.parametrize("words", ["作交流发言", "分别作了大会交流发言", "先后做了经验交流"])
def test_an_exchange_is_called_by_what_is_contributed(words: str) -> None:
    record = read_text(f"{_LEAD}云溪公司经理高岩、潮汐协会会长于海{words}。").record
    assert sessions(record) == [(words.strip("分别先后作做了"), "")]


@pytest.mark.parametrize("part", ["云溪大学人才培养", "渔民代表交流"])
def test_a_part_in_which_nobody_is_seated_is_no_session(part: str) -> None:
    assert sessions(read_text(f"{_LEAD}在{part}环节，云溪大学校长于海致辞。").record) == []


_COUNTED = (
    "首届潮汐交流会落幕\n\n2031年5月8日，首届潮汐交流会在云溪大学举行。出席本次活动的有潮汐社社长林岚、"
    "副社长高岩。\n\n本次交流会分为四个环节：开场致辞、经验分享、提问交流、赠礼留念。\n\n"
    "接下来是提问交流的环节。大家就潮位怎么记、闸门怎么开谈了许多，直到傍晚。\n"
)


def test_parts_that_news_count_and_name_are_sessions() -> None:
    record = read_text(_COUNTED).record
    assert [(session.kind, session.heading["zh-hans"]) for session in record.sessions] == [
        ("opening", "开场致辞"), ("other", "经验分享"), ("discussion", "提问交流"),
        ("other", "赠礼留念"),
    ]  # fmt: skip
    assert record.sessions[2].summary["zh-hans"].endswith("谈了许多，直到傍晚。")


def test_parts_of_another_number_than_is_counted_are_none() -> None:
    assert sessions(read_text(_COUNTED.replace("四个环节", "五个环节")).record) == []


def test_whoever_an_event_is_said_to_have_attended_it() -> None:
    record = read_text(_COUNTED).record
    assert [person.title["zh-hans"] for person in record.people] == ["潮汐社社长", "副社长"]
    assert {seat.role for seat in record.appearances} == {"attendee"}


def test_a_work_that_is_presented_amid_talks_is_the_topic_of_a_talk() -> None:
    record = read_text(
        f"{_LEAD}在主旨演讲环节，云溪大学于海教授以“潮”为题作了演讲。"
        "潮汐所所长高岩以“汛期”为题，发布了《潮汐年报》。"
    ).record
    assert seats(record) >= {("于海", "主旨演讲", "speaker"), ("高岩", "主旨演讲", "speaker")}


def test_half_of_the_talks_is_the_session_of_who_chairs_it() -> None:
    record = read_text(f"{_LEAD}学术报告上半场由云溪大学高岩教授、滨海大学于海教授主持。").record
    assert seats(record) >= {
        ("高岩", "学术报告上半场", "moderator"),
        ("于海", "学术报告上半场", "moderator"),
    }


def test_guests_of_a_part_are_seated_in_it() -> None:
    record = read_text(
        f"{_LEAD}论坛邀请到了滨海大学教授高岩、潮汐所所长程志远担任引导嘉宾，"
        "邀请到了海塘公司经理苏静担任思辨嘉宾。"
    ).record
    names = {person.key: person.name["zh-hans"] for person in record.people}
    parts = {session.key: session.heading.get("zh-hans", "") for session in record.sessions}
    seated = {(names[seat.person], parts[seat.session], seat.role) for seat in record.appearances}
    assert seated >= {
        ("高岩", "引导", "panellist"), ("程志远", "引导", "panellist"),
        ("苏静", "思辨", "panellist"),
    }  # fmt: skip


_HALVES = (
    "首届潮汐论坛在滨海举行\n\n5月8日，首届潮汐论坛在滨海大学举行。\n\n"
    "上半场报告由滨海大学林岚教授主持，海塘研究所所长王芳、石料协会会长高岩先后发表主旨演讲。"
    "下半场由海塘研究所所长王芳接力主持，港务局局长于海发表主旨演讲。\n\n"
    "当日下午论坛同步举办学生作品总结汇报环节。汇报由程砚老师主持，林乔、王禾、蹇青、高柏、周舟等"
    "业内专家组成点评团，对作品进行指导。"
)


def test_halves_and_a_part_that_was_held_have_their_own_people() -> None:
    assert seats(read_text(_HALVES).record) == {
        ("林岚", "上半场报告", "moderator"),
        ("王芳", "上半场报告", "speaker"),
        ("高岩", "上半场报告", "speaker"),
        ("王芳", "下半场", "moderator"),
        ("于海", "下半场", "speaker"),
        ("程砚", "学生作品总结汇报环节", "moderator"),
        *(
            (name, "学生作品总结汇报环节", "discussant")
            for name in ("林乔", "王禾", "蹇青", "高柏", "周舟")
        ),
    }


def test_a_rare_surname_among_frequent_ones_is_asked_for() -> None:
    asked = set(subjects(read_text(_HALVES).record, "guess"))
    assert asked & {"林乔", "王禾", "蹇青", "高柏", "周舟"} == {"蹇青"}


def test_who_chairs_by_a_bare_name_alone_is_asked_for() -> None:
    record = read_text(f"{_LEAD}专题研讨由于海主持，林岚作总结。").record
    assert "于海" in subjects(record, "guess")

"""Talks of which each has a title, then labels alone on their lines: 嘉宾介绍, 议题简介."""

from pathlib import Path

import pytest

from forum.reader.dispatch import read_document
from forum.reader.document import read
from forum.reader.event_record import EventRecord

TEXT = """海塘沙龙第五期

活动时间：2021年4月24日（周六）14:00-17:00

活动地点：滨海市潮汐路72号

活动议程

《潮位预报的账》

嘉宾介绍

林岚，滨海大学教授，长期研究潮汐，著有许多文章，近年来关注潮位预报中的误差怎样一步一步传到海塘的设计里。

议题简介

• 本次分享讲讲潮位预报怎么算。
• 误差从哪里来，又怎么改。

听众收获

• 会看潮位表

《海塘的石料》

嘉宾介绍

王芳，松川石业总经理，负责石料采购。

议题简介

• 石料从哪里来，价钱怎么定。
"""


def read_text(tmp_path: Path, text: str) -> EventRecord:
    path = tmp_path / "salon.txt"
    path.write_text(text, "utf-8")
    return read_document(read(path)).record


def test_each_title_is_a_session_of_its_speaker(tmp_path: Path) -> None:
    record = read_text(tmp_path, TEXT)
    names = {person.key: (person.name["zh-hans"], person.title["zh-hans"])
             for person in record.people}  # fmt: skip
    titles = {session.key: session.title["zh-hans"] for session in record.sessions}
    assert [(titles[a.session], *names[a.person]) for a in record.appearances] == [
        ("潮位预报的账", "林岚", "滨海大学教授"), ("海塘的石料", "王芳", "松川石业总经理"),
    ]  # fmt: skip


def test_what_a_talk_is_about_sums_its_session_up(tmp_path: Path) -> None:
    assert [session.summary for session in read_text(tmp_path, TEXT).sessions] == [
        {"zh-hans": "本次分享讲讲潮位预报怎么算。\n误差从哪里来，又怎么改。"},
        {"zh-hans": "石料从哪里来，价钱怎么定。"},
    ]


@pytest.mark.parametrize(
    ("told", "title"),
    [
        ("林岚（笔名听潮），滨海大学教授，长期研究潮汐。", "滨海大学教授"),
        ("林岚（滨海大学教授），长期研究潮汐。", "滨海大学教授"),
        ("林岚是滨海公司 Tide（潮位）组的工程师，热爱观测。", "滨海公司 Tide（潮位）组的工程师"),
    ],
)
def test_the_speaker_is_told_of_in_a_sentence(tmp_path: Path, told: str, title: str) -> None:
    text = TEXT.replace("林岚，滨海大学教授，长期研究潮汐", told.removesuffix("。"))
    person = read_text(tmp_path, text).people[0]
    assert (person.name, person.title) == ({"zh-hans": "林岚"}, {"zh-hans": title})


def test_a_title_alone_is_no_list(tmp_path: Path) -> None:
    record = read_text(tmp_path, TEXT[: TEXT.index("《海塘的石料》")])
    assert record.sessions == ()


_LIVES = "她长期研究潮汐，著有许多文章。"


@pytest.mark.parametrize("heading", ["分享话题", "本期议题", "演讲题目"])
def test_talks_with_lives_below_are_sessions_below_a_heading_of_topics(
    tmp_path: Path, heading: str
) -> None:
    talks = [
        ("潮位预报的账", "林岚 —— 滨海大学教授"),
        ("海塘的石料从哪里来", "王芳 Fang —— 松川石业总经理"),
        ("灯塔怎样省电", "高岩 —— 灯塔公司总裁"),
    ]
    told = "\n\n".join(f"{topic}\n\n{person}\n\n{_LIVES}" for topic, person in talks)
    record = read_text(tmp_path, f"海塘沙龙第六期\n\n{heading}\n\n{told}\n")
    names = {person.key: person.name["zh-hans"] for person in record.people}
    sessions = {session.key: session for session in record.sessions}
    assert [
        (sessions[guest.session].title, sessions[guest.session].heading, names[guest.person])
        for guest in record.appearances
    ] == [
        ({"zh-hans": topic}, {}, person.split(" ")[0]) for topic, person in talks
    ]  # fmt: skip

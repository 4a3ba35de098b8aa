"""Talks whose speakers stand behind “by”, in lists below the times of a programme."""

from pathlib import Path

from forum.reader.dispatch import read_document
from forum.reader.document import read
from forum.reader.reading import Reading

TEXT = """海塘开放数据之夜

时间：2023年6月9日（周五）
地点：滨海市潮汐路72号一层

议程

19:00
签到
19:10
开场
19:20
演讲

议题与嘉宾

- 潮位表怎么读 by 滨海大学教授林岚

- 一张图看懂海塘 by 松川石业 Tom

- Open Gauges - the API by tide.cn 王芳

- 石料的账 by 东港数据协会（DHA）周宁
"""
ENGLISH = """Harbour Data Night

9 June 2023

Programme

19:00 Doors open
19:30 Lightning talks

- Reading a tide table by Anna Berg, Coast University
- Open gauges by Maria Lind
- A sea wall by Tom Falk (Stone Works)
- Supper sponsored by Ida Holm

21:00 Close
"""


def read_text(tmp_path: Path, text: str) -> Reading:
    path = tmp_path / "night.txt"
    path.write_text(text, "utf-8")
    return read_document(read(path))


def seats(reading: Reading) -> list[tuple[str, str, str]]:
    """Return session, name and title of everybody who appears."""
    record = reading.record
    people = {person.key: person for person in record.people}
    titles = {
        each.key: next(iter((each.title or each.heading).values())) for each in record.sessions
    }
    return [
        (
            titles[seat.session],
            next(iter(people[seat.person].name.values())),
            next(iter(people[seat.person].title.values()), ""),
        )
        for seat in record.appearances
    ]


def test_each_below_a_heading_of_topics_and_speakers_is_a_session(tmp_path: Path) -> None:
    assert seats(read_text(tmp_path, TEXT)) == [
        ("潮位表怎么读", "林岚", "滨海大学教授"),
        ("一张图看懂海塘", "Tom", "松川石业"),
        ("Open Gauges - the API", "王芳", "tide.cn"),
        ("石料的账", "周宁", "东港数据协会（DHA）"),
    ]


def test_a_word_that_may_be_a_name_is_asked(tmp_path: Path) -> None:
    asked = [value.path for value in read_text(tmp_path, TEXT).guesses]
    assert "people.tom.name.en" in asked
    assert "people.zhou-ning.name.zh-hans" not in asked


def test_what_stands_below_each_time_alone_is_its_topic(tmp_path: Path) -> None:
    sessions = read_text(tmp_path, TEXT).record.sessions[:3]
    printed = [
        (f"{session.start:%H:%M}", next(iter((session.title or session.heading).values())))
        for session in sessions
        if session.start
    ]
    assert printed == [("19:00", "签到"), ("19:10", "开场"), ("19:20", "演讲")]


def test_whoever_gives_a_meal_gives_no_talk(tmp_path: Path) -> None:
    assert seats(read_text(tmp_path, ENGLISH)) == [
        ("Lightning talks", "Anna Berg", "Coast University"),
        ("Lightning talks", "Maria Lind", ""),
        ("Lightning talks", "Tom Falk", "Stone Works"),
    ]

"""Who could not come to an event, in the words of news and reports."""

import pytest

from forum.reader.event_record import EventRecord
from tests.reader.test_prose import read_news, read_text
from tests.reader.test_wide_prose import appearances, subjects


def read_news_en(sentence: str) -> EventRecord:
    """Return what is read of English news with a sentence of their own."""
    return read_text(
        "Tide Forum 2031\n\nThe Tide Forum 2031 was held in Nairobi on 3 March 2031.\n\n"
        "Ms. Eva Strand, Director of the Tide Office, delivered the opening address.\n\n"
        f"{sentence}\n"
    ).record


def acting_en(record: EventRecord) -> set[str]:
    """Return who takes part beside whoever opened it."""
    return {item.person for item in record.appearances} - {"eva-strand"}


@pytest.mark.parametrize(
    "sentence",
    [
        "圆桌环节，海塘协会会长高岩参与了讨论的筹备，但因航班延误，他最终未能参加。",
        "海塘协会会长高岩原定作主旨报告，但由于身体原因，他未能到场。",
        "海塘协会会长高岩原计划出席开幕式并致辞，因故缺席。",
        "因故未能出席的海塘协会会长高岩曾主持筹备工作。",
    ],
)
def test_who_could_not_come_takes_part_in_nothing(sentence: str) -> None:
    assert appearances(read_news(sentence)) == set()


@pytest.mark.parametrize(
    "sentence",
    [
        "Mr. Tom Lind, President of the Coast Fund, joined the panel in its planning, but due to "
        "illness he was unable to attend.",
        "Mr. Tom Lind, President of the Coast Fund, who was to moderate the panel discussion, was "
        "unable to attend.",
        "Mr. Tom Lind, President of the Coast Fund, could not be present.",
    ],
)
def test_who_was_unable_to_attend_takes_part_in_nothing(sentence: str) -> None:
    assert acting_en(read_news_en(sentence)) == set()


def test_who_could_not_come_is_named() -> None:
    record = read_news("海塘协会会长高岩原定作主旨报告，但由于身体原因，他未能到场。")
    assert "高岩" in subjects(record, "not_understood")


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("海塘协会会长高岩因故未能到场，通过视频作主旨报告。", {"高岩"}),
        ("海塘协会会长高岩因故未能出席，苏静教授作主旨报告。", {"苏静"}),
        ("海塘协会会长高岩作主旨报告，他认为渔民未能参加保险。", {"高岩"}),
        ("海塘协会会长高岩作主旨报告，但未能参加闭幕式。", {"高岩"}),
        ("海塘协会会长高岩作主旨报告，他未能参加去年的论坛。", {"高岩"}),
    ],
)
def test_who_came_all_the_same_does_so(sentence: str, names: set[str]) -> None:
    assert {name for name, _kind, _role in appearances(read_news(sentence))} == names


def test_whether_those_came_is_asked_of_whom_a_later_sentence_says_no() -> None:
    record = read_news("海塘协会会长高岩应邀作主旨报告。由于身体原因，他未能到场。")
    assert "高岩" in subjects(record, "guess")


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("海塘协会会长高岩致辞时向船员致敬，他们因大雾无法参加论坛。", "gao-yan"),
        ("海塘协会会长高岩主持圆桌对话，但因航班延误，他未能参加。", "gao-yan"),
    ],
)
def test_what_a_clause_tells_as_done_is_kept(sentence: str, name: str) -> None:
    record = read_news(sentence)
    assert name in {item.person for item in record.appearances}


def test_what_a_clause_tells_as_done_is_asked_about() -> None:
    record = read_news_en(
        "Ms. Carla Ruiz, President of the Coast Fund, closed the forum, though she could not "
        "attend in the morning."
    )
    assert acting_en(record) == {"carla-ruiz"}
    assert "Carla Ruiz" in subjects(record, "guess")


def test_others_who_could_not_come_are_not_whoever_greeted_them() -> None:
    record = read_news_en(
        "Mr. Tom Lind, President of the Coast Fund, gave the opening address and greeted the "
        "crews, but they were unable to attend the dinner."
    )
    assert acting_en(record) == {"tom-lind"}

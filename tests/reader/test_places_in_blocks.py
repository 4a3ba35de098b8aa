"""Lines known by their place in the blocks of a programme, and lists below labels in the news."""

from pathlib import Path

import pytest

from forum.reader.dispatch import read_document
from forum.reader.document import read
from forum.reader.event_record import EventRecord
from forum.reader.plausibility import is_doubtful_title
from forum.reader.prose.mentions import Roster
from forum.reader.prose.people_zh import find_mentions_zh
from forum.reader.reading import Reading


def reading_of(tmp_path: Path, text: str) -> Reading:
    path = tmp_path / "paper.txt"
    path.write_text(text, "utf-8")
    return read_document(read(path))


BLOCKS = """Seawall Forum 2031

Programme

4:00 PM - 5:30 PM
Arrival and check-in
Harbour Centre

5:35 PM - 5:55 PM
Welcome reception
Harbour Centre

6:00 PM - 6:30 PM
Opening address
Dr. Anna Berg
Harbour Centre

6:30 PM - 7:00 PM
Walls that breathe
Tom Li
Tide Hall

7:00 PM - 7:30 PM
Tides and money
Jo Falk
Tide Hall

7:30 PM - 8:00 PM
Panel: who pays
Moderator: Eva Strand | Panelists: Tom Li, Jo Falk, Dr. Max Vane
Tide Hall

8:00 PM - 8:30 PM
Workshop
Workshop leaders: Eva Strand, Jo Falk
Siebel Servery
"""


@pytest.fixture
def blocks(tmp_path: Path) -> EventRecord:
    return reading_of(tmp_path, BLOCKS).record


def test_what_blocks_end_with_is_where_they_take_place(blocks: EventRecord) -> None:
    rooms = [session.room["en"] for session in blocks.sessions]
    assert rooms == [*["Harbour Centre"] * 3, *["Tide Hall"] * 3, "Siebel Servery"]


def test_a_name_alone_between_topic_and_room_speaks(blocks: EventRecord) -> None:
    seated = [(appearance.person, appearance.role) for appearance in blocks.appearances[:3]]
    assert seated == [("anna-berg", "speaker"), ("tom-li", "speaker"), ("jo-falk", "speaker")]


def test_a_list_behind_an_unknown_label_is_of_people(blocks: EventRecord) -> None:
    last = blocks.sessions[-1].key
    people = [row.person for row in blocks.appearances if row.session == last]
    assert people == ["eva-strand", "jo-falk"]


NEWS = """Seawall Society presents the first Tide Forum

Thursday, 9 May 2030, 10:26 am
Press Release: Seawall Society

The Tide Forum will give everybody who lives behind a wall an insight into what it costs.

Opening remarks by:
Sir Max Vane, Chairman, Coast Foundation and Harbour Bank
Jo Falk, Vice Chancellor, Tide University

Key speakers include:
Rt. Hon Anna Berg, Director-General, Harbour Board (2019-2022), Coast Town
Tom Li, Founder and CEO, Walls and Co

The forum was organized by the Seawall Society.
"""


def test_lines_below_a_label_are_who_speaks_there(tmp_path: Path) -> None:
    record = reading_of(tmp_path, NEWS).record
    kinds = {session.key: session.kind for session in record.sessions}
    assert [(row.person, kinds[row.session]) for row in record.appearances] == [
        ("max-vane", "opening"), ("jo-falk", "opening"),
        ("anna-berg", "keynote"), ("tom-li", "keynote"),
    ]  # fmt: skip


def test_what_took_place_is_asked_to_be_the_title_of_news_without_one(tmp_path: Path) -> None:
    reading = reading_of(
        tmp_path,
        "COAST TOWN, 25 May 2030 - Tide University hosted a panel discussion on U.S. seawalls here "
        "on Thursday. President Anna Berg of Tide University delivered the opening address. She "
        "said that walls are never done.\n\nMayor Tom Li said that the town would pay.",
    )
    assert dict(reading.record.title) == {"en": "Panel discussion on U.S. seawalls"}
    assert "event.title.en" in {value.path for value in reading.guesses} | {
        f"{value.path}.en" for value in reading.guesses
    }


def test_two_forms_of_a_name_are_asked_to_be_one_person(tmp_path: Path) -> None:
    text = BLOCKS.replace("leaders: Eva Strand", "leaders: Eva Holm Strand")
    findings = reading_of(tmp_path, text).record.findings
    asked = [finding.params for finding in findings if finding.case == "longer"]
    assert asked == [{"name": "Eva Strand", "others": ["Eva Holm Strand"]}]


@pytest.mark.parametrize(
    "title",
    ["松川大学教授中原凉司、海洋台副台长", "（按姓氏笔画）松川大学教授"],
)
def test_a_title_that_holds_somebody_else_is_asked_for(title: str) -> None:
    assert is_doubtful_title(title, "zh-hans")


def test_whoever_gives_thanks_is_named() -> None:
    mentions = find_mentions_zh("我校海塘学院王芳教授致感谢辞。", Roster())
    assert [mention.name for mention in mentions] == ["王芳"]


def test_lists_of_professors_speak_whatever_calls_them(tmp_path: Path) -> None:
    reading = reading_of(
        tmp_path,
        "第三届海塘论坛在松川举行\n\n2031年5月6日，第三届海塘论坛在松川大学举行。\n\n"
        "松川大学林岚、海潮大学王芳等专家教授则分享了特邀主题报告。"
        "英国Tom Li教授、、松川大学陈屿教授等，聚焦潮汐前沿，紧跟国际潮流，带来了主旨演讲。\n",
    )
    speakers = [row.person for row in reading.record.appearances if row.role == "speaker"]
    assert speakers == ["lin-lan", "wang-fang", "tom-li", "chen-yu"]


def test_words_of_somebody_end_where_another_acts(tmp_path: Path) -> None:
    reading = reading_of(
        tmp_path,
        "第三届海塘论坛在松川举行\n\n2031年5月6日，第三届海塘论坛在松川大学举行。\n\n"
        "海塘中心主任林岚总结致辞，海塘学院院长王芳致感谢辞。此次论坛促进了学者之间的交流。\n",
    )
    assert [dict(row.remarks) for row in reading.record.appearances if row.person == "lin-lan"] == [
        {}
    ]

"""News of houses of every kind: lists of people, who handed over prizes, lines that were broken."""

import re
from pathlib import Path

import pytest

from forum.reader.dispatch import read_document
from forum.reader.event_record import EN, ZH, EventRecord
from tests.reader.test_press_releases import named
from tests.reader.test_prose import read_text
from tests.reader.test_wide_prose import appearances, remarks, subjects
from tests.support.documents import read_bytes

_HEAD = "第二届潮汐论坛举行\n\n5月8日，第二届潮汐论坛在潮城举行。"


def read_told(text: str) -> EventRecord:
    """Return what is read of news that tell of a forum before a text."""
    return read_text(f"{_HEAD}{text}\n").record


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "书记苏静、校长林永和以及企业代表出席。",
            [("苏静", "书记"), ("林永和", "校长")],
        ),
        (
            "书记苏静向副校长、潮汐院院长高岩授牌。",
            [("苏静", "书记"), ("高岩", "副校长、潮汐院院长")],
        ),
        (
            "潮汐局局长苏静致辞，并请潮汐会会长高岩揭牌。",
            [("苏静", "潮汐局局长"), ("高岩", "潮汐会会长")],
        ),
        ("毕业于滨海一中的海洋学院校友高岩说，潮水大。", [("高岩", "海洋学院校友")]),
        (
            "由滨海大学校长苏静等六位高校校长和潮城大学副校长高岩等六位校长作报告。",
            [("苏静", "滨海大学校长"), ("高岩", "潮城大学副校长")],
        ),
        ("校长林岚代表学校对参加的来宾表示欢迎。", [("林岚", "校长")]),
        ("首都师范大学海洋学院副教授苏静作报告。", [("苏静", "首都师范大学海洋学院副教授")]),
        ("媒体采访校长苏静，她表示，潮水大。", [("苏静", "校长")]),
        ("苏静教授指导的海洋学院博士研究生高岩作报告。", [("高岩", "海洋学院博士研究生")]),
        ("“我听了三遍，”海洋学院辅导员高岩表示。", [("高岩", "海洋学院辅导员")]),
        (
            "潮汐组组长和全体成员，海塘部联络员，校长林岚出席。",
            [("林岚", "海塘部联络员，校长")],
        ),
        (
            "开幕式现场海洋学院苏静院长致辞滨海大学研究生代表高岩发言。",
            [("苏静", "海洋学院"), ("高岩", "滨海大学研究生代表")],
        ),
    ],
)
def test_where_a_title_begins_and_a_name_ends(
    sentence: str, expected: list[tuple[str, str]]
) -> None:
    people = named(sentence)
    assert [(name, title) for name, title in people if (name, title) in expected] == expected


@pytest.mark.parametrize(
    ("text", "title", "venue"),
    [
        ("潮汐院在海风大讲堂举行首届潮汐知识交流会。", "首届潮汐知识交流会", {}),
        ("“首届潮汐论坛”通过线上线下会议举办。", "首届潮汐论坛", {}),
        ("第二届潮汐论坛于2031年由滨海大学首次举办。", "第二届潮汐论坛", {}),
    ],
)
def test_what_an_event_is_called_and_where_it_is_held(
    text: str, title: str, venue: dict[str, str]
) -> None:
    record = read_text(f"潮汐新闻\n\n{text}\n\n滨海大学校长林岚在致辞中指出，潮水大。\n").record
    assert (record.title, record.venue) == ({ZH: title}, venue)


def test_who_reports_of_a_forum_holds_none() -> None:
    record = read_told("\n\n媒体广泛报道滨海大学承办的潮汐论坛盛况。\n\n潮汐局局长高岩致辞。")
    assert [each.name[ZH] for each in record.organizations] == ["滨海大学"]


def test_a_post_behind_a_name_is_its_title_where_no_other_is_told() -> None:
    record = read_told("高岩副校长、苏静教授作主旨报告。")
    people = {person.name[ZH]: dict(person.title) for person in record.people}
    assert people == {"高岩": {ZH: "副校长"}, "苏静": {ZH: "教授"}}


def test_whoever_hands_over_prizes_says_nothing_by_it() -> None:
    record = read_told("潮汐局局长高岩致辞。高岩向滨海大学致送纪念牌，并向获奖者颁奖。")
    assert appearances(record) == {("高岩", "opening", "speaker"), ("高岩", "award", "speaker")}
    assert remarks(record, "高岩") == ""


def test_a_decision_that_is_read_out_is_no_speech() -> None:
    record = read_told("潮汐局局长高岩宣读了潮汐会成立的批复文件。")
    assert appearances(record) == {("高岩", "opening", "speaker")}
    assert "高岩" in subjects(record, "guess")


def test_of_whom_somebody_speaks_takes_no_part() -> None:
    record = read_told(
        "\n\n潮汐局局长高岩在致辞中指出，潮水要看住。去年他听取了海塘专家苏静教授的汇报。"
    )
    assert [person.name[ZH] for person in record.people] == ["高岩"]


def test_a_certificate_of_thanks_is_no_thanks() -> None:
    record = read_told("随后请潮汐会会长高岩教授、海塘会会长苏静教授向历届研讨会颁发感谢状。")
    assert {session for _name, session, _role in appearances(record)} == {"award"}


def test_what_they_all_said_is_nobody_s() -> None:
    record = read_told("\n\n潮汐局局长高岩在致辞中指出，潮水要看住。此外他们还提出了许多建议。")
    assert remarks(record, "高岩") == "潮水要看住。"


def test_thanks_to_one_guest_are_asked_for() -> None:
    record = read_told(
        "潮汐局局长林岚在致辞中指出，潮水要看住。\n\n"
        "高岩副校长代表滨海大学对苏静教授表示感谢，她的课开了二十年，听的人很多。"
    )
    assert "高岩" in subjects(record, "guess")


def test_whoever_speaks_at_an_opening_that_is_told_of_speaks_there() -> None:
    record = read_told("\n\n开幕式上，潮汐局局长高岩致辞。滨海大学学生代表苏静发言。")
    assert appearances(record) == {("高岩", "opening", "speaker"), ("苏静", "opening", "speaker")}


_BROKEN = """Tide Symposium Held in Bergen

On April 24th, the Symposium on Seawalls and Tide Tables of the North
Sea took place in Bergen. Anna Berg, Director of the Ports Office and Harbour
Fund moderated the opening session of the day. Tom Lind, Chair of the Tide
Board delivered the keynote address, and said that walls are a promise that
others have to keep.
"""


def test_lines_of_a_paragraph_that_were_broken_at_no_one_width_are_joined() -> None:
    record = read_text(_BROKEN).record
    titles = {person.name[EN]: person.title.get(EN) for person in record.people}
    assert titles == {
        "Anna Berg": "Director of the Ports Office and Harbour Fund",
        "Tom Lind": "Chair of the Tide Board",
    }


def test_entries_below_each_other_are_not_joined() -> None:
    text = (
        "Speakers of the Tide Forum\n\nAnna Berg, Director of the Ports Office of the North Sea\n"
        "Tom Lind, Chair of the Tide Board and of the Harbour Fund\n"
        "Ada Holm, Chair of the Seawall Fund of the western coast\n"
    )
    names = {person.name[EN] for person in read_text(text).record.people}
    assert names == {"Anna Berg", "Tom Lind", "Ada Holm"}


_SEMINAR = (
    "On July 6, the “Seminar on Tide Tables for Coastal States”, sponsored by the Ministry of "
    "Ports and organized by the Tide Office of the Coastal Academy, was successfully started.\n\n"
    "Anna Berg, Director of the Tide Office, said that the tables are old and the sea is not.\n"
)


def test_an_event_is_named_before_a_clause_about_its_hosts() -> None:
    record = read_text(_SEMINAR).record
    assert record.title == {EN: "Seminar on Tide Tables for Coastal States"}
    assert [(each.role, each.name[EN]) for each in record.organizations] == [
        ("supporter", "Ministry of Ports"),
        ("organizer", "Tide Office of the Coastal Academy"),
    ]


_CEREMONY = """Tide Forum Held in Bergen

On 24 April 2031, the Tide Forum took place in Bergen. Anna Berg, Minister of Ports and
Dr. Tom Lind, Minister of Post both attended and delivered speeches. The opening ceremony was
hosted by Ada Holm, Chair of the Tide Board, Eva Strand, Mayor of Bergen attended the ceremony.
"""


def test_a_clause_behind_a_comma_has_a_subject_of_its_own() -> None:
    record = read_text(_CEREMONY.replace("\nDr.", " Dr.").replace("\nhosted", " hosted")).record
    assert appearances(record) == {
        ("Anna Berg", "opening", "speaker"),
        ("Tom Lind", "opening", "speaker"),
        ("Ada Holm", "opening", "moderator"),
        ("Eva Strand", "opening", "attendee"),
    }


def test_a_dialogue_and_discussion_are_one_session() -> None:
    text = (
        "Tide Forum 2031\n\n10 Jun 2031\n\nThe Ports Office hosted the Tide Forum 2031. "
        "The Minister of Ports, Mr Tom Lind, opened the forum.\n\n"
        "Minister Lind also anchored a lively dialogue and discussion, facilitated by "
        "Ms Anna Berg, Chair of the Tide Board, on seawalls.\n"
    )
    assert appearances(read_text(text).record) == {
        ("Tom Lind", "opening", "speaker"),
        ("Tom Lind", "dialogue", "panellist"),
        ("Anna Berg", "dialogue", "moderator"),
    }


def test_a_scholar_behind_the_opening_of_a_meeting_with_talks_gives_one() -> None:
    record = read_told(
        "\n\n潮汐局局长高岩在开幕式上致辞。\n\n"
        "滨海大学苏静教授认为，潮水的表要重算，海塘的账也要重算。\n\n"
        "滨海大学林岚教授作了报告。"
    )
    assert appearances(record) == {
        ("高岩", "opening", "speaker"),
        ("苏静", "keynote", "speaker"),
        ("林岚", "keynote", "speaker"),
    }
    assert "苏静" in subjects(record, "guess")


_TABLED = """Tide Office and Harbour Council Hold Second Tide Conference

7 April 2031

The Second Tide Conference was held in Bergen, Norway on 7 April 2031.

Ms Anna Berg, Director of the Tide Office, said, “The sea has always been here. We have not.”

The members of the team are as follows.

Bergen\tOslo
Tom Lind SC / Vice President, Tide Court; Partner, Lind & Co\tEva Maas / Director, Coast Institute
Nils Aas / Chairman of the Board, Harbour Council\tIda Dal / Professor of Law, Harbour College
"""


def test_table_of_people_above_their_posts_is_read_and_asked(tmp_path: Path) -> None:
    record = read_document(read_bytes(tmp_path, _TABLED.encode())).record
    titles = [(each.name[EN], each.title[EN]) for each in record.people[1:]]
    assert titles == [
        ("Tom Lind", "Vice President, Tide Court; Partner, Lind & Co"),
        ("Eva Maas", "Director, Coast Institute"),
        ("Nils Aas", "Chairman of the Board, Harbour Council"),
        ("Ida Dal", "Professor of Law, Harbour College"),
    ]
    assert {"Tom Lind", "Eva Maas", "Nils Aas", "Ida Dal"} <= subjects(record, "guess")


def test_table_of_other_things_names_nobody(tmp_path: Path) -> None:
    text = re.sub(r"[\w ]+ / ", "Wall 2 / ", _TABLED)
    record = read_document(read_bytes(tmp_path, text.encode())).record
    assert [each.key for each in record.people] == ["anna-berg"]


@pytest.mark.parametrize("mark", ["• ", ""])
def test_those_who_signed_are_listed_below_the_sentence_that_says_so(mark: str) -> None:
    record = read_text(
        f"{_TABLED[: _TABLED.index('The members')]}The Tide Charter was signed by the following "
        f"representatives in a ceremony on 5 April 2031:\n\n"
        f"{mark}Mr Tom Lind, Director-General (Legal), Tide Court;\n\n"
        f"{mark}Ms Eva Maas, Vice-President, Coast Institute; and\n\n"
        f"{mark}Mr Nils Aas, Chairman, Harbour Council.\n"
    ).record
    assert {each for each in appearances(record) if each[1] == "signing"} == {
        ("Tom Lind", "signing", "signatory"), ("Eva Maas", "signing", "signatory"),
        ("Nils Aas", "signing", "signatory"),
    }  # fmt: skip


_TALKS = """在主旨报告环节，滨海大学教授苏静，潮汐院院长高岩等来自海洋、航运、\
防灾、保险和风险管理与金融等学科的多位专家学者基于各自学科角度，深入交流了海塘建设的有关问题。"""


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (_TALKS, {("苏静", "keynote", "speaker"), ("高岩", "keynote", "speaker")}),
        (
            "书记苏静、校长高岩，基于报告内容，就海塘建设等问题交流了体会和思考。",
            {("苏静", "discussion", "panellist"), ("高岩", "discussion", "panellist")},
        ),
    ],
)
def test_who_exchanges_views_speaks_in_the_part_that_is_named(
    sentence: str, expected: set[tuple[str, str, str]]
) -> None:
    assert appearances(read_told(sentence)) == expected

"""Who moved, asked or offered something at an item of English minutes, by whatever short name."""

from pathlib import Path

import pytest

from forum.reader.event_record import EventRecord
from tests.reader.test_untimed_programmes import read_text

_MINUTES = """# Board Meeting 2031-11-16

## Minutes

Attendees:
* Board members: President Anna Berg, Secretary Robert Holm, Treasurer Eva Falk
* Members: Tom Strand, Ida & Per Moen

Late arrivals: Jon Vik, Ulla Dahl

### Old Business

#### The lower gate

The board asked for a drawing. Rob Holm moved that it be bought. Eva seconded it.

The motion passed, seconded by Tom Strand.

### Dues for 2032

Eva said dues are late. Ida Moen has offered to write to all members.

It was decided to wait for Anna.
"""


def seats(record: EventRecord) -> list[tuple[str, str, str]]:
    """Return the item, the name and the remarks of everybody who appears."""
    names = {person.key: person.name["en"] for person in record.people}
    items = {session.key: session.title["en"] for session in record.sessions}
    return [
        (items[seat.session], names[seat.person], seat.remarks.get("en", ""))
        for seat in record.appearances
    ]


def test_whoever_acts_at_an_item_appears_in_it(tmp_path: Path) -> None:
    assert seats(read_text(tmp_path, _MINUTES).record) == [
        ("The lower gate", "Robert Holm", ""),
        ("The lower gate", "Eva Falk", ""),
        ("The lower gate", "Tom Strand", ""),
        ("Dues for 2032", "Eva Falk", ""),
        ("Dues for 2032", "Ida Moen", ""),
    ]


def test_posts_before_names_and_couples_are_read_behind_a_label(tmp_path: Path) -> None:
    people = {
        person.name["en"]: person.title.get("en", "")
        for person in read_text(tmp_path, _MINUTES).record.people
    }
    assert people == {
        "Anna Berg": "President", "Robert Holm": "Secretary", "Eva Falk": "Treasurer",
        "Tom Strand": "", "Ida Moen": "", "Per Moen": "", "Jon Vik": "", "Ulla Dahl": "",
    }  # fmt: skip


def test_what_is_told_of_several_sums_the_item_up(tmp_path: Path) -> None:
    summary = read_text(tmp_path, _MINUTES).record.sessions[1].summary["en"]
    assert summary.startswith("Eva said dues are late.")


_NOTES = """# Gate notes

參與者 Participants: Anna, T, eva

## 閘門
- 先修閘 [name=anna]
    - 再修塘 [name=T][name=jon]

## 帳目
- 誰記帳？[name=eva]

### 待辦事項
- 買石料

## 船
- 船還在修 [name=T]
"""


def test_marks_in_shared_notes_name_whose_words_a_line_is(tmp_path: Path) -> None:
    reading = read_text(tmp_path, _NOTES)
    names = {person.key: person.name["en"] for person in reading.record.people}
    items = {session.key: session.title["zh-hans"] for session in reading.record.sessions}
    assert [(items[seat.session], names[seat.person]) for seat in reading.record.appearances] == [
        ("閘門", "Anna"), ("閘門", "T"), ("閘門", "jon"), ("帳目", "eva"),
    ]  # fmt: skip
    asked = {value.path for value in reading.guesses}
    assert asked >= {"people.jon.name.en", "people.t.name.en"}


@pytest.mark.parametrize(
    ("told", "names"),
    [
        ("* Anna confirms that she stands again\n* Eva happy to chair", ["Anna Berg", "Eva Falk"]),
        ("* Seconded by Tom Strand and Eva Falk", ["Tom Strand", "Eva Falk"]),
        ("* Trustees appointed:\n    - Tom Strand\n    - Vera Lind", ["Tom Strand"]),
        ("* Harbour confirms the date\n* Anna's gates stand", []),
    ],
)
def test_who_does_or_is_named_alone_at_an_item_appears(
    tmp_path: Path, told: str, names: list[str]
) -> None:
    head = _MINUTES.split("### Old Business")[0]
    text = f"{head}### Posts\n\n{told}\n\n### Dues\n\nThey are late.\n"
    assert [name for _item, name, _words in seats(read_text(tmp_path, text).record)] == names


_UNCOUNTED = """# Summary Notes, Dike Board Meeting

Date: 2031-11-16

## Attendees
* Anna Berg (Coast Office)
* Robert Holm (Dike Board)
* Eva Falk (Tide Bank)

## Resolutions
1. Posts filled
\t1. Vote result:
\t\t* Anna as Chair
\t\t* Robert and Eva nominated for the purse

1. Gate discussed
\t1. Anna and Eva to ask for a drawing

1. Dues
\t1. No decision
"""


def test_items_of_markdown_that_all_count_as_the_first_are_items(tmp_path: Path) -> None:
    assert seats(read_text(tmp_path, _UNCOUNTED).record) == [
        ("Posts filled", "Anna Berg", ""),
        ("Posts filled", "Robert Holm", ""),
        ("Posts filled", "Eva Falk", ""),
        ("Gate discussed", "Anna Berg", ""),
        ("Gate discussed", "Eva Falk", ""),
    ]


def test_a_list_in_which_nothing_is_set_in_is_no_row_of_items(tmp_path: Path) -> None:
    flat = _UNCOUNTED.replace("\t", "")
    assert [session.title for session in read_text(tmp_path, flat).record.sessions] == [{}]

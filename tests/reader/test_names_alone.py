"""Names that stand alone in the lines of a programme, below a label of what takes place."""

from pathlib import Path

import pytest

from forum.reader.dispatch import read_document
from forum.reader.document import read
from forum.reader.reading import Reading

_HEAD = (
    "Seawall Forum 2031\n\nProgramme\n\n9:00 - 9:30 Opening remarks\n"
    "Dr. Anna Berg, Director, Coast Office\n\n9:30 - 10:30 Who pays for the tide\n\n"
)
_FOOT = "\n10:30 - 11:00 Coffee break\n"


def read_text(tmp_path: Path, text: str) -> Reading:
    path = tmp_path / "programme.txt"
    path.write_text(text, encoding="utf-8")
    return read_document(read(path))


def panel_of(reading: Reading) -> list[tuple[str, str]]:
    names = {person.key: next(iter(person.name.values())) for person in reading.record.people}
    return [
        (names[each.person], each.role)
        for each in reading.record.appearances
        if each.session != "opening"
    ]


@pytest.mark.parametrize("label", ["Panellists:", "Panel discussion:"])
@pytest.mark.parametrize("blank", ["", "\n"])
def test_names_alone_below_a_label_sit_on_its_panel(tmp_path: Path, label: str, blank: str) -> None:
    names = "Tom B. Li\nEva Falk (prepared remarks)\nRuth Amadi\n"
    reading = read_text(tmp_path, f"{_HEAD}{label}\n{blank}{names}{_FOOT}")
    assert panel_of(reading) == [
        ("Tom B. Li", "panellist"), ("Eva Falk", "panellist"), ("Ruth Amadi", "panellist"),
    ]  # fmt: skip
    assert reading.guesses == ()


def test_chinese_names_alone_below_a_label_need_no_question(tmp_path: Path) -> None:
    reading = read_text(
        tmp_path,
        "海堤论坛2031\n议程\n9:00-9:30 开幕致辞\n林岚，滨海市副市长\n9:30-10:30 谁为潮汐付账\n"
        "圆桌讨论：\n王芳\n李强\n张伟\n10:30-11:00 茶歇\n",
    )
    assert panel_of(reading) == [
        ("王芳", "panellist"), ("李强", "panellist"), ("张伟", "panellist"),
    ]  # fmt: skip
    assert reading.guesses == ()


def test_two_words_below_the_label_of_a_discussion_may_be_its_topics(tmp_path: Path) -> None:
    topics = ["Blue Carbon", "Green Ports", "Smart Cranes"]
    reading = read_text(tmp_path, f"{_HEAD}Panel discussion:\n" + "\n".join(topics) + _FOOT)
    assert [value.path for value in reading.guesses] == [
        f"people.{topic.replace(' ', '-').lower()}.name.en" for topic in topics
    ]


def test_a_day_below_a_list_is_nobody(tmp_path: Path) -> None:
    text = (
        f"{_HEAD}Panellists:\nTom Li\nEva Falk\n\nFriday, October 13, 2031\n\n"
        "9:00 - 9:30 Tides of money\n"
    )
    assert panel_of(read_text(tmp_path, text)) == [
        ("Tom Li", "panellist"),
        ("Eva Falk", "panellist"),
    ]


@pytest.mark.parametrize(
    "linked", ["(presentation)", "(prepared remarks)", "(slides, paper)", "[slides]", "（讲稿）"]
)
def test_what_a_page_links_to_is_no_title(tmp_path: Path, linked: str) -> None:
    reading = read_text(
        tmp_path, f"{_HEAD}Panellists:\nTom Li {linked}\nEva Falk {linked}\n{_FOOT}"
    )
    assert [(dict(each.name), dict(each.title)) for each in reading.record.people[1:]] == [
        ({"en": "Tom Li"}, {}), ({"en": "Eva Falk"}, {}),
    ]  # fmt: skip


def test_a_paper_is_by_those_who_speak(tmp_path: Path) -> None:
    reading = read_text(tmp_path, f"{_HEAD}Paper by Tom Li and Eva Falk (presentation)\n{_FOOT}")
    assert panel_of(reading) == [("Tom Li", "speaker"), ("Eva Falk", "speaker")]


def test_whom_a_chat_is_with_is_asked_for(tmp_path: Path) -> None:
    reading = read_text(
        tmp_path, f"{_HEAD}{_FOOT}\n11:00 - 11:30 Fireside chat with Tom Li and Eva Falk\n"
    )
    assert panel_of(reading) == [("Tom Li", "speaker"), ("Eva Falk", "speaker")]
    assert {value.path.rpartition(".")[2] for value in reading.guesses} == {"session"}


def test_a_chat_with_houses_is_with_nobody(tmp_path: Path) -> None:
    reading = read_text(tmp_path, f"{_HEAD}{_FOOT}\n11:00 - 11:30 Dialogue with Harbour Board\n")
    assert panel_of(reading) == []


def test_paragraphs_above_a_title_do_not_hide_it(tmp_path: Path) -> None:
    told = "The office held a meeting on tides, on money and on all the harbours of the coast.\n\n"
    reading = read_text(
        tmp_path, f"Event Summary\n\n{told * 3}{_HEAD}Panellists:\nTom Li\nEva Falk\n{_FOOT * 4}"
    )
    assert dict(reading.record.title) == {"en": "Seawall Forum 2031"}

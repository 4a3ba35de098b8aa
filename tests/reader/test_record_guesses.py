"""What a record leaves open is a question: it is no value that an import may publish at once."""

from collections.abc import Sequence

import pytest

from forum.reader.prose.organizations import split_organizations_en
from forum.reader.shapes.record.reader import read_record
from tests.support.papers import CLEAN, changed, name, paper

CAPTION = "\n松川电视台主持人林晚舟在松川出席“河谷与桥梁”分论坛并主持致辞环节及讨论环节主题一"
LISTED = "致辞、讨论环节主题一：\n林晚舟 松川电视台主持人"


def read_with(*replacements: tuple[str, str]) -> tuple[list[str], list[tuple[str, Sequence[int]]]]:
    """Return the paths of guessed values, and the findings that ask about them."""
    text = CLEAN
    for old, new in replacements:
        assert old in text
        text = text.replace(old, new)
    reading = read_record(paper(text))
    asked = [(finding.kind, finding.lines) for finding in reading.record.findings]
    return [value.path for value in reading.guesses], asked


def test_the_clean_record_leaves_nothing_open() -> None:
    assert read_with()[0] == []


def test_of_several_moderators_without_a_session_each_is_a_question() -> None:
    listed = "林晚舟 松川电视台主持人\n苏青 松川广播台主持人"
    paths, findings = read_with((LISTED, listed), (CAPTION, ""))
    asked = [lines for kind, lines in findings if kind == "guess"]
    assert [path.rpartition(".")[2] for path in paths] == ["session"] * 4
    assert [lines[-1] for lines in asked] == [14, 15]


def test_one_moderator_without_a_session_has_them_all() -> None:
    listed = "林晚舟 松川电视台主持人"
    assert read_with((LISTED, listed), (CAPTION, ""))[0] == []


def test_an_english_border_that_is_likely_only_is_a_question() -> None:
    printed = "Songchuan Municipal People's Government; International Association of Bridges"
    run_together = "Ministry of Roads of the Republic of Kenya United Bridges Organization"
    paths, findings = read_with((printed, run_together))
    assert paths == ["organizations.host.1.name.en", "organizations.host.2.name.en"]
    assert "organization_pairing" in {kind for kind, _lines in findings}


@pytest.mark.parametrize(
    ("printed", "certain"),
    [
        ("the Ministry of Roads, and the Bridge Institute", [True, True]),
        ("Ministry of Roads of the Republic of Kenya United Bridges Organization", [False, False]),
    ],
)
def test_prose_tells_which_borders_are_certain(printed: str, certain: list[bool]) -> None:
    assert [is_certain for _name, is_certain in split_organizations_en(printed)] == certain


def test_a_paragraph_that_begins_like_words_of_a_stranger_is_a_question() -> None:
    words = "木桥怕的是积水。"
    paths, findings = read_with((words, f"{words}\n松川木工代表周大海说，好木头不怕水。"))
    assert paths == ["appearances.qin-mu-ye.topic-1.panellist.remarks.zh-hans"]
    assert [lines for kind, lines in findings if kind == "guess"] == [(37,)]


def test_who_gives_a_speech_under_a_title_begins_words_of_his_own() -> None:
    moderated = "松川电视台主持人林晚舟主持。\n松川木工协会会长周大海作题为“好木头”的主旨发言。\n"
    words = "周大海认为，好木头不怕水。"
    record = changed(
        ("松川市副市长程砚在松川出席", f"{moderated}{words}\n松川市副市长程砚在松川出席")
    )
    [speech] = [
        each for each in record.appearances if each.remarks.get("zh-hans", "").startswith("好木头")
    ]
    assert name(record, speech.person) == "周大海"

"""A transcript of long talks: headings between the paragraphs, a list of links at the end."""

from pathlib import Path

import pytest

from forum.reader.document import read
from forum.reader.reading import Reading
from forum.reader.shapes.transcript.reader import read_transcript

TALKS = """海塘怎么修｜会议演讲逐字稿

演讲者：MinJun Park（MJ）、林岚（Lan Lin）

MinJun Park： 谢谢介绍，今天讲讲海塘。

石料从哪里来

石料来自松川的采石场，要走三天水路。

TIDES：第一段塘的缺口

缺口在东段，去年补过一次。

远景：把两段塘连成一线

这是十年以后的事。谢谢大家。

从潮位说起

林岚： 潮位要提前十天报，误差一尺以内。

补充一点，数据都在网上。谢谢大家。

参考资料

• 林岚：潮位预报的讨论串
"""


def read_talks(tmp_path: Path, text: str = TALKS) -> Reading:
    path = tmp_path / "transcript.txt"
    path.write_text(text, "utf-8")
    return read_transcript(read(path))


def remarks(reading: Reading) -> dict[str, list[str]]:
    names = {person.key: next(iter(person.name.values())) for person in reading.record.people}
    return {
        names[each.person]: each.remarks["zh-hans"].split("\n")
        for each in reading.record.appearances if each.remarks
    }  # fmt: skip


def test_headings_with_a_colon_begin_no_turn(tmp_path: Path) -> None:
    assert remarks(read_talks(tmp_path))["MinJun Park"] == [
        "谢谢介绍，今天讲讲海塘。", "石料从哪里来", "石料来自松川的采石场，要走三天水路。",
        "TIDES：第一段塘的缺口", "缺口在东段，去年补过一次。", "远景：把两段塘连成一线",
        "这是十年以后的事。谢谢大家。",
    ]  # fmt: skip


def test_a_list_of_links_ends_what_was_said(tmp_path: Path) -> None:
    assert remarks(read_talks(tmp_path))["林岚"] == [
        "潮位要提前十天报，误差一尺以内。", "补充一点，数据都在网上。谢谢大家。",
    ]  # fmt: skip


def test_an_entry_of_a_list_gives_nobody_a_title(tmp_path: Path) -> None:
    assert [person.title for person in read_talks(tmp_path).record.people] == [{}, {}]


def test_a_list_of_links_is_quoted(tmp_path: Path) -> None:
    unread = [each.text for each in read_talks(tmp_path).unread]
    assert unread[-2:] == ["参考资料", "• 林岚：潮位预报的讨论串"]


def test_letters_that_go_on_with_a_sentence_are_a_speaker(tmp_path: Path) -> None:
    text = TALKS.replace("TIDES：第一段塘的缺口", "TIDES：我问一句，缺口有多宽？")
    assert remarks(read_talks(tmp_path, text))["MinJun Park"][-1] == (
        "石料来自松川的采石场，要走三天水路。"
    )


def test_initials_in_brackets_are_no_title(tmp_path: Path) -> None:
    person = read_talks(tmp_path).record.people[0]
    assert (person.name, person.other_names) == ({"en": "MinJun Park"}, ("MJ",))


def last_words(tmp_path: Path, line: str) -> str:
    text = TALKS.replace("参考资料", f"{line}\n\n参考资料")
    return remarks(read_talks(tmp_path, text))["林岚"][-1]


@pytest.mark.parametrize(
    "line",
    [
        "[Through interpreter: we must act now, and together!]",
        "【同声传译：我们现在就要动手，一起动手！】",
        "[We must act now, and together, before the next storm comes over the wall!]",
    ],
)
def test_words_in_brackets_stay_in_a_turn(tmp_path: Path, line: str) -> None:
    assert last_words(tmp_path, line) == line


def test_a_short_note_in_brackets_is_nobody_s_words(tmp_path: Path) -> None:
    assert last_words(tmp_path, "[Time is up, sorry!]") == "补充一点，数据都在网上。谢谢大家。"

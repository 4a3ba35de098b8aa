"""A programme's table, and below it each of its sessions again, without a time, with its talks."""

from pathlib import Path

import pytest

from forum.reader.dispatch import read_document
from forum.reader.document import read
from forum.reader.reading import Reading

_ENGLISH = (
    "The Third Seawall Workshop\n\nDate: July 8, 2031\n\nProgramme\n\nTime\tProgramme\n"
    "09:00-09:20\tWelcome (Anna Berg, Coast University)\n"
    "09:20-10:00\tSession 1: Tides of the north (Chair: Tom Li, Harbour University)\n"
    "10:00-10:40\tSession 2: Tides of the south (Chair: Eva Falk, Coast University)\n"
    "10:40-11:20\tPanel Discussion (Chair: Ida Holm, Harbour University)\n\n"
    "Session 1: Tides of the north\n\nSession Chair: Tom Li, Harbour University\n\n"
    "Ruth Amadi, Delta University: Talk title to be announced\n\n"
    "Karl Dahl, Reef University: Waves 2.0: What buoys tell\n\n"
    "Session 2: Tides of the south\n\nSession Chair: Eva Falk, Coast University\n\n"
    "Jo Strand, Dune University: Sand on the move\n\n"
    "Panel Discussion\n\nChair: Ida Holm, Harbour University\n\n"
    "Panelists: Ruth Amadi (Delta University), Jo Strand (Dune University)\n"
)
_CHINESE = (
    "第三届海堤研讨会\n\n时间：2031年7月8日\n\n议程\n\n时间\t议程\n"
    "09:00-09:20\t欢迎致辞（林岚，滨海大学）\n"
    "09:20-10:00\t分论坛1：北方的潮汐（主席：王芳，松川大学）\n"
    "10:00-10:40\t分论坛2：南方的潮汐（主席：Eva Falk，滨海大学）\n"
    "10:40-11:20\t专题讨论（主席：李强，松川大学）\n\n"
    "分论坛1：北方的潮汐\n\n分论坛主席：王芳，松川大学\n\n"
    "Ruth Amadi，云溪大学：报告题目待定\n\n张伟，云溪大学：浮标告诉我们什么\n\n"
    "分论坛2：南方的潮汐\n\n分论坛主席：Eva Falk，滨海大学\n\n"
    "Jo Strand，松川大学：流动的沙\n\n"
    "专题讨论\n\n主席：李强，松川大学\n\n"
    "专题讨论嘉宾：Ruth Amadi（云溪大学）、Jo Strand（松川大学）\n"
)


def read_text(tmp_path: Path, text: str) -> Reading:
    path = tmp_path / "programme.txt"
    path.write_text(text, encoding="utf-8")
    return read_document(read(path))


def seats(reading: Reading) -> list[tuple[str, str, str, str]]:
    """Return session, name, role and speech of each who appears."""
    names = {person.key: next(iter(person.name.values())) for person in reading.record.people}
    return [
        (each.session, names[each.person], each.role, next(iter(each.speech_title.values()), ""))
        for each in reading.record.appearances
    ]


def test_sessions_told_again_without_a_time_are_those_of_the_table(tmp_path: Path) -> None:
    assert seats(read_text(tmp_path, _ENGLISH)) == [
        ("opening", "Anna Berg", "speaker", ""),
        ("session-1", "Tom Li", "moderator", ""),
        ("session-1", "Ruth Amadi", "speaker", ""),
        ("session-1", "Karl Dahl", "speaker", "Waves 2.0: What buoys tell"),
        ("session-2", "Eva Falk", "moderator", ""),
        ("session-2", "Jo Strand", "speaker", "Sand on the move"),
        ("discussion", "Ida Holm", "moderator", ""),
        ("discussion", "Ruth Amadi", "panellist", ""),
        ("discussion", "Jo Strand", "panellist", ""),
    ]


@pytest.mark.parametrize("blank", ["\n\n", "\n"])
def test_so_are_those_of_a_chinese_table(tmp_path: Path, blank: str) -> None:
    assert seats(read_text(tmp_path, _CHINESE.replace("\n\n", blank))) == [
        ("opening", "林岚", "speaker", ""),
        ("session-1", "王芳", "moderator", ""),
        ("session-1", "Ruth Amadi", "speaker", ""),
        ("session-1", "张伟", "speaker", "浮标告诉我们什么"),
        ("session-2", "Eva Falk", "moderator", ""),
        ("session-2", "Jo Strand", "speaker", "流动的沙"),
        ("discussion", "李强", "moderator", ""),
        ("discussion", "Ruth Amadi", "panellist", ""),
        ("discussion", "Jo Strand", "panellist", ""),
    ]


def test_whom_a_bare_kind_of_session_names_below_is_asked_for(tmp_path: Path) -> None:
    table, _told = _ENGLISH.split("Session 1: Tides of the north\n", 1)
    text = table.replace(" (Chair: Ida Holm, Harbour University)", "")
    reading = read_text(tmp_path, f"{text}Panel Discussion\n\nPanelists: Tom Li, Jo Strand\n")
    asked = [value.path for value in reading.guesses]
    assert asked == [
        "appearances.tom-li.discussion.panellist.session",
        "appearances.jo-strand.discussion.panellist.session",
    ]


def test_people_who_organize_are_no_organizations(tmp_path: Path) -> None:
    organizers = "Organizers\n\nLeo Marsh, Reef University\n\nMia Stone, Dune Institute of Arts\n\n"
    reading = read_text(
        tmp_path, _ENGLISH.replace("Programme\n\nTime", f"{organizers}Program\n\nTime")
    )
    assert reading.record.organizations == ()
    names = [person.name["en"] for person in reading.record.people]
    assert {"Leo Marsh", "Mia Stone"} <= set(names)


def test_organizers_below_a_panel_sit_on_none(tmp_path: Path) -> None:
    organizers = "\nOrganizers\n\nLeo Marsh, Reef University\n\nMia Stone, Dune University\n"
    assert seats(read_text(tmp_path, _ENGLISH + organizers)) == seats(read_text(tmp_path, _ENGLISH))


def test_a_row_below_a_talk_tells_nothing_of_it(tmp_path: Path) -> None:
    text = (
        "Seawall Forum 2031\n\nProgramme\n\n- 9:00-9:20: Welcome\n\n"
        "- 9:20-10:00: Session 1 - Tides\n\n  - How tides turn (Anna Berg, Coast Office)\n\n"
        "  - What sand tells (Tom Li, Dune Office)\n\n"
        "  - Why quays sink (Eva Falk, Reef Office)\n\n- 10:00-10:30: Lunch\n"
    )
    assert [dict(each.summary) for each in read_text(tmp_path, text).record.sessions] == [{}] * 3

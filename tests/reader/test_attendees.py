"""Who attended, listed beside a programme: the list's lines are people, whatever they look like."""

from pathlib import Path

from forum.reader.dispatch import read_document
from forum.reader.document import read
from forum.reader.event_record import EN, ZH, EventRecord
from forum.reader.guest_cells import read_guests
from tests.reader.test_prose import read_text

_PAPER = """潮汐兴趣组研讨会 Tide Interest Group Meeting

2031年5月17日

参会人员 Attendees

会议对组员和嘉宾开放，请发邮件添加您的姓名（您的姓名也会列在这里）。

Please add your name to the list below.

1. 林岚（海潮） Lan Lin (Haichao)
1. 王芳（滨海移动杭州中心）Fang Wang (Coast Mobile Hangzhou R&D Center)
1. 程砚（滨海移动） Yan Cheng (Coast Mobile)
1. 高岩（港务） Yan Gao (Second Harbour)
1. 苏静（潮信院） Jing Su (Tide Academy)

议程 Agenda

9:00-9:30 潮汐概况 Tides at a glance

9:30-10:00 海塘的维护 Keeping a seawall

10:00-10:30 总结 Summary

其他 Logistics

• 频道（线上讨论）
"""


def _read(tmp_path: Path, text: str) -> EventRecord:
    path = tmp_path / "programme.txt"
    path.write_text(text, "utf-8")
    return read_document(read(path)).record


def test_attendees_are_people_and_no_talks(tmp_path: Path) -> None:
    record = _read(tmp_path, _PAPER)
    assert [person.name for person in record.people] == [
        {ZH: "林岚", EN: "Lan Lin"},
        {ZH: "王芳", EN: "Fang Wang"},
        {ZH: "程砚", EN: "Yan Cheng"},
        {ZH: "高岩", EN: "Yan Gao"},
        {ZH: "苏静", EN: "Jing Su"},
    ]


def test_what_leads_into_their_list_is_no_session(tmp_path: Path) -> None:
    assert [session.title for session in _read(tmp_path, _PAPER).sessions] == [
        {ZH: "潮汐概况", EN: "Tides at a glance"},
        {ZH: "海塘的维护", EN: "Keeping a seawall"},
        {ZH: "总结", EN: "Summary"},
    ]


def test_a_title_in_two_languages_is_parted(tmp_path: Path) -> None:
    assert _read(tmp_path, _PAPER).title == {
        ZH: "潮汐兴趣组研讨会",
        EN: "Tide Interest Group Meeting",
    }


def test_attendees_behind_a_programme_are_no_part_of_its_last_row(tmp_path: Path) -> None:
    head = _PAPER[: _PAPER.index("参会人员")]
    attendees = _PAPER[len(head) : _PAPER.index("议程")]
    agenda = _PAPER[_PAPER.index("议程") : _PAPER.index("其他")]
    record = _read(tmp_path, head + agenda + attendees)
    assert (len(record.people), record.appearances) == (5, ())


def test_two_names_are_paired_with_the_two_that_english_repeats() -> None:
    guests, _unread = read_guests("林岚、王芳（海潮） Lan Lin, Fang Wang (Haichao)")
    assert [guest.name for guest in guests] == [
        {ZH: "林岚", EN: "Lan Lin"},
        {ZH: "王芳", EN: "Fang Wang"},
    ]


_INDEX = """Harbour Workshop 2031

12-13 May 2031; Bergen, Norway

Registered participants

• Aas, Nils (Tideworks)
• Berg, Anna (Coast Office)
• Dal, Ida
• Lind, Tom (Harbour College)
• Maas-Holm, Eva (Tide Fund / Coast Net)
• Strand, Per (Seawall Ltd)
"""


def test_index_of_surnames_is_a_list_of_guests_with_natural_names() -> None:
    reading = read_text(_INDEX)
    names = [(person.name["en"], person.title.get("en", "")) for person in reading.record.people]
    assert names == [
        ("Nils Aas", "Tideworks"), ("Anna Berg", "Coast Office"), ("Ida Dal", ""),
        ("Tom Lind", "Harbour College"), ("Eva Maas-Holm", "Tide Fund / Coast Net"),
        ("Per Strand", "Seawall Ltd"),
    ]  # fmt: skip


def test_an_entry_of_an_index_that_is_written_otherwise_ends_none() -> None:
    lines = _INDEX.splitlines()
    lines.insert(-2, "• Lund Ole (Tide Office)")
    names = [person.name["en"] for person in read_text("\n".join(lines)).record.people]
    assert names[-3:] == ["Lund Ole", "Eva Maas-Holm", "Per Strand"]


def test_names_in_no_order_of_their_first_words_stay_as_they_are() -> None:
    lines = _INDEX.splitlines()
    text = "\n".join([*lines[:6], *reversed(lines[6:])])
    assert not any(person.name == {"en": "Nils Aas"} for person in read_text(text).record.people)


def test_entry_that_names_nobody_heads_no_group_of_the_entries_beside_it() -> None:
    people = "".join(f"• {name} (Coast Office)\n" for name in ("Anna Berg", "Tom Lind", "Eva Maas"))
    text = f"Harbour Workshop 2031\n\nParticipants\n\n• Tide watchers\n{people}"
    findings = read_text(text).record.findings
    assert "• Tide watchers" in {each.subject for each in findings if each.kind == "not_understood"}

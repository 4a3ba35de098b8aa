"""Where a guest can be reached is private: no title, no topic, and no reason to lose the guest."""

from pathlib import Path

import pytest

from forum.reader.dispatch import read_document
from forum.reader.document import read
from forum.reader.guest_cells import read_guests
from forum.reader.plausibility import is_doubtful_title
from forum.reader.reading import Reading

_HEAD = ["Harbour Forum Programme", "12 May 2031, Lisbon", "9:00 - 9:30 Opening"]
_FOOT = ["9:30 - 10:00 Ports and tides", "10:00 - 10:30 Quays"]


def read_lines(tmp_path: Path, *lines: str) -> Reading:
    path = tmp_path / "document.txt"
    path.write_text("\n".join(lines), "utf-8")
    return read_document(read(path))


def quoted(reading: Reading) -> list[str]:
    return [each.subject for each in reading.record.findings if each.kind == "not_understood"]


@pytest.mark.parametrize(
    "contact", ["(anna@coast.org)", "tel: +351 21 555 0101", "e-mail: anna@coast.org"]
)
def test_a_contact_is_no_part_of_a_title(tmp_path: Path, contact: str) -> None:
    guest = f"Anna Berg, Director, Coast Office, {contact}"
    reading = read_lines(tmp_path, *_HEAD, guest, *_FOOT)
    appearances = [(each.title, each.speech_title) for each in reading.record.appearances]
    assert appearances == [({"en": "Director, Coast Office"}, {})]
    assert quoted(reading) == [contact]


@pytest.mark.parametrize("contact", ["wf@example.org", "13800001111", "0571-88880000"])
def test_whoever_is_listed_with_a_contact_is_listed(tmp_path: Path, contact: str) -> None:
    listed = ["List of participants", f"王芳，海港研究院院长，{contact}"]
    reading = read_lines(tmp_path, *_HEAD, *_FOOT, *listed)
    people = [dict(person.title) for person in reading.record.people]
    assert people == [{"zh-hans": "海港研究院院长"}]
    assert quoted(reading) == [contact]


def test_a_cell_with_an_address_gives_it_apart() -> None:
    guests, unread = read_guests("林岚（滨海大学教授）linlan@example.org")
    assert [(dict(guest.title), guest.biography) for guest in guests] == [
        ({"zh-hans": "滨海大学教授"}, "linlan@example.org")
    ]
    assert unread == []


def test_a_line_that_names_a_guest_is_no_notice(tmp_path: Path) -> None:
    guest = "王芳，海港研究院院长，已报名"
    reading = read_lines(tmp_path, "List of papers", guest, *_HEAD, *_FOOT)
    assert any("王芳" in text for text in quoted(reading))


def test_a_title_with_an_address_is_asked_for() -> None:
    assert is_doubtful_title("Director, Coast Office anna@coast.org", "en")


@pytest.mark.parametrize("cell", ["林岚linlan@coast.cn", "linlan@coast.cn林岚"])
def test_a_name_beside_an_address_without_a_space_is_read(cell: str) -> None:
    guests, _unread = read_guests(cell)
    assert [(dict(guest.name), guest.biography) for guest in guests] == [
        ({"zh-hans": "林岚"}, "linlan@coast.cn")
    ]


def test_an_address_of_nobody_is_quoted() -> None:
    assert read_guests("office@coast.cn")[1] == ["office@coast.cn"]

"""Of a line that is partly in fields the rest is quoted, and does not count as understood."""

from pathlib import Path

from forum.reader.dispatch import read_document
from forum.reader.document import read
from forum.reader.event_record import EN, EventRecord, Finding, Level, Line, PersonRecord
from forum.reader.half_read import find_half_read
from forum.reader.reading import Reading

HEAD = ("Tide Forum 2027", "Programme", "4 March 2027", "")


def _read(tmp_path: Path, *lines: str) -> Reading:
    path = tmp_path / "paper.txt"
    path.write_text("\n".join(lines), "utf-8")
    return read_document(read(path))


def _quoted(reading: Reading) -> list[tuple[str, tuple[int, ...]]]:
    return [
        (finding.subject, finding.lines)
        for finding in reading.record.findings
        if finding.kind == "not_understood"
    ]


def _left_of(text: str, *findings: Finding) -> list[tuple[str, tuple[int, ...]]]:
    """Return what is left of a line of Anna Berg, the director."""
    person = PersonRecord("anna-berg", {EN: "Anna Berg"}, {EN: "Director"}, lines=(1,))
    record = EventRecord("paper.txt", "utf-8", "", {}, people=(person,), findings=findings)
    return list(find_half_read(record, [Line(1, text)]))


def test_words_beside_a_name_that_are_in_no_field_are_left() -> None:
    assert _left_of("Anna Berg, Director, Lantern Fund") == [("Lantern Fund", (1,))]


def test_of_a_line_that_a_warning_names_nothing_is_left() -> None:
    warning = Finding(Level.WARNING, "guess", "Anna Berg", (1,))
    assert _left_of("Anna Berg, Director, Lantern Fund", warning) == []


def test_a_role_or_a_label_beside_a_name_is_not_left() -> None:
    assert _left_of("Panel moderator: Anna Berg (Director), keynote speaker") == []


def test_a_line_that_is_all_in_fields_is_not_quoted(tmp_path: Path) -> None:
    reading = _read(
        tmp_path, *HEAD,
        "9:00-10:00 Opening ceremony", "Moderator: Anna Berg, Director, Coast Office",
        "10:00-11:00 Lunch",
    )  # fmt: skip
    assert _quoted(reading) == []


def test_a_name_of_somebody_titled_elsewhere_is_not_quoted(tmp_path: Path) -> None:
    reading = _read(
        tmp_path, "Tide Meetup 2027", "Agenda", "4 March 2027", "",
        "18:00 - 18:30 Registration", "18:30 - 19:00 Tides as time series - Maria Costa",
        "19:00 - 19:30 Networking", "", "Speakers", "", "Maria Costa",
        "Senior Engineer, Ocean Watch Institute",
    )  # fmt: skip
    assert _quoted(reading) == []


def test_the_hours_of_an_event_are_quoted(tmp_path: Path) -> None:
    reading = _read(
        tmp_path, "海潮论坛议程", "时间：2027年3月4日 14:00-17:30", "地点：滨海会议中心", "",
        "14:00-14:30 开幕致辞", "14:30-15:00 茶歇", "15:00-17:30 圆桌讨论",
    )  # fmt: skip
    assert _quoted(reading) == [("14:00-17:30", (2,))]


def test_what_half_a_line_says_counts_as_unread(tmp_path: Path) -> None:
    whole = _read(tmp_path, "海潮论坛议程", "时间：2027年3月4日", "", "14:00-14:30 开幕致辞",
                  "14:30-15:00 茶歇", "15:00-17:30 圆桌讨论")  # fmt: skip
    half = _read(tmp_path, "海潮论坛议程", "时间：2027年3月4日 14:00-17:30", "",
                 "14:00-14:30 开幕致辞", "14:30-15:00 茶歇", "15:00-17:30 圆桌讨论")  # fmt: skip
    assert (whole.understood, half.understood < 1) == (1.0, True)

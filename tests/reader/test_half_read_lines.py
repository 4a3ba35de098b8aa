"""Of a line that is partly in fields the rest is quoted, and does not count as understood."""

from pathlib import Path

from forum.reader.dispatch import read_document
from forum.reader.document import read
from forum.reader.event_record import EN, EventRecord, Finding, Level, Line, PersonRecord
from forum.reader.half_read import find_half_read, find_untold
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


def _untold(line: Line, *, introduction: str = "", silent: frozenset[int] = frozenset()) -> str:
    """Return what is quoted of a line of a record that holds an introduction and no more."""
    record = EventRecord("news.txt", "utf-8", "", {}, introduction={EN: introduction})
    return "".join(words for words, _numbers in find_untold(record, [line], silent))


def test_a_sentence_without_a_trace_in_the_record_is_quoted() -> None:
    lost = "Volunteers of six harbours served tea to all guests of the forum."
    told = "The forum looked at walls and marshes along the whole coast of the bay."
    assert _untold(Line(1, f"{told} {lost}"), introduction=told) == lost


def test_a_sentence_most_words_of_which_are_in_fields_is_not_quoted() -> None:
    told = "The forum looked at walls and marshes along the whole coast of the bay"
    assert _untold(Line(1, f"In spring: {told}."), introduction=told) == ""


def test_what_a_told_sentence_quotes_and_no_field_holds_is_quoted_alone() -> None:
    told = "与会的六位专家先后登台，就海塘的修缮、盐沼的恢复和潮位的预报作主旨报告，并与大家交流"
    line = Line(1, f"{told}，报告题为“盐沼如何护岸”。")
    assert _untold(line, introduction=told) == "“盐沼如何护岸”"


def test_a_heading_and_a_row_are_no_sentences() -> None:
    row = Line(1, "9:00\tVolunteers of six harbours served tea to all guests of the forum.")
    heading = Line(2, "Volunteers of six harbours served tea to all guests of the forum")
    assert _untold(row) + _untold(heading) == ""


def test_a_line_of_which_nothing_was_taken_is_quoted_once() -> None:
    line = Line(1, "Volunteers of six harbours served tea to all guests of the forum.")
    assert _untold(line, silent=frozenset({1})) == ""


def test_advice_to_those_who_come_is_left_out_with_a_note(tmp_path: Path) -> None:
    reading = _read(
        tmp_path, "海潮论坛新闻", "", "海潮论坛于2027年3月4日在滨海市举行，二百余人参加。", "",
        "潮汐局局长林岚在致辞中指出，潮汐能可以预报，各地应当共享观测数据，加强海塘的修缮。", "",
        "请有意参会的各位于二月底之前扫描下方的二维码报名，名额有限，先到先得。",
    )  # fmt: skip
    notes = [(finding.level, finding.case, finding.lines)
             for finding in reading.record.findings if finding.case == "practical"]  # fmt: skip
    assert notes == [(Level.NOTE, "practical", (7,))]

"""What stands in the cells of a programme's table belongs to its own row and to nobody else."""

import csv
from pathlib import Path

from forum.reader.dispatch import read_document
from forum.reader.document import read
from forum.reader.reading import Certainty, Reading


def read_rows(tmp_path: Path, *rows: tuple[str, ...]) -> Reading:
    path = tmp_path / "programme.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    return read_document(read(path))


def quoted(reading: Reading) -> list[str]:
    return [each.subject for each in reading.record.findings if each.kind == "not_understood"]


def test_house_and_post_of_several_guests_are_joined_line_by_line(tmp_path: Path) -> None:
    reading = read_rows(
        tmp_path,
        ("时间", "环节", "嘉宾", "单位", "职务"),
        ("9:00-9:20", "开幕致辞", "张伟\n王芳", "港务管理局\n滨海大学", "局长\n教授"),
        ("9:20-9:40", "主旨演讲", "李强", "海港研究院", "院长"),
    )
    titles = [dict(person.title) for person in reading.record.people]
    assert titles[:2] == [{"zh-hans": "港务管理局 局长"}, {"zh-hans": "滨海大学 教授"}]


def test_a_post_beside_several_guests_is_quoted(tmp_path: Path) -> None:
    reading = read_rows(
        tmp_path,
        ("时间", "环节", "嘉宾", "职务"),
        ("9:00-9:20", "开幕致辞", "张伟、王芳", "港务管理局局长"),
        ("9:20-9:40", "主旨演讲", "李强", "海港研究院院长"),
    )
    assert quoted(reading) == ["港务管理局局长"]


def test_a_row_without_a_time_opens_the_session_that_it_names(tmp_path: Path) -> None:
    reading = read_rows(
        tmp_path,
        ("时间", "环节", "嘉宾"),
        ("9:00-9:20", "开幕致辞", "张伟（滨海市副市长）"),
        ("", "主旨演讲", "李强（滨海大学教授）"),
    )
    assert [each.session for each in reading.record.appearances] == ["opening", "keynote"]
    assert reading.values == ()


def test_whose_topic_has_no_time_may_speak_in_another_session(tmp_path: Path) -> None:
    reading = read_rows(
        tmp_path,
        ("时间", "环节", "嘉宾"),
        ("9:00-9:20", "潮汐的账", "张伟（滨海市副市长）"),
        ("", "码头的灯", "李强（滨海大学教授）"),
    )
    asked = [value.path for value in reading.values if value.certainty is Certainty.GUESS]
    assert asked == ["appearances.li-qiang.session-1.speaker.session"]

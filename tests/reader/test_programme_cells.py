"""What stands in the cells of a programme's table belongs to its own row and to nobody else."""

import csv
from pathlib import Path

from forum.reader.dispatch import read_document
from forum.reader.document import read
from forum.reader.reading import Reading


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

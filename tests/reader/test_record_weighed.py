"""The best whole is read: a line means what the lines around it let it mean."""

from collections.abc import Iterator

from forum.reader.shapes.record.decode import Stretch, decode
from tests.support.papers import changed, finding, read


def stay(state: str, stretch: Stretch) -> tuple[float, str]:
    return 0.0, stretch.kind


def test_one_dear_stretch_is_taken_before_two_that_cost_more() -> None:
    def stretches(place: int) -> Iterator[Stretch]:
        yield Stretch("line", 1, 1.0)
        if place == 0:
            yield Stretch("caption", 2, 1.5)

    assert [stretch.kind for stretch in decode(2, "", stretches, stay)] == ["caption"]


def test_what_follows_decides_what_came_first() -> None:
    def stretches(place: int) -> Iterator[Stretch]:
        yield Stretch("list", 1, 0.0 if place == 0 else 2.0)
        yield Stretch("body", 1, 0.5 if place == 0 else 0.0)

    def advance(state: str, stretch: Stretch) -> tuple[float, str]:
        return (0.0 if state in {"", stretch.kind} else 4.0), stretch.kind

    assert [stretch.kind for stretch in decode(2, "", stretches, advance)] == ["body", "body"]


def test_the_last_odd_line_is_no_title() -> None:
    assert read("99:99-00:00\n【基本信息】\n致辞环节：\n程砚 松川市副市长").title == {}


def test_a_line_that_nothing_was_taken_from_is_named() -> None:
    record = changed(("中国·松川", "中国·松川\n“"))
    assert finding(record, "not_understood").subject == "“"

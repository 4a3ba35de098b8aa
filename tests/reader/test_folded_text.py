"""Values are matched in twins of the lines, and stored as the author typed them."""

import pytest

from forum.reader.event_record import Line
from forum.reader.folded_text import Restorer, shadow


def restore(*lines: str, value: str, places: tuple[int, ...] = ()) -> str:
    written = [Line(number, text) for number, text in enumerate(lines, 1)]
    twins = [Line(line.number, shadow(line.text)) for line in written]
    return Restorer(written, twins).text(value, places)


def test_a_twin_has_the_length_of_its_line() -> None:
    text = "第三屆 綠色港口(滨海)分論壇"
    assert len(shadow(text)) == len(text)


@pytest.mark.parametrize(
    "lines", [("滨海中心（东馆）", "滨海中心(东馆)"), ("滨海中心(东馆)", "滨海中心（东馆）")]
)
def test_what_stands_so_somewhere_stays_so(lines: tuple[str, str]) -> None:
    assert restore(*lines, value="滨海中心（东馆）") == "滨海中心（东馆）"


def test_a_value_s_own_line_decides() -> None:
    lines = ("滨海中心（东馆）", "滨海中心(东馆)")
    assert restore(*lines, value="滨海中心（东馆）", places=(2,)) == "滨海中心(东馆)"


def test_what_stands_nowhere_so_is_given_back() -> None:
    assert restore("滨海中心(东馆)", value="滨海中心（东馆）") == "滨海中心(东馆)"


def test_a_paragraph_of_several_is_the_line_that_is_nothing_else() -> None:
    lines = ("滨海中心(东馆)开门，", "滨海中心（东馆）", "潮水(高)")
    value = "滨海中心（东馆）\n潮水（高）"
    twins = "\n".join(map(shadow, value.split("\n")))
    assert restore(*lines, value=twins, places=(1, 2, 3)) == "滨海中心（东馆）\n潮水(高)"

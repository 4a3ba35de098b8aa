"""Lines as they were meant: page furniture left out, paragraphs joined, twins for matching."""

import pytest

from forum.reader.event_record import EventRecord, Line, PersonRecord
from forum.reader.folded_text import Restorer, shadow
from forum.reader.layout import Layout, join_broken, join_hanging, lay_out


def lines_of(text: str) -> list[Line]:
    return [Line(number, line) for number, line in enumerate(text.split("\n"), 1)]


def test_page_numbers_and_running_heads_are_furniture() -> None:
    pages = "\n".join(f"海塘第{number}段\n\n— {number} —\n内部资料\n" for number in range(1, 4))
    laid_out = lay_out(lines_of(pages))
    assert [line.text for line in laid_out.lines if line.text] == [
        "海塘第1段",
        "海塘第2段",
        "海塘第3段",
    ]
    assert laid_out.furniture == {3, 4, 8, 9, 13, 14}


def test_what_is_repeated_elsewhere_is_none() -> None:
    assert lay_out(lines_of("主题一\n甲\n- 1 -\n乙\n丙\n- 2 -\n丁\n主题一")).furniture == {3, 6}


def test_a_paragraph_broken_at_one_width_is_joined() -> None:
    sentence = (
        "河谷里的桥连着四个村子，桥修好了，孩子们就不用绕路，老人们也能去镇上赶集，这是大家的心愿，"
    )
    whole = f"{sentence * 2}明年一定能修好。"
    broken = [whole[at : at + 38] for at in range(0, len(whole), 38)]
    laid_out = lay_out(lines_of("\n".join(["致辞", *broken, "下一段。"])))
    assert [line.text for line in laid_out.lines] == ["致辞", whole, "下一段。"]
    assert laid_out.continued == {2: tuple(range(3, 2 + len(broken)))}


def test_lines_of_several_widths_stay() -> None:
    text = "主持人：林晚舟\n河谷里的桥连着四个村子\n桥修好了"
    assert [line.text for line in lay_out(lines_of(text)).lines] == text.split("\n")


TURNS = """anna: we should look at the quay before the tide comes in
tom: that costs more than what the board has set aside for
eva: the board can set aside what it wants to in the spring
anna: then let us ask them for it before the spring comes
"""


def test_what_is_said_below_another_is_not_joined_to_it() -> None:
    laid_out = join_broken(Layout(tuple(lines_of(TURNS))))
    assert [line.text for line in laid_out.lines] == TURNS.split("\n")


@pytest.mark.parametrize(
    ("text", "twin"),
    [
        ("產業園區", "产业园区"),
        ("２０２４年", "2024年"),
        ("林⼠海，⾦溪", "林士海，金溪"),  # radicals of Han, as PDFs give
        ("「橋樑」論壇", "“桥梁”论坛"),
        ("主持人: 林晚舟", "主持人： 林晚舟"),
        ("奥尔加 • 林德", "奥尔加•••林德"),
        ("09:30-10:00", "09:30-10:00"),
    ],
)
def test_a_twin_is_as_long_as_its_line(text: str, twin: str) -> None:
    assert (shadow(text), len(shadow(text))) == (twin, len(text))


def test_values_are_stored_as_the_author_wrote_them() -> None:
    lines = lines_of("橋樑協會秘書長\n奥尔加 • 林德")
    twins = [Line(line.number, shadow(line.text)) for line in lines]
    person = PersonRecord(
        "olga", {"zh-hans": "奥尔加•••林德"}, {"zh-hans": "桥梁协会秘书长"}, lines=(1, 2)
    )
    record = EventRecord("a.txt", "utf-8", "", {"zh-hans": "协会"}, people=(person,))
    restored = Restorer(lines, twins).record(record)
    assert restored.title == {"zh-hans": "協會"}
    assert restored.people[0].name == {"zh-hans": "奥尔加 • 林德"}
    assert restored.people[0].title == {"zh-hans": "橋樑協會秘書長"}


@pytest.mark.parametrize("mark", ["-   ", "*  ", "1. "])
def test_an_entry_that_was_broken_at_the_width_goes_on_where_its_text_begins(mark: str) -> None:
    deep = " " * len(mark)
    printed = [
        f"{mark}Anna Berg, Director of the Harbour and Coast Office of",
        f"{deep}Port Vale & Norwick",
        f"{mark}Tom Li, Adviser",
    ]
    joined = join_hanging([Line(number, text) for number, text in enumerate(printed, 1)])
    assert [line.text for line in joined] == [
        f"{printed[0]} Port Vale & Norwick", "", printed[2],
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("- 林岚，滨海研究院院长", "  四百年的海塘"),
        ("- Anna Berg, Tide Office", "  Walls and marshes"),
    ],
)
def test_a_line_below_an_entry_with_room_left_is_a_line_of_its_own(first: str, second: str) -> None:
    lines = [Line(1, "A line of the page that is as wide as any of them can be."), Line(2, first)]
    assert [line.text for line in join_hanging([*lines, Line(3, second)])][1:] == [first, second]


def test_a_paragraph_that_begins_below_a_blank_line_is_joined_to_none() -> None:
    above = "首届潮汐论坛在滨海大学举行。林岚表示，海塘要早修，港口要与海塘一同规划"
    lines = [Line(1, above), Line(2, ""), Line(3, "随后，高岩表示，潮水不等人，闸门要先修。")]
    assert join_broken(Layout(tuple(lines))).lines == tuple(lines)


def test_a_name_broken_within_its_brackets_is_joined_though_a_point_ends_the_line() -> None:
    lines = lines_of("滨海大学教授温桥 (Ada d.\n\nBerg)、海塘局局长林岚分别作主旨报告。")
    joined = [line.text for line in join_broken(Layout(tuple(lines))).lines if line.text]
    assert joined == ["滨海大学教授温桥 (Ada d. Berg)、海塘局局长林岚分别作主旨报告。"]

"""A list of guests: a table whose header names columns, or lines below a heading."""

from pathlib import Path

import pytest
from openpyxl import Workbook

from forum.reader.document import read
from forum.reader.errors import DocumentError
from forum.reader.fitness import check
from forum.reader.reading import Certainty, Reading
from forum.reader.shapes.lists.guest_list import read_guest_list


def read_text(tmp_path: Path, text: str) -> Reading:
    path = tmp_path / "guests.txt"
    path.write_text(text, "utf-8")
    return read_guest_list(read(path))


def read_rows(tmp_path: Path, *rows: tuple[object, ...]) -> Reading:
    path = tmp_path / "guests.xlsx"
    book = Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path)
    return read_guest_list(read(path))


def people(reading: Reading) -> list[tuple[dict[str, str], dict[str, str]]]:
    return [(dict(person.name), dict(person.title)) for person in reading.record.people]


def test_a_header_in_either_language(tmp_path: Path) -> None:
    rows = (("Name", "Affiliation"), ("Lin Lan", "Coast Institute"), ("Anna Berg", None))
    assert people(read_rows(tmp_path, *rows)) == [
        ({"en": "Lin Lan"}, {"en": "Coast Institute"}),
        ({"en": "Anna Berg"}, {}),
    ]


def test_a_title_row_above_the_header_is_passed_over(tmp_path: Path) -> None:
    rows = (("参会嘉宾名单", None), ("姓名", "单位"), ("林岚", "滨海研究院"))
    assert people(read_rows(tmp_path, *rows)) == [({"zh-hans": "林岚"}, {"zh-hans": "滨海研究院"})]


def test_affiliation_and_position_become_one_phrase_that_is_likely(tmp_path: Path) -> None:
    reading = read_rows(tmp_path, ("姓名", "单位", "职务"), ("林岚", "滨海研究院", "院长"))
    assert people(reading) == [({"zh-hans": "林岚"}, {"zh-hans": "滨海研究院院长"})]
    assert [(value.path, value.certainty) for value in reading.values] == [
        ("people.lin-lan.title.zh-hans", Certainty.LIKELY)
    ]


def test_two_columns_of_names_are_one_person(tmp_path: Path) -> None:
    rows = (("中文姓名", "English name", "Affiliation"), ("林岚", "Lin Lan", "Coast Institute"))
    assert people(read_rows(tmp_path, *rows)) == [
        ({"zh-hans": "林岚", "en": "Lin Lan"}, {"en": "Coast Institute"})
    ]


@pytest.mark.parametrize("english", ["TBC", "Lin Lan 1795709465"])
def test_a_second_column_without_a_name_stops_nothing(tmp_path: Path, english: str) -> None:
    rows = (("姓名", "Name", "职务"), ("林岚", english, "院长"), ("王海", "Wang Hai", "所长"))
    names = [name for name, _title in people(read_rows(tmp_path, *rows))]
    assert names == [{"zh-hans": "林岚"}, {"zh-hans": "王海", "en": "Wang Hai"}]


def test_no_name_in_either_column_is_nobody(tmp_path: Path) -> None:
    rows = (("姓名", "Name", "职务"), ("待定", "TBC", "院长"), ("王海", "Wang Hai", "所长"))
    assert [name for name, _title in people(read_rows(tmp_path, *rows))] == [
        {"zh-hans": "王海", "en": "Wang Hai"}
    ]


def test_session_and_role_make_an_appearance(tmp_path: Path) -> None:
    rows = (("姓名", "职务", "所属环节", "角色"), ("林岚", "院长", "开幕式", "主持人"))
    [appearance] = read_rows(tmp_path, *rows).record.appearances
    assert (appearance.person, appearance.session, appearance.role) == (
        "lin-lan", "opening", "moderator",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("row", "case"),
    [
        ((20240518, "院长"), "number"),
        (("=A1", "院长"), "formula"),
        ((None, "院长"), "name_missing"),
    ],
)
def test_a_bad_cell_is_refused_by_its_row(
    tmp_path: Path, row: tuple[object, ...], case: str
) -> None:
    reading = read_rows(tmp_path, ("姓名", "职务"), row, ("林岚", "院长"))
    [finding] = [finding for finding in reading.record.findings if finding.kind == "cell_refused"]
    assert (finding.case, finding.params["row"]) == (case, 2)
    assert people(reading) == [({"zh-hans": "林岚"}, {"zh-hans": "院长"})]


def test_rows_of_a_typed_table_without_a_second_cell(tmp_path: Path) -> None:
    text = (
        "Participants\n\nName\tAffiliation\nLin Lan\tCoast Institute\nAnna Berg\n"
        "Wang Fang\tPort Office\n"
    )
    assert [name["en"] for name, _title in people(read_text(tmp_path, text))] == [
        "Lin Lan", "Anna Berg", "Wang Fang",
    ]  # fmt: skip


def test_the_event_s_name_stands_before_the_word_for_a_list(tmp_path: Path) -> None:
    text = (
        "Green Ports Forum: list of participants\n\nName\tAffiliation\nLin Lan\tCoast Institute\n"
        "Anna Berg\tPort Office\n"
    )
    assert read_text(tmp_path, text).record.title == {"en": "Green Ports Forum"}


def test_nothing_is_imported_while_a_cell_is_refused(tmp_path: Path) -> None:
    reading = read_rows(tmp_path, ("姓名", "职务"), (20240518, "院长"), ("林岚", "院长"))
    with pytest.raises(DocumentError) as refused:
        check(reading)
    assert (refused.value.case, refused.value.params["cells"]) == ("cells_refused", "A2")


BATCHES = (
    ("第三届潮汐论坛嘉宾名单", None, None, None, None),
    ("序号", "姓名", "单位", "职务", "到会方式"),
    ("第一批", None, None, None, None),
    (1, "林岚*", "松川大学\n市潮汐学会", "教授\n会长", "现场"),
    (2, "何平", "滨海学院", "院长", "取消"),
    (3, "（待定）", "某部委", "待定", "待定"),
    ("制表：会务组 小邱", None, None, None, None),
)


def test_heads_of_groups_and_notes_between_rows_are_no_bad_cells(tmp_path: Path) -> None:
    reading = read_rows(tmp_path, *BATCHES)
    assert [f.case for f in reading.record.findings if f.kind == "cell_refused"] == []


def test_each_line_of_two_cells_is_a_title_with_its_affiliation(tmp_path: Path) -> None:
    assert people(read_rows(tmp_path, *BATCHES)) == [
        ({"zh-hans": "林岚"}, {"zh-hans": "松川大学教授、市潮汐学会会长"})
    ]


def test_whoever_is_not_coming_is_said_and_not_taken(tmp_path: Path) -> None:
    reading = read_rows(tmp_path, *BATCHES)
    assert "何平 取消" in {finding.subject for finding in reading.record.findings}


def test_of_two_columns_of_titles_each_speaks_its_header_s_language(tmp_path: Path) -> None:
    reading = read_rows(
        tmp_path, ("姓名", "Name", "职务", "Title"),
        ("Ann Dale", "Ann Dale", "Tidal CEO", "CEO, Tidal"),
        ("林岚", "Lin Lan", "海洋局局长", "Director, Ocean Bureau"),
    )  # fmt: skip
    assert people(reading)[0][1] == {"zh-hans": "Tidal CEO", "en": "CEO, Tidal"}


@pytest.mark.parametrize(
    ("row", "titles", "quoted"),
    [
        # One post for two is nobody's; house and post in two lines may be one guest's.
        (("张伟、王芳", "港务管理局", "局长"), [{}, {}], ["港务管理局 局长"]),
        (("张伟\n王芳", None, "滨海大学\n教授"), [{}, {}], ["滨海大学 教授"]),
        (
            ("张伟\n王芳", "港务管理局\n滨海大学", "局长\n教授"),
            [{"zh-hans": "港务管理局局长"}, {"zh-hans": "滨海大学教授"}], [],
        ),
        (("张伟（教授）", "滨海大学", "校长"), [{"zh-hans": "滨海大学校长、教授"}], []),
        (("张伟（港务局）", None, "局长"), [{"zh-hans": "港务局局长"}], []),
    ],
)  # fmt: skip
def test_a_title_is_whose_the_row_says_or_is_quoted(
    tmp_path: Path, row: tuple[object, ...], titles: list[dict[str, str]], quoted: list[str]
) -> None:
    reading = read_rows(tmp_path, ("姓名", "单位", "职务"), row)
    assert [dict(person.title) for person in reading.record.people] == titles
    findings = reading.record.findings
    assert [each.subject for each in findings if each.kind == "not_understood"] == quoted


def test_a_title_in_brackets_against_the_column_s_is_asked_for(tmp_path: Path) -> None:
    rows = (("姓名", "职务"), ("林岚（潮汐协会副会长）", "滨海大学校长"))
    asked = [value.path for value in read_rows(tmp_path, *rows).values]
    assert asked == ["people.lin-lan.title.zh-hans"]


_SPACED = """滨海论坛嘉宾名单

序号 姓名 单位 职务
1 林岚 滨海大学 教授
2 王芳 潮汐研究院 院长
3 高岩 云台局 副局长
"""


def test_columns_may_be_parted_by_single_spaces(tmp_path: Path) -> None:
    assert people(read_text(tmp_path, _SPACED)) == [
        ({"zh-hans": "林岚"}, {"zh-hans": "滨海大学教授"}),
        ({"zh-hans": "王芳"}, {"zh-hans": "潮汐研究院院长"}),
        ({"zh-hans": "高岩"}, {"zh-hans": "云台局副局长"}),
    ]

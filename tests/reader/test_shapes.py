"""What a document is, told by what speaks for it alone; what nothing speaks for is refused."""

from datetime import date
from pathlib import Path

import pytest

from forum.reader.classification import classify
from forum.reader.dispatch import read_document
from forum.reader.document import read
from forum.reader.errors import DocumentError
from forum.reader.event_record import EventRecord, Line, OrganizationRecord
from forum.reader.fitness import check, make_draft
from forum.reader.reading import Account, Certainty, Reading, Shape, Value, empty_reading
from forum.reader.tables import typed_tables
from tests.support.papers import CLEAN
from tests.support.variants_compare import FOLDER

SHAPES = FOLDER.parent / "shapes"
DOCUMENTS = {
    shape: path.read_text() for shape in Shape if (path := SHAPES / f"{shape}.txt").exists()
}
DOCUMENTS[Shape.RECORD] = CLEAN


def lines_of(text: str) -> tuple[Line, ...]:
    return tuple(Line(number, line) for number, line in enumerate(text.split("\n"), 1))


def shape_of(text: str) -> Shape:
    lines = lines_of(text)
    return classify(lines, tuple(typed_tables(lines)), is_table_file=False)


@pytest.mark.parametrize("shape", list(Shape))
def test_each_shape_is_told_by_its_own_signs(shape: Shape) -> None:
    assert shape_of(DOCUMENTS[shape]) is shape


def test_labels_between_the_rows_of_a_programme_are_no_turns() -> None:
    sitting = "09:00-10:00 海塘怎么修\n主持人：林岚 松川大学教授\n讨论嘉宾：陈屿 海洋台首席工程师\n"
    text = "2023年海塘论坛\n议程\n" + sitting * 5
    assert shape_of(text) is Shape.PROGRAMME


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.txt")), ids=lambda path: path.stem)
def test_every_sample_is_a_record_and_is_understood(path: Path) -> None:
    reading = read_document(read(path))
    assert (reading.shape, reading.understood > 0.95) == (Shape.RECORD, True)


def test_what_nothing_speaks_for_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "poem.txt"
    path.write_text(DOCUMENTS[Shape.UNKNOWN])
    reading = read_document(read(path))
    assert len(reading.unread) == 3
    for judge in (check, make_draft):
        with pytest.raises(DocumentError) as refused:
            judge(reading)
        assert refused.value.case == "unknown_shape"


def of(shape: Shape, understood: float, values: tuple[Value, ...] = (), title: str = "") -> Reading:
    record = EventRecord(
        "seawalls.txt", "utf-8", "0" * 64, {"en": title} if title else {},
        organizations=(OrganizationRecord("host", 1, {"en": "Seawall Society"}),),
    )  # fmt: skip
    return Reading(shape, record, understood, (), values)


def refusal(reading: Reading, **facts: bool) -> str:
    try:
        check(reading, **facts)
    except DocumentError as error:
        return error.case
    return ""


def test_a_reading_below_the_bar_is_refused_for_its_first_lack() -> None:
    guesses = tuple(Value(f"people.p{number}.name.en", Certainty.GUESS) for number in range(3))
    assert [
        refusal(of(Shape.PROGRAMME, 0.9)),
        refusal(of(Shape.PROGRAMME, 0.9), has_event=True),
        refusal(of(Shape.PROGRAMME, 0.4, title="Seawalls")),
        refusal(of(Shape.PROGRAMME, 0.9, guesses, title="Seawalls")),
        refusal(of(Shape.PROGRAMME, 0.9, title="Seawalls")),
        refusal(of(Shape.GUEST_LIST, 0.9)),
        refusal(empty_reading(Shape.MINUTES, EventRecord("a", "utf-8", "", {}), ())),
    ] == ["no_title", "", "little_understood", "mostly_guesses", "", "", "shape_not_read"]


def test_a_draft_without_a_title_is_called_by_its_file() -> None:
    record = make_draft(of(Shape.PROGRAMME, 0.2)).record
    assert record.title == {"en": "seawalls"}
    assert [(finding.kind, finding.case) for finding in record.findings] == [
        ("field_empty", "title")
    ]


def test_every_line_is_accounted_for() -> None:
    account = Account(fields={1}, repetitions={3}, furniture={4})
    share, unread = account.close(lines_of("abcd\nef\n\n12\nghij"))
    assert (round(share, 2), [line.text for line in unread]) == (0.5, ["ef", "ghij"])


UNNAMED = """海塘对话 2031

嘉宾致辞
林岚
松川大学校长、海塘研究院（松川）院长，教授

嘉宾致辞
陈屿
海洋台台长

主旨报告
Anna Berg
潮汐所研究员；某国海岸学院（HAN Coast）讲席教授
潮水守时：三十年的账

主旨报告
王芳
海塘局总工程师
"""


def read_text(tmp_path: Path, text: str) -> Reading:
    path = tmp_path / "paper.txt"
    path.write_text(text)
    return read_document(read(path))


def test_what_no_sign_names_is_read_as_what_accounts_for_most(tmp_path: Path) -> None:
    assert shape_of(UNNAMED) is Shape.UNKNOWN
    reading = read_text(tmp_path, UNNAMED)
    names = [name for person in reading.record.people for name in person.name.values()]
    assert (reading.shape, names) == (Shape.PROGRAMME, ["林岚", "陈屿", "Anna Berg", "王芳"])


def test_a_shape_that_was_tried_is_asked_for(tmp_path: Path) -> None:
    reading = read_text(tmp_path, UNNAMED)
    findings = [(finding.kind, finding.case) for finding in reading.record.findings]
    assert ("guess", "shape") in findings
    paths = {value.path for value in reading.guesses}
    seats = {
        f"appearances.{row.person}.{row.session}.{row.role}.session"
        for row in reading.record.appearances
    }
    assert {"shape", *seats} <= paths


def test_a_heading_above_each_who_speaks_is_of_one_session(tmp_path: Path) -> None:
    record = read_text(tmp_path, UNNAMED).record
    seated = [(appearance.session, appearance.person) for appearance in record.appearances]
    assert seated == [
        ("opening", "lin-lan"), ("opening", "chen-yu"),
        ("keynote", "anna-berg"), ("keynote", "wang-fang"),
    ]  # fmt: skip


def test_labels_in_capitals_are_turns_of_people_who_speak_once(tmp_path: Path) -> None:
    words = "We are glad that so many came to speak of seawalls, and of what they cost us all."
    turns = "\n\n".join(
        f"{label}: {words}" for label in ("CHAIR BERG", "ANNA LI", "MINISTER FALK", "CHAIR BERG")
    )
    reading = read_text(
        tmp_path, f"Remarks by Chair Berg and Others at the Third Seawall Summit\n\n{turns}\n"
    )
    assert (reading.shape, reading.record.title) == (
        Shape.TRANSCRIPT, {"en": "Third Seawall Summit"}
    )  # fmt: skip


MINUTES = """海塘协会第三次例会会议纪要

时 间：民国120年5月6日（星期二）
主任秘书：林岚
纪 录：科员 王芳 组长 陈屿

参会人员 (Attendance)：

姓名\t账号
周宁\t@ning
吴涛\t@tao
相关人员\t相关人员

议题编号\t议题名称\t会议纪要
No1\t石塘加固\t结论：先修东段，再修西段，年底前完成。
No2\t潮位预报\t结论：每日两次，由海洋台发布。
"""


def test_who_was_there_is_whoever_a_label_of_the_head_has_alone(tmp_path: Path) -> None:
    people = {
        person.name["zh-hans"]: person.title.get("zh-hans", "")
        for person in read_text(tmp_path, MINUTES).record.people
    }
    assert people == {"林岚": "主任秘书", "王芳": "科员", "陈屿": "组长", "周宁": "", "吴涛": ""}


@pytest.mark.parametrize("label", ["因故缺席", "病假", "联系人"])
def test_who_is_away_or_to_be_asked_was_not_at_a_meeting(tmp_path: Path, label: str) -> None:
    text = MINUTES.replace("主任秘书：林岚", f"{label}：林岚")
    assert [
        person.name["zh-hans"] for person in read_text(tmp_path, text).record.people
    ] == ["王芳", "陈屿", "周宁", "吴涛"]  # fmt: skip


@pytest.mark.parametrize(
    ("line", "asked"),
    [("拟稿人：林岚", ["people.lin-lan.part"]), ("责任人：周宁", []), ("主任秘书：林岚", [])],
)
def test_whether_those_of_a_label_without_a_post_were_there_is_asked(
    tmp_path: Path, line: str, asked: list[str]
) -> None:
    text = MINUTES.replace("主任秘书：林岚", line)
    paths = [value.path for value in read_text(tmp_path, text).guesses]
    assert [path for path in paths if path.endswith(".part")] == asked


def test_a_table_of_items_has_a_session_in_each_row(tmp_path: Path) -> None:
    record = read_text(tmp_path, MINUTES).record
    assert [session.title["zh-hans"] for session in record.sessions] == ["石塘加固", "潮位预报"]


@pytest.mark.parametrize(
    ("header", "cell", "told"),
    [("", "", "同意。"), ("\t负责部门", "\t工程科", "会议纪要：同意。\n负责部门：工程科")],
)
def test_a_short_cell_of_a_table_of_items_is_told_too(
    tmp_path: Path, header: str, cell: str, told: str
) -> None:
    text = MINUTES.replace("\t会议纪要", f"\t会议纪要{header}")
    text = text.replace("结论：先修东段，再修西段，年底前完成。", f"同意。{cell}")
    text = text.replace("海洋台发布。", f"海洋台发布。{cell}")
    assert read_text(tmp_path, text).record.sessions[0].summary == {"zh-hans": told}


def test_years_of_the_republic_are_told_by_name_or_weekday(tmp_path: Path) -> None:
    assert read_text(tmp_path, MINUTES).record.start_date == date(2031, 5, 6)


def test_news_that_tell_who_moderated_are_no_record() -> None:
    told = "潮水涨落之间，" * 18
    text = (
        "活动概况\n\n4月，海塘协会在松川举行了开放日，大家参观了水闸。\n\n讨论\n\n"
        f"{told}由海洋台首席工程师陈屿主持讨论环节，{told}。\n\n大家都说好。\n"
    )
    assert shape_of(text) is not Shape.RECORD

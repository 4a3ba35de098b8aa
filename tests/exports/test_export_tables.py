"""What is exported as tables and read unchanged changes nothing; what is wrong in them is named."""

import csv
import re
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation
from openpyxl import load_workbook

from forum.demo.sample_documents import RECORDS
from forum.exports import table_writer
from forum.imports.plan import Action, RecordPlan
from forum.imports.record_file import read_record_file
from forum.imports.writer import ImportOptions, write_import
from forum.models import KnowledgeProduct
from forum.reader.shapes.lists.table_sheets import _KEY
from forum.reader.vocabulary import table_sheets
from forum.reader.vocabulary.products import KIND_LABELS
from forum.reader.vocabulary.roles import GUEST_ROLES
from people.models import Organization, Person
from sessions_app.models import Appearance, Event, EventOrganization, Session
from sessions_app.models.sessions import RESERVED_SESSION_SLUGS
from tests.support.factories import (
    make_appearance,
    make_event,
    make_organization,
    make_person,
    make_photo,
    make_role,
    make_series,
    make_session,
)

pytestmark = pytest.mark.django_db

SAMPLES = sorted(RECORDS.glob("*.txt"))


def write_event(event: Event, folder: Path) -> Path:
    path = folder / "event.xlsx"
    path.write_bytes(table_writer.event_workbook(event))
    return path


def read_again(path: Path) -> RecordPlan:
    document, reading = read_record_file(path)
    return write_import(reading.record, document, ImportOptions(), reading=reading).plan


def changed(plan: RecordPlan) -> list[tuple[str, str, list[str]]]:
    return [
        (str(change.action), change.name, [field.column for field in change.fields])
        for change in plan.changes
        if change.action is not Action.UNCHANGED
    ]


def set_cell(path: Path, sheet: str, cell: str, value: object) -> None:
    book = load_workbook(path)
    book[sheet][cell] = value
    book.save(path)


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_an_imported_event_comes_back_unchanged(sample: Path, tmp_path: Path) -> None:
    document, reading = read_record_file(sample)
    write_import(reading.record, document, ImportOptions(), reading=reading)
    event = Event.objects.exclude(sessions=None).get()
    assert changed(read_again(write_event(event, tmp_path))) == []


@pytest.fixture
def event() -> Event:
    """An event that nobody imported, with two guests of one name."""
    event = make_event(slug="ports", title_zh_hans="绿色港口论坛", title_en="Green Ports Forum")
    make_role(event, make_organization(name_zh_hans="港口协会", name_en="Port Association"))
    session = make_session(event, slug="opening", kind="opening", title_zh_hans="开幕", title_en="",
                           summary_zh_hans="<p>概要。</p>")  # fmt: skip
    for title in ("东港集团董事长", "西山大学校长"):
        person = make_person(name_zh_hans="王伟", name_en="Wang Wei", country="SG")
        make_appearance(
            session, person, title_zh_hans=title, title_en="", attendance="video",
            remarks_zh_hans="<p>第一段。</p><p>第二段。</p>", speech_title_zh_hans="岸电的下一步",
        )  # fmt: skip
    return event


def test_an_event_made_by_hand_comes_back_unchanged(event: Event, tmp_path: Path) -> None:
    assert changed(read_again(write_event(event, tmp_path))) == []


def test_what_an_office_has_not_cleared_arrives_as_such(event: Event, tmp_path: Path) -> None:
    points = {"key_points_en": "Ports opened.", "clearance_key_points_en": "sent"}
    Event.objects.update(**points)
    Session.objects.update(**points)
    first, second = Appearance.objects.order_by("position")
    Appearance.objects.filter(pk=first.pk).update(clearance_zh_hans="declined")
    Appearance.objects.filter(pk=second.pk).update(clearance_zh_hans="cleared")
    path = tmp_path / "event.xlsx"
    path.write_bytes(table_writer.event_workbook(Event.objects.get(), withheld=True))
    Event.objects.update(clearance_key_points_en="")
    Session.objects.update(clearance_key_points_en="")
    Appearance.objects.update(clearance_zh_hans="")
    assert [columns for _action, _name, columns in changed(read_again(path))] == [
        ["clearance_key_points_en"],
        ["clearance_key_points_en"],
        ["clearance_zh_hans"],
    ]


def test_an_edition_of_a_series_comes_back_unchanged(tmp_path: Path) -> None:
    """It is no sub-forum of itself, though it stands in a series with its number."""
    series = make_series(name_zh_hans="滨海论坛", name_en="Coast Forum")
    edition = make_event(series=series, edition=3, kind="main_forum")
    assert changed(read_again(write_event(edition, tmp_path))) == []


@pytest.fixture
def sub_forum_tables(tmp_path: Path) -> Path:
    """Return the tables of a sub-forum of the third edition, without the parent as printed."""
    series = make_series(name_zh_hans="滨海论坛", name_en="Coast Forum")
    title = {"title_zh_hans": "第三届滨海论坛", "title_en": "The Third Coast Forum"}
    edition = make_event(series=series, edition=3, kind="main_forum", **title)
    path = write_event(make_event(parent=edition, kind="sub_forum"), tmp_path)
    book = load_workbook(path)
    for cell in book["活动 Event"][1]:
        if "Forum as printed" in str(cell.value):
            book["活动 Event"].cell(2, cell.column).value = None
    book.save(path)
    return path


def set_kind(path: Path, kind: str) -> None:
    book = load_workbook(path)
    headers = [str(cell.value) for cell in book["活动 Event"][1]]
    column = headers.index("活动类型 / Kind of event") + 1
    book["活动 Event"].cell(2, column).value = table_sheets.EVENT_KINDS[kind]
    book.save(path)


def test_a_sub_forum_without_the_printed_parent_comes_back_unchanged(
    sub_forum_tables: Path,
) -> None:
    plan = read_again(sub_forum_tables)
    assert (plan.is_blocked, changed(plan)) == (False, [])


def test_what_stands_below_an_event_becomes_no_edition(sub_forum_tables: Path) -> None:
    """Whatever kind the table states."""
    set_kind(sub_forum_tables, "event")
    assert [columns for _action, _name, columns in changed(read_again(sub_forum_tables))] == [
        ["kind"]
    ]


@pytest.mark.parametrize("kind", ["sub_forum", "event"])
def test_a_new_event_of_an_edition_that_is_there_stands_below_it(
    sub_forum_tables: Path, kind: str
) -> None:
    edition = Event.objects.get(edition=3)
    Event.objects.filter(parent=edition).delete()
    set_kind(sub_forum_tables, kind)
    read_again(sub_forum_tables)
    created = Event.objects.exclude(pk=edition.pk).get()
    assert (created.parent, created.series, created.edition) == (edition, None, None)


def test_headers_are_in_both_languages(event: Event, tmp_path: Path) -> None:
    book = load_workbook(write_event(event, tmp_path))
    headers = [str(cell.value) for sheet in book for cell in sheet[1]]
    in_both = re.compile(r"[^/]*[一-鿿][^/]* / .*[a-z].*")
    assert [text for text in headers if not in_both.fullmatch(text)] == []


def test_a_changed_cell_is_the_only_change(event: Event, tmp_path: Path) -> None:
    path = write_event(event, tmp_path)
    header = [cell.value for cell in load_workbook(path)["嘉宾出席 Appearances"][1]]
    column = header.index("活动时职务（英文） / Title as of the event (English)")
    book = load_workbook(path)
    book["嘉宾出席 Appearances"].cell(2, column + 1).value = "Chair, East Port Group"
    book.save(path)
    assert [(action, columns) for action, _name, columns in changed(read_again(path))] == [
        ("update", ["title_en"])
    ]


def test_a_second_row_of_one_guest_is_refused(event: Event, tmp_path: Path) -> None:
    path = write_event(event, tmp_path)
    book = load_workbook(path)
    sheet = book["嘉宾出席 Appearances"]
    sheet.append([cell.value for cell in sheet[2]])
    book.save(path)
    _document, reading = read_record_file(path)
    assert [finding.case for finding in reading.record.findings] == ["person_repeated"]


def test_a_photo_with_two_captions_is_told(event: Event, tmp_path: Path) -> None:
    photo = make_photo(event, caption_en="Group photo")
    path = write_event(event, tmp_path)
    set_cell(path, "图片 Photos", "C2", "All speakers")
    set_cell(path, "图片 Photos", "A3", Path(str(photo.image.name)).name)
    set_cell(path, "图片 Photos", "C3", "The hall")
    _document, reading = read_record_file(path)
    assert [finding.case for finding in reading.record.findings] == ["key_repeated"]


def test_captions_of_photos_come_back(event: Event, tmp_path: Path) -> None:
    photo = make_photo(event, caption_zh_hans="合影", caption_en="Group photo")
    path = write_event(event, tmp_path)
    assert changed(read_again(path)) == []
    set_cell(path, "图片 Photos", "C2", "All speakers")
    set_cell(path, "图片 Photos", "A3", "elsewhere.jpg")
    plan = read_again(path)
    assert [columns for _action, _name, columns in changed(plan)] == [["caption_en"]]
    assert "photo_unknown" in [finding.case for finding in plan.findings]
    document, reading = read_record_file(path)
    write_import(reading.record, document, ImportOptions(overwrite=True), reading=reading)
    photo.refresh_from_db()
    assert photo.caption_en == "All speakers"


@pytest.mark.parametrize(
    ("sheet", "cell", "value", "case"),
    [
        ("环节 Sessions", "B2", "派对", "word"),
        ("环节 Sessions", "A2", "Opening!", "key_format"),
        ("环节 Sessions", "A2", "agenda", "key_format"),
        ("环节 Sessions", "I2", "明天", "date_format"),
        ("环节 Sessions", "J2", "25:00", "time_format"),
        ("嘉宾出席 Appearances", "A2", "gala", "session_unknown"),
        ("嘉宾出席 Appearances", "B2", "nobody", "person_unknown"),
        ("人员 People", "B2", "=1+1", "formula"),
        ("嘉宾出席 Appearances", "C2", None, "word"),
        ("单位 Organizations", "A2", None, "word"),
    ],
)
def test_a_bad_cell_is_refused(
    event: Event, tmp_path: Path, sheet: str, cell: str, value: str | None, case: str
) -> None:
    path = write_event(event, tmp_path)
    set_cell(path, sheet, cell, value)
    findings = read_record_file(path).reading.record.findings
    assert (case, f"{sheet}!{cell[0]}", int(cell[1])) in [
        (finding.case, finding.params.get("column"), finding.params.get("row"))
        for finding in findings
    ]


def test_a_second_event_in_the_tables_is_named(event: Event, tmp_path: Path) -> None:
    path = write_event(event, tmp_path)
    set_cell(path, "活动 Event", "A3", "另一论坛")
    findings = read_record_file(path).reading.record.findings
    assert [finding.subject for finding in findings if finding.kind == "not_understood"] == [
        "另一论坛"
    ]


def test_nothing_is_written_while_a_cell_is_refused(event: Event, tmp_path: Path) -> None:
    path = write_event(event, tmp_path)
    set_cell(path, "环节 Sessions", "B2", "派对")
    set_cell(path, "环节 Sessions", "H2", "Opening of the forum")
    with pytest.raises(CommandError, match="环节 Sessions!B2"):
        call_command("import_record", str(path))
    assert not Session.objects.filter(title_en="Opening of the forum").exists()


@pytest.mark.parametrize(
    ("table", "cell"),
    [
        ("sessions", "开幕"), ("appearances", "岸电的下一步"), ("people", "王伟"),
        ("organizations", "港口协会"), ("photos", "合影"),
    ],
)  # fmt: skip
def test_a_part_of_an_event_is_a_table_of_its_own(
    event: Event, tmp_path: Path, table: str, cell: str
) -> None:
    make_photo(event, caption_zh_hans="合影")
    path = tmp_path / "table.csv"
    arguments = ("--event", "ports", "--format", "csv", "--output", str(path))
    call_command("export_tables", table, *arguments)
    with path.open(encoding="utf-8-sig", newline="") as file:
        header, *rows = csv.reader(file)
    named = next(sheet for sheet in table_sheets.SHEETS if sheet.name == table)
    assert (header, any(cell in row for row in rows)) == (
        [column.header for column in named.columns], True,
    )  # fmt: skip


def test_a_table_of_sessions_wants_its_event() -> None:
    with pytest.raises(CommandError, match="name it with --event"):
        call_command("export_tables", "sessions")


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_everybody_comes_back_unchanged(tmp_path: Path, kind: str) -> None:
    make_person(name_zh_hans="林岚", name_en="Lin Lan", aliases=["林小岚", "L. Lin"], country="CN")
    make_person(name_zh_hans="", name_en="=Anna Berg", honorific_en="Ms.")
    path = tmp_path / f"people.{kind}"
    call_command("export_tables", "people", "--format", kind, "--output", str(path))
    assert changed(read_again(path)) == []


def test_a_new_row_of_a_table_is_a_new_person(tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    call_command("export_tables", "people", "--format", "csv", "--output", str(path))
    path.write_text(path.read_text("utf-8-sig") + ",陈默,Chen Mo,,,,中国,China\n", "utf-8-sig")
    read_again(path)
    assert list(Person.objects.values_list("name_zh_hans", "name_en", "country")) == [
        ("陈默", "Chen Mo", "CN")
    ]


def test_a_column_without_a_heading_is_said(tmp_path: Path) -> None:
    make_person(name_zh_hans="林岚", name_en="Lin Lan")
    path = tmp_path / "people.csv"
    call_command("export_tables", "people", "--format", "csv", "--output", str(path))
    header, row = path.read_text("utf-8-sig").splitlines()
    path.write_text(f"{header}\n{row},a vegetarian\n")
    [finding] = read_record_file(path)[1].record.findings
    assert (finding.case, finding.params) == ("unnamed", {"text": "a vegetarian", "column": "I"})


def test_organizations_come_back_unchanged(tmp_path: Path) -> None:
    make_organization(name_zh_hans="港口协会", name_en="Port Association")
    path = tmp_path / "organizations.xlsx"
    call_command("export_tables", "organizations", "--output", str(path))
    assert (changed(read_again(path)), Organization.objects.count()) == ([], 1)


def test_no_cell_is_computed_by_a_spreadsheet() -> None:
    assert table_writer.as_csv([["=1+1", "+86", "-5", "@x", "\tx", "plain"]]) == (
        "\ufeff'=1+1,'+86,'-5,'@x,'\tx,plain\r\n".encode()
    )


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
@pytest.mark.parametrize("aliases", [["Smith; John"], ["'-Umar", "John Smith"], ["a;", ";b"]])
def test_other_names_come_back_as_they_went(tmp_path: Path, kind: str, aliases: list[str]) -> None:
    make_person(name_zh_hans="林岚", name_en="Lin Lan", aliases=aliases)
    path = tmp_path / f"people.{kind}"
    call_command("export_tables", "people", "--format", kind, "--output", str(path))
    [person] = read_record_file(path)[1].record.people
    assert (person.other_names, changed(read_again(path))) == (tuple(aliases), [])


TOO_LONG = f"A text in row 2 of the sheet “{table_sheets.APPEARANCES.title}” has more than 32767 "


@pytest.mark.parametrize(
    ("command", "sentence"),
    [
        (("export_record", "ports", "--format", "xlsx"), f"绿色港口: {TOO_LONG}"),
        (("export_tables", "appearances", "--event", "ports"), TOO_LONG),
    ],
)  # fmt: skip
def test_a_text_that_no_cell_holds_is_one_sentence(
    tmp_path: Path, command: tuple[str, ...], sentence: str
) -> None:
    session = make_session(make_event(slug="ports", title_en="绿色港口"))
    make_appearance(session, remarks_en=f"<p>{'port ' * 7_000}</p>")
    with pytest.raises(CommandError) as refused, translation.override("en"):
        call_command(*command, "--output", str(tmp_path / "ports.xlsx"))
    assert str(refused.value).startswith(sentence)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("words", "choices"),
    [
        (table_sheets.EVENT_KINDS, Event.Kind.values),
        (table_sheets.SESSION_KINDS, Session.Kind.values),
        (GUEST_ROLES, Appearance.Role.values),
        (table_sheets.ORGANIZATION_ROLES, EventOrganization.Role.values),
        (KIND_LABELS, KnowledgeProduct.Kind.values),
        (table_sheets.ATTENDANCE, [value for value in Appearance.Attendance.values if value]),
    ],
    ids=[
        "EVENT_KINDS",
        "SESSION_KINDS",
        "GUEST_ROLES",
        "ORGANIZATION_ROLES",
        "KIND_LABELS",
        "ATTENDANCE",
    ],
)
def test_every_choice_has_its_word(words: dict[str, object], choices: list[str]) -> None:
    assert list(words) == choices


@pytest.mark.parametrize("slug", RESERVED_SESSION_SLUGS)
def test_no_session_takes_the_address_of_another_page(slug: str) -> None:
    assert _KEY.fullmatch(slug) is None

"""A table of people needs a reader and nothing else: it is planned, written and undone as ever."""

from pathlib import Path

import pytest

from forum.imports.plan import Action, plan_import
from forum.imports.undo import undo_run
from forum.imports.writer import ImportOutcome, write_import
from forum.reader.document import Document, read
from forum.reader.event_record import EventRecord, PersonRecord
from people.models import Person

pytestmark = pytest.mark.django_db

# Heading of a column -> language of the name that it holds.
COLUMNS = {"姓名": "zh-hans", "Name": "en"}
TABLE = "姓名,Name\n林岚,Lin Lan\n玛丽·索萨,Mary Sosa\n"


def read_people_table(document: Document) -> EventRecord:
    """Return the people of a table: a reader such as any further format needs."""
    (headings, *rows) = document.tables[0].rows
    languages = [COLUMNS[heading] for heading in headings.texts]
    people = tuple(
        PersonRecord(
            key=f"row-{row.number}",
            name={code: text for code, text in zip(languages, row.texts, strict=True) if text},
            title={},
            lines=row.lines,
        )
        for row in rows
    )
    return EventRecord(document.source, document.encoding, document.sha256, {}, people=people)


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "people.csv"
    path.write_text(TABLE)
    return path


def import_table(path: Path) -> ImportOutcome:
    document = read(path)
    return write_import(read_people_table(document), document)


def test_a_table_is_planned_without_an_event(table: Path) -> None:
    plan = plan_import(read_people_table(read(table)))
    assert [(change.ref.label, change.action, change.name) for change in plan.changes] == [
        ("people.person", Action.CREATE, "林岚"),
        ("people.person", Action.CREATE, "玛丽·索萨"),
    ]


def test_a_table_is_written(table: Path) -> None:
    import_table(table)
    people = Person.objects.order_by("pk").values_list("slug", "name_zh_hans", "name_en")
    assert list(people) == [("lin-lan", "林岚", "Lin Lan"), ("mary-sosa", "玛丽·索萨", "Mary Sosa")]


def test_the_same_table_again_changes_nothing(table: Path) -> None:
    import_table(table)
    assert import_table(table).run is None


def test_a_corrected_table_makes_nobody_new(table: Path) -> None:
    import_table(table)
    table.write_text(TABLE.replace("Mary Sosa", "Maria Sosa"))
    import_table(table)
    assert list(Person.objects.order_by("pk").values_list("name_en", "aliases")) == [
        ("Lin Lan", []),
        ("Mary Sosa", ["Maria Sosa"]),
    ]


def test_a_table_can_be_undone(table: Path) -> None:
    run = import_table(table).run
    assert run is not None
    undo_run(run)
    assert Person.objects.count() == 0

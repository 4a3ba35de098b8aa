"""What is exported as a Word document and imported again changes nothing."""

from pathlib import Path

import pytest

from forum.demo import build_docx
from forum.exporting.exporter import write_docx
from forum.importing import document
from forum.importing.plan import Action
from forum.importing.record import parse
from forum.importing.records import EventRecord, Level
from forum.importing.writer import Options, Outcome, write
from sessions_app.models import Event
from tests import variants_docx
from tests.variants_compare import FOLDER

pytestmark = pytest.mark.django_db

VARIANTS = sorted(path.stem for path in FOLDER.glob("*.json"))
SAMPLES = sorted((Path(build_docx.__file__).parent / "records").glob("*.txt"))

# A paragraph of nobody is not stored, so its section is empty; a date that does not exist neither.
NEW_WARNINGS = {
    "broken_structure": {("field_empty", "成果发布环节")},
    "times_and_impossible_date": {("field_empty", "date")},
}


def imported(path: Path) -> tuple[EventRecord, Outcome]:
    source = document.read(path)
    record = parse(source)
    return record, write(record, source, Options())


def exported(folder: Path) -> Path:
    path = folder / "exported.docx"
    with path.open("wb") as file:
        write_docx(Event.objects.exclude(sessions=None).get(), file)
    return path


def changes(outcome: Outcome) -> list[tuple[str, str, list[tuple[str, object, object]]]]:
    return [
        (str(one.action), one.name, [(f.column, f.old, f.new) for f in one.fields])
        for one in outcome.plan.changes
        if one.action is not Action.UNCHANGED
    ]


def serious(record: EventRecord) -> set[tuple[str, str]]:
    return {(one.kind, one.subject) for one in record.findings if one.level is not Level.NOTE}


@pytest.mark.parametrize("name", VARIANTS)
def test_a_variant_comes_back(name: str, tmp_path: Path) -> None:
    word = name in variants_docx.BUILDERS
    path = variants_docx.build(name, tmp_path) if word else FOLDER / f"{name}.txt"
    first, _outcome = imported(path)
    second, outcome = imported(exported(tmp_path))
    assert changes(outcome) == []
    assert outcome.run is None
    assert serious(second) - serious(first) == NEW_WARNINGS.get(name, set())

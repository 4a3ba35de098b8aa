"""What a document is, told by what speaks for it alone; what nothing speaks for is refused."""

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

"""What tells the shape of a paper looks at it once; how its time grows measures a benchmark."""

from collections.abc import Sequence

import pytest

from forum.reader import classification
from forum.reader.classification import classify
from forum.reader.event_record import Line
from forum.reader.prose.sentences import ProseParagraph, read_paragraphs
from forum.reader.reading import Shape


def test_a_paper_is_cut_into_sentences_once(monkeypatch: pytest.MonkeyPatch) -> None:
    cut: list[Sequence[Line]] = []

    def note(lines: Sequence[Line]) -> list[ProseParagraph]:
        cut.append(lines)
        return read_paragraphs(lines)

    monkeypatch.setattr(classification, "read_paragraphs", note)
    texts = ["Board minutes", "Present", "• Dea Falk", "• Tom Li", "The quay was tabled. " * 20]
    lines = tuple(Line(number, text) for number, text in enumerate(texts, 1))
    classify(lines, (), is_table_file=False)
    assert cut == [lines]


def test_a_table_is_cut_into_no_sentences(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(classification, "read_paragraphs", None)
    lines = tuple(Line(number, "林岚\t馆长") for number in range(1, 5))
    assert classify(lines, (), is_table_file=True) is Shape.UNKNOWN

"""The score of a reading: what is found, what is wrong without a word, what a warning names."""

from dataclasses import replace
from typing import Any

from benchmarks.reading_score import score
from forum.reader.dispatch import read_document
from forum.reader.document import Document
from forum.reader.event_record import EventRecord, Finding, Level
from forum.reader.reading import Reading
from tests.support.papers import CLEAN, paper

GOLD: dict[str, Any] = {
    "event": {"title": {"zh-hans": "河谷与桥梁"}},
    "people": [
        {"key": "a", "name": {"zh-hans": "林晚舟"}, "title": {"zh-hans": "松川电视台主持人"}},
        {"key": "b", "name": {"zh-hans": "程砚"}, "title": {"zh-hans": "松川市副市长"}},
        {
            "key": "c",
            "name": {"zh-hans": "奥尔加•林德"},
            "title": {"zh-hans": "桥梁国际协会秘书长"},
        },
        {"key": "d", "name": {"zh-hans": "秦牧野"}, "title": {"zh-hans": "松川大学教授"}},
    ],
    "sessions": [
        {"key": "o", "kind": "opening", "heading": {"zh-hans": "致辞环节"}},
        {"key": "t", "kind": "discussion", "topic": {"zh-hans": "主题一"}},
    ],
    "appearances": [
        {"person": "b", "session": "o", "role": "speaker"},
        {
            "person": "d",
            "session": "t",
            "role": "panellist",
            "remarks": {"zh-hans": {"starts": "木桥怕", "ends": "积水。", "chars": 8}},
        },
        {"person": "a", "session": "t", "role": "moderator"},
        {"person": "a", "session": "o", "role": "moderator"},
        {"person": "c", "session": "o", "role": "speaker"},
    ],
}


def reading() -> Reading:
    document: Any = paper(CLEAN)
    return read_document(Document("a.txt", "utf-8", "0" * 64, document.lines))


def with_title(record: EventRecord, *findings: Finding) -> Reading:
    return replace(
        reading(), record=replace(record, title={"en": "Rivers"}, findings=tuple(findings))
    )


def test_what_is_right_is_found() -> None:
    found = score(GOLD, reading())
    assert (found.found["people"], found.found["appearances"], found.found["remarks"]) == (4, 5, 1)


def test_a_wrong_value_is_silent_unless_a_warning_names_it() -> None:
    record = reading().record
    warning = Finding(Level.WARNING, "event_title_variant", "title", (), "words")
    note = replace(warning, level=Level.NOTE)
    assert [
        "event title: Rivers" in score(GOLD, with_title(record, *findings)).silent
        for findings in ((), (note,), (warning,))
    ] == [True, True, False]

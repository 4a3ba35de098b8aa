"""A document that names more than any forum holds is refused in one sentence, before it costs."""

from dataclasses import dataclass

import pytest

from forum.models.finding_sentences import error_message
from forum.reader.errors import DocumentError
from forum.reader.event_record import Finding, Line
from forum.reader.shapes.record import bounds
from forum.reader.shapes.record.reader import parse


@dataclass(frozen=True, slots=True)
class Paper:
    """Lines without a file."""

    lines: tuple[Line, ...]
    source: str = "paper.txt"
    encoding: str = "utf-8"
    sha256: str = ""
    findings: tuple[Finding, ...] = ()


def paper(*texts: str) -> Paper:
    return Paper(tuple(Line(number, text) for number, text in enumerate(texts, 1)))


def test_more_people_in_the_list_than_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounds, "MOST_PEOPLE", 2)
    names = ("林岚 某研究院院长", "周远 某大学校长", "高原 某银行行长")
    with pytest.raises(DocumentError) as refused:
        parse(paper("【基本信息】", "致辞环节：", *names))
    assert error_message(refused.value) == (
        "the document names people 3 times, more than the 2 that are read; "
        "split it and import the parts."
    )


def test_more_sections_than_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounds, "MOST_SESSIONS", 1)
    listed = ("【基本信息】", "致辞环节：", "林岚 某院院长", "主旨发言环节：", "周远 某大学校长")
    spoken = (
        "【致辞环节】",
        "某院院长林岚在滨海出席“绿色港口”分论坛并致辞",
        "某院院长林岚表示，港口要用绿色的电，也要用聪明的办法。",
        "【主旨发言环节】",
        "某大学校长周远在滨海出席“绿色港口”分论坛并作主旨发言",
        "某大学校长周远表示，学校愿意为港口培养更多的人才。",
    )
    with pytest.raises(DocumentError) as refused:
        parse(paper(*listed, *spoken))
    assert error_message(refused.value) == (
        "the document has 2 sections, more than the 1 that are read; split it and import the parts."
    )

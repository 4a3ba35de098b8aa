"""What an office typed: how long it may be, and what becomes of the markup."""

import pytest

from forum.workflow.clearance_replies import (
    ReplyForm,
    loses_markup,
    rewrite_paragraphs,
)


@pytest.mark.parametrize(
    ("stored", "typed", "is_valid"),
    [("Long\nlong.", "Long\r\n\r\nlong.", True), ("A", "A" * 7, False), ("A", "A" * 6, True)],
)
def test_remarks_of_any_length_are_cleared(
    monkeypatch: pytest.MonkeyPatch, stored: str, typed: str, is_valid: bool
) -> None:
    monkeypatch.setattr("forum.workflow.clearance_replies.LONGEST_REMARKS", 6)
    form = ReplyForm(
        {"remarks": stored},
        ["remarks"],
        {"answer": "changes", "author": "X", "note": "Y", "remarks": typed},
    )
    assert form.is_valid() == is_valid


@pytest.mark.parametrize(
    ("value", "text", "expected"),
    [
        ("<p>A <em>b</em></p><p>C</p>", "A b\nD", "<p>A <em>b</em></p><p>D</p>"),
        (
            "<ul><li>A</li><li>B</li></ul><p>C</p>",
            "A\nB\nD",
            "<ul><li>A</li><li>B</li></ul><p>D</p>",
        ),
        ("<ul><li>A</li><li>B</li></ul>", "A\nX", "<p>A</p><p>X</p>"),
        ("<p>A</p><p>B</p>", "B", "<p>B</p>"),
        ("<p>A</p>", "A\nA", "<p>A</p><p>A</p>"),
        ("", "1 < 2", "<p>1 &lt; 2</p>"),
        ("<p>A</p>", "", ""),
    ],
)
def test_words_change_and_markup_stays(value: str, text: str, expected: str) -> None:
    assert rewrite_paragraphs(value, text) == expected


@pytest.mark.parametrize(("text", "loses"), [("A b\nD", False), ("A c\nC", True), ("C", True)])
def test_staff_are_warned_of_lost_emphasis(text: str, loses: bool) -> None:
    assert loses_markup("<p>A <em>b</em></p><p>C</p>", text) == loses

"""The beginning of a long text, as lists and descriptions show it."""

import pytest

from forum.delivery.excerpts import beginning


@pytest.mark.parametrize(
    ("value", "language", "shown"),
    [
        ("<p>One.</p><p>Two &amp; three.</p>", "en", "One. Two & three."),
        ("<p>一。</p><p>二。</p>", "zh-hans", "一。二。"),
        ("<p>一</p><p>二</p>", "zh-hans", "一 二"),
        ("", "en", ""),
    ],
    ids=["english", "chinese", "chinese without a full stop", "nothing"],
)
def test_a_short_text_is_shown_whole(value: str, language: str, shown: str) -> None:
    assert beginning(value, language) == shown


@pytest.mark.parametrize("after", ["<h3>Where to begin</h3><p>Here.</p>", "<ul><li>Here</li></ul>"])
def test_a_text_begins_before_its_first_heading_or_list(after: str) -> None:
    assert beginning(f"<p>The record is online.</p>{after}", "en") == "The record is online."


def test_what_stands_first_is_shown_where_no_paragraph_does() -> None:
    assert beginning("<h3>Where to begin</h3><p>Here.</p>", "en") == "Where to begin Here."


def test_a_long_text_ends_after_its_last_whole_sentence() -> None:
    first = "Ports " + "and harbours " * 10 + "meet."
    assert beginning(f"<p>{first} {'They talk ' * 30}.</p>", "en") == first


def test_a_long_chinese_text_ends_after_its_last_whole_sentence() -> None:
    first = "港口" * 25 + "“开放”。"
    assert beginning(f"<p>{first}{'海港' * 40}。</p>", "zh-hans") == first


@pytest.mark.parametrize("short", ["Mr. Li", "the U.N. body", "H. Li", "No. 5"])
def test_a_point_within_a_sentence_ends_none(short: str) -> None:
    text = f"{'harbour ' * 20}{short} {'harbour ' * 20}"
    assert beginning(f"<p>{text}</p>", "en").endswith("harbour …")


def test_a_long_sentence_is_cut_between_words() -> None:
    excerpt = beginning(f"<p>{'harbour, ' * 60}</p>", "en")
    assert (excerpt[-9:], len(excerpt) <= 221) == ("harbour …", True)


def test_a_long_chinese_sentence_is_cut_between_clauses() -> None:
    clause = "港" * 30
    assert beginning(f"<p>{clause}，{clause}，{clause}，{clause}。</p>", "zh-hans") == (
        f"{clause}，{clause}……"
    )


def test_a_long_chinese_clause_is_cut_anywhere() -> None:
    assert beginning(f"<p>{'港' * 200}</p>", "zh-hans") == "港" * 90 + "……"

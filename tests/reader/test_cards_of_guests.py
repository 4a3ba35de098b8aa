"""Pages of guests on cards: a name, and below it what she or he is, behind a label."""

from pathlib import Path

from forum.reader.reading import Shape
from tests.reader.test_untimed_programmes import read_text

CARDS = """# Who is on the panel

## 林岚 / Lan Lin

**职位 / Title**: 潮汐社社长、「听潮」主播 / President of the Tide Society, Host of '听潮'

**亮点 / Highlights**:

1. **中文**: 记了三十年潮位
   **English**: Thirty years of tide tables

---

## 王芳 / Jane Wang

**职位 / Title**: 编辑 / Editor

**单位 / Affiliation**: 滨海出版社 / Coast Press

## How to come

By boat.
"""


def test_each_card_is_a_guest_in_both_languages(tmp_path: Path) -> None:
    reading = read_text(tmp_path, CARDS)
    assert reading.shape is Shape.GUEST_LIST
    assert [(person.name, person.title) for person in reading.record.people] == [
        ({"zh-hans": "林岚", "en": "Lan Lin"},
         {"zh-hans": "潮汐社社长、「听潮」主播",
          "en": "President of the Tide Society, Host of '听潮'"}),
        ({"zh-hans": "王芳", "en": "Jane Wang"},
         {"zh-hans": "滨海出版社编辑", "en": "Editor, Coast Press"}),
    ]  # fmt: skip


def test_what_else_a_card_tells_is_quoted_once(tmp_path: Path) -> None:
    findings = read_text(tmp_path, CARDS).record.findings
    assert [finding.lines for finding in findings if 9 in finding.lines] == [(7, 9, 10)]


def test_names_may_stand_behind_a_label(tmp_path: Path) -> None:
    text = "嘉宾\n\n姓名：林岚\n职务：潮汐社社长\n\n姓名：王芳\n职务：滨海出版社编辑\n"
    people = read_text(tmp_path, text).record.people
    assert [(person.name["zh-hans"], person.title["zh-hans"]) for person in people] == [
        ("林岚", "潮汐社社长"), ("王芳", "滨海出版社编辑"),
    ]  # fmt: skip


def test_one_card_makes_no_list(tmp_path: Path) -> None:
    assert read_text(tmp_path, CARDS[: CARDS.index("---")]).shape is not Shape.GUEST_LIST

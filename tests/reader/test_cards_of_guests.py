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


LIVES = """Harbour Workshop 2031

12-13 May 2031; Bergen, Norway

Registered Participants

Aas, Nils (Tideworks)

Keeps a diary of storms, and rows to work.

Berg, Anna, (Coast Office)

Head of Charts

home page

Dal, Ida [Didi] ((Tide Fund))

Lind, Tom (Harbour College)

He has counted seals for nine years.

Strand, Per (Seawall Ltd)

Interested in coming later:

Eva Holm

Kari Lund

Ole Moe
"""


def test_lives_between_the_names_of_a_list_end_it_not(tmp_path: Path) -> None:
    reading = read_text(tmp_path, LIVES)
    assert reading.shape is Shape.GUEST_LIST
    assert [
        (person.name["en"], person.title.get("en", "")) for person in reading.record.people
    ] == [
        ("Nils Aas", "Tideworks"), ("Anna Berg", "Coast Office"), ("Ida Dal", "Tide Fund"),
        ("Tom Lind", "Harbour College"), ("Per Strand", "Seawall Ltd"), ("Eva Holm", ""),
        ("Kari Lund", ""), ("Ole Moe", ""),
    ]  # fmt: skip


def test_each_life_is_quoted(tmp_path: Path) -> None:
    findings = read_text(tmp_path, LIVES).record.findings
    quoted = [finding.lines for finding in findings if finding.kind == "not_understood"]
    assert {(9,), (13, 15), (21,)} <= set(quoted)


def test_a_life_that_begins_with_the_name_tells_the_title(tmp_path: Path) -> None:
    text = "Speakers\n\n" + "\n\n".join(
        f"{name}\n\n{name} is currently {post}, where the tide is weighed.\n\nTalk - Ebb and flow"
        for name, post in (
            ("Anna Berg", "a Professor of Tides at Harbour College"),
            ("Tom Lind", "the Director of the Coast Office"),
            ("Ida Dal", "an early riser"),
        )
    )
    people = read_text(tmp_path, text).record.people
    assert [(person.name["en"], person.title.get("en", "")) for person in people] == [
        ("Anna Berg", "Professor of Tides at Harbour College"),
        ("Tom Lind", "Director of the Coast Office"), ("Ida Dal", ""),
    ]  # fmt: skip

"""Texts as the index sees them: folding, words, pauses, passages, spellings, questions."""

import pytest

from forum.search.indexed_fields import romanize
from forum.search.passages import (
    PASSAGE_WORDS,
    PAUSE,
    cut_passages,
    fold,
    list_grams,
    space_words,
    split_words,
)
from forum.search.query import LENGTH, parse_query


def mark_matches(text: str) -> str:
    return space_words(split_words(text)).replace(PAUSE, "|")


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("工業園區", "工业园区"),
        ("ＵＮＩＤＯ２０２３", "unido2023"),
        ("Café", "cafe"),
        ("Haïdara　Ｆatou", "haidara fatou"),
        ("", ""),
    ],
)
def test_script_width_accents_and_case_are_folded_in_place(text: str, folded: str) -> None:
    assert (fold(text), len(fold(text))) == (folded, len(text))


@pytest.mark.parametrize(
    ("text", "apart"),
    [
        ("工业园区", "工 业 园 区"),
        ("工业，园区", "工 业 | 园 区"),
        ("园区。\n港口", "园 区 | 港 口"),
        ("5G网络", "5g 网 络"),
        ("法图·海达拉", "法 图 海 达 拉"),
        ("法图 • 海达拉", "法 图 海 达 拉"),
        ("“一带一路”倡议", "一 带 一 路 倡 议"),
        ("low-carbon, green", "low carbon | green"),
        ("增长3.5个百分点", "增 长 3 5 个 百 分 点"),
        ("，。！", ""),
    ],
)
def test_words_stand_apart_and_a_mark_takes_a_place(text: str, apart: str) -> None:
    assert mark_matches(text) == apart


def test_grams_are_neighbours_without_a_mark_between() -> None:
    words = list(split_words("工业园区，港口A区工业"))
    assert [list_grams(words, 2), list_grams(words, 3)] == [
        ["工业", "业园", "园区", "港口", "区工"],
        ["工业园", "业园区", "区工业"],
    ]


def test_short_paragraphs_make_one_passage() -> None:
    assert cut_passages(["一", "二"]) == ["一\n二"]


def test_a_passage_is_cut_at_a_paragraph() -> None:
    half = "园" * (PASSAGE_WORDS // 2 + 1)
    assert cut_passages([half, half, "区"]) == [half, f"{half}\n区"]


def test_a_long_paragraph_is_cut_at_a_sentence() -> None:
    sentence = "园" * 900 + "。"
    assert cut_passages([sentence * 3]) == [sentence * 2, sentence]


def test_a_text_without_an_end_is_cut_all_the_same() -> None:
    assert [len(term) for term in cut_passages(["园" * (2 * PASSAGE_WORDS + 5)])] == [2000, 2000, 5]


def test_nothing_makes_no_passage() -> None:
    assert cut_passages([]) == []


@pytest.mark.parametrize(
    ("name", "readings", "forms"),
    [
        ("王受文", {}, ["wang", "shou", "wen", "wangshouwen", "shouwen", "wsw"]),
        ("单明", {}, ["shan", "ming", "shanming", "sm"]),
        ("单明", {"单明": "dan ming"}, ["dan", "ming", "danming", "dm"]),
        ("Wang Shouwen", {}, ["wangshouwen"]),
        (
            "吕明",
            {},
            ["lv", "ming", "lu", "lyu", "lvming", "lm", "luming", "lyuming"],
        ),
    ],
)
def test_how_a_name_may_be_typed(name: str, readings: dict[str, str], forms: list[str]) -> None:
    assert romanize([name], readings) == forms


@pytest.mark.parametrize(
    ("typed", "terms"),
    [
        ("园区 港口", ["园区", "港口"]),
        ("5G网络", ["5G", "网络"]),
        ("UNIDO 园区", ["UNIDO", "园区"]),
        ("园区，港口", ["园区", "港口"]),
        ("法图·海达拉", ["法图·海达拉"]),
        ("王 芳", ["王芳"]),
        ("王　芳", ["王芳"]),
        ("王 芳芳", ["王", "芳芳"]),
        ('"industrial parks" port', ["industrial parks", "port"]),
        ("“industrial parks” port", ["industrial parks", "port"]),
        ('"industrial parks', ["industrial", "parks"]),
        ("low-carbon", ["low", "carbon"]),
        ("port PORT Ｐort", ["Ｐort"]),
        ("%_'\\&|!:*()<>\"", []),
        (PAUSE, []),
        ("zzkindperson", []),
        ("zzevent1", []),
        ("", []),
    ],
)
def test_a_question_is_cut_at_spaces_marks_and_scripts(typed: str, terms: list[str]) -> None:
    assert [term.typed for term in parse_query(typed).terms] == terms


def test_a_long_question_is_cut() -> None:
    query = parse_query("园" * (LENGTH + 1))
    assert (len(query.text), query.was_cut) == (LENGTH, True)


def test_a_question_of_the_full_length_is_whole() -> None:
    query = parse_query("园" * LENGTH)
    assert (len(query.text), query.was_cut) == (LENGTH, False)

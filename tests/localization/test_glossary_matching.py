"""Terms are found in texts: the longest, in Chinese anywhere, in English as whole words."""

from collections.abc import Sequence
from itertools import count

import pytest

from forum.localization.glossary.matching import (
    Glossary,
    TermEntry,
    find_forbidden,
    find_missing_terms,
    find_terms,
)

_keys = count(1)
ZH, EN = "zh-hans", "en"


def term(zh: str, en: str, *forbidden: str, kind: str = "term", group: str = "") -> TermEntry:
    texts = {code: text for code, text in ((ZH, zh), (EN, en)) if text}
    return TermEntry(next(_keys), kind, texts, forbidden, group=group)


PARK = term("工业园区", "industrial park", "industry park", "工业公园")
MINISTRY = term("商务部", "Ministry of Commerce", kind="institution")
ACADEMY = term("商务部研究院", "Academy of the Ministry of Commerce", kind="institution")
PERSON = term("王芳", "Wang Fang", kind="person")
FOREIGN = term("法图·海达拉", "Fatou Haidara", kind="person")
UNIDO = term("联合国工业发展组织", "United Nations Industrial Development Organization", group="7")
SHORT = term("工发组织", "UNIDO", group="7")
HABITAT = term("人居署", "UN-Habitat", "UN Habitat", "Habitat")
WHO = term("世卫组织", "WHO")
ROAD = term("“一带一路”倡议", "the Belt and Road Initiative")
INFORMATION = term("信息", "information", "informations")
COUNCIL = term("贸促会", "Trade Council of the People’s Republic of China", kind="institution")
ALL = Glossary(
    [
        COUNCIL,
        PARK,
        MINISTRY,
        ACADEMY,
        PERSON,
        FOREIGN,
        UNIDO,
        SHORT,
        HABITAT,
        WHO,
        ROAD,
        INFORMATION,
    ]
)


def mark_terms(text: str, language: str, terms: Glossary = ALL) -> list[str]:
    return [match.text for match in find_terms(text, language, terms)]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        (ZH, "在工业园区里。", ["工业园区"]),
        (ZH, "商务部研究院与商务部", ["商务部研究院", "商务部"]),
        (ZH, "王　芳女士", ["王　芳"]),
        (ZH, "王\n芳", []),
        (ZH, "法图 • 海达拉", ["法图 • 海达拉"]),
        (ZH, "UNIDO", []),
        (EN, "Industrial  Parks", ["Industrial  Parks"]),
        (EN, "industrial parking", []),
        (EN, "Wang Fang’s park", ["Wang Fang"]),
        (EN, "Wang Fangs", []),
        (EN, "who is WHO", ["WHO"]),
        (EN, "a Belt and Road Initiative", ["Belt and Road Initiative"]),
        (EN, "UN–Habitat", ["UN–Habitat"]),
        (EN, "Ministry", []),
        (EN, "", []),
    ],
)
def test_what_is_found(language: str, text: str, expected: list[str]) -> None:
    assert mark_terms(text, language) == expected


def test_a_place_is_counted_in_the_text() -> None:
    matches = find_terms("《王芳》", ZH, ALL)
    assert [(match.entry, match.start, match.end) for match in matches] == [(PERSON, 1, 3)]


def test_two_terms_that_say_it_differently_are_both_found() -> None:
    other_language = term("工业园区", "industrial zone")
    matches = find_terms("工业园区", ZH, Glossary([PARK, other_language]))
    assert [match.entry for match in matches] == [PARK, other_language]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        (EN, "An Industry Park and UN Habitat.", [("Industry Park", "industrial park"),
                                                  ("UN Habitat", "UN-Habitat")]),
        (ZH, "工业公园", [("工业公园", "工业园区")]),
        (EN, "UN-Habitat", []),
        (EN, "informations", [("informations", "information")]),
        (EN, "information", []),
    ],
)  # fmt: skip
def test_forbidden_spellings(language: str, text: str, expected: list[tuple[str, str]]) -> None:
    assert [(match.text, match.right) for match in find_forbidden(text, language, ALL)] == expected


def test_a_spelling_that_differs_in_case_alone_is_forbidden_as_it_stands() -> None:
    terms = Glossary([term("人居署", "UN-Habitat", "Un-habitat")])
    assert [match.text for match in find_forbidden("Un-habitat, UN-Habitat", EN, terms)] == [
        "Un-habitat"
    ]


def test_what_is_right_for_another_term_is_not_forbidden() -> None:
    terms = Glossary([term("虹桥论坛", "HQF", "Hongqiao Forum"), term("论坛", "Hongqiao Forum")])
    assert find_forbidden("Hongqiao Forum", EN, terms) == []


def otherwise(source: str, translation: str, languages: Sequence[str] = (ZH, EN)) -> list[str]:
    pair = (languages[0], languages[1])
    return [match.text for match in find_missing_terms(source, translation, pair, ALL)]


@pytest.mark.parametrize(
    ("source", "translation", "expected"),
    [
        ("工业园区", "the Industrial Parks", []),
        ("工业园区", "the estate", ["工业园区"]),
        ("工业园区和工业园区", "the estate", ["工业园区"]),
        ("工业园区", "", []),
        ("王芳表示", "Ms. Wang said", []),
        ("王芳表示", "she said", ["王芳"]),
        ("联合国工业发展组织", "UNIDO", []),
        ("工发组织", "United Nations Industrial Development Organization", []),
        ("工发组织", "the organization", ["工发组织"]),
        ("世卫组织", "who", []),
        ("贸促会", "the Council", ["贸促会"]),
        ("贸促会", "the Trade Council", []),
        ("“一带一路”倡议", "Belt and Road Initiative", []),
    ],
)
def test_what_is_translated_otherwise(source: str, translation: str, expected: list[str]) -> None:
    assert otherwise(source, translation) == expected


def test_it_works_in_the_other_direction() -> None:
    matches = (
        otherwise("Wang Fang spoke", "王女士说", (EN, ZH)),
        otherwise("the industrial park", "开发区", (EN, ZH)),
    )
    assert matches == ([], ["industrial park"])


def test_either_of_two_translations_will_do() -> None:
    terms = Glossary([PARK, term("工业园区", "industrial zone")])
    matches = [
        [match.expected for match in find_missing_terms("工业园区", text, (ZH, EN), terms)]
        for text in ("industrial zones", "estate")
    ]
    assert matches == [[], [("industrial park", "industrial zone")]]


def test_a_thousand_of_twenty_thousand_terms_are_found() -> None:
    terms = Glossary(term(f"名{number:05d}词", f"term {number:05d}") for number in range(20_000))
    text = "".join(f"在名{number:05d}词之后" for number in range(0, 20_000, 20))
    assert len(find_terms(text, ZH, terms)) == 1_000

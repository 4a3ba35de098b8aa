"""What goes out and comes back unchanged is the same: any text, any field, any format."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forum.core.richtext import sanitize
from forum.core.translations.states import TranslationState
from forum.history.import_plan import Action
from forum.localization.exchange import cells
from forum.localization.exchange.inline_codes import decode_text, encode_text
from forum.models import SiteSettings
from tests.support.exchange_files import FORMATS, back, handed_out, make_unit, planned, rich_unit
from tests.support.factories import (
    BOTH,
    make_appearance,
    make_correction,
    make_document,
    make_event,
    make_page,
    make_person,
    make_photo,
    make_product,
    make_product_part,
    make_session,
)

# Whatever PostgreSQL stores: no NUL, no half of a pair. Odd ones come often enough to be met.
ODD = "\x01\t\n\r\x0b\x1f\x7f\x85\xa0\u2028\ufffe\uffff𠀋&<>\"'\\_=%;[]{}"
TEXTS = st.text(
    st.one_of(
        st.characters(exclude_characters="\x00", exclude_categories=["Cs"]),
        st.sampled_from(ODD),
    ),
    min_size=1,
    max_size=40,
).filter(str.strip)
TAGS = st.sampled_from(
    ["<p>", "</p>", "<strong>", "</strong>", "<em>", "</em>", "<br>", "<ul><li>", "</li></ul>",
     '<a href="https://a.test/?b=1&c=2" title="x > y">', "</a>", "<blockquote><p>", "&amp;", "&lt;",
     "&nbsp;", "\n", "<h3>", "</h3>", '<ol start="3"><li>', "</ol>"]
)  # fmt: skip
HTML = st.lists(st.one_of(TAGS, TEXTS), min_size=1, max_size=12).map("".join)
RICH = HTML.map(sanitize).filter(str.strip)
QUICK = settings(max_examples=60, derandomize=True, deadline=None, database=None)


ODD_TEXT = f"甲{ODD} 乙=1+1\r\n丙"


@QUICK
@given(HTML)
def test_any_markup_comes_back_from_its_codes(value: str) -> None:
    assert decode_text(encode_text(value, rich=True), rich=True) == value


@QUICK
@given(TEXTS)
def test_any_text_comes_back_from_its_codes(value: str) -> None:
    assert decode_text(encode_text(value, rich=False), rich=False) == value


@QUICK
@given(RICH)
def test_any_rich_text_comes_back_from_its_cell(value: str) -> None:
    assert cells.to_cell(value) == value or cells.to_rich_text(cells.to_cell(value)) == value


# Several texts a file, for a workbook takes longer to open than a text.
PAIRS = st.lists(st.tuples(TEXTS, TEXTS), min_size=1, max_size=6)
RICH_PAIRS = st.lists(st.tuples(RICH, RICH), min_size=1, max_size=6)
SLOW = settings(QUICK, max_examples=12)


@pytest.mark.parametrize("languages", [BOTH, BOTH[::-1]])
@pytest.mark.parametrize("form", FORMATS)
@SLOW
@given(PAIRS)
def test_any_text_comes_back_in_any_format(
    form: str, languages: tuple[str, str], pairs: list[tuple[str, str]]
) -> None:
    source, target = languages
    file = back(
        form,
        *(make_unit(pk=number, source_language=source, language=target, source=one, text=other)
          for number, (one, other) in enumerate(pairs, 1)),
    )  # fmt: skip
    assert [(unit.source, unit.target) for unit in file.units] == [
        (cells.with_line_feeds(source), cells.with_line_feeds(target)) for source, target in pairs
    ]
    assert {unit.language for unit in file.units} == {target}


@pytest.mark.parametrize("form", FORMATS)
@SLOW
@given(RICH_PAIRS)
def test_any_rich_text_comes_back_in_any_format(form: str, pairs: list[tuple[str, str]]) -> None:
    file = back(
        form,
        *(rich_unit(pk=number, source=source, text=target, state=TranslationState.DRAFT)
          for number, (source, target) in enumerate(pairs, 1)),
    )  # fmt: skip
    show = cells.to_cell if file.has_cells else str
    assert [(unit.source, unit.target) for unit in file.units] == [
        (show(source), show(target)) for source, target in pairs
    ]


ROWS = {
    "event": lambda: make_event(subtitle_zh_hans="副题", subtitle_en="Subtitle"),
    "session": lambda: make_session(title_zh_hans="主旨", title_en="Keynotes").event,
    "appearance": lambda: (
        make_appearance(
            remarks_zh_hans="<p>一</p><p>二 <strong>三</strong></p>", remarks_en="<p>One</p>"
        ).owner
    ),
    "photo": lambda: make_photo(caption_zh_hans="合影", caption_en="Group photo").event,
    "document": lambda: make_document(title_en="Agenda").event,
    "correction": lambda: make_correction().event,
    "person": lambda: make_person(biography_zh_hans="<p>简介</p>", biography_en="<p>Life</p>"),
    "product": lambda: make_product(summary_zh_hans="一\r\n二 ", summary_en="One\r\n\r\ntwo "),
    "productpart": lambda: make_product_part(text_zh_hans="<ul><li>一</li></ul>").product,
    "page": make_page,
    "settings": lambda: SiteSettings.objects.create(footer_zh_hans="页脚", footer_en="Footer"),
}


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("kind", ROWS)
def test_unchanged_files_change_nothing(db: None, kind: str, form: str) -> None:
    plan = planned(handed_out(ROWS[kind](), form))
    assert {source.action for source in plan.changes} <= {Action.UNCHANGED, Action.EMPTY}
    assert plan.with_findings == []


@pytest.mark.parametrize("form", FORMATS)
def test_unchanged_files_from_english_change_nothing(db: None, form: str) -> None:
    event = make_event(source_language="en", introduction_zh_hans="")
    plan = planned(handed_out(event, form, "zh-hans"))
    assert [source.action for source in plan.changes] == [Action.UNCHANGED, Action.EMPTY]


@pytest.mark.parametrize("languages", [BOTH, BOTH[::-1]])
@pytest.mark.parametrize("form", FORMATS)
def test_odd_texts_in_every_kind_of_field_change_nothing(
    db: None, form: str, languages: tuple[str, str]
) -> None:
    rich = sanitize(f"<p>{ODD_TEXT}</p><ul><li>{ODD_TEXT}</li></ul>")
    texts = {"title": ODD_TEXT, "summary": f"{ODD_TEXT}\r\n\r\n{ODD_TEXT} ", "description": rich}
    fields = {f"{name}_{code.replace('-', '_')}": text
              for name, text in texts.items() for code in BOTH}  # fmt: skip
    product = make_product(source_language=languages[0], **fields)
    plan = planned(handed_out(product, form, languages[1]))
    assert [source.action for source in plan.changes] == [Action.UNCHANGED] * 3
    assert plan.with_findings == []

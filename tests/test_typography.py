"""Type for two scripts: where titles and names break, marks of translations, legible colours."""

from pathlib import Path
from typing import Any

import pytest
from django.utils import translation

from forum.core.colours import DARK_GROUND, PAPER, contrast
from forum.delivery.page_texts import PageTexts, Prose, list_in_other_languages
from forum.delivery.renderer import render_phrases, render_text
from forum.delivery.text_markup import whole_word
from forum.localization.line_breaks import name_parts, phrases, words
from forum.site.styleguide import schemes
from people.models import Person
from sessions_app.models import Appearance, Event, Session

CSS = Path(__file__).parent.parent / "static" / "css"
SCHEMES = ("light", "dark")


def show_title(record: Event) -> str:
    """Return an event's title as its cover prints it."""
    title = PageTexts().show(record, "title")
    assert title
    return render_phrases(title)


def marks(record: Event | Appearance, field: str) -> list[tuple[str, str]]:
    return PageTexts().list_marks(record, field)


def event(**values: Any) -> Event:
    facts = {"title_zh_hans": "绿色港口", "title_en": "Green Ports"}
    return Event(**{**facts, "ready_languages": ["zh-hans", "en"], **values})


@pytest.mark.parametrize(
    ("title", "cut"),
    [
        ("提升之路—南南合作 可持续的新突破", ["提升之路—", "南南合作 ", "可持续的新突破"]),
        ("提升之路——南南合作", ["提升之路——", "南南合作"]),
        ("港口：新机遇", ["港口：", "新机遇"]),
        ("绿色港口 新", ["绿色港口 新"]),
        ("绿色港口", ["绿色港口"]),
        ("Green Ports: New Ways — and Means", ["Green Ports: ", "New Ways — ", "and Means"]),
        ("Green South–South Ports", ["Green South–South Ports"]),
    ],
)
def test_a_title_breaks_after_a_dash_or_at_the_author_s_space(title: str, cut: list[str]) -> None:
    assert phrases(title) == cut


@pytest.mark.parametrize(
    ("phrase", "cut"),
    [
        ("工业园区的创新之路——", ["工业", "园区", "的", "创新", "之路——"]),
        ("第六届虹桥国际经济论坛", ["第六届", "虹桥", "国际", "经济", "论坛"]),
        ("与沙特阿拉伯的合作", ["与", "沙特阿拉伯", "的", "合作"]),
        ("共建“一带一路”新路", ["共建", "“一带一路”", "新路"]),
        ("法图·海达拉", ["法图·海达拉"]),
        ("UNIDO港口5G案", ["UNIDO", "港口", "5G案"]),
        ("协同建设、面向发展中国家", ["协同", "建设、", "面向", "发展中国家"]),
        ("怎样记录上海关于运输的", ["怎样", "记录", "上海", "关于", "运输的"]),
    ],
)
def test_no_word_of_a_han_title_breaks(phrase: str, cut: list[str]) -> None:
    assert list(words(phrase)) == cut


@pytest.mark.parametrize("phrase", ["可持续发展的新突破", "港口与路", "区域合作的新机", "之路啊！"])
def test_no_character_stands_alone_on_the_last_line(phrase: str) -> None:
    assert len(words(phrase)[-1].strip("！")) >= 2


@pytest.mark.parametrize(
    ("phrase", "last"), [("Ways of New Ports —", "Ports —"), ("Ways and New Ports", "New Ports")]
)
def test_no_dash_and_no_short_word_stands_alone(phrase: str, last: str) -> None:
    assert words(phrase)[-1] == last


def test_a_title_is_rendered_in_phrases_and_words() -> None:
    record = event(title_en=None, title_zh_hans="提升之路—南南的合作")
    assert show_title(record) == (
        '<span lang="zh-Hans"><span class="phrase"><span class="whole">提升</span>'
        '<span class="whole">之路—</span></span><span class="phrase">'
        '<span class="whole">南南</span>的<span class="whole">合作</span></span></span>'
    )


def test_a_latin_title_is_rendered_in_phrases() -> None:
    record = event(title_en="Green Ports: New Ways — and Means")
    assert show_title(record) == (
        '<span class="phrase"><span class="whole">Green Ports:</span></span> '
        '<span class="phrase">New <span class="whole">Ways —</span></span> '
        '<span class="phrase"><span class="whole">and Means</span></span>'
    )


@pytest.mark.parametrize(
    ("word", "kind"), [("“一带一路”", "whole"), ("法图玛塔·海达拉维奇", "phrase")]
)
def test_a_word_that_no_narrow_line_holds_may_break(word: str, kind: str) -> None:
    assert whole_word(word) == f'<span class="{kind}">{word}</span>'


def test_a_title_in_phrases_is_escaped() -> None:
    html = show_title(event(title_en="A <b> — <i>"))
    assert (html.count("<b>"), "&lt;b&gt;" in html) == (0, True)


def test_the_other_language_s_title_breaks_by_its_own_rules() -> None:
    [other_text] = list_in_other_languages(event(), "title")
    assert (
        render_phrases(other_text.value)
        == '<span class="whole">绿色</span><span class="whole">港口</span>'
    )


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("塞西莉亚·乌加兹·埃斯特拉达", ["塞西莉亚·", "乌加兹·", "埃斯特拉达"]),
        ("Jean-Pierre de la Cruz", ["Jean-Pierre ", "de ", "la ", "Cruz"]),
        ("王受文", ["王受文"]),
    ],
)
def test_a_name_breaks_at_its_dots_and_spaces(name: str, parts: list[str]) -> None:
    assert name_parts(name) == parts


@pytest.mark.parametrize(
    ("name", "html"),
    [
        ("法图·海达拉", '<span class="whole">法图·</span><span class="whole">海达拉</span>'),
        ("港口与绿色走廊政策和实践研究总院", "港口与绿色走廊政策和实践研究总院"),
        ("Jean-Pierre Cruz", '<span class="tied">Jean-Pierre</span> Cruz'),
        ("Wang <b>", "Wang &lt;b&gt;"),
        ("王受文", "王受文"),
    ],
)
def test_a_name_is_rendered_so_that_it_breaks_there(name: str, html: str) -> None:
    person = Person(name_en=name, ready_languages=["en"])
    assert render_text(PageTexts().show(person, "name")) == html


MARK = ("unofficial", "Unofficial translation")


def introduced(**values: Any) -> Event:
    texts = {"introduction_zh_hans": "<p>港口</p>", "introduction_en": "<p>Ports</p>"}
    return event(**{**texts, "unofficial_languages": ["en"], **values})


def test_an_unofficial_translation_says_so_once_a_block() -> None:
    prose = PageTexts().show_prose(introduced(), "introduction")
    assert prose == Prose("<p>Ports</p>", "", [MARK])


def test_an_unofficial_translation_says_so_in_the_page_s_language() -> None:
    record = introduced(unofficial_languages=["zh-hans"], source_language="en")
    with translation.override("zh-hans"):
        words = translation.gettext("Unofficial translation")
        assert marks(record, "introduction") == [("unofficial", words)]


@pytest.mark.parametrize(
    "values",
    [
        {"source_language": "en"},
        {"unofficial_languages": []},
        {"unofficial_languages": ["zh-hans"]},
    ],
)
def test_what_is_no_unofficial_translation_bears_no_mark(values: dict[str, Any]) -> None:
    assert marks(introduced(**values), "introduction") == []


def test_a_missing_text_bears_no_mark() -> None:
    assert marks(introduced(), "subtitle") == []


def test_a_part_s_text_is_as_official_as_its_event() -> None:
    appearance = Appearance(session=Session(event=introduced()), remarks_en="<p>Yes.</p>")
    assert marks(appearance, "remarks") == [MARK]


def colours(scheme: str) -> dict[str, str]:
    return schemes((CSS / "tokens.css").read_text())[scheme]


TEXTS = [(text, ground) for text in ("ink", "soft", "accent", "on-tint")
         for ground in ("paper", "tint")]  # fmt: skip
LETTERS = [(f"on-tint-{number}", f"tint-{number}") for number in range(1, 7)]


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(("text", "ground"), [*TEXTS, *LETTERS])
def test_every_colour_of_text_is_legible_on_its_grounds(
    text: str, ground: str, scheme: str
) -> None:
    page_colours = colours(scheme)
    assert contrast(page_colours[text], page_colours[ground]) >= 4.5


@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_edge_of_what_is_filled_in_stands_out(scheme: str) -> None:
    page_colours = colours(scheme)
    assert contrast(page_colours["field"], page_colours["paper"]) >= 3


def test_accents_are_checked_on_the_papers_of_the_style_sheet() -> None:
    assert (colours("light")["paper"], colours("dark")["tint"]) == (PAPER, DARK_GROUND)


def test_the_browser_s_frame_has_the_colour_of_the_paper() -> None:
    html = (CSS.parent.parent / "templates" / "base.jinja").read_text()
    assert [f'content="{colours(scheme)["paper"]}"' in html for scheme in SCHEMES] == [True, True]

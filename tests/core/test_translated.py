"""A text and the language it came from, and how a template shows it."""

from typing import Any

import pytest
from django.utils import translation

from forum.core.translated import (
    Translated,
    html_lang,
    in_other_languages,
    latin_letters_lang,
    translated,
)
from forum.delivery.page_texts import PageTexts, Prose, Text
from forum.delivery.pictures import portrait
from forum.delivery.renderer import render_lang, render_lines, render_text
from forum.models import SiteSettings
from people.models import Person
from sessions_app.models import Appearance, Event


def show(record: Event, fields: str) -> str:
    """Return a field as a page prints it in a line."""
    return render_text(PageTexts().show(record, fields))


def event(**values: Any) -> Event:
    facts = {"title_zh_hans": "绿色港口", "title_en": "Green Ports"}
    return Event(**{**facts, "ready_languages": ["zh-hans", "en"], **values})


def chinese(**values: Any) -> Event:
    return event(title_en=None, **values)


def test_a_text_in_the_page_s_language() -> None:
    assert translated(event(), "title") == Translated("Green Ports", "en", "en")


def test_a_missing_text_falls_back_to_the_original() -> None:
    assert translated(chinese(), "title") == Translated("绿色港口", "zh-hans", "en")


def test_a_text_in_a_language_that_is_not_ready_stays_unseen() -> None:
    draft = event(ready_languages=["zh-hans"])
    assert translated(draft, "title") == Translated("绿色港口", "zh-hans", "en")


def test_a_text_that_is_ready_in_no_language_is_empty() -> None:
    assert translated(event(ready_languages=[]), "title") == Translated("", "en", "en")


def test_site_settings_are_ready_in_every_language() -> None:
    assert translated(SiteSettings(site_name_en="Record"), "site_name").value == "Record"


def test_the_other_languages_of_a_text() -> None:
    assert in_other_languages(event(), "title") == [Translated("绿色港口", "zh-hans", "en")]


def test_a_fallback_has_no_other_languages() -> None:
    assert in_other_languages(chinese(), "title") == []


@pytest.mark.parametrize(
    ("code", "tag"), [("zh-hans", "zh-Hans"), ("en", "en"), ("pt-br", "pt-BR")]
)
def test_html_lang(code: str, tag: str) -> None:
    assert html_lang(code) == tag


def test_text_in_the_page_s_language_stands_bare() -> None:
    assert show(event(), "title") == "Green Ports"


def test_a_fallback_stands_in_its_own_language() -> None:
    assert show(chinese(), "title") == '<span lang="zh-Hans">绿色港口</span>'


@pytest.mark.parametrize(
    ("record", "html"),
    [
        (event(title_en="<b>"), "&lt;b&gt;"),
        (chinese(title_zh_hans="<i>"), '<span lang="zh-Hans">&lt;i&gt;</span>'),
    ],
)
def test_text_is_escaped_in_either_language(record: Event, html: str) -> None:
    assert show(record, "title") == html


def test_the_first_field_that_has_text_is_shown() -> None:
    both = event(subtitle_en="Below")
    assert show(both, "subtitle title") == "Below"
    assert show(both, "venue title") == "Green Ports"


def test_lines_are_escaped_and_broken() -> None:
    assert render_lines(Text("A <b>\nB")) == "A &lt;b&gt;<br>B"


def test_rich_text_stands_in_its_language_with_its_mark() -> None:
    record = event(introduction_zh_hans="<p>港口</p>")
    assert PageTexts().show_prose(record, "introduction") == Prose(
        "<p>港口</p>", "zh-Hans", [("fallback", "Chinese only")]
    )


def test_rich_text_in_the_page_s_language_bears_no_mark() -> None:
    record = event(introduction_en="<p>Ports</p>")
    assert PageTexts().show_prose(record, "introduction") == Prose("<p>Ports</p>", "", [])


def test_english_only_on_a_chinese_page() -> None:
    with translation.override("zh-hans"):
        marks = PageTexts().list_marks(event(title_zh_hans=None), "title")
    assert marks == [("fallback", "仅有英文")]


@pytest.mark.parametrize(("record", "html"), [(chinese(), ' lang="zh-Hans"'), (event(), "")])
def test_the_lang_attribute_of_an_element(record: Event, html: str) -> None:
    text = PageTexts().show(record, "title")
    assert text
    assert render_lang(text) == html


def test_an_excerpt_of_latin_text_ends_after_a_word() -> None:
    record = event(introduction_en=f"<p>{'harbour ' * 60}</p>")
    html = render_text(PageTexts().show_excerpt(record, "introduction"))
    assert (html.split(" ")[-2:], len(html) <= 221) == (["harbour", "…"], True)


def test_a_short_text_is_its_own_excerpt() -> None:
    record = event(introduction_en="<p>One.</p><p>Two &amp; three.</p>")
    html = render_text(PageTexts().show_excerpt(record, "introduction"))
    assert html == "One. Two &amp; three."


def test_a_page_without_fallback_says_nothing_at_its_head() -> None:
    texts = PageTexts()
    texts.show(event(), "title")
    assert texts.say_honestly() == ""


def test_a_page_with_fallbacks_says_so_once_at_its_head() -> None:
    texts = PageTexts()
    for record in (chinese(), chinese()):
        texts.show(record, "title")
    sentence = "Parts of this page are not available in English and are shown in Chinese."
    assert texts.say_honestly() == sentence


@pytest.mark.parametrize(
    ("language", "names", "monogram"),
    [
        ("zh-hans", {"name_zh_hans": "王芳"}, ' aria-hidden="true">王'),
        ("en", {"name_zh_hans": "王芳"}, ' lang="zh-Hans" aria-hidden="true">王'),
        ("en", {"name_en": "Roy Bhila"}, ' aria-hidden="true">RB'),
        ("zh-hans", {"name_en": "Roy Bhila"}, ' lang="en" aria-hidden="true">RB'),
        ("en", {"name_en": "Maria Belen Sunga Acosta"}, ' aria-hidden="true">MA'),
        ("en", {"name_en": "Narin"}, ' aria-hidden="true">N'),
    ],
)
def test_the_monogram_of_a_person_without_a_portrait(
    language: str, names: dict[str, str], monogram: str
) -> None:
    person = Person(slug="lin-lan", ready_languages=["zh-hans", "en"], **names)
    with translation.override(language):
        html = portrait(person)
    assert html == f'<span class="monogram tint-6"{monogram}</span>'


@pytest.mark.parametrize(
    ("code", "tag"), [("zh-hans", "zh-Latn"), ("en", "en"), ("fr", "fr"), ("ar", "ar-Latn")]
)
def test_the_letters_of_an_index_are_latin_in_every_language(code: str, tag: str) -> None:
    assert latin_letters_lang(code) == tag


def test_a_title_belongs_to_the_languages_of_its_event() -> None:
    from sessions_app.models import Session

    appearance = Appearance(
        session=Session(event=event(ready_languages=["zh-hans"])),
        title_zh_hans="院长",
        title_en="Director",
    )
    assert translated(appearance, "title") == Translated("院长", "zh-hans", "en")

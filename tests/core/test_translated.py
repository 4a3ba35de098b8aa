"""A text and the language it came from, and how a template shows it."""

from typing import Any

import pytest
from django.template import engines
from django.utils import translation

from forum.core.translated import (
    Translated,
    html_lang,
    in_other_languages,
    latin_letters_lang,
    translated,
)
from forum.delivery.page_texts import Text
from forum.delivery.renderer import render_lines
from forum.delivery.text_markup import fallback_mark, first_text
from forum.models import SiteSettings
from people.models import Person
from sessions_app.models import Appearance, Event


def render(source: str, **context: Any) -> str:
    return engines["django"].from_string(f"{{% load images %}}{source}").render(context)


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
    assert render('{{ event|text:"title" }}', event=event()) == "Green Ports"


def test_a_fallback_stands_in_its_own_language() -> None:
    html = render('{{ event|text:"title" }}', event=chinese())
    assert html == '<span lang="zh-Hans">绿色港口</span>'


def test_text_is_escaped_in_either_language() -> None:
    html = render(
        '{{ a|text:"title" }}{{ b|text:"title" }}',
        a=event(title_en="<b>"),
        b=chinese(title_zh_hans="<i>"),
    )
    assert html == '&lt;b&gt;<span lang="zh-Hans">&lt;i&gt;</span>'


def test_the_first_field_that_has_text_is_shown() -> None:
    both = event(subtitle_en="Below")
    assert render('{{ event|text:"subtitle title" }}', event=both) == "Below"
    assert render('{{ event|text:"venue title" }}', event=both) == "Green Ports"


def test_lines_are_escaped_and_broken() -> None:
    assert render_lines(Text("A <b>\nB")) == "A &lt;b&gt;<br>B"


def test_rich_text_is_a_block_with_the_mark_before_it() -> None:
    record = event(introduction_zh_hans="<p>港口</p>")
    assert render('{% prose event "introduction" %}', event=record) == (
        '<small class="fallback">Chinese only</small> '
        '<div class="prose" lang="zh-Hans"><p>港口</p></div>'
    )


def test_rich_text_in_the_page_s_language_bears_no_mark() -> None:
    record = event(introduction_en="<p>Ports</p>")
    html = render('{% prose event "introduction" %}', event=record)
    assert html == '<div class="prose"><p>Ports</p></div>'


def test_english_only_on_a_chinese_page() -> None:
    with translation.override("zh-hans"):
        record = event(title_zh_hans=None)
        words = translation.gettext("English only")
        mark = fallback_mark(first_text(record, "title"))
    assert mark == f'<small class="fallback">{words}</small> '


def test_the_lang_attribute_of_an_element() -> None:
    assert render('<h1{% lang event "title" %}>', event=chinese()) == '<h1 lang="zh-Hans">'
    assert render('<h1{% lang event "title" %}>', event=event()) == "<h1>"


def test_an_excerpt_of_latin_text_ends_after_a_word() -> None:
    record = event(introduction_en=f"<p>{'harbour ' * 60}</p>")
    html = render('{{ event|excerpt:"introduction" }}', event=record)
    assert (html.split(" ")[-2:], len(html) <= 221) == (["harbour", "…"], True)


def test_a_short_text_is_its_own_excerpt() -> None:
    record = event(introduction_en="<p>One.</p><p>Two &amp; three.</p>")
    assert render('{{ event|excerpt:"introduction" }}', event=record) == "One. Two &amp; three."


def test_a_page_without_fallback_says_nothing_at_its_head() -> None:
    html = render('{% honest %}{{ event|text:"title" }}{% endhonest %}', event=event())
    assert html == "Green Ports"


def test_a_page_with_fallbacks_says_so_once_at_its_head() -> None:
    source = '{% honest %}{{ event|text:"title" }}{{ event|text:"title" }}{% endhonest %}'
    html = render(source, event=chinese())
    sentence = "Parts of this page are available in Chinese only and are shown in Chinese."
    assert html == (
        f'<p class="honest">{sentence}</p>\n' + '<span lang="zh-Hans">绿色港口</span>' * 2
    )


def test_a_text_that_is_only_asked_about_is_no_fallback_of_the_page() -> None:
    source = '{% honest %}{% if event|has:"title" %}yes{% endif %}{% endhonest %}'
    assert render(source, event=chinese()) == "yes"


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
        html = render("{% portrait person %}", person=person)
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

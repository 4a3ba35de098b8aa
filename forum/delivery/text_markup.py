"""Texts as HTML: names and titles that break well, and what a reader must know of a text."""

from functools import lru_cache
from typing import Any

from django.apps import apps
from django.utils.formats import number_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, pgettext

from forum.core.content import Record
from forum.core.names import is_han
from forum.core.page_memory import memory_of
from forum.core.record_names import name_of
from forum.core.translated import Translated, translated
from forum.delivery.excerpts import beginning
from forum.delivery.latin_names import find_latin_form, render_latin_form
from forum.localization import line_breaks
from sessions_app.models import Event, Session

# Characters that the narrowest column of a telephone holds.
_NARROW = 14
# Halves of a Han character that a telephone holds in a title with letters of twice the size.
_NARROW_TITLE = 13


def lang_attribute(text: Translated) -> SafeString:
    return format_html(' lang="{}"', text.lang) if text.is_fallback else SafeString()


def first_text(record: Record, fields: str) -> Translated:
    """Return the first of some fields (parted by spaces) that has text."""
    first, _space, others = fields.partition(" ")
    text = translated(record, first)
    return text if text or not others else first_text(record, others) or text


def show_text(record: Record, fields: str) -> SafeString:
    """Render a field in a line; a fallback stands in its own language."""
    translation = first_text(record, fields)
    if fields != "name":
        return render_span(translation, translation.value)
    latin = render_latin_form(find_latin_form(record, translation))
    return render_span(translation, render_name(translation.value)) + latin


def display(record: Record, field: str) -> str:
    """Return the word for a choice, in the active language; Django looks through all of them."""
    memory = memory_of(record)
    language = memory.page.language if memory else get_language()
    return _display(record._meta.label, field, getattr(record, field), language)


@lru_cache(maxsize=4096)
def _display(label: str, field: str, value: str, _language: str | None) -> str:
    choices: Any = apps.get_model(label)._meta.get_field(field)
    return str(dict(choices.flatchoices).get(value, value))


def render_session_name(session: Session) -> SafeString:
    """Render what a session is called: its title, else its heading, else its kind."""
    name = name_of(session)
    return render_span(name, name.value)


def render_city(event: Event) -> SafeString:
    """Render where an event was: the city with the country or area, "" where neither is known."""
    city = show_text(event, "city") if translated(event, "city") else SafeString()
    country = str(event.country.name) if event.country else ""
    if not city and not country:
        return SafeString()
    place = city or country
    if city and country:
        place = format_html(
            pgettext("a place", "%(city)s, %(country)s")
            .replace("%(city)s", "{0}")
            .replace("%(country)s", "{1}"),
            city,
            country,
        )
    return format_html('<span class="city">{}</span>', place)


def render_span(translation: Translated, content: str) -> SafeString:
    if not translation.is_fallback:
        return format_html("{}", content)
    return format_html("<span{}>{}</span>", lang_attribute(translation), content)


def render_name(name: str) -> SafeString:
    """Render a name that breaks at a middle dot or a space and nowhere else."""
    parts = line_breaks.name_parts(name)
    if len(parts) < 2:
        return format_html("{}", name)
    return format_html_join("", "{}", ((keep_whole(part),) for part in parts))


def keep_whole(part: str) -> SafeString:
    """Render a part of a name on one line, if it is short enough for a narrow one.

    A Latin word without a hyphen stays there by itself.
    """
    bare, space = part_space(part)
    if len(bare) > _NARROW or (bare.isascii() and "-" not in bare):
        return format_html("{}", part)
    kind = "whole" if is_han(bare) and _fits_title(bare) else "tied"
    return format_html('<span class="{}">{}</span>{}', kind, bare, space)


def in_phrases(title: Translated) -> SafeString:
    """Render one of a title's languages in phrases."""
    pairs = [part_space(phrase) for phrase in line_breaks.phrases(title.value)]
    if len(pairs) == 1:
        return render_words(*pairs[0])
    rendered = ((render_words(phrase), space) for phrase, space in pairs)
    return format_html_join("", '<span class="phrase">{}</span>{}', rendered)


def render_words(phrase: str, space_after: str = "") -> SafeString:
    parts = (part_space(word) for word in line_breaks.words(phrase))
    return format_html_join("", "{}{}", ((whole_word(word), space) for word, space in parts))


def whole_word(word: str) -> SafeString:
    """Keep a word on one line if it can be; an engine does that by itself for Latin ones."""
    if len(word) < 2 or (word.isascii() and " " not in word):
        return format_html("{}", word)
    kind = "whole" if _fits_title(word) else "phrase"
    return format_html('<span class="{}">{}</span>', kind, word)


def _fits_title(word: str) -> bool:
    return sum(1 if character.isascii() else 2 for character in word) <= _NARROW_TITLE


def part_space(text: str) -> tuple[str, str]:
    """Return a text and the space after it."""
    bare = text.rstrip()
    return bare, text[len(bare) :]


def summary(record: Record, fields: str) -> str:
    """Return the beginning of a field without markup, for a page's description."""
    translation = first_text(record, fields)
    return beginning(translation.value, translation.language)


def spell_number(number: int) -> str:
    """Return a figure as print has it: in English with its thousands parted."""
    return number_format(number, force_grouping=True)


def short_address(url: str) -> str:
    """Return a web address as print has it: without the scheme and a last stroke."""
    return url.partition("://")[2].removesuffix("/") or url

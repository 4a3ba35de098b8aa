"""Template tags for translated text. Templates use nothing else for it."""

from typing import Any

from django import template
from django.template.defaultfilters import linebreaksbr
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext

from forum.base.translated import Translated, html_lang, translated

register = template.Library()


def _lang(text: Translated) -> SafeString:
    return format_html(' lang="{}"', html_lang(text.language)) if text.is_fallback else SafeString()


def _first(record: Any, fields: str) -> Translated:
    """Return the first of some fields (parted by spaces) that has text."""
    texts = [translated(record, field) for field in fields.split()]
    return next((text for text in texts if text), texts[0])


@register.filter
def text(record: Any, fields: str) -> SafeString | str:
    """Render a field in a line: {{ event|text:"title" }}; a fallback stands in its own language."""
    found = _first(record, fields)
    if not found.is_fallback:
        return found.value
    return format_html('<span lang="{}">{}</span>', html_lang(found.language), found.value)


@register.filter
def plain(record: Any, fields: str) -> str:
    """Return a field without markup, for attributes and <title>; give its element {% lang %}."""
    return _first(record, fields).value


@register.filter
def lines(record: Any, field: str) -> SafeString:
    """Render a plain field of several lines."""
    found = translated(record, field)
    return format_html("<span{}>{}</span>", _lang(found), linebreaksbr(found.value))


@register.filter
def has(record: Any, fields: str) -> bool:
    """Tell whether a field has text that may be shown, in whichever language."""
    return bool(_first(record, fields))


@register.simple_tag
def lang(record: Any, fields: str) -> SafeString:
    """Render the lang attribute of an element that holds a field, where it is not the page's."""
    return _lang(_first(record, fields))


@register.simple_tag
def prose(record: Any, field: str) -> SafeString:
    """Render rich text as a block in its own language, with the mark of a fallback before it."""
    found = translated(record, field)
    # Sanitized whenever it is stored.
    body = mark_safe(found.value)  # noqa: S308
    return format_html('{}<div class="prose"{}>{}</div>', fallback_mark(found), _lang(found), body)


@register.simple_tag
def mark(record: Any, fields: str) -> SafeString:
    """Render “Chinese only” where a field falls back; once a block."""
    return fallback_mark(_first(record, fields))


def fallback_mark(found: Translated) -> SafeString:
    """Return the small mark, in the page's language, that a text stands in another one."""
    if not found.is_fallback:
        return SafeString()
    return format_html('<small class="fallback">{}</small> ', only_in(found.language))


def only_in(language: str) -> str:
    """Return the words for a text that exists in one language only."""
    words = {"zh-hans": gettext("Chinese only"), "en": gettext("English only")}
    return words.get(language) or gettext("In another language only")


@register.simple_tag
def page_lang() -> str:
    """Return the BCP 47 tag of the page: zh-Hans."""
    return html_lang(get_language() or "en")

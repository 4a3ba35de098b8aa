"""Template tags for translated text. Templates use nothing else for it.

Inline: {{ event|text:"title" }}. A block: {% prose event "introduction" %}. Several field names,
parted by spaces, mean the first that has text.
"""

from django import template
from django.conf import settings
from django.template.base import NodeList, Parser, Token
from django.template.context import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from forum.core import field_labels
from forum.core.content import Record
from forum.core.translated import (
    Translated,
    html_lang,
    in_other_languages,
    noted,
    translated,
    watching,
)
from forum.delivery.excerpts import beginning
from forum.delivery.text_markup import (
    fallback_sentence,
    first_text,
    in_phrases,
    lang_attribute,
    only_in,
    render_marks,
    render_place,
    render_span,
    show_text,
)

register = template.Library()

register.filter(in_phrases)
register.filter(only_in)
register.filter("place", render_place)


@register.filter
def text(record: Record, fields: str) -> SafeString:
    """Render a field in a line: {{ event|text:"title" }}; a fallback stands in its own language."""
    return show_text(record, fields)


@register.filter
def cover_title(record: Record, fields: str) -> SafeString:
    """Render a title in phrases and words that a style sheet keeps whole where the line allows."""
    translation = noted(first_text(record, fields))
    return render_span(translation, in_phrases(translation))


@register.filter
def excerpt(record: Record, field: str) -> SafeString:
    """Render the beginning of a rich text in a line, cut between sentences where it may be."""
    translation = noted(translated(record, field))
    return render_span(translation, beginning(translation.value, translation.language))


@register.filter
def plain(record: Record, fields: str) -> str:
    """Return a field without markup, for attributes and <title>; give its element {% lang %}."""
    return first_text(record, fields).value


@register.filter
def has(record: Record, fields: str) -> bool:
    """Tell whether a field has text that may be shown, in whichever language."""
    return bool(first_text(record, fields))


@register.filter
def has_own(record: Record, field: str) -> bool:
    """Tell whether a field has text in the page's own language."""
    translation = translated(record, field)
    return bool(translation) and not translation.is_fallback


@register.filter
def others(record: Record, field: str) -> list[Translated]:
    """Return the field in the other languages, each with ``value`` and ``lang``: for covers."""
    return in_other_languages(record, field)


@register.simple_tag
def lang(record: Record, fields: str) -> SafeString:
    """Render the lang attribute of an element that holds a field, where it is not the page's."""
    return lang_attribute(first_text(record, fields))


@register.simple_tag
def prose(record: Record, field: str) -> SafeString:
    """Render rich text as a block in its own language, with the mark of a fallback before it."""
    translation = noted(translated(record, field))
    # Sanitized whenever it is stored.
    return _render_block(record, translation, mark_safe(translation.value))  # noqa: S308


def _render_block(record: Record, translation: Translated, body: SafeString) -> SafeString:
    marks = render_marks(record, translation)
    return format_html('{}<div class="prose"{}>{}</div>', marks, lang_attribute(translation), body)


@register.filter
def language_name(code: str) -> str:
    """Return the name of a language in the page's: zh-hans -> Simplified Chinese."""
    return field_labels.language_name(code)


@register.simple_tag
def page_lang() -> str:
    """Return the BCP 47 tag of the page: zh-Hans."""
    return html_lang(get_language() or settings.LANGUAGE_CODE)


class HonestNode(template.Node):
    """Renders what it holds, and before it one sentence if any text there is a fallback."""

    def __init__(self, nodelist: NodeList) -> None:
        self.nodelist = nodelist

    def render(self, context: Context) -> SafeString:
        with watching() as fallbacks:
            body = self.nodelist.render(context)
        if not fallbacks:
            return body
        return format_html('<p class="honest">{}</p>\n{}', fallback_sentence(fallbacks), body)


@register.tag
def honest(parser: Parser, token: Token) -> HonestNode:
    """Mark the part of a page that says at its head when its texts fall back to a language."""
    nodelist = parser.parse(("endhonest",))
    parser.delete_first_token()
    return HonestNode(nodelist)

"""Template tags for translated text. Templates use nothing else for it.

Inline: {{ event|text:"title" }}. A block: {% prose event "introduction" %}. Several field names,
parted by spaces, mean the first that has text.
"""

from typing import Any

from django import template
from django.template.base import NodeList, Parser, Token
from django.template.context import Context
from django.template.defaultfilters import linebreaksbr
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext

from forum.core import line_breaks
from forum.core.excerpts import beginning
from forum.core.translated import (
    Translated,
    html_lang,
    in_other_languages,
    noted,
    translated,
    watching,
)

register = template.Library()

# Characters that the narrowest column of a telephone holds.
_NARROW = 14
_BREAK = SafeString("<wbr>")


def _lang(text: Translated) -> SafeString:
    return format_html(' lang="{}"', text.lang) if text.is_fallback else SafeString()


def _first(record: Any, fields: str) -> Translated:
    """Return the first of some fields (parted by spaces) that has text."""
    texts = [translated(record, field) for field in fields.split()]
    return next((text for text in texts if text), texts[0])


def _span(found: Translated, content: str) -> SafeString:
    if not found.is_fallback:
        return format_html("{}", content)
    return format_html("<span{}>{}</span>", _lang(found), content)


@register.filter
def text(record: Any, fields: str) -> SafeString:
    """Render a field in a line: {{ event|text:"title" }}; a fallback stands in its own language."""
    found = noted(_first(record, fields))
    return _span(found, _name(found.value) if fields == "name" else found.value)


def _name(name: str) -> SafeString:
    """Render a name that breaks at a middle dot or a space and nowhere else."""
    parts = line_breaks.name_parts(name)
    if len(parts) < 2:
        return format_html("{}", name)
    shown = ((_kept(part), "" if part[-1:].isspace() else _BREAK) for part in parts[:-1])
    return format_html_join("", "{}{}", (*shown, (_kept(parts[-1]), "")))


def _kept(part: str) -> SafeString:
    """Render a part of a name on one line, if it is short enough for a narrow one.

    A Latin word without a hyphen stays there by itself.
    """
    bare, space = _parted(part)
    if len(bare) > _NARROW or (bare.isascii() and "-" not in bare):
        return format_html("{}", part)
    return format_html('<span class="kept">{}</span>{}', bare, space)


@register.filter
def lines(record: Any, field: str) -> SafeString:
    """Render a plain field of several lines."""
    found = noted(translated(record, field))
    return _span(found, linebreaksbr(found.value, autoescape=True))


@register.filter
def cover_title(record: Any, fields: str) -> SafeString:
    """Render a title in phrases and words that a style sheet keeps whole where the line allows."""
    found = noted(_first(record, fields))
    return _span(found, in_phrases(found))


@register.filter
def in_phrases(found: Translated) -> SafeString:
    """Render one of a title's languages in phrases: {{ other|in_phrases }}."""
    pairs = [_parted(phrase) for phrase in line_breaks.phrases(found.value)]
    if len(pairs) == 1:
        return _in_words(*pairs[0])
    shown = ((_in_words(phrase), space) for phrase, space in pairs)
    return format_html_join("", '<span class="phrase">{}</span>{}', shown)


def _in_words(phrase: str, after: str = "") -> SafeString:
    parts = (_parted(word) for word in line_breaks.words(phrase))
    return format_html_join("", "{}{}", ((_whole(word), space) for word, space in parts))


def _whole(word: str) -> SafeString:
    """Keep a word on one line; an engine does that by itself for Latin ones."""
    if len(word) < 2 or (word.isascii() and " " not in word):
        return format_html("{}", word)
    return format_html('<span class="whole">{}</span>', word)


def _parted(text: str) -> tuple[str, str]:
    """Return a text and the space after it."""
    bare = text.rstrip()
    return bare, text[len(bare) :]


@register.filter
def excerpt(record: Any, field: str) -> SafeString:
    """Render the beginning of a rich text in a line, cut between sentences where it may be."""
    found = noted(translated(record, field))
    return _span(found, beginning(found.value, found.language))


@register.filter
def summary(record: Any, fields: str) -> str:
    """Return the beginning of a field without markup, for a page's description."""
    found = _first(record, fields)
    return beginning(found.value, found.language)


@register.filter
def plain(record: Any, fields: str) -> str:
    """Return a field without markup, for attributes and <title>; give its element {% lang %}."""
    return _first(record, fields).value


@register.filter
def has(record: Any, fields: str) -> bool:
    """Tell whether a field has text that may be shown, in whichever language."""
    return bool(_first(record, fields))


@register.filter
def has_own(record: Any, field: str) -> bool:
    """Tell whether a field has text in the page's own language."""
    found = translated(record, field)
    return bool(found) and not found.is_fallback


@register.filter
def others(record: Any, field: str) -> list[Translated]:
    """Return the field in the other languages, each with ``value`` and ``lang``: for covers."""
    return in_other_languages(record, field)


@register.simple_tag
def lang(record: Any, fields: str) -> SafeString:
    """Render the lang attribute of an element that holds a field, where it is not the page's."""
    return _lang(_first(record, fields))


@register.simple_tag
def prose(record: Any, field: str) -> SafeString:
    """Render rich text as a block in its own language, with the mark of a fallback before it."""
    found = noted(translated(record, field))
    # Sanitized whenever it is stored.
    body = mark_safe(found.value)  # noqa: S308
    marks = fallback_mark(found) + unofficial_mark(record, found) + uncleared_mark(record, found)
    return format_html('{}<div class="prose"{}>{}</div>', marks, _lang(found), body)


@register.simple_tag
def mark(record: Any, fields: str) -> SafeString:
    """Render “Chinese only” or “Unofficial translation” where a field is that; once a block."""
    found = _first(record, fields)
    return fallback_mark(found) + unofficial_mark(record, found) + uncleared_mark(record, found)


def fallback_mark(found: Translated) -> SafeString:
    """Return the small mark, in the page's language, that a text stands in another one."""
    if not found.is_fallback:
        return SafeString()
    return format_html('<small class="fallback">{}</small> ', only_in(found.language))


def unofficial_mark(record: Any, found: Translated) -> SafeString:
    """Return the small mark of a translation that the record's owner does not vouch for."""
    owner = record.owner
    # The site's own settings have no translations to disclaim.
    unofficial = found.language in getattr(owner, "unofficial_languages", ())
    if not found or not unofficial or found.language == owner.source_language:
        return SafeString()
    return format_html('<small class="unofficial">{}</small> ', gettext("Unofficial translation"))


def uncleared_mark(record: Any, found: Translated) -> SafeString:
    """Return the small mark of remarks that their speaker was asked about and has not cleared."""
    asked = getattr(record, "is_uncleared", None)
    if not found or asked is None or not asked(found.language):
        return SafeString()
    return format_html(
        '<small class="unofficial">{}</small> ', gettext("Not reviewed by the speaker")
    )


def only_in(language: str) -> str:
    """Return the words for a text that exists in one language only."""
    words = {"zh-hans": gettext("Chinese only"), "en": gettext("English only")}
    return words.get(language) or gettext("In another language only")


@register.simple_tag
def page_lang() -> str:
    """Return the BCP 47 tag of the page: zh-Hans."""
    return html_lang(get_language() or "en")


class HonestNode(template.Node):
    """Renders what it holds, and before it one sentence if any text there is a fallback."""

    def __init__(self, nodelist: NodeList) -> None:
        self.nodelist = nodelist

    def render(self, context: Context) -> SafeString:
        with watching() as seen:
            body = self.nodelist.render(context)
        if not seen:
            return body
        return format_html('<p class="honest">{}</p>\n{}', sentence(seen), body)


def sentence(languages: set[str]) -> str:
    """Return the sentence at the head of a page whose texts fall back to some languages."""
    if languages == {"zh-hans"}:
        return gettext("Parts of this page are available in Chinese only and are shown in Chinese.")
    if languages == {"en"}:
        return gettext("Parts of this page are available in English only and are shown in English.")
    return gettext("Parts of this page are available in other languages only.")


@register.tag
def honest(parser: Parser, token: Token) -> HonestNode:
    """Mark the part of a page that says at its head when its texts fall back to a language."""
    nodelist = parser.parse(("endhonest",))
    parser.delete_first_token()
    return HonestNode(nodelist)

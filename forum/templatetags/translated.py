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

from forum.core import field_labels, line_breaks
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


def lang_attribute(text: Translated) -> SafeString:
    return format_html(' lang="{}"', text.lang) if text.is_fallback else SafeString()


def first_text(record: Any, fields: str) -> Translated:
    """Return the first of some fields (parted by spaces) that has text."""
    texts = [translated(record, field) for field in fields.split()]
    return next((text for text in texts if text), texts[0])


def render_span(translation: Translated, content: str) -> SafeString:
    if not translation.is_fallback:
        return format_html("{}", content)
    return format_html("<span{}>{}</span>", lang_attribute(translation), content)


@register.filter
def text(record: Any, fields: str) -> SafeString:
    """Render a field in a line: {{ event|text:"title" }}; a fallback stands in its own language."""
    translation = noted(first_text(record, fields))
    return render_span(
        translation, render_name(translation.value) if fields == "name" else translation.value
    )


def render_name(name: str) -> SafeString:
    """Render a name that breaks at a middle dot or a space and nowhere else."""
    parts = line_breaks.name_parts(name)
    if len(parts) < 2:
        return format_html("{}", name)
    rendered_parts = (
        (keep_whole(part), "" if part[-1:].isspace() else _BREAK) for part in parts[:-1]
    )
    return format_html_join("", "{}{}", (*rendered_parts, (keep_whole(parts[-1]), "")))


def keep_whole(part: str) -> SafeString:
    """Render a part of a name on one line, if it is short enough for a narrow one.

    A Latin word without a hyphen stays there by itself.
    """
    bare, space = part_space(part)
    if len(bare) > _NARROW or (bare.isascii() and "-" not in bare):
        return format_html("{}", part)
    return format_html('<span class="kept">{}</span>{}', bare, space)


@register.filter
def lines(record: Any, field: str) -> SafeString:
    """Render a plain field of several lines."""
    translation = noted(translated(record, field))
    return render_span(translation, linebreaksbr(translation.value, autoescape=True))


@register.filter
def cover_title(record: Any, fields: str) -> SafeString:
    """Render a title in phrases and words that a style sheet keeps whole where the line allows."""
    translation = noted(first_text(record, fields))
    return render_span(translation, in_phrases(translation))


@register.filter
def in_phrases(title: Translated) -> SafeString:
    """Render one of a title's languages in phrases: {{ other|in_phrases }}."""
    pairs = [part_space(phrase) for phrase in line_breaks.phrases(title.value)]
    if len(pairs) == 1:
        return render_words(*pairs[0])
    rendered = ((render_words(phrase), space) for phrase, space in pairs)
    return format_html_join("", '<span class="phrase">{}</span>{}', rendered)


def render_words(phrase: str, space_after: str = "") -> SafeString:
    parts = (part_space(word) for word in line_breaks.words(phrase))
    return format_html_join("", "{}{}", ((whole_word(word), space) for word, space in parts))


def whole_word(word: str) -> SafeString:
    """Keep a word on one line; an engine does that by itself for Latin ones."""
    if len(word) < 2 or (word.isascii() and " " not in word):
        return format_html("{}", word)
    return format_html('<span class="whole">{}</span>', word)


def part_space(text: str) -> tuple[str, str]:
    """Return a text and the space after it."""
    bare = text.rstrip()
    return bare, text[len(bare) :]


@register.filter
def excerpt(record: Any, field: str) -> SafeString:
    """Render the beginning of a rich text in a line, cut between sentences where it may be."""
    translation = noted(translated(record, field))
    return render_span(translation, beginning(translation.value, translation.language))


@register.filter
def summary(record: Any, fields: str) -> str:
    """Return the beginning of a field without markup, for a page's description."""
    translation = first_text(record, fields)
    return beginning(translation.value, translation.language)


@register.filter
def plain(record: Any, fields: str) -> str:
    """Return a field without markup, for attributes and <title>; give its element {% lang %}."""
    return first_text(record, fields).value


@register.filter
def has(record: Any, fields: str) -> bool:
    """Tell whether a field has text that may be shown, in whichever language."""
    return bool(first_text(record, fields))


@register.filter
def has_own(record: Any, field: str) -> bool:
    """Tell whether a field has text in the page's own language."""
    translation = translated(record, field)
    return bool(translation) and not translation.is_fallback


@register.filter
def others(record: Any, field: str) -> list[Translated]:
    """Return the field in the other languages, each with ``value`` and ``lang``: for covers."""
    return in_other_languages(record, field)


@register.simple_tag
def lang(record: Any, fields: str) -> SafeString:
    """Render the lang attribute of an element that holds a field, where it is not the page's."""
    return lang_attribute(first_text(record, fields))


@register.simple_tag
def prose(record: Any, field: str) -> SafeString:
    """Render rich text as a block in its own language, with the mark of a fallback before it."""
    translation = noted(translated(record, field))
    # Sanitized whenever it is stored.
    body = mark_safe(translation.value)  # noqa: S308
    marks = render_marks(record, translation)
    return format_html('{}<div class="prose"{}>{}</div>', marks, lang_attribute(translation), body)


@register.simple_tag
def mark(record: Any, fields: str) -> SafeString:
    """Render “Chinese only” or “Unofficial translation” where a field is that; once a block."""
    translation = first_text(record, fields)
    return render_marks(record, translation)


def render_marks(record: Any, translation: Translated) -> SafeString:
    """Return all that a reader must know of a text before reading it."""
    marks = fallback_mark(translation) + unofficial_mark(record, translation)
    return marks + uncleared_mark(record, translation)


def fallback_mark(translation: Translated) -> SafeString:
    """Return the small mark, in the page's language, that a text stands in another one."""
    if not translation.is_fallback:
        return SafeString()
    return format_html('<small class="fallback">{}</small> ', only_in(translation.language))


def unofficial_mark(record: Any, translation: Translated) -> SafeString:
    """Return the small mark of a translation that the record's owner does not vouch for."""
    owner = record.owner
    # The site's own settings have no translations to disclaim.
    unofficial = translation.language in getattr(owner, "unofficial_languages", ())
    if not translation or not unofficial or translation.language == owner.source_language:
        return SafeString()
    return format_html('<small class="unofficial">{}</small> ', gettext("Unofficial translation"))


def uncleared_mark(record: Any, translation: Translated) -> SafeString:
    """Return the small mark of remarks that their speaker was asked about and has not cleared."""
    is_uncleared = getattr(record, "is_uncleared", None)
    if not translation or is_uncleared is None or not is_uncleared(translation.language):
        return SafeString()
    return format_html(
        '<small class="unofficial">{}</small> ', gettext("Not reviewed by the speaker")
    )


@register.filter
def language_name(code: str) -> str:
    """Return the name of a language in the page's: zh-hans -> Simplified Chinese."""
    return field_labels.language_name(code)


@register.filter
def only_in(language: str) -> str:
    """Return “Chinese only” for a text that exists in that language alone."""
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
        with watching() as fallbacks:
            body = self.nodelist.render(context)
        if not fallbacks:
            return body
        return format_html('<p class="honest">{}</p>\n{}', fallback_sentence(fallbacks), body)


def fallback_sentence(languages: set[str]) -> str:
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

"""Template tags of the search: names and passages with the words that were searched marked."""

from typing import Any

from django import template
from django.template.context import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext, override

from forum.core.content import Record, column, language_codes
from forum.core.names import is_han
from forum.core.translated import Translated, html_lang, noted, translated
from forum.delivery.latin_names import LANG, find_latin_form, render_latin_form
from forum.delivery.page_texts import spell_name
from forum.delivery.search_objects import Hit
from forum.delivery.text_markup import fallback_mark, first_text, render_span
from people.models import Person
from sessions_app.models import Appearance

register = template.Library()

# The field that a kind's passages come from first of all.
_BODIES = {
    "remarks": "remarks",
    "event": "introduction",
    "person": "biography",
    "product": "summary",
    "series": "description",
    "news": "body",
    "page": "body",
    "photo": "caption",
}


@register.simple_tag(takes_context=True)
def found(context: Context, record: Record, fields: str) -> SafeString:
    """Render a field in a line like ``|text``, with the words of the query marked."""
    text = noted(first_text(record, fields))
    rendered = render_span(text, context["marker"].whole(text.value))
    latin = find_latin_form(record, text) if fields == "name" else ""
    return rendered + render_latin_form(latin)


@register.simple_tag(takes_context=True)
def marked(context: Context, text: str) -> SafeString:
    """Render a text whose language its element tells, with the words of the query marked."""
    words: SafeString = context["marker"].whole(text)
    return words


@register.simple_tag(takes_context=True)
def spelling_note(context: Context, hit: Hit, bearer: Record) -> SafeString:
    """Render the spelling that was found where no name or text on the page bears the words."""
    marker = context["marker"]
    names = [getattr(bearer, column("name", code)) or "" for code in language_codes()]
    office = translated(hit.object, "title").value if isinstance(hit.object, Appearance) else ""
    if any(marker.spans(text) for text in (*names, office, hit.text)):
        return SafeString()
    spellings = [line for line in hit.title.splitlines() if marker.spans(line)]
    if not spellings:
        return SafeString()
    # The forms in pinyin are the last line; those before are names, titles and abbreviations.
    is_pinyin = spellings[-1] == hit.title.splitlines()[-1] and any(map(is_han, names))
    if not is_pinyin or is_han(spellings[-1]):
        spelling = spell_name(spellings[-1])
        words = marker.excerpt(spelling.value, "en")
        lang = format_html(' lang="{}"', spelling.lang) if spelling.lang else ""
        return format_html(
            '<p class="context">{} <span{}>{}</span></p>', gettext("Found by:"), lang, words
        )
    forms = [form for form in spellings[-1].split() if marker.spans(form)]
    words = marker.whole(" ".join(forms))
    return format_html(
        '<p class="context">{} <span lang="{}">{}</span></p>',
        gettext("Found by the pinyin of the name:"),
        LANG,
        words,
    )


@register.simple_tag(takes_context=True)
def passage(context: Context, hit: Hit) -> SafeString:
    """Render the passage that matches in its own language, with what a reader must know of that.

    “Chinese only”, or where to read the text that it stands in, if the page's language has another.
    """
    if not hit.text:
        return SafeString()
    words = context["marker"].excerpt(hit.text, hit.language)
    if hit.language == get_language():
        return format_html('<p class="passage">{}</p>', words)
    lang = html_lang(hit.language)
    return format_html(
        '<p class="passage">{}<span lang="{}">{}</span></p>', passage_note(hit), lang, words
    )


def passage_note(hit: Hit) -> SafeString:
    body = body_of_hit(hit)
    if body.is_fallback:
        return fallback_mark(noted(body))
    lang = html_lang(hit.language)
    return format_html(
        '<a class="in-language" href="{}" hreflang="{}">{}</a> ',
        address_in(hit, hit.language),
        lang,
        in_which_text(hit.language),
    )


def body_of_hit(hit: Hit) -> Translated:
    field = _BODIES.get(hit.kind)
    language = get_language() or language_codes()[0]
    return translated(hit.object, field) if field else Translated("", language, language)


def in_which_text(language: str) -> str:
    words = {"zh-hans": gettext("In the Chinese text"), "en": gettext("In the English text")}
    return words.get(language) or gettext("In a text in another language")


def address_in(hit: Hit, language: str) -> str:
    """Return where the object stands in a language."""
    with override(language):
        return address_of(hit)


@register.filter
def address_of(hit: Hit) -> str:
    """Return where the object is shown: remarks at their anchor on the session's page.

    A photo of guests stands beside what the first of them said, any other in the event's gallery.
    """
    if hit.kind in ("remarks", "moderator"):
        return address_in_session(hit.object)
    if hit.kind == "photo":
        beside = [guest for guest in guests_on(hit.object) if guest.photo_id == hit.object.pk]
        gallery = f"{hit.object.event.get_absolute_url()}#photos"
        return address_in_session(beside[0]) if beside else gallery
    return str(hit.object.get_absolute_url())


def guests_on(photo: Any) -> list[Appearance]:
    """Return who is on a photo that was found, of its own event."""
    return [guest for guest in photo.public_guests if guest.session.event_id == photo.event_id]


@register.filter
def people_on(photo: Any) -> list[Person]:
    """Return whom a photo that was found shows and its caption does not name, each once."""
    caption = translated(photo, "caption").value
    people = dict.fromkeys(guest.person for guest in guests_on(photo))
    return [person for person in people if translated(person, "name").value not in caption]


def address_in_session(appearance: Appearance) -> str:
    return f"{appearance.session.get_absolute_url()}#remarks-{appearance.person.slug}"

"""Template tags of lists: page numbers, chosen filters, editions, spellings."""

from collections.abc import Mapping
from pathlib import PurePosixPath

from django import template
from django.conf import settings
from django.db.models.fields.files import FieldFile
from django.template.context import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from forum.core import edition_numbers
from forum.core.translated import Translated, html_lang, latin_letters_lang, translated
from forum.delivery.lists import change_address, list_page_numbers
from forum.delivery.page_texts import spell_name
from forum.delivery.renderer import render_text
from forum.delivery.text_markup import short_address
from sessions_app.models import EventOrganization

register = template.Library()

register.filter(short_address)
register.filter("numbers", list_page_numbers)


@register.simple_tag
def at_page(number: int, parameter: str = "page") -> dict[str, int | None]:
    """Return the change to an address that leads to a page of its list; the first needs no word."""
    return {parameter: number if number > 1 else None}


@register.simple_tag(takes_context=True)
def address(context: Context, changes: Mapping[str, object]) -> str:
    """Return the page's address with some parameters set, or gone where they are None."""
    return change_address(context["request"], changes)


@register.filter
def edition(number: int) -> str:
    """Return the number of an edition in words: 第六届, Sixth edition."""
    return edition_numbers.edition(number)


@register.filter
def in_its_language(label: Translated) -> SafeString:
    """Render a label that was resolved already; a fallback stands in its own language."""
    if not label.is_fallback:
        return format_html("{}", label.value)
    return format_html('<span lang="{}">{}</span>', label.lang, label.value)


@register.filter
def spelling(name: str) -> str:
    """Render a name that has no column of its own; its script tells how it is to be read."""
    return render_text(spell_name(name))


@register.filter
def letter_id(letter: str) -> str:
    """Return the id of a letter's section: letter-a, letter-other for #."""
    return f"letter-{letter.lower() if letter.isalpha() else 'other'}"


@register.simple_tag
def letters_lang() -> SafeString:
    """Return the lang attribute of an index's letters A to Z, where the page's is another."""
    language = get_language() or settings.LANGUAGE_CODE
    lang = latin_letters_lang(language)
    return format_html(' lang="{}"', lang) if lang != html_lang(language) else SafeString()


@register.filter
def has_another(role: EventOrganization, field: str) -> bool:
    """Tell whether a printed name differs from the organization's name of today."""
    printed = translated(role, field)
    return bool(printed) and printed.value not in role.organization.names()


@register.filter
def file_type(name: str) -> str:
    """Return what a file is by its name's end: agenda.pdf -> PDF."""
    return PurePosixPath(name).suffix.removeprefix(".").upper()


@register.filter
def stored_size(file: FieldFile) -> int | None:
    """Return a file's size in bytes, None where the storage has lost it."""
    try:
        return int(file.size)
    except OSError:
        return None

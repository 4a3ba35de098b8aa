"""Template tags of lists: page numbers, chosen filters, editions, spellings."""

from collections.abc import Mapping

from django import template
from django.template.context import Context

from forum.delivery.lists import change_address, list_page_numbers
from forum.delivery.page_texts import spell_name
from forum.delivery.renderer import render_text
from forum.delivery.text_markup import short_address, spell_number

register = template.Library()

register.filter(short_address)
register.filter("figure", spell_number)
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
def spelling(name: str) -> str:
    """Render a name that has no column of its own; its script tells how it is to be read."""
    return render_text(spell_name(name))

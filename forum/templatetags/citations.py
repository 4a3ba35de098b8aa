"""Template tags for what a record's page says about itself: where it is found."""

from typing import Any

from django import template
from django.template.context import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, override

from forum.core.content import Content, Record, language_codes

register = template.Library()


def absolute(context: Context, record: Any) -> str:
    """Return a record's whole address, in the page's language."""
    return str(context["request"].build_absolute_uri(record.get_absolute_url()))


@register.simple_tag(takes_context=True)
def short_address(context: Context, record: Record) -> str:
    """Return a record's address as it is typed: example.org/en/events/2023-ports/."""
    return absolute(context, record).partition("://")[2]


@register.simple_tag(takes_context=True)
def canonical_link(context: Context, record: Content) -> SafeString:
    """Render which page stands for this one: the record's own, where it has its main text."""
    announced = [code for code in language_codes() if record.is_announced_in(code)]
    language = get_language() or ""
    if language not in announced and announced:
        source = record.owner.source_language
        language = source if source in announced else announced[0]
    with override(language):
        return format_html('<link rel="canonical" href="{}">', absolute(context, record))

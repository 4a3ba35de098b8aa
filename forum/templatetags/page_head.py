"""Template tags for the head of a page, and for its language switch."""

from django import template

from forum.delivery.page_head import (
    head_links,
    language_links,
    list_title,
)

register = template.Library()

register.simple_tag(language_links, takes_context=True)
register.simple_tag(list_title, takes_context=True)
register.simple_tag(head_links, takes_context=True)

"""Template tags for what others show of a page: its description and its Open Graph card."""

from django import template

from forum.delivery.link_previews import (
    card,
    description,
    first_image,
    structured,
)

register = template.Library()

register.simple_tag(description, takes_context=True)
register.simple_tag(card, takes_context=True)
register.simple_tag(structured, takes_context=True)
register.simple_tag(first_image, takes_context=True)

"""Template tags for pictures; see ``forum.delivery.pictures``."""

from django import template

from forum.delivery.pictures import (
    logo,
    photo,
    photo_size,
    photo_url,
    portrait,
)

register = template.Library()

register.simple_tag(photo)
register.simple_tag(portrait)
register.simple_tag(logo)
register.simple_tag(photo_url)
register.simple_tag(photo_size)

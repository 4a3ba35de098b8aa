"""Template tags for pictures; see ``forum.delivery.pictures``."""

from django import template

from forum.delivery.pictures import photo, portrait

register = template.Library()

register.simple_tag(photo)
register.simple_tag(portrait)

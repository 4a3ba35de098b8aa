"""Template tags for the other forms in which a record can be had."""

from django import template

from forum.delivery.other_formats import formats_of

register = template.Library()

register.simple_tag(formats_of)

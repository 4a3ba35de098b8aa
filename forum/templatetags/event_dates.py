"""Template tags for days and hours."""

from django import template

from forum.delivery.time_markup import (
    day_words,
    days,
    times,
    zone,
)

register = template.Library()

register.simple_tag(days)
register.simple_tag(day_words)
register.simple_tag(times)
register.simple_tag(zone)

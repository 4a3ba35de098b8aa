"""Template tags for days and hours."""

from django import template

from forum.delivery.time_markup import day_words, days

register = template.Library()

register.simple_tag(days)
register.simple_tag(day_words)

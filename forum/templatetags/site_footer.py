"""Template filters for the foot of every page."""

from django import template
from django.utils.translation import get_language

from forum.delivery.site_footer import mail_links, public_security_address

register = template.Library()

register.filter(public_security_address)
register.filter(mail_links)


@register.simple_tag
def active_language() -> str:
    """Return the code of the language that is being rendered: zh-hans."""
    return get_language() or ""

"""Template filters for the foot of every page."""

import re
import unicodedata
from typing import Final

from django import template
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

register = template.Library()

PUBLIC_SECURITY: Final = "https://beian.mps.gov.cn/"
# In text that has been escaped already, so no quotes and no angle brackets can be among it.
_MAIL = re.compile(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")


@register.simple_tag
def active_language() -> str:
    """Return the code of the language that is being rendered: zh-hans."""
    return get_language() or ""


@register.filter
def public_security_address(number: str) -> str:
    """Return where the authority shows a filing number; its own front page if there are no digits.

    沪公网安备 31010102001234号 -> …webSearch?code=31010102001234
    """
    digits = "".join(re.findall("[0-9]", unicodedata.normalize("NFKC", number)))
    return f"{PUBLIC_SECURITY}#/query/webSearch?code={digits}" if digits else PUBLIC_SECURITY


@register.filter
def mail_links(text: str) -> SafeString:
    """Make the mail addresses in a text links; telephones find none by themselves here."""
    html = conditional_escape(text)
    return mark_safe(_MAIL.sub(r'<a href="mailto:\g<0>">\g<0></a>', html))  # noqa: S308

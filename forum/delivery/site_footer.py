"""What the foot of every page makes of the site's contact and filing numbers."""

import re
import unicodedata
from typing import Final

from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

PUBLIC_SECURITY: Final = "https://beian.mps.gov.cn/"
# In text that has been escaped already, so no quotes and no angle brackets can be among it.
_MAIL = re.compile(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")


def public_security_address(number: str) -> str:
    """Return where the authority shows a filing number; its own front page if there are no digits.

    沪公网安备 31010102001234号 -> …webSearch?code=31010102001234
    """
    digits = "".join(re.findall("[0-9]", unicodedata.normalize("NFKC", number)))
    return f"{PUBLIC_SECURITY}#/query/webSearch?code={digits}" if digits else PUBLIC_SECURITY


def mail_links(text: str) -> SafeString:
    """Make the mail addresses in a text links; telephones find none by themselves here."""
    html = conditional_escape(text)
    # Escaped above; a mail address holds nothing that would end the attribute.
    return mark_safe(_MAIL.sub(r'<a href="mailto:\g<0>">\g<0></a>', html))  # noqa: S308

"""Where the desk shows translations."""

from typing import Any
from urllib.parse import urlencode

from django.urls import NoReverseMatch, reverse


def board(**query: Any) -> str:
    """Return the address of the translation board: event=key, language=code; "" without one."""
    try:
        address = reverse("translation-board")
    except NoReverseMatch:
        return ""
    asked = {name: value for name, value in query.items() if value}
    return f"{address}?{urlencode(asked)}" if asked else address

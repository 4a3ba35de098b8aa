"""XML as text, with exact control of what stands between the tags."""

from typing import Final
from xml.sax.saxutils import escape

from forum.localization.exchange.inline_codes import UNCARRIED

_ATTRIBUTE: Final = {'"': "&quot;", "\n": "&#10;", "\t": "&#9;", "\r": "&#13;"}


def element(name: str, /, *content: str, **attributes: str | None) -> str:
    """Return an element. content: markup; attributes: those of None are left out.

    Underlines in the names of attributes stand for hyphens, two of them for a colon.
    """
    head = name + "".join(
        f' {_attribute_name(key)}="{escape(carried(value), _ATTRIBUTE)}"'
        for key, value in attributes.items()
        if value is not None
    )
    inner = "".join(content)
    return f"<{head}>{inner}</{name}>" if inner else f"<{head}/>"


def text(value: str) -> str:
    """Return text as markup; a carriage return would be read as a line feed."""
    return escape(carried(value), {"\r": "&#13;"})


def carried(value: str) -> str:
    """Return a text without the characters that XML cannot hold."""
    return UNCARRIED.sub("\ufffd", value)


def _attribute_name(key: str) -> str:
    return key.replace("__", ":").replace("_", "-")

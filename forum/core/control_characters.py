"""Text for formats that cannot carry every character."""

import re

# What XML 1.0 refuses and RFC 5545 forbids in a text; line feed and tab stay.
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff]")


def printable(text: str) -> str:
    """Return the text without control characters, each kind of line end as a line feed."""
    return _CONTROLS.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))

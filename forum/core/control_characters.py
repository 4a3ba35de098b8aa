"""Text for formats, and names for sentences, that cannot carry every character."""

import re
from pathlib import PurePath
from typing import Final

# What XML 1.0 refuses, for a class of characters: all but its production 2.
NOT_XML: Final = r"\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff"
# That, and what RFC 5545 forbids in a text; line ends and tab stay.
CONTROL_CHARACTERS: Final = re.compile(rf"[{NOT_XML}\x7f-\x9f]")


def printable(text: str) -> str:
    """Return the text without control characters, each kind of line end as a line feed."""
    return CONTROL_CHARACTERS.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def printable_file_name(name: str) -> str:
    """Return the last part of a file's name, which may hold anything, fit for a sentence."""
    last = PurePath(name).name
    return "".join(char if char.isprintable() else "?" for char in last)

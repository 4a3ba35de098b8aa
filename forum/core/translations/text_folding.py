"""Which change of a text counts: not that of spaces, punctuation and markup."""

import hashlib
import re
import unicodedata
from html import unescape

# Punctuation to Unicode that carries meaning in a text all the same.
_MEANT = frozenset("%‰‱&@#*§")
# Symbols to Unicode that part words as punctuation does.
_PARTING = frozenset("~～|｜`^")
# A mark between digits counts: 1.5 is not 15. It is moved out of reach, to private characters.
_BETWEEN_DIGITS = re.compile(r"[^\w\s](?<=\d.)(?=\d)")
_OUT_OF_REACH = 0xF0000
_HREF = re.compile(r'<a\b[^>]*\bhref="([^"]*)"[^>]*>')
_TAG = re.compile(r"<[^>]*>")


class _Silent(dict[int, int | None]):
    """A table for ``str.translate`` that learns which characters do not count."""

    def __missing__(self, code: int) -> int | None:
        char = chr(code)
        # Punctuation, separators, controls and what formats; not private or unassigned characters.
        silent = unicodedata.category(char) in _CATEGORIES and char not in _MEANT
        self[code] = None if silent or char in _PARTING else code
        return self[code]


_CATEGORIES = frozenset(["Pc", "Pd", "Ps", "Pe", "Pi", "Pf", "Po", "Zs", "Zl", "Zp", "Cc", "Cf"])
_SILENT = _Silent()


def folded(text: str | None, rich: bool = False) -> str:
    """Return what counts of a text, to be compared.

    rich: the text is HTML; its tags do not count, the addresses of its links do.
    """
    text = text or ""
    if rich:
        text = unescape(_TAG.sub(" ", _HREF.sub(r" \1 ", text)))
    marked = _BETWEEN_DIGITS.sub(lambda mark: chr(_OUT_OF_REACH + (ord(mark[0]) & 0xFFFF)), text)
    return marked.translate(_SILENT)


def is_same_text(first: str | None, second: str | None, rich: bool = False) -> bool:
    """Tell whether two texts say the same, whitespace and punctuation aside."""
    return first == second or folded(first, rich) == folded(second, rich)


def digest(text: str | None, rich: bool = False) -> str:
    """Return 16 hexadecimal digits that stay while a text says the same."""
    return hashlib.sha256(folded(text, rich).encode("utf-8", "replace")).hexdigest()[:16]

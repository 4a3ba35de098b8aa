"""Texts as people type them into a cell. Rich text is a line a paragraph, with tags only where
there are marks: always the plainest text that reads back as the very same HTML.
"""

import re
from collections.abc import Iterator

from forum.core.richtext import sanitize

_PARAGRAPH = re.compile(r"<p>(.*?)</p>", re.DOTALL)
# Of our own tags and of those that tools bring, which the sanitizer takes away with all they say.
_NAMES = "p|br|strong|em|h3|h4|ul|ol|li|blockquote|a|b|i|u|s|span|div|font|img|script|style"
# Of other elements, as tools write them: <Code> is a title, <time> and <address> are words.
_OTHER_NAMES = (
    "h1 h2 h5 h6 sub sup small big code pre kbd samp var tt del ins mark strike abbr cite q hr wbr "
    "table caption colgroup col thead tbody tfoot tr td th dl dt dd section article header footer "
    "nav aside figure figcaption center o:p"
)
_OTHERS = "|".join((*_OTHER_NAMES.split(), *_OTHER_NAMES.upper().split()))
_ATTRIBUTE = r"""\s+[\w:-]+\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'<>]+)"""
_NO_TAG = re.compile(
    rf"<(?!/?(?:{_NAMES}|(?-i:{_OTHERS}))(?:{_ATTRIBUTE})*\s*/?>|!--[^<>]*-->)", re.IGNORECASE
)
_BLOCK = re.compile(r"<(?:p|h3|h4|ul|ol|blockquote)\b", re.IGNORECASE)


def with_line_feeds(text: str) -> str:
    """Return a text with line feeds alone: browsers send pairs, which show as odd characters."""
    return text.replace("\r\n", "\n")


def to_cell(value: str) -> str:
    """Return rich text as the plainest text from which ``to_rich_text`` makes the same again."""
    return next((text for text in _plainer(value) if to_rich_text(text) == value), value)


def to_rich_text(text: str) -> str:
    """Return what was typed as rich text: HTML where it begins with a block, else by its lines.

    A “<” that opens no tag is text: 《绿色港口》 is typed as <Green Ports> too.
    """
    text = _NO_TAG.sub("&lt;", text)
    if _BLOCK.match(text.lstrip()):
        return sanitize(text)
    lines = (line for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))
    return sanitize("".join(f"<p>{line}</p>" for line in lines if line.strip()))


def has_blocks(text: str) -> bool:
    """Tell whether a text has a paragraph, heading, list or quotation of its own."""
    return _BLOCK.search(text) is not None


def _plainer(value: str) -> Iterator[str]:
    """Yield the text without its paragraphs' tags, first as it would be written by hand."""
    if _PARAGRAPH.sub("", value):
        return
    lines = "\n".join(_PARAGRAPH.findall(value))
    yield lines.replace("&nbsp;", "\xa0").replace("&amp;", "&")
    yield lines.replace("&nbsp;", "\xa0")
    yield lines

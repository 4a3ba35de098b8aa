"""Spaces that pad labels and names of two characters to the width of longer ones."""

import re
from typing import Final

from forum.reader.shapes.record.name_forms import is_name_zh
from forum.reader.vocabulary import surnames

# A name behind a mark, or at a line's beginning, before the next mark or a title.
_NAME: Final = re.compile(
    r"(?:^|(?<=[:：；;、，,]))\s*(?:([\u4e00-\u9fff])[ \u3000]{1,4}([\u4e00-\u9fff])|"
    rf"({surnames.COMPOUND})[ \u3000]{{1,4}}([\u4e00-\u9fff]{{1,2}}))"
    r"(?=[ \u3000（(，,；;、]|$)"
)
_LABEL: Final = re.compile(
    r"^\s*([\u4e00-\u9fff])[ \u3000]+([\u4e00-\u9fff])(?:[ \u3000]+([\u4e00-\u9fff]))?"
    r"(?:[ \u3000]+([\u4e00-\u9fff]))?(?=\s*(?:[:：]|$))"
)


def close_label(text: str) -> str:
    """Return a line with the label at its beginning, or a title of single letters, closed."""
    return _LABEL.sub(lambda match: "".join(filter(None, match.groups())), text)


def close_padding(text: str) -> str:
    """Return a line with its label and its names closed: 主  持：王  芳."""
    return _NAME.sub(_joined_name, close_label(text))


def _joined_name(match: re.Match[str]) -> str:
    name = "".join(filter(None, match.groups()))
    return name if is_name_zh(name) else match[0]

"""Chinese names of frequent surnames, where nothing beside them says whose they are."""

import re
from collections.abc import Iterator
from typing import Final

from forum.reader.shapes.record.name_forms import is_name_zh, may_be_phrase

CONJUNCTIONS: Final = "和与及"
# 向林岚、王芳、高岩等32位颁发了证书
_AWARDED: Final = re.compile(
    "[向为](?P<names>[^，。；：向为]{5,400}?)(?:等[^，。；、]{0,8})?(?:颁[发授奖]|授予|赠送)"
)
_FEWEST_AWARDED: Final = 3
_MOSTLY: Final = 0.75


def is_plain_name(text: str, length: int) -> bool:
    """Tell whether a text of a length is a name: of a frequent surname, and no phrase."""
    return (
        len(text) == length
        and is_name_zh(text)
        and text[0] not in CONJUNCTIONS
        and " " not in text
        and text[-1] != "副"
        and not may_be_phrase(text)
    )


def find_awarded(text: str) -> Iterator[tuple[int, int]]:
    """Yield where names stand to whom something is awarded, in lists of which most are names."""
    for match in _AWARDED.finditer(text):
        parts = list(re.finditer(r"[^、\s](?:[^、]*[^、\s])?", match["names"]))
        sure = [part for part in parts if is_plain_name(part[0], len(part[0]))]
        if len(sure) >= _FEWEST_AWARDED and len(sure) >= _MOSTLY * len(parts):
            first = match.start("names")
            yield from ((first + part.start(), first + part.end()) for part in sure)

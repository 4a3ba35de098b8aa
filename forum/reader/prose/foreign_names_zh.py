"""Where a Chinese sentence writes names from elsewhere as one word behind a title.

董事长布兰迪尼: written in the characters for foreign sounds; 设计师Paolo: in letters, which may as
well be what the post is for, so that they are asked for.
"""

import re
from collections.abc import Callable, Iterator
from typing import Final

from forum.reader.reading import Certainty
from forum.reader.shapes.record.name_forms import TITLE_END
from forum.reader.vocabulary import places, surnames

_TITLE_RUN: Final = re.compile(f"(?:{TITLE_END.pattern})+")
_SOUNDS: Final = re.compile(f"[{''.join(sorted(surnames.SOUNDS))}]{{4,7}}")
_SHORTEST: Final = 4
_LATIN: Final = re.compile(r"\s?(?P<name>[A-Z][a-zà-ɏ’'-]{2,15})(?![A-Za-z0-9 .&+/-]*[A-Za-z0-9])")


def foreign_spans(
    text: str, may_end: Callable[[str, int], bool]
) -> Iterator[tuple[int, int, Certainty]]:
    """Yield where such names stand. may_end: whether a name may end at a place of a text."""
    for title in _TITLE_RUN.finditer(text):
        start = title.end()
        if sounds := _SOUNDS.match(text, start):
            ends = range(sounds.end(), start + _SHORTEST - 1, -1)
            end = next((end for end in ends if may_end(text, end)), 0)
            # 大会副主席巴基斯坦致辞: countries are written in the same characters.
            if end and text[start:end] not in places.COUNTRIES_ZH:
                yield start, end, Certainty.LIKELY
        elif (latin := _LATIN.match(text, start)) and may_end(text, latin.end()):
            yield *latin.span("name"), Certainty.GUESS

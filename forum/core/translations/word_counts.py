"""The amount of text to translate: Chinese characters and words."""

import re
from typing import NamedTuple

from forum.core.richtext import to_text

_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_WORD = re.compile(r"[^\W_]+(?:['’.\-][^\W_]+)*")


class Amount(NamedTuple):
    """How long a text is. characters: Chinese ones; words: of every other script, and figures."""

    characters: int = 0
    words: int = 0

    def __add__(self, other: "Amount") -> "Amount":  # type: ignore[override]  # tuples chain
        return Amount(self.characters + other.characters, self.words + other.words)


def amount(text: str, rich: bool = False) -> Amount:
    """Count a text: a run of Latin letters or figures among Chinese is one word."""
    plain = to_text(text) if rich else text
    without_han = _HAN.sub(" ", plain)
    return Amount(len(_HAN.findall(plain)), len(_WORD.findall(without_han)))

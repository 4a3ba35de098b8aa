"""Text -> tokens: each Han character, each word of other scripts, each mark.

Terms are looked for as runs of tokens. So a Chinese term is found within a run of characters, and
an English one only as whole words.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from forum.core.names import MIDDLE_DOTS

_HAN: Final = "\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_TOKEN = re.compile(rf"[{_HAN}]|(?:(?![{_HAN}])\w)+|\n|\S")
_MARKS: Final = str.maketrans(
    {
        **dict.fromkeys(MIDDLE_DOTS, "·"),
        **dict.fromkeys("‐‑‒–—―－─", "-"),
        **dict.fromkeys("‘’ʼ＇", "'"),
        **dict.fromkeys("“”＂", '"'),
    }
)
_ARTICLES: Final = frozenset({"the", "a", "an"})
# Longer words in capitals are emphasis, shorter ones may be a word: US and us, WHO and who.
_ACRONYM: Final = 6
_REMEMBERED: Final = 100_000


@dataclass(frozen=True, slots=True)
class TokenizedText:
    """A text in tokens. tokens: as they stand; stems: as they are found; starts: their places.

    Three lists, not one of objects: a glossary of 20,000 terms is cut when it is first asked.
    """

    tokens: list[str]
    stems: tuple[str, ...]
    starts: list[int]

    def span(self, place: int, length: int) -> tuple[int, int]:
        """Return where a run of tokens begins and ends in the text."""
        last = place + length - 1
        return self.starts[place], self.starts[last] + len(self.tokens[last])


def normalize(text: str) -> str:
    """Return the text that the places of its tokens are counted in."""
    return unicodedata.normalize("NFC", text)


def tokenize(text: str) -> TokenizedText:
    """Cut a text; it must be ``normal``."""
    matches = list(_TOKEN.finditer(text))
    tokens = [match[0] for match in matches]
    return TokenizedText(
        tokens,
        tuple(fold_token(token)[1] for token in tokens),
        [match.start() for match in matches],
    )


@lru_cache(maxsize=65_536)
def tokenize_term(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the tokens of a term as they stand there, and their stems; without an article before.

    Remembered, for the glossary is compiled anew whenever one of its terms changes.
    """
    tokens = tuple(_TOKEN.findall(normalize(text)))
    stems = tuple([fold_token(token)[1] for token in tokens])
    return (tokens[1:], stems[1:]) if len(tokens) > 1 and stems[0] in _ARTICLES else (tokens, stems)


def is_acronym(token: str) -> bool:
    """Tell whether a token is what it is by its capitals."""
    return 2 <= len(token) <= _ACRONYM and token.isascii() and token.isupper()


_folded: dict[str, tuple[str, str]] = {}


def fold_token(token: str) -> tuple[str, str]:
    """Return a token folded (without case, accents and width) and its stem (without the plural).

    A language repeats itself: what was folded once is remembered.
    """
    folded_and_stem = _folded.get(token)
    if folded_and_stem is None:
        if len(_folded) > _REMEMBERED:
            _folded.clear()
        folded = _fold(token)
        folded_and_stem = _folded[token] = folded, _stem(folded)
    return folded_and_stem


def _fold(token: str) -> str:
    compatible = unicodedata.normalize("NFKC", token).translate(_MARKS)
    plain = unicodedata.normalize("NFKD", compatible)
    return "".join(char for char in plain if not unicodedata.combining(char)).casefold() or token


def _stem(word: str) -> str:
    """Return an English word without the ending of a plural, roughly; both sides are cut alike."""
    if len(word) < 4 or not word.isascii():
        return word
    if word.endswith("ies"):
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes", "zes")):
        return word[:-2]
    return word[:-1] if word.endswith("s") and word[-2] not in "sui" else word

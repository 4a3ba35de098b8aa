"""Proposed addresses: ASCII, cut at a word, free. What staff or an import stored is never changed.

``slugify("王芳")`` is empty: a Chinese text is read as pinyin here.
"""

import itertools
import re
import unicodedata
from collections.abc import Callable

from forum.core.content import SLUG_LENGTH
from forum.core.han_readings import read_aloud

EVENT_LENGTH = 60

# Latin letters that no decomposition leads to ASCII.
_LETTERS = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "þ": "th", "ı": "i"}
)
_APOSTROPHES = str.maketrans("", "", "'’‘ʼ`´")
_WORD = re.compile(r"[a-z0-9]+")
_HAN_RUN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]+")


def propose(
    *texts: str | None,
    year: int | None = None,
    length: int = SLUG_LENGTH,
    is_taken: Callable[[str], bool] = lambda slug: False,
) -> str:
    """Return a free slug of at most ``length`` characters, "" when no text has a word for it.

    texts: in order of preference, the English first; the first with a Latin letter, digit or Han
    character is taken. A person's Chinese name wants ``names.sort_key``, which knows surnames.
    year: put in front, once. is_taken: tells whether a slug is in use; then -2, -3 … is added.
    """
    words = next((text_words for text in texts if (text_words := _words(text or ""))), [])
    if not words:
        return ""
    if year:
        words = [str(year), *(words[1:] if words[0] == str(year) else words)]
    numbered = (_cut(words, length, f"-{number}") for number in itertools.count(2))
    return next(
        slug for slug in itertools.chain([_cut(words, length)], numbered) if not is_taken(slug)
    )


def _words(text: str) -> list[str]:
    text = _HAN_RUN.sub(lambda run: f" {' '.join(read_aloud(run[0]))} ", text)
    decomposed = unicodedata.normalize("NFKD", text.translate(_APOSTROPHES).lower())
    plain = "".join(char for char in decomposed if not unicodedata.combining(char))
    return _WORD.findall(plain.translate(_LETTERS))


def _cut(words: list[str], length: int, ending: str = "") -> str:
    """Join as many words as fit before the ending; a first word that is too long is cut itself."""
    slug = words[0][: length - len(ending)]
    for word in words[1:]:
        if len(f"{slug}-{word}{ending}") > length:
            break
        slug = f"{slug}-{word}"
    return slug + ending

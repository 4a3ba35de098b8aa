"""How a long text begins: for lists, and for the descriptions that search engines show."""

import re
from collections.abc import Iterator

from forum.core.languages import is_chinese
from forum.core.richtext import blocks, to_text

# Characters; a Han one says about as much as two or three Latin ones.
_HAN_LENGTH = 90
_LATIN_LENGTH = 220
_LEAST_OF_QUOTES = 8  # of that length the part that a quoted sentence has at least

_HAN_END = re.compile(r"[。！？][”’」』）]*")
_LATIN_END = re.compile(r"[.!?][”’\"')\]]*(?=\s)")
_ABBREVIATED = re.compile(
    r"Mr|Mrs|Ms|Dr|Prof|St|Nos?|Art|[Vv]ol|pp?|paras?|cf|vs|etc|Inc|Ltd|Co|Corp"
)


def beginning(value: str, language: str, *, is_quoted: bool = False) -> str:
    """Return how rich text begins, without markup: whole sentences, else words and an ellipsis.

    Paragraphs up to the first heading or list; what stands first there if no paragraph does.
    is_quoted: a short sentence is better than a longer one that breaks off.
    """
    han = is_chinese(language)
    limit = _HAN_LENGTH if han else _LATIN_LENGTH
    text = _running(value, han=han)
    if len(text) <= limit:
        return text
    least = limit // (_LEAST_OF_QUOTES if is_quoted else 2)
    ends = [end for end in _sentence_ends(text[: limit + 1], han=han) if end >= least]
    if ends:
        return text[: ends[-1]]
    return _clause(text, limit) if han else _words(text, limit)


def _running(value: str, *, han: bool) -> str:
    """Return the first paragraphs in one line; Han sentences follow each other without a space."""
    parts = blocks(value)
    opening = parts[:1]
    for block in parts[1:]:
        if not block.startswith("<p"):
            break
        opening.append(block)
    text = " ".join(to_text("".join(opening)).split())
    return re.sub(r"(?<=[。！？”’」』）：；]) ", "", text) if han else text


def _sentence_ends(text: str, *, han: bool) -> Iterator[int]:
    for match in (_HAN_END if han else _LATIN_END).finditer(text):
        last_word = text[: match.start()].rpartition(" ")[2].lstrip("(“‘\"'")
        # A point after a title, an initial or within U.N. ends no sentence.
        shortened = (
            _ABBREVIATED.fullmatch(last_word)
            or "." in last_word
            or (len(last_word) == 1 and not han)
        )
        if han or match[0][0] != "." or not shortened:
            yield match.end()


def _clause(text: str, limit: int) -> str:
    beginning = text[:limit]
    clauses = [match.end() for match in re.finditer(r"[，；、：]", beginning)]
    if clauses and clauses[-1] >= limit // 2:
        beginning = beginning[: clauses[-1]]
    return beginning.rstrip("，；、： ") + "……"


def _words(text: str, limit: int) -> str:
    beginning = text[:limit].rpartition(" ")[0] or text[:limit]
    return beginning.rstrip(",;:—– ") + " …"

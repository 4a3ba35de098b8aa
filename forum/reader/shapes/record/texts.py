"""Small operations on printed text: what it is written in, what stands around it, what differs."""

import itertools
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from forum.core.names import is_han
from forum.reader.event_record import EN, ZH

DASHES = "\\-‐‑‒–—―－─"
SPACES = " \t\r\n\f\v\u00a0\u3000\u2000-\u200b\u202f\u205f\u2060\ufeff"
_BLANKS = " \t\r\n\f\v\u00a0\u3000\u202f\u205f\u2060\ufeff" + "".join(
    map(chr, range(0x2000, 0x200C))
)
QUOTES = "“”‘’\"'「」『』＂＇《》〈〉«»„‟"
BRACKETS = "()（）[]［］【】〔〕〖〗"
_HAN_RUN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]+")
_LATIN_WORD = re.compile(r"[A-Za-zÀ-ɏ][A-Za-zÀ-ɏ’'.\-]*")
_MARKS = re.compile(f"[{SPACES}{DASHES}{re.escape(QUOTES)}{re.escape(BRACKETS)}]+")
_SPACE_RUN = re.compile(f"[{SPACES}]+")
_PAIRS = {"“": "”", "‘": "’", '"': '"', "「": "」", "『": "』", "《": "》", "＂": "＂", "'": "'"}
CLOSERS = "。！？!?.…"


def clean(text: str) -> str:
    """Return the text without the spaces around it; what stands inside is the author's."""
    return text.strip(_BLANKS)


def spaced(text: str) -> str:
    """Return the text with each run of spaces as one: ``A \\t B`` -> ``A B``."""
    return _SPACE_RUN.sub(" ", clean(text))


def language(text: str) -> str:
    """Return the language that a line is written in, "" for digits and punctuation alone."""
    han = sum(len(run[0]) for run in _HAN_RUN.finditer(text))
    words = sum(1 for _ in _LATIN_WORD.finditer(text))
    if not han and not words:
        return ""
    return ZH if han > words else EN


def has_latin(text: str) -> bool:
    """Tell whether a Latin letter stands in the text."""
    return bool(re.search(r"[A-Za-zÀ-ɏ]", text))


@lru_cache(maxsize=512)
def bare(text: str) -> str:
    """Return what is left when spaces, dashes, quotation marks, brackets, width and case go."""
    return _MARKS.sub("", unicodedata.normalize("NFKC", _MARKS.sub("", text))).casefold()


def same_but_marks(first: str, second: str) -> bool:
    """Tell whether two printed forms differ in spaces, dashes, brackets or quotes alone."""
    return bare(first) == bare(second)


def unquoted(text: str) -> str:
    """Return the text without one pair of quotation marks that encloses all of it."""
    text = clean(text)
    if len(text) < 2 or _PAIRS.get(text[0]) != text[-1]:
        return text
    inner = text[1:-1]
    depths = itertools.accumulate((char == text[0]) - (char == text[-1]) for char in inner)
    closes_early = text[0] != text[-1] and any(depth < 0 for depth in depths)
    return text if closes_early else clean(inner)


def joined(parts: Iterable[str], code: str) -> str:
    """Join the lines of one text: a space between English words, nothing between Han."""
    pieces: list[str] = []
    for part in filter(None, map(clean, parts)):
        border = (pieces[-1][-1] if pieces else "") + part[0]
        if pieces and (code == EN or (border.isascii() and border.isalnum())):
            pieces.append(" ")
        pieces.append(part)
    return "".join(pieces)


def ends_sentence(text: str) -> bool:
    """Tell whether a paragraph ends with closing punctuation, quotation marks after it aside."""
    stripped = clean(text).rstrip(QUOTES + BRACKETS + SPACES)
    return bool(stripped) and stripped[-1] in CLOSERS


def is_balanced(text: str) -> bool:
    """Tell whether every opening mark of a pair is closed in the text."""
    return all(
        text.count(opening) == text.count(closing)
        for opening, closing in ("“”", "《》", "（）", "「」")
    )


def similarity(first_text: str, second_text: str) -> float:
    """Return how much of two short texts is shared, 0 to 1: their common pairs of characters."""
    first_bare, second_bare = bare(first_text), bare(second_text)
    if len(first_bare) < 2 or len(second_bare) < 2:
        return float(first_bare == second_bare != "")
    first, second = sorted((_bigrams(first_bare), _bigrams(second_bare)), key=len)
    shared = sum(min(count, second.get(pair, 0)) for pair, count in first.items())
    return 2 * shared / (len(first_bare) + len(second_bare) - 2)


@lru_cache(maxsize=512)
def _bigrams(text: str) -> Mapping[str, int]:
    return Counter(map("".join, itertools.pairwise(text)))


def is_prose(text: str) -> bool:
    """Tell whether a line reads as a paragraph: a finished sentence, or far longer than a label."""
    chinese = is_han(text)
    if len(text) > (120 if chinese else 260) or re.search(r"[。！？；]\S*$|。", text):
        return True
    sentence = not chinese and re.search(r"[a-z\d)”\"][.!?]$", text)
    return bool(sentence) and len(text.split()) > 8


def split_outside_brackets(text: str, marks: str) -> list[str]:
    """Cut a text at some marks, wherever they do not stand in brackets."""
    pieces, depth, current = [], 0, ""
    for char in text:
        depth += (char in "（(") - (char in "）)")
        if char in marks and depth <= 0:
            pieces.append(current)
            current = ""
        else:
            current += char
    return [clean(piece) for piece in [*pieces, current] if clean(piece)]


def unique_keys(bases: Iterable[str]) -> Iterator[str]:
    """Yield a key for each base: the base, or the base with the next number that is free."""
    keys: set[str] = set()
    counts: dict[str, int] = {}
    for base in bases:
        numbers = itertools.count(counts.get(base, 1))
        number = next(n for n in numbers if (base if n == 1 else f"{base}-{n}") not in keys)
        counts[base] = number
        key = base if number == 1 else f"{base}-{number}"
        keys.add(key)
        yield key

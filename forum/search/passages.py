"""Text as the index sees it: folded, cut into words, and long texts into passages."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from forum.core.names import MIDDLE_DOTS, simplified

HAN: Final = "\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
# A vector keeps 256 positions a word and 1 MB in all; in longer texts phrases are lost silently.
PASSAGE_WORDS: Final = 2000
# Takes the place of a punctuation mark, so that no phrase matches across it.
PAUSE: Final = "zzpausezz"
# Marks of what an entry belongs to; who types one of these words asks for nothing.
_KIND: Final = "zzkind"
EVENT: Final = "zzevent"
RESERVED: Final = (PAUSE, _KIND, EVENT)
# Han characters that are words of the index together.
GRAMS: Final = (2, 3)
# Longer ones than any language has would only fill the index.
_WORD_LENGTH: Final = 64

# Of what a word consists that is no Han character.
LETTER: Final = rf"[^\W_{HAN}]"
NO_LETTER_BEFORE: Final = f"(?<!{LETTER})"
_TOKEN = re.compile(rf"([{HAN}])|{LETTER}+")
_HAN_CHARACTER = re.compile(rf"[{HAN}]")
_SENTENCE = re.compile(r".+?(?:[。！？!?；;]+|\.(?=\s)|$)\s*", re.DOTALL)
# What stands within a name or around a quoted word parts nothing that belongs together.
_TRANSPARENT: Final = frozenset(
    f"{MIDDLE_DOTS} \t\r\u00a0\u200b\u2060\ufeff-‐‑'’‘\"“”„「」『』《》〈〉"
)
_GAP: Final = rf"(?:\.|[{re.escape(''.join(sorted(_TRANSPARENT)))}]*)"


class Word(NamedTuple):
    """A Han character or a run of other letters and digits, folded.

    start, end: where it stands in the text. joined: nothing parts it from the word before.
    is_han: whether it is a Han character.
    """

    text: str
    start: int
    end: int
    joined: bool
    is_han: bool


class _Folding(dict[int, str]):
    """Code point -> one character without width, accent and case; each is worked out once."""

    def __missing__(self, code: int) -> str:
        decomposed = unicodedata.normalize("NFKD", chr(code))
        plain = "".join(char for char in decomposed if not unicodedata.combining(char)).lower()
        # One for one, so that a place in the folded text is the place in the text.
        self[code] = plain if len(plain) == 1 else chr(code)
        return self[code]


_FOLDING = _Folding()


def clean(text: str) -> str:
    """Return the text as it is stored and cut: composed, without NUL, which no column takes."""
    return unicodedata.normalize("NFC", text.replace("\0", ""))


def fold(text: str) -> str:
    """Return clean text in simplified small letters without accents, as long as it was."""
    folded = text.translate(_FOLDING)
    if not _HAN_CHARACTER.search(folded):
        return folded
    converted = simplified(folded)
    if len(converted) == len(folded):
        return converted
    return "".join(char if len(char) == 1 else old for old in folded for char in [simplified(old)])


def split_words(text: str) -> Iterator[Word]:
    """Cut clean text into its words."""
    folded = fold(text)
    end = 0
    for match in _TOKEN.finditer(folded):
        start, stop = match.span()
        joined = end > 0 and (start == end or _joins(folded[end:start]))
        yield Word(match[0][:_WORD_LENGTH], start, stop, joined, match.lastindex == 1)
        end = stop


def _joins(gap: str) -> bool:
    # A point without a space stands in a figure or an abbreviation: 3.5, U.N.
    return not gap or gap == "." or _TRANSPARENT.issuperset(gap)


def phrase_pattern(texts: Iterable[str]) -> str:
    """Return the pattern of words that stand together in folded text, as ``words`` cuts it."""
    return _GAP.join(
        re.escape(text) if _HAN_CHARACTER.fullmatch(text)
        else f"{NO_LETTER_BEFORE}{re.escape(text)}(?!{LETTER})"
        for text in texts
    )  # fmt: skip


def space_words(words: Iterable[Word]) -> str:
    """Return the words apart, for ``to_tsvector('simple', …)``: 园 区 zzpausezz 业."""
    parts: list[str] = []
    for word in words:
        if parts and not word.joined:
            parts.append(PAUSE)
        parts.append(word.text)
    return " ".join(parts)


def kind_mark(kind: str) -> str:
    """Return the mark of the entries of a kind, a word of the index like those of their texts.

    The index alone then tells which of them hold a word: asked of another column, the server took
    to comparing the texts of all that are of the kind.
    """
    return f"{_KIND}{kind}"


def event_mark(key: int) -> str:
    """Return the mark of the entries of an event."""
    return f"{EVENT}{key}"


def list_grams(words: Iterable[Word], size: int) -> list[str]:
    """Return each so many Han characters that stand together, once: 工业园区 -> 工业 业园 园区.

    They make a phrase of common characters quick: the index alone tells where they stand together.
    """
    runs = (run for run in _runs(words) if len(run) >= size)
    grams = (run[no : no + size] for run in runs for no in range(len(run) - size + 1))
    return list(dict.fromkeys(grams))


def _runs(words: Iterable[Word]) -> list[str]:
    """Return the Han characters that nothing parts."""
    runs, open_ = [""], False
    for word in words:
        if not (word.joined and open_):
            runs.append("")
        open_ = word.is_han
        if open_:
            runs[-1] += word.text
    return runs


def join_latin_words(words: Iterable[Word]) -> str:
    """Return the words in letters and digits, for ``to_tsvector('english', …)``."""
    return " ".join(word.text for word in words if not word.is_han)


def cut_passages(paragraphs: Iterable[str]) -> list[str]:
    """Join paragraphs into passages of at most ``PASSAGE_WORDS`` words, a paragraph a line."""
    filled: list[list[str]] = []
    room = 0
    for paragraph in paragraphs:
        for piece in _pieces(paragraph):
            size = _size(piece)
            if not filled or size > room:
                filled.append([])
                room = PASSAGE_WORDS
            filled[-1].append(piece)
            room -= size
    return ["\n".join(pieces) for pieces in filled]


def _size(text: str) -> int:
    return len(_TOKEN.findall(text))


def _pieces(paragraph: str) -> Iterator[str]:
    """Yield a paragraph, cut at its sentences if it is longer than a passage may be."""
    if _size(paragraph) <= PASSAGE_WORDS:
        yield paragraph
        return
    piece, room = "", PASSAGE_WORDS
    for sentence in _sentences(paragraph):
        size = _size(sentence)
        if piece and size > room:
            yield piece.rstrip()
            piece, room = "", PASSAGE_WORDS
        piece += sentence
        room -= size
    if piece:
        yield piece.rstrip()


def _sentences(paragraph: str) -> Iterator[str]:
    """Yield sentences; what goes on for longer than a passage is cut between two words."""
    for match in _SENTENCE.finditer(paragraph):
        sentence, start = match[0], 0
        for number, word in enumerate(_TOKEN.finditer(sentence)):
            if number and number % PASSAGE_WORDS == 0:
                yield sentence[start : word.start()]
                start = word.start()
        yield sentence[start:]

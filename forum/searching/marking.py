"""The words of a question in the text that they were found in."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from django.db import connection
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from forum.searching.query import Query
from forum.searching.text import Word, clean, words

# Characters of a passage that are shown, and how many of them before the first hit.
_LENGTH: Final = {"zh-hans": 110, "en": 240}
_BEFORE: Final = {"zh-hans": 24, "en": 60}
_ENDS: Final = "。！？；!?;\n"

type Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Marker:
    """Finds a query's words. forms: the word forms, folded, that mean a word of the query."""

    query: Query
    forms: frozenset[str]

    def spans(self, text: str) -> list[Span]:
        """Return where the words stand in clean text, in order, none within another."""
        found = list(words(text))
        spans = [(word.start, word.end) for word in found if word.text in self.forms]
        for term in self.query.exact:
            spans += _phrases(found, term.texts)
        return _joined(sorted(spans))

    def whole(self, text: str) -> SafeString:
        """Return a short text with the words marked."""
        text = clean(text)
        return _marked(text, self.spans(text), 0, len(text))

    def excerpt(self, text: str, language: str) -> SafeString:
        """Return what stands around the first words, marked; else the beginning."""
        spans = self.spans(text)
        start, end = _window(text, spans, language)
        text = text.replace("\n", " ")
        return format_html(
            "{}{}{}",
            "…" if start else "",
            _marked(text, spans, start, end),
            "" if end == len(text) else "…",
        )


def marker(query: Query, texts: Iterable[str]) -> Marker:
    """Return what marks a query's words in some clean texts.

    The server says which forms share a word's stem: parks for park.
    """
    asked = {text for term in query.loose for text in term.texts}
    if not asked:
        return Marker(query, frozenset())
    # Stems keep the beginning of a word, so that few have to be asked for.
    begins = tuple({word[:2] for word in asked})
    met = {word.text for text in texts for word in words(text) if word.text.startswith(begins)}
    return Marker(query, frozenset(_same_stem(asked, met)))


def _same_stem(asked: set[str], met: set[str]) -> set[str]:
    everything = sorted(asked | met)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT word, ts_lexize('english_stem', word) FROM unnest(%s::text[]) AS word",
            [everything],
        )
        stems = {word: tuple(lexemes or ()) for word, lexemes in cursor.fetchall()}
    wanted = {stems[word] for word in asked} - {()}
    # A stop word has no stem; it counts where the query holds nothing else.
    return {word for word in everything if stems[word] in wanted} or asked


def _phrases(found: list[Word], texts: tuple[str, ...]) -> list[Span]:
    size = len(texts)
    first = texts[0]
    return [
        (found[no].start, found[no + size - 1].end)
        for no, word in enumerate(found)
        if word.text == first and _stands_at(found[no : no + size], texts)
    ]


def _stands_at(found: list[Word], texts: tuple[str, ...]) -> bool:
    return tuple(word.text for word in found) == texts and all(word.joined for word in found[1:])


def _joined(spans: list[Span]) -> list[Span]:
    whole: list[Span] = []
    for start, end in spans:
        if whole and start <= whole[-1][1]:
            whole[-1] = whole[-1][0], max(end, whole[-1][1])
        else:
            whole.append((start, end))
    return whole


def _window(text: str, spans: list[Span], language: str) -> Span:
    length = _LENGTH.get(language, 240)
    if len(text) <= length * 1.2:
        return 0, len(text)
    start = _begin(text, _densest(spans, length), language)
    end = min(len(text), start + length)
    if end < len(text) and language != "zh-hans":
        end = text.rfind(" ", start + length // 2, end) if " " in text[start:end] else end
    return start, end if end > start else min(len(text), start + length)


def _densest(spans: list[Span], length: int) -> int:
    """Return where the stretch begins that holds most of the words."""
    if not spans:
        return 0
    starts = [start for start, _end in spans]
    return max(starts, key=lambda one: (sum(one <= start < one + length for start in starts), -one))


def _begin(text: str, hit: int, language: str) -> int:
    """Return where to begin so that the hit is understood: a sentence near, else a word."""
    earliest = max(0, hit - _BEFORE.get(language, 60))
    if earliest == 0:
        return 0
    ends = [text.rfind(end, earliest, hit) for end in _ENDS]
    if max(ends) >= 0:
        earliest = max(ends) + 1
    elif language != "zh-hans":
        earliest = text.find(" ", earliest, hit) + 1 or hit
    return earliest + len(text[earliest:hit]) - len(text[earliest:hit].lstrip())


def _marked(text: str, spans: list[Span], start: int, end: int) -> SafeString:
    pieces: list[tuple[str, str]] = []
    at = start
    for first, last in spans:
        if at <= first and last <= end:
            pieces.append((text[at:first], text[first:last]))
            at = last
    marked = format_html_join("", "{}<mark>{}</mark>", pieces)
    return format_html("{}{}", marked, text[at:end])

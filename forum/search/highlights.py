"""The words of a question in the text that they were found in."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from django.db import connection
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from forum.core.languages import is_chinese
from forum.search.passages import LETTER, NO_LETTER_BEFORE, clean, fold, phrase_pattern
from forum.search.query import Query

# Characters of a passage that are shown, and how many of them before the first hit.
# In Chinese, and in letters.
_LENGTH: Final = (110, 240)
_BEFORE: Final = (24, 60)
_ENDS: Final = "。！？；!?;\n"

type Span = tuple[int, int]

# Word -> what the server says of it, which never changes; so many of them at most.
known_stems: dict[str, tuple[str, ...]] = {}
_MOST_STEMS: Final = 20_000


@dataclass(frozen=True, slots=True)
class Marker:
    """Finds a query's words. pattern: matches them in folded text, None if there are none."""

    pattern: re.Pattern[str] | None

    def spans(self, text: str) -> list[Span]:
        """Return where the words stand in clean text, in order, none within another."""
        if self.pattern is None:
            return []
        # At every character, for phrases overlap: 园区 and 区内 in 园区内.
        overlapping = (match.span(1) for match in self.pattern.finditer(fold(text)))
        return _merge_spans(sorted(overlapping))

    def whole(self, text: str) -> SafeString:
        """Return a short text with the words marked."""
        text = clean(text)
        return _mark_spans(text, self.spans(text), 0, len(text))

    def excerpt(self, text: str, language: str) -> SafeString:
        """Return what stands around the first words, marked; else the beginning."""
        spans = self.spans(text)
        start, end = _window(text, spans, language)
        text = text.replace("\n", " ")
        return format_html(
            "{}{}{}",
            "…" if start else "",
            _mark_spans(text, spans, start, end),
            "" if end == len(text) else "…",
        )


def make_marker(query: Query, texts: Iterable[str]) -> Marker:
    """Return what marks a query's words in some clean texts.

    The server says which forms share a word's stem: parks for park. One pattern instead of a look
    at each word took 3 ms instead of 30 for the texts of a page.
    """
    phrases = [
        phrase_pattern([word.text for word in words])
        for term in query.exact
        for words in (term.words, *(spelling.words for spelling in term.synonyms))
    ]
    phrases += [phrase_pattern([form]) for form in sorted(_word_forms(query, texts))]
    # The longest first, for a pattern takes the first that fits.
    either = "|".join(sorted(phrases, key=len, reverse=True))
    return Marker(re.compile(f"(?=({either}))") if phrases else None)


def _word_forms(query: Query, texts: Iterable[str]) -> set[str]:
    """Return the word forms, folded, that mean a loose word of the query."""
    words = {text for term in query.loose for text in term.texts}
    words |= {word for term in query.loose for title in term.variants for word in title.split()}
    if not words:
        return set()
    # Stems keep the beginning of a word, so that few have to be asked for.
    begins = "|".join(sorted({re.escape(word[:2]) for word in words}))
    beginning = re.compile(rf"{NO_LETTER_BEFORE}(?:{begins}){LETTER}*")
    return _same_stem(words, {word for text in texts for word in beginning.findall(fold(text))})


def _same_stem(words: set[str], candidates: set[str]) -> set[str]:
    all_words = sorted(words | candidates)
    stems = _ask_stems(all_words)
    stems_of_words = {stems[word] for word in words} - {()}
    # A stop word has no stem; it counts where the query holds nothing else.
    return {word for word in all_words if stems[word] in stems_of_words} or words


def _ask_stems(words: list[str]) -> dict[str, tuple[str, ...]]:
    """Return the stems of words, () of a stop word. Texts hold the same ones again and again."""
    stems = {word: stem for word in words if (stem := known_stems.get(word)) is not None}
    unknown = [word for word in words if word not in stems]
    if unknown:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT word, ts_lexize('english_stem', word) FROM unnest(%s::text[]) AS word",
                [unknown],
            )
            stems |= {word: tuple(lexemes or ()) for word, lexemes in cursor.fetchall()}
        if len(known_stems) > _MOST_STEMS:
            known_stems.clear()
        known_stems.update(stems)
    return stems


def _merge_spans(spans: list[Span]) -> list[Span]:
    whole: list[Span] = []
    for start, end in spans:
        if whole and start <= whole[-1][1]:
            whole[-1] = whole[-1][0], max(end, whole[-1][1])
        else:
            whole.append((start, end))
    return whole


def _window(text: str, spans: list[Span], language: str) -> Span:
    length = _LENGTH[not is_chinese(language)]
    if len(text) <= length * 1.2:
        return 0, len(text)
    start = _begin(text, _densest(spans, length), language)
    end = min(len(text), start + length)
    if end < len(text) and not is_chinese(language):
        end = text.rfind(" ", start + length // 2, end) if " " in text[start:end] else end
    return start, end if end > start else min(len(text), start + length)


def _densest(spans: list[Span], length: int) -> int:
    """Return where the stretch begins that holds most of the words."""
    if not spans:
        return 0
    starts = [start for start, _end in spans]
    return max(
        starts, key=lambda place: (sum(place <= start < place + length for start in starts), -place)
    )


def _begin(text: str, hit: int, language: str) -> int:
    """Return where to begin so that the hit is understood: a sentence near, else a word."""
    earliest = max(0, hit - _BEFORE[not is_chinese(language)])
    if earliest == 0:
        return 0
    ends = [text.rfind(end, earliest, hit) for end in _ENDS]
    if max(ends) >= 0:
        earliest = max(ends) + 1
    elif not is_chinese(language):
        earliest = text.find(" ", earliest, hit) + 1 or hit
    return earliest + len(text[earliest:hit]) - len(text[earliest:hit].lstrip())


def _mark_spans(text: str, spans: list[Span], start: int, end: int) -> SafeString:
    pieces: list[tuple[str, str]] = []
    at = start
    for first, last in spans:
        if at <= first and last <= end:
            pieces.append((text[at:first], text[first:last]))
            at = last
    marked = format_html_join("", "{}<mark>{}</mark>", pieces)
    return format_html("{}{}", marked, text[at:end])

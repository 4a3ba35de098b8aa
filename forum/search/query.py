"""A visitor's words -> terms, and terms -> conditions on entries."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import reduce
from operator import add, and_
from typing import Any, Final

from django.contrib.postgres.search import CombinedSearchQuery, SearchQuery, SearchRank
from django.db.models import F, Q, Value

from forum.search.passages import GRAMS, HAN, RESERVED, Word, clean, grams, spaced, words

LENGTH: Final = 200
_TERMS: Final = 24

_QUOTES: Final = str.maketrans(dict.fromkeys("“”„「」『』《》〈〉", '"'))
_CHUNK = re.compile(r'"([^"]*)"|([^\s"]+)')
# 王 芳: the space only fills the line of a printed list.
_PARTED_NAME = re.compile(rf"(?<![{HAN}])[{HAN}](?:\s+[{HAN}](?![{HAN}]))+")

type _Search = SearchQuery | CombinedSearchQuery


@dataclass(frozen=True, slots=True)
class Term:
    """Words that must stand together. shown: as it was typed; exact: no other form will do."""

    words: tuple[Word, ...]
    shown: str
    exact: bool

    @property
    def texts(self) -> tuple[str, ...]:
        """The words, folded."""
        return tuple(word.text for word in self.words)

    def phrase(self, *, roughly: bool = False) -> _Search:
        """Return what the vectors must match; roughly: what the index alone tells of that."""
        longest = min(len(self.words), GRAMS[-1])
        together = grams(self.words, longest) if longest in GRAMS else []
        near = _simple(" ".join(together), "plain")
        # The index alone decides on few characters; for more, it leaves few rows to look at.
        if together == ["".join(self.texts)] or (together and roughly):
            return near
        phrase = _simple(spaced(self.words), "phrase" if len(self.words) > 1 else "plain")
        return near & phrase if together else phrase


@dataclass(frozen=True, slots=True)
class Query:
    """What is asked: all the terms. text: as typed, at most ``LENGTH`` characters."""

    text: str
    terms: tuple[Term, ...]
    was_cut: bool = False

    def __bool__(self) -> bool:
        return bool(self.terms)

    @property
    def exact(self) -> list[Term]:
        """Han characters, and what stands in quotation marks."""
        return [term for term in self.terms if term.exact]

    @property
    def loose(self) -> list[Term]:
        """Words in letters, of which other forms match too."""
        return [term for term in self.terms if not term.exact]

    def only(self, *terms: Term) -> "Query":
        """Return the query of some of the terms."""
        return Query(self.text, terms)

    def matches(self, *marks: str) -> Q:
        """Return the condition on an entry: it matches, and bears one of some marks if any."""
        return self._matches(self._everything(), marks)

    def matches_roughly(self) -> Q:
        """Return a condition that the index decides, on what matches and a little more."""
        return self._matches(self._everything(roughly=True), ())

    def _matches(self, asked: _Search, marks: tuple[str, ...]) -> Q:
        if marks:
            asked &= _simple(" | ".join(marks), "raw")
        return Q(simple_vector=asked)

    def in_title(self) -> Q:
        """Return the condition that the title alone matches."""
        return Q(title_vector=self._everything())

    def _everything(self, *, roughly: bool = False) -> _Search:
        asked: list[_Search] = [term.phrase(roughly=roughly) for term in self.exact]
        if self.loose:
            # “the” is no word in English; where nothing else is asked it is one here.
            asked.append(self._stems() | self._letters())
        return reduce(and_, asked)

    def rank(self) -> Any:
        """Return how well an entry matches, 0 to some 2."""
        ranks: list[Any] = []
        if self.exact:
            ranks.append(SearchRank(F("simple_vector"), self._phrases()))
        if self.loose:
            ranks.append(SearchRank(F("english_vector"), self._stems()))
        return reduce(add, ranks, Value(0.0))

    def _phrases(self) -> _Search:
        return reduce(and_, (term.phrase() for term in self.exact))

    def _stems(self) -> SearchQuery:
        return SearchQuery(self._loose_words(), config="english", search_type="plain")

    def _letters(self) -> SearchQuery:
        return _simple(self._loose_words(), "plain")

    def _loose_words(self) -> str:
        return " ".join(text for term in self.loose for text in term.texts)


def parse(text: str) -> Query:
    """Cut what was typed at spaces, punctuation and scripts, but not within quotation marks."""
    whole = " ".join(clean(text).split())
    kept = whole[:LENGTH]
    found = {term.texts: term for term in _terms(kept)}
    return Query(kept, tuple(found.values())[:_TERMS], was_cut=len(whole) > LENGTH)


def _terms(text: str) -> Iterator[Term]:
    closed = _PARTED_NAME.sub(lambda name: "".join(name[0].split()), text.translate(_QUOTES))
    for chunk in _CHUNK.finditer(closed):
        quoted, typed = chunk.groups()
        yield from _cut(quoted, together=True) if typed is None else _cut(typed, together=False)


def _cut(text: str, *, together: bool) -> Iterator[Term]:
    run: list[Word] = []
    for word in words(text):
        if run and not (word.joined and (together or (word.is_han and run[-1].is_han))):
            yield _term(run, text)
            run = []
        if not word.text.startswith(RESERVED):
            run.append(word)
    if run:
        yield _term(run, text)


def _term(run: list[Word], text: str) -> Term:
    shown = text[run[0].start : run[-1].end]
    return Term(tuple(run), shown, exact=run[0].is_han or len(run) > 1)


def _simple(text: str, search_type: str) -> SearchQuery:
    return SearchQuery(text, config="simple", search_type=search_type)

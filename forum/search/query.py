"""A visitor's words -> terms, and terms -> conditions on entries."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import reduce
from operator import and_, or_
from typing import Final

from django.contrib.postgres.search import CombinedSearchQuery, SearchQuery
from django.db.models import Q

from forum.search.country_names import (
    CountryNames,
    Spelling,
    is_within,
    list_country_names,
    texts_of,
)
from forum.search.passages import (
    GRAMS,
    HAN,
    RESERVED,
    Word,
    clean,
    list_grams,
    space_words,
    split_words,
)
from forum.search.title_words import is_title_of_country, list_titles

LENGTH: Final = 200
_TERMS: Final = 24
# Words of which the name of a country consists at most.
_COUNTRY_TERMS: Final = 9
# As many of a title: deputy secretary general.
_TITLE_TERMS: Final = 3

_QUOTES: Final = str.maketrans(dict.fromkeys("“”„「」『』《》〈〉", '"'))
_CHUNK = re.compile(r'"([^"]*)"|([^\s"]+)')
# 王 芳: the space only fills the line of a printed list.
_PARTED_NAME = re.compile(rf"(?<![{HAN}])[{HAN}](?:\s+[{HAN}](?![{HAN}]))+")

type _Search = SearchQuery | CombinedSearchQuery


@dataclass(frozen=True, slots=True)
class SearchTerm:
    """Words that must stand together. typed: as it was; exact: no other form will do.

    is_quoted: they stood in quotation marks.
    synonyms: a country's other names, in every language, of which any says the same; variants: a
    title's other words, which do so too.
    """

    words: tuple[Word, ...]
    typed: str
    exact: bool
    synonyms: tuple[Spelling, ...] = ()
    is_quoted: bool = False
    variants: tuple[str, ...] = ()

    @property
    def texts(self) -> tuple[str, ...]:
        """The words, folded."""
        return texts_of(self.words)

    @property
    def as_typed(self) -> str:
        """What was typed, in its quotation marks."""
        return f'"{self.typed}"' if self.is_quoted else self.typed

    def phrase(self, *, roughly: bool = False) -> _Search:
        """Return what the vectors must match; roughly: what the index alone tells of that.

        What was typed counts wherever it stands: Korea is in the name of both.
        """
        spellings = _leave_out_longer([Spelling(self.words), *self.synonyms])
        return reduce(or_, (_spelling(spelling, roughly) for spelling in spellings))


def _leave_out_longer(spellings: list[Spelling]) -> list[Spelling]:
    """Return the spellings but those that are found by another: who reads Kenya reads of it."""
    return [
        spelling
        for spelling in spellings
        if not any(
            is_within(shorter.words, spelling.words) for shorter in spellings if not shorter.longer
        )
    ]


def _spelling(spelling: Spelling, roughly: bool) -> _Search:
    """Return what a name of a country must match: 马里 is not named where 索马里 is."""
    search = _phrase(spelling.words, roughly)
    if roughly:
        return search
    phrases = (_simple(space_words(words), "phrase") for words in spelling.longer)
    return reduce(and_, (~phrase for phrase in phrases), search)


def _phrase(words: tuple[Word, ...], roughly: bool) -> _Search:
    longest = min(len(words), GRAMS[-1])
    together = list_grams(words, longest) if longest in GRAMS else []
    near = _simple(" ".join(together), "plain")
    # The index alone decides on few characters; for more, it leaves few rows to look at.
    if together == ["".join(word.text for word in words)] or (together and roughly):
        return near
    phrase = _simple(space_words(words), "phrase" if len(words) > 1 else "plain")
    return near & phrase if together else phrase


@dataclass(frozen=True, slots=True)
class Query:
    """What is asked: all the terms. text: as typed, at most ``LENGTH`` characters."""

    text: str
    terms: tuple[SearchTerm, ...]
    was_cut: bool = False

    def __bool__(self) -> bool:
        return bool(self.terms)

    @property
    def exact(self) -> list[SearchTerm]:
        """Han characters, and what stands in quotation marks."""
        return [term for term in self.terms if term.exact]

    @property
    def loose(self) -> list[SearchTerm]:
        """Words in letters, of which other forms match too."""
        return [term for term in self.terms if not term.exact]

    def only(self, *terms: SearchTerm) -> "Query":
        """Return the query of some of the terms."""
        return Query(self.text, terms)

    def matches(self) -> Q:
        """Return the condition that an entry matches."""
        return Q(simple_vector=self._everything())

    def matches_roughly(self) -> Q:
        """Return a condition that the index decides, on what matches and a little more."""
        return Q(simple_vector=self._everything(roughly=True))

    @property
    def searches(self) -> tuple[_Search | None, ...]:
        """What must match, the same roughly, and what texts are ranked by: phrases, then stems."""
        phrases = reduce(and_, (term.phrase() for term in self.exact)) if self.exact else None
        stems = self._stems() if self.loose else None
        return self._everything(), self._everything(roughly=True), phrases, stems

    def _everything(self, *, roughly: bool = False) -> _Search:
        searches: list[_Search] = [term.phrase(roughly=roughly) for term in self.exact]
        if self.loose:
            # “the” is no word in English; where nothing else is asked it is one here.
            searches.append(self._stems() | self._letters())
        return reduce(and_, searches)

    def _stems(self) -> _Search:
        return self._loosely("english")

    def _letters(self) -> _Search:
        return self._loosely("simple")

    def _loosely(self, config: str) -> _Search:
        """Return what the loose words must match, a title in any of its words."""
        words = " ".join(text for term in self.loose if not term.variants for text in term.texts)
        titles = [(" ".join(term.texts), *term.variants) for term in self.loose if term.variants]
        return reduce(
            and_,
            (
                reduce(or_, (_plain(title, config) for title in alike))
                for alike in (*([(words,)] if words else ()), *titles)
            ),
        )


def parse_query(text: str) -> Query:
    """Cut what was typed at spaces, punctuation and scripts, but not within quotation marks."""
    whole = " ".join(clean(text).split())
    cut = whole[:LENGTH]
    terms = {term.texts: term for term in _join_titles([*_join_countries([*_terms(cut)])])}
    return Query(cut, tuple(terms.values())[:_TERMS], was_cut=len(whole) > LENGTH)


def _join_countries(terms: list[SearchTerm]) -> Iterator[SearchTerm]:
    """Yield the terms, those that name a country or area joined, with its other names."""
    names = list_country_names()
    terms = [part for term in terms for part in _part_title_of_country(term, names)]
    start = 0
    while start < len(terms):
        # The longest first: Papua New Guinea is not Guinea.
        for end in range(min(len(terms), start + _COUNTRY_TERMS), start, -1):
            run = terms[start:end]
            words = tuple(word for term in run for word in term.words)
            is_quoted = any(term.is_quoted for term in run)
            if not is_quoted and (others := names.get(texts_of(words))):
                typed = " ".join(term.typed for term in run)
                joined = tuple(word._replace(joined=True) for word in words)
                yield SearchTerm(joined, typed, True, others)
                break
        else:
            end = start + 1
            yield terms[start]
        start = end


def _part_title_of_country(term: SearchTerm, names: CountryNames) -> Iterator[SearchTerm]:
    """Yield the country and the title of 津巴布韦副部长, for a title names the ministry between."""
    for size in range(len(term.words) - 1, 1, -1):
        country, title = term.words[:size], term.words[size:]
        is_parted = not term.is_quoted and texts_of(country) in names
        if is_parted and is_title_of_country("".join(texts_of(title))):
            border = title[0].start - term.words[0].start
            yield SearchTerm(country, term.typed[:border], exact=True)
            yield SearchTerm(title, term.typed[border:], exact=True)
            return
    yield term


def _join_titles(terms: list[SearchTerm]) -> Iterator[SearchTerm]:
    """Yield the terms, those that name a title joined, with its other words."""
    start = 0
    while start < len(terms):
        for end in range(min(len(terms), start + _TITLE_TERMS), start, -1):
            run = terms[start:end]
            words = tuple(word for term in run for word in term.words)
            is_plain = not any(term.is_quoted or term.synonyms for term in run)
            if is_plain and (variants := list_titles().get(texts_of(words))):
                typed = " ".join(term.typed for term in run)
                yield SearchTerm(words, typed, exact=False, variants=variants)
                break
        else:
            end = start + 1
            yield terms[start]
        start = end


def _terms(text: str) -> Iterator[SearchTerm]:
    closed = _PARTED_NAME.sub(lambda name: "".join(name[0].split()), text.translate(_QUOTES))
    for chunk in _CHUNK.finditer(closed):
        quoted, typed = chunk.groups()
        yield from _cut(quoted, together=True) if typed is None else _cut(typed, together=False)


def _cut(text: str, *, together: bool) -> Iterator[SearchTerm]:
    run: list[Word] = []
    for word in split_words(text):
        if run and not (word.joined and (together or (word.is_han and run[-1].is_han))):
            yield _term(run, text, is_quoted=together)
            run = []
        if not word.text.startswith(RESERVED):
            run.append(word)
    if run:
        yield _term(run, text, is_quoted=together)


def _term(run: list[Word], text: str, *, is_quoted: bool) -> SearchTerm:
    typed = text[run[0].start : run[-1].end]
    is_exact = run[0].is_han or len(run) > 1
    return SearchTerm(tuple(run), typed, exact=is_exact, is_quoted=is_quoted)


def _simple(text: str, search_type: str) -> SearchQuery:
    return SearchQuery(text, config="simple", search_type=search_type)


def _plain(text: str, config: str) -> SearchQuery:
    return SearchQuery(text, config=config, search_type="plain")

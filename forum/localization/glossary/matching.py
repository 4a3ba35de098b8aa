"""Which terms a text holds, which spellings it should not, and what is translated otherwise.

Pure functions over a ``Glossary``, which is compiled once for any number of texts. A text is cut
into tokens; the longest term at a place is taken, and what stands within it is not looked at: in
商务部国际贸易经济合作研究院 there is no 商务部.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from forum.localization.glossary.tokens import (
    TokenizedText,
    fold_token,
    is_acronym,
    normalize,
    tokenize,
    tokenize_term,
)

PERSON, INSTITUTION = "person", "institution"
NAMES = frozenset({PERSON, INSTITUTION})
# Texts say “Ministry of Commerce” where the name goes on with whose it is.
_COUNTRY = re.compile(r" of the |, | \(|（")

type Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TermEntry:
    """A term as it is looked for.

    texts: language -> text, only those that have one; forbidden: spellings, in any language;
    group: what it has in common with other terms that say the same, as a name and its
    abbreviation do; "" for none.
    """

    pk: int
    kind: str
    texts: Mapping[str, str]
    forbidden: tuple[str, ...] = ()
    note: str = ""
    group: str = ""


@dataclass(frozen=True, slots=True)
class TermMatch:
    """A term in a text. text: as it stands there; start, end: its place in the normal text."""

    entry: TermEntry
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class ForbiddenMatch:
    """A spelling that is not to be used. right: what to write, "" if the language has no text."""

    entry: TermEntry
    text: str
    right: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class MissingTerm:
    """A term of a source that the translation does not hold. expected: what it might have said."""

    entry: TermEntry
    text: str
    expected: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Spelling:
    """A spelling of a term, by its tokens.

    folded: must agree in more than the stems, as names must; exact: must stand as it is, for the
    right spelling differs in case or number alone; capitals: some of it is what it is by them.
    """

    entry: TermEntry
    tokens: tuple[str, ...]
    is_forbidden: bool = False
    folded: bool = False
    exact: bool = False
    capitals: bool = False

    def is_at(self, tokens: Sequence[str]) -> bool:
        """Tell whether it stands there, where the stems are its own already."""
        pairs = zip(self.tokens, tokens, strict=True)
        if self.exact:
            return all(token == text_token for token, text_token in pairs)
        if not (self.folded or self.capitals):
            return True
        return all(
            (not self.folded or fold_token(token)[0] == fold_token(text_token)[0])
            and (not is_acronym(token) or token == text_token)
            for token, text_token in pairs
        )


@dataclass(slots=True)
class _LanguageIndex:
    """The spellings of one language. lengths: first token -> how many they have, descending."""

    spellings: dict[Key, list[_Spelling]] = field(default_factory=lambda: defaultdict(list))
    lengths: dict[str, list[int]] = field(default_factory=dict)

    def at(self, text: TokenizedText, place: int, length: int) -> list[_Spelling]:
        """Return the spellings of a length that stand at a place of a text."""
        key = text.stems[place : place + length]
        spellings = self.spellings.get(key) if len(key) == length else None
        if not spellings:
            return []
        tokens = text.tokens[place : place + length]
        return [spelling for spelling in spellings if spelling.is_at(tokens)]

    def seal(self) -> None:
        """Note the lengths, when every form is in."""
        lengths: dict[str, set[int]] = defaultdict(set)
        for key in self.spellings:
            lengths[key[0]].add(len(key))
        self.lengths = {
            first: sorted(form_lengths, reverse=True) for first, form_lengths in lengths.items()
        }


class Glossary:
    """Terms, compiled to be looked for. Raises nothing; empty texts hold nothing."""

    def __init__(self, entries: Iterable[TermEntry]) -> None:
        self._by_language: dict[str, _LanguageIndex] = defaultdict(_LanguageIndex)
        self._forbidden: list[tuple[_Spelling, Key]] = []
        self._same: dict[tuple[str, str], list[TermEntry]] = defaultdict(list)
        self._groups: dict[str, list[TermEntry]] = defaultdict(list)
        for entry in entries:
            self._add(entry)
        for index in self._by_language.values():
            for form, key in self._forbidden:
                index.spellings[key].append(form)
            index.seal()

    def __bool__(self) -> bool:
        return bool(self._by_language)

    def _add(self, entry: TermEntry) -> None:
        rights = set()
        for language, text in entry.texts.items():
            tokens, stems = tokenize_term(text)
            if stems:
                rights.add(stems)
                as_is, capitals = entry.kind in NAMES, any(map(is_acronym, tokens))
                form = _Spelling(entry, tokens, folded=as_is, capitals=capitals)
                self._by_language[language].spellings[stems].append(form)
                self._same[language, text].append(entry)
        for spelling in entry.forbidden:
            tokens, stems = tokenize_term(spelling)
            if stems:
                form = _Spelling(entry, tokens, is_forbidden=True, exact=stems in rights)
                self._forbidden.append((form, stems))
        if entry.group:
            self._groups[entry.group].append(entry)

    def occurrences(self, text: str, language: str) -> Iterator[tuple[list[_Spelling], int, int]]:
        """Yield the spellings that stand at each place of a normal text, the longest first."""
        index = self._by_language.get(language)
        if index is None:
            return
        tokenized = tokenize(text)
        place, count = 0, len(tokenized.stems)
        while place < count:
            for length in index.lengths.get(tokenized.stems[place], ()):
                if standing := index.at(tokenized, place, length):
                    yield standing, *tokenized.span(place, length)
                    place += length
                    break
            else:
                place += 1

    def accepted(self, entry: TermEntry, source: str, target: str) -> list[TermEntry]:
        """Return the terms by which one may be translated: itself, its like and its group."""
        same = self._same.get((source, entry.texts.get(source, "")), [])
        group = [
            member
            for term_entry in (entry, *same)
            for member in self._groups.get(term_entry.group, ())
        ]
        once = {id(term_entry): term_entry for term_entry in (entry, *same, *group)}
        return [term_entry for term_entry in once.values() if target in term_entry.texts]


def find_terms(text: str, language: str, glossary: Glossary) -> list[TermMatch]:
    """Return the terms that stand in a text, by place; several at one place say it differently."""
    text = normalize(text)
    return [
        TermMatch(form.entry, text[start:end], start, end)
        for spellings, start, end in glossary.occurrences(text, language)
        for form in spellings
        if not form.is_forbidden
    ]


def find_forbidden(text: str, language: str, glossary: Glossary) -> list[ForbiddenMatch]:
    """Return the forbidden spellings in a text, by place; what another term says is none."""
    text = normalize(text)
    return [
        ForbiddenMatch(form.entry, text[start:end], form.entry.texts.get(language, ""), start, end)
        for spellings, start, end in glossary.occurrences(text, language)
        for form in _wrong(spellings)
    ]


def _wrong(spellings: list[_Spelling]) -> list[_Spelling]:
    """Return the form that makes a place wrong, if any, in a list."""
    right = [form for form in spellings if not form.is_forbidden]
    # “informations” would do as the plural of “information”, were it not forbidden by itself.
    return [
        form
        for form in spellings
        if form.is_forbidden
        and (
            not right or (form.exact and all(spelling.tokens != form.tokens for spelling in right))
        )
    ][:1]


def find_missing_terms(
    source: str, translation: str, languages: tuple[str, str], glossary: Glossary
) -> list[MissingTerm]:
    """Return the terms of a source whose translation, if it has one, is not in the other text.

    languages: of the source and of the translation. Case and the plural count for nothing; of a
    person any part of the name will do, for texts name people once in full, and of an institution
    what stands before its country.
    """
    stems = tokenize(normalize(translation)).stems
    if not stems:
        return []
    words = frozenset(stems)
    missing: dict[str, MissingTerm] = {}
    for match in find_terms(source, languages[0], glossary):
        if match.text in missing:
            continue
        choices = glossary.accepted(match.entry, *languages)
        is_said = (_is_used(choice, languages[1], stems, words) for choice in choices)
        if choices and not any(is_said):
            expected = tuple(dict.fromkeys(choice.texts[languages[1]] for choice in choices))
            missing[match.text] = MissingTerm(match.entry, match.text, expected)
    return list(missing.values())


def _is_used(entry: TermEntry, language: str, stems: Key, words: frozenset[str]) -> bool:
    text = entry.texts[language]
    term_stems = tokenize_term(text)[1]
    if _stands_in(term_stems, stems, words):
        return True
    if entry.kind == INSTITUTION:
        short = tokenize_term(_COUNTRY.split(text)[0])[1]
        return len(short) > 1 and _stands_in(short, stems, words)
    if entry.kind != PERSON:
        return False
    # A surname, or one part of a name with dots; in Chinese the first character.
    parts = {part for part in term_stems if len(part) > 1} or set(term_stems[:1])
    return not parts.isdisjoint(words)


def _stands_in(term_stems: Key, stems: Key, words: frozenset[str]) -> bool:
    if not words.issuperset(term_stems):
        return False
    length = len(term_stems)
    places = (place for place, stem in enumerate(stems) if stem == term_stems[0])
    return any(stems[place : place + length] == term_stems for place in places)

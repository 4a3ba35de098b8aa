"""Which terms a text holds, which spellings it should not, and what is translated otherwise.

Pure functions over a ``Glossary``, which is compiled once for any number of texts. A text is cut
into tokens; the longest term at a place is taken, and what stands within it is not looked at: in
商务部国际贸易经济合作研究院 there is no 商务部.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from forum.localization.glossary.tokens import Cut, cut, cut_term, forms, is_acronym, normal

PERSON, INSTITUTION = "person", "institution"
NAMES = frozenset({PERSON, INSTITUTION})
# Texts say “Ministry of Commerce” where the name goes on with whose it is.
_COUNTRY = re.compile(r" of the |, | \(|（")

type Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Entry:
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
class Found:
    """A term in a text. shown: as it stands there; start, end: its place in the normal text."""

    entry: Entry
    shown: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Forbidden:
    """A spelling that is not to be used. right: what to write, "" if the language has no text."""

    entry: Entry
    shown: str
    right: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Otherwise:
    """A term of a source that the translation does not hold. expected: what it might have said."""

    entry: Entry
    shown: str
    expected: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Form:
    """A spelling of a term, by its tokens.

    folded: must agree in more than the stems, as names must; exact: must stand as it is, for the
    right spelling differs in case or number alone; capitals: some of it is what it is by them.
    """

    entry: Entry
    shown: tuple[str, ...]
    is_forbidden: bool = False
    folded: bool = False
    exact: bool = False
    capitals: bool = False

    def is_at(self, found: Sequence[str]) -> bool:
        """Tell whether it stands there, where the stems are its own already."""
        pairs = zip(self.shown, found, strict=True)
        if self.exact:
            return all(mine == there for mine, there in pairs)
        if not (self.folded or self.capitals):
            return True
        return all(
            (not self.folded or forms(mine)[0] == forms(there)[0])
            and (not is_acronym(mine) or mine == there)
            for mine, there in pairs
        )


@dataclass(slots=True)
class _Index:
    """The spellings of one language: key -> forms; first token -> how long they are, descending."""

    forms: dict[Key, list[_Form]] = field(default_factory=lambda: defaultdict(list))
    lengths: dict[str, list[int]] = field(default_factory=dict)

    def at(self, text: Cut, place: int, length: int) -> list[_Form]:
        """Return the forms of a length that stand at a place of a text."""
        key = text.stems[place : place + length]
        there = self.forms.get(key) if len(key) == length else None
        if not there:
            return []
        shown = text.shown[place : place + length]
        return [form for form in there if form.is_at(shown)]

    def seal(self) -> None:
        """Note the lengths, when every form is in."""
        found: dict[str, set[int]] = defaultdict(set)
        for key in self.forms:
            found[key[0]].add(len(key))
        self.lengths = {first: sorted(some, reverse=True) for first, some in found.items()}


class Glossary:
    """Terms, compiled to be looked for. Raises nothing; empty texts hold nothing."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._by_language: dict[str, _Index] = defaultdict(_Index)
        self._forbidden: list[tuple[_Form, Key]] = []
        self._same: dict[tuple[str, str], list[Entry]] = defaultdict(list)
        self._groups: dict[str, list[Entry]] = defaultdict(list)
        for entry in entries:
            self._add(entry)
        for index in self._by_language.values():
            for form, key in self._forbidden:
                index.forms[key].append(form)
            index.seal()

    def __bool__(self) -> bool:
        return bool(self._by_language)

    def _add(self, entry: Entry) -> None:
        rights = set()
        for language, text in entry.texts.items():
            shown, stems = cut_term(text)
            if stems:
                rights.add(stems)
                as_is, capitals = entry.kind in NAMES, any(map(is_acronym, shown))
                form = _Form(entry, shown, folded=as_is, capitals=capitals)
                self._by_language[language].forms[stems].append(form)
                self._same[language, text].append(entry)
        for spelling in entry.forbidden:
            shown, stems = cut_term(spelling)
            if stems:
                form = _Form(entry, shown, is_forbidden=True, exact=stems in rights)
                self._forbidden.append((form, stems))
        if entry.group:
            self._groups[entry.group].append(entry)

    def occurrences(self, text: str, language: str) -> Iterator[tuple[list[_Form], int, int]]:
        """Yield the forms that stand at each place of a normal text, the longest first."""
        index = self._by_language.get(language)
        if index is None:
            return
        one = cut(text)
        place, count = 0, len(one.stems)
        while place < count:
            for length in index.lengths.get(one.stems[place], ()):
                if standing := index.at(one, place, length):
                    yield standing, *one.span(place, length)
                    place += length
                    break
            else:
                place += 1

    def accepted(self, entry: Entry, source: str, target: str) -> list[Entry]:
        """Return the terms by which one may be translated: itself, its like and its group."""
        same = self._same.get((source, entry.texts.get(source, "")), [])
        group = [other for one in (entry, *same) for other in self._groups.get(one.group, ())]
        once = {id(one): one for one in (entry, *same, *group)}
        return [one for one in once.values() if target in one.texts]


def terms_in(text: str, language: str, glossary: Glossary) -> list[Found]:
    """Return the terms that stand in a text, by place; several at one place say it differently."""
    text = normal(text)
    return [
        Found(form.entry, text[start:end], start, end)
        for forms, start, end in glossary.occurrences(text, language)
        for form in forms
        if not form.is_forbidden
    ]


def forbidden_in(text: str, language: str, glossary: Glossary) -> list[Forbidden]:
    """Return the forbidden spellings in a text, by place; what another term says is none."""
    text = normal(text)
    return [
        Forbidden(form.entry, text[start:end], form.entry.texts.get(language, ""), start, end)
        for forms, start, end in glossary.occurrences(text, language)
        for form in _wrong(forms)
    ]


def _wrong(forms: list[_Form]) -> list[_Form]:
    """Return the form that makes a place wrong, if any, in a list."""
    right = [form for form in forms if not form.is_forbidden]
    # “informations” would do as the plural of “information”, were it not forbidden by itself.
    return [
        form
        for form in forms
        if form.is_forbidden
        and (not right or (form.exact and all(one.shown != form.shown for one in right)))
    ][:1]


def translated_otherwise(
    source: str, translation: str, languages: tuple[str, str], glossary: Glossary
) -> list[Otherwise]:
    """Return the terms of a source whose translation, if it has one, is not in the other text.

    languages: of the source and of the translation. Case and the plural count for nothing; of a
    person any part of the name will do, for texts name people once in full, and of an institution
    what stands before its country.
    """
    stems = cut(normal(translation)).stems
    if not stems:
        return []
    words = frozenset(stems)
    found: dict[str, Otherwise] = {}
    for one in terms_in(source, languages[0], glossary):
        if one.shown in found:
            continue
        choices = glossary.accepted(one.entry, *languages)
        said = (_is_said(choice, languages[1], stems, words) for choice in choices)
        if choices and not any(said):
            expected = tuple(dict.fromkeys(choice.texts[languages[1]] for choice in choices))
            found[one.shown] = Otherwise(one.entry, one.shown, expected)
    return list(found.values())


def _is_said(entry: Entry, language: str, stems: Key, words: frozenset[str]) -> bool:
    text = entry.texts[language]
    wanted = cut_term(text)[1]
    if _stands_in(wanted, stems, words):
        return True
    if entry.kind == INSTITUTION:
        short = cut_term(_COUNTRY.split(text)[0])[1]
        return len(short) > 1 and _stands_in(short, stems, words)
    if entry.kind != PERSON:
        return False
    # A surname, or one part of a name with dots; in Chinese the first character.
    parts = {part for part in wanted if len(part) > 1} or set(wanted[:1])
    return not parts.isdisjoint(words)


def _stands_in(wanted: Key, stems: Key, words: frozenset[str]) -> bool:
    if not words.issuperset(wanted):
        return False
    length = len(wanted)
    places = (place for place, stem in enumerate(stems) if stem == wanted[0])
    return any(stems[place : place + length] == wanted for place in places)

"""The people of a record: who is who across list, captions, speeches and languages."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from forum.core.names import fold, sort_key
from forum.reader.event_record import EN, ZH, PersonRecord, Text
from forum.reader.shapes.record import sounds, texts
from forum.reader.shapes.record.entries import Entry
from forum.reader.shapes.record.names import NameLine
from forum.reader.shapes.record.notebook import Notebook
from forum.reader.vocabulary.titles import TITLE_WORDS_EN

if TYPE_CHECKING:
    from forum.reader.shapes.record.cast import ReadPart

# So many people of one name are told apart by what they are; further ones are new people.
_MOST_BEARERS: Final = 24


@dataclass(slots=True, eq=False)
class ReadPerson:
    """One human being while the record is read.

    titles: language -> the list's, else the caption's. listed: places (group numbers) in the list;
    listed_parts: what the list expects of her or him. name_forms, title_forms: every printed
    (language, form, line).
    """

    names: dict[str, str] = field(default_factory=dict)
    titles: dict[str, str] = field(default_factory=dict)
    honorific: dict[str, str] = field(default_factory=dict)
    other_names: list[str] = field(default_factory=list)
    listed: set[int] = field(default_factory=set)
    listed_parts: list["ReadPart"] = field(default_factory=list)
    in_body: bool = False
    title_forms: list[tuple[str, str, int]] = field(default_factory=list)
    name_forms: list[tuple[str, str, int]] = field(default_factory=list)
    lines: set[int] = field(default_factory=set)
    key: str = ""

    @property
    def name(self) -> str:
        """The name that findings use: the Chinese one, else the English."""
        return self.names.get(ZH) or self.names.get(EN, "")

    def add_mention(self, code: str, named: NameLine, line: int) -> None:
        """Take over what one place prints; the first form of a name or title stays."""
        self.names.setdefault(code, named.name)
        self.name_forms.append((code, named.name, line))
        if named.title:
            self.titles.setdefault(code, named.title)
            self.title_forms.append((code, named.title, line))
        if named.honorific:
            self.honorific.setdefault(code, named.honorific)
        if named.other_name:
            self.names.setdefault(EN if code == ZH else ZH, named.other_name)
        self.lines.add(line)

    def record(self) -> PersonRecord:
        """Return the record; its title is the list's, else the first caption's."""
        return PersonRecord(
            self.key, dict(self.names), dict(self.titles), dict(self.honorific),
            tuple(dict.fromkeys(self.other_names)), tuple(sorted(self.lines)),
        )  # fmt: skip


class Register:
    """All people of the record, clustered by folded name in either language and by title."""

    def __init__(self, notebook: Notebook) -> None:
        self.people: list[ReadPerson] = []
        self._bearers: dict[str, dict[int, ReadPerson]] = {}
        self._notebook = notebook

    def bearers(self, name: str) -> list[ReadPerson]:
        """Return those who bear the name."""
        return list(self._bearers.get(fold(name), {}).values())[:_MOST_BEARERS]

    def _index(self, person: ReadPerson) -> ReadPerson:
        for name in (*person.names.values(), *person.other_names):
            self._bearers.setdefault(fold(name), {}).setdefault(id(person), person)
        return person

    def _new(self, namesakes: Sequence[ReadPerson], name: str, lines: Iterable[int]) -> ReadPerson:
        if namesakes:
            lines = [*lines, min(namesakes[0].lines)]
            self._notebook.warn("same_name", name, lines, "document", name=name)
        person = ReadPerson()
        self.people.append(person)
        return person

    def add_entry(self, entry: Entry, group: int) -> ReadPerson:
        """Take in one entry of the list; equal name and another affiliation is another person."""
        forms = entry.printed.items()
        namesakes = [
            person
            for code, named in forms
            for person in self.bearers(named.name)
            if fold(person.names.get(code, "")) == fold(named.name)
        ]
        same = (
            person
            for person in namesakes
            if any(is_akin(named.title, person.titles.get(code, ""), code) for code, named in forms)
        )
        person = next(same, None) or self._new(namesakes, entry.name, entry.lines)
        for code, named in forms:
            person.add_mention(code, named, entry.lines[0])
        person.lines.update(entry.lines)
        person.listed.add(group)
        return self._index(person)

    def add_speaker(
        self,
        code: str,
        named: NameLine,
        line: int,
        expected: Iterable[ReadPerson],
        partner: ReadPerson | None,
    ) -> ReadPerson:
        """Return the person whom a caption or speech names.

        expected: those whom the list gives for this session and who have not had their turn;
        partner: who speaks in the same place in the other language.
        """
        namesakes = self.bearers(named.name)
        if not namesakes and partner is not None:
            partner.add_mention(code, named, line)
            return self._index(partner)
        person = _most_akin(namesakes, code, named)
        if not namesakes and (person := _misspelt(code, named, expected)):
            person.other_names.append(person.names[code])
            person.names[code] = named.name
        person = person or self._new(namesakes, named.name, (line,))
        person.add_mention(code, named, line)
        person.in_body = True
        return self._index(person)

    def give_keys(self) -> None:
        """Give each person a key from the English name, else the pinyin."""
        spellings = (person.names.get(EN) or sort_key(person.name) for person in self.people)
        keys = texts.unique_keys(_slug(spelling) or "person" for spelling in spellings)
        for person, key in zip(self.people, keys, strict=True):
            person.key = key


def _slug(text: str) -> str:
    words = (fold(word) for word in re.split(r"[\s·•・‧∙⋅･\-]+", text))
    return "-".join(plain for word in words if (plain := re.sub(r"[^a-z0-9]", "", word)))[:70]


def _most_akin(namesakes: Sequence[ReadPerson], code: str, named: NameLine) -> ReadPerson | None:
    """Return the namesake whose title fits best, else one who has not spoken yet."""

    def likeness(person: ReadPerson) -> float:
        return texts.similarity(named.title, person.titles.get(code, ""))

    ranked = sorted(namesakes, key=likeness, reverse=True)
    akin = [person for person in ranked if is_akin(named.title, person.titles.get(code, ""), code)]
    silent = [person for person in ranked if not person.in_body]
    return next(iter([*akin, *silent]), None)


def _misspelt(code: str, named: NameLine, expected: Iterable[ReadPerson]) -> ReadPerson | None:
    """Find a listed person whose title is the caption's and whose name differs by little."""
    close = [
        person
        for person in expected
        if code in person.names
        and is_near(named.name, person.names[code])
        and texts.similarity(named.title, person.titles.get(code, "")) > 0.8
    ]
    return close[0] if len(close) == 1 else None


def find_partner(
    named: NameLine,
    expected: Iterable[ReadPerson],
    same_place: ReadPerson | None,
    chinese: Iterable[ReadPerson],
) -> ReadPerson | None:
    """Return whose name in characters an English name is, by its sound, else by its place.

    In a record half in English a guest's only speech stands beside somebody else's. chinese: who
    speaks in the section's Chinese text; same_place: who of them speaks in the same place.
    """
    name = named.name
    if not (same_place and sounds.same_person(same_place.names.get(ZH, ""), name)):
        alike = [
            person
            for person in expected
            if EN not in person.names and sounds.same_person(person.names.get(ZH, ""), name)
        ]
        same_place = alike[0] if len(alike) == 1 else same_place
    if same_place and EN not in same_place.names and _may_be(same_place, name):
        return same_place
    spelt = [
        person
        for person in chinese
        if EN not in person.names and fold(name) in sounds.pinyin_keys(person.names.get(ZH, ""))
    ]
    return spelt[0] if len(spelt) == 1 else None


def _may_be(person: ReadPerson, english: str) -> bool:
    """Tell whether an English name may be a person's; one good pair vouches for no other."""
    return sounds.same_person(person.names.get(ZH, ""), english) is not False


def is_akin(title: str, second_title: str, code: str) -> bool:
    """Tell whether two titles overlap in their affiliation, or one of them is missing."""
    bare, second = texts.bare(title), texts.bare(second_title)
    if bare in second or second in bare or texts.similarity(title, second_title) >= 0.5:
        return True
    if code == ZH:
        runs = {bare[place : place + _RUN] for place in range(len(bare) - _RUN + 1)}
        return any(second[place : place + _RUN] in runs for place in range(len(second) - _RUN + 1))
    return len(_significant(title) & _significant(second_title)) >= 2


def are_strangers(title: Text, second_title: Text) -> bool:
    """Tell whether two titles of one name share no house, in a language that both have."""
    return do_titles_differ(title, second_title) and not any(
        is_akin(*pair, code) for code, pair in _pairs(title, second_title)
    )


def do_titles_differ(title: Text, second_title: Text) -> bool:
    """Tell whether two titles in one language are of different people: neither is in the other."""
    folded = [map(fold, pair) for _code, pair in _pairs(title, second_title)]
    return any(first not in second and second not in first for first, second in folded)


def _pairs(title: Text, second_title: Text) -> list[tuple[str, tuple[str, str]]]:
    codes = [code for code, text in title.items() if text and second_title.get(code)]
    return [(code, (title[code], second_title[code])) for code in codes]


# So many letters in a row that two Chinese titles share are an institution's.
_RUN: Final = 5
_COMMON: Final = re.compile("of|the|for|and|in|on|at|to|an?|national|international")


def _significant(title: str) -> set[str]:
    words = {word.strip(".,;()'’").casefold() for word in title.split()}
    return {word for word in words - TITLE_WORDS_EN if not _COMMON.fullmatch(word)}


_folded = lru_cache(maxsize=512)(fold)


def is_near(name: str, second_name: str) -> bool:
    """Tell whether two names differ by a character or so."""
    source, target = _folded(name), _folded(second_name)
    most = 1 if max(len(source), len(target)) <= 5 else 2
    if abs(len(source) - len(target)) > 2 or len(set(source) - set(target)) > most:
        return False
    distances = list(range(len(target) + 1))
    for place, char in enumerate(source, 1):
        diagonal, distances[0] = distances[0], place
        for at, letter in enumerate(target, 1):
            nearest = min(distances[at] + 1, distances[at - 1] + 1, diagonal + (char != letter))
            diagonal, distances[at] = distances[at], nearest
    return distances[-1] <= most

"""The people of a record: who is who across list, captions and languages."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from forum.core.names import fold, sort_key
from forum.reader.event_record import EN, LANGUAGES, ZH, PersonRecord
from forum.reader.shapes.record import sounds, texts
from forum.reader.shapes.record.entries import Entry
from forum.reader.shapes.record.names import Named
from forum.reader.shapes.record.notebook import Notebook
from forum.reader.vocabulary.titles import TITLE_WORDS_EN


@dataclass(slots=True, eq=False)
class Person:
    """One human being while the record is read.

    listed: places (group numbers) in the list; titles: language -> the list's, else the caption's.
    forms: every printed (language, title, line) and names: every printed (language, name, line).
    """

    names: dict[str, str] = field(default_factory=dict)
    titles: dict[str, str] = field(default_factory=dict)
    honorific: dict[str, str] = field(default_factory=dict)
    other_names: list[str] = field(default_factory=list)
    listed: set[int] = field(default_factory=set)
    in_body: bool = False
    title_forms: list[tuple[str, str, int]] = field(default_factory=list)
    name_forms: list[tuple[str, str, int]] = field(default_factory=list)
    lines: set[int] = field(default_factory=set)
    first_line: int = 0
    key: str = ""

    @property
    def name(self) -> str:
        """The name that findings use: the Chinese one, else the English."""
        return self.names.get(ZH) or self.names.get(EN, "")

    def saw(self, code: str, named: Named, line: int) -> None:
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
        self.stands(line)

    def stands(self, *lines: int) -> None:
        """Take note of lines where the person is printed."""
        self.lines.update(lines)
        self.first_line = min((self.first_line, *lines)) if self.first_line else min(lines)

    def record(self) -> PersonRecord:
        """Return the record; its title is the list's, else the first caption's."""
        return PersonRecord(
            self.key, dict(self.names), dict(self.titles), dict(self.honorific),
            tuple(dict.fromkeys(self.other_names)), tuple(sorted(self.lines)),
        )  # fmt: skip


# So many people of one name are told apart by what they are; further ones are new people.
_MOST_BEARERS = 24


class Register:
    """All people of the record, found by folded name in either language."""

    def __init__(self, notebook: Notebook) -> None:
        self.people: list[Person] = []
        self._by_name: dict[str, list[Person]] = {}
        self._indexed: set[tuple[str, int]] = set()
        self._notebook = notebook

    def candidates(self, name: str) -> list[Person]:
        """Return those who bear the name."""
        return self._by_name.get(fold(name), [])

    def index(self, person: Person) -> None:
        """Make the person found under all the names it now has."""
        for name in (*person.names.values(), *person.other_names):
            key = fold(name)
            if (key, id(person)) not in self._indexed:
                self._indexed.add((key, id(person)))
                self._by_name.setdefault(key, []).append(person)

    def new(self) -> Person:
        person = Person()
        self.people.append(person)
        return person

    def list_entry(self, entry: Entry, group: int) -> Person:
        """Take in one entry of the list; equal name and another affiliation is another person."""
        person = self._listed(entry)
        if person is None:
            person = self.new()
        for code, named in entry.printed.items():
            person.saw(code, named, entry.lines[0])
        person.stands(*entry.lines)
        person.listed.add(group)
        self.index(person)
        return person

    def _listed(self, entry: Entry) -> Person | None:
        bearers = [
            person
            for code, named in entry.printed.items()
            for person in self.candidates(named.name)[:_MOST_BEARERS]
            if fold(person.names.get(code, "")) == fold(named.name)
        ]
        for person in bearers:
            if any(
                akin(named.title, person.titles.get(code, ""), code)
                for code, named in entry.printed.items()
            ):
                return person
        if bearers:
            self._same_name(bearers[0], entry.name, entry.lines)
        return None

    def _same_name(self, namesake: Person, name: str, lines: tuple[int, ...]) -> None:
        self._notebook.warn(
            "same_name", name, [*lines, namesake.first_line],
            "document",
            name=name,
        )  # fmt: skip

    def from_body(self, code: str, named: Named, line: int, expected: Iterable[Person]) -> Person:
        """Return the person whom a caption or speech names.

        expected: those whom the list gives for this session and who have not had their turn.
        """
        bearers = self.candidates(named.name)[:_MOST_BEARERS]
        person = self._best(bearers, code, named)
        if person is None and not bearers and (person := self._misspelt(code, named, expected)):
            person.other_names.append(person.names[code])
            person.names[code] = named.name
        if person is None:
            person = self.new()
            if bearers:
                self._same_name(bearers[0], named.name, (line,))
        person.saw(code, named, line)
        person.in_body = True
        self.index(person)
        return person

    def _best(self, bearers: list[Person], code: str, named: Named) -> Person | None:
        ranked = sorted(
            bearers,
            key=lambda person: texts.similarity(named.title, person.titles.get(code, "")),
            reverse=True,
        )
        for person in ranked:
            if not named.title or akin(named.title, person.titles.get(code, ""), code):
                return person
        return next((person for person in ranked if not person.in_body), None)

    def _misspelt(self, code: str, named: Named, expected: Iterable[Person]) -> Person | None:
        """Find a listed person whose title is the caption's and whose name differs by little."""
        close = [
            person
            for person in expected
            if code in person.names
            and _near(named.name, person.names[code])
            and texts.similarity(named.title, person.titles.get(code, "")) > 0.8
        ]
        return close[0] if len(close) == 1 else None

    def give_keys(self) -> None:
        """Give each person a key from the English name, else the pinyin."""
        used_keys: set[str] = set()
        numbers: dict[str, int] = {}
        for person in self.people:
            base = _slug(person.names.get(EN) or sort_key(person.names.get(ZH, ""))) or "person"
            key, number = base, numbers.get(base, 1)
            while key in used_keys:
                number += 1
                key = f"{base}-{number}"
            numbers[base] = number
            used_keys.add(key)
            person.key = key


def _slug(text: str) -> str:
    words = (fold(word) for word in re.split(r"[\s·•・‧∙⋅･\-]+", text))
    return "-".join(plain for word in words if (plain := re.sub(r"[^a-z0-9]", "", word)))[:70]


def akin(title: str, second_title: str, code: str) -> bool:
    """Tell whether two titles overlap in their affiliation, or one of them is missing."""
    if not title or not second_title:
        return True
    bare_title, bare_second = texts.bare(title), texts.bare(second_title)
    if (
        bare_title in bare_second
        or bare_second in bare_title
        or texts.similarity(title, second_title) >= 0.5
    ):
        return True
    if code == ZH:
        return _shares_run(bare_title, bare_second, 5)
    words = _significant(title) & _significant(second_title)
    return len(words) >= 2


def _shares_run(first: str, second: str, length: int) -> bool:
    runs = {first[place : place + length] for place in range(len(first) - length + 1)}
    return any(second[place : place + length] in runs for place in range(len(second) - length + 1))


_COMMON = frozenset(
    ["of", "the", "for", "and", "in", "on", "at", "to", "a", "an", "national", "international"]
)


def _significant(title: str) -> set[str]:
    words = {word.strip(".,;()'’").casefold() for word in title.split()}
    return words - TITLE_WORDS_EN - _COMMON


def _near(name: str, second_name: str) -> bool:
    """Tell whether two names differ by a character or so."""
    folded_name, folded_second = _folded(name), _folded(second_name)
    if abs(len(folded_name) - len(folded_second)) > 2:
        return False
    allowed = 1 if max(len(folded_name), len(folded_second)) <= 5 else 2
    if len(set(folded_name) - set(folded_second)) > allowed:
        return False
    return _distance(folded_name, folded_second) <= allowed


_folded = lru_cache(maxsize=512)(fold)


def _distance(source: str, target: str) -> int:
    row = list(range(len(target) + 1))
    for place, char in enumerate(source, 1):
        previous, row[0] = row[0], place
        for at, against in enumerate(target, 1):
            previous, row[at] = (
                row[at],
                min(row[at] + 1, row[at - 1] + 1, previous + (char != against)),
            )
    return row[-1]


def by_pinyin(people: Iterable[Person]) -> dict[str, list[Person]]:
    """Return the people by their Chinese names read aloud, as English prints them."""
    by_spelling: dict[str, list[Person]] = {}
    for person in people:
        for key in sounds.pinyin_keys(person.names.get(ZH, "")):
            by_spelling.setdefault(key, []).append(person)
    return by_spelling


def check_forms(person: Person, notebook: Notebook) -> None:
    """Write down when a name or title is printed in several forms."""
    for code in LANGUAGES:
        _compare(
            person.name, person.names.get(code, ""), code, person.name_forms, "person_name_varian"
                "t", notebook,
            "marks",
            "words",
        )  # fmt: skip
        _compare(
            person.name, person.titles.get(code, ""), code, person.title_forms, "person_title_var"
                "iant", notebook,
            "marks",
            "words",
        )  # fmt: skip


def _compare(
    subject: str,
    chosen: str,
    code: str,
    forms: list[tuple[str, str, int]],
    kind: str,
    notebook: Notebook,
    by_marks: str,
    by_words: str,
) -> None:
    chosen_lines = [line for language, form, line in forms if language == code and form == chosen]
    marks: dict[str, list[int]] = {}
    words: dict[str, list[int]] = {}
    for language, form, line in forms:
        if language != code or form == chosen or (chosen.endswith(form) and len(form) <= 8):
            continue
        alike = same_form(form, chosen, kind)
        (marks if alike else words).setdefault(form, []).append(line)
    for variants, tell, text in (
        (marks, notebook.note, by_marks),
        (words, notebook.warn, by_words),
    ):
        if variants:
            lines = [*chosen_lines, *(line for places in variants.values() for line in places)]
            tell(kind, subject, lines, text, forms=" | ".join(variants), kept=chosen)


def same_form(form: str, chosen: str, kind: str) -> bool:
    """Tell whether two printed forms differ in marks alone; middle dots too for a name."""
    if kind == "person_name_variant":
        return fold(form) == fold(chosen)
    return texts.same_but_marks(form, chosen)

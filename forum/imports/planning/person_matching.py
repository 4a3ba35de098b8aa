"""Who of the stored people a person of the record is. Never a silent merge.

One name and one institution: the same person. One name and another institution, or a person of whom
no institution is known: somebody new, with the warning ``same_name``. Within one event people are
recognized by name alone, unless their institutions contradict each other; of the same file also
then, so that a corrected title makes nobody new. Between two that are equally near nothing decides.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from functools import partial
from typing import NamedTuple

from forum.core.columns import field_texts
from forum.core.names import fold
from forum.imports.planning.affiliation import contradict, find_institutions, find_ranks
from forum.imports.planning.columns import first_text
from forum.imports.planning.name_matching import (
    PEOPLE,
    contradict_as_people,
    find_similar_names,
    fold_names,
)
from forum.imports.planning.plan_builder import PlanBuilder
from forum.imports.planning.questions import NEW, Question
from forum.reader.event_record import AppearanceRecord, Finding, Level, PersonRecord, Scope, Text
from people.models import Person
from sessions_app.models import Event

LABEL = "people.person"
APPEARANCE = "sessions_app.appearance"


class Nearness(IntEnum):
    """How sure it is that a stored person is meant; what stands higher is tried first."""

    NONE = 0
    NAME_AT_THIS_EVENT = 1
    INSTITUTION = 2
    INSTITUTION_AT_THIS_EVENT = 3


@dataclass(slots=True)
class PersonCandidate:
    """A stored person with what tells him or her from a namesake. titles: at this event."""

    person: Person
    titles: list[Text] = field(default_factory=list)
    institutions: set[str] = field(default_factory=set)
    is_at_this_event: bool = False


class PersonMatches(NamedTuple):
    """stored: key of the record -> the row; identities: key -> what a later import knows it by."""

    stored: Mapping[str, Person]
    identities: Mapping[str, str]


def match_people(builder: PlanBuilder, event: Event | None) -> PersonMatches:
    """Find the people of a record among the stored ones.

    Namesakes are asked about, or kept apart and reported where nobody answers.
    """
    identities = _name_identities(builder.record.people)
    matching = PersonMatching(builder, event)
    if builder.record.scope is Scope.TABLES:
        matching.take_addresses()
    matching.take_decisions()
    matching.assign(identities)
    matching.recall(identities)
    if builder.answers.can_ask:
        matching.ask()
    else:
        matching.report_namesakes()
    if builder.record.scope is not Scope.TABLES:
        matching.report_titles(identities)
    return PersonMatches(matching.stored, matching.part_identities(identities))


def question_key(key: str) -> str:
    """Return the key of the question whether a person of the record is a stored one."""
    return f"{LABEL}:{key}"


class PersonMatching:
    """Gives each stored person to at most one of the record; stored: key -> row, as far as it is.

    undecided: those of whom nobody has said who they are.
    """

    def __init__(self, builder: PlanBuilder, event: Event | None) -> None:
        self._builder = builder
        self._source = builder.record.source
        self._has_event = event is not None
        self._people = {person.key: person for person in builder.record.people}
        self._appearances: dict[str, list[AppearanceRecord]] = defaultdict(list)
        for appearance in builder.record.appearances:
            self._appearances[appearance.person].append(appearance)
        self._institutions = self._institutions_by_person()
        self._people_of_rows: dict[int, int] = {}
        self._candidates = _read_candidates(builder, event, self._people_of_rows)
        self._by_name: dict[str, list[PersonCandidate]] = defaultdict(list)
        for candidate in self._candidates.values():
            for key in candidate.person.match_keys:
                self._by_name[key].append(candidate)
        self.decided: dict[str, Person] = {}
        self.undecided: dict[str, PersonRecord] = {}
        self.stored: dict[str, Person] = {}
        self._claimed: set[int] = set()
        self._tied: set[str] = set()

    def take_addresses(self) -> None:
        """Match those whose key is the address of somebody who bears one of their names."""
        for key, person in self._people.items():
            bearers = [bearer.person for bearer in self._bearers(person)]
            self._match(key, next((bearer.pk for bearer in bearers if bearer.slug == key), None))

    def take_decisions(self) -> None:
        """Match those whom somebody has called a stored person, or a new one."""
        answers = self._builder.answers
        for key, person in self._people.items():
            if key in self.stored:
                continue
            if self._match(key, answers.take(question_key(key))):
                self.decided[key] = self.stored[key]
            elif not answers.is_new(question_key(key)):
                self.undecided[key] = person

    def assign(self, identities: Mapping[str, str]) -> None:
        """Match by name and institution, the surest first, where there is no choice.

        Who is in a tie is not matched to somebody less near.
        """
        nearness = {
            (key, bearer.person.pk): self._measure_nearness(key, bearer, identities[key])
            for key, person in self.undecided.items()
            for bearer in self._bearers(person)
        }
        for level in sorted(Nearness, reverse=True)[:-1]:
            pairs = [pair for pair, measure in nearness.items() if measure is level]
            for key, pk in _pair_off(pairs, self._builder.previous.created(LABEL)):
                self._match(key, pk)
            bearers = Counter(key for key, _pk in pairs)
            self._tied |= {key for key, number in bearers.items() if number > 1}
            keys, pks = ({pair[place] for pair in pairs} for place in (0, 1))
            nearness = {
                pair: measure
                for pair, measure in nearness.items()
                if pair[0] not in keys and pair[1] not in pks
            }

    def recall(self, identities: Mapping[str, str]) -> None:
        """Match those whom an earlier import of this event stored, and staff renamed since.

        Or whom it left no choice about, as in an earlier import of the same appearance.
        """
        for key in [key for key in self.undecided if key not in self.stored]:
            # Beside a namesake the institution is part of what it was stored under.
            for identity in (self._own_identity(key, identities[key]), identities[key]):
                pk = self._find_former(key, identity)
                if pk in self._candidates and self._may_be_former(key, identity, pk):
                    self._match(key, pk)

    def _find_former(self, key: str, identity: str) -> int | None:
        """Return whom an earlier import stored for a person, or for an appearance of this one.

        Of two who are equally near only what a file of the same name made tells one.
        """
        previous = self._builder.previous
        find_row = (
            partial(previous.row_of_file, self._source) if key in self._tied else previous.row
        )
        appearances = (
            find_row(APPEARANCE, f"{appearance.session}/{identity}/{appearance.role}")
            for appearance in self._appearances.get(key, ())
        )
        people = {self._people_of_rows[row] for row in appearances if row in self._people_of_rows}
        return people.pop() if len(people) == 1 else find_row(LABEL, identity)

    def _may_be_former(self, key: str, identity: str, pk: int) -> bool:
        """Tell whether nothing speaks against it. Without an event every other table is recalled.

        There it wants the address, or a file of the same name.
        """
        person, candidate = self._people[key], self._candidates[pk]
        bears_name = any(bearer is candidate for bearer in self._bearers(person))
        if contradict(self._institutions[key], candidate.institutions) or (
            bears_name and contradict_as_people(person.name, field_texts(candidate.person, "name"))
        ):
            return False
        if self._has_event:
            return True
        has_address = self._builder.record.scope is Scope.TABLES and key not in _folded_names(
            person
        )
        if has_address:
            return candidate.person.slug == key
        return self._builder.previous.row_of_file(self._source, LABEL, identity) == pk

    def _measure_nearness(self, key: str, candidate: PersonCandidate, identity: str) -> Nearness:
        person, institutions = self._people[key], self._institutions[key]
        if contradict_as_people(person.name, field_texts(candidate.person, "name")):
            return Nearness.NONE
        if institutions & candidate.institutions:
            if candidate.is_at_this_event:
                return Nearness.INSTITUTION_AT_THIS_EVENT
            return Nearness.INSTITUTION
        if not candidate.is_at_this_event:
            return Nearness.NONE
        if contradict(institutions, candidate.institutions):
            former = self._builder.previous.row_of_file(self._source, LABEL, identity)
            is_corrected = former == candidate.person.pk
            if self._builder.record.scope is Scope.GUESTS or not is_corrected:
                return Nearness.NONE
        return Nearness.NAME_AT_THIS_EVENT

    def _match(self, key: str, pk: int | None) -> bool:
        if pk is None or pk not in self._candidates or pk in self._claimed or key in self.stored:
            return False
        self.stored[key] = self._candidates[pk].person
        self._claimed.add(pk)
        return True

    def part_identities(self, identities: Mapping[str, str]) -> dict[str, str]:
        """Return what a later import knows people by: of a namesake's identity another one."""
        parted, taken = dict[str, str](), set[str]()
        for key, name in identities.items():
            row = self.stored.get(key)
            own, identity = row.pk if row else None, name
            if self._is_of_another(identity, own):
                identity = self._own_identity(key, name)
            while identity in taken or self._is_of_another(identity, own):
                identity += "|"
            parted[key] = identity
            taken.add(identity)
        return parted

    def _own_identity(self, key: str, name: str) -> str:
        return f"{name}|{'|'.join(sorted(self._institutions[key]))}"

    def _is_of_another(self, identity: str, pk: int | None) -> bool:
        former = self._builder.previous.row(LABEL, identity)
        return former in self._candidates and former != pk

    def ask(self) -> None:
        """Ask about everybody who bears, almost or in full, the name of a stored person.

        Once somebody was erased about everybody who is new: it may be they.
        """
        doubtful = [
            person
            for key, person in self._people.items()
            if key not in self.stored or key in self.decided
        ]
        claimed = {row.pk for key, row in self.stored.items() if key not in self.decided}
        names = {person.key: _folded_names(person) for person in doubtful}
        stored_names = self._builder.store.all_names(Person) if doubtful else ()
        similar = find_similar_names(names, stored_names, PEOPLE)
        for person in doubtful:
            bearers = [candidate.person.pk for candidate in self._bearers(person)]
            alike = [pk for pk in similar.get(person.key, ()) if pk not in bearers]
            self._ask_about(
                person,
                [pk for pk in bearers if pk not in claimed],
                [pk for pk in alike if pk not in claimed],
            )

    def _ask_about(self, person: PersonRecord, namesakes: list[int], similar: list[int]) -> None:
        answers = self._builder.answers
        chosen = self.decided.get(person.key)
        if not (namesakes or similar or chosen or self._builder.previous.has_erased):
            return
        key = question_key(person.key)
        answer = NEW if answers.is_new(key) else ""
        answers.ask(
            Question(
                key=key,
                label=LABEL,
                name=" / ".join(filter(None, person.name.values())),
                title=" / ".join(filter(None, person.title.values())),
                lines=person.lines,
                candidates=tuple(namesakes),
                answer=str(chosen.pk) if chosen else answer,
            ),
            similar,
        )

    def report_namesakes(self) -> None:
        """Report whoever becomes a new person beside a stored one of the same name."""
        for key, person in self._people.items():
            # A namesake within the record has been reported by whoever read it.
            bearers = [] if key in self.stored else self._bearers(person)
            namesakes = [bearer.person for bearer in bearers]
            slugs = [namesake.slug for namesake in namesakes if namesake.pk not in self._claimed]
            if slugs:
                self._builder.findings.append(_same_name(person, slugs))

    def report_titles(self, identities: Mapping[str, str]) -> None:
        """Report whoever has no rank in the document that is stored of the same event.

        What an import of the same file stored, the document corrects.
        """
        find_row = partial(self._builder.previous.row_of_file, self._source, LABEL)
        for key, row in self.stored.items():
            if find_row(identities[key]) == row.pk:
                continue
            person, guests = self._people[key], self._appearances.get(key, ())
            printed = [person.title, *(guest.title for guest in guests)]
            if pair := _contradicting_titles(printed, self._candidates[row.pk].titles):
                name = first_text(person.name)
                params = {"name": name, "title": pair[0], "stored": pair[1]}
                lines = person.lines or next((guest.lines for guest in guests), ())
                finding = Finding(Level.WARNING, "title_conflict", name, lines, "", params)
                self._builder.findings.append(finding)

    def _bearers(self, person: PersonRecord) -> list[PersonCandidate]:
        """Return the stored people who bear one of a person's names, each once."""
        bearers = [
            candidate
            for name in sorted(_folded_names(person))
            for candidate in self._by_name.get(name, ())
        ]
        return list({bearer.person.pk: bearer for bearer in bearers}.values())

    def _institutions_by_person(self) -> dict[str, set[str]]:
        """Return key -> every institution that the record gives the person."""
        return {
            key: set(find_institutions(person.title)).union(
                *(find_institutions(guest.title) for guest in self._appearances.get(key, ()))
            )
            for key, person in self._people.items()
        }


def _read_candidates(
    builder: PlanBuilder, event: Event | None, people_of_rows: dict[int, int]
) -> dict[int, PersonCandidate]:
    """Return who may be meant. people_of_rows: filled with appearance -> person."""
    people = builder.record.people
    names = [name for person in people for name in (*person.name.values(), *person.other_names)]
    pks = builder.previous.created(LABEL) | builder.answers.pks(LABEL)
    rows = builder.store.people(names, pks)
    candidates = {row.pk: PersonCandidate(row) for row in rows}
    for appearance in builder.store.titles(rows):
        candidate = candidates[appearance.person_id]
        people_of_rows[appearance.pk] = appearance.person_id
        candidate.institutions |= find_institutions(field_texts(appearance, "title"))
        if appearance.organization:
            candidate.institutions |= set(appearance.organization.match_keys)
        if event is not None and appearance.session.event_id == event.pk:
            candidate.is_at_this_event = True
            candidate.titles.append(field_texts(appearance, "title"))
    return candidates


def _name_identities(people: Iterable[PersonRecord]) -> dict[str, str]:
    """Return key -> folded name, and the institution behind it where two share the name."""
    names = {person.key: fold(first_text(person.name)) for person in people}
    bearers = Counter(names.values())
    return {
        person.key: names[person.key]
        if bearers[names[person.key]] == 1
        else f"{names[person.key]}|{'|'.join(sorted(find_institutions(person.title)))}"
        for person in people
    }


def _folded_names(person: PersonRecord) -> frozenset[str]:
    return fold_names(person.name, *person.other_names)


def _pair_off(
    pairs: Iterable[tuple[str, int]], imported: Collection[int]
) -> Iterator[tuple[str, int]]:
    """Yield the pairs of a key and a primary key in which neither has a choice.

    imported: people whom an import stored. As many of these as the record has that nothing tells
    apart are the same as before, in their order.
    """
    pks_by_key: dict[str, list[int]] = defaultdict(list)
    keys_by_pk: dict[int, list[str]] = defaultdict(list)
    for key, pk in pairs:
        pks_by_key[key].append(pk)
        keys_by_pk[pk].append(key)
    for key, pks in pks_by_key.items():
        keys = keys_by_pk[pks[0]]
        is_closed = all(set(pks_by_key[rival]) == set(pks) for rival in keys) and all(
            set(keys_by_pk[pk]) == set(keys) for pk in pks
        )
        is_known = len(pks) == 1 or all(pk in imported for pk in pks)
        if is_closed and is_known and len(keys) == len(pks):
            yield key, sorted(pks)[keys.index(key)]


def _contradicting_titles(printed: list[Text], stored: list[Text]) -> tuple[str, str] | None:
    """Return a printed and a stored title of one language; None where a rank stands in both."""
    pairs = [
        (title[code], former[code], ranks & find_ranks(former).get(code, set()))
        for title in printed
        for code, ranks in find_ranks(title).items()
        if ranks
        for former in stored
        if find_ranks(former).get(code)
    ]
    if not pairs or any(common for *_titles, common in pairs):
        return None
    return pairs[0][:2]


def _same_name(person: PersonRecord, slugs: list[str]) -> Finding:
    title = first_text(person.title)
    return Finding(
        level=Level.WARNING,
        kind="same_name",
        subject=first_text(person.name),
        lines=person.lines,
        case="stored" if title else "untitled",
        params={"name": first_text(person.name), "title": title, "stored": slugs},
    )

"""Who of the stored people a person of the record is. Never a silent merge.

One name and one institution: the same person. One name and another institution, or a person of whom
no institution is known: somebody new, with the warning ``same_name``. Within one event the earlier
import's people are recognized by name alone, so that a corrected title makes nobody new.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import IntEnum

from forum.core.names import fold
from forum.imports.planning.affiliation import institutions, overlap
from forum.imports.planning.changes import texts_of
from forum.imports.planning.columns import shown
from forum.imports.planning.name_pairs import contradict_as_people, folded
from forum.imports.planning.previous_imports import Memory
from forum.imports.planning.questions import NEW, Answers, Question
from forum.imports.planning.similar_names import PEOPLE, similar
from forum.imports.planning.stored_records import Store
from forum.reader.event_record import EventRecord, Finding, Level, PersonRecord
from people.models import Person
from sessions_app.models import Event

LABEL = "people.person"


class Nearness(IntEnum):
    """How sure it is that a stored person is meant; what stands higher is tried first."""

    OTHER = 0
    NAME_AT_THIS_EVENT = 1
    INSTITUTION = 2
    INSTITUTION_AT_THIS_EVENT = 3


@dataclass(slots=True)
class _Known:
    """A stored person with what tells him or her from a namesake."""

    person: Person
    keys: frozenset[str]
    institutions: set[str] = field(default_factory=set)
    at_this_event: bool = False

    def names(self) -> dict[str, str]:
        return texts_of(self.person, "name")


@dataclass(frozen=True, slots=True)
class People:
    """stored: key of the record -> the row; identities: key -> what a later import knows it by."""

    stored: Mapping[str, Person]
    identities: Mapping[str, str]


def match_people(
    record: EventRecord,
    store: Store,
    memory: Memory,
    event: Event | None,
    report: Callable[[Finding], None],
    answers: Answers,
) -> People:
    """Find the people of a record among the stored ones.

    Namesakes are asked about, or kept apart and reported where nobody answers.
    """
    chosen = answers.pks(LABEL)
    known = _known(record, store, {*memory.created(LABEL), *chosen}, event)
    identities = _identities(record.people)
    wanted = {person.key: person for person in record.people}
    by_name = _by_name(known)
    decided = _decided(wanted, known, answers)
    open_ones = {
        key: one
        for key, one in wanted.items()
        if key not in decided and not answers.is_new(question_key(key))
    }
    stored = _assign(record, open_ones, by_name, decided)
    claimed = {one.pk for one in stored.values()}
    _recall(open_ones, identities, memory, known, stored, claimed)
    if answers.wanted:
        _ask(record, stored, decided, by_name, store, answers)
        return People(stored, identities)
    for key, person in wanted.items():
        if key not in stored:
            _report_namesakes(person, by_name, claimed, report)
    return People(stored, identities)


def question_key(key: str) -> str:
    """Return the key of the question whether a person of the record is a stored one."""
    return f"{LABEL}:{key}"


def _decided(
    wanted: Mapping[str, PersonRecord], known: Mapping[int, _Known], answers: Answers
) -> dict[str, Person]:
    """Return those whom somebody has called a stored person."""
    chosen = {key: answers.take(question_key(key)) for key in wanted}
    return {key: known[pk].person for key, pk in chosen.items() if pk and pk in known}


def _ask(
    record: EventRecord,
    stored: Mapping[str, Person],
    decided: Mapping[str, Person],
    by_name: Mapping[str, list[_Known]],
    store: Store,
    answers: Answers,
) -> None:
    """Ask about everybody who bears, almost or in full, the name of a stored person."""
    doubtful = [one for one in record.people if one.key not in stored or one.key in decided]
    claimed = {one.pk for key, one in stored.items() if key not in decided}
    names = {one.key: folded(one.name, *one.other_names) for one in doubtful}
    alike = similar(names, store.all_names(Person) if doubtful else (), PEOPLE)
    for person in doubtful:
        key = question_key(person.key)
        bearers = [one.person.pk for one in _bearers(person, by_name)]
        candidates = tuple(pk for pk in bearers if pk not in claimed)
        near = [pk for pk in alike.get(person.key, ()) if pk not in claimed and pk not in bearers]
        chosen = str(decided[person.key].pk) if person.key in decided else ""
        if not candidates and not near and not chosen:
            continue
        answers.ask(
            Question(
                key=key,
                label=LABEL,
                name=" / ".join(text for text in person.name.values() if text),
                title=" / ".join(text for text in person.title.values() if text),
                lines=person.lines,
                candidates=candidates,
                answer=chosen or (NEW if answers.is_new(key) else ""),
            ),
            near,
        )


def _known(
    record: EventRecord, store: Store, pks: Iterable[int], event: Event | None
) -> dict[int, _Known]:
    names = [
        name for person in record.people for name in (*person.name.values(), *person.other_names)
    ]
    found = store.people(names, pks)
    known = {one.pk: _Known(one, frozenset(one.match_keys)) for one in found}
    for row in store.titles(found):
        one = known[row.person_id]
        one.institutions |= institutions(texts_of(row, "title"))
        if row.organization:
            one.institutions |= set(row.organization.match_keys)
        one.at_this_event |= event is not None and row.session.event_id == event.pk
    return known


def _identities(people: Iterable[PersonRecord]) -> dict[str, str]:
    """Return key -> folded name, and the institution behind it where two share the name."""
    people = list(people)
    names = {person.key: fold(shown(person.name)) for person in people}
    count = Counter(names.values())
    return {
        person.key: names[person.key]
        if count[names[person.key]] == 1
        else f"{names[person.key]}|{'|'.join(sorted(institutions(person.title)))}"
        for person in people
    }


def _assign(
    record: EventRecord,
    wanted: Mapping[str, PersonRecord],
    by_name: Mapping[str, list[_Known]],
    decided: Mapping[str, Person],
) -> dict[str, Person]:
    """Give each stored person to at most one of the record, the surest pair first."""
    titles = _titles(record)
    pairs = []
    for number, (key, person) in enumerate(wanted.items()):
        for one in _bearers(person, by_name):
            nearness = _nearness(person, titles[key], one)
            if nearness:
                pairs.append((-nearness, number, one.person.pk, key))
    known = {one.person.pk: one for ones in by_name.values() for one in ones}
    stored = dict(decided)
    claimed = {one.pk for one in decided.values()}
    for *_rank, pk, key in sorted(pairs):
        if key not in stored and pk not in claimed:
            stored[key] = known[pk].person
            claimed.add(pk)
    return stored


def _by_name(known: Mapping[int, _Known]) -> Mapping[str, list[_Known]]:
    by_name: dict[str, list[_Known]] = defaultdict(list)
    for one in known.values():
        for key in one.keys:
            by_name[key].append(one)
    return by_name


def _bearers(person: PersonRecord, by_name: Mapping[str, list[_Known]]) -> list[_Known]:
    """Return the stored people who bear one of a person's names, each once."""
    names = sorted(folded(person.name, *person.other_names))
    found = [one for name in names for one in by_name.get(name, ())]
    return list({one.person.pk: one for one in found}.values())


def _titles(record: EventRecord) -> dict[str, set[str]]:
    """Return key -> every institution that the record gives the person."""
    found = {person.key: set(institutions(person.title)) for person in record.people}
    for row in record.appearances:
        if row.person in found:
            found[row.person] |= institutions(row.title)
    return found


def _nearness(person: PersonRecord, titles: set[str], one: _Known) -> Nearness:
    if contradict_as_people(person.name, one.names()):
        return Nearness.OTHER
    shared = overlap(titles, one.institutions)
    if shared:
        return Nearness.INSTITUTION_AT_THIS_EVENT if one.at_this_event else Nearness.INSTITUTION
    return Nearness.NAME_AT_THIS_EVENT if one.at_this_event else Nearness.OTHER


def _recall(
    wanted: Mapping[str, PersonRecord],
    identities: Mapping[str, str],
    memory: Memory,
    known: Mapping[int, _Known],
    stored: dict[str, Person],
    claimed: set[int],
) -> None:
    """Find those whom an earlier import of this event stored and staff renamed since."""
    for key in wanted:
        pk = memory.row(LABEL, identities[key])
        if key not in stored and pk is not None and pk in known and pk not in claimed:
            stored[key] = known[pk].person
            claimed.add(pk)


def _report_namesakes(
    person: PersonRecord,
    by_name: Mapping[str, list[_Known]],
    claimed: set[int],
    report: Callable[[Finding], None],
) -> None:
    # A namesake within the record has been reported by whoever read it.
    others = [one for one in _bearers(person, by_name) if one.person.pk not in claimed]
    if not others:
        return
    report(
        Finding(
            level=Level.WARNING,
            kind="same_name",
            subject=shown(person.name),
            lines=person.lines,
            case="stored",
            params={
                "name": shown(person.name),
                "title": shown(person.title),
                "stored": [one.person.slug for one in others],
            },
        )
    )

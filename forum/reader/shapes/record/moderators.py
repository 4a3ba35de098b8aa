"""Who moderates which session: the captions' word before the list's, one appearance per session."""

from dataclasses import dataclass, field
from itertools import islice

from forum.reader.shapes.record.appearances import Cast
from forum.reader.shapes.record.captions import Caption
from forum.reader.shapes.record.drafts import Draft
from forum.reader.shapes.record.entries import Entry
from forum.reader.shapes.record.notebook import Notebook
from forum.reader.shapes.record.parts import Part
from forum.reader.shapes.record.people import Person
from forum.reader.shapes.record.programme import Programme
from forum.reader.shapes.record.rows import numbers
from forum.reader.shapes.record.segments import Segment
from forum.reader.shapes.record.turns import Turn


@dataclass(slots=True, eq=False)
class Claim:
    """What one place says: this person moderates these sessions.

    drafts: None when the place names none, so that it says no more than that the person moderates.
    """

    person: Person
    drafts: list[Draft] | None
    lines: tuple[int, ...]
    entry: Entry | None = None
    turn: Turn | None = None
    standing: Draft | None = None


@dataclass(slots=True)
class _Claims:
    listed: list[Claim] = field(default_factory=list)
    captioned: list[Claim] = field(default_factory=list)


def read(cast: Cast, programme: Programme, notebook: Notebook) -> dict[int, list[Part]]:
    """Return the moderators' parts by the session's identity, in the order of list, then
    captions.
    """
    claims: dict[int, _Claims] = {}
    people: list[Person] = []
    for group, draft, person, entry in cast.list_moderators:
        drafts = (
            [draft]
            if draft
            else _drafts(programme, group.segments, group.label, entry.lines, notebook)
        )
        lines = tuple(sorted({*entry.lines, *numbers(group.rows[:1])}))
        _of(claims, people, person).listed.append(Claim(person, drafts, lines, entry))
    for group, draft, person, entry in cast.local_moderators:
        lines = tuple(sorted({*entry.lines, *numbers(group.rows[:1])}))
        _of(claims, people, person).captioned.append(Claim(person, [draft], lines, entry))
    for draft, person, turn in cast.moderating:
        for caption in turn.all_captions:
            if caption.role == "moderator":
                claim = _from_caption(programme, draft, person, turn, caption, notebook)
                _of(claims, people, person).captioned.append(claim)
    return _settled(people, claims, programme, notebook)


def _of(claims: dict[int, _Claims], people: list[Person], person: Person) -> _Claims:
    if id(person) not in claims:
        people.append(person)
    return claims.setdefault(id(person), _Claims())


def _drafts(
    programme: Programme,
    segments: tuple[Segment, ...],
    label: str,
    lines: tuple[int, ...],
    notebook: Notebook,
) -> list[Draft] | None:
    if not segments:
        return None
    result: list[Draft] = []
    for segment in segments:
        matching = programme.find(segment)
        if not matching:
            notebook.warn(
                "section_missing", label, lines,
                "segment",
                label=label,
            )  # fmt: skip
        result += matching
    return result if len(segments) == 1 else list(dict.fromkeys(result))


def _from_caption(
    programme: Programme,
    draft: Draft,
    person: Person,
    turn: Turn,
    caption: Caption,
    notebook: Notebook,
) -> Claim:
    lines = numbers(caption.rows)
    drafts = _drafts(programme, caption.segments, caption.text[-40:], lines, notebook)
    if drafts is None and not caption.whole:
        drafts = [draft] if not draft.topics else programme.meant(draft.topics)
    return Claim(person, drafts, lines, None, turn, draft)


# Of one session's rivals, of one person's captions elsewhere: a few are shown where many stand.
_MOST_SHOWN = 20
_WITHOUT_MODERATOR = {"break"}


def _settled(
    people: list[Person], claims: dict[int, _Claims], programme: Programme, notebook: Notebook
) -> dict[int, list[Part]]:
    sessions = programme.sessions()
    everything = [draft for draft in sessions if draft.kind not in _WITHOUT_MODERATOR]
    settling = _Settling(people, claims, everything, programme)
    result: dict[int, list[Part]] = {id(draft): [] for draft in sessions}
    for person in people:
        final = settling.final(person, notebook)
        _compare(person, claims[id(person)], final, notebook)
        deeds = _Deeds(person, claims[id(person)])
        for draft in dict.fromkeys(final):
            if id(draft) in result:
                result[id(draft)].append(deeds.part(draft))
    _check_breadth(programme, notebook)
    return result


def _check_breadth(programme: Programme, notebook: Notebook) -> None:
    if programme.narrowed:
        notebook.warn(
            "moderator_conflict", "", [],
            "crowd",
            count=programme.narrowed,
        )  # fmt: skip


def _stated(claims: list[Claim]) -> list[Draft] | None:
    stated = [claim.drafts for claim in claims if claim.drafts is not None]
    if not stated:
        return None
    return list(dict.fromkeys(draft for drafts in stated for draft in drafts))


def _listed(claims: list[Claim]) -> list[Draft] | None:
    """Return what the list says; a place that names no session means all of them."""
    return None if any(claim.drafts is None for claim in claims) else _stated(claims)


class _Settling:
    """Decides for each person, the captions of all known."""

    def __init__(
        self,
        people: list[Person],
        claims: dict[int, _Claims],
        everything: list[Draft],
        programme: Programme,
    ) -> None:
        self._claims = claims
        self._programme = programme
        self._captioned: dict[int, dict[int, Person]] = {}
        self._spoken: dict[int, list[Draft]] = {}
        listed: dict[int, set[int]] = {}
        for person in people:
            person_claims = claims[id(person)]
            spoken = _stated(person_claims.captioned)
            if spoken is not None:
                self._spoken[id(person)] = spoken
            for draft in spoken or []:
                self._captioned.setdefault(id(draft), {})[id(person)] = person
            for draft in _stated(person_claims.listed) or []:
                listed.setdefault(id(draft), set()).add(id(person))
        # Where those whom the captions give stand in the list as well, both are right.
        self._agreed = {
            draft for draft, rivals in self._captioned.items()
            if not listed.get(draft, set()).isdisjoint(rivals)
        }  # fmt: skip
        has_rivals = len(people) > 1 and any(self._spoken.values())
        self._left = [
            draft for draft in everything if not (has_rivals and self._captioned.get(id(draft)))
        ]

    def final(self, person: Person, notebook: Notebook) -> list[Draft]:
        """Return the sessions that a person moderates: as the captions say, else as the list."""
        spoken = self._spoken.get(id(person))
        return self._from_list(person, notebook) if spoken is None else spoken

    def _from_list(self, person: Person, notebook: Notebook) -> list[Draft]:
        """Take the list's word where the person's captions name no session."""
        person_claims = self._claims[id(person)]
        stated = _listed(person_claims.listed)
        if stated is None:
            return self._programme.meant(self._left)
        if person_claims.captioned:
            return stated
        uncontested: list[Draft] = []
        for draft in stated:
            if id(draft) in self._captioned and id(draft) not in self._agreed:
                self._rival(person, draft, notebook)
            else:
                uncontested.append(draft)
        return uncontested

    def _rival(self, person: Person, draft: Draft, notebook: Notebook) -> None:
        rivals = list(islice(self._captioned[id(draft)].values(), _MOST_SHOWN))
        list_claims = self._claims[id(person)].listed
        lines = [line for claim in list_claims[:_MOST_SHOWN] for line in claim.lines]
        lines += [
            line for rival in rivals
            for claim in self._claims[id(rival)].captioned[:_MOST_SHOWN] for line in claim.lines
        ]  # fmt: skip
        notebook.warn(
            "moderator_conflict", person.name, lines,
            "person",
            name=person.name, session=draft.printed, other=[rival.name for rival in rivals],
        )  # fmt: skip


def _compare(
    person: Person, person_claims: _Claims, final: list[Draft], notebook: Notebook
) -> None:
    """Warn when the list and the captions of one person name different sessions."""
    listed, spoken = _listed(person_claims.listed), _stated(person_claims.captioned)
    if listed is None or spoken is None or {id(d) for d in listed} == {id(d) for d in spoken}:
        return
    lines = [
        line for claim in (*person_claims.listed, *person_claims.captioned) for line in claim.lines
    ]
    notebook.warn(
        "moderator_conflict", person.name, lines,
        "session",
        name=person.name, listed=_names(listed), captioned=_names(spoken),
    )  # fmt: skip


def _names(drafts: list[Draft]) -> list[str]:
    return [draft.printed for draft in drafts] or ["-"]


class _Deeds:
    """What one moderator says and where, to be given to the sessions."""

    def __init__(self, person: Person, person_claims: _Claims) -> None:
        self._person = person
        claims = (*person_claims.listed, *person_claims.captioned)
        self._entry = next(
            (stated_claim.entry for stated_claim in claims if stated_claim.entry), None
        )
        self._here: dict[int, list[Turn]] = {}
        self._standing: dict[int, list[Turn]] = {}
        everywhere: list[Turn] = []
        for claim in person_claims.captioned:
            if claim.turn is None:
                continue
            everywhere.append(claim.turn)
            if claim.standing is not None and not _speaks_too(claim.turn):
                self._standing.setdefault(id(claim.standing), []).append(claim.turn)
            for draft in claim.drafts or []:
                self._here.setdefault(id(draft), []).append(claim.turn)
        self._everywhere = list(dict.fromkeys(everywhere))[:_MOST_SHOWN]
        self._silent: dict[int, Turn] = {}

    def part(self, draft: Draft) -> Part:
        """Return the moderator's part; the words said stand in the session where the caption
        stands.
        """
        standing = dict.fromkeys(self._standing.get(id(draft), []))
        turns = self._here.get(id(draft)) or [*self._everywhere, *standing]
        shown_turns = [
            turn if turn in standing else self._without_words(turn) for turn in dict.fromkeys(turns)
        ]
        return Part(self._person, draft, "moderator", self._entry, shown_turns)

    def _without_words(self, turn: Turn) -> Turn:
        further = turn.further_captions[:_MOST_SHOWN]
        silent = Turn(turn.person, turn.language, turn.caption, further_captions=further)
        return self._silent.setdefault(id(turn), silent)


def _speaks_too(turn: Turn) -> bool:
    return any(caption.also_speaks for caption in turn.all_captions)

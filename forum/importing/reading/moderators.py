"""Who moderates which session: the captions' word before the list's, one appearance per session."""

from dataclasses import dataclass, field

from django.utils.translation import gettext_noop as _

from forum.importing.reading.appearances import Cast, Part
from forum.importing.reading.captions import Caption
from forum.importing.reading.entries import Entry
from forum.importing.reading.notebook import Notebook
from forum.importing.reading.people import Person
from forum.importing.reading.programme import Draft, Programme
from forum.importing.reading.rows import numbers
from forum.importing.reading.segments import Segment
from forum.importing.reading.turns import Turn


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
        found = programme.find(segment)
        if not found:
            notebook.warn(
                "section_missing", label, lines,
                _("%(label)s names a segment that the document does not have; nobody moderates "
                    "it."),
                label=label,
            )  # fmt: skip
        result += [draft for draft in found if draft not in result]
    return result


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
        drafts = [draft] if not draft.topics else list(draft.topics)
    return Claim(person, drafts, lines, None, turn, draft)


_WITHOUT_MODERATOR = {"break"}


def _settled(
    people: list[Person], claims: dict[int, _Claims], programme: Programme, notebook: Notebook
) -> dict[int, list[Part]]:
    sessions = programme.sessions()
    everything = [draft for draft in sessions if draft.kind not in _WITHOUT_MODERATOR]
    captioned: dict[int, set[int]] = {}
    final: dict[int, list[Draft]] = {}
    for person in people:
        spoken = _stated(claims[id(person)].captioned)
        if spoken is not None:
            final[id(person)] = spoken
            for draft in spoken:
                captioned.setdefault(id(draft), set()).add(id(person))
    for person in people:
        if id(person) not in final:
            final[id(person)] = _from_list(person, claims, people, everything, captioned, notebook)
        _compare(person, claims[id(person)], final[id(person)], notebook)
    return {
        id(draft): [
            _part(person, draft, claims[id(person)])
            for person in people
            if any(each is draft for each in final[id(person)])
        ]
        for draft in sessions
    }


def _stated(claims: list[Claim]) -> list[Draft] | None:
    stated = [claim.drafts for claim in claims if claim.drafts is not None]
    if not stated:
        return None
    return list(dict.fromkeys(draft for drafts in stated for draft in drafts))


def _listed(claims: list[Claim]) -> list[Draft] | None:
    """Return what the list says; a place that names no session means all of them."""
    return None if any(claim.drafts is None for claim in claims) else _stated(claims)


def _from_list(
    person: Person,
    claims: dict[int, _Claims],
    people: list[Person],
    everything: list[Draft],
    captioned: dict[int, set[int]],
    notebook: Notebook,
) -> list[Draft]:
    """Take the list's word where the person's captions name no session."""
    own = claims[id(person)]
    stated = _listed(own.listed)
    if stated is None:
        others = [each for each in people if each is not person]
        return [
            draft for draft in everything
            if not (captioned.get(id(draft)) and others)
            or not any(_stated(claims[id(each)].captioned) for each in others)
        ]  # fmt: skip
    if own.captioned:
        return stated
    kept: list[Draft] = []
    for draft in stated:
        rivals = captioned.get(id(draft), set())
        also_listed = any(
            id(each) in rivals and draft in (_stated(claims[id(each)].listed) or [])
            for each in people
        )
        if rivals and not also_listed:
            _rival(person, own, draft, rivals, people, claims, notebook)
        else:
            kept.append(draft)
    return kept


def _rival(
    person: Person,
    own: _Claims,
    draft: Draft,
    rivals: set[int],
    people: list[Person],
    claims: dict[int, _Claims],
    notebook: Notebook,
) -> None:
    others = [each for each in people if id(each) in rivals]
    lines = [line for claim in own.listed for line in claim.lines]
    lines += [
        line for each in others for claim in claims[id(each)].captioned for line in claim.lines
    ]
    notebook.warn(
        "moderator_conflict", person.name, lines,
        _("The list gives %(name)s as moderator of %(session)s, a caption gives %(other)s; the "
            "caption was followed."),
        name=person.name, session=draft.printed, other=[each.name for each in others],
    )  # fmt: skip


def _compare(person: Person, own: _Claims, final: list[Draft], notebook: Notebook) -> None:
    """Warn when the list and the captions of one person name different sessions."""
    listed, spoken = _listed(own.listed), _stated(own.captioned)
    if listed is None or spoken is None or {id(d) for d in listed} == {id(d) for d in spoken}:
        return
    lines = [line for claim in (*own.listed, *own.captioned) for line in claim.lines]
    notebook.warn(
        "moderator_conflict", person.name, lines,
        _("The list says that %(name)s moderates %(listed)s, the caption says %(captioned)s; the "
            "caption was followed."),
        name=person.name, listed=_names(listed), captioned=_names(spoken),
    )  # fmt: skip


def _names(drafts: list[Draft]) -> list[str]:
    return [draft.printed for draft in drafts] or ["-"]


def _part(person: Person, draft: Draft, own: _Claims) -> Part:
    """Return the moderator's part; the words said stand in the session where the caption stands."""
    entry = next((each.entry for each in (*own.listed, *own.captioned) if each.entry), None)
    part = Part(person, draft, "moderator", entry)
    here = [
        claim.turn
        for claim in own.captioned
        if claim.turn and claim.drafts and draft in claim.drafts
    ]
    turns = here or [claim.turn for claim in own.captioned if claim.turn]
    for turn in dict.fromkeys(turns):
        part.turns.append(turn if _stands(turn, draft, own) else _silent(turn))
    return part


def _stands(turn: Turn, draft: Draft, own: _Claims) -> bool:
    if any(caption.also_speaks for caption in turn.all_captions):
        return False
    return any(claim.turn is turn and claim.standing is draft for claim in own.captioned)


def _silent(turn: Turn) -> Turn:
    return Turn(turn.person, turn.language, turn.caption, further_captions=turn.further_captions)

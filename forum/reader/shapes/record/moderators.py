"""Who moderates which session: the captions' word before the list's, one appearance per session."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import islice
from typing import Final

from forum.reader.shapes.record.captions import Caption
from forum.reader.shapes.record.cast import Cast, ReadPart
from forum.reader.shapes.record.entries import Entry
from forum.reader.shapes.record.notebook import Notebook
from forum.reader.shapes.record.people import ReadPerson
from forum.reader.shapes.record.roster import Group
from forum.reader.shapes.record.rows import numbers
from forum.reader.shapes.record.segments import Segment
from forum.reader.shapes.record.sessions import Draft, Programme
from forum.reader.shapes.record.turns import Turn

# Of one session's rivals, of one person's captions elsewhere: a few are shown where many stand.
_MOST_SHOWN: Final = 20


@dataclass(slots=True, eq=False)
class Claim:
    """What one place says: somebody moderates these sessions.

    drafts: None when the place names none, so that it says no more than that the person moderates.
    """

    drafts: list[Draft] | None
    lines: tuple[int, ...]
    entry: Entry | None = None
    turn: Turn | None = None
    standing: Draft | None = None


@dataclass(slots=True, eq=False)
class _Moderator:
    """What the list and what captions claim of one person."""

    person: ReadPerson
    listed: list[Claim] = field(default_factory=list)
    captioned: list[Claim] = field(default_factory=list)

    @property
    def in_list(self) -> list[Draft] | None:
        """The list's sessions; None where it names none, or one of its places means all."""
        return None if any(claim.drafts is None for claim in self.listed) else _union(self.listed)

    @property
    def in_captions(self) -> list[Draft] | None:
        return _union(self.captioned)

    @property
    def is_placeless(self) -> bool:
        """Whether nothing but a list without sessions says that she or he moderates."""
        return self.in_list is None and not self.captioned


def _union(claims: Iterable[Claim]) -> list[Draft] | None:
    drafts = [claim.drafts for claim in claims if claim.drafts is not None]
    return list(dict.fromkeys(draft for few in drafts for draft in few)) if drafts else None


def assign_chairs(cast: Cast, programme: Programme, notebook: Notebook) -> None:
    """Give each session its moderators, in the order of list, then captions."""
    moderators: dict[int, _Moderator] = {}

    def of(person: ReadPerson) -> _Moderator:
        return moderators.setdefault(id(person), _Moderator(person))

    reader = _ClaimReader(programme, notebook)
    for group, draft, person, entry in cast.list_moderators:
        of(person).listed.append(reader.from_list(group, draft, entry))
    for group, draft, person, entry in cast.local_moderators:
        of(person).captioned.append(reader.from_list(group, draft, entry))
    for draft, person, turn in cast.moderating:
        for caption in turn.all_captions:
            if caption.role == "moderator":
                of(person).captioned.append(reader.from_caption(draft, turn, caption))
    _settle(list(moderators.values()), programme, notebook)
    if programme.narrowed:
        notebook.warn("moderator_conflict", "", [], "crowd", count=programme.narrowed)


class _ClaimReader:
    def __init__(self, programme: Programme, notebook: Notebook) -> None:
        self._programme = programme
        self._notebook = notebook

    def from_list(self, group: Group, draft: Draft | None, entry: Entry) -> Claim:
        drafts = [draft] if draft else self._find(group.segments, group.label, entry.lines)
        return Claim(drafts, tuple(sorted({*entry.lines, *numbers(group.rows[:1])})), entry)

    def from_caption(self, draft: Draft, turn: Turn, caption: Caption) -> Claim:
        lines = numbers(caption.rows)
        drafts = self._find(caption.segments, caption.text[-40:], lines)
        if drafts is None and not caption.whole:
            drafts = self._programme.meant(draft.topics) if draft.topics else [draft]
        return Claim(drafts, lines, None, turn, draft)

    def _find(
        self, segments: tuple[Segment, ...], label: str, lines: tuple[int, ...]
    ) -> list[Draft] | None:
        drafts: list[Draft] = []
        for segment in segments:
            meant = self._programme.find(segment)
            if not meant:
                self._notebook.warn("section_missing", label, lines, "segment", label=label)
            drafts += meant
        return list(dict.fromkeys(drafts)) if segments else None


def _settle(moderators: list[_Moderator], programme: Programme, notebook: Notebook) -> None:
    """Decide for each person: as the captions say, else as the list, the captions of all known."""
    captioned: dict[Draft, list[_Moderator]] = {}
    listed: dict[Draft, list[_Moderator]] = {}
    for moderator in moderators:
        for draft in moderator.in_captions or []:
            captioned.setdefault(draft, []).append(moderator)
        for draft in _union(moderator.listed) or []:
            listed.setdefault(draft, []).append(moderator)
    # Where those whom the captions give stand in the list as well, both are right.
    contested = {
        draft for draft, rivals in captioned.items()
        if {id(rival) for rival in rivals}.isdisjoint(map(id, listed.get(draft, [])))
    }  # fmt: skip
    sessions = programme.sessions()
    rest = [
        draft
        for draft in sessions
        if draft.kind != "break" and not (len(moderators) > 1 and draft in captioned)
    ]
    known_sessions = set(sessions)
    is_shared = sum(moderator.is_placeless for moderator in moderators) > 1
    for moderator in moderators:
        drafts = moderator.in_captions
        if drafts is None:
            drafts = moderator.in_list
            if drafts is None:
                drafts = programme.meant(rest)
                if is_shared and moderator.is_placeless and len(drafts) > 1:
                    _ask_for_session(moderator, drafts, notebook)
            elif not moderator.captioned:
                for draft in filter(contested.__contains__, drafts):
                    _warn_of_rivals(moderator, draft, captioned[draft], notebook)
                drafts = [draft for draft in drafts if draft not in contested]
        _compare(moderator, notebook)
        appearance = _Chair(moderator)
        for draft in dict.fromkeys(drafts):
            if draft in known_sessions:
                draft.chairs.append(appearance.part(draft))


def _ask_for_session(moderator: _Moderator, drafts: list[Draft], notebook: Notebook) -> None:
    """Ask which sessions are somebody's: of several who moderate each hardly had them all."""
    person = moderator.person
    lines = sorted({line for claim in moderator.listed for line in claim.lines})
    notebook.warn("guess", person.name, lines, "session", value=person.name)
    for draft in drafts:
        notebook.guess(f"appearances.{person.key}.{draft.key}.moderator.session", lines)


def _warn_of_rivals(
    moderator: _Moderator, draft: Draft, captioned: list[_Moderator], notebook: Notebook
) -> None:
    rivals = list(islice(captioned, _MOST_SHOWN))
    claims = moderator.listed[:_MOST_SHOWN]
    claims += [claim for rival in rivals for claim in rival.captioned[:_MOST_SHOWN]]
    notebook.warn(
        "moderator_conflict", moderator.person.name,
        [line for claim in claims for line in claim.lines], "person",
        name=moderator.person.name, session=draft.printed,
        other=[rival.person.name for rival in rivals],
    )  # fmt: skip


def _compare(moderator: _Moderator, notebook: Notebook) -> None:
    """Warn when the list and the captions of one person name different sessions."""
    listed, captioned = moderator.in_list, moderator.in_captions
    if listed is None or captioned is None or set(listed) == set(captioned):
        return
    claims = (*moderator.listed, *moderator.captioned)
    notebook.warn(
        "moderator_conflict", moderator.person.name,
        [line for claim in claims for line in claim.lines], "session",
        name=moderator.person.name, listed=[draft.printed for draft in listed] or ["-"],
        captioned=[draft.printed for draft in captioned] or ["-"],
    )  # fmt: skip


class _Chair:
    """What one moderator says and where, to be given to the sessions."""

    def __init__(self, moderator: _Moderator) -> None:
        self._person = moderator.person
        claims = (*moderator.listed, *moderator.captioned)
        self._entry = next((claim.entry for claim in claims if claim.entry), None)
        self._by_draft: dict[Draft, list[Turn]] = {}
        self._standing: dict[Draft, list[Turn]] = {}
        turns: dict[Turn, None] = {}
        for claim in moderator.captioned:
            if claim.turn is None:
                continue
            turns[claim.turn] = None
            for draft in claim.drafts or []:
                self._by_draft.setdefault(draft, []).append(claim.turn)
            if claim.standing is not None and not claim.turn.also_speaks:
                self._standing.setdefault(claim.standing, []).append(claim.turn)
        self._turns = list(turns)[:_MOST_SHOWN]
        self._silent: dict[Turn, Turn] = {}

    def part(self, draft: Draft) -> ReadPart:
        """Return the moderator's part; the words stand in the session where the caption stands."""
        standing = dict.fromkeys(self._standing.get(draft, []))
        turns = dict.fromkeys(self._by_draft.get(draft) or [*self._turns, *standing])
        printed = [turn if turn in standing else self._without_words(turn) for turn in turns]
        return ReadPart(self._person, draft, "moderator", self._entry, printed)

    def _without_words(self, turn: Turn) -> Turn:
        captions = turn.further_captions[:_MOST_SHOWN]
        silent = Turn(turn.person, turn.language, turn.caption, further_captions=captions)
        return self._silent.setdefault(turn, silent)

"""Who takes part in which session, in which role and order, with which words."""

from collections import Counter
from collections.abc import Sequence

from forum.core.names import fold
from forum.reader.event_record import EN, ZH
from forum.reader.shapes.record import entries, people, sounds
from forum.reader.shapes.record.chain import Chain
from forum.reader.shapes.record.drafts import Draft
from forum.reader.shapes.record.entries import Entry
from forum.reader.shapes.record.listed import Listed
from forum.reader.shapes.record.names import Named
from forum.reader.shapes.record.notebook import Notebook
from forum.reader.shapes.record.parts import Part
from forum.reader.shapes.record.people import Person, Register
from forum.reader.shapes.record.programme import Programme
from forum.reader.shapes.record.roster import Group
from forum.reader.shapes.record.turns import Turn

_ROLE_OF_KIND = {
    "launch": "launcher", "discussion": "panellist", "roundtable": "panellist",
    "dialogue": "panellist", "signing": "signatory",
}  # fmt: skip


def role_of(kind: str, caption_role: str, listed_role: str) -> str:
    """Return the role: the list's own label, else the caption's where it is special, else the
    kind's.
    """
    usual = _ROLE_OF_KIND.get(kind, "speaker")
    if listed_role and listed_role != "moderator":
        if listed_role in {"speaker", "panellist", "launcher"}:
            return usual if usual in {"speaker", "panellist", "launcher"} else listed_role
        return listed_role
    if caption_role == "discussant" or (caption_role == "witness" and kind in {"signing", "award"}):
        return caption_role
    if caption_role in {"speaker", "launcher"} and kind == "signing":
        return "speaker" if caption_role == "speaker" else usual
    if caption_role == "speaker" and kind == "launch":
        return "speaker"
    return usual


class Cast:
    """Fills the drafts with people: the list's, the captions', the speeches'."""

    def __init__(self, programme: Programme, register: Register, notebook: Notebook) -> None:
        self._programme = programme
        self._register = register
        self._notebook = notebook
        self.parts: dict[int, list[Part]] = {}
        self.moderating: list[tuple[Draft, Person, Turn]] = []
        self.listed = Listed()
        self.list_moderators: list[tuple[Group, Draft | None, Person, Entry]] = []
        self.local_moderators: list[tuple[Group, Draft, Person, Entry]] = []
        self.floating: list[Part] = []
        self._own: dict[tuple[int, int], Part] = {}
        self._speaking: dict[int, list[Part]] = {}

    def add_list(self, groups: Sequence[Group], local: Sequence[tuple[Draft, Group]]) -> None:
        """Take in the people of the document's list and of the sections' own lists."""
        by_group = {place: draft for draft in self._programme.drafts for place in draft.groups}
        numbered = [(by_group.get(place), group) for place, group in enumerate(groups)]
        everything = [*numbered, *local]
        _unite_languages(everything)
        for place, (draft, group) in enumerate(everything):
            for entry in group.entries:
                person = self._register.list_entry(entry, place)
                if group.role == "moderator" and draft and place >= len(numbered):
                    self.local_moderators.append((group, draft, person, entry))
                else:
                    self._listed(draft, group, person, entry)

    def _listed(self, draft: Draft | None, group: Group, person: Person, entry: Entry) -> None:
        if group.role == "moderator":
            self.list_moderators.append((group, draft, person, entry))
            return
        drafts = [draft] if draft else [
            target for segment in group.segments for target in self._programme.find(segment)
        ]  # fmt: skip
        if not drafts:
            self.floating.append(Part(person, Draft("other", None), group.role, entry))
        for draft_listing in drafts:
            role = role_of(draft_listing.kind, "", group.role)
            self.listed.add(Part(person, draft_listing, role, entry))

    def read_turns(self) -> None:
        """Give every turn to its person, Chinese first; then put each part into its session."""
        drafts = self._programme.drafts
        self.listed.settle(drafts)
        for draft in drafts:
            chinese = self._resolve(draft, ZH, [])
            self._resolve(draft, EN, chinese)
        for part in (part for parts in self.parts.values() for part in parts):
            self._speaking.setdefault(id(part.person), []).append(part)
        for draft in drafts:
            self._complete(draft)
            draft.peopled = bool(self.parts.get(id(draft)))
        self._programme.people_known()

    def _resolve(self, draft: Draft, code: str, partners: list[Person]) -> list[Person]:
        stream = draft.streams.get(code)
        if stream is None:
            return []
        counted = len(partners) == len(stream.turns) and _translated(partners, stream.turns)
        speakers: list[Person] = []
        spelt = people.by_pinyin(partners)
        for place, turn in enumerate(stream.turns):
            partner = partners[place] if counted else None
            person = self._person(draft, turn, self._heard(draft, turn, partner), spelt)
            speakers.append(person)
            self._place(draft, person, turn)
        return speakers

    def _heard(self, draft: Draft, turn: Turn, partner: Person | None) -> Person | None:
        """Return the listed person whose name sounds like the turn's, unless the partner's does.

        In a record half in English a guest's only speech stands beside somebody else's.
        """
        name = turn.person.name
        if turn.language != EN or (partner and sounds.same_person(partner.names.get(ZH, ""), name)):
            return partner
        alike = [
            person
            for person in self.listed.awaited(draft)
            if EN not in person.names and sounds.same_person(person.names.get(ZH, ""), name)
        ]
        return alike[0] if len(alike) == 1 else partner

    def _person(
        self, draft: Draft, turn: Turn, partner: Person | None, spelt: dict[str, list[Person]]
    ) -> Person:
        code, named = turn.language, turn.person
        line = turn.rows[0].number if turn.rows else 0
        person = None
        if not self._register.candidates(named.name):
            paired = partner if partner and code not in partner.names else None
            alike = spelt.get(fold(named.name), [])
            person = paired or (alike[0] if len(alike) == 1 else None)
        if person is not None and code not in person.names:
            person.saw(code, named, line)
            self._register.index(person)
        else:
            expected = self.listed.awaited(draft)
            person = self._register.from_body(code, named, line, expected)
        for caption in turn.further_captions:
            person.saw(code, caption.person, caption.rows[0].number)
        if turn.head is not None and turn.head_row is not None:
            person.saw(code, _same_spelling(turn.head, named), turn.head_row.number)
        return person

    def _place(self, draft: Draft, person: Person, turn: Turn) -> None:
        """Put a turn where it belongs: its section, or the listed session whose section is
        missing.
        """
        if turn.is_moderator:
            self.moderating.append((draft, person, turn))
            if not any(caption.also_speaks for caption in turn.all_captions):
                return
        target = self._target(draft, person)
        if earlier_part := self._own.get((id(target), id(person))):
            earlier_part.turns.append(turn)
            return
        part = self._new_part(target, person, turn)
        self._own[id(target), id(person)] = part
        self.parts.setdefault(id(target), []).append(part)

    def _new_part(self, target: Draft, person: Person, turn: Turn) -> Part:
        listed = self.listed.of(target, person)
        caption_role = turn.caption.role if turn.caption else ""
        if not listed:
            role = role_of(target.kind, caption_role if caption_role != "moderator" else "", "")
            return Part(person, target, role, None, [turn])
        spoken = next((part for part in listed if part.role == caption_role), listed[0])
        role = spoken.role
        special = caption_role == "discussant" or (
            caption_role == "speaker" and target.kind == "launch"
        )
        if special and role == role_of(target.kind, "", ""):
            role = role_of(target.kind, caption_role, "")
        return Part(person, target, role, spoken.entry, [turn])

    def _target(self, draft: Draft, person: Person) -> Draft:
        if draft.topics:
            return self.listed.topic(draft, person)
        if self.listed.of(draft, person):
            return draft
        return self.listed.bodiless(person) or draft

    def _complete(self, draft: Draft) -> None:
        """Add those whom the list gives and the body does not, beside their neighbours in the
        list.
        """
        row = Chain(self.parts.setdefault(id(draft), []))
        listed = self._listed_here(draft)
        counts = Counter(id(part.person) for part in listed)
        parts_by_role = {(id(part.person), part.role): part for part in row}
        parts_by_person = {id(part.person): part for part in row}
        previous: Part | None = None
        for part in listed:
            spoken_part = parts_by_role.get((id(part.person), part.role))
            if spoken_part is None and counts[id(part.person)] == 1:
                spoken_part = parts_by_person.get(id(part.person))
            if spoken_part is None and not self._speaks_elsewhere(part):
                row.insert(part, previous)
                spoken_part = parts_by_role[id(part.person), part.role] = part
            previous = spoken_part or previous
        self.parts[id(draft)] = list(row)

    def _listed_here(self, draft: Draft) -> list[Part]:
        """Return the list's people of a session; a container's go to the first of its topics."""
        listed_parts = self.listed.get(id(draft))
        if draft.topics:
            return []
        container = draft.container
        if container and container.topics and container.topics[0] is draft:
            spoken = {
                id(part.person)
                for topic in container.topics
                for part in self.parts.get(id(topic), [])
            }
            listed_parts = listed_parts + [
                Part(part.person, draft, role_of(draft.kind, "", part.role), part.entry)
                for part in self.listed.get(id(container))
                if id(part.person) not in spoken
            ]
        return listed_parts

    def _speaks_elsewhere(self, part: Part) -> bool:
        """Tell whether the body gives a listed person's one speech in another session."""
        if len(part.person.listed) > 1:
            return False
        spoken = self._speaking.get(id(part.person), [])
        elsewhere = next(
            (spoken_part for spoken_part in spoken if spoken_part.draft is not part.draft), None
        )
        if elsewhere is None:
            return False
        self._notebook.warn(
            "order_conflict", elsewhere.draft.printed, part.lines + elsewhere.lines[:1],
            "session",
            name=part.person.name, listed=part.draft.printed, spoken=elsewhere.draft.printed,
        )  # fmt: skip
        return True


def _translated(partners: Sequence[Person], turns: Sequence[Turn]) -> bool:
    """Tell whether turns may be those of the partners in English, one for one, by their names."""
    pairs = zip(partners, turns, strict=True)
    heard = {
        sounds.same_person(partner.names.get(ZH, ""), turn.person.name) for partner, turn in pairs
    }
    return False not in heard or True in heard


def _unite_languages(groups: Sequence[tuple[Draft | None, Group]]) -> None:
    """Unite the Chinese and the English list of one session, wherever in the document they
    stand.
    """
    same: dict[tuple[int, str], list[Group]] = {}
    for draft, group in groups:
        role = "moderator" if group.role == "moderator" else group.role or "speaker"
        same.setdefault((id(draft) if draft else 0, role), []).append(group)
    for versions in same.values():
        if len(versions) < 2:
            continue
        united = entries.paired([entry for group in versions for entry in group.entries])
        merged = {entry.lines[0]: entry for entry in united}
        for group in versions:
            group.entries = [merged[e.lines[0]] for e in group.entries if e.lines[0] in merged]


def _same_spelling(head: Named, named: Named) -> Named:
    """Take the speech's head for the caption's person even where it prints the name differently."""
    return head if fold(head.name) == fold(named.name) else Named(named.name, head.title)

"""Who takes part in which session, in which role and order, with which words."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from forum.core.names import fold
from forum.reader.bilingual import language_of
from forum.reader.event_record import EN, LANGUAGES, ZH, AppearanceRecord
from forum.reader.shapes.record import captions, entries, people, sounds
from forum.reader.shapes.record.captions import Caption
from forum.reader.shapes.record.entries import Entry
from forum.reader.shapes.record.names import NameLine
from forum.reader.shapes.record.notebook import Notebook
from forum.reader.shapes.record.people import ReadPerson, Register
from forum.reader.shapes.record.roster import Group
from forum.reader.shapes.record.rows import numbers
from forum.reader.shapes.record.sessions import Draft, Programme
from forum.reader.shapes.record.turns import Turn

# The role that a session's kind gives those who take part.
_USUAL_ROLES: Final = {
    "launch": "launcher", "discussion": "panellist", "roundtable": "panellist",
    "dialogue": "panellist", "signing": "signatory",
}  # fmt: skip
# What a caption says of most sessions' guests alike: there the kind tells more.
_GENERAL_ROLES: Final = frozenset(["", *_USUAL_ROLES.values(), "speaker", "witness"])
_ANY_SPEAKER: Final = frozenset(["speaker", "panellist", "launcher"])


class Attendance(NamedTuple):
    """How one place says that somebody took part: kind, its words and their language, lines."""

    kind: str
    language: str
    words: str
    lines: tuple[int, ...]


@dataclass(slots=True, eq=False)
class ReadPart:
    """One person in one session in one role while the record is read.

    entry: the list's; turns: the body's, one for each language.
    """

    person: ReadPerson
    draft: Draft
    role: str
    entry: Entry | None = None
    turns: list[Turn] = field(default_factory=list)

    @property
    def lines(self) -> tuple[int, ...]:
        rows = [row for turn in self.turns for row in turn.rows]
        return tuple(sorted({*numbers(rows), *(self.entry.lines if self.entry else ())}))

    @property
    def has_remarks(self) -> bool:
        return any(turn.paragraphs for turn in self.turns)

    @property
    def captions(self) -> list[Caption]:
        return [caption for turn in self.turns for caption in turn.all_captions]

    def record(self, no: int) -> AppearanceRecord:
        """Return the record; each value from the place beside the speech, else from the list."""
        attendance = self.attendance()
        kind = attendance[0].kind if attendance else None
        note: dict[str, str] = {}
        for printed in attendance:
            if printed.kind == kind:
                note.setdefault(printed.language, printed.words)
        if self.entry and self.entry.note and not self.entry.attendance:
            note.setdefault(language_of(self.entry.note), self.entry.note)
        remarks: dict[str, str] = {}
        for turn in self.turns:
            texts = (remarks.get(turn.language, ""), turn.text)
            remarks[turn.language] = "\n".join(filter(None, texts))
        return AppearanceRecord(
            self.person.key, self.draft.key, self.role, no, self._title(), kind, note,
            self._per_language(lambda turn: turn.verb),
            self._per_language(lambda turn: turn.caption.text if turn.caption else ""),
            {code: text for code, text in remarks.items() if text}, self.lines,
        )  # fmt: skip

    def _title(self) -> dict[str, str]:
        """Return the title beside the speech, else the list's, else the one known of the person."""
        result: dict[str, str] = {}
        for code in LANGUAGES:
            heads = [turn.head for turn in self.turns if turn.head and turn.language == code]
            printed = [
                *(caption.person.title for caption in self.captions if caption.language == code),
                *(head.title for head in heads),
                self.entry.printed[code].title if self.entry and code in self.entry.printed else "",
                self.person.titles.get(code, ""),
            ]
            if title := next(filter(None, printed), ""):
                result[code] = next((full for full in printed[1:] if _is_tail(title, full)), title)
        return result

    def attendance(self) -> list[Attendance]:
        """Return every statement of how the person took part; captions first, the list last."""
        result = [
            Attendance(caption.attendance, caption.language, caption.note, numbers(caption.rows))
            for caption in self.captions
            if caption.attendance
        ]
        for turn in self.turns:
            kind, words = captions.attendance_of(turn.lead, turn.language)
            if kind and turn.head_row and not turn.caption:
                result.append(Attendance(kind, turn.language, words, (turn.head_row.number,)))
        if self.entry and self.entry.attendance:
            code = ZH if ZH in self.entry.printed else EN
            kind, note = self.entry.attendance, self.entry.note
            result.append(Attendance(kind, code, note, self.entry.lines))
        return result

    def _per_language(self, value: Callable[[Turn], str]) -> dict[str, str]:
        result: dict[str, str] = {}
        for turn in self.turns:
            if text := value(turn):
                result.setdefault(turn.language, text)
        return result


def _is_tail(short: str, full: str) -> bool:
    """Tell whether a title is another without its affiliation: 副市长 of 某市副市长."""
    return len(short) < len(full) and full.endswith(short) and len(short) <= 8


def role_of(kind: str, caption_role: str, listed_role: str) -> str:
    """Return the role: the list's, else the caption's where it is special, else the kind's."""
    usual = _USUAL_ROLES.get(kind, "speaker")
    if listed_role and listed_role != "moderator":
        return usual if {listed_role, usual} <= _ANY_SPEAKER else listed_role
    special = {"signing": {"speaker", "witness"}, "launch": {"speaker"}, "award": {"witness"}}
    if caption_role not in _GENERAL_ROLES or caption_role in special.get(kind, ()):
        return caption_role
    return usual


class Cast:
    """Fills the sessions with people: the list's, the captions', the speeches'.

    list_moderators, local_moderators: whom the document's list, and a section's own, name so.
    moderating: turns whose caption says it. unplaced: in the list, in no session.
    """

    def __init__(self, programme: Programme, register: Register, notebook: Notebook) -> None:
        self._programme = programme
        self._register = register
        self._notebook = notebook
        self.moderating: list[tuple[Draft, ReadPerson, Turn]] = []
        self.list_moderators: list[tuple[Group, Draft | None, ReadPerson, Entry]] = []
        self.local_moderators: list[tuple[Group, Draft, ReadPerson, Entry]] = []
        self.unplaced: list[ReadPart] = []
        self._speaking: dict[int, list[ReadPart]] = {}

    def add_list(self, groups: Sequence[Group], local: Sequence[tuple[Draft, Group]]) -> None:
        """Take in the people of the document's list and of the sections' own lists."""
        by_group = {place: draft for draft in self._programme.drafts for place in draft.groups}
        numbered = [(by_group.get(place), group) for place, group in enumerate(groups)]
        lists = [*numbered, *local]
        _unite_languages(lists)
        for place, (draft, group) in enumerate(lists):
            for entry in group.entries:
                person = self._register.add_entry(entry, place)
                if group.role != "moderator":
                    self._expect(draft, group, person, entry)
                elif draft and place >= len(numbered):
                    self.local_moderators.append((group, draft, person, entry))
                else:
                    self.list_moderators.append((group, draft, person, entry))

    def _expect(self, draft: Draft | None, group: Group, person: ReadPerson, entry: Entry) -> None:
        drafts = [draft] if draft else [
            target for segment in group.segments for target in self._programme.find(segment)
        ]  # fmt: skip
        for target in drafts:
            part = ReadPart(person, target, role_of(target.kind, "", group.role), entry)
            target.listed_parts.append(part)
            target.awaited.append(person)
            person.listed_parts.append(part)
        if not drafts:
            self.unplaced.append(ReadPart(person, Draft("other", None), group.role, entry))

    def read_turns(self) -> None:
        """Give every turn to its person, Chinese first; then put each part into its session."""
        drafts = self._programme.drafts
        for draft in drafts:
            chinese = self._resolve(draft, ZH, [])
            self._resolve(draft, EN, chinese)
        for part in (part for draft in drafts for part in draft.parts):
            self._speaking.setdefault(id(part.person), []).append(part)
        for draft in drafts:
            self._complete(draft)
        self._programme.forget_meanings()

    def _resolve(self, draft: Draft, code: str, chinese: list[ReadPerson]) -> list[ReadPerson]:
        turns = draft.streams[code].turns if code in draft.streams else []
        names_zh = [speaker.names.get(ZH, "") for speaker in chinese]
        names_en = [turn.person.name for turn in turns]
        in_pairs = len(chinese) == len(turns) and sounds.is_same_order(names_zh, names_en)
        speakers: list[ReadPerson] = []
        for place, turn in enumerate(turns):
            expected = draft.expected_people()
            partner = None
            if code == EN:
                same_place = chinese[place] if in_pairs else None
                partner = people.find_partner(turn.person, expected, same_place, chinese)
            person = self._register.add_speaker(
                code, turn.person, turn.rows[0].number, expected, partner
            )
            for caption in turn.further_captions:
                person.add_mention(code, caption.person, caption.rows[0].number)
            if turn.head is not None and turn.head_row is not None:
                head = _in_spelling(turn.head, turn.person)
                person.add_mention(code, head, turn.head_row.number)
            speakers.append(person)
            self._place(draft, person, turn)
        return speakers

    def _place(self, draft: Draft, person: ReadPerson, turn: Turn) -> None:
        """Put a turn into its section, or into the listed session whose section is missing."""
        if turn.is_moderator:
            self.moderating.append((draft, person, turn))
            if not turn.also_speaks:
                return
        target = _target(draft, person)
        part = next((part for part in target.parts if part.person is person), None)
        if part is None:
            part = _spoken_part(target, person, turn)
            target.parts.append(part)
        part.turns.append(turn)

    def _complete(self, draft: Draft) -> None:
        """Add those whom the list gives and the body does not, beside their neighbours in it."""
        listed = _listed_here(draft)
        counts = Counter(id(part.person) for part in listed)
        by_role = {(id(part.person), part.role): part for part in draft.parts}
        by_person = {id(part.person): part for part in draft.parts}
        previous: ReadPart | None = None
        for part in listed:
            spoken = by_role.get((id(part.person), part.role))
            if spoken is None and counts[id(part.person)] == 1:
                spoken = by_person.get(id(part.person))
            if spoken is None and not self._speaks_elsewhere(part):
                place = draft.parts.index(previous) + 1 if previous else 0
                draft.parts.insert(place, part)
                spoken = by_role[id(part.person), part.role] = part
            previous = spoken or previous

    def _speaks_elsewhere(self, part: ReadPart) -> bool:
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
            "order_conflict", elsewhere.draft.printed, part.lines + elsewhere.lines[:1], "session",
            name=part.person.name, listed=part.draft.printed, spoken=elsewhere.draft.printed,
        )  # fmt: skip
        return True


def _target(draft: Draft, person: ReadPerson) -> Draft:
    """Return where a turn in a section belongs: in it, in a topic, in a session without one."""
    listed = [part.draft for part in person.listed_parts]
    if draft.topics:
        topics = [topic for topic in listed if topic.container is draft]
        topics += [topic for topic in draft.topics if not topic.in_body]
        return topics[0] if topics else draft
    if any(target is draft for target in listed):
        return draft
    return next((target for target in listed if not target.in_body), draft)


def _spoken_part(target: Draft, person: ReadPerson, turn: Turn) -> ReadPart:
    """Return the part in which a turn is spoken, with the role of the list or of the caption."""
    listed = [part for part in person.listed_parts if part.draft is target]
    caption_role = turn.caption.role if turn.caption else ""
    usual = role_of(target.kind, "", "")
    if not listed:
        return ReadPart(person, target, role_of(target.kind, caption_role, ""))
    part = next((part for part in listed if part.role == caption_role), listed[0])
    special = caption_role not in _GENERAL_ROLES or (
        caption_role == "speaker" and target.kind == "launch"
    )
    role = role_of(target.kind, caption_role, "") if special and part.role == usual else part.role
    return ReadPart(person, target, role, part.entry)


def _listed_here(draft: Draft) -> list[ReadPart]:
    """Return the list's people of a session; a container's go to the first of its topics."""
    if draft.topics:
        return []
    container = draft.container
    if not container or container.topics[:1] != [draft]:
        return draft.listed_parts
    spoken = {id(part.person) for topic in container.topics for part in topic.parts}
    return draft.listed_parts + [
        ReadPart(part.person, draft, role_of(draft.kind, "", part.role), part.entry)
        for part in container.listed_parts
        if id(part.person) not in spoken
    ]


def _unite_languages(lists: Sequence[tuple[Draft | None, Group]]) -> None:
    """Unite the Chinese and the English list of one session, wherever they stand."""
    same: dict[tuple[int, str], list[Group]] = {}
    for draft, group in lists:
        same.setdefault((id(draft) if draft else 0, group.role or "speaker"), []).append(group)
    for versions in same.values():
        if len(versions) > 1:
            united = entries.paired([entry for group in versions for entry in group.entries])
            merged = {entry.lines[0]: entry for entry in united}
            for group in versions:
                group.entries = [
                    merged[entry.lines[0]] for entry in group.entries if entry.lines[0] in merged
                ]


def _in_spelling(head: NameLine, named: NameLine) -> NameLine:
    """Take the speech's head for the caption's person even where it prints the name differently."""
    return head if fold(head.name) == fold(named.name) else NameLine(named.name, head.title)

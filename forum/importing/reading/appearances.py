"""Who takes part in which session, in which role and order, with which words."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext_noop as _

from forum.base.names import fold
from forum.importing.reading import captions, entries, people
from forum.importing.reading.captions import Caption
from forum.importing.reading.entries import Entry
from forum.importing.reading.names import Named
from forum.importing.reading.notebook import Notebook
from forum.importing.reading.people import Person, Register
from forum.importing.reading.programme import Draft, Programme
from forum.importing.reading.roster import Group
from forum.importing.reading.rows import numbers
from forum.importing.reading.turns import Turn
from forum.importing.records import EN, LANGUAGES, ZH, AppearanceRecord


@dataclass(slots=True, eq=False)
class Part:
    """One person in one session in one role while the record is read.

    entry: the list's; turns: the body's, one for each language.
    """

    person: Person
    draft: Draft
    role: str
    entry: Entry | None = None
    turns: list[Turn] = field(default_factory=list)

    def record(self, no: int) -> AppearanceRecord:
        """Return the record; each value from the place beside the speech, else from the list."""
        attended, note = self.attendance()
        return AppearanceRecord(
            self.person.key, self.draft.key, self.role, no, self.title(), attended, note,
            self._per_language(lambda turn: turn.verb),
            self._per_language(lambda turn: turn.caption.text if turn.caption else ""),
            self._remarks(), self.lines,
        )  # fmt: skip

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

    def title(self) -> dict[str, str]:
        """Return the title beside the speech, else the list's, else the one known of the person."""
        result: dict[str, str] = {}
        for code in LANGUAGES:
            printed = [
                *(caption.person.title for caption in self.captions if caption.language == code),
                *(turn.head.title for turn in self.turns if turn.head and turn.language == code),
                self.entry.printed[code].title if self.entry and code in self.entry.printed else "",
                self.person.titles.get(code, ""),
            ]
            if title := next((title for title in printed if title), ""):
                result[code] = next((full for full in printed[1:] if is_tail(title, full)), title)
        return result

    def attendance(self) -> tuple[str | None, dict[str, str]]:
        """Return how the person took part: the caption's word, else the list's; and the words for
        it.
        """
        stated = self.stated()
        if not stated:
            return None, {}
        kind = stated[0][0]
        note: dict[str, str] = {}
        for each, code, words, _lines in stated:
            if each == kind:
                note.setdefault(code, words)
        return kind, note

    def stated(self) -> list[tuple[str, str, str, tuple[int, ...]]]:
        """Return every statement: kind, language, words, lines; captions first, the list last."""
        result = [
            (caption.attendance, caption.language, caption.note, numbers(caption.rows))
            for caption in self.captions
            if caption.attendance
        ]
        for turn in self.turns:
            kind, words = captions.attendance_of(turn.lead, turn.language)
            if kind and turn.head_row and not turn.caption:
                result.append((kind, turn.language, words, (turn.head_row.number,)))
        if self.entry and self.entry.attendance:
            code = ZH if ZH in self.entry.printed else EN
            result.append((self.entry.attendance, code, self.entry.note, self.entry.lines))
        return result

    def _per_language(self, value: Callable[[Turn], str]) -> dict[str, str]:
        result: dict[str, str] = {}
        for turn in self.turns:
            if text := value(turn):
                result.setdefault(turn.language, text)
        return result

    def _remarks(self) -> dict[str, str]:
        result: dict[str, str] = {}
        for turn in self.turns:
            if turn.text:
                before = result.get(turn.language)
                result[turn.language] = f"{before}\n{turn.text}" if before else turn.text
        return result


def is_tail(short: str, full: str) -> bool:
    """Tell whether a title is the other without its affiliation: 副市长 of 某市副市长."""
    return len(short) < len(full) and full.endswith(short) and len(short) <= 8


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
        self.listed: dict[int, list[Part]] = {}
        self.list_moderators: list[tuple[Group, Draft | None, Person, Entry]] = []
        self.local_moderators: list[tuple[Group, Draft, Person, Entry]] = []
        self.floating: list[Part] = []

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
            found for segment in group.segments for found in self._programme.find(segment)
        ]  # fmt: skip
        if not drafts:
            self.floating.append(Part(person, Draft("other", None), group.role, entry))
        for each in drafts:
            role = role_of(each.kind, "", group.role)
            self.listed.setdefault(id(each), []).append(Part(person, each, role, entry))

    def read_turns(self) -> None:
        """Give every turn to its person, Chinese first; then put each part into its session."""
        for draft in self._programme.drafts:
            chinese = self._resolve(draft, ZH, [])
            self._resolve(draft, EN, chinese)
        for draft in self._programme.drafts:
            self._complete(draft)
            draft.peopled = bool(self.parts.get(id(draft)))

    def _resolve(self, draft: Draft, code: str, partners: list[Person]) -> list[Person]:
        stream = draft.streams.get(code)
        if stream is None:
            return []
        counted = len(partners) == len(stream.turns)
        found: list[Person] = []
        for place, turn in enumerate(stream.turns):
            partner = partners[place] if counted else None
            person = self._person(draft, turn, partner, partners)
            found.append(person)
            self._place(draft, person, turn)
        return found

    def _person(
        self, draft: Draft, turn: Turn, partner: Person | None, partners: Iterable[Person]
    ) -> Person:
        code, named = turn.language, turn.person
        line = turn.rows[0].number if turn.rows else 0
        person = None
        if not self._register.candidates(named.name):
            paired = partner if partner and code not in partner.names else None
            person = paired or people.by_pinyin(named.name, iter(partners))
        if person is not None and code not in person.names:
            person.saw(code, named, line)
            self._register.index(person)
        else:
            expected = [part.person for part in self._expected(draft) if not part.person.in_body]
            person = self._register.from_body(code, named, line, expected)
        for caption in turn.further_captions:
            person.saw(code, caption.person, caption.rows[0].number)
        if turn.head is not None and turn.head_row is not None:
            person.saw(code, _same_spelling(turn.head, named), turn.head_row.number)
        return person

    def _expected(self, draft: Draft) -> list[Part]:
        own = self.listed.get(id(draft), [])
        around = [draft.container, *draft.topics] if draft.container or draft.topics else []
        return [*own, *(part for each in around if each for part in self.listed.get(id(each), []))]

    def _place(self, draft: Draft, person: Person, turn: Turn) -> None:
        """Put a turn where it belongs: its section, or the listed session whose section is
        missing.
        """
        if turn.is_moderator:
            self.moderating.append((draft, person, turn))
            if not any(caption.also_speaks for caption in turn.all_captions):
                return
        target = self._target(draft, person)
        parts = self.parts.setdefault(id(target), [])
        for part in parts:
            if part.person is person:
                part.turns.append(turn)
                return
        listed = [part for part in self.listed.get(id(target), []) if part.person is person]
        caption_role = turn.caption.role if turn.caption else ""
        if not listed:
            role = role_of(target.kind, caption_role if caption_role != "moderator" else "", "")
            parts.append(Part(person, target, role, None, [turn]))
            return
        spoken = next((part for part in listed if part.role == caption_role), listed[0])
        role = spoken.role
        special = caption_role == "discussant" or (
            caption_role == "speaker" and target.kind == "launch"
        )
        if special and role == role_of(target.kind, "", ""):
            role = role_of(target.kind, caption_role, "")
        parts.append(Part(person, target, role, spoken.entry, [turn]))

    def _target(self, draft: Draft, person: Person) -> Draft:
        if self._lists(draft, person):
            return draft if not draft.topics else self._topic_for(draft, person)
        if draft.topics:
            return self._topic_for(draft, person)
        missing = [
            each for each in self._programme.drafts
            if not each.in_body and self._lists(each, person)
        ]  # fmt: skip
        return missing[0] if missing and person.listed else draft

    def _lists(self, draft: Draft, person: Person) -> bool:
        return any(part.person is person for part in self.listed.get(id(draft), []))

    def _topic_for(self, container: Draft, person: Person) -> Draft:
        for topic in container.topics:
            if self._lists(topic, person):
                return topic
        bodiless = [topic for topic in container.topics if not topic.in_body]
        return bodiless[0] if bodiless else container

    def _complete(self, draft: Draft) -> None:
        """Add those whom the list gives and the body does not, beside their neighbours in the
        list.
        """
        parts = self.parts.setdefault(id(draft), [])
        listed = self._listed_here(draft)
        previous: Part | None = None
        for part in listed:
            own = next(
                (each for each in parts if each.person is part.person and each.role == part.role),
                None,
            )
            own = own or next(
                (
                    each
                    for each in parts
                    if each.person is part.person
                    and len([one for one in listed if one.person is part.person]) == 1
                ),
                None,
            )
            if own is None and not self._speaks_elsewhere(part):
                place = parts.index(previous) + 1 if previous in parts else 0
                parts.insert(place, part)
                own = part
            previous = own or previous

    def _listed_here(self, draft: Draft) -> list[Part]:
        """Return the list's people of a session; a container's go to the first of its topics."""
        own = self.listed.get(id(draft), [])
        if draft.topics and not any(each in self.parts.get(id(draft), []) for each in own):
            return []
        container = draft.container
        if container and container.topics and container.topics[0] is draft:
            spoken = {
                id(part.person)
                for topic in container.topics
                for part in self.parts.get(id(topic), [])
            }
            own = own + [
                Part(part.person, draft, role_of(draft.kind, "", part.role), part.entry)
                for part in self.listed.get(id(container), [])
                if id(part.person) not in spoken
            ]
        return own

    def _speaks_elsewhere(self, part: Part) -> bool:
        """Tell whether the body gives a listed person's one speech in another session."""
        if len(set(part.person.listed)) > 1:
            return False
        elsewhere = next(
            (
                each
                for parts in self.parts.values()
                for each in parts
                if each.person is part.person and each.draft is not part.draft and each.turns
            ),
            None,
        )
        if elsewhere is None:
            return False
        self._notebook.warn(
            "order_conflict", elsewhere.draft.printed, part.lines + elsewhere.lines[:1],
            _("%(name)s is listed under %(listed)s and speaks under %(spoken)s; kept under "
                "%(spoken)s."),
            name=part.person.name, listed=part.draft.printed, spoken=elsewhere.draft.printed,
        )  # fmt: skip
        return True


def _unite_languages(groups: Sequence[tuple[Draft | None, Group]]) -> None:
    """Unite the Chinese and the English list of one session, wherever in the document they
    stand.
    """
    same: dict[tuple[int, str], list[Group]] = {}
    for draft, group in groups:
        role = "moderator" if group.role == "moderator" else group.role or "speaker"
        same.setdefault((id(draft) if draft else 0, role), []).append(group)
    for own in same.values():
        if len(own) < 2:
            continue
        united = entries.paired([entry for group in own for entry in group.entries])
        merged = {entry.lines[0]: entry for entry in united}
        for group in own:
            group.entries = [merged[e.lines[0]] for e in group.entries if e.lines[0] in merged]


def _same_spelling(head: Named, named: Named) -> Named:
    """Take the speech's head for the caption's person even where it prints the name differently."""
    return head if fold(head.name) == fold(named.name) else Named(named.name, head.title)

"""An event's record while a document is read: people once, sessions under keys, lines accounted."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, time, timedelta
from itertools import chain
from typing import Any, Final

from forum.core.names import fold, is_chinese_name, sort_key
from forum.reader.bilingual import language_of, split_prose
from forum.reader.document import Document
from forum.reader.draft_parts import Passages, PersonDraft
from forum.reader.event_record import (
    EN,
    ZH,
    AppearanceRecord,
    OrganizationRecord,
    SessionRecord,
    Text,
)
from forum.reader.guest_cells import Guest
from forum.reader.reading import Account, Certainty, Value
from forum.reader.shapes.record.dates import Days
from forum.reader.shapes.record.name_forms import is_name_zh
from forum.reader.shapes.record.notebook import Notebook
from forum.reader.shapes.record.people import are_strangers, do_titles_differ
from forum.reader.shapes.record.sounds import MOST_HEARD, same_person
from forum.reader.shapes.record.texts import ends_sentence

_LONGEST_EVENT: Final = 9  # days
_WORD_MARKS: Final = re.compile(r"[\s·•・‧∙⋅･\-]+")
_KEY_NUMBER: Final = re.compile(r"-\d+$")
# • before a title is of the list, not of the title.
_LIST_MARKS: Final = "•●▪■◆◇○▶➢ \t\u3000"
# 海港集团 林岚: an affiliation and a name are no name; 林　岚 and 欧阳　明华 are, padded.
_TWO_WORDS: Final = re.compile(r"[\u3400-\u9fff]{2,}[\s\u3000]+[\u3400-\u9fff]{2,}")
_NUMBERED_KINDS: Final = frozenset({"other", "topic"})
# What the path of a guessed value matches, and which sentence asks for it.
_GUESS_CASES: Final = {
    re.compile(r"event\.title"): "title",
    re.compile(r"event\.(?:start|end)_date"): "date",
    re.compile(r"organizations\."): "organization",
    re.compile(r"appearances\..*\.session$"): "session",
    re.compile(r"appearances\..*\.moderator$"): "chair",
}


@dataclass(slots=True)
class RecordDraft:
    """Collects what a reader finds. Every part names its lines, and accounts for them."""

    document: Document
    facts: dict[str, Any] = field(default_factory=dict)
    sessions: list[SessionRecord] = field(default_factory=list)
    organizations: list[OrganizationRecord] = field(default_factory=list)
    people: list[PersonDraft] = field(default_factory=list)
    appearances: list[AppearanceRecord] = field(default_factory=list)
    values: list[Value] = field(default_factory=list)
    account: Account = field(default_factory=Account)
    # The keys of people whose names are words by which the paper calls them, @小潮, and surely so.
    called: set[str] = field(default_factory=set)
    notebook: Notebook = field(init=False)
    # A list of ten thousand guests asks for each of them.
    _by_name: dict[tuple[str, str], list[PersonDraft]] = field(default_factory=dict)
    _by_key: dict[str, PersonDraft] = field(default_factory=dict)
    # Person, session, role -> place of that appearance.
    _appearing: dict[tuple[str, str, str], int] = field(default_factory=dict)
    _order: Counter[tuple[str, bool]] = field(default_factory=Counter)
    # Person, session, and whether as moderator -> place of the first such appearance.
    _speaking: dict[tuple[str, str, bool], int] = field(default_factory=dict)
    # Person -> the sessions in which she or he is more than the moderator.
    _seats: dict[str, list[str]] = field(default_factory=dict)
    # Place of an appearance -> what was added to its remarks.
    _passages: dict[int, "Passages"] = field(default_factory=dict)
    _session_keys: set[str] = field(default_factory=set)
    # How many keys there are of a kind: opening, opening-2.
    _keyed: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self.notebook = Notebook(self.document.findings)

    def set_fact(
        self, name: str, value: object, lines: Iterable[int], certainty: Certainty
    ) -> None:
        """Set a field of the event. Texts are mappings of languages."""
        places = tuple(lines)
        self.facts[name] = value
        self.account.fields.update(places)
        languages = value if isinstance(value, Mapping) else [""]
        for language in languages:
            self.rate(f"event.{name}{f'.{language}' if language else ''}", certainty, places, value)

    def set_days(
        self, days: Days, lines: Iterable[int], certainty: Certainty, end: Certainty | None = None
    ) -> None:
        """Set the days of the event, unless they cannot be or a line above gives them.

        end: how sure the last day is, where that differs.
        """
        places = tuple(lines)
        if not days.valid:
            self.notebook.warn("date_invalid", days.printed, places, date=days.printed)
        elif "start_date" in self.facts:
            self.account.repetitions.update(places)
            self._compare_days(days, places, certainty)
        else:
            self.set_fact("start_date", days.start, places, certainty)
            if certainty is Certainty.GUESS:
                end = end or Certainty.LIKELY  # one question for both
            self.set_fact("end_date", days.end, places, end or certainty)

    def _compare_days(self, days: Days, places: tuple[int, ...], certainty: Certainty) -> None:
        """Ask about the day where a label gives another; each day of an event may have its own."""
        start, end = self.facts["start_date"], self.facts["end_date"]
        last = end + timedelta(days=_LONGEST_EVENT)
        if certainty is Certainty.CERTAIN and days.start and not start <= days.start <= last:
            self.notebook.warn("date_conflict", days.printed, places, "other",
                               other=days.printed, kept=start.isoformat())  # fmt: skip
            self.values.append(Value("event.start_date", Certainty.GUESS, places))

    def doubt(self, name: str) -> None:
        """Make a question of a field of the event that words of some other kind state."""
        path = f"event.{name}"
        ratings = [value for value in self.values if value.path.startswith(path)]
        if any(value.certainty is Certainty.GUESS for value in ratings):
            return
        for value in ratings:
            self.rate(value.path, Certainty.GUESS, value.lines, self.facts[name])

    def rate(self, path: str, certainty: Certainty, lines: Iterable[int], value: object) -> None:
        """Note how sure a value is; a guess becomes a question."""
        places = tuple(lines)
        if certainty is Certainty.CERTAIN:
            return
        self.values.append(Value(path, certainty, places))
        if certainty is Certainty.GUESS:
            printed = next(iter(value.values())) if isinstance(value, Mapping) else str(value)
            self.notebook.warn("guess", printed, places, _guess_case(path), value=printed)

    def add_session(
        self,
        kind: str,
        *,
        lines: Iterable[int],
        heading: Text | None = None,
        topic: Text | None = None,
        title: Text | None = None,
        day: date | None = None,
        start: time | None = None,
        end: time | None = None,
        room: Text | None = None,
        key: str = "",
    ) -> str:
        """Add a session behind those before it; return its key.

        key: the one that the document itself states, taken unless another session has it.
        """
        places = tuple(sorted(set(lines)))
        if not key or key in self._session_keys:
            key = self._session_key(kind)
        self._note_key(key)
        self.sessions.append(
            SessionRecord(
                key, len(self.sessions) + 1, kind, heading or {}, _without_marks(topic or {}),
                _without_marks(title or {}), day, start, end, room or {}, places,
            )
        )  # fmt: skip
        self.account.fields.update(places)
        return key

    def refer_to_session(self, key: str, kind: str, lines: Iterable[int]) -> None:
        """Name a session of the event that the document goes into, once."""
        if key not in self._session_keys:
            self._note_key(key)
            number, places = len(self.sessions) + 1, tuple(sorted(set(lines)))
            self.sessions.append(SessionRecord(key, number, kind, {}, {}, {}, lines=places))

    def add_person(
        self,
        name: Text,
        title: Text,
        lines: Iterable[int],
        honorific: Text | None = None,
        other_names: Iterable[str] = (),
        country: Text | None = None,
        *,
        titles_tell: bool = False,
    ) -> str:
        """Add what a line says of a person, who may be known already; return the key.

        titles_tell: of two who share a name and have different titles each is a person.
        """
        places = set(lines)
        self.account.fields.update(places)
        bearers = self._bearers(name)
        person = next(
            (
                bearer
                for bearer in bearers
                if not (titles_tell and do_titles_differ(bearer.title, title))
            ),
            None,
        )
        if person is None:
            person = self._new_person(name)
            printed_zh = name.get(ZH, "").strip()
            if _TWO_WORDS.fullmatch(printed_zh) and not is_name_zh(printed_zh):
                path = f"people.{person.key}.name.{ZH}"
                self.rate(path, Certainty.GUESS, sorted(places), name[ZH])
            if bearers:
                printed = next(iter(name.values()))
                self.notebook.warn("same_name", printed, places | bearers[0].lines, "document",
                                   name=printed)  # fmt: skip
        elif bearers and are_strangers(person.title, title):
            printed = next(iter(name.values()))
            both = (next(iter(texts.values())) for texts in (person.title, title))
            facts = dict(zip(("title", "other"), both, strict=True))
            self.notebook.warn("same_name", printed, places | person.lines, "joined",
                               name=printed, **facts)  # fmt: skip
        for target, texts in ((person.name, name), (person.title, title),
                              (person.honorific, honorific or {}),
                              (person.country, country or {})):  # fmt: skip
            for language, text in texts.items():
                target.setdefault(language, text)
        for language, text in person.name.items():
            namesakes = self._by_name.setdefault((language, fold(text)), [])
            if person not in namesakes:
                namesakes.append(person)
        person.other_names += [spelling for spelling in other_names
                               if spelling not in person.other_names]  # fmt: skip
        person.lines |= places
        return person.key

    def add_guest(self, guest: Guest, lines: Iterable[int], *, titles_tell: bool = False) -> str:
        """Add the person whom lines name, as ``add_person`` does; warn of what no field takes.

        A title that may be another's is asked for.
        """
        places = tuple(lines)
        if guest.biography:
            self.notebook.warn_of_words(guest.biography, places)
        key = self.add_person(
            guest.name, guest.title, places, guest.honorific, guest.other_names, guest.country,
            titles_tell=titles_tell,
        )  # fmt: skip
        if guest.asks_title:
            for language, title in guest.title.items():
                self.rate(f"people.{key}.title.{language}", Certainty.GUESS, places, title)
        return key

    def find_person(self, name: Text) -> PersonDraft | None:
        """Return the person who bears a name in one of its languages."""
        return next(iter(self._bearers(name)), None)

    def in_both(self, name: Text) -> Text:
        """Return a name in letters with the one in characters that sounds the same, if one does."""
        latin = name.get(EN, "")
        if ZH in name or " " not in latin or len(self.people) > MOST_HEARD or self._bearers(name):
            return name
        alike = [
            person.name for person in self.people
            if EN not in person.name and is_chinese_name(person.name[ZH])
            and same_person(person.name[ZH], latin)
        ]  # fmt: skip
        return {**alike[0], **name} if len(alike) == 1 else name

    def person_of(self, key: str) -> PersonDraft:
        """Return the person of a key that ``add_person`` gave."""
        return self._by_key[key]

    def is_moderator(self, person: str, session: str) -> bool:
        """Tell whether somebody moderates a session."""
        return (person, session, "moderator") in self._appearing

    def appears(self, person: str, session: str) -> bool:
        """Tell whether somebody appears in a session, in whatever role."""
        return any(key[:2] == (person, session) for key in self._appearing)

    def seats(self, person: str) -> Sequence[str]:
        """Return the sessions in which somebody is more than the moderator, as they are named."""
        return self._seats.get(person, ())

    def retitle(self, person: PersonDraft, title: Text, line: int) -> None:
        """Give a person, and what she or he appears in, a title that a line names elsewhere."""
        former = dict(person.title)
        person.title.update(title)
        person.lines.add(line)
        for place, appearance in enumerate(self.appearances):
            if appearance.person == person.key and appearance.title in ({}, former):
                self.appearances[place] = replace(appearance, title={**appearance.title, **title})

    def _bearers(self, name: Text) -> list[PersonDraft]:
        """Return who bears a name; 林芷媛 is not 林志远, though both are Lin Zhiyuan."""
        keys = [(language, fold(text)) for language, text in name.items()]
        bearers = [person for key in keys for person in self._by_name.get(key, ())]
        return [
            person for person in bearers
            if all(fold(person.name.get(language, text)) == text for language, text in keys)
        ]  # fmt: skip

    def _new_person(self, name: Text) -> PersonDraft:
        person = PersonDraft(self._person_key(name), {}, {}, {}, [], set())
        self.people.append(person)
        self._by_key[person.key] = person
        return person

    def add_appearance(
        self, person: str, session: str, role: str, title: Text, lines: Iterable[int], **facts: Any
    ) -> None:
        """Let a person appear in a session in a role, once; who has several may state none.

        A second topic, or other words, are quoted: an appearance has one.
        """
        places = tuple(sorted(set(lines)))
        place = self._appearing.get((person, session, role))
        if place is not None and facts.get("is_role_stated", True):
            self.account.repetitions.update(places)
            self._complete_speech_title(place, places, facts.get("speech_title", {}))
            remarks = {code: text for code, text in facts.get("remarks", {}).items() if text}
            if remarks and remarks != self.appearances[place].remarks:
                is_moderator = role == "moderator"
                self.append_remarks(person, session, remarks, places, is_moderator=is_moderator)
            return
        self._appearing.setdefault((person, session, role), len(self.appearances))
        self.account.fields.update(places)
        if role != "moderator":
            self._seats.setdefault(person, []).append(session)
        series = (session, role == "moderator")
        self._order[series] += 1
        number = self._order[series]
        self._speaking.setdefault((person, session, role == "moderator"), len(self.appearances))
        self.appearances.append(
            AppearanceRecord(person, session, role, number, title, lines=places, **facts)
        )

    def _complete_speech_title(self, place: int, lines: tuple[int, ...], title: Text) -> None:
        """Give an appearance the topic of a repetition where it lacks one; quote what differs."""
        appearance = self.appearances[place]
        further = {code: text for code, text in title.items() if text}
        for code in further.keys() & appearance.speech_title.keys():
            if fold(further[code]) != fold(appearance.speech_title[code]):
                self.notebook.warn_of_words(further[code], lines)
        speech_title = {**further, **appearance.speech_title}
        self.appearances[place] = replace(appearance, speech_title=speech_title)

    def session_of(self, key: str) -> SessionRecord:
        """Return the session of a key, as far as it is read."""
        return next(session for session in self.sessions if session.key == key)

    def set_session_title(self, key: str, title: Text) -> None:
        """Give a session the title that a later line names, where it has none."""
        if not self.session_of(key).title:
            self.change_session(key, title=title)

    def set_session_heading(self, key: str, heading: Text) -> None:
        """Give a session what a line calls it, where none did."""
        if not self.is_named(key):
            self.change_session(key, heading=heading)

    def is_named(self, key: str) -> bool:
        """Tell whether a session has a heading or a title so far."""
        session = self.session_of(key)
        return bool(session.heading or session.title)

    def change_session(self, key: str, **facts: Any) -> None:
        """Give a session other texts than its lines were first read to state."""
        session = self.session_of(key)
        self.sessions[self.sessions.index(session)] = replace(session, **facts)

    def add_summary(self, key: str, lines: Iterable[tuple[int, str]]) -> None:
        """Add a text that sums up a session, from numbered lines, behind what it has of such."""
        written = list(lines)
        numbers = {number for number, _line in written}
        for place, session in enumerate(self.sessions):
            if session.key == key and any(line for _number, line in written):
                self.account.fields.update(numbers)
                summary = dict(session.summary)
                for parts in _by_language([line for _number, line in written]):
                    for language, text in parts.items():
                        above = session.summary.get(language, "").split("\n")
                        if text not in above:  # the other language's telling may print it, too
                            told = summary.get(language, "")
                            summary[language] = "\n".join(filter(None, (told, text)))
                self.sessions[place] = replace(
                    session, summary=summary, lines=tuple(sorted({*session.lines, *numbers}))
                )

    def append_remarks(
        self,
        person: str,
        session: str,
        remarks: Text,
        lines: Iterable[int],
        attribution: Text | None = None,
        *,
        is_moderator: bool = False,
    ) -> bool:
        """Add remarks behind those of an appearance, a moderator's or not; tell if there is one.

        attribution: the verb before these words, kept where they are the first.
        """
        place = self._speaking.get((person, session, is_moderator))
        if place is None:
            return False
        appearance = self.appearances[place]
        numbers = list(lines)
        passages = self._passages.setdefault(place, Passages.of(appearance))
        if any(passages.holds(language, text) for language, text in remarks.items()):
            first = next(iter(appearance.lines), 0)
            printed = next(iter(remarks.values()))[:16]
            self.notebook.warn("duplicate_paragraph", printed, numbers, first=first)
            self.account.repetitions.update(numbers)
            return True
        if attribution and not passages.texts:
            self.appearances[place] = replace(appearance, attribution=attribution)
        passages.add(remarks, numbers)
        return True

    def has_remarks(self, person: str, session: str) -> bool:
        """Tell whether words of somebody in a session were told already, also as its moderator."""
        places = (self._speaking.get((person, session, role)) for role in (False, True))
        return any(
            place in self._passages or self.appearances[place].remarks
            for place in places
            if place is not None
        )

    def whole_appearances(self) -> tuple[AppearanceRecord, ...]:
        """Return the appearances with all remarks, and a title where another line states it."""
        whole = (
            self._passages[place].join(appearance) if place in self._passages else appearance
            for place, appearance in enumerate(self.appearances)
        )
        return tuple(
            replace(each, title=each.title or dict(self.person_of(each.person).title))
            for each in whole
        )

    def add_organization(self, role: str, name: Text, lines: Iterable[int]) -> None:
        """Add an organization behind those of its role, once, whole or by its name for short."""
        places = tuple(sorted(set(lines)))
        for at, known in enumerate(self.organizations):
            is_short, is_whole = _is_short_for(name, known.name), _is_short_for(known.name, name)
            if known.role == role and (is_short or is_whole):
                merged = tuple(sorted({*known.lines, *places}))
                name = name if is_whole else known.name
                self.organizations[at] = replace(known, name=name, lines=merged)
                self.account.repetitions.update(places)
                return
        number = 1 + sum(organization.role == role for organization in self.organizations)
        self.organizations.append(OrganizationRecord(role, number, name, places))
        self.account.fields.update(places)

    def _session_key(self, kind: str) -> str:
        base = "session" if kind in _NUMBERED_KINDS else kind
        if base not in self._session_keys and base != "session":
            return base
        return f"{base}-{1 + self._keyed[base]}"

    def _note_key(self, key: str) -> None:
        if key not in self._session_keys:
            self._session_keys.add(key)
            self._keyed[_KEY_NUMBER.sub("", key)] += 1

    def _person_key(self, name: Text) -> str:
        printed = name.get(EN) or sort_key(name.get(ZH, ""))
        folded = "-".join(fold(word) for word in _WORD_MARKS.split(printed) if word)
        base = re.sub(r"[^a-z0-9]+", "-", folded).strip("-")[:70] or "person"
        further = (f"{base}-{number}" for number in range(2, len(self._by_key) + 3))
        return next(key for key in chain([base], further) if key not in self._by_key)


def _by_language(lines: Sequence[str]) -> list[dict[str, str]]:
    """Return lines by language: parted where the English ones are sentences.

    What is called Harbour Watch 2.0, or an address, is no English half of a Chinese text.
    """
    code = language_of("\n".join(lines))
    is_told = all(ends_sentence(line) for line in lines if line and language_of(line) != code)
    return [split_prose(line) if is_told else {code: line} for line in lines]


def _is_short_for(short: Text, name: Text) -> bool:
    """Tell whether a name stands in brackets behind another one: 海潮学会（HC）, HC."""
    return any(
        text and name.get(code, "").endswith((f"（{text}）", f"({text})"))
        for code, text in (*short.items(), *((ZH, text) for text in short.values()))
    )


def _without_marks(texts: Text) -> dict[str, str]:
    """Return texts without the marks of a list that they stood in."""
    return {language: text.lstrip(_LIST_MARKS) or text for language, text in texts.items()}


def _guess_case(path: str) -> str:
    """Return which question a guessed value is, "" for one of no sentence of its own."""
    return next((case for pattern, case in _GUESS_CASES.items() if pattern.match(path)), "")

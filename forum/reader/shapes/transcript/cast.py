"""Whoever speaks in a transcript: those whom the lines above the first turn list, and others."""

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from forum.core.names import fold
from forum.reader.bilingual import language_of
from forum.reader.event_record import EN, ZH, Line
from forum.reader.guest_cells import Guest, read_guest, read_guests
from forum.reader.guest_parts import is_bare_name
from forum.reader.padding import close_padding
from forum.reader.prose.acts_zh import read_sentence_zh
from forum.reader.prose.mentions import Roster
from forum.reader.prose.sentences import ProseParagraph
from forum.reader.reading import Certainty
from forum.reader.record_draft import RecordDraft
from forum.reader.shapes.record import texts
from forum.reader.shapes.record.name_forms import (
    HONORIFIC_EN,
    has_house_word,
    has_title_word,
    is_name_en,
    is_name_zh,
    is_whole_name,
)
from forum.reader.shapes.record.role_labels import RoleLabel, role_label
from forum.reader.shapes.transcript.attendance import Attendee, may_be_called
from forum.reader.shapes.transcript.names import explained_initials, initials_of
from forum.reader.shapes.transcript.turn_labels import find_called, find_short_labels, is_called
from forum.reader.shapes.transcript.turns import NO_PERSON, SpokenTurn, guest_of_label
from forum.reader.table_columns import SPREAD
from forum.reader.vocabulary.prose_zh import NO_NAMES
from forum.reader.vocabulary.shapes import FACT_LABEL, TRANSCRIPT_TITLE, TURN

_SEATED: Final = frozenset({"panellist", "moderator", "speaker"})
_FEWEST_TURNS: Final = 2
_MANY_TURNS: Final = 12
_MOSTLY_KNOWN: Final = 0.75  # of the turns
_LONGEST_HEAD: Final = 40
_PANEL: Final = re.compile(r"^Panel\s*:", re.IGNORECASE)
# 大家好，我是主持人林岚: who says so in a turn of the moderator, whom no other line names.
_OWN_NAME: Final = re.compile(
    r"(?:主持人|我是)\s*(?P<name>[\u3400-\u9fff]{2,3}?)(?=[，。！!,、]|代表|在此|为您|为大家|欢迎)"
)
_SENTENCE: Final = re.compile("[。！？!?]|，.*，")
_OWN_WORDS: Final = re.compile(r"\b(?:I|we|you|my|our)\b(?!\.)")
# What somebody says, and no title: a sentence, or who speaks and to whom.
_WORDS: Final = re.compile(
    r"[。！？!?]|[.]\s|[.]$|谢谢|各位|大家|[我你您]|\b(?:I|we|you|my|our|thank)\b"
)
_DASHED_LABEL: Final = re.compile(r"(?P<role>[A-Z][a-z]+)\s?[-–—]\s+(?=[A-ZÀ-Þ])")
# AB: turns of Ann Berg, whom a line above lists
_INITIALS: Final = re.compile("[A-ZÀ-Þ](?:[a-z]?[A-ZÀ-Þ]){1,3}")
# Ann Berg (AB), deputy mayor: initials that are explained once.
_INITIALLED: Final = re.compile(
    r"^(?:[•·*–-]\s*)?(?P<name>[A-ZÀ-Þ][^,:()（]{3,40}?)\s*[(\[（](?P<initials>[A-Z]{1,4})[)\]）](?!\s*、)\s*[,，:：–—-]?\s*(?P<title>.*)$"
)


@dataclass(slots=True)
class Speakers:
    """Those whom the lines above the first turn name, and by what their turns may begin.

    roles: person -> role. labels: initials, surname, role or whole name, folded -> persons.
    of_agenda: those named above an agenda; which of its sessions they chair, nobody says.
    present: those who were there, whether they speak or not.
    """

    draft: RecordDraft
    roles: dict[str, str] = field(default_factory=dict)
    labels: dict[str, set[str]] = field(default_factory=dict)
    of_agenda: set[str] = field(default_factory=set)
    present: set[str] = field(default_factory=set)

    def read_head(self) -> None:
        """Read labels (主持人：林岚（某报主编）) and lists with initials (Ann Berg (AB), mayor)."""
        heading: Line | None = None
        listed = ""  # the role of those below a label that stands alone
        for line in self.draft.document.lines:
            text = _PANEL.sub("Panellists:", _closed_label(line.text.strip()))
            if line.table is not None or not text or line.number in self.draft.account:
                continue
            if _explains_turn(text):
                return
            initialled = _INITIALLED.match(text)
            label = role_label(text, language_of(text))
            if initialled and is_name_en(initialled["name"]):
                self._add_initialled(initialled, line)
                if heading:
                    self.draft.account.furniture.add(heading.number)
            elif label and label.rest:
                listed = ""
                if not self._add_labelled(label, line):
                    return
            elif label and text.endswith((":", "：")):
                listed, heading = label.role, line
                continue
            elif listed and (guest := _listed_guest(text)):
                self.add(guest, guest.role or listed, line)
                if heading:
                    self.draft.account.furniture.add(heading.number)
                continue
            elif FACT_LABEL.match(text):
                listed = ""
                continue
            elif (turn := TURN.match(text)) and turn["words"]:
                return
            heading = line

    def _add_initialled(self, match: re.Match[str], line: Line, listed: str = "speaker") -> None:
        name, title = match["name"], match["title"].strip()
        guest = read_guest(name) or Guest({EN: name})
        role = role_label(f"{title.split(',')[0]}:", EN)
        guest = replace(guest, title={EN: title} if title else {})
        self.add(guest, role.role if role else listed, line, match["initials"])

    def _add_labelled(self, label: RoleLabel, line: Line) -> bool:
        if _SENTENCE.search(label.rest) or _OWN_WORDS.search(label.rest):
            return False
        parts = [_INITIALLED.match(part.strip()) for part in label.rest.split(";")]
        if all(part and is_name_en(part["name"]) for part in parts):
            for part in filter(None, parts):
                self._add_initialled(part, line, label.role)
            return True
        guests, unread = read_guests(label.rest)
        sure = [guest for guest in guests if EN in guest.name or is_name_zh(guest.name[ZH])]
        if unread or len(sure) != len(guests) or not guests:
            return False
        for guest in guests:
            self.add(guest, label.role, line)
        return True

    def add(self, guest: Guest, role: str, line: Line, label: str = "") -> str:
        """Add a person; return the key. label: by which turns begin, beside the name's words."""
        key = self.draft.add_guest(guest, [line.number])
        self.roles.setdefault(key, role)
        rows = [number for session in self.draft.sessions for number in session.lines]
        if len(self.draft.sessions) > 1 and line.number < min(rows, default=0):
            self.of_agenda.add(key)
        self._learn(key, guest, label)
        return key

    def _learn(self, key: str, guest: Guest, label: str = "") -> None:
        names = guest.name.values()
        words = (word for name in names for word in name.split() if not word[:1].islower())
        for word in (label, *names, *words):  # not de, of Anna de Berg: DE is another
            if word:
                self.labels.setdefault(fold(word), set()).add(key)

    def add_present(self, attendees: Sequence[Attendee]) -> None:
        """Add those who were there; a single word is asked for."""
        for attendee in attendees:
            guest, line = attendee.guest, attendee.line
            key = self.draft.add_guest(guest, [line.number])
            self.present.add(key)
            if guest.role:
                self.roles.setdefault(key, guest.role)
            self._learn(key, guest, attendee.initials)
            for language, name in guest.name.items() if attendee.is_asked else ():
                path = f"people.{key}.name.{language}"
                self.draft.rate(path, Certainty.GUESS, [line.number], name)

    def find(self, label: str) -> str:
        """Return whom the label of a turn means, "" where nobody or several."""
        bare = HONORIFIC_EN.sub("", label).strip()
        keys = self.labels.get(fold(label)) or self.labels.get(fold(bare), set())
        if not keys and (role := role_label(f"{label}:", language_of(label))):
            keys = {key for key, known in self.roles.items() if known == role.role == "moderator"}
            keys -= self.of_agenda
        if not keys and _INITIALS.fullmatch(label):
            known = self.roles.keys() | self.present
            names = {key: self.draft.person_of(key).name.get(EN, "") for key in known}
            keys = {key for key, name in names.items() if label.casefold() in initials_of(name)}
        return next(iter(keys)) if len(keys) == 1 else ""

    def add_listed(self, listed: Sequence[tuple[Guest, Line]]) -> None:
        """Add whom the lines above the first turn list without a label, but for those known."""
        known = frozenset(number for person in self.draft.people for number in person.lines)
        for guest, line in listed:
            if line.number not in known:
                self.add(guest, guest.role or "speaker", line)

    def moderators(self) -> set[str]:
        """Return the keys of those whose role is to moderate."""
        return {key for key, role in self.roles.items() if role == "moderator"}

    def add_those_of_preface(self, preface: Sequence[ProseParagraph]) -> None:
        """Add those of whom the preface says that they discussed, spoke or moderated."""
        for paragraph in preface:
            for sentence in paragraph.sentences if paragraph.language == ZH else ():
                for act in read_sentence_zh(sentence.text, Roster()).acts:
                    for mention in act.people if act.role in _SEATED else ():
                        guest = Guest(mention.name_text, mention.title_text, mention.honorific_text)
                        self.add(guest, act.role, paragraph.line)

    def meet_speakers(self, turns: Sequence[SpokenTurn], marked: frozenset[int]) -> dict[str, str]:
        """Add whoever speaks and was not listed; return whom each label of a turn means.

        marked: lines whose labels stood in brackets.
        """
        labels = {turn.speaker for turn in turns}
        if not self.draft.sessions:  # else nobody says of which of them a moderator is
            self._add_moderator_by_own_words(turns)
        for turn in turns:
            if self.find(turn.speaker):
                continue
            if explained := explained_initials(turn.speaker, labels):
                name, initials = explained
                key = self.add(Guest({EN: name}), "speaker", turn.lines[0], initials)
                self.labels[fold(turn.speaker)] = {key}
            elif self._find_short_of_present(turn):
                continue
            elif (guest := guest_of_label(turn.speaker)) and not (
                is_called(turn.speaker) and " " not in guest.name.get(EN, " ")
            ):
                self.add(guest, guest.role or "speaker", turn.lines[0], turn.speaker)
        named = self._labels_of_people(turns)
        self._add_named(turns, named)
        once = self._labels_that_speak_once(turns)
        self._add_named(turns, once, is_asked=True)
        named |= once
        self._add_called(turns, marked)
        self._add_short(turns)
        speakers = {label: key for turn in turns if (key := self.find(label := turn.speaker))}
        return speakers | {
            label: self.draft.add_person({language_of(label): label}, {}, [turn.lines[0].number])
            for turn in turns
            if (label := turn.speaker) in named and label not in speakers
        }

    def _add_named(
        self, turns: Sequence[SpokenTurn], labels: Collection[str], *, is_asked: bool = False
    ) -> None:
        """Add those whom labels call by the whole name."""
        for turn in turns:
            label, numbers = turn.speaker, [turn.lines[0].number]
            if label in labels and " " in label and not (is_called(label) or self.find(label)):
                name = {language_of(label): label}
                key = self.draft.add_person(name, {}, numbers)
                self._learn(key, Guest(name))
                path = f"people.{key}.name.{language_of(label)}"
                if is_asked:
                    self.draft.rate(path, Certainty.GUESS, numbers, label)

    def _labels_that_speak_once(self, turns: Sequence[SpokenTurn]) -> set[str]:
        """Return the whole names that begin one turn, where most turns are of known people."""
        counted = Counter(turn.speaker for turn in turns)
        said = {
            turn.speaker for turn in turns if texts.ends_sentence("".join(turn.paragraphs[-1:]))
        }
        unknown = {label for label in counted if not self.find(label)}
        known = sum(counted[label] for label in counted.keys() - unknown)
        if known < max(_MANY_TURNS, _MOSTLY_KNOWN * len(turns)):
            return set()
        return {
            label for label in unknown & said
            if is_whole_name(label) and not has_title_word(label, language_of(label))
            and not has_house_word(label) and not NO_PERSON.match(label)
            and role_label(f"{label}:", language_of(label)) is None and label not in NO_NAMES
        }  # fmt: skip

    def _find_short_of_present(self, turn: SpokenTurn) -> bool:
        """Take a label for the only one of those present whose name it can be short for; ask."""
        language = language_of(turn.speaker)
        names = {key: self.draft.person_of(key).name.get(language, "") for key in self.present}
        called = [
            key
            for key, name in names.items()
            if name and may_be_called(turn.speaker, name, language)
        ]
        if len(called) != 1:
            return False
        self.labels[fold(turn.speaker)] = set(called)
        path = f"people.{called[0]}.name.{language}"
        self.draft.rate(path, Certainty.GUESS, [turn.lines[0].number], names[called[0]])
        return True

    def _add_moderator_by_own_words(self, turns: Sequence[SpokenTurn]) -> None:
        """Add the moderator whom only her or his own words name; who it is is asked for."""
        turns = [turn for turn in turns if _is_moderator(turn.speaker)]
        names = {
            match["name"]: line
            for turn in reversed(turns) if not self.find(turn.speaker)
            for line in reversed(turn.lines)
            for match in _OWN_NAME.finditer(line.text)
            if is_name_zh(match["name"])
        }  # fmt: skip
        if len(names) == 1:
            ((name, line),) = names.items()
            key = self.add(Guest({ZH: name}), "moderator", line)
            self.draft.rate(f"people.{key}.name.{ZH}", Certainty.GUESS, [line.number], name)

    def _add_called(self, turns: Sequence[SpokenTurn], marked: frozenset[int]) -> None:
        """Add those whom a form of address or an office calls; an office alone is asked for."""
        lines = {
            turn.speaker: turn.lines[0] for turn in reversed(turns) if not self.find(turn.speaker)
        }
        counted = Counter(turn.speaker for turn in turns if turn.speaker in lines)
        counted.update(label for label, line in lines.items() if line.number in marked)
        called = find_called(counted, [line.text for line in self.draft.document.lines])
        for label, (guest, is_named) in called.items():
            key = self.add(guest, guest.role or "speaker", lines[label], label)
            if not is_named:
                path = f"people.{key}.name.{EN}"
                self.draft.rate(path, Certainty.GUESS, [lines[label].number], guest.name)

    def _add_short(self, turns: Sequence[SpokenTurn]) -> None:
        """Add those whom nothing but initials or a given name calls; who they are is asked for."""
        unknown = [
            turn for turn in turns
            if not self.find(turn.speaker) and not NO_PERSON.match(turn.speaker)
        ]  # fmt: skip
        short = find_short_labels(Counter(turn.speaker for turn in unknown))
        for turn in unknown:
            if (label := turn.speaker) in short and not self.find(label):
                key = self.add(Guest({EN: label}), "speaker", turn.lines[0], label)
                path = f"people.{key}.name.{EN}"
                self.draft.rate(path, Certainty.GUESS, [turn.lines[0].number], label)

    def _labels_of_people(self, turns: Sequence[SpokenTurn]) -> set[str]:
        """Return the labels that are people: named above, or bare names that speak often.

        Where the document calls itself a transcript a bare name's single turn is enough, and so
        is a Chinese one alone on its line where others stand so who speak again.
        """
        heads = (line.text for line in self.draft.document.lines if len(line.text) <= _LONGEST_HEAD)
        fewest = 1 if any(map(TRANSCRIPT_TITLE.search, heads)) else _FEWEST_TURNS
        labels = set()
        counted = Counter(turn.speaker for turn in turns)
        alone = {turn.speaker for turn in turns if turn.lines[0].text.endswith((":", "："))}
        are_alone = sum(counted[label] >= _FEWEST_TURNS for label in alone) >= _FEWEST_TURNS
        for label, own in counted.items():
            language = language_of(label)
            # Ann Berg, whose further turns begin by Ann
            count = own + sum(counted[word] for word in label.split() if word != label)
            if role_label(f"{label}：", language) or NO_PERSON.match(label):
                continue
            is_sure = (" " in label if language == EN else is_name_zh(label)) and (
                label not in NO_NAMES
            )
            is_name = is_bare_name(label) and (is_sure or (count > 1 and language == ZH))
            is_printed_large = label.isupper() and is_whole_name(label)  # ANNA BERG
            is_headed = are_alone and label in alone and is_sure and language == ZH
            is_name &= is_headed or is_printed_large or count >= fewest
            if is_name or self.draft.find_person({language: label}):
                labels.add(label)
        return labels

    def seat(self, session: str) -> None:
        """Let those appear in the only session who have said nothing, and its moderator."""
        appearing = {appearance.person for appearance in self.draft.appearances}
        for key, role in self.roles.items():
            if session and key not in appearing:
                person = self.draft.person_of(key)
                self.draft.add_appearance(key, session, role, person.title, person.lines)


def _closed_label(text: str) -> str:
    """Return a line whose label and names have no spaces within: 主 持 人：林  岚 某报主编."""
    text = close_padding(text)
    dashed = _DASHED_LABEL.match(text)
    if dashed and role_label(f"{dashed['role']}:", EN):
        text = f"{dashed['role']}: {text[dashed.end() :]}"
    colon = re.search("[:：]", text)
    return f"{SPREAD.sub('', text[: colon.start()])}{text[colon.start() :]}" if colon else text


def _listed_guest(text: str) -> Guest | None:
    """Return the person of a line below a label; behind a colon may stand a title, or words."""
    if (turn := TURN.match(text)) and (words := turn["words"]):
        is_title = has_title_word(words, language_of(words)) and not _WORDS.search(words)
        text = f"{turn['who'].strip()}（{words}）" if is_title else ""
    guest = read_guest(text) if text else None
    return guest if guest and guest.title else None


def _explains_turn(text: str) -> bool:
    """Tell whether a line is a turn, and no entry of a list: Ann Berg (AB): Welcome."""
    turn = TURN.match(text)
    words = turn["words"] if turn and turn["who"].rstrip().endswith((")", "）")) else None
    return bool(words) and bool(_INITIALLED.match(text)) and not has_title_word(words or "", EN)


def _is_moderator(label: str) -> bool:
    role = role_label(f"{label}：", language_of(label))
    return role is not None and role.role == "moderator"

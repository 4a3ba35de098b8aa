"""Minutes of a meeting: who was there, in the chair, at the pen; items as sessions; decisions."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import zip_longest
from typing import Final

from forum.reader.attendance_notes import find_absence
from forum.reader.bilingual import language_of, split_languages
from forum.reader.document import Document
from forum.reader.draft_parts import PersonDraft
from forum.reader.event_record import EN, ZH
from forum.reader.finished_draft import finish_draft
from forum.reader.guest_cells import Guest
from forum.reader.padding import close_padding
from forum.reader.prose.acts import Act, Saying, ToldSession
from forum.reader.prose.meant_lines import read_as_meant
from forum.reader.prose.prose_reader import ProseReader, read_sentence
from forum.reader.prose.sentences import ProseParagraph, read_paragraphs
from forum.reader.prose.session_seats import Speaker
from forum.reader.reading import Certainty, Reading, Shape
from forum.reader.record_draft import RecordDraft
from forum.reader.shapes.minutes.attendance import (
    AttendanceList,
    calls_some,
    find_attendance_lists,
)
from forum.reader.shapes.minutes.items import (
    LONGEST_TITLE,
    ORDINAL,
    Item,
    MinutesPart,
    find_announced,
    find_items,
    is_title,
    split_parts,
    tells_of_little,
    titles_below,
)
from forum.reader.shapes.minutes.lists import find_agenda, find_listed_items
from forum.reader.shapes.minutes.meeting_series import Meeting, find_meetings, read_meetings
from forum.reader.shapes.minutes.names import (
    are_handles,
    called_guest,
    called_names,
    is_present,
    is_word_alone,
    read_named,
)
from forum.reader.shapes.minutes.posts import read_posts
from forum.reader.shapes.minutes.tables import MinutesTables
from forum.reader.shapes.minutes.talk_minutes import (
    MinutedTalk,
    find_minuted_talks,
    read_talk_minutes,
    read_title,
)
from forum.reader.shapes.minutes.words import (
    find_actors,
    find_called,
    find_speaker_of_list,
    find_speakers,
    may_speak,
    seat_actors,
    seat_presenters,
    seat_signed,
    who_is_called,
)
from forum.reader.shapes.record import dates
from forum.reader.shapes.record.name_forms import ends_with_post
from forum.reader.vocabulary.list_marks import BULLET_MARK
from forum.reader.vocabulary.minutes import (
    ABSENT,
    ASIDE,
    ATTENDANCE_ALONE,
    ATTENDING,
    CALLED,
    CHAIRING,
    DECIDED,
    GROUP,
    LABEL,
    NAMING,
    PART,
    PLACE,
    RECORDING,
    TIME,
    is_part,
)
from forum.reader.vocabulary.shapes import CALLED_EVENT, FACT_LABEL, MINUTES_TITLE

# 主    持：
_SPREAD_LABEL: Final = re.compile(
    r"(?<=[\u3400-\u9fff])[ \u3000]+(?=[\u3400-\u9fff][\u3400-\u9fff \u3000]{0,6}[:：])"
)
_HEAD_LINES: Final = 4
# Issuer, 会议纪要, number and date may stand above the title.
_TITLE_LINES: Final = 6
_TURN: Final = re.compile(
    r"^(?P<name>[A-Z][A-Za-z.’-]{1,20}|[\u4e00-\u9fff]{2,4})\s*[:：]\s*(?P<words>.*)$"
)
# 全体理事+林岚
_PLUS: Final = re.compile(r"(?<=[\u3400-\u9fff])\s*[+＋]\s*(?=[\u3400-\u9fff])")
# Minutes of the 3rd meeting held on 6 June 2023 at 10 a.m. in the Town Hall
_MINUTES_OF: Final = re.compile(
    r"(?:draft\s+)?minutes\s+(?:of|for)\s+(?:the\s+|a\s+)?(?P<name>.{4,100}?)[,\s]*"
    r"(?P<held>\b(?:held|convened|on|at)\b.*)?$",
    re.IGNORECASE,
)
_VENUE_BEHIND: Final = re.compile(
    r"\b(?:in|at)\s+(?:the\s+)?(?P<venue>[A-Z][\w’' -]+(?:,\s+[A-Z][\w’' -]+)*)[.]?$"
)
# 主任秘书：林岚, a line of the head whose label no vocabulary has to know
_OFFICE: Final = re.compile(r"(?P<label>[\u3400-\u9fff]{2,12})\s*[:：]\s*(?P<value>\S.{1,120})")
# - 参会人员：…, as an entry of a list
_MARKED_LABEL: Final = re.compile("^\\s*[-*•·>]\\s*(?=[\u3400-\u9fff/／]{2,10}[:：])")
_THERE: Final = re.compile("^(?:出席|列席|参会|与会)")
_NOBODY: Final = re.compile("无|没有|nil|none|n/a|[-—–/]*", re.IGNORECASE)
_ISO_DAY: Final = re.compile(r"^\d{4}[-./]\d{1,2}[-./]\d{1,2}\s+")


def read_minutes(document: Document) -> Reading:
    """Read minutes."""

    def read_twin(twin: Document) -> Reading:
        draft = RecordDraft(twin)
        paragraphs = read_paragraphs(twin.lines)
        reader = MinutesReader(draft, paragraphs)
        if meetings := find_meetings(paragraphs):
            reader.read_series(meetings)
        elif talks := find_minuted_talks(paragraphs):
            reader.read_talks(talks)
        else:
            reader.read()
        return finish_draft(draft, Shape.MINUTES)

    return read_as_meant(document, read_twin)


@dataclass(slots=True)
class MinutesReader(ProseReader):
    """Reads the head of minutes, then each part by its items."""

    chairs: list[tuple[PersonDraft, int]] = field(default_factory=list)
    absent: set[str] = field(default_factory=set)  # names
    is_in_head: bool = True
    # What the paper's lists say, where items are told by the lists below them.
    agenda: frozenset[str] | None = None
    is_told_of_several: bool = False  # the paragraph that is read

    def read(self) -> None:
        """Add the meeting, its people and its items to the draft."""
        listed = self._read_attendance()
        body = [
            paragraph for paragraph in self.paragraphs
            if paragraph.number not in listed and not self._read_head(paragraph)
        ]  # fmt: skip
        MinutesTables(self.draft, self.absent, self.idle).read()
        self.meet_everybody(body)
        parts = list(split_parts(body))
        # Where one part's items have names or numbers, lists in another repeat them.
        told = [self._items_of(part) for part in parts]
        if not any(told):
            self.agenda = find_agenda(self.paragraphs)
        for part, below in zip(parts, titles_below(told), strict=True):
            self._read_part(part, below)
        self._seat_chairs()
        self.name_titles()

    def read_series(self, meetings: Sequence[Meeting]) -> None:
        """Add the meetings that one paper tells of, and what the line above them calls it."""
        first = self.paragraphs[0]
        if first is not meetings[0].heading:
            title = {first.language: _ISO_DAY.sub("", first.text)}
            self.draft.set_fact("title", title, [first.number], Certainty.LIKELY)
        read_meetings(self.draft, meetings)

    def read_talks(self, talks: Mapping[int, MinutedTalk]) -> None:
        """Add the meeting, its people and the talks that are summed up."""
        read_title(self.draft, self.paragraphs)
        body = [
            paragraph
            for paragraph in self.paragraphs
            if paragraph.number not in self.draft.account and not self._read_head(paragraph)
        ]
        read_talk_minutes(self.draft, body, talks)
        self._seat_chairs()
        self.ask_for_idle()

    def _read_head(self, paragraph: ProseParagraph) -> bool:
        """Read the title and the lines with labels: 时间, 出席, 主持, 记录."""
        text = paragraph.text
        if self.is_in_head:
            text = _MARKED_LABEL.sub("", text)
            if (called := NAMING.match(text)) and not ORDINAL.match(paragraph.line.text):
                self._read_name(called["name"].strip(), paragraph)
                return True
        if "title" not in self.draft.facts and self._is_called_above(paragraph):
            self._set_title(text, paragraph)
            return True
        headed = _MINUTES_OF.match(text) if "title" not in self.draft.facts else None
        if headed and (headed["held"] or len(text) > LONGEST_TITLE[ZH]):
            self._read_heading(headed, paragraph)
            return True
        if "title" not in self.draft.facts and self._is_called(paragraph):
            self._set_title(text, paragraph)
            self._read_days(text, paragraph.number)
            return True
        if paragraph is self.paragraphs[0] and self._read_meeting(paragraph):
            return True
        if CALLED.fullmatch(text):
            self._read_label("出席", "、".join(called_names(text)), paragraph)
            return True
        text = close_padding(_SPREAD_LABEL.sub("", text))
        if label := LABEL.match(text):
            self._read_label(label["label"], label["value"].strip(), paragraph)
            return True
        return self._read_office(text, paragraph)

    def _set_title(self, name: str, paragraph: ProseParagraph) -> None:
        title = {paragraph.language: name}
        self.draft.set_fact("title", title, [paragraph.number], Certainty.LIKELY)

    def _is_called(self, paragraph: ProseParagraph) -> bool:
        """Tell whether a line calls the paper minutes: of the first, or above who was there."""
        text = paragraph.text
        is_word = MINUTES_TITLE.search(text) and not is_part(text) and not LABEL.match(text)
        if not is_word or len(text) > LONGEST_TITLE[paragraph.language] or text.endswith("。"):
            return False
        place = self.paragraphs.index(paragraph)
        below = self.paragraphs[place + 1 : place + 2]
        is_above = any(ATTENDANCE_ALONE.fullmatch(label.line.text.strip()) for label in below)
        return place < _TITLE_LINES or is_above

    def _read_office(self, text: str, paragraph: ProseParagraph) -> bool:
        """Read a line of the head behind whose label stand people alone: 主任秘书：林岚.

        The label is what they are if it is a post; whether those of any other were there is asked.
        """
        begins_part = ORDINAL.match(paragraph.line.text) or is_part(text)
        self.is_in_head = self.is_in_head and not begins_part
        match = _OFFICE.fullmatch(text) if self.is_in_head else None
        if match is None or FACT_LABEL.match(text):
            return False
        if find_absence([match["label"]]):
            self._read_absent(match["value"], paragraph)
            return True
        guests, unread = read_named(match["value"])
        if unread or not guests or not all(map(is_present, guests)):
            return False
        label = _THERE.sub("", match["label"])
        is_post = ends_with_post(label)
        is_sure = is_post or label != match["label"]
        for guest in guests:
            person = self.draft.find_person(guest.name)
            is_asked = not is_sure and (person is None or person.key in self.idle)
            is_titled = is_post and not guest.title
            present = replace(guest, title={ZH: label}) if is_titled else guest
            key = self._add_present(present, paragraph)
            if is_asked:
                self.idle[key] = paragraph.number
        return True

    def _read_absent(self, value: str, paragraph: ProseParagraph) -> None:
        """Remember who is on leave, and took no part."""
        self.draft.account.furniture.add(paragraph.number)
        guests, unread = read_named(value)
        if not _NOBODY.fullmatch(value.strip(" .。")):
            self.draft.notebook.note_nobody(paragraph.text, [paragraph.number])
        self.absent |= {name for guest in guests for name in guest.name.values()}
        for words in unread:
            self.draft.notebook.warn_of_words(words, [paragraph.number])

    def _is_called_above(self, paragraph: ProseParagraph) -> bool:
        """Tell whether a short line stands right below the one that says no more than: Minutes."""
        first, *further = self.paragraphs
        is_word = PART.fullmatch(first.text.strip(" :：")) and MINUTES_TITLE.search(first.text)
        is_second = further[:1] == [paragraph] and not LABEL.match(paragraph.text)
        return bool(is_word and is_second and is_title(paragraph.text))

    def _read_meeting(self, paragraph: ProseParagraph) -> bool:
        """Read a first line that names the meeting, where no line calls the paper minutes."""
        name = _ISO_DAY.sub("", paragraph.text)
        lines = self.paragraphs[:_TITLE_LINES]
        # No title is the link of an entry: • Minutes: https://…
        heads = [
            line.text
            for line in lines
            if line is paragraph or not BULLET_MARK.match(line.line.text)
        ]
        is_told = any(
            MINUTES_TITLE.search(text) and not PART.fullmatch(text.strip(" :：")) for text in heads
        )
        is_above = bool(PART.fullmatch(heads[1].strip(" :："))) if len(heads) > 1 else False
        is_above = is_above and bool(MINUTES_TITLE.search(heads[1]))
        is_name = CALLED_EVENT.search(name) or (is_above and is_title(name))
        is_name = is_name or paragraph.line.heading == 1
        is_told |= bool(PART.fullmatch(name.strip(" :：")))
        if is_told or not is_name or len(name) > LONGEST_TITLE[EN]:
            return False
        self._set_title(name, paragraph)
        self._read_days(paragraph.text, paragraph.number)
        return True

    def _read_heading(self, headed: re.Match[str], paragraph: ProseParagraph) -> None:
        """Read minutes of a meeting held on a day at a place."""
        lines = [paragraph.number]
        self.draft.set_fact("title", {EN: headed["name"]}, lines, Certainty.LIKELY)
        self._read_days(paragraph.text, paragraph.number)
        if venue := _VENUE_BEHIND.search(headed["held"] or ""):
            self.draft.set_fact("venue", {EN: venue["venue"]}, lines, Certainty.LIKELY)

    def _read_label(self, label: str, value: str, paragraph: ProseParagraph) -> None:
        lines = [paragraph.number]
        if TIME.match(label):
            self._read_days(value, paragraph.number)
        elif PLACE.match(label):
            self.draft.set_fact("venue", split_languages(value), lines, Certainty.CERTAIN)
        elif ABSENT.match(label):
            self._read_absent(value, paragraph)
        elif CHAIRING.match(label) or ATTENDING.match(label) or RECORDING.match(label):
            named = [read_named(part) for part in _PLUS.split(value)]
            guests = [guest for part, _unread in named for guest in part]
            unread = [text for _part, texts in named for text in texts]
            is_called = are_handles(value) or calls_some(self.paragraphs, paragraph, guests)
            for guest in guests:
                listed = replace(guest, role="moderator") if CHAIRING.match(label) else guest
                is_asked = len(guests) > 1 and is_word_alone(guest) and not is_called
                key = self._add_listed(listed, paragraph, is_asked=is_asked)
                self.draft.called.update([key] if is_called else ())
            for text in unread:
                if GROUP.fullmatch(text):
                    self.draft.account.furniture.update(lines)
                    self.draft.notebook.note_nobody(paragraph.text, lines)
                else:
                    self.draft.notebook.warn_of_words(text, lines)

    def _read_name(self, value: str, paragraph: ProseParagraph) -> None:
        """Take what a label calls the meeting, unless a line above did."""
        if "title" not in self.draft.facts:
            called = split_languages(value)
            self.draft.set_fact("title", called, [paragraph.number], Certainty.CERTAIN)
        self.draft.account.fields.add(paragraph.number)

    def _read_attendance(self) -> set[int]:
        """Read the lists below labels that stand alone; return the lines of all of them."""
        lines: set[int] = set()
        for attendance in find_attendance_lists(self.paragraphs):
            lines.add(attendance.heading.number)
            self.draft.account.furniture.add(attendance.heading.number)
            lines.update(entry.paragraph.number for entry in attendance.entries)
            self._read_attendance_list(attendance)
        return lines

    def _read_attendance_list(self, attendance: AttendanceList) -> None:
        for entry in attendance.entries:
            paragraph, guest = entry.paragraph, entry.guest
            if guest is None:
                self.draft.notebook.warn_of_words(paragraph.line.text, [paragraph.number])
            elif attendance.is_absent:
                self.draft.account.furniture.add(paragraph.number)
                self.draft.notebook.note_nobody(paragraph.line.text, [paragraph.number])
                self.absent.update(guest.name.values())
            else:
                key = self._add_listed(guest, paragraph, is_asked=entry.is_asked)
                if entry.is_called:
                    self.draft.called.add(key)

    def _add_listed(self, guest: Guest, paragraph: ProseParagraph, *, is_asked: bool) -> str:
        """Add somebody of such a list and return the key; a single word is asked for."""
        key = self._add_present(guest, paragraph)
        if guest.role == "moderator":
            self.chairs.append((self.draft.person_of(key), paragraph.number))
        for language, name in guest.name.items() if is_asked else ():
            path = f"people.{key}.name.{language}"
            self.draft.rate(path, Certainty.GUESS, [paragraph.number], name)
        return key

    def _add_present(self, guest: Guest, paragraph: ProseParagraph) -> str:
        """Add somebody who was there; return the person's key."""
        self.roster.add_name(guest.name)
        key = self.draft.add_guest(guest, [paragraph.number])
        self.idle.pop(key, None)
        return key

    def _read_days(self, text: str, line: int) -> None:
        if days := dates.find(text):
            self.draft.set_days(days, [line], Certainty.CERTAIN)

    def _read_part(self, part: MinutesPart, below: Collection[str]) -> None:
        """Read a part. below: the titles of what later parts tell of, which it may announce."""
        items = self._items_of(part)
        announced = find_announced(items, below)
        self.draft.account.repetitions.update(announced)
        if announced and len(announced) == len(items):
            self.draft.account.furniture.update([part.heading.number] if part.heading else ())
            return
        items = [item for item in items if item.line not in announced]
        if items and part.heading is None:
            first = min(item.line for item in items)
            self._read_people([item for item in part.content if item.number < first])
        if not items and part.heading is None:
            self._read_decisions(part.content)
            return
        if items:
            if part.heading:
                self.draft.account.furniture.add(part.heading.number)
            for item in items:
                self._read_item(item)
        elif part.heading and part.content and not ASIDE.fullmatch(part.heading.text.strip(" :：")):
            listed = self._listed_items_of(part)
            if listed:
                self.draft.account.furniture.add(part.heading.number)
            for item in listed:
                self._read_item(item)
            if listed:
                return
            # Decisions whose items cannot be told apart are the part's text.
            key = self.draft.add_session(
                "other",
                lines=[part.heading.number],
                heading=split_languages(part.heading.text.rstrip(" ：:")),
            )
            self._summarize(key, part.content)

    def _items_of(self, part: MinutesPart) -> list[Item]:
        items = list(find_items(part.content, self._names()))
        return [] if part.heading and tells_of_little(items, part) else items

    def _listed_items_of(self, part: MinutesPart) -> list[Item]:
        if self.agenda is None:
            return []
        spoken = {told.number for told in part.content if find_speakers(self.draft, told)[0]}
        return list(find_listed_items(part.content, self.agenda, spoken))

    def _names(self) -> frozenset[str]:
        """Return the names of those who were there."""
        return frozenset(name for person in self.draft.people for name in person.name.values())

    def _read_decisions(self, paragraphs: Sequence[ProseParagraph]) -> None:
        """Read whom the first paragraph names, and the numbered paragraphs below it as one text."""
        numbered = [paragraph for paragraph in paragraphs if ORDINAL.match(paragraph.line.text)]
        first = numbered[0].number if len(numbered) > 1 else 0
        before = [paragraph for paragraph in paragraphs if paragraph.number < first]
        heading = DECIDED.search(before[-1].text) if before else None
        if heading is None:
            return
        lines = [before[-1].number]
        key = self.draft.add_session(
            "other", lines=lines, heading={before[-1].language: heading["heading"]}
        )
        self.section = key
        self._read_people(before)
        self.section = None
        self._summarize(key, [paragraph for paragraph in paragraphs if paragraph.number >= first])

    def _read_people(self, paragraphs: Sequence[ProseParagraph]) -> None:
        """Add those whom sentences name with a title, and who was in the chair; take the day."""
        head = self.paragraphs[:_HEAD_LINES]
        year = dates.year_in(" ".join(paragraph.text for paragraph in head))
        for paragraph in paragraphs:
            days = dates.find(paragraph.text)
            days = days or dates.find_without_year(paragraph.text, year, None)
            if days and days.valid and "start_date" not in self.draft.facts:
                self.draft.set_days(days, [paragraph.number], Certainty.LIKELY)
            for sentence in paragraph.sentences:
                reading = read_sentence(sentence, paragraph.language, self.roster)
                for mention in reading.mentions:
                    self.draft.add_person(mention.name_text, mention.title_text, [paragraph.number])
                for act in reading.acts:
                    for mention in act.people if act.role == "moderator" else ():
                        key = self.draft.add_person(mention.name_text, {}, [paragraph.number])
                        self.chairs.append((self.draft.person_of(key), paragraph.number))

    def _read_item(self, item: Item) -> None:
        session = self.draft.add_session(
            "other", lines=[item.line], title={language_of(item.title): item.title}
        )
        if item.is_asked:
            path = f"sessions.{session}.title.{language_of(item.title)}"
            self.draft.rate(
                path, Certainty.GUESS, [item.line], {language_of(item.title): item.title}
            )
        for printed in item.names:
            guest = called_guest(printed) or Guest({language_of(printed): printed})
            name = next(iter(guest.name.values()))
            if any(name.endswith(missing) or missing.endswith(name) for missing in self.absent):
                # 林晓岚 is on leave, also where the item calls her 晓岚
                self.draft.notebook.warn_of_words(name, [item.line])
                continue
            known = who_is_called(self.draft, name, "")
            called = self.draft.person_of(known).name if known else guest.name
            person = self.draft.add_person(called, {}, [item.line])
            self.draft.add_appearance(person, session, "speaker", {}, [item.line])
            if item.asks_names:
                path = f"appearances.{person}.{session}.speaker.session"
                self.draft.rate(
                    path, Certainty.GUESS, [item.line], self.draft.person_of(person).name
                )
        summary: list[ProseParagraph] = []
        speaker: str | None = None
        words: list[ProseParagraph] = []
        self.section = session
        posts, head = read_posts(self.draft, item.content, session), self.paragraphs[:_HEAD_LINES]
        for paragraph, following in zip_longest(item.content, item.content[1:]):
            if paragraph.number not in posts and self._read_entry_turn(paragraph, session):
                continue
            if seat_presenters(self.draft, paragraph, session):
                continue
            turn = _TURN.match(paragraph.text)
            if key := find_speaker_of_list(self.draft, paragraph, following):
                self._add_words(speaker, session, words)
                speaker, words = key, []
            elif turn and not turn["words"] and may_speak(self.draft, turn["name"], head):
                self._add_words(speaker, session, words)
                speaker = self.draft.add_person(
                    {language_of(turn["name"]): turn["name"]}, {}, [paragraph.number]
                )
                words = []
            elif speaker:
                words.append(paragraph)
            else:
                seat_signed(self.draft, paragraph, session)
                actors = find_actors(self.draft, paragraph)
                actors += find_called(self.draft, paragraph) if item.is_counted else ()
                self.is_told_of_several = len(actors) > 1
                self.read_paragraph(paragraph, None)
                seat_actors(self.draft, actors, paragraph, session)
                summary.append(paragraph)
        self.section, self.is_told_of_several = None, False
        self._add_words(speaker, session, words)
        self._summarize(session, summary)

    def _tells_nothing(self, person: str, text: str) -> bool:
        """What is told of several in one paragraph stands with the item, and is no one's words."""
        return self.is_told_of_several or ProseReader._tells_nothing(self, person, text)

    def _read_entry_turn(self, paragraph: ProseParagraph, session: str) -> bool:
        """Read a line that is the words of people who are known.

        The words of several are no one's alone: they stand with what is told of the item.
        """
        people, words = find_speakers(self.draft, paragraph)
        lines = [paragraph.number]
        if len(people) > 1:
            for person in people:
                self.draft.add_appearance(person, session, "speaker", {}, lines)
            self._summarize(session, [paragraph])
        elif people:
            remarks = {paragraph.language: words}
            self.draft.account.fields.update(lines)
            if not self.draft.append_remarks(people[0], session, remarks, lines):
                self.draft.add_appearance(people[0], session, "speaker", {}, lines, remarks=remarks)
        return bool(people)

    def _add_words(
        self, speaker: str | None, session: str, words: Sequence[ProseParagraph]
    ) -> None:
        if not speaker or not words:
            return
        text = "\n".join(paragraph.line.text.strip() for paragraph in words)
        lines = [paragraph.number for paragraph in words]
        remarks = {language_of(text): text}
        self.draft.account.fields.update(lines)
        if not self.draft.append_remarks(speaker, session, remarks, lines):
            self.draft.add_appearance(speaker, session, "speaker", {}, lines, remarks=remarks)

    def _summarize(self, session: str, paragraphs: Sequence[ProseParagraph]) -> None:
        self.draft.add_summary(
            session, [(paragraph.number, paragraph.line.text.strip()) for paragraph in paragraphs]
        )

    def _seat_chairs(self) -> None:
        """Let whoever was in the chair moderate the first item: of the others it is not said."""
        if not self.draft.sessions:
            return
        session = self.draft.sessions[0].key
        for chair, line in self.chairs:
            self.draft.add_appearance(chair.key, session, "moderator", chair.title, [line])
            path = f"appearances.{chair.key}.{session}.moderator"
            self.draft.rate(path, Certainty.GUESS, [line], chair.name)

    def tell_session(self, told: ToldSession, paragraph: ProseParagraph) -> None:
        """What an item tells of is no session beside the item."""
        if self.section is None:
            ProseReader.tell_session(self, told, paragraph)

    def session_of_act(
        self, paragraph: ProseParagraph, act: Act, keys: Sequence[str]
    ) -> str | None:
        """Whatever people do at an item they do in its session."""
        return self.section

    def session_of_words(
        self, paragraph: ProseParagraph, speaker: Speaker, saying: Saying | None
    ) -> str:
        """Whatever is said at an item is said in its session."""
        return self.section or ProseReader.session_of_words(self, paragraph, speaker, saying)

"""Reads prose, paragraph by paragraph: who spoke, moderated, signed, and what they said."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import ClassVar, Final

from forum.reader.draft_parts import PersonDraft
from forum.reader.event_record import EN, ZH, Text
from forum.reader.prose.absence import warn_of_absent, without_absent
from forum.reader.prose.acts import Act, Saying, SentenceReading
from forum.reader.prose.acts_en import read_sentence_en
from forum.reader.prose.acts_zh import find_speaking_zh, read_sentence_zh
from forum.reader.prose.mentions import Mention, Roster
from forum.reader.prose.passages import (
    LONGEST_HEADING,
    ends_with_words_of_page,
    find_unnamed_entries,
    is_caption,
    may_be_words,
    tells_more,
    without_words_of_page,
)
from forum.reader.prose.people_en import find_mentions_en
from forum.reader.prose.people_zh import find_mentions_zh
from forum.reader.prose.sentences import ProseParagraph, Sentence
from forum.reader.prose.session_seats import SessionSeats, Speaker
from forum.reader.prose.short_forms_en import titled_by_turn
from forum.reader.reading import Certainty
from forum.reader.shapes.record.name_forms import has_title_word, is_name_zh
from forum.reader.vocabulary import prose_zh, titles
from forum.reader.vocabulary.institutions import INSTITUTION_ENDS_ZH

# A point of a speech that paragraphs of their own go on with; 他表示: whoever spoke above.
_POINT: Final = re.compile(
    "(?:[一二三四五六七八九十][是要]|第[一二三四五六七八九十][，,]|其[一二三四五][，,]|(?:First|Second|Third|Fourth|Finally|Lastly)(?:ly)?,\\s)"
)
# How somebody's words go on in a paragraph that names nobody: 要加强监测; we must.
_SPOKEN_ON: Final = re.compile(
    "(?:要(?![点闻])|我们|我(?![校院市省区县国司会所])|必须|应当|希望|切实|进一步|既要|只有|(?:We|Our|I)\\s)"
)
_ENDED: Final = re.compile("[。！？!?.…][”’」』）)]*$")
_GOES_ON_ABOVE: Final = re.compile("[他她](?!们)|(?:He|She)\\s")
# “The words of whoever was announced go on: no term that a sentence begins with.
_BEGINS_WORDS: Final = re.compile("[“「][^”」]{16,}")
_TOLD_OF: Final = re.compile(prose_zh.TOLD_OF)
_QUOTATION: Final = re.compile("“[^“”]{4,}”")
# What stands behind a name and is no post.
_NO_POST: Final = re.compile(f"{titles.ADDRESSES_ZH}|同学")
_ACADEMIC: Final = re.compile("教授|研究员|院士|讲师|博士|博导|[少中上]将|大校")
_HOUSE_END: Final = re.compile(
    f"(?:{INSTITUTION_ENDS_ZH}|^(?:{prose_zh.DEICTIC}))(?:[（(][^（）()]{{1,20}}[)）])?$"
)
# Who wrote the news, behind its last words: （潮汐局供稿）
_CREDIT: Final = re.compile(
    "[（(](?:(?:(?:综合|转)自|来源[:：])[^（）()。]{2,40}|[^（）()。]{2,40}(?:供稿|供图|报道|撰稿|[^拍]摄))[)）]$"
)


@dataclass(slots=True)
class Passage:
    """What somebody is said to have said, within one paragraph. start, end: in its text."""

    person: str
    session: str
    start: int
    end: int
    attribution: Text = field(default_factory=dict)
    attendance: str | None = None


def read_sentence(sentence: Sentence, language: str, roster: Roster) -> SentenceReading:
    """Return what a sentence of either language says."""
    if not sentence.is_readable:
        return SentenceReading()
    read = read_sentence_en if language == EN else read_sentence_zh
    return without_absent(sentence.text, read(sentence.text, roster), language)


def read_clauses(
    sentence: Sentence, language: str, roster: Roster
) -> list[tuple[Sentence, SentenceReading]]:
    """Return what a sentence says; the clauses of a long one apart, if each tells of somebody."""
    whole = read_sentence(sentence, language, roster)
    ends = [mark.end() for mark in re.finditer("[；;]", sentence.text)] if language == ZH else []
    if len(whole.mentions) <= 1 or not ends:
        return [(sentence, whole)]
    starts = (0, *ends)
    clauses = [
        Sentence(sentence.text[start:end], sentence.start + start)
        for start, end in zip(starts, (*ends, len(sentence.text)), strict=True)
        if start < end
    ]
    readings = [(clause, read_sentence(clause, language, roster)) for clause in clauses]
    telling = sum(
        bool(reading.acts or reading.saying or reading.tells) for _clause, reading in readings
    )
    return readings if telling > 1 else [(sentence, whole)]


def find_mentions(text: str, language: str, roster: Roster) -> list[Mention]:
    """Return the people whom a text of either language names."""
    return (find_mentions_en if language == EN else find_mentions_zh)(text, roster)


@dataclass(slots=True)
class Turns:
    """Whose words the sentences of a paragraph are, while they are read one after the other.

    goes_on: the first words are still those of the paragraph above. announced: who was said to
    speak, without a word so far. quotation: whose words it is, the next sentence says.
    """

    is_caption: bool
    goes_on: bool
    passage: Passage | None = None
    announced: Speaker | None = None
    quotation: Sentence | None = None


@dataclass(slots=True)
class ProseReader(SessionSeats):
    """Reads paragraphs in their order; keeps who was meant last, for 他 and she."""

    # Whether a sentence that begins with a person tells what she or he said, whatever its verb.
    takes_tellings: ClassVar[bool] = False

    roster: Roster = field(default_factory=Roster)
    last: Speaker | None = None
    # The person whom the sentence that is being read begins with.
    topic: Mention | None = None
    # Who was there, for all that is told: person, the session's kind, sentence, line.
    attending: list[tuple[str, str, Mention, int]] = field(default_factory=list)
    # The lines that are nothing but a person with a title: below a picture, above a quotation.
    bare_people: set[int] = field(default_factory=set)
    # Whom no word but a verb of saying makes a person: whether they are is asked.
    strangers: set[str] = field(default_factory=set)
    # The lines of those whom nothing says more of, so that they are asked for.
    asked: set[int] = field(default_factory=set)
    # Those people, by the line that names them.
    idle: dict[str, int] = field(default_factory=dict)
    # Whose words the paragraph above ended with, and its place.
    above: Passage | None = None
    above_text: str = ""
    # The last paragraph that was no caption.
    told_at: int = 0

    def read(self) -> None:
        """Add people, sessions, appearances and remarks to the draft."""
        self.meet_everybody(self.paragraphs)
        awaiting: Passage | None = None  # whose words the next paragraphs are
        for paragraph in self.paragraphs:
            if paragraph.number in self.draft.account.furniture:
                continue
            awaiting = self.read_paragraph(paragraph, awaiting)
        self.seat_attending()
        self.name_titles()
        self.name_addresses()

    def meet_everybody(self, paragraphs: Sequence[ProseParagraph]) -> None:
        """Remember whom any sentence names with a title, for those that name nobody so."""
        for paragraph in paragraphs:
            for sentence in paragraph.sentences:
                reading = read_sentence(sentence, paragraph.language, Roster())
                self.roster.add(reading.mentions, paragraph.number)
                self.roster.add(titled_by_turn(sentence.text, self.roster), paragraph.number)
                strangers = {reading.stranger} if is_name_zh(reading.stranger) else set()
                if paragraph.language == ZH and sentence.is_readable:
                    strangers |= set(find_speaking_zh(sentence.text))
                self.strangers |= strangers
                self.roster.add(Mention(0, 0, name, ZH) for name in sorted(strangers))

    def seat_attending(self) -> None:
        """Let those who were there and did nothing else appear in the session that names them.

        Where no such session is told of it may be the opening, or the only one, which is asked.
        """
        appearing = {appearance.person for appearance in self.draft.appearances}
        for key, kind, mention, line in self.attending:
            only = self.draft.sessions[0].key if len(self.draft.sessions) == 1 else ""
            if kind == "opening" and kind not in self.sessions:  # 出席开幕式: there was one
                self.sessions[kind] = self.draft.add_session(kind, lines=[line])
                self.draft.sessions.insert(0, self.draft.sessions.pop())
            session = self.sessions.get(kind or "opening", only)
            if key in appearing or not session:
                continue
            self.draft.add_appearance(key, session, "attendee", mention.title_text, [line])
            if session != self.sessions.get(kind):
                path = f"appearances.{key}.{session}.attendee.session"
                self.draft.rate(path, Certainty.GUESS, [line], self._name_of(key))

    def name_titles(self) -> None:
        """Give the people whom sentences name bare, or by office, the title of another line."""
        self.ask_for_idle()
        for person in self.draft.people:
            title, line = self.roster.title_of(person.name)
            is_short = any(
                # Minister; Minister for Ports
                (longer := title.get(language, "")).startswith(f"{text} ")
                or (language == ZH and text in longer and not has_title_word(text, ZH))
                for language, text in person.title.items()
            )
            if title and (is_short or not person.title):
                self.draft.retitle(person, title, line)
                if line in self.bare_people:
                    self.draft.account.fields.add(line)
            self._title_by_rank(person)

    def _title_by_rank(self, person: PersonDraft) -> None:
        """Take the post behind a Chinese name for the title, or for the end of one that is a house.

        A rank with which the title ends is said once.
        """
        rank, title = person.honorific.get(ZH, ""), person.title.get(ZH, "")
        if not rank or _NO_POST.fullmatch(rank) or (person.title and not title):
            return
        is_said = title.endswith(rank)
        if not is_said and title and (_ACADEMIC.search(rank) or not _HOUSE_END.search(title)):
            return
        if not is_said:
            self.draft.retitle(person, {ZH: title + rank}, min(person.lines))
        del person.honorific[ZH]

    def read_paragraph(self, paragraph: ProseParagraph, awaiting: Passage | None) -> Passage | None:
        """Read a paragraph; return the passage whose words the next one goes on with.

        awaiting: such a passage of the paragraph above.
        """
        above, self.above = self.above, None
        readings = [
            reading
            for sentence in paragraph.sentences
            for reading in read_clauses(sentence, paragraph.language, self.roster)
        ]
        told_at, self.told_at = self.told_at, paragraph.number
        if self._is_picture(paragraph, readings, told_at):
            self.above, self.told_at = above, told_at
            self.draft.account.repetitions.add(paragraph.number)
            return awaiting
        if awaiting and self._is_quoted_below(paragraph, readings):
            self._close(paragraph, Passage(
                awaiting.person, awaiting.session, 0, len(paragraph.text), awaiting.attribution
            ))  # fmt: skip
            return awaiting
        above_text, self.above_text = self.above_text, paragraph.text
        if above and self._is_more_of(above, above_text, paragraph, readings):
            self.above = replace(above, start=0, end=len(paragraph.text))
            self._close(paragraph, self.above)
            return None
        turns = Turns(is_caption(paragraph), above is not None and _goes_on(paragraph, readings))
        if turns.goes_on and self.last:
            self.last.line = paragraph.number
        for sentence, reading in readings:
            self._read_sentence(paragraph, sentence, reading, turns)
        passage = turns.passage
        if passage and not paragraph.text[passage.start :].strip(" ，,：:"):
            return passage
        self._close(paragraph, passage)
        self.above = passage
        return None

    def _is_picture(
        self,
        paragraph: ProseParagraph,
        readings: Sequence[tuple[Sentence, SentenceReading]],
        told_at: int,
    ) -> bool:
        """Tell whether a line names, below a picture, whom the paragraph above it told of last."""
        is_near = self.last is not None and self.last.line == told_at
        if not is_near or not self.last or not is_caption(paragraph) or len(readings) != 1:
            return False
        reading = readings[0][1]
        name = next(iter(self._name_of(self.last.person).values()))
        is_bare = not (reading.acts or reading.saying) and len(reading.mentions) == 1
        return is_bare and paragraph.text.endswith(name)

    def _is_more_of(
        self,
        above: Passage,
        above_text: str,
        paragraph: ProseParagraph,
        readings: Sequence[tuple[Sentence, SentenceReading]],
    ) -> bool:
        """Tell whether a paragraph is nothing but more of the words above it."""
        if self._is_enumerated(paragraph, readings, above):
            return True
        is_spoken_on = _SPOKEN_ON.match(paragraph.text) or not _ENDED.search(above_text)
        return bool(is_spoken_on) and self._is_quoted_below(paragraph, readings)

    def _read_sentence(
        self, paragraph: ProseParagraph, sentence: Sentence, reading: SentenceReading, turns: Turns
    ) -> None:
        self.topic = reading.topic
        self._read_sessions(paragraph, reading)
        speaker = self._read_acts(paragraph, reading)
        passage = turns.passage
        self._warn_of_idle(paragraph, sentence, reading, is_within=passage is not None)
        self._mean(paragraph, reading)
        saying = None if turns.is_caption else reading.saying or self._telling(reading, passage)
        if reading.subjects and not saying and self.is_in_numbered(paragraph):
            self._seat_subjects(paragraph, reading.subjects)
        talker = self.find_talker(paragraph, saying, speaker) if saying else None
        end = sentence.start + len(sentence.text)
        if saying and talker:
            self._read_saying(paragraph, sentence, reading, (saying, talker), turns)
        elif speaker and (passage is None or passage.person != speaker.person):
            self._announce(paragraph, sentence, reading, speaker, turns)
        elif (
            turns.announced
            and not reading.acts
            and (reading.follows or _BEGINS_WORDS.match(sentence.text))
        ):
            turns.passage = self._open(paragraph, turns.announced, None, sentence.start, end)
            turns.announced = None
        elif turns.announced and may_be_words(paragraph, sentence, reading):
            turns.passage = self._open(paragraph, turns.announced, None, sentence.start, end)
            self._doubt(turns.passage, paragraph)
            turns.announced = None
        elif passage and (
            reading.narrates or reading.stranger or self._has_others(reading, passage)
        ):
            self._close(paragraph, passage)
            turns.passage = None
        elif passage:
            passage.end = end
            if not reading.follows and ends_with_words_of_page(paragraph.text[: sentence.start]):
                self._doubt(passage, paragraph)
        elif not turns.announced and _QUOTATION.fullmatch(sentence.text):
            turns.quotation = turns.quotation or sentence

    def _read_saying(
        self,
        paragraph: ProseParagraph,
        sentence: Sentence,
        reading: SentenceReading,
        said_by: tuple[Saying, Speaker],
        turns: Turns,
    ) -> None:
        """Begin somebody's words, or go on with those that the sentence before began."""
        saying, talker = said_by
        end = sentence.start + len(sentence.text)
        if turns.passage and turns.passage.person == talker.person:
            turns.passage.end = end
            return
        self._close(paragraph, turns.passage)
        if turns.goes_on and saying.person is None and sentence.start == 0:
            saying = replace(saying, words=0, is_cut=False)
        start = sentence.start + saying.words
        if turns.quotation:
            start, saying = turns.quotation.start, replace(saying, is_cut=False)
        turns.passage = self._open(paragraph, talker, saying, start, end)
        if turns.passage.attribution and self.draft.has_remarks(
            talker.person, turns.passage.session
        ):
            # Further words of the same speech, told in a sentence of their own.
            turns.passage.start, turns.passage.attribution = sentence.start, {}
        if saying is not reading.saying and reading.tells is Certainty.GUESS:
            self._doubt(turns.passage, paragraph)
        turns.announced = turns.quotation = None

    def _announce(
        self,
        paragraph: ProseParagraph,
        sentence: Sentence,
        reading: SentenceReading,
        speaker: Speaker,
        turns: Turns,
    ) -> None:
        """Await somebody's words, or take what the sentence tells of them for these."""
        self._close(paragraph, turns.passage)
        turns.passage, turns.announced = None, speaker
        is_told = tells_more(sentence, reading, is_latin=paragraph.language == EN)
        speakers = {act.people for act in reading.acts if act.role == "speaker"}
        if is_told and len(speakers) == 1 and not turns.is_caption:
            end = sentence.start + len(sentence.text)
            turns.passage = self._open(paragraph, speaker, None, sentence.start, end)
            turns.announced = None

    def _is_enumerated(
        self,
        paragraph: ProseParagraph,
        readings: Sequence[tuple[Sentence, SentenceReading]],
        above: Passage,
    ) -> bool:
        """Tell whether a paragraph is the next point of a speech, that names nobody else: 二是…."""
        names = set(self._name_of(above.person).values())
        speaks = any(
            reading.acts or any(mention.name not in names for mention in reading.mentions)
            for _sentence, reading in readings
        )
        return bool(_POINT.match(paragraph.text)) and not speaks

    @staticmethod
    def _is_quoted_below(
        paragraph: ProseParagraph, readings: Sequence[tuple[Sentence, SentenceReading]]
    ) -> bool:
        """Tell whether a paragraph goes on with words announced above: … 表示："""
        tells = any(
            reading.narrates or reading.acts or (reading.saying and reading.saying.person)
            for _sentence, reading in readings
        )
        return len(paragraph.text) > LONGEST_HEADING and not tells

    def _mean(self, paragraph: ProseParagraph, reading: SentenceReading) -> None:
        """Remember whom 他 or she in the next sentence means: nobody, where several were named."""
        if reading.topic and (person := self.draft.find_person(reading.topic.name_text)):
            if self.last is None or self.last.person != person.key or reading.topic_kind:
                self.last = Speaker(person.key, reading.topic_kind, paragraph.number)
        elif len(reading.mentions) > 1:
            self.last = None

    def _read_sessions(self, paragraph: ProseParagraph, reading: SentenceReading) -> None:
        for told in reading.sessions:
            self.tell_session(told, paragraph)

    def _read_acts(self, paragraph: ProseParagraph, reading: SentenceReading) -> Speaker | None:
        """Add what people do; return the single one who is announced to speak."""
        speaker = None
        for act in reading.acts:
            keys = [self._person(paragraph, mention) for mention in act.people]
            if act.role and act.role != "attendee":
                self._appear(paragraph, act, keys)
            elif act.role:
                people = zip(keys, act.people, strict=True)
                self.attending += [
                    (key, act.kind, mention, paragraph.number) for key, mention in people
                ]
            if len(keys) == 1:
                is_words = act.role != "attendee" and act.has_words
                kind = act.kind if is_words else ""
                self.last = Speaker(keys[0], kind, paragraph.number, act.attendance)
                if is_words and act.role in {"speaker", "discussant"}:
                    speaker = self.last
        return speaker

    def _seat_subjects(self, paragraph: ProseParagraph, people: Sequence[Mention]) -> None:
        """Let those appear in a numbered session of whom something is told there: a question."""
        for mention in people:
            act, key = Act((mention,), "speaker"), self._person(paragraph, mention)
            if not self.draft.appears(key, self.current):
                self._appear(paragraph, act, [key])
                self._ask_for_session(paragraph, self.current, act, [key])

    def _appear(self, paragraph: ProseParagraph, act: Act, keys: Sequence[str]) -> None:
        session = self.session_of_act(paragraph, act, keys)
        if session is None:
            return
        untitled: Text = {}
        titles = act.speech_titles or (untitled,) * len(keys)
        if act.role == "moderator":
            self._ask_for_second_chair(paragraph, session, keys)
        for key, mention, title in zip(keys, act.people, titles, strict=True):
            if act.role not in {"moderator", "signatory", "witness"} and act.has_words:
                self.spoken[key], self.spoken_at[key] = session, paragraph.number
            self.draft.add_appearance(
                key, session, act.role, mention.titled_as(self.draft.person_of(key).title),
                [paragraph.number], attendance=act.attendance, speech_title=title,
            )  # fmt: skip

    def _person(self, paragraph: ProseParagraph, mention: Mention) -> str:
        """Add whom a sentence names; whether it is a person is asked where nothing tells."""
        is_doubtful = mention.certainty is Certainty.GUESS or (
            mention.name in self.strangers and not (mention.title or mention.honorific)
        )
        is_asked = is_doubtful and not self.draft.find_person(mention.name_text)
        name = self.draft.in_both(mention.name_text)
        lines = [paragraph.number]
        key = self.draft.add_person(name, mention.title_text, lines, mention.honorific_text)
        if is_asked:
            self._ask_name(key, mention, paragraph)
        return key

    def _ask_name(self, key: str, mention: Mention, paragraph: ProseParagraph) -> None:
        path = f"people.{key}.name.{mention.language}"
        self.draft.rate(path, Certainty.GUESS, [paragraph.number], mention.name)

    def find_talker(
        self, paragraph: ProseParagraph, saying: Saying, announced: Speaker | None
    ) -> Speaker | None:
        """Return who speaks in a sentence, None where that cannot be told."""
        if saying.person is None:
            # 他 and she mean somebody of the same paragraph.
            is_near = self.last is not None and self.last.line == paragraph.number
            return announced or (self.last if is_near else None)
        key = self._person(paragraph, saying.person)
        speakers = [speaker for speaker in (announced, self.last) if speaker]
        same = next((speaker for speaker in speakers if speaker.person == key), None)
        kind = saying.kind or (same.kind if same else "")
        self.last = Speaker(key, kind, paragraph.number, saying.attendance)
        return self.last

    def _open(
        self,
        paragraph: ProseParagraph,
        speaker: Speaker,
        saying: Saying | None,
        start: int,
        end: int,
    ) -> Passage:
        session = self.session_of_words(paragraph, speaker, saying)
        verb = {paragraph.language: saying.verb} if saying and saying.is_cut else {}
        return Passage(speaker.person, session, start, end, verb, speaker.attendance)

    def _close(self, paragraph: ProseParagraph, passage: Passage | None) -> None:
        """Add the words of a passage to its speaker's appearance."""
        if passage is None or passage.start >= passage.end:
            return
        text = _CREDIT.sub("", paragraph.text[passage.start : passage.end].strip())
        text = without_words_of_page(text)
        lines = [paragraph.number]
        self.draft.account.fields.update(lines)
        if self._tells_nothing(passage.person, text):
            is_told = self.draft.appears(passage.person, passage.session)
            facts = {}
        else:
            facts = {"remarks": {paragraph.language: text}, "attribution": passage.attribution}
            place = (passage.person, passage.session, facts["remarks"], lines, passage.attribution)
            is_told = any(
                self.draft.append_remarks(*place, is_moderator=chairs) for chairs in (False, True)
            )
        if not is_told:
            title = self.draft.person_of(passage.person).title
            self.draft.add_appearance(
                passage.person, passage.session, "speaker", title, lines,
                attendance=passage.attendance, **facts,
            )  # fmt: skip

    def _tells_nothing(self, person: str, text: str) -> bool:
        """Tell whether no more is told than that somebody spoke: 某局局长林岚介绍了有关情况。"""
        speaker = self.draft.person_of(person)
        title, name = speaker.title.get(ZH, ""), speaker.name.get(ZH, "")
        return bool(_TOLD_OF.fullmatch(text.removeprefix(title).removeprefix(name)))

    def _telling(self, reading: SentenceReading, passage: Passage | None) -> Saying | None:
        """Take a sentence that begins with somebody whose words it tells for those words."""
        if not reading.topic or reading.acts:
            return None
        person = self.draft.find_person(reading.topic.name_text)
        if passage and person and person.key == passage.person:
            return None
        has_spoken = passage is not None and person is not None and person.key in self.spoken
        is_told = has_spoken or (reading.tells and self.takes_tellings)
        return Saying(reading.topic, 0, "", is_cut=False) if is_told else None

    def _doubt(self, passage: Passage, paragraph: ProseParagraph) -> None:
        """Ask whether a passage is what somebody said: no verb that is known says so."""
        path = f"appearances.{passage.person}.{passage.session}.speaker.remarks"
        self.draft.rate(path, Certainty.GUESS, [paragraph.number], self._name_of(passage.person))

    def _has_others(self, reading: SentenceReading, passage: Passage) -> bool:
        """Tell whether a sentence acts or speaks of people other than whose words these are."""
        names = set(self.draft.person_of(passage.person).name.values())
        first = [mention for mention in reading.mentions[:1] if mention.start == 0]
        leading = filter(None, (reading.topic, *first))
        others = [mention for mention in leading if mention.title or mention.honorific]
        others += [mention for act in reading.acts for mention in act.people]
        if reading.saying and reading.saying.person:
            others.append(reading.saying.person)
        return any(mention.name not in names for mention in others)

    def _warn_of_idle(
        self,
        paragraph: ProseParagraph,
        sentence: Sentence,
        reading: SentenceReading,
        *,
        is_within: bool,
    ) -> None:
        """Name people of whom a sentence does not say anything that is understood.

        is_within: it goes on with somebody's words.
        """
        if reading.stranger:
            self.draft.notebook.warn(
                "not_understood", reading.stranger, [paragraph.number], text=sentence.text[:60]
            )
        if len(reading.mentions) == 1 and reading.mentions[0].title:
            mention = reading.mentions[0]
            if mention.end - mention.start >= len(paragraph.text.strip(" 。.")):
                self.bare_people.add(paragraph.number)
        meant = self._name_of(self.last.person) if self.last else {}
        warn_of_absent(self.draft, reading, sentence.text, paragraph.number, meant)
        active = {mention for act in reading.acts for mention in act.people}
        if reading.saying and reading.saying.person:
            active.add(reading.saying.person)
        for mention in reading.mentions:
            is_new = (mention.title or mention.honorific) and self.draft.find_person(
                mention.name_text
            ) is None
            # Of whom somebody speaks took no part: 林岚指出，某局局长高岩听取了汇报。
            is_spoken_of = is_within and not reading.acts and mention.start > 0
            # The author of a work that is spoken of: 林岚评述了诗人高岩《海塘》.
            is_spoken_of |= mention.start > 0 and sentence.text.startswith("《", mention.end)
            if is_new and not is_spoken_of and mention not in {*active, *reading.absent}:
                self._propose(paragraph, mention)
        for entry in find_unnamed_entries(sentence.text, reading.mentions):
            self.draft.notebook.warn("not_understood", entry, [paragraph.number], text=entry)

    def _propose(self, paragraph: ProseParagraph, mention: Mention) -> None:
        """Add somebody of whom nothing is told here that is understood."""
        is_told = paragraph.number in self.draft.account.fields
        key = self._person(paragraph, mention)
        if not is_told:
            self.asked.add(paragraph.number)
        self.idle.setdefault(key, paragraph.number)

    def ask_for_idle(self) -> None:
        """Ask whether those took part of whom nothing further is told either."""
        appearing = {appearance.person for appearance in self.draft.appearances}
        for key, line in self.idle.items():
            if key not in appearing:
                path = f"people.{key}.part"
                self.draft.rate(path, Certainty.GUESS, [line], self._name_of(key))


def _goes_on(
    paragraph: ProseParagraph, readings: Sequence[tuple[Sentence, SentenceReading]]
) -> bool:
    """Tell whether a paragraph begins with more of what the paragraph above was about."""
    saying = readings[0][1].saying if readings else None
    is_nobodys = saying is not None and saying.person is None
    return is_nobodys or bool(_GOES_ON_ABOVE.match(paragraph.text))

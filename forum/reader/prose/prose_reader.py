"""Reads prose, paragraph by paragraph: who spoke, moderated, signed, and what they said."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import ClassVar, Final

from forum.reader.event_record import EN, ZH, Text
from forum.reader.prose.acts import Act, Saying, SentenceReading
from forum.reader.prose.acts_en import read_sentence_en
from forum.reader.prose.acts_zh import find_speaking_zh, read_sentence_zh
from forum.reader.prose.mentions import Mention, Roster
from forum.reader.prose.people_en import find_mentions_en
from forum.reader.prose.people_zh import find_mentions_zh
from forum.reader.prose.sentences import ProseParagraph, Sentence
from forum.reader.reading import Certainty
from forum.reader.record_draft import PersonDraft, RecordDraft
from forum.reader.shapes.record import texts
from forum.reader.shapes.record.name_forms import is_name_zh
from forum.reader.vocabulary import prose_zh

_LONGEST_HEADING: Final = 40
_SHORTEST_ADDITION: Final = 12
# A point of a speech that paragraphs of their own go on with; 他表示: whoever spoke above.
_POINT: Final = re.compile(
    "(?:[一二三四五六七八九十][是要]|第[一二三四五六七八九十][，,]|其[一二三四五][，,]|(?:First|Second|Third|Fourth|Finally|Lastly)(?:ly)?,\\s)"
)
# How somebody's words go on in a paragraph that names nobody: 要加强监测; we must.
_SPOKEN_ON: Final = re.compile(
    "(?:要(?![点闻])|我们|我(?![校院市省区县国司会所])|必须|应当|希望|切实|进一步|既要|只有|(?:We|Our|I)\\s)"
)
# What says of a paragraph that it tells of the beginning.
_OPENS: Final = re.compile(r"开幕|开场|首先|欢迎|\b(?:open(?:ed|ing)?|welcom\w+)\b", re.IGNORECASE)
_ENDED: Final = re.compile("[。！？!?.…][”’」』）)]*$")
_GOES_ON_ABOVE: Final = re.compile("[他她](?!们)|(?:He|She)\\s")
_SPEECH_BEHIND: Final = re.compile(
    r"[,\s]*(?:(?:and|in\s+which|where|during\s+which|to)\b|\w+ing\b|[:“])"
)
_ADDRESS: Final = re.compile("致(?:欢迎|开幕|贺|闭幕)?[辞词]。$|讲话。$")
_CROWD_BEHIND: Final = re.compile(prose_zh.CROWD_BEHIND)
# What is still to come has not been said: will deliver the opening address.
_PLANNED: Final = re.compile(r"\bwill\b")
# “The words of whoever was announced go on: no term that a sentence begins with.
_BEGINS_WORDS: Final = re.compile("[“「][^”」]{16,}")
_TOLD_OF: Final = re.compile(prose_zh.TOLD_OF)
_QUOTATION: Final = re.compile("“[^“”]{4,}”")
_SCHOLAR: Final = re.compile("教授|研究员|院士|博士|讲师|学者")
_OFFICIAL: Final = re.compile("(?<![组班])长|书记|主席|主任|委员|代表|负责人|理事|会员|主持")
_HAS_TALKS: Final = re.compile("(?:主旨|主题|专题|学术|特邀|大会)(?:报告|演讲|会(?!议))|作了?报告")
# What stands behind a name and is no post.
_ADDRESSES: Final = re.compile("先生|女士|阁下|博士|同志|小姐|老师|同学")
# Who wrote the news, behind its last words: （潮汐局供稿）
_CREDIT: Final = re.compile(
    "[（(](?:(?:(?:综合|转)自|来源[:：])[^（）()。]{2,40}|[^（）()。]{2,40}(?:供稿|供图|报道|撰稿|[^拍]摄))[)）]$"
)
# 林岚、返乡青年乜小棉等: somebody whose name was not told from the words before it
_JOINED_ENTRY: Final = re.compile(
    "、(?P<entry>[\u3400-\u9fff·]{4,24}?)(?<!代表)(?<!负责人)(?<!学者)(?<!嘉宾)(?<!专家)(?<!师生)(?<!同志)"
    "(?=、|等|，|和[\u3400-\u9fff]|参加|出席|参与|围绕|分别|$)"
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


@dataclass(slots=True)
class Speaker:
    """Whoever was meant last. kind: of the session, "" where nothing says it. line: where."""

    person: str
    kind: str
    line: int
    attendance: str | None = None


def read_sentence(sentence: Sentence, language: str, roster: Roster) -> SentenceReading:
    """Return what a sentence of either language says."""
    if not sentence.is_readable:
        return SentenceReading()
    read = read_sentence_en if language == EN else read_sentence_zh
    return read(sentence.text, roster)


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
    find = find_mentions_en if language == EN else find_mentions_zh
    return find(text, roster)


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
class ProseReader:
    """Reads paragraphs in their order; keeps who was meant last, for 他 and she."""

    # Whether a sentence that begins with a person tells what she or he said, whatever its verb.
    takes_tellings: ClassVar[bool] = False

    draft: RecordDraft
    paragraphs: Sequence[ProseParagraph]
    roster: Roster = field(default_factory=Roster)
    last: Speaker | None = None
    sessions: dict[str, str] = field(default_factory=dict)
    # The person whom the sentence that is being read begins with.
    topic: Mention | None = None
    # The session that the text told of last.
    current: str = ""
    # Person -> the session where she or he spoke last, and the line that says so.
    spoken: dict[str, str] = field(default_factory=dict)
    spoken_at: dict[str, int] = field(default_factory=dict)
    # The session that the text said it went on with last, and where.
    turned_at: tuple[str, int] = ("", 0)
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

    def meet_everybody(self, paragraphs: Sequence[ProseParagraph]) -> None:
        """Remember whom any sentence names with a title, for those that name nobody so."""
        for paragraph in paragraphs:
            for sentence in paragraph.sentences:
                reading = read_sentence(sentence, paragraph.language, Roster())
                self.roster.add(reading.mentions, paragraph.number)
                strangers = {reading.stranger} if is_name_zh(reading.stranger) else set()
                if paragraph.language == ZH and sentence.is_readable:
                    strangers |= set(find_speaking_zh(sentence.text))
                self.strangers |= strangers
                self.roster.add(Mention(0, 0, name, ZH) for name in sorted(strangers))

    def seat_attending(self) -> None:
        """Let those who were there and did nothing else appear in the session that names them.

        Who attended the whole event may have sat in its opening, or in the only session that is
        told of, as who attended one that nothing else tells of: which it was is asked for.
        """
        appearing = {appearance.person for appearance in self.draft.appearances}
        for key, kind, mention, line in self.attending:
            only = self.draft.sessions[0].key if len(self.draft.sessions) == 1 else ""
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
                title.get(language, "").startswith(f"{text} ")  # Minister; Minister for Ports
                for language, text in person.title.items()
            )
            if title and (is_short or not person.title):
                self.draft.retitle(person, title, line)
                if line in self.bare_people:
                    self.draft.account.fields.add(line)
            self._title_by_rank(person)

    def _title_by_rank(self, person: PersonDraft) -> None:
        """Take the post behind a Chinese name for the title where no line gives another."""
        rank = person.honorific.get(ZH, "")
        if rank and not person.title and not _ADDRESSES.fullmatch(rank):
            self.draft.retitle(person, {ZH: rank}, min(person.lines))
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
        turns = Turns(_is_caption(paragraph), above is not None and _goes_on(paragraph, readings))
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
        if not is_near or not self.last or not _is_caption(paragraph) or len(readings) != 1:
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
        talker = self.find_talker(paragraph, saying, speaker) if saying else None
        end = sentence.start + len(sentence.text)
        if saying and talker:
            self._read_saying(paragraph, sentence, reading, (saying, talker), turns)
        elif speaker and (passage is None or passage.person != speaker.person):
            self._announce(paragraph, sentence, reading, speaker, turns)
        elif turns.announced and (reading.follows or _BEGINS_WORDS.match(sentence.text)):
            turns.passage = self._open(paragraph, turns.announced, None, sentence.start, end)
            turns.announced = None
        elif turns.announced and _may_be_words(paragraph, sentence, reading):
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
        tells_more = _tells_more(sentence, reading, is_latin=paragraph.language == EN)
        if tells_more and not turns.is_caption:
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
        return len(paragraph.text) > _LONGEST_HEADING and not tells

    def _mean(self, paragraph: ProseParagraph, reading: SentenceReading) -> None:
        """Remember whom 他 or she in the next sentence means: nobody, where several were named."""
        if reading.topic and (person := self.draft.find_person(reading.topic.name_text)):
            if self.last is None or self.last.person != person.key or reading.topic_kind:
                self.last = Speaker(person.key, reading.topic_kind, paragraph.number)
        elif len(reading.mentions) > 1:
            self.last = None

    def _read_sessions(self, paragraph: ProseParagraph, reading: SentenceReading) -> None:
        for kind, title in reading.sessions:
            self.turned_at = self._session(kind, paragraph, title), paragraph.number

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
                key, session, act.role, mention.title_text or self.draft.person_of(key).title,
                [paragraph.number], attendance=act.attendance, speech_title=title,
            )  # fmt: skip

    def _ask_for_second_chair(
        self, paragraph: ProseParagraph, session: str, keys: Sequence[str]
    ) -> None:
        """Ask which session somebody chairs where another sentence names another chair of it."""
        has_chair = any(
            appearance.session == session
            and appearance.role == "moderator"
            and appearance.person not in keys
            and paragraph.number not in appearance.lines
            for appearance in self.draft.appearances
        )
        for key in keys if has_chair else ():
            path = f"appearances.{key}.{session}.moderator.session"
            self.draft.rate(path, Certainty.GUESS, [paragraph.number], self._name_of(key))

    def session_of_act(
        self, paragraph: ProseParagraph, act: Act, keys: Sequence[str]
    ) -> str | None:
        if act.forum and not self._is_event(act.forum):
            return self._forum(act.forum, paragraph)
        if act.kind == "discussion" and (kind := self._kind_in(paragraph)):
            return self._session(kind, paragraph, act.session_title)
        if act.kind and act.kind != "whole":
            above = self.current
            session = self._session(act.kind, paragraph, act.session_title)
            if act.kind == "opening" and above not in {"", session}:
                self._ask_for_late_opening(paragraph, session, act, keys)
            if act.kind == "award":
                self.current = above  # what is told next is no part of it
                self._ask_for_session(paragraph, session, act, keys)
            if act.heading:
                self.draft.set_session_heading(session, {paragraph.language: act.heading})
            return session
        # Which session it was, the sentence does not say: the one told of before, else that
        # which a whole event opens with.
        is_here = act.usual == "current" and self._is_told_in(paragraph)
        usual = act.usual if act.usual != "current" else ""
        kind = usual or ("keynote" if act.role == "speaker" else "opening")
        is_after_opening = self.current and self.current != self.sessions.get("opening")
        goes_on = is_after_opening and (
            act.role == "speaker"
            or (act.role == "moderator" and not act.kind and self._is_told_in(paragraph))
        )
        session = self.current if goes_on or is_here else self._session(kind, paragraph)
        self._ask_for_session(paragraph, session, act, keys)
        return session

    def _ask_for_session(
        self, paragraph: ProseParagraph, session: str, act: Act, keys: Sequence[str]
    ) -> None:
        for key in keys:
            path = f"appearances.{key}.{session}.{act.role}.session"
            self.draft.rate(path, Certainty.GUESS, [paragraph.number], self._name_of(key))

    def _ask_for_late_opening(
        self, paragraph: ProseParagraph, session: str, act: Act, keys: Sequence[str]
    ) -> None:
        """Ask for those of an opening who are told of behind other sessions: 最后，林岚致辞。"""
        if not _OPENS.search(paragraph.text):
            self._ask_for_session(paragraph, session, act, keys)

    def _is_event(self, name: str) -> bool:
        """Tell whether a meeting is the event itself, or whether nothing says which it is."""
        titles = [texts.bare(title) for title in self.draft.facts.get("title", {}).values()]
        return not titles or any(texts.bare(name) in title for title in titles)

    def _forum(self, name: str, paragraph: ProseParagraph) -> str:
        """Return the session of a meeting beside the others, by its name."""
        if name not in self.sessions:
            self.sessions[name] = self.draft.add_session(
                "other", lines=[paragraph.number], heading={paragraph.language: name}
            )
        self.current = self.sessions[name]
        return self.sessions[name]

    def _is_told_in(self, paragraph: ProseParagraph) -> bool:
        """Tell whether a paragraph has told of the session that the text is at."""
        tells = any(
            session.key == self.current and paragraph.number in session.lines
            for session in self.draft.sessions
        )
        return tells or any(
            appearance.session == self.current and paragraph.number in appearance.lines
            for appearance in self.draft.appearances
        )

    def _kind_in(self, paragraph: ProseParagraph) -> str:
        """Return the round table or dialogue that a paragraph tells of, "" for none."""
        kinds = (
            session.kind for session in self.draft.sessions if paragraph.number in session.lines
        )
        return next((kind for kind in kinds if kind in {"roundtable", "dialogue"}), "")

    def _session(self, kind: str, paragraph: ProseParagraph, title: Text | None = None) -> str:
        """Return the session of a kind, which a release has once."""
        if kind not in self.sessions:
            self.sessions[kind] = self.draft.add_session(
                kind, lines=[paragraph.number], title=title or {}
            )
        elif title:
            self.draft.set_session_title(self.sessions[kind], title)
        self.current = self.sessions[kind]
        return self.sessions[kind]

    def _person(self, paragraph: ProseParagraph, mention: Mention) -> str:
        """Add whom a sentence names; whether it is a person is asked where nothing tells."""
        is_doubtful = mention.certainty is Certainty.GUESS or (
            mention.name in self.strangers and not (mention.title or mention.honorific)
        )
        is_asked = is_doubtful and not self.draft.find_person(mention.name_text)
        key = self.draft.add_person(
            mention.name_text, mention.title_text, [paragraph.number], mention.honorific_text
        )
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

    def session_of_words(
        self, paragraph: ProseParagraph, speaker: Speaker, saying: Saying | None
    ) -> str:
        """Return where somebody speaks: by the sentence's words, else by what was told before."""
        kind = saying.kind if saying else ""
        if kind:
            return self._session(kind, paragraph)
        if speaker.person in self.spoken and not self._has_turned(speaker.person):
            return self.spoken[speaker.person]
        if speaker.kind and speaker.kind != "whole":
            return self._session(speaker.kind, paragraph)
        if self._lectures(paragraph, speaker):
            session = self._session("keynote", paragraph)
        else:
            session = self.current or self._session("opening", paragraph)
        self.spoken[speaker.person], self.spoken_at[speaker.person] = session, paragraph.number
        if self.draft.is_moderator(speaker.person, session):
            return session  # which session it is, was asked there
        path = f"appearances.{speaker.person}.{session}.speaker.session"
        self.draft.rate(path, Certainty.GUESS, [paragraph.number], self._name_of(speaker.person))
        return session

    def _lectures(self, paragraph: ProseParagraph, speaker: Speaker) -> bool:
        """Tell whether a scholar speaks behind an opening, and not in the paragraph that tells it.

        林岚教授从潮汐的视角…: a talk, though no word calls it one.
        """
        person = self.draft.person_of(speaker.person)
        post = f"{person.title.get(ZH, '')}{person.honorific.get(ZH, '')}"
        is_scholar = _SCHOLAR.search(post) and not _OFFICIAL.search(post)
        is_at_opening = self.current and self.current == self.sessions.get("opening")
        if not is_scholar or not is_at_opening or self._is_told_in(paragraph):
            return False
        return any(_HAS_TALKS.search(above.text) for above in self.paragraphs)

    def _has_turned(self, person: str) -> bool:
        """Tell whether the text went on with a later session since somebody spoke."""
        session, line = self.turned_at
        return session == self.current and line > self.spoken_at.get(person, line)

    def _close(self, paragraph: ProseParagraph, passage: Passage | None) -> None:
        """Add the words of a passage to its speaker's appearance."""
        if passage is None or passage.start >= passage.end:
            return
        text = _CREDIT.sub("", paragraph.text[passage.start : passage.end].strip())
        remarks = {paragraph.language: text}
        lines = [paragraph.number]
        self.draft.account.fields.update(lines)
        if self._tells_nothing(passage.person, text):
            if not self.draft.appears(passage.person, passage.session):
                self.draft.add_appearance(
                    passage.person, passage.session, "speaker",
                    self.draft.person_of(passage.person).title, lines,
                    attendance=passage.attendance,
                )  # fmt: skip
            return
        place = (passage.person, passage.session, remarks, lines, passage.attribution)
        is_told = self.draft.append_remarks(*place) or self.draft.append_remarks(
            *place, is_moderator=True
        )
        if not is_told:
            person = self.draft.person_of(passage.person)
            self.draft.add_appearance(
                passage.person, passage.session, "speaker", person.title, lines,
                remarks=remarks, attribution=passage.attribution, attendance=passage.attendance,
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
        others = [mention for act in reading.acts for mention in act.people]
        if reading.topic and (reading.topic.title or reading.topic.honorific):
            others.append(reading.topic)
        if reading.saying and reading.saying.person:
            others.append(reading.saying.person)
        first = reading.mentions[0] if reading.mentions else None
        if first and first.start == 0 and (first.title or first.honorific):
            others.append(first)
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
        active = {mention for act in reading.acts for mention in act.people}
        if reading.saying and reading.saying.person:
            active.add(reading.saying.person)
        for mention in reading.mentions:
            is_new = (mention.title or mention.honorific) and self.draft.find_person(
                mention.name_text
            ) is None
            # Of whom somebody speaks took no part: 林岚指出，某局局长高岩听取了汇报。
            is_spoken_of = is_within and not reading.acts and mention.start > 0
            if mention not in active and is_new and not is_spoken_of:
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

    def _name_of(self, key: str) -> Text:
        return self.draft.person_of(key).name


def find_unnamed_entries(text: str, mentions: Sequence[Mention]) -> Iterator[str]:
    """Yield what a Chinese list of people joins to somebody, and in which nobody was recognized."""
    for mention in mentions:
        joined = _JOINED_ENTRY.match(text, mention.end)
        if joined and not any(
            joined.start() < further.end and further.start < joined.end() for further in mentions
            if further is not mention
        ):  # fmt: skip
            yield joined["entry"]


def _goes_on(
    paragraph: ProseParagraph, readings: Sequence[tuple[Sentence, SentenceReading]]
) -> bool:
    """Tell whether a paragraph begins with more of what the paragraph above was about."""
    saying = readings[0][1].saying if readings else None
    is_nobodys = saying is not None and saying.person is None
    return is_nobodys or bool(_GOES_ON_ABOVE.match(paragraph.text))


def _is_caption(paragraph: ProseParagraph) -> bool:
    """Tell whether a line stands below a picture: it tells who does what, in no sentence."""
    text = paragraph.text
    return len(text) <= _LONGEST_HEADING and not re.search("[。！？!?.：:”’」]$|[，；]", text)


def _may_be_words(paragraph: ProseParagraph, sentence: Sentence, reading: SentenceReading) -> bool:
    """Tell whether a sentence may be what somebody said: 林岚在会上致辞。海塘…, of nobody else."""
    first = paragraph.sentences[0]
    is_behind = paragraph.language == ZH and first.start + len(first.text) == sentence.start
    is_short = len(first.text) <= _LONGEST_HEADING and bool(_ADDRESS.search(first.text))
    is_of_others = reading.narrates or reading.mentions or reading.acts or reading.sessions
    return is_behind and is_short and not is_of_others and not reading.stranger


def _tells_more(sentence: Sentence, reading: SentenceReading, *, is_latin: bool) -> bool:
    """Tell whether a sentence goes on behind the announcement of a speech with what was said."""
    end = max(act.end for act in reading.acts)
    if any(act.people and act.people[-1].end == act.end for act in reading.acts):
        return False  # opened by …, with a panel behind: nothing of that is the speaker's
    rest = sentence.text[end:]
    if _CROWD_BEHIND.match(rest):
        return False  # 林岚致辞，各界代表参加了会议
    if is_latin and (_PLANNED.search(sentence.text, 0, end) or not _SPEECH_BEHIND.match(rest)):
        return False  # opened a workshop on tides: what it was about
    has_others = any(mention.name_start >= end for mention in reading.mentions)
    return len(sentence.text) - end > _SHORTEST_ADDITION and not has_others

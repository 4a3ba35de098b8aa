"""In which session somebody acts or speaks: by the sentence's words, else by what was told."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from forum.reader.event_record import EN, ZH, Text
from forum.reader.prose.acts import Act, Saying, ToldSession
from forum.reader.prose.numbered_sessions import NumberedSeries, day_in, series_of
from forum.reader.prose.sentences import ProseParagraph
from forum.reader.prose.sessions_zh import are_apart
from forum.reader.reading import Certainty
from forum.reader.record_draft import RecordDraft
from forum.reader.shapes.record import texts
from forum.reader.vocabulary.roles import DISCUSSED

# What says of a paragraph that it tells of the beginning.
_OPENS: Final = re.compile(r"开幕|开场|首先|欢迎|\b(?:open(?:ed|ing)?|welcom\w+)\b", re.IGNORECASE)
_OPENING: Final = re.compile(r"开幕|开场|启动|\bopen", re.IGNORECASE)
_ADDRESS: Final = re.compile("致[辞词]")
_OTHER_SESSIONS: Final = re.compile(
    r"\b(?:open(?:ing|ed)|clos(?:ing|ed)|keynotes?|sessions|panels|awards?|workshops?|"
    r"(?:first|second)\s+(?:session|panel))\b",
    re.IGNORECASE,
)
_DISCUSSIONS: Final = {
    "roundtable": re.compile(r"\bround\s?-?table\b", re.IGNORECASE),
    "discussion": re.compile(r"\bpanel(?:l?ists?)?\b", re.IGNORECASE),
}
_SCHOLAR: Final = re.compile("教授|研究员|院士|博士|讲师|学者")
_OFFICIAL: Final = re.compile("(?<![组班])长|书记|主席|主任|委员|代表|负责人|理事|会员|主持")
_HAS_TALKS: Final = re.compile("(?:主旨|主题|专题|学术|特邀|大会)(?:报告|演讲|会(?!议))|作了?报告")


# Kinds of what is done in a numbered session, where words of its own name one. Who chairs the
# forum itself, or all of a conference, is told of beside it, and chairs no session of its own.
_OF_NUMBERED: Final = frozenset({"", "keynote", "discussion"})


@dataclass(slots=True)
class Speaker:
    """Whoever was meant last. kind: of the session, "" where nothing says it. line: where."""

    person: str
    kind: str
    line: int
    attendance: str | None = None


@dataclass(slots=True)
class SessionSeats:
    """The sessions that a text tells of, in its order, and who was told to be in which."""

    draft: RecordDraft
    paragraphs: Sequence[ProseParagraph]
    sessions: dict[str, str] = field(default_factory=dict)
    # The session that the text told of last; and the one of the section, where there are such.
    current: str = ""
    section: str | None = None
    # Person -> the session where she or he spoke last, and the line that says so.
    spoken: dict[str, str] = field(default_factory=dict)
    spoken_at: dict[str, int] = field(default_factory=dict)
    # The session that the text said it went on with last, and where.
    turned_at: tuple[str, int] = ("", 0)
    # The numbered session that a paragraph began to tell of last, and that paragraph.
    numbered_at: tuple[str, int] = ("", 0)
    # Sessions that are several, told of as one, or may be.
    several: set[str] = field(default_factory=set)
    # The sessions that the text tells apart by name, in its order, by what numbers them.
    named: dict[str, list[tuple[NumberedSeries, str]]] = field(default_factory=dict)
    # Paragraph -> the day that the text was on there.
    days: dict[int, str] = field(default_factory=dict)
    # What the whole text is of, once it was asked: roundtable, discussion, "" for no one session.
    kind_of_all: str | None = None

    def tell_session(self, told: ToldSession, paragraph: ProseParagraph) -> None:
        """Go on with a session that a text tells of; one with a number is the section's."""
        if told.is_numbered and self.section:
            return
        if told.is_numbered and self.draft.facts.get("title") and self._is_event(told.heading):
            return  # the second workshop on tides was held in …: all of it
        if told.is_numbered:
            session = self._forum(told.heading, paragraph, told.kind, takes_over=told.is_part)
            self.draft.set_session_title(session, told.title)
            self.numbered_at = session, paragraph.number
            if told.is_asked:
                path = f"sessions.{session}.heading.{paragraph.language}"
                self.draft.rate(path, Certainty.GUESS, [paragraph.number], told.heading)
        else:
            session = self._session(told.kind, paragraph, told.title)
            if told.heading:
                self.draft.set_session_heading(session, {paragraph.language: told.heading})
        self.several |= {session} if told.is_several else set()
        self.turned_at = session, paragraph.number

    def is_in_numbered(self, paragraph: ProseParagraph) -> bool:
        """Tell whether a paragraph is at a numbered session that it has begun to tell of."""
        return self.numbered_at == (self.current, paragraph.number)

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
        self.several |= {session} if has_chair else set()

    def session_of_act(
        self, paragraph: ProseParagraph, act: Act, keys: Sequence[str]
    ) -> str | None:
        if act.forum and not self._is_event(act.forum):
            session = self._forum(act.forum, paragraph)
            if session in self.several:
                self._ask_for_session(paragraph, session, act, keys)
            return session
        if self.is_in_numbered(paragraph) and act.kind in _OF_NUMBERED:
            is_amid = act.kind == "keynote" and self._kind_of_current() in DISCUSSED
            if is_amid or self.current in self.several:
                # A talk amid a discussion is of its own speakers, or of the conference's.
                self._ask_for_session(paragraph, self.current, act, keys)
            return self.current
        if act.kind == "opening" and self._closes(paragraph):
            return self._session("closing", paragraph)
        if act.kind == "discussion" and (kind := self._kind_in(paragraph)):
            return self._session(kind, paragraph, act.session_title)
        if act.kind == "keynote" and are_apart(act.heading, self._name_of_talks(paragraph)):
            return self._forum(act.heading, paragraph)
        if act.kind and act.kind != "whole":
            above = self.current
            session = self._session(act.kind, paragraph, act.session_title)
            if session in self.several:
                self._ask_for_session(paragraph, session, act, keys)
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
        is_here = act.usual == "current" and bool(self.current)
        usual = "opening" if act.usual == "current" else act.usual
        kind = usual or ("keynote" if act.role == "speaker" else "opening")
        if act.role == "moderator" and paragraph.language == EN:
            kind = self._kind_of_all() or kind
        is_after_opening = self.current and self.current != self.sessions.get("opening")
        goes_on = is_after_opening and (
            act.role in {"speaker", "discussant"}
            or (act.role == "moderator" and not act.kind and self._is_told_in(paragraph))
        )
        session = self.current if goes_on or is_here else self._session(kind, paragraph)
        self._ask_for_session(paragraph, session, act, keys)
        return session

    def _kind_of_all(self) -> str:
        """Return the kind of the one session of a text in English, "" if it is no discussion."""
        if self.kind_of_all is None:
            told = "\n".join(paragraph.text for paragraph in self.paragraphs)
            kinds = _discussions_in(told)
            called = self._discussions_called()
            if called or _OTHER_SESSIONS.search(told):
                kinds = called  # what the event is called by, whatever else its words name
            self.kind_of_all = kinds[0] if kinds else ""
        return self.kind_of_all

    def _discussions_called(self) -> list[str]:
        """Return the kinds of discussion that the event is called by: Tide Panel."""
        return _discussions_in("\n".join(self.draft.facts.get("title", {}).values()))

    def name_addresses(self) -> None:
        """Call an opening what the text calls it where that says nowhere that it was one: 致辞."""
        opening = self.sessions.get("opening", "")
        if not opening or any(_OPENING.search(paragraph.text) for paragraph in self.paragraphs):
            return
        lines = self.draft.session_of(opening).lines
        texts_of_it = (told.text for told in self.paragraphs if told.number in lines)
        if address := next(filter(None, map(_ADDRESS.search, texts_of_it)), None):
            self.draft.set_session_heading(opening, {ZH: address[0]})

    def _ask_for_session(
        self, paragraph: ProseParagraph, session: str, act: Act, keys: Sequence[str]
    ) -> None:
        if self.draft.session_of(session).kind in self._discussions_called():
            return  # the event itself
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

    def _forum(
        self,
        name: str,
        paragraph: ProseParagraph,
        kind: str = "other",
        *,
        takes_over: bool = False,
    ) -> str:
        """Return the session of a meeting beside the others, by its name.

        takes_over: it is the one of its kind that was told of without a name: 林岚在交流中表示.
        """
        series = series_of(name, self._day_of(paragraph))
        named = self.named.setdefault(series.number, [])
        session = self._same_series(series, paragraph)
        unnamed = self.sessions.get(kind, "") if takes_over and not session else ""
        if unnamed and not self.draft.is_named(unnamed):
            self.draft.set_session_heading(unnamed, {paragraph.language: name})
            session = unnamed
            named.append((series, session))
        elif not session:
            is_again = any(series.may_be(other) for other, _session in named)
            session = self.draft.add_session(
                kind, lines=[paragraph.number], heading={paragraph.language: name}
            )
            if is_again:  # that it is another day's, no more than the day says
                path = f"sessions.{session}.heading.{paragraph.language}"
                self.draft.rate(path, Certainty.GUESS, [paragraph.number], name)
            named.append((series, session))
        self.current = session
        return session

    def _same_series(self, series: NumberedSeries, paragraph: ProseParagraph) -> str:
        """Return the session that was told of by such a name before, "" for none.

        A first session that another day is said to have is not the first day's.
        """
        own = day_in(paragraph.sentences[0].text) if paragraph.sentences else ""
        is_of_day = bool(own) and series.is_ordinal
        has_days = not own.isdigit()  # on the second day: there was a first
        same = [
            (other, session)
            for other, session in self.named[series.number]
            if series.may_be(other)
            and not (is_of_day and other.day != own and (other.day or has_days))
        ]
        today = [session for other, session in same if other.day == series.day]
        sessions = dict.fromkeys(today or [session for _other, session in same])
        if len(sessions) > 1:  # 第二场, of several kinds
            self.several.add(next(reversed(sessions)))
        return next(reversed(sessions), "")

    def _day_of(self, paragraph: ProseParagraph) -> str:
        """Return the day that the text was on last, "" for none."""
        if not self.days:
            day = ""
            for told in self.paragraphs:
                day = (day_in(told.sentences[0].text) if told.sentences else "") or day
                self.days[told.number] = day
        return self.days.get(paragraph.number, "")

    def _closes(self, paragraph: ProseParagraph) -> bool:
        """Tell whether a paragraph is at the closing: 闭幕式上，林岚总结，王芳致感谢辞。"""
        is_closing = self.current and self.current == self.sessions.get("closing")
        return bool(is_closing and self._is_told_in(paragraph)) and not _OPENING.search(
            paragraph.text
        )

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

    def _kind_of_current(self) -> str:
        return self.draft.session_of(self.current).kind if self.current else ""

    def _name_of_talks(self, paragraph: ProseParagraph) -> str:
        """Return what the talks told of before are called, "" for no name or none."""
        session = self.sessions.get("keynote")
        heading = self.draft.session_of(session).heading if session else {}
        return heading.get(paragraph.language) or ""

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

    def session_of_words(
        self, paragraph: ProseParagraph, speaker: Speaker, saying: Saying | None
    ) -> str:
        """Return where somebody speaks: by the sentence's words, else by what was told before."""
        kind = saying.kind if saying else ""
        if kind:
            is_discussed = self._kind_of_current() in DISCUSSED
            sums_up = kind == "closing" and is_discussed and "总结发言" in paragraph.text
            session = self._session(kind, paragraph)
            if sums_up:  # the event, or what was discussed
                self._ask_for_session(paragraph, session, Act((), "speaker"), [speaker.person])
            return session
        if speaker.person in self.spoken and not self._has_turned(speaker.person):
            return self.spoken[speaker.person]
        if speaker.kind and speaker.kind != "whole":
            return self._session(speaker.kind, paragraph)
        if self._lectures(paragraph, speaker):
            session = self._session("keynote", paragraph)
        else:
            usual = [*self._discussions_called(), "opening"][0]
            session = self.current or self._session(usual, paragraph)
        self.spoken[speaker.person], self.spoken_at[speaker.person] = session, paragraph.number
        if self.draft.is_moderator(speaker.person, session):
            return session  # which session it is, was asked there
        if self.is_in_numbered(paragraph) and self.draft.appears(speaker.person, session):
            return session  # others of the paragraph may have spoken to the press, or later
        self._ask_for_session(paragraph, session, Act((), "speaker"), [speaker.person])
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

    def _name_of(self, key: str) -> Text:
        return self.draft.person_of(key).name


def _discussions_in(text: str) -> list[str]:
    """Return the kinds of discussion that an English text names."""
    return [kind for kind, words in _DISCUSSIONS.items() if words.search(text)]

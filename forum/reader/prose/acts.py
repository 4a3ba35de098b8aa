"""What a sentence says that people do: who speaks, moderates, signs; where words begin."""

from dataclasses import dataclass, field

from forum.reader.event_record import Text
from forum.reader.prose.mentions import Mention
from forum.reader.reading import Certainty


@dataclass(frozen=True, slots=True)
class Act:
    """Something that people do at an event.

    people: () where the sentence means whoever was meant before. role: as in an appearance, ""
    for a courtesy. kind: of the session, "" where the sentence does not name one,
    ``whole`` for all of the event. end: where the words for it end. session_title:
    as quoted beside it. speech_titles: of each of the people, () where nobody's is told.
    forum: what a meeting beside the others is called, 在青年论坛上, "" for none. usual: the kind of
    session that its words are of for the most part, where the sentence names none, or ``current``
    for whichever was told of. heading: what
    the sentence calls that session: 大会特邀报告. has_words: whether they may say something by it;
    whoever hands over a prize, or reads out a decision, does not.
    """

    people: tuple[Mention, ...]
    role: str
    kind: str = ""
    end: int = 0
    session_title: Text = field(default_factory=dict)
    speech_titles: tuple[Text, ...] = ()
    attendance: str | None = None
    forum: str = ""
    usual: str = ""
    heading: str = ""
    has_words: bool = True


@dataclass(frozen=True, slots=True)
class Saying:
    """The place of a sentence where somebody's words begin.

    person: None where a pronoun means whoever was meant before. words: the offset behind verb and
    mark, where nothing but name and verb stands before it; else where the sentence begins to be
    about the person. is_cut: whether words is the former. kind: of the session.
    """

    person: Mention | None
    words: int
    verb: str
    is_cut: bool
    kind: str = ""
    attendance: str | None = None


@dataclass(frozen=True, slots=True)
class ToldSession:
    """A session that a sentence says took place.

    heading: what the sentence calls it, "" for nothing. is_numbered: the heading tells it from
    others of its kind, 第二场专题研讨. is_several: they were several, told of as one: 四场主题对话.
    is_part: it is a part of the programme that is called by a name, 青年代表交流环节. is_asked:
    whether it is a session, nothing says for certain.
    """

    kind: str
    title: Text = field(default_factory=dict)
    heading: str = ""
    is_numbered: bool = False
    is_several: bool = False
    is_part: bool = False
    is_asked: bool = False


@dataclass(frozen=True, slots=True)
class SentenceReading:
    """What a sentence says. sessions: those that it says took place.

    subjects: those whom it begins with, and of whom it says what nothing here understands.

    topic: the single person whom the sentence begins with. narrates: it tells of the event again.
    follows: it goes on with the words of whoever was announced before: 报告指出, he then turned to.
    tells: how surely it tells what its topic said, with a verb that is none of saying; None: it
    does not. stranger: what a verb of saying says of somebody in whom no person was recognized.
    absent: those of whom it says that they could not come, and nothing that they did all the same.
    doubted: those of whom it says both.
    """

    mentions: tuple[Mention, ...] = ()
    acts: tuple[Act, ...] = ()
    saying: Saying | None = None
    sessions: tuple[ToldSession, ...] = ()
    topic: Mention | None = None
    topic_kind: str = ""
    follows: bool = False
    narrates: bool = False
    tells: Certainty | None = None
    stranger: str = ""
    subjects: tuple[Mention, ...] = ()
    absent: tuple[Mention, ...] = ()
    doubted: tuple[Mention, ...] = ()

"""Whom somebody announces in the turns of a transcript: 有请某局局长林岚致辞."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from forum.reader.bilingual import language_of
from forum.reader.event_record import ZH, Line
from forum.reader.folded_text import shadow
from forum.reader.prose.acts import SentenceReading
from forum.reader.prose.acts_zh import read_sentence_zh
from forum.reader.prose.mentions import Roster
from forum.reader.prose.sentences import split_sentences
from forum.reader.record_draft import RecordDraft
from forum.reader.shapes.session_topics import find_kind

# What is said before a title when somebody is announced, and what no title holds.
_ANNOUNCES: Final = re.compile(r"^.*(?:是|有请|请|由|邀请|欢迎|介绍|来自|感谢|谢谢|[：:])")
_SPOKEN: Final = re.compile("[我你他她您这那]|们")
# 有请某局局长林岚为我们致辞
_ANNOUNCED: Final = (
    r"请[^，。；！!]{{0,40}}?{name}(?:[\u3400-\u9fff]{{0,2}}(?:先生|女士|教授|博士|同志))?"
    r"(?:为|给|来|上台|我们|大家|作|做|发表|进行)*(?P<what>致[辞词]|(?:主旨|主题)?(?:演讲|发言|报告|讲话))"
)


type Announcement = tuple[Line, SentenceReading]


def read_announcements(draft: RecordDraft) -> Iterator[Announcement]:
    """Yield what the Chinese sentences of a document say of people."""
    for line in draft.document.lines:
        if line.table is None and language_of(line.text) == ZH:
            for sentence in split_sentences(shadow(line.text), ZH):
                yield line, read_sentence_zh(sentence.text, Roster())


def take_titles(draft: RecordDraft, announcements: Iterable[Announcement]) -> None:
    """Give speakers without a title the one by which somebody announces them: 有请某局局长林岚."""
    for line, reading in announcements:
        for mention in reading.mentions:
            title = _ANNOUNCES.sub("", mention.title)
            person = draft.find_person({mention.language: mention.name}) if title else None
            if person and not person.title and not _SPOKEN.search(title):
                draft.retitle(person, {ZH: title}, line.number)


def announced_moderators(announcements: Iterable[Announcement]) -> set[str]:
    """Return the names of those of whom somebody says that they will moderate: 下半场由…主持."""
    return {
        mention.name
        for _line, reading in announcements
        for act in reading.acts
        for mention in act.people
        if act.role == "moderator"
    }


def add_announced_session(draft: RecordDraft, speakers: Iterable[str]) -> None:
    """Add the session of what all speakers are announced for, where it is one: 有请…致辞.

    speakers: keys of those who are no moderators.
    """
    spoken: dict[str, int] = {}
    for key in speakers:
        name = re.escape(draft.person_of(key).name.get(ZH, ""))
        announced = [
            (match["what"], line.number)
            for line in draft.document.lines
            if name and (match := re.search(_ANNOUNCED.format(name=name), line.text))
        ]
        if not announced:
            return
        what, number = announced[0]
        spoken[what] = min(number, spoken.get(what, number))
    if len(spoken) == 1:
        what, number = next(iter(spoken.items()))
        draft.add_session(find_kind(what, ZH) or "other", lines=[number], heading={ZH: what})

"""How people are introduced in the English words of a transcript: We have Ann Berg, a warden."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from forum.reader.draft_parts import PersonDraft
from forum.reader.event_record import EN, Line
from forum.reader.folded_text import shadow
from forum.reader.prose.sentences import split_sentences
from forum.reader.reading import Certainty
from forum.reader.record_draft import RecordDraft
from forum.reader.shapes.record.name_forms import has_title_word
from forum.reader.vocabulary.prose_en import INTRODUCES, NO_TITLE_FIRST

_ARTICLE: Final = re.compile(r"(?:an?|the|our(?:\s+own)?)\s+", re.IGNORECASE)
# Where a title ends within its sentence.
_END: Final = (
    r"(?=\s*[!?;]|\s*(?<!\s[A-Z])\.|\s*,\s+(?:and|who|which|he|she|they|so)\b|"
    r"\s+(?:who|which)\b|\s*$)"
)
_BY_OTHERS: Final = (
    r"\b(?:{introduces})\b[^.!?]*?\b{name},\s+(?P<title>(?:[^.!?;]|(?<=\s[A-Z])\.)+?)" + _END
)
_BY_HERSELF: Final = (
    r"\b(?:I['’]m|I\s+am|my\s+name\s+is|my\s+name['’]s)\s+{name}"
    r"(?:,\s+|\s+and\s+I(?:['’]m|\s+am)\s+|(?P<house>\s+from\s+))(?P<title>(?:[^.!?;]|(?<=\s[A-Z])\.)+?)"
    + _END
)
_NO_TITLE: Final = re.compile(NO_TITLE_FIRST, re.IGNORECASE)
_LONGEST: Final = 100
_LONGEST_SENTENCE: Final = 600
_SHORTEST_NAME: Final = 3


def take_introductions(
    draft: RecordDraft, words: Iterable[tuple[str, Line]], spoken: Mapping[int, str]
) -> None:
    """Give speakers without a title the one that English sentences introduce them by; ask for it.

    words: the sentences' paragraphs with their lines. spoken: the line of a turn -> who speaks.
    """
    paragraphs = [(shadow(text), line) for text, line in words]
    people = list(map(draft.person_of, dict.fromkeys(spoken.values())))
    names = [form for person in people for form in _forms(person)]
    for person in people:
        if person.title or EN not in person.name:
            continue
        others = [name for name in names if name not in _forms(person)]
        for match, line in _introductions_of(person, paragraphs, spoken):
            if title := _read_title(match, others):
                draft.retitle(person, {EN: title}, line.number)
                path = f"people.{person.key}.title.{EN}"
                draft.rate(path, Certainty.GUESS, [line.number], title)
                break


def _introductions_of(
    person: PersonDraft, paragraphs: Iterable[tuple[str, Line]], spoken: Mapping[int, str]
) -> Iterator[tuple[re.Match[str], Line]]:
    name = f"(?:{'|'.join(map(re.escape, _forms(person)))})"
    by_others = re.compile(_BY_OTHERS.format(introduces=INTRODUCES, name=name), re.IGNORECASE)
    by_herself = re.compile(_BY_HERSELF.format(name=name), re.IGNORECASE)
    for text, line in paragraphs:
        if not any(form in text for form in _forms(person)):
            continue
        speaker = spoken.get(line.number)
        for sentence in split_sentences(text, EN):
            if len(sentence.text) > _LONGEST_SENTENCE:
                continue
            match = by_others.search(sentence.text) if speaker != person.key else None
            match = match or (
                by_herself.search(sentence.text) if speaker in {person.key, None} else None
            )
            if match:
                yield match, line


def _forms(person: PersonDraft) -> list[str]:
    """Return how somebody may be called: by the whole name, or by its first word."""
    name = person.name.get(EN, "")
    first = name.split()[0] if name else ""
    return [form for form in dict.fromkeys((name, first)) if len(form) >= _SHORTEST_NAME]


def _read_title(introduction: re.Match[str], others: Iterable[str]) -> str:
    """Return the title behind a name, without its article and the next person, "" for none.

    others: the names of further speakers: director of the board, Tom Li, a warden.
    """
    title = introduction["title"]
    for name in others:
        title = re.split(rf"(?:^|,\s+)(?:and\s+)?{re.escape(name)}\b", title, maxsplit=1)[0]
    article = _ARTICLE.match(title)
    bare = title[article.end() if article else 0 :].strip(" ,")
    is_house = bool(introduction.groupdict().get("house")) and bare[:1].isupper()
    is_title = bool(article) or has_title_word(bare, EN) or is_house
    is_other = _NO_TITLE.match(bare) or len(bare) > _LONGEST or not is_title
    return "" if is_other else bare

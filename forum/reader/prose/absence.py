"""Who could not come: whom a sentence names only to say so takes part in nothing."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from forum.reader.event_record import EN, Text
from forum.reader.prose.acts import Act, SentenceReading
from forum.reader.prose.acts_en import kind_en
from forum.reader.prose.mentions import Mention
from forum.reader.prose.sessions_zh import kind_zh
from forum.reader.reading import Certainty
from forum.reader.record_draft import RecordDraft
from forum.reader.vocabulary import attendance

_ABSENT: Final = re.compile(f"{attendance.TOLD_ABSENT_ZH}|{attendance.TOLD_ABSENT_EN}")
# Of last year's, or of what somebody else was kept from: nothing is said of this event.
_OTHER_EVENT: Final = re.compile(
    r"了?(?:去年|前年|上[一]?[届次]|此前|往[届年])|\s+(?:the\s+)?(?:last|previous|earlier)\b"
)
_REASON: Final = (
    "(?:(?:因|因为|由于|鉴于)[^，。；]{1,30}?，?|"
    r"(?:owing|due)\s+to\s[^,.;]{2,60},?\s*|because\s+of\s[^,.;]{2,60},?\s*)?"
)
_ADVERBS: Final = (
    r"(?:最终|最后|本人|临时|遗憾地?|都|均|也|却|则|未|"
    r"\b(?:both|also|finally|ultimately|unfortunately|regrettably|however)\b|[\s,，])*"
)
# Between somebody and the words that he could not come.
_BETWEEN: Final = re.compile(
    rf"\s*[,，]?\s*(?:who\s+)?{_ADVERBS}{_REASON}{_ADVERBS}", re.IGNORECASE
)
# The same of whom an earlier clause named: …，但由于风浪，她最终; …, but she.
_MEANT_AGAIN: Final = re.compile(
    rf".*[,，;；]\s*(?:但是?|可是?|不过|然而|而|(?:but|though|although|however|and|yet)\s)?[,，]?\s*{_REASON}"
    rf"(?:[她他其](?P<many_zh>们)?|(?:s?he|(?P<many_en>they))\s){_ADVERBS}{_REASON}{_ADVERBS}",
    re.IGNORECASE | re.DOTALL,
)
# What was to be done, or is done before an event; whoever could not come did no more than that.
_PLANNED: Final = re.compile(
    r"原[定拟计本]|本[应拟来定]|预定|计划|拟|筹备|准备|"
    r"\b(?:(?:was|were|is|are|had)\s+(?:\w+\s+)?(?:to|scheduled|due|expected|invited|planned)|"
    r"planning|preparations?|preparing)\b"
)
# 因故未能到场的林岚
_ATTRIBUTE: Final = re.compile("[^，。；]{0,12}的")
_NEAR: Final = 24
_CLAUSE: Final = re.compile("[,，;；]")


def without_absent(text: str, reading: SentenceReading, language: str) -> SentenceReading:
    """Return what a sentence says, without what those do of whom it says that they did not come.

    What is told of them behind that, or that they sent, they did: 未能到场，通过视频致辞.
    """
    if not reading.mentions:
        return reading
    absences = list(_find_absences(text, reading.mentions))
    if not absences:
        return reading
    absent = tuple(mention for mentions, _place, _again in absences for mention in mentions)
    acts = reading.acts
    saying = reading.saying
    doubted: list[Mention] = []
    for mentions, match, is_again in absences:
        missed = _kind(text[match.end() : match.end() + _NEAR], language)
        told = [act for act in acts if is_again and _is_done(act, text, match)]
        doubted += [mention for act in told for mention in act.people if mention in mentions]
        acts = tuple(
            remaining
            for act in acts
            for remaining in (
                (act,) if act in told else _remaining(act, text, mentions, match, missed)
            )
        )
        if saying and saying.person in mentions and not saying.attendance:
            saying = saying if saying.words > match.end() else None
    has_part = {mention for act in acts for mention in act.people}
    has_part |= {saying.person} if saying and saying.person else set()
    return replace(
        reading, acts=acts, saying=saying,
        tells=reading.tells if reading.topic not in absent else None,
        absent=tuple(mention for mention in absent if mention not in has_part),
        subjects=tuple(mention for mention in reading.subjects if mention not in absent),
        doubted=tuple(dict.fromkeys(doubted)),
    )  # fmt: skip


def warn_of_absent(
    draft: RecordDraft, reading: SentenceReading, text: str, line: int, meant: Text
) -> None:
    """Name those who could not come; ask whether those took part who are told of elsewhere.

    meant: the name of whoever 他 or she is, {} for nobody.
    """
    names = [mention.name_text for mention in (*reading.absent, *reading.doubted)]
    for mention in reading.absent:
        draft.notebook.warn("not_understood", mention.name, [line], text=text[:60])
    if meant and not reading.mentions and _says_absent(text):
        names.append(meant)
    for name in names:
        if person := draft.find_person(name):
            draft.rate(f"people.{person.key}.part", Certainty.GUESS, [line], person.name)


def _says_absent(text: str) -> bool:
    """Tell whether a sentence says of whoever was meant before that he could not come."""
    match = _ABSENT.search(text)
    if match is None or _OTHER_EVENT.match(text, match.end()):
        return False
    again = _MEANT_AGAIN.fullmatch(f"，{text[: match.start()]}")
    return again is not None and not _means_several(again)


def _find_absences(
    text: str, mentions: Sequence[Mention]
) -> Iterator[tuple[tuple[Mention, ...], re.Match[str], bool]]:
    """Yield who could not come, where it says so, and whether a pronoun there means them."""
    for match in _ABSENT.finditer(text):
        if _OTHER_EVENT.match(text, match.end()):
            continue
        before = [mention for mention in mentions if mention.end <= match.start()]
        behind = next((mention for mention in mentions if mention.start >= match.end()), None)
        if behind and _ATTRIBUTE.fullmatch(text[match.end() : behind.start]):
            yield (behind,), match, False
        elif before and _BETWEEN.fullmatch(text[before[-1].end : match.start()]):
            yield tuple(_joined(text, before)), match, False
        elif before and (again := _MEANT_AGAIN.fullmatch(text[before[-1].end : match.start()])):
            joined = tuple(_joined(text, before))
            if not _means_several(again):
                yield (before[-1],), match, True
            elif len(joined) > 1:  # else others are meant: greeted the fishermen, but they …
                yield joined, match, True


def _means_several(again: re.Match[str]) -> bool:
    return bool(again["many_zh"] or again["many_en"])


def _is_done(act: Act, text: str, match: re.Match[str]) -> bool:
    """Tell whether somebody did something in a session before the words that he did not come."""
    start = act.people[-1].end if act.people else 0
    is_before = act.end <= match.start() and bool(_CLAUSE.search(text, act.end, match.start()))
    return is_before and bool(act.kind) and not _PLANNED.search(text, start, match.start())


def _joined(text: str, mentions: Sequence[Mention]) -> Iterator[Mention]:
    """Yield the last of some people, and those whom nothing but a conjunction parts from him."""
    yield mentions[-1]
    for place in range(len(mentions) - 1, 0, -1):
        between = text[mentions[place - 1].end : mentions[place].start]
        if not re.fullmatch(r"\s*(?:[、和与及]|以及|,|and|,\s*and)\s*", between):
            return
        yield mentions[place - 1]


def _kind(text: str, language: str) -> str:
    behind = _CLAUSE.split(text)[0]
    return kind_en(behind) if language == EN else kind_zh(behind)


def _remaining(
    act: Act, text: str, absent: Sequence[Mention], match: re.Match[str], missed: str
) -> Iterator[Act]:
    """Yield what people did all the same. missed: the kind of the session that some did not see."""
    is_behind = act.end > match.end() and _CLAUSE.search(text, match.end(), act.end)
    is_elsewhere = missed and act.kind not in {"", "whole", missed}
    if act.attendance or is_behind or is_elsewhere:
        yield act
        return
    present = [place for place, person in enumerate(act.people) if person not in absent]
    if present:
        titles = tuple(act.speech_titles[place] for place in present if act.speech_titles)
        yield replace(
            act, people=tuple(act.people[place] for place in present), speech_titles=titles
        )

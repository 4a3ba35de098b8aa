"""Turns of transcripts in the forms that programs write: Ann Berg 00:01:20 above her words.

Each is written as the others are, with a label and a colon; the second of the recording goes.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from forum.reader.bilingual import language_of
from forum.reader.event_record import ZH
from forum.reader.guest_cells import read_guest
from forum.reader.guest_parts import is_bare_name
from forum.reader.shapes.record import texts
from forum.reader.shapes.record.name_forms import (
    NAME_AND_NUMBER,
    has_title_word,
    is_name_zh,
    is_whole_name,
    is_word,
)
from forum.reader.shapes.session_topics import names_break
from forum.reader.vocabulary.shapes import TRANSCRIPT_TITLE
from forum.reader.vocabulary.titles import HONORIFICS_EN, OFFICES_EN

_TIME: Final = r"(?:\d{1,2}:)?\d{1,2}:\d{2}"
_STAMP: Final = rf"(?P<stamp>[\[(（【]\s{{0,8}}{_TIME}\s{{0,8}}[\])）】]|{_TIME})"
_IN_BRACKETS: Final = rf"[\[(（【]\s{{0,8}}{_TIME}\s{{0,8}}[\])）】]"
_NAME: Final = (
    r"(?P<name>[^\W\d_][^\d:：\[\](（）)【】<>*。！？!?，,;；]{0,38}?(?:\s?\d{1,4}(?!\d|[:：]\d))?)"
)
# 林岚 00:01:20, Ann Berg: 00:01:20, above the words; [00:01:20] 林岚
_ALONE: Final = (
    re.compile(
        rf"^\s*{_NAME}\s{{0,8}}[|｜,，:：–—-]{{0,2}}\s{{0,8}}{_STAMP}\s{{0,8}}[:：]?\s{{0,8}}$"
    ),
    re.compile(rf"^\s*{_STAMP}\s{{0,8}}[|｜,，–—-]?\s{{0,8}}{_NAME}\s{{0,8}}[:：]?\s{{0,8}}$"),
)
# [00:01:20] 林岚：words; 林岚 (00:01:20)：words; **林岚：** words; Ann Berg - Words
_BESIDE: Final = (
    re.compile(
        rf"^\s*(?:{_IN_BRACKETS}|\d{{1,2}}:\d{{2}}:\d{{2}})\s{{0,8}}{_NAME}\s{{0,8}}[:：]\s{{0,8}}(?P<words>\S.*)$"
    ),
    re.compile(rf"^\s*{_NAME}\s{{0,8}}{_IN_BRACKETS}\s{{0,8}}[:：]?\s{{0,8}}(?P<words>\S.*)$"),
    re.compile(
        r"^\s*\*\*\s{0,8}(?P<name>[^*:：]{2,40}?)\s{0,8}(?:[:：]\s{0,8}\*\*|\*\*\s{0,8}[:：])\s{0,8}(?P<words>\S.*)$"
    ),
)
_DASHED: Final = re.compile(rf"^\s*{_NAME}\s{{1,8}}[–—-]{{1,2}}\s{{1,8}}(?P<words>\S.*)$")
# 王芳/海塘局：words
_SLASHED: Final = re.compile(
    r"^\s*(?P<name>[\u3400-\u9fff]{2,4})\s{0,8}[/／]\s{0,8}(?P<post>[\u3400-\u9fff]{2,20})\s{0,8}[:：]\s{0,8}(?P<words>\S.*)$"
)
# >> ANNA BERG:  words, as captions mark a change of speaker
_CAPTIONED: Final = re.compile(r"^\s*>{2,3}\s{0,8}(?P<label>[^\W\d_][^:：]{1,60}[:：]\s*\S.*)$")
# Mr. BERG of Harbour. Words; The CHAIR. Words: a surname or an office in capitals, no colon
_CAPITAL: Final = re.compile(
    rf"^\s*(?P<name>(?:(?i:{HONORIFICS_EN}|{OFFICES_EN})\s+[A-ZÀ-Þ][A-ZÀ-Þ’'-]+(?:\s[A-ZÀ-Þ][A-ZÀ-Þ’'-]+)?"
    rf"(?=\.|\sof\s)|(?i:the)\s(?=[A-Z]{{4}})(?i:{OFFICES_EN})(?=\.)))"
    r"(?:\sof\s[A-Z][\w ]{2,20})?\.\s+(?P<words>\S.*)$"
)
# Ms. Berg (Kingdom of Tides): words, which speaks for it
_FOR: Final = re.compile(
    rf"^\s*(?P<name>(?:{HONORIFICS_EN})\s+[^:：()（）]{{2,40}}?)\s*\((?P<whom>[^()]{{2,60}})\)\s*:\s+(?P<words>\S.*)$"
)
# Anna Berg, Head of Tides, alone above her words
_TITLED: Final = re.compile(r"(?P<name>[^,，:：]{2,40})[,，]\s*(?P<title>[^:：（()）]{2,80})")
_NUMBERED: Final = re.compile(
    r"(?:发言人|说话人|讲话人|speaker|unknown\s+speaker)\s{0,8}\d{0,2}", re.IGNORECASE
)
# What no hour of a day is, or is in brackets: [09:00], 1:03:40, 45:10
_OF_RECORDING: Final = re.compile(r"\D|\d{1,2}:\d{2}:|2[4-9]|[3-9]\d")
_HEAD_LINES: Final = 4
_LONGEST_TITLE: Final = 160
_FEWEST_NAMES: Final = 2
_FEWEST_TURNS: Final = 3
_MOSTLY: Final = 0.5  # of the turns
_SURELY: Final = 0.8


@dataclass(frozen=True, slots=True)
class _Turn:
    """A line that begins with who speaks. words: where they begin, which may be a line below.

    stamp: of a line that is nothing else, as printed.
    """

    place: int
    name: str
    below: int
    words: str
    stamp: str = ""


def has_stamps(lines: Sequence[str]) -> bool:
    """Tell whether the turns of a document bear the second of the recording."""
    beside = (_accepted(_beside(lines, pattern), _is_speaker, _MOSTLY) for pattern in _BESIDE[:2])
    above = (_stamped_above(lines, pattern) for pattern in _ALONE)
    return any(next(turns, None) for turns in (*beside, *above))


def write_turns(lines: Sequence[str]) -> list[str]:
    """Return the lines of a document with all turns in the usual form; a label alone is blank."""
    written = [_write_plainly(line) for line in lines]
    for turns in _forms_of(written):
        for turn in turns:
            written[turn.place] = ""
            mark = "：" if language_of(turn.name) == ZH else ": "
            written[turn.below] = f"{turn.name}{mark}{turn.words}"
    return written


def _forms_of(lines: Sequence[str]) -> Iterator[list[_Turn]]:
    """Yield the turns of each form in which a document writes them."""
    for pattern in _BESIDE:
        yield from _accepted(_beside(lines, pattern), _is_speaker, _MOSTLY)
    for pattern in _ALONE:
        yield from _stamped_above(lines, pattern)
    # Anna Berg - Send the plan to the office. is a task, but where it is said to be spoken
    if calls_itself_transcript(lines):
        yield from _accepted(_beside(lines, _DASHED), is_whole_name, _SURELY)
        yield _headed(lines)


def _headed(lines: Sequence[str]) -> list[_Turn]:
    """Return the turns below lines that are a name and a title, or a name again that had one.

    Anna Berg, Head of Tides, above a paragraph; Berg, above the next one.
    """
    places = [place for place, line in enumerate(lines) if line.strip()]
    pairs = [
        (place, lines[place].strip(), below) for place, below in pairwise(places)
        if texts.ends_sentence(lines[below]) and not texts.ends_sentence(lines[place])
    ]  # fmt: skip
    named: dict[str, str] = {}
    turns = []
    for place, text, below in pairs:
        head = _TITLED.fullmatch(text)
        guest = read_guest(text) if head else None
        if head and guest and guest.title and all(map(is_whole_name, guest.name.values())):
            name = head["name"]
            named |= {name: name, name.split()[-1]: name}
            speaker = f"{name}（{head['title']}）"
        elif text in named:
            speaker = named[text]
        else:
            continue
        turns.append(_Turn(place, speaker, below, lines[below].strip()))
    is_several = len(set(named.values())) >= _FEWEST_NAMES and len(turns) >= _FEWEST_TURNS
    return turns if is_several else []


def _beside(lines: Sequence[str], pattern: re.Pattern[str]) -> list[_Turn]:
    return [
        _Turn(place, match["name"].strip(), place, match["words"].strip())
        for place, line in enumerate(lines) if (match := pattern.match(line))
    ]  # fmt: skip


def _alone(lines: Sequence[str], pattern: re.Pattern[str]) -> list[_Turn]:
    places = [place for place, line in enumerate(lines) if line.strip()]
    below = dict(pairwise(places))
    return [
        _Turn(
            place, match["name"].strip(), below[place], lines[below[place]].strip(), match["stamp"]
        )
        for place in places
        if place in below and (match := pattern.match(lines[place]))
    ]


def _stamped_above(lines: Sequence[str], pattern: re.Pattern[str]) -> Iterator[list[_Turn]]:
    """Yield the turns whose stamps are of a recording, and not the hours of a programme's rows."""
    for turns in _accepted(_alone(lines, pattern), _is_speaker, _MOSTLY):
        is_from_zero = int(re.sub(r":.*|\D", "", turns[0].stamp) or 0) == 0
        if (
            is_from_zero
            or any(_OF_RECORDING.match(turn.stamp) for turn in turns)
            or calls_itself_transcript(lines)
        ):
            yield turns


def calls_itself_transcript(lines: Sequence[str]) -> bool:
    """Tell whether one of a document's first lines says that it is a transcript."""
    head = [line for line in lines if line.strip()][:_HEAD_LINES]
    return any(TRANSCRIPT_TITLE.search(line) for line in head if len(line) <= _LONGEST_TITLE)


def _accepted(
    turns: Sequence[_Turn], is_speaker: Callable[[str], bool], least: float
) -> Iterator[list[_Turn]]:
    """Yield the turns of a form if several people speak in it, mostly again, and in sentences."""
    named = Counter(turn.name for turn in turns)
    turns = [
        turn for turn in turns
        if is_speaker(turn.name) or (named[turn.name] > 1 and NAME_AND_NUMBER.fullmatch(turn.name))
    ]  # fmt: skip
    counted = Counter(turn.name for turn in turns)
    again = sum(count for count in counted.values() if count > 1)
    said = sum(texts.ends_sentence(turn.words) for turn in turns)
    if (
        len(counted) >= _FEWEST_NAMES
        and len(turns) >= _FEWEST_TURNS
        and again >= least * len(turns)
        and said >= least * len(turns)
    ):
        yield list(turns)


def _is_speaker(name: str) -> bool:
    is_handle = name.isascii() and " " not in name and not names_break(name)
    return is_handle or is_bare_name(name) or bool(_NUMBERED.fullmatch(name))


def _write_plainly(line: str) -> str:
    """Return a line that begins with who speaks in a form of its own with a label and a colon."""
    if captioned := _CAPTIONED.match(line):
        return captioned["label"]
    if capital := _CAPITAL.match(line):
        return f"{capital['name']}: {capital['words']}"
    if representing := _FOR.match(line):
        return f"{representing['name']}（{representing['whom']}）: {representing['words']}"
    return _write_slashed(line)


def _write_slashed(line: str) -> str:
    match = _SLASHED.match(line)
    if match is None or not is_name_zh(match["name"]):
        return line
    is_post = is_word(match["post"]) or has_title_word(match["post"], language_of(match["post"]))
    return f"{match['name']}（{match['post']}）：{match['words']}" if is_post else line

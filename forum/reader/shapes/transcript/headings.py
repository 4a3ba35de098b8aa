"""The headings that stand between the turns of a transcript, of one line or of several."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile, zip_longest
from typing import Final

from forum.reader.bilingual import language_of
from forum.reader.event_record import Line
from forum.reader.record_draft import RecordDraft
from forum.reader.shapes.record import texts
from forum.reader.shapes.transcript.turns import SUMMED_UP, begins_turn, is_heading, is_label
from forum.reader.vocabulary.furniture import REFERENCES

# Why Don't More Harbours Pay for the Tide?
_SMALL_WORD: Final = 3  # letters, as in for, the
_INFINITIVE: Final = re.compile(r"(?:How|What|When|Where|Whom)\s+to\s+\w+\s+\S+\s+\S")
_FEWEST_CAPITALS: Final = 2
_MOST_OPEN: Final = 0.1  # of the lines
_MOST_NESTED: Final = 3  # lines of a heading
_MOST_OWN: Final = 2  # of them that no other has
_SHORT: Final = 40  # characters of words that end without a full stop
# 01, alone on its line, above what is spoken of next
_COUNT: Final = re.compile(r"(?:part\s*)?0?(?P<number>\d{1,2})[.、]?", re.IGNORECASE)
_FEWEST_COUNTED: Final = 3


@dataclass(frozen=True, slots=True)
class PartHeading:
    """A heading right above a turn.

    above: what stands right above it, of which it is the first part. repeated: lines within, as
    they stand above other turns too, and name nothing. doubtful: short lines above it that may be
    of it, or the end of what was said.
    """

    line: Line
    above: Line | None = None
    repeated: tuple[Line, ...] = ()
    doubtful: tuple[Line, ...] = ()

    @property
    def places(self) -> list[int]:
        """Return the numbers of its lines."""
        lines = (self.above, self.line, *self.repeated)
        return sorted(line.number for line in lines if line)


def find_headings(draft: RecordDraft, lines: Sequence[Line]) -> list[PartHeading]:
    """Return the short lines right above turns, where whatever is said ends its sentences.

    A question is a heading only where nobody speaks: above the first turn, below a summary.
    """
    first = next((place for place, line in enumerate(lines) if is_label(line)), len(lines))
    printed = Counter(line.text.strip() for line in lines)
    headings: list[PartHeading] = []
    open_ends = 0
    is_spoken = is_open = False
    run: list[Line] = []
    said = ""  # what stands above the short lines
    lines_of_turns = lines[max(0, first - 1) :]
    for line, following in zip_longest(lines_of_turns, lines_of_turns[1:]):
        text = line.text.strip()
        if SUMMED_UP.match(text) or is_label(line):
            is_spoken = is_label(line)
            is_open = is_spoken and not begins_turn(line)
        elif is_open:
            is_open = False  # the words of the label that stands alone above
        elif line.number in draft.account or REFERENCES.fullmatch(text):
            continue  # what the event is called, or what the list at the end is
        elif is_heading(line) and not (is_spoken and _may_be_asked(text)):
            run.append(line)
            if following and is_label(following):
                heading = _read_run(run, said, printed)
                open_ends += len(run) - len(heading.places)
                headings.append(heading)
                run = []
            continue
        open_ends += len(run)
        run, said = [], text
    return headings if open_ends + len(run) <= _MOST_OPEN * len(lines) else []


def find_counted_headings(lines: Sequence[Line]) -> list[PartHeading]:
    """Return what stands between numbers that count the parts, alone on their lines, and turns."""
    counts = [
        (place, int(count["number"])) for place, line in enumerate(lines)
        if (count := _COUNT.fullmatch(line.text.strip()))
    ]  # fmt: skip
    places = [place for place, _number in counts]
    is_counted = [number for _place, number in counts] == list(range(1, len(counts) + 1))
    if len(counts) < _FEWEST_COUNTED or not is_counted:
        return []
    return [_read_counted(lines[place : place + 1 + _MOST_NESTED]) for place in places]


def _read_counted(lines: Sequence[Line]) -> PartHeading:
    """Return the heading of one part: its number, and the short lines up to a turn."""
    number, *below = lines
    words = list(
        takewhile(lambda line: not (begins_turn(line) or line.text.rstrip()[-1] in "。！!."), below)
    )
    if not words:
        return PartHeading(number)
    printed = [line.text for line in words]
    title = texts.joined(printed, language_of("".join(printed)))
    return PartHeading(replace(words[0], text=title), repeated=(number, *words[1:]))


def _read_run(run: Sequence[Line], said: str, printed: Mapping[str, int]) -> PartHeading:
    """Return the heading that short lines right above a turn are.

    The last one alone where those above it may be the end of what somebody says. said: what
    stands above them. printed: how often each line is printed.
    """
    is_apart = texts.ends_sentence(said) or len(said) > _SHORT
    last_alone = PartHeading(run[-1], doubtful=tuple(run[:-1]))
    if not 1 < len(run) <= _MOST_NESTED or not is_apart:
        return last_alone
    own = [line for line in run if printed[line.text.strip()] == 1]
    if not own or len(own) > _MOST_OWN:
        return last_alone
    repeated = tuple(line for line in run if line not in own)
    return PartHeading(own[-1], own[-2] if len(own) > 1 else None, repeated)


def _may_be_asked(text: str) -> bool:
    """Tell whether somebody may ask what a line says: all words of a heading have capitals.

    And whom a question asks it names: How to pay for harbours?
    """
    words = [word for word in re.findall(r"[^\W\d_][\w’'-]*", text) if len(word) > _SMALL_WORD]
    is_heading = len(words) >= _FEWEST_CAPITALS and all(word[0].isupper() for word in words)
    is_heading |= bool(_INFINITIVE.match(text))
    return text.endswith(("？", "?")) and not is_heading

"""Cuts a title into lines: at its phrases first, never within a word, a name or before a point."""

import re
from collections.abc import Callable
from itertools import accumulate, chain

from forum.core.line_breaks import phrases, words
from forum.core.names import is_han

type Measure = Callable[[str], float]

# Words of letters stay whole, with what closes behind and opens before them. A dash between spaces
# ends a line and begins none.
_OPENING = "（《〈「『【“‘([{"
_CLOSING = "，。、；：！？）》〉」』】”’…—·・,.;:!?)]}%"
_HAN = "\u3000-\u303f\u3400-\u9fff\uf900-\ufaff\uff00-\uffef"
_UNIT = re.compile(
    rf"[{re.escape(_OPENING)}]*(?:[^\s{_HAN}—·・“”‘’…]+|\S)"
    rf"(?:[·・]\S|[{re.escape(_CLOSING)}])*\s*(?:[—–]+\s+)?"
)
_IS_HAN = re.compile(f"[{_HAN}]")
_PHRASE_END = re.compile(r"[—：:]\s*$|\s$")
# As shares of the line: what each line costs, a break within a phrase, a last line nearly empty.
_LINE, _WITHIN_PHRASE, _LONELY = 0.4, 0.3, 0.6


def lines(text: str, width: float, measure: Measure) -> list[str]:
    """Return the lines of a text, as even as they can be.

    measure: the width of a text; a unit that is wider than a line stands on one alone.
    """
    units = _units(text)
    ends = list(accumulate((measure(unit) for unit in units), initial=0.0))
    costs, cuts = [0.0], [0]
    for end in range(1, len(units) + 1):
        cost, cut = _best(units, ends, costs, end, width)
        costs.append(cost)
        cuts.append(cut)
    return _cut(units, cuts)


def breaks_a_phrase(text: str, found: list[str]) -> bool:
    """Tell whether a line of a Han text ends within a phrase."""
    ends = {len("".join(one.split())) for one in _phrases(text)}
    cuts = {len("".join(line.split())) for line in accumulate(found)}
    return bool(_IS_HAN.search(text)) and not cuts <= ends


def _phrases(text: str) -> list[str]:
    """Return the text up to the end of each phrase."""
    units = list(accumulate(_units(text)))
    return [one for one in units if _PHRASE_END.search(one)] + units[-1:]


def _units(text: str) -> list[str]:
    """Return what no line divides: words, those of Han too, each with the space after it."""
    text = " ".join(text.split())
    if not is_han(text):
        return _UNIT.findall(text)
    found: list[str] = []
    for word in chain.from_iterable(map(words, phrases(text))):
        if found and not found[-1].strip(_OPENING):
            found[-1] += word
        else:
            found.append(word)
    return found


def _best(
    units: list[str], ends: list[float], costs: list[float], end: int, width: float
) -> tuple[float, int]:
    """Return the least cost of the text up to a unit, and where its last line begins."""
    found = [
        (costs[end - 1] + _cost(units, end - 1, end, ends[end] - ends[end - 1], width), end - 1)
    ]
    for start in range(end - 2, -1, -1):
        length = ends[end] - ends[start]
        if length > width:
            break
        found.append((costs[start] + _cost(units, start, end, length, width), start))
    return min(found)


def _cost(units: list[str], start: int, end: int, length: float, width: float) -> float:
    slack = 1 - length / width
    if end == len(units):
        return _LINE + (_LONELY if start and slack > 5 / 6 else 0)
    within = _IS_HAN.search(units[end - 1]) and not _PHRASE_END.search(units[end - 1])
    return _LINE + slack**2 + (_WITHIN_PHRASE if within else 0)


def _cut(units: list[str], cuts: list[int]) -> list[str]:
    found: list[str] = []
    end = len(units)
    while end:
        found.insert(0, "".join(units[cuts[end] : end]).strip())
        end = cuts[end]
    return found

"""Cuts a title into lines: at its phrases first, never within a word, a name or before a point."""

import re
from collections.abc import Callable
from itertools import accumulate, chain

from forum.core.names import is_han
from forum.localization.line_breaks import phrases, words

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


def wrap_lines(text: str, width: float, measure: Measure) -> list[str]:
    """Return the lines of a text, as even as they can be.

    measure: the width of a text; a unit that is wider than a line stands on one alone.
    """
    units = list_units(text)
    ends = list(accumulate((measure(unit) for unit in units), initial=0.0))
    costs, cuts = [0.0], [0]
    for end in range(1, len(units) + 1):
        cost, cut = best_break(units, ends, costs, end, width)
        costs.append(cost)
        cuts.append(cut)
    return cut_lines(units, cuts)


def breaks_a_phrase(text: str, drawn_lines: list[str]) -> bool:
    """Tell whether a line of a Han text ends within a phrase."""
    ends = {len("".join(phrase.split())) for phrase in list_phrase_ends(text)}
    cuts = {len("".join(line.split())) for line in accumulate(drawn_lines)}
    return bool(_IS_HAN.search(text)) and not cuts <= ends


def list_phrase_ends(text: str) -> list[str]:
    """Return the text up to the end of each phrase."""
    units = list(accumulate(list_units(text)))
    return [unit for unit in units if _PHRASE_END.search(unit)] + units[-1:]


def list_units(text: str) -> list[str]:
    """Return what no line divides: words, those of Han too, each with the space after it."""
    text = " ".join(text.split())
    if not is_han(text):
        return _UNIT.findall(text)
    listed: list[str] = []
    for word in chain.from_iterable(map(words, phrases(text))):
        if listed and not listed[-1].strip(_OPENING):
            listed[-1] += word
        else:
            listed.append(word)
    return listed


def best_break(
    units: list[str], ends: list[float], costs: list[float], end: int, width: float
) -> tuple[float, int]:
    """Return the least cost of the text up to a unit, and where its last line begins."""
    candidates = [
        (costs[end - 1] + line_cost(units, end - 1, end, ends[end] - ends[end - 1], width), end - 1)
    ]
    for start in range(end - 2, -1, -1):
        length = ends[end] - ends[start]
        if length > width:
            break
        candidates.append((costs[start] + line_cost(units, start, end, length, width), start))
    return min(candidates)


def line_cost(units: list[str], start: int, end: int, length: float, width: float) -> float:
    slack = 1 - length / width
    if end == len(units):
        return _LINE + (_LONELY if start and slack > 5 / 6 else 0)
    within = _IS_HAN.search(units[end - 1]) and not _PHRASE_END.search(units[end - 1])
    return _LINE + slack**2 + (_WITHIN_PHRASE if within else 0)


def cut_lines(units: list[str], cuts: list[int]) -> list[str]:
    drawn_lines: list[str] = []
    end = len(units)
    while end:
        drawn_lines.insert(0, "".join(units[cuts[end] : end]).strip())
        end = cuts[end]
    return drawn_lines

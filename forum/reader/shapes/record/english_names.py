"""English names of organizations in one line: where one ends and the next begins."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations, islice, pairwise

from forum.core.names import fold
from forum.reader.shapes.record import texts
from forum.reader.vocabulary.institutions import (
    INSTITUTION_HEADS_EN,
    INSTITUTION_WORDS_EN,
    OPEN_ENDS_EN,
)
from forum.reader.vocabulary.places import COUNTRIES_EN


@dataclass(frozen=True, slots=True)
class Cut:
    """The names found; certain is False when a border was guessed."""

    names: tuple[str, ...]
    certain: bool


_MARK, _COMMA = re.compile(r"\s*[;；、|｜]\s*"), re.compile(r"\s*[,，]\s*(?:and\s+)?")
_LAST_WORDS = frozenset(
    ["china", "republic", "nations", "kingdom", "states", "exchanges", "commerce", "trade"]
)
_STATES = frozenset(["republic", "kingdom", "state", "states", "union"])
_REGIONS = frozenset(
    ["province", "city", "county", "prefecture", "district", "region", "municipality", "republic"]
)


class Cutter:
    """Cuts English lines; knows names that the database already has."""

    def __init__(self, known_names: Sequence[str] = ()) -> None:
        self._known_names = {fold(name) for name in known_names}

    def cut(self, lines: Sequence[str], expected: int) -> Cut:
        """Cut the lines of one role into names.

        expected: how many Chinese names stand beside them; 0 when there are none.
        """
        lines = [texts.spaced(line) for line in lines if texts.clean(line)]
        if not lines:
            return Cut((), True)
        for names in self._readings(lines):
            if len(names) == expected and not any(self._runs_together(name, 6) for name in names):
                return Cut(tuple(names), True)
        if not expected:
            return self._alone(lines)
        if guessed := self._guess(lines, expected):
            return Cut(tuple(guessed), False)
        return Cut(tuple(self._readings(lines)[-1]), False)

    def _readings(self, lines: Sequence[str]) -> list[list[str]]:
        """Return the ways to read the printed separators, the surest first."""
        whole_lines = _unwrapped(lines)
        by_semicolon = [piece for line in whole_lines for piece in _MARK.split(line) if piece]
        merged = [name for piece in by_semicolon for name in _by_comma(piece)]
        conjoined = [name for piece in merged for name in _by_and(piece)]
        every_comma = [part for piece in by_semicolon for part in _COMMA.split(piece) if part]
        return [by_semicolon, merged, conjoined, every_comma]

    def _alone(self, lines: Sequence[str]) -> Cut:
        """Cut without a Chinese line to count against."""
        by_semicolon, _merged, conjoined, _every = self._readings(lines)
        names = conjoined
        if len(by_semicolon) > len(lines):
            names = [name for piece in by_semicolon for name in _by_and(piece)]
        if any(self._runs_together(name) for name in names):
            cut = [part for name in names for part in self._split_known(name)]
            return Cut(tuple(cut), False)
        return Cut(tuple(names), True)

    def _runs_together(self, name: str, least: int = 5) -> bool:
        return len(self._split_known(name, least)) > 1

    def _split_known(self, name: str, least: int = 5) -> list[str]:
        """Cut where a new institution begins after a name that can end there, likely enough."""
        words = name.split()
        pieces, current = [], words[:1]
        for previous_word, word in pairwise(words):
            score = _border_score(previous_word, word, current, self._known_names)
            if len(current) > 1 and score >= least:
                pieces.append(" ".join(current))
                current = []
            current.append(word)
        return [*pieces, " ".join(current)]

    def _guess(self, lines: Sequence[str], expected: int) -> list[str] | None:
        """Choose the likeliest borders so that as many names come out as expected."""
        words: list[str] = []
        scores: list[float] = []
        for line in lines:
            for place, word in enumerate(re.sub(r"\s*([;；、，,])\s*", r"\1 ", line).split()):
                scores.append(self._score(words, word, place == 0))
                words.append(word)
        likely = sorted(range(1, len(words)), key=lambda at: -scores[at])
        # Few names leave a choice worth weighing; for many the strongest borders are taken.
        likely = [at for at in likely if scores[at] > 0][: expected + (8 if expected <= 6 else -1)]
        best: tuple[float, list[str]] | None = None

        @cache
        def name(start: int, end: int) -> tuple[str, bool]:
            printed = " ".join(words[start:end]).strip(" ,;，；、")
            printed = re.sub(r"^(?:and|&)\s+|\s+(?:and|&)$", "", printed)
            return printed, _is_institution(printed)

        for chosen in islice(combinations(sorted(likely), expected - 1), 5000):
            cut = [name(start, end) for start, end in pairwise([0, *chosen, len(words)])]
            total = sum(scores[at] for at in chosen) + sum(3 * good for _, good in cut)
            if best is None or total > best[0]:
                best = (total, [printed for printed, _ in cut])
        return best[1] if best else None

    def _score(self, words: Sequence[str], word: str, first_of_line: bool) -> float:
        if not words:
            return 0
        last = words[-1]
        return (
            _border_score(last.rstrip(",;"), word, words, self._known_names)
            + 8 * last.endswith((";", "；", "、"))
            + 3 * last.endswith((",", "，"))
            + 6 * (first_of_line and last.casefold() not in OPEN_ENDS_EN)
        )


def _unwrapped(lines: Sequence[str]) -> list[str]:
    """Join a line that ends or begins in the middle of a name to its neighbour."""
    result: list[list[str]] = []
    for line in lines:
        last = result[-1][-1] if result else ""
        open_end = last.endswith((",", "&")) or not OPEN_ENDS_EN.isdisjoint(
            last.casefold().split()[-1:]
        )
        if result and (open_end or line[:1].islower()):
            result[-1].append(line)
        else:
            result.append([line])
    return [" ".join(parts) for parts in result]


def _is_institution(text: str) -> bool:
    acronym = re.fullmatch(r"[A-Z][A-Z0-9&-]{1,11}", text.strip("() ."))
    return bool(acronym) or any(map(_is_institution_word, text.split()))


def _is_institution_word(word: str) -> bool:
    return word.strip("().,'’").casefold() in INSTITUTION_WORDS_EN


def _by_comma(text: str) -> list[str]:
    """Cut at commas; a part that is no institution belongs to the name before it."""
    names: list[list[str]] = []
    for part in re.split(r"\s*[,，]\s*", text):
        part = re.sub(r"^and\s+", "", part)
        starts = part[:1].isupper() or part[:1].isdigit() or part[:4].casefold() == "the "
        if names and not (starts and _is_institution(part)):
            names[-1].append(part)
        elif part:
            names.append([part])
    return [", ".join(parts) for parts in names]


def _by_and(text: str) -> list[str]:
    """Cut at "and" between two institutions."""
    names: list[str] = []
    first = 0
    words = [word.start() for word in _WORD.finditer(text) if _is_institution_word(word[0])]
    for match in re.finditer(r"\s+(?:and|&)\s+(?:the\s+)?", text):
        at, end = match.span()
        complete = _holds(text, first, at, words) and _holds(text, end, len(text), words)
        last = text[max(0, at - 60) : at].casefold().split()[-1:]
        head = _WORD.match(text, end)
        is_head = head is not None and head[0].casefold() in INSTITUTION_HEADS_EN
        begins = is_head or _CAPITALS.match(text, end) is not None
        if complete and begins and OPEN_ENDS_EN.isdisjoint(last):
            names.append(text[first:at])
            first = end
    return [*names, text[first:]]


def _holds(text: str, first: int, end: int, words: list[int]) -> bool:
    """Tell whether an institution stands in a part of the text.

    words: where words for institutions begin; a short part may be an acronym as well.
    """
    place = bisect_left(words, first)
    if place < len(words) and words[place] < end:
        return True
    return end - first <= 40 and _is_institution(text[first:end])


_WORD = re.compile(r"\S+")
_CAPITALS = re.compile(r"[A-Z]{3,}\b")


_MOST_WORDS = 64  # of a name that the database knows


def _border_score(
    previous_word: str, word: str, current: Sequence[str], known_names: set[str]
) -> float:
    """Return how likely a new name begins with a word; 0 or less where it cannot."""
    plain, last = word.strip("(),.;").casefold(), previous_word.strip("(),.;").casefold()
    if not word[:1].isupper() or last in OPEN_ENDS_EN or plain in OPEN_ENDS_EN:
        return -5
    ends_name = {last, last.rstrip("s")} & INSTITUTION_WORDS_EN or previous_word.endswith(")")
    last_words = [word.casefold() for word in current[-3:-1]] if len(current) > 2 else ["", ""]
    of_country = last_words[1] in {"of", "the"} and last in COUNTRIES_EN
    of_state = last_words[1] == "of" and last_words[0] in _STATES
    specifies = plain in INSTITUTION_WORDS_EN and last not in INSTITUTION_WORDS_EN
    people = plain in {"people's", "people’s", "municipal"}
    tails = (fold(" ".join(current[-size:])) for size in range(2, min(12, len(current)) + 1))
    whole = len(current) <= _MOST_WORDS and fold(" ".join(current)) in known_names
    return (
        3 * (plain in INSTITUTION_HEADS_EN)
        + 2 * bool(ends_name)
        + (last in _LAST_WORDS)
        + 3 * of_country
        + 3 * of_state
        - 2 * (specifies and plain not in {"ministry", "department"})
        - 8 * (plain in _REGIONS)
        + (last in _REGIONS) * (-3 if people else 3)
        + 6 * whole
        + 6 * any(tail in known_names for tail in tails)
    )

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
        by_semicolon = [
            piece
            for line in _unwrapped(lines)
            for piece in re.split(r"\s*[;；、|｜]\s*", line)
            if piece
        ]
        merged = [name for piece in by_semicolon for name in _by_comma(piece)]
        conjoined = [name for piece in merged for name in _by_and(piece)]
        every_comma = [
            part
            for piece in by_semicolon
            for part in re.split(r"\s*[,，]\s*(?:and\s+)?", piece)
            if part
        ]
        return [by_semicolon, merged, conjoined, every_comma]

    def _alone(self, lines: Sequence[str]) -> Cut:
        """Cut without a Chinese line to count against."""
        by_semicolon, _merged, conjoined, _every = self._readings(lines)
        explicit = len(by_semicolon) > len(lines)
        names = (
            [name for piece in by_semicolon for name in _by_and(piece)] if explicit else conjoined
        )
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
            if (
                len(current) > 1
                and _border_score(previous_word, word, current, self._known_names) >= least
            ):
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
            printed = _trimmed(" ".join(words[start:end]))
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
        score = _border_score(words[-1].rstrip(",;"), word, words, self._known_names)
        if words[-1].endswith((";", "；", "、")):
            score += 8
        elif words[-1].endswith((",", "，")):
            score += 3
        if first_of_line and words[-1].casefold() not in OPEN_ENDS_EN:
            score += 6
        return score


def _trimmed(name: str) -> str:
    name = name.strip(" ,;，；、")
    return re.sub(r"^(?:and|&)\s+|\s+(?:and|&)$", "", name)


def _unwrapped(lines: Sequence[str]) -> list[str]:
    """Join a line that ends or begins in the middle of a name to its neighbour."""
    result: list[list[str]] = []
    for line in lines:
        last = result[-1][-1] if result else ""
        open_end = last and (
            last.split()[-1].casefold() in OPEN_ENDS_EN or last.endswith((",", "&"))
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


def _starts_name(text: str) -> bool:
    first = text.split()[0] if text.split() else ""
    return first[:1].isupper() or first[:1].isdigit() or first.casefold() == "the"


def _by_comma(text: str) -> list[str]:
    """Cut at commas; a part that is no institution belongs to the name before it."""
    names: list[list[str]] = []
    for part in re.split(r"\s*[,，]\s*", text):
        part = re.sub(r"^and\s+", "", part)
        if names and not (_is_institution(part) and _starts_name(part)):
            names[-1].append(part)
        elif part:
            names.append([part])
    return [", ".join(parts) for parts in names]


def _by_and(text: str) -> list[str]:
    """Cut at "and" between two institutions."""
    names: list[str] = []
    first = 0
    words = [
        word_match.start()
        for word_match in _WORD.finditer(text)
        if _is_institution_word(word_match[0])
    ]
    for match in re.finditer(r"\s+(?:and|&)\s+(?:the\s+)?", text):
        at, end = match.span()
        complete = _holds(text, first, at, words) and _holds(text, end, len(text), words)
        last = _last_word(text, at).casefold()
        if complete and _begins(text, end) and last not in OPEN_ENDS_EN:
            names.append(text[first:at])
            first = end
    return [*names, text[first:]]


def _begins(text: str, at: int) -> bool:
    """Tell whether the word there can head an institution's name."""
    head = _WORD.match(text, at)
    is_head = head is not None and head[0].casefold() in INSTITUTION_HEADS_EN
    return is_head or _CAPITALS.match(text, at) is not None


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


def _last_word(text: str, end: int) -> str:
    words = text[max(0, end - 60) : end].split()
    return words[-1] if words else ""


# No name that the database knows has more words.
_MOST_WORDS = 64


def _border_score(
    previous_word: str, word: str, current: Sequence[str], known_names: set[str]
) -> float:
    """Return how likely a new name begins with a word; 0 or less where it cannot."""
    plain, last = word.strip("(),.;").casefold(), previous_word.strip("(),.;").casefold()
    if not word[:1].isupper() or last in OPEN_ENDS_EN or plain in OPEN_ENDS_EN:
        return -5
    score = 0.0
    if plain in INSTITUTION_HEADS_EN:
        score += 3
    if (
        previous_word.endswith(")")
        or last in INSTITUTION_WORDS_EN
        or last.rstrip("s") in INSTITUTION_WORDS_EN
    ):
        score += 2
    if last in {
        "china",
        "republic",
        "nations",
        "kingdom",
        "states",
        "exchanges",
        "commerce",
        "trade",
    }:
        score += 1
    if len(current) > 2 and current[-2].casefold() in {"of", "the"} and last in COUNTRIES_EN:
        score += 3
    if len(current) > 2 and current[-2].casefold() == "of" and current[-3].casefold() in _STATES:
        score += 3
    if (
        plain in INSTITUTION_WORDS_EN
        and last not in INSTITUTION_WORDS_EN
        and plain not in {"ministry", "department"}
    ):
        score -= 2
    if plain in _REGIONS:
        score -= 8
    if last in _REGIONS:
        score += -3 if plain in {"people's", "people’s", "municipal"} else 3
    if len(current) <= _MOST_WORDS and fold(" ".join(current)) in known_names:
        score += 6
    for length in range(2, min(12, len(current)) + 1):
        if fold(" ".join(current[-length:])) in known_names:
            score += 6
            break
    return score

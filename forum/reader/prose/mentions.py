"""A person as a sentence names her or him."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from forum.core.names import fold
from forum.reader.bilingual import language_of
from forum.reader.event_record import EN, Text
from forum.reader.reading import Certainty

_BEGINNING: Final = 2


@dataclass(frozen=True, slots=True)
class Mention:
    """A person in a sentence. start, end: of title, name and honorific, in the sentence's text.

    title: as it stands before or behind the name, "" where none does. rank: what stands behind a
    Chinese name, as 教授 does. name_start: where the name begins. latin: in brackets behind it.
    """

    start: int
    end: int
    name: str
    language: str
    title: str = ""
    honorific: str = ""
    name_start: int = 0
    certainty: Certainty = Certainty.LIKELY
    latin: str = ""

    @property
    def name_text(self) -> Text:
        return {self.language: self.name, **({EN: self.latin} if self.latin else {})}

    def titled_as(self, known: Text) -> Text:
        """Return the title that is told here, or the known one of which that is a word or two."""
        is_part = fold(self.title) in fold(known.get(self.language, ""))
        return known if is_part else self.title_text

    @property
    def title_text(self) -> Text:
        return {language_of(self.title): self.title} if self.title else {}

    @property
    def honorific_text(self) -> Text:
        return {language_of(self.honorific): self.honorific} if self.honorific else {}


class Roster:
    """The names that a document gives with a title or an honorific, to be met again without."""

    def __init__(self, *, calls_by_surname: bool = False) -> None:
        """calls_by_surname: whether the text does, as news do: Berg said; the Minister said."""
        self.calls_by_surname = calls_by_surname
        self._names: dict[str, str] = {}
        self._surnames: dict[str, set[str]] = {}
        # Any folded word of a name of several -> the names that have it.
        self._words: dict[str, set[str]] = {}
        self._beginnings: dict[str, list[str]] = {}
        # First character of a Chinese name -> name -> what its bearer is.
        self._ranks: dict[str, dict[str, str]] = {}
        # Folded name -> what its bearer is called at the first place that gives a title, and where.
        self._titles: dict[str, tuple[Text, int]] = {}

    def add(self, mentions: Iterable[Mention], line: int = 0) -> None:
        """Remember the people of a sentence, by the longest form of their names above it."""
        for mention in mentions:
            if self.find_whole(mention.name):
                continue
            told, _line = self._titles.get(fold(mention.name), ({}, 0))
            # 潮汐学院林岚, and further below 我校潮汐学院院长林岚
            is_house = any(text in mention.title for text in told.values())
            if mention.title and (not told or is_house):
                self._titles[fold(mention.name)] = mention.title_text, line
            if fold(mention.name) not in self._names:
                self._names[fold(mention.name)] = mention.name
                alike = self._beginnings.setdefault(mention.name[:_BEGINNING], [])
                alike.append(mention.name)
                alike.sort(key=len, reverse=True)
            ranks = self._ranks.setdefault(mention.name[:1], {})
            ranks[mention.name] = (
                f"{ranks.get(mention.name, '')} {mention.title}{mention.honorific}"
            )
            if words := mention.name.split():
                for word in (words[0], words[-1]):
                    self._surnames.setdefault(fold(word), set()).add(mention.name)
                for word in words:
                    self._words.setdefault(fold(word), set()).add(mention.name)

    def add_name(self, name: Text) -> None:
        """Remember somebody of whom nothing but the name is known, in each of its languages."""
        self.add(Mention(0, 0, text, language) for language, text in name.items())

    def __contains__(self, name: str) -> bool:
        return fold(name) in self._names

    def title_of(self, name: Text) -> tuple[Text, int]:
        """Return the title that the document gives somebody first, and the line; ({}, 0): none."""
        titles = (self._titles.get(fold(text)) for text in name.values())
        return next(filter(None, titles), ({}, 0))

    def with_surname(self, surname: str) -> str:
        """Return the one person of a surname, "" where there are none or several."""
        names = self._surnames.get(fold(surname), set())
        return next(iter(names)) if len(names) == 1 else ""

    def find_whole(self, name: str) -> str:
        """Return the one longer name of which one leaves out a middle part, "" for none."""
        first, *middle = name.split() or [""]
        if not middle:
            return ""
        longer = [
            known for known in self._surnames.get(fold(middle[-1]), ())
            if len(words := known.split()) > len(middle) + 1
            and (first, middle[-1]) == (words[0], words[-1]) and set(middle) <= set(words)
        ]  # fmt: skip
        return longer[0] if len(longer) == 1 else ""

    def find_longer(self, name: str) -> str:
        """Return the one longer name of which a name leaves out the first words, "" for none."""
        words = [fold(word) for word in name.split()]
        longer = [
            known for known in self._words.get(words[0], ()) if len(words) > 1
            and len(run := [fold(word) for word in known.split()]) > len(words)
            and f" {' '.join(words)} " in f" {' '.join(run[1:])} "
        ]  # fmt: skip
        return longer[0] if len(longer) == 1 else ""

    def with_post(self, post: str) -> str:
        """Return the one person in whose English title the words of a post stand, "" for none."""
        held = [re.compile(rf"\b{re.escape(word)}\b") for word in post.split()]
        names = {
            self._names[name] for name, (title, _line) in self._titles.items()
            if all(word.search(title.get(EN, "")) for word in held)
        }  # fmt: skip
        return next(iter(names)) if len(names) == 1 else ""

    def with_rank(self, surname: str, rank: str) -> str:
        """Return whom a surname with a rank means, 林校长, "" for nobody or several."""
        ranks = self._ranks.get(surname, {})
        names = [name for name, title in ranks.items() if rank in title]
        return names[0] if len(names) == 1 else ""

    def find_in(self, text: str) -> Iterator[tuple[int, str]]:
        """Yield where names stand in a text, of two that begin alike the longer one."""
        for start in range(len(text) - 1):
            for name in self._beginnings.get(text[start : start + _BEGINNING], ()):
                if text.startswith(name, start):
                    yield start, name
                    break


def without_overlaps(mentions: Iterable[Mention]) -> list[Mention]:
    """Return mentions from left to right; of two that overlap the one that was found first."""
    accepted: list[Mention] = []  # from left to right
    starts: list[int] = []
    for mention in mentions:
        place = bisect_right(starts, mention.name_start)
        beside = accepted[max(0, place - 1) : place + 1]
        if all(
            mention.end <= other_mention.name_start or mention.name_start >= other_mention.end
            for other_mention in beside
        ):
            accepted.insert(place, mention)
            starts.insert(place, mention.name_start)
    return accepted


def group_mentions(
    text: str, mentions: Iterable[Mention], is_joint: Callable[[str], bool]
) -> list[list[Mention]]:
    """Return mentions in groups, between which nothing stands but what joins people."""
    groups: list[list[Mention]] = []
    for mention in mentions:
        if groups and is_joint(text[groups[-1][-1].end : mention.start]):
            groups[-1].append(mention)
        else:
            groups.append([mention])
    return groups


def group_before(
    text: str,
    groups: Sequence[Sequence[Mention]],
    place: int,
    is_bridge: Callable[[str], bool],
) -> Sequence[Mention] | None:
    """Return the people between whom and a place nothing but circumstances stands."""
    group = next((group for group in reversed(groups) if group[-1].end <= place), None)
    return group if group and is_bridge(text[group[-1].end : place]) else None

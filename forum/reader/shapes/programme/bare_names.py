"""Speakers whom nothing but the form of their names shows, where enough of them are surely names.

Two words may be a topic, Green Ports. Where rows of one form have frequent given names in one
place, or initials, what stands in that place is names in all of them.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, zip_longest
from typing import Final

from forum.core.names import fold
from forum.reader.bilingual import language_of
from forum.reader.event_record import EN, Line
from forum.reader.shapes.programme.cells import GuestCell
from forum.reader.shapes.programme.rows import AgendaRow
from forum.reader.shapes.programme.talks import is_house
from forum.reader.shapes.record.name_forms import (
    has_house_word,
    has_title_word,
    is_whole_name,
    split_honorific,
)
from forum.reader.shapes.record.role_labels import role_label
from forum.reader.shapes.session_topics import find_kind, names_break
from forum.reader.vocabulary.furniture import LINKED
from forum.reader.vocabulary.given_names import GIVEN_NAMES
from forum.reader.vocabulary.list_marks import LIST_MARK
from forum.reader.vocabulary.shapes import TIMED

ALONE: Final = "alone"
_FEWEST_NAMES: Final = 3
_FEWEST_KNOWN: Final = 2
_LEAST_KNOWN: Final = 1 / 4
_MOST_POSTS: Final = 1 / 4
_MOST_WORDS: Final = 5
_SHORTEST_TOPIC: Final = 3
_SHORTEST_TITLE: Final = 12
_LONGEST_TITLE: Final = 300
_SENTENCE_WITHIN: Final = re.compile(r"[a-z)]\.\s+[A-Z]")
_LONGEST_POST: Final = 60
_AND: Final = r",\s+(?:and\s+|&\s+)?|\s*[;\n]\s*|\s+(?:and|&)\s+"
_QUOTES: Final = ' “”"–-\\'
_INITIAL: Final = re.compile(r"(?:^|\s)[A-Z]\.(?=\s)")
# Anna Berg*, Tom Li2
_FOOTNOTE: Final = re.compile(r"(?<=[^\W\d_])(?:[*†‡§]+|\d{1,2}(?:,\d)*)(?=\W|$)")
_BRACKETS: Final = re.compile(r"\s*[（(](?P<house>[^（()）]{2,120})[)）]")
# Invited talk (online): Anna Berg
# Anna Berg. Tides; Anna Berg  Tides
_APART: Final = re.compile(r"[^\W\d_]{4}\.(?:\s|$)|\s\s")
_KIND_BEFORE: Final = re.compile(
    r"^(?P<kind>(?:[\w-]+\s+){0,3}?(?:talks?|lectures?|tutorials?|keynotes?|speech|speakers?|presentations?|plenary|address|demos?)"
    r"(?:\s+\d{1,2})?(?:\s*\([^()]{2,30}\))?)\s*(?:[:：–—]|\s-|\s+by\b|\n|\t)\s*(?P<rest>\S[\s\S]*)$",
    re.IGNORECASE,
)
# What parts names from what they speak on; the first one counts before a topic, the last behind.
_MARKS: Final = {
    "line": re.compile(r"\s*\n\s*"),
    "gap": re.compile(r"\s*(?:\t|\s{2,})\s*"),
    "stroke": re.compile(r"\s+[|｜/]\s+|\s*[|｜]\s*"),
    "dash": re.compile(r"\s+-{1,2}\s+|\s*[–—]\s+|\s+[–—]\s*"),
    "colon": re.compile(r"\s*[:：]\s+"),
    "stop": re.compile(r"(?<=[\w)’][\w)’”\"])[.?!]\s+"),
}
# Words of programmes that two capitals make look like a name.
_NO_NAMES: Final = frozenset(
    [
        "session", "talk", "talks", "poster", "posters", "team", "travel", "excursion", "group",
        "groups", "breakout", "dinner", "reception", "event", "social", "free", "time", "hour",
        "lightning", "invited", "contributed", "paper", "papers", "round", "table", "wrap",
        "up", "meeting", "general", "best", "final", "closing", "opening", "demo", "demos",
        "tutorial", "lecture", "tba", "tbd", "tbc", "conference", "committee", "gala", "tour",
        "part", "day", "morning", "afternoon", "evening", "arrival", "departure", "check",
    ]
)  # fmt: skip


# Lines, and who speaks there, each with the topic.
type TitledPair = tuple[tuple[int, ...], tuple[GuestCell, ...]]


@dataclass(frozen=True, slots=True)
class NamedTalk:
    """People and what they speak on, "" for not told; form: where the names stand, beside what."""

    form: str
    people: tuple[GuestCell, ...]
    topic: str = ""
    kind: str = ""

    @property
    def names(self) -> list[str]:
        """The names as they are printed."""
        return [cell.text for cell in self.people]


def seat_bare_names(rows: Sequence[AgendaRow]) -> None:
    """Take those whom the words of rows name by their form alone, where several rows have it."""
    open_rows = [row for row in rows if not row.guests and row.topic and not names_break(row.topic)]
    read = [(row, list(read_forms(row.topic))) for row in open_rows]
    sure = find_sure_forms(talk for _row, talks in read for talk in talks)
    alone = sum(talk.form == ALONE for _row, talks in read for talk in talks)
    by_form = {cell.text for row in rows for cell in row.guests if cell.is_by_form}
    for row, talks in read if sure or are_surely_names(by_form) else ():
        talk = next((talk for talk in talks if talk.form in sure), None) or next(
            (talk for talk in talks if 2 * _count_known(talk.names) >= len(talk.names)), None
        )
        if talk is None:
            continue
        # A topic may look like a name where few rows are names alone.
        is_doubtful = talk.form == ALONE and 2 * alone < len(read) and not _count_known(talk.names)
        row.topic, row.heading = talk.topic, row.heading or talk.kind
        row.guests = [replace(cell, is_by_form=True, asks_name=is_doubtful) for cell in talk.people]


def find_sure_forms(talks: Iterable[NamedTalk]) -> set[str]:
    """Return the forms that enough surely have; beside such others need one name that is known."""
    by_form: dict[str, set[str]] = {}
    topics: dict[str, list[str]] = {}
    for talk in talks:
        by_form.setdefault(talk.form, set()).update(talk.names)
        topics.setdefault(talk.form, []).append(talk.topic)
    by_form = {form: names for form, names in by_form.items() if not _are_posts(topics[form])}
    sure = {form for form, names in by_form.items() if are_surely_names(names)}
    beside = {
        form for form, names in by_form.items()
        if form != ALONE and len(names) >= _FEWEST_NAMES and _count_known(names)
    }  # fmt: skip
    return sure | beside if sure else set()


def _are_posts(texts: Sequence[str]) -> bool:
    """Tell whether many of what stands beside names say what these are: Anna Berg, Director."""
    posts = [
        text for text in texts
        if has_title_word(text.split(",")[0], EN) or any(map(is_house, text.split(", ")))
    ]  # fmt: skip
    return len(posts) > _MOST_POSTS * len(texts)


def are_surely_names(names: Iterable[str]) -> bool:
    """Tell whether enough of what stands in one place are names that can be nothing else."""
    names = set(names)
    known = _count_known(names)
    is_enough = known >= _FEWEST_KNOWN and known >= _LEAST_KNOWN * len(names)
    return len(names) >= _FEWEST_NAMES and is_enough


def _count_known(names: Iterable[str]) -> int:
    return sum(map(is_known_name, names))


def is_known_name(name: str) -> bool:
    """Tell whether a name of several words begins with a frequent given name, or has an initial."""
    first, *further = split_honorific(name, EN)[0].split()
    is_given = fold(re.split("[-‐]", first)[0]) in GIVEN_NAMES
    return bool(further) and (is_given or bool(_INITIAL.search(name)))


def read_forms(text: str) -> Iterator[NamedTalk]:
    """Yield what a text may say, one for each form that it has."""
    text = LINKED.sub("", text).strip(" *_\\")
    if kind := _KIND_BEFORE.match(text):
        for talk in read_forms(kind["rest"]):
            yield replace(talk, kind=kind["kind"].strip())
        return
    if people := read_people(text):
        yield NamedTalk(ALONE, people)
        return
    for name, pattern in _MARKS.items():
        parts = list(pattern.finditer(text))
        if not parts:
            continue
        first, last = parts[0], parts[-1]
        before, behind = text[: first.start()], text[first.end() :]
        if (people := read_people(before)) and _may_be_topic(behind):
            yield NamedTalk(f"before {name}", people, behind.strip(_QUOTES))
        # Of lines the first ones may be the topic, and names alone all that stand below.
        for mark in parts if name == "line" else (last,):
            before, behind = text[: mark.start()], text[mark.end() :]
            if (people := read_people(behind)) and _may_be_topic(before):
                yield NamedTalk(f"behind {name}", people, before.strip(_QUOTES))
                break
    yield from filter(None, (_before_comma(text), _behind_comma(text)))


def _behind_comma(text: str) -> NamedTalk | None:
    """Read names behind the last comma that no name stands before."""
    for mark in re.finditer(r",\s+", text):
        topic = text[: mark.start()]
        if (people := read_people(text[mark.end() :])) and not read_people(topic):
            return NamedTalk("behind comma", people, topic) if _may_be_topic(topic) else None
    return None


def _before_comma(text: str) -> NamedTalk | None:
    """Read names that commas part from each other, and from what they speak on."""
    for mark in reversed(list(re.finditer(_AND, text))):
        if mark[0].startswith(",") and (people := read_people(text[: mark.start()])):
            topic = text[mark.end() :]
            return NamedTalk("before comma", people, topic) if _may_be_topic(topic) else None
    return None


def _may_be_topic(text: str) -> bool:
    is_person = role_label(text, language_of(text)) or has_title_word(text, language_of(text))
    return len(text.strip()) >= _SHORTEST_TOPIC and not (is_person and len(text.split()) < 4)


def read_people(text: str) -> tuple[GuestCell, ...]:
    """Return the people whom a text names with or without their houses, () if it says more.

    A house in brackets behind several names may be that of the last one alone, which is asked.
    """
    people: list[GuestCell] = []
    place = 0
    text = text.strip(" *_,;.")
    for bracket in chain(_BRACKETS.finditer(text), [None]):
        listed = text[place : bracket.start() if bracket else None]
        place = bracket.end() if bracket else len(text)
        if bracket is None and people and not listed:
            break
        if not (named := _read_list(re.sub(rf"^(?:{_AND}|\s*and\s+)", "", listed))):
            return ()
        house = bracket["house"] if bracket else ""
        if house and not named[-1].titles:
            named = [
                replace(cell, titles=house, asks_title=cell is not named[-1] or house[0].isdigit())
                if not cell.titles
                else cell for cell in named
            ]  # fmt: skip
        people += named
    return tuple(people)


def _read_list(text: str) -> list[GuestCell]:
    """Return names that commas part, behind each perhaps a house."""
    people: list[GuestCell] = []
    for part in re.split(_AND, text.strip()):
        printed = _FOOTNOTE.sub("", part.strip(" *_"))
        is_again = any(printed.startswith(cell.text) for cell in people)  # Colin Berg Shipping
        if _is_name(printed) and not is_again:
            people.append(GuestCell(printed))
        elif people and not people[-1].titles and (is_again or is_house(printed)):
            people[-1] = replace(people[-1], titles=printed)
        else:
            return []
    return people


def _is_name(text: str) -> bool:
    name = split_honorific(text, EN)[0]
    words = {word.strip(".,").casefold() for word in name.split()}
    is_word = find_kind(text, EN) or has_title_word(name, EN) or has_house_word(name)
    return (
        not _APART.search(name) and language_of(name) == EN and is_whole_name(name)
        and len(words) <= _MOST_WORDS and words.isdisjoint(_NO_NAMES) and not is_word
    )  # fmt: skip


def find_titled_pairs(written: Sequence[Line]) -> Mapping[int, TitledPair]:
    """Return talks of two lines by the first one's number: the topic, and below it who speaks.

    Where several are so, and one of the two lines is names alone; an entry of a list may be names,
    and the line below it the topic. written: no blank lines.
    """
    near = [
        (above, below, further)
        for above, below, further in zip_longest(written, written[1:], written[2:])
        if below and below.number <= above.number + 2
    ]
    below_topics: dict[int, TitledPair] = {
        above.number: ((above.number, below.number), _with_topic(people, above))
        for above, below, further in near
        if LIST_MARK.match(above.text) or not LIST_MARK.match(below.text)
        if not (further and _is_post(further))
        if (people := _people_of_line(below)) and _may_be_title(above)
    }
    above_topics: dict[int, TitledPair] = {
        above.number: ((above.number, below.number), _with_topic(people, below))
        for above, below, _further in near
        if LIST_MARK.match(above.text) and not LIST_MARK.match(below.text)
        if (people := _people_of_line(above)) and _may_be_title(below)
    }
    return _surely_named(below_topics) or _surely_named(above_topics)


def _surely_named(pairs: Mapping[int, TitledPair]) -> Mapping[int, TitledPair]:
    names = {cell.text for _lines, people in pairs.values() for cell in people}
    return pairs if len(pairs) >= _FEWEST_NAMES and are_surely_names(names) else {}


def _people_of_line(line: Line) -> tuple[GuestCell, ...]:
    is_other = TIMED.search(line.text) or line.heading
    return () if is_other else read_people(LIST_MARK.sub("", line.text))


def _with_topic(people: Sequence[GuestCell], line: Line) -> tuple[GuestCell, ...]:
    topic = LIST_MARK.sub("", line.text.strip()).strip(_QUOTES)
    return tuple(replace(cell, topic=topic, is_by_form=True) for cell in people)


def _may_be_title(line: Line) -> bool:
    text = LIST_MARK.sub("", line.text.strip())
    is_other = bool(TIMED.search(line.text) or line.heading or role_label(text, language_of(text)))
    is_other |= bool(read_people(re.split(r"[:：]\s", text)[-1]))  # Leaders: Anna Berg
    is_other |= _is_post(line) or bool(read_people(text) or find_kind(text, language_of(text)))
    is_long = len(text) > _LONGEST_TITLE or _SENTENCE_WITHIN.search(text)
    return (
        len(text) >= _SHORTEST_TITLE
        and not (is_long or is_other)
        and not text.endswith((":", "："))
    )


def _is_post(line: Line) -> bool:
    """Tell whether a line may say what somebody is whom the line above names."""
    text = LIST_MARK.sub("", line.text.strip())
    return len(text) <= _LONGEST_POST and (has_title_word(text, EN) or is_house(text))

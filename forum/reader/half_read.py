"""What stands in no field of a line from which others were filled: a second name, a room, hours."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Set
from itertools import groupby, pairwise
from typing import Final

from forum.reader.bilingual import language_of
from forum.reader.event_record import (
    EN,
    ZH,
    AppearanceRecord,
    EventRecord,
    Level,
    Line,
    OrganizationRecord,
    PersonRecord,
    SessionRecord,
)
from forum.reader.folded_text import plain_han
from forum.reader.prose.sentences import read_paragraph
from forum.reader.shapes.record import dates, texts, times
from forum.reader.shapes.record.role_labels import role_label
from forum.reader.shapes.session_topics import find_kind
from forum.reader.vocabulary.shapes import FACT_LABEL, TIME_COLUMN

# What parts the words of a line that no field holds. A label ends at a colon, and is none of them.
_READ: Final = "\0"
_LABELS: Final = re.compile(rf"[^\0\t:：,，;；|｜（(]{{1,40}}[:：]|{_READ}")
_LEFT: Final = re.compile(
    r"\0|[\t|｜/／;；,，、。:：()（）\[\]【】<>《》“”\"·•…]+|\s[-–—]+\s|\s{2,}"
)
_WORDS: Final = re.compile(r"[\u3400-\u9fff]|[^\W\d_\u3400-\u9fff]+(?:[-’'][A-Za-z]+)*")
_FEWEST_HAN: Final = 4
_BY: Final = re.compile(r"\s+(?:by|with|from|of|at|in|on)(?:\s+the)?$", re.IGNORECASE)
_DAY: Final = re.compile(r"^(?:\d{1,2}月)?\d{1,2}[日号](?:[上下]午|晚上?)?")
_LONGEST_ROW: Final = 200
_WORD: Final = re.compile(r"[\u3400-\u9fff]|[^\W\d_\u3400-\u9fff]+")
_QUOTED: Final = re.compile("“[^“”]+”|《[^《》]+》")
# Of a sentence that is told so many pairs of words are in fields; of what it quotes as many.
_LEAST_TOLD: Final = 0.4
_LEAST_TOLD_OF_QUOTED: Final = 0.8
_FEWEST_QUOTED: Final = 4
# So many pairs are in none that more is said than who did what, where and when: of a sentence with
# a name of the record, and of another one.
_FEWEST_UNTOLD: Final = {ZH: (30, 12), EN: (22, 8)}


def find_half_read(
    record: EventRecord, lines: Iterable[Line]
) -> Iterator[tuple[str, tuple[int, ...]]]:
    """Yield what stands in no field of the lines from which others were filled; passages together.

    So are the hours beside the day of an event, which has none of its own. Of sentences, of what
    was said, and of lines that a finding names nothing is told.
    """
    named = {
        number
        for finding in record.findings
        if finding.level is not Level.NOTE
        for number in finding.lines
    }
    told, spoken = _told_by_lines(record)
    known = defaultdict[str, str](str)
    for person in record.people:
        for word in {part for name in person.name.values() for part in (name, *name.split())}:
            known[word] += "".join("".join(person.title.values()).split())
    halves = (
        (
            number,
            "" if number in named | spoken
            else _left_over(line, told[number], known) if number in told
            else _hours_beside_day(line.text),
        )
        for line in lines
        if (number := line.number)
    )  # fmt: skip
    yield from _passages(halves)


def find_untold(
    record: EventRecord, lines: Iterable[Line], silent: Set[int] = frozenset()
) -> Iterator[tuple[str, tuple[int, ...]]]:
    """Yield the sentences of which no field and no finding has a trace; passages together.

    silent: numbers of the lines of which nothing is to be told.
    """
    told = {pair for text in _texts_in(record) for pair in _pairs_of_words(text)}
    called = [person.name for person in record.people]
    called += [organization.name for organization in record.organizations]
    facts = (record.title, record.city, record.venue)
    names = {name for words in (*facts, *called) for name in words.values()}
    yield from _passages(
        (line.number, _untold_sentences(line, told, names))
        for line in lines
        if line.text.strip() and line.number not in silent
    )


def _passages(pieces: Iterable[tuple[int, str]]) -> Iterator[tuple[str, tuple[int, ...]]]:
    """Yield the words of lines that follow each other, with their numbers; "" parts them."""
    for is_said, passage in groupby(pieces, key=lambda piece: bool(piece[1])):
        if is_said:
            numbers, words = zip(*passage, strict=True)
            yield " … ".join(words), numbers


def _texts_in(value: object) -> Iterator[str]:
    """Yield every text within a record."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        yield from _texts_in(tuple(value.values()))
    elif isinstance(value, Collection):
        for part in value:
            yield from _texts_in(part)
    else:
        for name in getattr(value, "__slots__", ()):
            yield from _texts_in(getattr(value, name, ""))


def _untold_sentences(line: Line, told: Set[tuple[str, ...]], names: Set[str]) -> str:
    """Return the sentences of a line, no row of a table, of which hardly a pair of words is told.

    Of the others what they quote is weighed alone: the topics of several speakers.
    """
    if line.table is not None or "\t" in line.text:
        return ""
    paragraph = read_paragraph(line)
    untold: list[str] = []
    for sentence in paragraph.sentences:
        if not texts.ends_sentence(sentence.text):
            continue
        pairs = _pairs_of_words(sentence.text)
        if len(pairs & told) < _LEAST_TOLD * len(pairs):
            of_named, of_others = _FEWEST_UNTOLD[paragraph.language]
            count = len(pairs - told)
            if count >= of_named or (
                count >= of_others and not any(name and name in sentence.text for name in names)
            ):
                untold.append(sentence.text)
        else:
            quoted = _QUOTED.findall(sentence.text)
            untold += [words for words in quoted if _is_new(_pairs_of_words(words), told)]
    return " ".join(untold)


def _is_new(pairs: Set[tuple[str, ...]], told: Set[tuple[str, ...]]) -> bool:
    """Tell whether what is quoted is no part of a field."""
    is_long = len(pairs) >= _FEWEST_QUOTED
    return is_long and len(pairs & told) < _LEAST_TOLD_OF_QUOTED * len(pairs)


def _pairs_of_words(text: str) -> set[tuple[str, ...]]:
    words = _WORD.findall(plain_han(text).casefold())
    return set(pairwise(words))


def _told_by_lines(record: EventRecord) -> tuple[dict[int, set[str]], set[int]]:
    """Return the texts for which each line stands, and the lines of what somebody said."""
    told, spoken = defaultdict[int, set[str]](set), set[int]()
    facts = (record.title, record.subtitle, record.venue, record.city, record.country)
    names = {person.key: person.name for person in record.people}
    parts: tuple[OrganizationRecord | SessionRecord | PersonRecord | AppearanceRecord, ...] = (
        *record.organizations, *record.sessions, *record.people, *record.appearances,
    )  # fmt: skip
    for part in parts:
        fields = [getattr(part, name) for name in part.__slots__]
        values = {text for field in (*fields, *facts) if isinstance(field, Mapping)
                  for text in field.values()}  # fmt: skip
        if isinstance(part, AppearanceRecord):
            values.update(names[part.person].values())
        if isinstance(part, PersonRecord):
            values.update(part.other_names)
        is_spoken = any(getattr(part, name, None) for name in ("remarks", "summary"))
        for number in part.lines:
            told[number].update(values)
        spoken.update(part.lines if is_spoken else ())
    return told, spoken


def _hours_beside_day(text: str) -> str:
    """Return the hours that a label of an event states, "" for none: Date: 4 May, 9h-12h."""
    label = FACT_LABEL.match(plain_han(text))
    if label is None or not TIME_COLUMN.search(label[0]):
        return ""
    stated = text[label.end() :]
    hours = times.find(stated)
    return stated[hours.first :].strip() if hours and hours.valid else ""


def _left_over(line: Line, values: Set[str], known: Mapping[str, str]) -> str:
    """Return the words of a line that are in none of its values, "" where they are few.

    known: names of people, and their words -> the titles of who bears them.
    """
    rest = line.text
    if len(rest) > _LONGEST_ROW or texts.ends_sentence(rest):
        return ""
    parts = {part for value in values for part in value.split("\n") if part}
    for text in sorted(parts, key=len, reverse=True):
        rest = rest.replace(text, _READ)
    for span in (dates.find(rest), times.find(rest)):
        rest = rest.replace(span.printed, _READ) if span else rest
    words = rest.replace(_READ, " ").split()
    whole = "".join("".join([*values, *(known[word] for word in words if word in known)]).split())
    pieces = (piece.strip(" .*-–—") for piece in _LEFT.split(_LABELS.sub(_READ, rest)))
    return (
        " ".join(piece for piece in pieces if _is_left_over(piece, whole, known))
        if _READ in rest
        else ""
    )


def _is_left_over(words: str, whole: str, known: Mapping[str, str]) -> bool:
    """Tell whether words say more than a role, a kind of session, a name, or what the values say.

    whole: these, without blanks.
    """
    code = language_of(words)
    head = plain_han(_BY.sub("", _DAY.sub("", words)).strip())
    letters = _WORDS.findall(head)
    return len(letters) >= (_FEWEST_HAN if code == ZH else 2) and not (
        all(word in whole or word in known for word in words.split())
        or role_label(f"{head}:", code)
        or find_kind(head, code)
        or FACT_LABEL.match(f"{words}:")
    )

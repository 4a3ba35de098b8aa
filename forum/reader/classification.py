"""What shape a document is of, by what speaks for one; nothing is found by exclusion.

Each shape has a score of its own, from 0 to some 3, of evidence that only it has: words in the
title, heads of tables, labels, how lines begin. The best score above the bar decides; where none
reaches it the shape is unknown.
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from statistics import median
from typing import Final

from forum.reader.bilingual import language_of
from forum.reader.event_record import Line
from forum.reader.folded_text import shadow
from forum.reader.layout import lay_out
from forum.reader.padding import close_label
from forum.reader.people_lists import is_list_heading, read_list_entry
from forum.reader.prose.mentions import Roster
from forum.reader.prose.prose_reader import find_mentions
from forum.reader.prose.sentences import ProseParagraph, read_paragraphs
from forum.reader.reading import Shape
from forum.reader.shapes.event_head import PROGRAMME_LINE
from forum.reader.shapes.lists.cards import find_cards
from forum.reader.shapes.minutes.attendance import find_attendance_lists
from forum.reader.shapes.minutes.items import ORDINAL
from forum.reader.shapes.minutes.talk_minutes import find_minuted_talks
from forum.reader.shapes.news.headed_talks import (
    find_headed_talks,
    find_named_talks,
    find_noted_talks,
    may_note_talks,
)
from forum.reader.shapes.news.release import quotes_signers
from forum.reader.shapes.programme.bare_talks import find_bare_talks
from forum.reader.shapes.programme.blocks import find_blocks, is_styled_head
from forum.reader.shapes.programme.grids import is_talk_table
from forum.reader.shapes.programme.labelled_talks import find_labelled_talks
from forum.reader.shapes.programme.talk_lists import find_talks
from forum.reader.shapes.programme.untimed import read_untimed_rows
from forum.reader.shapes.record import evidence, texts
from forum.reader.shapes.record.name_forms import HONORIFIC_EN, is_name_en, is_whole_name
from forum.reader.shapes.record.role_labels import role_label
from forum.reader.shapes.transcript.names import find_listed
from forum.reader.shapes.transcript.turn_forms import has_stamps, write_turns
from forum.reader.shapes.transcript.turn_labels import (
    find_handles,
    find_heads_alone,
    has_bracketed_labels,
    has_labels_alone,
    is_called,
    without_brackets,
    write_handle,
)
from forum.reader.table_columns import SPREAD
from forum.reader.tables import Table
from forum.reader.vocabulary import numerals
from forum.reader.vocabulary import shapes as words
from forum.reader.vocabulary.minutes import (
    ATTENDANCE_ALONE,
    ATTENDING,
    LABEL,
    NAMED_MARK,
    NO_SPEAKER,
    is_part,
)

_BAR: Final = 1.0
_HEAD_LINES: Final = 4
_LONGEST_TITLE: Final = 160
_HEADER_ROWS: Final = 3
_HEAD_OF_REPORT: Final = 8
# More of a text than this in a programme's tables, or in turns, is no record's body.
_MOST_TABLED: Final = 0.6
_FEWEST_TOLD: Final = 0.6
_FEWEST_TIMES: Final = 3
_LEAST_TIMED: Final = 0.25  # of the lines
_FEWEST_TALKS: Final = 4  # lines
_FEWEST_BLOCKS: Final = 2
_FEWEST_TURNS: Final = 4
_MANY_TURNS: Final = 12
_MOSTLY_TURNS: Final = 0.8  # of the text
_FEWEST_SPEAKERS: Final = 2
_FEWEST_NUMBERED: Final = 4
_FEWEST_NAMED: Final = 3
_FEWEST_ITEMS: Final = 2
_FEWEST_SECTIONS: Final = 3
_SHORTEST_PROSE: Final = 30
_MOST_READ: Final = 20  # paragraphs
_SHORTEST_TURN: Final = 40  # characters, in the median
_SHORTEST_OF_CAST: Final = 8  # where the lines above name those who speak
_FEWEST_OF_CAST: Final = 3
_SHORTEST_TITLED: Final = 16  # where the document calls itself a transcript

_NAME: Final = re.compile(
    r"\b[A-ZÀ-Þ][\w’'-]*[a-zà-ÿ](?:\s[A-ZÀ-Þ]\.)?\s(?=(?P<last>[A-ZÀ-Þ][\w’'-]*[a-zà-ÿ]))"
)


@dataclass(frozen=True)
class Clues:
    """What of a document speaks for its shape."""

    lines: Sequence[Line]
    tables: Sequence[Table]
    is_table_file: bool

    @cached_property
    def written(self) -> list[str]:
        """The lines that are not blank, unwrapped, as words are matched in them."""
        meant = lay_out(tuple(self.lines)).lines
        plain = write_turns([line.text if line.table is None else "" for line in meant])
        printed = (
            text if line.table is None else line.text
            for line, text in zip(meant, plain, strict=True)
        )
        return [
            words.put_time_first(close_label(shadow(text.strip())))
            for text in printed
            if text.strip()
        ]

    @cached_property
    def paragraphs(self) -> list[ProseParagraph]:
        """The lines cut into sentences, which is dear: asked for where cheaper signs ask for it."""
        return read_paragraphs(self.lines)

    @cached_property
    def spoken(self) -> list[str]:
        """The same where labels have a capital, and end with a colon where brackets stood."""
        handles = find_handles(self.written)
        written = [write_handle(text, handles) for text in self.written]
        if not has_bracketed_labels(written):
            return written
        return [without_brackets(text) for text in written]

    @cached_property
    def head(self) -> list[str]:
        """The first lines, as far as one may be the document's title."""
        return [text for text in self.written[:_HEAD_LINES] if len(text) <= _LONGEST_TITLE]

    @cached_property
    def tabled_share(self) -> float:
        """The share of the text, 0 to 1, that stands in tables of times and topics."""
        tabled = (
            table for table in self.tables
            if any(_names_columns(row.texts, words.TIME_COLUMN, words.TOPIC_COLUMN)
                   for row in table.rows[:_HEADER_ROWS])
        )  # fmt: skip
        numbers = {number for table in tabled for number in table.lines}
        return sum(len(line.text) for line in self.lines if line.number in numbers) / self.size

    @cached_property
    def size(self) -> int:
        """How many characters the document has."""
        return sum(map(len, self.written)) or 1

    @cached_property
    def titles_programme(self) -> bool:
        """Whether one of the first lines calls the document a programme."""
        return self.has_title(words.PROGRAMME_TITLE) or any(
            PROGRAMME_LINE.fullmatch(text.strip(" :：（）()【】"))
            for text in self.written[:_HEAD_OF_REPORT]
        )

    @cached_property
    def has_report_line(self) -> bool:
        """Whether one of the first lines says that the document is a report, and nothing else."""
        return any(words.REPORT_LINE.match(text) for text in self.written[:_HEAD_OF_REPORT])

    @cached_property
    def blocks(self) -> int:
        """How many headings of parts of a programme have people below them."""
        written = [line for line in self.lines if line.table is None and line.text.strip()]
        return sum(block.names_people for block in find_blocks(written) if not block.is_timed)

    @cached_property
    def lists_attendance(self) -> bool:
        """Whether people are listed below a label of who was at a meeting, or was not."""
        labelled = any(ATTENDANCE_ALONE.fullmatch(line.text.strip()) for line in self.lines)
        return labelled and any(find_attendance_lists(self.paragraphs))

    @cached_property
    def counts_items(self) -> bool:
        """Whether the head lists who met, and 议程一：, 议程二： head what is told below."""
        labels = filter(None, map(LABEL.match, self.written[:_HEAD_OF_REPORT]))
        is_met = any(ATTENDING.match(label["label"]) and label["value"] for label in labels)
        items = {
            place: numerals.number(counted["item"])
            for place, text in enumerate(self.written)
            if (counted := ORDINAL.match(text)) and counted["item"]
        }
        is_series = list(items.values()) == list(range(1, len(items) + 1))
        is_told = len(items) >= _FEWEST_ITEMS and max(items) - min(items) >= len(items)
        return is_met and is_series and is_told

    @cached_property
    def is_prose(self) -> bool:
        """Whether most of the text is paragraphs."""
        prose = sum(len(text) for text in self.written if len(text) > _SHORTEST_PROSE)
        return 2 * prose > self.size

    @cached_property
    def people(self) -> int:
        """How many people the first paragraphs of prose name with a title."""
        prose = [line for line in self.lines if len(line.text) > _SHORTEST_PROSE]
        return sum(
            bool(mention.title or mention.honorific)
            for paragraph in read_paragraphs(prose[:_MOST_READ])
            for sentence in paragraph.sentences
            if sentence.is_readable
            for mention in find_mentions(sentence.text, paragraph.language, Roster())
        )

    @cached_property
    def surnames(self) -> frozenset[str]:
        """The last words of what may be names in the text, folded."""
        names = (_NAME.finditer(text) for text in self.written)
        return frozenset(match["last"].casefold() for matches in names for match in matches)

    def has_title(self, pattern: re.Pattern[str]) -> bool:
        """Tell whether one of the first lines says so."""
        return any(pattern.search(text) for text in self.head)

    def count(self, pattern: re.Pattern[str]) -> int:
        """Return how many lines match."""
        return sum(1 for text in self.written if pattern.search(text))


def classify(lines: Sequence[Line], tables: Sequence[Table], is_table_file: bool) -> Shape:
    """Return the shape that most speaks for, unknown where nothing speaks for one.

    is_table_file: a workbook, say: it is a table whatever stands in it.
    """
    clues = Clues(lines, tables, is_table_file)
    scores = {shape: score(clues) for shape, score in _SCORES.items()}
    best = max(scores, key=lambda shape: scores[shape])
    if scores[best] >= _BAR:
        return best
    return Shape.RELEASE if _tells_of_people(clues, scores[Shape.RELEASE]) else Shape.UNKNOWN


def _tells_of_people(clues: Clues, score: float) -> bool:
    """Tell whether prose that no sign of news heads is of an event and names people.

    score: as news.
    """
    is_of_event = any(words.NAMES_EVENT.search(text) for text in clues.head[:2])
    if not (clues.is_prose and is_of_event):
        return False
    return score + 0.5 + 0.25 * min(2, clues.people) >= _BAR


def _record(clues: Clues) -> float:
    is_report = any(words.REPORT_TITLE.search(text) for text in clues.head[:1])
    is_report |= any(words.REPORT_LINE.match(text) for text in clues.head[1:2])
    is_other = is_report or clues.tabled_share > _MOST_TABLED or _is_titled_transcript(clues)
    is_other |= clues.count(words.SESSION_HEAD) >= _FEWEST_NUMBERED
    is_other |= _is_titled_programme(clues) or has_bracketed_labels(clues.written)
    is_other |= clues.counts_items
    return (1.2 if is_other else 4.0) if evidence.is_record(clues.lines) else 0.0


def _is_titled_programme(clues: Clues) -> bool:
    """Tell whether a document's first line calls it a programme, and many lines have times."""
    titled = any(words.PROGRAMME_TITLE.search(text) for text in clues.head[:1])
    times = clues.count(words.TIMED)
    return titled and times >= _FEWEST_TIMES and times >= _LEAST_TIMED * len(clues.written)


def _headers(clues: Clues) -> list[tuple[str, ...]]:
    """Return the first rows of the tables, among which a header stands."""
    return [row.texts for table in clues.tables for row in table.rows[:_HEADER_ROWS]]


def _names_columns(texts: Sequence[str], *patterns: re.Pattern[str]) -> bool:
    """Tell whether a row of short cells holds a column's name for each pattern."""
    short = [SPREAD.sub("", text) for text in texts if 0 < len(text) <= 24]
    return all(any(pattern.search(text) for text in short) for pattern in patterns)


def _programme(clues: Clues) -> float:
    times = clues.count(words.TIMED)
    times += sum(
        1
        for table in clues.tables
        for row in table.rows
        if any(words.TIMED.search(text) for text in row.texts[1:3])
    )
    tabled = any(
        _names_columns(texts, words.TIME_COLUMN, words.TOPIC_COLUMN) for texts in _headers(clues)
    )
    share = times / len(clues.written) if clues.written else 0
    has_talks = any(map(is_talk_table, clues.tables))
    score = 1.5 * tabled + 1.6 * has_talks + 0.7 * clues.has_title(words.PROGRAMME_TITLE)
    if times >= _FEWEST_TIMES:
        is_called = any(PROGRAMME_LINE.fullmatch(text.rstrip(":： ")) for text in clues.written)
        score += 0.6 + min(1.0, 4 * share) + 0.7 * is_called
    # 议程, and below it 开幕式, 主旨演讲, with people: no times are needed.
    is_headed = clues.titles_programme and not evidence.is_record(clues.lines)
    if is_headed and clues.blocks >= _FEWEST_BLOCKS:
        score += 2.2
    score += 2.2 * bool(times < _FEWEST_TIMES and _has_untimed_talks(clues))
    score += 3.0 * bool(find_labelled_talks(clues.lines))
    # Styled headings, each above who presides, or speaks.
    written = [line for line in clues.lines if line.table is None and line.text.strip()]
    styled = sum(is_styled_head(line, (below,)) for line, below in pairwise(written))
    score += 2.2 * (styled >= _FEWEST_BLOCKS and not clues.has_title(words.MINUTES_TITLE))
    talks = sum(len(talk.lines) for talk in find_talks(clues.lines))
    if talks >= _FEWEST_TALKS:
        score += 1.0 + min(1.0, 3 * talks / len(clues.written))
    return score


def _has_untimed_talks(clues: Clues) -> bool:
    """Tell whether talks stand below the heading of a programme that gives no times."""
    written = [line for line in clues.lines if line.table is None and line.text.strip()]
    return bool(read_untimed_rows(clues.lines)) or (
        clues.titles_programme and len(find_bare_talks(written)) >= _FEWEST_TALKS
    )


def _guest_list(clues: Clues) -> float:
    named = any(
        _names_columns(texts, words.NAME_COLUMN)
        and _names_columns(texts, words.ABOUT_COLUMN)
        and not _names_columns(texts, words.TIME_COLUMN)
        for texts in _headers(clues)
    )
    titled = clues.has_title(words.GUESTS_TITLE)
    is_headed = titled or any(map(is_list_heading, clues.written))
    listed = is_headed and _lists_people(clues)
    tabled = titled and bool(clues.tables)
    named |= bool(find_cards(clues.lines))
    return 1.4 * named + 0.8 * tabled + 1.2 * listed + 0.3 * clues.is_table_file


def _lists_people(clues: Clues) -> bool:
    """Tell whether many lines are people with their titles; others may say whence they come."""
    listed = sum(1 for text in clues.written if (guest := read_list_entry(text)) and guest.title)
    return 3 * listed > len(clues.written)


def _turns(clues: Clues, least: int, shortest: int) -> tuple[int, float]:
    """Return how many turns of speakers there are, and their share of the text.

    A turn goes on to the next one, or to a row of a programme; labels with a few words behind each
    are no turns, nor is one label alone. least: how often somebody must speak.
    """
    speakers = [
        match["who"].strip()
        if (match := words.TURN.match(text))
        and not words.TIMED.match(words.without_time_code(match["words"] or ""))
        and not NO_SPEAKER.fullmatch(match["who"].strip())
        else ""
        for text in clues.spoken
    ]
    counted = Counter(filter(None, speakers))
    sentences = {
        who for who, text in zip(speakers, clues.spoken, strict=True) if texts.ends_sentence(text)
    }  # fmt: skip
    speaking = {
        who for who, times in counted.items()
        if times >= least or _is_capital(who) or (who in sentences and _is_addressed(clues, who))
    }  # fmt: skip
    if len(speaking) < _FEWEST_SPEAKERS:
        return 0, 0.0
    places = [place for place, who in enumerate(speakers) if who in speaking]
    rows = [place for place, text in enumerate(clues.written) if words.TIMED.match(text)]
    bounds = sorted({*places, *rows, len(speakers)})
    ends = [bounds[bisect_right(bounds, place)] for place in places]
    sizes = [
        sum(map(len, clues.written[start:end])) for start, end in zip(places, ends, strict=True)
    ]
    if median(sizes) < shortest:
        return 0, 0.0
    return len(places), sum(sizes) / clues.size


def _is_capital(label: str) -> bool:
    """Tell whether a label is somebody in capitals, who need not speak again: CHAIR BERG."""
    return label.isupper() and (is_called(label) or is_whole_name(label.title()))


def _is_addressed(clues: Clues, label: str) -> bool:
    """Tell whether a label is a role, somebody's form of address, or a surname that is in the text.

    Mr. Tom Li, Moderator; BERG, of Anna Berg: neither needs to speak again.
    """
    name = HONORIFIC_EN.sub("", label).strip()
    is_titled = is_called(label) or (name != label and is_name_en(name))
    is_role = role_label(f"{label}:", language_of(label)) is not None
    return is_titled or is_role or (label.isupper() and label.casefold() in clues.surnames)


def _has_cast(clues: Clues) -> bool:
    """Tell whether the lines above name several of those who speak in turns below."""
    turns = [
        (place, match["who"].strip())
        for place, text in enumerate(clues.written)
        if (match := words.TURN.match(text)) and match["words"]
    ]
    speakers = {who for who, times in Counter(who for _place, who in turns).items() if times > 1}
    first = min((place for place, who in turns if who in speakers), default=0)
    above = [Line(place, text) for place, text in enumerate(clues.written[:first])]
    printed = "\n".join(line.text for line in above)
    named = sum(who in printed for who in speakers)
    return max(named, len(list(find_listed(above, speakers)))) >= _FEWEST_OF_CAST


def _is_titled_transcript(clues: Clues) -> bool:
    """Tell whether a document calls itself a transcript and is turns for the most part."""
    _count, share = _turns(clues, 1, _SHORTEST_TITLED)
    return clues.has_title(words.TRANSCRIPT_TITLE) and share > _FEWEST_TOLD


def _transcript(clues: Clues) -> float:
    titled = any(words.TRANSCRIPT_TITLE.search(text) for text in clues.written if len(text) <= 40)
    titled |= _is_titled_transcript(clues)
    shortest = _SHORTEST_OF_CAST if _has_cast(clues) else _SHORTEST_TURN
    count, share = _turns(clues, 1, _SHORTEST_TITLED) if titled else _turns(clues, 2, shortest)
    is_stamped = has_stamps([line.text for line in clues.lines])
    score = 1.0 * titled + 3.0 * (is_stamped and (titled or not clues.titles_programme))
    score += 2.0 * has_labels_alone(line.text for line in clues.lines)
    score += 1.5 * bool(find_heads_alone(line.text for line in clues.lines))
    if clues.count(words.TRANSCRIBED_BELOW) and _minutes(clues) == 0:
        told_below, _share = _turns(clues, 1, _SHORTEST_TITLED)
        score += 2.0 * (told_below >= _FEWEST_SPEAKERS)
    if count >= _FEWEST_TURNS:
        score += 0.5 + 2 * share
    # An agenda above them, and headings of its parts between them, make no programme of turns.
    long_turns, long_share = _turns(clues, 2, _SHORTEST_TURN)
    if titled and long_turns >= _MANY_TURNS and long_share > _MOSTLY_TURNS:
        score += 3.0
    return score


def _minutes(clues: Clues) -> float:
    labels = min(3, clues.count(words.MINUTES_LABEL))
    titled = clues.has_title(words.MINUTES_TITLE)
    # What was said at a meeting is told as in the news; who wrote it down is not.
    has_talks = titled and bool(find_minuted_talks(clues.paragraphs))
    headings = sum(bool(line.heading) for line in clues.lines[1:])
    is_headed = titled and headings >= _FEWEST_SECTIONS
    is_called = any(  # Minutes, alone on a line
        words.MINUTES_TITLE.search(text) and is_part(text) for text in clues.written[1:_HEAD_LINES]
    )
    score = (
        0.8 * titled
        + 0.4 * (is_called or is_headed)
        + 0.5 * labels
        + 1.0 * (titled and labels > 1)
        + 3.0 * has_talks
    )
    score += 1.5 * (clues.count(NAMED_MARK) >= _FEWEST_NAMED) + 1.5 * clues.counts_items
    # A list of people is no minutes until it is a meeting's, or has parts below it.
    is_meeting = clues.has_title(words.MEETING_TITLE)
    parts = any(map(is_part, clues.written))
    return score + clues.lists_attendance * (0.5 + 0.5 * is_meeting + 0.4 * parts)


def _report(clues: Clues) -> float:
    panels = min(4, clues.count(words.PANEL))
    parts = min(3, clues.count(words.REPORT_PART))
    titled = clues.has_report_line or any(map(words.REPORT_TITLE.search, clues.head[:2]))
    score = 0.8 * titled + 0.35 * panels + 0.35 * parts
    # 一、二、三: the sections of a summing-up; news have none.
    sections = clues.count(words.SECTION)
    score += 1.5 * (titled and sections >= _FEWEST_SECTIONS)
    # Reports of the United Nations number their paragraphs; a record never does. Their title
    # stands below the symbol, the date and the meeting.
    numbered = clues.count(words.NUMBERED_PROSE) >= _FEWEST_NUMBERED
    return score + 4 * (titled and numbered)


def _release(clues: Clues) -> float:
    noted = 3.0 * (
        may_note_talks(clues.written)
        and bool(find_noted_talks(clues.paragraphs) or find_named_talks(clues.paragraphs))
    )
    if not clues.is_prose:
        return noted
    said = sum(
        1
        for text in clues.written
        if len(text) > 30 and (words.SAID_ZH.search(text) or words.SAID_EN.search(text))
    )
    dated = any(
        words.DATELINE.search(text[:60]) or words.DATE_LINE.fullmatch(text)
        for text in clues.written[:_HEAD_LINES]
    )
    # Without a dateline the day and that the event took place are told in one of the first lines.
    dated |= any(words.TOLD_DAY.search(text) for text in clues.written[:_HEAD_OF_REPORT])
    acted = min(3, clues.count(words.ACTED_ZH) + clues.count(words.ACTED_EN))
    is_told = clues.count(words.TOOK_PLACE) > 0
    told = 0.3 * min(3, said) + 0.3 * (said > 0) + 0.25 * acted + 0.2 * is_told
    # “Summary of the talks” heads notes of talks as well.
    is_report = any(map(words.REPORT_TITLE.search, clues.head[:1])) or (
        clues.has_report_line and not noted
    )
    called = any(words.RELEASE_LINE.search(text) for text in clues.head)
    has_talks = bool(find_headed_talks(clues.paragraphs)) + 0.8 * quotes_signers(clues.paragraphs)
    return 0.6 * dated + told + 1.2 * called + has_talks + noted - is_report


_SCORES: Final[Mapping[Shape, Callable[[Clues], float]]] = {
    Shape.RECORD: _record,
    Shape.PROGRAMME: _programme,
    Shape.GUEST_LIST: _guest_list,
    Shape.TRANSCRIPT: _transcript,
    Shape.MINUTES: _minutes,
    Shape.REPORT: _report,
    Shape.RELEASE: _release,
}

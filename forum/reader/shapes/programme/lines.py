"""The rows of a programme that lines begin with a time: who speaks then, and who is named below."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise, zip_longest
from typing import Final

from forum.reader.bilingual import language_of
from forum.reader.document import Document
from forum.reader.event_record import EN, Line
from forum.reader.guest_cells import read_guests
from forum.reader.padding import close_padding
from forum.reader.people_lists import may_head_speakers
from forum.reader.record_draft import RecordDraft
from forum.reader.shapes.event_head import PROGRAMME_LINE, find_whole_times
from forum.reader.shapes.programme import talk_lists
from forum.reader.shapes.programme.bare_names import TitledPair
from forum.reader.shapes.programme.bare_talks import part_headed_talks
from forum.reader.shapes.programme.blocks import (
    Block,
    ends_blocks,
    find_blocks,
    find_names,
    find_rooms,
    heads_list,
    is_day,
    name_times,
    pair_talks,
    plain_heading,
    plain_label,
)
from forum.reader.shapes.programme.cells import GuestCell, told_guests
from forum.reader.shapes.programme.chairs import seat_chairs
from forum.reader.shapes.programme.forms import read_names_by_form
from forum.reader.shapes.programme.people import (
    cell_before_dash,
    cell_behind_label,
    chairs_next,
    find_names_below,
    find_topics_below,
    is_affiliation,
    is_among_guests,
    is_name_alone,
    is_position,
    labelled_cells,
    list_entry,
    role_of_open_label,
    speakers_alone,
    talk_in_list,
    tells_of_session,
    tells_topic,
    unlabelled_cell,
)
from forum.reader.shapes.programme.rows import (
    HALF_DAY,
    NO_SPAN,
    AgendaRow,
    LineBelow,
    ProgrammePart,
    read_part,
    refuse_time,
)
from forum.reader.shapes.programme.talks import (
    TOPIC_LABEL,
    Talk,
    cell_of_talk,
    find_nested_talks,
    plain_topic,
    read_talk,
    without_duration,
    without_open_end,
)
from forum.reader.shapes.programme.times import (
    begins_another,
    block_row,
    headed_row,
    holds_span,
    labelled_time,
    may_be_topic,
    row_before_time,
    set_topic,
    timed_row,
)
from forum.reader.shapes.record import dates, times
from forum.reader.shapes.record.name_forms import is_whole_name
from forum.reader.shapes.record.role_labels import role_label
from forum.reader.shapes.session_topics import find_kind, names_break
from forum.reader.vocabulary import numerals
from forum.reader.vocabulary.list_marks import LIST_MARK
from forum.reader.vocabulary.minutes import RECORDING
from forum.reader.vocabulary.roles import DISCUSSED
from forum.reader.vocabulary.shapes import TIMED

# 【14:00】: when what is below was said, no row of a programme.
_TIME_MARK: Final = re.compile(
    r"[【\[（(]\s*\d{1,2}\s*[:：]\s*\d{2}(?:\s*[:：]\s*\d{2})?\s*[】\])）]"
)
_QUOTES: Final = '《》“”" '
_QUOTED: Final = re.compile(r"^[《“](?P<title>[^《》“”]{2,120})[》”]$")
# What a time is counted in: 9:30 - 10:30 hours
_HOURS: Final = re.compile(
    rf"^[\s,\])）]*(?:hours|hrs\.?|Uhr|[(（\[]?\s*(?:{times.ZONE})\s*[)）\]]?)(?=[A-Z\s:：–—-]|$)\s*"
)
# 第二项 潮汐的账: what a time that stands alone on the next line is of
_ORDINAL_HEAD: Final = re.compile(
    rf"(?:第{numerals.HAN_NUMBER}(?:项|个|场|部分|单元|节)|[（(]?{numerals.HAN_NUMBER}[、)）]|\d{{1,2}}\s*[.、．)）]\s*(?!\d))\s*\S"
)
# What stands within a part as often as it heads one.
_NO_PARTS: Final = frozenset({"break", "discussion", "other"})
_ANY_YEAR: Final = 2000
_PLURAL: Final = re.compile(r"[a-z]s$|\bby$|[们等]$", re.IGNORECASE)
_MOST_PARTS: Final = 24


def read_line_rows(
    document: Document, draft: RecordDraft, *, has_blocks: bool = True
) -> list[AgendaRow]:
    """Return the rows that lines begin with a time; labels below name who speaks.

    has_blocks: whether a heading without a time may be such a row.
    """
    reader = LineRows(draft, nested=find_nested_talks(document.lines))
    talks = talk_lists.find_talks_within(document.lines)
    whole_times = find_whole_times(document.lines)
    draft.account.furniture |= whole_times
    numbers = {number for talk in talks for number in talk.lines}
    aside = draft.account.furniture | numbers
    written = [line for line in document.lines if line.table is None and line.text.strip()]
    if has_blocks:
        below = [line for line in written if line.number not in draft.account.furniture]
        blocks = find_blocks(below, numbers)
        reader.rooms = find_rooms(blocks)
        reader.names = find_names(blocks, reader.rooms)
        aside |= reader.take_blocks(blocks)
        reader.blocks |= talk_lists.find_lasting_items(below)
    first = {talk.lines[0] for talk in talks}
    reader.above_talks = {line.number for line, below in pairwise(written) if below.number in first}
    written = [line for line in written if line.number not in aside]
    reader.titled, written = part_headed_talks(written, reader.blocks)
    reader.last_timed = max((it.number for it in written if TIMED.search(it.text)), default=0)
    reader.names_below = find_names_below(written)
    reader.topics_below = find_topics_below(written)
    for line, following in zip_longest(written, written[1:]):
        reader.read(line, following)
    reader.quote_speech()
    read_names_by_form(reader.rows)
    seat_chairs(reader.rows, reader.chaired, draft)
    return reader.rows


type Lines = tuple[int, ...]


@dataclass(slots=True)
class LineRows:
    """Reads lines in their order. listed_role: of those whom the lines below a label name."""

    draft: RecordDraft
    rows: list[AgendaRow] = field(default_factory=list)
    is_listing: bool = False
    listed_role: str = ""
    is_plural: bool = True  # whether its label may head several
    is_chaired: bool = False  # whether a label for one chair stands above the list
    is_of_people: bool = False  # whether it says what people are
    names_below: frozenset[int] = frozenset()  # lines of names alone below labels of sessions
    # Lines of whoever speaks at a time -> the lines below, of what they speak on.
    topics_below: Mapping[int, int] = field(default_factory=dict)
    # Whom the line above names and nothing else; the title may stand in this one.
    named: str = ""
    # What somebody speaks on whom the next line names.
    speech: str = ""
    speech_lines: tuple[int, ...] = ()
    speech_above: AgendaRow | None = None  # in which such topics stand above their speakers
    above: Line | None = None  # where nothing was taken from it
    last_timed: int = 0  # the line of the last time
    # What heads the rows below: 开幕式（主持人：林岚）.
    part: ProgrammePart = field(default_factory=ProgrammePart)
    chaired: list[ProgrammePart] = field(default_factory=list)  # all of them
    # Entries that name a speaker and a topic, where several do: by the numbers of their lines.
    nested: Mapping[int, Talk] = field(default_factory=dict)
    parts: dict[int, ProgrammePart] = field(default_factory=dict)
    blocks: dict[int, AgendaRow] = field(default_factory=dict)
    in_block: bool = False
    # Lines right above talks, so that no time is the next one.
    above_talks: Collection[int] = frozenset()
    # What stands above a time that is alone in its line, by the time's.
    heads: dict[int, Line] = field(default_factory=dict)
    # Talks of several lines, and topics above names alone, by the first of these.
    paired: dict[int, tuple[tuple[int, ...], Talk]] = field(default_factory=dict)
    titled: Mapping[int, TitledPair] = field(default_factory=dict)
    # What ends most blocks, and is a name in several: by the lines.
    rooms: Mapping[int, str] = field(default_factory=dict)
    names: frozenset[int] = frozenset()
    # Below a heading of something else: a list of guests, the way to the venue, abstracts.
    is_over: bool = False

    def take_blocks(self, blocks: Sequence[Block]) -> set[int]:
        """Note what headings head; return the lines that are read with others."""
        named = name_times(blocks)
        self.heads |= {number: block.line for number, block in named.items()}
        aside = {block.line.number for block in named.values()}
        for block in blocks:
            if block.line.number in aside:
                continue
            if not block.is_timed and headed_row(block.line, block.following, has_rows=True):
                continue
            part = None if block.is_timed else block.read_chairs()
            if part and (part.guests or part.kind not in {*_NO_PARTS, ""}):
                self.parts[block.line.number] = part
                aside.update(part.lines[1:])
                continue
            if not block.is_timed and block.names_people:
                self.blocks[block.line.number] = block_row(block)
            for numbers, talk in pair_talks(block.content):
                self.paired[numbers[0]] = numbers, talk
                aside.update(numbers[1:])
        return aside

    def read(self, line: Line, following: Line | None) -> None:
        """Read a line. following: the next one that is written."""
        was_listing, self.is_listing = self.is_listing or self.in_block, False
        self._read(line, following, line.text.strip(), was_listing=was_listing)
        is_read = line.number in self.draft.account or (
            self.rows and line.number in self.rows[-1].lines
        )
        self.above = None if is_read else line

    def _read(self, line: Line, following: Line | None, text: str, *, was_listing: bool) -> None:
        if _TIME_MARK.fullmatch(text):
            self.draft.account.furniture.add(line.number)
        elif TIMED.search(text) and (span := times.find(text)):
            self.named, self.is_over, self.in_block = "", False, False
            self._read_timed(line, span)
            self._name_speaker(following)
        elif (
            ends_blocks(text, in_block=self.in_block or line.number < self.last_timed)
            or (may_head_speakers(text) and self._is_named_above(following))
            or (self._prints_topic_again(text) and not headed_row(line, following, has_rows=True))
        ):  # fmt: skip
            self.named, self.is_over = "", True
        elif row := self.blocks.get(line.number):
            self.part, self.named, self.is_over = ProgrammePart(), "", False
            self.in_block, self.listed_role, self.is_chaired = True, "", False
            if self._goes_on(row):
                self.rows[-1].lines += row.lines
            else:
                self._begin_row(row)
        elif part := self.parts.get(line.number) or self._begun_part(line, following):
            self.part, self.named, self.is_over = part, "", False
            self.chaired.append(part)
            self.draft.account.furniture.update(part.lines)
        elif HALF_DAY.match(text) or PROGRAMME_LINE.fullmatch(text.strip("-•*●■◆ :：【】[]（）()")):
            self.draft.account.furniture.add(line.number)
        elif row := row_before_time(line, text):
            self._begin_row(row)
            self.named, self.is_over = "", names_break(row.topic)
        elif line.number not in self.above_talks and (
            block := headed_row(line, following, has_rows=self._has_topic())
        ):
            self.part = ProgrammePart()
            self._begin_row(block)
            self.named, self.is_over = "", False
        elif self.rows and not self.is_over:
            self._read_below(line, following, was_listing=was_listing)

    def _begin_row(self, row: AgendaRow) -> None:
        self.quote_speech()
        self.rows.append(row)

    def _goes_on(self, row: AgendaRow) -> bool:
        """Tell whether a heading is printed once more, above the next one who speaks there."""
        last = self.rows[-1] if self.rows else None
        is_same = last and last.topic.strip() == row.topic.strip() and row.topic.strip()
        return bool(is_same and last and last.span is NO_SPAN and not row.guests)

    def quote_speech(self) -> None:
        """Quote what a label says somebody speaks on, where nobody was named below it."""
        if self.speech:
            self.draft.notebook.warn_of_words(self.speech, self.speech_lines)
        self.speech = ""

    def _is_named_above(self, line: Line | None) -> bool:
        """Tell whether a row names already whom a line does, or the last row seats nobody."""
        if line is None or not self.rows:
            return False
        names = [
            name for guest in read_guests(line.text.strip())[0] for name in guest.name.values()
        ]
        words = [
            text for row in self.rows for text in (row.topic, *(each.text for each in row.guests))
        ]
        is_known = any(name in text for name in names for text in words)
        return is_known or names_break(self.rows[-1].topic)

    def _prints_topic_again(self, text: str) -> bool:
        """Tell whether a line is the topic of a row above the last one: abstracts stand below."""
        topic = text.strip(_QUOTES)
        is_row = self._has_topic() and any(
            row.topic.strip(_QUOTES) == topic for row in self.rows[:-1]
        )
        return is_row and not find_kind(topic, language_of(topic))

    def _has_topic(self) -> bool:
        """Tell whether there is a row, perhaps of a table, that needs no topic any more."""
        last = self.rows[-1] if self.rows else None
        return bool(last.topic or last.guests) if last else bool(self.draft.document.tables)

    def _begun_part(self, line: Line, following: Line | None) -> ProgrammePart | None:
        """Return the part that a line begins, None where it begins none."""
        text = line.text.strip()
        part = read_part(close_padding(text), (line.number,))
        is_open = self.rows and self.rows[-1].span is not NO_SPAN and not self._has_topic()
        is_above = not is_open and following and TIMED.search(following.text.strip())
        if part.kind not in _NO_PARTS and (part.guests or (part.kind and is_above)):
            return part
        is_head = line.heading and not self.part.kind
        is_next = _ORDINAL_HEAD.match(text) or HALF_DAY.match(text) or dates.day_in(text, _ANY_YEAR)
        self.part = ProgrammePart() if is_head or is_next else self.part
        return None

    def _read_timed(self, line: Line, span: times.Span) -> None:
        if not span.valid:
            refuse_time(self.draft, span, [line.number])
            return
        text = line.text.strip()
        behind = _HOURS.sub("", text[span.last :]).lstrip("])）】").strip(" \t\u3000:：—–-|｜/")
        row = timed_row(line.number, span, behind)
        if line.number in self.topics_below:
            row.topic, row.guests = "", speakers_alone(behind)
        above = self.heads.get(line.number) or self.above
        is_head = above and (line.number in self.heads or _ORDINAL_HEAD.match(above.text.strip()))
        if above and is_head and not (row.topic or row.guests):
            is_plain = line.number not in self.heads
            text = LIST_MARK.sub("", above.text.strip())
            set_topic(row, text if is_plain else plain_heading(above.text))
            row.lines.insert(0, above.number)
        part = next(
            (part for part in reversed(self.rows[-_MOST_PARTS:]) if holds_span(part.span, span)),
            None,
        )
        if part and find_kind(part.topic, language_of(part.topic)) == "keynote":
            row.part_kind = "keynote"
        elif begins_another(row, self.part):
            self.part = ProgrammePart()
        elif (self.part.kind or self.part.guests) and not names_break(row.topic):
            row.part_kind = self.part.kind
            row.chairs = self.part.guests
            row.lines += self.part.lines if self.part.kind and self.part.guests else ()
            if not self.part.kind:  # whether the chair goes on after the first row is asked
                self.part = ProgrammePart(
                    lines=self.part.lines,
                    guests=[replace(guest, asks_session=True) for guest in self.part.guests],
                )
        elif not self.part.kind:
            self.part = ProgrammePart()  # up to a break
        self._begin_row(row)

    def _name_speaker(self, following: Line | None) -> None:
        """Take a name alone behind a time for who speaks, where her or his post stands below."""
        row = self.rows[-1]
        is_alone = is_whole_name(row.topic) and not find_kind(row.topic, language_of(row.topic))
        if following and not row.guests and is_alone and is_position(following.text.strip()):
            self.named, row.topic, row.guests = row.topic, "", [GuestCell(row.topic)]

    def _read_below(self, line: Line, following: Line | None, *, was_listing: bool) -> None:
        """Read a line below a time as the first rule has it that knows it."""
        text = plain_label(without_duration(close_padding(line.text.strip())))
        below = LineBelow(line, following, self.rows[-1], text, self.named, was_listing)
        self.named = ""
        if is_day(text) or RECORDING.fullmatch(text.rstrip(":： ")):
            return
        rules = (
            self._read_noted, self._read_time_label, self._read_position,
            self._read_labelled, self._read_talk, self._read_topic_label, self._read_name,
            self._read_topic, self._read_list,
            self._read_session_note, self._read_quoted, self._read_unlabelled, self._read_nameless,
        )  # fmt: skip
        for rule in rules:
            lines = rule(below)
            if lines is not None:
                below.row.lines += lines
                return

    # Each rule returns the lines that it took, none where these are noted; None for another's.

    def _read_noted(self, below: LineBelow) -> Lines | None:
        """Take what all lines together have shown of this one."""
        row, number = below.row, below.line.number
        if number in self.rooms:
            row.room = row.room or self.rooms[number]
        elif (titled := self.titled.get(number)) and self.rooms.keys().isdisjoint(titled[0]):
            row.guests += titled[1]
            return titled[0]
        elif number in self.names:
            row.guests.append(GuestCell(below.text))
        elif number == self.topics_below.get(row.lines[0]):
            set_topic(row, plain_topic(below.text))
        elif pair := self.paired.get(number):
            row.guests.append(cell_of_talk(pair[1], pair[0]))
            return pair[0]
        elif nested := self.nested.get(number):
            row.guests.append(cell_of_talk(nested, below.lines))
        else:
            return None
        return below.lines

    def _read_time_label(self, below: LineBelow) -> Lines | None:
        when = labelled_time(below.entry) if self.in_block else None
        if when is None or below.row.span is not NO_SPAN:
            return None
        below.row.span, below.row.day = when[0], when[1] or below.row.day
        return below.lines

    def _read_position(self, below: LineBelow) -> Lines | None:
        """Take the title, or what belongs to it, of who stands alone in the line above."""
        row, name = below.row, below.was_named
        is_titled = name and row.guests[-1].text != name
        label = role_label(below.text, language_of(below.text)) if is_titled else None
        if label and not label.scope:
            return None  # who stands below it
        if name and is_position(below.text):
            self._add_position(name, below.text, below.line)
            return ()
        if is_titled and row.topic and is_affiliation(below.text, below.following):
            self._add_position(name, below.text, below.line)
            return ()
        return None

    def _read_labelled(self, below: LineBelow) -> Lines | None:
        guests = labelled_cells(below.text)
        names_some = any(cell.role or read_guests(cell.text)[0] for cell in guests)
        if not guests or not (below.row.topic or names_some):
            return None  # Fireside chat: what it is about
        is_above = names_break(below.row.topic) or (self.above and self.above.heading)
        if is_above and chairs_next(guests, below.following):
            self.part = ProgrammePart(lines=below.lines, guests=guests)
            self.draft.account.furniture.update(below.lines)
            return ()
        if len([cell for cell in guests if cell.role == "speaker"]) > 1:
            self.quote_speech()  # whose it is, nothing tells
        below.row.guests += map(self._speaking, guests)
        self.named = guests[0].text if is_whole_name(guests[0].text) else ""
        return below.lines

    def _read_talk(self, below: LineBelow) -> Lines | None:
        if not below.row.topic:
            return None
        if cell := told_guests(below.entry):
            below.row.guests.append(cell)
        elif talk := read_talk(below.entry):
            cell = cell_of_talk(talk, below.lines)
            below.row.guests.append(self._listed(cell) if below.is_listed else cell)
        else:
            return None
        return below.lines

    def _read_topic_label(self, below: LineBelow) -> Lines | None:
        if topic := TOPIC_LABEL.match(below.text) and plain_topic(below.text):
            self._set_speech(topic, below.line)
        return below.lines if topic else None

    def _read_name(self, below: LineBelow) -> Lines | None:
        """Take a name alone, where the next line is a title."""
        name = below.entry
        is_titled = below.following and is_whole_name(name) and is_position(below.next_text)
        if not (below.row.topic and is_titled):
            return None
        self.named, bare = name, GuestCell(name)
        bare = self._listed(bare, is_open=False) if below.is_listed else bare
        below.row.guests.append(self._speaking(bare))
        return below.lines

    def _read_topic(self, below: LineBelow) -> Lines | None:
        if is_topic := may_be_topic(below.row, below.text):
            set_topic(below.row, plain_topic(below.text))
        return below.lines if is_topic else None

    def _read_list(self, below: LineBelow) -> Lines | None:
        if self._begins_list(below.text, below.following):
            self.draft.account.furniture.add(below.line.number)
            return ()
        cell = list_entry(below.text) if below.is_listed else None
        if below.is_listed and not cell and is_name_alone(below.entry):
            is_sure = self.is_of_people or below.line.number in self.names_below
            cell = GuestCell(below.entry, asks_name=not is_sure)
        cells = [cell] if cell else talk_in_list(below.text) if below.is_listed else []
        if not cells:
            return None
        below.row.guests += [self._speaking(self._listed(cell)) for cell in cells]
        return below.lines

    def _read_session_note(self, below: LineBelow) -> Lines | None:
        if not tells_of_session(below.text):
            return None
        below.row.told.append((below.line.number, below.line.text.strip()))
        return ()

    def _read_quoted(self, below: LineBelow) -> Lines | None:
        """Take a title in quotation marks: a speech's, whose it is the next line says; a topic."""
        row, speech = below.row, _QUOTED.match(below.entry)
        if row.topic and speech and labelled_cells(plain_label(below.next_text)):
            self.quote_speech()
            self.speech, self.speech_lines = speech["title"], below.lines
            return below.lines
        quoted = _QUOTED.match(below.text)
        if row.guests and not row.topic and (below.was_named or quoted):
            row.topic = quoted["title"] if quoted else below.text
            return below.lines
        return None

    def _read_unlabelled(self, below: LineBelow) -> Lines | None:
        row, text = below.row, below.text
        if row.topic and (talk := cell_before_dash(text)):
            row.guests.append(replace(talk, lines=below.lines))
        elif row.topic and (listed := cell_behind_label(text)):
            row.guests.append(listed)
        elif cell := unlabelled_cell(below.line, text, is_below=is_among_guests(row, below.line)):
            row.guests.append(self._speaking(cell))
        else:
            return None
        return below.lines

    def _read_nameless(self, below: LineBelow) -> Lines | None:
        self.is_listing = below.is_listed  # of somebody in the list no name is told
        if below.is_listed or not below.row.topic or names_break(below.row.topic):
            return ()
        if guests := talk_lists.guests_in_brackets(below.line):
            below.row.guests += guests
            return below.lines
        if tells_topic(below.text):
            below.row.told.append((below.line.number, below.entry))
        return ()

    def _listed(self, cell: GuestCell, *, is_open: bool = True) -> GuestCell:
        """Return an entry of the list below a label with the role that the label gives.

        A label for a chair heads the one below it; what those are who follow is asked.
        is_open: whether the next line may be the next entry.
        """
        self.is_listing = is_open
        listed = replace(cell, role=self.listed_role, asks_role=self.is_chaired)
        if self.listed_role == "moderator" and not self.is_plural:
            self.listed_role, self.is_chaired = "", True
        return listed

    def _speaking(self, cell: GuestCell) -> GuestCell:
        """Return a cell with the topic that the line above names, if it may be a speaker's."""
        if not self.speech or cell.topic or cell.role not in {"", "speaker"}:
            return cell
        if len(read_guests(cell.text)[0]) > 1:
            self.quote_speech()  # what several discuss is no speech
            return cell
        topic, self.speech = self.speech, ""
        return replace(cell, topic=topic)

    def _set_speech(self, topic: str, line: Line) -> None:
        """Let a label name the topic of the row, or what one of several speaks on.

        Of these it is the last one, unless the first such label of the row stood above them all.
        """
        row = self.rows[-1]
        if not row.topic:
            row.topic = topic
        elif row.guests and self.speech_above is not row:
            row.guests[-1] = replace(row.guests[-1], topic=topic)
        else:
            self.quote_speech()
            self.speech, self.speech_lines, self.speech_above = topic, (line.number,), row

    def _add_position(self, name: str, title: str, line: Line) -> None:
        """Give whom the line above names a title, of which a further line may follow."""
        row, title = self.rows[-1], without_open_end(title)
        printed = row.guests[-1].text
        so_far = printed.removeprefix(name).strip("（）")
        mark = ", " if so_far and language_of(title) == EN else " "
        titled = f"{name}（{f'{so_far}{mark}{title}'.strip()}）"
        row.guests[-1] = replace(row.guests[-1], text=titled)
        row.lines.append(line.number)
        self.named = name

    def _begins_list(self, text: str, following: Line | None) -> bool:
        """Tell whether a label stands alone, so that the lines below it are its list: 致辞："""
        head = text.rstrip(":： ")
        below = following.text.strip() if following else ""
        if (role := role_of_open_label(text)) and LIST_MARK.match(below) and list_entry(below):
            self.listed_role = role
            self.is_listing = self.is_plural = self.is_of_people = True
            self.is_chaired = False  # Welcome and remarks from Co-Chairs,
            return True
        label = role_label(text, language_of(text))
        if not heads_list(text, label, self.rows[-1].guests):
            return False
        kind = find_kind(head, language_of(head))
        is_discussed = kind in DISCUSSED and label is None
        self.listed_role = label.role if label else "panellist" if is_discussed else ""
        self.is_chaired, self.is_of_people = False, label is not None
        self.is_plural = bool(_PLURAL.search(head))
        self.is_listing = bool(label or kind)
        return self.is_listing

"""Parts of a programme below headings: whose times, chairs and talks stand in the lines below."""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import Final

from forum.reader.bilingual import language_of
from forum.reader.event_record import EN, ZH, Line
from forum.reader.guest_cells import read_guests
from forum.reader.padding import close_padding
from forum.reader.people_lists import is_list_heading
from forum.reader.shapes.programme.cells import (
    BEFORE_LABEL,
    LABEL_IN_BRACKETS,
    GuestCell,
    labelled_guests,
    told_guests,
)
from forum.reader.shapes.programme.rows import HALF_DAY, PART_LEAD, ProgrammePart
from forum.reader.shapes.programme.talks import (
    TOPIC_LABEL,
    Talk,
    is_house,
    is_of_house,
    is_person,
    plain_topic,
    read_talk,
)
from forum.reader.shapes.record import dates, times
from forum.reader.shapes.record.name_forms import (
    has_title_word,
    is_whole_name,
    is_word,
    split_honorific,
)
from forum.reader.shapes.record.organizations import role_line
from forum.reader.shapes.record.role_labels import RoleLabel, label_of, role_label
from forum.reader.shapes.session_topics import find_kind, split_at_colon
from forum.reader.vocabulary import numerals
from forum.reader.vocabulary.furniture import PRACTICAL_HEADING
from forum.reader.vocabulary.list_marks import LIST_MARK
from forum.reader.vocabulary.minutes import RECORDING
from forum.reader.vocabulary.roles import (
    MODERATORS_EN,
    MODERATORS_ZH,
    NAMES_REMARKS,
    NOUNS_ZH,
)
from forum.reader.vocabulary.shapes import COUNTED_PART, FACT_LABEL, TIMED

# ## 一、开幕式; ◆ 【主旨演讲】; Session 1: Opening
_MARKS: Final = re.compile(r"^\s*(?:#{1,5}\s+|[◆■●▶►◇□★☆▪•]\s*|\*\*\s*)")
_ORDINAL: Final = re.compile(
    rf"^(?:第{numerals.NUMBER}(?:单元|部分|环节|节|场|阶段|板块|篇章|项|幕|场次)|(?:环节|单元|部分|板块|阶段|议程|场次)\s*{numerals.NUMBER}|"
    rf"(?:part|session|segment|block|plenary|panel)\s+{numerals.NUMBER}(?=\s*[:：.–—-])|"
    rf"[（(]{numerals.NUMBER}[)）]|{numerals.HAN_NUMBER}[、.．]|\d{{1,2}}[.、．)）](?!\d))\s*[:：–—-]*\s*",
    re.IGNORECASE,
)
_ENTRY_MARK: Final = re.compile(r"\s*(?P<mark>[•·●▪◦○‣–*-])")
_ENTRY_LABEL: Final = re.compile(r"^\W*[^:：]{2,40}[:：]\s*\S")
_BRACKETS: Final = re.compile(r"^[【\[〖](?P<inner>[^【】\[\]〖〗]{2,60})[】\]〗]$")
_LONGEST: Final = 90
_SENTENCE: Final = re.compile(r"[。！!；;]|\.\s|\.$")
_QUOTED: Final = re.compile(r"^[《“\"](?P<topic>[^《》“”\"]{2,120})[》”\"]$")
_CHAIR: Final = re.compile(rf"(?:主席|{MODERATORS_ZH}|{MODERATORS_EN})\s*[:：]?\s*$", re.IGNORECASE)
# 主持人 林岚（某局局长）; 主席 | 林岚: a space or a stroke where a colon might stand
_SPACE_LABEL: Final = re.compile(
    rf"^(?P<label>{NOUNS_ZH}|主席(?=\s*[|｜]))(?:[ \u3000]*[|｜]\s*|[ \u3000]+)(?=[\u3400-\u9fff])"
)
# Panelists (35 mins): how long they speak is no part of the label.
_DURATION: Final = re.compile(
    r"\s{0,8}[:：]?\s{0,8}[（(]\s{0,8}(?:各|每人)?\s{0,8}\d{1,3}(?:\s{0,8}[-–—至~]\s{0,8}\d{1,3})?"
    r"\s{0,8}(?:mins?|minutes?|分钟)\.?(?:\s{0,8}(?:each|per\s{1,8}speaker|/?每?人))?\s{0,8}[)）]"
    r"\s{0,8}[:：]?\s{0,8}",
    re.IGNORECASE,
)
# Moderator - Anna Berg: a dash where a colon might stand.
_DASH_LABEL: Final = re.compile(
    r"^(?P<label>[A-Za-z][A-Za-z ]{1,60}?)\s*[–—-]+\s*(?P<rest>[A-Z].*)$"
)
_IN_BRACKETS: Final = re.compile(r"\s*[（(][^（()）]*[)）]\s*$")
# Panel, between who chairs it and who sits on it
_PANEL_ALONE: Final = re.compile(
    r"(?:the\s+)?panel(?:\s+discussion|\s+members?)?|圆桌(?:讨论|对话)?", re.IGNORECASE
)
_FEWEST_PAIRS: Final = 2
_LONGEST_DAY: Final = 30
_ANY_YEAR: Final = 2000
_MOST_CHAIRS: Final = 4  # lines
_FEWEST_BLOCKS: Final = 4
_FEWEST_NAMES: Final = 3
_LONGEST_ROOM: Final = 80
# Lines that are no room: people, labels, talks, topics, sentences.
_NO_ROOMS: Final = frozenset("LlKZTPA")


@dataclass(frozen=True, slots=True)
class Block:
    """A line that heads others, with these up to the next such line.

    heading: as printed, without marks and number. is_timed: whether it gives a time itself, as a
    row of the programme does. end: the next such line. talks: the lines known to be talks.
    """

    line: Line
    heading: str
    content: tuple[Line, ...]
    is_timed: bool
    end: Line | None = None
    talks: frozenset[int] = frozenset()

    @property
    def names_people(self) -> bool:
        """Whether somebody is named below the heading."""
        return any(
            line.number in self.talks or class_of_line(line.text) in "LPNTA"
            for line in self.content
        )

    @property
    def ends_timed(self) -> bool:
        """Whether a line with a time follows."""
        return self.end is not None and bool(TIMED.search(self.end.text))

    @property
    def is_day(self) -> bool:
        """Whether it names a day, or half of one, and nothing else."""
        return is_day(self.line.text)

    @property
    def is_time_alone(self) -> bool:
        """Whether it is a time and nothing else."""
        return self.is_timed and _is_time_alone(self.line)

    @property
    def is_named_time(self) -> bool:
        """Whether nothing but its time follows on the next line."""
        is_alone = self.end is not None and self.ends_timed and _is_time_alone(self.end)
        return is_alone and not self.is_timed and not self.content

    @property
    def following(self) -> Line | None:
        """The line below."""
        return next(iter(self.content), self.end)

    def read_chairs(self) -> ProgrammePart | None:
        """Return the part of the rows below, whom nothing but its chairs may part from it."""
        topic, chairs = split_chairs(self.heading)
        kind = find_kind(topic, language_of(topic))
        if not self.ends_timed or not (kind or self.is_day):
            return None
        label = False
        for line in self.content:
            guests = _chairs_of(line.text, is_below=label)
            label = class_of_line(line.text) == "l" and bool(_CHAIR.search(line.text))
            if not guests and not label:
                return None
            chairs += guests
        if self.is_day:  # of which of its sessions, nobody says
            chairs = [
                replace(chair, asks_session=True, lines=tuple(line.number for line in self.content))
                for chair in chairs
            ]
        numbers = (self.line.number, *(line.number for line in self.content))
        return ProgrammePart(kind, numbers, chairs)


def _is_time_alone(line: Line) -> bool:
    text = line.text.strip()
    span = times.find(text)
    return span is not None and span.valid and not text[span.last :].strip()


def name_times(blocks: Sequence[Block]) -> dict[int, Block]:
    """Return the headings that name the time below them, by the line of the time.

    A programme prints its times above what takes place, or below: the first one that stands alone
    tells which.
    """
    first = next((place for place, block in enumerate(blocks) if block.is_time_alone), 0)
    if not first or not blocks[first - 1].is_named_time:
        return {}
    return {block.end.number: block for block in blocks if block.end and block.is_named_time}


def _lines_below_times(lines: Sequence[Line]) -> set[int]:
    """Return the lines that times name which stand alone above them, where times stand so."""
    alone = [
        place for place, line in enumerate(lines)
        if TIMED.search(line.text) and _is_time_alone(line)
    ]  # fmt: skip
    if not alone or (alone[0] and _heads_part(lines[alone[0] - 1].text)):
        return set()
    return {lines[place + 1].number for place in alone if place + 1 < len(lines)}


def _heads_part(text: str) -> bool:
    """Tell whether a line heads a part by its kind, or counts it: Session B: The Harbour."""
    return bool(COUNTED_PART.match(text)) or names_part(text)


def _chairs_of(text: str, *, is_below: bool) -> list[GuestCell]:
    """Return who takes the chair, as a line tells; is_below: a label alone stands above it."""
    if is_below and class_of_line(text) in "PN":
        return [GuestCell(text.strip(), role="moderator")]
    guests = labelled_guests(plain_label(close_padding(text.strip()))) or told_guests(text.strip())
    return [guests] if guests and guests.role == "moderator" else []


def plain_heading(text: str) -> str:
    """Return a heading without its marks, brackets, number and last colon."""
    text = _MARKS.sub("", text.strip()).removesuffix("**").strip()
    text = PART_LEAD.sub("", _ORDINAL.sub("", text))
    bracketed = _BRACKETS.match(text)
    text = _ORDINAL.sub("", bracketed["inner"]) if bracketed else text
    return text.strip(" :：")


def plain_label(text: str) -> str:
    """Return a line whose label ends with a colon, and says nothing of how long somebody speaks."""
    text = _SPACE_LABEL.sub(r"\g<label>：", _DURATION.sub("：", text))
    dashed = _DASH_LABEL.match(text)
    if dashed is None:
        return text
    label = dashed["label"].strip()
    is_label = role_label(f"{label}:", EN) or NAMES_REMARKS.match(label) or find_kind(label, EN)
    return f"{label}: {dashed['rest']}" if is_label else text


def split_chairs(heading: str) -> tuple[str, list[GuestCell]]:
    """Return a heading without whom it calls its chairs, and these: 开幕式（主持人：林岚）."""
    text = close_padding(heading)
    inner = LABEL_IN_BRACKETS.search(text)
    if inner:
        topic, label = text[: inner.start()], inner["label"]
    else:
        topic, *labels = BEFORE_LABEL.split(text)
        label = labels[0] if len(labels) == 1 else ""
    cell = labelled_guests(label) if label else None
    return (topic.strip(), [cell]) if cell and cell.role == "moderator" else (heading, [])


def names_part(text: str, *, is_weak_enough: bool = True) -> bool:
    """Tell whether a line is a heading that says of which kind a part of a programme is.

    is_weak_enough: whether it needs no mark or number to be one.
    """
    text = text.strip()
    if len(text) > _LONGEST or FACT_LABEL.match(text) or times.find(text):
        return False
    heading = plain_heading(text)
    if heading == text.strip(" :：") and not is_weak_enough:
        return False
    topic, _chairs = split_chairs(heading)
    head, colon, title = split_at_colon(topic)
    if _SENTENCE.search(topic) or (colon and _is_guest_list(title)):
        return False  # 致辞：林岚，某局局长
    if role_label(f"{_IN_BRACKETS.sub('', head)}:", language_of(head)):
        return False  # Panellists (35 mins)
    return bool(find_kind(head, language_of(head)))


def _is_guest_list(text: str) -> bool:
    guests, unread = read_guests(text)
    return bool(guests) and not unread and all(
        guest.title or is_whole_name(next(iter(guest.name.values()))) for guest in guests
    )  # fmt: skip


def find_blocks(lines: Sequence[Line], talks: Collection[int] = ()) -> list[Block]:
    """Return what heads other lines, a time or the name of a part, with what stands below each.

    talks: the numbers of the lines known to be talks.
    """
    has_times = any(TIMED.search(line.text) for line in lines)
    named_by_time = _lines_below_times(lines)
    heads: list[tuple[Line, bool, list[Line]]] = []
    is_open = False
    for place, line in enumerate(lines):
        text = line.text.strip()
        is_timed = bool(TIMED.search(text))
        is_above_time = _is_above_time(_below(lines, place)) or _stands_apart(lines, place)
        below = lines[place + 1 : place + 2]
        is_counted = COUNTED_PART.match(text) and any(map(_is_time_alone, below))
        if ends_blocks(text, in_block=is_open):
            is_open = False
        elif _is_chaired_day(lines, place):
            heads.append((line, False, []))
            is_open = True
        elif line.number not in {*talks, *named_by_time} and (
            is_timed
            or (
                (is_counted or names_part(text, is_weak_enough=is_above_time or not has_times))
                and not _is_among_entries(lines, place)
                and not _lists_those_chaired(lines, place)
            )
            or is_styled_head(line, _below(lines, place))
        ):
            heads.append((line, is_timed, []))
            is_open = True
        elif is_open:
            heads[-1][2].append(line)
    ends = [line for line, _is_timed, _content in heads[1:]]
    return [
        Block(line, plain_heading(line.text), tuple(content), is_timed, end, frozenset(talks))
        for (line, is_timed, content), end in zip_longest(heads, ends)
    ]


def is_styled_head(line: Line, below: Sequence[Line]) -> bool:
    """Tell whether a line has the style of a heading, and the next one says who has a role."""
    following = next(iter(below), None)
    if not line.heading or following is None or following.heading:
        return False
    text = plain_label(LIST_MARK.sub("", following.text.strip()))
    is_label = label_of(text) is not None and role_label(text, language_of(text)) is not None
    return is_label and len(text) <= _LONGEST and not _SENTENCE.search(text)


def ends_blocks(text: str, *, in_block: bool) -> bool:
    """Tell whether a line heads a list of guests, or how to come, and no part of a programme.

    in_block: whether it stands below a heading, so that a label alone (嘉宾：) is of that part.
    """
    is_label = in_block and text.endswith((":", "：")) and role_label(text, language_of(text))
    hosts = role_line(text)  # Organizers
    is_end = (
        is_list_heading(text) or PRACTICAL_HEADING.fullmatch(text) or (hosts and not hosts.rest)
    )
    return bool(is_end) and not is_label


def _below(lines: Sequence[Line], place: int) -> Sequence[Line]:
    return lines[place + 1 : place + 1 + _MOST_CHAIRS]


def _is_above_time(below: Sequence[Line]) -> bool:
    """Tell whether a time follows, with nothing but who takes the chair before it."""
    is_label = False
    for line in below:
        if TIMED.search(line.text):
            return True
        was_label, is_label = is_label, bool(_CHAIR.search(line.text))
        if not is_label and not _chairs_of(line.text, is_below=was_label):
            return False
    return False


def is_day(text: str) -> bool:
    """Tell whether a line gives a day, or half of one, and little else."""
    text = text.strip()
    is_short = len(text) <= _LONGEST_DAY and not FACT_LABEL.match(text)
    return is_short and bool(HALF_DAY.match(text) or dates.day_in(text, _ANY_YEAR))


def _is_chaired_day(lines: Sequence[Line], place: int) -> bool:
    """Tell whether a day stands above its first time, with whoever chairs it between."""
    below = _below(lines, place)
    is_chaired = bool(below) and not TIMED.search(below[0].text) and _is_above_time(below)
    return is_chaired and is_day(lines[place].text)


def _is_among_entries(lines: Sequence[Line], place: int) -> bool:
    """Tell whether a line has the list mark of the line above or below, and that one's form.

    Of entries behind labels none heads the others: • Welcome: Anna Berg, • Remarks: Tom Li.
    """
    mark = _ENTRY_MARK.match(lines[place].text)
    beside = [lines[at] for at in (place - 1, place + 1) if 0 <= at < len(lines)]
    return mark is not None and any(
        line.text.strip().startswith(mark["mark"])
        and line.number in range(lines[place].number - 1, lines[place].number + 2)
        and not names_part(line.text)
        and _ENTRY_LABEL.search(line.text)
        for line in beside
    )


def _lists_those_chaired(lines: Sequence[Line], place: int) -> bool:
    """Tell whether a line is Panel alone, and whoever chairs that panel stands right above it."""
    if place < 2 or not _PANEL_ALONE.fullmatch(lines[place].text.strip(" :：")):
        return False
    label, chair = (line.text.strip() for line in lines[place - 2 : place])
    return bool(_chairs_of(chair, is_below=bool(_CHAIR.search(label))))


def heads_list(text: str, label: RoleLabel | None, above: Sequence[GuestCell]) -> bool:
    """Tell whether a line is a label alone: Speakers; Welcome:; Panel, below its chair.

    label: its role, if it has one. above: whom the lines of the same time name so far.
    """
    if text.endswith((":", "：")) or (label and not label.scope and not label.rest):
        return True
    is_chaired = bool(above) and above[-1].role == "moderator"
    return is_chaired and bool(_PANEL_ALONE.fullmatch(text))


def _stands_apart(lines: Sequence[Line], place: int) -> bool:
    """Tell whether a blank line stands above, and no colon says that the line is a label."""
    is_label = lines[place].text.rstrip().endswith((":", "："))
    return place > 0 and lines[place - 1].number < lines[place].number - 1 and not is_label


def class_of_line(text: str) -> str:
    """Return what a line below a heading is, as one letter.

    L: people behind a label; l: a label alone; K: a topic behind a label; Z: a topic in quotation
    marks; T: a talk; P: somebody with a title; A: somebody of whom a sentence tells what she or he
    does; N: a bare name; Q: a post, or an institution; S: a sentence; O: anything else.
    """
    text = plain_label(LIST_MARK.sub("", text.strip()))
    code = language_of(text)
    if _QUOTED.match(text):
        return "Z"
    if TOPIC_LABEL.match(text):
        return "K"
    if label := role_label(text, code):
        return "L" if label.rest else "l"
    if (cell := labelled_guests(text)) and cell.role and _is_guest_list(cell.text):
        return "L"
    if (talk := read_talk(text)) and talk.topic:
        return "T"
    if is_person(text) or is_of_house(text):
        return "P"
    if told_guests(text):
        return "A"
    if is_whole_name(text) and not find_kind(text, code):
        return "N"
    if len(text) > _LONGEST or _SENTENCE.search(text):
        return "S"
    is_post = has_title_word(text, code) or (code == ZH and is_word(text)) or is_house(text)
    return "Q" if is_post else "O"


def pair_talks(content: Sequence[Line]) -> Iterator[tuple[tuple[int, ...], Talk]]:
    """Yield the talks of two lines, or three: the topic on one, below or above it who speaks.

    Where no label and no quotation marks say what a topic is, it stands above, and pairs must
    follow each other to the last line.
    """
    items = list(_join_posts(content))
    while items and items[0][0] in "LlA" and not _is_speaker(items[0]):
        items.pop(0)
    items = [item for item in items if item[0] != "T"]  # whole talks, each in a line of its own
    classes = "".join(_pair_class(item) for item in items)
    for order in ("OP", "PO"):
        if not items or classes != order * (len(items) // 2):
            continue
        is_sure = all(item[0] in "KZ" for item in items if _pair_class(item) == "O")
        if is_sure or (order == "OP" and len(items) >= 2 * _FEWEST_PAIRS):
            for first, second in zip(items[::2], items[1::2], strict=True):
                topic, person = (first, second) if order == "OP" else (second, first)
                numbers = (*first[2], *second[2])
                yield tuple(sorted(numbers)), Talk(_plain_person(person[1]), _plain_topic(topic[1]))
            return


type Item = tuple[str, str, tuple[int, ...]]  # class, text, lines


def _join_posts(content: Sequence[Line]) -> Iterator[Item]:
    """Yield lines with their classes, a post joined to the name above it, a house to the post."""
    name: Item | None = None
    for line in content:
        text, letter = LIST_MARK.sub("", line.text.strip()), class_of_line(line.text)
        if name and letter in "QPO" and name[0] == "N" and has_title_word(text, language_of(text)):
            yield "P", f"{name[1]}（{text}）", (*name[2], line.number)
            name = None
            continue
        if name and (name[0], letter) == ("P", "Q") and is_house(text):
            yield "P", f"{name[1]}, {text}", (*name[2], line.number)
            name = None
            continue
        if name:
            yield name
        name = (letter, text, (line.number,))
    if name:
        yield name


def _is_speaker(item: Item) -> bool:
    label = role_label(item[1], language_of(item[1]))
    return item[0] == "L" and label is not None and label.role in {"speaker", "launcher"}


def _pair_class(item: Item) -> str:
    """Return P for whoever may give a talk, O for what may be its topic, X for neither."""
    if item[0] == "P" or _is_speaker(item):
        return "P"
    return "O" if item[0] in "KZO" else "X"


def _plain_person(text: str) -> str:
    label = role_label(text, language_of(text))
    return label.rest if label and label.rest else text


def _plain_topic(text: str) -> str:
    quoted = _QUOTED.match(text)
    return quoted["topic"] if quoted else plain_topic(text)


def find_rooms(blocks: Sequence[Block]) -> Mapping[int, str]:
    """Return the rooms with which blocks end, by their lines; none where that is not their place.

    Rooms are printed again and again: in half of the blocks the last line is that of another one.
    """
    last = [lines[-1] for block in blocks if len(lines := _below_topic(block)) > 0]
    counted = Counter(line.text.strip() for line in last)
    repeated = sum(1 for line in last if counted[line.text.strip()] > 1)
    if len(last) < _FEWEST_BLOCKS or 2 * repeated < len(last):
        return {}
    return {
        line.number: line.text.strip() for line in last
        if len(line.text.strip()) <= _LONGEST_ROOM and class_of_line(line.text) not in _NO_ROOMS
        and not line.text.rstrip().endswith((".", "。"))
    }  # fmt: skip


def find_names(blocks: Sequence[Block], rooms: Mapping[int, str]) -> frozenset[int]:
    """Return the lines that are a name alone where several blocks have one, right below the topic.

    rooms: the lines that are known to be no name.
    """
    if not rooms:
        return frozenset()
    alone = [
        lines[0] for block in blocks
        if len(lines := [line for line in _below_topic(block) if line.number not in rooms]) == 1
    ]  # fmt: skip
    named = [line.number for line in alone if _is_name(line.text.strip())]
    return frozenset(named) if len(named) >= _FEWEST_NAMES else frozenset()


def _below_topic(block: Block) -> Sequence[Line]:
    """Return the lines of a timed block below the one that says what takes place."""
    if not block.is_timed:
        return ()
    content = block.content[1:] if block.is_time_alone else block.content
    return [line for line in content if not RECORDING.fullmatch(line.text.strip(" :："))]


def _is_name(text: str) -> bool:
    return is_whole_name(split_honorific(text, language_of(text))[0])

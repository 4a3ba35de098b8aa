"""The rows of a programme that lines begin with a time: who speaks then, and who is named below."""

import re
from dataclasses import dataclass, field, replace
from itertools import zip_longest
from typing import Final

from forum.reader.bilingual import language_of
from forum.reader.document import Document
from forum.reader.event_record import EN, ZH, Line
from forum.reader.guest_cells import Guest, read_guests
from forum.reader.padding import close_padding
from forum.reader.people_lists import is_list_heading
from forum.reader.record_draft import RecordDraft
from forum.reader.shapes.agenda_rows import (
    HALF_DAY,
    LIST_MARK,
    NAMES_REMARKS,
    AgendaRow,
    GuestCell,
    labelled_guests,
    may_be_words,
    refuse_time,
)
from forum.reader.shapes.event_head import PROGRAMME_LINE
from forum.reader.shapes.record import times
from forum.reader.shapes.record.name_forms import (
    has_title_word,
    is_name_en,
    is_name_zh,
    is_word,
)
from forum.reader.shapes.record.role_labels import role_label
from forum.reader.shapes.session_topics import find_kind
from forum.reader.vocabulary import numerals
from forum.reader.vocabulary.furniture import PRACTICAL_HEADING
from forum.reader.vocabulary.shapes import TIMED

# 【14:00】: when what is below was said, no row of a programme.
_TIME_MARK: Final = re.compile(
    r"[【\[（(]\s*\d{1,2}\s*[:：]\s*\d{2}(?:\s*[:：]\s*\d{2})?\s*[】\])）]"
)
# 开幕式   地点：一层大会堂
_ROOM_BEHIND: Final = re.compile(
    r"(?:\s+|\s*[（(]\s*|[，,]\s*)(?:地点|会场|会议室|venue|room|location)\s*[:：]\s*(?P<room>[^（()）:：]{2,40}?)\s*[)）]?$",
    re.IGNORECASE,
)
# 茶歇总结（主持人：林岚，某局局长）
_LABEL_BEHIND: Final = re.compile(
    r"\s*[（(](?P<label>[^（()）:：]{2,14})\s*[:：]\s*(?P<people>(?:[^（()）]|[（(][^（()）]*[)）]){2,200})[)）]$"
)
# 预录视频：潮汐
_FORM_BEFORE: Final = re.compile(
    r"^(?:预录|录播|线上|视频|远程|在线){1,2}(?:视频|报告|演讲|发言)?\s*[:：]\s*"
)
_QUOTED: Final = re.compile(r"^[《“](?P<title>[^《》“”]{2,120})[》”]$")
_PEOPLE_THEN_QUOTED: Final = re.compile(
    r"^(?P<people>[^《》“”]+?)\s*[:：]?\s*[《“](?P<topic>[^《》“”]{2,120})[》”]$"
)
_WIDE: Final = re.compile(r"[ ]{2,}|\t+|\u3000+")
# 分论坛一：蓝色港口: what the times below are part of
_BLOCK: Final = re.compile(
    rf"^[【\[]?(?P<topic>(?:平行|专题)?(?:分?论坛|分会场|专场|专题|单元|板块)\s*{numerals.NUMBER}|"
    rf"(?:parallel\s+)?(?:session|track|forum|stream|workshop)\s+{numerals.NUMBER})"
    r"\s*(?:[:：.—–-]+\s*|[\s\u3000]+)(?P<title>\S.*?)[】\]]?$",
    re.IGNORECASE,
)
_OPEN_END: Final = re.compile(r"\s*[，,、]?\s*(?:以及|和|及|与)$")
# 林岚 - 某协会会长; 林岚 王岳 - 某研究院
_DASHED: Final = re.compile(r"^(?P<names>\S.{1,60}?)\s+[-–—]+\s+(?P<title>\S.*)$")
# Panelists (35 mins): how long they speak is no part of the label.
_DURATION: Final = re.compile(
    r"\s*[:：]?\s*[（(]\s*\d{1,3}\s*(?:mins?|minutes?|分钟)\.?\s*[)）]\s*[:：]?\s*", re.IGNORECASE
)
_NAME_AND_MORE: Final = re.compile(
    r"^(?P<name>[A-ZÀ-Þ][\w’'-]+(?: [A-ZÀ-Þ][\w.’'-]*)+),\s+(?P<title>[^()]+)$"
)
# Moderator - Anna Berg: a dash where a colon might stand.
_DASH_LABEL: Final = re.compile(
    r"^(?P<label>[A-Za-z][A-Za-z ]{1,60}?)\s*[–—-]+\s*(?P<rest>[A-Z].*)$"
)
# Session II: Bridges; High Level Session I – Bridges
_NUMBERED: Final = re.compile(
    r"^(?P<topic>(?:high[- ]level\s+|parallel\s+|plenary\s+|technical\s+|working\s+)*"
    r"(?:session|panel|workshop|round\s?-?table|dialogue|plenary)\s+"
    rf"{numerals.NUMBER})\s*[:：.–—-]+\s*(?P<title>\S.*)$",
    re.IGNORECASE,
)
# A line of this length that ends a sentence tells what is to be talked of.
_SHORTEST_TOLD: Final = {ZH: 30, EN: 80}
_LONGEST_POSITION: Final = 80
_SENTENCE_END: Final = re.compile(r"[.!?。！？…”\"]\s*$")
# More rows than a part of a programme has.
_MOST_PARTS: Final = 24
_NO_SPAN: Final = times.Span(None, None, "", 0, 0)


def read_line_rows(document: Document, draft: RecordDraft) -> list[AgendaRow]:
    """Return the rows that lines begin with a time; labels below name who speaks."""
    reader = LineRows(draft)
    written = [line for line in document.lines if line.table is None and line.text.strip()]
    for line, following in zip_longest(written, written[1:]):
        reader.read(line, following)
    return reader.rows


@dataclass(slots=True)
class LineRows:
    """Reads lines in their order. listed_role: of those whom the lines below a label name."""

    draft: RecordDraft
    rows: list[AgendaRow] = field(default_factory=list)
    is_listing: bool = False
    listed_role: str = ""
    # Whom the line above names and nothing else; the title may stand in this one.
    named: str = ""
    # Below a heading of something else: a list of guests, the way to the venue.
    is_over: bool = False

    def read(self, line: Line, following: Line | None) -> None:
        """Read a line. following: the next one that is written."""
        text = line.text.strip()
        was_listing, self.is_listing = self.is_listing, False
        if _TIME_MARK.fullmatch(text):
            self.draft.account.furniture.add(line.number)
        elif TIMED.search(text) and (span := times.find(text)):
            self.named, self.is_over = "", False
            self._read_timed(line, span)
        elif is_list_heading(text) or PRACTICAL_HEADING.fullmatch(text):
            self.named, self.is_over = "", True
        elif HALF_DAY.match(text) or PROGRAMME_LINE.fullmatch(text):
            self.draft.account.furniture.add(line.number)
        elif self.rows and (block := _block_row(line, following)):
            self.rows.append(block)
            self.named, self.is_over = "", False
        elif self.rows and not self.is_over:
            self._read_below(line, following, was_listing=was_listing)

    def _read_timed(self, line: Line, span: times.Span) -> None:
        if not span.valid:
            refuse_time(self.draft, span, [line.number])
            return
        text = line.text.strip()
        row = _timed_row(line.number, span, text[span.last :].strip(" \t\u3000:：—–-|｜"))
        part = next(
            (part for part in reversed(self.rows[-_MOST_PARTS:]) if _holds(part.span, span)), None
        )
        if part and find_kind(part.topic, language_of(part.topic)) == "keynote":
            row.part_kind = "keynote"
        self.rows.append(row)

    def _read_below(self, line: Line, following: Line | None, *, was_listing: bool) -> None:
        """Read a line below a time: a label, an entry of its list, the title of the speech."""
        row, text = self.rows[-1], _plain_label(close_padding(line.text.strip()))
        guests = _labelled(text)
        was_named, self.named = self.named, ""
        if was_named and is_position(text):
            self._add_position(was_named, text, line)
        elif guests:
            row.guests += guests
            row.lines.append(line.number)
        elif row.topic and following and _is_bare(text) and is_position(following.text.strip()):
            self.named = text
            row.guests.append(GuestCell(text))
            row.lines.append(line.number)
        elif _may_be_topic(row, text):
            _set_topic(row, text)
            row.lines.append(line.number)
        elif self._begins_list(text):
            self.draft.account.furniture.add(line.number)
        elif was_listing and (cell := _entry(text)):
            row.guests.append(replace(cell, role=self.listed_role))
            row.lines.append(line.number)
            self.is_listing = True
        elif _tells(text):
            row.told.append((line.number, line.text.strip()))
        elif (quoted := _QUOTED.match(text)) and row.guests and not row.topic:
            row.topic = quoted["title"]
            row.lines.append(line.number)
        elif cell := _unlabelled(line, text, is_below=_is_among_guests(row, line)):
            row.guests.append(cell)
            row.lines.append(line.number)
        elif was_listing:
            self.is_listing = True  # of somebody in the list no name is told

    def _add_position(self, name: str, title: str, line: Line) -> None:
        """Give whom the line above names a title, of which a further line may follow."""
        row = self.rows[-1]
        printed = row.guests[-1].text
        so_far = printed.removeprefix(name).strip("（）")
        row.guests[-1] = GuestCell(f"{name}（{f'{so_far} {title}'.strip()}）")
        row.lines.append(line.number)
        self.named = name

    def _begins_list(self, text: str) -> bool:
        """Tell whether a label stands alone, so that the lines below it are its list: 致辞："""
        if not text.endswith((":", "：")):
            return False
        head = text.rstrip(":： ")
        label = role_label(text, language_of(text))
        self.listed_role = label.role if label else ""
        self.is_listing = bool(label or find_kind(head, language_of(head)))
        return self.is_listing


def _is_bare(text: str) -> bool:
    """Tell whether a line is a name and nothing else."""
    return is_name_zh(text) or (" " in text and is_name_en(text))


def is_position(text: str) -> bool:
    """Tell whether a line is a post or an institution, and no sentence."""
    code = language_of(text)
    is_short = len(text) <= _LONGEST_POSITION and not _SENTENCE_END.search(text)
    is_one = has_title_word(text, code) or (code == ZH and is_word(text))
    return is_short and is_one and not TIMED.search(text) and ":" not in text and "：" not in text


def _holds(outer: times.Span, inner: times.Span) -> bool:
    """Tell whether one time is part of another: 10:45–12:15 holds 10:45–11:05."""
    if outer.start is None or outer.end is None or inner.start is None or inner.end is None:
        return False
    is_same = (outer.start, outer.end) == (inner.start, inner.end)
    return not is_same and outer.start <= inner.start and inner.end <= outer.end


def _timed_row(number: int, span: times.Span, text: str) -> AgendaRow:
    """Return the row of a time, with the room, the people and the topic behind it."""
    room = _ROOM_BEHIND.search(text)
    text = close_padding(text[: room.start()].rstrip() if room else text)
    row = AgendaRow([number], span, text, room=room["room"] if room else "")
    if (label := _LABEL_BEHIND.search(text)) and (
        guests := _labelled(f"{label['label']}：{label['people']}")
    ):
        row.topic, row.guests = _FORM_BEFORE.sub("", text[: label.start()]), guests
    elif speaker := _speaker_first(text):
        row.guests, row.topic = [GuestCell(speaker[0])], speaker[1]
    return row


def _speaker_first(text: str) -> tuple[str, str] | None:
    """Return who stands behind a time, with the topic behind the title: 林岚 某局局长：潮汐."""
    if quoted := _PEOPLE_THEN_QUOTED.match(text):
        return (quoted["people"], quoted["topic"]) if _is_person(quoted["people"]) else None
    head, colon, topic = text.partition("：")
    if colon and topic and _is_person(head):
        return head, topic.strip()
    cells = _WIDE.split(text)
    for count in (2, 3):
        people = " ".join(cells[:count])
        if count < len(cells) and _is_person(people):
            return people, " ".join(cells[count:])
    return (" ".join(cells), "") if _is_person(" ".join(cells)) else None


def _is_person(text: str) -> bool:
    """Tell whether a text is a single person with a title, and nothing else."""
    guests, unread = read_guests(_OPEN_END.sub("", text))
    return len(guests) == 1 and not unread and _is_titled(guests[0])


def _is_titled(guest: Guest) -> bool:
    has_title = any(has_title_word(title, code) for code, title in guest.title.items())
    return has_title and not may_be_words(guest) and (ZH in guest.name or " " in guest.name[EN])


def _block_row(line: Line, following: Line | None) -> AgendaRow | None:
    """Return the row of a heading that times, or who moderates them, stand below."""
    text = line.text.strip()
    block = _BLOCK.match(text)
    if block is None or following is None:
        return None
    below = close_padding(following.text.strip())
    if not (TIMED.search(below) or role_label(below, language_of(below))):
        return None
    room = _ROOM_BEHIND.search(block["title"])
    title = block["title"][: room.start()] if room else block["title"]
    return AgendaRow(
        [line.number], _NO_SPAN, title.strip(), heading=block["topic"],
        room=room["room"] if room else "",
    )  # fmt: skip


def _labelled(text: str) -> list[GuestCell]:
    """Return whom a label names; a title behind a dash is that of the names before it."""
    cell = labelled_guests(_OPEN_END.sub("", text))
    if cell is None:
        return []
    dashed = _DASHED.match(cell.text)
    if dashed is None:
        return [cell]
    names = _names_before_dash(dashed["names"])
    return [replace(cell, text=f"{name}（{dashed['title']}）") for name in names] or [cell]


def _names_before_dash(text: str) -> list[str]:
    names = text.split()
    if names and all(map(is_name_zh, names)):
        return names
    return [text] if is_name_en(text) or is_name_zh(text) else []


def _entry(text: str) -> GuestCell | None:
    """Return the person of a line in the list below a label."""
    printed = LIST_MARK.sub("", text)
    guests, unread = read_guests(printed)
    parted = None if guests else _NAME_AND_MORE.match(printed)
    if parted and is_name_en(parted["name"]):
        return GuestCell(f"{parted['name']} ({parted['title']})")  # Anna Berg, Berg Shipping
    is_sure = len(guests) == 1 and not unread and (guests[0].title or LIST_MARK.match(text))
    return GuestCell(printed) if is_sure and not may_be_words(guests[0]) else None


def _plain_label(text: str) -> str:
    """Return a line whose label ends with a colon, and says nothing of how long somebody speaks."""
    text = _DURATION.sub("：", text)
    dashed = _DASH_LABEL.match(text)
    if dashed is None:
        return text
    label = dashed["label"].strip()
    is_label = role_label(f"{label}:", EN) or NAMES_REMARKS.match(label) or find_kind(label, EN)
    return f"{label}: {dashed['rest']}" if is_label else text


def _may_be_topic(row: AgendaRow, text: str) -> bool:
    """Tell whether a line below a time that stands alone says what takes place then."""
    guests, unread = read_guests(text)
    is_person = (
        guests
        and not unread
        and any((guest.title or guest.honorific) and not may_be_words(guest) for guest in guests)
    )
    return not (row.topic or row.guests or is_person) and not text.endswith((":", "："))


def _set_topic(row: AgendaRow, text: str) -> None:
    numbered = _NUMBERED.match(text)
    row.topic = numbered["title"] if numbered else text
    row.heading = numbered["topic"] if numbered else row.heading


def _tells(text: str) -> bool:
    """Tell whether a line is running text about a session."""
    return len(text) >= _SHORTEST_TOLD[language_of(text)] and bool(_SENTENCE_END.search(text))


def _is_among_guests(row: AgendaRow, line: Line) -> bool:
    """Tell whether a line stands right below one that names people of the same row."""
    return bool(row.guests) and row.lines[-1] == line.number - 1


def _unlabelled(line: Line, text: str, *, is_below: bool) -> GuestCell | None:
    """Return whom an indented line below a time names with a form of address, or a title."""
    printed = text.lstrip("•·●▪*–—- ")
    guests, unread = read_guests(printed)
    is_sure = all(guest.title and (guest.honorific or not may_be_words(guest)) for guest in guests)
    is_below |= line.text[:1] in " \t\u3000•·-" or any(guest.honorific for guest in guests)
    if not guests or unread or not is_sure or not is_below:
        return None
    return GuestCell(printed)

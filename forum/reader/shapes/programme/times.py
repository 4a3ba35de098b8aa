"""What a line with a time, or a heading above times, makes a row of a programme of."""

import re
from datetime import date
from typing import Final

from forum.reader.bilingual import language_of
from forum.reader.event_record import Line
from forum.reader.guest_cells import read_guests
from forum.reader.padding import close_padding
from forum.reader.shapes.programme.blocks import Block, split_chairs
from forum.reader.shapes.programme.cells import BEFORE_LABEL, GuestCell, labelled_guests
from forum.reader.shapes.programme.people import is_somebody, labelled_cells
from forum.reader.shapes.programme.rows import NO_SPAN, AgendaRow, ProgrammePart
from forum.reader.shapes.programme.talks import (
    plain_topic,
    read_talk,
    without_duration,
)
from forum.reader.shapes.record import dates, times
from forum.reader.shapes.record.name_forms import has_house_word, is_whole_name
from forum.reader.shapes.record.role_labels import role_label
from forum.reader.shapes.session_topics import (
    NUMBER_ALONE,
    find_kind,
    read_topic,
    split_numbered,
)
from forum.reader.vocabulary import numerals
from forum.reader.vocabulary.list_marks import LIST_MARK
from forum.reader.vocabulary.roles import NOUNS_EN
from forum.reader.vocabulary.shapes import FACT_LABEL, TIME_COLUMN, TIMED
from forum.reader.vocabulary.titles import HONORIFICS_EN

# 三号厅 潮汐的账
_ROOM_BEFORE: Final = re.compile(
    r"^(?P<room>[\u3400-\u9fff\d]{1,8}(?:厅|会议室|会场|报告厅|教室)(?:[A-Z]|\d{1,2})?)"
    r"[ \u3000]+(?=\S.{3,})"
)
# 开幕式   地点：一层大会堂
_ROOM_BEHIND: Final = re.compile(
    r"(?:\s+|\s*[（(]\s*|[，,]\s*)(?:地点|会场|会议室|venue|room|location)\s*[:：]\s*(?P<room>[^（()）:：]{2,40}?)\s*[)）]?$",
    re.IGNORECASE,
)
# Opening ceremony (Main Hall)
_ROOM_IN_BRACKETS: Final = re.compile(
    r"\s*[（(](?P<room>[^（()）:：]*(?:\b(?:[Hh]all|[Rr]oom|Auditorium|Theatre|Ballroom)\b|[厅室])[^（()）:：]{0,6})[)）]$"
)
# 茶歇总结（主持人：林岚，某局局长）
_LABEL_BEHIND: Final = re.compile(
    r"\s*[（(](?P<label>[^（()）:：]{2,14})\s*[:：]\s*(?P<people>(?:[^（()）]|[（(][^（()）]*[)）]){2,200})[)）]$"
)
_ZONE: Final = re.compile(times.ZONE)
_NUMBERED_ZH: Final = re.compile(
    rf"第{numerals.NUMBER}(?:场|单元|环节|部分|阶段|节|板块)(?:会议|论坛)?"
)
# 预录视频：潮汐
_FORM_BEFORE: Final = re.compile(
    r"^(?:预录|录播|线上|视频|远程|在线){1,2}(?:视频|报告|演讲|发言)?\s*[:：]\s*"
)
# 分论坛一：蓝色港口: what the times below are part of
BLOCK: Final = re.compile(
    rf"^[【\[]?(?P<topic>(?:平行|专题)?(?:分?论坛|分会场|专场|专题|单元|板块)\s*{numerals.NUMBER}|"
    rf"(?:parallel\s+)?(?:session|track|forum|stream|workshop|round\s?-?table|breakout(?:\s+group)?|working\s+group)\s+{numerals.NUMBER})"
    r"\s*(?:[:：.—–-]+\s*|[\s\u3000]+)(?P<title>\S.*?)[】\]]?$",
    re.IGNORECASE,
)
# Respondent Mr Tom Li: a role and a form of address, which no colon parts
_ROLE_BEFORE: Final = re.compile(
    rf"^(?P<label>(?i:{NOUNS_EN}))\s+(?P<people>{HONORIFICS_EN}\s+\S.*)$"
)
# （茶歇 10:30-11:00）, between what was said
_IN_BRACKETS: Final = re.compile(r"[（(【\[].*[）)】\]]")
# 2. Closed session (not open to the media)
_NUMBERED_BLOCK: Final = re.compile(
    r"^\d{1,2}\s*[.)]\s+(?P<title>(?:[\w’'-]+\s+){1,5}?(?:session|plenary|segment|ceremony|panel)"
    r"(?:\s*[（(][^（()）]*[)）])?)$",
    re.IGNORECASE,
)

# Fireside chat with Anna Berg and Tom Li
_TALK_WITH: Final = re.compile(
    r"\b(?:(?:fireside\s+)?chat|conversation|dialogue|interview|Q\s*&\s*A)\s+with\s+(?P<people>[A-Z].*)$",
    re.IGNORECASE,
)
# What has a chair of its own, whatever stands above it.
_OWN_CHAIR: Final = frozenset({"roundtable", "dialogue", "closing", "signing", "award", "launch"})


def holds_span(outer: times.Span, inner: times.Span) -> bool:
    """Tell whether one time is part of another: 10:45–12:15 holds 10:45–11:05."""
    if outer.start is None or outer.end is None or inner.start is None or inner.end is None:
        return False
    is_same = (outer.start, outer.end) == (inner.start, inner.end)
    return not is_same and outer.start <= inner.start and inner.end <= outer.end


def is_within(outer: times.Span, inner: times.Span) -> bool:
    """Tell whether a time begins within another one, which has an end."""
    if outer.start is None or outer.end is None or inner.start is None:
        return False
    return outer.start <= inner.start < outer.end


def labelled_time(text: str) -> tuple[times.Span, date | None] | None:
    """Return hours and day that a label below a heading states: 时间：2024年5月8日 9:00-10:00."""
    label = FACT_LABEL.match(text)
    if label is None or not TIME_COLUMN.search(label[0]):
        return None
    rest = text[label.end() :]
    days = dates.find(rest)
    span = times.find(rest.replace(days.printed, " ", 1) if days else rest)
    return (span, days.start if days else None) if span and span.valid else None


def timed_row(number: int, span: times.Span, text: str) -> AgendaRow:
    """Return the row of a time, with the room, the people and the topic behind it."""
    room = _ROOM_BEFORE.match(text) or _ROOM_BEHIND.search(text) or _ROOM_IN_BRACKETS.search(text)
    text = close_padding(text.replace(room[0], "", 1).strip() if room else text)
    text = without_duration(text)
    row = AgendaRow([number], span, text, room=room["room"] if room else "")
    if (label := _LABEL_BEHIND.search(text)) and (
        guests := labelled_cells(f"{label['label']}：{label['people']}")
    ):
        row.topic = _FORM_BEFORE.sub("", text[: label.start()]).rstrip(" /／|｜")
        row.guests = guests
    elif (role := _ROLE_BEFORE.match(text)) and (
        guests := labelled_cells(f"{role['label']}: {role['people']}")
    ):
        row.topic, row.guests = role["label"], guests
    elif is_speaker_label(text) and (guests := labelled_cells(text)):
        row.topic, row.guests = "", guests
    elif (cells := labels_behind(text)) is not None:
        row.topic, row.guests = cells
    elif talk := read_talk(text):
        row.guests, row.topic = [GuestCell(talk.speaker, talk.title)], talk.topic
    else:
        row.topic = ""
        set_topic(row, plain_topic(text))
    return row


def is_speaker_label(text: str) -> bool:
    label = role_label(text, language_of(text))
    return label is not None and not label.scope and label.role in {"speaker", "launcher"}


def labels_behind(text: str) -> tuple[str, list[GuestCell]] | None:
    """Return a topic and whom labels behind it name: 圆桌讨论 主持人：林岚 嘉宾：王芳、王岳."""
    topic, *labels = BEFORE_LABEL.split(text)
    guests = [
        cell for label in labels
        if role_label(label, language_of(label)) and (cell := labelled_guests(label))
    ]  # fmt: skip
    is_read = labels and len(guests) == len(labels) and not role_label(topic, language_of(topic))
    return (topic.rstrip(" /／|｜"), guests) if is_read else None


def block_row(block: Block) -> AgendaRow:
    """Return the row of a heading without a time: 圆桌讨论（主持人：林岚）."""
    topic, chairs = split_chairs(block.heading)
    return AgendaRow([block.line.number], NO_SPAN, topic, guests=chairs)


def row_before_time(line: Line, text: str) -> AgendaRow | None:
    """Return the row of a line that names a kind of session before its time: Lunch: 12:00-13:00."""
    span = times.find(text)
    is_range = span is not None and span.valid and span.end is not None
    if span is None or not is_range or FACT_LABEL.match(text) or _IN_BRACKETS.fullmatch(text):
        return None
    head = LIST_MARK.sub("", text[: span.first])
    day = dates.bare_days(head) or ((days := dates.find(head)) and days.printed) or ""
    head = head.replace(day, "", 1).strip(" \t\u3000:：—–-|｜(（,，")
    is_numbered = NUMBER_ALONE.fullmatch(head) or _NUMBERED_ZH.fullmatch(head)
    is_kind = head and (is_numbered or find_kind(head, language_of(head)))
    if not is_kind or _ZONE.sub("", text[span.last :]).strip(" .。()（）"):
        return None
    return AgendaRow([line.number], span, head)


def headed_row(line: Line, following: Line | None, *, has_rows: bool) -> AgendaRow | None:
    """Return the row of a heading that times, or who moderates them, stand below.

    has_rows: above the first row only a heading with a number is one.
    """
    text = line.text.strip()
    numbered = _NUMBERED_BLOCK.match(text)
    block = numbered or (BLOCK.match(text) if has_rows else None)
    if block is None or following is None:
        return None
    below = close_padding(following.text.strip())
    is_timed = TIMED.search(below) and (span := times.find(below))
    if not (is_timed or role_label(below, language_of(below))):
        return None
    if numbered and is_timed and span and not below[span.last :].strip():
        return None  # the time alone is that of the heading
    if numbered:
        return AgendaRow([line.number], NO_SPAN, numbered["title"])
    room = _ROOM_BEHIND.search(block["title"])
    title = block["title"][: room.start()] if room else block["title"]
    return AgendaRow(
        [line.number], NO_SPAN, title.strip(), heading=block["topic"],
        room=room["room"] if room else "",
    )  # fmt: skip


def may_be_topic(row: AgendaRow, text: str) -> bool:
    """Tell whether a line below a time that stands alone says what takes place then."""
    guests, unread = read_guests(text)
    is_person = guests and not unread and any(map(is_somebody, guests))
    has_topic = row.topic and not (NUMBER_ALONE.fullmatch(row.topic) and not row.heading)
    return not (has_topic or row.guests or is_person) and not text.endswith((":", "："))


def set_topic(row: AgendaRow, text: str) -> None:
    """Let a text be the topic of a row; whom it calls to a talk speaks there, which is asked."""
    if called := _TALK_WITH.search(text):
        row.guests += _called_guests(called["people"])
    if NUMBER_ALONE.fullmatch(row.topic):
        row.heading, row.topic = row.topic, text
        return
    heading, row.topic = split_numbered(text)
    row.heading = heading or row.heading


def _called_guests(printed: str) -> list[GuestCell]:
    guests, unread = read_guests(printed)
    names = [name for guest in guests for name in guest.name.values()]
    are_people = not unread and all(
        is_whole_name(name) and not has_house_word(name) for name in names
    )
    return [GuestCell(printed, asks_session=True)] if names and are_people else []


def begins_another(row: AgendaRow, part: ProgrammePart) -> bool:
    """Tell whether a row names a kind of its own, so that it is none of the part above."""
    kind, _heading, _title = read_topic(row.topic)
    return kind in _OWN_CHAIR and kind != part.kind

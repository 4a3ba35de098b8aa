"""A programme: sessions by their times, from tables or lines, with who speaks in them."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from itertools import chain, groupby, pairwise
from typing import Final

from forum.reader.bilingual import language_of, split_languages
from forum.reader.document import Document
from forum.reader.event_record import EN, ZH, Line, Text
from forum.reader.finished_draft import finish_draft
from forum.reader.guest_cells import (
    Guest,
    join_guests,
    join_in_order,
    join_languages,
    read_guests,
)
from forum.reader.layout import lay_out
from forum.reader.people_lists import find_attendees, read_people_lines
from forum.reader.prose.meant_lines import read_in_simplified
from forum.reader.prose.mentions import Mention, Roster
from forum.reader.prose.people_zh import find_mentions_zh
from forum.reader.reading import Certainty, Reading, Shape
from forum.reader.record_draft import RecordDraft
from forum.reader.shapes.event_head import read_head
from forum.reader.shapes.event_hosts import read_hosts
from forum.reader.shapes.programme.bare_talks import (
    list_bare_talks,
    part_nested_rows,
    seat_further,
)
from forum.reader.shapes.programme.blocks import names_part
from forum.reader.shapes.programme.cells import (
    SPEECH_BEHIND,
    GuestCell,
    may_be_words,
    with_speeches_apart,
)
from forum.reader.shapes.programme.days import fill_below, set_days_of_rows, title_of
from forum.reader.shapes.programme.forms import read_names_by_form
from forum.reader.shapes.programme.grids import read_table_rows
from forum.reader.shapes.programme.guests_apart import (
    read_labelled_apart,
    seat_guests_apart,
    seat_listed_in_topics,
)
from forum.reader.shapes.programme.hours import find_zoned, set_afternoons
from forum.reader.shapes.programme.labelled_talks import find_labelled_talks
from forum.reader.shapes.programme.lines import read_line_rows
from forum.reader.shapes.programme.links import without_links
from forum.reader.shapes.programme.retold import join_retold
from forum.reader.shapes.programme.rows import HALF_DAY, AgendaRow, refuse_time
from forum.reader.shapes.programme.stacks import find_stacks, join_stacks, lines_of_stacks
from forum.reader.shapes.programme.talk_abstracts import read_abstracts
from forum.reader.shapes.programme.talk_lists import read_talk_lists
from forum.reader.shapes.programme.times import is_within
from forum.reader.shapes.programme.translated import (
    join_people,
    join_topics,
    join_translated,
    read_translated_topic,
)
from forum.reader.shapes.programme.untimed import heads_programme, read_untimed_rows
from forum.reader.shapes.record import dates, places
from forum.reader.shapes.record.name_forms import has_title_word, is_whole_name, is_word
from forum.reader.shapes.record.notebook import Notebook
from forum.reader.shapes.record.role_labels import role_label
from forum.reader.shapes.session_topics import (
    SPOKEN,
    find_kind,
    read_topic,
    split_numbered,
    split_room,
)
from forum.reader.vocabulary.furniture import (
    CONTACT,
    ENQUIRIES,
    PRACTICAL,
    PRACTICAL_HEADING,
    PRACTICAL_SECTION,
    SECTION,
)
from forum.reader.vocabulary.list_marks import LIST_MARK
from forum.reader.vocabulary.roles import usual_role
from forum.reader.vocabulary.shapes import DAY_LINE, FACT_LABEL, MAYBE_TIMED, TIMED, put_time_first

_FEWEST_ROWS: Final = 3
_SHORTEST_SAID: Final = 24  # characters
# 本次论坛旨在…; The topics of this meeting …
_ABOUT_EVENT: Final = re.compile(
    r"(?:(?:本次|此次|本届|本期)[^，。；的在对]{0,10}?|这次|该|本|这届|这期)(?:论坛|峰会|大会|会议|研讨会|活动|年会|交流会|沙龙|工作坊|专场|分论坛)|(?:论坛|会议|大会)(?:旨在|围绕|聚焦|以“)|"
    r"^(?:The\s+(?:topics?|theme|aim|purpose|objectives?|goal)s?\s+of\s+(?:this|the)|This|The)\s+"
    r"(?:forum|meeting|conference|workshop|summit|seminar|symposium|event|session)\b",
    re.IGNORECASE,
)
# 目的, alone above what the event is for
_HEADS_PURPOSE: Final = re.compile(
    r"(?:[一二三四五六七八九十\d]{1,2}[、.．]\s*)?(?:活动|会议|论坛|大会|系列|项目)?的?(?:目的|宗旨|背景|初衷|缘起|介绍|简介|概述|概况)|"
    r"(?:the\s+)?(?:background|purpose|objectives?|aims?|goals?|rationale|about\s+(?:the|this)\s+\w+)",
    re.IGNORECASE,
)
# Keynote: "Tides, Winds and Harbours": a title, and nobody with a post.
_QUOTED: Final = re.compile(r"(?:^|[:：])\s*[\"“][^\"“”]+[\"”]\s*$")
_BEFORE_TIME: Final = re.compile(r"^\s*>\s*(?=\d)")  # the mark of a quotation
_SENTENCE_END: Final = re.compile(r"[。！？!?.…~～：:](?:[”\"’）)]|$)\s*$")
_ROOM: Final = re.compile(
    r"^(?P<half>上午|下午|晚上|全天)?\s*(?P<room>(?:主会场|分会场|平行会场|会场|第?[一二三四五六七八九十\dA-Za-z]+(?:号|会议|分会)[厅场室])"
    r".{0,40}|(?:room|hall|track|parallel\s+session)\s.{1,50})$",
    re.IGNORECASE,
)


def read_programme(document: Document) -> Reading:
    """Read a programme before or after the event, its lines unwrapped where they were broken."""
    return read_in_simplified(document, _read_laid_out)


def _read_laid_out(document: Document) -> Reading:
    laid_out = lay_out(document.lines)
    zoned = find_zoned(laid_out.lines)
    texts = without_links(line.text for line in laid_out.lines)
    lines = tuple(
        replace(
            line,
            text="" if line.number in zoned else put_time_first(_BEFORE_TIME.sub("", text)),
        )
        if line.table is None else line
        for line, text in zip(laid_out.lines, texts, strict=True)
    )  # fmt: skip
    reading = _read_unwrapped(_without_contacts(replace(document, lines=lines)))
    silent = (line.number for line in reading.unread)
    understood, unread = laid_out.account_for(document.lines, silent)
    return replace(reading, understood=understood, unread=unread)


def _without_contacts(document: Document) -> Document:
    """Return the document without where its guests can be reached, each with a warning."""
    notebook = Notebook(document.findings)
    lines = []
    for line in document.lines:
        text = line.text
        if line.table is None and CONTACT.search(text) and _names_guest(CONTACT.sub("", text)):
            for contact in CONTACT.finditer(text):
                notebook.warn_of_words(contact.group().strip(" ,，;；"), [line.number])
            text = CONTACT.sub("", text)
        lines.append(replace(line, text=text))
    return replace(document, lines=tuple(lines), findings=notebook.findings())


def _read_unwrapped(document: Document) -> Reading:
    draft = RecordDraft(document)
    read_head(draft)
    rows = read_agenda(draft)
    read_abstracts(draft)
    labelled = read_labelled_apart(draft, rows)
    read_people_lines(draft)
    seat_listed_in_topics(draft)
    seat_guests_apart(draft, rows, labelled)
    read_hosts(draft)
    first = min((number for session in draft.sessions for number in session.lines), default=0)
    read_introduction(draft, first)
    _name_what_is_told(draft)
    return finish_draft(draft, Shape.PROGRAMME)


def read_introduction(draft: RecordDraft, first: int) -> None:
    """Take what is said of the event above a line; tell apart how to come to it.

    first: the number of the line with the first time, or of the first guest.
    """
    said: dict[str, list[str]] = {}
    heads = _below_purpose([line for line in draft.document.lines if line.text.strip()])
    for block in _blocks_of_prose(draft):
        is_headed = block[0].number in heads
        if (is_headed and block[0].number < first) or any(
            _ABOUT_EVENT.search(line.text) for line in block if line.number < first
        ):
            draft.account.furniture.update([heads[block[0].number]] if is_headed else ())
            for line in block:
                draft.account.fields.add(line.number)
                said.setdefault(language_of(line.text), []).append(line.text.strip())
    if said:
        draft.facts["introduction"] = {
            language: "\n".join(paragraphs) for language, paragraphs in said.items()
        }


def _below_purpose(written: Sequence[Line]) -> dict[int, int]:
    """Return the lines below headings of what an event is for, with the headings' numbers.

    All up to the next heading of the same level, or one of how to come; below a line that is no
    heading by its style only the next line.
    """
    heads: dict[int, int] = {}
    heading: Line | None = None
    for above, line in pairwise(written):
        if _HEADS_PURPOSE.fullmatch(above.text.strip(" :：#【】")):
            heading = above
        elif heading and not heading.heading:
            heading = None
        text = line.text.strip()
        if heading and (0 < line.heading <= heading.heading or PRACTICAL_HEADING.fullmatch(text)):
            heading = None
        if heading:
            heads[line.number] = heading.number
    return heads


def _name_what_is_told(draft: RecordDraft) -> None:
    """Name the prose that tells more of somebody in the programme: no field takes it.

    It names her or him, or stands right below the line that does.
    """
    people = Roster()
    people.add(
        Mention(0, 0, name, language)
        for person in draft.people
        for language, name in person.name.items()
        if language == ZH or " " in name
    )
    naming = {number for person in draft.people for number in person.lines}
    written = [line for line in draft.document.lines if line.text.strip()]
    for above, line in pairwise(written) if draft.sessions else ():
        text = line.text.strip()
        is_open = line.table is None and line.number not in draft.account
        is_below = above.table is None and above.number in naming
        tells = any(people.find_in(text)) or (is_below and _SENTENCE_END.search(text))
        if is_open and len(text) >= _SHORTEST_SAID and tells:
            draft.account.repetitions.add(line.number)
            draft.notebook.warn_of_words(text, [line.number])
            _title_untitled(draft, line, people)


def _title_untitled(draft: RecordDraft, line: Line, people: Roster) -> None:
    """Give those without a title the one by which a sentence names them: 来自潮汐局的林岚."""
    for mention in find_mentions_zh(line.text.strip(), people):
        person = draft.find_person(mention.name_text)
        if person and mention.language == ZH and mention.title and not person.title:
            draft.retitle(person, mention.title_text, line.number)


def _blocks_of_prose(draft: RecordDraft) -> Iterator[list[Line]]:
    """Yield the paragraphs that follow each other; notices of how to come are furniture."""
    block: list[Line] = []
    is_practical = False  # below a heading of such notices
    for line in draft.document.lines:
        text = line.text.strip()
        if line.table is not None or line.number in draft.account:
            is_practical = False
        if PRACTICAL_HEADING.fullmatch(text) or PRACTICAL_SECTION.fullmatch(text):
            is_practical = True
        elif SECTION.match(text):
            is_practical = False
        is_notice = text and (is_practical or PRACTICAL.search(text))
        is_open = line.table is None and line.number not in draft.account
        if is_open and block and _lists_more(block[-1].text, text):
            block.append(line)
            continue
        if is_open and is_notice and not _tells_of_event(text) and not _names_guest(text):
            draft.account.furniture.add(line.number)
        elif is_open and len(text) >= _SHORTEST_SAID and _SENTENCE_END.search(text):
            block.append(line)
            continue
        if text and block:
            yield block
            block = []
    if block:
        yield block


def _lists_more(above: str, text: str) -> bool:
    """Tell whether a line is an entry of the list that the paragraph above begins."""
    is_begun = above.rstrip().endswith((":", "：")) or LIST_MARK.match(above)
    is_entry = is_begun and LIST_MARK.match(text)
    return bool(is_entry) and not (_tells_of_event(text) or _names_guest(text))


def read_agenda(draft: RecordDraft, *, has_turns: bool = False) -> list[AgendaRow]:
    """Add a session for each time, from tables and from lines, in the document's order.

    Return the rows of which they were made. has_turns: a name and a colon begin what somebody said,
    no talk.
    """
    untimed = [] if has_turns else read_untimed_rows(draft.document.lines)
    table_rows = [] if untimed else list(read_table_rows(draft.document, draft))
    table_rows = part_nested_rows(table_rows)
    read_names_by_form(table_rows)
    labelled = [] if has_turns else find_labelled_talks(draft.document.lines)
    attendees = find_attendees(draft.document.lines)
    attendees |= {number for row in labelled for number in _lines_of(row)}
    stacks = find_stacks(draft.document.lines, table_rows)
    apart = attendees | lines_of_stacks(stacks)
    lines = tuple(line for line in draft.document.lines if line.number not in apart)
    document = replace(draft.document, lines=lines)
    line_rows = untimed or read_line_rows(document, draft, has_blocks=not has_turns)
    if untimed:
        draft.account.furniture.update(line.number for line in filter(heads_programme, lines))
    rows = [*table_rows, *labelled, *_without_whole_day(draft, line_rows, table_rows)]
    if not (has_turns or untimed):
        rows += read_talk_lists(_open_lines(draft, apart), rows)
        taken = {number for row in rows for number in _lines_of(row)}
        rows += list_bare_talks(document.lines, _open_lines(draft, apart), taken)
    rows.sort(key=lambda row: row.lines[0])
    if not has_turns:
        taken = {number for row in rows for number in _lines_of(row)}
        seat_further(rows, _open_lines(draft, apart | taken))
    join_stacks(rows, stacks, draft)
    set_days_of_rows(draft, rows)
    day_lines = [line.number for line in draft.document.lines if DAY_LINE.match(line.text)]
    set_afternoons(rows, day_lines)
    _set_rooms_of_rows(draft, rows)
    return [row for row in join_translated(join_retold(rows, draft)) if _add_row(draft, row)]


def _lines_of(row: AgendaRow) -> set[int]:
    return {
        *row.lines,
        *(number for number, _text in row.told),
        *(line.number for line in row.lives),
    }


def _without_whole_day(
    draft: RecordDraft, rows: Sequence[AgendaRow], table_rows: Sequence[AgendaRow]
) -> list[AgendaRow]:
    """Leave out a line above the tables that says when, and where, all of their rows take place."""
    first = min((row.lines[0] for row in table_rows), default=0)
    is_several = len(table_rows) >= _FEWEST_ROWS
    return [
        row for row in rows
        if row.guests or row.lines[0] > first or not is_several or _says_what(draft, row)
        or not all(is_within(row.span, below.span) for below in table_rows)
    ]  # fmt: skip


def _says_what(draft: RecordDraft, row: AgendaRow) -> bool:
    """Tell whether behind its time a row has more than the event's name or a place."""
    first = next(line for line in draft.document.lines if line.number == row.lines[0])
    topic = row.topic
    if not topic or topic not in first.text:
        return False
    is_place = places.read_place(topic) is not None or places.names_venue(topic)
    return names_part(topic) or not (is_place or topic in title_of(draft))


def _open_lines(draft: RecordDraft, aside: Collection[int]) -> list[Line]:
    """Return the lines of which nothing was taken yet, but those that are read with others."""
    return [
        line for line in draft.document.lines
        if line.number not in draft.account and line.number not in aside
    ]  # fmt: skip


def _names_guest(text: str) -> bool:
    """Tell whether a line names somebody with a title, and not to be asked about the event."""
    if ENQUIRIES.search(text):
        return False
    guests, _unread = read_guests(TIMED.sub("", text))
    return any(guest.title for guest in guests)


def _tells_of_event(text: str) -> bool:
    """Tell whether a line has a time, a role or a fact: whatever else it has, it is no notice."""
    label = role_label(text, language_of(text))
    is_fact = FACT_LABEL.match(text) and not PRACTICAL.match(text)
    is_timed = TIMED.search(text) or MAYBE_TIMED.search(text)
    return bool(is_timed or (label and label.rest) or is_fact)


def _set_rooms_of_rows(draft: RecordDraft, rows: Sequence[AgendaRow]) -> None:
    """Give the rows below a line that names a room, and nothing else, that room."""
    rooms: dict[int, str] = {}
    for line in draft.document.lines if rows else ():
        text = line.text.strip()
        if line.table is not None or line.number in draft.account:
            continue
        if room := _ROOM.match(text):
            draft.account.fields.add(line.number)
            rooms[line.number] = room["room"]
        elif rooms and (HALF_DAY.match(text) or dates.day_in(text, 2000)):
            rooms[line.number] = ""
    fill_below(rows, rooms, _set_room)


def _set_room(row: AgendaRow, room: str) -> None:
    row.room = row.room or room


def _add_row(draft: RecordDraft, row: AgendaRow) -> bool:
    """Add the session of a row and its guests; tell whether the row says anything."""
    if not row.topic and not row.guests:
        refuse_time(draft, row.span, row.lines)
        return False
    if not row.heading and "\n" not in row.topic:
        row.heading, row.topic = split_numbered(row.topic)
    if not row.room:
        row.topic, row.room = split_room(row.topic)
        row.heading = split_room(row.heading)[0] if row.room else row.heading
    kind, heading, title = read_topic(row.topic)
    kind = row.part_kind if kind == "other" and row.part_kind else kind
    if row.heading:
        named = find_kind(row.heading, language_of(row.heading))
        kind, title = named or kind, title or heading
        heading = split_languages(row.heading)
    elif (
        row.topic and not _QUOTED.search(row.topic) and (speaker := _speaker_in_topic(kind, title))
    ):
        row.guests.insert(0, speaker)
        title = {}
    if row.translation:
        translated = read_translated_topic(row.translation, heading)
        kind, heading, title = join_topics((kind, heading, title), translated)
    session = draft.add_session(
        kind, lines=row.lines, heading=heading, title=title, day=row.day,
        start=row.span.start, end=row.span.end, room=split_languages(row.room),
    )  # fmt: skip
    if row.certainty is not Certainty.CERTAIN:
        printed = f"{row.span.start:%H:%M}"
        draft.rate(f"sessions.{session}.start", row.certainty, row.lines, printed)
    for language, printed in title.items() if row.asks_topic or row.is_topic_guessed else ():
        draft.rate(f"sessions.{session}.title.{language}", Certainty.GUESS, row.lines, printed)
    for language, printed in split_languages(row.room).items() if row.asks_room else ():
        draft.rate(f"sessions.{session}.room.{language}", Certainty.GUESS, row.lines, printed)
    # Where the topic may be the house, the house may be the topic; one question asks for both.
    _add_guests(draft, session, kind, row, asks_title=row.asks_topic and not title)
    draft.add_summary(session, row.told)
    if row.lives:
        numbers = [line.number for line in row.lives]
        draft.account.repetitions.update(numbers)
        draft.notebook.warn_of_words(" ".join(line.text.strip() for line in row.lives), numbers)
    return True


def _add_guests(
    draft: RecordDraft, session: str, kind: str, row: AgendaRow, *, asks_title: bool
) -> None:
    named = _read_named(draft, kind, row)
    if row.translation:
        named = join_people(named, _read_named(draft, kind, row.translation))
    for guest, cell in named:
        asked = replace(guest, asks_title=True) if asks_title else guest
        _add_guest(draft, session, kind, asked, cell, row.lines)


def _read_named(draft: RecordDraft, kind: str, row: AgendaRow) -> list[tuple[Guest, GuestCell]]:
    """Return whom the cells of a row name, each with the cell; warn of what is no name."""
    named: list[tuple[Guest, GuestCell]] = []
    for cell in chain.from_iterable(map(with_speeches_apart, row.guests)):
        guests, unread = read_guests(
            cell.text, cell.titles or "", has_titles_beside=cell.titles is not None
        )
        named += [(guest, cell) for guest in guests if kind != "break"]
        for text in unread if kind != "break" else [cell.text]:
            draft.notebook.warn("not_understood", text, row.lines, text=text)
    named = _joined_below(named)
    translated = [(guest, cell) for guest, cell in named if cell.column]
    if translated and len(translated) < len(named):
        return _join_languages(draft, row, named, translated)
    return named


def _joined_below(named: Sequence[tuple[Guest, GuestCell]]) -> list[tuple[Guest, GuestCell]]:
    """Return the people of a row, those of one role joined whom a line in English names again."""
    joined: list[tuple[Guest, GuestCell]] = []
    for _key, run in groupby(named, key=lambda pair: (pair[1].role, pair[1].column)):
        pairs = list(run)
        guests = join_languages([guest for guest, _cell in pairs])
        first = [pair for pair in pairs if ZH in pair[0].name]
        is_joined = len(guests) == len(first) < len(pairs)
        cells = [cell for _guest, cell in (first if is_joined else pairs)]
        joined += zip(guests, cells, strict=True)
    return joined


def _join_languages(
    draft: RecordDraft, row: AgendaRow, named: Sequence[tuple[Guest, GuestCell]],
    translated: Sequence[tuple[Guest, GuestCell]],
) -> list[tuple[Guest, GuestCell]]:  # fmt: skip
    """Return those of the first column with what another says of them; the order tells who is who.

    Somebody whom only the other column names is asked for, for she or he may be in the first;
    a name of the same language is somebody else's.
    """
    first = [(guest, cell) for guest, cell in named if not cell.column]
    guests = [guest for guest, _cell in first]
    remaining = list(translated)
    for guest, same_guest in join_in_order(guests, [guest for guest, _cell in translated]):
        guests[guests.index(guest)] = join_guests(guest, same_guest)
        remaining = [pair for pair in remaining if pair[0] is not same_guest]
    joined = [(guest, cell) for guest, (_guest, cell) in zip(guests, first, strict=True)]
    for guest, cell in remaining:
        if all(guest.name.keys() & present.name.keys() for present, _cell in first):
            joined.append((guest, cell))
            continue
        name = next(iter(guest.name.values()))
        draft.notebook.warn("not_understood", name, row.lines, text=name)
    return joined


def _add_guest(
    draft: RecordDraft, session: str, kind: str, guest: Guest, cell: GuestCell, lines: Sequence[int]
) -> None:
    lines = cell.lines or lines
    if cell.asks_title or (cell.asks_last and not cell.topic):
        guest = replace(guest, asks_title=True)
    person = draft.add_guest(guest, lines)
    if cell.asks_name or (cell.is_by_form and not _is_surely_named(guest)):
        joined = {EN: guest.name[EN]} if cell.asks_name and EN in guest.name else guest.name
        for language, name in joined.items():
            draft.rate(f"people.{person}.name.{language}", Certainty.GUESS, lines, name)
    role = guest.role or cell.role or "speaker"
    role = usual_role(kind) if role == "speaker" and not cell.topic else role
    for name, is_asked in (("session", cell.asks_session), ("role", cell.asks_role)):
        if is_asked:
            path = f"appearances.{person}.{session}.{role}.{name}"
            draft.rate(path, Certainty.GUESS, lines, guest.name)
    speech_title = split_languages(cell.topic)
    for language, topic in speech_title.items() if cell.asks_last else ():
        path = f"appearances.{person}.{session}.{role}.speech_title.{language}"
        draft.rate(path, Certainty.GUESS, lines, topic)
    draft.add_appearance(
        person, session, role, guest.title, lines,
        attendance=guest.attendance, attendance_note=guest.attendance_note,
        speech_title=speech_title,
    )  # fmt: skip


def _is_surely_named(guest: Guest) -> bool:
    """Tell whether a name can be nothing else, or has a title that is one: 抽奖 - 幸运观众."""
    is_titled = any(has_title_word(title, code) or is_word(title)
                    for code, title in guest.title.items())  # fmt: skip
    return bool(guest.honorific or is_titled) or any(map(is_whole_name, guest.name.values()))


def _speaker_in_topic(kind: str, title: Text) -> GuestCell | None:
    """Return the cell of whoever stands where a title might: 致辞：林岚，某局局长."""
    text = next(iter(title.values()), "")
    if kind not in SPOKEN or len(title) != 1:
        return None
    if speech := SPEECH_BEHIND.match(text):
        text = speech["people"]
    guests, unread = read_guests(text)
    is_sure = all(guest.honorific or (guest.title and not may_be_words(guest)) for guest in guests)
    topic = speech["title"] if speech else ""
    return GuestCell(text, topic=topic) if guests and not unread and is_sure else None

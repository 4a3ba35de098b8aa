"""People listed line by line below a heading, or row by row in a table."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice, pairwise, takewhile
from typing import Final

from forum.core.names import fold
from forum.reader.bilingual import language_of
from forum.reader.document import Document
from forum.reader.event_record import EN, Line, Text
from forum.reader.guest_cells import Guest, read_guest, split_biography
from forum.reader.guest_parts import is_bare_name
from forum.reader.record_draft import RecordDraft
from forum.reader.shapes.record.name_forms import LATIN_CAPITALS, has_title_word
from forum.reader.shapes.record.places import is_country_en
from forum.reader.shapes.record.role_labels import role_label
from forum.reader.table_columns import read_header
from forum.reader.tables import Table
from forum.reader.vocabulary.furniture import CONTACT, PRACTICAL_HEADING
from forum.reader.vocabulary.list_marks import BULLETS
from forum.reader.vocabulary.places import COUNTRIES_ZH
from forum.reader.vocabulary.shapes import GUESTS_TITLE, TIMED

_HEADING: Final = re.compile(
    r"^(?:(?:annex|appendix|附件|附录)\s*[\w一二三四五]{0,3}\s*[:：.—–-]?\s*)?[【\[〖《]?\s*(?:(?:拟邀?|受邀|应邀|部分)?(?:参会|与会|出席|参加|主要|重要|特邀|邀请|演讲|发言|分享|对话|圆桌|报告|主讲|授课)?(?:人员|嘉宾|代表|专家|讲者|讲师)(?:名单|名录|一览|介绍|简介|信息|阵容|风采)?|"
    r"名单)\s*[】\]〗》]?\s*[:：|｜/·-]?\s*(?:(?:list\s+of\s+)?(?:attendees|participants|guests|speakers)(?:\s+list)?)?"
    r"\s*[:：]?$|^(?:(?:annex|appendix)\s*\w{0,3}\s*[:.—–-]?\s*)?(?:list\s+of\s+)?(?:(?:registered|confirmed|expected)\s+)?(?:attendees|participants|guests|delegates)\s*[:：]?$|"
    r"^(?:(?:论坛|大会|会议)(?:共同)?主席|(?:组织|程序|学术)委员会|组委会)(?:成员|名单)?\s*[:：]?$|"
    r"^(?:(?:co-)?organi[sz]ers|(?:organi[sz]ing|program(?:me)?|scientific|steering)\s+committee)\s*:?$|"
    r"^(?:about|meet)\s+(?:the|our)\s+(?:speakers|panell?ists|presenters)\s*:?$|"
    r"^(?:speakers?|panell?ists?|presenters?)(?:['’]s?)?\s+(?:bios?|biograph(?:y|ies)|profiles?|information)\s*:?$",
    re.IGNORECASE,
)
_MARK: Final = re.compile(rf"^\s*(?:\d{{1,3}}\s*[.、．)）]|[{BULLETS}])\s*")
# What the people below are, or whence: 二、境外嘉宾, ARMENIA, Representatives of Governments.
_GROUP: Final = re.compile(r"\s*[^，,。；;：:|\t]{2,40}[:：]?\s*")
_GROUP_DEPTH: Final = 3  # groups within groups, and a person
# Below a programme's last row they are listed; within it the word is the row's label.
_SPEAKERS: Final = re.compile(
    r"(?:(?:our|the|invited|keynote|plenary)\s+)*(?:speakers|panell?ists|presenters)", re.IGNORECASE
)
# 个人简介：…: what somebody above has done, a paragraph of the list.
_BIOGRAPHY: Final = re.compile(
    r"\s*(?:(?:个人|嘉宾|讲师|讲者|专家)(?:简介|介绍|履历)|简介|履历|bio(?:graphy)?)\s*[:：]",
    re.IGNORECASE,
)
# Berg, Anna (Tide Office), in a list that goes by surnames
_SURNAME_FIRST: Final = re.compile(
    rf"(?P<mark>(?:{_MARK.pattern.lstrip('^')})?)(?P<surname>[^\W\d_][\w’'-]*(?:\s[^\W\d_][\w’'-]*){{0,2}}),\s+"
    rf"(?P<given>[{LATIN_CAPITALS}][\w.’'-]*(?:\s[{LATIN_CAPITALS}][\w.’'-]*){{0,2}})"
    r"(?:\s\[[^\[\]]+\])?(?:,?\s+\(?(?P<house>\([^()]{2,80}\))\)?)?\s*"
)
_FEWEST_OF_INDEX: Final = 5
_NOTE: Final = re.compile(r"\s*[（(\[【][^（()）]*[)）\]】]\s*")
_LONGEST_TITLE: Final = 120
_MOST_MISSES: Final = 2
_FEWEST_ATTENDEES: Final = 3
_MOSTLY: Final = 0.75  # of a list's entries
_MOST_LEADING: Final = 6  # lines that say whom the list is of


def is_list_heading(text: str) -> bool:
    """Tell whether a line says that people are listed below it."""
    return bool(_HEADING.match(text.strip()))


def with_given_names_first(document: Document) -> Document:
    """Return a document whose lists of surnames with given names and houses have natural names.

    Such a list goes by its surnames, nearly always: Berg, Anna (Tide Office); Lind, Tom (Coastal).
    """
    lines = list(document.lines)
    written = [(place, line.text) for place, line in enumerate(lines) if line.text.strip()]
    matches = [
        (place, entry) for place, text in written if (entry := _SURNAME_FIRST.fullmatch(text))
    ]
    # Westport, Norland: what has no house is a name where its neighbours say so.
    surnames = ["", *(fold(entry["surname"]) for _place, entry in matches), chr(0x10FFFF)]
    around = zip(surnames, surnames[1:], surnames[2:], strict=False)
    entries = [
        match for match, names in zip(matches, around, strict=True)
        if match[1]["house"] or list(names) == sorted(names)
    ]  # fmt: skip
    if not _is_index([entry for _place, entry in entries]):
        return document
    for place, entry in entries:
        house = entry["house"] or ""
        text = f"{entry['mark']}{entry['given']} {entry['surname']}{house and f' {house}'}"
        lines[place] = replace(lines[place], text=text)
    return replace(document, lines=tuple(lines))


def _is_index(entries: Sequence[re.Match[str]]) -> bool:
    """Tell whether entries go by surnames, and houses in brackets stand behind most, no titles."""
    surnames = [fold(entry["surname"]) for entry in entries]
    ordered = sum(first <= second for first, second in pairwise(surnames))
    housed = sum(entry["house"] is not None for entry in entries)
    titled = any(has_title_word(entry["given"], EN) for entry in entries)
    is_long = len(entries) >= _FEWEST_OF_INDEX and not titled
    return is_long and min(ordered + 1, housed) >= _MOSTLY * len(entries)


def find_attendees(lines: Iterable[Line]) -> frozenset[int]:
    """Return the lines with list marks below a heading of those who attend, where most are people.

    Nothing among them is a part of a programme, however its words look: Lin Wei (Tide Office).
    """
    listed: set[int] = set()
    written = [line for line in lines if line.text.strip()]
    for place, heading in enumerate(written):
        if _heads_attendees(heading.text):
            below = written[place + 1 :]
            lead = list(islice(takewhile(_leads_in, below), _MOST_LEADING))
            run = list(takewhile(_is_marked, below[len(lead) :]))
            if _are_people(run):
                listed.update(line.number for line in (*lead, *run))
    return frozenset(listed)


def _leads_in(line: Line) -> bool:
    """Tell whether a line may say whom the list below it is of."""
    return not (line.heading or line.table is not None or _MARK.match(line.text))


def _is_marked(line: Line) -> bool:
    return line.table is None and bool(_MARK.match(line.text))


def _are_people(run: Sequence[Line]) -> bool:
    people = sum(read_list_entry(line.text) is not None for line in run)
    is_timed = any(TIMED.search(line.text) for line in run)
    return len(run) >= _FEWEST_ATTENDEES and people >= _MOSTLY * len(run) and not is_timed


def _heads_attendees(text: str) -> bool:
    """Tell whether a heading lists people, and does not say that they speak, or on what."""
    if not is_list_heading(text):
        return False
    label = role_label(f"{text.strip(' :：')}：", language_of(text))
    return label is None or label.role == "attendee"


def may_head_speakers(text: str) -> bool:
    """Tell whether a line may head the list of those who speak, or be a label in a programme."""
    return bool(_SPEAKERS.fullmatch(text.strip()))


def read_people_lines(draft: RecordDraft) -> None:
    """Add the people of each list: a heading that names one, and lines that are people."""
    written = [line for line in draft.document.lines if line.text.strip()]
    tabled = _tables_of_columns(draft.document.tables)
    for line, following in pairwise(written):
        if following.table in tabled and _HEADING.match(line.text.strip()):
            draft.account.furniture.add(line.number)
    lines = [line for line in written if line.table is None or line.table not in tabled]
    for place, line in enumerate(lines):
        text = line.text.strip()
        is_title = line.number in draft.account.fields and GUESTS_TITLE.search(text)
        is_heading = _HEADING.match(text) or may_head_speakers(text)
        if is_title or (is_heading and line.number not in draft.account):
            _read_list(draft, line, lines[place + 1 :])


def _tables_of_columns(tables: Sequence[Table]) -> set[int]:
    """Return which tables are no lists whose entries TABs part, by their numbers."""
    return {
        number for number, table in enumerate(tables)
        if table.rows and (len(table.rows[0].cells) > 2 or read_header(table.rows[0].texts))
    }  # fmt: skip


def _read_list(draft: RecordDraft, heading: Line, lines: list[Line]) -> None:
    misses, is_marked, has_begun = 0, False, False
    country: Text = {}  # of those below its name
    blocks = dict(_read_blocks(lines))
    below: set[int] = set()  # lines that belong to the name above them
    for place, line in enumerate(lines):
        if line.number in below or (has_begun and _BIOGRAPHY.match(line.text)):
            continue
        if PRACTICAL_HEADING.fullmatch(line.text):
            return
        guest = None if line.number in draft.account else read_list_entry(line.text)
        if guest is None and line.number in blocks:
            guest, numbers = blocks[line.number]
            below.update(numbers)
        else:
            numbers = ()
        if guest:
            misses, has_begun = 0, True
            is_marked = not numbers and bool(_MARK.match(line.text))
            if heading.number not in draft.account:
                draft.account.furniture.add(heading.number)
            listed = replace(guest, country=guest.country or country)
            draft.add_guest(listed, [line.number, *numbers])
            continue
        if _NOTE.fullmatch(line.text) or _is_group(lines[place : place + _GROUP_DEPTH]):
            name = line.text.strip(" :：")
            is_country = name in COUNTRIES_ZH or is_country_en(name)
            country = {language_of(name): name} if is_country else {}
            is_marked = False
            draft.account.furniture.add(line.number)
            continue
        has_mark = bool(_MARK.match(line.text))
        misses += not has_mark
        # A list with marks ends where a line has none.
        most = _MOST_MISSES if has_begun else _MOST_LEADING
        if line.heading or misses > most or (is_marked and not has_mark):
            return


def _is_group(lines: Sequence[Line]) -> bool:
    """Tell whether the first of some lines heads people of the list, who stand below at once."""
    if lines[0].heading and is_list_heading(lines[0].text):
        return False
    for line, following in pairwise(lines):
        mark, mark_below = (_MARK.match(each.text) for each in (line, following))
        is_beside = bool(mark and mark_below and mark[0] == mark_below[0])
        if is_beside or not _GROUP.fullmatch(line.text):
            return False
        if guest := read_list_entry(following.text):
            return bool(guest.title)
    return False


def _read_blocks(lines: Sequence[Line]) -> Iterator[tuple[int, tuple[Guest, tuple[int, ...]]]]:
    """Yield the people whose title stands on the lines below the name, by the name's line.

    A title is of one or two lines and ends like one, before the next name or a blank line. Where
    blank lines part all lines, as on web pages, it is the next line.
    """
    gap = _usual_gap(lines)
    for line, first, second in zip(
        lines, [*lines[1:], None], [*lines[2:], None, None], strict=False
    ):
        is_name = first is not None and is_bare_name(line.text.strip())
        if first is None or not is_name or not _stand_together(line, first, gap):
            continue
        if (entry := read_list_entry(first.text)) and entry.title:
            continue  # Observers: whom it heads stand below it
        below = [first]
        if (
            second and _stand_together(first, second) and not is_bare_name(second.text.strip())
            and not second.text.rstrip().endswith(("。", "."))
        ):  # fmt: skip
            below.append(second)
        title = " ".join(part.text.strip() for part in below)
        guest = read_guest(line.text.strip())
        title, told = _without_biography(title)
        if guest and not guest.title and has_title_word(title, language_of(title)):
            titled = replace(guest, title={language_of(title): title}, biography=told)
            yield line.number, (titled, tuple(part.number for part in below))


def _without_biography(text: str) -> tuple[str, str]:
    """Return the title that a text begins with, "" for none, and what it tells behind it."""
    title, biography = split_biography(text)
    if len(text) <= _LONGEST_TITLE and title == text:
        return text, ""
    is_title = len(title) <= _LONGEST_TITLE and not re.search("[曾主毕]|先后|擅长|从事", title)
    return (title, biography) if is_title else ("", "")


def _usual_gap(lines: Sequence[Line]) -> int:
    """Return by how much the numbers of lines that follow each other mostly differ, 1 or 2."""
    gaps = [following.number - line.number for line, following in pairwise(lines)]
    return 2 if 2 * sum(gap > 1 for gap in gaps) > len(gaps) else 1


def _stand_together(line: Line, following: Line, gap: int = 1) -> bool:
    """Tell whether no more blank lines part two written ones than most."""
    return following.number <= line.number + gap


def read_list_entry(text: str) -> Guest | None:
    """Return the person of a list's line: it has a list mark, or gives a title beside the name."""
    marked = _MARK.match(text)
    guest = read_guest(text[marked.end() :] if marked else text)
    is_marked = marked and not CONTACT.search(text)
    return guest if guest and (is_marked or guest.title) else None

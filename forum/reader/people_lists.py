"""People listed line by line below a heading, or row by row in a table."""

import re
from itertools import pairwise
from typing import Final

from forum.reader.event_record import Line
from forum.reader.guest_cells import Guest, read_guest
from forum.reader.record_draft import RecordDraft

_HEADING: Final = re.compile(
    r"^(?:(?:annex|appendix|附件|附录)\s*[\w一二三四五]{0,3}\s*[:：.—–-]?\s*)?[【\[〖《]?\s*(?:(?:参会|与会|出席|参加|主要|特邀|演讲|发言)?(?:人员|嘉宾|代表|专家|讲者)(?:名单|名录|一览|介绍)?|"
    r"名单)\s*[】\]〗》]?\s*[:：]?\s*(?:(?:list\s+of\s+)?(?:attendees|participants|guests|speakers)(?:\s+list)?)?"
    r"\s*[:：]?$|^(?:(?:annex|appendix)\s*\w{0,3}\s*[:.—–-]?\s*)?(?:list\s+of\s+)?(?:attendees|participants|guests|delegates)\s*[:：]?$",
    re.IGNORECASE,
)
_MARK: Final = re.compile(r"^\s*(?:\d{1,3}\s*[.、．)）]|[•·●▪*\-–—])\s*")
_GROUP: Final = re.compile(
    r"\s*[（(]?[一二三四五六七八九十]{1,2}[、.．)）]\s*[^，。；：:]{0,12}(?:嘉宾|代表|领导|专家|人员|媒体|单位)\s*[:：]?\s*$"
)
_LINK: Final = re.compile(r"https?:|www\.|@")
_MOST_MISSES: Final = 2


def is_list_heading(text: str) -> bool:
    """Tell whether a line says that people are listed below it."""
    return bool(_HEADING.match(text.strip()))


def read_people_lines(draft: RecordDraft) -> None:
    """Add the people of each list: a heading that names one, and lines that are people."""
    written = [line for line in draft.document.lines if line.text.strip()]
    for line, following in pairwise(written):
        if following.table is not None and _HEADING.match(line.text.strip()):
            draft.account.furniture.add(line.number)
    lines = [line for line in written if line.table is None]
    for place, line in enumerate(lines):
        if _HEADING.match(line.text.strip()) and line.number not in draft.account:
            _read_list(draft, line, lines[place + 1 :])


def _read_list(draft: RecordDraft, heading: Line, lines: list[Line]) -> None:
    misses, is_marked = 0, False
    for line in lines:
        guest = read_list_entry(line.text)
        if guest:
            misses, is_marked = 0, bool(_MARK.match(line.text))
            draft.account.furniture.add(heading.number)
            draft.add_person(
                guest.name, guest.title, [line.number], guest.honorific, guest.other_names
            )
            continue
        if _GROUP.match(line.text):  # 二、境外嘉宾: the list goes on below
            is_marked = False
            draft.account.furniture.add(line.number)
            continue
        has_mark = bool(_MARK.match(line.text))
        misses += not has_mark
        # A list with marks ends where a line has none.
        if line.heading or misses > _MOST_MISSES or (is_marked and not has_mark):
            return


def read_list_entry(text: str) -> Guest | None:
    """Return the person of a list's line: it has a list mark, or gives a title beside the name."""
    if _LINK.search(text):
        return None
    marked = _MARK.match(text)
    guest = read_guest(text[marked.end() :] if marked else text)
    return guest if guest and (marked or guest.title) else None

"""What a programme prints below its rows: each talk again by its title, with an abstract."""

import re
from typing import Final

from forum.reader.event_record import Line
from forum.reader.record_draft import RecordDraft
from forum.reader.shapes.record import texts

_FEWEST: Final = 2  # talks that are printed again
_LONGEST_HEADING: Final = 60
# Who speaks, and whence; the rows say so already.
_ABOUT_SPEAKER: Final = re.compile(
    r"\s*(?:speakers?|presenters?|authors?|affiliations?|报告人|演讲人|讲者|主讲人|嘉宾|单位)\s*[:：]",
    re.IGNORECASE,
)
_ABSTRACT: Final = re.compile(
    r"\s*(?:abstract|summary|description|(?:内容|报告|演讲)?(?:摘要|简介|介绍))\s*[:：]\s*(?P<words>.*)",
    re.IGNORECASE,
)
_HEADING: Final = re.compile(
    r"\s*(?:list\s+of\s+)?abstracts?\s*[:：]?\s*|\s*(?:报告|演讲)?摘要(?:列表)?\s*[:：]?\s*",
    re.IGNORECASE,
)


def read_abstracts(draft: RecordDraft) -> None:
    """Give sessions the abstracts that stand below their titles, where several are printed so."""
    keys = {
        texts.bare(title): session.key
        for session in draft.sessions for title in session.title.values()
    }  # fmt: skip
    last = max((number for session in draft.sessions for number in session.lines), default=0)
    lines = [
        line for line in draft.document.lines
        if line.number > last and line.table is None and line.text.strip()
        and line.number not in draft.account
    ]  # fmt: skip
    if sum(texts.bare(line.text) in keys for line in lines) < _FEWEST:
        return
    session, told = "", dict[str, list[tuple[int, str]]]()
    for line in lines:
        key = keys.get(texts.bare(line.text), "")
        if key:
            draft.account.repetitions.add(line.number)
            session = key
        elif _HEADING.fullmatch(line.text):
            draft.account.repetitions.add(line.number)
            if session:
                told.setdefault(session, [])  # the abstract stands on the lines below
        elif session and _ABOUT_SPEAKER.match(line.text):
            _check_speaker(draft, session, line)
        elif session and (abstract := _ABSTRACT.match(line.text)):
            told.setdefault(session, []).append((line.number, abstract["words"].strip()))
        elif session in told and len(line.text) > _LONGEST_HEADING:
            told[session].append((line.number, line.text.strip()))
        else:
            session = ""
    for key, written in told.items():
        draft.add_summary(key, written)


def _check_speaker(draft: RecordDraft, session: str, line: Line) -> None:
    """Take a line that repeats who speaks, or whence; what the rows do not say stays unread."""
    printed = texts.bare(line.text.replace("：", ":").partition(":")[2])
    seated = [seat for seat in draft.appearances if seat.session == session]
    known = [
        texts.bare(text)
        for seat in seated
        for person in [draft.person_of(seat.person)]
        for text in (*person.name.values(), *person.title.values())
    ]
    rest = printed
    for text in sorted(filter(None, known), key=len, reverse=True):
        rest = rest.replace(text, "")
    if printed and not re.sub(r"[,，、;；&/]", "", rest):
        draft.account.repetitions.add(line.number)

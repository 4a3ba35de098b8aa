"""Minutes of talks: a line says who spoke on what, and a paragraph below it sums that up."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from forum.reader.bilingual import language_of
from forum.reader.event_record import ZH, Text
from forum.reader.prose.event_facts import read_event
from forum.reader.prose.sentences import ProseParagraph
from forum.reader.reading import Certainty
from forum.reader.record_draft import RecordDraft
from forum.reader.shapes.news.release import ReleaseReader
from forum.reader.shapes.programme.talk_lists import ListedTalk, find_talks
from forum.reader.shapes.record import texts
from forum.reader.shapes.record.name_forms import (
    is_loose_name_zh,
    is_name_en,
    is_name_zh,
    is_post_or_house,
    is_whole_name,
)
from forum.reader.vocabulary.furniture import CAPTION
from forum.reader.vocabulary.institutions import INSTITUTION_ENDS_ZH
from forum.reader.vocabulary.list_marks import BULLETS, LIST_MARK
from forum.reader.vocabulary.minutes import ASIDE
from forum.reader.vocabulary.shapes import CALLED_EVENT, MINUTES_TITLE

_FEWEST: Final = 3
_TITLE_LINES: Final = 6
_LONGEST_TITLE: Final = 100
_LONGEST_HEADING: Final = 60
_LONGEST_TOPIC: Final = 140
_SHORTEST_SUMMARY: Final = 12  # characters
_NUMBER: Final = re.compile(
    r"^\s*(?:(?P<figure>\d{1,2})\s*[.、．)）](?!\d)|(?P<han>[一二三四五六七八九十]{1,2})、)\s*"
)
_MARK: Final = re.compile(rf"^\s*[{BULLETS}]\s+")
# 林岚（滨海大学）–潮汐的账; Anna Berg: Harbours
_TALK: Final = re.compile(
    r"^(?P<name>[\u3400-\u9fff·]{2,12}|[A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*){1,3})\s*"
    r"(?:[（(]\s*(?P<title>[^（()）]{1,60})[)）])?\s*(?:[:：]|[–—]+|\s-+\s)\s*(?P<topic>\S.{2,})$"
)
_OF_GROUP: Final = re.compile(
    rf"^[^–—]{{2,24}}(?:{INSTITUTION_ENDS_ZH}|室|组|队|团)\s*[–—]+\s*(?P<topic>\S.*)$"
)
_SENTENCE: Final = re.compile(r"[。；;]|[.!?]\s|[.]$")
_PAPER: Final = re.compile(r"\s*纪要\s*$|[\s:,–-]*(?:meeting\s+)?minutes\s*$", re.IGNORECASE)
_MEETING: Final = re.compile(r"\s*会议$")
# Who spoke, as a summary calls her or him.
_SPEAKER: Final = re.compile(
    r"演讲者|报告人|主讲人|讲者|讲师|老师|教授|博士|先生|女士|[他她](?!们)|介绍|讲述|讲授|分析|讨论|分享|"
    r"\b(?:speaker|presenter|he|she|Mr|Ms|Mrs|Dr|Prof)\b",
    re.IGNORECASE,
)
# 首先，来自潮汐局的林岚: before whence somebody comes
_LEAD: Final = re.compile(r"^(?:首先|随后|接着|接下来|最后)?[，,]?(?:由|是)?(?:来自于?\s*)?")
# Who discussed or decided something, where not the speaker is told of: 与会者讨论了….
_ASSEMBLY: Final = re.compile(
    r"\s*(?:会上[，,]?)?(?:与会|参会|在场|会议|大家|各位|双方|各方|全体|听众|观众|"
    r"(?:the\s+)?(?:meeting|participants|audience|members|attendees)\b)",
    re.IGNORECASE,
)


@dataclass(slots=True)
class MinutedTalk:
    """A talk or another item of the minutes. names: "" where nobody is named by the heading.

    told: the paragraphs below it. listed: talks that the lines below it list. is_noted: all that
    stands below, up to the next one, is what was said in it.
    """

    heading: ProseParagraph
    topic: str
    name: str = ""
    title: str = ""
    told: list[ProseParagraph] = field(default_factory=list)
    listed: list[ListedTalk] = field(default_factory=list)
    is_noted: bool = False


def find_minuted_talks(paragraphs: Sequence[ProseParagraph]) -> dict[int, MinutedTalk]:
    """Return the talks that lines of one form name, by their lines; a few such lines are none."""
    talks = {
        paragraph.number: talk for paragraph in paragraphs if (talk := _talk(paragraph)) is not None
    }
    sure = [talk for talk in talks.values() if is_whole_name(talk.name)]
    is_series = len(sure) >= _FEWEST and 2 * len(sure) >= len(talks)
    has_summary = any(
        paragraph.number not in talks and before.number in talks and is_summary(paragraph)
        for before, paragraph in pairwise(paragraphs)
    )
    return talks if is_series and has_summary else {}


def _talk(paragraph: ProseParagraph) -> MinutedTalk | None:
    text = plain_text(paragraph)
    match = _TALK.match(text) if len(text) <= _LONGEST_TOPIC else None
    if match is None or _SENTENCE.search(match["topic"]):
        return None
    name, title = match["name"].strip(), (match["title"] or "").strip()
    is_han = language_of(name) == ZH
    is_name = is_name_zh(name) or (title and len(name) <= 4 and is_loose_name_zh(name))
    if not (is_name if is_han else is_name_en(name)):
        return None
    return MinutedTalk(paragraph, match["topic"].strip(), name, title)


def plain_text(paragraph: ProseParagraph) -> str:
    """Return a paragraph without its number or list mark."""
    return _MARK.sub("", _NUMBER.sub("", paragraph.line.text)).strip()


def is_summary(paragraph: ProseParagraph) -> bool:
    return len(paragraph.text) >= _SHORTEST_SUMMARY and texts.ends_sentence(paragraph.text)


def read_talk_minutes(
    draft: RecordDraft, paragraphs: Sequence[ProseParagraph], talks: Mapping[int, MinutedTalk]
) -> None:
    """Read what stands above the first talk as news are read, then each talk with its summary."""
    first = min(talks)
    before = [paragraph for paragraph in paragraphs if paragraph.number < first]
    read_event(draft, before)
    ReleaseReader(draft, before).read()
    for paragraph in before:
        if paragraph.line.heading:
            draft.account.furniture.add(paragraph.number)
    behind = [paragraph for paragraph in paragraphs if paragraph.number >= first]
    for part, items in _parts(behind, talks, draft.account.furniture):
        _add_part(draft, part, items)


def read_title(draft: RecordDraft, paragraphs: Sequence[ProseParagraph]) -> None:
    """Take the line that calls the paper minutes, without that word, for the event's name."""
    for paragraph in paragraphs[:_TITLE_LINES]:
        name = _PAPER.sub("", paragraph.text)
        if CALLED_EVENT.search(shorter := _MEETING.sub("", name)):
            name = shorter  # …论坛 会议纪要
        if MINUTES_TITLE.search(paragraph.text) and name and len(name) <= _LONGEST_TITLE:
            draft.set_fact("title", {language_of(name): name}, [paragraph.number], Certainty.LIKELY)
            return


def _parts(
    paragraphs: Sequence[ProseParagraph], talks: Mapping[int, MinutedTalk], furniture: set[int]
) -> Iterator[tuple[ProseParagraph | None, list[MinutedTalk]]]:
    """Yield runs of talks with the short line above that heads them, None for no such line.

    furniture: takes the lines of headings that part nothing.
    """
    style = _style(next(iter(talks.values())).heading)
    listed = {talk.lines[0]: talk for talk in find_talks([part.line for part in paragraphs])}
    part: ProseParagraph | None = None
    items: list[MinutedTalk] = []
    is_open = False  # whether lines below still belong to the last item
    for paragraph in paragraphs:
        item = talks.get(paragraph.number) or _other_item(paragraph, style)
        level = paragraph.line.heading
        if item:
            items.append(item)
            is_open = True
        elif CAPTION.fullmatch(paragraph.text):
            furniture.add(paragraph.number)
        elif is_open and items[-1].is_noted and not (level or _heads_others(paragraph)):
            items[-1].told.append(paragraph)
        elif is_open and items and paragraph.number in listed:
            items[-1].listed.append(listed[paragraph.number])
        elif level > 1:  # a deeper one parts nothing
            furniture.add(paragraph.number)
        elif is_open and items and is_summary(paragraph):
            items[-1].told.append(paragraph)
        elif not level and is_heading(paragraph):
            yield part, items
            part, items, is_open = paragraph, [], False
        else:
            is_open = False
    while items and items[-1].is_noted and items[-1].told and not _is_note(items[-1].told[-1]):
        items[-1].told.pop()  # below the last list other things may stand
    yield part, items


def _is_note(paragraph: ProseParagraph) -> bool:
    return bool(LIST_MARK.match(paragraph.line.text))


def _heads_others(paragraph: ProseParagraph) -> bool:
    is_lead_in = paragraph.text.rstrip().endswith((":", "："))
    return is_heading(paragraph) and not is_lead_in and not _is_note(paragraph)


def _style(paragraph: ProseParagraph) -> str:
    """Return by which figures a line is numbered, "" for none."""
    number = _NUMBER.match(paragraph.line.text)
    return str(number.lastgroup) if number else ""


def _other_item(paragraph: ProseParagraph, style: str) -> MinutedTalk | None:
    """Return the item of a short line that names nobody: 8. 港口—文艺晚会.

    style: how the talks are numbered; whatever is numbered otherwise is none of their series.
    """
    text = plain_text(paragraph)
    is_of_series = style and _style(paragraph) == style
    if not is_of_series or not is_heading(paragraph) or ASIDE.fullmatch(text):
        return None
    group = _OF_GROUP.match(text)
    return MinutedTalk(paragraph, group["topic"] if group else text)


def is_heading(paragraph: ProseParagraph) -> bool:
    text = plain_text(paragraph)
    return len(text) <= _LONGEST_HEADING and not _SENTENCE.search(text) and "，" not in text


def _add_part(
    draft: RecordDraft, part: ProseParagraph | None, items: Sequence[MinutedTalk]
) -> None:
    """Add a session for each talk; where none is summed up the line above them is the session."""
    if part and items and not any(item.told for item in items):
        printed = plain_text(part).rstrip("：: ")
        lines = [part.number]
        session = draft.add_session("other", lines=lines, title={language_of(printed): printed})
        for item in items:
            _seat(draft, session, item.name, item.title, [item.heading.number], item.topic)
        return
    for item in items:
        if item.name or item.told or item.listed:
            _add_item(draft, item)


def _add_item(draft: RecordDraft, item: MinutedTalk) -> None:
    number = item.heading.number
    session = draft.add_session(
        "other", lines=[number], title={language_of(item.topic): item.topic}
    )
    for talk in item.listed:
        _seat(draft, session, talk.names, talk.title, talk.lines, talk.topic)
    told = [(paragraph.number, paragraph.line.text.strip()) for paragraph in item.told]
    title = item.title or (_title_told(item) if item.name else "")
    if not item.name or not _tells_of_speaker(item):
        draft.add_summary(session, told)
        if item.name:
            _seat(draft, session, item.name, title, [number])
        return
    text = "\n".join(line for _number, line in told)
    lines = [number, *(number for number, _line in told)]
    person = _seat(draft, session, item.name, title, lines, remarks={language_of(text): text})
    path = f"appearances.{person}.{session}.speaker.remarks.{language_of(text)}"
    draft.rate(path, Certainty.LIKELY, lines, text)


def _tells_of_speaker(item: MinutedTalk) -> bool:
    """Tell whether the paragraphs below a talk tell of whoever gave it."""
    if item.is_noted:
        return bool(item.told)
    told = [paragraph.text for paragraph in item.told if not _ASSEMBLY.match(paragraph.text)]
    text = " ".join(told)
    return item.name in text or bool(_SPEAKER.search(text))


def _seat(
    draft: RecordDraft, session: str, name: str, title: str, lines: Sequence[int],
    topic: str = "", *, remarks: Text | None = None,
) -> str:  # fmt: skip
    """Let somebody speak in a session, on a topic of her or his own where one is given."""
    titles = {language_of(title): title} if title else {}
    person = draft.add_person({language_of(name): name}, titles, lines)
    draft.add_appearance(
        person, session, "speaker", titles, lines, remarks=remarks or {},
        speech_title={language_of(topic): topic} if topic else {},
    )  # fmt: skip
    return person


def _title_told(item: MinutedTalk) -> str:
    """Return the title that the summary begins with, "" for none: 滨海大学教授林岚讨论了…."""
    for paragraph in item.told:
        title, is_named, _rest = paragraph.line.text.strip().partition(item.name)
        if not is_named or not 1 < len(title) <= _LONGEST_HEADING or "。" in title:
            continue
        title = _LEAD.sub("", title).removesuffix("的")
        if is_post_or_house(title, ZH):
            return title
    return ""

"""Cells of a programme's tables, and labelled lines: what they are about, and whom they name."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import reduce
from typing import Final

from forum.reader.attendance_notes import split_note
from forum.reader.bilingual import language_of, split_languages
from forum.reader.event_record import EN, ZH
from forum.reader.guest_cells import Guest, read_guests
from forum.reader.guest_parts import is_bare_name
from forum.reader.prose.acts_zh import read_sentence_zh
from forum.reader.prose.mentions import Roster
from forum.reader.shapes.record import times
from forum.reader.shapes.record.name_forms import (
    TITLE_END,
    has_house_word,
    has_title_word,
    is_name_zh,
    is_post_or_house,
    is_whole_name,
    split_honorific,
)
from forum.reader.shapes.record.placeholders import is_placeholder
from forum.reader.shapes.record.role_labels import RoleLabel, label_of, role_label
from forum.reader.shapes.session_topics import find_kind, split_at_colon
from forum.reader.vocabulary.furniture import LINKED
from forum.reader.vocabulary.list_marks import LIST_MARK
from forum.reader.vocabulary.roles import (
    MODERATORS_EN,
    MODERATORS_ZH,
    NAMES_REMARKS,
    NAMES_REMARKS_ZH,
)
from forum.reader.vocabulary.titles import HONORIFICS_EN

SPEECH_BEHIND: Final = re.compile(
    r"^(?P<people>[^《》“”\"]+?)\s*[:：,，]?\s*[《“\"](?P<title>[^《》“”\"]{2,120})[》”\"]$"
)
# 林岚 滨海大学校长（视频）：《潮汐的账》; without marks only a bracket parts the two.
_SPEECH_OF_LINE: Final = re.compile(
    r"^(?P<people>[^《》“”\"]+?)\s*[:：]\s*[《“\"](?P<title>[^《》“”\"]{2,120})[》”\"]$"
    r"|^(?P<noted>[^《》“”\":：]+[)）])\s*[:：]\s*(?P<bare>[^:：]{2,120})$"
)
# 开幕式　主持人：林岚
BEFORE_LABEL: Final = re.compile(r"[\s|｜]+(?=[^\s:：|｜]{2,12}\s*[:：])")
# 林岚（馆长）／与谈人：王芳, in a cell
_BEFORE_LABEL_IN_CELL: Final = re.compile(r"[\s|｜／/]+(?=[^\s:：|｜]{2,12}\s*[:：])")
# 演讲题目：潮汐的账
_TOPIC_LABEL: Final = re.compile(
    r"\s*(?:(?:演[讲講]|[报報]告|发言|發言|分享)\s*)?(?:[讲講]\s*[题題]|[题題]\s*目|[主议議]\s*[题題]|talk|topic|title)"
    r"\s*[:：]\s*",
    re.IGNORECASE,
)
# What follows each talk is no topic.
# Q&A and panel interaction
_Q_AND_A: Final = r"Q\s*&\s*A(?:\s+session|\s+(?:and|&)\s+[a-z ]{3,30}(?:interaction|discussion))?"
_QUESTIONS: Final = re.compile(rf"\s*(?:{_Q_AND_A}|现场问答|互动问答|问答|提问)\s*", re.IGNORECASE)
_BEFORE_QUESTIONS: Final = re.compile(
    rf"(?<=\S)\s+(?:[/／|｜]\s+)?(?={_Q_AND_A}\s*(?:\n|$))", re.IGNORECASE
)
# 开幕式（主持人：林岚）
LABEL_IN_BRACKETS: Final = re.compile(
    r"\s*[（(](?P<label>[^（()）:：]{2,12}[:：](?:[^（()）]|[（(][^（()）]*[)）])*)[)）]$"
)
# Whoever stands behind such words is there for something; contacts and drivers are not.
_ANY_LABEL: Final = re.compile(
    r"^(?!.*(?:联系|翻译|司机|记录|contact|interpret|driver))(?:[\u3400-\u9fff]{2,6}|[A-Z][a-z]{3,14})\s*[:：]\s*"
)
_BRACKETED: Final = re.compile(r"[（(](?P<inner>[^（()）]{2,160})[)）]")
# 潮汐的账（主席：林岚，滨海大学）
_CHAIR_IN_BRACKETS: Final = re.compile(
    rf"(?:主席|召集人|{MODERATORS_ZH}|{MODERATORS_EN}|chaired\s+by)\s*[:：]\s*(?P<people>\S.*)$",
    re.IGNORECASE,
)
# 林岚教授、王芳副研究员: what each of them is stands behind the name.
_RANK_BEHIND: Final = re.compile(
    rf"(?:(?<=[、，；])|^)(?P<name>[\u4e00-\u9fff]{{2,3}}?)(?P<rank>(?:{TITLE_END.pattern})+)(?=[、，；]|$)"
)
# Festival Chair: Dr. Anna Berg
_OFFICE: Final = re.compile(
    rf"^(?P<title>[A-Z][\w &’'-]{{2,40}}):\s*(?P<name>{HONORIFICS_EN}\s[^,:;]{{3,60}})$"
)
_NUMBERED_PARTS: Final = re.compile(r"[（(]\s*\d{1,2}\s*[)）]|[①-⑩]|；")
# Mr Tom Li, anywhere in a text
ADDRESS: Final = re.compile(rf"\b{HONORIFICS_EN}\s[A-Z]")
# One of the names that commas part.
_LISTED: Final = re.compile(r"[^,，、\s](?:[^,，、]*[^,，、\s])?")
# 林岚 潮水守时吗？ Anna Berg 潮水守时吗？
_NAME_AND_TOLD: Final = re.compile(
    r"(?P<name>[\u3400-\u9fff·•・]{2,12}|[A-Z][^\u3400-\u9fff,，、]*?)\s+(?P<told>[\u3400-\u9fff“《].*)$"
)
_SENTENCE_END: Final = re.compile(r"[.!?。！？…][”\"]?\s*$")
_FULL_STOP: Final = re.compile(r"\s*[.。]\s*$")
_LISTED_NAMES: Final = re.compile(r"\s*[,，、;；]\s*(?:(?:and|&)\s+)?|\s+(?:and|&)\s+")
# Panellists (in order of names):
_IN_BRACKETS: Final = re.compile(r"[（(][^（()）]*[)）]")
_FEWEST_PARTS: Final = 2
_FEWEST_TIMES: Final = 2
_FIRST_POST: Final = " ("
_SHORTEST_SENTENCE: Final = 4  # characters
_TOLD_ROLES: Final = ({"speaker"}, {"moderator"})


@dataclass(frozen=True, slots=True)
class GuestCell:
    """A text that names people. titles: the text of the column beside, None where there is none.

    role: as column or label give it, else "". topic: of the speech, where it is not the session's.
    column: which of the columns with topics it stands in, from 0. lines: its own, where the row
    has those of others too. is_by_form: only the form of the line says that it names somebody.
    asks_session: it may mean other sessions as well. asks_role: the role is not sure.
    asks_name: an English name may be somebody's whom the other language names, or a topic.
    asks_last: what the last line says, the topic or the end of the title, may be the page's.
    asks_title: the title may be that of whoever is named behind.
    """

    text: str
    titles: str | None = None
    role: str = ""
    topic: str = ""
    column: int = 0
    lines: tuple[int, ...] = ()
    is_by_form: bool = False
    asks_session: bool = False
    asks_role: bool = False
    asks_name: bool = False
    asks_last: bool = False
    asks_title: bool = False


def split_topic(cell: str) -> tuple[str, list[GuestCell]]:
    """Return a topic without the lines below it that name people, and these lines.

    From the first label of a role on it is about people: 潮汐的账 / 主持人：林岚 / 与谈人： / 王芳.
    """
    if find_nested_times(cell):
        return cell, []
    cell = _with_posts_beside(cell)
    lines = _split_at_labels(cell)
    place = next((at for at, line in enumerate(lines) if _role_of_line(line)), len(lines))
    labelled, rest = _read_labelled(lines[place:])
    if any(read_guests(guest.text)[0] for guest in labelled):
        topic, named = _split_lines("\n".join([*lines[:place], *rest]))
        return topic, [*named, *labelled]
    return _split_lines(cell)


def find_nested_times(cell: str) -> list[int]:
    """Return which lines of a cell are times alone, [] where there are not several."""
    lines = cell.split("\n")
    starts = [place for place, line in enumerate(lines) if times.stands_alone(line)]
    return starts if len(starts) >= _FEWEST_TIMES else []


def _with_posts_beside(cell: str) -> str:
    """Return a cell in which names have beside them the posts and houses of the lines below."""
    first, *lines = cell.split("\n")
    joined: list[list[str]] = [[first]]
    for line in lines:
        above = joined[-1]
        is_titled = len(above) > 1 or _is_post(line)
        if len(joined) > 1 and _is_bare_name(above[0]) and is_titled and _goes_on(line):
            above.append(line)
        else:
            joined.append([line])
    return "\n".join(reduce(_with_post, posts, name) for name, *posts in joined)


def _is_bare_name(line: str) -> bool:
    text = line.strip()
    is_name = language_of(text) == EN and is_whole_name(text) and not find_kind(text, EN)
    return is_name and not (has_title_word(text, EN) or has_house_word(text))


def _is_post(line: str) -> bool:
    """Tell whether a line is what somebody is, and names nobody."""
    is_one = has_title_word(line, EN) or has_house_word(line)
    return is_one and _goes_on(line)


def _goes_on(line: str) -> bool:
    """Tell whether a line may be more of what somebody is whom the line above names."""
    text = line.strip()
    is_other = _is_bare_name(text) or find_kind(text, EN) or _role_of_line(text)
    is_person = any(guest.title for guest in read_guests(text)[0])
    return bool(text) and language_of(text) == EN and not (is_other or is_person)


def list_labelled(cell: str) -> list[GuestCell]:
    """Return whom the labels of a cell name that says nothing else, [] where it does."""
    lines = _split_at_labels(cell)
    if not _role_of_line(lines[0]):
        return []
    labelled, rest = _read_labelled(lines)
    return [] if rest else labelled


def split_labelled(cell: str) -> tuple[list[GuestCell], list[str]]:
    """Return whom the labels that a cell begins with name, and what else it tells, line by line.

    嘉宾：林岚，王芳 潮水守时吗？ A cell that begins with no label tells nothing so.
    """
    lines = _split_at_labels(cell)
    if not _role_of_line(lines[0]):
        return [], []
    return _read_labelled([part for line in lines for part in _with_told_apart(line)])


def split_told(cell: str) -> tuple[str, list[str]]:
    """Return the lines of a cell that name people, and the sentences behind and below these."""
    lines = _with_labels_on_lines(cell).split("\n")
    parts = [part for line in lines for part in _with_told_apart(line)]
    told = [part for part in parts[1:] if not _role_of_line(part) and tells_of_nobody(part)]
    return "\n".join(part for part in parts if part not in told), told


def _with_told_apart(line: str) -> list[str]:
    """Return the names of a line, with their label, and apart what is told behind a space.

    What ends as titles do is left to the last of the names.
    """
    label = label_of(line)
    if label and not _role_of_line(line):
        return [line]
    listed = label["rest"] if label else line
    names = 0
    for part in _LISTED.finditer(listed):
        if is_bare_name(part[0]):
            names += 1
            continue
        last = _NAME_AND_TOLD.match(listed, part.start())
        if last is None or not is_bare_name(last["name"]) or not _is_told(last["told"], names):
            break
        return [line[: len(line) - len(last["told"])].strip(), last["told"]]
    return [line]


def _is_told(text: str, names: int) -> bool:
    """Tell whether what stands behind the last of some names is no title.

    names: of how many others; behind a name alone only a sentence, or a text in two languages, is
    none.
    """
    languages = split_languages(text)
    head = re.split("[，,。；;]", languages.get(ZH, ""), maxsplit=1)[0]
    return not is_post_or_house(head, ZH) and bool(
        names or _SENTENCE_END.search(text) or len(languages) > 1
    )


def tells_of_nobody(text: str) -> bool:
    """Tell whether a line is a sentence that names nobody with a title, and is no list of names."""
    names = _LISTED_NAMES.split(_FULL_STOP.sub("", text))
    is_short = len("".join(names)) < _SHORTEST_SENTENCE
    if all(map(is_bare_name, names)) and (is_short or any(map(is_whole_name, names))):
        return False  # Ida Holm., the last of those above
    guests, _unread = read_guests(text)
    return bool(_SENTENCE_END.search(text)) and not any(
        (guest.title or guest.honorific) and any(map(is_whole_name, guest.name.values()))
        for guest in guests
    )


def _split_at_labels(cell: str) -> list[str]:
    lines = _with_labels_on_lines(cell.strip()).split("\n")
    return [line for line in lines if not _QUESTIONS.fullmatch(line)] or lines


def _with_labels_on_lines(cell: str) -> str:
    """Return a cell each of whose labels of roles, of topics, and Q&A, begins a line."""

    def parted(mark: re.Match[str]) -> str:
        if mark[0].strip() and _ends_with_role(cell[: mark.start()]):
            return mark[0]  # 主持人/Moderator：林岚 is one label
        below = cell[mark.end() :].partition("\n")[0]
        is_label = _role_of_line(below) or _TOPIC_LABEL.match(below)
        return "\n" if is_label else mark.group()

    return _BEFORE_QUESTIONS.sub("\n", _BEFORE_LABEL_IN_CELL.sub(parted, cell))


def _ends_with_role(text: str) -> bool:
    word = re.split(r"[\s:：]", text)[-1]
    return bool(word and role_label(word, language_of(word)))


def _role_of_line(line: str) -> RoleLabel | None:
    """Return the label of a role that a line begins with, whatever stands behind its colon."""
    label = label_of(line.strip())
    if label is None:
        return None
    if NAMES_REMARKS_ZH.fullmatch(label["label"]):
        guests, unread = read_guests(re.split(r"[／/]|[)）]\s", label["rest"])[0])
        is_sure = guests and not unread and any(guest.title for guest in guests)
        return RoleLabel("speaker", "", label["rest"]) if is_sure else None
    return role_label(line.strip(), language_of(label["label"]))


def _read_labelled(lines: Sequence[str]) -> tuple[list[GuestCell], list[str]]:
    """Return a cell for each label of a role, and the lines that are of none.

    A label that stands alone has the lines below it, up to the next one; any other has what stands
    behind it. What a label says that somebody speaks on is her or his topic.
    """
    cells: list[GuestCell] = []
    rest: list[str] = []
    is_open = False
    for line in lines:
        if label := _role_of_line(line):
            is_open = not _IN_BRACKETS.sub("", label.rest)
            cells.append(GuestCell("" if is_open else label.rest, role=label.role))
        elif speech := _TOPIC_LABEL.match(line):
            topic = line[speech.end() :].strip()
            if cells[-1].role != "moderator" and not is_placeholder(topic):
                cells[-1] = replace(cells[-1], topic=topic)
        elif _waits_for_posts(cells[-1].text) and _is_post(line):
            cells[-1] = replace(cells[-1], text=_with_post(cells[-1].text, line))
        elif not is_open and cells[-1].role == "moderator" and _guests_of_line(line):
            # Who stands below a chair that is named is one as well, or on the panel.
            cells.append(GuestCell(line, asks_role=True))
        elif is_open or _guests_of_line(line):
            cells[-1] = replace(cells[-1], text=f"{cells[-1].text}\n{line}")
        else:
            rest.append(line)
    return cells, rest


def _waits_for_posts(text: str) -> bool:
    """Tell whether a text is one English name, with the posts and houses read so far behind it."""
    name, _bracket, _posts = text.partition(_FIRST_POST)
    return _is_bare_name(split_honorific(name, EN)[0])


def _with_post(text: str, line: str) -> str:
    """Return a name with one more of its posts and houses: Anna Berg (Chair, Coast Bank)."""
    post = line.strip(" ,")
    if _FIRST_POST not in text:
        return f"{text}{_FIRST_POST}{post})"
    return f"{text.removesuffix(')')}, {post})"


def _split_lines(cell: str) -> tuple[str, list[GuestCell]]:
    first, *further = _parted(_unlabelled(LINKED.sub("", cell).strip())).split("\n")
    first, bracketed = _without_bracketed(first)
    guests = [_guests_of_line(line) for line in further]
    words = []
    for line, guest in zip(further, guests, strict=True):
        text, people = _without_bracketed(line) if guest is None else ("", [])
        words += [text] if text else []
        bracketed += people
    people = [*bracketed, *(guest for guest in guests if guest)]
    if not people and (told := told_guests(first)):
        people = [told]  # 市长林岚致辞
    return "\n".join([first, *words]), people


def _unlabelled(cell: str) -> str:
    """Return a cell whose labels stand side by side with each on a line of its own.

    That of the topic is left out: 讲题：潮汐的账　主讲人：林岚教授.
    """
    label = _TOPIC_LABEL.match(cell)
    return BEFORE_LABEL.sub("\n", cell[label.end() :]) if label else cell


def _parted(cell: str) -> str:
    """Return a cell whose numbered parts stand on lines of their own: 致辞 (1)…(2)…."""
    numbers = list(_NUMBERED_PARTS.finditer(cell))
    if len(numbers) < _FEWEST_PARTS or "\n" in cell or numbers[0].start() == 0:
        return cell
    return f"{cell[: numbers[0].start()].strip()}\n{cell[numbers[0].start() :]}"


def _without_bracketed(line: str) -> tuple[str, list[GuestCell]]:
    """Return a line without the brackets that name people, and whom they name."""
    people: list[GuestCell] = []
    for match in _BRACKETED.finditer(line):
        if chair := _CHAIR_IN_BRACKETS.match(match["inner"]):
            people.append(_chair(chair["people"]))
            line = line.replace(match[0], "")
            continue
        inner = _RANK_BEHIND.sub(r"\g<name>（\g<rank>）", match["inner"])
        guests, unread = read_guests(inner)
        is_sure = all(
            guest.honorific or (guest.title and not may_be_words(guest)) for guest in guests
        )
        if guests and not unread and is_sure and match.start():
            people.append(GuestCell(inner))
            line = line.replace(match[0], "")
    return line.strip(), people


def _chair(text: str) -> GuestCell:
    """Return who takes the chair; behind a comma stands the house, in whatever language."""
    name, _comma, house = text.partition("，")
    is_one = house and is_whole_name(name) and not is_whole_name(house)
    return GuestCell(name, house, "moderator") if is_one else GuestCell(text, role="moderator")


def _guests_of_line(line: str) -> GuestCell | None:
    """Return whom a line in the cell of a topic names: by a label, a list mark, or with a title."""
    labelled = labelled_guests(line)
    if labelled and labelled.role:
        return labelled
    if told := told_guests(line):
        return told
    text = _ANY_LABEL.sub("", LIST_MARK.sub("", line))
    guests, unread = read_guests(text)
    is_sure = all(guest.title and (guest.honorific or not may_be_words(guest)) for guest in guests)
    return GuestCell(text) if LIST_MARK.match(line) or (guests and not unread and is_sure) else None


def told_guests(line: str) -> GuestCell | None:
    """Return those of whom a line says in words that they speak, or preside: (1)林岚副校长致辞."""
    parts = [part for part in _NUMBERED_PARTS.split(line) if part.strip()]
    acts = [read_sentence_zh(part, Roster()).acts for part in parts if language_of(part) == ZH]
    roles = {act[0].role for act in acts if act}
    if len(acts) < len(parts) or not all(acts) or roles not in _TOLD_ROLES:
        return None
    people = [mention for act in acts for mention in act[0].people]
    titles = [mention.title or mention.honorific for mention in people]
    cells = [
        f"{mention.name}（{title}）" if title else mention.name
        for mention, title in zip(people, titles, strict=True)
    ]
    return GuestCell("\n".join(cells), role=roles.pop()) if all(titles) else None


def with_speeches_apart(cell: GuestCell) -> list[GuestCell]:
    """Return a cell, each line of which that names a speech behind a colon is a cell by itself."""
    if cell.topic or cell.titles is not None:
        return [cell]
    cells: list[GuestCell] = []
    role = cell.role  # of the label that the lines stand below
    for line in cell.text.split("\n"):
        if label := role_label(line.strip(), language_of(line)):
            role = cell.role if label.rest else label.role
        if speech := _speech_of_line(line.strip()):
            cells.append(replace(cell, text=speech.text, topic=speech.topic, role=role,
                                 asks_last=speech.asks_last))  # fmt: skip
        elif cells and not cells[-1].topic:
            cells[-1] = replace(cells[-1], text=f"{cells[-1].text}\n{line}")
        else:
            cells.append(replace(cell, text=line, role=role))
    return cells if any(part.topic for part in cells) else [cell]


def _speech_of_line(line: str) -> GuestCell | None:
    """Return who speaks on what, by one line; without marks of a title it is asked for."""
    speech = _SPEECH_OF_LINE.match(line)
    if speech is None:
        return None
    people, topic = speech["people"] or speech["noted"], speech["title"] or speech["bare"]
    guests, unread = read_guests(people)
    is_noted = speech["title"] or split_note(people).words
    is_one = len(guests) == 1 and not unread and (guests[0].title or guests[0].honorific)
    if not is_one or not is_noted:
        return None
    return GuestCell(people, topic=topic, asks_last=speech["title"] is None)


def people_in_cell(text: str) -> GuestCell | None:
    """Return the people of a cell that stands behind a topic, or below one."""
    if (labelled := labelled_guests(text)) and labelled.role:
        return labelled
    if (office := _OFFICE.match(text)) and has_title_word(office["title"], EN):
        text = f"{office['name']}, {office['title']}"
    guests, unread = read_guests(text)
    is_sure = all((guest.title or guest.honorific) and not may_be_words(guest) for guest in guests)
    return GuestCell(text) if guests and not unread and is_sure else None


def is_role_alone(text: str) -> bool:
    """Tell whether a cell says what somebody is without saying who: 出品人."""
    return bool(TITLE_END.fullmatch(text.strip()))


def labelled_guests(text: str) -> GuestCell | None:
    """Return whom a line below a time names behind a label: 报告人：林岚（教授）《潮汐》."""
    text = LIST_MARK.sub("", text)
    label = role_label(text, language_of(text))
    head, _colon, people = split_at_colon(text)
    role = label.role if label and label.rest else ""
    if label and label.rest:
        people = label.rest
    elif people and NAMES_REMARKS.match(head):
        role = "speaker"
    elif not people or not find_kind(head, language_of(head)):
        return None
    speech = SPEECH_BEHIND.match(people)
    return GuestCell(speech["people"], None, role, speech["title"]) if speech else GuestCell(
        people, role=role
    )  # fmt: skip


def may_be_words(guest: Guest) -> bool:
    """Tell whether a Chinese name may be two words of a title: it has no surname's character."""
    return ZH in guest.name and not guest.is_parted and not is_name_zh(guest.name[ZH])

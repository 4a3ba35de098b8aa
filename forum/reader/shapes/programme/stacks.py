"""Sessions told again below a programme: a heading, then each guest's name, house and topic.

Each stands on a line of its own, as web pages of conferences print them.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from forum.reader.bilingual import language_of
from forum.reader.event_record import EN, ZH, Line
from forum.reader.record_draft import RecordDraft
from forum.reader.shapes.programme.blocks import class_of_line
from forum.reader.shapes.programme.cells import GuestCell
from forum.reader.shapes.programme.retold import join_telling
from forum.reader.shapes.programme.rows import NO_SPAN, AgendaRow
from forum.reader.shapes.record import texts
from forum.reader.shapes.record.name_forms import has_title_word, is_loose_name_zh, is_whole_name
from forum.reader.shapes.record.placeholders import is_placeholder
from forum.reader.shapes.record.role_labels import role_label
from forum.reader.vocabulary.furniture import PRACTICAL_HEADING, SECTION
from forum.reader.vocabulary.roles import MODERATORS_EN, MODERATORS_ZH
from forum.reader.vocabulary.shapes import FACT_LABEL, TIMED
from forum.reader.vocabulary.titles import HONORIFICS_EN

_SHORTEST_KEY: Final = 4
_LONGEST_LABEL: Final = 24
_MOST_TITLES: Final = 2  # lines
_PROSE: Final = re.compile(r"^.{60,}[.。！!？?][”\"’）)]?\s*$", re.DOTALL)
# 分论坛主席; Track Chair: they stand above whom they name.
_CHAIRS: Final = re.compile(
    rf"(?:[\u3400-\u9fff]{{0,6}}?(?:主席|召集人|{MODERATORS_ZH})|(?:\w+\s+){{0,2}}(?:co-?)?(?:convenors?|organi[sz]ers?|{MODERATORS_EN}))",
    re.IGNORECASE,
)
_SEVERAL: Final = re.compile(r"共同|联合|联席|\bco-?|(?:chairs|moderators|facilitators)$", re.I)
# 特邀报告人; Invited speakers
_SPEAKERS: Final = re.compile(
    r"(?:特邀|主讲|报告|演讲|分享)(?:报告)?(?:嘉宾|专家|讲者|人)|"
    r"(?:invited|keynote|plenary|featured)\s+(?:speakers?|talks?)",
    re.IGNORECASE,
)
# 报告题目待定; Talk title to be announced
_TITLE_WORDS: Final = re.compile(
    r"(?:报告|演讲|发言|分享)?(?:题目|主题|标题)|(?:(?:talk|speech|presentation|lecture)\s+)?(?:title|topic)",
    re.IGNORECASE,
)
_LIFE: Final = re.compile(
    rf"^(?:{HONORIFICS_EN}\s+)?(?:He|She|They|[A-Z][\w’'.-]*(?:\s[A-Z][\w’'.-]*){{1,3}})(?:,[^,.]*,)?\s+"
    r"(?:is|was|has|had|received|earned|obtained|holds|works|worked|leads|joined|serves|teaches)\b|"
    r"^(?:His|Her|Their)\s|^(?:主要|长期)?(?:从事|研究(?:方向|领域|兴趣))|^(?:主持(?!人)|发表|曾)|"
    r"^[\u3400-\u9fff·]{2,12}?(?:[，,]|教授|博士|研究员|女士|先生|老师|是|现任|现为|任|毕业)"
)
_BRACKETS_BEHIND: Final = re.compile(
    r"\s*[（(][^（()）]*(?:[（(][^（()）]*[)）][^（()）]*)*[)）]\s*$"
)


@dataclass(slots=True)
class Stack:
    """A heading that a row of the programme has as well, with whom the lines below it name.

    read: the numbers of its heading, labels and texts; told: running text.
    """

    key: str
    heading: Line
    guests: list[GuestCell] = field(default_factory=list)
    read: set[int] = field(default_factory=set)
    told: list[tuple[int, str]] = field(default_factory=list)


def find_stacks(lines: Sequence[Line], table_rows: Sequence[AgendaRow]) -> list[Stack]:
    """Return the stacks below headings that rows of tables, or lines with times, have as well."""
    written = [line for line in lines if line.text.strip()]
    keys = Counter(_key(f"{row.heading}{row.topic}") for row in table_rows)
    keys.update(_timed_keys(written))
    sure = {key for key, times in keys.items() if times == 1 and len(key) >= _SHORTEST_KEY}
    stacks: list[Stack] = []
    for place, line in enumerate(written):
        if line.table is None and not TIMED.search(line.text) and _key(line.text) in sure:
            stack = _read_stack(written, place, sure)
            stacks += [stack] if _is_stack(stack) else []
    again = Counter(stack.key for stack in stacks)
    return [stack for stack in stacks if again[stack.key] == 1]


def join_stacks(rows: Sequence[AgendaRow], stacks: Sequence[Stack], draft: RecordDraft) -> None:
    """Give each row whom the stack below its heading names; what fits no row stays unread."""
    for stack in stacks:
        same = [row for row in rows if _key(f"{row.heading}{row.topic}") == stack.key]
        if len(same) == 1:
            again = AgendaRow([stack.heading.number], NO_SPAN, same[0].topic)
            again.guests, again.told = stack.guests, stack.told
            join_telling(same[0], again)
            seated = (number for cell in stack.guests for number in cell.lines)
            draft.account.repetitions.update(stack.read, seated)


def lines_of_stacks(stacks: Sequence[Stack]) -> set[int]:
    """Return the numbers of the lines that stacks hold."""
    return {
        number for stack in stacks
        for numbers in (stack.read, *(cell.lines for cell in stack.guests), _numbers(stack.told))
        for number in numbers
    }  # fmt: skip


def _numbers(told: Sequence[tuple[int, str]]) -> list[int]:
    return [number for number, _text in told]


def _timed_keys(lines: Sequence[Line]) -> Iterator[str]:
    """Yield what lines call that which takes place at their times, whoever chairs it."""
    for line in lines:
        if line.table is None and (timed := TIMED.search(line.text)):
            yield _key(_BRACKETS_BEHIND.sub("", line.text[timed.end() :]))


def _key(text: str) -> str:
    return re.sub(r"[:：.、–—-]", "", texts.bare(text)).casefold()


def _is_stack(stack: Stack) -> bool:
    """Tell whether a role's label, or two guests with their topics, say what the lines are."""
    topics = sum(bool(cell.topic) for cell in stack.guests)
    return bool(stack.guests) and (any(cell.role for cell in stack.guests) or topics > 1)


def _read_stack(lines: Sequence[Line], head: int, keys: Collection[str]) -> Stack:
    """Return whom the lines below a heading name, up to the first line that has no place there.

    Below the label of a chair the first one chairs; who follows without a topic of her or his own
    may as well, which is asked. Running text tells of the session below a topic and behind all
    guests; what goes on behind a biography is of that guest, and has no place there.
    """
    stack = Stack(_key(lines[head].text), lines[head], read={lines[head].number})
    label, role, place = "", "", head + 1
    first_told, is_life = 0, False
    while place < len(lines) and not _ends_stack(lines[place], keys):
        line = lines[place]
        if named := _role_alone(line.text):
            label, role, is_life = line.text.strip(), named, False
            stack.read.add(line.number)
            place += 1
        elif titles := _titles_below(lines, place, keys):
            cell = GuestCell(line.text.strip(), _joined(titles), role, lines=_lines(line, titles))
            place += 1 + len(titles)
            cell = replace(
                cell, asks_name=not is_whole_name(cell.text),
                asks_last=place == len(lines) and len(titles) > 1,
            )  # fmt: skip
            cell, place = _with_topic(stack, cell, lines, place, keys)
            if stack.guests and not stack.guests[-1].topic:
                del stack.told[first_told:]
            first_told, is_life = len(stack.told), False
            stack.guests.append(_with_role_behind_chair(stack, cell, label))
        elif stack.guests and _PROSE.match(line.text):
            is_life = is_life or bool(_LIFE.match(line.text.strip()))
            if not is_life:
                stack.told.append((line.number, line.text.strip()))
            place += 1
        else:
            break
    return stack


def _with_role_behind_chair(stack: Stack, cell: GuestCell, label: str) -> GuestCell:
    is_first = not any(guest.role == "moderator" for guest in stack.guests)
    if cell.role != "moderator" or is_first or _SEVERAL.search(label):
        return cell
    has_topic = bool(cell.topic) or cell.lines[-1] in stack.read
    is_behind = stack.guests[-1].role == "moderator" or stack.guests[-1].asks_role
    return replace(cell, role="speaker", asks_role=is_behind and not has_topic)


def _with_topic(
    stack: Stack, cell: GuestCell, lines: Sequence[Line], place: int, keys: Collection[str]
) -> tuple[GuestCell, int]:
    """Return a guest with the topic on the line below, and the place behind it.

    A topic stands above the next guest, heading or running text. One that ends the paper is asked.
    """
    line = lines[place] if place < len(lines) else None
    if line is None or cell.role == "panellist" or not _may_be_topic(lines, place, keys):
        return cell, place
    numbers = (*cell.lines, line.number)
    if _is_to_come(line.text):
        stack.read.add(line.number)
        return replace(cell, lines=numbers), place + 1
    is_last = place + 1 == len(lines)
    return replace(cell, topic=line.text.strip(), lines=numbers, asks_last=is_last), place + 1


def _may_be_topic(lines: Sequence[Line], place: int, keys: Collection[str]) -> bool:
    line = lines[place]
    is_other = _ends_stack(line, keys) or _role_alone(line.text) or _PROSE.match(line.text)
    if is_other or _titles_below(lines, place, keys):
        return False
    if place + 1 == len(lines):
        return True
    below = lines[place + 1]
    return bool(
        _key(below.text) in keys
        or _PROSE.match(below.text)
        or _titles_below(lines, place + 1, keys)
    )


def _is_to_come(text: str) -> bool:
    return is_placeholder(text) or is_placeholder(_TITLE_WORDS.sub("", text))


def _ends_stack(line: Line, keys: Collection[str]) -> bool:
    text = line.text.strip()
    return bool(
        line.table is not None or _key(text) in keys or TIMED.search(text) or SECTION.match(text)
        or FACT_LABEL.match(text) or PRACTICAL_HEADING.fullmatch(text)
    )  # fmt: skip


def _role_alone(text: str) -> str:
    """Return the role of a label that stands alone, "" for anything else."""
    text = text.strip().rstrip(":：").strip()
    if len(text) > _LONGEST_LABEL:
        return ""
    if _CHAIRS.fullmatch(text):
        return "moderator"
    if _SPEAKERS.fullmatch(text):
        return "speaker"
    label = role_label(text, language_of(text))
    return label.role if label and not label.rest else ""


def _titles_below(lines: Sequence[Line], place: int, keys: Collection[str]) -> list[Line]:
    """Return the lines below a name that say whence, or what, somebody is; [] below none."""
    text = lines[place].text.strip() if place < len(lines) else ""
    is_name = class_of_line(text) == "N" or is_loose_name_zh(text)
    if not is_name or _is_to_come(text) or _role_alone(text):
        return []
    titles: list[Line] = []
    for line in lines[place + 1 : place + 1 + _MOST_TITLES]:
        if _ends_stack(line, keys) or not _is_title(line.text.strip()):
            break
        titles.append(line)
    return titles


def _is_title(text: str) -> bool:
    is_post = has_title_word(text, language_of(text)) and len(text) <= 2 * _LONGEST_LABEL
    is_known = class_of_line(text) == "Q" or (is_post and class_of_line(text) == "P")
    return is_known and not _role_alone(text)


def _joined(titles: Sequence[Line]) -> str:
    code = EN if all(language_of(line.text) == EN for line in titles) else ZH
    return ("，" if code == ZH else ", ").join(line.text.strip() for line in titles)


def _lines(name: Line, titles: Sequence[Line]) -> tuple[int, ...]:
    return (name.number, *(line.number for line in titles))

"""Guests on cards: a name, or a line that calls itself one, and below it what she or he is.

林岚 / Lin Lan, and below it 职位 / Title: 潮汐社社长 / President, Tide Society; Anna Berg (Tide
Office), or the name alone, and below it a life, which the list's heading makes one
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, zip_longest
from typing import Final

from forum.reader.bilingual import language_of, split_languages
from forum.reader.event_record import EN, ZH, Line, Text
from forum.reader.guest_cells import Guest, join_title, read_guest
from forum.reader.people_lists import is_list_heading, may_head_speakers
from forum.reader.record_draft import RecordDraft
from forum.reader.shapes.record.name_forms import has_title_word, is_name_zh, is_whole_name
from forum.reader.vocabulary.shapes import TIMED
from forum.reader.vocabulary.titles import HONORIFICS_EN

_FEWEST: Final = 2
_LONGEST_NAME: Final = 60
_NAME_LABEL: Final = re.compile(
    r"(?:姓\s*名(?:\s*[/／]\s*name)?|name)\s*[:：]\s*(?P<name>\S.*)", re.IGNORECASE
)
_POST: Final = (
    r"(?:职位|职务|职称|头衔|身份)(?:\s*[/／]\s*(?:job\s+)?(?:title|position))?|"
    r"(?:job\s+)?title|position"
)
_HOUSE: Final = (
    r"(?:单位|机构|公司|工作单位|所在单位)(?:\s*[/／]\s*(?:affiliation|organi[sz]ation|company))?|"
    r"affiliation|organi[sz]ation|company|institution"
)
_TITLE_LABEL: Final = re.compile(
    rf"(?:(?P<post>{_POST})|(?P<house>{_HOUSE}))\s*[:：]\s*(?P<words>\S.*)", re.IGNORECASE
)
_HOUSED: Final = re.compile(r"(?P<name>[^()]{4,60}?)\s+\((?P<house>[^()]{2,80})\)")
# Dr. Anna Berg is currently a Professor of Tides at Harbour College, where …
_IS_TOLD: Final = re.compile(
    rf"(?:{HONORIFICS_EN}\s*)*(?P<name>[^,.;]{{4,60}}?(?:\s[A-Z]\.[^,.;]{{2,40}}?)?) is "
    r"(?:(?:currently|presently|now)\s)?(?:an?|the)\s(?P<title>[^,.;]{3,100}?)"
    r"(?=[,.;]|\s(?:where|who|whose|with)\s)"
)
_FEWEST_WITH_LIVES: Final = 3
_FEWEST_IN_A_ROW: Final = 3
_BOTH: Final = re.compile(r"(?P<zh>.*[\u3400-\u9fff].*?)\s+[/／]\s+(?P<en>[A-Za-z][^/／]*)")


@dataclass(frozen=True, slots=True)
class GuestCard:
    """A guest with the lines that name her or him, and those that tell of other things below."""

    guest: Guest
    lines: tuple[int, ...]
    told: tuple[Line, ...]


def find_cards(lines: Sequence[Line]) -> list[GuestCard]:
    """Return the cards of a page, none where it has a single one."""
    written = [line for line in lines if line.table is None and line.text.strip("-—*_=# ")]
    return _labelled_cards(written) or _cards_of_lives(written)


def _cards_of_lives(written: Sequence[Line]) -> list[GuestCard]:
    """Return whom a list has with a life below most: no list of times, and no talks."""
    headings = (
        place for place, line in enumerate(written)
        if is_list_heading(line.text) or may_head_speakers(line.text)
    )  # fmt: skip
    listed = written[next(headings, len(written)) + 1 :]
    if any(TIMED.search(line.text) for line in listed):
        return []
    heads = {place: guest for place in range(len(listed)) if (guest := _heads_life(listed, place))}
    heads |= _names_in_a_row(listed) if heads else {}
    begun = sorted(heads)
    ends = [*begun[1:], len(listed)][: len(begun)]
    lives = sum(end > place + 1 for place, end in zip(begun, ends, strict=True))
    if lives < _FEWEST_WITH_LIVES:
        return []
    return [
        GuestCard(
            heads[place], (listed[place].number,), tuple(_up_to_heading(listed[place + 1 : end]))
        )
        for place, end in zip(begun, ends, strict=True)
    ]


def _heads_life(lines: Sequence[Line], place: int) -> Guest | None:
    """Return whom a line names above a life: with a house, or repeated by the words below."""
    housed = _HOUSED.fullmatch(lines[place].text.strip())
    guest = _named(housed["name"] if housed else lines[place].text)
    name = guest.name.get(EN, "") if guest else ""
    if guest is None or not is_whole_name(name):
        return None
    if housed:
        return replace(guest, title={EN: housed["house"]})
    told = _IS_TOLD.match(lines[place + 1].text) if place + 1 < len(lines) else None
    if told is None or told["name"] != name:
        return None
    return replace(guest, title={EN: told["title"]}) if has_title_word(told["title"], EN) else guest


def _names_in_a_row(lines: Sequence[Line]) -> dict[int, Guest]:
    """Return those who are listed by their names alone, by their places."""
    named = [_named(line.text) for line in lines]
    people: dict[int, Guest] = {}
    for is_name, run in groupby(enumerate(named), key=lambda item: item[1] is not None):
        bare = [(place, guest) for place, guest in run if guest]
        if is_name and len(bare) >= _FEWEST_IN_A_ROW:
            people |= dict(bare)
    return people


def _labelled_cards(written: Sequence[Line]) -> list[GuestCard]:
    begun = [
        (place, guest)
        for place, (line, below) in enumerate(zip_longest(written, written[1:]))
        if below and _TITLE_LABEL.fullmatch(below.text.strip()) and (guest := _named(line.text))
    ]
    if len(begun) < _FEWEST:
        return []
    ends = [*(place for place, _guest in begun[1:]), len(written)]
    return [
        _read_card(guest, written[place:end])
        for (place, guest), end in zip(begun, ends, strict=True)
    ]


def _named(text: str) -> Guest | None:
    """Return who a line names, if it says nothing else."""
    label = _NAME_LABEL.fullmatch(text.strip())
    printed = label["name"] if label else text.strip()
    guest = read_guest(printed) if len(printed) <= _LONGEST_NAME else None
    if guest is None or guest.title or guest.role:
        return None
    is_sure = label or any(map(is_whole_name, guest.name.values()))
    return guest if is_sure or is_name_zh(guest.name.get(ZH, "")) else None


def _read_card(guest: Guest, lines: Sequence[Line]) -> GuestCard:
    """Read the labels right below a name; what stands below them is told."""
    texts: dict[str, Text] = {"post": {}, "house": {}}
    count = 1
    for line in lines[1:]:
        label = _TITLE_LABEL.fullmatch(line.text.strip())
        field = "post" if label and label["post"] else "house"
        if label is None or texts[field]:
            break
        texts[field] = _in_both(label["words"].strip())
        count += 1
    house, post = texts["house"], texts["post"]
    title = {
        code: join_title(house.get(code, ""), post.get(code, ""), code)
        for code in (ZH, EN) if code in house or code in post
    }  # fmt: skip
    # Behind the last card stands what is the page's, below a heading.
    told = _up_to_heading(lines[count:])
    numbers = tuple(line.number for line in lines[:count])
    return GuestCard(replace(guest, title=title), numbers, tuple(told))


def _up_to_heading(lines: Sequence[Line]) -> Iterator[Line]:
    for line in lines:
        if line.heading:
            return
        yield line


def _in_both(text: str) -> Text:
    both = _BOTH.fullmatch(text)
    if both and language_of(both["zh"]) == ZH:
        return {ZH: both["zh"], EN: both["en"]}
    return split_languages(text)


def read_cards(draft: RecordDraft) -> None:
    """Add the guests of the cards; quote what these tell beside."""
    for card in find_cards(draft.document.lines):
        draft.add_guest(card.guest, card.lines)
        told = [line for line in card.told if line.number not in draft.account]
        if told:
            numbers = [line.number for line in told]
            draft.account.repetitions.update(numbers)
            draft.notebook.warn_of_words(" … ".join(line.text.strip() for line in told), numbers)

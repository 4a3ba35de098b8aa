"""A cell or a list as parts, one a person: what parts them, and what only looks as if it did."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from forum.core.names import MIDDLE_DOTS, simplified
from forum.reader.bilingual import language_of
from forum.reader.event_record import EN, ZH
from forum.reader.shapes.record import texts
from forum.reader.shapes.record.name_forms import (
    HONORIFIC_EN,
    TITLE_END,
    has_house_word,
    has_title_word,
    is_loose_name_zh,
    is_name_en,
    is_name_zh,
    is_word,
    may_be_phrase,
    split_honorific,
)
from forum.reader.shapes.record.places import is_country_en
from forum.reader.shapes.record.sounds import same_person
from forum.reader.vocabulary import titles
from forum.reader.vocabulary.titles import HONORIFICS_EN

_PARTS: Final = re.compile(
    r"\s*\n\s*|\s*[、；;]\s*|\s+[/／|｜]\s+|(?<!\bA)[/／|｜]|\s{3,}|\s+(?:和|与)\s+|"
    r",?\s+(?:and|&)\s+(?=(?:H\.\s?E\.?|Mr|Mrs|Ms|Dr|Prof|Professor|Hon)\b\.?\s)|"
    r"(?<!Assoc)(?<!Asst)(?<=[A-Za-z]{3})\.\s+(?=(?:Hon|Mr|Mrs|Ms|Dr|Prof|H\.?E)\b)"
)
# Between two people, or within the title of one: Director for Trade and Industry.
_AND: Final = re.compile(r"\s+(?:and|&)\s+")
SEMICOLON: Final = re.compile(r"\s*[;；]\s*")
_PERSON_FIRST: Final = re.compile(r"^(?P<name>[^,，(（–—]{3,60}?)(?P<title>\s*[,，(（–—]|\s-\s|$)")
COMMA: Final = re.compile("[,，]")
_HEAD_END: Final = re.compile("[,，(（]")
_BRACKETED: Final = re.compile(r"^(?P<name>[^（()）]{2,60}?)\s*[（(](?P<inner>[^（()）]+)[)）]$")
# 林岚 Lin Lan; 安娜·贝格 Anna Berg
_BOTH_NAMES: Final = re.compile(
    r"^(?P<name>[\u3400-\u9fff·•・]{2,20})\s+(?P<latin>[A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*)*)$"
)
FEW_PARTS: Final = 2
_HONORIFIC_ALONE: Final = re.compile(rf"(?:{HONORIFICS_EN}\s*)+", re.IGNORECASE)
_SURNAME_FIRST: Final = re.compile(r"^([A-ZÀ-Þ][A-ZÀ-Þ’'-]+),\s+")
RANK_BEHIND: Final = re.compile(
    rf"\s*(?:(?:副|助理|助理研|客座|讲席|特聘)(?:教授|研究员)|{titles.HONORIFICS_ZH}|(?:{TITLE_END.pattern})+)$"
)


def is_bare_name(text: str) -> bool:
    """Tell whether a text can be nothing but a person's name in either language."""
    text = texts.clean(text)
    if _HONORIFIC_ALONE.fullmatch(text):
        return False
    if language_of(text) == ZH:
        is_titled = is_word(text.rpartition(" ")[0])  # 滨海大学 林岚
        return not is_titled and is_loose_name_zh(split_honorific(text, ZH)[0])
    # A comma stands behind a surname, BERG, Anna; any other is before a title.
    name = _SURNAME_FIRST.sub("\\1 ", text)
    return "," not in name and is_name_en(name)


def is_ranked_name(text: str) -> bool:
    """Tell whether a text is a name and a rank behind it: 林岚博士; not 文学博士, 高级研究员."""
    plain = simplified(texts.clean(text))
    rank = RANK_BEHIND.search(plain)
    name = plain[: rank.start()] if rank else ""
    return is_name_zh(name) and not may_be_phrase(name) and not name.endswith("学")


def names_in_both(text: str) -> bool:
    """Tell whether a text is one person's name in both languages: 林岚 Lin Lan."""
    both = _BOTH_NAMES.match(text)
    if both is None or not is_bare_name(both["name"]) or not is_name_en(both["latin"]):
        return False
    is_foreign = " " in both["latin"] and not set(MIDDLE_DOTS).isdisjoint(both["name"])
    is_same = same_person(both["name"], both["latin"])
    return bool(is_same) or (is_foreign and is_same is None)


def name_parts(cell: str) -> list[str]:
    """Return the parts of a cell, one a person; a comma parts names only where all are names."""
    parts = [
        piece
        for part in _with_further_posts(cell, _split_outside_brackets(_PARTS, cell.strip()))
        for piece in _people_joined_by_and(part)
    ]
    if len(parts) > 1:
        return _names_of_groups(parts) or [
            name for part in parts for name in _names_at_commas(part)
        ]
    if len(parts) == 1:
        if len(people := _split_behind_brackets(parts[0]) or _split_behind_ranks(parts[0])) > 1:
            return people
        names = parts[0].split()
        if len(names) > 1 and all(language_of(name) == ZH and is_name_zh(name) for name in names):
            return names
        commas = [
            name for part in _split_outside_brackets(COMMA, parts[0])
            for name in _split_outside_brackets(_AND, part.removeprefix("and "))
        ]  # fmt: skip
        names = [_BRACKETED.sub(r"\g<name>", part) for part in commas]
        if (
            len(commas) > 1
            and all(is_bare_name(name) or names_in_both(name) for name in names)
            and (language_of(cell) == ZH or all(" " in part for part in names))
            and (
                len({bool(HONORIFIC_EN.match(part)) for part in names}) == 1
                or len(names) > FEW_PARTS
                or all(map(_BRACKETED.match, commas))
            )
        ):
            return commas
    return parts


def _split_behind_brackets(text: str) -> list[str]:
    """Return the people of a list that only spaces part, each with brackets behind the name."""
    ends = [last for _first, last in outer_brackets(text)]
    names = [
        text[start:first].strip()
        for start, (first, _last) in zip([0, *ends], outer_brackets(text), strict=False)
    ]
    are_people = all(is_bare_name(name) and not has_house_word(name) for name in names)
    if len(ends) < FEW_PARTS or ends[-1] != len(text) or not are_people:
        return []
    if len(set(map(language_of, names))) > 1:
        return []  # 林岚（潮汐所） Lan Lin (Tide Office)
    return [text[start:end].strip() for start, end in pairwise([0, *ends])]


def _split_behind_ranks(text: str) -> list[str]:
    """Return the people of a list that only spaces part, each with a rank behind the name.

    松川大学 海塘系 林岚副教授 海洋台 王芳博士; or posts and names in turn: 秘书 林岚 科长 王芳
    """
    tokens = text.split()
    if pairs := _pair_words(tokens):
        return pairs
    ends = [
        at + 1 for at, token in enumerate(tokens)
        if (rank := RANK_BEHIND.search(simplified(token))) and is_name_zh(token[: rank.start()])
    ]  # fmt: skip
    if len(ends) < FEW_PARTS or ends[-1] != len(tokens):
        return [text]
    return [" ".join(tokens[first:last]) for first, last in pairwise([0, *ends])]


def _pair_words(tokens: Sequence[str]) -> list[str]:
    """Return the people of words that are name and post in turn; none of another order."""
    if len(tokens) < 2 * FEW_PARTS or len(tokens) % 2:
        return []
    for name_first in (True, False):
        names, posts = tokens[not name_first :: 2], tokens[name_first::2]
        are_names = all(map(is_name_zh, names)) and not any(map(is_name_zh, posts))
        are_posts = sum(_is_post_or_house(post) for post in posts) * 2 >= len(posts)
        if are_names and are_posts and all(language_of(post) == ZH for post in posts):
            return [f"{name}（{post}）" for name, post in zip(names, posts, strict=True)]
    return []


def _is_post_or_house(token: str) -> bool:
    return has_title_word(token, ZH) or is_word(token)


def _names_at_commas(part: str) -> list[str]:
    """Return the names of a list's part in which a comma is one more mark: 林岚、王芳，程砚."""
    names = [name.strip() for name in COMMA.split(part)]
    return names if all(map(is_name_zh, names)) else [part]


def _names_of_groups(parts: Sequence[str]) -> list[str]:
    """Return the names of groups, one of which has more than name and house would be.

    Anna Berg, Tom Li, Eva Falk / Per Strand, Ida Holm
    """
    groups = [[name.strip() for name in COMMA.split(part)] for part in parts]
    names = [name for group in groups for name in group]
    are_names = all(" " in name and is_name_en(name) for name in names)
    return names if are_names and max(map(len, groups)) > FEW_PARTS else []


def _with_further_posts(cell: str, parts: Sequence[str]) -> Iterator[str]:
    """Yield the parts of a cell; what begins with a post is the person's before the semicolon."""
    start = end = 0
    for part in parts:
        place = cell.find(part, end)
        head = _HEAD_END.split(part)[0]
        is_post = SEMICOLON.fullmatch(cell[end:place]) and has_title_word(head, EN)
        if end and is_post and not is_name_en(head):
            end = place + len(part)
            continue
        if end:
            yield cell[start:end]
        start, end = place, place + len(part)
    if end:
        yield cell[start:end]


def _people_joined_by_and(text: str) -> list[str]:
    """Return the people whom “and” joins; where it stands within a title, the whole text."""
    parts = _split_outside_brackets(_AND, text)
    heads = [_PERSON_FIRST.match(part) for part in parts]
    are_people = all(
        head
        and " " in head["name"]
        and is_name_en(head["name"])
        and not is_country_en(head["name"])
        for head in heads
    )
    are_alike = len({bool(head and head["title"]) for head in heads}) == 1
    is_han = language_of(text) == ZH and len(parts) > 1
    is_several = len(parts) > 1 and (is_han or (are_people and are_alike))
    return [part.rstrip(" ,，") for part in parts] if is_several else [text]


def _split_outside_brackets(mark: re.Pattern[str], text: str) -> list[str]:
    """Return the parts of a text between marks, none of which is cut within brackets."""
    inside = outer_brackets(text)
    parts, start = [], 0
    for match in mark.finditer(text):
        if not any(first < match.start() < last for first, last in inside):
            parts.append(text[start : match.start()])
            start = match.end()
    return [part.strip() for part in (*parts, text[start:]) if part.strip()]


def outer_brackets(text: str) -> list[tuple[int, int]]:
    """Return where brackets open and end that stand in no others; what is not closed is none."""
    spans: list[tuple[int, int]] = []
    opened: list[int] = []
    for place, mark in enumerate(text):
        if mark in "（(":
            opened.append(place)
        elif mark in ")）" and opened:
            first = opened.pop()
            while spans and spans[-1][0] > first:
                spans.pop()
            spans.append((first, place + 1))
    return spans

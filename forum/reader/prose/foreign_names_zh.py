"""Where a Chinese sentence writes names from elsewhere: with a dot, an initial, or as one word.

董事长布兰迪尼: written in the characters for foreign sounds; 设计师Paolo: in letters, which may as
well be what the post is for, so that they are asked for.
"""

import re
from collections.abc import Callable, Iterator
from typing import Final

from forum.core.names import MIDDLE_DOTS
from forum.reader.prose.titles_zh import CUTS, INSTITUTION
from forum.reader.reading import Certainty
from forum.reader.shapes.record.name_forms import TITLE_END, is_name_en
from forum.reader.vocabulary import places, surnames

_TITLE_RUN: Final = re.compile(f"(?:{TITLE_END.pattern})+")
_SOUNDS: Final = re.compile(f"[{''.join(sorted(surnames.SOUNDS))}]{{4,7}}")
_SHORTEST: Final = 4
_POST_OR_NAME: Final = re.compile(
    r"\s?(?P<name>[A-Z][a-zà-ɏ’'-]{2,15})(?![A-Za-z0-9 .&+/-]*[A-Za-z0-9])"
)
LATIN: Final = re.compile(
    r"(?<![A-Za-z])[A-Z][A-Za-zÀ-ɏ.’'-]*"
    r"(?: (?:[A-Z][A-Za-zÀ-ɏ.’'-]*|de|da|van|von|bin|al|el|la|le|of)(?![A-Za-zÀ-ɏ]))+"
)
# 海塔（Haita）动力系统总监林岚: a house that has letters of its own, and no name
HOUSE_IN_LETTERS: Final = re.compile(
    r"[（(][A-Z][^（()）]{1,40}[)）](?!等|以及|[和与及对就以围从的作做]|分别|先后|依次|致[辞词]|出席|主持|表示|指出)[\u4e00-\u9fff]{2}"
)
_IN_LIST: Final = re.compile(r"\s?(?:[、，；。]|等|[和与及]|以及|分别|先后|依次|$)")
_MOST_BLANKS: Final = 3  # of a name in letters
_INSTITUTION_INSIDE: Final = re.compile(
    "大学|学院|公司|集团|中心|研究所|研究院|协会|学会|委员会|银行|基金会|实验室|医院|法院|政府|部|局|署"
)
DOT: Final = f"[{re.escape(MIDDLE_DOTS)}]"
_DOTTED: Final = re.compile(
    # not with the last letter of 公司CEO
    rf"(?:[\u4e00-\u9fff]|(?<![A-Za-z])[A-Z])[\u4e00-\u9fff\-]{{0,19}}(?:\s*{DOT}+\s*(?=[\u4e00-\u9fffA-Z]))"
)
_IN_NAME: Final = re.compile(r"[\u4e00-\u9fffA-Za-z\-.\s]|$")
# Not the initial that ends a name in letters: Sajan G.介绍了海塘
_INITIALLED: Final = re.compile(
    r"(?<![A-Za-z])(?<![A-Za-z]\s)(?:[A-Z]\.\s?)+(?=[\u4e00-\u9fff]{2})"
)
_LONGEST_FIRST: Final = 6
_LONGEST_PART: Final = 9


def foreign_spans(
    text: str, may_end: Callable[[str, int], bool]
) -> Iterator[tuple[int, int, Certainty]]:
    """Yield where names of one word stand. may_end: whether a name may end at a place of a text."""
    for title in _TITLE_RUN.finditer(text):
        start = title.end()
        if sounds := _SOUNDS.match(text, start):
            ends = range(sounds.end(), start + _SHORTEST - 1, -1)
            end = next((end for end in ends if may_end(text, end)), 0)
            # 大会副主席巴基斯坦致辞: countries are written in the same characters.
            if end and text[start:end] not in places.COUNTRIES_ZH:
                yield start, end, Certainty.LIKELY
        elif (latin := _POST_OR_NAME.match(text, start)) and may_end(text, latin.end()):
            yield *latin.span("name"), Certainty.GUESS


def dotted_spans(
    text: str, may_end: Callable[[str, int], bool]
) -> Iterator[tuple[int, int, Certainty]]:
    """Yield where names with a middle dot, or a Latin initial, stand: 会长 M. 卡萨诺瓦.

    What stands around them says where they begin and end; may_end: as ``foreign_spans`` has it.
    """
    for match in _DOTTED.finditer(text):
        end = _end_of_dotted(text, match.end(), may_end)
        start = _start_of_dotted(text, match.start(), re.search(rf"\s*{DOT}", match[0]))
        # 某某大学·某某学院: a house with two names
        if end and start is not None and not _INSTITUTION_INSIDE.search(text[start:end]):
            yield start, end, Certainty.CERTAIN
    for match in _INITIALLED.finditer(text):
        ends = range(match.end() + 2, match.end() + _LONGEST_PART)
        end = next((end for end in ends if may_end(text, end)), 0)
        if end and re.fullmatch("[\u4e00-\u9fff]+", text[match.end() : end]):
            yield match.start(), end, Certainty.CERTAIN


def _end_of_dotted(text: str, start: int, may_end: Callable[[str, int], bool]) -> int:
    part = start
    for end in range(start + 1, min(len(text), start + 3 * _LONGEST_PART) + 1):
        if end < len(text) and re.match(rf"\s*{DOT}", text[end:]):
            part = end + 1
        elif (end - part >= 2 and may_end(text, end)) or not _IN_NAME.match(text, end):
            return end
        if end - part > _LONGEST_PART:
            return 0
    return 0


def _start_of_dotted(text: str, start: int, dot: re.Match[str] | None) -> int | None:
    if dot is None:
        return None
    head = text[start : start + dot.start()]
    ends = [match.end() for match in _TITLE_RUN.finditer(head)]
    ends += [match.end() for match in _INSTITUTION_INSIDE.finditer(head)]
    ends += [match.end() for match in CUTS.finditer(head)]
    ends += [match.end() for match in re.finditer("[和与及]", head)]
    ends += [
        mark.end() for mark in re.finditer("的", head) if INSTITUTION.search(head[: mark.start()])
    ]
    ends = [end for end in ends if len(head) - end >= 1]
    begin = max(ends, default=0)
    # Where nothing says where a name begins, a long first part holds more than a name.
    longest = _LONGEST_PART if begin else _LONGEST_FIRST
    return start + begin if len(head) - begin <= longest else None


def length_of_latin(text: str, start: int) -> int:
    """Return the length of a name in letters that goes on with a list: 教授林岚、Jane Doe，"""
    latin = LATIN.match(text, start)
    is_person = latin and latin[0].count(" ") <= _MOST_BLANKS and is_name_en(latin[0])
    return len(latin[0]) if latin and is_person and _IN_LIST.match(text, latin.end()) else 0

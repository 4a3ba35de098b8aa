"""The parts of a list of people: which of them are posts, whose these are, and what ends it."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from forum.reader.event_record import ZH
from forum.reader.guest_parts import COMMA, FEW_PARTS, is_bare_name, is_ranked_name
from forum.reader.guests.forms import read_guest
from forum.reader.guests.guest import Guest
from forum.reader.shapes.record.name_forms import (
    TITLE_END,
    ends_with_post,
    has_title_word,
    is_name_zh,
    is_whole_name,
    is_word,
)

# Of a full stop that ends no line: Anna Berg, Coast Shipping Ltd.
_ABBREVIATED: Final = re.compile(r"\b(?:Inc|Ltd|Corp|Dept|Univ|Esq|Jnr|Snr|Bros)$", re.IGNORECASE)
_SHORTEST_WORD: Final = 3
# What is held beside an office elsewhere: 某学会副会长、某大学校长林岚
_HELD_BESIDE: Final = re.compile(
    "院士|委员$|常委|书记|代表|理事|教授|研究员|顾问|导师|(?:[协学商]会|联合会|促进会|研究会|科协|[文侨妇]联|联盟)"
)
# 博士生导师, 副院长: no more than a post
_TITLE_ALONE: Final = re.compile(rf"[\u3400-\u9fff]{{0,4}}(?:{TITLE_END.pattern})")


def without_full_stop(text: str) -> str:
    """Return a line without the full stop behind its last name: Dr. Anna Berg, Prof. Tom Li."""
    whole = text.removesuffix(".")
    last = COMMA.split(whole)[-1].strip()
    is_short = _ABBREVIATED.search(last) or len(last.rpartition(" ")[2]) < _SHORTEST_WORD
    return text if is_short or not is_bare_name(last) else whole


def doubt_posts(guest: Guest, text: str) -> Guest:
    """Ask for the posts before a name where two houses have one: 某局局长、某厅副厅长王芳."""
    houses = {
        part[: post.start()]
        for part in guest.title.get(ZH, "").split("、")
        if (post := TITLE_END.search(part)) and not _HELD_BESIDE.search(part)
    }
    is_behind = text.rstrip().endswith(guest.name.get(ZH, "\n"))
    is_asked = is_behind and sum(map(is_word, houses)) > 1
    return replace(guest, asks_title=True) if is_asked else guest


def names_another(text: str) -> bool:
    """Tell whether a part of a list is somebody, with a title or without: 某局局长王芳."""
    guest = None if _begins_with_name(text) else read_guest(text)
    is_titled = guest and guest.title and is_name_zh(guest.name.get(ZH, ""))
    return _begins_with_name(text) or bool(is_titled)


def _begins_with_name(text: str) -> bool:
    """Tell whether a part of a list is a name, or begins with one: 王芳 某局局长."""
    return is_whole_name(text) or is_name_zh(text.split()[0])


def with_further_titles(parts: Sequence[str]) -> list[str]:
    """Return the parts of a list, a title alone joined to the person before: 王芳 教授、博导."""
    joined: list[str] = []
    pending = ""  # a title that stands before the next one and its name: 党委副书记、院长王芳
    for part in parts:
        if len(parts) > FEW_PARTS and part is not parts[-1] and _is_post_of_nobody(part):
            pending += f"{part}、"
            continue
        part, pending = f"{pending}{part}", ""
        is_title = bool(_TITLE_ALONE.fullmatch(part)) and not is_ranked_name(part)
        if joined and is_title and has_title_word(joined[-1], ZH) and _begins_with_name(joined[-1]):
            joined[-1] = f"{joined[-1]}、{part}"
        else:
            joined.append(part)
    return joined


def _is_post_of_nobody(text: str) -> bool:
    """Tell whether a part of a list is a post, its institution perhaps before it, and no name."""
    is_open = len(re.findall("[（(]", text)) != len(re.findall("[)）]", text))
    is_post = ends_with_post(text) and not (is_open or _TITLE_ALONE.fullmatch(text))
    return is_post and read_guest(text) is None

"""A person's names in two languages, side by side or in two lists of the same order."""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from typing import Final

from forum.core.names import MIDDLE_DOTS
from forum.reader.bilingual import language_of, split_languages
from forum.reader.event_record import EN, ZH
from forum.reader.guest_parts import is_bare_name, names_in_both
from forum.reader.guests.guest import Guest, Printed, in_language, join_guests
from forum.reader.shapes.record import texts
from forum.reader.shapes.record.name_forms import is_name_en, split_honorific
from forum.reader.shapes.record.sounds import is_same_order, same_person

# 彼得·林 Peter Lin（某公司首席产品官）
_BOTH_NAMES: Final = re.compile(
    r"^(?P<name>[\u3400-\u9fff·•・]{2,20})\s+(?P<latin>[A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*)+)\s*"
    r"[（(](?P<inner>[^（()）]+)[)）]$"
)
# 林岚 Lin Lan，滨海大学教授 Professor, Binhai University; without the comma
_BOTH_THEN_TITLES: Final = re.compile(
    r"^(?P<name>[\u3400-\u9fff·•・]{2,20})\s+(?P<latin>[A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*)*)"
    r"(?:(?P<comma>\s*[，,]\s*)|\s+(?=[\u3400-\u9fff]))(?P<title>\S.*)$"
)
# Ms. Anna Berg 安娜·贝格
_LATIN_THEN_HAN: Final = re.compile(
    r"^(?P<latin>[A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*)+)\s+"
    r"(?P<name>[\u3400-\u9fff]{1,8}(?:[·•・][\u3400-\u9fff]{1,10})+)$"
)
# 王芳 Jane: a Chinese name with the one by which its bearer is called.
_CALL_NAME: Final = re.compile(r"^(?P<name>[\u3400-\u9fff]{2,4})\s+(?P<other>[A-Z][a-z]+)$")


def read_both_then_titles(
    printed: Printed, _read: Callable[[str], Guest | None]
) -> list[Guest] | None:
    """Read names and titles in both: 林岚 Lin Lan，滨海大学教授 Professor, Binhai University."""
    both = _BOTH_THEN_TITLES.match(printed.text)
    if both is None or not is_bare_name(both["name"]):
        return None
    if same_person(both["name"], both["latin"]) is False or not is_name_en(both["latin"]):
        return None
    if not both["comma"] and not names_in_both(f"{both['name']} {both['latin']}"):
        return None  # 王芳 CTO 某公司
    return [Guest({ZH: both["name"], EN: both["latin"]}, split_languages(both["title"]))]


def read_both_names(printed: Printed) -> Guest | None:
    """Read both names with a title in brackets: 彼得·林 Peter Lin（某公司首席产品官）."""
    both = _BOTH_NAMES.match(printed.text)
    if both is None or not is_bare_name(both["name"]) or not is_name_en(both["latin"]):
        return None
    inner = texts.clean(both["inner"])
    return Guest({ZH: both["name"], EN: both["latin"]}, {language_of(inner): inner})


def read_latin_then_han(printed: Printed) -> Guest | None:
    """Read a foreign name and how Chinese writes it: Ms. Anna Berg 安娜·贝格."""
    both = _LATIN_THEN_HAN.match(printed.text)
    latin, honorific = split_honorific(both["latin"], EN) if both else ("", "")
    if both is None or not is_name_en(latin):
        return None
    return Guest({ZH: both["name"], EN: latin}, {}, in_language(EN, honorific))


def read_call_name(printed: Printed) -> Guest | None:
    """Read a Chinese name with the one by which its bearer is called: 王芳 Jane."""
    called = _CALL_NAME.match(printed.text)
    if called is None:
        return None
    name, honorific = split_honorific(called["name"], printed.language)
    return Guest({printed.language: name}, {}, in_language(printed.language, honorific),
                 other_names=(called["other"],))  # fmt: skip


def join_languages(guests: list[Guest]) -> list[Guest]:
    """Join those whom Chinese lines name and as many English ones below name again."""
    if any(len(guest.name) != 1 for guest in guests):
        return guests
    runs = [list(run) for _code, run in groupby(guests, key=lambda guest: min(guest.name))]
    if len(runs) % 2 or any(
        len(first) != len(second) for first, second in zip(runs[::2], runs[1::2], strict=True)
    ):
        return guests
    pairs = [
        (guest, again) if ZH in guest.name else (again, guest)
        for first, second in zip(runs[::2], runs[1::2], strict=True)
        for guest, again in zip(first, second, strict=True)
    ]
    if len(pairs) == 1 and set(pairs[0][0].name[ZH]) & set(MIDDLE_DOTS):
        return [join_guests(*pairs[0])]  # of a foreign name the second is how it is written here
    verdicts = [same_person(zh.name[ZH], en.name[EN]) for zh, en in pairs]
    is_sure = (
        False not in verdicts
        and verdicts.count(True) * 2 >= len(verdicts)
        and is_same_order([zh.name[ZH] for zh, _en in pairs], [en.name[EN] for _zh, en in pairs])
    )
    return [join_guests(zh, en) for zh, en in pairs] if is_sure else guests


def join_in_order(guests: Sequence[Guest], again: Sequence[Guest]) -> Iterator[tuple[Guest, Guest]]:
    """Yield who of the first is named again, where both columns name them in the same order.

    Names that sound alike, or are the same, are pairs; between two such pairs as many are too.
    """
    start = 0
    waiting: list[Guest] = []
    for guest in guests:
        waiting.append(guest)
        place = next((at for at in range(start, len(again)) if _is_same(guest, again[at])), None)
        if place is None:
            continue
        between = again[start:place]
        if len(between) == len(waiting) - 1:
            yield from _unless_others(waiting[:-1], between)
        yield guest, again[place]
        start, waiting = place + 1, []
    if len(again) - start == len(waiting):
        yield from _unless_others(waiting, again[start:])


def _is_same(guest: Guest, again: Guest) -> bool:
    if EN in guest.name or ZH in again.name:
        return guest.name == again.name
    return bool(same_person(guest.name[ZH], again.name[EN]))


def _unless_others(
    guests: Sequence[Guest], again: Sequence[Guest]
) -> Iterator[tuple[Guest, Guest]]:
    for guest, other in zip(guests, again, strict=True):
        is_pair = (set(guest.name), set(other.name)) == ({ZH}, {EN})
        if is_pair and same_person(guest.name[ZH], other.name[EN]) is None:
            yield guest, other

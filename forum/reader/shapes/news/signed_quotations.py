"""Quotations each of which a line below signs: what guests said of the event.

潮水不等人，海塘要早修。
—— 潮汐局局长 林岚
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from forum.reader.bilingual import language_of
from forum.reader.event_record import ZH
from forum.reader.guest_cells import Guest
from forum.reader.people_lists import read_list_entry
from forum.reader.prose.sentences import ProseParagraph
from forum.reader.shapes.record import texts
from forum.reader.shapes.record.name_forms import is_name_zh

_SIGNED: Final = re.compile(r"\s*(?:-{2,3}|[—–―]{1,3})\s*(?P<who>[^—–―].{1,119})")
_QUOTED: Final = re.compile('\\s*[“「"].{8,}[”」"]\\s*')
# 潮汐局 林岚，海塘组组长: the house before the name, the posts behind it
_HOUSE_FIRST: Final = re.compile(
    "(?P<house>[^，,、。]{2,20})\\s(?P<name>[\u4e00-\u9fff]{2,4})[，,]\\s*(?P<title>.{2,80})"
)
_LONGEST_HEADING: Final = 30
# One that no quotation marks enclose may be a subtitle below a sentence.
_FEWEST: Final = 2


@dataclass(frozen=True, slots=True)
class SignedQuotation:
    """What somebody is quoted with. heading: above the first of several, where one stands."""

    guest: Guest
    words: ProseParagraph
    signature: ProseParagraph
    heading: ProseParagraph | None = None


def find_signed(paragraphs: Sequence[ProseParagraph]) -> list[SignedQuotation]:
    """Return the quotations that the line below each signs, in their order."""
    signed: list[SignedQuotation] = []
    heading: ProseParagraph | None = None
    last = -1  # where the last signature stands
    for at in range(1, len(paragraphs)):
        words, signature = paragraphs[at - 1], paragraphs[at]
        guest = _signer(signature.line.text)
        if guest is None or at - 1 == last or not texts.ends_sentence(words.text):
            continue
        if at - 2 != last:
            heading = _heading(paragraphs[at - 2]) if at > 1 else None
        last = at
        signed.append(SignedQuotation(guest, words, signature, heading))
    is_quoted = any(_QUOTED.fullmatch(quotation.words.text) for quotation in signed)
    is_form = len(signed) >= _FEWEST or is_quoted
    return signed if is_form else []


def _signer(line: str) -> Guest | None:
    """Return who signs by a line, None where it is no signature."""
    signed = _SIGNED.fullmatch(line)
    if signed is None or texts.ends_sentence(line):
        return None
    if (parts := _HOUSE_FIRST.fullmatch(signed["who"])) and is_name_zh(parts["name"]):
        return Guest({ZH: parts["name"]}, {language_of(parts["title"]): parts["title"]})
    guest = read_list_entry(signed["who"])
    return guest if guest and guest.title else None


def _heading(paragraph: ProseParagraph) -> ProseParagraph | None:
    text = paragraph.text.strip()
    is_short = len(text) <= _LONGEST_HEADING and not texts.ends_sentence(text)
    return paragraph if is_short else None

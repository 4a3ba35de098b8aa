"""Evidence of the whole document: who stands at the head of a caption and of the speech below it.

A title that no vocabulary has cannot be told from a name by its words. But where 某局督办王立新
stands before 在…出席 and again before 指出, all of it is one person's title and name, and a surname
says where it is cut.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from forum.reader.event_record import ZH
from forum.reader.shapes.record import acts
from forum.reader.shapes.record.lexicon import Lexicon
from forum.reader.shapes.record.name_forms import is_name_zh
from forum.reader.shapes.record.names import Named, title_then_name
from forum.reader.shapes.record.rows import Row
from forum.reader.vocabulary import saying

_SAYS = re.compile(rf"{saying.ADVERBS_ZH}*(?:{saying.STRONG_ZH})")
_LONGEST_CAPTION: Final = 200
_SHORTEST_TITLE: Final = 3
_LONGEST_HEAD: Final = 40
# A compound surname with two given names, the usual name, one given name.
_LENGTHS: Final = (4, 3, 2)


def headed_people(rows: Sequence[Row], lexicon: Lexicon) -> Iterator[Named]:
    """Yield those whom two lines in a row begin with, and whom neither list nor vocabulary names.

    The name is likely, for one of two surnames in a row may be the title's last letter.
    """
    chinese = [row for row in rows if row.language == ZH and row.text]
    for caption, speech in pairwise(chinese):
        if len(caption.text) <= _LONGEST_CAPTION and (head := _common_head(caption, speech)):
            if lexicon.at_end(head) or title_then_name(head):
                continue
            if person := _by_surname(head):
                yield person


def _common_head(caption: Row, speech: Row) -> str:
    """Return what both lines begin with, before what is done and what is said; "" for nothing."""
    for end in range(_common_length(caption.text, speech.text), _SHORTEST_TITLE, -1):
        if acts.starts(caption.text[end:], ZH) and _SAYS.match(speech.text[end:]):
            return caption.text[:end]
    return ""


def _common_length(caption_text: str, speech_text: str) -> int:
    pairs = enumerate(zip(caption_text[:_LONGEST_HEAD], speech_text[:_LONGEST_HEAD], strict=False))
    return next(
        (at for at, (caption_char, speech_char) in pairs if caption_char != speech_char),
        _LONGEST_HEAD,
    )


def _by_surname(head: str) -> Named | None:
    for length in _LENGTHS:
        title, name = head[:-length], head[-length:]
        if len(title) >= _SHORTEST_TITLE and is_name_zh(name):
            return Named(name, title)
    return None

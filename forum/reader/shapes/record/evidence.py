"""What the whole document says: whether it is a record, and who stands at the head of its lines."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise, takewhile
from typing import Final

from forum.core.names import fold
from forum.reader.event_record import ZH, Line
from forum.reader.layout import lay_out
from forum.reader.people_lists import is_list_heading
from forum.reader.shapes.record import acts, texts
from forum.reader.shapes.record.headings import twin_lines
from forum.reader.shapes.record.lexicon import Lexicon
from forum.reader.shapes.record.name_forms import is_name_zh
from forum.reader.shapes.record.names import NameLine, title_then_name
from forum.reader.shapes.record.outline import Section, outline
from forum.reader.shapes.record.rows import Row, rows
from forum.reader.vocabulary import saying

_LONGEST_CAPTION: Final = 400
_LONGEST_BELOW_BARE: Final = 120
_LONGEST_LINE, _LONGEST_WINDOW = 60, 90


def is_record(lines: Iterable[Line]) -> bool:
    """Tell whether there is a list or an introduction beside sections in which people speak.

    A list under a heading in brackets is a record that nobody has reported on yet; under any
    heading of basic information it is one without captions, as the site hands out, where a section
    holds words.
    """
    parts = outline(rows(twin_lines(lay_out(tuple(lines)).lines)))
    framed = bool(parts.lists) or any(heading.opens == "intro" for heading in parts.metas)
    spoken = sum(map(_is_spoken, parts.sections))
    info = [heading for heading in parts.metas if heading.opens == "info"]
    bracketed = any(
        heading.style == "bracket" and not is_list_heading(heading.row.text) for heading in info
    )
    worded = any(texts.ends_sentence(row.text) for part in parts.sections for row in part.rows)
    listed = any(isinstance(item, Row) for items in parts.lists for item in items)
    is_list = listed and bool(info) and (bracketed or worded)
    return (framed and spoken > 0) or spoken > 1 or is_list


def _is_spoken(section: Section) -> bool:
    """Tell whether a section holds a caption, and something that was said.

    Below a bare heading (讨论), which news have as well, a Chinese caption is no paragraph.
    """
    is_bare = all(heading.style == "bare" for heading in section.headings.values())
    longest = {ZH: _LONGEST_BELOW_BARE} if is_bare else {}
    short = (row for row in section.rows
             if len(row.text) <= longest.get(row.language, _LONGEST_CAPTION))  # fmt: skip
    captioned = any(acts.is_caption_like(row.text, row.language) for row in short)
    return captioned and any(texts.ends_sentence(row.text) for row in section.rows)


class ModeratingText:
    """The body's lines that speak of moderating, folded, to look a name up in, each name once."""

    def __init__(self, sections: Iterable[Section]) -> None:
        lines: list[str] = []
        for section in sections:
            for place, row in enumerate(section.rows):
                if len(row.text) < _LONGEST_CAPTION and acts.MODERATES.search(row.text):
                    split = place and acts.starts(row.text, row.language)
                    first = place - bool(split)
                    lines += [part.text for part in section.rows[first : place + 1]]
        self._text = fold(" ".join(lines))
        self._answers: dict[str, bool] = {"": False}

    def __contains__(self, name: str) -> bool:
        key = fold(name)
        if key not in self._answers:
            self._answers[key] = key in self._text
        return self._answers[key]


def find_heads(document_rows: Iterable[Row]) -> frozenset[str]:
    """Return the folded heads of captions and speeches: title and name without a space between.

    A line of the list that runs name and title together is cut where one of them is turned round.
    """
    heads: set[str] = set()
    for row in document_rows:
        if row.language == ZH:
            window = row.text[:_LONGEST_WINDOW]
            if len(row.text) <= _LONGEST_LINE:
                heads.add(fold(row.text))
            if match := acts.HEAD_END.search(window):
                heads.add(fold(window[: match.start()]))
    return frozenset(heads)


# A title that no vocabulary has cannot be told from a name by its words. But where 某局督办王立新
# stands before 在…出席 and again before 指出, all of it is one person's title and name, and a
# surname says where it is cut.
_SAYS = re.compile(rf"{saying.ADVERBS_ZH}*(?:{saying.STRONG_ZH})")
_LONGEST_HEADED_CAPTION, _SHORTEST_TITLE, _LONGEST_HEAD = 200, 3, 40
# A compound surname with two given names, the usual name, one given name.
_LENGTHS: Final = (4, 3, 2)


def headed_people(rows: Sequence[Row], lexicon: Lexicon) -> Iterator[NameLine]:
    """Yield those whom two lines in a row begin with, and whom neither list nor vocabulary names.

    The name is likely, for one of two surnames in a row may be the title's last letter.
    """
    chinese = [row for row in rows if row.language == ZH and row.text]
    for caption, speech in pairwise(chinese):
        if len(caption.text) <= _LONGEST_HEADED_CAPTION and (head := _common_head(caption, speech)):
            if lexicon.at_end(head) or title_then_name(head):
                continue
            if person := _by_surname(head):
                yield person


def _common_head(caption: Row, speech: Row) -> str:
    """Return what both lines begin with, before what is done and what is said; "" for nothing."""
    pairs = zip(caption.text[:_LONGEST_HEAD], speech.text[:_LONGEST_HEAD], strict=False)
    longest = len(list(takewhile(lambda pair: pair[0] == pair[1], pairs)))
    for end in range(longest, _SHORTEST_TITLE, -1):
        if acts.starts(caption.text[end:], ZH) and _SAYS.match(speech.text[end:]):
            return caption.text[:end]
    return ""


def _by_surname(head: str) -> NameLine | None:
    for length in _LENGTHS:
        title, name = head[:-length], head[-length:]
        if len(title) >= _SHORTEST_TITLE and is_name_zh(name):
            return NameLine(name, title)
    return None

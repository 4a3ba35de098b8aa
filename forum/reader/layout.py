"""The lines of a document as its author meant them: without page furniture, unwrapped.

Page numbers and running heads are no text of anybody's. Where a program broke every line at one
width, the pieces of a paragraph are joined again. A line keeps the number of its first piece.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Final

from forum.core.names import is_han
from forum.reader.event_record import Line
from forum.reader.reading import Account
from forum.reader.vocabulary.furniture import EDITORIAL
from forum.reader.vocabulary.list_marks import BULLETS
from forum.reader.vocabulary.shapes import TIMED

_PAGE_NUMBER = re.compile(
    r"\s*(?:[-–—―─·•]+\s*\d{1,4}\s*[-–—―─·•]+|第\s*\d{1,4}\s*页(?:\s*[,，/、]?\s*共\s*\d{1,4}\s*页)?|"
    r"(?:page|p\.)\s*\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?)\s*",
    re.IGNORECASE,
)
_LONGEST_HEAD: Final = 60
_NEAR: Final = 4
_EDGE: Final = 5  # lines from either end
_FEWEST_HEADS: Final = 2
# A paragraph's end; what begins a line of its own.
_ENDS = re.compile(
    r"[。！？!?；;：:]\s*[”’」』）)】]*\s*(?:[（(][^（()）。]{1,24}[)）]\s*)?$|[.]\s*$"
)
_BEGINS = re.compile(
    r"\s*(?:[【〖\[［〔◆■●▶▪◇□○►★☆※•\-–—*]|\d{1,2}[.、)）]|[一二三四五六七八九十]{1,3}、|"
    r"[（(][一二三四五六七八九十\d]{1,2}[)）]|"
    r"[\u3400-\u9fff]{2,8}[:：]|[A-Z][A-Za-z -]{2,24}[:：])|"
    "[\u3000 ]{2,}\\S"
)
# A line that cannot end here, whatever begins the next one: …, Republic of South
_OPEN_END: Final = re.compile(
    r"\b(?:of|the|and|for|by|with|in|to|at|from|South|North|New|United|Saudi|Sri|Sierra|Costa)\s*$"
)
# Songs of the tide – Anna Berg, Tide Office: a talk, and its speaker; the next one stands below.
_TALK = re.compile(
    r"\s*[A-Z“\"].{5,120}\s[–—-]\s[A-Z][\w.’'-]+(?: [A-Z][\w.’'-]+)+,\s+[^,.]{3,60}$"
)
# Mr Tom Li, Director; Anna Berg – Director; “Tides” – Tom Li; Opening address by Tom Li: in a list
# of which few lines are as long as the longest no line goes on with one of these.
_ENTRY: Final = re.compile(
    r"\s*(?:(?:Mrs?|Ms|Dr|Prof|H\.E)\b\.?\s+[A-Z]|“[^”]+”|"
    r"[A-Z][\w’'-]+(?: [A-Z][\w.’'-]*){1,3}(?:,|\s[(–—|-])|Session\s+\d|"
    r"(?:[A-Z]\w+\s){1,2}(?:address|remarks)\s+by\b|《[^》]+》\s|[\u4e00-\u9fff]{2,4}(?:\s|[（(|｜—–-])|"
    r"[^，。；]{2,30}(?:主持|致辞|致词)$)"
)
_FEW_BROKEN: Final = 2
_TIME_END: Final = re.compile(r"\d\s*[:：]\s*\d\d\s*[)）]?\s*$")
_HANGING: Final = re.compile(rf"\s*(?:[+{BULLETS}]|\d{{1,3}}[.)])\s+(?=\S)")
_UNIT = re.compile(r"\s*([A-Za-z0-9À-ɏ'’.,;:()-]+|\S[，。、；：！？”』」）》]*)")
# In columns; a letter of Han takes two.
_WIDE: Final = re.compile(r"[^\x00-\u2e7f]+")
_NARROWEST: Final = 40
_USUAL: Final = 70
_TOLERANCE: Final = 2
_FEW_WORDS: Final = 3
_NEARLY_FULL: Final = 0.8  # of the width
_WIDEST: Final = 130
_FEWEST_WRAPPED: Final = 4
_FEWEST_USUAL: Final = 2
# Of a line that ends within its sentence, in characters.
_SHORTEST_BROKEN: Final = 10
_LONGEST_BROKEN: Final = 3000
_LONG_CLAUSE: Final = 40
_PAIRS: Final = ("（）", "()", "“”", "《》")
_BRACKETED: Final = re.compile("[（(][^（()）]*[)）]|“[^“”]*”")
_BREAKS_OFF: Final = re.compile("[\u3400-\u9fff）”》]\\s*(?:[，、—（“《]|[-–])$")
# Of a line of Latin prose that was broken at no one width, in characters; so many of its lines end
# within a sentence, and none but the last is much shorter than the longest.
_SHORTEST_RAGGED: Final = 45
_FEWEST_RAGGED: Final = 3
_LEAST_BROKEN: Final = 0.5
_MOSTLY_BROKEN: Final = 0.8
_SENTENCE_WITHIN: Final = re.compile(r"[a-z)]\.\s+[A-Z]")
_LEAST_RAGGED: Final = 0.7
_WITHIN_SENTENCE: Final = re.compile(r"[\w,’'”)-]$")
_LATIN_PIECE: Final = re.compile("[A-Za-z][^\u3400-\u9fff“”]*")
# A Latin name in a Chinese sentence that was broken between its words
_LATIN_END: Final = re.compile("(?:^|[\u3400-\u9fff。，、；”）]\\s?)[A-Z][a-zÀ-ɏ]+(?: [A-Z]\\.)*$")
_LATIN_ON: Final = re.compile(
    "(?:[A-Z][\\w.’'-]*\\s?){1,3}(?:[、，]|[以在作做围从就对则还也说指表通等带分教博先女][\u3400-\u9fff“])"
)
# 温桥（Ada M. / Berg）: broken within the brackets, where a point ends no sentence
_BRACKET_END: Final = re.compile("[（(][A-ZÀ-Þ][^（()）\u3400-\u9fff]{0,40}$")
_BRACKET_ON: Final = re.compile("[A-ZÀ-Þ][^（()）\u3400-\u9fff]{0,40}[)）]")
_HAN_PIECE: Final = re.compile("[\u3400-\u9fff][^。；：“”]{0,40}")
# tom: gates first; docs: tell of the tides
_LABELLED: Final = re.compile(r"[A-Za-z][\w-]{1,20}[:：]\s")
# What begins a paragraph, and goes on with no sentence: 会上，…; 5月8日，…
_BEGINS_PARAGRAPH: Final = re.compile(
    r"(?:(?:\d{4}年)?\d{1,2}月\d{1,2}日(?:[上下]午|晚)?|会上|随后|接着|接下来|最后|首先|据悉|据了解|与此同时|此外|会后)，"
)
_GOES_ON_HERE: Final = re.compile("[，。、；）”》」]")
# What a heading of Han does not end with, or no word: 高岩在 / 致辞中指出; 本次会 / 议由…
_HAN_OPEN_END: Final = re.compile(
    "(?:[在和与及对从由为将把被就了到以是并或于给让]|(?<!目)的|(?<![摘纪概需重主必简提扼机])要|(?<![方导走动转])向)$|"
    "^[^附序跋注图表\\W\\da-zA-Z]$|[\u3400-\u9fff，]-$"
)
_BROKEN_WORD: Final = re.compile(
    r"会\|议(?![程题])|论\|坛|中\|国|大\|[学会](?![生习])|学\|[院校者]|研\|究|教\|[授育]|\d\|[年月日]"
)
_WITHOUT_SUBJECT: Final = re.compile(
    "(?:[还也]在|在)(?:其|随后的)?(?:致[辞词]|讲话|发言|演讲|报告|主持|总结)[^，。]{0,6}?(?:指出|表示|强调|认为|介绍|谈到|说)"
)
# A clause that no heading begins with, or several: 会上，林岚宣读了名
_CLAUSES: Final = re.compile(
    "^(?:[^，。]{0,24}(?:指出|强调|认为|要求|表示[^，。]{0,6})|[^，。]{1,6}[上中后始]|(?:\\d{4}年)?(?:\\d{1,2}月)?\\d{1,2}日(?:[上下]午)?)，|"
    "[？！；][^”’？！；：]{4,}$|(?:举行|召开)，|(?:总结|介绍|宣读|传达|阐述|讲述|回顾|分析|汇报|解读|领学)了"
)
_TAIL: Final = re.compile("[\u3400-\u9fff]{1,5}。")


@dataclass(frozen=True, slots=True)
class Layout:
    """The lines to read. furniture: numbers of the lines that were left out.

    continued: number of a line -> those of its further pieces.
    """

    lines: tuple[Line, ...]
    furniture: frozenset[int] = frozenset()
    continued: dict[int, tuple[int, ...]] = field(default_factory=dict)

    def account_for(
        self, document_lines: Sequence[Line], unread: Iterable[int], asides: Iterable[int] = ()
    ) -> tuple[float, tuple[Line, ...]]:
        """Return what ``Account.close`` does of the document's own lines.

        unread: numbers of the lines of which nothing was taken; nor was of their further pieces.
        asides: those of them that are not weighed.
        """
        read = {line.number for line in document_lines} - self._with_pieces(unread)
        return Account(read, asides=self._with_pieces(asides)).close(document_lines)

    def _with_pieces(self, firsts: Iterable[int]) -> set[int]:
        return {number for first in firsts for number in (first, *self.continued.get(first, ()))}


def lay_out(lines: Sequence[Line]) -> Layout:
    """Return the lines without furniture and unwrapped."""
    furniture = _furniture(lines)
    without_furniture = [
        replace(line, text="") if line.number in furniture and not line.pictures else line
        for line in lines
    ]
    width = _wrap_width(without_furniture)
    if not width:
        return Layout(tuple(_without_page_gaps(without_furniture, furniture)), furniture)
    unwrapped, continued = _unwrapped(_without_page_gaps(without_furniture, furniture), width)
    return Layout(tuple(unwrapped), furniture, continued)


def _furniture(lines: Sequence[Line]) -> frozenset[int]:
    """Return the numbers of page numbers, of what stands at one distance from most of them, and of
    notes on the paper at its beginning and end.
    """
    written = [line for line in lines if line.text.strip()]
    pages = [at for at, line in enumerate(written) if _PAGE_NUMBER.fullmatch(line.text)]
    result = {written[at].number for at in pages}
    for step in range(-_NEAR, _NEAR + 1):
        places = [at + step for at in pages if 0 <= at + step < len(written)]
        heads = Counter(written[at].text.strip() for at in places)
        for at in places:
            text = written[at].text.strip()
            often = heads[text] >= max(_FEWEST_HEADS, len(pages) / 2)
            if step and often and len(text) <= _LONGEST_HEAD:
                result.add(written[at].number)
    edges = [*written[:_EDGE], *written[-_EDGE:]]
    result |= {line.number for line in edges if EDITORIAL.fullmatch(line.text)}
    return frozenset(result)


def _without_page_gaps(lines: Sequence[Line], furniture: frozenset[int]) -> list[Line]:
    """Leave out furniture, and all but one of the blank lines around it."""
    result: list[Line] = []
    around = False  # furniture stood since the last written line
    for line in lines:
        if line.number in furniture and not line.pictures:
            around = True
            while result and _is_blank(result[-1]):
                result.pop()
            result.append(line)
        elif around and _is_blank(line):
            continue
        else:
            around = False
            result.append(line)
    return result


def _is_blank(line: Line) -> bool:
    return not line.text.strip() and not line.pictures


def _wrap_width(lines: Sequence[Line]) -> int:
    """Return the width at which every line of the document was broken, 0 if none was."""
    widest = max((count_columns(line.text) for line in lines), default=0)
    if not _NARROWEST <= widest <= _WIDEST:
        return 0
    goes_on = [
        following for line, following in pairwise(lines) if _goes_on(line, following, widest)
    ]
    written = sum(bool(line.text.strip()) for line in lines)
    if _FEW_BROKEN * len(goes_on) < written:
        goes_on = [following for following in goes_on if not _ENTRY.match(following.text)]
    broken = len(goes_on)
    return widest if broken >= (_FEWEST_USUAL if widest >= _USUAL else _FEWEST_WRAPPED) else 0


def count_columns(text: str) -> int:
    """Return how many columns a line takes."""
    line = text.rstrip()
    return len(line) + sum(map(len, _WIDE.findall(line)))


def _goes_on(line: Line, following: Line, width: int) -> bool:
    """Tell whether a line was broken because the next one's first word found no room in it."""
    unit = _UNIT.match(following.text)
    if unit is None or following.pictures:
        return False
    if _BEGINS.match(following.text) and not _OPEN_END.search(line.text):
        return False
    if _are_rows(line, following):
        return False
    if not line.text.strip() or _ENDS.search(line.text):
        return False
    if is_han(line.text) != is_han(following.text) and len(following.text.split()) > _FEW_WORDS:
        return False
    if not is_han(line.text) and is_han(following.text[:1]):
        return False
    if _TIME_END.search(line.text):
        return False
    is_nearly_full = count_columns(line.text) > width * _NEARLY_FULL
    if _closes_bracket(line.text, following.text) or (
        is_nearly_full and _OPEN_END.search(line.text)
    ):
        return True
    return has_no_room(line, following, width)


def has_no_room(line: Line, following: Line, width: int) -> bool:
    """Tell whether the first word of the line right below found no room in this one.

    What begins a line of its own, an entry or a time, goes on with nothing.
    """
    unit = _UNIT.match(following.text)
    begins = TIMED.match(following.text) or _BEGINS.match(following.text)
    if unit is None or begins or following.number != line.number + 1:
        return False
    space = 1 if line.text.rstrip()[-1:].isascii() and unit[1][:1].isascii() else 0
    return count_columns(line.text) + space + count_columns(unit[1]) > width - _TOLERANCE


def breaks_off(line: Line, following: Line) -> bool:
    """Tell whether a line ends where none does, or the next one begins so: …，港口、"""
    return bool(
        _BREAKS_OFF.search(line.text)
        or _OPEN_END.search(line.text)
        or _GOES_ON_HERE.match(following.text.strip())
    )


def _closes_bracket(text: str, rest: str) -> bool:
    """Tell whether a line ends within a bracket or a quotation that the next one closes."""
    return any(text.count(a) > text.count(b) and b in rest for a, b in _PAIRS)


def _are_rows(line: Line, following: Line) -> bool:
    """Tell whether one of two lines is a row of a table, which nothing goes on with."""
    if line.table is not None or following.table is not None or TIMED.match(following.text):
        return True
    return bool(_TALK.match(line.text) and re.match(r"\s*[A-Z“\"]", following.text))


def _unwrapped(lines: Sequence[Line], width: int) -> tuple[list[Line], dict[int, tuple[int, ...]]]:
    result: list[Line] = []
    continued: dict[int, tuple[int, ...]] = {}
    last: Line | None = None  # the piece before, as it stands in the document
    for line in lines:
        if last is not None and _goes_on(last, line, width):
            first = result[-1]
            result[-1] = replace(first, text=_join(first.text, line.text))
            continued[first.number] = (*continued.get(first.number, ()), line.number)
        else:
            result.append(line)
        last = line
    return result, continued


def join_hanging(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Join entries of lists that were broken at one width, their further lines set in.

    - Anna Berg, Director of the Office of
      Tides
    """
    width = max((count_columns(line.text) for line in lines), default=0)
    if not _NARROWEST <= width <= _WIDEST:
        return tuple(lines)
    result: list[Line] = []
    entry: int | None = None  # where the entry stands in the result
    depth = 0
    for line, last in zip(lines, (None, *lines), strict=False):
        text = line.text.strip()
        if mark := _HANGING.match(line.text):
            entry, depth = len(result), mark.end()
        elif entry is not None and last and text and _hangs(last, line, depth, width):
            space = "" if is_han(result[entry].text[-1:]) else " "
            result[entry] = replace(result[entry], text=f"{result[entry].text}{space}{text}")
            line = replace(line, text="")
        else:
            entry = None
        result.append(line)
    return tuple(result)


def _hangs(last: Line, line: Line, depth: int, width: int) -> bool:
    """Tell whether a line is set in as deep as the entry's text, whose last word left no room."""
    indent = len(line.text) - len(line.text.lstrip())
    word = count_columns(line.text.split(maxsplit=1)[0])
    return indent == depth and count_columns(last.text) + 1 + word > width - _TOLERANCE


def join_broken(layout: Layout) -> Layout:
    """Join the pieces of sentences that were broken off within: 某大学- / 某公司联合主办….

    Whoever copies a page with links, or stretches its lines, breaks sentences at any place, with
    blank lines between. Only for running text: a line of a list may end anywhere.
    """
    result: list[Line] = []
    continued = dict(layout.continued)
    ragged = _ragged_pieces(layout.lines)
    last: int | None = None  # where the written line before stands in the result
    for line in layout.lines:
        if _is_blank(line):
            result.append(line)
            continue
        is_piece = line.number in ragged
        if last is not None and (is_piece or _is_broken(result[last], line)):
            first = result[last]
            result[last] = replace(first, text=_join(first.text, line.text))
            pieces = (line.number, *continued.pop(line.number, ()))
            continued[first.number] = (*continued.get(first.number, ()), *pieces)
        else:
            last = len(result)
            result.append(line)
    return Layout(tuple(result), layout.furniture, continued)


def _ragged_pieces(lines: Sequence[Line]) -> set[int]:
    """Return the numbers of lines that go on with the line above in paragraphs of English prose.

    Their lines are broken, though not at one width, as mail and the text of a page are.
    """
    pieces: set[int] = set()
    stretch: list[Line] = []
    for line in (*lines, None):
        is_below = line is not None and bool(stretch) and line.number == stretch[-1].number + 1
        is_labelled = line is not None and bool(_LABELLED.match(line.text.strip()))
        if line is not None and is_below and not is_labelled and _may_be_ragged(line):
            stretch.append(line)
            continue
        if _is_ragged(stretch):
            pieces.update(piece.number for piece in stretch[1:])
        stretch = [line] if line is not None and _may_be_ragged(line) else []
    return pieces


def _may_be_ragged(line: Line) -> bool:
    is_plain = line.table is None and not line.pictures and not _BEGINS.match(line.text)
    return is_plain and bool(line.text.strip()) and not is_han(line.text)


def _is_ragged(stretch: Sequence[Line]) -> bool:
    """Tell whether lines below each other are one paragraph whose lines were broken."""
    if len(stretch) < _FEWEST_RAGGED:
        return False
    sizes = [len(line.text.strip()) for line in stretch[:-1]]
    if min(sizes) < max(_SHORTEST_RAGGED, _LEAST_RAGGED * max(sizes)):
        return False
    broken = [
        below.text.strip() for line, below in pairwise(stretch)
        if _WITHIN_SENTENCE.search(line.text.rstrip())
    ]  # fmt: skip
    begun = sum(text[0].islower() for text in broken)
    # Lines of a list end nowhere, too, but hold no sentence that ends within.
    is_told = begun and any(_SENTENCE_WITHIN.search(line.text) for line in stretch)
    is_told = is_told and len(broken) >= _MOSTLY_BROKEN * len(sizes)
    return bool(is_told) or begun >= _LEAST_BROKEN * len(sizes)


def _is_broken(line: Line, following: Line) -> bool:
    """Tell whether a sentence of a line goes on in the next one."""
    text, rest = line.text.rstrip(), following.text.strip()
    if _are_rows(line, following) or line.pictures or following.pictures:
        return False
    if _LABELLED.match(rest):
        return False
    if _LATIN_END.search(text) and _LATIN_ON.match(rest):
        return True  # …，Ada / Berg在致辞中说
    if _BRACKET_END.search(text) and _BRACKET_ON.match(rest):
        return True
    if _is_broken_han(text, following) or _is_quoted_on(text, rest):
        return True
    if len(text) < _SHORTEST_BROKEN or _ENDS.search(text) or len(text) > _LONGEST_BROKEN:
        return False
    breaks_off = _BREAKS_OFF.search(text) and (len(rest) > _FEW_WORDS or text.endswith("-"))
    if _GOES_ON_HERE.match(rest) or breaks_off:
        return True
    if _BEGINS.match(following.text):
        return False
    if _closes_bracket(text, rest):
        return True
    if following.number > line.number + 1 and _BEGINS_PARAGRAPH.match(rest):
        return False  # below a blank line, whatever mark the line above lacks
    if is_han(text) or is_han(rest):
        # A comma within brackets, or within a title, parts no clauses.
        clauses = _BRACKETED.sub("", text)
        is_prose = "。" in text or (len(text) > _LONG_CLAUSE and "，" in clauses)
        return is_prose and len(rest) > _FEW_WORDS and bool(re.search("[，。]", rest))
    return bool(re.search("[a-z,]$", text) and re.match("[a-z]", rest))


def _is_broken_han(text: str, following: Line) -> bool:
    """Tell whether a line of Han of any length ends within what the prose below goes on with."""
    rest = following.text.strip()
    if _ENDS.search(text) or not re.search("。|，.*，", rest):
        return False
    if _BEGINS.match(rest) or _BEGINS_PARAGRAPH.match(rest):
        return False
    return bool(
        _BROKEN_WORD.match(f"{text[-1]}|{rest[:2]}")
        or _TAIL.fullmatch(rest)
        or (is_han(text) and (
            _HAN_OPEN_END.search(text) or _WITHOUT_SUBJECT.match(rest)
            or _CLAUSES.search(_BRACKETED.sub("", text))
        ))
    )  # fmt: skip


def _is_quoted_on(text: str, rest: str) -> bool:
    """Tell whether a title within quotation marks, in a Chinese sentence, goes on."""
    opened = text.rfind("“")
    if opened <= text.rfind("”") or not is_han(text[:opened]) or re.search("[。！？]$", text):
        return False
    piece = text[opened + 1 :]
    if _LATIN_PIECE.fullmatch(piece):
        return not is_han(rest.partition("”")[0])
    return len(piece) <= _LONG_CLAUSE and bool(_HAN_PIECE.fullmatch(rest.partition("”")[0]))


def _join(line: str, continuation: str) -> str:
    line, continuation = line.rstrip(), continuation.strip()
    if (
        is_han(line[-1:])
        or is_han(continuation[:1])
        or not (line[-1:].isalnum() and continuation[:1].isalnum())
    ):
        space = (
            " "
            if line[-1:] in ",.;:" and line[-1:].isascii() and continuation[:1].isascii()
            else ""
        )
        return f"{line}{space}{continuation}"
    return f"{line} {continuation}"

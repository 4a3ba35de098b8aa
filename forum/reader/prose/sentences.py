"""Paragraphs of running text, cut into sentences; nothing is cut within a quotation."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from forum.core.names import is_han
from forum.reader.event_record import EN, ZH, Line
from forum.reader.shapes.record import texts

_END_ZH: Final = re.compile(r"[。！？!?…]+[”’」』）)]*")
# The space between two sentences may be lost: the tide.The harbour.
_END_EN: Final = re.compile(
    r"[.!?][”’\"')\]]*(?=\s+[“\"'(\[]?[A-Z0-9\u3400-\u9fff])|(?<=[a-z]{3})[.!?](?=[A-Z][a-z]+\s)"
)
# Points that end no sentence: Mr. Berg, H.E. Berg, A. Berg, No. 3.
_ABBREVIATED: Final = re.compile(
    r"(?:\b(?:Md|Lt|Capt|Sgt|Maj|Gov|Ven|Mr|Mrs|Ms|Mx|Dr|Prof|Rev|Hon|St|Sr|Jr|No|vs|Gen|Col|Amb|Mme|etc|e\.g|i\.e|cf|Inc|Ltd|Co|"
    r"Hab|Dept|Govt|Univ|Assoc|Asst|Fig|Art|approx|Jan|Feb|Aug|Sept?|Oct|Nov|Dec)|\b[A-Z])\.$"
)
# Ms Ma. Teresa Berg, for Maria; thanked Ms Ma. The tide
_MARIA: Final = re.compile(
    r"\b(?:Ms|Mrs|Mdm)\.?\s+Ma\.(?=\s+(?!The\b|In\b|At\b|On\b|An\b|It\b|He\b|She\b|We\b|They\b|Mr\b|Ms\b|Dr\b|"
    r"Minister\b|President\b|Director\b|Chair|Secretary\b|Deputy\b|Vice\b|Ambassador\b|Prof|This\b|For\b|As\b)"
    r"[A-Z][a-z]+\s+(?:[A-Z]\.\s+)?[A-Z])"
)
_LONGEST: Final = 3000  # characters
_OPENING: Final = "“「"
_CLOSING: Final = "”」"
# A title in quotation marks that ends like a sentence is followed by one of these.
_GOES_ON: Final = tuple("“《、，；：的为等是作做及和与,;:")
# The number of a paragraph: 4. …, （三）…, 2、…, (b) …
NUMBER: Final = re.compile(
    r"^\s*(?:\d{1,2}(?:\.\d{1,2}){1,2}\.?(?=\s)|\d{1,3}\s*[.、．)）](?!\d)|[（(](?:\d{1,2}|[a-z]|[一二三四五六七八九十]{1,3})[)）]|"
    r"[一二三四五六七八九十]{1,3}、|(?:[a-h]|[IVX]{1,4}|[ivx]{1,4})[.)](?=\s))\s*"
)
_BARE_NUMBER: Final = re.compile(r"^\s*\d{1,2}\s+(?=[A-Z“][^\t]{60,}[.:!?”]\s*$)")
_FEWEST_COUNTED: Final = 3


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a paragraph. start: where it begins in the paragraph's text."""

    text: str
    start: int

    @property
    def is_readable(self) -> bool:
        """Whether it is of a length that somebody may have written."""
        return len(self.text) <= _LONGEST


@dataclass(frozen=True, slots=True)
class ProseParagraph:
    """A line of running text with its sentences. text: without number and spaces around it."""

    line: Line
    text: str
    language: str
    sentences: tuple[Sentence, ...]

    @property
    def number(self) -> int:
        """The number of its line."""
        return self.line.number


def read_paragraphs(lines: Iterable[Line]) -> list[ProseParagraph]:
    """Return the lines that are written, cut into sentences; rows of tables are none."""
    written = [line for line in lines if line.text.strip() and line.table is None]
    counted = _find_counted(written)
    return [
        read_paragraph(line, _BARE_NUMBER if line.number in counted else NUMBER) for line in written
    ]


def _find_counted(lines: Iterable[Line]) -> set[int]:
    """Return the numbers of the lines that figures without a mark count: 2 The charter was …, 3."""
    runs: list[list[int]] = []
    last = 0
    for line in lines:
        if number := _BARE_NUMBER.match(line.text):
            figure = int(number[0])
            if runs and figure == last + 1:
                runs[-1].append(line.number)
            else:
                runs.append([line.number])
            last = figure
    return {number for run in runs if len(run) >= _FEWEST_COUNTED for number in run}


def read_paragraph(line: Line, mark: re.Pattern[str] = NUMBER) -> ProseParagraph:
    """Return a line as a paragraph. mark: of its number, which is no part of the text."""
    text = texts.clean(line.text)
    number = mark.match(text)
    if number and number.end() < len(text):
        text = text[number.end() :]
    language = texts.language(text) or EN
    if language == EN and is_han(re.sub(r"[（(][^（）()]*[)）]", "", text)):
        language = ZH  # Latin names in a Chinese sentence
    return ProseParagraph(line, text, language, tuple(split_sentences(text, language)))


def split_sentences(text: str, language: str) -> Iterator[Sentence]:
    """Yield the sentences of a text, each with its closing marks."""
    ends = [match.end() for match in (_END_ZH if language == ZH else _END_EN).finditer(text)]
    is_balanced = _count(text, _OPENING) == _count(text, _CLOSING)
    marias = {match.end() for match in _MARIA.finditer(text)}
    start = depth = counted = 0
    for end in ends:
        depth += _count(text[counted:end], _OPENING) - _count(text[counted:end], _CLOSING)
        counted = end
        goes_on = text[end - 1] in _CLOSING and text[end : end + 1] in _GOES_ON
        if (
            goes_on
            or end in marias
            or (is_balanced and depth > 0)
            or _ABBREVIATED.search(text[max(0, end - 12) : end])
        ):
            continue
        yield from _sentence(text, start, end)
        start = end
    yield from _sentence(text, start, len(text))


def _sentence(text: str, start: int, end: int) -> Iterator[Sentence]:
    piece = text[start:end]
    if stripped := piece.strip():
        yield Sentence(stripped, start + len(piece) - len(piece.lstrip()))


def _count(text: str, marks: str) -> int:
    return sum(text.count(mark) for mark in marks)

"""Turns: a caption, a speech, or both, put together from what a section was read as."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from forum.core.names import fold
from forum.reader.event_record import ZH
from forum.reader.shapes.record.captions import Caption
from forum.reader.shapes.record.lexicon import Lexicon
from forum.reader.shapes.record.names import NameLine
from forum.reader.shapes.record.rows import Row
from forum.reader.shapes.record.speeches import Opening


@dataclass(slots=True, eq=False)
class Turn:
    """One person's part in one section, in one language, as the body prints it.

    verb: the verb of saying; lead: what stands before it; head: the person as printed there;
    paragraphs: the speech without its attribution; repeats: rows left out, copies of earlier ones.
    """

    person: NameLine
    language: str
    caption: Caption | None = None
    verb: str = ""
    lead: str = ""
    head: NameLine | None = None
    head_row: Row | None = None
    paragraphs: list[tuple[Row, str]] = field(default_factory=list)
    repeats: list[Row] = field(default_factory=list)
    further_captions: list[Caption] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "\n".join(text for _, text in self.paragraphs)

    @property
    def rows(self) -> list[Row]:
        captioned = [row for caption in self.all_captions for row in caption.rows]
        return [*captioned, *(row for row, _ in self.paragraphs), *self.repeats]

    @property
    def all_captions(self) -> list[Caption]:
        return [*([self.caption] if self.caption else []), *self.further_captions]

    @property
    def also_speaks(self) -> bool:
        return any(caption.also_speaks for caption in self.all_captions)

    @property
    def is_moderator(self) -> bool:
        return any(caption.role == "moderator" for caption in self.all_captions)


@dataclass(slots=True)
class Stream:
    """What one section holds in one language: turns, products' blocks, and rows of nobody."""

    turns: list[Turn] = field(default_factory=list)
    products: list[tuple[Row, list[Row]]] = field(default_factory=list)
    orphans: list[Row] = field(default_factory=list)
    repeats: list[Row] = field(default_factory=list)


class StreamBuilder:
    """Puts one section's stretches of one language together, in their order."""

    def __init__(self, code: str, lexicon: Lexicon) -> None:
        self.stream = Stream()
        self._code = code
        self._lexicon = lexicon
        self._turn: Turn | None = None
        self._block: list[Row] | None = None

    def add(self, kind: str, rows: Sequence[Row], content: Any) -> None:
        """Add a stretch of lines that was read as a kind of segment."""
        row = rows[0]
        match kind:
            case "caption":
                self._captioned(content)
            case "speech":
                self._opened(row, content)
            case "name":
                self._begin(
                    Turn(content, self._code, Caption(row.text, content, self._code, (row,)))
                )
            case "product":
                self._block = []
                self.stream.products.append((row, self._block))
            case "repeat":
                (self._turn or self.stream).repeats.append(row)
            case "text" if self._block is not None:
                self._block.append(row)
            case "text" if self._turn is not None:
                self._turn.paragraphs.append((row, row.text))
            case "text":
                self.stream.orphans.append(row)

    def _captioned(self, caption: Caption) -> None:
        self._block = None
        self._lexicon.add(caption.person.name, caption.person.title)
        turn = self._turn
        if turn is not None and is_same_person(turn.person, caption.person, self._code):
            if turn.caption is None:
                turn.caption = caption
                return
            if not turn.paragraphs or caption.role == "moderator":
                turn.further_captions.append(caption)
                return
        everybody = sorted(
            (caption.person, *caption.further_people),
            key=lambda person: caption.text.find(person.name),
        )
        for person in everybody:
            self._begin(Turn(person, self._code, caption=replace(caption, person=person)))
        if len(everybody) > 1:
            self._turn = None  # whose words a text below them is, nothing says

    def _opened(self, row: Row, opening: Opening) -> None:
        self._block = None
        turn = self._turn
        if turn is None or not is_same_person(turn.person, opening.person, self._code):
            turn = self._awaiting(opening.person)
        if turn.paragraphs:
            turn.paragraphs.append((row, row.text))
            return
        turn.verb, turn.lead, turn.head, turn.head_row = (
            opening.verb, opening.lead, opening.person, row,
        )  # fmt: skip
        turn.paragraphs.append((row, opening.text))

    def _awaiting(self, person: NameLine) -> Turn:
        """Return the person's turn that has a caption and no text yet, or begin one."""
        for turn in self.stream.turns[-4:]:
            if is_same_person(turn.person, person, self._code) and not turn.paragraphs:
                self._turn = turn
                return turn
        return self._begin(Turn(person, self._code))

    def _begin(self, turn: Turn) -> Turn:
        self._block = None
        self._turn = turn
        self.stream.turns.append(turn)
        return turn


def is_same_person(full: NameLine, short: NameLine, code: str) -> bool:
    """Tell whether the second is the first, in English by surname alone too: Ms. Doe."""
    full_name, short_name = fold(full.name), fold(short.name)
    if full_name == short_name or code == ZH:
        return full_name == short_name
    by_surname = bool(short.honorific) and not short.title
    return by_surname and (full_name.endswith(short_name) or full_name.startswith(short_name))

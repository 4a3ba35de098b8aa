"""One section's rows in one language, cut into turns: a caption, a speech, or both."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from forum.core.names import fold
from forum.reader.event_record import EN, ZH
from forum.reader.shapes.record import acts, captions, names, remarks, texts
from forum.reader.shapes.record.captions import Caption
from forum.reader.shapes.record.lexicon import Lexicon
from forum.reader.shapes.record.names import Named
from forum.reader.shapes.record.rows import Row
from forum.reader.vocabulary import saying


@dataclass(slots=True, eq=False)
class Turn:
    """One person's part in one section, in one language, as the body prints it.

    verb: the verb of saying; lead: what stands before it; head: the person as printed there;
    paragraphs: the speech without its attribution; repeats: rows left out, copies of earlier ones.
    """

    person: Named
    language: str
    caption: Caption | None = None
    verb: str = ""
    lead: str = ""
    head: Named | None = None
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
    def is_moderator(self) -> bool:
        return any(caption.role == "moderator" for caption in self.all_captions)


@dataclass(slots=True)
class Stream:
    """What one section holds in one language: turns, products' blocks, and rows of nobody."""

    turns: list[Turn] = field(default_factory=list)
    products: list[tuple[Row, list[Row]]] = field(default_factory=list)
    orphans: list[Row] = field(default_factory=list)
    repeats: list[Row] = field(default_factory=list)


def read(rows: Sequence[Row], code: str, lexicon: Lexicon, *, products: bool) -> Stream:
    """Cut the rows of one language into turns.

    products: whether a short line before a paragraph heads a launched product here.
    """
    return _Reader(rows, code, lexicon, products).read()


_CAPTION_FIRST = {
    ZH: re.compile(
        r"^(?P<caption>[^。！？]{8,90}(?:致[辞词]|发言|演讲|讲话|讨论|对话|主持))。(?P<speech>\S.*)$"
    ),
    EN: re.compile(
        r"^(?P<caption>.{12,260}?)\.\s+"
        r"(?P<speech>(?:He|She|They|(?:Mr|Ms|Mrs|Dr)\.\s+[A-Z]\S+)\s+(?:also\s+)?"
        rf"(?:{'|'.join(saying.EN)})\b.+)$"
    ),
}


def _apart(rows: Sequence[Row], code: str, lexicon: Lexicon) -> list[Row]:
    """Part 某部部长王芳视频致辞。她指出，… into the caption and the speech behind it.

    In English: Ms. Jane Doe, Mayor of X, delivered opening remarks. She said that …
    """
    result: list[Row] = []
    for row in rows:
        match = _CAPTION_FIRST[code].match(row.text)
        head = replace(row, text=match["caption"]) if match else row
        if match and acts.is_caption_like(head.text, code):
            caption = captions.read([head], 0, lexicon)
            if caption and (caption.person.name in lexicon or caption.person.honorific):
                speech = replace(row, text=match["speech"], pictures=(), heading=0, gap=False)
                result += [head, speech]
                continue
        result.append(row)
    return result


class _Reader:
    def __init__(self, rows: Sequence[Row], code: str, lexicon: Lexicon, products: bool) -> None:
        self._rows = _apart(rows, code, lexicon)
        self._code = code
        self._lexicon = lexicon
        self._products = products
        self._stream = Stream()
        self._turn: Turn | None = None
        self._block: tuple[Row, list[Row]] | None = None

    def read(self) -> Stream:
        place = 0
        while place < len(self._rows):
            place += self._step(place)
        return self._stream

    def _step(self, place: int) -> int:
        row = self._rows[place]
        if not row.text or self._labels_picture(place):
            return 1
        if row.copy_of and self._is_repeat(row):
            return 1
        opening = self._opening(row) if self._may_open(row) else None
        if (
            (opening is None or "。" not in row.text)
            and (caption := captions.read(self._rows, place, self._lexicon))
            and (opening is None or acts.ACT_ZH.search(opening.lead))
        ):
            self._captioned(caption)
            return len(caption.rows)
        if opening is not None:
            self._open(row, opening)
            return 1
        if named := self._name_line(row, place):
            self._begin(Turn(named, self._code, caption=_bare_caption(row, named, self._code)))
            return 1
        if self._heads_product(place):
            self._block = (row, [])
            self._stream.products.append(self._block)
            return 1
        self._continue(row)
        return 1

    def _labels_picture(self, place: int) -> bool:
        """Tell whether a line is the caption of the picture before it and names no speaker."""
        row, previous_row = self._rows[place], self._rows[place - 1] if place else None
        if previous_row is None or not previous_row.pictures or previous_row.text or row.heading:
            return False
        marked = bool(acts.PICTURE.match(row.text))
        return (
            (marked or len(row.text) <= 80)
            and (marked or not texts.ends_sentence(row.text))
            and captions.read(self._rows, place, self._lexicon) is None
            and self._name_line(row, place) is None
        )

    def _is_repeat(self, row: Row) -> bool:
        """Leave out a paragraph that the document already gave; tell whether it did."""
        if not texts.ends_sentence(row.text):
            return False
        (self._turn or self._stream).repeats.append(row)
        return True

    def _may_open(self, row: Row) -> bool:
        return len(row.text) > 12

    def _opening(self, row: Row) -> remarks.Opening | None:
        opening = remarks.read(row.text, self._code, self._lexicon)
        if opening is None:
            return None
        if opening.person.name in self._lexicon or self._is_current(opening.person):
            return opening
        if remarks.is_quotation(opening.person, row.text):
            return None
        if self._turn is not None and self._turn.paragraphs and not row.gap:
            return None
        return opening

    def _is_current(self, person: Named) -> bool:
        return self._turn is not None and _same(self._turn.person, person, self._code)

    def _captioned(self, caption: Caption) -> None:
        self._block = None
        self._lexicon.add(caption.person.name, caption.person.title)
        turn = self._turn
        if turn is not None and self._is_current(caption.person):
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

    def _open(self, row: Row, opening: remarks.Opening) -> None:
        self._block = None
        turn = self._turn
        if turn is None or not self._is_current(opening.person):
            turn = self._awaiting(opening.person)
        if turn.paragraphs:
            turn.paragraphs.append((row, row.text))
            return
        turn.verb, turn.lead, turn.head, turn.head_row = (
            opening.verb,
            opening.lead,
            opening.person,
            row,
        )
        turn.paragraphs.append((row, opening.text))

    def _awaiting(self, person: Named) -> Turn:
        """Return the person's turn that has a caption and no text yet, or begin one."""
        for turn in self._stream.turns[-4:]:
            if _same(turn.person, person, self._code) and not turn.paragraphs:
                self._turn = turn
                return turn
        return self._begin(Turn(person, self._code))

    def _begin(self, turn: Turn) -> Turn:
        self._block = None
        self._turn = turn
        self._stream.turns.append(turn)
        return turn

    def _name_line(self, row: Row, place: int) -> Named | None:
        """Read a line that is a listed person's name, with or without the title, and nothing
        else.
        """
        if len(row.text) > 120 or texts.is_prose(row.text) or re.search("[。；！？]", row.text):
            return None
        text = row.text.rstrip(":： ")
        person = names.head(text, self._code, self._lexicon) or names.entry(
            text, self._code, self._lexicon
        )
        if person is None or person.name not in self._lexicon:
            return None
        if not person.title:
            return person
        close = max(
            (texts.similarity(person.title, title) for title in self._lexicon.titles(person.name)),
            default=0.0,
        )
        return person if close > 0.5 else None

    def _heads_product(self, place: int) -> bool:
        row = self._rows[place]
        if not self._products or texts.ends_sentence(row.text) or texts.is_prose(row.text):
            return False
        limit = 70 if self._code == ZH else 200
        following = self._rows[place + 1] if place + 1 < len(self._rows) else None
        return (
            len(row.text) <= limit
            and not re.search("[，；：:,;]$", row.text)
            and following is not None
            and (len(following.text) > 30 or len(following.text) > len(row.text))
            and texts.ends_sentence(following.text)
        )

    def _continue(self, row: Row) -> None:
        if self._block is not None:
            self._block[1].append(row)
        elif self._turn is not None:
            self._turn.paragraphs.append((row, row.text))
        else:
            self._stream.orphans.append(row)


def _same(full: Named, short: Named, code: str) -> bool:
    """Tell whether the second is the first, in English by surname alone too: Ms. Doe."""
    full_name, short_name = fold(full.name), fold(short.name)
    if full_name == short_name or code == ZH:
        return full_name == short_name
    return (
        bool(short.honorific)
        and not short.title
        and (full_name.endswith(short_name) or full_name.startswith(short_name))
    )


def _bare_caption(row: Row, named: Named, code: str) -> Caption:
    return Caption(row.text, named, code, (row,))

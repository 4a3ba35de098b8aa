"""One section of the body: every way to read its lines, what each costs, and the best of all."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, NamedTuple

from forum.reader.event_record import EN, ZH
from forum.reader.shapes.record import acts, captions, details, names, speeches, texts
from forum.reader.shapes.record.decode import Stretch, decode
from forum.reader.shapes.record.details import Detail, Details
from forum.reader.shapes.record.entries import EntryReader
from forum.reader.shapes.record.headings import Heading
from forum.reader.shapes.record.lexicon import Lexicon
from forum.reader.shapes.record.names import NameLine
from forum.reader.shapes.record.rows import Row
from forum.reader.shapes.record.turns import Stream, StreamBuilder, is_same_person

# What a stretch costs as such. A line that is nothing else is text, the dearest of all.
COST: Final[Mapping[str, float]] = {
    "detail": 0.0,  # time, room, day, title, the section's own list
    "repeat": 0.1,  # a paragraph that the document gave before
    "caption": 0.2,
    "speech": 0.3,  # the first paragraph of somebody's words, who said them at its head
    "name": 0.3,  # a listed person's name and nothing else
    "title": 0.35,  # a topic's title below its heading
    "product": 0.4,  # the name of a launched product above its description
    "picture": 0.6,  # what a picture shows
    "text": 1.0,
}  # fmt: skip
# What speaks against a reading: nobody knows the person; a line that opens a speech is a caption;
# a head of state is quoted; a stranger takes the floor within somebody's words.
UNKNOWN, OPENS_SPEECH, QUOTED, INTERRUPTS = 0.6, 0.5, 2.0, 1.5
# Details behind the first words; text that nobody said.
LATE, NOBODY = 3.0, 0.5
# One reading of two lines is worth a little more than two of one.
SEGMENT: Final = 0.05
_LONGEST_DETAIL: Final = 60
_PRODUCT: Final = NameLine("")  # who "says" what stands below a product's name


class _State(NamedTuple):
    """phase: 0 before anything, 1 behind an odd line, 2 once somebody speaks or is in a caption.

    has_words: the speaker has said something.
    """

    phase: int
    speaker: NameLine | None
    has_words: bool


def read_section(
    rows: Sequence[Row],
    headings: dict[str, Heading],
    lexicon: Lexicon,
    reader: EntryReader,
    calendar: tuple[date | None, int | None],
    *,
    launches: bool,
) -> tuple[Details, dict[str, Stream]]:
    """Return the details of a section and, for each language, what is said in it and by whom.

    calendar: the day of the programme so far, and the event's year; launches: whether a short
    line before a paragraph heads a product here.
    """
    day, year = calendar
    result = Details.of_headings(headings, day)
    streams: dict[str, Stream] = {}
    facts: list[tuple[Row, Detail, bool]] = []
    for code, language_rows in _by_language(rows).items():
        parted = _parted(language_rows, code, lexicon)
        section = _Section(parted, code, lexicon, reader, headings, year, launches)
        builder = StreamBuilder(code, lexicon)
        place, has_begun = 0, False
        for stretch in section.read():
            covered = section.rows[place : place + stretch.size]
            place += stretch.size
            if stretch.kind in {"detail", "title"}:
                result.rows += covered
                facts.append((covered[0], stretch.content, has_begun))
                continue
            builder.add(stretch.kind, covered, stretch.content)
            is_long = stretch.kind == "text" and stretch.content
            has_begun = has_begun or is_long or stretch.kind in {"caption", "speech"}
        streams[code] = builder.stream
    for row, detail, is_late in sorted(facts, key=lambda fact: fact[0].number):
        result.add(row, detail, is_late=is_late)
    return result, streams


def remember_own_lists(rows: Sequence[Row], lexicon: Lexicon, reader: EntryReader) -> None:
    """Add the people of a section's own lists to the names that speakers are found by."""
    for place, row in enumerate(rows):
        if len(row.text) > _LONGEST_DETAIL:
            return
        if row.text and (group := details.read_own_list(rows, place, reader, lexicon)):
            lexicon.add_entries(group.entries)


@dataclass(slots=True)
class _Section:
    """The rows of one language, and the ways to read them."""

    rows: Sequence[Row]
    code: str
    lexicon: Lexicon
    reader: EntryReader
    headings: dict[str, Heading]
    year: int | None
    launches: bool

    def read(self) -> list[Stretch]:
        """Return the best reading; again where it says whom a caption names first."""
        stretches = self._decode()
        people = [stretch.content.person for stretch in stretches if stretch.kind == "caption"]
        strangers = [person for person in people if person.name not in self.lexicon]
        for person in strangers:
            self.lexicon.add(person.name, person.title)
        return self._decode() if strangers else stretches

    def _decode(self) -> list[Stretch]:
        return decode(len(self.rows), _State(0, None, False), self._stretches, self._advance)

    def _advance(self, state: _State, stretch: Stretch) -> tuple[float, _State]:
        phase, speaker, has_words = state
        begun, content = max(phase, 1), stretch.content
        match stretch.kind:
            case "caption":
                return SEGMENT, _State(2, content.person, False)
            case "speech":
                person = content.person
                if speaker is not None and is_same_person(speaker, person, self.code):
                    return SEGMENT, _State(2, speaker, True)
                doubt = 0.0 if person.name in self.lexicon else UNKNOWN
                doubt += QUOTED if doubt and content.is_quotation else 0
                doubt += INTERRUPTS if doubt and has_words and not content.gap else 0
                return SEGMENT + doubt, _State(2, person, True)
            case "name":
                return SEGMENT, _State(begun, content, False)
            case "text":
                phase = 2 if content else begun
                return SEGMENT + NOBODY * (not speaker), _State(phase, speaker, bool(speaker))
            case "title":
                return SEGMENT + LATE * (phase > 0), state
            case "detail":
                return SEGMENT + LATE * (phase == 2 and not content.is_anywhere), state
        return SEGMENT, _State(begun, _PRODUCT if stretch.kind == "product" else speaker, has_words)

    def _stretches(self, place: int) -> Iterator[Stretch]:
        row = self.rows[place]
        if not row.text:
            yield Stretch("empty", 1, 0.0)
            return
        yield Stretch("text", 1, COST["text"], len(row.text) > _LONGEST_DETAIL)
        if row.copy_of and texts.ends_sentence(row.text):
            yield Stretch("repeat", 1, COST["repeat"])
        opening = speeches.read_opening(row, self.code, self.lexicon)
        if opening:
            yield Stretch("speech", 1, COST["speech"], opening)
        yield from self._captions(place, opening)
        if person := self._name_line(row):
            yield Stretch("name", 1, COST["name"], person)
        if self.launches and self._heads_product(place):
            yield Stretch("product", 1, COST["product"])
        if self._labels_picture(place):
            yield Stretch("picture", 1, COST["picture"])
        for detail in details.read_details(self.rows, place, self.year, self.reader, self.lexicon):
            yield Stretch("detail", detail.size, COST["detail"], detail)
        if title := details.read_title(row, self.headings, self.lexicon):
            yield Stretch("title", 1, COST["title"], title)

    def _captions(self, place: int, opening: "speeches.Opening | None") -> Iterator[Stretch]:
        row = self.rows[place]
        caption = captions.read_caption(self.rows, place, self.lexicon)
        if caption is None:
            return
        acts_first = opening is not None and acts.ACT_ZH.search(opening.lead)
        is_speech = opening is not None and ("。" in row.text or not acts_first)
        cost = COST["caption"] + (OPENS_SPEECH if is_speech else 0)
        yield Stretch("caption", len(caption.rows), cost, caption)

    def _name_line(self, row: Row) -> NameLine | None:
        """Read a listed person's name, with or without the title, and nothing else."""
        if len(row.text) > 120 or texts.is_prose(row.text) or re.search("[。；！？]", row.text):
            return None
        text = row.text.rstrip(":： ")
        person = names.head(text, self.code, self.lexicon) or names.entry(
            text, self.code, self.lexicon
        )
        if person is None or person.name not in self.lexicon:
            return None
        titles = self.lexicon.titles(person.name) if person.title else []
        if person.title and not any(
            texts.similarity(person.title, title) > 0.5 for title in titles
        ):
            return None
        return person

    def _heads_product(self, place: int) -> bool:
        row = self.rows[place]
        if place + 1 == len(self.rows) or texts.ends_sentence(row.text) or texts.is_prose(row.text):
            return False
        following = self.rows[place + 1].text
        return (
            len(row.text) <= (70 if self.code == ZH else 200)
            and not re.search("[，；：:,;]$", row.text)
            and (len(following) > 30 or len(following) > len(row.text))
            and texts.ends_sentence(following)
        )

    def _labels_picture(self, place: int) -> bool:
        row, previous_row = self.rows[place], self.rows[place - 1] if place else None
        if previous_row is None or not previous_row.pictures or previous_row.text or row.heading:
            return False
        is_short = len(row.text) <= 80 and not texts.ends_sentence(row.text)
        return bool(acts.PICTURE.match(row.text)) or is_short


def _parted(rows: Sequence[Row], code: str, lexicon: Lexicon) -> list[Row]:
    """Part 某部部长王芳视频致辞。她指出，… into the caption and the speech behind it.

    In English: Ms. Jane Doe, Mayor of X, delivered opening remarks. She said that …
    """
    result: list[Row] = []
    for row in rows:
        match = acts.CAPTION_FIRST[code].match(row.text)
        head = replace(row, text=match["caption"]) if match else row
        if match and acts.is_caption_like(head.text, code):
            caption = captions.read_caption([head], 0, lexicon)
            if caption and (caption.person.name in lexicon or caption.person.honorific):
                speech = replace(row, text=match["speech"], pictures=(), heading=0, gap=False)
                result += [head, speech]
                continue
        result.append(row)
    return result


def _by_language(rows: Iterable[Row]) -> dict[str, list[Row]]:
    """Part the rows by language; digits and punctuation alone stay with the row before.

    A picture goes with the line below it, which is its caption.
    """
    result: dict[str, list[Row]] = {}
    waiting: list[Row] = []
    code = ZH
    for row in rows:
        if row.pictures and not row.text:
            waiting.append(row)
            continue
        code = row.language or code
        result.setdefault(code, []).extend([*waiting, row])
        waiting = []
    if waiting:
        result.setdefault(code, []).extend(waiting)
    return {code: result[code] for code in (ZH, EN) if code in result}
